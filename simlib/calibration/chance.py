"""The one place where learning draws numbers: from a stream that has an address, never from one that goes on.

Worlds draw by address in `simlib.world.draws`, whole numbers that both engines share. What is not known of learned parameters, and what a
bootstrap takes again, need draws of normal and other laws; they come from here, so that the same question has the same answer.
"""

import numpy as np

Chance = np.random.Generator
"""A stream of draws."""


def chance_of(seed: int, stream: int, place: int = 0) -> Chance:
    """Return the draws of an address: those of a seed, for a purpose, in a place.

    >>> chance_of(1, 2).integers(100) == chance_of(1, 2).integers(100)
    True
    """
    return np.random.Generator(np.random.Philox(key=[seed, stream], counter=[0, 0, 0, place]))
