"""Fans: the past, then the mean and the 80 % band of what may come, beside today's."""

from typing import Any

import numpy as np
import plotly.graph_objects as go

from simlib import words
from simlib.charts.course import Course, course, future_days, past_days
from simlib.charts.look import (
    INK,
    PAST_BAND,
    SCENARIO,
    SCENARIO_BAND,
    TODAY,
    Scale,
    days_scale,
    figure,
    money_scale,
    time_axis,
)
from simlib.charts.say import is_compared, point_of, subtitle_of
from simlib.days import to_date
from simlib.indicators import INDICATORS, Unit
from simlib.running import Result

Trace = dict[str, Any]


def dso_fan(result: Result, base: Result | None, lang: str) -> go.Figure:
    """Draw the count-back DSO: its past joined to the fan of what comes, today's in grey."""
    return fan("dso_count_back", result, base, lang)


def receivables_fan(result: Result, base: Result | None, lang: str) -> go.Figure:
    """Draw the receivables: their past joined to the fan of what comes, today's in grey."""
    return fan("ar_balance", result, base, lang)


def fan(name: str, result: Result, base: Result | None, lang: str) -> go.Figure:
    """Draw the fan of an indicator of stocks."""
    days = future_days(result)
    ahead = course(result, name, days)
    behind = course(result, name, past) if (past := past_days(result)) else None
    today = course(base, name, days) if base is not None and is_compared(result, base) else None
    scale = scale_of(name, [ahead, behind, today], lang, result.scenario.currency)
    traces = past_traces(behind, scale, lang) if behind else []
    traces += today_traces(today, scale, lang) if today else []
    traces += fan_traces(ahead, scale, lang)
    return figure(
        point_of(name, result, base, lang),
        subtitle_of(result, base, lang),
        lang,
        traces,
        xaxis=time_axis(),
        yaxis=scale.axis,
        **start_mark(result, lang, shown=behind is not None),
    )


def scale_of(name: str, courses: list[Course | None], lang: str, currency: str) -> Scale:
    """Return the scale in which courses of an indicator read best."""
    if INDICATORS[name].unit is not Unit.MONEY:
        return days_scale(lang)
    largest = max(float(np.nanmax(np.abs(one.p90), initial=0.0)) for one in courses if one is not None)
    return money_scale(largest, lang, currency)


def fan_traces(ahead: Course, scale: Scale, lang: str, *, axis: str = "y") -> list[Trace]:
    """Return the band and the mean of what comes."""
    low, middle, high = ahead.p10 / scale.unit, ahead.mean / scale.unit, ahead.p90 / scale.unit
    edge: Trace = {
        "type": "scatter", "x": ahead.dates, "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip", "yaxis": axis,
        "legendgroup": "band",
    }  # fmt: skip
    return [
        {**edge, "y": low, "showlegend": False},
        {**edge, "y": high, "fill": "tonexty", "fillcolor": SCENARIO_BAND, "name": words.text("legend.band", lang)},
        {
            "type": "scatter", "x": ahead.dates, "y": middle, "mode": "lines", "yaxis": axis,
            "name": words.text("legend.scenario", lang), "line": {"color": SCENARIO, "width": 3},
            "customdata": np.stack([low, high], axis=-1),
            "hovertemplate": words.text("hover.fan", lang).format(
                middle=scale.hover("y"), low=scale.hover("customdata[0]"), high=scale.hover("customdata[1]")
            ),
        },
    ]  # fmt: skip


def today_traces(today: Course, scale: Scale, lang: str, *, axis: str = "y") -> list[Trace]:
    """Return the mean of today's policy."""
    return [
        {
            "type": "scatter", "x": today.dates, "y": today.mean / scale.unit, "mode": "lines", "yaxis": axis,
            "name": words.text("today", lang), "line": {"color": TODAY, "width": 2, "dash": "dot"},
            "hovertemplate": scale.hover("y"),
        }
    ]  # fmt: skip


def past_traces(behind: Course, scale: Scale, lang: str, *, axis: str = "y") -> list[Trace]:
    """Return the band and the mean of the past."""
    edge: Trace = {
        "type": "scatter", "x": behind.dates, "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip",
        "showlegend": False, "yaxis": axis,
    }  # fmt: skip
    return [
        {**edge, "y": behind.p10 / scale.unit},
        {**edge, "y": behind.p90 / scale.unit, "fill": "tonexty", "fillcolor": PAST_BAND},
        {
            "type": "scatter", "x": behind.dates, "y": behind.mean / scale.unit, "mode": "lines", "yaxis": axis,
            "name": words.text("legend.past", lang), "line": {"color": INK, "width": 2.5},
            "hovertemplate": scale.hover("y"),
        },
    ]  # fmt: skip


def start_mark(result: Result, lang: str, *, shown: bool) -> dict[str, Any]:
    """Return the line that parts the past from what comes."""
    if not shown:
        return {}
    day = np.datetime64(result.start - 1, "D")
    line = {"type": "line", "x0": day, "x1": day, "yref": "paper", "y0": 0, "y1": 1, "layer": "below"}
    note = {
        "x": day, "xanchor": "left", "xshift": 6, "yref": "paper", "y": 1, "yanchor": "top", "showarrow": False,
        "text": words.text("mark.start", lang, date=words.date_text(to_date(result.start), lang)),
        "font": {"size": 12, "color": TODAY},
    }  # fmt: skip
    return {"shapes": [{**line, "line": {"color": "#9aa7b4", "width": 1, "dash": "dot"}}], "annotations": [note]}
