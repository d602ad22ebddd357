"""The stage: the same as a whole simulation, for what the slider costs."""

import hypothesis
import numpy as np
import pytest
from hypothesis import given

from simlib.days import to_day
from simlib.errors import ScenarioError
from simlib.indicators import INDICATORS
from simlib.running import Cancelled, Result, Stage, simulate
from simlib.scenario import Scenario
from tests.running.firms import CHANGES, FIRM, TREE, changed
from tests.strategies import Case, cases

REPLICATIONS = 7


def assert_same(one: Result, other: Result) -> None:
    """Assert that two results are equal, flow for flow and value for value."""
    assert (one.start, one.end, one.daily.first) == (other.start, other.end, other.daily.first)
    assert np.array_equal(one.daily.flows, other.daily.flows)
    for name in INDICATORS:
        np.testing.assert_array_equal(one.values(name), other.values(name), err_msg=name)


@pytest.fixture(scope="module")
def stage() -> Stage:
    """A stage with its base."""
    return Stage(FIRM)


@pytest.mark.parametrize("name", CHANGES)
def test_it_equals_a_whole_simulation(stage: Stage, name: str) -> None:
    scenario = changed(name)
    assert_same(
        stage.run(scenario, REPLICATIONS),
        simulate(scenario, base=FIRM, replications=REPLICATIONS, engine="compiled"),
    )


@hypothesis.settings(max_examples=12)
@given(case=cases())
def test_it_equals_a_whole_simulation_of_any_scenario(case: Case) -> None:
    stage = Stage(case.base)
    for scenario in (case.change, case.base):
        assert_same(stage.run(scenario, 2), simulate(scenario, base=case.base, replications=2, engine="compiled"))


def test_what_it_ran_before_does_not_matter(stage: Stage) -> None:
    once = stage.run(changed("calls"), REPLICATIONS)
    for name in ("more customers", "terms", "nothing"):
        stage.run(changed(name), 3)
    assert_same(once, stage.run(changed("calls"), REPLICATIONS))
    assert_same(once, Stage(FIRM).run(changed("calls"), REPLICATIONS))


def test_more_replications_begin_with_the_fewer(stage: Stage) -> None:
    few, many = stage.run(changed("terms"), 5), stage.run(changed("terms"), 23)
    assert np.array_equal(few.daily.flows, many.daily.flows[:5])


def test_what_is_known_is_not_simulated_again(stage: Stage) -> None:
    few, many = stage.run(changed("terms"), 5), stage.run(changed("terms"), 23)
    told: list[tuple[int, int]] = []
    more = stage.run(changed("terms"), 23, known=few, progress=lambda done, total: told.append((done, total)))
    assert_same(more, many)
    assert told[-1] == (18, 18)


def test_its_seed_deals_other_worlds(stage: Stage) -> None:
    other = Stage(FIRM, seed=99)
    assert other.run(FIRM, 2).seed == 99
    assert not np.array_equal(other.run(FIRM, 2).daily.flows, stage.run(FIRM, 2).daily.flows)
    assert_same(other.run(changed("calls"), 2), simulate(changed("calls"), base=FIRM, replications=2, seed=99))


def test_the_scenarios_own_seed_counts_for_nothing(stage: Stage) -> None:
    """Scenarios compared meet the base's worlds."""
    assert_same(stage.run(FIRM.with_({"seed": 5}), 3), stage.run(FIRM, 3))


def test_progress_is_told_to_the_end(stage: Stage) -> None:
    told: list[tuple[int, int]] = []
    stage.run(FIRM, 23, progress=lambda done, total: told.append((done, total)))
    assert [total for _, total in told] == [23] * len(told)
    assert [done for done, _ in told] == sorted({done for done, _ in told})
    assert told[-1] == (23, 23)


def test_a_run_can_be_called_off_and_the_stage_goes_on(stage: Stage) -> None:
    asked: list[int] = []

    def is_cancelled() -> bool:
        asked.append(1)
        return len(asked) > 3

    with pytest.raises(Cancelled):
        stage.run(FIRM, 40, is_cancelled=is_cancelled)
    assert len(asked) < 40
    assert_same(stage.run(FIRM, 4), simulate(FIRM, replications=4))


def test_indicators_are_read_as_of_a_day(stage: Stage) -> None:
    day = to_day(FIRM.start) + 30
    result = stage.run(FIRM, 3, at=day)
    assert result.values("ar_balance").tolist() == stage.run(FIRM, 3).values("ar_balance", day).tolist()
    assert result.values("ar_balance").tolist() != stage.run(FIRM, 3).values("ar_balance").tolist()


@pytest.mark.parametrize("days", [-200, 500])
def test_a_day_that_is_not_simulated_is_refused(stage: Stage, days: int) -> None:
    day = to_day(FIRM.start) + days
    for run in (lambda: stage.run(FIRM, 1, at=day), lambda: simulate(FIRM, replications=1, at=day)):
        with pytest.raises(ScenarioError, match=r"is not simulated; ask for a day from 2025-09-01 to 2026-04-30"):
            run()


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"months": 5}, "months"),
        ({"start": "2026-02-01"}, "start"),
        ({"warm_up_months": 1}, "warm_up_months"),
        ({"calendar": "DE"}, "calendar"),
        ({"currency": "USD"}, "currency"),
        ({"behaviour": {"bins": [0, 1]}}, "behaviour.bins"),
    ],
)
def test_scenarios_that_cannot_share_a_past_are_refused(stage: Stage, values: dict[str, object], name: str) -> None:
    other = Scenario.model_validate({**TREE, **values, "name": "other"})
    for run in (lambda: stage.run(other, 1), lambda: simulate(other, base=FIRM, replications=1)):
        with pytest.raises(ScenarioError, match=rf"other: {name} is .*; scenarios compared share it"):
            run()
