"""Orders: when they come, whether credit control lets them pass, what chance marks them with."""

from simlib.engine.compiled.deal import order_draws, order_patience, payment_draws
from simlib.engine.compiled.log import Events, post
from simlib.engine.compiled.places import (
    acts_on,
    add_exposure,
    business_later,
    enlist,
    exposure_before,
    give_back,
    take_slot,
    wait_life,
)
from simlib.engine.compiled.state import AS_CUSTOMER, HELD, HOLDS, NEVER, NOBODY, ORDERS, TO_ISSUE, State, place_dealt
from simlib.engine.setting import Setting
from simlib.jit import inlined, inner
from simlib.ledger.events import HELD as HELD_EVENT
from simlib.ledger.events import LOST, ORDERED
from simlib.rules.chance import is_drawn, normal_quantile, waiting_time
from simlib.rules.classes import payer_class
from simlib.rules.credit import is_over_limit
from simlib.rules.goodwill import is_lost, restored
from simlib.rules.orders import amount_before_tax, amount_with_tax, order_due_at
from simlib.world.draws import ACCEPT, pair

GOODWILL_WORN, ABOVE_LIMIT, CUSTOMER_FAILED = 1, 2, 3
"""Why an order is lost."""


@inlined
def next_order_day(setting: Setting, state: State, customer: int, since: int) -> int:
    """Return the day of a customer's next order, which does not come before a day; the end where it lies beyond."""
    party = state.parties[customer]
    if setting.orders_given:
        place = setting.customers[customer].first_order + party.ordinal
        if place < setting.customers[customer].end_order:
            return min(int(setting.orders[place].day), setting.end)
        return setting.end
    origin = setting.days[setting.begin - 1 - setting.first].order_time
    target = order_due_at(party.arrival, party.pace_before, party.pace, origin)
    low, high = since, setting.end
    while low < high:
        middle = (low + high) // 2
        if setting.days[middle - setting.first].order_time >= target:
            high = middle
        else:
            low = middle + 1
    return low


@inlined
def queue_order(setting: Setting, state: State, customer: int, day: int) -> None:
    """Queue a customer on the day of its next order, if that lies before the end and it has not failed."""
    if day < setting.end and state.parties[customer].insolvent_on == NEVER:
        place = day - setting.begin
        state.parties[customer].order_next = state.heads[ORDERS, place]
        state.heads[ORDERS, place] = customer


@inlined
def next_arrival(setting: Setting, state: State, customer: int, replication: int) -> None:
    """Draw when, at unit rate, a customer's next order arrives, and how large it is."""
    party = state.parties[customer]
    place = place_dealt(state, customer)
    if place >= 0:
        party.arrival += state.dealt[place].gap
        party.amount_draw = state.dealt[place].amount_draw
        return
    gap, amount = order_draws(setting, replication, customer, party.ordinal)
    party.arrival += waiting_time(gap)
    party.amount_draw = normal_quantile(amount)


@inlined
def take_orders(setting: Setting, state: State, events: Events, customer: int, replication: int, day: int) -> None:
    """Take all of a customer's orders of one day, and queue it for the next; who has failed orders no more."""
    party = state.parties[customer]
    if party.insolvent_on <= day:
        return
    while True:
        take_order(setting, state, events, customer, replication, day)
        party.ordinal += 1
        next_arrival(setting, state, customer, replication)
        following = next_order_day(setting, state, customer, day)
        if following != day:
            break
    queue_order(setting, state, customer, following)


@inner
def take_order(setting: Setting, state: State, events: Events, customer: int, replication: int, day: int) -> None:
    """Take a customer's order of the day, unless it goes elsewhere, is held or lost."""
    party, rates = state.parties[customer], setting.rates[0]
    slot = take_slot(state)
    if slot < 0:
        return
    invoice = state.slots[slot]
    clear_slot(state, slot, customer, party.ordinal)
    place = place_dealt(state, customer)
    if place >= 0:
        u_class = state.dealt[place].class_draw
        invoice.remaining = state.dealt[place].patience
    else:
        own, u_class = payment_draws(setting, replication, customer, party.ordinal)
        invoice.remaining = order_patience(setting, state, replication, customer, party.ordinal, party.arrival, own)
    invoice.payer = payer_class(
        u_class, rates.oversight, rates.admin, rates.waits, rates.strategic, rates.dispute, rates.hardship, rates.never
    )
    if setting.orders_given:
        place = setting.customers[customer].first_order + party.ordinal
        invoice.gross = setting.orders[place].amount
        invoice.left = invoice.gross
        accept(state, events, slot, day, day)
        wait_life(state, slot, invoice.on - setting.begin)
        return
    spread = setting.customers[customer].amount_spread
    before_tax = amount_before_tax(party.mean_amount, spread, party.amount_draw)
    invoice.gross = amount_with_tax(before_tax, setting.vat_rate)
    invoice.left = invoice.gross
    over = day >= party.adopts_on and is_over_limit(exposure_before(state, customer, day), invoice.gross, party.limit)
    if over or party.goodwill < 1.0:
        entity = setting.customers[customer].entity
        u_goodwill, u_lost = pair(setting.seed, replication, entity, party.ordinal, ACCEPT, 0)
        if party.goodwill < 1.0:
            now = restored(party.goodwill, day - party.goodwill_on, rates.half_life)
            if is_lost(u_goodwill, now):
                lose(state, events, slot, day, GOODWILL_WORN)
                return
        if over:
            if is_drawn(u_lost, rates.lost_share):
                lose(state, events, slot, day, ABOVE_LIMIT)
            else:
                hold(setting, state, events, slot, day)
                wait_life(state, slot, invoice.on - setting.begin)
            return
    accept(state, events, slot, day, acts_on(setting, day + setting.billing_delay))
    wait_life(state, slot, invoice.on - setting.begin)


@inlined
def clear_slot(state: State, slot: int, customer: int, ordinal: int) -> None:
    """Make a slot ready for a new invoice."""
    invoice = state.slots[slot]
    invoice.customer = customer
    invoice.ordinal = ordinal
    invoice.opening = NOBODY
    invoice.pending = NOBODY
    invoice.step = 0
    invoice.plan_end = 0
    invoice.step_on = NEVER
    invoice.effects = 0
    invoice.is_noted = 0
    invoice.is_promised = 0
    invoice.is_touched = 0
    invoice.is_noticed = 0
    invoice.is_linked = 0
    invoice.is_parted = 0
    invoice.is_factored = 0
    invoice.payer = 0
    invoice.method = AS_CUSTOMER
    invoice.cause = 0
    invoice.channel = 0
    invoice.rung = 0
    invoice.issued_on = 0
    invoice.due_on = 0
    invoice.ordered_on = 0
    invoice.discount_on = NOBODY
    invoice.discount = 0
    invoice.number = 0
    for channel in range(state.delivered.shape[1]):
        state.delivered[slot, channel] = 0


@inlined
def accept(state: State, events: Events, slot: int, day: int, issued_on: int) -> None:
    """Accept an order: its invoice will be issued on a day."""
    invoice = state.slots[slot]
    invoice.stage = TO_ISSUE
    invoice.ordered_on = day
    invoice.issued_on = issued_on
    invoice.on = issued_on
    add_exposure(state, invoice.customer, invoice.gross, day)
    post(state, events, day, ORDERED, slot, invoice.gross, 0, invoice.gross)


@inlined
def lose(state: State, events: Events, slot: int, day: int, reason: int) -> None:
    """Lose an order."""
    invoice = state.slots[slot]
    post(state, events, day, LOST, slot, invoice.gross, reason, invoice.gross)
    give_back(state, slot)


@inlined
def hold(setting: Setting, state: State, events: Events, slot: int, day: int) -> None:
    """Hold an order until its next review; what the customer owes feels it."""
    invoice = state.slots[slot]
    invoice.stage = HELD
    invoice.on = business_later(setting, day, setting.rates[0].review_days)
    post(state, events, day, HELD_EVENT, slot, invoice.gross, invoice.number, invoice.gross)
    enlist(state, HOLDS, invoice.customer)


@inner
def review(setting: Setting, state: State, events: Events, slot: int, day: int) -> None:
    """Look at a held order again: accept it, lose it, or hold it on."""
    invoice = state.slots[slot]
    party = state.parties[invoice.customer]
    invoice.number += 1
    if party.insolvent_on <= day:
        lose(state, events, slot, day, CUSTOMER_FAILED)
    elif day < party.adopts_on or not is_over_limit(
        exposure_before(state, invoice.customer, day), invoice.gross, party.limit
    ):
        accept(state, events, slot, day, acts_on(setting, day + setting.billing_delay))
    elif invoice.number >= setting.rates[0].reviews:
        lose(state, events, slot, day, ABOVE_LIMIT)
    else:
        hold(setting, state, events, slot, day)
