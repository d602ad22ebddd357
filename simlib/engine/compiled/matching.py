"""Matching: receipts find their invoices by themselves, or wait for the clerk; what was paid too much is refunded."""

from simlib.engine.compiled.approval import resume
from simlib.engine.compiled.closing import close
from simlib.engine.compiled.deal import fresh_patience, of_invoice
from simlib.engine.compiled.failure import freeze
from simlib.engine.compiled.log import Events, post, post_contact
from simlib.engine.compiled.places import acts_on, add_exposure, business_later, business_number, enlist, wait_life
from simlib.engine.compiled.queue import drop_first, push
from simlib.engine.compiled.state import (
    BANKED,
    CLERK,
    CLERK_HEAP,
    NEVER,
    NOBODY,
    REFUND_HEAP,
    REFUNDS,
    TO_CLERK,
    TO_MATCH,
    State,
    mark_of,
)
from simlib.engine.setting import Setting
from simlib.jit import inlined, inner
from simlib.ledger.events import APPLIED, CLERKED, CREDITED, INTEREST, OVERPAID, PAID, REFUNDED
from simlib.rules.cash import FIXED_FEE, REFUND_DAYS, late_fee
from simlib.rules.chance import is_drawn
from simlib.world.draws import DEBIT, MATCH, pair

BY_DISCOUNT = 2
"""Why a credit note was given."""
FROM_PART = 1
"""Address of the patience with which the rest of an invoice begins anew."""


@inlined
def count_paid(state: State, slot: int, day: int) -> None:
    """Remember how late an invoice was fully paid; what is paid today does not count today."""
    invoice = state.slots[slot]
    party = state.parties[invoice.customer]
    if party.paid_day != day:
        party.paid_day = day
        party.paid_today = 0
        party.late_days_today = 0
    late = day - invoice.due_on
    party.late_days += late
    party.late_days_today += late
    party.paid_count += 1
    party.paid_today += 1


@inner
def receive(setting: Setting, state: State, events: Events, replication: int, slot: int, day: int) -> None:
    """Let a payment reach the bank, and wait to be matched."""
    invoice, rates = state.slots[slot], setting.rates[0]
    customer = invoice.customer
    open_after = invoice.left - invoice.paying - invoice.discount
    post(state, events, day, PAID, slot, invoice.paying, mark_of(state, slot), open_after)
    if open_after == 0:
        count_paid(state, slot, day)
    if rates.fee_rate > 0.0 and day > invoice.due_on:
        pay_fee(setting, state, events, replication, slot, day, open_after)
    entity = setting.customers[customer].entity
    automatic = True
    if rates.auto_rate < 1.0:
        automatic = is_drawn(pair(setting.seed, replication, entity, -1, MATCH, day)[0], rates.auto_rate)
    if rates.overpaid > 0.0:
        party = state.parties[customer]
        if party.banked_on != day:
            party.banked_on = day
            party.banked = 0
            enlist(state, BANKED, customer)
        party.banked += invoice.paying
    invoice.stage = TO_MATCH if automatic else TO_CLERK
    invoice.banked_on = day
    invoice.on = business_later(setting, day, setting.customers[customer].match_days)


@inlined
def pay_fee(
    setting: Setting, state: State, events: Events, replication: int, slot: int, day: int, open_after: int
) -> None:
    """Let a customer pay late interest and the flat fee, if it does."""
    invoice, rates = state.slots[slot], setting.rates[0]
    _, u_fee = of_invoice(setting, state, replication, slot, DEBIT, 0)
    if is_drawn(u_fee, rates.fee_share):
        fixed = FIXED_FEE if open_after == 0 else 0
        fee = late_fee(invoice.paying, day - invoice.due_on, rates.fee_rate, fixed)
        post(state, events, day, INTEREST, slot, fee, 0, open_after)


@inner
def apply(setting: Setting, state: State, events: Events, replication: int, slot: int, day: int) -> bool:
    """Match a payment; return whether that closed the invoice. Else the rest begins anew."""
    invoice = state.slots[slot]
    open_after = invoice.left - invoice.paying - invoice.discount
    post(state, events, day, APPLIED, slot, invoice.paying, 0, open_after)
    invoice.left -= invoice.paying
    add_exposure(state, invoice.customer, -invoice.paying, day)
    if invoice.discount > 0:
        invoice.left -= invoice.discount
        add_exposure(state, invoice.customer, -invoice.discount, day)
        post(state, events, day, CREDITED, slot, invoice.discount, BY_DISCOUNT + mark_of(state, slot), invoice.left)
        invoice.discount = 0
    if invoice.left == 0:
        close(setting, state, slot)
        return True
    invoice.is_parted = 1
    invoice.discount_on = NOBODY
    if state.parties[invoice.customer].insolvent_on <= day:
        freeze(setting, state, events, slot, day)
    else:
        invoice.remaining = fresh_patience(setting, state, replication, slot, FROM_PART)
        resume(setting, state, slot, business_number(setting, day))
    return False


@inlined
def come_to_clerk(state: State, slot: int) -> None:
    """Put a payment before the clerk: all invoices that a customer paid on one bank day are one."""
    invoice = state.slots[slot]
    party = state.parties[invoice.customer]
    invoice.on = NEVER
    if party.clerk_on != invoice.banked_on:
        party.clerk_on = invoice.banked_on
        if state.counts[CLERK] < state.heaps.shape[1]:
            push(state, CLERK_HEAP, state.counts[CLERK], invoice.banked_on, invoice.customer, 0, 0)
            state.counts[CLERK] += 1


@inner
def work_as_clerk(setting: Setting, state: State, events: Events, replication: int, day: int) -> None:
    """Match payments in their order while the clerk has minutes left."""
    minutes = setting.rates[0].clerk_minutes
    while state.counts[CLERK] > 0 and minutes > 0:
        last = state.counts[CLERK] - 1
        drop_first(state, CLERK_HEAP, state.counts[CLERK])
        state.counts[CLERK] = last
        banked_on, customer = state.heaps[CLERK_HEAP, last, 0], state.heaps[CLERK_HEAP, last, 1]
        spent = 0
        total = 0
        slot = state.parties[customer].open_head
        while slot >= 0:
            invoice = state.slots[slot]
            following = invoice.open_next
            if invoice.stage == TO_CLERK and invoice.banked_on == banked_on and invoice.on == NEVER:
                spent += setting.rates[0].match_minutes
                total += invoice.paying
                if not apply(setting, state, events, replication, slot, day):
                    wait_life(state, slot, invoice.on - setting.begin)
            slot = following
        if spent > 0:
            minutes -= spent
            post_contact(state, events, day, CLERKED, customer, total, spent)


@inner
def find_overpayments(setting: Setting, state: State, events: Events, replication: int, day: int) -> None:
    """Let some of the day's customers have paid twice."""
    for place in range(state.counts[BANKED]):
        customer = state.lists[BANKED, place]
        entity = setting.customers[customer].entity
        _, u_over = pair(setting.seed, replication, entity, -1, MATCH, day)
        if is_drawn(u_over, setting.rates[0].overpaid) and state.counts[REFUNDS] < state.heaps.shape[1]:
            amount = state.parties[customer].banked
            post_contact(state, events, day, OVERPAID, customer, amount, 0)
            refund_on = acts_on(setting, day + REFUND_DAYS)
            push(state, REFUND_HEAP, state.counts[REFUNDS], refund_on, customer, amount, 0)
            state.counts[REFUNDS] += 1
    state.counts[BANKED] = 0


@inner
def refund(state: State, events: Events, day: int) -> None:
    """Refund what was paid too much."""
    while state.counts[REFUNDS] > 0 and state.heaps[REFUND_HEAP, 0, 0] <= day:
        last = state.counts[REFUNDS] - 1
        drop_first(state, REFUND_HEAP, state.counts[REFUNDS])
        state.counts[REFUNDS] = last
        post_contact(
            state, events, day, REFUNDED, state.heaps[REFUND_HEAP, last, 1], state.heaps[REFUND_HEAP, last, 2], 0
        )
