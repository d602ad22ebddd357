"""The workbook: sliders made from the levers' declarations, figures that follow them; in JupyterLab, or served as a page."""

from simlib.workbook.serve import serve
from simlib.workbook.state import WorkbookState
from simlib.workbook.workbook import Workbook

__all__ = ["Workbook", "WorkbookState", "serve"]
