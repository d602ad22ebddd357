"""Seasons: found where a ledger of years shows them, and nowhere else."""

import numpy as np
import pytest

from simlib.calibration.book import lay_out
from simlib.calibration.fragment import fragment_values
from simlib.calibration.learned import Learned
from simlib.calibration.learning import learn
from simlib.calibration.seasons import MONTHS, Cells, believed
from simlib.scenario import Scenario
from tests.calibration.conftest import ledger_of

JANUARY_2020 = 600


def cells(years: int, seed: int, august: float = 1.0, growth: float = 0.0, scatter: float = 0.05) -> Cells:
    """Return months of 400 payments each, August apart."""
    chance, month = np.random.default_rng(seed), JANUARY_2020 + np.arange(MONTHS * years)
    log_ratio = scatter * chance.standard_normal(month.size) + growth * (month - JANUARY_2020) / MONTHS
    log_ratio[month % MONTHS == 7] += np.log(august)
    return Cells(month, log_ratio, np.full(month.size, 400.0))


def test_a_slow_august_is_found_with_its_interval_beside_growth() -> None:
    inside = []
    for seed in range(40):
        found = believed(cells(4, seed, august=0.7, growth=0.1), has_growth=True)
        august = [one for one in found if one.month == 8]
        assert len(august) == 1
        inside.append(august[0].low <= 0.7 <= august[0].high)
    assert np.mean(inside) >= 0.75


@pytest.mark.parametrize("years", [2, 3, 5])
def test_months_that_only_scatter_are_no_season(years: int) -> None:
    found = [believed(cells(years, seed), has_growth=False) for seed in range(60)]
    assert np.mean([bool(one) for one in found]) <= 0.1


def test_a_year_and_a_half_tells_no_season() -> None:
    plain = cells(2, 1, august=0.3)
    half = Cells(plain.month[:18], plain.log_ratio[:18], plain.weight[:18])
    assert believed(half, has_growth=False) == ()
    assert [one.month for one in believed(plain, has_growth=False)] == [8]


def test_a_month_that_slows_in_one_year_only_is_no_season() -> None:
    months = cells(3, 2, scatter=0.01)
    months.log_ratio[[7]] = np.log(0.4)
    assert 8 not in [one.month for one in believed(months, has_growth=False)]


def test_a_simulated_firm_s_seasons_are_found_again(even_firm: Scenario) -> None:
    firm = even_firm.with_(
        {"warm_up_months": 24, "behaviour.slow_months": {"august": 0.6}, "firm.seasons": {"august": 0.6}}
    )
    ledger = ledger_of(firm, 0)
    learned: Learned = learn(lay_out(ledger.invoices, ledger.payments), "FR", firm.firm)
    [pace], [orders] = learned.seasons.pace, learned.seasons.orders
    assert (pace.month, orders.month) == (8, 8)
    assert pace.value == pytest.approx(0.6, abs=0.06)
    assert orders.low <= 0.6 <= orders.high
    values = fragment_values(learned, "learned", {})
    assert values["behaviour"]["slow_months"] == {"august": pytest.approx(pace.value)}
    assert values["firm"]["seasons"] == {"august": pytest.approx(orders.value)}
    inside = []
    for group, name in enumerate(learned.book.segments):
        truth = firm.segments[name]
        rate = learned.hazards.rows[group, learned.hazards.bins.atom]
        assert rate == pytest.approx(truth.hazards["d0"], rel=0.15)  # of the other months, not of the average one
        inside.append(learned.orders.low[group] <= truth.orders_per_year <= learned.orders.high[group])
    assert sum(inside) >= 2
