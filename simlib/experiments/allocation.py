"""Drawing lots among customers: who gets which policy, balanced by segment, the same for the same seed."""

import hashlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

ARMS = ("A", "B")
OUT = ""
"""The arm of customers who do not take part."""


def lots(customers: Sequence[str], seed: int, draw: int) -> npt.NDArray[np.uint64]:
    """Return a number for each customer that nothing but seed, draw and id decides."""
    words = (f"{seed}\n{draw}\n{customer}".encode() for customer in customers)
    hashes = b"".join(hashlib.blake2b(word, digest_size=8).digest() for word in words)
    return np.frombuffer(hashes, dtype="<u8").astype(np.uint64)


def allocate(customers: Sequence[str], segments: Sequence[str], per_arm: int, seed: int, draw: int = 0) -> list[str]:
    """Return each customer's arm: so many in each, every segment in proportion and split in halves, the rest out.

    Within a segment customers are lined up by lot and dealt to the arms in turn; an odd one out goes to the arm that is behind.
    """
    lot = lots(customers, seed, draw)
    order = sorted(range(len(customers)), key=lambda place: (segments[place], int(lot[place]), customers[place]))
    arms = [OUT] * len(customers)
    wanted = min(2 * per_arm, len(customers))
    taken = in_proportion([segments[place] for place in order], wanted)
    counts = dict.fromkeys(ARMS, 0)
    for turn, place in enumerate(place for place, is_in in zip(order, taken, strict=True) if is_in):
        if turn % 2 == 0:
            behind = min(ARMS, key=lambda arm: (counts[arm], (int(lot[place]) + ARMS.index(arm)) % 2))
        else:
            behind = next(arm for arm in ARMS if arm != behind)
        arms[place] = behind
        counts[behind] += 1
    return arms


def in_proportion(segments: Sequence[str], wanted: int) -> list[bool]:
    """Return which of some customers, lined up segment by segment, take part: the first of each segment, in proportion to its size."""
    names = list(dict.fromkeys(segments))
    sizes = {name: segments.count(name) for name in names}
    exact = {name: wanted * sizes[name] / len(segments) for name in names} if segments else {}
    quota = {name: int(exact[name]) for name in names}
    for name in sorted(names, key=lambda name: (quota[name] - exact[name], name))[: wanted - sum(quota.values())]:
        quota[name] += 1
    seen = dict.fromkeys(names, 0)
    taken = []
    for name in segments:
        seen[name] += 1
        taken.append(seen[name] <= quota[name])
    return taken
