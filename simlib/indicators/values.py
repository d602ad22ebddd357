"""Values of a run and their course over days."""

from collections.abc import Sequence

import numpy as np

from simlib.indicators.daily import Daily
from simlib.indicators.indicator import Integers, Reading, Values, mean_of_defined
from simlib.indicators.registry import INDICATORS


def value_of_run(daily: Daily, name: str, at: int | None = None) -> Values:
    """Return the value of a run, float64 ``[R, G]``, NaN where undefined; G = 1 for an indicator of the whole firm.

    A stock is its mean over the month ends of the last three months, those where it is undefined left out; a flow covers the
    last twelve months, or the time since the start; a path is read on the last day. ``at`` reads all of them as of one day.
    """
    indicator = INDICATORS[name]
    if at is not None:
        days = np.array([at], dtype=np.int64)
    elif indicator.reading is Reading.STOCK:
        days = daily.stock_days()
    else:
        days = np.array([daily.last], dtype=np.int64)
    return mean_of_defined(indicator.compute(daily, days))


def path(daily: Daily, name: str, days: Sequence[int] | Integers) -> Values:
    """Return an indicator of all groups together as of each of some days, float64 ``[R, n]``, NaN where undefined."""
    return INDICATORS[name].compute(daily.total, np.asarray(days, dtype=np.int64))[:, 0, :]
