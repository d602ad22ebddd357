"""Rows of a FEC that a separator or a line end inside a label tears, put together again where only one reading fits."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

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
_NO_LETTERING = re.compile(r"\s*\d+[.,]\d+\s*", re.ASCII)
_MOST_LINES = 4


def mend(table: Table) -> tuple[Table, int]:
    """Return a table with the torn rows that can be read after all among the others, and how many these are."""
    if not table.torn or not table.separator or not table.lines.size:
        return table, 0
    shape = _Shape.of(table)
    mended: list[tuple[int, int, list[str]]] = []
    left: list[Torn] = []
    for group in _neighbours(table.torn):
        at = 0
        while at < len(group):
            taken, cells = shape.read(group, at)
            if cells is None:
                left.append(group[at])
            else:
                mended.append((group[at].line, group[at + taken - 1].line, cells))
            at += taken
    return (_with_rows(table, mended, left), len(mended)) if mended else (table, 0)


@dataclass(frozen=True)
class _Shape:
    """What a whole row looks like.

    Attributes:
        separator: Between its cells.
        width: Number of its cells, those after the last name included.
        places: The place of each field.
        is_validated: Whether rows bear the day on which they were validated.
    """

    separator: str
    width: int
    places: dict[str, int]
    is_validated: bool

    @classmethod
    def of(cls, table: Table) -> "_Shape":
        """Return the shape of a table's whole rows."""
        places = fec_places(table.header)
        cells = table.raw(0).split(table.separator)
        validated = places.get("validation", len(cells))
        return cls(
            table.separator,
            max(len(cells), len(table.header)),
            places,
            validated < len(cells) and bool(cells[validated].strip()),
        )

    def read(self, group: Sequence[Torn], at: int) -> tuple[int, list[str] | None]:
        """Return how many lines the row that starts at a place takes, and its cells; None where it cannot be read."""
        cells = group[at].raw.split(self.separator)
        if len(cells) > self.width:
            return 1, self._without_extra(cells)
        if len(cells) == self.width - 1 and self.fits([*cells, ""]):  # the last separator is missing
            return 1, [*cells, ""]
        for more in range(1, min(_MOST_LINES, len(group) - at)):
            rest = group[at + more].raw.split(self.separator)
            cells = [*cells[:-1], f"{cells[-1]} {rest[0]}", *rest[1:]]
            if len(cells) == self.width:
                return (more + 1, cells) if self.fits(cells) else (1, None)
            if len(cells) > self.width:
                break
        return 1, None

    def _without_extra(self, cells: Sequence[str]) -> list[str] | None:
        """Return the cells of a row in which a text holds separators, or more separators stand at the end; None if neither fits."""
        extra = len(cells) - self.width
        if not any(cell.strip() for cell in cells[self.width :]) and self.fits(cells[: self.width]):
            return list(cells[: self.width])
        for place in (self.places[field] for field in _TEXTS if field in self.places):
            end = place + extra + 1
            joined = [*cells[:place], self.separator.join(cells[place:end]), *cells[end:]]
            if self.fits(joined):
                return joined
        return None

    def fits(self, cells: Sequence[str]) -> bool:
        """Return whether the cells that are no texts hold what they should."""
        told = {field: cells[place] for field, place in self.places.items()}
        kinds = ((_DATES, _DATE), (_AMOUNTS, _AMOUNT), (("account",), _ACCOUNT))
        return (
            all(pattern.fullmatch(told[field]) for fields, pattern in kinds for field in fields if field in told)
            and any(told[field].strip() for field in _AMOUNTS if field in told)
            and not _NO_LETTERING.fullmatch(told.get("lettering", ""))
            and (not self.is_validated or bool(told["validation"].strip()))
        )


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
