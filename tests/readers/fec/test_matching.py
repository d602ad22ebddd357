"""What pays what in a FEC: by lettering, else by amount, else the oldest first, else nothing."""

import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simlib.days import to_day
from simlib.readers import Imported
from simlib.readers.fec.allocation import first_in_first_out, same_amount
from simlib.readers.fec.matching import Way
from tests.readers.fec.books import BOOK, Line, entry, receipt, row, sale
from tests.readers.fec.conftest import Read


def open_of(ledger: Imported) -> dict[str, int]:
    return ledger.invoices.set_index("invoice_id")["open_cents"].to_dict()


def paid_of(ledger: Imported) -> list[tuple[str, int]]:
    named = ledger.payments["invoice_id"].fillna("").tolist()
    return sorted(zip(named, ledger.payments["amount_cents"], strict=True))


def invoices_by(ledger: Imported, way: Way) -> int:
    assert ledger.fec is not None
    return ledger.fec.matched[way].invoices


def day(text: str) -> int:
    return to_day(datetime.date.fromisoformat(text))


def test_the_small_book(read: Read) -> None:
    found = read(BOOK)
    assert open_of(found) == {
        "1/AN/1/2": 50_000,
        "1/AN/1/3": 0,
        "1/AN/1/4": 0,
        "13": 0,
        "FA1": 0,
        "FA2": 0,
        "AV1": 0,
        "FA3": 20_000,
        "FA4": 0,
    }
    kinds = found.invoices.set_index("invoice_id")["kind"].to_dict()
    assert [kinds[name] for name in ("FA1", "FA2", "AV1", "FA3", "FA4")] == [
        "invoice",
        "invoice",
        "credit_note",
        "invoice",
        "invoice",
    ]
    assert found.open_by_currency == {"EUR": 70_000}
    fa2 = found.invoices.set_index("invoice_id").loc["FA2"]
    assert (fa2["credited_cents"], fa2["credited_date"], fa2["open_cents"]) == (12_000, day("2024-02-20"), 0)
    assert ("FA2", 48_000) in paid_of(found)
    assert found.invoices["brought_forward"].sum() == 3


def test_one_code_for_several_accounts_and_years_is_several_letterings(read: Read) -> None:
    found = read(
        [
            *sale(1, "20240110", "C1", 1_000, "F1", "AA", "20240301"),
            *sale(2, "20240110", "C2", 1_000, "F2", "AA"),
            *sale(3, "20240901", "C1", 2_000, "F3", "AA", "20241001"),
            *receipt(4, "20240301", "C1", 1_200, "AA", "20240301"),
            *receipt(5, "20241001", "C1", 2_400, "AA", "20241001"),
        ]
    )
    assert open_of(found) == {"F1": 0, "F2": 1_200, "F3": 0}
    assert paid_of(found) == [("F1", 1_200), ("F3", 2_400)]
    assert invoices_by(found, Way.LETTERING) == 2


def test_a_lettering_without_date_counts_within_its_year(read: Read) -> None:
    found = read([*sale(1, "20240110", "C1", 1_000, "F1", "A"), *receipt(2, "20240301", "C1", 1_200, "A")])
    assert open_of(found) == {"F1": 0}
    assert invoices_by(found, Way.LETTERING) == 1


def test_letterings_of_which_only_some_rows_bear_the_date(read: Read) -> None:
    found = read([*sale(1, "20240110", "C1", 1_000, "F1", "A"), *receipt(2, "20240301", "C1", 1_200, "A", "20240301")])
    assert invoices_by(found, Way.LETTERING) == 1


def test_what_an_uneven_lettering_leaves_stays_open(read: Read) -> None:
    found = read(
        [
            *sale(1, "20240110", "C1", 1_000, "F1", "A"),
            *receipt(2, "20240301", "C1", 1_000, "A"),
            *sale(3, "20240401", "C1", 2_000, "F3"),
            *receipt(4, "20240501", "C1", 2_300),
        ]
    )
    assert open_of(found) == {"F1": 200, "F3": 100}  # the receipt of May does not pay what was lettered short


def test_a_lettering_of_one_side_is_none(read: Read) -> None:
    found = read([*sale(1, "20240110", "C1", 1_000, "F1", "A"), *receipt(2, "20240301", "C1", 1_200)])
    assert open_of(found) == {"F1": 0}
    assert invoices_by(found, Way.SAME_AMOUNT) == 1


def test_without_lettering(read: Read) -> None:
    found = read(
        [
            *sale(1, "20240110", "C1", 1_000, "F1"),
            *sale(2, "20240120", "C1", 2_000, "F2"),
            *receipt(3, "20240301", "C1", 2_400),
            *receipt(4, "20240310", "C1", 900),
            *receipt(5, "20240310", "C2", 70),
        ]
    )
    assert paid_of(found) == [("", 70), ("F1", 900), ("F2", 2_400)]
    assert found.open_cents == 300 - 70
    assert any("no lettering" in warning for warning in found.warnings)


def test_money_sent_back_makes_the_second_payment_the_one_that_counts(read: Read) -> None:
    back = entry("BQ", 3, "20240210", row("41100000", 1_200, "C1", "A"), row("51200000", -1_200))
    found = read(
        [
            *sale(1, "20240110", "C1", 1_000, "F1", "A"),
            *receipt(2, "20240205", "C1", 1_200, "A"),
            *back,
            *receipt(4, "20240320", "C1", 1_200, "A"),
        ]
    )
    paid = found.payments.set_index("invoice_id")
    assert paid.loc["F1", "date"] == day("2024-03-20")
    assert found.payments["amount_cents"].sum() == 1_200
    assert found.open_cents == 0


def test_a_cash_sale_holds_invoice_and_receipt(read: Read) -> None:
    found = read(
        entry(
            "CA",
            1,
            "20240110",
            row("41100000", 1_200, "C1", piece="T1"),
            row("70700000", -1_000),
            row("44571000", -200),
            row("53000000", 1_200),
            row("41100000", -1_200, "C1", piece="T1"),
        )
    )
    assert found.invoices["kind"].tolist() == ["invoice"]
    assert paid_of(found) == [("T1", 1_200)]


def test_tax_due_on_receipt_does_not_make_a_receipt_a_sale(read: Read) -> None:
    paid = entry(
        "BQ",
        2,
        "20240301",
        row("51200000", 1_150),
        row("62700000", 50),
        row("41100000", -1_200, "C1", "A"),
        row("44580000", 200),
        row("44571000", -200),
    )
    found = read([*sale(1, "20240110", "C1", 1_000, "F1", "A"), *paid])
    assert found.invoices["kind"].tolist() == ["invoice"]
    assert paid_of(found) == [("F1", 1_200)]


def test_what_closes_an_invoice_without_money(read: Read) -> None:
    loss = entry("OD", 2, "20240601", row("41100000", -1_200, "C1"), row("65400000", 1_200))
    found = read([*sale(1, "20240110", "C1", 1_000, "F1"), *loss, *sale(3, "20240701", "C1", 500, "F3")])
    invoices = found.invoices.set_index("invoice_id")
    assert invoices.loc["F1", "cancelled_date"] == day("2024-06-01")
    assert invoices["kind"].tolist() == ["invoice", "adjustment", "invoice"]
    assert found.open_cents == 600


def test_a_bill_of_exchange_is_paid_when_it_is_cashed(read: Read) -> None:
    drawn = entry("OD", 2, "20240112", row("41300000", 1_200, "C1"), row("41100000", -1_200, "C1", "A"))
    kept = entry("OD", 4, "20240212", row("41300000", 2_400, "C1"), row("41100000", -2_400, "C1", "B"))
    cashed = entry("BQ", 5, "20240310", row("51200000", 1_190), row("62700000", 10), row("41300000", -1_200, "C1"))
    found = read(
        [
            *sale(1, "20240110", "C1", 1_000, "F1", "A"),
            *drawn,
            *sale(3, "20240210", "C1", 2_000, "F2", "B"),
            *kept,
            *cashed,
            *sale(6, "20240501", "C1", 100, "F3"),
        ]
    )
    assert found.payments[["invoice_id", "date", "amount_cents"]].to_numpy().tolist() == [
        ["F1", day("2024-03-10"), 1_200]
    ]
    invoices = found.invoices.set_index("invoice_id")
    assert invoices.loc["F2", "cancelled_date"] == day("2024-02-12")  # nobody knows yet whether it is paid
    assert found.open_cents == 120  # the balance of 411, bills are on 413
    assert found.counts.rows_accepted == 8


def test_customers_without_auxiliary_account(read: Read) -> None:
    lines = [
        Line(**{**vars(line), "account": f"411{line.third}", "third": ""}) if line.third else line
        for line in (*sale(1, "20240110", "DUPONT", 1_000, "F1"), *receipt(2, "20240301", "DUPONT", 1_200))
    ]
    found = read(lines)
    assert found.customers == ("411DUPONT",)
    assert found.open_cents == 0


def test_documents_called_alike_get_names_of_their_own(read: Read) -> None:
    found = read([*sale(1, "20240110", "C1", 1_000, "P1"), *sale(2, "20240111", "C1", 2_000, "P1")])
    assert found.invoices["invoice_id"].tolist() == ["P1/VE/1", "P1/VE/2"]


def test_entries_with_rows_of_several_days(read: Read) -> None:
    lines = sale(1, "20240110", "C1", 1_000, "F1")
    lines[1] = Line(**{**vars(lines[1]), "date": "20240131"})
    lines[2] = Line(**{**vars(lines[2]), "date": "20240131"})
    found = read(lines)
    assert found.invoices["kind"].tolist() == ["invoice"]


def test_an_entry_that_does_not_balance_is_said(read: Read) -> None:
    found = read([*sale(1, "20240110", "C1", 1_000, "F1")[:2]])
    assert any("entries whose debits are not their credits: 1, by 2.00" in warning for warning in found.warnings)
    assert found.open_cents == 1_200


def test_a_due_day_by_terms(read: Read) -> None:
    book = [*sale(1, "20240110", "C1", 1_000, "F1"), *sale(2, "20240110", "C2", 1_000, "F2")]
    due = read(book, terms="eom45", mapping="terms: {C2: net10}").invoices["due_date"].tolist()
    assert due == [day("2024-03-16"), day("2024-01-20")]


# ------------------------------------------------------------------------------------------------------------- allocation

AMOUNTS = st.lists(st.tuples(st.integers(0, 4), st.integers(1, 60)), max_size=12)


def arrays(pairs: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    ordered = sorted(pairs, key=lambda pair: pair[0])
    return tuple(np.array([pair[side] for pair in ordered], dtype=np.int64) for side in (0, 1))  # type: ignore[return-value]


def walked(debits: list[tuple[int, int]], receipts: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Return the pairs of debits and receipts, the oldest first, one cent after the other."""
    debits, receipts = (sorted(pairs, key=lambda pair: pair[0]) for pairs in (debits, receipts))
    found: dict[tuple[int, int], int] = {}
    for group in range(5):
        cents = [
            [place for place, pair in enumerate(side) if pair[0] == group for _ in range(pair[1])]
            for side in (debits, receipts)
        ]
        for pair in zip(*cents, strict=False):
            found[pair] = found.get(pair, 0) + 1
    return [(debit, credit, cents) for (debit, credit), cents in sorted(found.items())]


@given(AMOUNTS, AMOUNTS)
def test_first_in_first_out_is_what_a_clerk_does(
    debits: list[tuple[int, int]], receipts: list[tuple[int, int]]
) -> None:
    pairs = first_in_first_out(*arrays(debits), *arrays(receipts))
    assert sorted(zip(*(column.tolist() for column in pairs), strict=True)) == walked(debits, receipts)


@given(AMOUNTS, AMOUNTS)
def test_the_same_amount_meets_once(debits: list[tuple[int, int]], receipts: list[tuple[int, int]]) -> None:
    (group, debit), (others, credit) = arrays(debits), arrays(receipts)
    first, second, cents = same_amount(group, debit, others, credit)
    assert len(set(first.tolist())) == len(set(second.tolist())) == len(cents)
    assert (group[first] == others[second]).all()
    assert (debit[first] == credit[second]).all()
    expected = sum(min(debits.count(pair), receipts.count(pair)) for pair in set(debits))
    assert len(cents) == expected


@pytest.mark.parametrize("text", ["", "30", "net", "net181", "eom-3", "fdm45fdm", "net30;DROP"])
def test_terms_that_are_none(text: str) -> None:
    from simlib.errors import ImportFailure
    from simlib.readers.fec.terms import read_terms

    with pytest.raises(ImportFailure, match="write net30"):
        read_terms(text)
