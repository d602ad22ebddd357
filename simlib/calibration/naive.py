"""What a treasurer does without a model: rules of thumb that a forecast must beat before it deserves trust.

Each rule says, from the books of a day, what the invoices open on it bring week by week. What a rule expects before that day is
expected in the first week.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from simlib.calibration.book import Book, Float, Int
from simlib.calibration.chance import chance_of

WEEK = 7
CLASSES = (-30, 0, 30, 60, 90)
"""Upper bounds, in days after the due day, of the classes of age of the roll rates; one more class lies beyond."""

ROLL_WEEKS = 26
"""Weeks of the past that roll rates are averaged over."""

STREAM = 0xB0
"""Number of the stream of the bootstrap's draws."""


@dataclass(frozen=True)
class Open:
    """The invoices open at the end of a day.

    Attributes:
        book: The books of that day.
        rows: int64, rows of the open invoices.
    """

    book: Book
    rows: Int

    @classmethod
    def of(cls, book: Book) -> "Open":
        """Return the invoices that a book shows open."""
        return cls(book, np.flatnonzero(book.open > 0))

    @property
    def cents(self) -> Float:
        """What each still owes."""
        return self.book.open[self.rows].astype(np.float64)

    def by_week(self, day: Int, weeks: int) -> Float:
        """Return cents per week where each invoice is paid on a day; those past are due at once."""
        week = np.maximum(day - self.book.as_of - 1, 0) // WEEK
        return np.bincount(week[week < weeks], self.cents[week < weeks], minlength=weeks).astype(np.float64)


def on_due_date(book: Book, weeks: int) -> Float:
    """Return what comes if everyone pays on the due day, and at once what is overdue; cents per week."""
    now = Open.of(book)
    return now.by_week(book.due[now.rows], weeks)


def on_median_lateness(book: Book, weeks: int) -> Float:
    """Return what comes if each customer is as late as in half of the past; as all customers are, where it never paid."""
    now = Open.of(book)
    late = (book.cleared - book.due)[book.paid]
    customer = book.customer[book.paid]
    usual = np.full(len(book.customers), np.median(late) if late.size else 0.0)
    order = np.lexsort((late, customer))
    bounds = np.searchsorted(customer[order], np.arange(len(book.customers) + 1))
    for one, (low, high) in enumerate(pairwise(bounds)):
        if high > low:
            usual[one] = np.median(late[order][low:high])
    day = book.due[now.rows] + np.floor(usual[book.customer[now.rows]] + 0.5).astype(np.int64)
    return now.by_week(day, weeks)


def on_roll_rates(book: Book, weeks: int) -> Float:
    """Return what comes if each class of age collects, week by week, the share it collected in the past half year."""
    brought, owed = np.zeros((len(CLASSES) + 1, weeks)), np.zeros((len(CLASSES) + 1, weeks))
    for back in range(1, ROLL_WEEKS + weeks):
        day = book.as_of - WEEK * back
        was_open = np.flatnonzero((book.issue <= day) & (book.cleared > day) & (book.gone > day))
        if day < book.first:
            break
        age = _classes(day - book.due[was_open])
        cents = book.amount[was_open].astype(np.float64)
        known = min(weeks, back)
        owed[:, :known] += np.bincount(age, cents, minlength=len(CLASSES) + 1)[:, None]
        week = (book.cleared[was_open] - day - 1) // WEEK
        seen = week < known
        np.add.at(brought, (age[seen], week[seen]), cents[seen])
    rate = np.divide(brought, owed, out=np.zeros_like(owed), where=owed > 0.0)
    now = Open.of(book)
    age = _classes(book.as_of - book.due[now.rows])
    return np.asarray(np.bincount(age, now.cents, minlength=len(CLASSES) + 1) @ rate)


def _classes(days: Int) -> Int:
    """Return the class of age of invoices so many days after their due day."""
    return np.searchsorted(np.array(CLASSES), days, side="left").astype(np.int64)


def bootstrap_lateness(book: Book, weeks: int, replications: int, seed: int) -> Float:
    """Return what comes if each open invoice is as late as one of its customer's drawn by lot; cents [replications, weeks].

    Only latenesses are drawn that the invoice has not outlived; where its customer shows none, those of all customers; what is later
    than anyone ever was is not expected any more.
    """
    now = Open.of(book)
    chance = chance_of(seed, STREAM, book.as_of)
    late, customer = (book.cleared - book.due)[book.paid], book.customer[book.paid]
    order = np.lexsort((late, customer))
    late, customer = late[order], customer[order]
    everyone = np.sort(late)
    received = np.zeros((replications, weeks))
    for row, cents in zip(now.rows, now.cents, strict=True):
        bounds = np.searchsorted(customer, (book.customer[row], book.customer[row] + 1))
        age = book.as_of - book.due[row]
        values = late[bounds[0] : bounds[1]]
        values = values[values > age]
        if values.size == 0:
            values = everyone[everyone > age]
        if values.size == 0:
            continue
        days = values[chance.integers(values.size, size=replications)] - age
        week = (days - 1) // WEEK
        inside = week < weeks
        received[np.flatnonzero(inside), week[inside]] += cents
    return received


RULES = {"due_date": on_due_date, "median_lateness": on_median_lateness, "ageing": on_roll_rates}
"""The rules by name, each from the books of a day and weeks ahead to cents per week."""
