"""Policies beside one another: what each changes, with its interval."""

from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from simlib import words
from simlib.charts.look import BETTER, UNDECIDED, WORSE, axis, figure, safe
from simlib.charts.say import is_clear
from simlib.experiments import Comparison, Difference
from simlib.indicators import INDICATORS, Unit

SHOWN = ("dso_count_back", "overdue", "bfr", "cash_end")
GAP = 0.035
ROW = 46
LETTER = 8
"""Pixels of a letter of a scenario's name."""

HEADING = 14
"""Letters of a line of a panel's heading."""

MARKS = {BETTER: "circle", WORSE: "diamond", UNDECIDED: "circle-open"}


def policies_forest(comparison: Comparison, lang: str) -> go.Figure:
    """Draw each scenario's paired difference to the base with its 95 % interval, one panel an indicator."""
    others = [name for name in comparison.results if name != comparison.base]
    width = (1 - GAP * (len(SHOWN) - 1)) / len(SHOWN)
    drawn = figure(
        _point(comparison, others, lang),
        words.text("subtitle.policies", lang, base=comparison.base),
        lang,
        [],
        height=178 + ROW * max(2, len(others)),
        showlegend=False,
        hovermode="closest",
        margin={"l": 24 + LETTER * max((len(safe(other, 20)) for other in others), default=0), "t": 104},
    )
    currency = comparison.results[comparison.base].scenario.currency
    annotations = []
    for place, name in enumerate(SHOWN):
        number = "" if place == 0 else str(place + 1)
        left = place * (width + GAP)
        drawn.add_traces(_panel(comparison, others, name, number, lang, currency))
        shared = {"showticklabels": False} if place else {}
        drawn.update_layout(
            {
                f"xaxis{number}": axis(
                    domain=[left, left + width], anchor=f"y{number}", zeroline=True, zerolinecolor="#6f7c8a",
                    zerolinewidth=1.5, rangemode="tozero", nticks=5, title={"text": _unit(name, currency, lang)}, tickformat=",.1~f",
                ),
                f"yaxis{number}": axis(
                    anchor=f"x{number}", tickmode="array", tickvals=list(range(len(others))),
                    ticktext=[safe(other, 20) for other in others], showgrid=False, title={"text": ""},
                    tickfont={"size": 13.5}, range=[len(others) - 0.4, -0.6], **shared,
                ),
            }
        )  # fmt: skip
        annotations.append(
            {
                "xref": "paper", "x": left, "xanchor": "left", "yref": "paper", "y": 1.0, "yanchor": "bottom",
                "showarrow": False, "text": f"<b>{_heading(name, lang)}</b>", "align": "left", "font": {"size": 13.5},
            }
        )  # fmt: skip
    drawn.update_layout(annotations=annotations)
    return drawn


def _panel(
    comparison: Comparison, others: list[str], name: str, number: str, lang: str, currency: str
) -> list[dict[str, Any]]:
    """Return the marks of one indicator."""
    marks: list[dict[str, Any]] = []
    for place, other in enumerate(others):
        found = comparison.difference(other, name)
        marks.append(_mark(found, name) | {"y": [place], "xaxis": f"x{number}", "yaxis": f"y{number}"})
        marks[-1]["text"] = [f"<b>{safe(other)}</b><br>{_said(found, name, lang, currency)}"]
    return marks


def _mark(found: Difference, name: str) -> dict[str, Any]:
    """Return a difference and its interval."""
    scale = _scale(name)
    colour = _colour(found, INDICATORS[name].better.value)
    return {
        "type": "scatter", "mode": "markers", "x": [found.mean / scale],
        "marker": {"color": colour, "size": 12, "symbol": MARKS[colour], "line": {"width": 2, "color": colour}},
        "error_x": {
            "type": "data", "symmetric": False, "array": [(found.high - found.mean) / scale],
            "arrayminus": [(found.mean - found.low) / scale], "color": colour, "thickness": 2, "width": 5,
        },
        "hovertemplate": "%{text}<extra></extra>",
    }  # fmt: skip


def _said(found: Difference, name: str, lang: str, currency: str) -> str:
    """Return a difference and its interval in words."""
    unit = INDICATORS[name].unit
    said = words.in_unit(found.mean, unit, lang, currency=currency, signed=True)
    between = words.plain_interval(found.low, found.high, unit, lang, currency=currency)
    return words.text("hover.difference", lang, change=said, interval=between)


def _heading(name: str, lang: str) -> str:
    """Return the heading of a panel, on as many lines as its width asks for."""
    return "<br>".join(safe(line) for line in wrap(INDICATORS[name].label(lang), HEADING, break_on_hyphens=False))


def _scale(name: str) -> float:
    return 1e3 if INDICATORS[name].unit is Unit.MONEY else 1.0


def _unit(name: str, currency: str, lang: str) -> str:
    """Return what the numbers of a panel count."""
    return (
        words.money_unit(lang, currency, "k") if INDICATORS[name].unit is Unit.MONEY else words.text("axis.days", lang)
    )


def _colour(found: Difference, better: int) -> str:
    """Return the colour of a difference: better, worse, or not decided."""
    if not is_clear(found) or better == 0:
        return UNDECIDED
    return BETTER if found.mean * better > 0 else WORSE


def _point(comparison: Comparison, others: list[str], lang: str) -> str:
    """Return the sentence: which scenario frees most cash, and how much."""
    if not others:
        return words.text("point.policies_none", lang)
    currency = comparison.results[comparison.base].scenario.currency
    freed = {other: comparison.difference(other, "bfr") for other in others}
    best = min(others, key=lambda other: freed[other].mean)
    if freed[best].high >= 0:
        return words.text("point.policies_unclear", lang, base=comparison.base)
    days = comparison.difference(best, "dso_count_back").mean
    return words.text(
        "point.policies",
        lang,
        name=best,
        money=words.money_short(-freed[best].mean, lang, currency),
        days=words.in_unit(days, "days", lang, signed=True),
    )
