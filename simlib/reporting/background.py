"""Sections on what results rest on: what differs, the register, the benchmark, limits, provenance."""

import platform
from typing import TYPE_CHECKING

import numpy as np

import simlib
from simlib import words
from simlib.days import to_date
from simlib.indicators import Unit
from simlib.reporting.benchmark import ON_TIME_2024, ON_TIME_2025, PEERS, SOURCE, size_of
from simlib.reporting.changes import differences, segment_name
from simlib.reporting.document import Block, Bullets, Cell, Column, Heading, Number, Paragraph, Row, Table
from simlib.reporting.register import Block as Values
from simlib.reporting.register import Entry, Group, Register
from simlib.running.result import Summary, summary_of

if TYPE_CHECKING:
    from simlib.reporting.report import Report

LIMITS = ("effects", "interval", "unpaid", "goodwill", "behaviour", "sales", "cash", "advice")


def changes(report: "Report") -> list[Block]:
    """Return what differs between the scenarios."""
    lang, base = report.lang, report.base
    blocks: list[Block] = []
    if report.is_alone:
        return blocks
    help_text = f"{words.text('report.differs_help', lang)} {words.text('report.step_key', lang)}"
    blocks += [Heading(text=words.text("report.differs", lang)), Paragraph(text=help_text, style="help")]
    for name in report.numbers.others:
        quoted = words.text("report.quoted", lang, name=name)
        found = differences(base, report.comparison.results[name].scenario, lang)
        if not found:
            blocks.append(Paragraph(text=f"{quoted} {words.text('report.differs_nothing', lang, base=base.name)}"))
            continue
        heads = (words.text("report.lever", lang), words.text("report.quoted", lang, name=base.name), quoted)
        blocks.append(
            Table(
                name=words.text("report.sheet_changes", lang),
                columns=tuple(Column(label=head) for head in heads),
                rows=tuple(
                    Row(cells=(Cell(lines=(one.label,)), Cell(lines=one.before), Cell(lines=one.after)))
                    for one in found
                ),
                style="changes",
            )
        )
    return blocks


# ------------------------------------------------------------------------------------------------------------- the register


def register(report: "Report") -> list[Block]:
    """Return the register of the base's values."""
    lang, found = report.lang, Register(report.base, report.lang)
    files = words.joined(list(found.files()), lang) or words.UNDEFINED
    said = f"{words.text('report.register_help', lang, **found.counts())} {words.text('report.register_source', lang, files=files)}"
    blocks: list[Block] = [
        Heading(text=words.text("report.register", lang, name=report.base.name)),
        Paragraph(text=said, style="help"),
    ]
    for group in found.groups():
        blocks += _group(group, lang)
    return blocks


def _group(group: Group, lang: str) -> list[Block]:
    blocks: list[Block] = [Heading(text=group.title, level=4)]
    blocks += [_values(block, lang) for block in group.blocks]
    for rest, key in ((group.same, "register_same"), (group.off, "register_off")):
        if rest.number:
            said = words.text(f"report.{key}", lang, n=rest.number, labels=", ".join(rest.labels))
            blocks.append(Paragraph(text=said, style="help"))
    return blocks


def _values(block: Values, lang: str) -> Table:
    """Return a table of values, with their units where any has one, and where they come from."""
    has_unit = any(entry.unit for entry in block.entries)
    columns = [Column(label="" if block.is_folded else block.title)]
    columns += [Column(label=name, style="figure") for name in block.columns or (words.text("report.value", lang),)]
    columns += [Column(label=words.text("report.unit", lang), style="unit")] if has_unit else []
    columns += [
        Column(label=words.text("report.source", lang), style="source"),
        Column(label=words.text("report.where_from", lang), style="origin"),
    ]
    return Table(
        name=words.text("report.assumptions", lang),
        title=block.title if block.is_folded else "",
        columns=tuple(columns),
        rows=tuple(_row(entry, has_unit=has_unit) for entry in block.entries),
        style="register",
        is_folded=block.is_folded,
    )


def _row(entry: Entry, *, has_unit: bool) -> Row:
    cells = [Cell(lines=(entry.label,), help=entry.help), *(Cell(lines=(value,)) for value in entry.values)]
    cells += [Cell(lines=(entry.unit,))] if has_unit else []
    return Row(cells=(*cells, Cell(lines=(entry.source,)), Cell(tags=entry.origins)))


# ------------------------------------------------------------------------------------------------------------ the benchmark


def benchmark(report: "Report") -> list[Block]:
    """Return how late each segment pays beside payers of its size in France."""
    lang, base = report.lang, report.base
    by, name = report.by_segment, base.name
    days = [words.text("report.peer_days", lang, year=year) for year in (2025, 2024)]
    heads = ("segment", "late_here", "peer")
    columns = [
        Column(label=words.text(f"report.{head}", lang), style="figure" if head == "late_here" else "words")
        for head in heads
    ]
    columns += [Column(label=one, style="figure") for one in days]
    columns.append(Column(label=words.text("report.peer_gap", lang), style="figure"))
    rows = [
        _beside_peers(report, segment, summaries["weighted_days_late"])
        for segment, summaries in by.items()
        if segment in base.segments
    ]
    whole = summary_of(report.today.values("weighted_days_late"))
    rows.append(_beside_peers(report, "", whole))
    late = report.numbers.number(name, "late_share")
    on_time = words.text(
        "report.peer_on_time",
        lang,
        here=words.percent(1.0 - late.exact, lang, 1),
        france=words.percent(ON_TIME_2025, lang, 1),
        before=words.percent(ON_TIME_2024, lang, 1),
    )
    return [
        Paragraph(text=words.text("report.benchmark_help", lang), style="help"),
        Table(name=words.text("report.benchmark", lang), columns=tuple(columns), rows=tuple(rows), style="values"),
        Paragraph(text=on_time),
        Paragraph(text=words.text("report.peer_source", lang, source=SOURCE.of(lang)), style="help"),
    ]


def _beside_peers(report: "Report", segment: str, here: Summary) -> Row:
    lang, base = report.lang, report.base
    peers = PEERS[size_of(base, segment, dict(report.brand.sizes)) if segment else "all"]
    label = segment_name(base, segment, lang) if segment else words.text("report.all_segments", lang)
    of = f"{segment or base.name}|weighted_days_late"

    def days(value: float, point: str, *, signed: bool = False) -> Number:
        return Number(
            words.in_unit(value, "days", lang, signed=signed), value, f"{of}|{point}" if point else "", Unit.DAYS
        )

    return Row(
        cells=(
            Cell(lines=(label,)),
            Cell(number=days(here.mean, "mean" if not segment else "segment_mean")),
            Cell(lines=(peers.label.of(lang),)),
            Cell(number=days(peers.late_2025, "")),
            Cell(number=days(peers.late_2024, "")),
            Cell(number=days(here.mean - peers.late_2025, "", signed=True)),
        ),
        is_base=not segment,
    )


# -------------------------------------------------------------------------------------------------------- limits, provenance


def limits(report: "Report") -> list[Block]:
    """Return the limits of the model."""
    return [Bullets(items=tuple(words.text(f"report.limit.{name}", report.lang) for name in LIMITS), style="limits")]


def provenance(report: "Report") -> list[Block]:
    """Return what it takes to make the report again."""
    lang, today = report.lang, report.today
    engine = words.text(f"report.engine.{today.engine}", lang) + (f" ({today.reason})" if today.reason else "")
    facts = {
        "period": f"{words.date_text(report.base.start, lang)} – {words.date_text(to_date(today.end), lang)}",
        "seed": str(today.seed),
        "replications": words.number(today.replications, lang),
        "engine": engine,
        "invoices": words.number(sum(one.invoices for one in report.comparison.results.values()), lang),
        "versions": f"simlib {simlib.__version__}, Python {platform.python_version()}, numpy {np.__version__}",
        "identity": report.identity,
    }
    rows = [
        (words.text("report.digest_of", lang, name=name), result.scenario.digest)
        for name, result in report.comparison.results.items()
    ]
    rows += [(words.text(f"report.{name}", lang), value) for name, value in facts.items()]
    return [
        Paragraph(text=words.text("report.provenance_help", lang), style="help"),
        Table(
            name=words.text("report.provenance", lang),
            columns=(Column(label=words.text("report.what", lang)), Column(label=words.text("report.value", lang))),
            rows=tuple(Row(cells=(Cell(lines=(label,)), Cell(lines=(value,)))) for label, value in rows),
            style="values",
        ),
    ]
