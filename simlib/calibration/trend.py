"""Trend: customers that pay quicker, or slower, from year to year.

A ledger of some years holds a change of pace that one row of hazards cannot tell. Hazards are those of the last day; before, they are
multiplied by a factor that changes evenly over time and stands at one on that day. Nothing is carried on into the future.
"""

import math
from dataclasses import dataclass

import numpy as np

from simlib.calibration.book import Float, Int
from simlib.rules.payment import past_pace


@dataclass(frozen=True)
class Trend:
    """A change of the pace of payment.

    Attributes:
        per_year: Logarithm of the factor by which the hazards grow in a year.
        deviation: Its standard error.
        until: Last day, on which the factor is one.
    """

    per_year: float
    deviation: float
    until: int

    def speed(self, due: Int) -> Float:
        """Return the factor of each invoice, by its due day."""
        days, back = np.unique(due, return_inverse=True)
        factors = np.array(
            [past_pace(self.share_per_year, self.until - day) for day in days.tolist()], dtype=np.float64
        )
        return factors[back]

    @property
    def share_per_year(self) -> float:
        """Growth of the hazards in a year: 0.2 is a fifth more."""
        return math.expm1(self.per_year)


NO_TREND = Trend(0.0, 0.0, 0)
