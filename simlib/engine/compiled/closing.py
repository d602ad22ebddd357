"""The end of an invoice."""

from simlib.engine.compiled.state import State, give_back, leave_books, leave_step
from simlib.engine.setting import Setting
from simlib.jit import inner


@inner
def close(setting: Setting, state: State, slot: int) -> None:
    """Strike a closed invoice off the books, and give its slot back."""
    leave_books(state, slot)
    leave_step(state, slot, state.slots[slot].step_on - setting.begin)
    give_back(state, slot)
