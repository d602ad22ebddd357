"""Escalation: what is handed to an agency or a court, what is given up, what is written off."""

from simlib.engine.compiled.approval import interrupt, resume
from simlib.engine.compiled.closing import close, get_vat_back
from simlib.engine.compiled.disputes import learn_of
from simlib.engine.compiled.log import Events, post, post_contact
from simlib.engine.compiled.places import acts_on, add_exposure, business_number, leave_books, leave_step, wait_life
from simlib.engine.compiled.state import (
    AT_AGENCY,
    DIVERTED,
    FROZEN,
    IN_COURT,
    IN_DISPUTE,
    LADDER,
    LATE,
    NEVER,
    NOBODY,
    RUNG_GIVE_UP,
    TO_APPROVE,
    TO_VAT,
    State,
    mark_of,
)
from simlib.engine.compiled.steps import gives_up, put_off_rung, queue_step
from simlib.engine.setting import Setting
from simlib.jit import inlined, inner
from simlib.ledger.events import CHARGED, HANDED, HANDED_BEFORE_MARK, WRITTEN_OFF
from simlib.rules.chance import is_drawn
from simlib.rules.escalation import AGENCY, COURT, TRY_AGAIN, outcome_delay, success_rate
from simlib.world.draws import HANDOVER, pair

BY_INSOLVENCY, GIVEN_UP, BY_FRAUD, COURT_LOST = 1, 2, 3, 4
"""Why an invoice is written off."""


@inner
def escalate(setting: Setting, state: State, events: Events, replication: int, day: int) -> None:
    """Take the day's steps of escalation: failed outcomes and write-offs, then handovers, then what is given up."""
    for place in range(state.counts[LATE]):
        end_badly(setting, state, events, replication, state.lists[LATE, place], day)
    state.counts[LATE] = 0
    for last in range(2):
        for place in range(state.counts[LADDER]):
            slot = state.lists[LADDER, place]
            if slot >= 0 and gives_up(setting, state, slot) == (last == 1):
                state.lists[LADDER, place] = NOBODY
                climb(setting, state, events, replication, slot, day)
    state.counts[LADDER] = 0


@inlined
def end_badly(setting: Setting, state: State, events: Events, replication: int, slot: int, day: int) -> None:
    """Let an agency or a court have failed, or the day of a write-off have come."""
    invoice, rates = state.slots[slot], setting.rates[0]
    stage = invoice.stage
    party = state.parties[invoice.customer]
    if stage == FROZEN:
        write_off(setting, state, events, slot, day, BY_INSOLVENCY)
    elif stage == DIVERTED:
        write_off(setting, state, events, slot, day, BY_FRAUD)
    elif stage == IN_COURT:
        party.handed -= 1
        write_off(setting, state, events, slot, day, COURT_LOST)
    elif rates.court != 0 and party.handed_total >= rates.court_minimum:
        file(setting, state, events, replication, slot, day)
    else:
        party.handed -= 1
        invoice.rung = RUNG_GIVE_UP
        resume(setting, state, slot, business_number(setting, day))
        wait_life(state, slot, invoice.on - setting.begin)
        leave_step(state, slot, invoice.step_on - setting.begin)
        queue_step(setting, state, slot, day + 1)


@inner
def write_off(setting: Setting, state: State, events: Events, slot: int, day: int, reason: int) -> None:
    """Write an invoice off; its VAT comes back later where it was paid over."""
    invoice, rates = state.slots[slot], setting.rates[0]
    post(state, events, day, WRITTEN_OFF, slot, invoice.left, reason + mark_of(state, slot), 0)
    add_exposure(state, invoice.customer, -invoice.left, day)
    if rates.vat_back == 0:
        close(setting, state, slot)
        return
    leave_books(state, slot)
    leave_step(state, slot, invoice.step_on - setting.begin)
    invoice.step_on = NEVER
    invoice.paying = invoice.left
    invoice.left = 0
    invoice.stage = TO_VAT
    invoice.on = acts_on(setting, day + rates.vat_lag)
    if invoice.on == day:
        get_vat_back(setting, state, events, slot, day)
    else:
        wait_life(state, slot, invoice.on - setting.begin)


@inner
def climb(setting: Setting, state: State, events: Events, replication: int, slot: int, day: int) -> None:
    """Let an invoice come to its next rung: handed over with all its customer owes, or given up; or try again later."""
    invoice, rates = state.slots[slot], setting.rates[0]
    is_over = invoice.customer < 0 or invoice.stage == TO_VAT
    if is_over or invoice.step_on != NEVER:  # closed, written off, or put off by what came before it today
        return
    party = state.parties[invoice.customer]
    if invoice.stage != TO_APPROVE or invoice.is_promised != 0 or party.handed > 0:
        if invoice.stage == IN_DISPUTE and invoice.is_noted == 0:
            learn_of(setting, state, slot)
        put_off_rung(setting, state, slot, day + TRY_AGAIN)
        return
    if gives_up(setting, state, slot):
        interrupt(setting, state, slot, business_number(setting, day))
        write_off(setting, state, events, slot, day, GIVEN_UP)
        return
    total = owed_to_hand(state, invoice.customer, day)
    if total >= (rates.agency_minimum if rates.agency != 0 else rates.court_minimum):
        hand_over(setting, state, events, replication, invoice.customer, day, total)
        if invoice.stage != TO_APPROVE:
            put_off_rung(setting, state, slot, day + TRY_AGAIN)
            return
    invoice.rung = RUNG_GIVE_UP
    queue_step(setting, state, slot, day + 1)


@inlined
def may_hand(state: State, slot: int, day: int) -> bool:
    """Return whether an invoice can be handed over."""
    invoice = state.slots[slot]
    is_free = invoice.stage == TO_APPROVE and invoice.is_promised == 0
    return bool(invoice.due_on < day and is_free and invoice.rung != RUNG_GIVE_UP)


@inlined
def owed_to_hand(state: State, customer: int, day: int) -> int:
    """Return what a customer owes that can be handed over."""
    total = 0
    slot = state.parties[customer].open_head
    while slot >= 0:
        if may_hand(state, slot, day):
            total += state.slots[slot].left
        slot = state.slots[slot].open_next
    return total


@inlined
def hand_over(
    setting: Setting, state: State, events: Events, replication: int, customer: int, day: int, total: int
) -> None:
    """Hand all that a customer owes to the agency, or at once to the court."""
    party, rates = state.parties[customer], setting.rates[0]
    number = party.handovers
    party.handovers += 1
    party.handed_total = total
    slot = party.open_head
    while slot >= 0:
        invoice = state.slots[slot]
        if may_hand(state, slot, day):
            interrupt(setting, state, slot, business_number(setting, day))
            invoice.number = number
            party.handed += 1
            if rates.agency != 0:
                wait_for_outcome(setting, state, events, replication, slot, day, AGENCY)
            else:
                file(setting, state, events, replication, slot, day)
        slot = invoice.open_next


@inner
def file(setting: Setting, state: State, events: Events, replication: int, slot: int, day: int) -> None:
    """Take an invoice to court; the court costs the same however many invoices of a customer go there on one day."""
    customer = state.slots[slot].customer
    if state.parties[customer].filed_on != day:
        state.parties[customer].filed_on = day
        post_contact(state, events, day, CHARGED, customer, setting.rates[0].court_cost, COURT)
    wait_for_outcome(setting, state, events, replication, slot, day, COURT)


@inner
def wait_for_outcome(
    setting: Setting, state: State, events: Events, replication: int, slot: int, day: int, where: int
) -> None:
    """Let an invoice wait for what an agency or a court achieves."""
    invoice, rates = state.slots[slot], setting.rates[0]
    handed_before = HANDED_BEFORE_MARK if invoice.stage == AT_AGENCY else 0
    post(state, events, day, HANDED, slot, invoice.left, where + handed_before, invoice.left)
    entity = setting.customers[invoice.customer].entity
    u_success, u_delay = pair(setting.seed, replication, entity, -1, HANDOVER, 2 * int(invoice.number) + where - AGENCY)
    rate, days = rates.agency_success, rates.agency_days
    if where == COURT:
        rate, days = rates.court_success, rates.court_days
    is_success = is_drawn(u_success, success_rate(where, invoice.payer, rate, rates.solvency))
    invoice.stage = IN_COURT if where == COURT else AT_AGENCY
    invoice.instalment = 1 if is_success else 0
    invoice.on = acts_on(setting, day + outcome_delay(u_delay, is_success, days))
    wait_life(state, slot, invoice.on - setting.begin)
