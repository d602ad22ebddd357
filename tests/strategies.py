"""Whole random scenarios, small and strange, and a second one to follow at the start."""

import atexit
import csv
import datetime
import hashlib
import io
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from simlib.rules.channels import CHANNEL_NAMES
from simlib.scenario import Scenario
from simlib.scenario.behaviour import FIVE_DAY_BINS, SEVEN_DAY_BINS, bin_names
from simlib.scenario.months import Month

Tree = dict[str, Any]
Row = dict[str, object]

SEGMENTS = ("a", "b", "c")
RULES = ("net", "end_of_month_then_days", "days_then_end_of_month")
HABITS = ("", "any", "end", "weekly:0", "weekly:5", "weekly:6", "days:10,25", "days:15,31", "days:29,30", "days:31")
STEP_DAYS = (-30, -10, -5, -5, -1, 0, 0, 1, 1, 2, 3, 5, 7, 10, 15, 30, 60)

_tables = Path(tempfile.mkdtemp(prefix="tables-"))
atexit.register(shutil.rmtree, _tables, ignore_errors=True)


@dataclass(frozen=True)
class Case:
    """Two scenarios to compare; `change` runs as `base` until the start."""

    base: Scenario
    change: Scenario


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


def some(*values: object) -> st.SearchStrategy[Any]:
    """Draw one of the values."""
    return st.sampled_from(values)


rates = some(0.0, 0.0, 0.01, 0.05, 0.25, 0.5, 1.0, 4.0)
months_named = st.sampled_from([month.value for month in Month])


@st.composite
def segments(draw: st.DrawFn, bins: tuple[str, ...]) -> Tree:
    """Draw one segment."""
    weekly = draw(some(0.0, 0.25, 0.5, 1.0))
    twice = draw(some(0.0, 0.25)) if weekly <= 0.5 else 0.0
    monthly = draw(some(0.0, 0.25)) if weekly <= 0.5 else 0.0
    return {
        "customers": draw(some(0, 1, 2, 3)),
        "orders_per_year": draw(some(0.0, 12.0, 40.0, 120.0)),
        "order_rate_spread": draw(some(0.0, 0.5, 1.5)),
        "mean_amount": draw(some(0.01, 100.0, 1_000.0, 12_345.67)),
        "size_spread": draw(some(0.0, 0.6)),
        "amount_spread": draw(some(0.0, 0.6, 2.0)),
        "terms": {"rule": draw(some(*RULES)), "days": draw(some(0, 1, 10, 30, 45, 60, 180))},
        "runs": {"weekly": weekly, "twice_monthly": twice, "monthly": monthly},
        "bank_days": draw(st.integers(0, 3)),
        "match_days": draw(st.integers(0, 3)),
        "hazards": {name: draw(rates) for name in bins},
        "frailty_spread": draw(some(0.0, 0.4, 1.5)),
    }


@st.composite
def channels(draw: st.DrawFn) -> Tree:
    """Draw what a channel does."""
    return {
        "hazard_ratio": draw(some(0.5, 1.0, 1.25, 2.0, 6.0)),
        "window_days": draw(some(0, 1, 2, 5, 10, 30)),
        "delivery": draw(some(0.0, 0.5, 0.9, 1.0, 1.0)),
        "wrong_contact": draw(some(0.0, 0.0, 0.3)),
    }


@st.composite
def behaviours(draw: st.DrawFn, bins: tuple[int, ...]) -> Tree:
    """Draw how customers take to touches and to the calendar."""
    own = draw(st.lists(some(*CHANNEL_NAMES), unique=True, max_size=6))
    within = draw(some(0.0, 0.3, 0.9))
    return {
        "bins": list(bins),
        "payment_speed": draw(some(0.2, 1.0, 1.0, 3.0)),
        "slow_months": draw(st.dictionaries(months_named, some(0.0, 0.5, 2.0), max_size=4)),
        "dependence": {"customer_week": within, "week": draw(some(0.0, 0.05)) if within == 0.9 else draw(some(0.0, 0.4))},
        "fatigue": draw(some(0.05, 0.7, 1.0)),
        "channels": {name: draw(channels()) for name in own},
        "talk_minutes": draw(some(1.0, 8.0, 60.0)),
        "ring_minutes": draw(some(0, 2, 30)),
    }


steps = st.fixed_dictionaries(
    {"day": some(*STEP_DAYS), "channel": some(*CHANNEL_NAMES), "min_amount": some(0.0, 0.0, 0.0, 50.0, 1_500.0)}
)


@st.composite
def policies(draw: st.DrawFn) -> Tree:
    """Draw a policy of reminding and calling."""
    named = draw(st.lists(some("default", *SEGMENTS), unique=True, max_size=3))
    plans = {}
    for name in named:
        drawn = draw(st.lists(steps, max_size=6))
        plans[name] = {"steps": {f"step_{number}": step for number, step in enumerate(drawn)}}
    return {
        "reminders": {"gap_days": draw(some(0, 1, 3, 10)), "plans": plans},
        "calls": {
            "collectors": draw(some(0.0, 0.5, 1.0, 2.0)),
            "minutes_per_day": draw(some(3, 10, 30, 240)),
            "presence": draw(some(0.5, 1.0)),
            "priority": draw(some("amount", "age")),
        },
    }


@st.composite
def firms(draw: st.DrawFn) -> Tree:
    """Draw how a firm sells and bills."""
    return {
        "activity": draw(some(0.1, 1.0, 1.0, 3.0)),
        "growth_per_year": draw(some(-0.5, 0.0, 1.0)),
        "seasons": draw(st.dictionaries(months_named, some(0.0, 0.5, 2.0), max_size=4)),
        "vat_rate": draw(some(0.0, 0.055, 0.2)),
        "billing_delay_days": draw(some(0, 0, 1, 4, 10)),
        "transmission_days": draw(some(0, 0, 1, 2, 10)),
    }


@st.composite
def customer_rows(draw: st.DrawFn, names: Sequence[str], bins: tuple[str, ...]) -> list[Row]:
    """Draw a file of customers, some with habits and hazards of their own."""
    rows: list[Row] = []
    for number in range(draw(st.integers(1, 6))):
        row: Row = {"customer_id": f"c{number}", "segment": draw(some(*names))}
        row |= draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "orders_per_year": some(0.0, 12.0, 120.0),
                    "mean_amount": some(0.01, 500.0),
                    "amount_spread": some(0.0, 1.0),
                    "terms_rule": some(*RULES),
                    "terms_days": some(0, 30, 75, 1_200),
                    "runs": some(*HABITS),
                    "frailty": some(0.0, 0.5, 1_000.0),
                    "bank_days": some(0, 2, 15),
                    "match_days": some(0, 2, 15),
                },
            )
        )
        if draw(st.booleans()):
            row |= {name: draw(rates) for name in bins}
        rows.append(row)
    return rows


_CUSTOMER_COLUMNS = (
    "customer_id", "segment", "orders_per_year", "mean_amount", "amount_spread", "terms_rule", "terms_days", "runs",
    "frailty", "bank_days", "match_days",
)  # fmt: skip


def customer_table(rows: Sequence[Row], bins: tuple[str, ...]) -> dict[str, str]:
    """Write a file of customers."""
    return table(rows, (*_CUSTOMER_COLUMNS, *bins))


def _date(start: datetime.date, days: int) -> str:
    return (start + datetime.timedelta(days=days)).isoformat()


@st.composite
def opening_rows(draw: st.DrawFn, ids: Sequence[str], start: datetime.date) -> list[Row]:
    """Draw invoices open at the start."""
    rows: list[Row] = []
    for number in range(draw(st.integers(1, 8))):
        age = draw(some(1, 2, 10, 45, 100, 400))
        due = draw(some(-30, -8, -7, -2, -1, 0, 1, 3, 20, 60, 300))
        rows.append(
            {
                "customer_id": draw(some(*ids)),
                "invoice_id": f"i{number}",
                "issue_date": _date(start, -age),
                "due_date": _date(start, max(due, -age)),
                "amount": draw(some(0.01, 100.0, 1_234.56)),
                "steps_done": draw(some("", 0, 1, 2, 9)),
            }
        )
    return rows


@st.composite
def order_rows(draw: st.DrawFn, ids: Sequence[str], start: datetime.date) -> list[Row]:
    """Draw orders given one by one, some on one day, some beyond the end."""
    rows: list[Row] = []
    for number in range(draw(st.integers(1, 12))):
        issued = draw(some(0, 0, 1, 2, 3, 4, 5, 20, 33, 61, 200))
        rows.append(
            {
                "customer_id": draw(some(*ids)),
                "invoice_id": draw(some("", f"i{number}")),
                "issue_date": _date(start, issued),
                "due_date": _date(start, issued + draw(some(-3, 0, 1, 2, 14, 30, 500))),
                "amount": draw(some(0.01, 100.0, 100.0, 1_234.56)),
            }
        )
    return rows


STARTS = ("2026-01-01", "2025-03-31", "2026-05-02", "2024-02-29", "2025-08-15", "2025-12-17")


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw two scenarios that share their start, length, calendar and tables of invoices."""
    start = datetime.date.fromisoformat(draw(some(*STARTS)))
    calendar = draw(some("FR", "FR", "seven_day", "DE"))
    natural = SEVEN_DAY_BINS if calendar == "seven_day" else FIVE_DAY_BINS
    bins = draw(some(natural, (0, 1), (-3, 0, 1, 2, 5, 20)))
    names = draw(st.lists(some(*SEGMENTS), unique=True, min_size=1, max_size=3))
    tree: Tree = {
        "start": start,
        "calendar": calendar,
        "months": draw(st.integers(1, 4)),
        "warm_up_months": draw(st.integers(0, 3)),
        "seed": draw(st.integers(0, 2**32 - 1)),
        "firm": draw(firms()),
        "segments": {name: draw(segments(bin_names(bins))) for name in names},
        "behaviour": draw(behaviours(bins)),
        "policy": draw(policies()),
    }
    if draw(st.booleans()):
        tree["policy_before"] = draw(policies())
    ids = [f"{name}-{n:04d}" for name, segment in tree["segments"].items() for n in range(1, segment["customers"] + 1)]
    rows: list[Row] = []
    if draw(st.booleans()):
        rows = draw(customer_rows(names, bin_names(bins)))
        tree["customers"] = customer_table(rows, bin_names(bins))
        ids = [str(row["customer_id"]) for row in rows]
        if draw(st.booleans()):
            tree["opening"] = table(draw(opening_rows(ids, start)))
    if ids and draw(some(False, False, True)):
        tree["orders"] = table(draw(order_rows(ids, start)))
    other = draw(changes(tree, rows, bins))
    return Case(Scenario.model_validate({"name": "base"} | tree), Scenario.model_validate({"name": "change"} | other))


@st.composite
def changes(draw: st.DrawFn, tree: Tree, rows: list[Row], bins: tuple[int, ...]) -> Tree:
    """Draw what may differ from the start on: any part but the calendar and the tables of invoices."""
    other = dict(tree)
    parts = draw(st.sets(some("policy", "behaviour", "firm", "segments", "customers"), min_size=1))
    for part, strategy in (("policy", policies()), ("behaviour", behaviours(bins)), ("firm", firms())):
        if part in parts:
            other[part] = draw(strategy)
    names = list(tree["segments"])
    if "segments" in parts:
        if not rows:
            names = draw(st.lists(some(*SEGMENTS), unique=True, min_size=1, max_size=3))
        other["segments"] = {name: draw(segments(bin_names(bins))) for name in names}
    if "customers" in parts and rows:
        redrawn = draw(customer_rows(names, bin_names(bins)))
        other["customers"] = customer_table(redrawn, bin_names(bins))
    return other
