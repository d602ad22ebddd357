"""Random small ledgers: parts, early and late payments, billing after the due day, touches and calls, an opened book."""

import numpy as np
from hypothesis import strategies as st

from simlib.ledger.events import WIDTH, Column, Kind
from simlib.rules.channels import Channel

FIRST = 20_089  # 2025-01-01
LAST = FIRST + 240
CUSTOMERS = 3

Rows = list[list[int]]


def row(kind: Kind, day: int, customer: int, invoice: int = -1, amount: int = 0, ref: int = 0, *of: int) -> list[int]:
    """Return one event; ``of`` is issue day, due day, gross and what is left open."""
    return [day, kind, customer, invoice, amount, ref, *(of or (0, 0, 0, 0))]


@st.composite
def invoices(draw: st.DrawFn, number: int) -> Rows:
    """Draw the events of one invoice."""
    customer = draw(st.integers(0, CUSTOMERS - 1))
    gross = draw(st.integers(1, 500_000))
    if draw(st.integers(0, 5)) == 0:
        entered, issued = FIRST + draw(st.sampled_from([0, 0, 45])), FIRST - draw(st.integers(0, 150))
        due = issued + draw(st.integers(0, 180))
        rows = [row(Kind.OPENED, entered, customer, number, gross, 0, issued, due, gross, gross)]
    else:
        ordered = FIRST + draw(st.integers(0, 235))
        issued = entered = ordered + draw(st.integers(0, 40))
        due = ordered + draw(st.integers(-10, 90))
        rows = [
            row(Kind.ORDERED, ordered, customer, number, gross, 0, issued, due, gross, gross),
            row(Kind.ISSUED, issued, customer, number, gross, 0, issued, due, gross, gross),
        ]
    left, day = gross, entered
    for _ in range(draw(st.integers(0, 3))):
        part = left if draw(st.booleans()) else draw(st.integers(1, left))
        day += draw(st.integers(0, 70))
        left -= part
        rows.append(row(Kind.PAID, day, customer, number, part, 0, issued, due, gross, left))
        applied = day + draw(st.integers(0, 6))
        rows.append(row(Kind.APPLIED, applied, customer, number, part, 0, issued, due, gross, left))
        if left == 0:
            break
    return rows


@st.composite
def contacts(draw: st.DrawFn) -> Rows:
    """Draw one written touch or one call, with the invoice events that go with it."""
    customer, day = draw(st.integers(0, CUSTOMERS - 1)), FIRST + draw(st.integers(0, 240))
    if draw(st.booleans()):
        channel = draw(st.sampled_from([channel for channel in Channel if channel is not Channel.CALL]))
        covered = [row(Kind.REMINDED, day, customer, 0, 5, channel) for _ in range(draw(st.integers(1, 3)))]
        return [*covered, row(Kind.WRITTEN, day, customer, -1, 5, channel), row(Kind.DELIVERED, day, customer)]
    kind = draw(st.sampled_from([Kind.RANG, Kind.TALKED]))
    return [row(Kind.CALLED, day, customer, 0, 5, 1), row(kind, day, customer, -1, 5, draw(st.integers(1, 20)))]


@st.composite
def ledgers(draw: st.DrawFn) -> np.ndarray:
    """Draw an event log, ordered by day."""
    rows: Rows = []
    for number in range(draw(st.integers(1, 12))):
        rows += draw(invoices(number))
    for _ in range(draw(st.integers(0, 4))):
        rows += draw(contacts())
    events = np.array(rows, dtype=np.int64).reshape(-1, WIDTH)
    return events[np.argsort(events[:, Column.DAY], kind="stable")]
