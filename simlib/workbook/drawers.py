"""Drawers of levers: the strongest first, then by what they are about; which lever lies in which."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from simlib import words
from simlib.experiments.groups import Move, label_of
from simlib.scenario import Lever, Scenario, levers
from simlib.workbook.knobs import knob
from simlib.workbook.strongest import is_step, strongest

GROUPS = (
    "reminders", "calls", "terms", "billing", "disputes", "cash", "credit", "escalation", "financing", "treasury", "customers",
    "behaviour", "shocks",
)  # fmt: skip
"""The groups of levers in the order in which they are shown."""

DRAWERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "billing": ("billing",),
        "clients": ("terms", "customers"),
        "reminders": ("reminders",),
        "calls": ("calls",),
        "disputes": ("disputes",),
        "matching": ("cash",),
        "credit": ("credit", "escalation"),
        "financing": ("financing", "treasury"),
        "shocks": ("shocks",),
        "behaviour": ("behaviour",),
    }
)
"""The drawers after the first, and the groups of levers in each."""

FIRST = "strongest"

_OF_GROUP = {group: drawer for drawer, groups in DRAWERS.items() for group in groups}


def drawer_of(lever: Lever) -> str:
    """Return the drawer that a lever lies in."""
    return _OF_GROUP[lever.group]


def knobs(found: Sequence[Lever], scenario: Scenario, today: Mapping[str, Any], lang: str) -> list[dict[str, Any]]:
    """Return the controls of a scenario's levers as plain values, each with its drawer.

    Args:
        found: The levers.
        scenario: The scenario.
        today: Today's values by path; a lever that today does not have goes back to its value in the scenario.
        lang: The reader's language.
    """
    first = {lever.path for lever in strongest(scenario)}
    return [
        knob(lever, lang, scenario.currency)
        | {
            "today": today.get(lever.path, lever.value),
            "drawer": drawer_of(lever),
            "first": lever.path in first,
            "plan": is_step(lever),
        }
        for lever in found
    ]


def parts_told(today: Scenario, scenario: Scenario, lang: str) -> list[str]:
    """Return in words the changes that no slider shows: steps and plans added or taken away."""
    paths = {lever.path for lever in levers(scenario)}
    told = []
    for change in today.diff(scenario):
        if change.path not in paths:
            key = "added" if change.before in (None, {}) else "removed" if change.after in (None, {}) else "altered"
            name = label_of(Move(change.path, (change,)), (scenario, today), lang)
            told.append(f"{words.text(f'page.{key}', lang)} {name}")
    return told
