"""What differs between two scenarios, as so many levers or groups of levers that can be moved one by one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from simlib.errors import ScenarioError
from simlib.locale import CATALOGUE
from simlib.scenario import Change, Scenario, levers
from simlib.words import text

MOST = 8
"""Groups that are formed where nobody says how many."""

LIMIT = 12
"""Groups beyond which a bridge would take more than 4,096 scenarios."""


@dataclass(frozen=True)
class Move:
    """Changes that are made together.

    Attributes:
        name: What tells it from the others: the path that its changes share, or a name given.
        changes: The changes.
    """

    name: str
    changes: tuple[Change, ...]


def moves_between(
    before: Scenario, after: Scenario, named: Mapping[str, Sequence[str]] | None = None, most: int = MOST
) -> list[Move]:
    """Return what differs, lever by lever, or in groups by the beginning of their paths where there are more than `most`.

    Args:
        before: The scenario that moves lead from.
        after: The scenario that they lead to.
        named: Groups by name, each with the paths, or beginnings of paths, of its changes; the rest stand alone or in groups of their own.
        most: Moves at most, named groups aside.

    Raises:
        ScenarioError: Nothing differs; a group names nothing that differs; there are too many moves.
    """
    changes = list(before.diff(after))
    if not changes:
        raise ScenarioError(f"{before.name} and {after.name} do not differ; there is nothing to explain")
    moves = []
    for name, paths in (named or {}).items():
        taken = [change for change in changes if any(is_under(change.path, path) for path in paths)]
        if not taken:
            raise ScenarioError(f"group {name}: nothing that differs lies under {', '.join(paths)}; {_said(changes)}")
        moves.append(Move(name, tuple(taken)))
        changes = [change for change in changes if change not in taken]
    moves += _grouped(changes, most)
    if len(moves) > LIMIT:
        raise ScenarioError(f"{len(moves)} groups of levers are more than {LIMIT}; name fewer, larger groups")
    return moves


def is_under(path: str, beginning: str) -> bool:
    """Return whether a path is another one, or lies under it."""
    return path == beginning or path.startswith(beginning + ".")


def moved(before: Scenario, moves: Iterable[Move], name: str | None = None) -> Scenario:
    """Return a scenario with some moves made.

    Raises:
        ScenarioError: These moves cannot be made without others.
    """
    moves = list(moves)
    try:
        return before.with_({change.path: change.after for move in moves for change in move.changes}, name=name)
    except ScenarioError as error:
        told = ", ".join(move.name for move in moves)
        raise ScenarioError(f"{told} cannot be changed without the rest: {error}; put them into one group") from None


def label_of(move: Move, scenarios: Sequence[Scenario], lang: str) -> str:
    """Return a move's name in words: the lever's label where it is one lever, a step's or a segment's where it is a whole one of these.

    A group whose name is that of a text of the catalogue is called by that text.
    """
    if move.name in CATALOGUE:
        return text(move.name, lang)
    if len(move.changes) > 1 and move.name not in {change.path for change in move.changes}:
        return _part_label(move.name, scenarios, lang)
    for scenario in scenarios:
        for lever in levers(scenario):
            if lever.path == move.changes[0].path:
                return lever.label(lang)
    return _part_label(move.name, scenarios, lang)


def _part_label(path: str, scenarios: Sequence[Scenario], lang: str) -> str:
    """Return the name of a named part of a scenario; its path where it has none."""
    parent, _, name = path.rpartition(".")
    for scenario in scenarios:
        try:
            value = scenario.get(path)
        except ScenarioError:
            continue
        said = value.get("label") if isinstance(value, dict) else None
        if parent.endswith(".steps") and said is not None:
            label = said.get(lang) if isinstance(said, dict) else getattr(said, lang, None)
            return text("experiments.step", lang, name=label or name)
        if parent.endswith(".plans") and name in scenario.segments:
            segment = scenario.segments[name].label
            return text("report.plan_of", lang, segment=getattr(segment, lang, None) or name)
        if path.endswith(".steps"):
            return text("experiments.steps", lang)
        if path.endswith(".reminders.plans"):
            return text("experiments.plans", lang)
    return path


def _grouped(changes: Sequence[Change], most: int) -> list[Move]:
    """Return changes in at most so many groups, by the longest beginnings of paths that are few enough."""
    deepest = max((change.path.count(".") + 1 for change in changes), default=0)
    for depth in range(deepest, 0, -1):
        groups: dict[str, list[Change]] = {}
        for change in changes:
            groups.setdefault(".".join(change.path.split(".")[:depth]), []).append(change)
        if len(groups) <= most or depth == 1:
            return [
                Move(group[0].path if len(group) == 1 else beginning, tuple(group))
                for beginning, group in groups.items()
            ]
    return []


def _said(changes: Sequence[Change]) -> str:
    shown = ", ".join(change.path for change in changes[:3])
    return f"what differs is {shown}" + (f" and {len(changes) - 3} more" if len(changes) > 3 else "")
