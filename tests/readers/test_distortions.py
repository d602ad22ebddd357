"""What distorts a ledger though every row is right: said, and only where it is so."""

import datetime

import numpy as np

from simlib.readers import read_ledger
from simlib.readers.notices import Notice

from .conftest import Write

HEADER = "customer_id,invoice_id,issue_date,due_date,amount,paid_date"
DISTORTIONS = {"reader.hardly_crossed", "reader.one_month_due", "reader.short_history"}
START = datetime.date(2022, 1, 3)


def date(day: int) -> str:
    return (START + datetime.timedelta(days=day)).isoformat()


def rows(days: int, *, every: int = 2, wait: int = 40, closed: bool = False) -> list[str]:
    """Return invoices of so many days, paid after a while; closed books leave out what crosses the end of a year."""
    found = []
    for number, day in enumerate(range(0, days, every)):
        paid = day + wait + number % 20
        if closed and (START + datetime.timedelta(days=paid)).year != (START + datetime.timedelta(days=day)).year:
            continue
        found.append(f"C{number % 7},F{number},{date(day)},{date(day + 30)},10.00,{date(paid)}")
    return found


def keys(write: Write, lines: list[str], header: str = HEADER) -> list[str]:
    found = read_ledger([write("\n".join([header, *lines]) + "\n")])
    return [line.key for line in found.warnings if isinstance(line, Notice) and line.key in DISTORTIONS]


def test_two_good_years(write: Write) -> None:
    assert keys(write, rows(730)) == []


def test_years_put_together_without_what_was_open_between_them(write: Write) -> None:
    lines = rows(1_090, closed=True)
    found = read_ledger([write("\n".join([HEADER, *lines]) + "\n")])
    [said] = [line for line in found.warnings if isinstance(line, Notice) and line.key in DISTORTIONS]
    assert said.startswith("month ends that hardly any open invoice crosses: 2; on 2022-12-31 0 are open, against ")
    assert said.told("fr").startswith("fins de mois que presque aucune facture ouverte ne franchit")


def test_few_months(write: Write) -> None:
    assert keys(write, rows(120)) == ["reader.short_history"]


def test_due_dates_of_one_month(write: Write) -> None:
    lines = [f"C{n % 7},F{n},{date(n * 5)},2023-05-{n % 28 + 1:02d},10.00,{date(n * 5 + 30)}" for n in range(60)]
    assert keys(write, lines) == ["reader.one_month_due"]


def test_too_few_invoices_tell_nothing(write: Write) -> None:
    assert keys(write, rows(40)) == []


def test_cancelled_invoices_with_a_paid_date(write: Write) -> None:
    lines = [f"{line},{'annulée' if place % 5 == 0 else 'payée'}" for place, line in enumerate(rows(400))]
    found = read_ledger([write("\n".join([f"{HEADER},statut", *lines]) + "\n")])
    assert any("cancelled invoices that bear a paid date" in line and line.endswith(": 40") for line in found.warnings)
    assert len(found.payments) == 160
    assert int(found.invoices["cancelled_date"].notna().sum()) == 40
    assert np.all(found.invoices["open_cents"] == 0)
