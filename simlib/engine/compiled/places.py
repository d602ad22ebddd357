"""Where invoices and customers stand: days far ahead, slots, calendar queues, the books, what a customer owes."""

from simlib.engine.compiled.state import FREE, HIGH, LIVES, NEVER, NOBODY, OVERFLOW, SLOTS_FULL, STEPS, State
from simlib.engine.setting import Setting
from simlib.jit import inlined


@inlined
def acts_on(setting: Setting, day: int) -> int:
    """Return the first business day on or after a day; a day beyond the known ones stays far ahead."""
    place = day - setting.first
    if place >= setting.days.shape[0]:
        return NEVER
    return int(setting.days[max(place, 0)].next_business)


@inlined
def business_number(setting: Setting, day: int) -> int:
    """Return the number of business days before a day."""
    return int(setting.days[day - setting.first].business_before)


@inlined
def business_later(setting: Setting, day: int, business_days: int) -> int:
    """Return the day so many business days after a day."""
    return int(setting.business[setting.days[day - setting.first].business_before + business_days].day)


@inlined
def enlist(state: State, which: int, member: int) -> None:
    """Put a slot or customer on a list."""
    state.lists[which, state.counts[which]] = member
    state.counts[which] += 1


@inlined
def take_slot(state: State) -> int:
    """Return a free slot, the lowest unused one where none was given back; -1 and a mark where the room is full."""
    slot = state.counts[FREE]
    if slot >= 0:
        state.counts[FREE] = state.slots[slot].open_next
        return slot
    slot = state.counts[HIGH]
    if slot >= state.slots.shape[0]:
        state.counts[OVERFLOW] |= SLOTS_FULL
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
    """Queue an invoice for its next reminder step, or its next rung."""
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
def add_exposure(state: State, customer: int, cents: int, day: int) -> None:
    """Add to what a customer owes and has ordered; what is added today does not count today."""
    party = state.parties[customer]
    if party.exposure_day != day:
        party.exposure_day = day
        party.exposure_today = 0
    party.exposure += cents
    party.exposure_today += cents


@inlined
def exposure_before(state: State, customer: int, day: int) -> int:
    """Return what a customer owed and had ordered the evening before."""
    party = state.parties[customer]
    if party.exposure_day == day:
        return int(party.exposure - party.exposure_today)
    return int(party.exposure)
