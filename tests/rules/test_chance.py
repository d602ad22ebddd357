"""From uniforms to what they decide: quantiles, waiting times, patience, shares."""

import math

import numpy as np
import pytest
from scipy import stats

from simlib.rules.chance import (
    HAZARD_UNIT,
    hazard_units,
    is_drawn,
    joint_normal,
    lognormal,
    normal_quantile,
    patience,
    waiting_time,
)
from simlib.rules.payment import days_to_reach

GRID = (np.arange(200_000) + 0.5) / 200_000
"""Uniforms in even steps: their image under a quantile is the law itself."""


def test_normal_quantile_is_scipys() -> None:
    tails = np.exp(-np.linspace(0.7, 36.0, 2_000))
    for u in (*GRID[::37].tolist(), *tails.tolist(), *(1.0 - tails[:900]).tolist()):
        assert normal_quantile(u) == pytest.approx(stats.norm.ppf(u), rel=1e-13, abs=1e-15)


def test_patience_is_a_unit_exponential() -> None:
    waits = np.array([patience(normal_quantile(u)) for u in GRID.tolist()]) / HAZARD_UNIT
    assert waits == pytest.approx(-np.log1p(-GRID), rel=1e-6, abs=1e-8)
    assert waits.mean() == pytest.approx(1.0, abs=1e-4)


def test_patience_has_ends() -> None:
    assert patience(-40.0) == 1
    assert patience(math.inf) == patience(1e9) == hazard_units(300.0 * math.log(10.0))
    assert patience(8.3) < patience(9.0) < patience(30.0)


@pytest.mark.parametrize("rate", [1e7, 1e300, math.inf])
def test_a_certain_hazard_reaches_every_draw_in_a_day_and_fits_a_million_days(rate: float) -> None:
    hazard = hazard_units(rate)
    assert days_to_reach(patience(math.inf), hazard) == 1
    assert hazard * 1_000_000 < 2**63


@pytest.mark.parametrize(
    ("rate", "units"),
    [
        (0.0, 0),
        (-1.0, 0),
        (math.nan, 0),
        (1.0, 2**32),
        (0.5 / HAZARD_UNIT, 1),
        (0.49 / HAZARD_UNIT, 0),
        (1.5 / HAZARD_UNIT, 2),
    ],
)
def test_hazards_are_rounded_half_up(rate: float, units: int) -> None:
    assert hazard_units(rate) == units


def test_shared_parts_leave_the_variance_at_one() -> None:
    random = np.random.default_rng(1)
    parts = random.normal(size=(3, 20_000))
    for a, b in ((0.0, 0.0), (0.3, 0.05), (0.9, 0.09), (0.0, 0.95)):
        z = [joint_normal(*values, a, b) for values in parts.T.tolist()]
        assert np.std(z) == pytest.approx(1.0, abs=0.02)
    assert joint_normal(5.0, 7.0, 1.25, 0.0, 0.0) == 1.25


@pytest.mark.parametrize("spread", [0.0, 0.4, 1.0])
def test_a_lognormal_multiplier_has_mean_one_and_its_spread(spread: float) -> None:
    values = np.array([lognormal(spread, normal_quantile(u)) for u in GRID.tolist()])
    assert values.mean() == pytest.approx(1.0, abs=2e-3)
    assert np.log(values).std() == pytest.approx(spread, abs=1e-3)


def test_a_share_of_nought_never_happens_and_a_whole_one_always() -> None:
    assert not any(is_drawn(u, 0.0) for u in (2.0**-53, 0.5, 1.0 - 2.0**-53))
    assert all(is_drawn(u, 1.0) for u in (2.0**-53, 0.5, 1.0 - 2.0**-53))


def test_waiting_times_are_unit_exponential() -> None:
    waits = np.array([waiting_time(u) for u in GRID.tolist()])
    assert waits.mean() == pytest.approx(1.0, abs=1e-4)
    assert waits.min() > 0.0
