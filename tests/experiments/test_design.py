"""The design of a trial: lots, sizes, power by simulation, and what cannot be tried."""

import math
from collections import Counter

import numpy as np
import pytest

from simlib.errors import ScenarioError
from simlib.experiments.allocation import allocate, in_proportion, lots
from simlib.experiments.design import Trial, customers_needed, design
from simlib.running import simulate
from simlib.running.by_customer import by_customer
from simlib.scenario import Scenario
from tests.experiments.planted import PUNCTUAL
from tests.running.firms import FIRM, changed

IDS = tuple(f"c{number:03d}" for number in range(90))
SEGMENTS = tuple("large" if number < 20 else "small" for number in range(90))


def made(effect: float, worlds: int = 40, noise: float = 2.0) -> Trial:
    """Return trials on made-up customers: levels that persist from the past, noise, and an effect of B on each."""
    random = np.random.default_rng(5)
    levels = random.normal(10.0, 4.0, (worlds, 90))
    past = levels + random.normal(0.0, 1.0, (worlds, 90))
    a, b = (levels + random.normal(0.0, noise, (worlds, 90)) + shift for shift in (0.0, effect))
    everyone = np.ones(90)
    return Trial(a, b, past, everyone > 0.0, everyone, IDS, SEGMENTS, 1)


def test_lots_are_drawn_fairly_and_again() -> None:
    arms = allocate(IDS, SEGMENTS, 30, seed=3)
    counts = Counter(zip(arms, SEGMENTS, strict=True))
    assert Counter(arms) == {"A": 30, "B": 30, "": 30}
    assert abs(counts["A", "large"] - counts["B", "large"]) <= 1
    assert counts["A", "large"] + counts["B", "large"] in (13, 14)
    assert arms == allocate(IDS, SEGMENTS, 30, seed=3)
    assert arms != allocate(IDS, SEGMENTS, 30, seed=4)
    back = allocate(IDS[::-1], SEGMENTS[::-1], 30, seed=3)
    assert back[::-1] == arms
    share = np.mean([[arm == "B" for arm in allocate(IDS, SEGMENTS, 45, 1, draw)] for draw in range(300)], axis=0)
    assert 0.35 < share.min() < share.max() < 0.65
    assert len(set(lots(IDS, 1, 0).tolist())) == 90
    assert in_proportion(["a", "a", "b"], 2) == [True, False, True]


def test_the_size_is_that_of_the_textbook() -> None:
    """Cohen 1988, table 2.4.1: 64 in each group for d = 0.5 and 80 %; the normal formula gives one less."""
    assert customers_needed(0.5, 1.0, 0.8) == 63
    assert customers_needed(-0.5, 1.0, 0.8) == 63
    assert customers_needed(0.0, 1.0, 0.8) == 0


def test_power_by_simulation_agrees_with_the_formula() -> None:
    trial = made(1.6)
    spread = trial.spread
    assert spread == pytest.approx(math.sqrt(2.0**2 + 4.0**2 * (1 - 4.0**2 / (4.0**2 + 1.0))), rel=0.1)
    size = customers_needed(trial.effect, spread, 0.8)
    assert 10 < size < 45
    assert trial.power(size) == pytest.approx(0.8, abs=0.09)
    assert trial.power(10) < trial.power(45)


def test_false_alarms_are_as_rare_as_promised() -> None:
    assert 0.02 <= made(1.6).false_alarms(40) <= 0.085
    assert made(0.0).power(45) < 0.06


@pytest.fixture(scope="module")
def slow_payers() -> tuple[Scenario, Scenario]:
    """A firm whose customers wait for a reminder, and the same with one that works."""
    hazards = PUNCTUAL["hazards"] | {f"d{day}": 0.02 for day in (0, 1, 8, 15, 22, 29, 57, 92)}  # type: ignore[operator]
    people = {**PUNCTUAL, "customers": 40, "orders_per_year": 40.0, "hazards": hazards, "frailty_spread": 0.3}
    steps = {"one": {"day": 5, "channel": "email"}}
    tree = {
        "name": "a", "calendar": "seven_day", "months": 6, "warm_up_months": 3,
        "segments": {"x": people}, "policy": {"reminders": {"plans": {"default": {"steps": steps}}}},
        "behaviour": {"channels": {"formal_notice": {"hazard_ratio": 6.0, "window_days": 30}}},
    }  # fmt: skip
    a = Scenario.model_validate(tree)
    return a, a.with_({"policy.reminders.plans.default.steps.one.channel": "formal_notice"}, name="b")


def test_a_strong_policy_needs_few_customers_and_months(slow_payers: tuple[Scenario, Scenario]) -> None:
    a, b = slow_payers
    found = design(a, b, replications=12)
    assert found.is_enough
    assert found.chosen.effect < 0.0
    assert found.chosen.power >= 0.8
    assert found.arms.count("A") == found.arms.count("B") == found.chosen.per_arm
    assert found.customers == len(found.ids) == 40
    assert found.chosen.months <= 6
    assert not found.shares_capacity
    assert [one.months for one in found.lengths] == sorted(one.months for one in found.lengths)


def test_outcomes_of_customers_are_those_of_the_simulation(slow_payers: tuple[Scenario, Scenario]) -> None:
    a, b = slow_payers
    day = simulate(b, base=a, replications=1).month_ends[2]
    found = by_customer(b, a, "weighted_days_late", [day], 2)
    whole = simulate(b, base=a, replications=2, by="customer", at=day)
    assert whole.by is not None
    np.testing.assert_array_equal(found.values[:, :, 0], whole.by.values["weighted_days_late"])


def test_too_few_customers_are_said_to_be_too_few() -> None:
    with pytest.raises(ScenarioError, match="customers can be measured, a trial takes 20 or more"):
        design(FIRM, changed("calls"), replications=2)


def test_what_cannot_be_tried_is_refused(slow_payers: tuple[Scenario, Scenario]) -> None:
    a, b = slow_payers
    with pytest.raises(ScenarioError, match="do not differ; there is nothing to try"):
        design(a, a.with_({}, name="twin"))
    with pytest.raises(ScenarioError, match="bfr is the whole firm's"):
        design(a, b, indicator="bfr")
    with pytest.raises(ScenarioError, match="a power of 1 cannot be had"):
        design(a, b, power=1.0)
    with pytest.raises(ScenarioError, match="simulates 1 to 6"):
        design(a, b, months=[9])
    with pytest.raises(ScenarioError, match="has other customers than"):
        design(a, b.with_({"segments.x.customers": 41}), replications=1)
