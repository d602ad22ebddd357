"""The bridge as a waterfall: where it starts, what each lever brings, where it leads."""

import re
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from simlib import words
from simlib.charts.look import (
    BETTER,
    INK,
    MUTED,
    SCENARIO,
    TODAY,
    UNDECIDED,
    WORSE,
    Scale,
    axis,
    days_scale,
    figure,
    money_scale,
    safe,
)
from simlib.experiments.bridge import Bridge, Part
from simlib.indicators import INDICATORS, Unit

ROW = 42
LINE = 34
"""Letters of a line of a lever's name."""


def bridge_waterfall(bridge: Bridge, indicator: str, lang: str, ends: tuple[str, str] | None = None) -> go.Figure:
    """Draw what each lever brings of an indicator's difference, the largest first, with 95 % intervals.

    The two ends are called as said, or by the names of their scenarios.
    """
    first, last = ends or (bridge.before.name, bridge.after.name)
    parts, labels = bridge.parts[indicator], bridge.labels(lang)
    order = sorted(range(len(parts)), key=lambda place: -abs(parts[place].mean))
    scale = scale_of(indicator, [bridge.starts[indicator], bridge.ends[indicator]], lang, bridge.before.currency)
    rows = [safe(first), *(_wrapped(labels[place]) for place in order), safe(last)]
    traces = [_end(bridge.starts[indicator], 0, TODAY, scale)]
    at = bridge.starts[indicator]
    for row, place in enumerate(order, start=1):
        traces += _step(at, parts[place], row, indicator, scale, lang, bridge.before.currency)
        at += parts[place].mean
    traces.append(_end(bridge.ends[indicator], len(rows) - 1, SCENARIO, scale))
    notes = [
        _note(bridge.starts[indicator], 0, bridge.starts[indicator], indicator, scale, lang, bridge.before.currency),
        *_said(bridge, indicator, order, scale, lang),
        _note(
            bridge.ends[indicator],
            len(rows) - 1,
            bridge.ends[indicator],
            indicator,
            scale,
            lang,
            bridge.before.currency,
        ),
    ]
    return figure(
        _point(bridge, indicator, lang),
        words.text("subtitle.bridge", lang, n=words.number(bridge.replications, lang)),
        lang,
        traces,
        height=150 + ROW * len(rows),
        showlegend=False,
        hovermode="closest",
        bargap=0.35,
        annotations=notes,
        margin={"r": 40},
        xaxis=axis(**scale.over(*_range(bridge, indicator, order, scale)), zeroline=False),
        yaxis=axis(
            tickmode="array", tickvals=list(range(len(rows))), ticktext=rows, showgrid=False, title={"text": ""},
            range=[len(rows) - 0.4, -0.6], tickfont={"size": 13, "color": INK},
        ),
    )  # fmt: skip


def scale_of(indicator: str, values: list[float], lang: str, currency: str) -> Scale:
    """Return the scale in which an indicator's values read best."""
    if INDICATORS[indicator].unit is Unit.MONEY:
        return money_scale(max(map(abs, values)), lang, currency)
    if INDICATORS[indicator].unit is Unit.DAYS:
        return days_scale(lang)
    return Scale(1.0, {"title": {"text": INDICATORS[indicator].label(lang)}}, "", "", 3)


def _step(
    at: float, part: Part, row: int, indicator: str, scale: Scale, lang: str, currency: str
) -> list[dict[str, Any]]:
    """Return one lever's bar, from where the levers before it had come, with its interval."""
    colour = colour_of(part, INDICATORS[indicator].better.value)
    unit = INDICATORS[indicator].unit
    said = words.text(
        "hover.difference",
        lang,
        change=words.in_unit(part.mean, unit, lang, currency=currency, signed=True),
        interval=words.plain_interval(part.low, part.high, unit, lang, currency=currency),
    )
    return [
        {
            "type": "bar", "orientation": "h", "base": [at / scale.unit], "x": [part.mean / scale.unit], "y": [row],
            "marker": {"color": colour}, "width": 0.62, "hovertext": [said], "hovertemplate": "%{hovertext}<extra></extra>",
            "error_x": {
                "type": "data", "symmetric": False, "array": [(part.high - part.mean) / scale.unit],
                "arrayminus": [(part.mean - part.low) / scale.unit], "color": INK, "thickness": 1.3, "width": 4,
            },
        },
        {
            "type": "scatter", "mode": "lines", "x": [(at + part.mean) / scale.unit] * 2, "y": [row, row + 1],
            "line": {"color": MUTED, "width": 1, "dash": "dot"}, "hoverinfo": "skip",
        },
    ]  # fmt: skip


def _end(value: float, row: int, colour: str, scale: Scale) -> dict[str, Any]:
    """Return the mark of a whole: a diamond, since a bar would have to begin at zero."""
    return {
        "type": "scatter", "mode": "markers", "x": [value / scale.unit], "y": [row],
        "marker": {"color": colour, "size": 15, "symbol": "diamond"}, "hoverinfo": "skip",
    }  # fmt: skip


def _said(bridge: Bridge, indicator: str, order: list[int], scale: Scale, lang: str) -> list[dict[str, Any]]:
    """Return what stands beside each bar."""
    notes, at = [], bridge.starts[indicator]
    for row, place in enumerate(order, start=1):
        part = bridge.parts[indicator][place]
        edge = max(at, at + part.mean, at + part.high)
        notes.append(_note(edge, row, part.mean, indicator, scale, lang, bridge.before.currency, signed=True))
        at += part.mean
    return notes


def _note(
    edge: float, row: int, value: float, indicator: str, scale: Scale, lang: str, currency: str, *, signed: bool = False
) -> dict[str, Any]:
    text = words.in_unit(value, INDICATORS[indicator].unit, lang, currency=currency, signed=signed)
    return {
        "x": edge / scale.unit, "y": row, "xanchor": "left", "yanchor": "middle", "xshift": 10, "showarrow": False,
        "text": text if signed else f"<b>{text}</b>", "font": {"size": 13, "color": INK},
    }  # fmt: skip


def _range(bridge: Bridge, indicator: str, order: list[int], scale: Scale) -> list[float]:
    """Return the axis from the lowest mark to the highest, with room for the words beside them."""
    at, marks = bridge.starts[indicator], [bridge.starts[indicator], bridge.ends[indicator]]
    for place in order:
        part = bridge.parts[indicator][place]
        marks += [at + one for one in (part.mean, part.low, part.high) if one == one]
        at += part.mean
    low, high = min(marks) / scale.unit, max(marks) / scale.unit
    room = (high - low) or abs(high) or 1.0
    return [low - 0.06 * room, high + 0.2 * room]


def colour_of(part: Part, better: int) -> str:
    """Return the colour of a part: better, worse, or not decided."""
    if not better or not (part.low > 0.0 or part.high < 0.0):
        return UNDECIDED
    return BETTER if part.mean * better > 0 else WORSE


def _wrapped(label: str) -> str:
    return "<br>".join(safe(line) for line in wrap(label, LINE, break_on_hyphens=False)) or safe(label)


def _point(bridge: Bridge, indicator: str, lang: str) -> str:
    """Return the sentence: the whole difference, and the lever that brings most of it."""
    unit, currency = INDICATORS[indicator].unit, bridge.before.currency
    parts = bridge.parts[indicator]
    place = max(range(len(parts)), key=lambda one: abs(parts[one].mean))
    return words.text(
        "point.bridge",
        lang,
        label=INDICATORS[indicator].label(lang),
        change=words.in_unit(bridge.totals[indicator].mean, unit, lang, currency=currency, signed=True),
        lever=_inside_quotes(bridge.labels(lang)[place]),
        part=words.in_unit(parts[place].mean, unit, lang, currency=currency, signed=True),
    )


def _inside_quotes(label: str) -> str:
    r"""Return a label as it stands between quotation marks: its own marks are those of a quotation in a quotation.

    >>> _inside_quotes("Step “Letter”"), _inside_quotes("Étape «\xa0Courrier »")
    ('Step ‘Letter’', 'Étape “Courrier”')
    """
    inner = label.replace("“", "‘").replace("”", "’")
    return re.sub(r"«\s*(.*?)\s*»", r"“\1”", inner)
