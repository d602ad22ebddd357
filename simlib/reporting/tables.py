"""Tables of results: the scenarios side by side, and before and after."""

from collections.abc import Sequence
from typing import NamedTuple

from simlib.days import to_date
from simlib.indicators import INDICATORS
from simlib.reporting.document import Number
from simlib.reporting.numbers import Numbers, Step
from simlib.words import date_text, text

COLUMNS = ("dso_count_back", "overdue", "bfr", "cash_end", "cost_to_collect")
"""Indicators of the scenarios side by side."""

FOLLOWED = ("dso_count_back", "overdue", "bfr", "cash_end")
"""Indicators before and after."""

AFTER_MONTHS = (3, 6, 12)


class Cell(NamedTuple):
    """One value of a table.

    Attributes:
        label: What its column is called.
        value: The value.
        before: The base's, where the cell shows both.
        step: The change against the base, None for the base itself.
        band: Where the value lies eight times in ten, for the base.
    """

    label: str
    value: Number
    before: Number | None
    step: Step | None
    band: tuple[Number, Number]


class Row(NamedTuple):
    """One row of a table: what it is called, what it means, and its cells."""

    label: str
    help: str
    cells: tuple[Cell, ...]
    better: Number | None = None


class Horizon(NamedTuple):
    """A month end after the start."""

    label: str
    date: str
    day: int


def side_by_side(numbers: Numbers) -> list[Row]:
    """Return one row a scenario, the base first."""
    rows = []
    for name, result in numbers.comparison.results.items():
        description = result.scenario.description
        said = description.of(numbers.lang) if description is not None else ""
        cells = tuple(_cell(numbers, name, indicator, _label(numbers, indicator)) for indicator in COLUMNS)
        better = None if name == numbers.base else numbers.probability(name, "dso_count_back")
        rows.append(Row(name, said, cells, better))
    return rows


def horizons(numbers: Numbers) -> list[Horizon]:
    """Return the month ends 3, 6 and 12 months after the start, as far as the scenario goes; else its last."""
    result, lang = numbers.result(numbers.base), numbers.lang
    ends = result.month_ends or [result.end]
    months = [n for n in AFTER_MONTHS if n <= len(ends)] or [len(ends)]
    return [
        Horizon(
            text("report.after_month", lang) if n == 1 else text("report.after_months", lang, n=n),
            date_text(to_date(ends[n - 1]), lang),
            ends[n - 1],
        )
        for n in months
    ]


def before_and_after(numbers: Numbers, name: str, days: Sequence[Horizon]) -> list[Row]:
    """Return one row an indicator of a scenario, one cell a month end."""
    return [
        Row(
            text("report.cash", numbers.lang) if indicator == "cash_end" else _label(numbers, indicator),
            "",
            tuple(_cell(numbers, name, indicator, at.label, at.day, with_base=True) for at in days),
        )
        for indicator in FOLLOWED
    ]


def _cell(
    numbers: Numbers, name: str, indicator: str, label: str, day: int | None = None, *, with_base: bool = False
) -> Cell:
    is_base = name == numbers.base
    low, high = (numbers.number(name, indicator, point, day) for point in ("p10", "p90"))
    return Cell(
        label,
        numbers.number(name, indicator, day=day),
        numbers.number(numbers.base, indicator, day=day) if with_base and not is_base else None,
        None if is_base else numbers.step(name, indicator, day),
        (low, high),
    )


def _label(numbers: Numbers, indicator: str) -> str:
    return INDICATORS[indicator].label(numbers.lang)
