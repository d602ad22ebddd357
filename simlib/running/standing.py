"""Where customers and invoices stand at the end of a day, read from the events up to it, as the firm knows it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from simlib.days import NEVER
from simlib.ledger.events import Column, Kind
from simlib.ledger.log import Events
from simlib.rules.channels import Channel
from simlib.rules.credit import INSOLVENCY_KNOWN

Touch = tuple[int, int]
"""Day and channel."""

_MOVES: dict[int, int] = {Kind.REJECTED: 1, Kind.APPLIED: -1, Kind.CREDITED: -1, Kind.WRITTEN_OFF: -1}
_TOLD_BY_THE_BANK = (Kind.PAID, Kind.CREDITED, Kind.WRITTEN_OFF, Kind.REJECTED)


@dataclass(slots=True)
class Invoice:
    """One invoice open in the books.

    Attributes:
        left: Open in the books, cents.
        unpaid: What the bank lacks of it.
        received_on: Day on which the customer received it, `NEVER` where that is to come.
        noted_on: Day on which the firm learned that it is disputed, `NEVER` where it is not.
        touches: Written touches and calls about it.
        delivered: Those that got there.
    """

    customer: int
    ordinal: int
    issued_on: int
    due_on: int
    gross: int
    left: int
    unpaid: int
    received_on: int = NEVER
    noted_on: int = NEVER
    is_in_plan: bool = False
    is_handed: bool = False
    is_by_transfer: bool = False
    touches: set[Touch] = field(default_factory=set)
    delivered: list[Touch] = field(default_factory=list)

    @property
    def is_disputed(self) -> bool:
        """Whether the firm knows of a dispute."""
        return self.noted_on != NEVER

    @property
    def is_waiting(self) -> bool:
        """Whether its payment is left to the customer: neither in the bank, nor disputed, in a plan or handed over."""
        return self.unpaid > 0 and not (self.is_disputed or self.is_in_plan or self.is_handed)


@dataclass(slots=True)
class Customer:
    """One customer.

    Attributes:
        invoices: Its open invoices, by ordinal.
        exposure: What credit control watches: accepted and not settled, cents.
        last_touch: Day and channel of the last touch or call, None where there was none.
        last_reached: Day of the last delivered touch or reached call.
        promised: Promised day and sum of a promise that runs, None where there is none.
        broken_on: Day of a broken promise that nobody reached it about since, `NEVER` where there is none.
        insolvent_on: Day on which it failed, `NEVER` where it did not.
        paid: Number of its invoices fully paid, and by how many days late in all.
    """

    place: int
    invoices: dict[int, Invoice] = field(default_factory=dict)
    exposure: int = 0
    last_touch: Touch | None = None
    last_reached: int = -NEVER
    promised: tuple[int, int] | None = None
    broken_on: int = NEVER
    insolvent_on: int = NEVER
    paid: tuple[int, int] = (0, 0)

    def is_known_insolvent(self, day: int) -> bool:
        """Return whether the firm knows on a day that it failed."""
        return self.insolvent_on + INSOLVENCY_KNOWN <= day

    def overdue(self, day: int) -> list[Invoice]:
        """Return its invoices past due at the end of a day, oldest first."""
        late = [invoice for invoice in self.invoices.values() if invoice.due_on < day]
        return sorted(late, key=lambda invoice: (invoice.due_on, invoice.ordinal))


def standing(events: Events, customers: int, day: int) -> list[Customer]:
    """Return all customers as they stand at the end of a day, invoices closed in the books left out.

    Args:
        events: int64 ``[n, 10]``, in order.
        customers: Number of customers.
        day: The day.
    """
    found = [Customer(place) for place in range(customers)]
    for row in events[events[:, Column.DAY] <= day].tolist():
        _tell(found[row[Column.CUSTOMER]], row)
    for customer in found:
        customer.invoices = {ordinal: one for ordinal, one in customer.invoices.items() if one.left > 0}
        if customer.promised is not None and not any(one.is_waiting for one in customer.invoices.values()):
            customer.promised = None
        if customer.last_reached > customer.broken_on:
            customer.broken_on = NEVER
    return found


def _tell(customer: Customer, row: list[int]) -> None:
    """Take one event in."""
    kind, ordinal, day = row[Column.KIND], row[Column.INVOICE], row[Column.DAY]
    if kind == Kind.ORDERED:
        customer.exposure += row[Column.AMOUNT]
    elif kind in (Kind.ISSUED, Kind.OPENED):
        gross, issued, due = row[Column.GROSS], row[Column.ISSUED_ON], row[Column.DUE_ON]
        customer.invoices[ordinal] = Invoice(customer.place, ordinal, issued, due, gross, gross, gross)
        if kind == Kind.OPENED:
            customer.exposure += gross
            customer.invoices[ordinal].received_on = min(issued, day)
    elif ordinal in customer.invoices:
        _tell_invoice(customer, customer.invoices[ordinal], row)
    elif kind in (Kind.WRITTEN, Kind.RANG, Kind.TALKED):
        customer.last_touch = day, row[Column.REF] if kind == Kind.WRITTEN else Channel.CALL
        if kind == Kind.TALKED:
            _reach(customer, day, Channel.CALL)
    elif kind == Kind.DELIVERED:
        _reach(customer, day, row[Column.REF])
    elif kind == Kind.PROMISED:
        customer.promised, customer.broken_on = (row[Column.REF], row[Column.AMOUNT]), NEVER
    elif kind in (Kind.KEPT, Kind.BROKEN):
        customer.promised = None
        customer.broken_on = day if kind == Kind.BROKEN else NEVER
    elif kind == Kind.INSOLVENT:
        customer.insolvent_on, customer.promised, customer.broken_on = day, None, NEVER


def _tell_invoice(customer: Customer, invoice: Invoice, row: list[int]) -> None:
    kind, day = row[Column.KIND], row[Column.DAY]
    if kind in _MOVES:
        invoice.left += _MOVES[kind] * row[Column.AMOUNT]
        customer.exposure += _MOVES[kind] * row[Column.AMOUNT]
    if kind in _TOLD_BY_THE_BANK:
        invoice.unpaid = row[Column.OPEN]
    if kind == Kind.PAID and invoice.unpaid == 0:
        number, days = customer.paid
        customer.paid = number + 1, days + day - invoice.due_on
    elif kind == Kind.RECEIVED:
        invoice.received_on = day
    elif kind in (Kind.REMINDED, Kind.CALLED):
        invoice.touches.add((day, row[Column.REF] if kind == Kind.REMINDED else Channel.CALL))
    elif kind == Kind.NOTED:
        invoice.noted_on = day
    elif kind == Kind.SETTLED:
        invoice.noted_on, invoice.is_by_transfer = NEVER, True
    elif kind == Kind.REJECTED:
        invoice.is_by_transfer = True
    elif kind in (Kind.PLANNED, Kind.LAPSED):
        invoice.is_in_plan = kind == Kind.PLANNED
        if kind == Kind.PLANNED:
            customer.promised = None
    elif kind == Kind.HANDED:
        invoice.is_handed = True


def _reach(customer: Customer, day: int, channel: int) -> None:
    """Let a touch that got there be felt by the invoices that it was about."""
    customer.last_reached = day
    for invoice in _covered(customer, day, channel):
        invoice.delivered.append((day, channel))


def _covered(customer: Customer, day: int, channel: int) -> Iterator[Invoice]:
    return (invoice for invoice in customer.invoices.values() if (day, channel) in invoice.touches)
