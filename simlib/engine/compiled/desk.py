"""The reminder desk: each business day, per customer, one written touch at most, then the calls for which there is time."""

from simlib.engine.compiled.approval import feel, interrupt, plan_approval
from simlib.engine.compiled.disputes import learn_of
from simlib.engine.compiled.log import Events, post, post_contact
from simlib.engine.compiled.places import business_number, wait_life
from simlib.engine.compiled.promises import agree
from simlib.engine.compiled.queue import drop_first, push
from simlib.engine.compiled.state import (
    AT_AGENCY,
    CALL_HEAP,
    DESK,
    HOLDS,
    IN_COURT,
    IN_DISPUTE,
    IN_PLAN,
    NEVER,
    NOBODY,
    PLAN_TO_BANK,
    TO_APPROVE,
    TO_CLERK,
    TO_MATCH,
    State,
    has_wrong_contact,
    unpaid,
)
from simlib.engine.compiled.steps import step_acts_on
from simlib.engine.setting import Setting
from simlib.jit import inlined, inner
from simlib.ledger.events import CALLED, DELIVERED, RANG, REMINDED, TALKED, WRITTEN, WRONGFUL
from simlib.rules.classes import first_touch_boost
from simlib.rules.goodwill import restored, worn
from simlib.rules.payment import daily_hazard, lateness
from simlib.rules.promises import AFTER_A_BROKEN_PROMISE
from simlib.rules.touches import (
    CALL,
    FORMAL_NOTICE,
    PRIORITY_GAIN,
    call_score,
    carries_link,
    covers_all,
    expected_gain,
    is_delivered,
    may_write,
    resets_gap,
    talk_minutes,
    touch_effect,
    touch_strength,
)
from simlib.world.draws import CALL as CALL_DRAW
from simlib.world.draws import DELIVERY, pair


@inlined
def may_remind(state: State, slot: int) -> bool:
    """Return whether an invoice may be reminded: no noted dispute, no promise, no plan, nothing handed over."""
    invoice = state.slots[slot]
    stage = invoice.stage
    if invoice.is_promised != 0 or invoice.is_noted != 0:
        return False
    return bool(stage != IN_PLAN and stage != PLAN_TO_BANK and stage != AT_AGENCY and stage != IN_COURT)


@inlined
def is_eligible(setting: Setting, state: State, slot: int, overdue: int, early: int) -> bool:
    """Return whether a candidate's step asks for no more than what the customer owes.

    A step before the due day compares with the open amount of the customer's candidates of its channel, others with its overdue total.
    """
    step = state.slots[slot].pending
    owed = early if setting.steps[step].day < 0 else overdue
    return bool(owed >= setting.steps[step].minimum)


@inlined
def look_through(setting: Setting, state: State, customer: int, day: int) -> tuple[int, int, int]:
    """Look through a customer's open invoices: list the candidates, add up what steps before the due day compare with.

    Returns the customer's overdue total, the number of candidates, and of invoices that wait to become some.
    """
    state.early[:] = 0
    overdue = 0
    candidates = 0
    waiting = 0
    slot = state.parties[customer].open_head
    while slot >= 0:
        invoice = state.slots[slot]
        if invoice.due_on < day:
            overdue += invoice.left
        if invoice.pending >= 0:
            waiting += 1
            if may_remind(state, slot):
                state.candidates[candidates] = slot
                candidates += 1
                if setting.steps[invoice.pending].day < 0:
                    state.early[setting.steps[invoice.pending].channel] += invoice.left
        slot = invoice.open_next
    return overdue, candidates, waiting


@inner
def work_desk(setting: Setting, state: State, events: Events, replication: int, day: int) -> None:
    """Send the day's written touches and make its calls."""
    feel_holds(setting, state, day)
    calls = 0
    kept = 0
    for place in range(state.counts[DESK]):
        customer = state.lists[DESK, place]
        party = state.parties[customer]
        if party.known_insolvent_on <= day:
            party.at_desk = 0
            continue
        if party.handed > 0:
            state.lists[DESK, kept] = customer
            kept += 1
            continue
        overdue, candidates, waiting = look_through(setting, state, customer, day)
        best = NOBODY
        is_called = False
        oldest = NEVER
        first_in = NEVER
        gain = 0
        for k in range(candidates):
            slot = state.candidates[k]
            invoice = state.slots[slot]
            channel = setting.steps[invoice.pending].channel
            if is_eligible(setting, state, slot, overdue, state.early[channel]):
                if channel == CALL:
                    is_called = True
                    oldest = min(oldest, invoice.due_on)
                    first_in = min(first_in, step_acts_on(setting, invoice.due_on, invoice.pending))
                    if setting.call_priority == PRIORITY_GAIN:
                        gain += gain_of(setting, state, slot, day)
                else:
                    best = max(best, channel)
        taken = 0
        if best >= 0:
            taken = write(setting, state, events, replication, customer, best, overdue, candidates, day)
        if is_called:
            score = call_score(setting.call_priority, overdue, day - oldest, day - first_in, gain)
            push(state, CALL_HEAP, calls, -score, oldest, customer, 0)
            calls += 1
        if taken < waiting:
            state.lists[DESK, kept] = customer
            kept += 1
        else:
            party.at_desk = 0
    state.counts[DESK] = kept
    if calls > 0:
        make_calls(setting, state, events, replication, calls, day)


@inner
def gain_of(setting: Setting, state: State, slot: int, day: int) -> int:
    """Return what a call about an invoice is expected to bring in sooner."""
    invoice = state.slots[slot]
    party = state.parties[invoice.customer]
    today = business_number(setting, day)
    late = lateness(today, invoice.rolled + party.shift, invoice.received)
    place = 0
    while place < setting.bin_start.shape[0] and setting.bin_start[place] <= late:
        place += 1
    rate = setting.hazards[setting.customers[invoice.customer].hazard_row, place]
    hazard = daily_hazard(rate, party.frailty, setting.business[today].factor, 0.0)
    return expected_gain(invoice.left, hazard, setting.channels[CALL].log_ratio)


@inlined
def feel_holds(setting: Setting, state: State, day: int) -> None:
    """Let customers whose orders are held today feel it, in what is overdue."""
    rates = setting.rates[0]
    for place in range(state.counts[HOLDS]):
        customer = state.lists[HOLDS, place]
        slot = state.parties[customer].open_head
        while slot >= 0:
            if state.slots[slot].due_on < day and state.slots[slot].stage == TO_APPROVE:
                act_on(setting, state, slot, rates.log_hold, rates.review_days, business_number(setting, day))
            slot = state.slots[slot].open_next
    state.counts[HOLDS] = 0


@inner
def act_on(setting: Setting, state: State, slot: int, log_effect: float, window: int, today: int) -> None:
    """Let something act on an invoice from the next business day on; if it waits for approval, that is found anew."""
    waits = state.slots[slot].stage == TO_APPROVE
    if waits:
        interrupt(setting, state, slot, today)
    feel(state, slot, log_effect, window, today)
    if waits:
        plan_approval(setting, state, slot)
        wait_life(state, slot, state.slots[slot].on - setting.begin)


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
    today = business_number(setting, day)
    if not may_write(channel, today - party.last_written, setting.gap):
        return 0
    if resets_gap(channel):
        party.last_written = today
    u = pair(setting.seed, replication, setting.customers[customer].entity, -1, DELIVERY, day)[0]
    delivered = is_delivered(u, setting.channels[channel].delivery, has_wrong_contact(state, customer, channel))
    taken = 0
    covered = 0
    wronged = 0
    for k in range(candidates):
        slot = state.candidates[k]
        invoice = state.slots[slot]
        asks = setting.steps[invoice.pending].channel == channel
        if asks and is_eligible(setting, state, slot, overdue, state.early[channel]):
            invoice.pending = NOBODY
            taken += 1
            if not covers_all(channel):
                covered += invoice.left
                wronged += invoice.left if is_wronged(state, slot) else 0
                remind(setting, state, events, slot, channel, delivered, day, today)
    if covers_all(channel):
        slot = party.open_head
        while slot >= 0:
            if may_remind(state, slot):
                covered += state.slots[slot].left
                wronged += state.slots[slot].left if is_wronged(state, slot) else 0
                remind(setting, state, events, slot, channel, delivered, day, today)
            slot = state.slots[slot].open_next
    post_contact(state, events, day, WRITTEN, customer, covered, channel)
    if delivered:
        party.is_broken = 0
        post_contact(state, events, day, DELIVERED, customer, covered, channel)
    if wronged > 0:
        post_contact(state, events, day, WRONGFUL, customer, wronged, channel)
    wear(setting, state, customer, day, wronged > 0)
    return taken


@inlined
def is_wronged(state: State, slot: int) -> bool:
    """Return whether reminding of an invoice is wrongful: it is paid and not matched, or disputed without the firm's knowing."""
    stage = state.slots[slot].stage
    return bool(stage in (TO_MATCH, TO_CLERK, IN_DISPUTE))


@inlined
def wear(setting: Setting, state: State, customer: int, day: int, is_wrongful: bool) -> None:
    """Let a contact wear a customer's goodwill."""
    rates, party = setting.rates[0], state.parties[customer]
    if rates.wear <= 0.0 and (rates.wrongful_wear <= 0.0 or not is_wrongful):
        return
    now = restored(party.goodwill, day - party.goodwill_on, rates.half_life)
    now = worn(now, rates.wear + rates.wrongful_wear if is_wrongful else rates.wear)
    party.goodwill = now
    party.goodwill_on = day


@inner
def remind(
    setting: Setting, state: State, events: Events, slot: int, channel: int, delivered: bool, day: int, today: int
) -> None:
    """Remind a customer of one invoice."""
    post(state, events, day, REMINDED, slot, state.slots[slot].left, channel, unpaid(state, slot))
    if delivered:
        impress(setting, state, slot, channel, day, today)


@inner
def impress(setting: Setting, state: State, slot: int, channel: int, day: int, today: int) -> None:
    """Let a delivered touch act on one of the invoices it covers."""
    invoice, rates = state.slots[slot], setting.rates[0]
    party = state.parties[invoice.customer]
    row = setting.channels[channel]
    strength = touch_strength(channel, row.log_ratio, rates.log_before_due, invoice.due_on >= day)
    effect = touch_effect(strength, setting.log_fatigue, state.delivered[slot, channel])
    state.delivered[slot, channel] += 1
    if invoice.is_touched == 0:
        effect += first_touch_boost(invoice.payer, rates.log_oversight, rates.log_admin)
    is_linked = carries_link(channel, party.is_portal != 0)
    if is_linked:
        effect += rates.log_link
    if party.is_broken != 0:
        effect *= AFTER_A_BROKEN_PROMISE
    waits = invoice.stage == TO_APPROVE
    if waits:
        interrupt(setting, state, slot, today)
    invoice.is_touched = 1
    if channel == FORMAL_NOTICE:
        invoice.is_noticed = 1
    if is_linked:
        invoice.is_linked = 1
    feel(state, slot, effect, row.window, today)
    if waits:
        plan_approval(setting, state, slot)
        wait_life(state, slot, invoice.on - setting.begin)
    elif invoice.stage == IN_DISPUTE:
        learn_of(setting, state, slot)


@inner
def make_calls(setting: Setting, state: State, events: Events, replication: int, waiting: int, day: int) -> None:
    """Call the waiting customers in order while minutes are left; the last call may run over."""
    minutes = setting.days[day - setting.first].call_minutes
    today = business_number(setting, day)
    rank = 0
    while waiting > 0 and minutes > 0:
        customer = state.heaps[CALL_HEAP, 0, 2]
        drop_first(state, CALL_HEAP, waiting)
        waiting -= 1
        rank += 1
        u_reach, u_minutes = pair(setting.seed, replication, setting.customers[customer].entity, -1, CALL_DRAW, day)
        reached = is_delivered(u_reach, setting.channels[CALL].delivery, has_wrong_contact(state, customer, CALL))
        spent = talk_minutes(u_minutes, setting.talk_mean) if reached else setting.ring_minutes
        minutes -= spent
        covered = call_invoices(setting, state, events, customer, reached, rank, day, today)
        post_contact(state, events, day, TALKED if reached else RANG, customer, covered, spent)
        if reached:
            state.parties[customer].is_broken = 0
            wear(setting, state, customer, day, False)
            agree(setting, state, events, replication, customer, day)


@inner
def call_invoices(
    setting: Setting, state: State, events: Events, customer: int, reached: bool, rank: int, day: int, today: int
) -> int:
    """Speak of all the customer's candidates; return their open amount."""
    overdue, candidates, _ = look_through(setting, state, customer, day)
    covered = 0
    for k in range(candidates):
        slot = state.candidates[k]
        invoice = state.slots[slot]
        asks = setting.steps[invoice.pending].channel == CALL
        if asks and is_eligible(setting, state, slot, overdue, state.early[CALL]):
            covered += invoice.left
            post(state, events, day, CALLED, slot, invoice.left, rank, unpaid(state, slot))
            if reached:
                invoice.pending = NOBODY
                impress(setting, state, slot, CALL, day, today)
    return int(covered)
