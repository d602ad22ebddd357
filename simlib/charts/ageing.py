"""The aged balance, by days past the due date."""

from typing import Any

import numpy as np
import plotly.graph_objects as go

from simlib import words
from simlib.charts.look import SCENARIO, TODAY_BAR, Scale, figure, money_scale
from simlib.charts.say import is_compared, summary
from simlib.running import Result

BRACKETS: dict[str, str] = {
    "not_due": "bracket.not_due",
    "ageing_1_30": "bracket.1_30",
    "ageing_31_60": "bracket.31_60",
    "ageing_61_90": "bracket.61_90",
    "ageing_over_90": "bracket.over_90",
}
"""The indicator of each bracket, and the key of its name."""


def ageing_bars(result: Result, base: Result | None, lang: str) -> go.Figure:
    """Draw the receivables by age, scenario beside today's; whiskers span 80 % of the replications."""
    currency = result.scenario.currency
    compared = base is not None and is_compared(result, base)
    shown = [base, result] if compared and base is not None else [result]
    largest = max(summary(one, name).p90 for one in shown for name in BRACKETS)
    scale = money_scale(largest, lang, currency)
    traces = [_bars(one, scale, lang, is_today=compared and one is base) for one in shown]
    overdue, ratio = summary(result, "overdue").mean, summary(result, "overdue_ratio").mean
    old = sum(summary(result, name).mean for name in ("ageing_61_90", "ageing_over_90"))
    title = words.text(
        "point.ageing",
        lang,
        overdue=words.money_short(overdue, lang, currency),
        ratio=words.percent(ratio, lang),
        old=words.money_short(old, lang, currency),
    )
    return figure(
        title, words.text("subtitle.ageing", lang), lang, traces, yaxis=scale.axis, xaxis={"type": "category", "showgrid": False}
    )  # fmt: skip


def _bars(result: Result, scale: Scale, lang: str, *, is_today: bool) -> dict[str, Any]:
    """Return one result's bars."""
    currency = result.scenario.currency
    found = [summary(result, name) for name in BRACKETS]
    means = np.array([one.mean for one in found]) / scale.unit
    highs, lows = np.array([one.p90 for one in found]) / scale.unit, np.array([one.p10 for one in found]) / scale.unit
    return {
        "type": "bar",
        "x": [words.text(key, lang) for key in BRACKETS.values()],
        "y": means,
        "name": words.text("today" if is_today else "legend.scenario", lang),
        "marker": {"color": TODAY_BAR if is_today else SCENARIO},
        "text": [words.money_short(one.mean, lang, currency) for one in found],
        "textposition": "outside",
        "cliponaxis": False,
        "textfont": {"size": 12.5},
        "customdata": np.stack([lows, highs], axis=-1),
        "hovertemplate": words.text("hover.fan", lang).format(
            middle=scale.hover("y"), low=scale.hover("customdata[0]"), high=scale.hover("customdata[1]")
        ),
    }
