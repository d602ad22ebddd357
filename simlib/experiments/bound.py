"""Bounds: the best that each lever can attain alone, and all of them together."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from simlib.experiments.compare import Difference, paired_difference
from simlib.experiments.reach import Reach, changed, reaches
from simlib.indicators import INDICATORS
from simlib.running import Batch, Outcome
from simlib.scenario import Lever, Scenario

REPLICATIONS = 16
POINTS = 7
"""Values tried from end to end before looking closer about the best."""

ROUNDS = 3
"""Times that the neighbourhood of the best value is looked at again, each half as wide."""


@dataclass(frozen=True)
class Bound:
    """The best that one lever can attain.

    Attributes:
        lever: The lever.
        value: The value at which it is attained; today's where no other is better.
        difference: What it brings against today, paired.
        tried: Values tried.
    """

    lever: Lever
    value: Any
    difference: Difference
    tried: int


@dataclass(frozen=True)
class Bounds:
    """What levers can attain.

    Attributes:
        scenario: Today.
        indicator: What is to be as good as can be.
        replications: Number of worlds.
        today: The indicator's mean today.
        levers: Each lever's bound, the most effective first.
        together: The difference with every lever at its bound; levers may get in each other's way, or help one another.
        values: The levers' values at their bounds, those that bring something.
    """

    scenario: Scenario
    indicator: str
    replications: int
    today: float
    levers: tuple[Bound, ...]
    together: Difference
    values: dict[str, Any]


def bound(
    scenario: Scenario,
    *,
    asked: Sequence[str] = (),
    indicator: str = "dso_count_back",
    replications: int = REPLICATIONS,
    batch: Batch | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Bounds:
    """Return the best that each lever can attain alone, by trying values from end to end and then closer about the best.

    Args:
        scenario: Today; every lever is moved from there, the others staying.
        asked: Levers, as for `reaches`; all that the firm decides on where none is named.
        indicator: What is to be as good as can be; lower is better where its direction is open.
        replications: Number of worlds.
        batch: What runs them.
        progress: Told (done, total) of rounds over all levers.

    Raises:
        ScenarioError: A lever is unknown.
    """
    batch = Batch(scenario, names=(indicator,)) if batch is None else batch
    found = search(scenario, reaches(scenario, asked), indicator, replications, batch, progress)
    base, *_ = batch.run([scenario], replications)
    better = direction(indicator)
    bounds = [
        Bound(each.lever, value, _difference(outcome, base, indicator), tried)
        for each, (value, outcome, tried) in found.items()
    ]
    bounds.sort(
        key=lambda one: -better * one.difference.mean if one.difference.mean == one.difference.mean else math.inf
    )
    values = {one.lever.path: one.value for one in bounds if better * one.difference.mean > 0.0}
    all_moved, *_ = batch.run([changed(scenario, values)], replications)
    return Bounds(
        scenario,
        indicator,
        replications,
        float(base.summary()[indicator].mean),
        tuple(bounds),
        _difference(all_moved, base, indicator),
        values,
    )


class _Tried(dict[Any, Outcome]):
    """Outcomes by value of one lever."""


def search(
    scenario: Scenario,
    levers: Sequence[Reach],
    indicator: str,
    replications: int,
    batch: Batch,
    progress: Callable[[int, int], None] | None = None,
) -> dict[Reach, tuple[Any, Outcome, int]]:
    """Return each lever's best value, its outcome, and how many values were tried.

    Ties go to the value nearest to today's; all levers are tried at once, round by round.
    """
    better = direction(indicator)
    tried: dict[str, _Tried] = {each.path: _Tried() for each in levers}
    wanted = {each.path: [each.lever.value, *each.spread(POINTS)] for each in levers}
    widths = {each.path: (each.high - each.low) / (POINTS - 1) for each in levers}
    for turn in range(1 + ROUNDS):
        asked = [
            (each, value)
            for each in levers
            for value in dict.fromkeys(wanted[each.path])
            if value not in tried[each.path]
        ]
        outcomes = batch.run([changed(scenario, {each.path: value}) for each, value in asked], replications)
        for (each, value), outcome in zip(asked, outcomes, strict=True):
            tried[each.path][value] = outcome
        if progress is not None:
            progress(turn + 1, 1 + ROUNDS)
        for each in levers:
            best = _best(each, tried[each.path], indicator, better)
            widths[each.path] /= 2.0
            wanted[each.path] = (
                [] if each.choices else [each.at(best + sign * widths[each.path]) for sign in (-1.0, 1.0)]
            )
    chosen = {each: _best(each, tried[each.path], indicator, better) for each in levers}
    return {each: (value, tried[each.path][value], len(tried[each.path])) for each, value in chosen.items()}


def direction(indicator: str) -> int:
    """Return the direction of better: lower where the indicator leaves it open."""
    return INDICATORS[indicator].better.value or -1


def _best(each: Reach, tried: _Tried, indicator: str, better: int) -> Any:
    """Return the best value tried; of equal ones that nearest to today's."""

    def key(value: Any) -> tuple[float, float]:
        mean = float(tried[value].summary()[indicator].mean)
        away = float(value != each.lever.value) if each.choices else abs(float(value) - float(each.lever.value))
        return (-better * mean if mean == mean else math.inf, away)

    return min(tried, key=key)


def _difference(outcome: Outcome, base: Outcome, indicator: str) -> Difference:
    return paired_difference(outcome.values(indicator), base.values(indicator), INDICATORS[indicator].better.value)
