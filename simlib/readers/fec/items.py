"""Every movement on the accounts of customers, or of suppliers, over all years: what adds to a debt and what takes from it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from simlib.readers.dates import MISSING
from simlib.readers.fec.allocation import same_amount
from simlib.readers.fec.entries import Nature
from simlib.readers.fec.lines import Lines, Role
from simlib.readers.fec.years import Year
from simlib.readers.notices import Cents, Notice
from simlib.readers.rows import join_columns
from simlib.readers.table import Bool, Column, Int, Int8

_LONGEST_WAIT = 366
"""Days by which a document may be older than its entry; beyond, its date is taken for a fault."""

_EARLIEST = 31
"""Days by which a document may be younger than its entry."""


@dataclass(frozen=True)
class Items:
    """Movements, in the order of files and rows.

    Attributes:
        file, row: Where each stands; the row is -1 for what is added so that the balances of two years meet.
        parties: Ids of the third parties.
        party: int64, index in `parties`.
        cents: int64, above 0.
        adds: Whether it adds to what is owed.
        nature: int8 `Nature`.
        day: int64, day of the entry.
        issue: int64, day of the document; that of the entry where none is told.
        is_forward: Balances brought forward whose document's day is unknown.
        letter: int64, the lettering it belongs to, -1 for none.
    """

    file: Int
    row: Int
    parties: tuple[str, ...]
    party: Int
    cents: Int
    adds: Bool
    nature: Int8
    day: Int
    issue: Int
    is_forward: Bool
    letter: Int

    def __len__(self) -> int:
        """Return the number of items."""
        return int(self.cents.size)

    @property
    def balance(self) -> int:
        """What is owed in the end, in cents."""
        return int(self.cents[self.adds].sum()) - int(self.cents[~self.adds].sum())


@dataclass(frozen=True)
class _Rows:
    """All rows of a role, those included that carry forward what earlier years tell."""

    file: Int
    row: Int
    owed: Int
    nature: Int8
    day: Int
    issue: Int
    is_forward: Bool
    party: Int
    fine: Int
    coarse: Int
    is_repeated: Bool


def items_of(files: Sequence[Lines], natures: Sequence[Int8], years: Sequence[Year], role: Role) -> Items:
    """Return the items of a role; the rows that only repeat the end of a year before are ignored, and said.

    Args:
        files: The FEC, in the order of their years.
        natures: The nature of each row.
        years: The year of each file.
        role: Customers, suppliers, or bills of exchange.
    """
    chosen = [np.flatnonzero(lines.accepted & (lines.role == role)) for lines in files]
    parties, rows = _gather(files, natures, years, chosen, role)
    fine, coarse = rows.fine.copy(), rows.coarse.copy()
    for number in range(1, len(files)):
        opening = np.flatnonzero(rows.is_repeated & (rows.file == number))
        before = np.flatnonzero((rows.file < number) & ~rows.is_repeated)
        before = before[~_is_closed(fine, coarse, rows.owed, before)]
        balance, item = _led_back(rows, opening, before)
        lettered = coarse[balance] >= 0
        fine[item[lettered]], coarse[item[lettered]] = fine[balance[lettered]], coarse[balance[lettered]]
    kept = np.flatnonzero(~rows.is_repeated & (rows.owed != 0))
    items = Items(
        file=rows.file[kept],
        row=rows.row[kept],
        parties=parties,
        party=rows.party[kept],
        cents=np.abs(rows.owed[kept]),
        adds=rows.owed[kept] > 0,
        nature=rows.nature[kept],
        day=rows.day[kept],
        issue=rows.issue[kept],
        is_forward=rows.is_forward[kept],
        letter=_letters(fine[kept], coarse[kept], rows.owed[kept]),
    )
    return _ignore_repeated(files, years, rows, items)


def _gather(
    files: Sequence[Lines], natures: Sequence[Int8], years: Sequence[Year], chosen: Sequence[Int], role: Role
) -> tuple[tuple[str, ...], _Rows]:
    """Return the third parties and the rows of a role."""
    sign = -1 if role is Role.SUPPLIER else 1

    def text(column: str) -> Column:
        return join_columns(
            [getattr(lines, column).take(pa.array(at)) for lines, at in zip(files, chosen, strict=True)]
        )

    def number(column: str) -> Int:
        return np.concatenate([getattr(lines, column)[at] for lines, at in zip(files, chosen, strict=True)])

    file = np.concatenate([np.full(at.size, place, dtype=np.int64) for place, at in enumerate(chosen)])
    nature = np.concatenate([of[at] for of, at in zip(natures, chosen, strict=True)])
    coded = pc.dictionary_encode(text("party"))
    day, piece, lettered = number("day"), number("piece_day"), number("lettering_day")
    first = np.array([year.first for year in years], dtype=np.int64)[file]
    opening = nature == Nature.OPENING
    believable = (piece != MISSING) & (piece <= day + _EARLIEST) & ((piece >= day - _LONGEST_WAIT) | opening)
    lettering, account = text("lettering"), text("account")
    fine, coarse = _keys(account, text("party"), lettering, lettered, file)
    return tuple(coded.dictionary.to_pylist()), _Rows(
        file=file,
        row=np.concatenate(list(chosen)) if chosen else np.zeros(0, dtype=np.int64),
        owed=sign * number("movement"),
        nature=nature,
        day=day,
        issue=np.where(believable, piece, day),
        is_forward=opening & ~(believable & (piece < first)),
        party=coded.indices.to_numpy().astype(np.int64),
        fine=fine,
        coarse=coarse,
        is_repeated=opening & (file > 0),
    )


def _keys(account: Column, party: Column, lettering: Column, day: Int, file: Int) -> tuple[Int, Int]:
    """Return the lettering of each row, with its day where it has one, and within its year; -1 for none."""
    has_letter = pc.not_equal(lettering, "").to_numpy(zero_copy_only=False)
    told = pa.array(np.where(day == MISSING, 0, day)).cast(pa.string())
    years = pa.array(file).cast(pa.string())

    def code(*parts: Column) -> Int:
        codes: Int = (
            pc.dictionary_encode(pc.binary_join_element_wise(*parts, "\x1f")).indices.to_numpy().astype(np.int64)
        )
        return codes

    fine = np.where(has_letter & (day != MISSING), code(account, party, lettering, told), -1)
    return fine, np.where(has_letter, code(account, party, lettering, years), -1)


def _even(key: Int, owed: Int) -> Bool:
    """Return the rows whose key is not -1 and whose key's rows add up to nothing."""
    sums = np.zeros(int(key.max(initial=-1)) + 2, dtype=np.int64)
    np.add.at(sums, key, owed)
    even: Bool = (key >= 0) & (sums[key] == 0)
    return even


def _letters(fine: Int, coarse: Int, owed: Int) -> Int:
    """Return the lettering of each row: the one of its day where that is even, else the one of its year; -1 where it has one side only."""
    exact = _even(fine, owed)
    rest = np.where(exact, -1, coarse)
    joined = np.where(exact, fine, np.where(rest >= 0, rest + int(fine.max(initial=-1)) + 1, -1))
    sides = np.zeros((2, int(joined.max(initial=-1)) + 2), dtype=np.bool_)
    sides[0, joined[owed > 0]] = True
    sides[1, joined[owed < 0]] = True
    both = sides[0] & sides[1]
    return np.where((joined >= 0) & both[joined], joined, -1)


def _is_closed(fine: Int, coarse: Int, owed: Int, rows: Int) -> Bool:
    """Return which rows belong to an even lettering."""
    exact = _even(fine[rows], owed[rows])
    closed: Bool = exact | _even(np.where(exact, -1, coarse[rows]), owed[rows])
    return closed


def _led_back(rows: _Rows, opening: Int, before: Int) -> tuple[Int, Int]:
    """Return pairs of a balance brought forward and the earlier row it comes from: same party and amount, the latest first."""
    ours, theirs = opening[::-1], before[np.argsort(-rows.day[before], kind="stable")]
    # one number for amount and sign, above 0
    first, second, _ = same_amount(
        rows.party[ours], rows.owed[ours] - _LOWEST, rows.party[theirs], rows.owed[theirs] - _LOWEST
    )
    return ours[first], theirs[second]


_LOWEST = -(2**62)


def _ignore_repeated(files: Sequence[Lines], years: Sequence[Year], rows: _Rows, items: Items) -> Items:
    """Ignore the rows that repeat the end of a year before; where they differ from it, add the difference, and say it."""
    for number in range(1, len(files)):
        lines = files[number]
        repeated = np.flatnonzero(rows.is_repeated & (rows.file == number))
        if not repeated.size:
            continue
        ignored = np.zeros(len(lines), dtype=np.bool_)
        ignored[rows.row[repeated]] = True
        lines.rows.ignore(ignored, None)
        lines.rows.warnings.append(Notice("reader.fec.forward", file=lines.rows.table.name, rows=int(repeated.size)))
        gap = np.zeros(len(items.parties), dtype=np.int64)
        np.add.at(gap, rows.party[repeated], rows.owed[repeated])
        earlier = items.file < number
        np.add.at(gap, items.party[earlier], np.where(items.adds, -items.cents, items.cents)[earlier])
        if not lines.has_party[rows.row[repeated]].all() and gap.any():  # one balance for all customers
            whole = np.zeros_like(gap)
            whole[rows.party[repeated[0]]] = gap.sum()
            gap = whole
        items = _with_gaps(items, gap, number, years[number].first)
        if gap.any():
            lines.rows.warnings.append(
                Notice(
                    "reader.fec.gap",
                    file=lines.rows.table.name,
                    parties=int(np.count_nonzero(gap)),
                    amount=Cents(int(np.abs(gap).sum())),
                )
            )
    return items


def _with_gaps(items: Items, gap: Int, file: int, day: int) -> Items:
    """Return the items with one more for each party whose balance brought forward is not that of the year before."""
    party = np.flatnonzero(gap)
    if not party.size:
        return items
    size = party.size
    more: dict[str, Any] = {
        "file": np.full(size, file, dtype=np.int64),
        "row": np.full(size, -1, dtype=np.int64),
        "party": party,
        "cents": np.abs(gap[party]),
        "adds": gap[party] > 0,
        "nature": np.full(size, Nature.OTHER, dtype=np.int8),
        "day": np.full(size, day, dtype=np.int64),
        "issue": np.full(size, day, dtype=np.int64),
        "is_forward": np.ones(size, dtype=np.bool_),
        "letter": np.full(size, -1, dtype=np.int64),
    }
    joined: dict[str, Any] = {name: np.concatenate([getattr(items, name), values]) for name, values in more.items()}
    return replace(items, **joined)
