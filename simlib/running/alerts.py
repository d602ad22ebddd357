"""Alerts of a scenario: one replication watched, with the credit limits of its customers."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from simlib.days import to_date
from simlib.engine.lowering import Brief, lower
from simlib.engine.reference.chance import Chance
from simlib.engine.reference.people import Customer
from simlib.engine.reference.view import View
from simlib.engine.setting import Setting
from simlib.errors import ScenarioError
from simlib.indicators.alerts import FIRM, Alert, Watched, alerts, cash_alerts, in_order
from simlib.money import from_cents, to_cents
from simlib.running.accounts import Accounts
from simlib.running.events import log_of
from simlib.scenario import Scenario

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Raised:
    """Alerts with the customers that they are about.

    Attributes:
        alerts: The alerts, by day, rule and customer.
        customers: Ids of the customers, by place.
        segments: Segment of each customer.
    """

    alerts: tuple[Alert, ...]
    customers: tuple[str, ...]
    segments: tuple[str, ...]

    def who(self, alert: Alert) -> str:
        """Return the id of the customer that an alert is about; empty where it is about the firm."""
        return "" if alert.customer == FIRM else self.customers[alert.customer]


def alerts_of(
    scenario: Scenario,
    replication: int = 0,
    engine: str = "auto",
    *,
    seed: int | None = None,
    since: int | None = None,
) -> Raised:
    """Return the alerts of one replication of a scenario.

    Args:
        scenario: What is simulated; its `alerts` are the thresholds.
        replication: Number of the world.
        engine: ``auto``, ``compiled`` or ``reference``.
        seed: Seed of the draws; the scenario's own where it is not given.
        since: First day that may raise alerts; the start where it is not given.

    Raises:
        ScenarioError: The scenario, or the engine's name, cannot be used; the day asked for is not simulated.
    """
    brief = lower(scenario, seed=seed)
    since = brief.start if since is None else since
    if not brief.first <= since < brief.end:
        raise ScenarioError(
            f"{scenario.name}: {to_date(since)} is not simulated; ask for a day from {to_date(brief.first)} to {to_date(brief.end - 1)}"
        )
    log = log_of(brief, replication, engine)
    limits = limits_of(scenario, brief, dealt(brief, replication))
    watched = Watched(log.rows, limits, brief.calendar, since, brief.end - 1)
    found = in_order([*alerts(watched, scenario.alerts), *_of_cash(scenario, brief, log.rows, since)])
    return Raised(found, log.customers, log.segments)


def _of_cash(scenario: Scenario, brief: Brief, events: Ints, since: int) -> Iterator[Alert]:
    """Yield the days on which the cash of a log falls under its floor; there is none before the start."""
    accounts = Accounts(brief, scenario, scenario)
    flows = accounts.room(1)
    accounts.enter_history(flows[0])
    accounts.enter(events, flows[0])
    daily = accounts.daily(flows)
    cash, floor = daily.cash.closing[0] / 100.0, from_cents(daily.firm.bank.floor)
    yield from cash_alerts(daily.start, cash, floor, scenario.alerts.quiet_days, since)


def dealt(brief: Brief, replication: int, of: Setting | None = None) -> list[Customer]:
    """Return the customers of a replication with the traits that its world deals them: under a setting, that after the start."""
    setting = View(brief.after if of is None else of)
    customers = [Customer(place, row.entity) for place, row in enumerate(setting.customers)]
    Chance(replication).deal_all(setting, customers)
    return customers


def limits_of(scenario: Scenario, brief: Brief, customers: list[Customer]) -> Ints:
    """Return the credit limit of each customer in cents: that of the table of customers, else what credit control gives it; 0 is none."""
    limits = np.array([customer.limit for customer in customers], dtype=np.int64)
    if scenario.customers is None:
        return limits
    from simlib.scenario.tables import read_customers  # pandas only where a table is read

    table = read_customers(scenario.customers)
    if "credit_limit" in table:
        place = {name: i for i, name in enumerate(brief.cast.ids)}
        known = table.loc[table["credit_limit"].notna(), ["customer_id", "credit_limit"]]
        for name, limit in known.itertuples(index=False):
            limits[place[name]] = to_cents(limit)
    return limits
