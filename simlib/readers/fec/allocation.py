"""Debits and credits led to one another, group by group."""

import numpy as np

from simlib.readers.table import Int

Pairs = tuple[Int, Int, Int]
"""Places among the debits, places among the credits, cents that each pair shares."""


def first_in_first_out(debit_group: Int, debit: Int, credit_group: Int, credit: Int) -> Pairs:
    """Return which part of each debit is met by which credit of its group, both in the order given.

    Args:
        debit_group: int64 per debit, its group; groups ascend.
        debit: int64 per debit, cents above 0.
        credit_group: The same per credit.
        credit: The same per credit.

    >>> first_in_first_out(np.array([0, 0]), np.array([70, 30]), np.array([0, 0]), np.array([80, 50]))
    (array([0, 1, 1]), array([0, 0, 1]), array([70, 10, 20]))
    """
    groups = int(max(debit_group.max(initial=-1), credit_group.max(initial=-1))) + 1
    owed, paid = _sums(debit_group, debit, groups), _sums(credit_group, credit, groups)
    widths = np.maximum(owed, paid)
    starts = np.cumsum(widths) - widths
    ends_of_debits = _ends(debit_group, debit, starts, owed)
    ends_of_credits = _ends(credit_group, credit, starts, paid)
    met = starts + np.minimum(owed, paid)
    edges = np.unique(
        np.concatenate(
            [
                np.minimum(ends_of_debits, met[debit_group]),
                np.minimum(ends_of_credits, met[credit_group]),
                starts[widths > 0],
            ]
        )
    )
    left, right = edges[:-1], edges[1:]
    group = np.searchsorted(starts, left, side="right") - 1
    inside = left < met[group] if groups else np.zeros(0, dtype=np.bool_)
    left, right = left[inside], right[inside]
    return (
        np.searchsorted(ends_of_debits, left, side="right").astype(np.int64),
        np.searchsorted(ends_of_credits, left, side="right").astype(np.int64),
        right - left,
    )


def same_amount(debit_group: Int, debit: Int, credit_group: Int, credit: Int) -> Pairs:
    """Return the debits and credits of one group and one amount, the first with the first, the second with the second."""
    amount = np.unique(np.concatenate([debit, credit]), return_inverse=True)[1].astype(np.int64)
    keys = np.concatenate([debit_group, credit_group]) * (int(amount.max(initial=0)) + 1) + amount
    of_debits, of_credits = keys[: debit.size], keys[debit.size :]
    first, second = _ranked(of_debits), _ranked(of_credits)
    ours, theirs = np.lexsort((first, of_debits)), np.lexsort((second, of_credits))
    most = int(max(first.max(initial=0), second.max(initial=0))) + 1
    _, at_debit, at_credit = np.intersect1d(
        (of_debits * most + first)[ours], (of_credits * most + second)[theirs], assume_unique=True, return_indices=True
    )
    return ours[at_debit], theirs[at_credit], debit[ours[at_debit]]


def _ranked(keys: Int) -> Int:
    """Return how many equal keys stand before each."""
    order = np.argsort(keys, kind="stable")
    sorted_keys = keys[order]
    starts = np.concatenate(([True], np.diff(sorted_keys) != 0)) if keys.size else np.zeros(0, dtype=np.bool_)
    places = np.arange(keys.size)
    ranks = np.zeros(keys.size, dtype=np.int64)
    ranks[order] = places - np.maximum.accumulate(np.where(starts, places, 0))
    return ranks


def _sums(group: Int, cents: Int, groups: int) -> Int:
    sums = np.zeros(groups, dtype=np.int64)
    np.add.at(sums, group, cents)
    return sums


def _ends(group: Int, cents: Int, starts: Int, sums: Int) -> Int:
    """Return where each amount ends when those of a group lie one after the other from the group's start."""
    before = np.cumsum(sums) - sums
    ends: Int = np.cumsum(cents) - before[group] + starts[group]
    return ends
