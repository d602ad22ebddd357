"""The workbook: sliders made from the levers' declarations, figures that follow them; in JupyterLab, or served as a page."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simlib.workbook.server import serve
    from simlib.workbook.state import WorkbookState
    from simlib.workbook.story import Story
    from simlib.workbook.workbook import Workbook

_HOMES = {"Story": "story", "Workbook": "workbook", "WorkbookState": "state", "serve": "server"}

__all__ = ["Story", "Workbook", "WorkbookState", "serve"]


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for: a server needs no widgets, a widget no server."""
    if name not in _HOMES:
        raise AttributeError(f"module 'simlib.workbook' has no attribute {name!r}")
    return getattr(import_module(f"simlib.workbook.{_HOMES[name]}"), name)
