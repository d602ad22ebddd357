"""A back-test: what was forecast in the past beside what came, and the error beside the rules of thumb."""

from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go

from simlib import words
from simlib.calibration.backtest import Backtest
from simlib.charts.look import INK, MUTED, OVERDUE, SCENARIO, SCENARIO_BAND, TODAY_BAR, Scale, axis, figure, money_scale
from simlib.days import to_date
from simlib.scenario.evidence import BacktestEvidence

LEAD = 2
"""Week ahead that is drawn: one is left between the forecast and what came."""

BAR = 44
A_YEAR_AND_MORE = 400
"""Days from which only every third month is named."""


def backtest(found: Backtest, lang: str) -> go.Figure:
    """Draw, week by week, what had been forecast two weeks before, with its band, and what came."""
    rows = found.rows
    if rows.empty:
        return _without(found.figures, lang)
    shown = rows[rows["week"] == min(LEAD, found.weeks)].sort_values("week_start")
    inside = ((shown["p10"] <= shown["actual"]) & (shown["actual"] <= shown["p90"])).to_numpy()
    scale = money_scale(float(max(shown["p90"].max(), shown["actual"].max(), 1.0)), lang, found.currency)
    days = [to_date(int(day)) for day in shown["week_start"]]

    def values(column: str) -> Any:
        return shown[column].to_numpy() / scale.unit

    edge = {"type": "scatter", "x": days, "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    return figure(
        words.text(f"point.backtest_{found.verdict}", lang),
        words.text(
            "subtitle.backtest",
            lang,
            lead=words.number(min(LEAD, found.weeks), lang),
            share=words.percent(float(found.figures.coverage or 0.0), lang),
            weeks=words.number(found.weeks, lang),
        ),
        lang,
        [
            {**edge, "y": values("p10"), "showlegend": False},
            {**edge, "y": values("p90"), "fill": "tonexty", "fillcolor": SCENARIO_BAND, "name": words.text("legend.band", lang)},
            {
                "type": "scatter", "x": days, "y": values("mean"), "mode": "lines", "name": words.text("legend.forecast", lang),
                "line": {"color": SCENARIO, "width": 2.5}, "hovertemplate": scale.hover("y"),
            },
            *(
                _dots([day for day, is_so in zip(days, chosen, strict=True) if is_so], values("actual")[chosen], key, colour, scale, lang)
                for chosen, key, colour in ((inside, "came_inside", INK), (~inside, "came_outside", OVERDUE))
            ),
        ],
        legend={"traceorder": "normal"},
        xaxis={
            "type": "date", "tickformat": "%b\n%Y", "hoverformat": "%-d %b %Y", "showgrid": False,
            "dtick": _months_between_ticks(shown["week_start"]),
        },
        yaxis=axis(**scale.axis, rangemode="tozero"),
    )  # fmt: skip


def _months_between_ticks(days: Any) -> str:
    """Return the distance of the ticks of an axis of days, as plotly takes it."""
    return "M1" if days.max() - days.min() < A_YEAR_AND_MORE else "M3"


def _dots(days: list[Any], values: Any, key: str, colour: str, scale: Scale, lang: str) -> dict[str, Any]:
    """Return what came, as dots."""
    symbol = "circle" if colour == INK else "diamond"
    return {
        "type": "scatter", "x": days, "y": values, "mode": "markers", "name": words.text(f"legend.{key}", lang),
        "marker": {"color": colour, "size": 7, "symbol": symbol}, "hovertemplate": scale.hover("y"),
    }  # fmt: skip


def backtest_errors(found: BacktestEvidence, lang: str) -> go.Figure:
    """Draw the error of the forecast beside those of the rules of thumb, the smallest first."""
    errors = {"model": found.wape, **found.naive.model_dump(), "bootstrap": found.bootstrap_wape}
    known = sorted((error, name) for name, error in errors.items() if error is not None)
    if len(known) < 2 or found.wape is None:
        return _without(found, lang)
    others = [error for error, name in known if name != "model"]
    percent: Callable[[float], str] = lambda share: words.percent(share, lang, 1)  # noqa: E731
    return figure(
        words.text("point.errors", lang, model=percent(found.wape), other=percent(min(others))),
        words.text("subtitle.errors", lang, weeks=words.number(found.weeks, lang), origins=words.number(found.origins, lang)),
        lang,
        [
            {
                "type": "bar", "orientation": "h", "x": [100.0 * error for error, _ in known],
                "y": [words.text(f"rule.{name}", lang) for _, name in known],
                "marker": {"color": [SCENARIO if name == "model" else TODAY_BAR for _, name in known]},
                "text": [percent(error) for error, _ in known], "textposition": "auto", "hoverinfo": "skip", "cliponaxis": False,
            }
        ],
        height=150 + BAR * len(known),
        showlegend=False,
        hovermode=False,
        margin={"t": 92},
        xaxis=axis(visible=False, rangemode="tozero"),
        yaxis=axis(autorange="reversed", showgrid=False, ticksuffix="  ", tickfont={"size": 13.5}),
    )  # fmt: skip


def _without(found: BacktestEvidence, lang: str) -> go.Figure:
    """Return an empty figure that says why."""
    said = {
        "text": words.text("evidence.short", lang, origins=words.number(found.origins, lang)), "showarrow": False,
        "xref": "paper", "yref": "paper", "x": 0, "y": 0.5, "xanchor": "left", "font": {"size": 14, "color": MUTED},
    }  # fmt: skip
    hidden = axis(visible=False)
    return figure(
        words.text("point.backtest_short", lang), "", lang, [], annotations=[said], xaxis=hidden, yaxis=hidden
    )
