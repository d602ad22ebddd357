"""What one replication remembers between two days.

An open invoice sits in a slot; closed ones give their slot back, so what is touched each day stays in the processor's cache. Invoices
wait in calendar queues: doubly linked lists, one head a day. The state without its queues is what is kept at the start and given to
every scenario.
"""

from typing import NamedTuple

import numpy as np

from simlib.engine.setting import Floats, Ints, Table
from simlib.jit import inlined

NOBODY = -1
WAITS_ISSUE, WAITS_RECEIPT, WAITS_APPROVAL, WAITS_RUN, WAITS_BANK, WAITS_MATCH = range(6)
CHANNELS = 6

SLOT = np.dtype(
    [
        # what the desk looks at comes first: one line of the processor's cache
        ("open_next", np.int32),
        ("due_on", np.int32),
        ("pending", np.int32),  # step whose day has come, -1 for none
        ("customer", np.int32),
        ("gross", np.int64),
        ("remaining", np.int64),  # what is left of its draw
        ("ordinal", np.int32),
        ("stage", np.int32),
        ("on", np.int32),  # day of the next step of its life
        ("ordered_on", np.int32),
        ("issued_on", np.int32),
        ("rolled", np.int32),  # business-day number of the due day, rolled
        ("received", np.int32),  # business-day number of the receipt
        ("accrues", np.int32),  # business-day number from which hazard still counts
        ("step", np.int32),  # next step of the reminder plan to come
        ("step_on", np.int32),
        ("effects", np.int32),  # touches in force, or lately so
        ("life_next", np.int32),
        ("life_previous", np.int32),
        ("step_next", np.int32),
        ("step_previous", np.int32),
        ("open_previous", np.int32),
    ],
    align=True,
)

PARTY = np.dtype(
    [
        ("ordinal", np.int64),  # of the next order
        ("arrival", np.float64),  # its arrival at unit rate
        ("amount_draw", np.float64),
        ("last_written", np.int64),  # business-day number of the last written touch
        ("open_head", np.int64),
        ("at_desk", np.int64),
        ("order_next", np.int64),
        # dealt with the replication
        ("pace", np.float64),
        ("pace_before", np.float64),
        ("world_pace", np.float64),
        ("mean_amount", np.float64),
        ("frailty", np.float64),
        ("runs", np.int64),
        ("wrong_contact", np.int64),  # one bit per channel
    ],
    align=True,
)

EFFECT = np.dtype([("until", np.int64), ("log_ratio", np.float64)], align=True)
ORDERS, LIVES, STEPS = range(3)
"""Rows of the heads of queues: customers to order, invoices to live, invoices to remind."""

HIGH, FREE, EVENTS, DESK, OVERFLOW = range(5)


class State(NamedTuple):
    """State of one replication: what is kept at the start, and the queues built from it."""

    slots: Table
    effects: Table
    """[slot, place]: touches in force."""
    delivered: Ints
    """[slot, channel]: touches delivered so far."""
    parties: Table
    counts: Ints
    heads: Ints
    """[queue, day]: first in each queue of each day."""
    desk: Ints
    calls: Ints
    week_draws: Floats
    candidates: Ints
    """Slots of a customer's candidates, while the desk looks at it."""
    early: Ints
    """Per channel, a customer's open candidates of steps before the due day, while the desk looks at it."""


class Kept(NamedTuple):
    """A state at the start, as small as it can be: the slots in use and the customers."""

    slots: Table
    effects: Table
    delivered: Ints
    parties: Table
    counts: Ints


class Room(NamedTuple):
    """How much a replication may hold; grown and tried again where it was too little."""

    slots: int
    effects: int
    events: int


def new_state(customers: int, days: int, weeks: int, room: Room) -> State:
    """Return an empty state for so many customers, days and world weeks."""
    return State(
        slots=np.zeros(room.slots, dtype=SLOT).view(np.recarray),
        effects=np.zeros((room.slots, room.effects), dtype=EFFECT).view(np.recarray),
        delivered=np.zeros((room.slots, CHANNELS), dtype=np.int64),
        parties=np.zeros(customers, dtype=PARTY).view(np.recarray),
        counts=np.zeros(5, dtype=np.int64),
        heads=np.empty((3, days), dtype=np.int64),
        desk=np.empty(customers, dtype=np.int64),
        calls=np.empty((customers, 3), dtype=np.int64),
        week_draws=np.empty(weeks, dtype=np.float64),
        candidates=np.empty(room.slots, dtype=np.int64),
        early=np.zeros(CHANNELS, dtype=np.int64),
    )


def keep(state: State) -> Kept:
    """Return a copy of what outlives the day: slots in use, customers, counts."""
    high = int(state.counts[HIGH])
    return Kept(
        slots=state.slots[:high].copy(),
        effects=state.effects[:high].copy(),
        delivered=state.delivered[:high].copy(),
        parties=state.parties.copy(),
        counts=state.counts.copy(),
    )


def restore(state: State, kept: Kept) -> None:
    """Put a kept state into the arrays of another."""
    high = int(kept.counts[HIGH])
    state.slots[:high] = kept.slots
    state.effects[:high, : kept.effects.shape[1]] = kept.effects
    state.delivered[:high] = kept.delivered
    state.parties[:] = kept.parties
    state.counts[:] = kept.counts
    state.counts[EVENTS] = 0
    state.counts[OVERFLOW] = 0


@inlined
def take_slot(state: State) -> int:
    """Return a free slot, the lowest unused one where none was given back; -1 and a mark where the room is full."""
    slot = state.counts[FREE]
    if slot >= 0:
        state.counts[FREE] = state.slots[slot].open_next
        return slot
    slot = state.counts[HIGH]
    if slot >= state.slots.shape[0]:
        state.counts[OVERFLOW] |= 1
        return NOBODY
    state.counts[HIGH] = slot + 1
    return slot


@inlined
def give_back(state: State, slot: int) -> None:
    """Give a slot back."""
    state.slots[slot].customer = NOBODY
    state.slots[slot].open_next = state.counts[FREE]
    state.counts[FREE] = slot


@inlined
def wait_life(state: State, slot: int, place: int) -> None:
    """Queue an invoice for the next step of its life, at a place of the calendar; beyond the calendar it waits nowhere."""
    invoice = state.slots[slot]
    invoice.life_previous = NOBODY
    if place >= state.heads.shape[1]:
        invoice.life_next = NOBODY
        return
    head = state.heads[LIVES, place]
    invoice.life_next = head
    if head >= 0:
        state.slots[head].life_previous = slot
    state.heads[LIVES, place] = slot


@inlined
def leave_life(state: State, slot: int, place: int) -> None:
    """Take an invoice out of the queue it waits in."""
    invoice = state.slots[slot]
    if place >= state.heads.shape[1]:
        return
    if invoice.life_previous >= 0:
        state.slots[invoice.life_previous].life_next = invoice.life_next
    else:
        state.heads[LIVES, place] = invoice.life_next
    if invoice.life_next >= 0:
        state.slots[invoice.life_next].life_previous = invoice.life_previous


@inlined
def wait_step(state: State, slot: int, place: int) -> None:
    """Queue an invoice for its next reminder step."""
    invoice = state.slots[slot]
    invoice.step_previous = NOBODY
    if place >= state.heads.shape[1]:
        invoice.step_next = NOBODY
        return
    head = state.heads[STEPS, place]
    invoice.step_next = head
    if head >= 0:
        state.slots[head].step_previous = slot
    state.heads[STEPS, place] = slot


@inlined
def leave_step(state: State, slot: int, place: int) -> None:
    """Take an invoice out of the queue of reminder steps."""
    invoice = state.slots[slot]
    if place >= state.heads.shape[1]:
        return
    if invoice.step_previous >= 0:
        state.slots[invoice.step_previous].step_next = invoice.step_next
    else:
        state.heads[STEPS, place] = invoice.step_next
    if invoice.step_next >= 0:
        state.slots[invoice.step_next].step_previous = invoice.step_previous


@inlined
def enter_books(state: State, slot: int) -> None:
    """List an invoice among its customer's open ones."""
    invoice = state.slots[slot]
    party = state.parties[invoice.customer]
    invoice.open_previous = NOBODY
    invoice.open_next = party.open_head
    if party.open_head >= 0:
        state.slots[party.open_head].open_previous = slot
    party.open_head = slot


@inlined
def leave_books(state: State, slot: int) -> None:
    """Strike an invoice off its customer's open ones."""
    invoice = state.slots[slot]
    if invoice.open_previous >= 0:
        state.slots[invoice.open_previous].open_next = invoice.open_next
    else:
        state.parties[invoice.customer].open_head = invoice.open_next
    if invoice.open_next >= 0:
        state.slots[invoice.open_next].open_previous = invoice.open_previous


@inlined
def has_wrong_contact(state: State, customer: int, channel: int) -> bool:
    """Return whether the contact data of a customer are wrong for a channel."""
    return bool((state.parties[customer].wrong_contact >> channel) & 1)


@inlined
def unpaid(state: State, slot: int) -> int:
    """Return what the bank has not yet received of an invoice."""
    if state.slots[slot].stage == WAITS_MATCH:
        return 0
    return int(state.slots[slot].gross)
