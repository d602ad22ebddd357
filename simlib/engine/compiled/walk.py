"""Walking the days of one replication, and passing from one setting to the next."""

from simlib.engine.compiled.approval import plan_approval, settle_accrual
from simlib.engine.compiled.deal import deal_customers, deal_weeks, opening_patience
from simlib.engine.compiled.desk import work_desk
from simlib.engine.compiled.disputes import note, work_on_disputes
from simlib.engine.compiled.failure import fail, queue_failure, wait_promise
from simlib.engine.compiled.ladder import escalate
from simlib.engine.compiled.life import live
from simlib.engine.compiled.log import Events, post
from simlib.engine.compiled.matching import find_overpayments, refund, work_as_clerk
from simlib.engine.compiled.orders import clear_slot, next_arrival, next_order_day, queue_order, take_orders
from simlib.engine.compiled.places import acts_on, add_exposure, business_number, enter_books, take_slot, wait_life
from simlib.engine.compiled.promises import look_at_promises
from simlib.engine.compiled.state import (
    BANKED,
    CLERK,
    COLLECTED,
    DESK,
    DISPUTES,
    FAILURES,
    FREE,
    HELD,
    HIGH,
    HOLDS,
    LADDER,
    LATE,
    LIVES,
    NEVER,
    NOBODY,
    NOTED,
    ORDERS,
    OVERFLOW,
    REFUNDS,
    TO_APPROVE,
    TO_ISSUE,
    TO_VAT,
    State,
)
from simlib.engine.compiled.steps import begin_plan, come_to_desk, leave_steps, queue_step, take_steps
from simlib.engine.setting import OLD_PLAN, SAME_PLAN, Setting
from simlib.jit import bare_kernel, by_reference, inlined, inner
from simlib.ledger.events import OPENED
from simlib.rules.payment import left_patience

LONG_AGO = -1000000


@bare_kernel
def begin(setting: Setting, state: State, replication: int) -> None:
    """Deal a replication's customers and their first orders."""
    setting, state = by_reference(setting), by_reference(state)
    state.counts[:] = 0
    state.counts[FREE] = NOBODY
    deal_weeks(setting, state, replication)
    deal_customers(setting, state, replication)
    for customer in range(setting.customers.shape[0]):
        clear_party(state, customer)
        next_arrival(setting, state, customer, replication)
    state.heads[:] = NOBODY
    for customer in range(setting.customers.shape[0]):
        queue_order(setting, state, customer, next_order_day(setting, state, customer, setting.begin))
        queue_failure(setting, state, customer)


@inlined
def clear_party(state: State, customer: int) -> None:
    """Let a customer be one that nothing has happened to."""
    party = state.parties[customer]
    party.pace_before = party.pace
    party.failure_rate_before = party.failure_rate
    party.ordinal = 0
    party.arrival = 0.0
    party.dealt_at = 0
    party.dealt_end = 0
    party.last_written = LONG_AGO
    party.open_head = NOBODY
    party.at_desk = 0
    party.handed = 0
    party.handovers = 0
    party.handed_total = 0
    party.filed_on = LONG_AGO
    party.insolvent_on = NEVER
    party.known_insolvent_on = NEVER
    party.exposure = 0
    party.exposure_day = LONG_AGO
    party.late_days = 0
    party.paid_count = 0
    party.paid_day = LONG_AGO
    party.promised_on = NOBODY
    party.promises = 0
    party.is_in_grace = 0
    party.is_broken = 0
    party.plans = 0
    party.goodwill = 1.0
    party.goodwill_on = 0
    party.banked_on = LONG_AGO
    party.clerk_on = LONG_AGO


@bare_kernel
def open_book(setting: Setting, state: State, events: Events, replication: int, day: int) -> None:
    """Take over the invoices open at the start, each with a fresh draw."""
    setting, state = by_reference(setting), by_reference(state)
    for place in range(setting.opening.shape[0]):
        slot = take_slot(state)
        if slot < 0:
            return
        given = setting.opening[place]
        invoice = state.slots[slot]
        clear_slot(state, slot, given.customer, given.ordinal)
        invoice.opening = place
        invoice.ordered_on = given.issued
        invoice.issued_on = given.issued
        invoice.due_on = given.due
        invoice.gross = given.amount
        invoice.left = given.amount
        invoice.rolled = business_number(setting, acts_on(setting, invoice.due_on))
        invoice.received = min(invoice.rolled, business_number(setting, invoice.issued_on))
        invoice.accrues = business_number(setting, acts_on(setting, day))
        invoice.remaining = left_patience(opening_patience(setting, replication, place), given.spent)
        enter_books(state, slot)
        add_exposure(state, invoice.customer, invoice.gross, day)
        post(state, events, day, OPENED, slot, invoice.gross, 0, invoice.gross)
        begin_plan(setting, state, slot, day, max(0, given.steps), day + 1)
        plan_approval(setting, state, slot)
        wait_life(state, slot, invoice.on - setting.begin)


@bare_kernel
def change_setting(setting: Setting, state: State, replication: int) -> None:
    """Go on under another setting: the past stays, every plan for the future is made anew.

    A customer whose reminder plans are the same keeps what waits, and so does one that joins a new policy later; under another plan, steps
    whose day is past count as done.
    """
    setting, state = by_reference(setting), by_reference(state)
    deal_weeks(setting, state, replication)
    deal_customers(setting, state, replication)
    state.heads[:] = NOBODY
    state.counts[DESK] = 0
    for customer in range(setting.customers.shape[0]):
        party = state.parties[customer]
        party.at_desk = 0
        queue_order(setting, state, customer, next_order_day(setting, state, customer, setting.begin))
        queue_failure(setting, state, customer)
        if party.promised_on != NOBODY:
            wait_promise(state, customer, party.promised_on - setting.begin)
    today = business_number(setting, acts_on(setting, setting.begin))
    for slot in range(state.counts[HIGH]):
        invoice = state.slots[slot]
        if invoice.customer < 0:
            continue
        if invoice.stage == TO_APPROVE:
            invoice.accrues = max(invoice.accrues, today)
            plan_approval(setting, state, slot)
        wait_life(state, slot, invoice.on - setting.begin)
        if invoice.stage == TO_ISSUE or invoice.stage == HELD or invoice.stage == TO_VAT:
            continue
        row = setting.customers[invoice.customer]
        waits = row.keeps_plan == OLD_PLAN and state.parties[invoice.customer].adopts_on > setting.begin
        keeps = waits or row.keeps_plan == SAME_PLAN
        if keeps:
            invoice.step += row.steps_moved
            invoice.plan_end += row.steps_moved
            if invoice.pending >= 0:
                invoice.pending += row.steps_moved
                come_to_desk(state, invoice.customer)
        if keeps:
            queue_step(setting, state, slot, setting.begin)
        else:
            begin_plan(setting, state, slot, setting.begin, 0, setting.begin)
        if invoice.stage == COLLECTED:
            leave_steps(setting, state, slot)


@bare_kernel
def close_setting(setting: Setting, state: State) -> None:
    """Account for all hazard accrued before the end of a setting, under that setting."""
    setting, state = by_reference(setting), by_reference(state)
    until = setting.days[setting.end - setting.first].business_before
    for slot in range(state.counts[HIGH]):
        if state.slots[slot].customer >= 0 and state.slots[slot].stage == TO_APPROVE:
            settle_accrual(setting, state, slot, until)


@bare_kernel
def walk(setting: Setting, state: State, events: Events, replication: int) -> None:
    """Live the days of a setting, phase by phase."""
    setting, state = by_reference(setting), by_reference(state)
    for day in range(setting.begin, setting.end):
        if state.counts[OVERFLOW] != 0:
            return
        place = day - setting.begin
        customer = state.heads[FAILURES, place]
        while customer >= 0:
            fail(setting, state, events, customer, day)
            customer = state.parties[customer].failure_next
        customer = state.heads[ORDERS, place]
        state.heads[ORDERS, place] = NOBODY
        while customer >= 0:
            following = state.parties[customer].order_next
            take_orders(setting, state, events, customer, replication, day)
            customer = following
        while state.heads[LIVES, place] >= 0:
            slot = state.heads[LIVES, place]
            state.heads[LIVES, place] = NOBODY
            while slot >= 0:
                following = state.slots[slot].life_next
                live(setting, state, events, replication, slot, day)
                slot = following
        if setting.days[day - setting.first].is_business:
            work(setting, state, events, replication, day)


@inner
def work(setting: Setting, state: State, events: Events, replication: int, day: int) -> None:
    """Let the desks work: bank and clerk, disputes, promises, reminders and calls, escalation, closing."""
    if state.counts[REFUNDS] > 0:
        refund(state, events, day)
    if state.counts[BANKED] > 0:
        find_overpayments(setting, state, events, replication, day)
    if state.counts[CLERK] > 0:
        work_as_clerk(setting, state, events, replication, day)
    if state.counts[DISPUTES] > 0:
        work_on_disputes(setting, state, events, replication, day)
    look_at_promises(setting, state, events, replication, day)
    take_steps(setting, state, day)
    if state.counts[DESK] > 0 or state.counts[HOLDS] > 0:
        work_desk(setting, state, events, replication, day)
    if state.counts[LATE] > 0 or state.counts[LADDER] > 0:
        escalate(setting, state, events, replication, day)
    if state.counts[NOTED] > 0:
        note(state, events, day)
