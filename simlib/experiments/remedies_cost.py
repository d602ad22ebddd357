"""A cost over the cash that it brings: a ratio of means over worlds, with its interval."""

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from simlib.experiments.compare import student_quantile

Values = npt.NDArray[np.float64]


class Ratio(NamedTuple):
    """A ratio of two means and its 95 % interval; NaN where what it is divided by may be nothing."""

    value: float
    low: float
    high: float


NO_RATIO = Ratio(math.nan, math.nan, math.nan)


def ratio_of_means(above: Values, below: Values) -> Ratio:
    """Return the mean of one quantity over the mean of another, both known in the same worlds, with Fieller's interval.

    A ratio r lies in the interval where the mean of above - r below does not differ from zero, by Student at 95 %. Where the mean
    of what it is divided by is not clearly different from zero, no ratio is given at all. Of one world there is no interval.

    Source: Fieller, "Some problems in interval estimation", J. R. Stat. Soc. B 16 (1954).

    >>> ratio_of_means(np.array([2.0, 3.0, 4.0]), np.array([8.0, 12.0, 16.0]))
    Ratio(value=0.25, low=0.25, high=0.25)
    """
    n = above.size
    top, bottom = (float(values.mean()) for values in (above, below)) if n else (math.nan, math.nan)
    if not bottom:
        return NO_RATIO
    if n == 1:
        return Ratio(top / bottom, math.nan, math.nan)
    spread = np.cov(np.stack((above, below)), ddof=1) * (student_quantile(n - 1) ** 2 / n)
    square = bottom * bottom - float(spread[1, 1])
    if square <= 0.0 or not math.isfinite(square):
        return NO_RATIO
    half = top * bottom - float(spread[0, 1])
    rest = top * top - float(spread[0, 0])
    width = math.sqrt(max(half * half - square * rest, 0.0))
    return Ratio(top / bottom, (half - width) / square, (half + width) / square)
