"""Exact Shapley values: each player's mean contribution over all orders in which players may join."""

import math

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]


def shapley(values: Values) -> Values:
    """Return each player's share of what all players bring together; the shares add up to it exactly.

    Args:
        values: What each coalition is worth, float64 ``[2^n, ...]``; bit i of the row's number says whether player i is in it.

    >>> shapley(np.array([0.0, 1.0, 2.0, 5.0]))  # together two more than apart, shared equally
    array([2., 3.])
    """
    coalitions = len(values)
    players = coalitions.bit_length() - 1
    if coalitions != 1 << players:
        raise ValueError(f"{coalitions} coalitions are not those of any number of players")
    rows = np.arange(coalitions)
    sizes = np.array([int(row).bit_count() for row in rows])
    shares = []
    for player in range(players):
        without = rows[rows & (1 << player) == 0]
        weights = np.array([1.0 / (players * math.comb(players - 1, size)) for size in sizes[without]])
        shares.append(np.tensordot(weights, values[without | (1 << player)] - values[without], axes=1))
    return np.stack(shares) if shares else np.zeros((0, *values.shape[1:]))
