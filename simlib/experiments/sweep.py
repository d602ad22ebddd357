"""The sweep: one lever, or two together, taken through their values."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from simlib.errors import ScenarioError
from simlib.experiments.compare import Paired
from simlib.experiments.reach import changed, reaches
from simlib.running import Batch
from simlib.scenario import Lever, Scenario, levers

POINTS = 7
MOST_LEVERS = 2


@dataclass(frozen=True)
class Sweep:
    """Scenarios at each combination of values, compared with today.

    Attributes:
        levers: The levers swept.
        points: Each combination's values by path, with the scenario's name in `compared`.
        compared: The scenarios, today's being the base.
    """

    levers: tuple[Lever, ...]
    points: tuple[tuple[dict[str, Any], str], ...]
    compared: Paired


def sweep(
    scenario: Scenario,
    asked: Sequence[str],
    *,
    points: int = POINTS,
    replications: int | None = None,
    batch: Batch | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Sweep:
    """Take one lever, or two together, through their values.

    Args:
        scenario: Today.
        asked: One or two levers: a path alone, with ``=LOW..HIGH``, or with ``=A,B,C``.
        points: Values of each lever whose values are not listed.
        replications: Number of worlds; the scenario's own where it is not given.
        batch: What runs them.
        progress: Told (done, total).

    Raises:
        ScenarioError: Not one or two levers are named, one is unknown, or a value is not allowed.
    """
    if not 1 <= len(asked) <= MOST_LEVERS:
        raise ScenarioError(f"a sweep takes one lever or two, not {len(asked)}; a grid takes more")
    if points < 2:
        raise ScenarioError(f"a sweep of {points} value is none; take two or more")
    axes = [_axis(scenario, text, points) for text in asked]
    combined = [
        dict(zip((lever.path for lever, _ in axes), chosen, strict=True))
        for chosen in itertools.product(*(values for _, values in axes))
    ]
    batch = Batch(scenario) if batch is None else batch
    count = scenario.replications if replications is None else replications
    names = [", ".join(f"{path}={value}" for path, value in values.items()) for values in combined]
    scenarios = [scenario, *(changed(scenario, values) for values in combined)]
    base, *outcomes = batch.run(scenarios, count, progress=progress)
    compared = Paired(scenario.name, {scenario.name: base, **dict(zip(names, outcomes, strict=True))})
    return Sweep(tuple(lever for lever, _ in axes), tuple(zip(combined, names, strict=True)), compared)


def _axis(scenario: Scenario, text: str, points: int) -> tuple[Lever, list[Any]]:
    """Return a lever and its values."""
    path, _, said = text.partition("=")
    lever = next((one for one in levers(scenario) if one.path == path), None)
    if lever is None:
        scenario.get(path)
        raise ScenarioError(f"{path} is no lever of {scenario.name}; `simlib levers` lists them")
    if lever.choices or not said or ".." in said:
        return lever, reaches(scenario, [text])[0].spread(points)
    try:
        values = [float(part) for part in said.split(",")]
    except ValueError:
        raise ScenarioError(f"{text}: give numbers joined by commas, or a range such as {path}=0..10") from None
    return lever, [int(value) if value == int(value) else value for value in values]
