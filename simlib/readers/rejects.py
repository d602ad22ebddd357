"""Rejected rows written out, each with its reason, in a CSV file that no spreadsheet can be led to execute."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from simlib.errors import ImportFailure

COLUMNS = ("file", "line", "reason", "row")

_FORMULA = re.compile(r"(^|[,;|\t\r\n\"'])(\s*)(?=[=+\-@])(?!\s*[-+]?[\d ]+([.,]\d*)?\s*($|[,;|\t\r\n\"]))")


def neutral(text: str) -> str:
    """Return a text in which nothing starts a formula, wherever a spreadsheet may cut it into cells.

    >>> neutral("=1+1"), neutral("a;@SUM(A1);-12,50;+4"), neutral("INV-1")
    ("'=1+1", "a;'@SUM(A1);-12,50;+4", 'INV-1')
    """
    return _FORMULA.sub(r"\1\2'", text)


def write_rejects(rejects: pd.DataFrame, path: Path) -> None:
    """Write rejected rows as a CSV file (UTF-8 with byte order mark), all of it or nothing.

    Raises:
        ImportFailure: The file cannot be written.
    """
    content = io.StringIO(newline="")
    writer = csv.writer(content, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    writer.writerows(_neutral_rows(rejects))
    write_whole(path, content.getvalue().encode("utf-8-sig", errors="replace"), "rejected rows")


def write_whole(path: Path, content: bytes, what: str) -> None:
    """Write a file, all of it or nothing.

    Raises:
        ImportFailure: It cannot be written.
    """
    partial = path.with_name(f".{path.name}.partial")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    except (OSError, ValueError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else str(problem)
        partial.unlink(missing_ok=True)
        raise ImportFailure(f"{what} cannot be written to {path}: {reason}; name another file") from None


def _neutral_rows(rejects: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    for file, line, reason, row in rejects[list(COLUMNS)].itertuples(index=False):
        yield neutral(str(file)), str(line), neutral(str(reason)), neutral(str(row))
