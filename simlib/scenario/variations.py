"""Variations of a scenario: values by path, what differs, and the digest."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from simlib.errors import ScenarioError
from simlib.scenario.fields import Part, shown
from simlib.scenario.messages import unknown_key
from simlib.scenario.walk import Path, Tree, is_text, known_keys, opened, plain, put, take, tree_of

if TYPE_CHECKING:
    from simlib.scenario.scenario import Scenario

_NAMES = ("name", "description")
_NOT_SIMULATED = (*_NAMES, "alerts", "evidence")


@dataclass(frozen=True)
class Change:
    """One difference between two scenarios.

    Attributes:
        path: dotted path of a value, or of a whole named part that one of them lacks.
        before: plain value, nested dicts of them, or None where there was nothing.
        after: the same, afterwards.
    """

    path: str
    before: Any
    after: Any

    def __str__(self) -> str:
        return f"{self.path}  {shown(self.before)} -> {shown(self.after)}"


def value_at(scenario: "Scenario", path: str) -> Any:
    """Return the value at a dotted path; None for an optional part that is absent.

    Raises:
        ScenarioError: Nothing stands there.
    """
    names = tuple(path.split("."))
    here: Any = tree_of(scenario)
    for depth, name in enumerate(names):
        if isinstance(here, Part):
            here = here.model_dump(exclude_none=True)
        if isinstance(here, dict) and name in here:
            here = here[name]
            continue
        known = known_keys(type(scenario), names[:depth])
        if known and name in known:
            return None
        raise ScenarioError(unknown_key(names[: depth + 1], known or (tuple(here) if isinstance(here, dict) else ())))
    return here


def changed_tree(scenario: "Scenario", values: Mapping[str, Any]) -> tuple[Tree, list[Path]]:
    """Return a scenario's values with others at some dotted paths, and those paths; parts that no path leads into stay as they are.

    Raises:
        ScenarioError: A path leads nowhere.
    """
    paths = [tuple(path.split(".")) for path in values]
    tree = opened(scenario, paths)
    touched = []
    for names, (path, value) in zip(paths, values.items(), strict=True):
        known = known_keys(type(scenario), names[:-1])
        if known is None or (known and names[-1] not in known):
            value_at(scenario, path)  # says which name is wrong
            raise ScenarioError(unknown_key(names, known or ()))
        if value is None:
            take(tree, names)
        else:
            put(tree, names, tree_of(value) if isinstance(value, Part) and not value.is_leaf() else plain(value))
        touched.append(names)
    return tree, touched


def differences(before: "Scenario", after: "Scenario") -> tuple[Change, ...]:
    """Return what changes from one scenario to another, names, words and evidence aside, in the order of the fields."""
    return tuple(_differences(_comparable(before), _comparable(after), ()))


def _comparable(scenario: "Scenario") -> Tree:
    return {name: value for name, value in tree_of(scenario).items() if name not in (*_NAMES, "evidence")}


def _differences(before: Any, after: Any, path: Path) -> Iterator[Change]:
    if isinstance(before, dict) and isinstance(after, dict) and before and after:
        for name in [*before, *(name for name in after if name not in before)]:
            yield from _differences(before.get(name), after.get(name), (*path, name))
    elif is_text(before) or is_text(after):
        return
    elif _content(before) != _content(after):
        yield Change(".".join(path), before, after)


def _content(value: Any) -> Any:
    return value.content_hash() if hasattr(value, "content_hash") else value


def digest_of(scenario: "Scenario") -> str:
    """Return sixteen hex digits of the SHA-256 of all values that a simulation depends on, whatever the order of keys."""
    names = [name for name in type(scenario).model_fields if name not in _NOT_SIMULATED]
    counted: dict[str, Any] = {}
    for name in names:
        _count(getattr(scenario, name), name, counted)
    if scenario.policy_before is None:
        _count(scenario.policy, "policy_before", counted)
    values = {path: _content(value) for path, value in counted.items()}
    text = json.dumps(values, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_as_text)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _count(value: object, path: str, counted: dict[str, Any]) -> None:
    """Add the values of a part, or a value, to those that count, by dotted path."""
    if isinstance(value, Part) and not value.is_leaf():
        for name, one in _values_of(_Same(value)).items():
            counted[f"{path}.{name}"] = one
    elif isinstance(value, Mapping) and value:
        for key, one in value.items():
            _count(one, f"{path}.{plain(key)}", counted)
    elif value is not None and not is_text(value):
        counted[path] = plain(value)


class _Same:
    """A part that equals nothing but itself: variations share most of their parts, and what is known of one is known of all."""

    def __init__(self, part: Part) -> None:
        self.part = part

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.part is self.part

    def __hash__(self) -> int:
        return id(self.part)


@lru_cache(maxsize=2048)
def _values_of(same: _Same) -> dict[str, Any]:
    """Return the values of a part that count, by dotted path from it."""
    counted: dict[str, Any] = {}
    for name in type(same.part).model_fields:
        _count(getattr(same.part, name), name, counted)
    return counted


def _as_text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no plain value: {value!r}")
