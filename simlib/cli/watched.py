"""Alerts and customers as objects of JSON, and as tables for people."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from simlib import words
from simlib.cli.output import show_table
from simlib.days import to_date
from simlib.indicators import Unit
from simlib.indicators.alerts import Alert, alerts
from simlib.running import Action, Raised

if TYPE_CHECKING:
    import pandas as pd

    from simlib.scenario import Scenario


def alerts_of_ledger(
    scenario: "Scenario", ledger: Sequence[Path], payments: Path | None, mapping: Path | None, since: int | None
) -> Raised:
    """Return the alerts of a real ledger up to its last day, in the currency of most of its rows.

    Raises:
        ImportFailure: The ledger cannot be read.
    """
    from simlib.indicators.ledger_log import watched_ledger
    from simlib.readers import read_ledger

    found = read_ledger(ledger, payments=payments, mapping=mapping)
    invoices = found.invoices[found.invoices["currency"] == found.currency]
    paid = found.payments[found.payments["currency"] == found.currency]
    watched, names = watched_ledger(invoices, paid, scenario.calendar, since)
    segments = dict(zip(invoices["customer_id"], invoices["segment"].fillna(""), strict=True))
    return Raised(alerts(watched, scenario.alerts), names, tuple(str(segments.get(name, "")) for name in names))


def alerts_object(scenario: "Scenario", raised: Raised, replication: int | None) -> dict[str, Any]:
    """Return what ``simlib alerts --json`` prints."""
    return {
        "scenario": scenario.name,
        "digest": scenario.digest,
        "replication": replication,
        "alerts": [
            {
                "date": to_date(one.day).isoformat(),
                "rule": one.rule.name,
                "customer": raised.who(one) or None,
                "segment": raised.segments[one.customer] if raised.who(one) else None,
                "value": _plain(one, one.value),
                "threshold": _plain(one, one.threshold),
                "unit": one.rule.unit.value,
            }
            for one in raised.alerts
        ],
    }


def _plain(alert: Alert, value: float) -> float:
    return round(value, 2) if alert.rule.unit is Unit.MONEY else value


def customers_object(scenario: "Scenario", table: "pd.DataFrame") -> dict[str, Any]:
    """Return what ``simlib customers --json`` prints: amounts in currency units, what is not known null."""
    first = table.iloc[0] if len(table) else None
    rows = by_overdue(table).drop(columns=["replication", "date"]).to_dict("records")
    return {
        "scenario": scenario.name,
        "digest": scenario.digest,
        "replication": None if first is None else int(first["replication"]),
        "date": None if first is None else first["date"].isoformat(),
        "customers": [{_named(str(name)): _told(str(name), value) for name, value in row.items()} for row in rows],
    }


def by_overdue(table: "pd.DataFrame") -> "pd.DataFrame":
    """Return customers with those that owe most overdue first, then most at all, then by id."""
    keys = ["overdue_cents", "open_cents", "customer_id"]
    return table.sort_values(keys, ascending=[False, False, True], kind="stable", ignore_index=True)


def _named(column: str) -> str:
    return column.removesuffix("_cents")


def _told(column: str, value: Any) -> Any:
    if value is None or value != value:
        return None
    if column.endswith("_cents"):
        return round(float(value) / 100, 2)
    return value.isoformat() if hasattr(value, "isoformat") else value


@dataclass(frozen=True)
class Printed:
    """Prints what is watched.

    Attributes:
        lang: Language of labels and numbers.
        currency: Currency of amounts.
    """

    lang: str
    currency: str

    def alerts(self, raised: Raised) -> None:
        """Print the alerts, day by day."""
        rows = [
            [
                to_date(one.day).isoformat(),
                raised.who(one) or "-",
                one.rule.name,
                one.rule.label(self.lang),
                self._value(one, one.value),
                self._value(one, one.threshold),
            ]
            for one in raised.alerts
        ]
        show_table(["date", "customer", "rule", "", "value", "threshold"], rows, words=4)

    def _value(self, alert: Alert, value: float) -> str:
        return words.in_unit(value, alert.rule.unit.value, self.lang, currency=self.currency, short=False)

    def customers(self, table: "pd.DataFrame") -> None:
        """Print the customers that owe something."""
        if len(table):
            typer.echo(str(table["date"].iloc[0]))
        rows = [
            [
                str(one["customer_id"]),
                str(one["segment"]),
                Action(one["next_action"]).label(self.lang),
                *(
                    words.money(float(one[name]) / 100, self.lang, self.currency)
                    for name in ("open_cents", "overdue_cents")
                ),
                words.number(float(one["expected_days_late"]), self.lang),
                words.percent(float(one["risk"]), self.lang),
                words.percent(float(one["limit_used"]), self.lang),
                str(one["touches"]),
            ]
            for one in by_overdue(table[table["open_cents"] > 0]).to_dict("records")
        ]
        header = ["customer", "segment", "next", "open", "overdue", "days late", "risk", "limit used", "touches"]
        show_table(header, rows, words=3)
