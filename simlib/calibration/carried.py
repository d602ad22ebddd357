"""What was learned some weeks ago, carried on to the books of today: the same habits, the invoices and customers of now.

A back-test learns anew every few weeks, as a firm does, and forecasts every week from what it then knows.
"""

from dataclasses import replace

import numpy as np

from simlib.calibration.book import Book, Bool, Float, Int
from simlib.calibration.learned import Learned
from simlib.calibration.runs import ANY


def carried_to(learned: Learned, book: Book) -> Learned | None:
    """Return what was learned for the customers of a later book; new ones are as their segment is. None where the books do not fit.

    Args:
        learned: What was learned of the same ledger on an earlier day.
        book: The books of today.
    """
    old = learned.book
    if not set(book.segments) <= set(old.segments):
        return None
    before = {name: place for place, name in enumerate(old.customers)}
    came_from = np.array([before.get(name, -1) for name in book.customers], dtype=np.int64)
    known = came_from >= 0
    number = {name: place for place, name in enumerate(old.segments)}
    segment_of = np.array([number[book.segments[one]] for one in book.segment_of], dtype=np.int64)
    book = replace(book, segments=old.segments, segment_of=segment_of)
    hazards = learned.hazards
    spread = np.array([one.value for one in hazards.spread])
    moved = known & (segment_of != old.segment_of[came_from])
    known &= ~moved
    return replace(
        learned,
        book=book,
        hazards=replace(
            hazards,
            segment_of=segment_of,
            level=_known_else(hazards.level, came_from, known, np.ones(known.size)),
            level_doubt=_known_else(hazards.level_doubt, came_from, known, spread[segment_of]),
            has_own=known & hazards.has_own[came_from],
            own=np.where(known[:, None], hazards.own[came_from], hazards.rows[segment_of]),
        ),
        runs=tuple(learned.runs[place] if place >= 0 else ANY for place in came_from),
        run_shares=replace(
            learned.run_shares,
            certainty=_known_else(learned.run_shares.certainty, came_from, came_from >= 0, np.zeros(known.size)),
        ),
        own_terms=tuple(
            learned.own_terms[place] if place >= 0 else learned.terms[group]
            for place, group in zip(came_from, segment_of, strict=True)
        ),
        amounts=replace(
            learned.amounts,
            customer=_known_else(learned.amounts.customer, came_from, known, learned.amounts.mean[segment_of]),
        ),
        orders=replace(
            learned.orders,
            customer=_known_else(learned.orders.customer, came_from, known, learned.orders.mean[segment_of]),
        ),
    )


def _known_else(values: Float, came_from: Int, known: Bool, otherwise: Float) -> Float:
    """Return the values of customers known before, others' for the rest."""
    return np.asarray(np.where(known, values[came_from], otherwise))
