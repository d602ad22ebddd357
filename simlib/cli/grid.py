"""A grid file: levers and the values each shall take; every combination is a scenario."""

import itertools
import math
from pathlib import Path

from simlib.errors import ScenarioError
from simlib.scenario import Scenario
from simlib.scenario.yaml_text import read_mapping

LONGEST_NAME = 80
MOST_SCENARIOS = 5_000


def grid_of(base: Scenario, file: Path) -> list[Scenario]:
    """Return a variation of a base for every combination of a grid file's values.

    The file maps paths of levers to lists of values::

        policy.reminders.gap_days: [2, 5, 10]
        policy.calls.collectors: [0, 1]

    Raises:
        ScenarioError: A path or a value is not allowed, or the combinations are too many.
    """
    values = {path: value.plain() for path, value in read_mapping(file).items()}
    for path, choices in values.items():
        if not isinstance(choices, list) or not choices:
            raise ScenarioError(f"{file}: {path} needs a list of values, such as [2, 5, 10].")
    if math.prod(map(len, values.values())) > MOST_SCENARIOS:
        raise ScenarioError(f"{file}: more than {MOST_SCENARIOS} combinations; take fewer values.")
    for path, choices in values.items():
        for choice in choices:
            _refuse_what_is_wrong(base, file, path, choice)
    combinations = list(itertools.product(*values.values()))
    names = [_name(tuple(values), choices) for choices in combinations]
    if max(map(len, names)) > LONGEST_NAME:
        names = [f"grid {number}" for number in range(1, len(names) + 1)]
    return [
        base.with_(dict(zip(values, choices, strict=True)), name=name)
        for choices, name in zip(combinations, names, strict=True)
    ]


def _refuse_what_is_wrong(base: Scenario, file: Path, path: str, choice: object) -> None:
    """Tell a fault of the file as such, before anything is combined."""
    try:
        base.with_({path: choice})
    except ScenarioError as error:
        raise ScenarioError(f"{file}: {error}") from None


def _name(paths: tuple[str, ...], choices: tuple[object, ...]) -> str:
    """Return a name that tells the values, by the shortest ends of the paths that tell them apart."""
    return ", ".join(f"{short}={choice}" for short, choice in zip(_short(paths), choices, strict=True))


def _short(paths: tuple[str, ...]) -> list[str]:
    for length in range(1, max(path.count(".") for path in paths) + 2):
        short = [".".join(path.split(".")[-length:]) for path in paths]
        if len(set(short)) == len(paths):
            return short
    return list(paths)
