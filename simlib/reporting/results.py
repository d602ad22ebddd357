"""Sections on what scenarios change: title, executive summary, side by side, before and after."""

from typing import TYPE_CHECKING

from simlib import words
from simlib.charts import headlines
from simlib.indicators import INDICATORS
from simlib.reporting.document import (
    Block,
    Bullets,
    Card,
    Cards,
    Cell,
    Column,
    Columns,
    Definitions,
    Paragraph,
    Row,
    Table,
    Title,
)
from simlib.reporting.summary import best_of, lead, period_of_flows, told
from simlib.reporting.tables import COLUMNS, before_and_after, horizons, side_by_side
from simlib.reporting.tables import Cell as Value
from simlib.scenario.register import learned_file

if TYPE_CHECKING:
    from simlib.reporting.report import Report


def title(report: "Report") -> Title:
    """Return what stands on the first page."""
    lang, base, brand = report.lang, report.base, report.brand
    names = [words.text("report.today", lang, name=base.name)]
    names += [words.text("report.quoted", lang, name=name) for name in report.numbers.others]
    facts = {
        "start": words.date_text(base.start, lang),
        "length": words.text("report.months", lang, n=base.months),
        "worlds": words.number(report.today.replications, lang),
        "compared": ", ".join(names[:5]) + (words.text("report.and_more", lang, n=len(names) - 5) if names[5:] else ""),
    }
    return Title(
        said=words.text(f"report.kind.{report.template}", lang),
        heading=report.heading,
        description=base.description.of(lang) if base.description is not None else "",
        facts=tuple((words.text(f"report.{name}", lang), value) for name, value in facts.items()),
        client=brand.client,
        author=brand.author,
        date=report.date_text,
        mark=brand.said(brand.confidentiality, lang),
    )


def summary(report: "Report") -> list[Block]:
    """Return the executive summary."""
    lang, numbers, shown = report.lang, report.numbers, report.shown_name
    blocks: list[Block] = [Paragraph(text=lead(numbers), style="lead")]
    if not report.is_alone:
        best = best_of(numbers)
        key = "no_best" if best is None else "best_one" if len(numbers.others) == 1 else "best"
        blocks.append(Paragraph(text=words.text(f"report.{key}", lang, name=best), style="strong"))
        blocks.append(Paragraph(text=words.text("report.card_of", lang, name=shown)))
    blocks.append(Cards(cards=_cards(report)))
    scenarios = told(numbers)
    parts = tuple(
        Bullets(
            title="" if report.is_alone else words.text("report.quoted", lang, name=one.name),
            help="" if report.is_alone else one.description,
            items=one.sentences,
        )
        for one in scenarios
    )
    blocks.append(Columns(parts=parts))
    untold = len(numbers.others) - len(scenarios)
    if untold > 0:
        blocks.append(Paragraph(text=words.text("report.more", lang, n=untold)))
    learned = learned_file(report.base)
    caution = [
        words.text("report.caution_effects", lang),
        words.text("report.caution_learned", lang, file=learned)
        if learned
        else words.text("report.caution_given", lang),
        words.text("report.caution_interval", lang),
    ]
    blocks.append(Bullets(title=words.text("report.caution", lang), items=tuple(caution), style="caution"))
    return blocks


def _cards(report: "Report") -> tuple[Card, ...]:
    """Return the figures that come first."""
    lang, numbers = report.lang, report.numbers
    found = []
    for card in headlines(report.shown, None if report.is_alone else report.today, lang):
        value = numbers.number(report.shown_name, card.name)._replace(text=card.value)
        before = numbers.number(report.comparison.base, card.name)
        is_beside = bool(card.interval)
        found.append(
            Card(
                label=card.label,
                value=value,
                against=words.text("report.against", lang, value=before.text) if is_beside else "",
                change=card.change if is_beside else "",
                interval=card.interval or card.band,
                tone=card.tone,
            )
        )
    return tuple(found)


def policies(report: "Report") -> list[Block]:
    """Return the table of the scenarios side by side."""
    lang, numbers, base = report.lang, report.numbers, report.comparison.base
    found = side_by_side(numbers)
    columns = [Column(label=words.text("report.scenario", lang))]
    columns += [Column(label=cell.label, style="figure") for cell in found[0].cells]
    if not report.is_alone:
        columns.append(Column(label=words.text("report.better_dso", lang), style="figure"))
    rows = []
    for row in found:
        cells = [Cell(lines=(row.label,), help=row.help), *map(_cell, row.cells)]
        if not report.is_alone:
            cells.append(Cell(number=row.better) if row.better is not None else Cell())
        rows.append(Row(cells=tuple(cells), is_base=row.label == base))
    helps = [(INDICATORS[name].label(lang), INDICATORS[name].help(lang)) for name in COLUMNS]
    if not report.is_alone:
        helps.append((words.text("report.better_dso", lang), words.text("report.better_dso_help", lang, base=base)))
    explained = (
        words.text("report.alone_help", lang)
        if report.is_alone
        else words.text("report.side_by_side_help", lang, base=base)
    )
    return [
        Paragraph(text=explained, style="help"),
        Table(
            name=words.text("report.sheet_policies", lang), columns=tuple(columns), rows=tuple(rows), style="results"
        ),
        Definitions(
            title=words.text("report.how_to_read", lang),
            items=tuple(helps),
            note=words.text("report.stocks_read", lang, period=period_of_flows(numbers)),
        ),
    ]


def before_after(report: "Report", names: list[str]) -> list[Block]:
    """Return the table of some scenarios beside today, 3, 6 and 12 months after the start."""
    lang, numbers = report.lang, report.numbers
    days = horizons(numbers)
    explained = words.text("report.before_after_alone" if report.is_alone else "report.before_after_help", lang)
    blocks: list[Block] = [Paragraph(text=explained, style="help")]
    heads = tuple(Column(label=at.label, below=at.date, style="figure") for at in days)
    for name in names:
        first = (
            words.text("report.indicator", lang) if report.is_alone else words.text("report.quoted", lang, name=name)
        )
        rows = [
            Row(cells=(Cell(lines=(row.label,)), *map(_cell, row.cells)))
            for row in before_and_after(numbers, name, days)
        ]
        blocks.append(
            Table(
                name=words.text("report.sheet_before_after", lang),
                columns=(Column(label=first), *heads),
                rows=tuple(rows),
                style="results",
            )
        )
    return blocks


def before_after_title(report: "Report") -> str:
    """Return the heading of before and after."""
    ends = report.today.month_ends
    months = [str(ends.index(at.day) + 1) for at in horizons(report.numbers) if at.day in ends]
    if not months:
        return words.text("report.month_by_month_alone", report.lang)
    return words.text("report.before_after", report.lang, months=words.joined(months, report.lang))


def _cell(value: Value) -> Cell:
    """Return the cell of a value: the change where there is one, else where it lies."""
    if value.step is None:
        return Cell(number=value.value, band=value.band)
    step = value.step
    return Cell(
        number=value.value, before=value.before, change=step.change, low=step.low, high=step.high, tone=step.tone
    )
