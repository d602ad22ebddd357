"""A forecast of receipts: what came week by week, then what may come, with its band."""

from typing import Any

import numpy as np
import plotly.graph_objects as go

from simlib import words
from simlib.calibration.forecast import Forecast
from simlib.charts.look import INK, SCENARIO, TODAY_BAR, axis, figure, money_scale
from simlib.days import to_date

WEEK = 7


def forecast(found: Forecast, lang: str) -> go.Figure:
    """Draw receipts by week with the 80 % band; the weeks before in grey where sales to come are in it."""
    past = np.zeros(0) if found.open_only else found.past
    currency = found.currency
    scale = money_scale(float(max(found.p90.max(initial=0.0), past.max(initial=0.0), 1.0)), lang, currency)
    before = [found.as_of + 1 - WEEK * back for back in range(past.size, 0, -1)]
    bars: list[dict[str, Any]] = []
    if past.size:
        bars.append(
            {
                "type": "bar", "x": [_week(start, lang) for start in before], "y": past / scale.unit,
                "name": words.text("legend.past", lang), "marker": {"color": TODAY_BAR}, "hovertemplate": scale.hover("y"),
            }
        )  # fmt: skip
    bars.append(
        {
            "type": "bar", "x": [_week(int(start), lang) for start in found.week_start], "y": found.mean / scale.unit,
            "name": words.text("legend.forecast", lang), "marker": {"color": SCENARIO},
            "customdata": np.stack([found.p10, found.p90], axis=-1) / scale.unit,
            "hovertemplate": words.text("hover.fan", lang).format(
                middle=scale.hover("y"), low=scale.hover("customdata[0]"), high=scale.hover("customdata[1]")
            ) + "<extra></extra>",
            "error_y": {
                "type": "data", "symmetric": False, "array": np.maximum(found.p90 - found.mean, 0.0) / scale.unit,
                "arrayminus": np.maximum(found.mean - found.p10, 0.0) / scale.unit, "color": INK, "thickness": 1.3, "width": 4,
            },
        }
    )  # fmt: skip
    return figure(
        words.text(
            "point.forecast_open" if found.open_only else "point.forecast",
            lang,
            weeks=words.number(found.week_start.size, lang),
            mean=words.money_short(found.total["mean"], lang, currency),
            low=words.money_short(found.total["p10"], lang, currency),
            high=words.money_short(found.total["p90"], lang, currency),
        ),
        words.text("subtitle.forecast", lang, date=words.date_text(to_date(found.as_of), lang)),
        lang,
        bars,
        barmode="overlay",
        xaxis=axis(
            type="category", showgrid=False, tickangle=0, nticks=14, title={"text": words.text("axis.week", lang)}
        ),
        yaxis=axis(**scale.axis, rangemode="tozero"),
    )


def _week(start: int, lang: str) -> str:
    """Return the first day of a week, short."""
    return words.day_text(to_date(start), lang)
