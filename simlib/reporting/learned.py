"""Sections on what was learned from a ledger, and how well it predicted."""

from pathlib import Path
from typing import TYPE_CHECKING

from simlib import words
from simlib.calibration.verdict import sentence
from simlib.charts import backtest_errors
from simlib.indicators import Unit
from simlib.reporting.document import Block, Cell, Column, Number, Paragraph, Row, Table
from simlib.reporting.drawn import drawn_as
from simlib.reporting.register import Register
from simlib.scenario.register import learned_file

if TYPE_CHECKING:
    from simlib.reporting.report import Report
    from simlib.scenario.evidence import BacktestEvidence

SHARES = ("wape", "coverage", "interval_score", "bootstrap_interval_score", "crps")
"""What is told of a back-test besides the rules of thumb, in this order."""


def learned(report: "Report") -> list[Block]:
    """Return what was learned from the ledger, and the verdict on what it predicts."""
    lang, file = report.lang, learned_file(report.base)
    if not file:
        return [Paragraph(text=words.text("report.learned_not", lang))]
    counts = Register(report.base, lang).counts()
    said = words.text("report.learned_from", lang, learned=counts["learned"], all=counts["all"], file=Path(file).name)
    return [Paragraph(text=one) for one in (said, _verdict(report), _risk(report)) if one]


def backtest(report: "Report") -> list[Block]:
    """Return the errors of the forecast beside those of the rules of thumb; one sentence where nothing was tried."""
    lang, evidence = report.lang, report.base.evidence
    found = evidence.backtest if evidence is not None else None
    if found is None:
        return [Paragraph(text=words.text("report.backtest_not", lang))]
    return [
        Paragraph(text=words.text("report.backtest_help", lang), style="help"),
        drawn_as("backtest", backtest_errors(found, lang), sentence(report.base, lang) or ""),
        _figures(report, found),
    ]


def _verdict(report: "Report") -> str:
    return sentence(report.base, report.lang) or words.text("report.backtest_not", report.lang)


def _risk(report: "Report") -> str:
    """Return how well risks rank customers, where it was tried."""
    lang, found = report.lang, report.base.evidence
    if found is None or found.risk_auc is None:
        return ""
    low, high = found.risk_auc_low, found.risk_auc_high
    ends = f"{words.number(low or 0.0, lang, 2)} – {words.number(high or 0.0, lang, 2)}"
    n = words.number(found.risk_invoices or 0, lang)
    return words.text("report.risk_auc", lang, auc=words.number(found.risk_auc, lang, 2), ends=ends, n=n)


def _figures(report: "Report", found: "BacktestEvidence") -> Table:
    lang = report.lang
    rows = []
    for name in SHARES:
        value = getattr(found, name)
        if value is not None:
            number = Number(words.percent(value, lang, 1), value, f"{report.base.name}|backtest|{name}", Unit.SHARE)
            label = words.text(f"report.backtest.{name}", lang)
            rows.append(Row(cells=(Cell(lines=(label,)), Cell(number=number))))
    columns = (
        Column(label=words.text("report.what", lang)),
        Column(label=words.text("report.value", lang), style="figure"),
    )
    return Table(name=words.text("report.backtest", lang), columns=columns, rows=tuple(rows), style="values")
