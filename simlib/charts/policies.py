"""Policies beside one another: what each changes, with its interval."""

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
        height=150 + ROW * max(2, len(others)),
        showlegend=False,
        hovermode="closest",
        margin={"l": 150, "t": 104},
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
                    zerolinewidth=1.5, nticks=5, title={"text": ""}, tickformat=",.1~f",
                ),
                f"yaxis{number}": axis(
                    anchor=f"x{number}", type="category", categoryorder="array",
                    categoryarray=[safe(other, 20) for other in reversed(others)], showgrid=False, title={"text": ""},
                    tickfont={"size": 13.5}, range=[-0.6, len(others) - 0.4], **shared,
                ),
            }
        )  # fmt: skip
        annotations.append(
            {
                "xref": "paper", "x": left, "xanchor": "left", "yref": "paper", "y": 1.0, "yanchor": "bottom",
                "showarrow": False, "text": _heading(name, currency, lang), "font": {"size": 13.5},
            }
        )  # fmt: skip
    drawn.update_layout(annotations=annotations)
    return drawn


def _panel(
    comparison: Comparison, others: list[str], name: str, number: str, lang: str, currency: str
) -> list[dict[str, Any]]:
    """Return the marks of one indicator."""
    return [_mark(other, comparison.difference(other, name), name, number, lang, currency) for other in others]


def _mark(other: str, found: Difference, name: str, number: str, lang: str, currency: str) -> dict[str, Any]:
    """Return one scenario's difference and its interval."""
    unit = INDICATORS[name].unit
    scale = _scale(name)
    colour = _colour(found, INDICATORS[name].better.value)
    said = words.in_unit(found.mean, unit, lang, currency=currency, signed=True)
    between = words.plain_interval(found.low, found.high, unit, lang, currency=currency)
    return {
        "type": "scatter", "mode": "markers", "x": [found.mean / scale], "y": [safe(other, 20)],
        "xaxis": f"x{number}", "yaxis": f"y{number}",
        "marker": {"color": colour, "size": 12, "symbol": MARKS[colour], "line": {"width": 2, "color": colour}},
        "error_x": {
            "type": "data", "symmetric": False, "array": [(found.high - found.mean) / scale],
            "arrayminus": [(found.mean - found.low) / scale], "color": colour, "thickness": 2, "width": 5,
        },
        "hovertemplate": f"<b>{safe(other)}</b><br>{words.text('hover.difference', lang, change=said, interval=between)}<extra></extra>",
    }  # fmt: skip


def _scale(name: str) -> float:
    return 1e3 if INDICATORS[name].unit is Unit.MONEY else 1.0


def _heading(name: str, currency: str, lang: str) -> str:
    """Return a panel's name with its unit."""
    unit = (
        words.money_unit(lang, currency, "k") if INDICATORS[name].unit is Unit.MONEY else words.text("axis.days", lang)
    )
    return f"<b>{safe(INDICATORS[name].label(lang))}</b> ({unit})"


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
