"""The load of the teams, month by month: hours of reminding and calling, matching, disputes, beside the hours there are for calls."""

from typing import Any

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go

from simlib import words
from simlib.charts.look import INK, SCENARIO, SKY, SOFT_GREEN, TODAY, figure, time_axis
from simlib.charts.say import is_compared
from simlib.indicators import Series
from simlib.running import Result

Values = npt.NDArray[np.float64]

DESKS: tuple[tuple[Series, str, str], ...] = (
    (Series.MINUTES, "legend.hours_collecting", SCENARIO),
    (Series.MATCH_MINUTES, "legend.hours_matching", SKY),
    (Series.DISPUTE_MINUTES, "legend.hours_disputes", SOFT_GREEN),
)
MINUTES_PER_HOUR = 60.0
MONTH_MS = 19 * 86_400_000


def load_bars(result: Result, base: Result | None, lang: str) -> go.Figure:
    """Draw the hours of each team by month, today's total as a mark, and the hours there are for calls as a line."""
    ends = result.month_ends
    dates = np.asarray(ends, dtype=np.int64).astype("datetime64[D]").astype("datetime64[M]").astype("datetime64[D]")
    hours = {key: _hours(result, series, ends) for series, key, _ in DESKS}
    traces: list[dict[str, Any]] = [
        {
            "type": "bar", "x": dates, "y": hours[key], "name": words.text(key, lang), "marker": {"color": colour}, "width": MONTH_MS,
            "hovertemplate": f"%{{y:,.0f}}{words.NO_BREAK}{words.text('unit.hours', lang)}",
        }
        for _, key, colour in DESKS
    ]  # fmt: skip
    hover = f"%{{y:,.0f}}{words.NO_BREAK}{words.text('unit.hours', lang)}"
    if base is not None and is_compared(result, base):
        before = np.sum([_hours(base, series, ends) for series, _, _ in DESKS], axis=0)
        traces.append(
            {
                "type": "scatter", "mode": "markers", "x": dates, "y": before, "name": words.text("today", lang), "hovertemplate": hover,
                "marker": {"symbol": "line-ew", "size": 20, "line": {"width": 2.5, "color": INK}},
            }
        )  # fmt: skip
    there = capacity(result)
    if there.any():
        traces.append(
            {
                "type": "scatter", "mode": "lines", "x": dates, "y": there, "name": words.text("legend.capacity", lang),
                "line": {"color": TODAY, "width": 2, "dash": "dash"}, "hovertemplate": hover,
            }
        )  # fmt: skip
    return figure(
        _point(hours["legend.hours_collecting"], there, lang),
        words.text("subtitle.load", lang),
        lang,
        traces,
        barmode="stack",
        xaxis=time_axis() | {"dtick": "M1"},
        yaxis={"title": {"text": words.text("axis.hours", lang)}, "tickformat": ",.0f", "rangemode": "tozero"},
    )


def capacity(result: Result) -> Values:
    """Return the hours that collectors have for calls in each month of a scenario: its budget of minutes on each business day."""
    calls = result.scenario.policy.calls
    minutes = int(calls.collectors * calls.minutes_per_day * calls.presence)
    calendar = result.daily.calendar
    days = np.arange(result.start, result.end + 1)
    is_business = calendar.next_business[days - calendar.first] == days
    since = np.array([result.start, *(end + 1 for end in result.month_ends[:-1])]) - result.start
    count = np.add.reduceat(is_business.astype(np.float64), since) if len(since) else np.zeros(0)
    return np.asarray(count * minutes / MINUTES_PER_HOUR)


def _hours(result: Result, series: Series, ends: list[int]) -> Values:
    """Return the mean hours of a team in each month."""
    since = [result.start, *(end + 1 for end in ends[:-1])]
    found = result.daily.total.between(series, since, ends)[:, 0, :].mean(axis=0) / MINUTES_PER_HOUR
    return np.asarray(found, dtype=np.float64)


def _point(collecting: Values, there: Values, lang: str) -> str:
    """Return the sentence: hours spent, and the hours there are for calls."""
    hours = words.number(float(collecting.sum()), lang)
    if not there.any():
        return words.text("point.load_without", lang, hours=hours)
    return words.text("point.load", lang, hours=hours, there=words.number(float(there.sum()), lang))
