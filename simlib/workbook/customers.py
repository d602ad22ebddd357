"""Who owes what, what to do about it, and what deserves a look, as tables of a page."""

from typing import TYPE_CHECKING, Any

from simlib import charts, words
from simlib.days import to_date
from simlib.indicators.alerts import FIRM
from simlib.rules.channels import channel_of
from simlib.running import Action, Raised
from simlib.scenario import Scenario
from simlib.scenario.reminders import CHANNEL_LABELS
from simlib.workbook.blocks import Block, cell, chart, column, grid, text

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 60
"""Customers in the table, those that owe most overdue first."""

RISKY = 0.25


def customers_blocks(table: "pd.DataFrame", scenario: Scenario, lang: str) -> list[Block]:
    """Return the customers: a chart of those that owe most overdue, and the table of all that matters about them."""
    owing = table[table["open_cents"] > 0].sort_values(
        ["overdue_cents", "open_cents", "customer_id"], ascending=[False, False, True], kind="stable"
    )
    date = words.date_text(table["date"].iloc[0], lang) if len(table) else words.UNDEFINED
    columns = [
        column("customer", lang),
        column("segment", lang),
        column("overdue", lang, is_number=True),
        column("open", lang, is_number=True),
        column("expected", lang, is_number=True),
        column("risk", lang, is_number=True),
        column("action", lang),
        column("next", lang),
    ]
    rows = [_customer(row, scenario, lang) for row in owing.head(SHOWN).to_dict("records")]
    more = len(owing) - len(rows)
    return [
        text(
            words.text("customers.intro", lang, date=date),
            "" if scenario.customers is not None else words.text("customers.world", lang),
        ),
        chart(charts.customers_bars(table, lang, scenario.currency)),
        grid(columns, rows, words.text("tab.customers", lang)),
        text(words.text("customers.more", lang, n=words.number(more, lang)) if more else ""),
    ]


def _customer(row: dict[Any, Any], scenario: Scenario, lang: str) -> list[list[Any]]:
    label = scenario.segments[row["segment"]].label if row["segment"] in scenario.segments else None
    late, risk, day = float(row["expected_days_late"]), float(row["risk"]), row["next_step_date"]
    next_step = ""
    if day is not None:
        next_step = f"{words.date_text(day, lang)} · {_channel(row['next_step'], lang)}"
    action = Action(row["next_action"])
    return [
        cell(str(row["customer_id"])),
        cell(label.of(lang) if label is not None else str(row["segment"])),
        _money(row["overdue_cents"], lang, scenario.currency),
        _money(row["open_cents"], lang, scenario.currency),
        cell(words.in_unit(late, "days", lang), late if late == late else -1e9),
        cell(words.percent(risk, lang), risk, "bad" if risk >= RISKY else ""),
        cell(action.label(lang), list(Action).index(action), "" if action is Action.NOTHING else "strong"),
        cell(next_step or words.UNDEFINED, str(day or "9999")),
    ]


def _channel(name: str, lang: str) -> str:
    return CHANNEL_LABELS[channel_of(name)].of(lang)


def _money(cents: int, lang: str, currency: str) -> list[Any]:
    return cell(words.money(cents / 100, lang, currency), int(cents))


def alerts_blocks(raised: Raised, scenario: Scenario, lang: str) -> list[Block]:
    """Return the alerts, the latest last."""
    if not raised.alerts:
        return [text(words.text("alerts.none", lang), words.text("alerts.intro", lang))]
    columns = [
        column("date", lang),
        column("customer", lang),
        column("alert", lang),
        column("value", lang, is_number=True),
        column("threshold", lang, is_number=True),
    ]
    rows = []
    for one in raised.alerts:
        unit = str(one.rule.unit)
        who = words.text("alerts.firm", lang) if one.customer == FIRM else raised.who(one)
        rows.append(
            [
                cell(words.date_text(to_date(one.day), lang), one.day),
                cell(who),
                cell(one.rule.label(lang)),
                cell(words.in_unit(one.value, unit, lang, currency=scenario.currency), one.value),
                cell(words.in_unit(one.threshold, unit, lang, currency=scenario.currency), one.threshold),
            ]
        )
    return [text(words.text("alerts.intro", lang)), grid(columns, rows, words.text("tab.alerts", lang))]
