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

DAY = {"is_business": np.int64, "business_before": np.int64, "next_business": np.int64, "order_time": np.int64}
"""Per day from `Setting.first`: whether it is a business day, how many came before it, the one on or after it, the order time."""

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
    "first_step": np.int64,  # its reminder plan: steps from first_step to end_step, not included
    "end_step": np.int64,
    "keeps_plan": np.int64,  # whether its plan is the same before and after the start
    "steps_moved": np.int64,  # by how many places its steps then stand elsewhere
    "first_order": np.int64,  # its given orders, where orders are given
    "end_order": np.int64,
}
"""Per customer, in the order of ids."""

CHANNEL = {"log_ratio": np.float64, "window": np.int64, "delivery": np.float64, "wrong_contact": np.float64}
STEP = {"day": np.int64, "channel": np.int64, "minimum": np.int64}
ORDER = {"day": np.int64, "due": np.int64, "amount": np.int64, "week": np.int64}
OPEN_INVOICE = {
    "customer": np.int64,
    "ordinal": np.int64,
    "entity": np.int64,
    "issued": np.int64,
    "due": np.int64,
    "amount": np.int64,
    "steps": np.int64,  # steps it already had; -1 where its dates tell
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
    transmission: int
    week_share: float
    """Share of a draw's variance that all invoices of a world week have in common."""
    customer_week_share: float
    """Share that a customer's invoices of a world week have in common."""
    gap: int
    log_fatigue: float
    call_minutes: int
    call_priority: int
    talk_mean: float
    ring_minutes: int
    orders_given: bool
    days: Table
    business: Table
    customers: Table
    channels: Table
    steps: Table
    orders: Table
    opening: Table
    hazards: Floats
    """[row, bin]: daily hazard of approval."""
    bin_start: Ints
    """Lateness at which each bin after the first begins."""
    run_on: Ints
    """[run calendar, day]: the payment run on or after the day."""
