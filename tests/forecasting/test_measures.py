"""Measures of a forecast, against closed forms and another way of computing them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simlib.calibration.measures import crps, interval_score

AMOUNTS = st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=30)


def test_crps_of_a_normal_is_its_closed_form() -> None:
    """Gneiting and Raftery (2007), section 4.2: at its mean, a standard normal scores (sqrt 2 - 1) / sqrt pi."""
    draws = np.random.default_rng(1).standard_normal((20_000, 1))
    assert crps(np.zeros(1), draws)[0] == pytest.approx((np.sqrt(2.0) - 1.0) / np.sqrt(np.pi), abs=0.005)


@given(AMOUNTS, st.floats(-1e6, 1e6))
def test_crps_is_the_area_between_two_distributions(draws: list[float], actual: float) -> None:
    edges = np.sort(np.array([*draws, actual]))
    steps, share = np.diff(edges), np.searchsorted(np.sort(draws), edges[:-1], side="right") / len(draws)
    area = float((steps * (share - (edges[:-1] >= actual)) ** 2).sum())
    assert crps(np.array([actual]), np.array(draws)[:, None])[0] == pytest.approx(area, rel=1e-6, abs=1e-3)


@given(st.floats(-1e3, 1e3), st.floats(0.0, 1e3), st.floats(-1e4, 1e4))
def test_interval_score_is_the_width_inside_and_ten_times_the_miss_outside(
    low: float, width: float, actual: float
) -> None:
    miss = max(low - actual, actual - (low + width), 0.0)
    found = interval_score(np.array([actual]), np.array([low]), np.array([low + width]))[0]
    assert found == pytest.approx(width + 10.0 * miss, rel=1e-9, abs=1e-6)


def test_the_true_band_scores_best() -> None:
    values = np.random.default_rng(2).standard_normal(20_000)

    def score(half: float) -> float:
        return float(interval_score(values, np.full_like(values, -half), np.full_like(values, half)).mean())

    assert min((0.8, 1.0, 1.28, 1.6, 2.0), key=score) == 1.28
