"""Who takes part: customers and invoices, with what is known of each on a day."""

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from simlib.days import NEVER
from simlib.rules.cash import Method
from simlib.rules.channels import Channel
from simlib.rules.classes import PayerClass
from simlib.rules.disputes import NO_CAUSE
from simlib.rules.invoicing import InvoiceChannel

LONG_AGO = -1_000_000
"""Business-day number of a touch that never was."""

NO_DISCOUNT = -1
"""Business-day number in place of a discount's last day where none is taken."""


class Stage(Enum):
    """Where an invoice stands."""

    UNDER_WAY = auto()
    """Held, ordered or issued; the customer has not received it."""
    WAITING = auto()
    """For the customer's approval: hazard counts."""
    APPROVED = auto()
    """For the customer's payment run."""
    PAYING = auto()
    """A payment is on its way to the bank and the books."""
    DISPUTED = auto()
    PLANNED = auto()
    """For the next instalment of its plan."""
    HANDED = auto()
    """At an agency or in court."""
    FROZEN = auto()
    """Its customer is insolvent; it waits to be written off."""
    DIVERTED = auto()
    """Its payment went to a swindler; it waits to be written off."""
    CLOSED = auto()


class Rung(Enum):
    """What comes after an invoice's reminders."""

    HANDOVER = auto()
    GIVE_UP = auto()


@dataclass(eq=False, slots=True)
class Touched:
    """A delivered touch in force: until which business day, and the log of its hazard ratio."""

    until: int
    log_ratio: float


class Spell(NamedTuple):
    """Business days, from `since` to `until` not included, of one daily hazard, in hazard units."""

    since: int
    until: int
    hazard: int


@dataclass(eq=False, slots=True)
class Tally:
    """A sum that is read as it stood on the evening before: what happens today does not count today."""

    day: int = LONG_AGO
    now: int = 0
    before: int = 0

    def add(self, day: int, amount: int) -> None:
        """Add what happens on a day."""
        if day > self.day:
            self.day, self.before = day, self.now
        self.now += amount

    def eve_of(self, day: int) -> int:
        """Return the sum on the evening before a day."""
        return self.now if day > self.day else self.before


@dataclass(eq=False, slots=True)
class Invoice:
    """An invoice: what was agreed, what is left of it and of its draw, where it stands.

    Attributes:
        address: Entity and ordinal by which its draws are addressed.
        left: Open in the books.
        in_bank: Of that, received by the bank and not matched yet.
        discount: Of that, what a payment under way leaves out.
        plan: Number of the present plan for its life; a process of an earlier plan is out of date.
        next_step: Next step of its reminder plan, which ends before `end_step`.
        pending: Step whose day has come, and that was not carried out.
        desk_day: Day on which the desk looks at it next, for a step of its plan or for what comes after.
    """

    customer: "Customer"
    ordinal: int
    address: tuple[int, int]
    gross: int
    remaining: int
    ordered_on: int = 0
    issued_on: int = 0
    due_on: int = 0
    rolled: int = 0
    received: int = 0
    accrues: int = 0
    left: int = 0
    in_bank: int = 0
    discount: int = 0
    payer: int = PayerClass.ORDINARY
    channel: int = InvoiceChannel.PAPER
    cause: int = NO_CAUSE
    stage: Stage = Stage.UNDER_WAY
    plan: int = 0
    discount_on: int = NO_DISCOUNT
    is_factored: bool = False
    pays_by_transfer: bool = False
    has_paid: bool = False
    is_noted: bool = False
    is_promised: bool = False
    is_in_plan: bool = False
    is_touched: bool = False
    is_noticed: bool = False
    is_linked: bool = False
    next_step: int = 0
    end_step: int = 0
    pending: int | None = None
    desk_day: int = NEVER
    rung: Rung = Rung.HANDOVER
    touches: list[Touched] = field(default_factory=list)
    delivered: list[int] = field(default_factory=lambda: [0] * len(Channel))

    @property
    def unpaid(self) -> int:
        """What the bank has not received yet."""
        return self.left - self.in_bank - self.discount

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for the customer's approval."""
        return self.stage is Stage.WAITING

    @property
    def method(self) -> int:
        """How it is paid: as its customer pays, by transfer after a reject or a dispute."""
        return Method.TRANSFER if self.pays_by_transfer else self.customer.method

    @property
    def place(self) -> tuple[int, int]:
        """Its place among all invoices: customer first."""
        return self.customer.place, self.ordinal


@dataclass(eq=False, slots=True)
class Promise:
    """A promise that runs: its number among the customer's, what it covers."""

    number: int
    total: int
    covered: list[Invoice]


@dataclass(eq=False, slots=True)
class Customer:
    """A customer: its traits, its next order, its invoices open in the books, what it has been through.

    Attributes:
        shift: Business days by which a shock makes it pay later.
        adopts_on: Day on which a policy that comes in by and by reaches it.
        handed: Number of its invoices at an agency or in court.
        exposure: Accepted and not settled, in cents.
        paid: Number of its invoices fully paid, and by how many days late in all.
    """

    place: int
    entity: int
    pace_before: float = 0.0
    pace: float = 0.0
    world_pace: float = 0.0
    mean_amount: float = 0.0
    frailty: float = 1.0
    runs: int = 0
    wrong_contact: list[bool] = field(default_factory=list)
    channel: int = InvoiceChannel.PAPER
    method: int = Method.TRANSFER
    is_portal: bool = False
    pays_in_parts: bool = False
    percentile: float = 0.0
    limit: int = 0
    hurdle: float = 0.0
    is_factored: bool = False
    adopts_on: int = LONG_AGO
    shift: int = 0
    risk_before: float = 0.0
    risk: float = 0.0
    life_time: float = 0.0
    ordinal: int = 0
    arrival: float = 0.0
    amount_draw: float = 0.0
    last_written: int = LONG_AGO
    open_invoices: list[Invoice] = field(default_factory=list)
    insolvent_on: int = NEVER
    known_insolvent_on: int = NEVER
    goodwill: float = 1.0
    goodwill_on: int = 0
    promise: Promise | None = None
    promises: int = 0
    broke_promise: bool = False
    plans: int = 0
    handed: int = 0
    handovers: int = 0
    charged_on: int = LONG_AGO
    exposure: Tally = field(default_factory=Tally)
    paid: Tally = field(default_factory=Tally)
    paid_late: Tally = field(default_factory=Tally)

    @property
    def is_insolvent(self) -> bool:
        """Whether it has failed."""
        return self.insolvent_on != NEVER
