"""Measures of a band against what came: interval score, continuous ranked probability score.

Source: T. Gneiting, A. E. Raftery, "Strictly proper scoring rules, prediction, and estimation", JASA 102 (2007) 359-378, sections 4.2
and 6.2. The error over what came (WAPE) stands with the back-test.
"""

import numpy as np

from simlib.calibration.book import Float

BAND = (0.1, 0.9)
"""Quantiles that bound the 80 % band."""

OUTSIDE = 2.0 / (1.0 - (BAND[1] - BAND[0]))
"""What a unit outside the band costs, counted in units of its width."""


def interval_score(actual: Float, low: Float, high: Float) -> Float:
    """Return each band's width, plus ten times by how much the value lies outside; less is better.

    >>> interval_score(np.array([5.0, 12.0]), np.array([0.0, 0.0]), np.array([10.0, 10.0])).round(6).tolist()
    [10.0, 30.0]
    """
    outside = np.maximum(low - actual, 0.0) + np.maximum(actual - high, 0.0)
    return np.asarray((high - low) + OUTSIDE * outside)


def crps(actual: Float, draws: Float) -> Float:
    """Return the continuous ranked probability score of draws, [replications, cells].

    It is the mean distance to the value, less half the mean distance of two draws; less is better.

    >>> crps(np.array([3.0]), np.array([[1.0], [1.0]])).tolist()
    [2.0]
    """
    size = draws.shape[0]
    ranks = 2.0 * np.arange(1, size + 1) - size - 1.0
    spread = (ranks[:, None] * np.sort(draws, axis=0)).sum(axis=0) / size**2
    return np.asarray(np.abs(draws - actual).mean(axis=0) - spread)
