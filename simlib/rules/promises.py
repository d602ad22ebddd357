"""Promises and instalment plans."""

import math

from simlib.jit import rule

AFTER_A_BROKEN_PROMISE = 0.8
"""Share of the next contact's log hazard ratio that is left after a promise was broken (assumption)."""


@rule
def is_missed(u: float, default_probability: float, instalments: int) -> bool:
    """Return whether an instalment is missed, so that a plan of so many fails with the probability given."""
    return u < 1.0 - math.exp(math.log1p(-default_probability) / instalments)


@rule
def instalment(total: int, left: int, number: int, instalments: int) -> int:
    """Return the n-th instalment of a plan, in cents; the last takes the rest.

    >>> [instalment(1000, left, n, 3) for n, left in ((1, 1000), (2, 667), (3, 334))]
    [333, 333, 334]
    """
    return left if number >= instalments else total // instalments
