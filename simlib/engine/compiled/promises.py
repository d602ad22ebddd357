"""Promises to pay, and instalment plans."""

from simlib.engine.compiled.approval import interrupt, resume
from simlib.engine.compiled.closing import close
from simlib.engine.compiled.failure import end_promise, freeze, wait_promise
from simlib.engine.compiled.log import Events, post, post_contact
from simlib.engine.compiled.matching import count_paid
from simlib.engine.compiled.paying import transfer
from simlib.engine.compiled.places import acts_on, add_exposure, business_later, business_number, leave_life, wait_life
from simlib.engine.compiled.state import (
    IN_DISPUTE,
    IN_PLAN,
    IN_SETTLEMENT,
    NOBODY,
    PLAN_TO_BANK,
    PROMISES,
    TO_APPROVE,
    State,
    mark_of,
)
from simlib.engine.setting import Setting
from simlib.jit import inlined, inner
from simlib.ledger.events import (
    APPLIED,
    APPROVED,
    BROKEN,
    INSTALMENT_MARK,
    KEPT,
    LAPSED,
    PAID,
    PLANNED,
    PROMISED,
    TRANSFERRED,
)
from simlib.rules.chance import is_drawn
from simlib.rules.classes import PayerClass
from simlib.rules.promises import instalment, is_missed
from simlib.rules.terms import months_later
from simlib.world.draws import INSTALMENT, PROMISE, TALK, pair

HARDSHIP, NEVER_PAYS = int(PayerClass.HARDSHIP), int(PayerClass.NEVER)
MOST_INSTALMENTS = 64
"""Addresses of a plan's instalments."""


@inlined
def may_promise(state: State, slot: int, day: int) -> bool:
    """Return whether an invoice can be promised or put into a plan: overdue, and waiting for approval."""
    invoice = state.slots[slot]
    return bool(invoice.due_on < day and invoice.stage == TO_APPROVE and invoice.payer != NEVER_PAYS)


@inner
def agree(setting: Setting, state: State, events: Events, replication: int, customer: int, day: int) -> None:
    """Let a customer that was reached agree to a plan, or make a promise."""
    rates, party = setting.rates[0], state.parties[customer]
    if rates.promise_rate <= 0.0 and rates.plan_share <= 0.0:
        return
    total = 0
    hardship = False
    disputed = False
    slot = party.open_head
    while slot >= 0:
        invoice = state.slots[slot]
        if invoice.stage == IN_DISPUTE or invoice.stage == IN_SETTLEMENT:
            disputed = True
        elif may_promise(state, slot, day):
            total += invoice.left
            hardship = hardship or invoice.payer == HARDSHIP
        slot = invoice.open_next
    if total == 0:
        return
    u_promise, u_plan = pair(setting.seed, replication, setting.customers[customer].entity, -1, TALK, day)
    if hardship and not disputed and is_drawn(u_plan, rates.plan_share):
        begin_plans(setting, state, events, customer, day)
    elif party.promised_on == NOBODY and is_drawn(u_promise, rates.promise_rate):
        begin_promise(setting, state, events, customer, day, total)


@inner
def begin_plans(setting: Setting, state: State, events: Events, customer: int, day: int) -> None:
    """Put all that a customer can pay by instalments into a plan."""
    party = state.parties[customer]
    end_promise(setting, state, customer)
    slot = party.open_head
    while slot >= 0:
        invoice = state.slots[slot]
        if may_promise(state, slot, day):
            interrupt(setting, state, slot, business_number(setting, day))
            invoice.stage = IN_PLAN
            invoice.number = party.plans
            invoice.instalment = 1
            invoice.instalments = setting.rates[0].instalments
            invoice.begun_on = day
            post(state, events, day, PLANNED, slot, invoice.left, invoice.instalments, invoice.left)
            invoice.plan_total = invoice.left
            invoice.on = acts_on(setting, months_later(day, 1))
            wait_life(state, slot, invoice.on - setting.begin)
        slot = invoice.open_next
    party.plans += 1


@inlined
def fall_due(setting: Setting, state: State, events: Events, replication: int, slot: int, day: int) -> None:
    """Let an instalment fall due: it is paid, or the plan ends."""
    invoice, rates = state.slots[slot], setting.rates[0]
    k = MOST_INSTALMENTS * int(invoice.number) + int(invoice.instalment) - 1
    entity = setting.customers[invoice.customer].entity
    u_missed, _ = pair(setting.seed, replication, entity, -1, INSTALMENT, k)
    if is_missed(u_missed, rates.plan_default, invoice.instalments):
        post(state, events, day, LAPSED, slot, invoice.left, 0, invoice.left)
        resume(setting, state, slot, business_number(setting, day))
        return
    invoice.paying = instalment(invoice.plan_total, invoice.left, invoice.instalment, invoice.instalments)
    post(state, events, day, TRANSFERRED, slot, invoice.paying, 0, invoice.left)
    invoice.stage = PLAN_TO_BANK
    invoice.on = business_later(setting, day, 1)


@inlined
def bank_instalment(setting: Setting, state: State, events: Events, slot: int, day: int) -> None:
    """Let an instalment reach bank and books."""
    invoice = state.slots[slot]
    invoice.left -= invoice.paying
    invoice.is_parted = 1
    post(state, events, day, PAID, slot, invoice.paying, mark_of(state, slot), invoice.left)
    post(state, events, day, APPLIED, slot, invoice.paying, INSTALMENT_MARK, invoice.left)
    add_exposure(state, invoice.customer, -invoice.paying, day)
    if invoice.left == 0:
        count_paid(state, slot, day)
        close(setting, state, slot)
    elif state.parties[invoice.customer].insolvent_on <= day:
        freeze(setting, state, events, slot, day)
    else:
        invoice.stage = IN_PLAN
        invoice.instalment += 1
        invoice.on = acts_on(setting, months_later(invoice.begun_on, invoice.instalment))


@inner
def begin_promise(setting: Setting, state: State, events: Events, customer: int, day: int, total: int) -> None:
    """Take a promise for all that is overdue and not yet approved."""
    rates, party = setting.rates[0], state.parties[customer]
    promised_on = acts_on(setting, day + rates.promise_days)
    party.promise_ends = acts_on(setting, day + rates.promise_days + rates.grace_days)
    party.promised = total
    party.promises += 1
    party.is_in_grace = 0
    party.promised_on = max(promised_on, acts_on(setting, day + 1))
    party.promise_ends = max(party.promise_ends, party.promised_on)
    slot = party.open_head
    while slot >= 0:
        if may_promise(state, slot, day):
            state.slots[slot].is_promised = 1
        slot = state.slots[slot].open_next
    post_contact(state, events, day, PROMISED, customer, total, party.promised_on)
    wait_promise(state, customer, party.promised_on - setting.begin)


@inner
def look_at_promises(setting: Setting, state: State, events: Events, replication: int, day: int) -> None:
    """Look at the promises of the day: kept, broken, or given a grace."""
    place = day - setting.begin
    customer = state.heads[PROMISES, place]
    state.heads[PROMISES, place] = NOBODY
    while customer >= 0:
        following = state.parties[customer].promise_next
        look_at_promise(setting, state, events, replication, customer, day)
        customer = following


@inner
def look_at_promise(setting: Setting, state: State, events: Events, replication: int, customer: int, day: int) -> None:
    """Find out whether a customer keeps its promise; if not on the day, its grace begins."""
    party, entity = state.parties[customer], setting.customers[customer].entity
    if party.is_in_grace == 0:
        u_kept, _ = pair(setting.seed, replication, entity, -1, PROMISE, party.promises - 1)
        if is_drawn(u_kept, setting.rates[0].kept_rate):
            pay_as_promised(setting, state, events, replication, customer, day)
            finish(state, events, customer, day, KEPT)
            return
        if party.promise_ends > day:
            party.is_in_grace = 1
            party.promised_on = party.promise_ends
            wait_promise(state, customer, party.promised_on - setting.begin)
            return
    slot = party.open_head
    while slot >= 0:
        invoice = state.slots[slot]
        if invoice.is_promised != 0 and invoice.stage == TO_APPROVE:
            party.is_broken = 1
            finish(state, events, customer, day, BROKEN)
            return
        slot = invoice.open_next
    finish(state, events, customer, day, KEPT)


@inlined
def pay_as_promised(setting: Setting, state: State, events: Events, replication: int, customer: int, day: int) -> None:
    """Let a customer approve and pay what it promised and has not yet approved."""
    slot = state.parties[customer].open_head
    while slot >= 0:
        invoice = state.slots[slot]
        if invoice.is_promised != 0 and invoice.stage == TO_APPROVE:
            leave_life(state, slot, invoice.on - setting.begin)
            post(state, events, day, APPROVED, slot, invoice.left, 0, invoice.left)
            transfer(setting, state, events, replication, slot, day, 1)
            wait_life(state, slot, invoice.on - setting.begin)
        slot = invoice.open_next


@inlined
def finish(state: State, events: Events, customer: int, day: int, kind: int) -> None:
    """End a promise as kept or broken: its invoices are free again."""
    party = state.parties[customer]
    post_contact(state, events, day, kind, customer, party.promised, 0)
    party.promised_on = NOBODY
    slot = party.open_head
    while slot >= 0:
        state.slots[slot].is_promised = 0
        slot = state.slots[slot].open_next
