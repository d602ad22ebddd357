"""Who takes part: customers and invoices, with what is known of each on a day."""

from dataclasses import dataclass, field
from typing import NamedTuple

from simlib.rules.channels import Channel

LONG_AGO = -1_000_000
"""Business-day number of a touch that never was."""


@dataclass(eq=False)
class Touched:
    """A delivered touch in force: until which business day, and the log of its hazard ratio."""

    until: int
    log_ratio: float


class Spell(NamedTuple):
    """Business days, from `since` to `until` not included, of one daily hazard, in hazard units."""

    since: int
    until: int
    hazard: int


@dataclass(eq=False)
class Invoice:
    """An invoice: what was agreed, what is left of its draw, where it stands in its reminder plan."""

    customer: "Customer"
    ordinal: int
    gross: int
    ordered_on: int
    issued_on: int
    remaining: int
    due_on: int = 0
    rolled: int = 0
    received: int = 0
    accrues: int = 0
    waits_approval: bool = False
    is_paid: bool = False
    plan: int = 0
    next_step: int = 0
    pending: int | None = None
    touches: list[Touched] = field(default_factory=list)
    delivered: list[int] = field(default_factory=lambda: [0] * len(Channel))


@dataclass(eq=False)
class Customer:
    """A customer: its pace, size and habits, its next order, and its invoices open in the books."""

    place: int
    entity: int
    pace_before: float = 0.0
    pace: float = 0.0
    world_pace: float = 0.0
    mean_amount: float = 0.0
    frailty: float = 1.0
    runs: int = 0
    wrong_contact: list[bool] = field(default_factory=list)
    ordinal: int = 0
    arrival: float = 0.0
    amount_draw: float = 0.0
    last_written: int = LONG_AGO
    open_invoices: list[Invoice] = field(default_factory=list)
