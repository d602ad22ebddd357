"""Drift: the trend in a ledger's pace of payment, where there is one beyond doubt."""

from dataclasses import replace

import numpy as np

from simlib.calibration.book import Float, Int
from simlib.calibration.counting import DayBins, count
from simlib.calibration.hazards import levelled_rates
from simlib.calibration.spells import Bins, Spells
from simlib.calibration.trend import NO_TREND, Trend
from simlib.days import DAYS_PER_YEAR

ROUNDS = 3
FEWEST_MONTHS = 12
BEYOND_DOUBT = 4.0
"""Standard errors from none beyond which a trend is believed."""

LARGEST = 1.0
"""Largest change in a year, as a logarithm."""

DAYS_PER_MONTH = 30
MOST_CUSTOMERS = 2000
"""Customers that the trend is learned from; more add nothing that shows."""


def learn_trend(spells: Spells, due: Int, bins: Bins, segment_of: Int, segments: int, until: int) -> Trend:
    """Return the trend of the hazards; none where the ledger is short, or its months scatter too much to tell.

    Args:
        spells: What was seen.
        due: int64 per spell, due day.
        bins: Bins of lateness.
        segment_of: int64 per customer.
        segments: Number of segments.
        until: Last day of the ledger.
    """
    chosen = spells.customer % -(-segment_of.size // MOST_CUSTOMERS) == 0
    spells, due = spells.of(chosen), due[chosen]
    month = (until - np.minimum(due, until)) // DAYS_PER_MONTH
    if np.unique(month).size < FEWEST_MONTHS:
        return NO_TREND
    days = DayBins.over(bins, spells)
    found = Trend(0.0, 0.0, until)
    for _ in range(ROUNDS):
        moved = replace(spells, speed=found.speed(due))
        rates = levelled_rates(moved, days, segment_of, segments)
        more, deviation = _slope(moved, month, days, rates)
        found = Trend(float(np.clip(found.per_year + more, -LARGEST, LARGEST)), deviation, until)
    return found if abs(found.per_year) > BEYOND_DOUBT * found.deviation else NO_TREND


def _slope(spells: Spells, month: Int, days: DayBins, rates: Float) -> tuple[float, float]:
    """Return by how much the log of seen over expected events changes in a year, and its standard error from the months' scatter."""
    months = np.unique(month)
    log_ratio, weight = np.zeros(months.size), np.zeros(months.size)
    for place, one in enumerate(months):
        counts, _ = count(spells.of(month == one), days, rates)
        points = (counts.events * np.maximum(rates, 1e-9) / -np.expm1(-np.maximum(rates, 1e-9))).sum()
        expected = (counts.exposure * rates).sum()
        log_ratio[place] = np.log((points + 0.5) / (expected + 0.5))
        weight[place] = counts.events.sum()
    years = -(months + 0.5) * DAYS_PER_MONTH / DAYS_PER_YEAR
    centred = years - np.average(years, weights=weight)
    spread = float((weight * centred**2).sum())
    slope = float((weight * centred * log_ratio).sum()) / spread
    left = log_ratio - np.average(log_ratio, weights=weight) - slope * centred
    scatter = float((weight * left**2).sum()) / max(months.size - 2, 1)
    return slope, float(np.sqrt(max(scatter, 1.0) / spread))
