"""The rows of one file, read field by field; each row is accepted, rejected for a reason, or ignored."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from simlib.readers import codes
from simlib.readers.amounts import LARGEST_AMOUNT, Amounts, read_amounts
from simlib.readers.dates import FIRST_YEAR, LAST_YEAR, Dates, no_dates, read_dates
from simlib.readers.mapping import Mapping
from simlib.readers.notices import Notice
from simlib.readers.notices import Rows as RowsSaid
from simlib.readers.table import Bool, Column, Int, Int8, Objects, Table, column_of, mask_of, shown

UNKNOWN_CURRENCY = "?"
"""Stands for the currency of a row that names one that does not exist."""

ASSUMED_CURRENCY = "EUR"
"""The currency of amounts when nothing names one."""

_MARKS_OF_A_BLANK_ROW = ",;\t| \"'"


class Fate(IntEnum):
    """What became of a row."""

    ACCEPTED = 0
    REJECTED = 1
    IGNORED = 2


@dataclass
class Rows:
    """The rows of one file that could be cut into cells.

    Attributes:
        table: Where they come from.
        fields: The place of the column of each field.
        mapping: What the mapping says.
        fate: int8 per row, a `Fate`.
        reasons: Why a row is rejected.
        cents: int64 per row, its amount; 0 where it is unreadable.
        is_unreadable: Rows whose amount is blank or no amount.
        currency: Currency of each row; "" where nothing names it.
        warnings: What the user should know.
    """

    table: Table
    fields: dict[str, int]
    mapping: Mapping
    fate: Int8 = field(init=False)
    reasons: dict[int, list[str]] = field(default_factory=dict)
    cents: Int = field(init=False)
    is_unreadable: Bool = field(init=False)
    currency: Objects = field(init=False)
    warnings: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Start with every row accepted and without amount."""
        rows = len(self)
        self.fate = np.zeros(rows, dtype=np.int8)
        self.cents = np.zeros(rows, dtype=np.int64)
        self.is_unreadable = np.zeros(rows, dtype=np.bool_)
        self.currency = np.full(rows, "", dtype=object)

    def __len__(self) -> int:
        """Return the number of rows."""
        return int(self.table.lines.size)

    def has(self, name: str) -> bool:
        """Return whether a column or a constant holds a field."""
        return name in self.fields or name in self.mapping.constants

    def text(self, name: str) -> Column:
        """Return the cells of a field, without the spaces around them; blank where nothing holds it."""
        if name in self.fields:
            return pc.utf8_trim_whitespace(self.table.columns[self.fields[name]])
        return pa.repeat(pa.scalar(self.mapping.constants.get(name, ""), type=pa.string()), len(self))

    def cell(self, name: str, row: int) -> str:
        """Return one cell of a field, quoted for a message."""
        return shown(self.table.columns[self.fields[name]][row].as_py().strip())

    def where(self, name: str) -> str:
        """Return the file and the column of a field, for messages."""
        return f"{self.table.name}: column {shown(self.table.header[self.fields[name]])}"

    def ignore(self, rows: Bool, key: str | None) -> None:
        """Ignore some rows, whatever is wrong with them, and warn of it as `warn` does; without a key the caller says it."""
        new = np.flatnonzero(rows & (self.fate != Fate.IGNORED))
        self.fate[new] = Fate.IGNORED
        for row in new.tolist() if self.reasons else ():
            self.reasons.pop(row, None)
        if key is not None:
            self.warn(int(new.size), key)

    def reject(self, rows: Bool, reason: Callable[[int], str]) -> None:
        """Reject those of some rows that are not ignored, for a reason told row by row."""
        for row in np.flatnonzero(rows & (self.fate != Fate.IGNORED)).tolist():
            self.fate[row] = Fate.REJECTED
            self.reasons.setdefault(row, []).append(reason(row))

    def warn(self, count: int, key: str, **values: object) -> None:
        """Add a warning of the catalogue about a number of rows, if there is any."""
        if count:
            self.warnings.append(Notice(key, file=self.table.name, n=RowsSaid(count), **values))

    def ignore_blank_rows(self) -> None:
        """Ignore the rows in which every cell is blank."""
        candidates = np.ones(len(self), dtype=np.bool_)
        for place in sorted(self.table.columns):
            candidates &= mask_of(pc.equal(pc.utf8_trim_whitespace(self.table.columns[place]), ""))
        blank = np.zeros(len(self), dtype=np.bool_)
        for row in np.flatnonzero(candidates).tolist():
            blank[row] = not self.table.raw(row).strip(_MARKS_OF_A_BLANK_ROW)
        self.ignore(blank, "reader.blank")

    def need_text(self, name: str) -> Column:
        """Return the cells of a field that no row may lack."""
        cells = self.text(name)
        self.reject(mask_of(pc.equal(cells, "")), lambda _: f"{name} is blank")
        return cells

    def dates(self, name: str) -> Dates:
        """Return the dates of a field."""
        if name not in self.fields:
            return no_dates(len(self))
        formats, order = self.mapping.dates(name)
        return read_dates(self.text(name), formats, order, self.where(name))

    def need_dates(self, name: str, may_be_blank: bool = False) -> Dates:
        """Return the dates of a field; a row without readable date is rejected, one with a blank date may be allowed."""
        dates = self.dates(name)
        if not may_be_blank:
            self.reject(dates.is_blank, lambda _: f"{name} is blank")
        self.reject(dates.is_unreadable, lambda row: self._no_date(name, row))
        return dates

    def _no_date(self, name: str, row: int) -> str:
        value = self.cell(name, row)
        return f"{name} {value} is no date from {FIRST_YEAR} to {LAST_YEAR} in a known format"

    def amounts(self, name: str) -> Amounts:
        """Return the amounts of a field."""
        amounts = read_amounts(self.text(name), self.mapping.decimal_mark, self.where(name))
        self.reject(amounts.is_unreadable, lambda row: self._no_amount(name, row))
        rounded = int(np.count_nonzero(amounts.is_rounded))
        self.warn(rounded, "reader.rounded", field=name)
        return amounts

    def _no_amount(self, name: str, row: int) -> str:
        value = self.cell(name, row)
        return f"{name} {value} is no amount up to {LARGEST_AMOUNT:,} that can be read one way only"

    def read_amount_of_rows(self, name: str) -> Amounts:
        """Read the amount that each row stands for, and its currency. To be called before any but blank rows are ignored."""
        amounts = self.amounts(name)
        self.reject(amounts.is_blank, lambda _: f"{name} is blank")
        self.cents = amounts.cents.copy()
        self.is_unreadable = (amounts.is_blank | amounts.is_unreadable) & (self.fate != Fate.IGNORED)
        self._read_currency(amounts)
        return amounts

    def _read_currency(self, amounts: Amounts) -> None:
        """Take each row's currency from its column, else from its amount, else from the mapping."""
        coded = pc.dictionary_encode(self.text("currency"))
        known = [codes.currency(text) for text in coded.dictionary.to_pylist()]
        place = coded.indices.to_numpy()
        named = np.array([code if code is not None else UNKNOWN_CURRENCY for code in known], dtype=object)[place]
        default = self.mapping.currency or ""
        in_amount = np.where(amounts.currency == "$", default or "USD", amounts.currency)
        self.currency = np.where(named != "", named, np.where(in_amount != "", in_amount, default))
        self.reject(named == UNKNOWN_CURRENCY, lambda row: f"currency {self.cell('currency', row)} is unknown")
        differs = (named != "") & (named != UNKNOWN_CURRENCY) & (in_amount != named)
        differs &= (amounts.currency != "") & (amounts.currency != "$")
        self.reject(differs, lambda row: f"amount in {in_amount[row]}, currency column says {named[row]}")

    def raw(self, row: int) -> str:
        """Return a row as it stands in its file."""
        return self.table.raw(row)


def join_columns(columns: Sequence[Column]) -> Column:
    """Return columns of several files one after the other."""
    return pa.concat_arrays(list(columns)) if columns else column_of([])
