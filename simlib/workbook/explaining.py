"""Why the figures moved, and what is left to gain: the bridge and the bounds, as a page shows them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from simlib import charts, words
from simlib.experiments import Bounds, Bridge, bound, bridge
from simlib.experiments.compare import paired_difference
from simlib.experiments.groups import moves_between
from simlib.experiments.reach import changed, is_decided
from simlib.running import Batch
from simlib.scenario import Scenario, levers
from simlib.workbook.blocks import Block, chart, text
from simlib.workbook.strongest import strongest

Progress = Callable[[int, int], None]

EXPLAINED = ("dso_count_back", "bfr")
MOST = 6
"""Bars of a bridge on the page: 64 scenarios at most."""

RUNS, LEAST, ENOUGH = 1600, 16, 100
"""Runs of a bridge, all its scenarios and worlds together; worlds at least, and at most."""

WORLDS = 12
"""Worlds on which bounds are sought."""

SOUGHT = "dso_count_back"

PLANS = "policy.reminders.plans"
STEP_DEPTH = 4
"""Dots in the path of a plan's steps."""

REST = "bridge.rest"
"""The group of all that is left when there are too many."""


def bridged(today: Scenario, scenario: Scenario, progress: Progress) -> Bridge | None:
    """Return the bridge from today to a scenario; None where it is today.

    Few changes stand alone; of many, those of one theme stand together: reminders, calls, terms.
    """
    if scenario.digest == today.digest:
        return None
    groups = themes(today, scenario)
    moves = moves_between(today, scenario, groups, MOST)
    worlds = min(ENOUGH, max(LEAST, RUNS >> len(moves)))
    return bridge(
        today, scenario, groups=groups, most=MOST, indicators=EXPLAINED, replications=worlds, progress=progress
    )


def themes(today: Scenario, scenario: Scenario) -> dict[str, list[str]]:
    """Return the changes by theme, under the keys of their names; none where each change can stand alone."""
    changes = today.diff(scenario)
    of_lever = {lever.path: lever.group for one in (today, scenario) for lever in levers(one)}
    found: dict[str, list[str]] = {}
    for change in changes:
        theme = of_lever.get(change.path) or _theme(change.path, of_lever)
        found.setdefault(f"group.{theme}", []).append(change.path)
    if len(changes) <= MOST and not any(is_whole_plan(change.path) for change in changes):
        return {}
    ranked = sorted(found, key=lambda name: -len(found[name]))
    if len(ranked) > MOST:
        rest = [path for name in ranked[MOST - 1 :] for path in found[name]]
        return {name: found[name] for name in ranked[: MOST - 1]} | {REST: rest}
    return found


def is_whole_plan(path: str) -> bool:
    """Return whether a change is one of a whole reminder plan, or of all of them."""
    return path.startswith(PLANS) and path.count(".") < STEP_DEPTH


def _theme(path: str, of_lever: Mapping[str, str]) -> str:
    """Return the theme of a named part: that of any lever in it, or beside it."""
    if path.startswith(PLANS):
        return "reminders"
    while path:
        for lever, group in of_lever.items():
            if lever.startswith(path):
                return group
        path = path.rpartition(".")[0]
    return "customers"


def bridge_blocks(found: Bridge, _: Scenario, lang: str) -> list[Block]:
    """Return the bridge of DSO and that of working capital."""
    ends = (words.text("today", lang), words.text("legend.scenario", lang))
    note = text(words.text("bridge.note", lang, n=words.number(found.replications, lang)))
    return [*(chart(charts.bridge_waterfall(found, name, lang, ends)) for name in EXPLAINED), note]


@dataclass(frozen=True)
class Left:
    """What levers can attain, and what a scenario takes of it.

    Attributes:
        bounds: What each lever can attain alone.
        taken: What the scenario's value of each lever brings alone, by path.
    """

    bounds: Bounds
    taken: Mapping[str, float]


def bounded(today: Scenario, scenario: Scenario, progress: Progress) -> Left:
    """Return how far the strongest levers, and those that the scenario moves, could go."""
    batch = Batch(today, names=(SOUGHT,))
    moved = {change.path: change.after for change in today.diff(scenario)}
    known = {lever.path: lever for lever in levers(today) if is_decided(lever)}
    asked = [path for path in known if path in moved] + [
        lever.path for lever in strongest(today) if lever.path in known and lever.path not in moved
    ]
    found = bound(today, asked=asked, indicator=SOUGHT, replications=WORLDS, batch=batch, progress=progress)
    return Left(found, _taken(today, {path: moved[path] for path in asked if path in moved}, batch))


def _taken(today: Scenario, moved: Mapping[str, Any], batch: Batch) -> dict[str, float]:
    """Return what each value brings alone."""
    alone = [changed(today, {path: value}) for path, value in moved.items()]
    base, *outcomes = batch.run([today, *alone], WORLDS)
    return {
        path: paired_difference(outcome.values(SOUGHT), base.values(SOUGHT), -1).mean
        for path, outcome in zip(moved, outcomes, strict=True)
    }


def bounds_blocks(found: Left, _: Scenario, lang: str) -> list[Block]:
    """Return what each lever can attain."""
    return [chart(charts.bounds_bars(found.bounds, found.taken, lang))]
