"""Integer cents, and the one way to round to them: half away from zero."""

import math

from simlib.jit import rule


@rule
def round_half_away(x: float) -> int:
    """Round to the nearest integer, halves away from zero.

    >>> [round_half_away(x) for x in (0.5, 1.5, -0.5, 2.4)]
    [1, 2, -1, 2]
    """
    if x < 0.0:
        return -int(math.floor(0.5 - x))
    return int(math.floor(x + 0.5))


@rule
def to_cents(euros: float) -> int:
    """Return an amount in currency units as whole cents.

    >>> to_cents(12.34)
    1234
    """
    return round_half_away(euros * 100.0)


def from_cents(cents: int) -> float:
    """Return whole cents as an amount in currency units."""
    return cents / 100.0
