"""The life of an invoice: ordered, issued, received, approved, transferred, banked, matched."""

import numpy as np
import numpy.typing as npt

from simlib.engine.compiled.approval import plan_approval
from simlib.engine.compiled.deal import order_draws, order_patience
from simlib.engine.compiled.desk import plan_steps
from simlib.engine.compiled.log import post
from simlib.engine.compiled.state import (
    LIVES,
    NOBODY,
    ORDERS,
    WAITS_APPROVAL,
    WAITS_BANK,
    WAITS_ISSUE,
    WAITS_MATCH,
    WAITS_RECEIPT,
    WAITS_RUN,
    State,
    enter_books,
    give_back,
    leave_books,
    leave_step,
    take_slot,
    wait_life,
)
from simlib.engine.setting import Setting
from simlib.jit import bare_kernel, inlined
from simlib.ledger.events import APPLIED, APPROVED, ISSUED, ORDERED, PAID, RECEIVED, TRANSFERRED
from simlib.rules.chance import normal_quantile, waiting_time
from simlib.rules.orders import amount_before_tax, amount_with_tax, order_due_at
from simlib.rules.terms import due_day

Events = npt.NDArray[np.int64]


@inlined
def next_order_day(setting: Setting, state: State, customer: int) -> int:
    """Return the day of a customer's next order; the end where it lies beyond."""
    party = state.parties[customer]
    if setting.orders_given:
        place = setting.customers[customer].first_order + party.ordinal
        return (
            min(setting.orders[place].day, setting.end)
            if place < setting.customers[customer].end_order
            else setting.end
        )
    origin = setting.days[setting.begin - 1 - setting.first].order_time
    target = order_due_at(party.arrival, party.pace_before, party.pace, origin)
    low, high = setting.begin, setting.end
    while low < high:
        middle = (low + high) // 2
        if setting.days[middle - setting.first].order_time >= target:
            high = middle
        else:
            low = middle + 1
    return low


@inlined
def queue_order(setting: Setting, state: State, customer: int) -> None:
    """Queue a customer on the day of its next order."""
    day = next_order_day(setting, state, customer)
    if day < setting.end:
        place = day - setting.begin
        state.parties[customer].order_next = state.heads[ORDERS, place]
        state.heads[ORDERS, place] = customer


@inlined
def next_arrival(setting: Setting, state: State, customer: int, replication: int) -> None:
    """Draw when, at unit rate, a customer's next order arrives, and how large it is."""
    party = state.parties[customer]
    gap, amount = order_draws(setting, replication, customer, party.ordinal)
    party.arrival += waiting_time(gap)
    party.amount_draw = normal_quantile(amount)


@inlined
def take_order(setting: Setting, state: State, events: Events, customer: int, replication: int, day: int) -> None:
    """Take a customer's order of the day; its invoice is issued after the billing delay."""
    party = state.parties[customer]
    slot = take_slot(state)
    if slot < 0:
        return
    invoice = state.slots[slot]
    invoice.customer = customer
    invoice.ordinal = party.ordinal
    invoice.stage = WAITS_ISSUE
    invoice.ordered_on = day
    invoice.effects = 0
    invoice.step = 0
    invoice.step_on = setting.end
    invoice.pending = NOBODY
    for channel in range(state.delivered.shape[1]):
        state.delivered[slot, channel] = 0
    invoice.remaining = order_patience(setting, state, replication, customer, party.ordinal, party.arrival)
    if setting.orders_given:
        place = setting.customers[customer].first_order + party.ordinal
        invoice.gross = setting.orders[place].amount
        invoice.on = day
    else:
        spread = setting.customers[customer].amount_spread
        before_tax = amount_before_tax(party.mean_amount, spread, party.amount_draw)
        invoice.gross = amount_with_tax(before_tax, setting.vat_rate)
        invoice.on = setting.days[day + setting.billing_delay - setting.first].next_business
    invoice.issued_on = invoice.on
    invoice.due_on = 0
    post(state, events, day, ORDERED, slot, invoice.gross, 0, invoice.gross)
    live(setting, state, events, slot, day)


@inlined
def issue(setting: Setting, state: State, events: Events, slot: int, day: int) -> None:
    """Issue an invoice: its due day is fixed, its reminder plan begins, it travels to the customer."""
    invoice = state.slots[slot]
    customer = invoice.customer
    if setting.orders_given:
        invoice.due_on = setting.orders[setting.customers[customer].first_order + invoice.ordinal].due
    else:
        invoice.due_on = due_day(day, setting.customers[customer].terms, setting.customers[customer].terms_days)
    rolled = setting.days[invoice.due_on - setting.first].next_business
    invoice.rolled = setting.days[rolled - setting.first].business_before
    enter_books(state, slot)
    post(state, events, day, ISSUED, slot, invoice.gross, invoice.ordered_on, invoice.gross)
    plan_steps(setting, state, slot, day)
    invoice.stage = WAITS_RECEIPT
    invoice.on = setting.days[day + setting.transmission - setting.first].next_business


@bare_kernel
def live(setting: Setting, state: State, events: Events, slot: int, day: int) -> None:
    """Let an invoice take the steps of its life that fall on a day, and queue it for the next."""
    invoice = state.slots[slot]
    while invoice.on == day:
        customer = invoice.customer
        if invoice.stage == WAITS_ISSUE:
            issue(setting, state, events, slot, day)
        elif invoice.stage == WAITS_RECEIPT:
            post(state, events, day, RECEIVED, slot, invoice.gross, 0, invoice.gross)
            invoice.received = setting.days[day - setting.first].business_before
            invoice.accrues = invoice.received
            plan_approval(setting, state, slot)
            if invoice.on != day:
                return
            state.heads[LIVES, day - setting.begin] = invoice.life_next
            if invoice.life_next >= 0:
                state.slots[invoice.life_next].life_previous = NOBODY
        elif invoice.stage == WAITS_APPROVAL:
            post(state, events, day, APPROVED, slot, invoice.gross, 0, invoice.gross)
            invoice.stage = WAITS_RUN
            invoice.on = setting.run_on[state.parties[customer].runs, day - setting.first]
        elif invoice.stage == WAITS_RUN:
            post(state, events, day, TRANSFERRED, slot, invoice.gross, 0, invoice.gross)
            invoice.stage = WAITS_BANK
            today = setting.days[day - setting.first].business_before
            invoice.on = setting.business[today + setting.customers[customer].bank_days].day
        elif invoice.stage == WAITS_BANK:
            post(state, events, day, PAID, slot, invoice.gross, 0, 0)
            invoice.stage = WAITS_MATCH
            today = setting.days[day - setting.first].business_before
            invoice.on = setting.business[today + setting.customers[customer].match_days].day
        else:
            post(state, events, day, APPLIED, slot, invoice.gross, 0, 0)
            leave_books(state, slot)
            leave_step(state, slot, invoice.step_on - setting.begin)
            give_back(state, slot)
            return
    wait_life(state, slot, invoice.on - setting.begin)
