"""Remedies for a lack of cash on one scale: what a euro costs for a year, from whoever it is obtained."""

from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from simlib import words
from simlib.charts.look import BETTER, INK, MUTED, SCENARIO, TODAY, axis, figure, safe
from simlib.experiments.remedies import Price, Prices

ROW = 46
LINE = 34
PERCENT = 100.0


def remedies_bars(prices: Prices, lang: str) -> go.Figure:
    """Draw each remedy's cost of cash with its interval, the cheapest first; beside it, the cash that it obtains."""
    found = [price for price in prices.remedies if price.a_year.value == price.a_year.value]
    none = [price for price in prices.remedies if price not in found]
    rows = [*found, *none]
    marks = [0.0] + [end * PERCENT for price in found for end in price.a_year if end == end]
    room = (max(marks) - min(marks)) or 1.0
    return figure(
        _point(prices, lang),
        words.text("subtitle.remedies", lang),
        lang,
        [_bars(found, prices, lang)],
        height=170 + ROW * max(2, len(rows)),
        hovermode="closest",
        showlegend=False,
        annotations=[_mark(price, row, prices, lang) for row, price in enumerate(rows)],
        xaxis=axis(
            title={"text": words.text("axis.a_year", lang)}, tickformat=",.1~f", zeroline=True, zerolinecolor=INK,
            zerolinewidth=1.3, range=[min(marks) - 0.08 * room, max(marks) + 0.42 * room],
        ),
        yaxis=axis(
            tickmode="array", tickvals=list(range(len(rows))), ticktext=[_name(price, lang) for price in rows], showgrid=False,
            title={"text": ""}, range=[len(rows) - 0.4, -0.6], tickfont={"size": 13, "color": INK},
        ),
    )  # fmt: skip


def _bars(found: list[Price], prices: Prices, lang: str) -> dict[str, Any]:
    values = [price.a_year.value * PERCENT for price in found]
    return {
        "type": "bar", "orientation": "h", "x": values, "y": list(range(len(found))), "width": 0.56,
        "marker": {"color": [_colour(price) for price in found]},
        "hovertext": [_hover(price, prices, lang) for price in found], "hovertemplate": "%{hovertext}<extra></extra>",
        "error_x": {
            "type": "data", "symmetric": False, "color": INK, "thickness": 1.1, "width": 3,
            "array": [(price.a_year.high - price.a_year.value) * PERCENT for price in found],
            "arrayminus": [(price.a_year.value - price.a_year.low) * PERCENT for price in found],
        },
    }  # fmt: skip


def _colour(price: Price) -> str:
    """Return the colour of a remedy: the bank's in grey, one that earns in green."""
    if price.name == "overdraft":
        return TODAY
    return BETTER if price.a_year.high < 0.0 else SCENARIO


def _mark(price: Price, row: int, prices: Prices, lang: str) -> dict[str, Any]:
    """Return what is written beyond a bar: the rate and the cash."""
    currency = prices.today.currency
    rate = price.a_year
    is_known = rate.value == rate.value
    edge = max([0.0, *(end * PERCENT for end in rate if end == end)])
    cash = words.money_short(price.cash.mean, lang, currency, signed=True)
    said = (
        words.text("mark.remedy", lang, rate=f"<b>{words.percent(rate.value, lang, 1)}</b>", cash=cash)
        if is_known
        else words.text("remedies.none", lang)
    )
    return {
        "x": edge, "y": row, "xanchor": "left", "xshift": 8, "yanchor": "middle", "showarrow": False, "text": said,
        "font": {"size": 13, "color": INK if is_known else MUTED},
    }  # fmt: skip


def _hover(price: Price, prices: Prices, lang: str) -> str:
    currency = prices.today.currency
    low, high = (words.percent(end, lang, 1) for end in price.a_year[1:])
    return words.text(
        "hover.remedy",
        lang,
        rate=words.percent(price.a_year.value, lang, 1),
        interval=words.text("interval", lang).format(low, high),
        cost=words.money_short(price.cost.mean, lang, currency),
        cash=words.money_short(price.cash.mean, lang, currency),
    )


def _name(price: Price, lang: str) -> str:
    lines = wrap(price.label(lang), LINE, break_on_hyphens=False)
    return "<br>".join(safe(line, LINE) for line in lines[:2])


def _point(prices: Prices, lang: str) -> str:
    found = [price for price in prices.remedies if price.a_year.value == price.a_year.value]
    if not found:
        return words.text("point.remedies_none", lang)
    best = found[0]
    if best.a_year.value < 0.0:
        return words.text("point.remedies_gain", lang, name=best.label(lang))
    return words.text("point.remedies", lang, name=best.label(lang), rate=words.percent(best.a_year.value, lang, 1))
