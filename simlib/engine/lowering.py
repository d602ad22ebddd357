"""From scenarios to settings: looking every rate and date rule up, once, before time starts."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from simlib.days import NEVER, BusinessCalendar, add_months, to_day
from simlib.engine.books import GivenOrders, OpenBook, given_orders, open_book
from simlib.engine.plans import plans_of, what_becomes_of_plans
from simlib.engine.rates import invoice_channels_of, rates_of
from simlib.engine.runs import run_calendars
from simlib.engine.setting import BUSINESS_DAY, CHANNEL, CUSTOMER, DAY, Floats, Ints, Setting, table
from simlib.engine.times import call_minutes, factors, failure_time, order_time, splice
from simlib.rules.channels import Channel
from simlib.rules.terms import TermsRule
from simlib.rules.touches import PRIORITY_AGE, PRIORITY_AMOUNT, PRIORITY_FIRST_IN, PRIORITY_GAIN, still_wrong
from simlib.scenario.behaviour import bin_names
from simlib.scenario.policy import Policy
from simlib.scenario.scenario import Scenario
from simlib.scenario.segments import Segment
from simlib.world.cast import Cast, Roll, call_roll

PRIORITIES = {
    "amount": PRIORITY_AMOUNT,
    "age": PRIORITY_AGE,
    "first_in": PRIORITY_FIRST_IN,
    "gain": PRIORITY_GAIN,
}
DAYS_BEYOND = 800
"""Days that the calendar goes on after the end, for due days and plans that outlive the horizon."""


@dataclass(frozen=True)
class Brief:
    """A scenario made ready for an engine: its setting before the start, if any, and the one after.

    Attributes:
        cast: The customers.
        segments: Segment of each customer after the start.
        calendar: Business days.
        before: Setting of the warm-up; None where the scenario has an opening book or given orders.
        after: Setting from the start on.
        first: First day of which anything is known.
        start: First day of the scenario.
        end: Day after its last.
        opening_ids: Invoice ids of the opening book, by customer place and ordinal.
    """

    cast: Cast
    segments: tuple[str, ...]
    calendar: BusinessCalendar
    before: Setting | None
    after: Setting
    first: int
    start: int
    end: int
    opening: OpenBook
    orders: GivenOrders


def lower(scenario: Scenario, base: Scenario | None = None, seed: int | None = None) -> Brief:
    """Make a scenario ready for an engine.

    Args:
        scenario: What happens from the start on.
        base: What happens until then; the scenario itself where it is not compared with another.
        seed: Seed of the draws, in place of the scenario's own.
    """
    base = scenario if base is None else base
    cast, (roll_before, roll) = call_roll([base, scenario])
    start = to_day(scenario.start)
    end = to_day(add_months(scenario.start, scenario.months))
    warms_up = base.opening is None and base.orders is None and base.warm_up_months > 0
    first = to_day(add_months(scenario.start, -base.warm_up_months)) if warms_up else start
    opening = open_book(base, cast, start)
    orders = given_orders(scenario, cast, start)
    terms = max(_longest_terms(base, roll_before), _longest_terms(scenario, roll))
    latest = max([end, *opening.table.due, *orders.table.due]) + terms + DAYS_BEYOND
    earliest = min(
        [
            first - 40,
            *(opening.table.issued - 40),
            *(opening.table.due - 40),
            *(orders.table.day - 40),
            *(orders.table.due - 40),
        ]
    )
    calendar = BusinessCalendar.of(scenario.calendar, int(earliest), int(latest))

    old = base.policy_before or base.policy

    def setting(one: Scenario, roll: Roll, policy: Policy, begin: int, until: int, time: Ints) -> Setting:
        known = {**base.segments, **scenario.segments, **one.segments}
        number = base.seed if seed is None else seed
        is_before = until == start
        return _setting(
            one,
            roll,
            known,
            policy,
            old,
            cast,
            calendar,
            begin,
            until,
            time,
            opening,
            orders,
            number,
            first,
            start,
            is_before,
        )

    time_before = order_time(base, calendar, first, end)
    time_after = time_before if base is scenario else order_time(scenario, calendar, first, end)
    spliced = splice(time_before, time_after, start - calendar.first)
    after = setting(scenario, roll, scenario.policy, start, end, spliced)
    before = None
    if warms_up:
        before = setting(base, roll_before, old, first, start, time_before)
        after.customers.keeps_plan, after.customers.steps_moved = what_becomes_of_plans(before, after)
    return Brief(
        cast=cast,
        segments=roll.segments,
        calendar=calendar,
        before=before,
        after=after,
        first=first,
        start=start,
        end=end,
        opening=opening,
        orders=orders,
    )


def _longest_terms(scenario: Scenario, roll: Roll) -> int:
    """Return the most days that any customer is granted."""
    longest = max((segment.terms.days for segment in scenario.segments.values()), default=0)
    if roll.file is None or "terms_days" not in roll.file:
        return longest
    return max([longest, *(int(days) for days in roll.file["terms_days"].dropna())])


def _setting(
    scenario: Scenario,
    roll: Roll,
    segments: Mapping[str, Segment],
    policy: Policy,
    old: Policy,
    cast: Cast,
    calendar: BusinessCalendar,
    begin: int,
    end: int,
    order_time: Ints,
    opening: OpenBook,
    orders: GivenOrders,
    seed: int,
    first: int,
    start: int,
    is_before: bool,
) -> Setting:
    factor, factor_until = factors(scenario, calendar)
    customers, hazards, run_on = _customers(scenario, roll, segments, calendar, policy)
    rates = rates_of(scenario, policy, old, cast, is_before=is_before)
    comes_in = bool(rates[0].ramps)
    plan, steps = plans_of(policy, old if comes_in else policy, roll)
    behaviour, calls = scenario.behaviour, policy.calls
    beyond = np.full(64, NEVER, dtype=np.int64)
    effects = [behaviour.channels[channel] for channel in Channel]
    return Setting(
        seed=seed,
        first=calendar.first,
        begin=begin,
        end=end,
        week_length=calendar.week_length,
        vat_rate=scenario.firm.vat_rate,
        billing_delay=scenario.firm.billing_delay_days,
        week_share=behaviour.dependence.week,
        customer_week_share=behaviour.dependence.customer_week,
        gap=policy.reminders.gap_days,
        log_fatigue=math.log(behaviour.fatigue),
        call_priority=PRIORITIES[calls.priority],
        talk_mean=float(behaviour.talk_minutes),
        ring_minutes=int(behaviour.ring_minutes),
        orders_given=scenario.orders is not None,
        days=table(
            DAY,
            {
                "is_business": calendar.is_business,
                "business_before": calendar.business_before,
                "next_business": calendar.next_business,
                "month_end": calendar.month_end,
                "order_time": order_time,
                "failure_time": failure_time(scenario, calendar, first),
                "call_minutes": call_minutes(policy, old, calendar, rates, start),
            },
        ),
        business=table(
            BUSINESS_DAY,
            {
                "day": np.append(calendar.business_day_at, beyond),
                "factor": np.append(factor, np.zeros(beyond.size)),
                "factor_until": np.append(factor_until, beyond),
            },
        ),
        customers=table(
            CUSTOMER,
            customers
            | plan
            | {
                "entity": cast.entity,
                "keeps_plan": np.ones(len(cast.ids), dtype=np.bool_),
                "steps_moved": np.zeros(len(cast.ids), dtype=np.int64),
                "first_order": orders.first[:-1],
                "end_order": orders.first[1:],
            },
        ),
        channels=table(
            CHANNEL,
            {
                "log_ratio": [_log_ratio(channel, scenario, policy) for channel in Channel],
                "window": [e.window_days for e in effects],
                "delivery": [min(1.0, e.delivery + policy.crm.delivery_gain) for e in effects],
                "wrong_contact": [still_wrong(e.wrong_contact, policy.crm.contacts_cleaned) for e in effects],
            },
        ),
        invoice_channels=invoice_channels_of(scenario),
        rates=rates,
        steps=steps,
        orders=orders.table,
        opening=opening.table,
        hazards=hazards,
        bin_start=np.array(behaviour.bins, dtype=np.int64),
        run_on=run_on,
    )


def _customers(
    scenario: Scenario, roll: Roll, known: Mapping[str, Segment], calendar: BusinessCalendar, policy: Policy
) -> tuple[dict[str, npt.NDArray[Any]], Floats, Ints]:
    """Return the columns of the table of customers, and the tables of hazards and payment runs they point to."""
    segments = list(known.values())
    place = {name: i for i, name in enumerate(known)}
    of = np.array([place[name] for name in roll.segments], dtype=np.int64)

    def per_segment(values: list[float] | list[int]) -> npt.NDArray[Any]:
        return np.array(values)[of] if values else np.zeros(len(of))

    bins = bin_names(scenario.behaviour.bins)
    rows = [[segment.hazards.get(name, 0.0) for name in bins] for segment in segments]
    columns: dict[str, Any] = {
        "active": np.array(roll.is_there, dtype=np.float64),
        "pace": per_segment([s.orders_per_year for s in segments]),
        "pace_spread": per_segment([s.order_rate_spread for s in segments]),
        "mean_amount": per_segment([s.mean_amount for s in segments]),
        "size_spread": per_segment([s.size_spread for s in segments]),
        "amount_spread": per_segment([s.amount_spread for s in segments]),
        "terms": per_segment([int(TermsRule[s.terms.rule.upper()]) for s in segments]).astype(np.int64),
        "terms_days": per_segment([s.terms.days for s in segments]).astype(np.int64),
        "runs_weekly": per_segment([s.runs.weekly for s in segments]),
        "runs_twice_monthly": per_segment([s.runs.twice_monthly for s in segments]),
        "runs_monthly": per_segment([s.runs.monthly for s in segments]),
        "bank_days": per_segment([s.bank_days for s in segments]).astype(np.int64),
        "match_days": per_segment([s.match_days for s in segments]).astype(np.int64),
        "email": per_segment([s.invoicing.email for s in segments]),
        "portal": per_segment([s.invoicing.portal for s in segments]),
        "e_invoice": per_segment([s.invoicing.e_invoice for s in segments]),
        "direct_debit": per_segment([s.methods.direct_debit for s in segments]),
        "card": per_segment([s.methods.card for s in segments]),
        "instant": per_segment([s.methods.instant for s in segments]),
        "cheque": per_segment([s.methods.cheque for s in segments]),
        "part_payers": per_segment([s.part_payers for s in segments]),
        "insolvency_rate": per_segment([s.insolvency_rate for s in segments]),
        "frailty": np.ones(len(of)),
        "frailty_spread": per_segment([s.frailty_spread for s in segments]),
        "hazard_row": of.copy(),
    }
    own_runs: list[str] = [""] * len(of)
    if roll.file is not None:
        rows, own_runs = _own_values(columns, rows, roll, bins)
    columns["terms_days"] = np.maximum(0, columns["terms_days"] - policy.sales_team.terms_days)
    runs = run_calendars(calendar, own_runs)
    columns["own_runs"] = runs.of_customer
    hazards = np.array(rows, dtype=np.float64).reshape(len(rows), len(bins))
    return columns, hazards, runs.run_on


_OWN = {
    "orders_per_year": "pace",
    "mean_amount": "mean_amount",
    "amount_spread": "amount_spread",
    "terms_days": "terms_days",
    "frailty": "frailty",
    "bank_days": "bank_days",
    "match_days": "match_days",
}
"""Columns of the file of customers, and what they replace."""


def _own_values(
    columns: dict[str, Any], rows: list[list[float]], roll: Roll, bins: tuple[str, ...]
) -> tuple[list[list[float]], list[str]]:
    """Let what the file of customers says stand in for the segments' values; what it leaves blank stays the segment's."""
    assert roll.file is not None
    own_runs = [""] * len(roll.segments)
    rows = list(rows)
    file = roll.file
    for column, name in _OWN.items():
        if column in file:
            values = file[column].to_numpy(dtype=np.float64, na_value=np.nan)
            known = ~np.isnan(values)
            columns[name][known] = values[known].astype(columns[name].dtype)
            if column == "orders_per_year":
                columns["pace_spread"][known] = 0.0
            if column == "mean_amount":
                columns["size_spread"][known] = 0.0
            if column == "frailty":
                columns["frailty_spread"][known] = 0.0
    if "terms_rule" in file:
        for place, value in enumerate(file["terms_rule"]):
            if isinstance(value, str) and value:
                columns["terms"][place] = int(TermsRule[value.upper()])
    if "runs" in file:
        own_runs = [value if isinstance(value, str) else "" for value in file["runs"]]
    if all(name in file for name in bins):
        own = file[list(bins)].to_numpy(dtype=np.float64, na_value=np.nan)
        for place, hazards in enumerate(own):
            if not np.isnan(hazards).any():
                columns["hazard_row"][place] = len(rows)
                columns["frailty_spread"][place] = 0.0
                rows.append([float(h) for h in hazards])
    return rows, own_runs


def _log_ratio(channel: Channel, scenario: Scenario, policy: Policy) -> float:
    """Return the log of a channel's hazard ratio, with what the policy makes of it."""
    log_ratio = math.log(scenario.behaviour.channels[channel].hazard_ratio)
    if channel == Channel.CALL:
        return log_ratio * policy.calls.skill + math.log(policy.reminders.personalisation)
    if channel == Channel.FORMAL_NOTICE and policy.late_fees.charged == "on":
        log_ratio += math.log(scenario.behaviour.fee_threat)
    return log_ratio + math.log(policy.reminders.personalisation)
