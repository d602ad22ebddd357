"""Walking the days of one replication, and passing from one setting to the next."""

import numpy as np
import numpy.typing as npt

from simlib.engine.compiled.approval import plan_approval, settle_accrual
from simlib.engine.compiled.deal import deal_customers, deal_weeks, opening_patience
from simlib.engine.compiled.desk import come_to_desk, plan_steps, queue_step, take_steps, work_desk
from simlib.engine.compiled.life import live, next_arrival, next_order_day, queue_order, take_order
from simlib.engine.compiled.log import post
from simlib.engine.compiled.state import (
    CHANNELS,
    DESK,
    FREE,
    HIGH,
    LIVES,
    NOBODY,
    ORDERS,
    OVERFLOW,
    WAITS_APPROVAL,
    WAITS_ISSUE,
    State,
    enter_books,
    leave_step,
    take_slot,
    wait_life,
)
from simlib.engine.setting import Setting
from simlib.jit import bare_kernel, inlined
from simlib.ledger.events import OPENED

Events = npt.NDArray[np.int64]
LONG_AGO = -1000000


@bare_kernel
def begin(setting: Setting, state: State, replication: int) -> None:
    """Deal a replication's customers and their first orders."""
    state.counts[:] = 0
    state.counts[FREE] = NOBODY
    deal_weeks(setting, state, replication)
    deal_customers(setting, state, replication)
    for customer in range(setting.customers.shape[0]):
        party = state.parties[customer]
        party.pace_before = party.pace
        party.ordinal = 0
        party.arrival = 0.0
        party.last_written = LONG_AGO
        party.open_head = NOBODY
        party.at_desk = 0
        next_arrival(setting, state, customer, replication)
    clear_queues(state)
    for customer in range(setting.customers.shape[0]):
        queue_order(setting, state, customer)


@bare_kernel
def clear_queues(state: State) -> None:
    """Empty the calendar queues."""
    state.heads[:] = NOBODY


@bare_kernel
def open_book(setting: Setting, state: State, events: Events, replication: int, day: int) -> None:
    """Take over the invoices open at the start, each with a fresh draw."""
    for place in range(setting.opening.shape[0]):
        slot = take_slot(state)
        if slot < 0:
            return
        invoice = state.slots[slot]
        invoice.customer = setting.opening[place].customer
        invoice.ordinal = setting.opening[place].ordinal
        invoice.ordered_on = setting.opening[place].issued
        invoice.issued_on = setting.opening[place].issued
        invoice.due_on = setting.opening[place].due
        invoice.gross = setting.opening[place].amount
        rolled = setting.days[invoice.due_on - setting.first].next_business
        invoice.rolled = setting.days[rolled - setting.first].business_before
        invoice.received = min(invoice.rolled, setting.days[invoice.issued_on - setting.first].business_before)
        today = setting.days[day - setting.first].next_business
        invoice.accrues = setting.days[today - setting.first].business_before
        invoice.remaining = opening_patience(setting, replication, place)
        invoice.effects = 0
        for channel in range(CHANNELS):
            state.delivered[slot, channel] = 0
        enter_books(state, slot)
        post(state, events, day, OPENED, slot, invoice.gross, 0, invoice.gross)
        plan_steps(setting, state, slot, day)
        first_step = setting.customers[invoice.customer].first_step
        if setting.opening[place].steps >= 0 and invoice.step < first_step + setting.opening[place].steps:
            skip_steps(setting, state, slot, first_step + setting.opening[place].steps)
        plan_approval(setting, state, slot)


@bare_kernel
def skip_steps(setting: Setting, state: State, slot: int, step: int) -> None:
    """Take an invoice's next steps for done."""
    invoice = state.slots[slot]
    leave_step(state, slot, invoice.step_on - setting.begin)
    invoice.step = min(step, setting.customers[invoice.customer].end_step)
    queue_step(setting, state, slot)


@bare_kernel
def change_setting(setting: Setting, state: State, replication: int) -> None:
    """Go on under another setting: the past stays, every plan for the future is made anew.

    A customer whose reminder plan is the same keeps what waits; under another plan, steps whose day is past count as done.
    """
    deal_weeks(setting, state, replication)
    deal_customers(setting, state, replication)
    clear_queues(state)
    state.counts[DESK] = 0
    for customer in range(setting.customers.shape[0]):
        state.parties[customer].at_desk = 0
        queue_order(setting, state, customer)
    today = setting.days[setting.days[setting.begin - setting.first].next_business - setting.first].business_before
    for slot in range(state.counts[HIGH]):
        invoice = state.slots[slot]
        if invoice.customer < 0:
            continue
        if invoice.stage == WAITS_APPROVAL:
            invoice.accrues = max(invoice.accrues, today)
            plan_approval(setting, state, slot)
        else:
            wait_life(state, slot, invoice.on - setting.begin)
        if invoice.stage != WAITS_ISSUE:
            if setting.customers[invoice.customer].keeps_plan:
                invoice.step += setting.customers[invoice.customer].steps_moved
                if invoice.pending >= 0:
                    invoice.pending += setting.customers[invoice.customer].steps_moved
                    come_to_desk(state, invoice.customer)
                queue_step(setting, state, slot)
            else:
                plan_steps(setting, state, slot, setting.begin)


@bare_kernel
def close_setting(setting: Setting, state: State) -> None:
    """Account for all hazard accrued before the end of a setting, under that setting."""
    until = setting.days[setting.end - setting.first].business_before
    for slot in range(state.counts[HIGH]):
        if state.slots[slot].customer >= 0 and state.slots[slot].stage == WAITS_APPROVAL:
            settle_accrual(setting, state, slot, until)


@bare_kernel
def walk(setting: Setting, state: State, events: Events, replication: int) -> None:
    """Live the days of a setting."""
    for day in range(setting.begin, setting.end):
        if state.counts[OVERFLOW] != 0:
            return
        place = day - setting.begin
        customer = state.heads[ORDERS, place]
        state.heads[ORDERS, place] = NOBODY
        while customer >= 0:
            following = state.parties[customer].order_next
            take_orders(setting, state, events, customer, replication, day)
            customer = following
        slot = state.heads[LIVES, place]
        state.heads[LIVES, place] = NOBODY
        while slot >= 0:
            following = state.slots[slot].life_next
            live(setting, state, events, slot, day)
            slot = following
        if setting.days[day - setting.first].is_business:
            take_steps(setting, state, day)
            work_desk(setting, state, events, replication, day)


@inlined
def take_orders(setting: Setting, state: State, events: Events, customer: int, replication: int, day: int) -> None:
    """Take all of a customer's orders of one day, and queue it for the next."""
    party = state.parties[customer]
    while True:
        take_order(setting, state, events, customer, replication, day)
        party.ordinal += 1
        next_arrival(setting, state, customer, replication)
        if next_order_day(setting, state, customer) != day:
            break
    queue_order(setting, state, customer)
