"""The course of an indicator over days: mean and 80 % band over replications, of the past and from the start on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from simlib.days import month_ends
from simlib.indicators import Series
from simlib.running import Result

Values = npt.NDArray[np.float64]

PAST_DAYS = 186
"""Half a year and the day that makes it hold seven month ends."""

BAND = (0.1, 0.9)


@dataclass(frozen=True)
class Course:
    """An indicator over replications on each of some days.

    Attributes:
        dates: ``datetime64[D]`` array.
        mean: Mean.
        p10: Lower end of the 80 % band.
        p90: Upper end of the band.
    """

    dates: npt.NDArray[np.datetime64]
    mean: Values
    p10: Values
    p90: Values


def past_days(result: Result) -> list[int]:
    """Return the month ends of the half-year before the start, the eve last; none where no invoice of then is known."""
    eve, known_since = result.start - 1, result.daily.first
    if not result.daily.flow(Series.INVOICED)[:, :, : result.start - known_since].any():
        return []
    ends = month_ends(max(known_since, eve - PAST_DAYS), eve)
    return ends if ends and ends[-1] == eve else [*ends, eve]


def future_days(result: Result) -> list[int]:
    """Return the month ends from the start on, between the eve, where it is known, and the last day."""
    since = result.start - 1 if past_days(result) else result.start
    return sorted({since, *result.month_ends, result.end})


def course(result: Result, name: str, days: Sequence[int]) -> Course:
    """Return the course of an indicator over some days."""
    return over_replications(result.path(name, days), days)


def over_replications(values: Values, days: Sequence[int]) -> Course:
    """Return mean and band over replications, NaN on days without a defined value.

    Args:
        values: float64 ``[R, n]``, NaN where undefined.
        days: ``n`` day numbers.
    """
    found = np.full((3, len(days)), np.nan)
    some = ~np.isnan(values).all(axis=0)
    if some.any():
        found[0, some] = np.nanmean(values[:, some], axis=0)
        read: Callable[..., Values] = np.nanquantile if np.isnan(values).any() else np.quantile
        found[1:, some] = read(values[:, some], BAND, axis=0)
    dates = np.asarray(days, dtype=np.int64).astype("datetime64[D]")
    return Course(dates, found[0], found[1], found[2])
