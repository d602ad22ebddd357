"""The report of a calibration: one page that opens offline, plain, without a script."""

import html
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from simlib import words
from simlib.calibration.book import Float
from simlib.calibration.learned import Learned
from simlib.calibration.notes import Note, figure_value
from simlib.calibration.spells import Bins
from simlib.calibration.status_quo import StatusQuo
from simlib.calibration.verdict import told
from simlib.days import to_date
from simlib.rules.terms import TermsRule
from simlib.scenario.evidence import BacktestEvidence

STYLE = """
body{font:15px/1.5 'Segoe UI','Noto Sans','Liberation Sans',Arial,sans-serif;color:#16202e;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem;margin-bottom:.2rem}h2{font-size:1.15rem;margin-top:2rem}p.help{color:#5b6b7d;margin:.2rem 0 .6rem}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}caption{text-align:left;font-weight:600;padding:.6rem 0 .2rem}
th,td{padding:.2rem .9rem .2rem 0;text-align:right;border-bottom:1px solid #e8ecf1}th:first-child,td:first-child{text-align:left}
th{color:#5b6b7d;font-weight:600}svg{max-width:100%;height:auto}text{font-size:12px;fill:#5b6b7d}
"""
WIDTH, HEIGHT, MARGIN = 720, 300, 40
INK, SIMULATED = "#16202e", "#0072B2"


def write_report(
    file: Path,
    name: str,
    learned: Learned,
    status_quo: StatusQuo,
    notes: Sequence[Note],
    lang: str,
    tried: BacktestEvidence | None = None,
) -> Path:
    """Write the page in a language and return its path; everything from the ledger is escaped."""
    title = words.text("learned.title", lang)
    parts = [
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">',
        f"<title>{html.escape(title)} - {html.escape(name)}</title><style>{STYLE}</style></head><body>",
        f"<h1>{html.escape(title)}</h1>",
        f"<p>{html.escape(read_text(learned, lang))}</p>",
        _section("notes", lang),
        "<ul>" + "".join(f"<li>{html.escape(note.text(lang))}</li>" for note in notes) + "</ul>",
        _tried(tried, lang),
        _section("fit", lang, replications=words.number(status_quo.replications, lang)),
        _fit_table(status_quo, lang),
        f"<p>{html.escape(words.text('learned.curve', lang))}</p>",
        _curve(status_quo, lang),
        _section("segments", lang),
        _segment_table(learned, lang),
        _section("hazards", lang),
        *(_hazard_table(learned, group, lang) for group in range(len(learned.book.segments))),
        "</body></html>\n",
    ]
    beside = file.with_name(f".{file.name}.part")
    beside.write_text("\n".join(parts), encoding="utf-8")
    return beside.replace(file)


def read_text(learned: Learned, lang: str) -> str:
    """Return in one sentence what was read."""
    book = learned.book
    return words.text(
        "learned.read",
        lang,
        invoices=words.number(book.issue.size, lang),
        customers=words.number(len(book.customers), lang),
        first=words.date_text(to_date(book.first), lang),
        last=words.date_text(to_date(book.as_of), lang),
        paid=words.number(int(book.paid.sum()), lang),
        open=words.number(int((book.open > 0).sum()), lang),
        amount=words.money(int(book.open.sum()) / 100.0, lang, book.currency),
    )


def _section(key: str, lang: str, **values: str) -> str:
    """Return a heading, with its sentence of help where the catalogue has one."""
    heading = f"<h2>{html.escape(words.text(f'learned.{key}', lang))}</h2>"
    if key == "notes":
        return heading
    return heading + f'<p class="help">{html.escape(words.text(f"learned.{key}.help", lang, **values))}</p>'


def _tried(tried: BacktestEvidence | None, lang: str) -> str:
    """Return how the forecast did on the past, in words; nothing where it was not tried."""
    if tried is None:
        return ""
    heading = html.escape(words.text("evidence.title", lang))
    return f"<h2>{heading}</h2><p>{html.escape(told(tried, lang))}</p>"


def _table(header: Sequence[str], rows: Sequence[Sequence[str]], caption: str = "") -> str:
    """Return a table of escaped cells."""
    head = "".join(f'<th scope="col">{html.escape(cell)}</th>' for cell in header)
    body = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    named = f"<caption>{html.escape(caption)}</caption>" if caption else ""
    return f"<table>{named}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _interval(ends: Iterable[str], lang: str) -> str:
    """Return an interval in words."""
    return words.text("interval", lang).format(*ends)


def _fit_table(status_quo: StatusQuo, lang: str) -> str:
    """Return the figures of the ledger beside the simulated ones."""
    header = ["", *(words.text(f"learned.{key}", lang) for key in ("observed", "simulated", "interval"))]
    rows = []
    for name, fit in status_quo.figures.items():
        observed, mean, low, high = (figure_value(name, x, lang) for x in (fit.observed, fit.mean, fit.p5, fit.p95))
        rows.append([words.text(f"learned.figure.{name}", lang), observed, mean, _interval((low, high), lang)])
    return _table(header, rows)


def _segment_table(learned: Learned, lang: str) -> str:
    """Return what was learned of each segment."""
    keys = ("segment", "customers", "invoices", "orders", "amount", "terms", "runs", "spread")
    book, orders, amounts = learned.book, learned.orders, learned.amounts
    rows = []
    for group, name in enumerate(book.segments):
        ends = (words.number(x, lang, 1) for x in (orders.low[group], orders.high[group]))
        money = (words.money(x, lang, book.currency) for x in (amounts.low[group], amounts.high[group]))
        spread = learned.hazards.spread[group]
        spreads = (words.number(x, lang, 2) for x in (spread.low, spread.high))
        rows.append(
            [
                name,
                words.number(int((book.segment_of == group).sum()), lang),
                words.number(int((book.segment == group).sum()), lang),
                f"{words.number(orders.mean[group], lang, 1)} ({_interval(ends, lang)})",
                f"{words.money(amounts.mean[group], lang, book.currency)} ({_interval(money, lang)})",
                terms_text(learned, group, lang),
                runs_text(learned, group, lang),
                f"{words.number(spread.value, lang, 2)} ({_interval(spreads, lang)})",
            ]
        )
    return _table([words.text(f"learned.{key}", lang) for key in keys], rows)


def terms_text(learned: Learned, group: int, lang: str) -> str:
    """Return the terms of a segment and the share of invoices they explain."""
    terms = learned.terms[group]
    named = words.text(f"learned.terms.{TermsRule(terms.rule).name.lower()}", lang, days=terms.days)
    return words.text("learned.terms.share", lang, terms=named, share=words.percent(terms.share, lang))


def runs_text(learned: Learned, group: int, lang: str) -> str:
    """Return the share of a segment's customers that pay in runs, with its interval."""
    shares = learned.run_shares
    ends = (words.percent(bound[group], lang) for bound in (shares.low, shares.high))
    return f"{words.percent(shares.value[group], lang)} ({_interval(ends, lang)})"


def _hazard_table(learned: Learned, group: int, lang: str) -> str:
    """Return the hazards of a segment, with what they were counted from."""
    hazards = learned.hazards
    keys = ("lateness", "events", "exposure", "hazard", "interval")
    rows = [
        [
            lateness_text(hazards.bins, place, lang),
            words.number(hazards.events[group, place], lang),
            words.number(hazards.exposure[group, place], lang),
            words.number(hazards.rows[group, place], lang, 4),
            _interval((words.number(bound[group, place], lang, 4) for bound in (hazards.low, hazards.high)), lang),
        ]
        for place in range(len(hazards.bins))
    ]
    return _table([words.text(f"learned.{key}", lang) for key in keys], rows, learned.book.segments[group])


def lateness_text(bins: Bins, place: int, lang: str) -> str:
    """Return the days of lateness of a bin."""
    if place == 0:
        return words.text("learned.lateness.before", lang, end=words.number(bins.starts[0], lang))
    start = bins.starts[place - 1]
    if place == bins.atom:
        return words.text("learned.lateness.due", lang)
    if place == len(bins.starts):
        return words.text("learned.lateness.from", lang, start=words.number(start, lang))
    last = bins.starts[place] - 1
    if last == start:
        return words.number(start, lang)
    return words.text("learned.lateness.span", lang, start=words.number(start, lang), end=words.number(last, lang))


def _curve(status_quo: StatusQuo, lang: str) -> str:
    """Return the payment curves, observed and simulated, as a drawing."""
    days = status_quo.days
    across = MARGIN + (days - days[0]) / (days[-1] - days[0]) * (WIDTH - 2 * MARGIN)

    def line(curve: Float, colour: str, dash: str) -> str:
        known = ~np.isnan(curve)
        down = HEIGHT - MARGIN - curve * (HEIGHT - 2 * MARGIN)
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(across[known], down[known], strict=True))
        return f'<polyline fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}" points="{points}"/>'

    levels = "".join(
        f'<line x1="{MARGIN}" x2="{WIDTH - MARGIN}" y1="{y:.1f}" y2="{y:.1f}" stroke="#e8ecf1"/>'
        f'<text x="{MARGIN - 6}" y="{y + 4:.1f}" text-anchor="end">{html.escape(words.percent(share, lang))}</text>'
        for share in (0.0, 0.25, 0.5, 0.75, 1.0)
        for y in (HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN),)
    )
    ticks = "".join(
        f'<text x="{x:.1f}" y="{HEIGHT - MARGIN + 18}" text-anchor="middle">{html.escape(words.number(day, lang))}</text>'
        for x, day in zip(across, days, strict=True)
        if day % 30 == 0
    )
    names = "".join(
        f'<text x="{WIDTH - MARGIN}" y="{HEIGHT - MARGIN - up}" text-anchor="end" style="fill:{colour}">'
        f"{html.escape(words.text(f'learned.{key}', lang))}</text>"
        for key, colour, up in (("observed", INK, 28), ("simulated", SIMULATED, 10))
    )
    label = html.escape(words.text("learned.curve", lang))
    curves = line(status_quo.observed, INK, "none") + line(status_quo.simulated, SIMULATED, "6 4")
    return f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}">{levels}{ticks}{curves}{names}</svg>'
