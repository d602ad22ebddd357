"""A grid file: policies by name, and levers with the values each shall take; every combination is a scenario."""

import itertools
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from simlib.errors import ScenarioError
from simlib.scenario import Scenario, load
from simlib.scenario.yaml_text import Value, read_mapping

POLICIES, VARY = "policies", "vary"
WORDS = ("name", "description")
"""What a grid may say of itself."""

LONGEST_NAME = 80
MOST_SCENARIOS = 5_000


def grid_of(base: str, file: str | Path) -> list[Scenario]:
    """Return the scenarios of a grid file, each laid over the base.

    A grid names policies, each a fragment beside it or values by path, and levers to vary on each of them::

        name: reminders
        policies:
          firm: ../policies/firm.yaml
          patient: {policy.reminders.gap_days: 10}
        vary:
          policy.calls.collectors: [0, 0.5]

    Without `policies` the levers vary on the base; a file of nothing but levers may leave `vary` out.

    Args:
        base: The base, as files joined by ``+``.
        file: The grid file.

    Raises:
        ScenarioError: A policy, a path or a value is not allowed, or the combinations are too many.
    """
    file = Path(file)
    content = read_mapping(file)
    policies, vary = _sections(file, content)
    grounds = dict(_grounds(base, file, policies)) if policies else {"": load(base)}
    values = {path: _choices(file, path, value) for path, value in vary.items()}
    if len(grounds) * math.prod(map(len, values.values())) > MOST_SCENARIOS:
        raise ScenarioError(f"{file}: more than {MOST_SCENARIOS} combinations; take fewer values.")
    for ground in grounds.values():
        for path, choices in values.items():
            for choice in choices:
                _changed(file, ground, {path: choice})
    combinations = list(itertools.product(*values.values()))
    named = [
        (_name(policy, tuple(values), choices), ground, dict(zip(values, choices, strict=True)))
        for policy, ground in grounds.items()
        for choices in combinations
    ]
    if max((len(name) for name, _, _ in named), default=0) > LONGEST_NAME:
        named = [(f"grid {number}", ground, chosen) for number, (_, ground, chosen) in enumerate(named, start=1)]
    return [_changed(file, ground, chosen, name) for name, ground, chosen in named]


def _sections(file: Path, content: dict[str, Value]) -> tuple[dict[str, Value], dict[str, Value]]:
    """Return the policies and the levers of a grid."""
    if not {POLICIES, VARY} & set(content):
        return {}, content
    unknown = sorted(set(content) - {POLICIES, VARY, *WORDS})
    if unknown:
        raise ScenarioError(
            f"{file}:{content[unknown[0]].line}: {unknown[0]} stands beside {POLICIES} and {VARY}; levers go under {VARY}"
        )
    return _mapping(file, content, POLICIES), _mapping(file, content, VARY)


def _mapping(file: Path, content: dict[str, Value], name: str) -> dict[str, Value]:
    value = content.get(name)
    if value is None or value.content is None:
        return {}
    if not isinstance(value.content, dict):
        raise ScenarioError(f"{file}:{value.line}: {name} is a mapping of names; found {value.plain()!r}")
    return value.content


def _grounds(base: str, file: Path, policies: Mapping[str, Value]) -> Iterator[tuple[str, Scenario]]:
    """Yield each policy laid over the base."""
    for name, value in policies.items():
        said = value.plain()
        if isinstance(said, str):
            fragments = [file.parent / part.strip() for part in said.split("+")]
            yield name, load([base, *fragments]).with_({}, name=name)
        elif isinstance(said, dict) or said is None:
            yield name, _changed(file, load(base), said or {}, name)
        else:
            raise ScenarioError(
                f"{file}:{value.line}: policy {name} is a file, such as ../policies/firm.yaml, or values by path; found {said!r}"
            )


def _choices(file: Path, path: str, value: Value) -> list[Any]:
    choices = value.plain()
    if not isinstance(choices, list) or not choices:
        raise ScenarioError(f"{file}: {path} needs a list of values, such as [2, 5, 10].")
    return choices


def _changed(file: Path, ground: Scenario, values: Mapping[str, Any], name: str | None = None) -> Scenario:
    """Return a variation, its faults told as the file's."""
    try:
        return ground.with_(values, name=name)
    except ScenarioError as error:
        raise ScenarioError(f"{file}: {error}") from None


def _name(policy: str, paths: tuple[str, ...], choices: tuple[object, ...]) -> str:
    """Return a name that tells policy and values, by the shortest ends of the paths that tell them apart."""
    said = [f"{short}={choice}" for short, choice in zip(_short(paths), choices, strict=True)]
    return ", ".join([policy, *said] if policy else said)


def _short(paths: tuple[str, ...]) -> list[str]:
    for length in range(1, max((path.count(".") for path in paths), default=0) + 2):
        short = [".".join(path.split(".")[-length:]) for path in paths]
        if len(set(short)) == len(paths):
            return short
    return list(paths)
