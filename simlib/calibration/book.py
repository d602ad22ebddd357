"""The ledger laid out for learning: one row per invoice, with the day on which it was paid in full."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from simlib.days import NEVER
from simlib.errors import CalibrationError

Int = npt.NDArray[np.int64]
Bool = npt.NDArray[np.bool_]

INVOICE = "invoice"
"""The kind of a ledger row that waits for payment."""

POOL = "customers"
"""Name of the only segment where the ledger names none."""

TOLERANCE = 0.005
"""Share of an invoice that may stay unpaid, for bank charges and roundings, before it counts as open."""


@dataclass(frozen=True)
class Book:
    """Invoices up to a day, in one currency, sorted by customer, issue day and number.

    Attributes:
        customers: Ids of the customers, sorted.
        segments: Names of the segments, sorted.
        segment_of: int64 per customer, its segment's index.
        invoice_ids: Number of each invoice.
        customer: int64 per invoice, its customer's index.
        issue, due: int64 days per invoice.
        cleared: int64 day of the payment that paid it in full, `NEVER` while open.
        amount, open: int64 cents per invoice, with tax.
        first: First day of the ledger.
        as_of: Last day that was read.
        currency: Currency of the amounts.
        left_out: Number of invoices in other currencies.
    """

    customers: tuple[str, ...]
    segments: tuple[str, ...]
    segment_of: Int
    invoice_ids: tuple[str, ...]
    customer: Int
    issue: Int
    due: Int
    cleared: Int
    amount: Int
    open: Int
    first: int
    as_of: int
    currency: str
    left_out: int

    @property
    def paid(self) -> Bool:
        """Whether each invoice is paid in full."""
        return self.cleared < NEVER

    @property
    def segment(self) -> Int:
        """Segment of each invoice."""
        return self.segment_of[self.customer]

    def with_cleared(self, cleared: Int) -> "Book":
        """Return the same invoices paid on other days."""
        return replace(self, cleared=cleared)


def lay_out(invoices: pd.DataFrame, payments: pd.DataFrame, as_of: int | None = None) -> Book:
    """Return the book of a ledger as known at the end of a day.

    Args:
        invoices: Columns `invoice_id, customer_id, issue_date, due_date, amount_cents, currency, kind, segment`; days as int.
        payments: Columns `invoice_id, customer_id, date, amount_cents`.
        as_of: Last day to read; the last day of the ledger where none is given. Nothing dated later is read.

    Raises:
        CalibrationError: No invoice is left to learn from.
    """
    if as_of is None:
        as_of = _last_day(invoices, payments)
    rows = invoices[(invoices["kind"] == INVOICE) & (invoices["amount_cents"] > 0) & (invoices["issue_date"] <= as_of)]
    if rows.empty:
        raise CalibrationError("ledger: no invoice was issued by the day asked for; learning needs invoices and their payments")
    counts = rows["currency"].value_counts(sort=False)
    currency = str(min(counts[counts == counts.max()].index))
    left_out = int(len(rows) - counts.max())
    rows = rows[rows["currency"] == currency].assign(customer_id=lambda frame: frame["customer_id"].astype(str))
    rows = rows.sort_values(["customer_id", "issue_date", "invoice_id"], kind="stable")
    customers, customer = np.unique(rows["customer_id"].to_numpy(dtype=object), return_inverse=True)
    amount = rows["amount_cents"].to_numpy(dtype=np.int64)
    cleared, received = _clearing(rows["invoice_id"], amount, payments[payments["date"] <= as_of])
    segments, segment_of = _segments(rows, customer.astype(np.int64), len(customers))
    issue = rows["issue_date"].to_numpy(dtype=np.int64)
    return Book(
        customers=tuple(str(name) for name in customers),
        segments=segments,
        segment_of=segment_of,
        invoice_ids=tuple(rows["invoice_id"].astype(str)),
        customer=customer.astype(np.int64),
        issue=issue,
        due=np.maximum(rows["due_date"].to_numpy(dtype=np.int64), issue),
        cleared=np.where(cleared < NEVER, np.maximum(cleared, issue), NEVER),
        amount=amount,
        open=np.where(cleared < NEVER, 0, np.maximum(amount - received, 0)),
        first=int(issue.min()),
        as_of=int(as_of),
        currency=currency,
        left_out=left_out,
    )


def _last_day(invoices: pd.DataFrame, payments: pd.DataFrame) -> int:
    """Return the last day on which something happened."""
    days = [frame[column].max() for frame, column in ((invoices, "issue_date"), (payments, "date")) if len(frame)]
    if not days:
        raise CalibrationError("ledger: it holds no invoice; learning needs invoices and their payments")
    return int(max(days))


def _clearing(ids: "pd.Series[str]", amount: Int, payments: pd.DataFrame) -> tuple[Int, Int]:
    """Return per invoice the day on which receipts first cover it, `NEVER` if they do not, and the cents received."""
    place = pd.Series(np.arange(len(ids)), index=ids.to_numpy())
    row = place.reindex(payments["invoice_id"].to_numpy()).to_numpy()
    known = ~np.isnan(row)
    index = row[known].astype(np.int64)
    day = payments["date"].to_numpy(dtype=np.int64)[known]
    cents = payments["amount_cents"].to_numpy(dtype=np.int64)[known]
    order = np.lexsort((day, index))
    index, day, cents = index[order], day[order], cents[order]
    received = np.zeros(len(ids), dtype=np.int64)
    np.add.at(received, index, cents)
    running = np.cumsum(cents)
    begins = np.searchsorted(index, index, side="left")
    within = running - running[begins] + cents[begins]
    covers = within >= np.floor(amount[index] * (1.0 - TOLERANCE))
    cleared = np.full(len(ids), NEVER, dtype=np.int64)
    np.minimum.at(cleared, index[covers], day[covers])
    return cleared, received


def _segments(rows: pd.DataFrame, customer: Int, customers: int) -> tuple[tuple[str, ...], Int]:
    """Return the segments' names and each customer's segment: the one of its latest invoice."""
    if "segment" not in rows or rows["segment"].isna().all():
        return (POOL,), np.zeros(customers, dtype=np.int64)
    text = rows["segment"].fillna(POOL).astype(str).str.strip()
    latest = np.empty(customers, dtype=object)
    latest[customer] = text.where(text != "", POOL).to_numpy(dtype=object)
    names, index = np.unique(latest.astype(str), return_inverse=True)
    return tuple(str(name) for name in names), index.astype(np.int64)
