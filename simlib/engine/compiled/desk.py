"""The reminder desk: each business day, per customer, one written touch at most, then the calls for which there is time."""

import numpy as np
import numpy.typing as npt

from simlib.engine.compiled.approval import feel_touch
from simlib.engine.compiled.log import post, post_contact
from simlib.engine.compiled.queue import pop_first, push
from simlib.engine.compiled.state import DESK, NOBODY, STEPS, State, has_wrong_contact, unpaid, wait_step
from simlib.engine.setting import Setting
from simlib.jit import bare_kernel, inlined
from simlib.ledger.events import CALLED, DELIVERED, RANG, REMINDED, TALKED, WRITTEN
from simlib.rules.touches import (
    CALL,
    call_score,
    covers_all,
    is_delivered,
    may_write,
    resets_gap,
    talk_minutes,
    touch_effect,
)
from simlib.world.draws import CALL as CALL_DRAW
from simlib.world.draws import DELIVERY, pair

Events = npt.NDArray[np.int64]
NEVER = 2147483647


@inlined
def step_acts_on(setting: Setting, due_on: int, step: int) -> int:
    """Return the first business day on or after a step's day."""
    day = min(max(due_on + setting.steps[step].day, setting.first), setting.end)
    return setting.days[day - setting.first].next_business


@inlined
def queue_step(setting: Setting, state: State, slot: int) -> None:
    """Queue an invoice on the day of its next step, if its plan has one left."""
    invoice = state.slots[slot]
    invoice.step_on = setting.end
    if invoice.step < setting.customers[invoice.customer].end_step:
        invoice.step_on = step_acts_on(setting, invoice.due_on, invoice.step)
    wait_step(state, slot, invoice.step_on - setting.begin)


@inlined
def plan_steps(setting: Setting, state: State, slot: int, day: int) -> None:
    """Begin an invoice's reminder plan: steps whose day is past count as done."""
    invoice = state.slots[slot]
    step = setting.customers[invoice.customer].first_step
    end = setting.customers[invoice.customer].end_step
    while step < end and step_acts_on(setting, invoice.due_on, step) < day:
        step += 1
    invoice.step = step
    invoice.pending = NOBODY
    queue_step(setting, state, slot)


@inlined
def take_steps(setting: Setting, state: State, day: int) -> None:
    """Make candidates of the invoices whose next step's day has come; the latest step due drops the earlier ones."""
    place = day - setting.begin
    slot = state.heads[STEPS, place]
    state.heads[STEPS, place] = NOBODY
    while slot >= 0:
        invoice = state.slots[slot]
        following = invoice.step_next
        end = setting.customers[invoice.customer].end_step
        while invoice.step < end and step_acts_on(setting, invoice.due_on, invoice.step) <= day:
            invoice.pending = invoice.step
            invoice.step += 1
        queue_step(setting, state, slot)
        come_to_desk(state, invoice.customer)
        slot = following


@inlined
def come_to_desk(state: State, customer: int) -> None:
    """Put a customer on the desk, once."""
    if state.parties[customer].at_desk == 0:
        state.parties[customer].at_desk = 1
        state.desk[state.counts[DESK]] = customer
        state.counts[DESK] += 1


@inlined
def is_eligible(setting: Setting, state: State, slot: int, overdue: int, early: int) -> bool:
    """Return whether a candidate's step asks for no more than what the customer owes.

    A step before the due day compares with the open amount of the customer's candidates of its channel, others with its overdue total.
    """
    step = state.slots[slot].pending
    owed = early if setting.steps[step].day < 0 else overdue
    return owed >= setting.steps[step].minimum


@inlined
def look_through(setting: Setting, state: State, customer: int, day: int) -> tuple[int, int]:
    """Look through a customer's open invoices: list the candidates, add up what steps before the due day compare with.

    Returns the customer's overdue total, and the number of candidates.
    """
    state.early[:] = 0
    overdue = 0
    candidates = 0
    slot = state.parties[customer].open_head
    while slot >= 0:
        invoice = state.slots[slot]
        if invoice.due_on < day:
            overdue += invoice.gross
        if invoice.pending >= 0:
            state.candidates[candidates] = slot
            candidates += 1
            if setting.steps[invoice.pending].day < 0:
                state.early[setting.steps[invoice.pending].channel] += invoice.gross
        slot = invoice.open_next
    return overdue, candidates


@bare_kernel
def work_desk(setting: Setting, state: State, events: Events, replication: int, day: int) -> None:
    """Send the day's written touches and make its calls."""
    waiting = 0
    kept = 0
    for place in range(state.counts[DESK]):
        customer = state.desk[place]
        overdue, candidates = look_through(setting, state, customer, day)
        best = NOBODY
        calls = False
        oldest = NEVER
        for k in range(candidates):
            invoice = state.slots[state.candidates[k]]
            channel = setting.steps[invoice.pending].channel
            if is_eligible(setting, state, state.candidates[k], overdue, state.early[channel]):
                if channel == CALL:
                    calls = True
                    oldest = min(oldest, invoice.due_on)
                else:
                    best = max(best, channel)
        taken = 0
        if best >= 0:
            taken = write(setting, state, events, replication, customer, best, overdue, candidates, day)
        if calls:
            score = call_score(setting.call_priority, overdue, day - oldest)
            push(state.calls, waiting, score, oldest, customer)
            waiting += 1
        if taken < candidates:
            state.desk[kept] = customer
            kept += 1
        else:
            state.parties[customer].at_desk = 0
    state.counts[DESK] = kept
    make_calls(setting, state, events, replication, waiting, day)


@inlined
def write(
    setting: Setting,
    state: State,
    events: Events,
    replication: int,
    customer: int,
    channel: int,
    overdue: int,
    candidates: int,
    day: int,
) -> int:
    """Send a customer its written touch of the day, unless the last one is too near; return how many candidates it takes."""
    party = state.parties[customer]
    today = setting.days[day - setting.first].business_before
    if not may_write(channel, today - party.last_written, setting.gap):
        return 0
    if resets_gap(channel):
        party.last_written = today
    u = pair(setting.seed, replication, setting.customers[customer].entity, -1, DELIVERY, day)[0]
    delivered = is_delivered(u, setting.channels[channel].delivery, has_wrong_contact(state, customer, channel))
    taken = 0
    covered = 0
    for k in range(candidates):
        slot = state.candidates[k]
        invoice = state.slots[slot]
        asks = setting.steps[invoice.pending].channel == channel
        if asks and is_eligible(setting, state, slot, overdue, state.early[channel]):
            invoice.pending = NOBODY
            taken += 1
            if not covers_all(channel):
                covered += remind(setting, state, events, slot, channel, delivered, day, today)
    if covers_all(channel):
        slot = party.open_head
        while slot >= 0:
            covered += remind(setting, state, events, slot, channel, delivered, day, today)
            slot = state.slots[slot].open_next
    post_contact(state, events, day, WRITTEN, customer, covered, channel)
    if delivered:
        post_contact(state, events, day, DELIVERED, customer, covered, channel)
    return taken


@inlined
def remind(
    setting: Setting, state: State, events: Events, slot: int, channel: int, delivered: bool, day: int, today: int
) -> int:
    """Remind a customer of one invoice; return its amount."""
    gross = state.slots[slot].gross
    post(state, events, day, REMINDED, slot, gross, channel, unpaid(state, slot))
    if delivered:
        impress(setting, state, slot, channel, today)
    return gross


@inlined
def impress(setting: Setting, state: State, slot: int, channel: int, today: int) -> None:
    """Let a delivered touch act on one of the invoices it covers."""
    effect = touch_effect(setting.channels[channel].log_ratio, setting.log_fatigue, state.delivered[slot, channel])
    state.delivered[slot, channel] += 1
    feel_touch(setting, state, slot, channel, effect, today)


@bare_kernel
def make_calls(setting: Setting, state: State, events: Events, replication: int, waiting: int, day: int) -> None:
    """Call the waiting customers in order while minutes are left; the last call may run over."""
    minutes = setting.call_minutes
    today = setting.days[day - setting.first].business_before
    rank = 0
    while waiting > 0 and minutes > 0:
        customer = pop_first(state.calls, waiting)
        waiting -= 1
        rank += 1
        u_reach, u_minutes = pair(setting.seed, replication, setting.customers[customer].entity, -1, CALL_DRAW, day)
        reached = is_delivered(u_reach, setting.channels[CALL].delivery, has_wrong_contact(state, customer, CALL))
        spent = talk_minutes(u_minutes, setting.talk_mean) if reached else setting.ring_minutes
        minutes -= spent
        covered = call_invoices(setting, state, events, customer, reached, rank, day, today)
        post_contact(state, events, day, TALKED if reached else RANG, customer, covered, spent)


@bare_kernel
def call_invoices(
    setting: Setting, state: State, events: Events, customer: int, reached: bool, rank: int, day: int, today: int
) -> int:
    """Speak of all the customer's candidates; return their open amount."""
    overdue, candidates = look_through(setting, state, customer, day)
    covered = 0
    for k in range(candidates):
        slot = state.candidates[k]
        invoice = state.slots[slot]
        asks = setting.steps[invoice.pending].channel == CALL
        if asks and is_eligible(setting, state, slot, overdue, state.early[CALL]):
            covered += invoice.gross
            post(state, events, day, CALLED, slot, invoice.gross, rank, unpaid(state, slot))
            if reached:
                invoice.pending = NOBODY
                impress(setting, state, slot, CALL, today)
    return covered
