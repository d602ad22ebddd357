"""Segmentation: which of three plans a customer or invoice follows, by a rule."""

import math
from enum import IntEnum

from simlib.jit import rule


class SegmentBy(IntEnum):
    """What a plan is chosen by."""

    SEGMENT = 0
    SIZE = 1
    SCORE = 2
    HISTORY = 3
    AMOUNT = 4


LOW, MIDDLE, HIGH = range(3)


@rule
def band(value: float, low: float, high: float) -> int:
    """Return 0 below the lower bound, 2 from the upper one on, 1 between."""
    if value < low:
        return 0
    return 2 if value >= high else 1


@rule
def joins_on(start: int, u: float, ramp_from: float, ramp_days: float) -> int:
    """Return the day on which a customer joins a policy that comes in by and by, evenly over so many days."""
    return start + int(math.floor(ramp_from + u * ramp_days))


@rule
def in_currency(cents: int) -> float:
    """Return an amount as currency units, to compare with a bound that is told in them."""
    return cents / 100.0
