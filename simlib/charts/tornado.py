"""The tornado: how far each assumption and each lever moves an indicator."""

from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from simlib import words
from simlib.charts.bridge import scale_of
from simlib.charts.lever_text import lever_text
from simlib.charts.look import INK, SCENARIO, TODAY, Scale, axis, figure, safe
from simlib.experiments.tornado import Bar, End, Tornado
from simlib.indicators import INDICATORS

SHOWN = 14
ROW = 34
LINE = 46
NEAR = 0.0
"""Bars of no swing at all are left out."""


def tornado_bars(tornado: Tornado, lang: str, shown: int = SHOWN) -> go.Figure:
    """Draw the widest bars: what the firm decides in blue, what is assumed of the world in grey."""
    bars = [bar for bar in tornado.bars if bar.swing > NEAR][:shown]
    ends = [end.difference.mean for bar in bars for end in bar.ends] or [0.0]
    currency = tornado.scenario.currency
    scale = scale_of(tornado.indicator, ends, lang, currency)
    rows = [_name(bar, lang) for bar in bars]
    traces = [
        trace for row, bar in enumerate(bars) for trace in _bar(bar, row, tornado.indicator, scale, lang, currency)
    ]
    kinds = [("decided", SCENARIO), ("assumed", TODAY)]
    return figure(
        _point(tornado, bars, lang),
        words.text(
            "subtitle.tornado",
            lang,
            share=words.percent(tornado.share, lang),
            value=words.in_unit(tornado.today, INDICATORS[tornado.indicator].unit, lang, currency=currency),
        ),
        lang,
        [*(_key(words.text(f"experiments.{kind}", lang), colour) for kind, colour in kinds), *traces],
        height=170 + ROW * max(2, len(rows)),
        barmode="overlay",
        hovermode="closest",
        annotations=[note for row, bar in enumerate(bars) for note in _values(bar, row, scale, lang, currency)],
        xaxis=axis(
            **scale.over(*_range(bars, scale)), zeroline=True, zerolinecolor=INK, zerolinewidth=1.3
        ),
        yaxis=axis(
            tickmode="array", tickvals=list(range(len(rows))), ticktext=rows, showgrid=False, title={"text": ""},
            range=[len(rows) - 0.4, -0.6], tickfont={"size": 12.5, "color": INK},
        ),
    )  # fmt: skip


def _bar(bar: Bar, row: int, indicator: str, scale: Scale, lang: str, currency: str) -> list[dict[str, Any]]:
    """Return the two halves of a bar, each with its interval."""
    colour, unit = (SCENARIO if bar.is_decided else TODAY), INDICATORS[indicator].unit
    halves = []
    for end in bar.ends:
        found = end.difference
        said = words.text(
            "hover.difference",
            lang,
            change=words.in_unit(found.mean, unit, lang, currency=currency, signed=True),
            interval=words.plain_interval(found.low, found.high, unit, lang, currency=currency),
        )
        halves.append(
            {
                "type": "bar", "orientation": "h", "x": [found.mean / scale.unit], "y": [row], "width": 0.6,
                "marker": {"color": colour, "opacity": 0.9}, "showlegend": False,
                "hovertext": [f"<b>{_shown(bar, end, lang, currency)}</b><br>{said}"], "hovertemplate": "%{hovertext}<extra></extra>",
                "error_x": {
                    "type": "data", "symmetric": False, "array": [(found.high - found.mean) / scale.unit],
                    "arrayminus": [(found.mean - found.low) / scale.unit], "color": INK, "thickness": 1.1, "width": 3,
                },
            }
        )  # fmt: skip
    return halves


def _values(bar: Bar, row: int, scale: Scale, lang: str, currency: str) -> list[dict[str, Any]]:
    """Return the lever's value at each end, beyond the interval; of two ends on one side, at the farther one."""
    notes = []
    for is_right in (False, True):
        here = [end for end in bar.ends if (end.difference.mean > 0.0) == is_right]
        if not here:
            continue
        end = max(here, key=lambda one: abs(one.difference.mean))
        found = end.difference
        edge = max(found.mean, found.high, 0.0) if is_right else min(found.mean, found.low, 0.0)
        notes.append(
            {
                "x": edge / scale.unit, "y": row, "xanchor": "left" if is_right else "right", "xshift": 6 if is_right else -6,
                "yanchor": "middle", "showarrow": False, "text": _shown(bar, end, lang, currency), "font": {"size": 12, "color": INK},
            }
        )  # fmt: skip
    return notes


def _shown(bar: Bar, end: End, lang: str, currency: str) -> str:
    """Return the value of an end as it is read, in the unit of its lever; of an amount or a rate, three digits."""
    value = end.value if bar.lever.choices or bar.lever.kind == "integer" else float(f"{float(end.value):.3g}")
    return safe(lever_text(bar.lever, value, lang, currency), 26)


def _key(name: str, colour: str) -> dict[str, Any]:
    """Return a legend's entry."""
    return {"type": "bar", "x": [None], "y": [None], "name": name, "marker": {"color": colour}}


def _range(bars: list[Bar], scale: Scale) -> list[float]:
    """Return the axis from the lowest interval to the highest, with room for the words beyond them."""
    marks = [0.0]
    for bar in bars:
        for end in bar.ends:
            marks += [one for one in (end.difference.mean, end.difference.low, end.difference.high) if one == one]
    low, high = min(marks) / scale.unit, max(marks) / scale.unit
    room = (high - low) or 1.0
    return [low - 0.3 * room, high + 0.3 * room]


def _name(bar: Bar, lang: str) -> str:
    lines = wrap(bar.lever.label(lang), LINE, break_on_hyphens=False)
    return "<br>".join(safe(line, LINE) for line in lines[:2])


def _point(tornado: Tornado, bars: list[Bar], lang: str) -> str:
    label = INDICATORS[tornado.indicator].label(lang)
    if not bars:
        return words.text("point.tornado_none", lang, label=label)
    swing = words.in_unit(bars[0].swing, INDICATORS[tornado.indicator].unit, lang, currency=tornado.scenario.currency)
    return words.text("point.tornado", lang, label=label, lever=bars[0].lever.label(lang), swing=swing)
