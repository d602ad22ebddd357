"""What became of every row read, in number and to the cent."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from simlib.readers.rows import Fate, Rows
from simlib.readers.table import Int


@dataclass(frozen=True)
class Counts:
    """Rows and amounts: read = accepted + rejected + ignored, for the rows and, currency by currency, for the cents.

    Attributes:
        rows_read, rows_accepted, rows_rejected, rows_ignored: Rows of all files, those of payments included.
        amount_read, amount_accepted, amount_rejected, amount_ignored: Cents by currency. An unreadable amount counts as 0.
        amounts_unreadable: Rows whose amount is blank, or cannot be read.
    """

    rows_read: int
    rows_accepted: int
    rows_rejected: int
    rows_ignored: int
    amount_read: dict[str, int]
    amount_accepted: dict[str, int]
    amount_rejected: dict[str, int]
    amount_ignored: dict[str, int]
    amounts_unreadable: int

    @property
    def currencies(self) -> tuple[str, ...]:
        """Currencies of the rows, sorted."""
        return tuple(sorted(self.amount_read))


def count(files: Iterable[Rows]) -> Counts:
    """Return what became of the rows of some files."""
    rows = dict.fromkeys(Fate, 0)
    amounts: dict[Fate, dict[str, int]] = {fate: {} for fate in Fate}
    unreadable = 0
    for file in files:
        torn = len(file.table.torn)
        rows[Fate.REJECTED] += torn
        unreadable += torn + int(np.count_nonzero(file.is_unreadable))
        names, code = np.unique(file.currency.astype(str), return_inverse=True)
        for fate in Fate:
            of_fate = file.fate == fate
            rows[fate] += int(np.count_nonzero(of_fate))
            for place, name in enumerate(names.tolist()):
                chosen = of_fate & (code == place)
                if chosen.any():
                    amounts[fate][name] = amounts[fate].get(name, 0) + total(file.cents[chosen])
    currencies = sorted({name for by_currency in amounts.values() for name in by_currency})
    by_fate = {fate: {name: amounts[fate].get(name, 0) for name in currencies} for fate in Fate}
    return Counts(
        rows_read=sum(rows.values()),
        rows_accepted=rows[Fate.ACCEPTED],
        rows_rejected=rows[Fate.REJECTED],
        rows_ignored=rows[Fate.IGNORED],
        amount_read={name: sum(by_fate[fate][name] for fate in Fate) for name in currencies},
        amount_accepted=by_fate[Fate.ACCEPTED],
        amount_rejected=by_fate[Fate.REJECTED],
        amount_ignored=by_fate[Fate.IGNORED],
        amounts_unreadable=unreadable,
    )


def total(cents: Int) -> int:
    """Return the exact sum of many amounts, which may be beyond 64 bits.

    >>> total(np.full(4, 2**62))
    18446744073709551616
    """
    return (int((cents >> 32).sum()) << 32) + int((cents & 0xFFFFFFFF).sum())
