"""The Excel file of the treasury: 13 weeks, 12 months, assumptions, remedies, forecast against actual; sums are live formulas.

No name can become a formula: every text is written as text, whatever it begins with.
"""

from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from simlib.days import to_date
from simlib.running.whole import beside
from simlib.scenario.register import Assumption, register
from simlib.treasury.excel_look import Look
from simlib.treasury.excel_periods import Periods
from simlib.treasury.kinds import kind_label
from simlib.treasury.sheet import CENTS, Planned, Sheet, months, weeks
from simlib.treasury.variance import Variance
from simlib.words import date_text, number, text

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

HEAD = 4
"""Row of the heads of the columns of a list, from 0."""


class RemedyRow(NamedTuple):
    """What a remedy brings and costs, for a row of the sheet; amounts in currency units.

    Attributes:
        label: Its name.
        cash: Cash that it frees.
        cost: What it costs a year.
        low: Lower end of the interval of its rate a year; None where it has no price.
        high: Higher end.
        parts: What the cost is made of, in words.
    """

    label: str
    cash: float
    cost: float
    low: float | None
    high: float | None
    parts: str


def write_excel(
    plan: Planned,
    path: Path,
    lang: str,
    *,
    remedies: Sequence[RemedyRow] = (),
    sentences: Sequence[str] = (),
    variances: Sequence[Variance] = (),
) -> None:
    """Write the file, all of it or nothing.

    Args:
        plan: What is told.
        path: The file.
        lang: The reader's language.
        remedies: Rows of the sheet of remedies, the cheapest first; without any there is no such sheet.
        sentences: What stands below them.
        variances: Forecast against actual; without any there is no such sheet.
    """
    from xlsxwriter import Workbook

    with beside(path) as draft:
        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        with Workbook(str(draft), options) as book:
            book.set_properties(
                {
                    "title": text("excel.title", lang),
                    "created": datetime.combine(plan.scenario.start, time()),
                }
            )
            look = Look(book, lang)
            for kind, sheet in (("week", weeks(plan)), ("month", months(plan))):
                page = book.add_worksheet(text(f"excel.{kind}s_title", lang, n=sheet.periods))
                title = text(f"excel.{kind}s_head", lang, n=sheet.periods)
                Periods(page, look, sheet, lang, kind).write(title, _subtitle(plan, sheet, lang))
            _assumptions(book, look, plan, lang)
            if remedies:
                _remedies(book, look, remedies, sentences, lang)
            if variances:
                _variances(book, look, variances, lang)


def _subtitle(plan: Planned, sheet: Sheet, lang: str) -> str:
    """Return what the table is of."""
    scenario = plan.scenario
    first, last = (date_text(to_date(day), lang) for day in (sheet.starts[0], sheet.ends[-1]))
    return text(
        "excel.of",
        lang,
        name=scenario.name,
        digest=scenario.digest,
        currency=scenario.currency,
        first=first,
        last=last,
        n=number(plan.replications, lang),
    )


def _list(book: "Workbook", look: Look, key: str, columns: Sequence[tuple[str, float]], lang: str) -> "Worksheet":
    """Return a sheet that holds a list: its title, its heads, its page."""
    title = text(f"excel.{key}_title", lang)
    page = book.add_worksheet(title)
    page.write_string(0, 0, title, look.title)
    page.write_string(1, 0, text(f"excel.{key}_how", lang), look.subtitle)
    page.set_row(0, 26)
    for column, (name, width) in enumerate(columns):
        page.write_string(HEAD, column, text(f"excel.column.{name}", lang), look.head_wrapped)
        page.set_column(column, column, width)
    page.freeze_panes(HEAD + 1, 1)
    page.hide_gridlines(2)
    page.repeat_rows(HEAD)
    page.fit_to_pages(1, 0)
    look.print_landscape(page)
    return page


def _assumptions(book: "Workbook", look: Look, plan: Planned, lang: str) -> None:
    """Write every value that the plan depends on, with its unit, who set it, and its source."""
    columns = (("label", 64), ("value", 22), ("unit", 20), ("status", 28), ("source", 56), ("path", 54))
    page = _list(book, look, "assumptions", columns, lang)
    used = [one for one in register(plan.scenario) if one.is_used]
    for row, one in enumerate(used, start=HEAD + 1):
        page.write_string(row, 0, one.label(lang), look.cell)
        _value(page, look, row, one)
        for column, words in enumerate(
            (one.unit(lang), one.status.label(lang), one.declared.source, one.dotted), start=2
        ):
            page.write_string(row, column, words, look.cell)
    page.autofilter(HEAD, 0, HEAD + len(used), len(columns) - 1)


def _value(page: "Worksheet", look: Look, row: int, one: Assumption) -> None:
    """Write a value: a number as one, all else as text."""
    if isinstance(one.value, bool) or not isinstance(one.value, int | float):
        page.write_string(row, 1, str(one.value), look.cell)
    else:
        page.write_number(row, 1, one.value, look.plain)


def _remedies(book: "Workbook", look: Look, remedies: Sequence[RemedyRow], sentences: Sequence[str], lang: str) -> None:
    """Write what each remedy costs, its rate a year as a formula."""
    columns = (("remedy", 38), ("cash", 18), ("cost", 18), ("a_year", 14), ("low", 12), ("high", 12), ("parts", 70))
    page = _list(book, look, "remedies", columns, lang)
    for row, one in enumerate(remedies, start=HEAD + 1):
        page.write_string(row, 0, one.label, look.cell)
        page.write_number(row, 1, one.cash, look.amount_top)
        page.write_number(row, 2, one.cost, look.amount_top)
        if one.low is None or one.high is None:
            page.write_string(row, 3, text("remedies.none", lang), look.cell)
        else:
            rate = one.cost / one.cash * 360 / 365
            page.write_formula(row, 3, f"=C{row + 1}/B{row + 1}*360/365", look.rate, rate)
            page.write_number(row, 4, one.low, look.rate)
            page.write_number(row, 5, one.high, look.rate)
        page.write_string(row, 6, one.parts, look.cell)
    for row, sentence in enumerate(sentences, start=HEAD + len(remedies) + 2):
        page.write_string(row, 0, sentence, look.subtitle)


def _variances(book: "Workbook", look: Look, variances: Sequence[Variance], lang: str) -> None:
    """Write forecast against actual week by week, differences and sums as formulas."""
    columns = (
        ("week_start", 14), ("week_end", 14), ("part", 18), ("kind", 30), ("forecast", 16), ("actual", 16), ("variance", 16),
        ("timing", 16), ("permanent", 16),
    )  # fmt: skip
    page = _list(book, look, "variances", columns, lang)
    for row, one in enumerate(variances, start=HEAD + 1):
        page.write_datetime(row, 0, to_date(one.week_start), look.date)
        page.write_datetime(row, 1, to_date(one.week_end), look.date)
        page.write_string(row, 2, text(f"line.{one.line}", lang), look.cell)
        page.write_string(row, 3, kind_label(one.kind, lang), look.cell)
        page.write_number(row, 4, one.forecast / CENTS, look.amount)
        page.write_number(row, 5, one.actual / CENTS, look.amount)
        page.write_formula(row, 6, f"=F{row + 1}-E{row + 1}", look.amount, one.difference / CENTS)
        page.write_number(row, 7, one.timing / CENTS, look.amount)
        page.write_formula(row, 8, f"=G{row + 1}-H{row + 1}", look.amount, one.permanent / CENTS)
    page.autofilter(HEAD, 0, HEAD + len(variances), len(columns) - 1)
