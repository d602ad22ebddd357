"""Approval: the business day on which cumulated hazard reaches the invoice's draw, found by leaps over days of equal hazard."""

from simlib.engine.compiled.places import leave_life
from simlib.engine.compiled.state import (
    DIRECT_DEBIT,
    EFFECTS_FULL,
    NEVER,
    OVERFLOW,
    TO_APPROVE,
    State,
    method_of_invoice,
)
from simlib.engine.setting import Setting
from simlib.jit import inlined, inner
from simlib.rules.classes import class_factor, has_atom
from simlib.rules.payment import ATOM, daily_hazard, days_to_reach, lateness


@inner
def accrue(setting: Setting, state: State, slot: int, until: int) -> tuple[int, int]:
    """Let hazard accrue up to a business day, not included.

    Returns the business day of approval, -1 where the draw is not reached, and what is then left of the draw.
    """
    invoice = state.slots[slot]
    party = state.parties[invoice.customer]
    rates = setting.rates[0]
    remaining = int(invoice.remaining)
    touched = invoice.is_touched != 0
    factor = class_factor(
        invoice.payer, touched, invoice.is_noticed != 0, rates.strategic_factor, rates.hardship_factor
    )
    if factor <= 0.0:
        return -1, remaining
    atom = has_atom(invoice.payer, touched)
    frailty = party.frailty
    row = setting.customers[invoice.customer].hazard_row
    bins = setting.bin_start.shape[0]
    rolled, received = int(invoice.rolled + party.shift), int(invoice.received)
    day = int(invoice.accrues)
    place = 0
    while day < until:
        late = lateness(day, rolled, received)
        while place < bins and setting.bin_start[place] <= late:
            place += 1
        end = min(until, int(setting.business[day].factor_until))
        if late != day - rolled:
            end = day + 1
        elif place < bins:
            end = min(end, rolled + int(setting.bin_start[place]))
        touches = 0.0
        for e in range(invoice.effects):
            if state.effects[slot, e].until > day:
                touches += state.effects[slot, e].log_ratio
                end = min(end, int(state.effects[slot, e].until))
        rate = setting.hazards[row, place + 1] if late == ATOM and not atom else setting.hazards[row, place]
        hazard = daily_hazard(rate * factor, frailty, setting.business[day].factor, touches)
        if hazard * (end - day) >= remaining:
            return day + days_to_reach(remaining, hazard) - 1, 0
        remaining -= hazard * (end - day)
        day = end
    return -1, remaining


@inner
def plan_approval(setting: Setting, state: State, slot: int) -> None:
    """Let an invoice wait for approval, and find the day on which that comes if nothing more happens."""
    invoice = state.slots[slot]
    invoice.stage = TO_APPROVE
    if method_of_invoice(state, slot) == DIRECT_DEBIT:
        approved = max(invoice.rolled, invoice.received, invoice.accrues)
    else:
        horizon = setting.days[setting.end - setting.first].business_before
        approved, _ = accrue(setting, state, slot, horizon)
        if invoice.discount_on >= invoice.accrues and (approved < 0 or approved > invoice.discount_on):
            approved = invoice.discount_on
    invoice.on = setting.business[approved].day if approved >= 0 else NEVER


@inlined
def settle_accrual(setting: Setting, state: State, slot: int, until: int) -> None:
    """Account for the hazard accrued before a business day, so that what comes after may differ."""
    invoice = state.slots[slot]
    if invoice.accrues < until:
        if method_of_invoice(state, slot) != DIRECT_DEBIT:
            _, remaining = accrue(setting, state, slot, until)
            invoice.remaining = remaining
        invoice.accrues = until


@inlined
def resume(setting: Setting, state: State, slot: int, today: int) -> None:
    """Let an invoice wait for approval again, at risk from the business day after one."""
    state.slots[slot].accrues = today + 1
    plan_approval(setting, state, slot)


@inner
def interrupt(setting: Setting, state: State, slot: int, today: int) -> None:
    """Take an invoice that waits for approval out of its queue, today's hazard accounted for."""
    leave_life(state, slot, state.slots[slot].on - setting.begin)
    settle_accrual(setting, state, slot, today + 1)
    state.slots[slot].on = NEVER


@inner
def feel(state: State, slot: int, log_effect: float, window: int, today: int) -> None:
    """Let something act on an invoice's hazard from the next business day on, for so many of them."""
    invoice = state.slots[slot]
    kept = 0
    for e in range(invoice.effects):
        if state.effects[slot, e].until > today + 1:
            state.effects[slot, kept].until = state.effects[slot, e].until
            state.effects[slot, kept].log_ratio = state.effects[slot, e].log_ratio
            kept += 1
    if kept >= state.effects.shape[1]:
        state.counts[OVERFLOW] |= EFFECTS_FULL
        kept -= 1
    state.effects[slot, kept].until = today + 1 + window
    state.effects[slot, kept].log_ratio = log_effect
    invoice.effects = kept + 1
