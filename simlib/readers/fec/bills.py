"""Bills of exchange: what customers settle by a bill is paid on the day the bill is cashed."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from simlib.readers.fec.allocation import same_amount
from simlib.readers.fec.entries import Nature
from simlib.readers.fec.items import Items
from simlib.readers.fec.matching import match
from simlib.readers.table import Int


def cashed(customers: Items, bills: Items, entries: Sequence[Int]) -> Items:
    """Return the customers' items with those settled by a bill as money that comes on the day the bill is cashed.

    Args:
        customers: Items of the customers' accounts.
        bills: Items of the accounts of bills of exchange.
        entries: Per file, the entry of each row.
    """
    if not len(bills):
        return customers
    matches = match(bills)
    money = bills.nature[matches.credit] == Nature.CASH
    met, day = np.zeros(len(bills), dtype=np.int64), np.zeros(len(bills), dtype=np.int64)
    np.add.at(met, matches.debit[money], matches.cents[money])
    np.maximum.at(day, matches.debit[money], bills.day[matches.credit[money]])
    drawn = np.flatnonzero(bills.adds & (met == bills.cents) & (bills.row >= 0))
    settled = np.flatnonzero(~customers.adds & (customers.nature == Nature.OTHER) & (customers.row >= 0))
    first, second, _ = same_amount(
        _entry_of(customers, settled, entries),
        customers.cents[settled],
        _entry_of(bills, drawn, entries),
        bills.cents[drawn],
    )
    chosen, bill = settled[first], drawn[second]
    nature, paid_on = customers.nature.copy(), customers.day.copy()
    nature[chosen], paid_on[chosen] = Nature.CASH, np.maximum(day[bill], customers.day[chosen])
    return replace(customers, nature=nature, day=paid_on)


def _entry_of(items: Items, chosen: Int, entries: Sequence[Int]) -> Int:
    """Return the entry of chosen items, numbered through all files."""
    starts = np.cumsum([0, *(int(entry.max(initial=-1)) + 1 for entry in entries)])
    found = np.zeros(chosen.size, dtype=np.int64)
    for file, entry in enumerate(entries):
        mine = items.file[chosen] == file
        found[mine] = starts[file] + entry[items.row[chosen[mine]]]
    return found
