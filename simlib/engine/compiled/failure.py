"""Failure: a customer becomes insolvent; all it owes is frozen, and written off in time."""

from simlib.engine.compiled.log import Events, post, post_contact
from simlib.engine.compiled.places import acts_on, leave_life, wait_life
from simlib.engine.compiled.state import (
    AT_AGENCY,
    FAILURES,
    FROZEN,
    IN_COURT,
    IN_DISPUTE,
    IN_PLAN,
    IN_SETTLEMENT,
    NEVER,
    NOBODY,
    PLAN_TO_BANK,
    PROMISES,
    TO_APPROVE,
    TO_RUN,
    State,
)
from simlib.engine.setting import Setting
from simlib.jit import inlined, inner
from simlib.ledger.events import INSOLVENT, LAPSED, SETTLED, UNNOTED_MARK
from simlib.rules.credit import INSOLVENCY_KNOWN
from simlib.rules.orders import order_due_at


@inlined
def queue_failure(setting: Setting, state: State, customer: int) -> None:
    """Queue a customer on the day on which it fails."""
    party = state.parties[customer]
    if party.insolvent_on != NEVER or (party.failure_rate <= 0.0 and party.failure_rate_before <= 0.0):
        return
    origin = setting.days[setting.begin - 1 - setting.first].failure_time
    target = order_due_at(party.failure_draw, party.failure_rate_before, party.failure_rate, origin)
    low, high = setting.begin, setting.end
    while low < high:
        middle = (low + high) // 2
        if setting.days[middle - setting.first].failure_time >= target:
            high = middle
        else:
            low = middle + 1
    if low < setting.end:
        day = acts_on(setting, low)
        if day < setting.end:
            party.failure_next = state.heads[FAILURES, day - setting.begin]
            state.heads[FAILURES, day - setting.begin] = customer


@inner
def fail(setting: Setting, state: State, events: Events, customer: int, day: int) -> None:
    """Let a customer fail: what waits is frozen, what was transferred goes on."""
    party = state.parties[customer]
    party.insolvent_on = day
    party.known_insolvent_on = acts_on(setting, day + INSOLVENCY_KNOWN)
    total = 0
    slot = party.open_head
    while slot >= 0:
        total += state.slots[slot].left
        slot = state.slots[slot].open_next
    post_contact(state, events, day, INSOLVENT, customer, total, 0)
    end_promise(setting, state, customer)
    slot = party.open_head
    while slot >= 0:
        invoice = state.slots[slot]
        stage = invoice.stage
        if stage in (TO_APPROVE, TO_RUN, IN_DISPUTE, IN_SETTLEMENT, IN_PLAN, AT_AGENCY, IN_COURT):
            leave_life(state, slot, invoice.on - setting.begin)
            freeze(setting, state, events, slot, day)
            wait_life(state, slot, invoice.on - setting.begin)
        slot = invoice.open_next


@inner
def freeze(setting: Setting, state: State, events: Events, slot: int, day: int) -> None:
    """Freeze an invoice of a customer that has failed until it is written off."""
    invoice = state.slots[slot]
    party = state.parties[invoice.customer]
    if invoice.stage == IN_DISPUTE or invoice.stage == IN_SETTLEMENT:
        cause = invoice.cause if invoice.is_noted != 0 else invoice.cause + UNNOTED_MARK
        post(state, events, day, SETTLED, slot, invoice.left, cause, invoice.left)
    elif invoice.stage == IN_PLAN or invoice.stage == PLAN_TO_BANK:
        post(state, events, day, LAPSED, slot, invoice.left, 0, invoice.left)
    elif invoice.stage == AT_AGENCY or invoice.stage == IN_COURT:
        party.handed -= 1
    invoice.stage = FROZEN
    invoice.is_noted = 0
    invoice.is_promised = 0
    since = max(party.insolvent_on, invoice.issued_on)
    invoice.on = acts_on(setting, max(since + setting.rates[0].write_off_days, day + 1))


@inner
def end_promise(setting: Setting, state: State, customer: int) -> None:
    """End a running promise without a word: its invoices are free again."""
    party = state.parties[customer]
    if party.promised_on == NOBODY:
        return
    leave_promises(state, customer, party.promised_on - setting.begin)
    party.promised_on = NOBODY
    slot = party.open_head
    while slot >= 0:
        state.slots[slot].is_promised = 0
        slot = state.slots[slot].open_next


@inlined
def wait_promise(state: State, customer: int, place: int) -> None:
    """Queue a customer for the day on which its promise is looked at."""
    party = state.parties[customer]
    party.promise_previous = NOBODY
    party.promise_next = NOBODY
    if place >= state.heads.shape[1]:
        return
    head = state.heads[PROMISES, place]
    party.promise_next = head
    if head >= 0:
        state.parties[head].promise_previous = customer
    state.heads[PROMISES, place] = customer


@inlined
def leave_promises(state: State, customer: int, place: int) -> None:
    """Take a customer out of the queue of promises."""
    party = state.parties[customer]
    if place >= state.heads.shape[1]:
        return
    if party.promise_previous >= 0:
        state.parties[party.promise_previous].promise_next = party.promise_next
    else:
        state.heads[PROMISES, place] = party.promise_next
    if party.promise_next >= 0:
        state.parties[party.promise_next].promise_previous = party.promise_previous
