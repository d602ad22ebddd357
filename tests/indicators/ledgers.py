"""Random small ledgers: every kind of event, in lives that an engine could tell, and some that it could not."""

from dataclasses import dataclass, field

import numpy as np
from hypothesis import strategies as st

from simlib.indicators.fold import FACTORED_MARK, HANDED_BEFORE_MARK, INSTALMENT_MARK, UNNOTED_MARK
from simlib.ledger.events import WIDTH, Column, Kind
from simlib.rules.channels import Channel

FIRST = 20_089  # 2025-01-01
LAST = FIRST + 240
CUSTOMERS = 3

Rows = list[list[int]]


def row(kind: Kind, day: int, customer: int, invoice: int = -1, amount: int = 0, ref: int = 0, *of: int) -> list[int]:
    """Return one event; ``of`` is issue day, due day, gross and what is left open."""
    return [day, kind, customer, invoice, amount, ref, *(of or (0, 0, 0, 0))]


@dataclass
class Life:
    """An invoice on its way: what is left of it, what the bank lacks, and the day it has come to."""

    draw: st.DrawFn
    customer: int
    number: int
    issued: int
    due: int
    gross: int
    day: int
    mark: int = 0
    rows: Rows = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin with all of it open."""
        self.left = self.gross

    def tell(self, kind: Kind, amount: int, ref: int = 0, unpaid: int | None = None, day: int | None = None) -> None:
        """Write an event of today, or of another day."""
        of = (self.issued, self.due, self.gross, self.left if unpaid is None else unpaid)
        when = self.day if day is None else day
        self.rows.append(row(kind, when, self.customer, self.number, amount, ref, *of))

    def wait(self, least: int, most: int) -> None:
        """Let days pass."""
        self.day += self.draw(st.integers(least, most))

    def part(self) -> int:
        """Draw a part of what is left, or all of it."""
        return self.left if self.draw(st.booleans()) else self.draw(st.integers(1, self.left))

    def pay(self, amount: int, slow: int = 6, ref: int = 0) -> None:
        """Pay today, late fee included if late; the books know it some days after."""
        unpaid = self.left - amount
        self.tell(Kind.PAID, amount, self.mark, unpaid)
        if self.day > self.due and self.draw(st.integers(0, 3)) == 0:
            self.tell(Kind.INTEREST, self.draw(st.integers(1, 5_000)), 0, unpaid)
        self.wait(0, slow)
        self.left = unpaid
        self.tell(Kind.APPLIED, amount, ref)

    def pay_in_parts(self) -> None:
        """Pay up to three times."""
        for _ in range(self.draw(st.integers(0, 3))):
            self.wait(0, 70)
            self.pay(self.part())
            if self.left == 0:
                return

    def be_debited(self) -> None:
        """Be collected by direct debit, on the due day or any, that may come back."""
        self.day = max(self.day, self.due)
        if self.draw(st.booleans()):
            self.wait(0, 60)
        amount, collected = self.left, self.day
        self.pay(amount, slow=0)
        if self.draw(st.booleans()):
            self.wait(1, 5)
            self.left = amount
            self.tell(Kind.REJECTED, amount, collected + self.mark)
            self.pay_in_parts()

    def take_a_discount(self) -> None:
        """Pay less, and be credited the rest when that is matched."""
        self.wait(0, 20)
        discount = self.draw(st.integers(0, self.left - 1))
        paid = self.left - discount
        self.tell(Kind.PAID, paid, self.mark, 0)
        self.wait(0, 6)
        self.left = discount
        self.tell(Kind.APPLIED, paid, 0, 0)
        self.tell(Kind.CREDITED, discount, 2 + self.mark, 0)

    def be_disputed(self) -> None:
        """Be disputed; the firm may learn of it; it is settled, perhaps by a credit note, or an insolvency ends it."""
        cause = self.draw(st.integers(1, 3))
        self.wait(0, 5)
        self.tell(Kind.DISPUTED, self.left, cause)
        self.wait(0, 30)
        noted = self.draw(st.booleans())
        if noted:
            self.tell(Kind.NOTED, self.left, cause)
        self.wait(0, 20)
        if not noted:
            self.tell(Kind.SETTLED, self.left, cause + UNNOTED_MARK)
            self.give_up(1)
            return
        if self.draw(st.booleans()):
            self.tell(Kind.TAKEN, self.left, self.draw(st.integers(1, 90)))
            self.wait(0, 40)
        self.tell(Kind.SETTLED, self.left, cause)
        if self.draw(st.booleans()):
            credit = self.part()
            self.left -= credit
            self.tell(Kind.CREDITED, credit, 1 + self.mark)
        if self.left:
            self.pay_in_parts()

    def be_planned(self) -> None:
        """Be paid by instalments, or not to the end."""
        self.day = max(self.day, self.due + 1)
        self.wait(0, 20)
        self.tell(Kind.PLANNED, self.left, 3)
        for _ in range(self.draw(st.integers(0, 3))):
            self.wait(1, 40)
            self.pay(self.part(), slow=0, ref=INSTALMENT_MARK)
            if self.left == 0:
                return
        if self.draw(st.booleans()):
            self.wait(0, 30)
            self.tell(Kind.LAPSED, self.left)
            self.pay_in_parts()

    def be_handed_over(self) -> None:
        """Go to an agency, a court or both, that get it or not."""
        self.day = max(self.day, self.due + 1)
        self.wait(0, 60)
        steps = self.draw(st.sampled_from([[1], [2], [1, 2 + HANDED_BEFORE_MARK]]))
        for ref in steps:
            self.tell(Kind.HANDED, self.left, ref)
            self.wait(1, 60)
        if self.draw(st.booleans()):
            amount = self.left
            self.pay(amount, slow=0)
            self.tell(Kind.CHARGED, amount // 9, 1)
        else:
            self.give_up(4)

    def be_diverted(self) -> None:
        """Be paid to a stranger."""
        self.wait(0, 70)
        self.tell(Kind.DIVERTED, self.left)
        self.wait(0, 30)
        self.give_up(3)

    def give_up(self, why: int) -> None:
        """Be written off; the tax comes back some day."""
        self.wait(0, 90)
        amount, self.left = self.left, 0
        self.tell(Kind.WRITTEN_OFF, amount, why + self.mark)
        self.wait(0, 60)
        self.tell(Kind.VAT_BACK, amount // 6, self.mark)


@st.composite
def invoices(draw: st.DrawFn, number: int) -> Rows:
    """Draw the events of one invoice."""
    customer = draw(st.integers(0, CUSTOMERS - 1))
    gross = draw(st.integers(1, 500_000))
    if draw(st.integers(0, 5)) == 0:
        entered, issued = FIRST + draw(st.sampled_from([0, 0, 45])), FIRST - draw(st.integers(0, 150))
        due = issued + draw(st.integers(0, 180))
        life = Life(draw, customer, number, issued, due, gross, entered)
        life.tell(Kind.OPENED, gross)
    else:
        ordered = FIRST + draw(st.integers(0, 235))
        due = ordered + draw(st.integers(-10, 90))
        held = draw(st.sampled_from([0, 0, 0, 0, 1, 2]))
        reviews = [row(Kind.HELD, ordered + n, customer, number, gross, n, 0, 0, gross, gross) for n in range(held)]
        if draw(st.integers(0, 9)) == 0:
            why = draw(st.integers(1, 3))
            return [*reviews, row(Kind.LOST, ordered + held, customer, number, gross, why, 0, 0, gross, gross)]
        issued = ordered + held + draw(st.integers(0, 40))
        life = Life(draw, customer, number, issued, due, gross, issued, rows=reviews)
        life.tell(Kind.ORDERED, gross, day=ordered + held)
        life.tell(Kind.ISSUED, gross)
        if draw(st.integers(0, 2)) == 0:
            life.mark = FACTORED_MARK
            life.tell(Kind.FACTORED, gross)
    fates = (
        Life.pay_in_parts,
        Life.pay_in_parts,
        Life.be_debited,
        Life.be_debited,
        Life.take_a_discount,
        Life.be_disputed,
        Life.be_planned,
        Life.be_handed_over,
        Life.be_diverted,
        lambda life: life.give_up(draw(st.integers(1, 2))),
    )
    draw(st.sampled_from(fates))(life)
    return life.rows


@st.composite
def contacts(draw: st.DrawFn) -> Rows:
    """Draw one written touch or one call, with the invoice events that go with it."""
    customer, day = draw(st.integers(0, CUSTOMERS - 1)), FIRST + draw(st.integers(0, 240))
    if draw(st.booleans()):
        channel = draw(st.sampled_from([channel for channel in Channel if channel is not Channel.CALL]))
        covered = [row(Kind.REMINDED, day, customer, 0, 5, channel) for _ in range(draw(st.integers(1, 3)))]
        wrongful = [row(Kind.WRONGFUL, day, customer, -1, 5, channel)] * draw(st.integers(0, 1))
        return [
            *covered,
            row(Kind.WRITTEN, day, customer, -1, 5, channel),
            row(Kind.DELIVERED, day, customer),
            *wrongful,
        ]
    kind = draw(st.sampled_from([Kind.RANG, Kind.TALKED]))
    return [row(Kind.CALLED, day, customer, 0, 5, 1), row(kind, day, customer, -1, 5, draw(st.integers(1, 20)))]


@st.composite
def matters(draw: st.DrawFn) -> Rows:
    """Draw one matter of a customer by itself: a promise, clerk's work, a payment too high, an insolvency, a fee."""
    customer, day = draw(st.integers(0, CUSTOMERS - 1)), FIRST + draw(st.integers(0, 240))
    amount, later = draw(st.integers(1, 300_000)), day + draw(st.integers(0, 60))
    ways = {
        "promise": [row(Kind.PROMISED, day, customer, -1, amount, later)],
        "kept": [row(Kind.KEPT, later, customer, -1, amount)],
        "broken": [row(Kind.BROKEN, later, customer, -1, amount)],
        "clerk": [row(Kind.CLERKED, day, customer, -1, amount, draw(st.integers(1, 30)))],
        "high": [row(Kind.OVERPAID, day, customer, -1, amount), row(Kind.REFUNDED, later, customer, -1, amount)],
        "insolvent": [row(Kind.INSOLVENT, day, customer, -1, amount)],
        "court": [row(Kind.CHARGED, day, customer, -1, amount // 20, 2)],
    }
    return ways[draw(st.sampled_from(list(ways)))]


@st.composite
def ledgers(draw: st.DrawFn) -> np.ndarray:
    """Draw an event log, ordered by day."""
    rows: Rows = []
    for number in range(draw(st.integers(1, 12))):
        rows += draw(invoices(number))
    for _ in range(draw(st.integers(0, 4))):
        rows += draw(contacts())
    for _ in range(draw(st.integers(0, 4))):
        rows += draw(matters())
    events = np.array(rows, dtype=np.int64).reshape(-1, WIDTH)
    return events[np.argsort(events[:, Column.DAY], kind="stable")]
