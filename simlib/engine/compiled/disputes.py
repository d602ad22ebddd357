"""Disputes: they arise on receipt, are noted, worked on by a desk, settled."""

from simlib.engine.compiled.approval import resume, settle_accrual
from simlib.engine.compiled.closing import close
from simlib.engine.compiled.deal import of_invoice
from simlib.engine.compiled.log import Events, post
from simlib.engine.compiled.places import (
    acts_on,
    add_exposure,
    business_later,
    business_number,
    enlist,
    leave_life,
    wait_life,
)
from simlib.engine.compiled.queue import drop_first, push
from simlib.engine.compiled.state import (
    DISPUTE_HEAP,
    DISPUTES,
    IN_DISPUTE,
    IN_SETTLEMENT,
    NEVER,
    NOBODY,
    NOTED,
    TRANSFER,
    State,
    mark_of,
)
from simlib.engine.setting import Setting
from simlib.jit import inlined, inner
from simlib.ledger.events import CREDITED, DISPUTED, SETTLED, TAKEN
from simlib.ledger.events import NOTED as NOTED_EVENT
from simlib.rules.classes import PayerClass
from simlib.rules.disputes import SILENCE, credit_note, dispute_cause, resolution_days, shows_at_once
from simlib.world.draws import MARK, SETTLE

BY_DISPUTE = 1
"""Why a credit note was given."""
DISPUTANT = int(PayerClass.DISPUTE)


@inlined
def find_cause(setting: Setting, state: State, replication: int, slot: int) -> None:
    """Find out whether an invoice will be disputed when it is received."""
    invoice, rates = state.slots[slot], setting.rates[0]
    errors = setting.invoice_channels[invoice.channel].error_rate
    is_disputant = invoice.payer == DISPUTANT
    if errors <= 0.0 and rates.goods <= 0.0 and rates.pretext <= 0.0 and not is_disputant:
        return
    u_error, u_dispute = of_invoice(setting, state, replication, slot, MARK, 0)
    invoice.cause = dispute_cause(u_error, u_dispute, errors, rates.goods, rates.pretext, is_disputant)


@inner
def arise(setting: Setting, state: State, events: Events, slot: int, day: int) -> None:
    """Let a dispute arise: the hazard so far counts, no more from tomorrow."""
    invoice = state.slots[slot]
    settle_accrual(setting, state, slot, business_number(setting, day) + 1)
    invoice.stage = IN_DISPUTE
    invoice.is_noted = 0
    invoice.discount_on = NOBODY
    post(state, events, day, DISPUTED, slot, invoice.left, invoice.cause, invoice.left)
    if shows_at_once(invoice.channel, state.parties[invoice.customer].is_portal != 0):
        invoice.on = business_later(setting, day, 1)
    else:
        invoice.on = acts_on(setting, max(invoice.due_on + SILENCE, day + 1))


@inlined
def learn_of(setting: Setting, state: State, slot: int) -> None:
    """Note a dispute at the day's closing: someone has told the firm."""
    invoice = state.slots[slot]
    if invoice.on != NEVER:
        leave_life(state, slot, invoice.on - setting.begin)
        invoice.on = NEVER
        enlist(state, NOTED, slot)


@inner
def note(state: State, events: Events, day: int) -> None:
    """Note the disputes that the firm has learnt of today; the dispute desk has them from tomorrow."""
    for place in range(state.counts[NOTED]):
        slot = state.lists[NOTED, place]
        invoice = state.slots[slot]
        if invoice.customer < 0 or invoice.stage != IN_DISPUTE or invoice.is_noted != 0:
            continue
        invoice.is_noted = 1
        post(state, events, day, NOTED_EVENT, slot, invoice.left, invoice.cause, invoice.left)
        push(state, DISPUTE_HEAP, state.counts[DISPUTES], day, invoice.customer, invoice.ordinal, slot)
        state.counts[DISPUTES] += 1
    state.counts[NOTED] = 0


@inner
def work_on_disputes(setting: Setting, state: State, events: Events, replication: int, day: int) -> None:
    """Take up noted disputes in their order while the desk has minutes left."""
    rates = setting.rates[0]
    minutes = rates.desk_minutes
    while state.counts[DISPUTES] > 0 and minutes > 0:
        first = state.counts[DISPUTES] - 1
        drop_first(state, DISPUTE_HEAP, state.counts[DISPUTES])
        state.counts[DISPUTES] = first
        slot = state.heaps[DISPUTE_HEAP, first, 3]
        invoice = state.slots[slot]
        is_same = (
            invoice.customer == state.heaps[DISPUTE_HEAP, first, 1]
            and invoice.ordinal == state.heaps[DISPUTE_HEAP, first, 2]
        )
        if not is_same or invoice.stage != IN_DISPUTE or invoice.is_noted == 0:
            continue
        minutes -= rates.dispute_minutes
        post(state, events, day, TAKEN, slot, invoice.left, rates.dispute_minutes, invoice.left)
        u_duration, _ = of_invoice(setting, state, replication, slot, SETTLE, 0)
        invoice.stage = IN_SETTLEMENT
        invoice.on = acts_on(setting, day + resolution_days(u_duration, rates.resolution_days))
        wait_life(state, slot, invoice.on - setting.begin)


@inner
def settle(setting: Setting, state: State, events: Events, replication: int, slot: int, day: int) -> None:
    """End a dispute: with a credit note or without, what is left waits for approval again."""
    invoice, rates = state.slots[slot], setting.rates[0]
    post(state, events, day, SETTLED, slot, invoice.left, invoice.cause, invoice.left)
    _, u_credit = of_invoice(setting, state, replication, slot, SETTLE, 0)
    credit = credit_note(u_credit, invoice.cause, rates.credit_share, rates.credit_part, invoice.left)
    invoice.is_noted = 0
    invoice.method = TRANSFER
    if credit > 0:
        invoice.left -= credit
        add_exposure(state, invoice.customer, -credit, day)
        post(state, events, day, CREDITED, slot, credit, BY_DISPUTE + mark_of(state, slot), invoice.left)
        if invoice.left == 0:
            close(setting, state, slot)
            return
    resume(setting, state, slot, business_number(setting, day))
