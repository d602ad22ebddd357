"""Truncation: a ledger of what was open on some day and issued since knows nothing of the invoices paid before that day.

Such a ledger shows old invoices, and no payment for a long while after the first of them. Its old invoices count as at
risk only from the day of the first payment on: those paid before are not there to be counted.
"""

from dataclasses import replace

import numpy as np

from simlib.calibration.bins import finest
from simlib.calibration.book import Book
from simlib.calibration.counting import DayBins, count, daily_hazard_of
from simlib.calibration.spells import spells_of
from simlib.days import NEVER, BusinessCalendar

UNBELIEVABLE = 14.0
"""Payments missing before the first one beyond which this is no luck: none of so many has a chance of one in a million."""


def first_recorded(book: Book, calendar: BusinessCalendar, transmission_days: int) -> int | None:
    """Return the first day of payments where older invoices are in the ledger without those paid by then; None where all are there."""
    first = int(book.cleared.min())
    before = replace(
        book,
        as_of=first - 1,
        cleared=np.full(book.cleared.size, NEVER, dtype=np.int64),
        gone=np.where(book.issue < first, book.gone, book.issue),
    )
    waiting = spells_of(before, calendar, transmission_days=transmission_days)
    since = spells_of(book, calendar, transmission_days=transmission_days, seen_from=first)
    if len(waiting) == 0 or len(since) == 0:
        return None
    bins = finest(calendar.week_length)
    one = np.full((len(book.customers), len(bins)), 0.05)
    seen, _ = count(since, DayBins.over(bins, since), one)
    waited, _ = count(waiting, DayBins.over(bins, waiting), one)
    daily = daily_hazard_of(seen.events.sum(axis=0), seen.exposure.sum(axis=0))
    return first if float((waited.exposure.sum(axis=0) * daily).sum()) > UNBELIEVABLE else None
