"""The tornado: what a plausible move of each assumption and each lever does to an indicator, one at a time."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from simlib.errors import ScenarioError
from simlib.experiments.compare import Difference, paired_difference
from simlib.experiments.reach import Reach, is_decided, reaches
from simlib.indicators import INDICATORS
from simlib.running import Batch
from simlib.scenario import Lever, Scenario, levers

REPLICATIONS = 16
SHARE = 0.2
"""How far a number is moved either way, as a share of its value."""

DETAIL = "segments.*.hazards."
"""Levers that stand for one assumption together; `behaviour.payment_speed` moves them all."""


@dataclass(frozen=True)
class End:
    """One end of a bar.

    Attributes:
        value: The lever's value.
        difference: What it does to the indicator, paired with today.
    """

    value: Any
    difference: Difference


@dataclass(frozen=True)
class Bar:
    """One lever's bar.

    Attributes:
        lever: The lever.
        is_decided: Whether the firm decides on it; otherwise it is an assumption about the world.
        ends: Its ends, lower value first; one alone where the other would leave the lever's bounds.
    """

    lever: Lever
    is_decided: bool
    ends: tuple[End, ...]

    @property
    def swing(self) -> float:
        """How far apart the ends and today lie; NaN where nothing is known."""
        means = [0.0, *(end.difference.mean for end in self.ends)]
        return max(means) - min(means) if all(map(math.isfinite, means)) else math.nan


@dataclass(frozen=True)
class Tornado:
    """All bars, the widest first.

    Attributes:
        scenario: Today.
        indicator: What is moved.
        replications: Number of worlds.
        today: The indicator's mean today.
        share: How far numbers were moved either way.
        bars: The bars.
    """

    scenario: Scenario
    indicator: str
    replications: int
    today: float
    share: float
    bars: tuple[Bar, ...]


def tornado(
    scenario: Scenario,
    *,
    asked: Sequence[str] = (),
    share: float = SHARE,
    indicator: str = "dso_count_back",
    replications: int = REPLICATIONS,
    batch: Batch | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Tornado:
    """Move every lever and every assumption a little either way, and tell what it does.

    A number moves by a share of its value, at least one step, within its bounds (or to the ends of the range asked for); a choice takes
    each of its other values, of which the most and the least favourable are shown.

    Args:
        scenario: Today.
        asked: Levers, as for `reaches`; all but single hazards where none is named.
        share: How far numbers move.
        indicator: What is watched.
        replications: Number of worlds.
        batch: What runs them.
        progress: Told (done, total).

    Raises:
        ScenarioError: A lever is unknown, or the share is not above 0.
    """
    if not 0.0 < share <= 1.0:
        raise ScenarioError(f"a move by {share:g} is none; give a share above 0, up to 1")
    batch = Batch(scenario, names=(indicator,)) if batch is None else batch
    moved = [
        (lever, value)
        for lever, values in _moves(scenario, asked, share)
        for value in values
        if _is_allowed(scenario, lever, value)
    ]
    scenarios = [scenario, *(scenario.with_({lever.path: value}) for lever, value in moved)]
    base, *outcomes = batch.run(scenarios, replications, progress=progress)
    better = INDICATORS[indicator].better.value
    ends: dict[Lever, list[End]] = {}
    for (lever, value), outcome in zip(moved, outcomes, strict=True):
        found = paired_difference(outcome.values(indicator), base.values(indicator), better)
        ends.setdefault(lever, []).append(End(value, found))
    bars = [Bar(lever, is_decided(lever), _extremes(found)) for lever, found in ends.items()]
    bars.sort(key=lambda bar: -bar.swing if bar.swing == bar.swing else math.inf)
    return Tornado(scenario, indicator, replications, float(base.summary()[indicator].mean), share, tuple(bars))


def _moves(scenario: Scenario, asked: Sequence[str], share: float) -> Iterator[tuple[Lever, list[Any]]]:
    """Yield each lever with the values to try."""
    if asked:
        for text in asked:
            for each in reaches(scenario, [text]):
                values = each.spread(2) if "=" in text else _about(each, share)
                yield each.lever, [value for value in values if value != each.lever.value]
        return
    for lever in levers(scenario):
        if not lever.pattern.startswith(DETAIL):
            low, high = (lever.minimum, lever.maximum) if lever.minimum is not None else (0.0, 0.0)
            yield lever, _about(Reach(lever, float(low or 0.0), float(high or 0.0), lever.choices), share)


def _about(each: Reach, share: float) -> list[Any]:
    """Return the values a little below and above today's; of a choice, all others."""
    today = each.lever.value
    if each.choices:
        return [choice for choice in each.choices if choice != today]
    reach = max(abs(float(today)) * share, each.lever.step)
    values = (each.at(float(today) + sign * reach) for sign in (-1.0, 1.0))
    return [value for value in dict.fromkeys(values) if value != today]


def _is_allowed(scenario: Scenario, lever: Lever, value: Any) -> bool:
    """Return whether the rest of the scenario lets a lever take a value: shares that add up to one do not, each alone."""
    try:
        scenario.with_({lever.path: value})
    except ScenarioError:
        return False
    return True


def _extremes(ends: list[End]) -> tuple[End, ...]:
    """Return the two ends of a bar; of more, the lowest and the highest in the indicator."""
    if len(ends) <= 2:
        return tuple(ends)
    known = sorted(ends, key=lambda end: end.difference.mean)
    return (known[0], known[-1])
