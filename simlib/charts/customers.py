"""The customers that owe most overdue: how much, how risky they are, what to do next."""

from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from simlib import words
from simlib.charts.look import INK, SCENARIO, TODAY_BAR, WORSE, axis, figure, money_scale, safe
from simlib.running import Action

if TYPE_CHECKING:
    import pandas as pd

MOST = 12
"""Customers shown."""

HIGH_RISK = 0.25
"""Risk from which a bar is marked: one invoice in four paid more than thirty days late."""

ROW, LETTER, LONGEST = 30, 8, 24
"""Pixels of a bar, of a letter of a name; letters of a name."""


def customers_bars(table: "pd.DataFrame", lang: str, currency: str = "EUR", most: int = MOST) -> go.Figure:
    """Draw the customers that owe most overdue, the largest on top, each with its risk and its next action.

    Args:
        table: As `customers_table` returns it.
        lang: The reader's language.
        currency: Currency of the amounts.
        most: How many are shown.
    """
    late = table[table["overdue_cents"] > 0].sort_values(
        ["overdue_cents", "customer_id"], ascending=[False, True], kind="stable"
    )
    rows = [{str(name): value for name, value in row.items()} for row in late.head(most).to_dict("records")]
    amounts = [row["overdue_cents"] / 100 for row in rows]
    scale = money_scale(max(amounts, default=0.0), lang, currency)
    date = words.date_text(table["date"].iloc[0], lang) if len(table) else words.UNDEFINED
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": [amount / scale.unit for amount in amounts],
        "y": list(range(len(rows))),
        "marker": {"color": [WORSE if row["risk"] >= HIGH_RISK else SCENARIO for row in rows]},
        "text": [_beside(row, lang) for row in rows],
        "textposition": "outside",
        "cliponaxis": False,
        "textfont": {"size": 12.5, "color": INK},
        "hovertext": [_hover(row, lang, currency) for row in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    names = [safe(str(row["customer_id"]), LONGEST) for row in rows]
    whole = float(late["overdue_cents"].sum()) / 100
    return figure(
        _point(sum(amounts), whole, len(rows), lang, currency),
        words.text("subtitle.customers", lang, date=date),
        lang,
        [bars],
        height=170 + ROW * max(3, len(rows)),
        showlegend=False,
        hovermode="closest",
        margin={"l": 24 + LETTER * max((len(name) for name in names), default=0)},
        xaxis={**scale.axis, "range": [0, 2.1 * max(amounts, default=1.0) / scale.unit], "rangemode": "tozero", "zeroline": True,
               "zerolinecolor": TODAY_BAR},
        yaxis=axis(tickmode="array", tickvals=list(range(len(rows))), ticktext=names, showgrid=False, range=[len(rows) - 0.4, -0.6]),
    )  # fmt: skip


def _beside(row: dict[str, Any], lang: str) -> str:
    """Return what stands beside a bar."""
    action = Action(row["next_action"]).label(lang)
    return words.text("mark.risk", lang, risk=words.percent(row["risk"], lang), action=action)


def _hover(row: dict[str, Any], lang: str, currency: str) -> str:
    said = words.text(
        "hover.customer",
        lang,
        overdue=words.money(row["overdue_cents"] / 100, lang, currency),
        open=words.money(row["open_cents"] / 100, lang, currency),
        days=words.in_unit(row["expected_days_late"], "days", lang),
    )
    return f"<b>{safe(str(row['customer_id']))}</b><br>{said}"


def _point(shown: float, whole: float, number: int, lang: str, currency: str) -> str:
    """Return the sentence: how much of what is overdue these customers owe."""
    if not number:
        return words.text("point.customers_none", lang)
    values = {"share": words.percent(shown / whole, lang), "money": words.money_short(shown, lang, currency)}
    if number == 1:
        return words.text("point.customers_one", lang, **values)
    return words.text("point.customers", lang, n=number, **values)
