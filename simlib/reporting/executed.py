"""The report that an executed notebook holds: what its cells told, read back as data."""

from typing import TYPE_CHECKING

from simlib.errors import ReportError
from simlib.reporting.document import Document, Head, Section
from simlib.reporting.mime import HEAD, SECTION

if TYPE_CHECKING:
    from nbformat import NotebookNode


def document_of(notebook: "NotebookNode") -> Document:
    """Return the report of an executed notebook, in the order of its cells.

    Raises:
        ReportError: No cell says what the report is.
    """
    told = [output.data for cell in notebook.cells for output in cell.get("outputs", ()) if "data" in output]
    heads = [data[HEAD] for data in told if HEAD in data]
    if not heads:
        raise ReportError("the template says nothing about its report; one of its cells ends with `report`")
    sections = [Section.model_validate_json(data[SECTION]) for data in told if SECTION in data]
    return Document(head=Head.model_validate_json(heads[0]), sections=tuple(sections))
