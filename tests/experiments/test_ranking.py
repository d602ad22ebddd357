"""Many scenarios: intervals corrected for their number, ranks, who may be best, the frontier, and going on until it is narrow."""

import math

import numpy as np
import pytest
from scipy import stats

from simlib.errors import ScenarioError
from simlib.experiments import Paired, compare, compare_many, corrected, frontier, ranking
from simlib.experiments.adaptive import Forecast, compare_until, needed, widest_half
from simlib.experiments.compare import paired_difference
from simlib.experiments.frontier import beaten_by, points_of
from simlib.experiments.ranking import probability_best
from simlib.indicators import INDICATORS
from simlib.running import Batch, Outcome
from tests.running.firms import FIRM, changed
from tests.small import FIRST, small

NAMES = tuple(INDICATORS)


def outcome(values: np.ndarray, name: str = "dso_count_back") -> Outcome:
    """Return an outcome whose one indicator has some values."""
    return Outcome(FIRM, 1, values[:, np.newaxis], (name,))


def paired(**values: np.ndarray) -> Paired:
    """Return a comparison of made-up scenarios, the first being the base."""
    return Paired(next(iter(values)), {name: outcome(one) for name, one in values.items()})


def test_many_are_compared_as_few_are() -> None:
    scenarios = [FIRM, changed("calls"), changed("terms")]
    many, few = compare_many(scenarios, replications=4), compare(scenarios, replications=4)
    for name in ("calls", "terms"):
        for indicator in INDICATORS:
            np.testing.assert_equal(many.difference(name, indicator), few.difference(name, indicator))
    assert [row["mean"] for row in many.to_rows()] == pytest.approx([r["mean"] for r in few.to_rows()], nan_ok=True)
    with pytest.raises(ScenarioError, match="two scenarios are called"):
        compare_many([FIRM, FIRM])


def test_correction_is_bonferronis_and_holms() -> None:
    random = np.random.default_rng(3)
    base = random.normal(50.0, 3.0, 30)
    shifts = {"a": -2.0, "b": -0.3, "c": 0.0, "d": 1.0}
    made = {name: base + shift + random.normal(0.0, 1.0, 30) for name, shift in shifts.items()}
    found = corrected(paired(base=base, **made), "dso_count_back")
    raw = {name: stats.ttest_rel(values, base) for name, values in made.items()}
    for name, test in raw.items():
        interval = test.confidence_interval(1 - 0.05 / 4)
        assert (found[name].low, found[name].high) == pytest.approx((interval.low, interval.high))
    least = 0.0
    for place, (p, name) in enumerate(sorted((test.pvalue, name) for name, test in raw.items())):
        least = max(least, min(1.0, p * (4 - place)))
        assert found[name].p == pytest.approx(least)


def test_what_does_not_vary_leaves_nothing_to_chance() -> None:
    base = np.array([1.0, 2.0, 3.0])
    found = corrected(paired(base=base, same=base, less=base - 1.0), "dso_count_back")
    assert found["same"] == (0.0, 0.0, 1.0)
    assert found["less"] == (-1.0, -1.0, 0.0)
    alone = corrected(paired(base=base[:1], one=base[:1]), "dso_count_back")["one"]
    assert math.isnan(alone.p)


def test_false_alarms_among_many_stay_rare() -> None:
    """Of twenty scenarios that are as good as the base, one or more is called different in about 5 % of comparisons."""
    random = np.random.default_rng(11)
    alarms = 0
    for _ in range(200):
        base = random.normal(size=25)
        made = {f"s{i}": base + random.normal(size=25) for i in range(20)}
        found = corrected(paired(base=base, **made), "dso_count_back")
        alarms += any(one.p < 0.05 for one in found.values())
    assert alarms / 200 < 0.1


def test_ranks_run_from_best_to_worst() -> None:
    base = np.array([10.0, 11.0, 12.0, 13.0])
    ranks = ranking(paired(base=base, worse=base + 1.0, best=base - [2.0, 2.0, 2.0, 0.0], twin=base), "dso_count_back")
    assert [(rank.rank, rank.scenario) for rank in ranks] == [(1, "best"), (2, "base"), (2, "twin"), (4, "worse")]
    assert sum(rank.probability_best for rank in ranks) == pytest.approx(1.0)
    assert ranks[0].probability_best == pytest.approx(0.75 + 0.25 / 3)
    assert ranks[0].may_be_best
    assert not ranks[3].may_be_best
    assert math.isnan(ranks[1].difference)
    with pytest.raises(ValueError, match="neither direction is better"):
        ranking(paired(base=base), "not_due")


def test_undefined_worlds_are_nobodys() -> None:
    shares = probability_best({"a": np.array([1.0, np.nan, np.nan]), "b": np.array([2.0, 3.0, np.nan])}, -1)
    assert shares == {"a": 0.5, "b": 0.5}
    nothing = probability_best({"a": np.array([np.nan])}, -1)
    assert math.isnan(nothing["a"])


def test_the_frontier_is_what_nothing_beats() -> None:
    costs = np.array([[1.0, 5.0], [2.0, 2.0], [3.0, 3.0], [5.0, 1.0], [1.0, 5.0], [np.nan, 0.0]])
    assert beaten_by(costs).tolist() == [-1, -1, 1, -1, -1, -1] or beaten_by(costs)[2] == 1
    means = {"dear": (50.0, 9.0), "cheap": (60.0, 1.0), "bad": (61.0, 9.5)}
    points = points_of({n: {"dso_count_back": d, "cost_to_collect": c} for n, (d, c) in means.items()})
    assert [(one.scenario, one.is_on_frontier, one.beaten_by) for one in points] == [
        ("dear", True, ""),
        ("cheap", True, ""),
        ("bad", False, "dear"),
    ]
    higher = points_of({n: {"cash_end": d, "cost_to_collect": c} for n, (d, c) in means.items()})
    assert [one.scenario for one in higher if one.is_on_frontier] == ["bad", "cheap"] or higher[0].scenario == "bad"
    compared = compare_many([FIRM, changed("calls")], replications=3)
    assert {one.scenario for one in frontier(compared)} == {"firm", "calls"}


def test_it_goes_on_until_the_interval_is_narrow() -> None:
    told: list[Forecast] = []
    runs = Batch(FIRM, names=("dso_count_back",))
    scenarios = [FIRM, changed("terms")]
    wide = widest_half(compare_many(scenarios, replications=50, batch=runs), "dso_count_back")
    found = compare_until(scenarios, wide / 1.6, "dso_count_back", batch=runs, told=told.append)
    assert widest_half(found, "dso_count_back") <= wide / 1.6
    assert 100 <= found.replications <= 300
    assert [one.replications for one in told] == sorted({one.replications for one in told})
    assert (told[0].replications, told[0].half_width) == (50, pytest.approx(wide))
    assert 0.5 * found.replications <= told[0].needed <= 2.0 * found.replications
    assert needed(found, "dso_count_back", wide / 1.6) <= found.replications * 1.5


def test_it_stops_where_it_must() -> None:
    told: list[Forecast] = []
    scenarios = [FIRM, changed("terms")]
    found = compare_until(
        scenarios, 1e-9, "dso_count_back", batch=Batch(FIRM, names=NAMES[:2]), most=60, told=told.append
    )
    assert found.replications == 60
    assert told[-1].is_capped
    with pytest.raises(ScenarioError, match="ask for a width above 0"):
        compare_until(scenarios, 0.0, "dso_count_back")
    with pytest.raises(ScenarioError, match="nothing to compare with the base"):
        compare_until([FIRM], 1.0, "dso_count_back")


def coverage(repetitions: int, replications: int) -> float:
    """Return the share of repetitions, each on worlds of its own, whose 95 % interval holds the true difference."""
    base = small().with_({"months": 4, "warm_up_months": 3})
    early = base.with_({FIRST: -7}, name="early")
    runs = Batch(base, names=("dso_count_back",))
    whole = runs.run([base, early], repetitions * replications)
    differences = whole[1].values("dso_count_back") - whole[0].values("dso_count_back")
    truth = differences.mean()
    held = 0
    for part in differences.reshape(repetitions, replications):
        found = paired_difference(part, np.zeros(replications), -1)
        held += found.low <= truth <= found.high
    return held / repetitions


def test_paired_intervals_cover_what_they_promise() -> None:
    assert 0.92 <= coverage(200, 16) <= 0.98


@pytest.mark.long
def test_paired_intervals_cover_what_they_promise_over_many() -> None:
    assert 0.92 <= coverage(400, 25) <= 0.98
