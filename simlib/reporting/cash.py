"""Sections on cash: how low it falls, its weeks and months, and what the remedies for a lack of it cost."""

from typing import TYPE_CHECKING

from simlib import words
from simlib.charts import bfr_months, cash_weeks, plan_fan, remedies_bars
from simlib.days import to_date
from simlib.experiments import grid_of, remedies
from simlib.experiments.remedies_tables import parts_text, sentences
from simlib.indicators import Unit
from simlib.reporting.document import Block, Cell, Column, Number, Paragraph, Row, Table
from simlib.reporting.drawn import drawn_as
from simlib.treasury import CashPlan, plan_of
from simlib.treasury.sheet import Sheet
from simlib.treasury.sheet import months as by_month
from simlib.treasury.sheet import weeks as by_week
from simlib.treasury.tables import INDENT, heads, lines

if TYPE_CHECKING:
    from simlib.reporting.report import Report

THOUSAND = 1_000.0
"""What amounts of a plan are told in: thirteen columns stand side by side on a sheet."""

REMEDIES = "remedies.yaml"
MOST_WORLDS = 100
"""Worlds on which remedies are held against one another: every one of them is a run of its own."""


def low(report: "Report") -> list[Block]:
    """Return the course of the cash with its floor, and the chance of falling under it."""
    lang, plan = report.lang, plan_of(report.shown)
    today = None if report.is_alone else plan_of(report.today)
    return [
        Paragraph(text=words.text("report.cash_plan_help", lang), style="help"),
        drawn_as("cash_plan", plan_fan(plan, today, lang), _reading(plan, lang)),
    ]


def weekly(report: "Report") -> list[Block]:
    """Return the weeks of the plan as a figure and as a table."""
    lang, plan = report.lang, plan_of(report.shown)
    sheet = by_week(plan)
    said = words.text(
        "report.read_weeks",
        lang,
        opening=_money(sheet.opening.mean[0], report),
        closing=_money(sheet.closing.mean[-1], report),
        n=sheet.periods,
    )
    return [
        drawn_as("cash_weeks", cash_weeks(plan, lang), said),
        Paragraph(text=_in_thousands(report), style="help"),
        _table(report, sheet, words.text("report.thirteen_weeks", lang)),
    ]


def monthly(report: "Report") -> list[Block]:
    """Return the months of the plan, with the working capital need at the end of each."""
    lang, plan = report.lang, plan_of(report.shown)
    sheet = by_month(plan)
    assert sheet.bfr is not None
    most, least = sheet.bfr.mean.argmax(), sheet.bfr.mean.argmin()
    said = words.text(
        "report.read_months",
        lang,
        most=_money(sheet.bfr.mean[most], report),
        when=words.month_text(to_date(sheet.ends[most]), lang),
        least=_money(sheet.bfr.mean[least], report),
    )
    return [
        drawn_as("bfr_months", bfr_months(plan, lang), said),
        Paragraph(text=_in_thousands(report), style="help"),
        _table(report, sheet, words.text("report.twelve_months", lang)),
    ]


def cheapest(report: "Report") -> list[Block]:
    """Return what the remedies that come with the project cost, a euro and year, the cheapest first."""
    from simlib.shipped import shipped  # where what comes with the project lies

    lang, base = report.lang, report.base
    found = remedies(
        base,
        grid_of(report.spec, shipped(f"scenarios/grids/{REMEDIES}")),
        replications=min(report.today.replications, MOST_WORLDS),
        seed=report.today.seed,
        engine=report.today.engine,
    )
    columns = [words.text(f"remedies.column.{name}", lang) for name in ("remedy", "cash", "cost", "a_year", "parts")]
    rows = []
    for price in found.remedies:
        rate = price.a_year
        is_priced = rate.value == rate.value
        asked = words.percent(rate.value, lang, 1) if is_priced else words.text("remedies.none", lang)
        ends = tuple(
            Number(words.percent(end, lang, 1), end, "", Unit.SHARE) for end in (rate.low, rate.high) if is_priced
        )
        cells = (
            Cell(lines=(price.label(lang),)),
            Cell(number=_number(price.cash.mean, report, f"{price.name}|remedy|cash", signed=True)),
            Cell(number=_number(price.cost.mean, report, f"{price.name}|remedy|cost", signed=True)),
            Cell(
                number=Number(asked, rate.value, f"{price.name}|remedy|a_year", Unit.SHARE),
                band=(ends[0], ends[1]) if ends else None,
            ),
            Cell(lines=(parts_text(price, lang, base.currency),)),
        )
        rows.append(Row(cells=cells))
    styles = ("words", "figure", "figure", "figure", "words")
    return [
        Paragraph(text=words.text("report.remedies_help", lang), style="help"),
        drawn_as("remedies", remedies_bars(found, lang), sentences(found, lang)[0]),
        Table(
            name=words.text("report.remedies", lang),
            columns=tuple(Column(label=label, style=style) for label, style in zip(columns, styles, strict=True)),
            rows=tuple(rows),
            style="values",
        ),
        *(Paragraph(text=said, style="help") for said in sentences(found, lang)[1:]),
    ]


# ------------------------------------------------------------------------------------------------------------------ the parts


def _reading(plan: CashPlan, lang: str) -> str:
    """Return how often cash falls under its floor, and in which week most."""
    currency, sheet = plan.scenario.currency, by_week(plan, len(plan.breach_by_week()))
    share = float(plan.indicators["breach_probability"].mean())
    said = words.text(
        "treasury.floor", lang, floor=words.money(plan.floor, lang, currency), share=words.percent(share, lang, 1)
    )
    worst = int(sheet.breach.argmax())
    if sheet.breach[worst] <= 0.0:
        return said
    week = words.date_text(to_date(sheet.starts[worst]), lang)
    risk = words.percent(float(sheet.breach[worst]), lang)
    return f"{said} {words.text('treasury.worst', lang, n=worst + 1, week=week, share=risk)}"


def _table(report: "Report", sheet: Sheet, name: str) -> Table:
    """Return the table of a plan; what never flows in its periods is left out."""
    lang, of = report.lang, report.shown_name
    rows = []
    for line in lines(sheet, lang):
        if "." in line.key and not line.values.any():
            continue
        numbers = [
            Number(
                words.percent(value, lang) if line.is_share else words.number(value / THOUSAND, lang),
                round(value, 2) if not line.is_share else value,
                f"{of}|plan|{line.key}|{start}-{end}",
                Unit.SHARE if line.is_share else Unit.MONEY,
            )
            for value, start, end in zip(line.values.tolist(), sheet.starts, sheet.ends, strict=True)
        ]
        label = line.label.replace(INDENT, "\u2002")
        rows.append(Row(cells=(Cell(lines=(label,)), *(Cell(number=one) for one in numbers)), is_base=line.is_strong))
    columns = (Column(label=""), *(Column(label=head, style="figure") for head in heads(sheet, lang)))
    return Table(name=name, columns=columns, rows=tuple(rows), style="plan")


def _in_thousands(report: "Report") -> str:
    n = words.number(report.shown.replications, report.lang)
    return words.text("report.in_thousands", report.lang, currency=report.base.currency, n=n)


def _number(value: float, report: "Report", of: str, *, signed: bool = False) -> Number:
    text = words.money(value, report.lang, report.base.currency, signed=signed)
    return Number(text, round(value, 2), of, Unit.MONEY)


def _money(value: float, report: "Report") -> str:
    return words.money_short(float(value), report.lang, report.base.currency)
