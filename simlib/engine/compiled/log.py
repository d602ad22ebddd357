"""Writing events: one row of integers, or a mark that the room was too small."""

import numpy as np
import numpy.typing as npt

from simlib.engine.compiled.state import EVENTS, EVENTS_FULL, OVERFLOW, State
from simlib.jit import inlined

Events = npt.NDArray[np.int64]


@inlined
def post(state: State, events: Events, day: int, kind: int, slot: int, amount: int, ref: int, unpaid: int) -> None:
    """Write an event of an invoice."""
    n = state.counts[EVENTS]
    if n >= events.shape[0]:
        state.counts[OVERFLOW] |= EVENTS_FULL
        return
    invoice = state.slots[slot]
    row = events[n]
    row[0] = day
    row[1] = kind
    row[2] = invoice.customer
    row[3] = invoice.ordinal
    row[4] = amount
    row[5] = ref
    row[6] = invoice.issued_on
    row[7] = invoice.due_on
    row[8] = invoice.gross
    row[9] = unpaid
    state.counts[EVENTS] = n + 1


@inlined
def post_contact(state: State, events: Events, day: int, kind: int, customer: int, amount: int, ref: int) -> None:
    """Write an event of a customer."""
    n = state.counts[EVENTS]
    if n >= events.shape[0]:
        state.counts[OVERFLOW] |= EVENTS_FULL
        return
    row = events[n]
    row[0] = day
    row[1] = kind
    row[2] = customer
    row[3] = -1
    row[4] = amount
    row[5] = ref
    row[6] = 0
    row[7] = 0
    row[8] = 0
    row[9] = 0
    state.counts[EVENTS] = n + 1
