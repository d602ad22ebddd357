"""Variations of a scenario: values by path, what differs, and the digest."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from simlib.errors import ScenarioError
from simlib.scenario.fields import Part, shown
from simlib.scenario.messages import unknown_key
from simlib.scenario.walk import Path, Tree, is_text, known_keys, leaves, plain, put, take, tree_of

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
    """Return a scenario's values with others at some dotted paths, and those paths.

    Raises:
        ScenarioError: A path leads nowhere.
    """
    tree = deepcopy(tree_of(scenario))
    touched = []
    for path, value in values.items():
        names = tuple(path.split("."))
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
    counted = [leaf for leaf in leaves(scenario) if leaf.path[0] not in _NOT_SIMULATED]
    if scenario.policy_before is None:
        counted += leaves(scenario.policy, ("policy_before",))
    values = {".".join(leaf.path): _content(leaf.value) for leaf in counted if not is_text(leaf.value)}
    text = json.dumps(values, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_as_text)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _as_text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no plain value: {value!r}")
