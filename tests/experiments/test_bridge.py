"""The bridge: exact, equal to brute force, adding up; groups; what cannot be explained."""

import itertools
import math

import numpy as np
import pytest

from simlib.cli.experiment_objects import adding_up, bridge_object
from simlib.errors import ScenarioError
from simlib.experiments.bridge import bridge
from simlib.experiments.groups import moved, moves_between
from simlib.experiments.shapley import shapley
from simlib.running import simulate
from tests.running.firms import FIRM

THREE = {
    "policy.reminders.gap_days": 9,
    "segments.small.terms.days": 10,
    "policy.calls.collectors": 4.0,
}
AFTER = FIRM.with_(THREE, name="after")
NAMES = ("dso_count_back", "bfr", "cash_end")


def by_brute_force(values: dict[frozenset[int], np.ndarray], players: int) -> list[np.ndarray]:
    """Return each player's contribution, averaged over all orders of joining, one by one."""
    shares = [np.zeros_like(values[frozenset()]) for _ in range(players)]
    for order in itertools.permutations(range(players)):
        here: frozenset[int] = frozenset()
        for player in order:
            shares[player] = shares[player] + values[here | {player}] - values[here]
            here |= {player}
    return [share / math.factorial(players) for share in shares]


@pytest.mark.parametrize("players", [1, 2, 3, 5])
def test_shapley_is_the_mean_over_all_orders(players: int) -> None:
    worth = np.random.default_rng(players).normal(size=(1 << players, 4))
    values = {frozenset(i for i in range(players) if row >> i & 1): worth[row] for row in range(1 << players)}
    found = shapley(worth)
    for share, expected in zip(found, by_brute_force(values, players), strict=True):
        np.testing.assert_allclose(share, expected, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(found.sum(axis=0), worth[-1] - worth[0], rtol=1e-12, atol=1e-12)
    with pytest.raises(ValueError, match="coalitions"):
        shapley(worth[:-1] if players > 1 else np.zeros((3, 1)))


def test_equal_to_brute_force_on_three_levers() -> None:
    found = bridge(FIRM, AFTER, replications=5)
    assert [move.name for move in found.moves] == [change.path for change in FIRM.diff(AFTER)]
    paths = [move.name for move in found.moves]
    runs = {
        frozenset(chosen): simulate(FIRM.with_({paths[i]: THREE[paths[i]] for i in chosen}), base=FIRM, replications=5)
        for size in range(4)
        for chosen in itertools.combinations(range(3), size)
    }
    for name in NAMES:
        expected = by_brute_force({chosen: run.values(name) for chosen, run in runs.items()}, 3)
        for part, worlds in zip(found.parts[name], expected, strict=True):
            assert part.mean == pytest.approx(worlds.mean(), rel=1e-9, abs=1e-9)
            assert part.low <= part.mean <= part.high


def test_parts_add_up() -> None:
    found = bridge(FIRM, AFTER, replications=6)
    for name in NAMES:
        scale = max(1.0, abs(found.starts[name]))
        assert abs(found.residual(name)) < 1e-11 * scale
        assert found.totals[name].mean == pytest.approx(
            found.ends[name] - found.starts[name], rel=1e-9, abs=1e-9 * scale
        )
    said = bridge_object(found, "en")
    for name in NAMES:
        printed = sum(round(lever["parts"][name]["mean"] * 100) for lever in said["levers"])
        if name != "dso_count_back":
            assert printed == round(said["indicators"][name]["difference"]["mean"] * 100)


def test_amounts_that_are_rounded_add_up_too() -> None:
    assert adding_up("bfr", [0.333, 0.333, 0.334]) == [0.33, 0.34, 0.33]
    assert adding_up("dso_count_back", [0.333, 0.333]) == pytest.approx([0.333, 0.333])


def test_a_lever_that_does_nothing_brings_nothing() -> None:
    idle = {"policy.reminders.gap_days": 9, "policy.calls.priority": "age", "policy.calls.collectors": 0.0}
    firm = FIRM.with_({"policy.calls.collectors": 0.0})
    found = bridge(firm, firm.with_(idle), replications=3)
    parts = dict(zip((move.name for move in found.moves), found.parts["bfr"], strict=True))
    assert parts["policy.calls.priority"].mean == 0.0


def test_levers_are_grouped_by_the_beginning_of_their_paths() -> None:
    many = FIRM.with_({**THREE, "policy.calls.minutes_per_day": 60, "segments.large.terms.days": 20})
    names = [move.name for move in moves_between(FIRM, many, most=3)]
    assert sorted(names) == ["policy.calls", "policy.reminders.gap_days", "segments"] or len(names) <= 3
    named = moves_between(FIRM, many, {"terms": ["segments"], "calling": ["policy.calls"]})
    assert [(move.name, len(move.changes)) for move in named] == [
        ("terms", 2),
        ("calling", 2),
        ("policy.reminders.gap_days", 1),
    ]
    assert moved(FIRM, named).digest == many.digest


def test_all_moves_together_lead_there() -> None:
    other = FIRM.with_(
        {
            "policy.reminders.plans.default.steps.before": None,
            "policy.reminders.plans.small": {"steps": {"late": {"day": 30, "channel": "letter"}}},
            "firm.seasons": {"march": 0.5},
        },
        name="other",
    )
    moves = moves_between(FIRM, other)
    assert moved(FIRM, moves).digest == other.digest


def test_what_cannot_be_explained_is_refused() -> None:
    with pytest.raises(ScenarioError, match="do not differ; there is nothing to explain"):
        bridge(FIRM, FIRM.with_({}, name="twin"))
    with pytest.raises(ScenarioError, match=r"group calls: nothing that differs lies under policy\.call"):
        bridge(FIRM, AFTER, groups={"calls": ["policy.call"]})
    many = FIRM.with_(
        {
            f"segments.{s}.{f}": 0.9
            for s in ("small", "large")
            for f in ("size_spread", "amount_spread", "frailty_spread")
        }
        | {
            f"segments.{s}.{f}": 7
            for s in ("small", "large")
            for f in ("bank_days", "match_days", "customers", "terms.days")
        }
    )
    with pytest.raises(ScenarioError, match="groups of levers are more than 12"):
        bridge(FIRM, many, most=20)
