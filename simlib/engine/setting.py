"""What a scenario asks of an engine, as plain tables: every rate and every date rule looked up once, before time starts.

Floats that become hazards, amounts or minutes pass through the rules; both engines read the same numbers here. The tables are few and wide
because compiled code hands every array over in each call.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Table = Any
"""A numpy record array: ``table[i].field`` in both lives of a compiled function."""

DAY = {
    "is_business": np.int64,
    "business_before": np.int64,
    "next_business": np.int64,
    "month_end": np.int64,
    "order_time": np.int64,
    "failure_time": np.int64,
    "call_minutes": np.int64,
}
"""Per day from `Setting.first`: whether it is a business day, how many came before it, the one on or after it, the last day of its
month, the order time and the time in which customers fail, at its close, and the minutes for calls."""

BUSINESS_DAY = {"day": np.int64, "factor": np.float64, "factor_until": np.int64}
"""Per business day: its day, the hazard's multiplier, the business day from which that is another."""

CUSTOMER = {
    "entity": np.int64,  # addresses its draws
    "active": np.float64,  # 1 where it orders, 0 where it does not
    "pace": np.float64,  # World rate: orders a year, before its own draw
    "pace_spread": np.float64,
    "mean_amount": np.float64,
    "size_spread": np.float64,
    "amount_spread": np.float64,
    "terms": np.int64,
    "terms_days": np.int64,
    "runs_weekly": np.float64,
    "runs_twice_monthly": np.float64,
    "runs_monthly": np.float64,
    "own_runs": np.int64,  # run calendar where the habit is known, -1 where it is drawn
    "bank_days": np.int64,
    "match_days": np.int64,
    "hazard_row": np.int64,
    "frailty": np.float64,
    "frailty_spread": np.float64,
    "low_first": np.int64,  # its reminder plans by band: steps from first to end, not included
    "low_end": np.int64,
    "middle_first": np.int64,
    "middle_end": np.int64,
    "high_first": np.int64,
    "high_end": np.int64,
    "old_low_first": np.int64,  # the plans it had before the start, while a policy comes in by and by
    "old_low_end": np.int64,
    "old_middle_first": np.int64,
    "old_middle_end": np.int64,
    "old_high_first": np.int64,
    "old_high_end": np.int64,
    "keeps_plan": np.int64,  # `OTHER_PLAN`, `SAME_PLAN` or `OLD_PLAN`, by what its plans were before the start
    "steps_moved": np.int64,  # by how many places the steps before the start then stand elsewhere
    "email": np.float64,  # shares of the ways in which invoices reach it
    "portal": np.float64,
    "e_invoice": np.float64,
    "direct_debit": np.float64,  # shares of its means of payment
    "card": np.float64,
    "instant": np.float64,
    "cheque": np.float64,
    "part_payers": np.float64,
    "insolvency_rate": np.float64,
    "first_order": np.int64,  # its given orders, where orders are given
    "end_order": np.int64,
}
"""Per customer, in the order of ids."""

CHANNEL = {"log_ratio": np.float64, "window": np.int64, "delivery": np.float64, "wrong_contact": np.float64}
STEP = {"day": np.int64, "channel": np.int64, "minimum": np.int64}
INVOICE_CHANNEL = {"transmission": np.int64, "error_rate": np.float64}
"""Per way in which an invoice reaches the customer."""

RATES = {
    # payer classes: shares, and what they do
    "oversight": np.float64,
    "admin": np.float64,
    "waits": np.float64,
    "strategic": np.float64,
    "dispute": np.float64,
    "hardship": np.float64,
    "never": np.float64,
    "log_oversight": np.float64,
    "log_admin": np.float64,
    "strategic_factor": np.float64,
    "hardship_factor": np.float64,
    # touches
    "log_before_due": np.float64,
    "log_link": np.float64,
    "portal_adoption": np.float64,
    "segment_by": np.int64,
    "cut_low": np.float64,
    "cut_high": np.float64,
    # disputes
    "goods": np.float64,
    "pretext": np.float64,
    "resolution_days": np.float64,
    "credit_share": np.float64,
    "credit_part": np.float64,
    "dispute_minutes": np.int64,
    "desk_minutes": np.int64,  # of the dispute desk, a day
    # promises and plans
    "promise_rate": np.float64,
    "promise_days": np.int64,
    "grace_days": np.int64,
    "kept_rate": np.float64,
    "plan_share": np.float64,
    "instalments": np.int64,
    "plan_default": np.float64,
    # cash
    "auto_rate": np.float64,
    "match_minutes": np.int64,
    "clerk_minutes": np.int64,  # of the clerk who matches, a day
    "part_share": np.float64,
    "overpaid": np.float64,
    "cheque_days": np.int64,
    "card_days": np.int64,
    "reject_rate": np.float64,
    "diverted": np.float64,
    "fee_rate": np.float64,
    "fee_share": np.float64,
    "discount_rate": np.float64,
    "discount_days": np.int64,
    "hurdle": np.float64,
    "hurdle_spread": np.float64,
    # credit
    "limit_months": np.float64,
    "tight_share": np.float64,
    "tight_factor": np.float64,
    "lost_share": np.float64,
    "review_days": np.int64,
    "reviews": np.int64,
    "log_hold": np.float64,
    "risk_spread": np.float64,
    "score_weight": np.float64,
    "factored": np.float64,
    # failure, escalation, write-off
    "write_off_days": np.int64,
    "vat_back": np.int64,
    "vat_lag": np.int64,
    "agency": np.int64,
    "escalates_after": np.int64,
    "agency_minimum": np.int64,
    "agency_days": np.int64,
    "agency_success": np.float64,
    "agency_fee": np.float64,
    "court": np.int64,
    "court_minimum": np.int64,
    "court_days": np.int64,
    "court_cost": np.int64,
    "court_success": np.float64,
    "solvency": np.float64,
    "give_up_days": np.int64,
    # goodwill
    "wear": np.float64,
    "wrongful_wear": np.float64,
    "half_life": np.float64,
    # shocks and the coming in of a policy
    "late_customer": np.int64,  # place of the customer that pays late; `THE_LARGEST`, `NOBODY`
    "late_shift": np.int64,  # by so many business days
    "e_invoicing_from": np.int64,
    "ramps": np.int64,  # whether the policy comes in by and by
    "ramp_from": np.float64,  # days after the start
    "ramp_days": np.float64,
    "old_segment_by": np.int64,
    "old_cut_low": np.float64,
    "old_cut_high": np.float64,
}
"""What holds for all customers alike: one record."""

NOBODY, THE_LARGEST = -1, -2

OTHER_PLAN, SAME_PLAN, OLD_PLAN = range(3)
"""What becomes of a customer's reminder plans at the start: others; the same; the same until it joins a policy that comes in by and by."""

ORDER = {"day": np.int64, "due": np.int64, "amount": np.int64, "week": np.int64}
OPEN_INVOICE = {
    "customer": np.int64,
    "ordinal": np.int64,
    "entity": np.int64,
    "issued": np.int64,
    "due": np.int64,
    "amount": np.int64,
    "steps": np.int64,  # steps it already had; -1 where its dates tell
    "spent": np.int64,  # hazard gathered since its customer's last payment run
}


def table(fields: Mapping[str, Any], columns: Mapping[str, Any]) -> Table:
    """Return columns as one table of records; every field must be given."""
    given = {name: np.asarray(columns[name]) for name in fields}
    rows = np.zeros(
        max((len(column) for column in given.values()), default=0), dtype=np.dtype(list(fields.items()), align=True)
    )
    for name, column in given.items():
        rows[name] = column
    return rows.view(np.recarray)


class Setting(NamedTuple):
    """One scenario between two days."""

    seed: int
    first: int
    """First day of the table of days."""
    begin: int
    """First day simulated."""
    end: int
    """Day after the last simulated."""
    week_length: int
    vat_rate: float
    billing_delay: int
    week_share: float
    """Share of a draw's variance that all invoices of a world week have in common."""
    customer_week_share: float
    """Share that a customer's invoices of a world week have in common."""
    gap: int
    log_fatigue: float
    call_priority: int
    talk_mean: float
    ring_minutes: int
    orders_given: bool
    days: Table
    business: Table
    customers: Table
    channels: Table
    invoice_channels: Table
    rates: Table
    """One record: `RATES`."""
    steps: Table
    orders: Table
    opening: Table
    hazards: Floats
    """[row, bin]: daily hazard of approval."""
    bin_start: Ints
    """Lateness at which each bin after the first begins."""
    run_on: Ints
    """[run calendar, day]: the payment run on or after the day."""
