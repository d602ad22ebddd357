"""The cash plan day by day: its fan with its minimum and its floor, and each week's chance of a breach."""

from typing import Any

import numpy as np
import plotly.graph_objects as go

from simlib import words
from simlib.charts.course import Course, over_replications
from simlib.charts.fans import fan_traces, today_traces
from simlib.charts.look import INK, WORSE, Scale, axis, figure, money_scale, time_axis
from simlib.days import to_date
from simlib.treasury.sheet import CENTS, Planned, Sheet, weeks

HEIGHT = 520
SPLIT = 0.24
"""Share of the height that the chance of a breach takes."""

ROOM = 0.12
"""Share of the height left below the lowest line, for its name."""

TICKS = (0.0, 0.5, 1.0)
WEEK = 7
MANY = 60
"""Weeks of a plan of more than a year."""


def plan_fan(plan: Planned, today: Planned | None, lang: str) -> go.Figure:
    """Draw the cash at the end of each day with its 80 % band, today's in grey, its minimum, and its floor: the minimum less the overdraft.

    Below, the chance that cash is under its floor some day of the week.
    """
    ahead = _course(plan)
    before = _course(today) if today is not None and today.scenario.digest != plan.scenario.digest else None
    courses = [one for one in (ahead, before) if one is not None]
    scale = money_scale(max(float(np.abs([one.p10, one.p90]).max()) for one in courses), lang, plan.scenario.currency)
    sheet = weeks(plan, MANY)
    shapes, notes = _levels(plan, scale, lang)
    bottom = min(plan.floor, *(float(one.p10.min()) for one in courses)) / scale.unit
    top = max(float(one.p90.max()) for one in courses) / scale.unit
    return figure(
        _point(plan, lang),
        _subtitle(plan, sheet, lang),
        lang,
        [
            *(today_traces(before, scale, lang) if before else []),
            *fan_traces(ahead, scale, lang),
            _breaches(sheet, lang),
        ],
        height=HEIGHT,
        shapes=shapes,
        annotations=[*notes, _lower_title(lang)],
        xaxis=axis(**time_axis(), anchor="y2") | {"dtick": "M1"},
        yaxis=axis(**scale.axis, domain=[SPLIT + 0.12, 1.0])
        | {"range": [bottom - ROOM * (top - bottom), top + ROOM * (top - bottom) / 2], "rangemode": "normal"},
        yaxis2=axis(
            domain=[0.0, SPLIT],
            range=[0, 1],
            tickvals=TICKS,
            ticktext=[words.percent(one, lang) for one in TICKS],
            title={"text": ""},
        ),
    )


def _course(plan: Planned) -> Course:
    """Return the course of the cash, from the opening of the first day."""
    path = np.concatenate([plan.opening[:, :1], plan.closing], axis=1) / CENTS
    first = int(plan.days[0].astype("datetime64[D]").astype(np.int64))
    return over_replications(path, range(first - 1, first + plan.closing.shape[1]))


def _levels(plan: Planned, scale: Scale, lang: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the lines of the minimum and of the floor, each with its name."""
    levels = [("mark.minimum", plan.minimum_cash, "dash")]
    if plan.overdraft_limit > 0.0:
        levels.append(("mark.floor", plan.floor, "dot"))
    shapes, notes = [], []
    for place, (key, value, dash) in enumerate(levels):
        line = {
            "type": "line",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "yref": "y",
            "y0": value / scale.unit,
            "y1": value / scale.unit,
        }
        shapes.append({**line, "layer": "above", "line": {"color": WORSE, "width": 1.5, "dash": dash}})
        said = words.text(key, lang, money=words.money_short(value, lang, plan.scenario.currency))
        notes.append(
            {
                "xref": "paper", "x": 1, "xanchor": "right", "yref": "y", "y": value / scale.unit, "yanchor": "top" if place else "bottom",
                "showarrow": False, "text": said, "font": {"size": 12, "color": WORSE},
            }
        )  # fmt: skip
    return shapes, notes


def _breaches(sheet: Sheet, lang: str) -> dict[str, Any]:
    """Return the bars of the chance of a breach by week."""
    middles = [np.datetime64(start + 3, "D") for start in sheet.starts]
    said = [
        words.text(
            "hover.breach",
            lang,
            first=words.date_text(to_date(start), lang),
            last=words.date_text(to_date(end), lang),
            share=words.percent(float(share), lang),
        )
        for start, end, share in zip(sheet.starts, sheet.ends, sheet.breach, strict=True)
    ]
    return {
        "type": "bar", "x": middles, "y": sheet.breach, "yaxis": "y2", "showlegend": False, "marker": {"color": WORSE, "opacity": 0.75},
        "hovertext": said, "hovertemplate": "%{hovertext}<extra></extra>", "width": 6 * 86_400_000,
    }  # fmt: skip


def _lower_title(lang: str) -> dict[str, Any]:
    return {
        "xref": "paper", "x": 0, "xanchor": "left", "yref": "paper", "y": SPLIT + 0.03, "yanchor": "bottom", "showarrow": False,
        "text": words.text("mark.breach", lang), "font": {"size": 12.5, "color": INK},
    }  # fmt: skip


def _point(plan: Planned, lang: str) -> str:
    """Return how low cash falls in the mean world, in which week mostly, and how likely it falls under its floor."""
    currency = plan.scenario.currency
    lowest = float(plan.closing.min(axis=1).mean()) / CENTS
    week = int(np.bincount(plan.closing.argmin(axis=1) // WEEK).argmax())
    day = to_date(int(plan.days[0].astype("datetime64[D]").astype(np.int64)) + WEEK * week)
    share = float((plan.closing.min(axis=1) < plan.floor * CENTS).mean())
    return words.text(
        "point.cash_plan",
        lang,
        money=words.money_short(lowest, lang, currency),
        date=words.date_text(day, lang),
        share=words.percent(share, lang),
    )


def _subtitle(plan: Planned, sheet: Sheet, lang: str) -> str:
    worst = int(sheet.breach.argmax())
    key = "subtitle.cash_plan" if sheet.breach[worst] > 0.0 else "subtitle.cash_plan_safe"
    return words.text(
        key,
        lang,
        n=words.number(plan.replications, lang),
        week=words.date_text(to_date(sheet.starts[worst]), lang),
        share=words.percent(float(sheet.breach[worst]), lang),
    )
