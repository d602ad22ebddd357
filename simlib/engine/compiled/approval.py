"""Approval: the business day on which cumulated hazard reaches the invoice's draw, found by leaps over days of equal hazard."""

from simlib.engine.compiled.state import OVERFLOW, WAITS_APPROVAL, State, leave_life, wait_life
from simlib.engine.setting import Setting
from simlib.jit import bare_kernel, inlined
from simlib.rules.payment import daily_hazard, days_to_reach, lateness

NEVER = 2147483647


@bare_kernel
def accrue(setting: Setting, state: State, slot: int, until: int) -> tuple[int, int]:
    """Let hazard accrue up to a business day, not included.

    Returns the business day of approval, -1 where the draw is not reached, and what is then left of the draw.
    """
    invoice = state.slots[slot]
    frailty = state.parties[invoice.customer].frailty
    row = setting.customers[invoice.customer].hazard_row
    bins = setting.bin_start.shape[0]
    rolled, received = int(invoice.rolled), int(invoice.received)
    day = int(invoice.accrues)
    remaining = int(invoice.remaining)
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
        hazard = daily_hazard(setting.hazards[row, place], frailty, setting.business[day].factor, touches)
        if hazard * (end - day) >= remaining:
            return day + days_to_reach(remaining, hazard) - 1, 0
        remaining -= hazard * (end - day)
        day = end
    return -1, remaining


@inlined
def plan_approval(setting: Setting, state: State, slot: int) -> None:
    """Find the day on which the invoice will be approved, if nothing more happens, and queue it there."""
    invoice = state.slots[slot]
    invoice.stage = WAITS_APPROVAL
    horizon = setting.days[setting.end - setting.first].business_before
    approved, _ = accrue(setting, state, slot, horizon)
    invoice.on = setting.business[approved].day if approved >= 0 else NEVER
    wait_life(state, slot, invoice.on - setting.begin)


@inlined
def settle_accrual(setting: Setting, state: State, slot: int, until: int) -> None:
    """Account for the hazard accrued before a business day, so that what comes after may differ."""
    invoice = state.slots[slot]
    if invoice.accrues < until:
        _, remaining = accrue(setting, state, slot, until)
        invoice.remaining = remaining
        invoice.accrues = until


@bare_kernel
def feel_touch(setting: Setting, state: State, slot: int, channel: int, log_effect: float, today: int) -> None:
    """Let a delivered touch act on an invoice from the next business day on, for its channel's window."""
    invoice = state.slots[slot]
    waits = invoice.stage == WAITS_APPROVAL
    if waits:
        leave_life(state, slot, invoice.on - setting.begin)
        settle_accrual(setting, state, slot, today + 1)
    kept = 0
    for e in range(invoice.effects):
        if state.effects[slot, e].until > today + 1:
            state.effects[slot, kept].until = state.effects[slot, e].until
            state.effects[slot, kept].log_ratio = state.effects[slot, e].log_ratio
            kept += 1
    if kept >= state.effects.shape[1]:
        state.counts[OVERFLOW] |= 4
        kept -= 1
    state.effects[slot, kept].until = today + 1 + setting.channels[channel].window
    state.effects[slot, kept].log_ratio = log_effect
    invoice.effects = kept + 1
    if waits:
        plan_approval(setting, state, slot)
