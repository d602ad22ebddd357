"""Weeks and months of a cash plan as tables to look at, in the reader's language: the same lines and digits in every place."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from simlib.days import to_date
from simlib.treasury.kinds import kind_label
from simlib.treasury.sheet import FLOWS, MONTHS, WEEKS, Planned, Sheet, Values, months, weeks
from simlib.words import day_text, month_text, number, percent, text

if TYPE_CHECKING:
    import pandas as pd

INDENT = "\u2003"
"""Before a kind: wider than a space, and kept by pages."""


HEAD = 10
"""Width of the longest head of a column."""


class Line(NamedTuple):
    """A line of the table.

    Attributes:
        label: What it is.
        cells: Its values as they are read.
        is_strong: Whether it is a sum or a balance.
        key: Part and kind, or what it is called in other tables.
        values: Its values, one a period.
        is_share: Whether they are shares, not amounts.
    """

    label: str
    cells: list[str]
    is_strong: bool
    key: str
    values: Values
    is_share: bool = False


def lines(sheet: Sheet, lang: str) -> Iterator[Line]:
    """Yield the lines of a table, amounts in whole units of the currency."""

    def line(key: str, values: Values, *, is_strong: bool = False) -> Line:
        return Line(text(f"line.{key}", lang), _amounts(values, lang), is_strong, key, values)

    yield line("opening", sheet.opening.mean, is_strong=True)
    for part in FLOWS:
        for kind, values in sheet.flows[part].items():
            yield Line(INDENT + kind_label(kind, lang), _amounts(values, lang), False, f"{part}.{kind}", values)
        if sheet.flows[part]:
            yield line(f"{part}_total", sheet.total(part), is_strong=True)
    yield line("closing", sheet.closing.mean, is_strong=True)
    yield line("headroom", sheet.headroom)
    yield line("p10", sheet.closing.p10)
    yield line("p90", sheet.closing.p90)
    yield line("lowest", sheet.lowest.mean)
    shares = [percent(float(share), lang) for share in sheet.breach]
    yield Line(text("line.breach", lang), shares, False, "breach", sheet.breach, is_share=True)
    if sheet.bfr is not None:
        yield line("bfr", sheet.bfr.mean)


def heads(sheet: Sheet, lang: str) -> list[str]:
    """Return what a table's columns are called: the first day of each week, or the month."""
    if sheet.bfr is None:
        return [day_text(to_date(start), lang) for start in sheet.starts]
    return [month_text(to_date(end), lang) for end in sheet.ends]


def weeks_table(plan: Planned, lang: str, count: int = WEEKS) -> "pd.DataFrame":
    """Return the table of weeks."""
    return _table(weeks(plan, count), lang, "excel.weeks_head")


def months_table(plan: Planned, lang: str, count: int = MONTHS) -> "pd.DataFrame":
    """Return the table of months."""
    return _table(months(plan, count), lang, "excel.months_head")


def _table(sheet: Sheet, lang: str, key: str) -> "pd.DataFrame":
    import pandas as pd

    found = list(lines(sheet, lang))
    cells = pd.DataFrame(
        [line.cells for line in found], index=[line.label for line in found], columns=heads(sheet, lang)
    )
    return cells.rename_axis(text(key, lang, n=sheet.periods))


def _amounts(values: Values, lang: str) -> list[str]:
    return [number(float(value), lang) for value in values]
