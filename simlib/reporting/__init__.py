"""Documents that can go to a board: template notebooks executed, then set as a page, a PDF, slides or a workbook.

`render` makes the documents; `Report` is what the cells of a template call.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simlib.reporting.rendering import FORMATS, render
    from simlib.reporting.report import Report

_HOMES = {"FORMATS": "rendering", "render": "rendering", "Report": "report"}

__all__ = ["FORMATS", "render", "Report"]


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for: what makes documents needs no charts, what tells them no notebooks."""
    if name not in _HOMES:
        raise AttributeError(f"module 'simlib.reporting' has no attribute {name!r}")
    return getattr(import_module(f"simlib.reporting.{_HOMES[name]}"), name)
