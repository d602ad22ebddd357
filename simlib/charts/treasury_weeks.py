"""The cash plan in bars: receipts and disbursements by week, and the working capital need at month ends."""

from typing import Any

import numpy as np
import plotly.graph_objects as go

from simlib import words
from simlib.charts.look import INK, SCENARIO, WORSE, Scale, axis, figure, money_scale, safe
from simlib.days import to_date
from simlib.treasury.kinds import kind_label
from simlib.treasury.sheet import Planned, Sheet, Values, months, weeks

HEIGHT = 500
SHOWN = 5
"""Kinds of a direction that have a colour of their own; the smaller ones are drawn as one."""

IN = (SCENARIO, "#56b4e9", "#009e73", "#7fcdbb", "#a6bddb", "#cfd8e3")
OUT = ("#e69f00", "#a6761d", "#cc79a7", "#8c564b", "#b39ddb", "#d9c7a8")
"""Colours of what comes in, and of what goes out; the last is that of the rest."""

OTHER = "other"


def cash_weeks(plan: Planned, lang: str) -> go.Figure:
    """Draw receipts above and disbursements below the line, by kind, and the closing cash; 13 weeks."""
    sheet = weeks(plan)
    coming, going = _kinds(sheet, +1), _kinds(sheet, -1)
    heights = [float(np.sum([values for _, values in kinds], axis=0).max()) for kinds in (coming, going) if kinds]
    largest = max([*heights, float(np.abs(sheet.closing.mean).max())])
    scale = money_scale(largest, lang, plan.scenario.currency)
    currency = plan.scenario.currency
    return figure(
        words.text(
            "point.cash_weeks",
            lang,
            weeks=sheet.periods,
            receipts=words.money_short(float(sheet.total("receipts").sum()), lang, currency),
            disbursements=words.money_short(float(sheet.total("disbursements").sum()), lang, currency),
            closing=words.money_short(float(sheet.closing.mean[-1]), lang, currency),
        ),
        words.text("subtitle.cash_weeks", lang, n=words.number(plan.replications, lang)),
        lang,
        [
            *_bars(sheet, coming, +1, IN, scale, lang),
            *_bars(sheet, going, -1, OUT, scale, lang),
            _closing(sheet, scale, lang),
        ],
        height=HEIGHT,
        barmode="relative",
        bargap=0.35,
        legend={"y": -0.16, "yanchor": "top"},
        margin={"t": 84, "b": 96},
        shapes=[_floor(sheet, scale)],
        xaxis=_across(_heads(sheet, lang)),
        yaxis=axis(**scale.axis, zeroline=True, zerolinecolor=INK, zerolinewidth=1.2),
    )  # fmt: skip


def bfr_months(plan: Planned, lang: str) -> go.Figure:
    """Draw the working capital need at the end of each month, with its 80 % band."""
    sheet = months(plan)
    bfr = sheet.bfr
    if bfr is None:
        raise ValueError("a table of months holds the working capital need")
    currency = plan.scenario.currency
    scale = money_scale(float(np.abs(bfr.p90).max()), lang, currency)
    most = int(bfr.mean.argmax())
    heads = [words.month_text(to_date(end), lang) for end in sheet.ends]
    return figure(
        words.text(
            "point.bfr_months",
            lang,
            first=words.money_short(float(bfr.mean[0]), lang, currency),
            last=words.money_short(float(bfr.mean[-1]), lang, currency),
            most=words.money_short(float(bfr.mean[most]), lang, currency),
            month=words.month_text(to_date(sheet.ends[most]), lang),
            n=sheet.periods,
        ),
        words.text("subtitle.bfr_months", lang, n=words.number(plan.replications, lang)),
        lang,
        [
            {
                "type": "bar", "x": heads, "y": bfr.mean / scale.unit,
                "marker": {"color": SCENARIO}, "showlegend": False,
                "customdata": np.stack([bfr.p10, bfr.p90], axis=-1) / scale.unit,
                "hovertemplate": words.text("hover.fan", lang).format(
                    middle=scale.hover("y"), low=scale.hover("customdata[0]"), high=scale.hover("customdata[1]")
                ) + "<extra></extra>",
                "error_y": {
                    "type": "data", "symmetric": False, "array": (bfr.p90 - bfr.mean) / scale.unit,
                    "arrayminus": (bfr.mean - bfr.p10) / scale.unit, "color": INK, "thickness": 1.2, "width": 4,
                },
            }
        ],
        xaxis=_across(heads),
        yaxis=axis(**scale.axis, rangemode="tozero"),
    )  # fmt: skip


def _kinds(sheet: Sheet, direction: int) -> list[tuple[str, Values]]:
    """Return what goes in one direction by kind, the largest first, the smallest as one; each at least zero in every week."""
    parts = [(kind, values) for kind, values in sheet.flows["receipts" if direction > 0 else "disbursements"].items()]
    parts += list(sheet.flows["financing"].items())
    signs = [1.0] * len(sheet.flows["receipts" if direction > 0 else "disbursements"]) + [float(direction)] * len(
        sheet.flows["financing"]
    )
    found = [(kind, np.maximum(sign * values, 0.0)) for (kind, values), sign in zip(parts, signs, strict=True)]
    found = sorted((one for one in found if one[1].any()), key=lambda one: -float(one[1].sum()))
    rest = found[SHOWN:]
    return found[:SHOWN] + ([(OTHER, np.sum([values for _, values in rest], axis=0))] if rest else [])


def _bars(
    sheet: Sheet, kinds: list[tuple[str, Values]], direction: int, colours: tuple[str, ...], scale: Scale, lang: str
) -> list[dict[str, Any]]:
    heads = _heads(sheet, lang)
    return [
        {
            "type": "bar", "x": heads, "y": direction * values / scale.unit, "name": safe(kind_label(kind, lang), 28),
            "marker": {"color": colours[-1] if kind == OTHER else colours[place]},
            "hovertemplate": scale.hover("y"),
        }
        for place, (kind, values) in enumerate(kinds)
    ]  # fmt: skip


def _closing(sheet: Sheet, scale: Scale, lang: str) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines+markers", "x": _heads(sheet, lang), "y": sheet.closing.mean / scale.unit,
        "name": words.text("legend.closing", lang), "line": {"color": INK, "width": 2.5}, "marker": {"size": 6, "color": INK},
        "hovertemplate": scale.hover("y"),
    }  # fmt: skip


def _floor(sheet: Sheet, scale: Scale) -> dict[str, Any]:
    level = sheet.plan.floor / scale.unit
    line = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": level, "y1": level}
    return {**line, "layer": "above", "line": {"color": WORSE, "width": 1.5, "dash": "dash"}}


def _heads(sheet: Sheet, lang: str) -> list[str]:
    """Return the first day of each week, short."""
    return [words.day_text(to_date(start), lang) for start in sheet.starts]


def _across(heads: list[str]) -> dict[str, Any]:
    """Return an axis of short dates on two lines: month below day, year below month, said where it changes."""
    shown, before = [], ""
    for head in heads:
        above, _, below = head.partition(" ")
        shown.append(above if below == before else f"{above}<br>{below}")
        before = below
    places = list(range(len(heads)))
    return axis(type="category", showgrid=False, tickangle=0, tickmode="array", tickvals=places, ticktext=shown)
