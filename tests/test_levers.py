"""No lever is dead: each moves the indicator it declares, in the direction it declares, on the shipped firm.

A lever goes up from its shipped value by a quarter of what its slider offers (or comes down to it, where it stands near the top), in the
first shipped scenario that uses it. Everyday one path of each pattern is tried, in the long profile all of them.
"""

from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pytest

from simlib.experiments.compare import paired_difference
from simlib.rules.channels import Channel, channel_name
from simlib.running import Stage, simulate
from simlib.scenario import Lever, Scenario, levers, load
from tests.conftest import ROOT

Values = npt.NDArray[np.float64]

FOLDER = ROOT / "scenarios"
SHIPPED = ("", "+{folder}/policies/mild.yaml", "+{folder}/policies/firm.yaml", "+{folder}/policies/calls.yaml")
REPLICATIONS = (25, 50, 100, 200)
"""As many as it takes; the shipped scenarios run 200."""
RESAMPLES = 2_000
CALLS = ("policy.calls.", "behaviour.talk_minutes", "behaviour.ring_minutes", "behaviour.channels.call.")


@lru_cache(maxsize=len(SHIPPED))
def shipped(policy: str) -> Scenario:
    """Return the shipped firm under a shipped policy."""
    return load(f"{FOLDER}/base.yaml" + policy.format(folder=FOLDER))


@lru_cache(maxsize=1)
def stage() -> Stage:
    """Return the worlds that all levers are tried on, begun as the shipped firm."""
    return Stage(shipped(""))


def channels_used(scenario: Scenario) -> set[Channel]:
    """Return the channels that a scenario's policy makes use of."""
    steps = [step for name in scenario.segments for step in scenario.policy.plan_of(name).steps.values()]
    return {
        step.channel for step in steps if step.channel is not Channel.CALL or scenario.policy.calls.collectors > 0.0
    }


def is_used(scenario: Scenario, path: str) -> bool:
    """Return whether anything happens in a scenario that a lever acts on."""
    used = channels_used(scenario)
    if path.startswith(CALLS):
        return Channel.CALL in used
    if path.startswith("behaviour.channels."):
        return path.split(".")[2] in {channel_name(channel) for channel in used}
    if path == "firm.cost_per_hour":
        return any(scenario.behaviour.channels[channel].minutes for channel in used)
    return True


def all_levers() -> dict[str, tuple[str, Lever]]:
    """Return the levers of all shipped scenarios by path, each with the first policy that uses it."""
    found: dict[str, tuple[str, Lever]] = {}
    for policy in SHIPPED:
        for lever in levers(shipped(policy)):
            if lever.path not in found and is_used(shipped(policy), lever.path):
                found[lever.path] = policy, lever
    return found


LEVERS = all_levers()


def parameters() -> list[object]:
    """Return every path; those after the first of a pattern are for the long profile."""
    patterns: set[str] = set()
    marked = []
    for path, (_, lever) in LEVERS.items():
        marked.append(pytest.param(path, marks=[pytest.mark.long] if lever.pattern in patterns else []))
        patterns.add(lever.pattern)
    return marked


def ends(lever: Lever) -> tuple[object, object]:
    """Return a lower and a higher value of a lever.

    Of channels the strongest in writing stands for the last: calls are short of time, and not made at all under most policies.
    """
    if lever.kind == "choice":
        last = channel_name(Channel.FORMAL_NOTICE) if lever.path.endswith(".channel") else lever.choices[-1]
        return lever.choices[0], last
    lowest, highest = lever.span
    reach = (highest - lowest) / 4.0
    high = min(lever.value + reach, highest)
    low = lever.value if high - lever.value >= reach / 2.0 else max(lever.value - reach, lowest)
    return (round(low), round(high)) if lever.kind == "integer" else (low, high)


def values_of(scenario: Scenario, lever: Lever, replications: int) -> Values:
    """Return the lever's indicator in every world; of a segment's lever of width, that segment's."""
    names = lever.path.split(".")
    if lever.reading == "width" and names[0] == "segments":
        by = simulate(scenario, base=shipped(""), replications=replications, by="segment").by
        assert by is not None
        return by.values[lever.moves][:, by.groups.index(names[1])]
    return stage().run(scenario, replications).values(lever.moves)


def interval(low: Values, high: Values, reading: str) -> tuple[float, float]:
    """Return the paired 95 % interval of the change of the mean, or, by resampling worlds, of the width from p10 to p90."""
    if reading == "mean":
        difference = paired_difference(high, low, 0)
        return difference.low, difference.high
    worlds = np.random.default_rng(1).integers(0, low.size, (RESAMPLES, low.size))
    changes = width(high[worlds]) - width(low[worlds])
    return tuple(np.quantile(changes, (0.025, 0.975)).tolist())


def width(values: Values) -> Values:
    """Return the distance from p10 to p90 over the last axis."""
    p10, p90 = np.quantile(values, (0.1, 0.9), axis=-1)
    return p90 - p10


@pytest.mark.parametrize("path", parameters())
def test_a_lever_moves_its_indicator_in_its_direction(path: str) -> None:
    policy, lever = LEVERS[path]
    low, high = ends(lever)
    assert low != high
    told = []
    for replications in REPLICATIONS if lever.reading == "mean" else REPLICATIONS[-1:]:
        before, after = (values_of(shipped(policy).with_({path: value}), lever, replications) for value in (low, high))
        found = interval(before, after, lever.reading)
        told.append(f"{replications} worlds: {found[0]:.6g} to {found[1]:.6g}")
        if min(found) > 0.0 if lever.direction > 0 else max(found) < 0.0:
            return
    pytest.fail(
        f"{path} from {low} to {high} should move the {lever.reading} of {lever.moves} by {lever.direction:+d}: {told}"
    )


def test_no_lever_of_any_shipped_scenario_is_left_out() -> None:
    everywhere = (*SHIPPED, "+{folder}/policies/none.yaml")
    assert {lever.path for policy in everywhere for lever in levers(shipped(policy))} == set(LEVERS)
