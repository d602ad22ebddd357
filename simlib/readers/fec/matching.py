"""What pays what: by lettering, else by amount, else the oldest first, else nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from simlib.readers.fec.allocation import Pairs, first_in_first_out, same_amount
from simlib.readers.fec.entries import Nature
from simlib.readers.fec.items import Items
from simlib.readers.table import Bool, Int, Int8


class Way(IntEnum):
    """How two items were led to one another."""

    LETTERING = 0
    SAME_AMOUNT = 1
    FIRST_IN_FIRST_OUT = 2
    OPEN = 3


@dataclass(frozen=True)
class Matches:
    """Parts of items led to one another.

    Attributes:
        debit, credit: int64, the item that adds to what is owed and the one that takes from it.
        cents: int64, the part.
        way: int8 `Way`.
        left: int64 per item, cents that nothing met.
    """

    debit: Int
    credit: Int
    cents: Int
    way: Int8
    left: Int


def match(items: Items) -> Matches:
    """Return what pays what.

    Money sent back meets the money that came. Items lettered together meet: those of the same amount, then in the order of their
    days. Without lettering, per party, a debt meets a later payment of its very amount; the rest in the order of days.
    """
    order = np.lexsort((np.arange(len(items)), np.where(items.adds, items.issue, items.day)))
    taking = _Taking(items, order, items.cents.copy(), [])
    cash, lettered = items.nature == Nature.CASH, items.letter >= 0
    apart = np.where(lettered, items.letter + len(items.parties), items.party)
    for chosen, way in ((cash & lettered, Way.LETTERING), (cash & ~lettered, Way.SAME_AMOUNT)):
        taking.take(same_amount, chosen, apart, way, in_time=True)
    taking.take(same_amount, lettered, items.letter, Way.LETTERING)
    taking.take(first_in_first_out, lettered, items.letter, Way.LETTERING)
    taking.take(same_amount, ~lettered, items.party, Way.SAME_AMOUNT, in_time=True)
    taking.take(first_in_first_out, ~lettered, items.party, Way.FIRST_IN_FIRST_OUT)
    return taking.done()


@dataclass
class _Taking:
    """Items of which one part after the other is met."""

    items: Items
    order: Int
    left: Int
    found: list[tuple[Pairs, Way]]

    def take(
        self,
        method: Callable[[Int, Int, Int, Int], Pairs],
        chosen: Bool,
        group: Int,
        way: Way,
        *,
        in_time: bool = False,
    ) -> None:
        """Let a method lead what is left of some items to one another, group by group."""
        eligible = self.order[(chosen & (self.left > 0))[self.order]]
        eligible = eligible[np.argsort(group[eligible], kind="stable")]
        adds = self.items.adds[eligible]
        debits, others = eligible[adds], eligible[~adds]
        if not (debits.size and others.size):
            return
        groups = np.unique(np.concatenate([group[debits], group[others]]), return_inverse=True)[1].astype(np.int64)
        first, second, cents = method(
            groups[: debits.size], self.left[debits], groups[debits.size :], self.left[others]
        )
        debit, credit = debits[first], others[second]
        if in_time:
            later = self._in_time(debit, credit)
            debit, credit, cents = debit[later], credit[later], cents[later]
        np.subtract.at(self.left, debit, cents)
        np.subtract.at(self.left, credit, cents)
        self.found.append(((debit, credit, cents), way))

    def _in_time(self, debit: Int, credit: Int) -> Bool:
        """Return the pairs in the order of nature: a debt before its payment, money that came before it is sent back."""
        day, cash = self.items.day, self.items.nature == Nature.CASH
        back: Bool = cash[debit] & cash[credit]
        return np.where(back, day[credit] <= day[debit], day[debit] <= day[credit])

    def done(self) -> Matches:
        """Return all that was found."""
        none = np.zeros(0, dtype=np.int64)
        columns = [np.concatenate([none, *(pairs[place] for pairs, _ in self.found)]) for place in range(3)]
        ways = [np.full(pairs[0].size, way, dtype=np.int8) for pairs, way in self.found]
        return Matches(columns[0], columns[1], columns[2], np.concatenate([none.astype(np.int8), *ways]), self.left)
