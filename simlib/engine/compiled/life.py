"""The life of an invoice: issued, received, approved, transferred, banked, matched; and by which ways it may end otherwise."""

from simlib.engine.compiled.approval import plan_approval, resume
from simlib.engine.compiled.closing import close, get_vat_back
from simlib.engine.compiled.deal import fresh_patience, of_invoice
from simlib.engine.compiled.disputes import arise, find_cause, settle
from simlib.engine.compiled.failure import freeze
from simlib.engine.compiled.log import Events, post
from simlib.engine.compiled.matching import apply, come_to_clerk, count_paid, receive
from simlib.engine.compiled.orders import review
from simlib.engine.compiled.paying import transfer
from simlib.engine.compiled.places import (
    acts_on,
    add_exposure,
    business_later,
    business_number,
    enlist,
    enter_books,
    leave_books,
    leave_step,
    wait_life,
)
from simlib.engine.compiled.promises import NEVER_PAYS, bank_instalment, fall_due
from simlib.engine.compiled.state import (
    AT_AGENCY,
    COLLECTED,
    DIRECT_DEBIT,
    HELD,
    IN_COURT,
    IN_DISPUTE,
    IN_PLAN,
    IN_SETTLEMENT,
    LATE,
    NEVER,
    NOBODY,
    NOTED,
    PLAN_TO_BANK,
    TO_APPROVE,
    TO_BANK,
    TO_CLERK,
    TO_ISSUE,
    TO_MATCH,
    TO_RECEIVE,
    TO_RUN,
    TO_VAT,
    TRANSFER,
    State,
    mark_of,
    method_of_invoice,
)
from simlib.engine.compiled.steps import begin_plan, queue_step, step_acts_on
from simlib.engine.setting import Setting
from simlib.jit import inlined, inner
from simlib.ledger.events import (
    APPLIED,
    APPROVED,
    CHARGED,
    FACTORED,
    ISSUED,
    PAID,
    RECEIVED,
    REJECTED,
    TRANSFERRED,
)
from simlib.rules.cash import (
    REJECT_DAYS,
    discount_yield,
    ignores_runs,
)
from simlib.rules.chance import is_drawn
from simlib.rules.escalation import agency_fee
from simlib.rules.invoicing import channel_in_force
from simlib.rules.terms import counted_from, due_day_by
from simlib.world.draws import DEBIT

AFTER_REJECT = 0
"""Address of the patience with which a rejected invoice begins anew."""


@inlined
def issue(setting: Setting, state: State, events: Events, slot: int, day: int) -> None:
    """Issue an invoice: its due day is fixed, its reminder plan begins, it travels to the customer."""
    invoice = state.slots[slot]
    customer = invoice.customer
    party = state.parties[customer]
    if setting.orders_given:
        invoice.due_on = setting.orders[setting.customers[customer].first_order + invoice.ordinal].due
    else:
        terms, days = setting.customers[customer].terms, setting.customers[customer].terms_days
        month_end = setting.days[counted_from(day, terms, days) - setting.first].month_end
        invoice.due_on = due_day_by(day, terms, days, month_end)
    invoice.rolled = business_number(setting, acts_on(setting, invoice.due_on))
    invoice.channel = channel_in_force(party.channel, day, setting.rates[0].e_invoicing_from)
    enter_books(state, slot)
    post(state, events, day, ISSUED, slot, invoice.gross, invoice.ordered_on, invoice.gross)
    if party.is_factored != 0 and day >= party.adopts_on:
        invoice.is_factored = 1
        post(state, events, day, FACTORED, slot, invoice.gross, 0, invoice.gross)
    offer_discount(setting, state, slot, day)
    begin_plan(setting, state, slot, day, 0, day + 1)
    invoice.stage = TO_RECEIVE
    invoice.on = acts_on(setting, day + setting.invoice_channels[invoice.channel].transmission)


@inlined
def offer_discount(setting: Setting, state: State, slot: int, day: int) -> None:
    """Let the customer decide whether it will pay early at a discount, until which business day."""
    rates = setting.rates[0]
    invoice = state.slots[slot]
    party = state.parties[invoice.customer]
    if (
        rates.discount_rate <= 0.0
        or day < party.adopts_on
        or party.method == DIRECT_DEBIT
        or invoice.payer == NEVER_PAYS
    ):
        return
    until = day + rates.discount_days
    if discount_yield(rates.discount_rate, invoice.due_on - until) > party.hurdle:
        last = business_number(setting, until + 1) - 1
        if last < invoice.rolled:
            invoice.discount_on = last


@inlined
def be_received(setting: Setting, state: State, events: Events, replication: int, slot: int, day: int) -> None:
    """Let the customer receive an invoice: it waits for approval, unless it is disputed or the customer has failed."""
    invoice = state.slots[slot]
    post(state, events, day, RECEIVED, slot, invoice.gross, 0, invoice.left)
    invoice.received = business_number(setting, day)
    invoice.accrues = invoice.received
    if invoice.discount_on < invoice.received:
        invoice.discount_on = NOBODY
    if state.parties[invoice.customer].insolvent_on <= day:
        freeze(setting, state, events, slot, day)
        return
    plan_approval(setting, state, slot)
    if invoice.on != day:
        find_cause(setting, state, replication, slot)
        if invoice.cause != 0:
            arise(setting, state, events, slot, day)


@inlined
def approve(setting: Setting, state: State, events: Events, replication: int, slot: int, day: int) -> None:
    """Let the customer approve an invoice: it is paid at once, or in the customer's next run."""
    invoice = state.slots[slot]
    post(state, events, day, APPROVED, slot, invoice.left, 0, invoice.left)
    method = method_of_invoice(state, slot)
    if method == DIRECT_DEBIT:
        collect(setting, state, events, replication, slot, day)
        return
    invoice.stage = TO_RUN
    is_early = invoice.discount_on >= business_number(setting, day)
    if is_early or ignores_runs(method, invoice.is_linked != 0):
        invoice.on = day
    else:
        invoice.on = setting.run_on[state.parties[invoice.customer].runs, day - setting.first]


@inlined
def collect(setting: Setting, state: State, events: Events, replication: int, slot: int, day: int) -> None:
    """Collect an invoice by direct debit; it may come back."""
    invoice, rates = state.slots[slot], setting.rates[0]
    amount = invoice.left
    post(state, events, day, TRANSFERRED, slot, amount, 0, amount)
    post(state, events, day, PAID, slot, amount, mark_of(state, slot), 0)
    post(state, events, day, APPLIED, slot, amount, 0, 0)
    count_paid(state, slot, day)
    add_exposure(state, invoice.customer, -amount, day)
    rejected = False
    if rates.reject_rate > 0.0:
        rejected = is_drawn(of_invoice(setting, state, replication, slot, DEBIT, 0)[0], rates.reject_rate)
    if not rejected:
        close(setting, state, slot)
        return
    leave_books(state, slot)
    leave_step(state, slot, invoice.step_on - setting.begin)
    invoice.step_on = NEVER
    invoice.stage = COLLECTED
    invoice.pending = NOBODY
    invoice.is_promised = 0
    invoice.banked_on = day
    invoice.on = business_later(setting, day, REJECT_DAYS)


@inner
def reject(setting: Setting, state: State, events: Events, replication: int, slot: int, day: int) -> None:
    """Let a direct debit come back: the invoice is open again, and will be paid by transfer."""
    invoice = state.slots[slot]
    enter_books(state, slot)
    add_exposure(state, invoice.customer, invoice.left, day)
    post(state, events, day, REJECTED, slot, invoice.left, invoice.banked_on + mark_of(state, slot), invoice.left)
    invoice.method = TRANSFER
    while invoice.step < invoice.plan_end and step_acts_on(setting, invoice.due_on, invoice.step) < day:
        invoice.step += 1
    queue_step(setting, state, slot, day + 1)
    if state.parties[invoice.customer].insolvent_on <= day:
        freeze(setting, state, events, slot, day)
        return
    invoice.remaining = fresh_patience(setting, state, replication, slot, AFTER_REJECT)
    resume(setting, state, slot, business_number(setting, day))


@inner
def recover(setting: Setting, state: State, events: Events, slot: int, day: int) -> None:
    """Let an agency or a court have got the money."""
    invoice, rates = state.slots[slot], setting.rates[0]
    amount = invoice.left
    post(state, events, day, PAID, slot, amount, mark_of(state, slot), 0)
    post(state, events, day, APPLIED, slot, amount, 0, 0)
    count_paid(state, slot, day)
    if invoice.stage == AT_AGENCY:
        post(state, events, day, CHARGED, slot, agency_fee(amount, rates.agency_fee), 1, 0)
    add_exposure(state, invoice.customer, -amount, day)
    state.parties[invoice.customer].handed -= 1
    invoice.left = 0
    close(setting, state, slot)


@inner
def live(setting: Setting, state: State, events: Events, replication: int, slot: int, day: int) -> None:
    """Let an invoice take the steps of its life that fall on a day, and queue it for the next."""
    invoice = state.slots[slot]
    while invoice.on == day:
        stage = invoice.stage
        if stage == TO_ISSUE:
            issue(setting, state, events, slot, day)
        elif stage == TO_RECEIVE:
            be_received(setting, state, events, replication, slot, day)
        elif stage == TO_APPROVE:
            approve(setting, state, events, replication, slot, day)
        elif stage == TO_RUN:
            transfer(setting, state, events, replication, slot, day, 0)
        elif stage == TO_BANK:
            receive(setting, state, events, replication, slot, day)
        elif stage == TO_MATCH:
            if apply(setting, state, events, replication, slot, day):
                return
        else:
            live_otherwise(setting, state, events, replication, slot, day)
        if invoice.customer < 0:
            return
    wait_life(state, slot, invoice.on - setting.begin)


@inner
def live_otherwise(setting: Setting, state: State, events: Events, replication: int, slot: int, day: int) -> None:
    """Let an invoice take a step that few take."""
    invoice = state.slots[slot]
    stage = invoice.stage
    if stage == TO_CLERK:
        come_to_clerk(state, slot)
    elif stage == HELD:
        review(setting, state, events, slot, day)
    elif stage == IN_DISPUTE:
        invoice.on = NEVER
        enlist(state, NOTED, slot)
    elif stage == IN_SETTLEMENT:
        settle(setting, state, events, replication, slot, day)
    elif stage == COLLECTED:
        reject(setting, state, events, replication, slot, day)
    elif stage == IN_PLAN:
        fall_due(setting, state, events, replication, slot, day)
    elif stage == PLAN_TO_BANK:
        bank_instalment(setting, state, events, slot, day)
    elif (stage in (AT_AGENCY, IN_COURT)) and invoice.instalment != 0:
        recover(setting, state, events, slot, day)
    elif stage == TO_VAT:
        get_vat_back(setting, state, events, slot, day)
    else:
        invoice.on = NEVER
        enlist(state, LATE, slot)
