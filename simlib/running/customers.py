"""The customers at a date: who owes what, how late it may be expected, how risky it is, and what to do next.

The next action is that of the first of these rules that holds:

1. known to be insolvent: declare the claim;
2. a promise was broken, and nobody has reached the customer since: call;
3. an invoice is disputed: resolve the dispute;
4. the credit limit is used up to the last threshold of the alerts: review the limit;
5. all that is overdue is at an agency or in court: leave it there;
6. a promise runs: wait for its day;
7. all that is overdue is in an instalment plan: follow the plan;
8. something is overdue and was never reminded: remind;
9. something is overdue and its reminders are used up: escalate;
10. something is overdue: go on with the next step of its plan;
11. something overdue is in the bank and not matched: match it;
12. nothing.

Expected days late and risk are worked out in closed form, see `simlib.running.prospects`. Expected days late is the mean over what the
bank still lacks and the customer is to pay of its own accord, by amount. Risk is the chance that an invoice issued the next day, on the
customer's terms, is paid more than thirty days late: it does not depend on what is open.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np

from simlib.days import NEVER, to_date
from simlib.engine.lowering import Brief, lower
from simlib.engine.reference.people import Customer as Traits
from simlib.engine.setting import Setting
from simlib.errors import ScenarioError
from simlib.rules.channels import CHANNEL_NAMES, Channel
from simlib.rules.invoicing import channel_in_force
from simlib.rules.segmentation import SegmentBy, band
from simlib.rules.terms import due_day
from simlib.running.alerts import dealt, limits_of
from simlib.running.events import log_of
from simlib.running.prospects import Case, Prospects
from simlib.running.standing import Customer, Invoice, standing
from simlib.scenario import Scenario
from simlib.words import text

if TYPE_CHECKING:
    import pandas as pd

VERY_LATE = 30
"""Days late beyond which an invoice is a risk come true."""


class Action(StrEnum):
    """What to do next about a customer; the order is that of the rules."""

    CLAIM = "claim"
    CALL = "call"
    RESOLVE = "resolve"
    REVIEW_LIMIT = "review_limit"
    LEAVE = "leave"
    AWAIT_PROMISE = "await_promise"
    FOLLOW_PLAN = "follow_plan"
    REMIND = "remind"
    ESCALATE = "escalate"
    NEXT_STEP = "next_step"
    MATCH = "match"
    NOTHING = "nothing"

    def label(self, lang: str) -> str:
        """Return what it says on a page."""
        return text(f"action.{self}", lang)


def customers_table(
    scenario: Scenario,
    *,
    at: int | None = None,
    replication: int = 0,
    engine: str = "auto",
    seed: int | None = None,
) -> "pd.DataFrame":
    """Return one row per customer at the end of a day, by id.

    Columns: `replication, date, customer_id, segment, invoices` (open in the books), `open_cents, overdue_cents, oldest_due_date,
    expected_days_late, risk, limit_cents, limit_used, touches` (about what is open), `last_touch_date, last_touch, promised_date,
    promised_cents, promise_broken, disputed_cents, planned_cents, handed_cents, next_action, next_step_date, next_step`.

    Args:
        scenario: What is simulated.
        at: The day; the start where it is not given.
        replication: Number of the world. At the start of a scenario with an opening book, all worlds owe the same.
        engine: ``auto``, ``compiled`` or ``reference``.
        seed: Seed of the draws; the scenario's own where it is not given.

    Raises:
        ScenarioError: The scenario, or the engine's name, cannot be used; the day is not simulated.
    """
    import pandas as pd

    brief = lower(scenario, seed=seed)
    day = brief.start if at is None else at
    if not brief.first <= day < brief.end:
        raise ScenarioError(
            f"{scenario.name}: {to_date(day)} is not simulated; ask for a day from {to_date(brief.first)} to {to_date(brief.end - 1)}"
        )
    log = log_of(brief, replication, engine)
    teller = Teller(scenario, brief, replication, day)
    rows = [
        {
            "replication": replication,
            "date": to_date(day),
            "customer_id": log.customers[one.place],
            "segment": log.segments[one.place],
            **teller.row(one),
        }
        for one in standing(log.rows, len(log.customers), day)
    ]
    return pd.DataFrame(rows, columns=COLUMNS).astype(
        {"expected_days_late": "float64", "risk": "float64", "limit_used": "float64"}
    )


COLUMNS = (
    "replication", "date", "customer_id", "segment", "invoices", "open_cents", "overdue_cents", "oldest_due_date",
    "expected_days_late", "risk", "limit_cents", "limit_used", "touches", "last_touch_date", "last_touch", "promised_date",
    "promised_cents", "promise_broken", "disputed_cents", "planned_cents", "handed_cents", "next_action", "next_step_date",
    "next_step",
)  # fmt: skip
"""Columns of the table, in order."""


@dataclass(frozen=True)
class Step:
    """A step of a reminder plan that is still to come: day and channel."""

    day: int
    channel: int


class Teller:
    """Tells of customers at the end of a day."""

    def __init__(self, scenario: Scenario, brief: Brief, replication: int, day: int) -> None:
        """Take a scenario made ready, the world and the day."""
        self.day = day
        self.setting: Setting = brief.before if brief.before is not None and day < brief.start else brief.after
        self.traits = dealt(brief, replication, self.setting)
        self.limits = limits_of(scenario, brief, self.traits)
        self.prospects = Prospects(self.setting)
        self.critical = scenario.alerts.limit_critical
        self.horizon = len(self.setting.days) - 1

    def row(self, customer: Customer) -> Mapping[str, Any]:
        """Return what is to be told of a customer."""
        day, limit = self.day, int(self.limits[customer.place])
        overdue = customer.overdue(day)
        used = customer.exposure / limit if limit > 0 else None
        step = min(
            (steps[0] for one in customer.invoices.values() if one.is_waiting and (steps := self.steps(customer, one))),
            key=lambda one: (one.day, -one.channel),
            default=None,
        )
        is_quiet = customer.is_known_insolvent(day) or any(one.is_handed for one in customer.invoices.values())
        return {
            "invoices": len(customer.invoices),
            "open_cents": _sum(customer.invoices.values()),
            "overdue_cents": _sum(overdue),
            "oldest_due_date": _date(min((one.due_on for one in customer.invoices.values()), default=NEVER)),
            "expected_days_late": self.expected_days_late(customer),
            "risk": self.risk(customer),
            "limit_cents": limit or None,
            "limit_used": used,
            "touches": len(set().union(*(one.touches for one in customer.invoices.values()))),
            "last_touch_date": _date(customer.last_touch[0] if customer.last_touch else NEVER),
            "last_touch": CHANNEL_NAMES[customer.last_touch[1]] if customer.last_touch else None,
            "promised_date": _date(customer.promised[0] if customer.promised else NEVER),
            "promised_cents": customer.promised[1] if customer.promised else None,
            "promise_broken": customer.broken_on != NEVER,
            "disputed_cents": _sum(one for one in customer.invoices.values() if one.is_disputed),
            "planned_cents": _sum(one for one in customer.invoices.values() if one.is_in_plan),
            "handed_cents": _sum(one for one in customer.invoices.values() if one.is_handed),
            "next_action": str(self.action(customer, overdue, used)),
            "next_step_date": _date(step.day if step is not None and not is_quiet else NEVER),
            "next_step": CHANNEL_NAMES[step.channel] if step is not None and not is_quiet else None,
        }

    # ------------------------------------------------------------------------------------------------- what to do next

    def action(self, customer: Customer, overdue: list[Invoice], used: float | None) -> Action:
        """Return the next action: that of the first rule that holds."""
        due = [one for one in overdue if not one.is_disputed]
        waiting = [one for one in due if one.is_waiting]
        rules = (
            (Action.CLAIM, customer.is_known_insolvent(self.day) and bool(customer.invoices)),
            (Action.CALL, customer.broken_on != NEVER and bool(overdue)),
            (Action.RESOLVE, any(one.is_disputed for one in customer.invoices.values())),
            (Action.REVIEW_LIMIT, used is not None and used >= self.critical),
            (Action.LEAVE, bool(due) and all(one.is_handed for one in due)),
            (Action.AWAIT_PROMISE, customer.promised is not None),
            (Action.FOLLOW_PLAN, bool(due) and all(one.is_in_plan or one.is_handed for one in due)),
            (Action.REMIND, any(not one.touches for one in waiting)),
            (Action.ESCALATE, any(not self.steps(customer, one) for one in waiting)),
            (Action.NEXT_STEP, bool(waiting)),
            (Action.MATCH, any(one.unpaid == 0 for one in due)),
        )
        return next((action for action, holds in rules if holds), Action.NOTHING)

    def steps(self, customer: Customer, invoice: Invoice) -> list[Step]:
        """Return the steps of an invoice's reminder plan that are still to come, calls only where someone calls."""
        setting, traits = self.setting, self.traits[customer.place]
        row, rates = setting.customers[customer.place], setting.rates[0]
        is_old = bool(rates.ramps) and self.day < traits.adopts_on
        prefix = "old_" if is_old else ""
        value = _metric(int(rates[f"{prefix}segment_by"]), traits, customer, invoice)
        name = ("low", "middle", "high")[
            band(value, float(rates[f"{prefix}cut_low"]), float(rates[f"{prefix}cut_high"]))
        ]
        found = []
        for place in range(int(row[f"{prefix}{name}_first"]), int(row[f"{prefix}{name}_end"])):
            step = setting.steps[place]
            planned = min(max(invoice.due_on + int(step.day), setting.first), setting.first + self.horizon)
            acts_on = int(setting.days.next_business[planned - setting.first])
            is_done_by = (
                int(step.channel) == Channel.CALL and int(setting.days.call_minutes[planned - setting.first]) == 0
            )
            if (
                acts_on > self.day
                and not is_done_by
                and int(step.minimum) <= max(_sum(customer.invoices.values()), invoice.left)
            ):
                found.append(Step(acts_on, int(step.channel)))
        return found

    # ------------------------------------------------------------------------------------------------ what to expect

    def expected_days_late(self, customer: Customer) -> float | None:
        """Return the days late expected of what the customer is to pay of its own accord, by amount; None where that is nothing."""
        if customer.insolvent_on <= self.day:
            return None
        open_ = [one for one in customer.invoices.values() if one.unpaid > 0 and not (one.is_in_plan or one.is_handed)]
        if not open_:
            return None
        late = [self.prospects.of(self._case(customer, one)).mean_days_late for one in open_]
        return float(np.average(late, weights=[one.unpaid for one in open_]))

    def risk(self, customer: Customer) -> float:
        """Return the chance that an invoice issued the next day is paid more than thirty days late."""
        if customer.insolvent_on <= self.day:
            return 1.0
        row = self.setting.customers[customer.place]
        issued = self.day + 1
        due = int(due_day(issued, int(row.terms), int(row.terms_days)))
        amount = 100
        new = Invoice(customer.place, 0, issued, due, amount, amount, amount)
        return self.prospects.of(self._case(customer, new)).later_than(VERY_LATE)

    def _case(self, customer: Customer, invoice: Invoice) -> Case:
        traits, business = self.traits[customer.place], self.prospects.business
        rolled = business(invoice.due_on)
        received = business(self._received_on(traits, invoice))
        if invoice.ordinal < -1:
            received = min(rolled, received)
        at_risk = max(business(self.day + 1), received)
        if invoice.is_disputed:
            settled = invoice.noted_on + round(float(self.setting.rates[0].resolution_days))
            at_risk = max(at_risk, business(settled + 1))
        planned = [] if invoice.is_disputed else [(business(s.day), s.channel) for s in self.steps(customer, invoice)]
        felt = self.prospects.felt(invoice.delivered, planned, invoice.due_on, traits)
        return Case(
            traits,
            invoice.due_on,
            rolled + traits.shift,
            received,
            at_risk,
            felt,
            is_by_transfer=invoice.is_by_transfer,
        )

    def _received_on(self, traits: Traits, invoice: Invoice) -> int:
        """Return the day of receipt, as it will be where it is still to come."""
        if invoice.received_on != NEVER:
            return invoice.received_on
        channel = channel_in_force(traits.channel, invoice.issued_on, int(self.setting.rates[0].e_invoicing_from))
        return invoice.issued_on + int(self.setting.invoice_channels.transmission[channel])


def _metric(by: int, traits: Traits, customer: Customer, invoice: Invoice) -> float:
    """Return what a plan is chosen by."""
    number, days = customer.paid
    return {
        SegmentBy.SIZE: traits.world_pace * traits.mean_amount,
        SegmentBy.SCORE: traits.percentile,
        SegmentBy.HISTORY: days / number if number else 0.0,
        SegmentBy.AMOUNT: invoice.gross / 100,
    }.get(SegmentBy(by), 0.0)


def _sum(invoices: Iterable[Invoice]) -> int:
    return sum(one.left for one in invoices)


def _date(day: int) -> Any:
    return None if day >= NEVER else to_date(day)
