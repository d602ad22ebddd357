"""Bins of lateness: as fine as the ledger supports, daily around the due day, weekly before and after.

Starting from a fine grid, the two neighbours that differ least are merged until every bin holds enough events and every remaining edge is
worth its place by Akaike's criterion. Customers are compared at their own level, lest quick and slow ones cancel out. The due day and the
day after always begin bins of their own.
"""

import numpy as np

from simlib.calibration.book import Float, Int
from simlib.calibration.counting import Counts, DayBins
from simlib.calibration.hazards import at_level
from simlib.calibration.spells import Bins, Spells

FEWEST_EVENTS = 30
_EARLY_WEEKS = (9, 6, 4, 3, 2)
_LATE_WEEKS = (1, 2, 3, 4, 6, 8, 10, 13, 17, 26)
_HALVED_WEEKS = 3


def finest(week: int) -> Bins:
    """Return the finest grid considered, for weeks of so many business days.

    >>> finest(5).starts[:10]
    (-45, -30, -20, -15, -13, -10, -8, -5, -4, -3)
    """
    half = (week + 1) // 2
    early = [-week * weeks for weeks in _EARLY_WEEKS] + [half - week * weeks - week % 2 for weeks in (3, 2)]
    late = [1 + week * weeks for weeks in _LATE_WEEKS] + [1 + half + week * weeks for weeks in range(1, _HALVED_WEEKS)]
    return Bins(tuple(sorted({*early, *range(-week, week + 1), *late})))


def choose_bins(spells: Spells, week: int, segment_of: Int, segments: int) -> Bins:
    """Return the bins that the spells support.

    Args:
        spells: What was seen.
        week: Business days in a week.
        segment_of: int64 per customer.
        segments: Number of segments.
    """
    bins = finest(week)
    counts = at_level(spells, DayBins.over(bins, spells), segment_of, segments)
    return merge(bins, counts.by_group(segment_of, segments))


def merge(bins: Bins, counts: Counts) -> Bins:
    """Merge neighbouring bins of counts [segments, bins] until every edge earns its place."""
    starts = list(bins.starts)
    events, exposure = counts.events.copy(), counts.exposure.copy()
    price = 2.0 * events.shape[0]
    while True:
        costs = _costs(starts, events, exposure)
        place = min(costs, key=lambda edge: (costs[edge], edge), default=-1)
        if place < 0 or costs[place] > price:
            return Bins(tuple(starts))
        for table in (events, exposure):
            table[:, place] += table[:, place + 1]
        events = np.delete(events, place + 1, axis=1)
        exposure = np.delete(exposure, place + 1, axis=1)
        del starts[place]


def _costs(starts: list[int], events: Float, exposure: Float) -> dict[int, float]:
    """Return what removing each edge costs: twice the fall of the log likelihood, less than nothing where a bin is too thin."""
    costs = {}
    fit = _fit(events, exposure)
    total = events.sum(axis=0)
    for edge, start in enumerate(starts):
        if start in (0, 1):
            continue
        both = _fit(events[:, edge] + events[:, edge + 1], exposure[:, edge] + exposure[:, edge + 1])
        loss = 2.0 * float((fit[:, edge] + fit[:, edge + 1] - both).sum())
        thin = min(total[edge], total[edge + 1]) < FEWEST_EVENTS
        costs[edge] = loss - 1e12 if thin else loss
    return costs


def _fit(events: Float, exposure: Float) -> Float:
    """Return the log likelihood of events out of days at risk at their own share."""
    share = np.divide(events, exposure, out=np.zeros_like(events), where=exposure > 0.0)
    inside = (share > 0.0) & (share < 1.0)
    safe = np.where(inside, share, 0.5)
    return np.where(inside, events * np.log(safe) + (exposure - events) * np.log1p(-safe), 0.0)
