"""Where an invoice stands in its reminder plan, and when its next step or rung comes."""

from simlib.engine.compiled.places import acts_on, enlist, leave_step, wait_step
from simlib.engine.compiled.state import DESK, LADDER, NEVER, NOBODY, RUNG_GIVE_UP, STEPS, State
from simlib.engine.setting import Setting
from simlib.jit import inlined, inner
from simlib.rules.segmentation import SegmentBy, band, in_currency

BY_SIZE, BY_SCORE, BY_HISTORY, BY_AMOUNT = (
    int(SegmentBy.SIZE), int(SegmentBy.SCORE), int(SegmentBy.HISTORY), int(SegmentBy.AMOUNT),
)  # fmt: skip


@inlined
def step_acts_on(setting: Setting, due_on: int, step: int) -> int:
    """Return the first business day on or after a step's day."""
    return acts_on(setting, due_on + setting.steps[step].day)


@inlined
def queue_step(setting: Setting, state: State, slot: int, soonest: int) -> None:
    """Queue an invoice on the day of its next step; once its plan has run out, on the day of its next rung, not before a day."""
    invoice = state.slots[slot]
    if invoice.step < invoice.plan_end:
        invoice.step_on = step_acts_on(setting, invoice.due_on, invoice.step)
    else:
        invoice.step_on = rung_day(setting, state, slot, soonest)
    wait_step(state, slot, invoice.step_on - setting.begin)


@inlined
def gives_up(setting: Setting, state: State, slot: int) -> bool:
    """Return whether an invoice's next rung is to be given up: nobody is left to hand it to."""
    rates = setting.rates[0]
    return bool(state.slots[slot].rung == RUNG_GIVE_UP or (rates.agency == 0 and rates.court == 0))


@inlined
def rung_day(setting: Setting, state: State, slot: int, soonest: int) -> int:
    """Return the day of an invoice's next rung: handed over, or given up."""
    invoice, rates = state.slots[slot], setting.rates[0]
    after = rates.give_up_days if gives_up(setting, state, slot) else rates.escalates_after
    return acts_on(setting, max(invoice.due_on + after, soonest))


@inlined
def put_off_rung(setting: Setting, state: State, slot: int, day: int) -> None:
    """Queue an invoice for its rung on another day."""
    state.slots[slot].step_on = acts_on(setting, day)
    wait_step(state, slot, state.slots[slot].step_on - setting.begin)


@inlined
def metric_of(state: State, slot: int, by: int, day: int) -> float:
    """Return what an invoice's plan is chosen by."""
    invoice = state.slots[slot]
    party = state.parties[invoice.customer]
    if by == BY_SIZE:
        return float(party.world_pace * party.mean_amount)
    if by == BY_SCORE:
        return float(party.percentile)
    if by == BY_AMOUNT:
        return in_currency(invoice.gross)
    late, count = party.late_days, party.paid_count
    if party.paid_day == day:
        late -= party.late_days_today
        count -= party.paid_today
    return late / count if count > 0 else 0.0


@inlined
def choose_plan(setting: Setting, state: State, slot: int, day: int) -> None:
    """Choose the reminder plan of an invoice: its customer's, by the band in which it falls."""
    invoice, rates = state.slots[slot], setting.rates[0]
    row = setting.customers[invoice.customer]
    joined = day >= state.parties[invoice.customer].adopts_on
    by = rates.segment_by if joined else rates.old_segment_by
    which = 1
    if by != 0:
        low, high = (rates.cut_low, rates.cut_high) if joined else (rates.old_cut_low, rates.old_cut_high)
        which = band(metric_of(state, slot, by, day), low, high)
    if which == 0:
        invoice.step, invoice.plan_end = (
            (row.low_first, row.low_end) if joined else (row.old_low_first, row.old_low_end)
        )
    elif which == 1:
        invoice.step = row.middle_first if joined else row.old_middle_first
        invoice.plan_end = row.middle_end if joined else row.old_middle_end
    else:
        invoice.step = row.high_first if joined else row.old_high_first
        invoice.plan_end = row.high_end if joined else row.old_high_end


@inner
def begin_plan(setting: Setting, state: State, slot: int, day: int, skipped: int, soonest: int) -> None:
    """Begin an invoice's reminder plan: steps whose day is past count as done, and so do the first `skipped`; no rung before a day."""
    invoice = state.slots[slot]
    choose_plan(setting, state, slot, day)
    first = invoice.step
    step = first
    while step < invoice.plan_end and step_acts_on(setting, invoice.due_on, step) < day:
        step += 1
    invoice.step = min(max(step, first + skipped), invoice.plan_end)
    invoice.pending = NOBODY
    queue_step(setting, state, slot, soonest)


@inner
def take_steps(setting: Setting, state: State, day: int) -> None:
    """Make candidates of the invoices whose next step's day has come; the latest step due drops the earlier ones.

    Invoices whose plan has run out have come for their next rung.
    """
    place = day - setting.begin
    slot = state.heads[STEPS, place]
    state.heads[STEPS, place] = NOBODY
    while slot >= 0:
        invoice = state.slots[slot]
        following = invoice.step_next
        if invoice.step >= invoice.plan_end:
            invoice.step_on = NEVER
            enlist(state, LADDER, slot)
        else:
            while invoice.step < invoice.plan_end and step_acts_on(setting, invoice.due_on, invoice.step) <= day:
                invoice.pending = invoice.step
                invoice.step += 1
            queue_step(setting, state, slot, day + 1)
            come_to_desk(state, invoice.customer)
        slot = following


@inlined
def come_to_desk(state: State, customer: int) -> None:
    """Put a customer on the desk, once."""
    if state.parties[customer].at_desk == 0:
        state.parties[customer].at_desk = 1
        enlist(state, DESK, customer)


@inlined
def leave_steps(setting: Setting, state: State, slot: int) -> None:
    """Take an invoice out of the queue of steps."""
    leave_step(state, slot, state.slots[slot].step_on - setting.begin)
    state.slots[slot].step_on = NEVER
