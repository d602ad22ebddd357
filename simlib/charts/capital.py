"""The working capital need, and the cash that it frees month by month."""

from typing import Any

import numpy as np
import plotly.graph_objects as go

from simlib import words
from simlib.charts.course import course, future_days, past_days
from simlib.charts.fans import fan_traces, past_traces, scale_of, start_mark, today_traces
from simlib.charts.look import BETTER, UNDECIDED, WORSE, figure, money_scale, time_axis
from simlib.charts.look import axis as axis_of
from simlib.charts.say import is_clear, is_compared, point_of, subtitle_of
from simlib.experiments import Difference
from simlib.experiments.compare import paired_difference
from simlib.running import Result

SPLIT = 0.36
"""Share of the height that the lower half takes."""


def bfr_bars(result: Result, base: Result | None, lang: str) -> go.Figure:
    """Draw the working capital need beside today's and, below, the cash freed at each month's end with its 95 % interval."""
    days = future_days(result)
    ahead = course(result, "bfr", days)
    behind = course(result, "bfr", past) if (past := past_days(result)) else None
    today = course(base, "bfr", days) if base is not None and is_compared(result, base) else None
    scale = scale_of("bfr", [ahead, behind, today], lang, result.scenario.currency)
    traces = past_traces(behind, scale, lang) if behind else []
    traces += today_traces(today, scale, lang) if today else []
    traces += fan_traces(ahead, scale, lang)
    drawn = figure(
        point_of("bfr", result, base, lang),
        subtitle_of(result, base, lang),
        lang,
        traces,
        xaxis=time_axis(),
        yaxis=scale.axis,
        **start_mark(result, lang, shown=behind is not None),
    )
    if base is not None and today is not None and result.month_ends:
        _add_freed(drawn, result, base, lang)
    return drawn


def _add_freed(drawn: go.Figure, result: Result, base: Result, lang: str) -> None:
    """Add the bars of the cash freed, in the lower part."""
    ends = result.month_ends
    both = min(base.replications, result.replications)
    freed = base.path("bfr", ends)[:both] - result.path("bfr", ends)[:both]
    if not freed.any():
        return
    found = [paired_difference(freed[:, i], np.zeros(both), 1) for i in range(len(ends))]
    means = np.array([one.mean for one in found])
    halves = np.array([one.high - one.mean if np.isfinite(one.high) else 0.0 for one in found])
    scale = money_scale(float(np.max(np.abs(means) + halves)), lang, result.scenario.currency)
    bars: dict[str, Any] = {
        "type": "bar",
        "x": np.asarray(ends, dtype=np.int64).astype("datetime64[D]"),
        "y": means / scale.unit,
        "yaxis": "y2",
        "width": 16 * 86_400_000,
        "name": words.text("legend.freed", lang),
        "showlegend": False,
        "marker": {"color": [_colour(one) for one in found]},
        "error_y": {"type": "data", "array": halves / scale.unit, "thickness": 1.2, "width": 3, "color": "#3b4653"},
        "customdata": np.stack([(means - halves) / scale.unit, (means + halves) / scale.unit], axis=-1),
        "hovertemplate": words.text("hover.freed", lang).format(
            mean=scale.hover("y"), low=scale.hover("customdata[0]"), high=scale.hover("customdata[1]")
        ),
    }
    drawn.add_trace(bars)
    note = {
        "xref": "paper", "x": 0, "xanchor": "left", "yref": "paper", "y": SPLIT - 0.08, "yanchor": "bottom", "showarrow": False,
        "text": words.text("mark.freed", lang), "font": {"size": 13},
    }  # fmt: skip
    drawn.update_layout(
        height=520,
        yaxis2=axis_of(domain=[0, SPLIT - 0.1], anchor="x", zeroline=True, zerolinecolor="#9aa7b4", **scale.axis),
        yaxis={"domain": [SPLIT, 1]},
        xaxis={"anchor": "y2"},
        annotations=[*drawn.layout.annotations, note],
    )
    drawn.update_shapes(y0=SPLIT)


def _colour(freed: Difference) -> str:
    """Return the colour of a month: better, worse, or not decided."""
    if not is_clear(freed):
        return UNDECIDED
    return BETTER if freed.mean > 0 else WORSE
