"""What the receivables are made of, month by month: not due, overdue, and what of them is contested."""

from typing import Any

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go

from simlib import words
from simlib.charts.course import future_days, past_days
from simlib.charts.fans import start_mark
from simlib.charts.look import INK, OVERDUE, SCENARIO, figure, money_scale, time_axis
from simlib.charts.say import is_compared
from simlib.indicators import Series
from simlib.running import Result

CENTS = 100.0
MONTH_MS = 19 * 86_400_000
"""Width of a bar: two thirds of a month, in milliseconds."""


def composition_bars(result: Result, base: Result | None, lang: str) -> go.Figure:
    """Draw the receivables at month ends as two stacked parts, not due and overdue, with what is contested; today's total beside."""
    days = [*past_days(result)[:-1], *future_days(result)]
    dates = np.asarray(days, dtype=np.int64).astype("datetime64[D]")
    due, late = (np.nanmean(result.path(name, days), axis=0) for name in ("not_due", "overdue"))
    contested = result.daily.total.at(Series.DISPUTED, days)[:, 0, :].mean(axis=0) / CENTS
    scale = money_scale(float(np.max(due + late, initial=0.0)), lang, result.scenario.currency)

    def bars(key: str, values: npt.NDArray[np.float64], colour: str) -> dict[str, Any]:
        return {
            "type": "bar", "x": dates, "y": values / scale.unit, "name": words.text(key, lang), "width": MONTH_MS,
            "marker": {"color": colour}, "hovertemplate": scale.hover("y"),
        }  # fmt: skip

    traces = [bars("bracket.not_due", due, SCENARIO), bars("legend.overdue", late, OVERDUE)]
    traces.append(
        {
            "type": "scatter", "mode": "lines+markers", "x": dates, "y": contested / scale.unit,
            "name": words.text("legend.disputed", lang), "line": {"color": INK, "width": 1.8},
            "marker": {"size": 6}, "hovertemplate": scale.hover("y"),
        }
    )  # fmt: skip
    if base is not None and is_compared(result, base):
        total = np.nanmean(base.path("ar_balance", days), axis=0)
        traces.append(
            {
                "type": "scatter", "mode": "markers", "x": dates, "y": total / scale.unit, "name": words.text("legend.total_today", lang),
                "marker": {"symbol": "line-ew", "size": 20, "line": {"width": 2.5, "color": INK}}, "hovertemplate": scale.hover("y"),
            }
        )  # fmt: skip
    last = float(due[-1] + late[-1])
    title = words.text(
        "point.composition",
        lang,
        money=words.money_short(last, lang, result.scenario.currency),
        late=words.percent(late[-1] / last, lang) if last > 0.0 else words.UNDEFINED,
        disputed=words.percent(contested[-1] / last, lang) if last > 0.0 else words.UNDEFINED,
    )
    return figure(
        title,
        words.text("subtitle.composition", lang),
        lang,
        traces,
        barmode="stack",
        xaxis=time_axis(),
        yaxis=scale.axis | {"rangemode": "tozero"},
        **start_mark(result, lang, shown=len(past_days(result)) > 1),
    )
