"""What came and went: receipts and disbursements as the bank tells them, from a file or, for customers, from the ledger."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from simlib.days import to_date
from simlib.errors import ImportFailure
from simlib.readers.amounts import read_amounts
from simlib.readers.dates import read_dates
from simlib.readers.files import read_table
from simlib.readers.headers import normal, recognise
from simlib.readers.table import Table, several, shown
from simlib.treasury.variance_forecast import WEEK, Forecast, Key

Int = npt.NDArray[np.int64]

NAMES: dict[str, tuple[str, ...]] = {
    "date": ("date", "value date", "date valeur", "booking date", "date operation", "transaction date", "day", "jour"),
    "kind": ("kind", "nature", "category", "categorie", "poste", "type", "rubrique", "flux"),
    "amount": ("amount", "montant", "montant ttc", "value", "valeur"),
}
"""How the columns may be called, without accents and capitals."""

KindOf = Callable[[str], Key | None]
"""Tells the part of the table and the kind that a text means."""


@dataclass(frozen=True)
class Flow:
    """What came or went of one kind: day numbers, and cents positive in the direction of its part of the table."""

    days: Int
    cents: Int


@dataclass(frozen=True)
class Actual:
    """What came and went up to a day.

    Attributes:
        until: Last day that is known.
        flows: Flow of each part and kind that is told.
    """

    until: int
    flows: Mapping[Key, Flow]

    def tells(self, line: str) -> bool:
        """Return whether anything of a part of the table is told; a kind of it that is not named then counts as nothing."""
        return any(part == line for part, _ in self.flows)

    def kinds(self, line: str) -> list[str]:
        """Return the kinds told of a part."""
        return [kind for part, kind in self.flows if part == line]

    def weeks_known(self, forecast: Forecast) -> int:
        """Return the number of weeks of a forecast that are known to their last day.

        Raises:
            ImportFailure: There is none.
        """
        known = min((self.until + 1 - forecast.start) // WEEK, forecast.weeks)
        if known < 1:
            raise ImportFailure(
                f"nothing to compare: actual figures are known up to {to_date(self.until)}, the first week of the forecast ends "
                f"on {to_date(forecast.week(0)[1])}; wait for its end, or say with --as-of that nothing more comes until then"
            )
        return known

    def by_week(self, line: str, kind: str, forecast: Forecast, weeks: int) -> list[int]:
        """Return what came of a kind in the first weeks of a forecast."""
        flow = self.flows.get((line, kind))
        if flow is None:
            return [0] * weeks
        number = (flow.days - forecast.start) // WEEK
        inside = (number >= 0) & (number < weeks)
        counted = np.zeros(weeks, dtype=np.int64)
        np.add.at(counted, number[inside], flow.cents[inside])
        return [int(cents) for cents in counted]

    def with_flow(self, key: Key, flow: Flow) -> "Actual":
        """Return the same with one flow more, in place of what was told of it."""
        latest = int(flow.days.max(initial=self.until))
        return Actual(max(self.until, latest), {**self.flows, key: flow})


def read_actual(path: Path, kind_of: KindOf, known: Sequence[str], until: int | None = None) -> Actual:
    """Return what a file tells: a date, a kind and an amount in each row, in the usual French and English forms.

    Amounts are positive in the direction of their kind, an outflow too; where every outflow of the file is negative, as on a bank
    statement, they are read so.

    Args:
        path: A CSV, Excel or Parquet file.
        kind_of: Tells what a kind means.
        known: Kinds as they may be written, to be named where one is not known.
        until: Last day that is known; the last one of the file where it is not given. What is dated later is left out.

    Raises:
        ImportFailure: A column is missing, or a cell cannot be read.
    """
    table = read_table(path, lambda header: [place for places in recognise(header, NAMES).values() for place in places])
    places = _places(table)
    days, cents = _days(table, places["date"]), _cents(table, places["amount"])
    keys = _keys(table, places["kind"], kind_of, known)
    if until is not None:
        keys = [key if day <= until else None for key, day in zip(keys, days.tolist(), strict=True)]
    flows = {
        key: Flow(days[mine], cents[mine])
        for key in dict.fromkeys(key for key in keys if key is not None)
        for mine in [np.array([other == key for other in keys], dtype=np.bool_)]
    }
    out = [flow.cents for (line, _), flow in flows.items() if line == "disbursements"]
    if out and all((part <= 0).all() for part in out):
        flows = {
            key: Flow(flow.days, -flow.cents) if key[0] == "disbursements" else flow for key, flow in flows.items()
        }
    return Actual(int(days.max()) if until is None else until, flows)


def receipts_of(payments: pd.DataFrame, until: int | None = None) -> Flow:
    """Return the receipts of customers that a ledger tells, up to a day where one is given."""
    days = payments["date"].to_numpy(dtype=np.int64)
    inside = slice(None) if until is None else days <= until
    return Flow(days[inside], payments["amount_cents"].to_numpy(dtype=np.int64)[inside])


def _places(table: Table) -> dict[str, int]:
    found = recognise(table.header, NAMES)
    missing = [name for name in NAMES if name not in found]
    if missing:
        raise ImportFailure(
            f"{table.name}: no column is called {missing[0]}; it needs date, kind and amount (in French date, nature, montant), "
            f"columns found: {several(table.header, 12)}"
        )
    if table.torn:
        torn = table.torn[0]
        raise ImportFailure(f"{table.name}:{torn.line}: {torn.reason}; mend the row")
    if not len(table.lines):
        raise ImportFailure(f"{table.name} holds no row; it needs one for each receipt and each disbursement")
    return {name: places[0] for name, places in found.items()}


def _days(table: Table, place: int) -> Int:
    column = table.columns[place]
    try:
        dates = read_dates(column, (), None, f"{table.name}, column {table.header[place]}")
    except ImportFailure:
        raise ImportFailure(
            f"{table.name}: column {table.header[place]} could have the day or the month first, and no date of it decides; "
            "write dates year first, such as 2026-01-15"
        ) from None
    _refuse(table, place, dates.is_blank | dates.is_unreadable, "no date; write it year first, such as 2026-01-15")
    return dates.days


def _cents(table: Table, place: int) -> Int:
    column = table.columns[place]
    amounts = read_amounts(column, None, f"{table.name}, column {table.header[place]}")
    _refuse(table, place, amounts.is_blank | amounts.is_unreadable, "no amount; write it as 1234.56 or 1 234,56")
    return amounts.cents


def _keys(table: Table, place: int, kind_of: KindOf, known: Sequence[str]) -> list[Key | None]:
    """Return what each row is of."""
    texts: list[str] = table.columns[place].to_pylist()
    meant = {text: kind_of(text) for text in dict.fromkeys(texts)}
    lost = np.array([meant[text] is None for text in texts], dtype=np.bool_)
    if lost.any():
        text = texts[int(np.flatnonzero(lost)[0])]
        near = get_close_matches(normal(text), known, n=1)
        hint = f"did you mean {shown(near[0])}?" if near else f"there are {', '.join(known)}"
        _refuse(table, place, lost, f"no kind of receipt or disbursement; {hint}")
    return [meant[text] for text in texts]


def _refuse(table: Table, place: int, wrong: npt.NDArray[np.bool_], what: str) -> None:
    """Refuse a file with a cell that cannot be used, naming the first."""
    rows = np.flatnonzero(wrong)
    if rows.size:
        row = int(rows[0])
        cell = str(table.columns[place][row])
        raise ImportFailure(
            f"{table.name}:{int(table.lines[row])}: {shown(cell)} in column {table.header[place]} is {what}"
        )
