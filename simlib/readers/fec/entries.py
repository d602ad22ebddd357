"""What the rows of one entry say about each other: a sale, money, the balance brought forward, or something else."""

import re
from collections.abc import Callable
from enum import IntEnum

import numpy as np
import pyarrow.compute as pc

from simlib.readers.fec.columns import plain
from simlib.readers.fec.lines import Lines, Role
from simlib.readers.notices import Cents, Notice
from simlib.readers.table import Bool, Column, Int, Int8

_OPENING_CODES = re.compile(r"(ran|an|ano|anv|anc|anouv|anouveau|anouveaux|ouv|rep)\d*", re.ASCII)
_OPENING_NAMES = re.compile(r"nouveau|ouverture|balanceinitiale|repriseba|opening", re.ASCII)
_SALES_NAMES = re.compile(r"vente|sales|factur|^ve\d*$|^vt\d*$|^vte\d*$", re.ASCII)
_PURCHASES_NAMES = re.compile(r"achat|fourniss|purchase|^ac\d*$|^ha\d*$|^ach\d*$", re.ASCII)
_CASH_NAMES = re.compile(r"banque|caisse|bank|tresor|regl|^bq\d*$|^bnq\d*$|^ca\d*$", re.ASCII)


class Nature(IntEnum):
    """What a row of a third party comes from."""

    OTHER = 0
    TRADE = 1
    CASH = 2
    OPENING = 3


def number_entries(lines: Lines) -> Int:
    """Return the entry of each row, from 0: rows of one journal, number and day; where numbers say nothing, rows that balance."""
    journal, day = _codes(lines.journal), np.unique(lines.day, return_inverse=True)[1].astype(np.int64)
    number = _codes(lines.number)
    days = int(day.max(initial=0)) + 1
    of_number = journal * (int(number.max(initial=0)) + 1) + number
    entry = np.unique(of_number * days + day, return_inverse=True)[1].astype(np.int64)
    uneven = _sums(entry, lines.movement)[entry] != 0
    if uneven.any():  # an entry whose rows bear several days
        wide = np.unique(of_number, return_inverse=True)[1].astype(np.int64)
        even = uneven & (_sums(wide, np.where(uneven, lines.movement, 0))[wide] == 0)
        entry = np.where(even, entry.max(initial=0) + 1 + wide, entry)
    nameless = _is_nameless(lines.number)
    if nameless.any():
        cut = _cut_where_even(journal * days + day, lines.movement, nameless)
        entry = np.where(nameless, entry.max(initial=0) + 1 + cut, entry)
    return np.unique(entry, return_inverse=True)[1].astype(np.int64)


def natures(lines: Lines, entry: Int, party: Role) -> Int8:
    """Return the `Nature` of each row of customers, suppliers or bills; of other rows it is meaningless."""
    entries = int(entry.max(initial=-1)) + 1
    owed_by_us = party is Role.SUPPLIER
    sales, tax = (Role.PURCHASES, Role.PURCHASES_TAX) if owed_by_us else (Role.SALES, Role.SALES_TAX)

    def has(rows: Bool) -> Bool:
        found: Bool = np.bincount(entry[rows], minlength=entries) > 0
        return found

    money = lines.role == Role.CASH
    has_cash = has(money)
    has_trade = has(lines.role == sales) | (has(lines.role == tax) & ~has_cash)
    flow = _sums(entry, np.where(money, lines.movement, 0), entries)
    # a cash sale holds both: what the party owes is the trade, the other side is the money
    owes = lines.movement < 0 if owed_by_us else lines.movement > 0
    comes_in = flow <= 0 if owed_by_us else flow >= 0
    both = (has_trade & has_cash)[entry]
    is_trade = np.where(both, owes & comes_in[entry], has_trade[entry])
    is_cash = np.where(both, ~(owes & comes_in[entry]), has_cash[entry])
    alone = ~has(lines.role != party)[entry]
    trade_names = _PURCHASES_NAMES if owed_by_us else _SALES_NAMES
    is_trade = is_trade | (alone & _named(lines, trade_names))
    is_cash = is_cash | (alone & ~is_trade & _named(lines, _CASH_NAMES))
    nature = np.where(is_trade, Nature.TRADE, np.where(is_cash, Nature.CASH, Nature.OTHER)).astype(np.int8)
    return np.where(openings(lines, entry), Nature.OPENING, nature).astype(np.int8)


def openings(lines: Lines, entry: Int) -> Bool:
    """Return the rows that bring the balances of the year before forward."""
    results = np.isin(lines.role, (Role.SALES, Role.PURCHASES, Role.RESULT)) & ~_starts(
        lines.account, ("2", "408", "418", "486", "487")
    )
    journal = _codes(lines.journal)
    journals = int(journal.max(initial=-1)) + 1
    with_results = np.bincount(journal[results], minlength=journals) > 0
    named = (_named(lines, _OPENING_NAMES, by_code=False) | _coded(lines)) & ~with_results[journal]
    if named.any():
        return named
    entries = int(entry.max(initial=-1)) + 1
    has_capital = np.bincount(entry[_starts(lines.account, ("10", "11", "12", "89"))], minlength=entries) > 0
    has_party = np.bincount(entry[lines.role == Role.CUSTOMER], minlength=entries) > 0
    has_result = np.bincount(entry[results], minlength=entries) > 0
    first = lines.day == lines.day[lines.accepted].min(initial=np.iinfo(np.int64).max)
    found: Bool = (has_capital & has_party & ~has_result)[entry] & first
    return found


def say_uneven(lines: Lines, entry: Int) -> None:
    """Warn of entries whose debits are not their credits."""
    sums = _sums(entry, lines.movement)
    uneven = sums[sums != 0]
    if uneven.size:
        lines.rows.warnings.append(
            Notice(
                "reader.fec.uneven",
                file=lines.rows.table.name,
                entries=int(uneven.size),
                amount=Cents(int(np.abs(uneven).astype(object).sum())),
            )
        )


def _codes(column: Column) -> Int:
    """Return a number for each text of a column."""
    codes: Int = pc.dictionary_encode(column).indices.to_numpy().astype(np.int64)
    return codes


def _sums(group: Int, cents: Int, groups: int | None = None) -> Int:
    """Return the sum of each group."""
    sums = np.zeros(int(group.max(initial=-1)) + 1 if groups is None else groups, dtype=np.int64)
    np.add.at(sums, group, cents)
    return sums


def _is_nameless(number: Column) -> Bool:
    """Return the rows whose entry has no number: blank, or nothing but zeros."""
    mask: Bool = pc.match_substring_regex(number, r"^[0 ]*$").to_numpy(zero_copy_only=False)
    return mask


def _cut_where_even(group: Int, movement: Int, chosen: Bool) -> Int:
    """Return entries of chosen rows: within each group, in the order of the file, cut wherever debits and credits are even."""
    entry = np.zeros(group.size, dtype=np.int64)
    rows = np.flatnonzero(chosen)
    order = rows[np.argsort(group[rows], kind="stable")]
    running = np.cumsum(movement[order])
    starts = np.concatenate(([True], np.diff(group[order]) != 0))
    before = (running - movement[order])[np.maximum.accumulate(np.where(starts, np.arange(order.size), 0))]
    even = running == before
    entry[order] = np.cumsum(starts | np.concatenate(([False], even[:-1])))
    return entry


def _named(lines: Lines, pattern: re.Pattern[str], *, by_code: bool = True) -> Bool:
    """Return the rows of journals whose name, or code, tells what they hold."""
    columns = (lines.journal_name, lines.journal) if by_code else (lines.journal_name,)
    found = np.zeros(len(lines), dtype=np.bool_)
    for column in columns:
        found |= _where(column, lambda text: pattern.search(plain(text)) is not None)
    return found


def _coded(lines: Lines) -> Bool:
    """Return the rows of journals whose code is one of those of opening entries."""
    return _where(lines.journal, lambda text: _OPENING_CODES.fullmatch(plain(text)) is not None)


def _where(column: Column, holds: Callable[[str], bool]) -> Bool:
    """Return the rows whose text fulfils a condition, each different text tried once."""
    coded = pc.dictionary_encode(column)
    of = np.array([holds(text) for text in coded.dictionary.to_pylist()], dtype=np.bool_)
    found: Bool = of[coded.indices.to_numpy()] if of.size else np.zeros(len(column), dtype=np.bool_)
    return found


def _starts(column: Column, starts: tuple[str, ...]) -> Bool:
    """Return the rows whose text starts with one of some texts."""
    return _where(column, lambda text: text.startswith(starts))
