"""Panels: parts of the page with a widget and a life of their own, each in a tab."""

from typing import Any, Protocol

from simlib.workbook.exports import Export
from simlib.workbook.imports import Import
from simlib.workbook.live import Live
from simlib.workbook.studies import Studies


class Panel(Protocol):
    """A part of the page.

    Attributes:
        name: Name of its tab; the catalogue has its label under ``tab.NAME``.
        widget: What the page shows in the tab.
    """

    name: str
    widget: Any

    def __init__(self, live: Live) -> None:
        """Take the state, and what keeps its results up."""

    def speak(self, lang: str) -> None:
        """Say everything in a language."""

    def update(self) -> None:
        """Show what is new; called when the tab is opened, and while it is open whenever figures or scenario change."""


PANELS: tuple[type[Panel], ...] = (Studies, Import, Export)
"""The panels of the page."""
