"""The queue of calls: a binary heap over (score descending, oldest due day, customer), a total order."""

import numpy as np
import numpy.typing as npt

from simlib.jit import bare_kernel

Queue = npt.NDArray[np.int64]


@bare_kernel
def comes_before(queue: Queue, one: int, other: int) -> bool:
    """Return whether an entry is called before another."""
    if queue[one, 0] != queue[other, 0]:
        return bool(queue[one, 0] > queue[other, 0])
    if queue[one, 1] != queue[other, 1]:
        return bool(queue[one, 1] < queue[other, 1])
    return bool(queue[one, 2] < queue[other, 2])


@bare_kernel
def swap(queue: Queue, one: int, other: int) -> None:
    """Exchange two entries."""
    for field in range(queue.shape[1]):
        kept = queue[one, field]
        queue[one, field] = queue[other, field]
        queue[other, field] = kept


@bare_kernel
def push(queue: Queue, size: int, score: int, oldest: int, customer: int) -> None:
    """Add an entry to a heap of `size` entries."""
    queue[size, 0] = score
    queue[size, 1] = oldest
    queue[size, 2] = customer
    child = size
    while child > 0:
        parent = (child - 1) // 2
        if not comes_before(queue, child, parent):
            return
        swap(queue, child, parent)
        child = parent


@bare_kernel
def pop_first(queue: Queue, size: int) -> int:
    """Take the first customer out of a heap of `size` entries."""
    first = queue[0, 2]
    swap(queue, 0, size - 1)
    parent = 0
    while True:
        child = 2 * parent + 1
        if child >= size - 1:
            return int(first)
        if child + 1 < size - 1 and comes_before(queue, child + 1, child):
            child += 1
        if not comes_before(queue, child, parent):
            return int(first)
        swap(queue, child, parent)
        parent = child
