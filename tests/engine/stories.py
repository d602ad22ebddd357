"""What stories are told with: small firms, days, events as lines.

2026-01-01 is a Thursday. A hazard of 4 under a frailty of 1000 approves on its first day; where a share below one decides, a seed is taken
under which it does.
"""

import datetime
from collections.abc import Sequence
from typing import Any

from simlib.days import to_date, to_day
from simlib.ledger.events import Column, Kind
from tests.engine.both import Events, rows_of
from tests.engine.handmade import firm

NEW_YEAR = [("a", "2026-01-05", "2026-01-12")]
"""Issued on a Monday, due on the next."""

SEEDS = {
    "goods": 2,
    "pretext": 7,
    "error": 1,
    "three": 1,
    "reject": 2,
    "overpaid": 1,
    "diverted": 16,
    "hardship": 1,
    "lapse": 4,
    "insolvent": 28,
    "insolvent dispute": 2,
    "waits": 1,
    "oversight": 1,
    "never": 1,
}
"""Seeds under which chance deals what a story tells."""

ALWAYS = {"d0": 4.0, "d1": 4.0, "d6": 4.0}

DISPUTED = {
    "firm__error_rate": 0.3,
    "behaviour__disputes__goods": 0.3,
    "behaviour__disputes__false": 0.3,
    "behaviour__disputes__credit_share": 1.0,
    "behaviour__disputes__credit_part": 0.3,
    "policy__disputes__resolution_days": 0.5,
}


def day(date: str) -> int:
    """Return the number of a day."""
    return to_day(datetime.date.fromisoformat(date))


def told(events: Events, *kinds: Kind) -> list[str]:
    """Return the events of some kinds as lines: date, kind, customer and invoice, amount, reference, what the bank has not received."""
    lines = []
    for event in events.tolist():
        kind = Kind(event[Column.KIND])
        if kind in kinds or not kinds:
            who = "abcdefgh"[event[Column.CUSTOMER]] + (f"/{event[3] + 1}" if event[3] != -1 else "")
            numbers = f"{event[Column.AMOUNT]} {event[Column.REF]} {event[Column.OPEN]}"
            lines.append(f"{to_date(event[0]).isoformat()} {kind.name.lower()} {who} {numbers}")
    return lines


def live(engine: str, hazards: dict[str, float], orders: Sequence[Any] = NEW_YEAR, **values: Any) -> Events:
    """Return the events of a small firm."""
    return rows_of(firm(orders, hazards, **values), engine)


def np_in(events: Events, *kinds: Kind) -> Any:
    """Return which events are of some kinds."""
    return sum(events[:, Column.KIND] == kind for kind in kinds) > 0
