"""What each lever can attain alone: how far it would go at its best, and how much of that the scenario takes."""

from collections.abc import Mapping
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from simlib import words
from simlib.charts.bridge import scale_of
from simlib.charts.lever_text import lever_text
from simlib.charts.look import INK, SCENARIO, SCENARIO_BAND, axis, figure, safe
from simlib.experiments.bound import Bound, Bounds, direction
from simlib.indicators import INDICATORS

ROW = 38
LINE = 42
SHOWN = 12
ROOM_OF_NOTES = 0.62
"""Room at the right for what is written there, as a share of the bars’: a value and a day of a reminder on a narrow page."""


def bounds_bars(bounds: Bounds, taken: Mapping[str, float], lang: str, shown: int = SHOWN) -> go.Figure:
    """Draw each lever's attainable change, pale, and what the scenario takes of it, full.

    Args:
        bounds: The bounds.
        taken: What each lever brings in the scenario, by path; of the same indicator.
        lang: The reader's language.
        shown: How many levers are shown.
    """
    found = [one for one in bounds.levers if one.difference.mean * direction(bounds.indicator) > 0.0][:shown]
    currency = bounds.scenario.currency
    unit = INDICATORS[bounds.indicator].unit
    ends = [one.difference.mean for one in found] or [0.0]
    scale = scale_of(bounds.indicator, ends, lang, currency)
    rows = [_name(one, lang) for one in found]
    pale: dict[str, Any] = {
        "type": "bar", "orientation": "h", "x": [one.difference.mean / scale.unit for one in found], "y": list(range(len(found))),
        "name": words.text("legend.attainable", lang), "marker": {"color": SCENARIO_BAND, "line": {"color": SCENARIO, "width": 1}},
        "width": 0.66, "hovertext": [_hover(one, lang, currency, str(unit)) for one in found],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }  # fmt: skip
    full: dict[str, Any] = {
        "type": "bar", "orientation": "h", "x": [taken.get(one.lever.path, 0.0) / scale.unit for one in found],
        "y": list(range(len(found))), "name": words.text("legend.taken", lang), "marker": {"color": SCENARIO}, "width": 0.3,
        "hoverinfo": "skip",
    }  # fmt: skip
    notes = [
        {
            "x": max(0.0, one.difference.mean, taken.get(one.lever.path, 0.0)) / scale.unit,
            "y": row, "xanchor": "left", "yanchor": "middle", "xshift": 8, "showarrow": False, "font": {"size": 13, "color": INK},
            "text": words.text(
                "mark.bound",
                lang,
                change=words.in_unit(one.difference.mean, unit, lang, currency=currency, signed=True),
                best=safe(lever_text(one.lever, one.value, lang, currency)),
            ),
        }
        for row, one in enumerate(found)
    ]  # fmt: skip
    least = min([*ends, *taken.values()]) / scale.unit
    most = max([*ends, *taken.values(), 0.0]) / scale.unit
    room = (most - least) or 1.0
    return figure(
        words.text(
            "point.bounds",
            lang,
            label=INDICATORS[bounds.indicator].label(lang),
            change=words.in_unit(bounds.together.mean, unit, lang, currency=currency, signed=True),
        ),
        words.text("subtitle.bounds", lang, n=words.number(bounds.replications, lang)),
        lang,
        [pale, full] if taken else [pale],
        height=170 + ROW * max(2, len(found)),
        barmode="overlay",
        hovermode="closest",
        annotations=notes,
        xaxis=axis(
            **scale.over(least - 0.04 * room, most + ROOM_OF_NOTES * room), zeroline=True, zerolinecolor=INK,
        ),
        yaxis=axis(
            tickmode="array", tickvals=list(range(len(found))), ticktext=rows, showgrid=False, title={"text": ""},
            range=[len(found) - 0.4, -0.6], tickfont={"size": 13, "color": INK},
        ),
    )  # fmt: skip


def _name(one: Bound, lang: str) -> str:
    return "<br>".join(safe(line, 60) for line in wrap(one.lever.label(lang), LINE, break_on_hyphens=False)[:2])


def _hover(one: Bound, lang: str, currency: str, unit: str) -> str:
    difference = one.difference
    return words.text(
        "hover.bound",
        lang,
        best=safe(lever_text(one.lever, one.value, lang, currency)),
        today=safe(lever_text(one.lever, one.lever.value, lang, currency)),
        interval=words.plain_interval(difference.low, difference.high, unit, lang, currency=currency),
    )
