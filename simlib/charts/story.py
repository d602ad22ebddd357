"""Figures that tell the model: a life, chances, touches, classes, journeys."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go

from simlib import words
from simlib.charts.look import INK, MUTED, SCENARIO, TODAY, axis, figure, safe

COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#16202e", "#8a7a00")
"""Okabe-Ito, which all eyes tell apart."""

DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot", "solid", "dash")
DAY = 86_400_000
"""Milliseconds, in which plotly counts bars over time."""

DAYS_TOLD = 30
"""Days after the due date at which a touch is judged."""

PARTS = ("run", "bank", "match")
_FIFTHS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
_TICKS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)


class Span(NamedTuple):
    """A bar of a life: what is waited for, from one day to another."""

    stage: str
    since: int
    until: int


class Mark(NamedTuple):
    """A touch of a life: its day, its word, and whether it got there."""

    day: int
    word: str
    is_felt: bool


def life_bars(title: str, spans: Sequence[Span], marks: Sequence[Mark], due_on: int, lang: str) -> go.Figure:
    """Draw what an invoice waits for, one row each, and the touches it gets."""
    rows = list(dict.fromkeys(span.stage for span in spans))
    names = {stage: words.text(f"story.stage.{stage}", lang) for stage in rows}
    bars = [
        {
            "type": "bar",
            "orientation": "h",
            "base": [_date(span.since) for span in spans if span.stage == stage],
            "x": [(span.until - span.since) * DAY for span in spans if span.stage == stage],
            "y": [names[stage] for span in spans if span.stage == stage],
            "marker": {"color": COLOURS[place % len(COLOURS)]},
            "showlegend": False,
            "hovertemplate": "%{base|%-d %b %Y}<extra>%{y}</extra>",
        }
        for place, stage in enumerate(rows)
    ]
    touched = {
        "type": "scatter",
        "mode": "markers",
        "x": [_date(mark.day) for mark in marks],
        "y": [words.text("story.reminders", lang) for _ in marks],
        "text": [mark.word for mark in marks],
        "marker": {
            "size": 13,
            "color": [INK if mark.is_felt else "#ffffff" for mark in marks],
            "line": {"color": INK, "width": 1.5},
            "symbol": "diamond",
        },
        "showlegend": False,
        "hovertemplate": "%{x|%-d %b %Y}<extra>%{text}</extra>",
    }
    return figure(
        title,
        words.text("story.life.subtitle", lang),
        lang,
        [*bars, *([touched] if marks else [])],
        xaxis={"type": "date", "tickformat": "%-d %b\n%Y", "hoverformat": "%-d %b %Y"},
        yaxis={"autorange": "reversed", "showgrid": False},
        hovermode="closest",
        height=380,
        **_upright(_date(due_on), words.text("story.life.due", lang)),
    )


def chance_lines(latenesses: Sequence[int], chances: Mapping[str, Sequence[float]], lang: str) -> go.Figure:
    """Draw the daily chance of approval by lateness, one line per segment."""
    on_due = [values[list(latenesses).index(0)] for values in chances.values()]
    lines = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": list(latenesses),
            "y": list(values),
            "name": safe(name),
            "line": {"color": COLOURS[i % len(COLOURS)], "dash": DASHES[i % len(DASHES)], "shape": "hvh", "width": 2},
            "hovertemplate": "%{y:.1%}",
        }
        for i, (name, values) in enumerate(chances.items())
    ]
    title = words.text(
        "story.chance.title", lang, low=words.percent(min(on_due), lang), high=words.percent(max(on_due), lang)
    )
    return figure(
        title,
        words.text("story.chance.subtitle", lang),
        lang,
        lines,
        xaxis=axis(title={"text": words.text("story.axis.lateness", lang)}, zeroline=True, zerolinecolor=MUTED),
        yaxis={
            "type": "log",
            "title": {"text": words.text("story.axis.chance", lang)},
            "tickvals": _TICKS,
            "ticktext": [words.percent(x, lang, 1 if x < 0.01 else 0) for x in _TICKS],
        },
        margin={"b": 60},
    )


def touch_lines(
    days: Sequence[int],
    untouched: Sequence[float],
    touched: Sequence[float],
    acts: tuple[float, float],
    channel: str,
    lang: str,
) -> go.Figure:
    """Draw how many invoices are approved by when, with a touch and without; `acts` are the days on which it does."""
    place = int(np.searchsorted(np.asarray(days), DAYS_TOLD, side="right")) - 1
    title = words.text(
        "story.touch.title",
        lang,
        days=DAYS_TOLD,
        touched=words.percent(touched[place], lang, 1),
        untouched=words.percent(untouched[place], lang, 1),
    )
    lines = [
        _approved(days, untouched, words.text("story.touch.without", lang), TODAY, "dash"),
        _approved(days, touched, words.text("story.touch.with", lang), SCENARIO, "solid"),
    ]
    window = {
        "type": "rect", "xref": "x", "yref": "paper", "x0": acts[0], "x1": acts[1], "y0": 0, "y1": 1, "line": {"width": 0},
        "fillcolor": "rgba(230,159,0,0.20)", "layer": "below",
    }  # fmt: skip
    said = {
        "text": words.text("story.touch.window", lang), "x": (acts[0] + acts[1]) / 2, "xref": "x", "y": 0.01, "yref": "paper",
        "yanchor": "bottom", "textangle": -90, "showarrow": False, "font": {"size": 12, "color": MUTED},
    }  # fmt: skip
    return figure(
        title,
        words.text("story.touch.subtitle", lang, channel=channel),
        lang,
        lines,
        shapes=[window],
        annotations=[said],
        **_approval_axes(days, lang),
    )


def class_lines(days: Sequence[int], approved: Mapping[str, Sequence[float]], lang: str) -> go.Figure:
    """Draw how many invoices of each class are approved by when."""
    lines = [
        _approved(days, values, words.text(f"story.class.{name}", lang), COLOURS[i % 8], DASHES[i % 8])
        for i, (name, values) in enumerate(approved.items())
    ]
    title, subtitle = (words.text(f"story.classes.{part}", lang) for part in ("title", "subtitle"))
    return figure(title, subtitle, lang, lines, height=440, **_approval_axes(days, lang))


def journey_bars(journeys: Mapping[str, tuple[float, float, float]], lang: str) -> go.Figure:
    """Draw the days from approval to the books by means of payment, one bar each."""
    names = [words.text(f"story.means.{name}", lang) for name in journeys]
    totals = [sum(parts) for parts in journeys.values()]
    bars = [
        {
            "type": "bar",
            "orientation": "h",
            "x": [parts[i] for parts in journeys.values()],
            "y": names,
            "name": words.text(f"story.stage.{part}", lang),
            "marker": {"color": COLOURS[i]},
            "hovertemplate": "%{x:.1f}",
        }
        for i, part in enumerate(PARTS)
    ]
    title = words.text(
        "story.travel.title",
        lang,
        fastest=words.number(min(totals), lang, 1),
        slowest=words.number(max(totals), lang, 1),
    )
    return figure(
        title,
        words.text("story.travel.subtitle", lang),
        lang,
        bars,
        barmode="stack",
        legend={"traceorder": "normal"},
        xaxis=axis(title={"text": words.text("story.axis.travel", lang)}, rangemode="tozero"),
        yaxis={"autorange": "reversed", "showgrid": False},
        hovermode="y unified",
        margin={"b": 60},
    )


def _approved(days: Sequence[int], values: Sequence[float], name: str, colour: str, dash: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": list(days),
        "y": list(values),
        "name": name,
        "line": {"color": colour, "dash": dash, "width": 2, "shape": "hv"},
        "hovertemplate": "%{y:.1%}",
    }


def _approval_axes(days: Sequence[int], lang: str) -> dict[str, Any]:
    """Return axes of days from the due date, marked, and of shares approved."""
    return {
        "xaxis": axis(title={"text": words.text("story.axis.days", lang)}, range=[min(days), max(days)], zeroline=True,
                      zerolinecolor=MUTED),
        "yaxis": {"title": {"text": words.text("story.axis.approved", lang)}, "range": [0, 1.01],
                  "tickvals": _FIFTHS, "ticktext": [words.percent(x, lang) for x in _FIFTHS]},
        "margin": {"b": 60},
    }  # fmt: skip


def _upright(x: str, text: str) -> dict[str, Any]:
    """Return a line across the figure at a date, with its word."""
    line = {
        "type": "line",
        "x0": x,
        "x1": x,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": MUTED, "dash": "dot"},
    }
    word = {
        "x": x, "y": 1, "yref": "paper", "yanchor": "bottom", "text": text, "showarrow": False,
        "font": {"size": 12, "color": MUTED},
    }  # fmt: skip
    return {"shapes": [line], "annotations": [word]}


def _date(day: int) -> str:
    return str(np.datetime64(day, "D"))
