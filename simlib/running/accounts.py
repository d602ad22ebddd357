"""From events to daily series: the room they need, the groups they are kept by, the firm they belong to."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from simlib.days import to_date
from simlib.engine.books import places_of
from simlib.engine.lowering import Brief
from simlib.errors import ScenarioError
from simlib.indicators import Daily, Factoring, FirmBalance, Insurance, Series, add_sales_history, fold
from simlib.money import to_cents
from simlib.rules.channels import Channel
from simlib.running.disbursements import bank_of
from simlib.scenario import FileRef, Policy, Scenario

if TYPE_CHECKING:
    import pandas as pd

Flows = npt.NDArray[np.int64]

HISTORY_DAYS = 365
"""Days of sales known before an opening book."""


def balance_of(scenario: Scenario, base: Scenario | None = None) -> FirmBalance:
    """Return the firm's minimal balance, with the base's, under its policy before, for what happened before the start."""
    now = _balance(scenario, scenario.policy)
    if base is None:
        return now
    before = _balance(base, base.policy_before or base.policy)
    return now if before == now else replace(now, before=before)


def _balance(scenario: Scenario, policy: Policy) -> FirmBalance:
    """Return the balance of a firm under a policy."""
    firm = scenario.firm
    return FirmBalance(
        vat_rate=firm.vat_rate,
        purchase_ratio=firm.purchase_ratio,
        inventory_days=firm.inventory_days,
        dpo_days=firm.dpo_days,
        fixed_monthly_outflow=firm.fixed_monthly_outflow,
        opening_cash=firm.opening_cash,
        cost_per_hour=firm.cost_per_hour,
        factoring=_factoring(policy),
        insurance=_insurance(policy),
    )


def _factoring(policy: Policy) -> Factoring:
    """Return the terms on which a factor takes invoices."""
    terms = policy.factoring
    return Factoring(
        advance=terms.advance,
        commission=terms.commission,
        financing_rate=terms.financing_rate,
        fund=terms.fund,
        recourse_days=terms.recourse_days if terms.recourse == "with" else None,
    )


def _insurance(policy: Policy) -> Insurance:
    """Return the terms of the insurer, nothing if there is none."""
    terms = policy.insurance
    if terms.insured == "off":
        return Insurance()
    return Insurance(premium=terms.premium, cover=terms.cover, delay_days=terms.delay_days)


class Accounts:
    """Keeps the daily series of a scenario, all customers together or by group."""

    def __init__(
        self,
        brief: Brief,
        scenario: Scenario,
        base: Scenario,
        groups: Sequence[str] = ("all",),
        group_of_customer: Flows | None = None,
    ) -> None:
        """Take a scenario made ready, and the group of each customer."""
        self.brief = brief
        self.groups = tuple(groups)
        bank = bank_of(scenario, brief.calendar, brief.start, brief.end)
        self.firm = replace(balance_of(scenario, base), bank=bank)
        customers = len(brief.cast.ids)
        self._group = np.zeros(customers, dtype=np.int64) if group_of_customer is None else group_of_customer
        self.first = brief.start - HISTORY_DAYS if scenario.history is not None else brief.first
        calendar = brief.calendar
        self._next_business = np.ascontiguousarray(calendar.next_business[self.first - calendar.first :])
        costs = np.stack((_contact_costs(base), _contact_costs(scenario)), axis=1)
        self._minutes, self._cents = np.ascontiguousarray(costs[0]), np.ascontiguousarray(costs[1])
        self._factoring = self.firm.factoring_terms
        self._history = _history(scenario, brief)

    def room(self, replications: int) -> Flows:
        """Return empty series, int64 ``[replications, groups, series, days]``."""
        return np.zeros(self._shape(replications), dtype=np.int64)

    def unset_room(self, replications: int) -> Flows:
        """Return series that hold anything, to be set to a world's past."""
        return np.empty(self._shape(replications), dtype=np.int64)

    def _shape(self, replications: int) -> tuple[int, int, int, int]:
        return replications, len(self.groups), len(Series), self.brief.end - self.first

    def enter(self, events: Flows, flows: Flows) -> None:
        """Add the events of a replication to its series; touches before the start cost what they cost the base."""
        fold(
            events,
            self._group,
            flows,
            self.first,
            self._next_business,
            self.brief.start,
            self._minutes,
            self._cents,
            self._factoring,
        )

    def enter_history(self, flows: Flows) -> None:
        """Add the sales known before the opening book, if any."""
        if self._history is not None:
            days, customers, cents = self._history
            add_sales_history(flows, self.first, days, self._group[customers], cents)

    def daily(self, flows: Flows) -> Daily:
        """Return the series as indicators read them."""
        return Daily(flows, self.first, self.brief.start, self.brief.calendar, self.firm, self.groups)


def _contact_costs(scenario: Scenario) -> Flows:
    """Return what a written touch of each channel takes, int64 ``[2, channels]``: minutes, cents."""
    effects = [scenario.behaviour.channels[channel] for channel in Channel]
    return np.array([[e.minutes for e in effects], [to_cents(e.unit_cost) for e in effects]], dtype=np.int64)


def _history(scenario: Scenario, brief: Brief) -> tuple[Flows, Flows, Flows] | None:
    """Return the sales before the opening book: day, customer, cents.

    Raises:
        ScenarioError: They are a stranger's, or were made on the start or later, when the scenario sells.
    """
    if scenario.history is None:
        return None
    rows = _rows_of(scenario.history, scenario.history.content_hash())
    late = rows[rows["day"] >= brief.start]
    if len(late):
        raise ScenarioError(
            f"history: a sale of {late['customer_id'].iloc[0]!r} is of {to_date(late['day'].iloc[0])}, on or after the start "
            f"({len(late)} such); a history holds earlier ones only"
        )
    return (
        rows["day"].to_numpy(dtype=np.int64),
        places_of(rows["customer_id"].to_numpy(), brief.cast, "history"),
        np.array([to_cents(x) for x in rows["amount"].to_numpy(dtype=np.float64)], dtype=np.int64),
    )


@lru_cache(maxsize=4)
def _rows_of(history: FileRef, _content: str) -> "pd.DataFrame":
    """Return the rows of a history, read once for each content: every scenario compared asks for them."""
    from simlib.scenario.tables import read_history  # pandas only where a table is read

    return read_history(history)
