"""Rows of a FEC that a separator or a line end inside a label tears, put together again where only one reading fits."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa

from simlib.readers.fec.columns import fec_places
from simlib.readers.table import Table, Torn, column_of

_TEXTS = ("label", "auxiliary_name", "account_name", "journal_name", "piece")
_DATES = ("date", "piece_date", "lettering_date", "validation")
_AMOUNTS = ("debit", "credit", "amount")
_DATE = re.compile(r"\s*(\d{8}|\d{4}-\d\d-\d\d|\d\d/\d\d/\d{4})?\s*", re.ASCII)
_AMOUNT = re.compile(r"\s*([-+]?[\d .]*[.,]?\d*[-+]?)\s*", re.ASCII)
_ACCOUNT = re.compile(r"\s*\d{3}.*", re.ASCII | re.DOTALL)
_MOST_LINES = 4


def mend(table: Table) -> tuple[Table, int]:
    """Return a table with the torn rows that can be read after all among the others, and how many these are."""
    if not table.torn or not table.separator:
        return table, 0
    mended: list[tuple[int, int, list[str]]] = []
    left: list[Torn] = []
    for group in _neighbours(table.torn):
        at = 0
        while at < len(group):
            taken, cells = _read(table, group, at)
            if cells is None:
                left.append(group[at])
            else:
                mended.append((group[at].line, group[at + taken - 1].line, cells))
            at += taken
    return (_with_rows(table, mended, left), len(mended)) if mended else (table, 0)


def _neighbours(torn: Sequence[Torn]) -> Iterator[list[Torn]]:
    """Yield runs of torn rows on lines that follow one another."""
    run: list[Torn] = []
    for row in torn:
        if run and row.line != run[-1].line + 1:
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _read(table: Table, group: Sequence[Torn], at: int) -> tuple[int, list[str] | None]:
    """Return how many lines the row that starts at a place takes, and its cells; None where it cannot be read."""
    width = len(table.header)
    cells = group[at].raw.split(table.separator)
    if len(cells) > width:
        return 1, _without_extra(table, cells)
    for more in range(1, min(_MOST_LINES, len(group) - at)):
        rest = group[at + more].raw.split(table.separator)
        cells = [*cells[:-1], f"{cells[-1]} {rest[0]}", *rest[1:]]
        if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
            cells = cells[:width]
        if len(cells) == width:
            return (more + 1, cells) if _fits(table, cells) else (1, None)
        if len(cells) > width:
            break
    return 1, None


def _without_extra(table: Table, cells: Sequence[str]) -> list[str] | None:
    """Return the cells of a row in which a text holds separators; None where no text explains them."""
    places = fec_places(table.header)
    while len(cells) > len(table.header):
        extra = len(cells) - len(table.header)
        for place in (places[field] for field in _TEXTS if field in places):
            end = place + extra + 1
            joined = [*cells[:place], table.separator.join(cells[place:end]), *cells[end:]]
            if _fits(table, joined):
                return joined
        if cells[-1].strip():
            return None
        cells = cells[:-1]
    return None


def _fits(table: Table, cells: Sequence[str]) -> bool:
    """Return whether the cells that are no texts hold what they should."""
    places = fec_places(table.header)
    kinds = ((_DATES, _DATE), (_AMOUNTS, _AMOUNT), (("account",), _ACCOUNT))
    return all(
        pattern.fullmatch(cells[places[field]]) is not None
        for fields, pattern in kinds
        for field in fields
        if field in places
    ) and any(cells[places[field]].strip() for field in _AMOUNTS if field in places)


def _with_rows(table: Table, mended: Sequence[tuple[int, int, list[str]]], torn: list[Torn]) -> Table:
    """Return a table with further rows, in the order of the lines."""
    first = np.concatenate([table.lines, np.array([row[0] for row in mended], dtype=np.int64)])
    last = np.concatenate([table.last_lines, np.array([row[1] for row in mended], dtype=np.int64)])
    order = np.argsort(first, kind="stable")
    columns = {
        place: pa.concat_arrays([column, column_of([row[2][place] for row in mended])]).take(pa.array(order))
        for place, column in table.columns.items()
    }
    return replace(table, columns=columns, lines=first[order], last_lines=last[order], torn=tuple(torn))
