"""A report as PDF: its page, printed by the browser, with numbered sheets and its headings as bookmarks."""

from pathlib import Path

from simlib.errors import ReportError
from simlib.reporting.browser import browse

BEGINNING = b"%PDF-"


def write_pdf(page: Path, file: Path) -> None:
    """Print a page into a file.

    Raises:
        ReportError: There is no browser, or it fails.
    """
    browse(page, ["--no-pdf-header-footer", "--generate-pdf-document-outline", f"--print-to-pdf={file}"])
    if not file.is_file() or not file.read_bytes().startswith(BEGINNING):
        raise ReportError("the browser printed nothing; try another Chromium, Chrome or Edge")
