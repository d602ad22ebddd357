"""Queues in a total order: binary heaps of rows, the least row first."""

from simlib.engine.compiled.state import KEYS, State
from simlib.jit import inner


@inner
def comes_before(state: State, heap: int, one: int, other: int) -> bool:
    """Return whether an entry of a heap comes before another."""
    for key in range(KEYS):
        if state.heaps[heap, one, key] != state.heaps[heap, other, key]:
            return bool(state.heaps[heap, one, key] < state.heaps[heap, other, key])
    return False


@inner
def swap(state: State, heap: int, one: int, other: int) -> None:
    """Exchange two entries."""
    for key in range(KEYS):
        kept = state.heaps[heap, one, key]
        state.heaps[heap, one, key] = state.heaps[heap, other, key]
        state.heaps[heap, other, key] = kept


@inner
def push(state: State, heap: int, size: int, a: int, b: int, c: int, d: int) -> None:
    """Add an entry to a heap of `size` entries."""
    state.heaps[heap, size, 0] = a
    state.heaps[heap, size, 1] = b
    state.heaps[heap, size, 2] = c
    state.heaps[heap, size, 3] = d
    child = size
    while child > 0:
        parent = (child - 1) // 2
        if not comes_before(state, heap, child, parent):
            return
        swap(state, heap, child, parent)
        child = parent


@inner
def drop_first(state: State, heap: int, size: int) -> None:
    """Move the first of `size` entries to their end, and bring the next to the front."""
    swap(state, heap, 0, size - 1)
    parent = 0
    while True:
        child = 2 * parent + 1
        if child >= size - 1:
            return
        if child + 1 < size - 1 and comes_before(state, heap, child + 1, child):
            child += 1
        if not comes_before(state, heap, child, parent):
            return
        swap(state, heap, child, parent)
        parent = child
