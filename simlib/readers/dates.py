"""Dates of a column read, whatever the format; refused where day and month could be either and nothing decides."""

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow.compute as pc

from simlib.days import to_day
from simlib.errors import ImportFailure
from simlib.readers.notices import Notice
from simlib.readers.table import Bool, Column, Int, several

MISSING = int(np.iinfo(np.int64).min)
"""The day of a cell that holds none."""

_LONGEST_TEXT = 60
_SHORTEST_STAMP = 16

FIRST_YEAR, LAST_YEAR = 1970, 2100

Order = Literal["day_first", "month_first"]

_TIME = re.compile(
    r"[T ,]+\d{1,2}[:hH]\d{2}(:\d{2}([.,]\d+)?)?\s*([AaPp]\.?[Mm]\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$", re.ASCII
)
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", re.ASCII)
_EIGHT_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})\s?([-/. ])\s?(\d{1,2})\s?\2\s?(\d{4})", re.ASCII)
_SHORT_YEAR = re.compile(r"(\d{1,2})([/.])(\d{1,2})\2(\d{2})", re.ASCII)
_DAY_NAME_YEAR = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th)?[ \-/.]*([^\W\d_]{3,})\.?[ \-/,.]*(\d{4}|\d{2})")
_NAME_DAY_YEAR = re.compile(r"([^\W\d_]{3,})\.?[ \-]*(\d{1,2})(?:st|nd|rd|th)?,?[ \-]*(\d{4})")
_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "jan january janv janvier",
            "feb february fev fevr fevrier fév févr février",
            "mar march mars",
            "apr april avr avril",
            "may mai",
            "jun june juin",
            "jul july juil juillet",
            "aug august aou aout aoû août",
            "sep sept september septembre",
            "oct october octobre",
            "nov november novembre",
            "dec december déc decembre décembre",
        ),
        start=1,
    )
    for name in names.split()
}


@dataclass(frozen=True)
class Dates:
    """A column of dates: int64 days (`MISSING` where there is none) and whether each cell is blank."""

    days: Int
    is_blank: Bool

    @property
    def is_unreadable(self) -> Bool:
        """Cells that hold something else than a date between 1970 and 2100."""
        unreadable: Bool = (self.days == MISSING) & ~self.is_blank
        return unreadable


@dataclass(frozen=True)
class _Either:
    """A date whose first two numbers are a day and a month in an order still to be told."""

    text: str
    first: int
    second: int
    year: int

    def day(self, order: Order | None) -> int:
        """Return the day under an order, or under the only one that gives a date; `MISSING` if there is no such date."""
        if order is None:
            return max(self.day("day_first"), self.day("month_first"))
        day, month = (self.first, self.second) if order == "day_first" else (self.second, self.first)
        return _day(self.year, month, day)


def read_dates(column: Column, formats: Sequence[str], order: Order | None, where: str) -> Dates:
    """Return the days of a column.

    Args:
        column: The cells as text.
        formats: The only formats allowed, as `strptime` writes them; none allows every usual one.
        order: Whether the day or the month stands first, where that is known.
        where: File and column, for messages.

    Raises:
        ImportFailure: Some date could be read two ways and no other one decides.
    """
    coded = pc.dictionary_encode(pc.utf8_trim_whitespace(_without_long_times(column)))
    texts: list[str] = coded.dictionary.to_pylist()
    read = [MISSING if len(text) > _LONGEST_TEXT else _read(text, formats) for text in texts]
    chosen = order or _order([date for date in read if isinstance(date, _Either)], where)
    days = np.array([date.day(chosen) if isinstance(date, _Either) else date for date in read], dtype=np.int64)
    blank = np.array([not text for text in texts], dtype=np.bool_)
    codes = coded.indices.to_numpy()
    return Dates(days[codes], blank[codes])


def _without_long_times(column: Column) -> Column:
    """Return a column of time stamps as dates, so that few different texts are left to read; others as they are."""
    if (pc.max(pc.binary_length(column)).as_py() or 0) < _SHORTEST_STAMP:
        return column
    stamp = pc.match_substring_regex(column, r"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$")
    if not pc.any(stamp).as_py():
        return column
    return pc.if_else(stamp, pc.utf8_slice_codeunits(column, 0, 10), column)


def _order(dates: Sequence[_Either], where: str) -> Order | None:
    """Return the order of day and month that a column's own dates tell, None where each date tells its own."""
    day_first = [date for date in dates if date.day("month_first") == MISSING != date.day("day_first")]
    month_first = [date for date in dates if date.day("day_first") == MISSING != date.day("month_first")]
    undecided = [date for date in dates if MISSING != date.day("day_first") != date.day("month_first") != MISSING]
    if bool(day_first) != bool(month_first):
        return "day_first" if day_first else "month_first"
    if not undecided:
        return None
    told = {"where": where, "either": _examples(undecided), "remedy": Notice("refusal.order_remedy")}
    if day_first:
        two = {"day_first": _examples(day_first, 1), "month_first": _examples(month_first, 1)}
        raise ImportFailure(Notice("refusal.order_mixed", **told, **two))
    raise ImportFailure(Notice("refusal.order_unknown", **told))


def _examples(dates: Iterable[_Either], most: int = 3) -> str:
    return several(sorted({date.text for date in dates}), most)


def _read(text: str, formats: Sequence[str]) -> int | _Either:
    """Return the day of a text, or the two numbers that could be day and month."""
    return _in_formats(text, formats) if formats else _in_any_format(text)


def _in_formats(text: str, formats: Sequence[str]) -> int:
    """Return the day of a text in one of some formats, with or without a time of day after it."""
    for candidate in (text, _TIME.sub("", text)):
        for layout in formats:
            try:
                date = datetime.datetime.strptime(candidate, layout)  # noqa: DTZ007  # only its date is kept
            except ValueError:
                continue
            return _day(date.year, date.month, date.day)
    return MISSING


def _in_any_format(text: str) -> int | _Either:
    """Return the day of a text in any usual format, or the two numbers that could be day and month."""
    text = _TIME.sub("", text)
    if match := _YEAR_FIRST.fullmatch(text):
        return _day(int(match[1]), int(match[3]), int(match[4]))
    if match := _YEAR_LAST.fullmatch(text):
        return _Either(text, int(match[1]), int(match[3]), int(match[4]))
    if match := _SHORT_YEAR.fullmatch(text):
        return _Either(text, int(match[1]), int(match[3]), _long_year(match[4]))
    if match := _EIGHT_DIGITS.fullmatch(text):
        day = _day(int(match[1]), int(match[2]), int(match[3]))
        return day if day != MISSING else _Either(text, int(text[:2]), int(text[2:4]), int(text[4:]))
    if match := _DAY_NAME_YEAR.fullmatch(text):
        return _day(_long_year(match[3]), _MONTHS.get(match[2].lower(), 0), int(match[1]))
    if match := _NAME_DAY_YEAR.fullmatch(text):
        return _day(int(match[3]), _MONTHS.get(match[1].lower(), 0), int(match[2]))
    return MISSING


def _long_year(digits: str) -> int:
    """Return the year that two or four digits stand for: 69 is 2069, 70 is 1970."""
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year < FIRST_YEAR - 1900 else 1900)


def _day(year: int, month: int, day: int) -> int:
    """Return a day number, `MISSING` if there is no such date between the first and the last year."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return MISSING
    try:
        return to_day(datetime.date(year, month, day))
    except ValueError:
        return MISSING


def no_dates(rows: int) -> Dates:
    """Return the dates of a column that is not there."""
    return Dates(np.full(rows, MISSING, dtype=np.int64), np.ones(rows, dtype=np.bool_))
