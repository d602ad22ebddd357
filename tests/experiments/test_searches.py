"""Bounds, tornado, sweep, goal and optimum: on firms whose answers are known, and against trying everything."""

import itertools
from pathlib import Path

import numpy as np
import pytest

from simlib.errors import ScenarioError
from simlib.experiments.bound import bound
from simlib.experiments.frontier import beaten_by
from simlib.experiments.goal import goal
from simlib.experiments.optimise import optimise, search_frontier
from simlib.experiments.reach import is_agreed, is_own, reaches
from simlib.experiments.sweep import sweep
from simlib.experiments.tornado import tornado
from simlib.indicators import INDICATORS
from simlib.running import Batch, simulate
from simlib.scenario import Scenario, load
from tests.experiments.planted import two_segments
from tests.running.firms import FIRM

ROOT = Path(__file__).resolve().parents[2]
TERMS = ["segments.big.terms.days=10..40", "segments.small.terms.days=10..40"]


def test_the_planted_firm_is_what_it_should_be() -> None:
    dso = simulate(two_segments(40, 20), replications=6).values("dso_count_back").mean()
    assert dso == pytest.approx(0.75 * 40 + 0.25 * 20, abs=1.2)


def test_bounds_of_the_planted_firm() -> None:
    found = bound(two_segments(), asked=TERMS, replications=6)
    assert [(one.lever.path, one.value) for one in found.levers] == [
        ("segments.big.terms.days", 10),
        ("segments.small.terms.days", 10),
    ]
    assert found.today == pytest.approx(40.0, abs=0.6)
    assert found.levers[0].difference.mean == pytest.approx(-0.75 * 30, abs=1.2)
    assert found.levers[1].difference.mean == pytest.approx(-0.25 * 30, abs=1.2)
    assert found.together.mean == pytest.approx(-30.0, abs=0.6)
    assert found.together.low <= found.together.mean <= found.together.high


def test_a_bound_is_the_best_of_all_values() -> None:
    path = "policy.reminders.plans.default.steps.first.day"
    found = bound(FIRM, asked=[f"{path}=-10..20"], indicator="weighted_days_late", replications=6)
    runs = Batch(FIRM).run([FIRM.with_({path: day}) for day in range(-10, 21)], 6)
    best = min(run.values("weighted_days_late").mean() for run in runs)
    today = simulate(FIRM, replications=6).values("weighted_days_late").mean()
    attained = found.levers[0].difference.mean
    assert best - today <= attained <= 0.85 * (best - today)


def test_a_lever_that_does_nothing_stays() -> None:
    found = bound(
        FIRM, asked=["policy.calls.priority", "firm.billing_delay_days"], indicator="dso_best_possible", replications=2
    )
    idle = next(one for one in found.levers if one.lever.path == "firm.billing_delay_days")
    assert idle.tried > 2
    assert bound(two_segments(), asked=["policy.reminders.gap_days"], replications=2).levers[0].value == 3


@pytest.mark.parametrize("target", [35.0, 25.0, 15.0])
def test_goal_goes_the_shortest_way(target: float) -> None:
    """The big segment brings three times as much for the same share of its way: it goes first, and alone as far as it can."""
    found = goal(two_segments(), target, asked=TERMS, replications=6)
    ways = {one.lever.path: one.value for one in found.efforts}
    big = max(10.0, 40.0 - (40.0 - target) / 0.75)
    assert found.is_reached
    assert found.missing == 0.0
    assert target - 1.3 < found.mean <= target
    assert ways["segments.big.terms.days"] == pytest.approx(big, abs=1.5)
    if target > 18.0:
        assert list(ways) == ["segments.big.terms.days"]
    assert found.effort == pytest.approx(sum((40 - days) / 30 for days in ways.values()))


def test_goal_says_what_is_missing() -> None:
    found = goal(two_segments(), 5.0, asked=TERMS, replications=4)
    assert not found.is_reached
    assert found.mean == pytest.approx(10.0, abs=0.6)
    assert found.missing == pytest.approx(found.mean - 5.0)
    assert found.values == {"segments.big.terms.days": 10, "segments.small.terms.days": 10}
    assert found.probability == 0.0


def test_goal_that_is_reached_already_asks_for_nothing() -> None:
    found = goal(two_segments(), 60.0, asked=TERMS, replications=3)
    assert (found.is_reached, found.effort, found.efforts) == (True, 0.0, ())


@pytest.mark.parametrize("target", [30.0, 25.0])
def test_goal_says_which_agreement_would_bring_the_rest(target: float) -> None:
    """Everybody pays on the due day: nothing that the firm does alone helps; shorter terms do, day for day, by what each segment buys."""
    found = goal(two_segments(), target, replications=4)
    assert (found.is_reached, found.efforts) == (False, ())
    assert found.missing == pytest.approx(40.0 - target, abs=0.6)
    needed = {one.lever.path: one.value for one in found.beyond}
    assert needed["policy.sales_team.terms_days"] == pytest.approx(40.0 - target, abs=1.0)
    assert needed["segments.big.terms.days"] == pytest.approx(40.0 - (40.0 - target) / 0.75, abs=1.5)
    assert ("segments.small.terms.days" in needed) <= (target >= 30.0)
    assert [one.share for one in found.beyond] == sorted(one.share for one in found.beyond)
    for path, value in needed.items():
        again = simulate(two_segments().with_({path: value}), base=two_segments(), replications=4)
        assert again.values("dso_count_back").mean() <= target


REFERENCE = [("dso_55", 38.0), ("dso_60", 45.0), ("dso_48", 34.0)]
"""Firms at 55, 60 and 48 days, and where they want to be."""


def reference(name: str) -> Scenario:
    """Return one of the reference firms."""
    return load(f"{ROOT}/scenarios/base.yaml+{ROOT}/scenarios/cases/{name}.yaml")


@pytest.mark.parametrize(("name", "target"), REFERENCE)
def test_goal_of_the_reference_firms(name: str, target: float) -> None:
    """With two levers of their own none gets there, and is told what is missing; with shorter terms beside, all do."""
    firm = reference(name)
    batch = Batch(firm, names=("dso_count_back",))
    own = ["policy.portal.adoption", "policy.crm.contacts_cleaned"]
    alone = goal(firm, target, asked=own, replications=4, batch=batch)
    assert not alone.is_reached
    assert alone.values == {"policy.portal.adoption": 1.0, "policy.crm.contacts_cleaned": 1.0}
    assert alone.missing == pytest.approx(alone.mean - target)
    assert target < alone.mean < alone.today
    agreed = goal(firm, target, asked=[*own, "policy.sales_team.terms_days=0..30"], replications=4, batch=batch)
    assert agreed.is_reached
    assert agreed.missing == 0.0
    assert target - 1.2 < agreed.mean <= target
    again = simulate(firm.with_(agreed.values), base=firm, replications=4).values("dso_count_back")
    assert again.mean() == pytest.approx(agreed.mean)


@pytest.mark.long
@pytest.mark.parametrize(("name", "target"), REFERENCE)
def test_goal_of_the_reference_firms_with_all_levers(name: str, target: float) -> None:
    """Their own levers leave something missing; terms would bring it."""
    firm = reference(name)
    found = goal(firm, target, replications=8)
    assert not found.is_reached
    assert 0.0 < found.missing < 8.0
    assert all(0.0 < one.share <= 1.0 for one in (*found.efforts, *found.beyond))
    assert "policy.sales_team.terms_days" in {one.lever.path for one in found.beyond}


def test_goal_of_a_real_plan_is_confirmed_by_simulation() -> None:
    today = simulate(FIRM, replications=20).values("dso_count_back").mean()
    found = goal(FIRM, today - 1.5, asked=["policy", "segments.small.terms.days=15..30"], replications=20)
    assert found.is_reached
    again = simulate(FIRM.with_(found.values), base=FIRM, replications=20).values("dso_count_back")
    assert again.mean() == pytest.approx(found.mean)
    assert again.mean() <= today - 1.5


def test_tornado_moves_each_value_either_way() -> None:
    found = tornado(two_segments(), asked=TERMS, replications=4)
    assert [bar.lever.path for bar in found.bars] == ["segments.big.terms.days", "segments.small.terms.days"]
    assert [end.value for end in found.bars[0].ends] == [10, 40][:1]
    share = tornado(
        two_segments(), asked=["segments.big.terms.days", "policy.calls.priority"], share=0.1, replications=4
    )
    assert [end.value for end in share.bars[0].ends] == [36, 44]
    assert share.bars[0].swing == pytest.approx(0.75 * 8, abs=0.6)
    assert share.bars[1].swing == 0.0
    assert [bar.is_decided for bar in share.bars] == [True, True]


def test_tornado_moves_everything_that_can_move() -> None:
    found = tornado(FIRM, replications=1)
    paths = {bar.lever.path for bar in found.bars}
    assert {"behaviour.payment_speed", "policy.calls.collectors", "firm.growth_per_year"} <= paths
    assert not any(".hazards." in path for path in paths)
    swings = [bar.swing for bar in found.bars if bar.swing == bar.swing]
    assert swings == sorted(swings, reverse=True)
    with pytest.raises(ScenarioError, match="a move by 0 is none"):
        tornado(FIRM, share=0.0)


def test_sweep_of_one_lever_and_of_two() -> None:
    one = sweep(two_segments(), ["segments.big.terms.days=20,40"], replications=4)
    assert [values for values, _ in one.points] == [{"segments.big.terms.days": 20}, {"segments.big.terms.days": 40}]
    low, same = (one.compared.difference(name, "dso_count_back") for _, name in one.points)
    assert low.mean == pytest.approx(-15.0, abs=0.8)
    assert same == (0.0, 0.0, 0.0, 0.5)
    two = sweep(FIRM, ["policy.reminders.gap_days=1..9", "policy.calls.priority"], points=3, replications=2)
    assert [tuple(values.values()) for values, _ in two.points] == [
        (gap, order) for gap in (1, 5, 9) for order in ("age", "first_in", "gain", "amount")
    ]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ([], "one lever or two, not 0"),
        (["policy.reminders.gap_dayz"], "gap_days"),
        (["policy.reminders.plans"], "is no lever"),
        (["policy.reminders.gap_days=a,b"], "give numbers joined by commas"),
        (["policy.reminders.gap_days=1..99"], r"allowed is 0\.\.60"),
        (["policy.reminders.gap_days=9..1"], "from low to high"),
        (["policy.calls.priority=amount,luck"], "cannot be 'luck'"),
    ],
)
def test_levers_that_are_not(asked: list[str], message: str) -> None:
    with pytest.raises(ScenarioError, match=message):
        sweep(FIRM, asked, replications=1)


def test_levers_that_a_firm_decides_on() -> None:
    paths = {each.path for each in reaches(FIRM)}
    assert {"policy.reminders.gap_days", "segments.small.terms.days", "firm.billing_delay_days"} <= paths
    assert not any(path.startswith(("behaviour.", "firm.vat", "segments.small.hazards")) for path in paths)
    assert not {"policy.escalation.court_success", "policy.disputes.minutes"} & paths
    own, agreed = ({each.path for each in reaches(FIRM, (), which)} for which in (is_own, is_agreed))
    assert own | agreed == paths
    assert not own & agreed
    assert {"segments.small.terms.days", "policy.discount.rate", "policy.factoring.share"} <= agreed
    assert {each.path for each in reaches(FIRM, ["policy.calls"])} == {
        f"policy.calls.{name}" for name in ("collectors", "minutes_per_day", "presence", "priority", "skill")
    }


def test_the_search_finds_a_planted_frontier() -> None:
    """Costs (x - 2)^2 + y and (x - 6)^2 + y: the frontier is y = 0, x from 2 to 6."""
    levers = reaches(FIRM, ["policy.reminders.gap_days=0..10", "firm.billing_delay_days=0..10"])

    def costs(asked: object) -> np.ndarray:
        pairs = [(v["policy.reminders.gap_days"], v["firm.billing_delay_days"]) for v in asked]  # type: ignore[attr-defined]
        return np.array([[(x - 2) ** 2 + y, (x - 6) ** 2 + y] for x, y in pairs], dtype=float)

    tried = search_frontier(levers, costs, 2, 240, seed=1)
    assert len(tried) == 240
    found = beaten_by(np.array([cost for _, cost in tried])) < 0
    points = {tuple(values.values()) for (values, _), is_on in zip(tried, found, strict=True) if is_on}
    assert points == {(x, 0) for x in range(2, 7)}
    again = search_frontier(levers, costs, 2, 240, seed=1)
    assert [values for values, _ in again] == [values for values, _ in tried]


def test_the_optimiser_finds_the_frontier_of_trying_everything() -> None:
    """Two levers with twenty values together: where fewer are reminded, cost falls, goodwill and DSO rise."""
    firm = FIRM.with_({"behaviour.goodwill.wear": 0.05}, name="touchy")
    steps = "policy.reminders.plans.default.steps"
    spaces = {f"{steps}.second.min_amount": [0.0, 1000.0, 3000.0, 6000.0], f"{steps}.first.day": [1, 4, 7, 10, 13]}
    amounts, days = spaces.values()
    runs = Batch(firm)
    combinations = list(itertools.product(amounts, days))
    outcomes = runs.run([firm.with_(dict(zip(spaces, values, strict=True))) for values in combinations], 6)
    aims = ("dso_count_back", "cost_to_collect", "goodwill")
    table = np.array([[outcome.values(name).mean() for name in aims] for outcome in outcomes])
    asked = [f"{steps}.second.min_amount=0..6000", f"{steps}.first.day=1..13"]
    found = optimise(firm, asked=asked, trials=128, replications=6, batch=runs)
    assert found.tried == 128
    assert found.aims == aims
    attained = np.array(
        [[found.compared.results[one.name].values(name).mean() for name in aims] for one in found.found]
    ) * (1.0, 1.0, -1.0)
    table *= (1.0, 1.0, -1.0)
    assert np.ptp(table, axis=0).min() > 0.0
    assert (beaten_by(attained) < 0).all()
    slack = 0.08 * (table.max(axis=0) - table.min(axis=0))
    for point in table[beaten_by(table) < 0]:
        assert ((attained - slack) <= point).all(axis=1).any(), (
            "a point of the true frontier lies well beyond what was found"
        )


def test_aims_that_exist_only() -> None:
    from simlib.experiments.frontier import WISHED, aims

    assert aims() == tuple(name for name in WISHED if name in INDICATORS)
    assert aims()[:2] == ("dso_count_back", "cost_to_collect")
