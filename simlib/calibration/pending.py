"""Payments under way: an invoice approved since its customer's last payment run is open in the books, and paid at the next run.

Nobody sees which invoices these are. The hazards since the last run say how likely each is one.
"""

import numpy as np
from scipy.special import ndtri

from simlib.calibration.book import Book, Float, Int
from simlib.calibration.calendars import calendar_over
from simlib.calibration.chance import chance_of
from simlib.calibration.learned import Learned
from simlib.calibration.runs import run_days
from simlib.days import BusinessCalendar

STREAM = 0xA0
"""Number of the stream of these draws, apart from those of any world."""


def rows_in_runs(learned: Learned) -> Int:
    """Return the rows of open invoices whose customers pay in runs."""
    in_runs = np.array([not run.is_any for run in learned.runs], dtype=np.bool_)
    return np.flatnonzero((learned.book.open > 0) & in_runs[learned.book.customer])


def under_way(learned: Learned, rows: Int) -> tuple[Float, Int]:
    """Return how likely each invoice was approved since its customer's last run, and the day of the next run.

    Args:
        learned: What was learned.
        rows: Rows of open invoices whose customers pay in runs.
    """
    book, hazards = learned.book, learned.hazards
    calendar = calendar_over(book, learned.calendar)
    base, number = calendar.first, calendar.business_before
    last, following = _runs_around(learned, calendar)
    customer = book.customer[rows]
    due = number[calendar.next_business[book.due[rows] - base] - base]
    received = number[calendar.next_business[book.issue[rows] + learned.transmission_days - base] - base]
    today = number[book.as_of + 1 - base] - 1
    first = np.maximum(number[last[customer] - base] + 1, received)
    gathered = np.zeros(rows.size)
    rates = hazards.rates
    for back in range(int(np.max(today - first, initial=-1)) + 1):
        waits = today - back >= first
        gathered[waits] += rates[customer[waits], hazards.bins.index(today - back - due[waits])]
    return -np.expm1(-gathered), following[customer]


def _runs_around(learned: Learned, calendar: BusinessCalendar) -> tuple[Int, Int]:
    """Return each customer's last run up to today and its next one; today, and today, where it pays on any day."""
    today = learned.book.as_of
    last = np.full(len(learned.runs), today, dtype=np.int64)
    following = last.copy()
    known: dict[str, tuple[int, int]] = {}
    chosen = [place for place, run in enumerate(learned.runs) if not run.is_any]
    days = run_days([learned.runs[place] for place in chosen], calendar)
    for place, is_run in zip(chosen, days, strict=True):
        habit = learned.runs[place].text
        if habit not in known:
            runs = calendar.first + np.flatnonzero(is_run)
            at = int(np.searchsorted(runs, today, side="right"))
            known[habit] = int(runs[at - 1]), int(runs[at])
        last[place], following[place] = known[habit]
    return last, following


def with_payments_under_way(days: Int, learned: Learned, rows: Int, seed: int) -> Int:
    """Return days of payment, those of invoices under way being the next run; int64 [replications, invoices].

    Args:
        days: int64 [replications, invoices], days of payment as if none of them was approved yet.
        learned: What was learned.
        rows: Rows of the invoices; their customers pay in runs.
        seed: Seed of the draws.
    """
    chance, following = under_way(learned, rows)
    return np.where(_drawn(learned.book, rows, learned, days.shape[0], seed) < ndtri(chance), following, days)


def _drawn(book: Book, rows: Int, learned: Learned, replications: int, seed: int) -> Float:
    """Return normal draws [replications, invoices], those of one customer as alike as the dependence says."""
    chance = chance_of(seed, STREAM, book.as_of)
    customers, place = np.unique(book.customer[rows], return_inverse=True)
    shared = min(learned.dependence.a + learned.dependence.b, 0.95)
    common = chance.standard_normal((replications, customers.size))[:, place]
    own = chance.standard_normal((replications, rows.size))
    return np.asarray(np.sqrt(shared) * common + np.sqrt(1.0 - shared) * own)
