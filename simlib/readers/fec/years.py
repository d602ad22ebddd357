"""The financial year of each FEC, and what one year carries forward to the next."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from simlib.days import add_months, to_date, to_day
from simlib.errors import ImportFailure
from simlib.readers.fec.lines import Lines
from simlib.readers.notices import Notice
from simlib.readers.table import Bool

_EDGE = 0.005
"""Share of a year's rows that may bear a day far from the others, at either end."""

_LONG = 0.05
"""Share of rows beyond twelve months that makes a year longer than that."""

_LEEWAY = 31
"""Days by which a year may seem to end too early or too late."""

_SIREN = re.compile(r"(\d{9})FEC\d{8}", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True)
class Year:
    """The days that a FEC covers.

    Attributes:
        first, last: First and last day of the financial year.
        has_opening: Whether balances are brought forward in it.
    """

    first: int
    last: int
    has_opening: bool


def year_of(lines: Lines, opening: Bool) -> Year:
    """Return the year of a FEC: from its opening entries or the month of its first rows, over twelve months or until its last rows."""
    day = lines.day[lines.accepted]
    if not day.size:
        return Year(0, 0, has_opening=False)
    opened = lines.day[lines.accepted & opening]
    low, high = (int(edge) for edge in np.quantile(day, (_EDGE, 1 - _EDGE), method="nearest"))
    if opened.size:
        days, times = np.unique(opened, return_counts=True)
        first = int(days[np.argmax(times)])
    else:
        first = to_day(to_date(low).replace(day=1))
    last = to_day(_months_later(to_date(first), 12)) - 1
    if float(np.mean(day > last + _LEEWAY)) > _LONG:
        last = to_day(_months_later(to_date(high).replace(day=1), 1)) - 1
    return Year(first, last, has_opening=bool(opened.size))


def _months_later(date: datetime.date, months: int) -> datetime.date:
    """Return a date some months later, or the last day of the calendar."""
    try:
        return add_months(date, months)
    except ValueError:
        return datetime.date.max


def say_outside(lines: Lines, year: Year) -> None:
    """Warn of rows dated outside the year."""
    outside = lines.accepted & ((lines.day < year.first) | (lines.day > year.last))
    if outside.any():
        lines.rows.warnings.append(
            Notice(
                "reader.fec.outside",
                file=lines.rows.table.name,
                rows=int(np.count_nonzero(outside)),
                first=to_date(year.first),
                last=to_date(year.last),
            )
        )


def in_order(files: Sequence[Lines], years: Sequence[Year]) -> list[int]:
    """Return the files in the order of their years.

    Raises:
        ImportFailure: Two files tell the same year, or a year between two files is missing.
    """
    order = sorted(range(len(files)), key=lambda file: years[file].first)
    for before, after in pairwise(order):
        names = {"one": files[before].rows.table.name, "other": files[after].rows.table.name}
        if years[before].first == years[after].first:
            raise ImportFailure(Notice("refusal.fec_same_year", **names, day=to_date(years[before].first)))
        if years[after].first > years[before].last + _LEEWAY:
            end, start = to_date(years[before].last), to_date(years[after].first)
            raise ImportFailure(Notice("refusal.fec_gap", **names, end=end, start=start))
    return order


def say_several_firms(files: Sequence[Lines]) -> None:
    """Warn of files whose names bear the numbers of different firms."""
    found = {match[1] for lines in files if (match := _SIREN.search(lines.rows.table.name))}
    if len(found) > 1:
        files[0].rows.warnings.append(Notice("reader.fec.firms", numbers=", ".join(sorted(found))))
