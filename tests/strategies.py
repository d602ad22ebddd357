"""Whole random scenarios, small and strange, and a second one to follow at the start.

A case is dealt by a generator of its own from one number, so that neighbours have nothing in common and a case is found again by it.
"""

import atexit
import csv
import datetime
import hashlib
import io
import random
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from simlib.rules.channels import CHANNEL_NAMES
from simlib.scenario import Scenario
from simlib.scenario.behaviour import FIVE_DAY_BINS, SEVEN_DAY_BINS, bin_names
from simlib.scenario.months import Month
from simlib.scenario.scenario import FileRef
from simlib.scenario.walk import tree_of
from tests import strategies_whole as whole

Tree = dict[str, Any]
Row = dict[str, object]

SEGMENTS = ("a", "b", "c")
RULES = ("net", "end_of_month_then_days", "days_then_end_of_month")
HABITS = ("any", "end", "weekly:0", "weekly:5", "weekly:6", "days:10,25", "days:15,31", "days:29,30", "days:31")
STEP_DAYS = (-30, -10, -5, -1, 0, 1, 1, 2, 3, 3, 5, 7, 10, 15, 30, 60)
STARTS = ("2026-01-01", "2026-08-03", "2025-03-31", "2026-05-02", "2024-02-29", "2025-08-15", "2025-12-17")
MONTHS = tuple(month.value for month in Month)
RATES = (0.0, 0.0, 0.01, 0.02, 0.05, 0.05, 0.25, 0.5, 1.0, 4.0)
CUSTOMER_COLUMNS = (
    "customer_id", "segment", "orders_per_year", "mean_amount", "amount_spread", "terms_rule", "terms_days", "runs",
    "frailty", "bank_days", "match_days",
)  # fmt: skip

_tables = Path(tempfile.mkdtemp(prefix="tables-"))
atexit.register(shutil.rmtree, _tables, ignore_errors=True)


@dataclass(frozen=True)
class Case:
    """Two scenarios to compare; `change` runs as `base` until the start. `case_of(number)` makes it again."""

    number: int
    base: Scenario = field(repr=False)
    change: Scenario = field(repr=False)


class Dice(random.Random):
    """What decides; the same number throws the same."""

    def one(self, *values: Any) -> Any:
        """Return one of the values."""
        return self.choice(values)

    def is_so(self, share: float) -> bool:
        """Return true in a share of the throws."""
        return self.random() < share

    def several(self, values: Sequence[str], least: int, most: int) -> list[str]:
        """Return some of the values, each once."""
        return self.sample(values, self.randint(least, most))


def cases() -> st.SearchStrategy[Case]:
    """Draw two scenarios that share their start, length, calendar and tables of invoices."""
    return st.integers(0, 2**32 - 1).map(case_of)


def case_of(number: int) -> Case:
    """Return the case of a number."""
    dice = Dice(number)
    start = datetime.date.fromisoformat(dice.one(*STARTS))
    calendar = dice.one("FR", "FR", "seven_day", "DE")
    bins = dice.one(SEVEN_DAY_BINS if calendar == "seven_day" else FIVE_DAY_BINS, (0, 1), (-3, 0, 1, 2, 5, 20))
    names = dice.several(SEGMENTS, 1, 3)
    tree: Tree = {
        "start": start,
        "calendar": calendar,
        "months": dice.randint(1, 4),
        "warm_up_months": dice.randint(0, 3),
        "seed": dice.randrange(2**32),
        "firm": firm(dice),
        "segments": {name: segment(dice, bin_names(bins)) for name in names},
        "behaviour": behaviour(dice, bins),
        "policy": policy(dice),
    }
    if dice.is_so(0.5):
        tree["policy_before"] = policy(dice)
    if dice.is_so(0.3):
        tree["shocks"] = whole.shocks(dice)
    ids = [f"{name}-{n:04d}" for name, one in tree["segments"].items() for n in range(1, one["customers"] + 1)]
    if dice.is_so(0.5):
        rows = customer_rows(dice, names, bin_names(bins))
        tree["customers"] = customer_table(rows, bin_names(bins))
        ids = [str(row["customer_id"]) for row in rows]
        if dice.is_so(0.4):
            tree["opening"] = table(opening_rows(dice, ids, start))
            if dice.is_so(0.5):
                tree["history"] = table(history_rows(dice, ids, start))
    if ids and dice.is_so(0.2):
        tree["orders"] = table(order_rows(dice, ids, start))
    other = changed(dice, tree, names, bins)
    return Case(
        number, Scenario.model_validate({"name": "base"} | tree), Scenario.model_validate({"name": "change"} | other)
    )


def changed(dice: Dice, tree: Tree, names: list[str], bins: tuple[int, ...]) -> Tree:
    """Return what may differ from the start on: any part but the calendar, the bins and the tables of invoices."""
    other = dict(tree)
    parts = dice.several(("policy", "behaviour", "firm", "segments", "customers", "shocks"), 1, 6)
    if "policy" in parts:
        other["policy"] = policy(dice)
    if "behaviour" in parts:
        other["behaviour"] = behaviour(dice, bins)
    if "firm" in parts:
        other["firm"] = firm(dice)
    if "shocks" in parts:
        other["shocks"] = whole.shocks(dice)
    if "segments" in parts:
        names = names if "customers" in tree else dice.several(SEGMENTS, 1, 3)
        other["segments"] = {name: segment(dice, bin_names(bins)) for name in names}
    if "customers" in parts and "customers" in tree:
        other["customers"] = customer_table(customer_rows(dice, names, bin_names(bins)), bin_names(bins))
    return other


def firm(dice: Dice) -> Tree:
    """Return how a firm sells and bills."""
    return {
        "activity": dice.one(0.1, 1.0, 1.0, 3.0),
        "growth_per_year": dice.one(-0.5, 0.0, 1.0),
        "seasons": {month: dice.one(0.0, 0.5, 2.0) for month in dice.several(MONTHS, 0, 3)},
        "vat_rate": dice.one(0.0, 0.055, 0.2),
        "billing_delay_days": dice.one(0, 0, 1, 4, 10),
        "transmission_days": dice.one(0, 0, 1, 2, 10),
    } | (whole.firm(dice) if dice.is_so(0.6) else {})


def segment(dice: Dice, bins: tuple[str, ...]) -> Tree:
    """Return one segment."""
    weekly = dice.one(0.0, 0.25, 0.5, 1.0)
    return {
        "customers": dice.one(0, 1, 2, 2, 3, 3),
        "orders_per_year": dice.one(0.0, 12.0, 40.0, 120.0, 120.0, 250.0),
        "order_rate_spread": dice.one(0.0, 0.5, 1.5),
        "mean_amount": dice.one(0.01, 100.0, 1_000.0, 12_345.67),
        "size_spread": dice.one(0.0, 0.6),
        "amount_spread": dice.one(0.0, 0.6, 2.0),
        "terms": {"rule": dice.one(*RULES), "days": dice.one(0, 1, 10, 10, 30, 30, 45, 60, 180)},
        "runs": {
            "weekly": weekly,
            "twice_monthly": dice.one(0.0, 0.25) if weekly <= 0.5 else 0.0,
            "monthly": dice.one(0.0, 0.25) if weekly <= 0.5 else 0.0,
        },
        "bank_days": dice.randint(0, 3),
        "match_days": dice.randint(0, 3),
        "hazards": {name: dice.one(*RATES) for name in bins},
        "frailty_spread": dice.one(0.0, 0.4, 1.5),
    } | (whole.segment(dice) if dice.is_so(0.6) else {})


def behaviour(dice: Dice, bins: tuple[int, ...]) -> Tree:
    """Return how customers take to touches and to the calendar."""
    within = dice.one(0.0, 0.3, 0.9)
    return {
        "bins": list(bins),
        "payment_speed": dice.one(0.2, 1.0, 1.0, 3.0),
        "slow_months": {month: dice.one(0.0, 0.5, 2.0) for month in dice.several(MONTHS, 0, 3)},
        "trend": {"per_year": dice.one(0.0, -0.5, 3.0), "until": dice.one(None, "2025-10-15", "2026-02-01")},
        "dependence": {"customer_week": within, "week": dice.one(0.0, 0.05, 0.4) if within < 0.9 else 0.05},
        "fatigue": dice.one(0.05, 0.7, 1.0),
        "channels": {
            name: {
                "hazard_ratio": dice.one(0.5, 1.0, 1.25, 2.0, 6.0),
                "window_days": dice.one(0, 1, 2, 5, 10, 30),
                "delivery": dice.one(0.0, 0.5, 0.9, 1.0, 1.0),
                "wrong_contact": dice.one(0.0, 0.0, 0.3),
            }
            for name in dice.several(CHANNEL_NAMES, 0, 6)
        },
        "talk_minutes": dice.one(1.0, 8.0, 60.0),
        "ring_minutes": dice.one(0, 2, 30),
    } | (whole.behaviour(dice) if dice.is_so(0.7) else {})


def policy(dice: Dice) -> Tree:
    """Return a policy of reminding and calling."""
    plans = {}
    for name in dice.several(("default", *SEGMENTS, "low", "middle", "high"), 0, 5):
        steps = {
            f"step_{number}": {
                "day": dice.one(*STEP_DAYS),
                "channel": dice.one(*CHANNEL_NAMES, "call", "email"),
                "min_amount": dice.one(0.0, 0.0, 0.0, 50.0, 1_500.0),
            }
            for number in range(dice.randint(0, 6))
        }
        plans[name] = {"steps": steps}
    decided: Tree = {
        "reminders": {"gap_days": dice.one(0, 1, 3, 10), "plans": plans},
        "calls": {
            "collectors": dice.one(0.0, 0.1, 0.5, 1.0, 2.0),
            "minutes_per_day": dice.one(3, 10, 30, 240),
            "presence": dice.one(0.5, 1.0),
            "priority": dice.one("amount", "age"),
        },
    }
    if dice.is_so(0.7):
        rest = whole.policy(dice)
        for part in ("reminders", "calls"):
            decided[part] |= rest.pop(part)
        decided |= rest
    return decided


def customer_rows(dice: Dice, names: Sequence[str], bins: tuple[str, ...]) -> list[Row]:
    """Return a file of customers, some with habits and hazards of their own; a blank leaves what the segment says."""
    rows: list[Row] = []
    for number in range(dice.randint(1, 6)):
        row: Row = {
            "orders_per_year": dice.one(0.0, 12.0, 120.0, 250.0),
            "mean_amount": dice.one(0.01, 500.0),
            "amount_spread": dice.one(0.0, 1.0),
            "terms_rule": dice.one(*RULES),
            "terms_days": dice.one(0, 15, 30, 75, 1_200),
            "runs": dice.one(*HABITS),
            "frailty": dice.one(0.0, 0.5, 1.0, 1_000.0),
            "bank_days": dice.one(0, 2, 15),
            "match_days": dice.one(0, 2, 15),
        }
        row = {name: value for name, value in row.items() if dice.is_so(0.4)}
        if dice.is_so(0.5):
            row |= {name: dice.one(*RATES) for name in bins}
        rows.append({"customer_id": f"c{number}", "segment": dice.one(*names)} | row)
    return rows


def opening_rows(dice: Dice, ids: Sequence[str], start: datetime.date) -> list[Row]:
    """Return invoices open at the start."""
    rows: list[Row] = []
    for number in range(dice.randint(1, 8)):
        age = dice.one(1, 2, 10, 45, 100, 400)
        rows.append(
            {
                "customer_id": dice.one(*ids),
                "invoice_id": f"i{number}",
                "issue_date": _date(start, -age),
                "due_date": _date(start, max(dice.one(-30, -8, -7, -2, -1, 0, 1, 3, 20, 60, 300), -age)),
                "amount": dice.one(0.01, 100.0, 1_234.56),
                "steps_done": dice.one("", 0, 1, 2, 9),
                "gathered": dice.one("", 0.0, 0.1, 2.0),
            }
        )
    return rows


def history_rows(dice: Dice, ids: Sequence[str], start: datetime.date) -> list[Row]:
    """Return sales before the start."""
    return [
        {
            "date": _date(start, -dice.randint(1, 365)),
            "customer_id": dice.one(*ids),
            "amount": dice.one(-50.0, 0.01, 1e4),
        }
        for _ in range(dice.randint(1, 8))
    ]


def order_rows(dice: Dice, ids: Sequence[str], start: datetime.date) -> list[Row]:
    """Return orders given one by one, some on one day, some beyond the end."""
    rows: list[Row] = []
    for number in range(dice.randint(1, 20)):
        issued = dice.one(0, 0, 1, 2, 3, 4, 5, 20, 33, 61, 200)
        rows.append(
            {
                "customer_id": dice.one(*ids),
                "invoice_id": dice.one("", f"i{number}"),
                "issue_date": _date(start, issued),
                "due_date": _date(start, issued + dice.one(-3, 0, 1, 2, 14, 30, 500)),
                "amount": dice.one(0.01, 100.0, 100.0, 1_234.56),
            }
        )
    return rows


def _date(start: datetime.date, days: int) -> str:
    return (start + datetime.timedelta(days=days)).isoformat()


def table(rows: Sequence[Mapping[str, object]], columns: Sequence[str] = ()) -> dict[str, str]:
    """Write a table into a file named after its content; return how a scenario names it."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns or list(rows[0]), lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    content = text.getvalue().encode()
    path = _tables / f"{hashlib.sha256(content).hexdigest()[:24]}.csv"
    path.write_bytes(content)
    return {"file": str(path)}


def customer_table(rows: Sequence[Row], bins: tuple[str, ...]) -> dict[str, str]:
    """Write a file of customers."""
    return table(rows, (*CUSTOMER_COLUMNS, *bins))


def shuffled(scenario: Scenario) -> Scenario:
    """Return a scenario with all its names, and the rows of all its tables, in the opposite order."""
    return Scenario.model_validate(_reversed(tree_of(scenario)))


def _reversed(value: object) -> Any:
    if isinstance(value, dict):
        return {name: _reversed(one) for name, one in reversed(value.items())}
    if isinstance(value, FileRef):
        with value.path.open(newline="") as stream:
            rows = list(csv.DictReader(stream))
        return table(rows[::-1], list(rows[0])[::-1])
    return value


def with_one_more_customer(scenario: Scenario) -> tuple[Scenario, str]:
    """Return a scenario with a customer added, and that customer's id."""
    name, segment = next(iter(scenario.segments.items()))
    if scenario.customers is None:
        number = segment.customers + 1
        return scenario.with_({f"segments.{name}.customers": number}), f"{name}-{number:04d}"
    with scenario.customers.path.open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    more = [*rows, dict.fromkeys(rows[0], "") | {"customer_id": "b", "segment": name}]
    return scenario.with_({"customers": table(more, list(rows[0]))["file"]}), "b"
