"""Comparisons: paired on the same worlds, Student's interval, ties as half."""

import math

import numpy as np
import pytest
from scipy import stats

from simlib.errors import ScenarioError
from simlib.experiments import compare
from simlib.experiments.compare import paired_difference
from simlib.indicators import INDICATORS
from simlib.running import simulate
from tests.running.firms import FIRM, changed


@pytest.mark.parametrize("n", [2, 3, 40, 200])
def test_the_interval_is_that_of_a_paired_t_test(n: int) -> None:
    random = np.random.default_rng(n)
    base, values = random.normal(50.0, 5.0, n), random.normal(48.0, 5.0, n)
    found = paired_difference(values, base, -1)
    test = stats.ttest_rel(values, base)
    interval = test.confidence_interval(0.95)
    assert found.mean == pytest.approx((values - base).mean())
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high))


def test_ties_count_as_half_and_the_direction_decides() -> None:
    base, values = np.array([1.0, 2.0, 3.0, 4.0]), np.array([0.0, 2.0, 3.0, 5.0])
    assert paired_difference(values, base, -1).probability_better == 0.25 + 0.5 * 0.5
    assert paired_difference(values + 0.5, base, -1).probability_better == 0.25
    assert paired_difference(values + 0.5, base, +1).probability_better == 0.75
    assert paired_difference(base, base, +1) == (0.0, 0.0, 0.0, 0.5)
    assert math.isnan(paired_difference(values, base, 0).probability_better)


def test_worlds_in_which_one_is_undefined_are_left_out_of_both() -> None:
    base, values = np.array([1.0, np.nan, 3.0, 4.0]), np.array([2.0, 2.0, np.nan, 6.0])
    found = paired_difference(values, base, +1)
    assert found == paired_difference(np.array([2.0, 6.0]), np.array([1.0, 4.0]), +1)
    assert found.mean == 1.5
    assert all(math.isnan(number) for number in paired_difference(values[1:2], base[1:2], -1))
    alone = paired_difference(np.array([2.0]), np.array([1.0]), -1)
    assert alone.mean == 1.0
    assert math.isnan(alone.low)
    assert math.isnan(alone.high)
    assert alone.probability_better == 0.0


def test_every_result_is_that_of_a_simulation_on_the_bases_worlds() -> None:
    names = ("calls", "terms", "more customers")
    found = compare([FIRM, *map(changed, names)], replications=4)
    assert found.base == "firm"
    assert list(found.results) == ["firm", *names]
    for name in names:
        alone = simulate(changed(name), base=FIRM, replications=4)
        assert np.array_equal(found.results[name].daily.flows, alone.daily.flows)
        difference = alone.values("dso_count_back") - simulate(FIRM, replications=4).values("dso_count_back")
        assert found.difference(name, "dso_count_back").mean == pytest.approx(difference.mean())


def test_both_engines_compare_alike() -> None:
    pair = [FIRM, changed("calls")]
    one, other = (compare(pair, replications=2, engine=engine) for engine in ("reference", "compiled"))
    for name in INDICATORS:
        np.testing.assert_equal(one.difference("calls", name), other.difference("calls", name))


def test_rows_are_tidy() -> None:
    rows = compare([FIRM, changed("calls")], replications=3).to_rows()
    assert len(rows) == 2 * len(INDICATORS)
    assert {row["scenario"] for row in rows} == {"firm", "calls"}
    of_base = [row for row in rows if row["scenario"] == "firm" and row["indicator"] == "overdue"]
    assert of_base[0]["difference_mean"] == 0.0
    assert of_base[0]["difference_probability_better"] == 0.5
    assert of_base[0]["unit"] == "EUR"


def test_an_unchanged_scenario_differs_by_nothing() -> None:
    found = compare([FIRM, changed("nothing")], replications=3)
    assert found.difference("nothing", "bfr") == (0.0, 0.0, 0.0, 0.5)


def test_common_worlds_make_differences_precise() -> None:
    """The spread of paired differences is a fraction of that between worlds."""
    found = compare([FIRM, changed("calls")], replications=30)
    paired = found.results["calls"].values("weighted_days_late") - found.results["firm"].values("weighted_days_late")
    assert paired.std() < 0.5 * found.results["firm"].values("weighted_days_late").std()


def test_progress_runs_over_all_scenarios() -> None:
    told: list[tuple[int, int]] = []
    compare([FIRM, changed("calls")], replications=11, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (22, 22)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_what_cannot_be_compared_is_refused() -> None:
    with pytest.raises(ScenarioError, match="nothing to compare"):
        compare([])
    with pytest.raises(ScenarioError, match=r"two scenarios are called 'firm'; give each a name of its own"):
        compare([FIRM, FIRM.with_({"firm.activity": 2.0})], replications=1)
    with pytest.raises(ScenarioError, match=r"later: start is 2026-02-01, the base firm has 2026-01-01"):
        compare([FIRM, FIRM.with_({"start": "2026-02-01"}, name="later")], replications=1)
    with pytest.raises(ScenarioError, match="engine 'fast' does not exist"):
        compare([FIRM], replications=1, engine="fast")
