"""The end of an invoice."""

from simlib.engine.compiled.log import Events, post
from simlib.engine.compiled.places import give_back, leave_books, leave_step
from simlib.engine.compiled.state import State, mark_of
from simlib.engine.setting import Setting
from simlib.jit import inner
from simlib.ledger.events import VAT_BACK
from simlib.rules.cash import vat_part


@inner
def close(setting: Setting, state: State, slot: int) -> None:
    """Strike a closed invoice off the books, and give its slot back."""
    leave_books(state, slot)
    leave_step(state, slot, state.slots[slot].step_on - setting.begin)
    give_back(state, slot)


@inner
def get_vat_back(setting: Setting, state: State, events: Events, slot: int, day: int) -> None:
    """Get the VAT of what was written off back, and give the slot back."""
    post(
        state,
        events,
        day,
        VAT_BACK,
        slot,
        vat_part(state.slots[slot].paying, setting.vat_rate),
        mark_of(state, slot),
        0,
    )
    give_back(state, slot)
