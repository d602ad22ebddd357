"""A real ledger as an event log, as far as its invoices and payments tell one, to be watched for alerts."""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from simlib.days import BusinessCalendar
from simlib.indicators.alerts import Watched
from simlib.indicators.from_ledger import LONGEST_CLOSURE, ledger_events
from simlib.ledger.events import WIDTH, Column, Kind

if TYPE_CHECKING:
    import pandas as pd

Integers = npt.NDArray[np.int64]

TOLERANCE = 200
"""An invoice counts as paid where less than a two-hundredth of it is missing: bank charges and roundings."""

RUN_IN, WATCHED_DAYS = 90, 365
"""Days of a ledger in which everything is a first, and that raise no alerts; days before its last that do."""


def watched_ledger(
    invoices: "pd.DataFrame", payments: "pd.DataFrame", country: str, since: int | None = None
) -> tuple[Watched, tuple[str, ...]]:
    """Return a ledger as it is watched on its last day, and its customers.

    Cancelled invoices count as credited; credit notes and receipts that name no invoice lower what their customer owes; a promise is broken
    where its invoice is not paid by the day promised. The limit of a customer is the last one that its invoices name.

    Args:
        invoices: As `simlib.readers` gives them, of one currency.
        payments: As `simlib.readers` gives them, of one currency.
        country: Calendar of the business days.
        since: First day that may raise alerts; else the last year, without the ledger's first days.
    """
    last = int(max([*invoices["issue_date"], *payments["date"]]))
    rows = invoices.sort_values(["customer_id", "issue_date", "invoice_id"], kind="stable", ignore_index=True)
    names = tuple(sorted({*rows["customer_id"].astype(str), *payments["customer_id"].astype(str)}))
    place = {name: i for i, name in enumerate(names)}
    customer = np.array([place[str(name)] for name in rows["customer_id"]], dtype=np.int64)
    issue, gross = _days(rows["issue_date"]), rows["amount_cents"].to_numpy(dtype=np.int64)
    due = np.maximum(_days(rows["due_date"]), issue)
    of = {str(name): i for i, name in enumerate(rows["invoice_id"])}
    invoice = np.array([of.get(str(name), -1) for name in payments["invoice_id"]], dtype=np.int64)
    paid_on, paid = _days(payments["date"]), payments["amount_cents"].to_numpy(dtype=np.int64)
    known = invoice >= 0
    log = ledger_events(customer, issue, due, gross, invoice[known], paid_on[known], paid[known])
    log[:, Column.OPEN] = np.where(
        log[:, Column.OPEN] * TOLERANCE < log[:, Column.GROSS], 0, np.maximum(log[:, Column.OPEN], 0)
    )
    owner = np.array([place[str(name)] for name in payments["customer_id"]], dtype=np.int64)
    loose = np.zeros((int((~known).sum()), WIDTH), dtype=np.int64)
    loose[:, Column.DAY], loose[:, Column.KIND], loose[:, Column.INVOICE] = paid_on[~known], Kind.APPLIED, -1
    loose[:, Column.CUSTOMER], loose[:, Column.AMOUNT] = owner[~known], paid[~known]
    left = _left(len(rows), gross, invoice[known], paid_on[known], paid[known])
    cancelled = _cancelled(rows, log, left)
    events = np.concatenate((log, loose, cancelled, _broken(rows, customer, left, last)))
    first = int(issue.min())
    watched = Watched(
        events=events[np.argsort(events[:, Column.DAY], kind="stable")],
        limits=_limits(rows, customer, len(names)),
        calendar=BusinessCalendar.of(country, min(first, int(due.min())), max(last, int(due.max())) + LONGEST_CLOSURE),
        since=max(first + RUN_IN, last - WATCHED_DAYS + 1) if since is None else since,
        last=last,
    )
    return watched, names


class _Left:
    """What is left of invoices on a day."""

    def __init__(self, gross: Integers, receipts: dict[int, list[tuple[int, int]]]) -> None:
        self.gross, self.receipts = gross, receipts

    def on(self, invoice: int, day: int) -> int:
        """Return the cents not received at the end of a day; nothing where hardly any are missing."""
        gross = int(self.gross[invoice])
        left = gross - sum(cents for when, cents in self.receipts.get(invoice, []) if when <= day)
        return 0 if left * TOLERANCE < gross else left


def _left(count: int, gross: Integers, invoice: Integers, day: Integers, cents: Integers) -> _Left:
    receipts: dict[int, list[tuple[int, int]]] = {}
    for i, when, amount in zip(invoice.tolist(), day.tolist(), cents.tolist(), strict=True):
        receipts.setdefault(i, []).append((when, amount))
    assert len(gross) == count
    return _Left(gross, receipts)


def _cancelled(rows: "pd.DataFrame", log: Integers, left: _Left) -> Integers:
    """Return what cancels invoices, as credit notes."""
    issued = {int(row[Column.INVOICE]): row for row in log[log[:, Column.KIND] == Kind.ISSUED]}
    found = []
    for invoice, day in _known(rows, "cancelled_date").items():
        row = issued[invoice].copy()
        row[Column.DAY], row[Column.KIND] = max(day, int(row[Column.DAY])), Kind.CREDITED
        row[Column.AMOUNT], row[Column.OPEN] = max(left.on(invoice, day), 0), 0
        found.append(row)
    return np.array(found, dtype=np.int64).reshape(-1, WIDTH)


def _broken(rows: "pd.DataFrame", customer: Integers, left: _Left, last: int) -> Integers:
    """Return the promises broken, what one customer broke on one day together."""
    sums: dict[tuple[int, int], int] = {}
    gone = _known(rows, "cancelled_date")
    for place, day in _known(rows, "promised_date").items():
        is_gone = gone.get(place, day + 1) <= day
        missing = left.on(place, day)
        if day < last and missing > 0 and not is_gone:
            key = day + 1, int(customer[place])
            sums[key] = sums.get(key, 0) + missing
    table = np.zeros((len(sums), WIDTH), dtype=np.int64)
    for row, ((day, place), cents) in zip(table, sorted(sums.items()), strict=True):
        row[Column.DAY], row[Column.KIND], row[Column.CUSTOMER] = day, Kind.BROKEN, place
        row[Column.INVOICE], row[Column.AMOUNT] = -1, cents
    return table


def _limits(rows: "pd.DataFrame", customer: Integers, count: int) -> Integers:
    """Return the credit limit of each customer, in cents; 0 where none is known."""
    limits = np.zeros(count, dtype=np.int64)
    for place, cents in _known(rows, "credit_limit_cents").items():
        limits[customer[place]] = max(cents, 0)
    return limits


def _known(rows: "pd.DataFrame", column: str) -> dict[int, int]:
    """Return the values of a column that are there, by row."""
    if column not in rows:
        return {}
    known = rows[column].dropna()
    return {int(place): int(value) for place, value in zip(known.index.tolist(), known.tolist(), strict=True)}


def _days(column: "pd.Series[int]") -> Integers:
    days: Integers = np.asarray(column, dtype=np.int64)
    return days
