"""Sections that explain: the bridge, what matters most, the customers that owe most."""

from typing import TYPE_CHECKING

from simlib import words
from simlib.charts import bridge_waterfall, customers_bars, tornado_bars
from simlib.experiments.bridge import Part
from simlib.indicators import INDICATORS
from simlib.reporting.document import Block, Cell, Column, Number, Paragraph, Row, Table
from simlib.reporting.drawn import drawn_as

if TYPE_CHECKING:
    from simlib.reporting.report import Report

EXPLAINED = ("dso_count_back", "bfr")
"""Indicators whose difference is attributed to levers."""


def why(report: "Report") -> list[Block]:
    """Return what each lever brings of the difference between today and the scenario shown."""
    lang, found = report.lang, report.bridge
    if found is None:
        return [Paragraph(text=words.text("report.bridge_none", lang))]
    parts, labels = found.parts["dso_count_back"], found.labels(lang)
    most = max(range(len(parts)), key=lambda place: abs(parts[place].mean))
    total = found.totals["dso_count_back"]
    sentence = words.text(
        "report.read_bridge",
        lang,
        lever=labels[most],
        part=words.in_unit(parts[most].mean, "days", lang, signed=True),
        total=words.in_unit(total.mean, "days", lang, signed=True),
        interval=words.plain_interval(total.low, total.high, "days", lang),
    )
    said = words.text(
        "report.bridge_help",
        lang,
        base=found.before.name,
        name=found.after.name,
        n=words.number(found.replications, lang),
    )
    columns = [Column(label=words.text("report.lever", lang))]
    columns += [Column(label=INDICATORS[name].label(lang), style="figure") for name in EXPLAINED]
    order = sorted(range(len(parts)), key=lambda place: -abs(parts[place].mean))
    lines = [(labels[place], [found.parts[name][place] for name in EXPLAINED]) for place in order]
    lines.append((words.text("report.total", lang), [found.totals[name] for name in EXPLAINED]))
    rows = [
        Row(
            cells=(
                Cell(lines=(label,)),
                *(_part(report, name, part) for name, part in zip(EXPLAINED, shares, strict=True)),
            ),
            is_base=label == lines[-1][0],
        )
        for label, shares in lines
    ]
    return [
        Paragraph(text=said, style="help"),
        drawn_as("bridge", bridge_waterfall(found, "dso_count_back", lang), sentence),
        Table(name=words.text("report.sheet_bridge", lang), columns=tuple(columns), rows=tuple(rows), style="results"),
    ]


def _part(report: "Report", name: str, part: Part) -> Cell:
    """Return what a lever brings of an indicator, with the ends of its interval."""
    unit = INDICATORS[name].unit

    def number(value: float) -> Number:
        text = words.in_unit(value, unit, report.lang, currency=report.base.currency, signed=True)
        return Number(text, value, "", unit)

    return Cell(number=number(part.mean), band=(number(part.low), number(part.high)))


def sensitivity(report: "Report") -> list[Block]:
    """Return what moves the DSO of today most."""
    lang, found = report.lang, report.tornado
    bars = [bar for bar in found.bars if bar.swing > 0.0]
    sentence = words.text("report.read_tornado_none", lang)
    if bars:
        swing = words.in_unit(bars[0].swing, "days", lang)
        sentence = words.text("report.read_tornado", lang, lever=bars[0].lever.label(lang), swing=swing)
    share, n = words.percent(found.share, lang), words.number(found.replications, lang)
    return [
        Paragraph(text=words.text("report.tornado_help", lang, share=share, n=n), style="help"),
        drawn_as("tornado", tornado_bars(found, lang), sentence),
    ]


def who_owes(report: "Report") -> list[Block]:
    """Return the customers that owe most."""
    lang, table, currency = report.lang, report.customers, report.base.currency
    late = table[table["overdue_cents"] > 0]
    sentence = words.text(
        "report.read_customers",
        lang,
        n=words.number(len(late), lang),
        date=words.date_text(table["date"].iloc[0], lang),
        amount=words.money_short(float(late["overdue_cents"].sum()) / 100.0, lang, currency),
    )
    return [drawn_as("customers", customers_bars(table, lang, currency), sentence)]
