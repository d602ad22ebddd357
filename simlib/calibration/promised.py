"""Promises on record: an invoice promised for a day is paid by then as often as promises are kept.

A kept promise brings the money on the promised day, if it did not come before; a broken one after it, when the customer's hazards say.
"""

import numpy as np

from simlib.calibration.book import Book, Float, Int
from simlib.calibration.calendars import calendar_over
from simlib.calibration.chance import chance_of

STREAM = 0xE0
"""Number of the stream of these draws, apart from those of any world."""


def promised_rows(book: Book, promised: Int) -> Int:
    """Return the rows of open invoices that are promised for a day still to come.

    Args:
        book: The books of a day.
        promised: int64 per invoice, the promised day, `NEVER` where there is none.
    """
    return np.flatnonzero((book.open > 0) & (promised > book.as_of) & (promised <= book.as_of + LONGEST))


LONGEST = 3660
"""Days beyond which a promised day is taken for a slip of the pen."""


def honoured(days: Int, promised: Int, kept: Float, seed: int) -> Int:
    """Return the days of payment with the promises honoured, int64 [replications, invoices].

    Args:
        days: int64 [replications, invoices], days of payment as if nothing had been promised.
        promised: int64 [invoices], promised days, on business days.
        kept: float64 [replications], share of promises that are kept.
        seed: Seed of the draws.
    """
    chance = chance_of(seed, STREAM)
    is_kept = chance.random(days.shape) < kept[:, None]
    other = chance.random(days.shape)
    honoured_days = np.minimum(days, promised)
    for invoice in range(days.shape[1]):
        broken = ~is_kept[:, invoice]
        later = np.sort(days[days[:, invoice] > promised[invoice], invoice])
        instead = later[(other[broken, invoice] * later.size).astype(np.int64)] if later.size else days[broken, invoice]
        honoured_days[broken, invoice] = np.where(
            days[broken, invoice] > promised[invoice], days[broken, invoice], instead
        )
    return honoured_days


def rolled(days: Int, book: Book, calendar: str) -> Int:
    """Return days rolled forward to business days; those beyond the calendar's reach stay as they are."""
    over = calendar_over(book, calendar)
    inside = (days >= over.first) & (days <= over.last)
    return np.where(inside, over.next_business[np.clip(days, over.first, over.last) - over.first], days)
