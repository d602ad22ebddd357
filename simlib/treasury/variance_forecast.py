"""A forecast saved: week by week what was expected of each kind, to be held against what came."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from simlib.days import to_date, to_day
from simlib.errors import ImportFailure
from simlib.readers.files import read_table
from simlib.readers.rejects import neutral
from simlib.readers.table import Table, shown
from simlib.running.whole import write_whole

WEEK = 7

COLUMNS = ("scenario", "week_start", "week_end", "line", "kind", "amount")
"""Columns of the file; amounts in currency units."""

Key = tuple[str, str]
"""A part of the table, and a kind of what flows."""


@dataclass(frozen=True)
class Forecast:
    """What was expected, by week, from a day on.

    Attributes:
        scenario: Name of the scenario that it comes from.
        start: First day of the first week.
        rows: Amounts in cents by week, of each part and kind.
    """

    scenario: str
    start: int
    rows: Mapping[Key, tuple[int, ...]]

    @property
    def weeks(self) -> int:
        """Number of weeks."""
        return len(next(iter(self.rows.values()), ()))

    def week(self, number: int) -> tuple[int, int]:
        """Return first and last day of a week, the first being week 0."""
        first = self.start + WEEK * number
        return first, first + WEEK - 1

    def kinds(self, line: str) -> list[str]:
        """Return the kinds of a part, in order."""
        return [kind for part, kind in self.rows if part == line]

    def amounts(self, line: str, kind: str) -> tuple[int, ...]:
        """Return a kind's amounts by week, nothing where it was not expected."""
        return self.rows.get((line, kind), (0,) * self.weeks)

    def seen_from(self, older: "Forecast", known: int) -> "Forecast":
        """Return the weeks of an older forecast that are still to come, as this newer one has them.

        Args:
            older: The older forecast.
            known: Number of its weeks that are known by now.

        Raises:
            ImportFailure: This forecast does not begin with the first week that is to come.
        """
        begins = older.start + WEEK * known
        if self.start != begins:
            raise ImportFailure(
                f"{self.scenario} starts on {to_date(self.start)}, the weeks to come on {to_date(begins)}; give a scenario "
                f"with start: {to_date(begins)}, or leave it out"
            )
        left = older.weeks - known
        keys = dict.fromkeys((*older.rows, *self.rows))
        rows = {key: (*self.amounts(*key)[:left], *older.amounts(*key)[known + self.weeks :]) for key in keys}
        return Forecast(self.scenario, begins, rows)


def write_forecast(forecast: Forecast, path: Path) -> None:
    """Write a forecast as CSV, all of it or nothing; no name in it is a formula."""
    content = io.StringIO(newline="")
    writer = csv.writer(content, lineterminator="\n")
    writer.writerow(COLUMNS)
    for (line, kind), amounts in forecast.rows.items():
        for number, cents in enumerate(amounts):
            first, last = (to_date(day).isoformat() for day in forecast.week(number))
            writer.writerow([neutral(forecast.scenario), first, last, line, neutral(kind), f"{cents / 100:.2f}"])
    write_whole(path, content.getvalue())


def read_forecast(path: Path) -> Forecast:
    """Return a forecast that was saved.

    Raises:
        ImportFailure: The file is none of a saved forecast, or somebody changed what it holds.
    """
    table = read_table(path, lambda header: [place for place, name in enumerate(header) if name in COLUMNS])
    cells = list(_cells(table))
    if not cells:
        raise ImportFailure(f"{table.name} holds no week; save a forecast with simlib treasury SCENARIO --save F.csv")
    starts = sorted({start for _, start, _, _, _ in cells})
    first, weeks = starts[0], len(starts)
    if starts != [first + WEEK * number for number in range(weeks)]:
        raise ImportFailure(f"{table.name}: its weeks do not follow one another; save the forecast again")
    rows: dict[Key, np.ndarray[tuple[int], np.dtype[np.int64]]] = {}
    for _, start, line, kind, cents in cells:
        rows.setdefault((line, kind), np.zeros(weeks, dtype=np.int64))[(start - first) // WEEK] += cents
    return Forecast(cells[0][0], first, {key: tuple(amounts.tolist()) for key, amounts in rows.items()})


def _cells(table: Table) -> Iterator[tuple[str, int, str, str, int]]:
    """Yield scenario, first day, part, kind and cents of each row."""
    places = {name: table.header.index(name) for name in COLUMNS if name in table.header}
    missing = [name for name in COLUMNS if name not in places]
    if missing or table.torn:
        raise ImportFailure(
            f"{table.name} is no saved forecast: it has no column {missing[0] if missing else 'of whole rows'}; save one with "
            "simlib treasury SCENARIO --save F.csv"
        )
    columns: Sequence[list[str]] = [table.columns[places[name]].to_pylist() for name in COLUMNS]
    for row, (scenario, start, _, line, kind, amount) in enumerate(zip(*columns, strict=True)):
        try:
            yield scenario, to_day(date.fromisoformat(start)), line, kind.removeprefix("'"), round(float(amount) * 100)
        except (ValueError, OverflowError):
            raise ImportFailure(
                f"{table.name}:{int(table.lines[row])}: {shown(start)} and {shown(amount)} are no week and no amount as "
                "they were saved; save the forecast again"
            ) from None
