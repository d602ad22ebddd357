"""Round trip: the shipped firm is simulated, its books are exported, and its parameters are found again."""

from collections.abc import Callable

import numpy as np
import pytest

from simlib.calibration import Calibration
from simlib.scenario import Scenario
from tests.calibration.conftest import ledger_of

FIRMS = 3


@pytest.fixture(scope="module")
def several(even_firm: Scenario, learn: Callable[..., Calibration], learned_firm: Calibration) -> list[Calibration]:
    """Return what is learned from several worlds of the shipped firm."""
    bins = even_firm.behaviour.bins
    more = (learn(ledger_of(even_firm, world), policy=even_firm, bins=bins) for world in range(1, FIRMS))
    return [learned_firm, *more]


def test_hazards_with_thirty_events_lie_in_their_intervals(several: list[Calibration], even_firm: Scenario) -> None:
    inside, atoms = [], []
    for found in several:
        hazards = found.learned.hazards
        segments = [even_firm.segments[name].hazards for name in found.learned.book.segments]
        truth = np.array([[row[name] for name in hazards.bins.names] for row in segments])
        is_inside = (truth >= hazards.low) & (truth <= hazards.high)
        inside.append(is_inside[hazards.events >= 30])
        atoms.append(is_inside[:, hazards.bins.atom])
        assert not hazards.has_own.any()
    assert np.concatenate(inside).mean() >= 0.8  # 0.89 over sixteen worlds
    assert np.concatenate(atoms).mean() >= 0.6


def test_order_rates_and_amounts_lie_in_their_intervals(several: list[Calibration], even_firm: Scenario) -> None:
    orders, amounts = [], []
    for found in several:
        learned = found.learned
        rates = np.array([even_firm.segments[name].orders_per_year for name in learned.book.segments])
        means = np.array([even_firm.segments[name].mean_amount for name in learned.book.segments])
        orders.append((rates >= learned.orders.low) & (rates <= learned.orders.high))
        amounts.append((means >= learned.amounts.low) & (means <= learned.amounts.high))
    assert np.concatenate(orders).mean() >= 0.75
    assert np.concatenate(amounts).mean() >= 0.7


def test_dependence_spread_and_terms_are_those_of_the_firm(several: list[Calibration], even_firm: Scenario) -> None:
    dependence = even_firm.behaviour.dependence
    assert np.mean([one.learned.dependence.a for one in several]) == pytest.approx(dependence.customer_week, abs=0.07)
    assert np.mean([one.learned.dependence.b for one in several]) == pytest.approx(dependence.week, abs=0.03)
    for found in several:
        learned = found.learned
        assert learned.calendar == "FR"
        for group, name in enumerate(learned.book.segments):
            truth, spread = even_firm.segments[name], learned.hazards.spread[group]
            assert learned.terms[group].days == truth.terms.days
            assert spread.value == pytest.approx(truth.frailty_spread, abs=0.12)


def test_customers_with_payment_runs_are_about_as_many_as_there_are(
    several: list[Calibration], even_firm: Scenario
) -> None:
    runs = [one.runs for one in even_firm.segments.values()]
    sizes = [one.customers for one in even_firm.segments.values()]
    shares = [one.weekly + one.twice_monthly + one.monthly for one in runs]
    expected = float(np.dot(sizes, shares))
    for found in several:
        seen = sum(not run.is_any for run in found.learned.runs)
        assert expected * 0.75 <= seen <= expected * 1.3


def test_the_status_quo_gives_the_past_back(several: list[Calibration]) -> None:
    inside = [fit.is_inside for found in several for fit in found.status_quo.figures.values()]
    assert np.mean(inside) >= 0.75
    for found in several:
        fit = found.status_quo.figures["days_late"]
        assert fit.mean == pytest.approx(fit.observed, abs=0.8)  # a world moves it by as much
        assert np.nanmax(np.abs(found.status_quo.simulated - found.status_quo.observed)) < 0.02


def test_hazards_are_those_without_the_present_reminders(
    learned_firm: Calibration, even_firm: Scenario, learn: Callable[..., Calibration]
) -> None:
    ledger, bins = ledger_of(even_firm, 0), even_firm.behaviour.bins
    taken_for_none = learn(ledger, policy=even_firm.with_({"policy": None}), bins=bins)
    with_reminders, without = taken_for_none.learned.hazards, learned_firm.learned.hazards
    late = bins.index(6) + 1  # the week after the first e-mail
    ratio = with_reminders.rows[:, late] / without.rows[:, late]
    assert np.all(ratio > 1.03)  # what the e-mail did is taken for the customers' own pace
    early = bins.index(-5) + 1
    assert np.allclose(with_reminders.rows[:, early] / without.rows[:, early], 1.0, atol=0.1)
