"""Lives of invoices: found by what happens in them, told event by event."""

from collections.abc import Iterator
from dataclasses import dataclass

from simlib.ledger.events import PHASE_OF_KIND, Column, Kind
from simlib.ledger.log import EventLog

Row = list[int]

WITH_A_TOUCH = (Kind.DELIVERED, Kind.WRONGFUL)
WITH_A_CALL = (Kind.RANG, Kind.TALKED, Kind.PROMISED)
OF_A_PROMISE = (Kind.KEPT, Kind.BROKEN)
CONTACTS = (Kind.REMINDED, Kind.DELIVERED, Kind.RANG, Kind.TALKED, Kind.PROMISED)

STAGES: dict[Kind, str] = {
    Kind.HELD: "hold",
    Kind.ORDERED: "billing",
    Kind.ISSUED: "transit",
    Kind.OPENED: "approval",
    Kind.RECEIVED: "approval",
    Kind.DISPUTED: "dispute",
    Kind.SETTLED: "approval",
    Kind.PLANNED: "plan",
    Kind.LAPSED: "approval",
    Kind.HANDED: "legal",
    Kind.APPROVED: "run",
    Kind.TRANSFERRED: "bank",
    Kind.PAID: "match",
    Kind.APPLIED: "approval",
    Kind.REJECTED: "approval",
}
"""What an invoice waits for after an event."""


@dataclass(frozen=True)
class Stage:
    """A span of days in which an invoice waits for one thing."""

    name: str
    since: int
    until: int


@dataclass(frozen=True)
class Life:
    """One invoice's life, in order.

    Attributes:
        invoice: Its id.
        customer: Its customer's id.
        rows: Its own events, and those of its customer that are about it.
    """

    invoice: str
    customer: str
    rows: tuple[Row, ...]

    @property
    def due_on(self) -> int:
        """Its contractual due day."""
        return max(row[Column.DUE_ON] for row in self.rows)

    @property
    def gross(self) -> int:
        """Its amount with VAT, in cents."""
        return max(row[Column.GROSS] for row in self.rows)

    @property
    def paid_on(self) -> int | None:
        """The day on which the bank had all of it; None where it never had."""
        return next(
            (row[Column.DAY] for row in self.rows if row[Column.KIND] == Kind.PAID and not row[Column.OPEN]), None
        )

    @property
    def days_late(self) -> int | None:
        """Days from the due day to the last payment; None where it is not paid."""
        return None if self.paid_on is None else self.paid_on - self.due_on

    def of(self, *kinds: Kind) -> list[Row]:
        """Return its events of some kinds."""
        return [row for row in self.rows if row[Column.KIND] in kinds]

    def stages(self) -> list[Stage]:
        """Return what it waits for, span by span; the last one ends with its last event."""
        marks = [row for row in self.rows if row[Column.KIND] in STAGES and row[Column.INVOICE] != -1]
        ends = [row[Column.DAY] for row in marks[1:]] + [self.rows[-1][Column.DAY]]
        spans = [
            Stage(STAGES[Kind(row[Column.KIND])], row[Column.DAY], end) for row, end in zip(marks, ends, strict=True)
        ]
        return [span for span in spans if span.until > span.since]


def life_of(log: EventLog, invoice: str) -> Life | None:
    """Return the life of an invoice; None where the log has none of that id."""
    return next((life for life in _lives(log) if life.invoice == invoice), None)


def telling_life(log: EventLog, since: int) -> Life | None:
    """Return a life, begun from a day on, that is reminded, called about, promised, and paid late as promised.

    Of several, the one with the most kinds of contact, then the shortest. Where there is none, one that is reminded and paid late, or paid
    late; None where there is none either.
    """
    late = [life for life in _lives(log) if life.rows[0][Column.DAY] >= since and (life.days_late or 0) > 0]
    reminded = [life for life in late if life.of(Kind.REMINDED)]
    telling = [life for life in reminded if is_telling(life)]
    return min(telling or reminded or late, key=_how_telling, default=None)


def _how_telling(life: Life) -> tuple[int, int, str]:
    kinds = {row[Column.KIND] for row in life.of(*CONTACTS)}
    return -len(kinds), len(life.rows), life.invoice


def is_telling(life: Life) -> bool:
    """Return whether a life is reminded, promised in a call, and paid as promised."""
    kept = [row[Column.DAY] for row in life.of(Kind.KEPT)]
    approved = [row[Column.DAY] for row in life.of(Kind.APPROVED)]
    is_plain = not life.of(Kind.DISPUTED, Kind.HANDED, Kind.HELD)
    return bool(is_plain and life.of(Kind.REMINDED) and life.of(Kind.PROMISED) and {*kept} & {*approved})


def _lives(log: EventLog) -> Iterator[Life]:
    """Yield the lives of all invoices."""
    own: dict[tuple[int, int], list[Row]] = {}
    of_customer: dict[int, list[Row]] = {}
    for row in log.rows.tolist():
        if row[Column.INVOICE] == -1:
            of_customer.setdefault(row[Column.CUSTOMER], []).append(row)
        else:
            own.setdefault((row[Column.CUSTOMER], row[Column.INVOICE]), []).append(row)
    for (customer, ordinal), rows in own.items():
        told = rows + list(_about(rows, of_customer.get(customer, [])))
        yield Life(log.invoice_id(customer, ordinal), log.customers[customer], tuple(sorted(told, key=_as_read)))


def _as_read(row: Row) -> tuple[int, int, int]:
    """Return where an event stands as a reader takes them: by day and phase, what was done before what came of it."""
    return row[Column.DAY], PHASE_OF_KIND[Kind(row[Column.KIND])], row[Column.KIND]


def _about(rows: list[Row], of_customer: list[Row]) -> Iterator[Row]:
    """Yield the events of a customer that are about an invoice: what became of its touches, calls and promises."""
    touched = {row[Column.DAY] for row in rows if row[Column.KIND] == Kind.REMINDED}
    called = {row[Column.DAY] for row in rows if row[Column.KIND] == Kind.CALLED}
    last = rows[-1][Column.DAY]
    is_promised = False
    for row in of_customer:
        day, kind = row[Column.DAY], row[Column.KIND]
        if kind == Kind.PROMISED and day in called:
            is_promised = True
            yield row
        elif kind in OF_A_PROMISE and is_promised and day <= last:
            is_promised = False
            yield row
        elif _is_about(row, touched, called, rows):
            yield row


def _is_about(row: Row, touched: set[int], called: set[int], own: list[Row]) -> bool:
    """Return whether an event of a customer is what became of a touch or call, or the customer's failure while it owed."""
    day, kind = row[Column.DAY], row[Column.KIND]
    if kind == Kind.INSOLVENT:
        return own[0][Column.DAY] <= day <= own[-1][Column.DAY]
    return (kind in WITH_A_TOUCH and day in touched) or (kind in WITH_A_CALL and day in called)
