"""Terms that a FEC does not tell: learned where payments show them, assumed where they do not; and what suppliers are owed."""

import numpy as np
import pytest

from simlib.days import to_date
from simlib.readers.fec.terms import CANDIDATES, CustomerTerms, Terms, due_days, read_terms, terms_of
from tests.readers.fec.books import Line, entry, row
from tests.readers.fec.conftest import Read


def learned(
    of: dict[str, tuple[str, float]], per_customer: int = 40, seed: int = 1, given: Terms | None = None
) -> CustomerTerms:
    """Return the terms learned from customers who pay a share of their invoices on the due day, the others later."""
    rng = np.random.default_rng(seed)
    customer, issue, paid = [], [], []
    for place, (terms, punctual) in enumerate(of.values()):
        days = rng.integers(18_000, 18_700, per_customer)
        due = due_days(days, read_terms(terms))
        late = np.where(
            rng.random(per_customer) < punctual, rng.integers(0, 2, per_customer), rng.integers(3, 40, per_customer)
        )
        roll = np.array([{5: 2, 6: 1}.get(to_date(int(day)).weekday(), 0) for day in due])
        customer += [place] * per_customer
        issue += days.tolist()
        paid += (due + roll + late).tolist()
    columns = (np.array(values, dtype=np.int64) for values in (customer, issue, paid))
    return terms_of(tuple(of), *columns, given, {})


@pytest.mark.parametrize("terms", [str(one) for one in CANDIDATES])
def test_terms_of_all_are_found_again(terms: str) -> None:
    found = learned({f"C{place}": (terms, 0.4) for place in range(10)})
    assert {str(one) for one in found.of} == {terms}
    assert set(found.source) == {"pool"}
    assert found.punctual is not None
    assert found.punctual > 0.3


def test_a_customer_with_terms_of_its_own() -> None:
    found = learned({**{f"C{place}": ("net30", 0.5) for place in range(9)}, "D": ("eom45", 0.8)})
    assert [str(one) for one in found.of] == ["net30"] * 9 + ["eom45"]
    assert found.source[-1] == "own"


def test_payments_that_show_no_terms_are_not_made_to() -> None:
    rng = np.random.default_rng(2)
    issue = rng.integers(18_000, 18_700, 400)
    found = terms_of(("A", "B"), rng.integers(0, 2, 400), issue, issue + rng.integers(0, 400, 400), None, {})
    assert [str(one) for one in found.of] == ["net30"] * 2
    assert set(found.source) == {"assumed"}


def test_terms_given_are_not_learned() -> None:
    found = learned({"A": ("eom45", 0.9), "B": ("net10", 0.9)}, given=read_terms("net60"))
    assert [str(one) for one in found.of] == ["net60"] * 2


def test_a_ledger_without_payments() -> None:
    nothing = np.zeros(0, dtype=np.int64)
    found = terms_of(("A",), nothing, nothing, nothing, None, {})
    assert (str(found.of[0]), found.source, found.punctual) == ("net30", ("assumed",), None)


def test_days_payable(read: Read) -> None:
    """1,200.00 bought each month, 36.5 days of it owed in the end."""
    lines: list[Line] = []
    for month in range(1, 13):
        date = f"2024{month:02d}15"
        lines += entry(
            "AC", month, date, row("60700000", 100_000), row("44566000", 20_000), row("40100000", -120_000, "F1")
        )
    lines += entry("BQ", 20, "20241231", row("40100000", 1_296_000, "F1"), row("51200000", -1_296_000))
    lines += entry("VE", 30, "20240101", row("41100000", 100, "C1"), row("70700000", -100))
    found = read(lines)
    assert found.fec is not None
    assert found.fec.payables is not None
    assert (found.fec.payables.balance, found.fec.payables.purchases) == (144_000, 1_440_000)
    assert found.fec.payables.days == pytest.approx(36.5)
    assert any("36 days of purchases (DPO)" in line for line in found.fec.notices())
    assert any("jours d’achats" in line.told("fr") for line in found.fec.notices())
