"""Small scenarios made by hand: every order given, every payer certain, so that a calendar on the wall tells what must happen.

A hazard of 4 under a frailty of 1000 approves on its first day, whatever the draw; a hazard of 0 never does.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from simlib.ledger.events import Column, Kind
from simlib.rules.channels import CHANNEL_NAMES, Channel, channel_name
from simlib.scenario import Scenario
from simlib.scenario.behaviour import bin_names
from tests.engine.both import Events
from tests.strategies import Tree, customer_table, table

BINS = (-5, 0, 1, 6)
NAMES = bin_names(BINS)
ON_THE_DAY = {"d0": 4.0}
NEVER: dict[str, float] = {}
CERTAIN = {"delivery": 1.0, "wrong_contact": 0.0, "hazard_ratio": 2.0}

Order = tuple[str, str, str] | tuple[str, str, str, float]
"""Customer, issue date, due date, amount (100 where it is left out)."""


@dataclass(frozen=True)
class Handmade:
    """A scenario and what it must tell.

    Attributes:
        name: What it is about.
        scenario: What happens.
        expected: Events of some kinds in order, each ``date who [detail]``; see `told`.
        base: What happens until the start, where that is another scenario.
    """

    name: str
    scenario: Scenario
    expected: Mapping[Kind, Sequence[str]] = field(default_factory=dict)
    base: Scenario | None = None

    def told(self, events: Events, kind: Kind) -> list[str]:
        """Return the events of a kind as short lines: date, customer or invoice, channel or minutes or what is unpaid."""
        ids = self.ids
        lines = []
        for event in events[events[:, Column.KIND] == kind].tolist():
            day = datetime.date.fromordinal(event[Column.DAY] + datetime.date(1970, 1, 1).toordinal())
            who, number = ids[event[Column.CUSTOMER]], event[Column.INVOICE]
            lines.append(
                " ".join([day.isoformat(), who if number < 0 else f"{who}/{number + 1}", *_detail(kind, event)])
            )
        return lines

    @property
    def ids(self) -> list[str]:
        """Ids of the customers, sorted."""
        from simlib.scenario.tables import read_customers

        assert self.scenario.customers is not None
        return list(read_customers(self.scenario.customers)["customer_id"])


def _detail(kind: Kind, event: list[int]) -> list[str]:
    if kind in (Kind.WRITTEN, Kind.REMINDED):
        return [channel_name(Channel(event[Column.REF]))] + (
            ["paid"] if kind is Kind.REMINDED and not event[Column.OPEN] else []
        )
    return [str(event[Column.REF])] if kind in (Kind.RANG, Kind.CALLED) else []


def firm(
    orders: Sequence[Order],
    hazards: Mapping[str, float] = NEVER,
    steps: Sequence[tuple[int, str] | tuple[int, str, float]] = (),
    customers: Mapping[str, Tree] | None = None,
    **values: Any,
) -> Scenario:
    """Return a firm with orders given one by one and a plan for all; `values` go to dotted paths, ``__`` for a dot."""
    ids = sorted({order[0] for order in orders})
    rows = [{"customer_id": name, "segment": "s", "frailty": 1_000.0} | (customers or {}).get(name, {}) for name in ids]
    given = [
        {
            "customer_id": o[0],
            "issue_date": o[1],
            "due_date": o[2],
            "amount": o[3] if len(o) > 3 else 100.0,
            "invoice_id": "",
        }
        for o in orders
    ]
    plan = {
        f"step_{n}": {"day": s[0], "channel": s[1], "min_amount": s[2] if len(s) > 2 else 0.0}
        for n, s in enumerate(steps)
    }
    scenario = Scenario.model_validate(
        {
            "start": datetime.date(2026, 1, 1),
            "months": 6,
            "firm": {"transmission_days": 0},
            "segments": {
                "s": {
                    "hazards": dict.fromkeys(NAMES, 0.0) | dict(hazards),
                    "bank_days": 0,
                    "match_days": 0,
                    "frailty_spread": 0.0,
                }
            },
            "behaviour": {
                "bins": list(BINS),
                "dependence": {"customer_week": 0.0, "week": 0.0},
                "channels": dict.fromkeys(CHANNEL_NAMES, CERTAIN),
            },
            "policy": {"reminders": {"plans": {"default": {"steps": plan}}}},
            "customers": customer_table(rows, NAMES),
            "orders": table(given),
        }
    )
    return scenario.with_({path.replace("__", "."): value for path, value in values.items()})


RUNS = Kind.TRANSFERRED
CALLS = {"policy__calls__collectors": 1.0, "policy__calls__presence": 1.0}

CASES = (
    Handmade(
        "a due day on a weekend rolls to Monday, and is on time there",
        firm([("a", "2026-01-05", "2026-01-31")], ON_THE_DAY),
        {Kind.APPROVED: ["2026-02-02 a/1"], Kind.APPLIED: ["2026-02-02 a/1"]},
    ),
    Handmade(
        "a due day on a holiday before a weekend rolls over both",
        firm([("a", "2026-04-01", "2026-05-01")], ON_THE_DAY),
        {Kind.APPROVED: ["2026-05-04 a/1"]},
    ),
    Handmade(
        "where every day counts nothing rolls",
        firm([("a", "2026-01-05", "2026-01-31"), ("a", "2026-01-05", "2026-05-01")], ON_THE_DAY, calendar="seven_day"),
        {Kind.APPROVED: ["2026-01-31 a/1", "2026-05-01 a/2"]},
    ),
    Handmade(
        "an invoice received after its due day meets the due day's hazard on receipt",
        firm([("a", "2026-03-02", "2026-03-04")], ON_THE_DAY, firm__transmission_days=10),
        {Kind.RECEIVED: ["2026-03-12 a/1"], Kind.APPROVED: ["2026-03-12 a/1"]},
    ),
    Handmade(
        "after a late receipt the bins are those of the true lateness",
        firm([("a", "2026-03-02", "2026-03-04")], {"d1": 4.0}, firm__transmission_days=5),
        {Kind.RECEIVED: ["2026-03-09 a/1"], Kind.APPROVED: ["2026-03-10 a/1"]},
    ),
    Handmade(
        "no hazard before receipt, which moves from a closed day",
        firm([("a", "2026-01-02", "2026-01-20")], {"early": 4.0}, firm__transmission_days=1),
        {Kind.RECEIVED: ["2026-01-05 a/1"], Kind.APPROVED: ["2026-01-05 a/1"]},
    ),
    Handmade(
        "due before it is issued, on a Sunday; received on Monday, approved there",
        firm([("a", "2026-02-01", "2026-01-15")], ON_THE_DAY),
        {Kind.ISSUED: ["2026-02-01 a/1"], Kind.RECEIVED: ["2026-02-02 a/1"], Kind.APPROVED: ["2026-02-02 a/1"]},
    ),
    Handmade(
        "a month end on a closed day is paid the day before; other runs the day after",
        firm(
            [("a", "2026-01-05", "2026-01-12"), ("b", "2026-01-05", "2026-02-13"), ("c", "2026-01-05", "2026-04-03")],
            ON_THE_DAY,
            customers={"a": {"runs": "end"}, "b": {"runs": "days:15,31"}, "c": {"runs": "weekly:0"}},
        ),
        {RUNS: ["2026-01-30 a/1", "2026-02-16 b/1", "2026-04-07 c/1"]},
    ),
    Handmade(
        "approved on a run day is paid in that run, the day after waits for the next",
        firm(
            [("a", "2026-01-05", "2026-01-15"), ("a", "2026-01-05", "2026-01-16"), ("b", "2026-01-05", "2026-02-26")],
            ON_THE_DAY,
            customers={"a": {"runs": "days:15,31"}, "b": {"runs": "days:30"}},
        ),
        {RUNS: ["2026-01-15 a/1", "2026-01-30 a/2", "2026-02-27 b/1"]},
    ),
    Handmade(
        "bank and books count business days",
        firm([("a", "2026-01-05", "2026-04-02")], ON_THE_DAY, customers={"a": {"bank_days": 1, "match_days": 2}}),
        {Kind.TRANSFERRED: ["2026-04-02 a/1"], Kind.PAID: ["2026-04-03 a/1"], Kind.APPLIED: ["2026-04-08 a/1"]},
    ),
    Handmade(
        "two equal orders a day are two invoices; one beyond the end is none",
        firm(
            [("a", "2026-01-05", "2026-01-06"), ("a", "2026-01-05", "2026-01-06"), ("a", "2026-07-01", "2026-07-02")],
            ON_THE_DAY,
        ),
        {Kind.ORDERED: ["2026-01-05 a/1", "2026-01-05 a/2"], Kind.PAID: ["2026-01-06 a/1", "2026-01-06 a/2"]},
    ),
    Handmade(
        "a step on a closed day acts on the next business day, one past at the issue never does",
        firm([("a", "2026-01-05", "2026-01-09"), ("b", "2026-01-15", "2026-01-09")], steps=[(1, "email"), (3, "sms")]),
        {Kind.WRITTEN: ["2026-01-12 a sms"]},
    ),
    Handmade(
        "of steps of one day the strongest is sent, the other dropped",
        firm([("a", "2026-01-05", "2026-01-09")], steps=[(3, "letter"), (3, "email")]),
        {Kind.WRITTEN: ["2026-01-12 a letter"], Kind.REMINDED: ["2026-01-12 a/1 letter"]},
    ),
    Handmade(
        "a step that waits for the gap gives way to the next one due",
        firm(
            [("a", "2026-01-05", "2026-01-12")],
            steps=[(1, "email"), (2, "sms"), (8, "email")],
            policy__reminders__gap_days=10,
        ),
        {Kind.WRITTEN: ["2026-01-13 a email", "2026-01-27 a email"]},
    ),
    Handmade(
        "a formal notice neither waits for the gap nor renews it",
        firm([("a", "2026-01-05", "2026-01-12")], steps=[(1, "email"), (2, "formal_notice"), (3, "sms")]),
        {Kind.WRITTEN: ["2026-01-13 a email", "2026-01-14 a formal_notice", "2026-01-16 a sms"]},
    ),
    Handmade(
        "one touch covers all candidates of its channel, the weaker ones wait",
        firm(
            [("a", "2026-01-05", "2026-01-09"), ("a", "2026-01-05", "2026-01-10"), ("a", "2026-01-05", "2026-01-12")],
            steps=[(0, "email"), (3, "letter"), (43, "sms")],
            policy__reminders__gap_days=1,
        ),
        {
            Kind.WRITTEN: [
                "2026-01-09 a email",
                "2026-01-12 a letter",
                "2026-01-13 a letter",
                "2026-01-14 a email",
                "2026-01-15 a letter",
                "2026-02-23 a sms",
                "2026-02-24 a sms",
            ],
            Kind.REMINDED: [
                "2026-01-09 a/1 email",
                "2026-01-12 a/1 letter",
                "2026-01-13 a/2 letter",
                "2026-01-14 a/3 email",
                "2026-01-15 a/3 letter",
                "2026-02-23 a/1 sms",
                "2026-02-23 a/2 sms",
                "2026-02-24 a/3 sms",
            ],
        },
    ),
    Handmade(
        "a statement covers all that is open, due or not, and settles its own steps only",
        firm(
            [("a", "2026-01-05", "2026-01-08"), ("a", "2026-01-05", "2026-03-31"), ("b", "2026-01-05", "2026-01-08")],
            steps=[(1, "statement")],
            months=2,
        ),
        {
            Kind.WRITTEN: ["2026-01-09 a statement", "2026-01-09 b statement"],
            Kind.REMINDED: ["2026-01-09 a/1 statement", "2026-01-09 a/2 statement", "2026-01-09 b/1 statement"],
        },
    ),
    Handmade(
        "the least amount looks at all that is overdue; before the due date, at what is to be announced",
        firm(
            [("a", "2026-01-05", "2026-01-12"), ("a", "2026-01-05", "2026-01-20"), ("b", "2026-01-05", "2026-01-20")],
            steps=[(-5, "sms", 150.0), (1, "email", 150.0)],
            customers={"b": {}},
        ),
        {Kind.WRITTEN: ["2026-01-21 a email"], Kind.REMINDED: ["2026-01-21 a/1 email", "2026-01-21 a/2 email"]},
    ),
    Handmade(
        "money in the bank and not in the books is reminded all the same",
        firm([("a", "2026-01-05", "2026-01-12")], ON_THE_DAY, [(2, "email")], {"a": {"match_days": 5}}),
        {Kind.REMINDED: ["2026-01-14 a/1 email paid"], Kind.APPLIED: ["2026-01-19 a/1"]},
    ),
    Handmade(
        "equal customers are called by name; the budget is used up to the minute",
        firm(
            [(name, "2026-01-05", "2026-01-12") for name in "cab"],
            steps=[(1, "call")],
            behaviour__channels__call__delivery=0.0,
            behaviour__ring_minutes=5,
            policy__calls__minutes_per_day=10,
            months=1,
            **CALLS,
        ),
        {
            Kind.RANG: [
                f"2026-01-{day} {name} 5"
                for day in (13, 14, 15, 16, 19, 20, 21, 22, 23, 26, 27, 28, 29, 30)
                for name in "ab"
            ]
        },
    ),
    Handmade(
        "the last call may run over the budget; a reached customer leaves the queue",
        firm(
            [
                ("a", "2026-01-05", "2026-01-12"),
                ("b", "2026-01-05", "2026-01-12", 900.0),
                ("c", "2026-01-05", "2026-01-12", 500.0),
            ],
            steps=[(1, "call")],
            behaviour__talk_minutes=1.0,
            policy__calls__minutes_per_day=1,
            **CALLS,
        ),
        {
            Kind.CALLED: ["2026-01-13 b/1 1", "2026-01-14 c/1 1", "2026-01-15 a/1 1"],
            Kind.TALKED: ["2026-01-13 b", "2026-01-14 c", "2026-01-15 a"],
        },
    ),
    Handmade(
        "by age, the oldest delay is called first and amounts do not count",
        firm(
            [
                ("a", "2026-01-05", "2026-01-12", 900.0),
                ("b", "2026-01-05", "2026-01-09"),
                ("c", "2026-01-05", "2026-01-09", 50.0),
            ],
            steps=[(6, "call")],
            behaviour__talk_minutes=1.0,
            policy__calls__minutes_per_day=1,
            policy__calls__priority="age",
            **CALLS,
        ),
        {Kind.TALKED: ["2026-01-15 b", "2026-01-16 c", "2026-01-19 a"]},
    ),
    Handmade(
        "calls announced before due days beyond the end queue by those days",
        firm(
            [("a", "2026-01-05", "2026-02-20"), ("b", "2026-01-05", "2026-02-10")],
            steps=[(-30, "call")],
            behaviour__talk_minutes=1.0,
            policy__calls__minutes_per_day=1,
            months=1,
            **CALLS,
        ),
        {Kind.TALKED: ["2026-01-12 b", "2026-01-21 a"]},
    ),
    Handmade(
        "nobody calls without collectors; nothing reaches wrong contact data",
        firm(
            [("a", "2026-01-05", "2026-01-12")],
            steps=[(1, "email"), (2, "call")],
            behaviour__channels__email__wrong_contact=1.0,
        ),
        {Kind.WRITTEN: ["2026-01-13 a email"], Kind.DELIVERED: [], Kind.CALLED: []},
    ),
)
