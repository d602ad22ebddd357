"""What one replication remembers between two days.

An invoice that is not closed sits in a slot; closed ones give their slot back, so what is touched each day stays in the processor's cache.
Invoices and customers wait in calendar queues: linked lists, one head a day. The state without these is what is kept at the start and given
to every scenario.
"""

from typing import NamedTuple

import numpy as np

from simlib.engine.setting import Floats, Ints, Setting, Table
from simlib.jit import inlined
from simlib.ledger.events import FACTORED_MARK
from simlib.rules.cash import Method

NOBODY = -1
NEVER = 2147483647
CHANNELS = 6

(
    HELD, TO_ISSUE, TO_RECEIVE, TO_APPROVE, TO_RUN, TO_BANK, TO_MATCH, TO_CLERK, COLLECTED, IN_DISPUTE, IN_SETTLEMENT, IN_PLAN,
    PLAN_TO_BANK, AT_AGENCY, IN_COURT, FROZEN, DIVERTED, TO_VAT,
) = range(18)  # fmt: skip
"""Stages of an invoice: what it waits for."""

DIRECT_DEBIT, TRANSFER = int(Method.DIRECT_DEBIT), int(Method.TRANSFER)
AS_CUSTOMER = -1
"""Method of an invoice that is paid as its customer pays."""

RUNG_HANDOVER, RUNG_GIVE_UP = 0, 1
SLOT = np.dtype(
    [
        # what the desk looks at comes first: one line of the processor's cache
        ("open_next", np.int64),
        ("due_on", np.int64),
        ("pending", np.int64),  # step whose day has come, -1 for none
        ("customer", np.int64),
        ("left", np.int64),  # open in the books
        ("remaining", np.int64),  # what is left of its draw
        ("stage", np.int64),
        ("is_noted", np.int64),  # whether the firm knows of its dispute
        ("is_promised", np.int64),
        ("is_touched", np.int64),
        ("is_noticed", np.int64),
        ("is_linked", np.int64),
        ("is_parted", np.int64),  # whether a part was paid
        ("is_factored", np.int64),
        ("payer", np.int64),
        ("method", np.int64),
        ("cause", np.int64),
        ("channel", np.int64),
        ("rung", np.int64),
        ("ordinal", np.int64),
        ("on", np.int64),  # day of the next step of its life
        ("accrues", np.int64),  # business-day number from which hazard still counts
        ("rolled", np.int64),  # business-day number of the due day, rolled
        ("received", np.int64),  # business-day number of the receipt
        ("effects", np.int64),  # touches in force, or lately so
        ("step", np.int64),  # next step of the reminder plan to come
        ("plan_end", np.int64),
        ("step_on", np.int64),
        ("life_next", np.int64),
        ("life_previous", np.int64),
        ("step_next", np.int64),
        ("step_previous", np.int64),
        ("open_previous", np.int64),
        ("ordered_on", np.int64),
        ("issued_on", np.int64),
        ("gross", np.int64),
        ("paying", np.int64),  # what is on its way; what was written off
        ("plan_total", np.int64),  # what an instalment plan began with
        ("banked_on", np.int64),
        ("discount_on", np.int64),  # business-day number until which it may be paid at a discount, -1 for none
        ("discount", np.int64),  # cents of the discount taken
        ("opening", np.int64),  # its place in the opening book, -1 for an order
        ("number", np.int64),  # reviews so far; its customer's number of plan or handover
        ("instalment", np.int64),
        ("instalments", np.int64),
        ("begun_on", np.int64),  # day on which the plan was agreed
    ],
    align=True,
)

PARTY = np.dtype(
    [
        ("open_head", np.int64),
        ("last_written", np.int64),  # business-day number of the last written touch
        ("at_desk", np.int64),
        ("handed", np.int64),  # invoices at an agency or in court
        ("known_insolvent_on", np.int64),
        ("insolvent_on", np.int64),
        ("wrong_contact", np.int64),  # one bit per channel
        ("frailty", np.float64),
        ("shift", np.int64),
        ("runs", np.int64),
        ("method", np.int64),
        ("channel", np.int64),
        ("is_portal", np.int64),
        ("pays_in_parts", np.int64),
        ("is_factored", np.int64),
        ("adopts_on", np.int64),
        ("limit", np.int64),
        ("hurdle", np.float64),
        ("percentile", np.float64),
        # orders
        ("ordinal", np.int64),  # of the next order
        ("arrival", np.float64),  # its arrival at unit rate
        ("amount_draw", np.float64),
        ("order_next", np.int64),
        ("pace", np.float64),
        ("pace_before", np.float64),
        ("world_pace", np.float64),
        ("mean_amount", np.float64),
        ("dealt_at", np.int64),  # where its orders dealt ahead stand, from its order 0 on
        ("dealt_end", np.int64),
        ("dealt_pace", np.float64),
        # failure
        ("failure_rate", np.float64),
        ("failure_rate_before", np.float64),
        ("failure_draw", np.float64),
        ("failure_next", np.int64),
        # what changed today does not count today
        ("exposure", np.int64),
        ("exposure_today", np.int64),
        ("exposure_day", np.int64),
        ("late_days", np.int64),  # of its invoices fully paid
        ("paid_count", np.int64),
        ("late_days_today", np.int64),
        ("paid_today", np.int64),
        ("paid_day", np.int64),
        # promises, plans, handovers
        ("promised_on", np.int64),  # next day to look at the promise; -1 for none running
        ("promise_ends", np.int64),
        ("promised", np.int64),  # cents
        ("promises", np.int64),
        ("is_in_grace", np.int64),
        ("promise_next", np.int64),
        ("promise_previous", np.int64),
        ("is_broken", np.int64),
        ("plans", np.int64),
        ("handovers", np.int64),
        ("handed_total", np.int64),
        ("filed_on", np.int64),
        # goodwill
        ("goodwill", np.float64),
        ("goodwill_on", np.int64),
        # receipts of the day
        ("banked", np.int64),
        ("banked_on", np.int64),
        ("clerk_on", np.int64),
    ],
    align=True,
)

DEALT = np.dtype(
    [("gap", np.float64), ("amount_draw", np.float64), ("class_draw", np.float64), ("patience", np.int64)], align=True
)
"""What chance gives an order: the gap before it, its size, the class of its payer, the patience with which it waits."""

EFFECT = np.dtype([("until", np.int64), ("log_ratio", np.float64)], align=True)
ORDERS, LIVES, STEPS, FAILURES, PROMISES = range(5)
"""Rows of the heads of queues: customers to order, invoices to live, invoices to remind, customers to fail, promises to look at."""

HIGH, FREE, EVENTS, OVERFLOW, DESK, CLERK, DISPUTES, REFUNDS, LATE, LADDER, NOTED, HOLDS, BANKED = range(13)
"""Counts: slots ever used, first free slot, events, marks of too little room; then how many stand in each list."""

LISTS = 13
SLOTS_FULL, EVENTS_FULL, EFFECTS_FULL = 1, 2, 4


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
    lists: Ints
    """[list, place]: customers at the desk, and the day's slots and customers by what is to be done with them."""
    heaps: Ints
    """[queue, place, key]: what the clerk, the dispute desk and refunds wait for, and the day's calls, in their order."""
    week_draws: Floats
    dealt: Table
    """Orders dealt ahead, by customer; none where a scenario draws for itself."""
    candidates: Ints
    """Slots of a customer's candidates, while the desk looks at it."""
    early: Ints
    """Per channel, a customer's open candidates of steps before the due day, while the desk looks at it."""


CLERK_HEAP, DISPUTE_HEAP, REFUND_HEAP, CALL_HEAP = range(4)
KEYS = 4


class Kept(NamedTuple):
    """A state at the start, as small as it can be: slots in use, customers, and what waits at the desks."""

    slots: Table
    effects: Table
    delivered: Ints
    parties: Table
    counts: Ints
    heaps: Ints


class Room(NamedTuple):
    """How much a replication may hold; grown and tried again where it was too little."""

    slots: int
    effects: int
    events: int


def new_state(customers: int, days: int, weeks: int, room: Room) -> State:
    """Return an empty state for so many customers, days and world weeks."""
    longest = max(room.slots, customers)
    return State(
        slots=np.zeros(room.slots, dtype=SLOT).view(np.recarray),
        effects=np.zeros((room.slots, room.effects), dtype=EFFECT).view(np.recarray),
        delivered=np.zeros((room.slots, CHANNELS), dtype=np.int64),
        parties=np.zeros(customers, dtype=PARTY).view(np.recarray),
        counts=np.zeros(LISTS, dtype=np.int64),
        heads=np.empty((5, days), dtype=np.int64),
        lists=np.empty((LISTS, longest), dtype=np.int64),
        heaps=np.empty((4, longest, KEYS), dtype=np.int64),
        week_draws=np.empty(weeks, dtype=np.float64),
        dealt=new_dealt(0),
        candidates=np.empty(room.slots, dtype=np.int64),
        early=np.zeros(CHANNELS, dtype=np.int64),
    )


def new_dealt(orders: int) -> Table:
    """Return room for so many orders dealt ahead."""
    return np.empty(orders, dtype=DEALT).view(np.recarray)


def keep(state: State) -> Kept:
    """Return a copy of what outlives the day: slots in use, customers, counts, what waits at the desks."""
    high = int(state.counts[HIGH])
    waiting = int(max(state.counts[[CLERK, DISPUTES, REFUNDS]]))
    return Kept(
        slots=state.slots[:high].copy(),
        effects=state.effects[:high].copy(),
        delivered=state.delivered[:high].copy(),
        parties=state.parties.copy(),
        counts=state.counts.copy(),
        heaps=state.heaps[:CALL_HEAP, :waiting].copy(),
    )


def restore(state: State, kept: Kept) -> None:
    """Put a kept state into the arrays of another."""
    high = int(kept.counts[HIGH])
    effects = _words(kept.effects)
    _words(state.slots)[: high * _WORDS_OF_SLOT] = _words(kept.slots)
    _words(state.effects)[:high, : effects.shape[1]] = effects
    state.delivered[:high] = kept.delivered
    _words(state.parties)[:] = _words(kept.parties)
    state.counts[:] = kept.counts
    state.heaps[:CALL_HEAP, : kept.heaps.shape[1]] = kept.heaps
    state.counts[EVENTS] = 0
    state.counts[OVERFLOW] = 0


_WORDS_OF_SLOT = SLOT.itemsize // 8


def _words(records: Table) -> Ints:
    """Return records as the 64-bit words that they are made of: numpy copies records field by field, words at once."""
    words: Ints = records.view(np.ndarray).view(np.int64)
    return words


@inlined
def has_wrong_contact(state: State, customer: int, channel: int) -> bool:
    """Return whether the contact data of a customer are wrong for a channel."""
    return bool((state.parties[customer].wrong_contact >> channel) & 1)


@inlined
def place_dealt(state: State, customer: int) -> int:
    """Return where a customer's next order stands among those dealt ahead, nowhere if it is not there."""
    party = state.parties[customer]
    place = party.dealt_at + party.ordinal
    return int(place) if place < min(party.dealt_end, state.dealt.shape[0]) else NOBODY


@inlined
def unpaid(state: State, slot: int) -> int:
    """Return what the bank has not yet received of an invoice."""
    invoice = state.slots[slot]
    if invoice.stage == TO_MATCH or invoice.stage == TO_CLERK:
        return int(invoice.left - invoice.paying - invoice.discount)
    if invoice.stage == TO_BANK:
        return int(invoice.left - invoice.discount)
    return int(invoice.left)


@inlined
def mark_of(state: State, slot: int) -> int:
    """Return what is added to the reference of some events of an invoice sold to a factor."""
    return FACTORED_MARK if state.slots[slot].is_factored != 0 else 0


@inlined
def method_of_invoice(state: State, slot: int) -> int:
    """Return how an invoice is paid."""
    invoice = state.slots[slot]
    return int(state.parties[invoice.customer].method) if invoice.method == AS_CUSTOMER else int(invoice.method)


@inlined
def entity_of_invoice(setting: Setting, state: State, slot: int) -> int:
    """Return the entity of an invoice's own draws: its customer, or itself where it was open at the start."""
    invoice = state.slots[slot]
    if invoice.opening >= 0:
        return int(setting.opening[invoice.opening].entity)
    return int(setting.customers[invoice.customer].entity)


@inlined
def ordinal_of_invoice(state: State, slot: int) -> int:
    """Return the ordinal of an invoice's own draws."""
    invoice = state.slots[slot]
    return NOBODY if invoice.opening >= 0 else int(invoice.ordinal)
