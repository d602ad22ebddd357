"""Goodwill: worn by reminders, restored by time; orders depend on it."""

import math

from simlib.jit import rule


@rule
def restored(goodwill: float, days: int, half_life: float) -> float:
    """Return goodwill so many days later: what is missing halves in each half-life.

    >>> restored(0.5, 90, 90.0)
    0.75
    """
    if goodwill >= 1.0:
        return 1.0
    return 1.0 - (1.0 - goodwill) * math.exp(-0.6931471805599453 * days / half_life)


@rule
def worn(goodwill: float, wear: float) -> float:
    """Return goodwill after a contact that wears it."""
    return goodwill * (1.0 - wear)


@rule
def is_lost(u: float, goodwill: float) -> bool:
    """Return whether an order goes elsewhere."""
    return u >= goodwill
