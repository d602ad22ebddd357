"""The rows of a FEC read: account, third party, day, movement."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from simlib.readers.amounts import Mark
from simlib.readers.dates import MISSING, read_dates
from simlib.readers.fec.columns import fec_fields
from simlib.readers.fec.repair import mend
from simlib.readers.mapping import Mapping
from simlib.readers.notices import Notice
from simlib.readers.rows import ASSUMED_CURRENCY, Fate, Rows
from simlib.readers.table import Bool, Column, Int, Int8, Table, mask_of

_NOTHING = ("", "-", "/")
"""What software writes where a text may not be blank."""


class Role(IntEnum):
    """What an account stands for, as far as receivables and payables go."""

    OTHER = 0
    CUSTOMER = 1
    SUPPLIER = 2
    CASH = 3
    SALES = 4
    SALES_TAX = 5
    PURCHASES = 6
    PURCHASES_TAX = 7
    CAPITAL = 8
    RESULT = 9
    BILL = 10


_PREFIXES: tuple[tuple[str, Role], ...] = (
    ("411", Role.CUSTOMER),
    ("413", Role.BILL),
    ("401", Role.SUPPLIER),
    ("5", Role.CASH),
    ("4457", Role.SALES_TAX),
    ("4458", Role.SALES_TAX),
    ("4456", Role.PURCHASES_TAX),
    ("418", Role.SALES),
    ("487", Role.SALES),
    ("758", Role.RESULT),
    ("70", Role.SALES),
    ("71", Role.SALES),
    ("72", Role.SALES),
    ("74", Role.SALES),
    ("75", Role.SALES),
    ("7", Role.RESULT),
    ("65", Role.RESULT),
    ("66", Role.RESULT),
    ("67", Role.RESULT),
    ("68", Role.RESULT),
    ("408", Role.PURCHASES),
    ("486", Role.PURCHASES),
    ("6", Role.PURCHASES),
    ("2", Role.PURCHASES),
    ("1", Role.CAPITAL),
)
"""Roles by the beginning of the account; the first that fits."""


@dataclass(frozen=True)
class Lines:
    """Every row of one FEC; what a rejected row holds is meaningless.

    Attributes:
        rows: Fate, amount (debit plus credit) and currency of each row.
        role: int8 `Role` of the account.
        account, party: The account, and the third party: the auxiliary account, else the account.
        has_party: Whether an auxiliary account is named.
        journal, journal_name, number, piece, lettering, method: Text columns.
        day, piece_day, lettering_day: int64 days, `MISSING` where there is none.
        movement: int64 cents, debit less credit.
    """

    rows: Rows
    role: Int8
    account: Column
    party: Column
    has_party: Bool
    journal: Column
    journal_name: Column
    number: Column
    piece: Column
    lettering: Column
    method: Column
    day: Int
    piece_day: Int
    lettering_day: Int
    movement: Int

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    @property
    def accepted(self) -> Bool:
        """Rows that are neither rejected nor ignored."""
        chosen: Bool = self.rows.fate == Fate.ACCEPTED
        return chosen


def read_lines(table: Table, mapping: Mapping) -> Lines:
    """Return the rows of a FEC, those of accounts other than customers' and suppliers' not yet ignored.

    Raises:
        ImportFailure: A needed column is missing, or a column cannot be read as a whole.
    """
    table, mended = mend(table)
    fields = fec_fields(table.name, table.header)
    table = _without_leading_zeros(table, fields)
    rows = Rows(table, fields, mapping.model_copy(update=_decimal(table, fields, mapping)))
    rows.warnings.extend(table.warnings)
    if mended:
        rows.warnings.append(Notice("reader.fec.mended", file=table.name, rows=mended))
    if mapping.columns or mapping.status or mapping.date_format or mapping.constants:
        rows.warnings.append(Notice("reader.fec.mapping", file=table.name))
    rows.ignore_blank_rows()
    movement = _movements(rows)
    rows.currency = np.full(len(rows), mapping.currency or ASSUMED_CURRENCY, dtype=object)
    account = rows.need_text("account")
    auxiliary = _meaning(rows.text("auxiliary"))
    auxiliary = pc.if_else(pc.equal(auxiliary, ""), _meaning(rows.text("client")), auxiliary)
    return Lines(
        rows=rows,
        role=_roles(account),
        account=account,
        party=pc.if_else(pc.equal(auxiliary, ""), account, auxiliary),
        has_party=mask_of(pc.not_equal(auxiliary, "")),
        journal=rows.text("journal"),
        journal_name=rows.text("journal_name"),
        number=rows.text("number"),
        piece=_meaning(rows.text("piece")),
        lettering=_meaning(rows.text("lettering")),
        method=rows.text("method"),
        day=_days(rows, "date", needed=True),
        piece_day=_days(rows, "piece_date"),
        lettering_day=_days(rows, "lettering_date"),
        movement=movement,
    )


def _meaning(column: Column) -> Column:
    """Return a column with blanks for the marks that stand for nothing."""
    return pc.if_else(pc.is_in(column, value_set=pa.array(_NOTHING)), "", column)


def _roles(account: Column) -> Int8:
    """Return the role of each account."""
    coded = pc.dictionary_encode(account)
    of = [
        next((role for start, role in _PREFIXES if name.startswith(start)), 0) for name in coded.dictionary.to_pylist()
    ]
    return np.array(of, dtype=np.int8)[coded.indices.to_numpy()] if of else np.zeros(0, dtype=np.int8)


def _days(rows: Rows, name: str, *, needed: bool = False) -> Int:
    """Return the days of a field."""
    if name not in rows.fields:
        return np.full(len(rows), MISSING, dtype=np.int64)
    if needed:
        dates = read_dates(rows.text(name), (), "day_first", rows.where(name))
        rows.reject(dates.is_blank, lambda _: "EcritureDate is blank")
        rows.reject(dates.is_unreadable, lambda row: f"EcritureDate {rows.cell(name, row)} is no date")
        return dates.days
    return read_dates(rows.text(name), (), "day_first", rows.where(name)).days


def _without_leading_zeros(table: Table, fields: dict[str, int]) -> Table:
    """Return a table whose amounts have no zeros before their first digit."""
    for name in ("debit", "credit", "amount"):
        place = fields.get(name)
        if place is None:
            continue
        column = pc.utf8_trim_whitespace(table.columns[place])
        if pc.any(pc.match_substring_regex(column[:1000], r"^[+-]?0\d")).as_py():
            table.columns[place] = pc.replace_substring_regex(column, r"^([+-]?)0+(\d)", r"\1\2")
    return table


def _decimal(table: Table, fields: dict[str, int], mapping: Mapping) -> dict[str, Mark | None]:
    """Return the decimal mark of a FEC: the comma of the law, unless only points part cents."""
    if mapping.decimal_mark:
        return {}
    columns = [table.columns[fields[name]] for name in ("debit", "credit", "amount") if name in fields]
    points, commas = (_part_cents(columns, mark) for mark in ".,")
    return {"decimal": "." if points and not commas else ","}


def _part_cents(columns: Sequence[Column], mark: str) -> bool:
    """Return whether a mark stands before one or two last digits somewhere."""
    pattern = rf"[{mark}]\d{{1,2}}[-+]?\s*$"
    return any(
        pc.any(pc.match_substring(column, mark)).as_py() and pc.any(pc.match_substring_regex(column, pattern)).as_py()
        for column in columns
    )


def _movements(rows: Rows) -> Int:
    """Read the amounts of the rows, debit plus credit; return debit less credit."""
    if "amount" in rows.fields:
        amounts = rows.amounts("amount")
        blank, unreadable = amounts.is_blank, amounts.is_unreadable
        sign = _signs(rows)
        rows.cents = amounts.cents.copy()
        movement: Int = amounts.cents * sign
    else:
        debit, credit = rows.amounts("debit"), rows.amounts("credit")
        blank, unreadable = debit.is_blank & credit.is_blank, debit.is_unreadable | credit.is_unreadable
        rows.cents = np.where(unreadable, 0, debit.cents + credit.cents)
        movement = np.where(unreadable, 0, debit.cents - credit.cents)
        both = (debit.cents != 0) & (credit.cents != 0)
        if both.any():
            rows.warnings.append(Notice("reader.fec.both", file=rows.table.name, rows=int(np.count_nonzero(both))))
    rows.reject(blank, lambda _: "neither a debit nor a credit is given")
    rows.is_unreadable = (blank | unreadable) & (rows.fate != Fate.IGNORED)
    return movement


def _signs(rows: Rows) -> Int:
    """Return 1 for debits and -1 for credits, rejecting rows that say neither."""
    words = {
        "d": 1,
        "c": -1,
        "1": 1,
        "+1": 1,
        "-1": -1,
        "+": 1,
        "-": -1,
        "debit": 1,
        "débit": 1,
        "credit": -1,
        "crédit": -1,
    }
    coded = pc.dictionary_encode(pc.utf8_lower(rows.text("side")))
    of = np.array([words.get(text, 0) for text in coded.dictionary.to_pylist()], dtype=np.int64)
    signs: Int = of[coded.indices.to_numpy()] if of.size else np.zeros(len(rows), dtype=np.int64)
    rows.reject(signs == 0, lambda row: f"Sens {rows.cell('side', row)} is neither D nor C")
    return signs
