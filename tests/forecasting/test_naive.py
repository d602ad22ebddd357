"""Rules of thumb, on invoices laid out by hand."""

import numpy as np
import pytest

from simlib.calibration.book import Book, lay_out
from simlib.calibration.naive import bootstrap_lateness, on_due_date, on_median_lateness, on_roll_rates
from tests.calibration.drawn import invoice_table, payment_table

DAY = 20_000
WEEKS = 3


def book_of(rows: list[tuple[str, str, int, int, int, int | None]], as_of: int = DAY) -> Book:
    """Return a book of (id, customer, issue, due, cents, paid on); days from `DAY`."""
    invoices = [(i, c, DAY + issue, DAY + due, cents, "EUR", "invoice", "all") for i, c, issue, due, cents, _ in rows]
    payments = [(i, c, DAY + paid, cents) for i, c, _, _, cents, paid in rows if paid is not None]
    return lay_out(invoice_table(invoices), payment_table(payments), as_of)


PAST = [
    ("p1", "slow", -90, -60, 100, -50),
    ("p2", "slow", -80, -50, 100, -38),
    ("p3", "slow", -70, -40, 100, -26),
    ("p4", "quick", -70, -40, 100, -40),
]
NOW = [
    ("a", "slow", -30, 1, 1_000, None),  # due in the first week; ten, twelve or fourteen days late
    ("b", "quick", -20, 8, 2_000, None),  # due in the second
    ("c", "quick", -60, -30, 4_000, None),  # long overdue
    ("d", "new", -10, 15, 8_000, None),  # due in the third; nobody knows this customer
]


def test_everyone_pays_on_the_due_day_and_the_overdue_at_once() -> None:
    assert on_due_date(book_of(PAST + NOW), WEEKS).tolist() == [5_000.0, 2_000.0, 8_000.0]


def test_each_customer_is_as_late_as_it_usually_is() -> None:
    """Slow is 12 days late, quick none; the median of all, 11, is the new customer's: day 26 lies in week 4."""
    assert on_median_lateness(book_of(PAST + NOW), WEEKS).tolist() == [4_000.0, 3_000.0, 0.0]
    assert on_median_lateness(book_of(PAST + NOW), 4).tolist() == [4_000.0, 3_000.0, 0.0, 8_000.0]


def test_classes_of_age_collect_what_they_used_to() -> None:
    """One invoice of 100 a week, due at once and paid nine days later: in week 2 from its due day, in week 1 from a week after it."""
    rows = [(f"i{k}", "one", -7 * k, -7 * k, 100, -7 * k + 9) for k in range(3, 40)]
    rows += [("new", "one", 0, 0, 1_000, None), ("old", "one", -5, -5, 500, None)]
    assert on_roll_rates(book_of(rows), WEEKS).tolist() == [500.0, 1_000.0, 0.0]


def test_what_is_known_of_a_class_is_all_that_is_used() -> None:
    assert on_roll_rates(book_of([("a", "one", -1, 0, 100, None)]), WEEKS).tolist() == [0.0, 0.0, 0.0]


def test_the_bootstrap_draws_only_what_the_invoice_has_not_outlived() -> None:
    """Slow pays 10, 12 or 14 days late; eleven days after the due day two of these are left, both in the first week."""
    rows = [*PAST, ("e", "slow", -40, -11, 900, None), ("f", "quick", -70, -40, 700, None)]
    found = bootstrap_lateness(book_of(rows), WEEKS, 50, seed=1)
    assert np.unique(found, axis=0).tolist() == [[900.0, 0.0, 0.0]]  # nobody was ever 40 days late


def test_the_bootstrap_is_each_lateness_as_often_as_it_was_seen() -> None:
    found = bootstrap_lateness(book_of([*PAST, NOW[0]]), WEEKS, 3_000, seed=1)
    # days 11, 13 and 15: weeks 2, 2 and 3
    assert found.mean(axis=0).tolist() == pytest.approx([0.0, 2_000 / 3, 1_000 / 3], abs=30.0)
