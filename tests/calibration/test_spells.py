"""Spells: business days of lateness at risk, by hand."""

from datetime import date

import numpy as np
import pytest

from simlib.calibration.book import Book, lay_out
from simlib.calibration.calendars import calendar_over, detect_calendar
from simlib.calibration.runs import Run, run_days
from simlib.calibration.spells import Bins, Spells, spells_of
from simlib.calibration.trend import Trend
from simlib.calibration.truncation import first_recorded
from simlib.days import to_day
from tests.calibration.drawn import Truth, draw, invoice_table, payment_table

MONDAY = to_day(date(2026, 3, 2))


def book(issue: int, due: int, paid: int | None, as_of: int | None = None) -> Book:
    """Return a book of one invoice."""
    payments = [] if paid is None else [("I", "C", paid, 100)]
    return lay_out(invoice_table([("I", "C", issue, due, 100, "EUR", "invoice", None)]), payment_table(payments), as_of)


def spell(one: Book, calendar: str = "FR", **how: object) -> tuple[int, int, int, bool]:
    """Return entry, clear, exit and event of a book's only spell."""
    found: Spells = spells_of(one, calendar_over(one, calendar), **how)  # type: ignore[arg-type]
    return int(found.entry[0]), int(found.clear[0]), int(found.exit[0]), bool(found.event[0])


def test_lateness_counts_business_days_from_the_rolled_due_day() -> None:
    saturday = MONDAY + 12
    assert spell(book(MONDAY, saturday, saturday + 2)) == (-10, -1, 0, True)  # due and paid on the next Monday
    assert spell(book(MONDAY, saturday, saturday + 3)) == (-10, 0, 1, True)
    assert spell(book(MONDAY, saturday, saturday + 2), "seven_day") == (-12, 1, 2, True)


def test_a_payment_on_a_closed_day_counts_on_the_next_business_day() -> None:
    assert spell(book(MONDAY, MONDAY + 4, MONDAY + 5)) == (-4, 0, 1, True)


def test_an_open_invoice_is_censored_at_the_end_of_the_ledger() -> None:
    assert spell(book(MONDAY, MONDAY + 7, None, MONDAY + 9)) == (-5, 2, 2, False)


def test_a_cancelled_invoice_is_censored_the_day_before() -> None:
    invoices = invoice_table([("I", "C", MONDAY, MONDAY + 7, 100, "EUR", "invoice", None)])
    one = lay_out(invoices.assign(cancelled_date=MONDAY + 3), payment_table([]), MONDAY + 30)
    assert spell(one) == (-5, -3, -3, False)


def test_nothing_is_at_risk_before_receipt() -> None:
    assert spell(book(MONDAY, MONDAY + 7, MONDAY + 8), transmission_days=2) == (-3, 0, 1, True)


def test_an_invoice_received_after_its_due_day_meets_the_due_day_then() -> None:
    one = book(MONDAY, MONDAY, MONDAY + 3)
    found = spells_of(one, calendar_over(one, "FR"), transmission_days=2)
    assert (int(found.entry[0]), bool(found.late_receipt[0])) == (2, True)


def test_an_invoice_issued_before_payments_are_recorded_enters_late() -> None:
    one = book(MONDAY, MONDAY + 7, MONDAY + 9)
    assert spell(one, seen_from=MONDAY + 7) == (0, 1, 2, True)


def test_a_payment_run_leaves_the_days_since_the_one_before_open() -> None:
    one = book(MONDAY, MONDAY + 7, MONDAY + 17)  # paid on a Thursday, the run before is a week earlier
    calendar = calendar_over(one, "FR")
    thursdays = run_days([Run("weekly:3")], calendar)[0]
    found = spells_of(one, calendar, runs={0: thursdays})
    assert (int(found.entry[0]), int(found.clear[0]), int(found.exit[0])) == (-5, 3, 8)


def test_a_trend_makes_earlier_invoices_slower() -> None:
    one = book(MONDAY, MONDAY + 7, MONDAY + 8)
    trend = Trend(per_year=0.5, deviation=0.0, until=MONDAY + 7 + 365)
    assert spells_of(one, calendar_over(one, "FR"), trend=trend).speed[0] == pytest.approx(np.exp(-0.5))


def test_bins_are_named_as_scenarios_name_them() -> None:
    bins = Bins((-5, 0, 1, 6))
    assert bins.names == ("early", "d-5", "d0", "d1", "d6")
    assert bins.index(np.array([-99, -6, -5, -1, 0, 1, 5, 6, 400])).tolist() == [0, 0, 1, 1, 2, 3, 3, 4, 4]


def test_payments_at_the_week_end_make_every_day_count() -> None:
    every_day = draw(Truth(customers=10, years=1.0, calendar="seven_day"), 1)
    weekdays = draw(Truth(customers=10, years=1.0), 1)
    assert detect_calendar(lay_out(every_day.invoices, every_day.payments), "FR") == "seven_day"
    assert detect_calendar(lay_out(weekdays.invoices, weekdays.payments), "FR") == "FR"


def test_a_ledger_of_what_was_open_on_a_day_and_issued_since_is_told_apart() -> None:
    whole = draw(Truth(customers=60), 3)
    since = int(whole.invoices["issue_date"].min()) + 300
    paid_before = whole.payments[whole.payments["date"] < since]["invoice_id"]
    invoices = whole.invoices[~whole.invoices["invoice_id"].isin(paid_before)]
    payments = whole.payments[whole.payments["date"] >= since]
    cut, full = lay_out(invoices, payments), lay_out(whole.invoices, whole.payments)
    assert first_recorded(cut, calendar_over(cut, "FR"), 0) == int(payments["date"].min())
    assert first_recorded(full, calendar_over(full, "FR"), 0) is None
