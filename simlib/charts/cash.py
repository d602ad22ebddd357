"""The cash curve, day by day."""

import numpy as np
import plotly.graph_objects as go

from simlib import words
from simlib.charts.course import Course, over_replications
from simlib.charts.fans import fan_traces, scale_of, today_traces
from simlib.charts.look import WORSE, figure, time_axis
from simlib.charts.say import is_compared, point_of, summary
from simlib.running import Result


def cash_fan(result: Result, base: Result | None, lang: str) -> go.Figure:
    """Draw the cash in the bank at the end of each day: mean and 80 % band, today's in grey."""
    ahead = _course(result)
    today = _course(base) if base is not None and is_compared(result, base) else None
    scale = scale_of("cash_end", [ahead, today], lang, result.scenario.currency)
    traces = today_traces(today, scale, lang) if today else []
    lowest = summary(result, "cash_min")
    subtitle = words.text(
        "subtitle.cash",
        lang,
        mean=words.money_short(lowest.mean, lang, result.scenario.currency),
        low=words.money_short(lowest.p10, lang, result.scenario.currency),
    )
    zero = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": 0, "y1": 0, "layer": "below"}
    below = {"shapes": [{**zero, "line": {"color": WORSE, "width": 1.5}}]} if float(np.nanmin(ahead.p10)) < 0 else {}
    return figure(
        point_of("cash_end", result, base, lang),
        subtitle,
        lang,
        traces + fan_traces(ahead, scale, lang),
        xaxis=time_axis() | {"dtick": "M1"},
        yaxis=scale.axis | {"rangemode": "tozero"},
        **below,
    )


def _course(result: Result) -> Course:
    """Return the course of the cash, from the opening of the first day."""
    opening = np.full((result.replications, 1), result.daily.firm.opening_cash)
    path = np.concatenate([opening, result.cash_path()], axis=1)
    return over_replications(path, range(result.start - 1, result.end + 1))
