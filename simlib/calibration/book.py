"""The ledger laid out for learning: one row per invoice, with the day on which it was paid in full."""

import hashlib
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
from pyarrow import compute

from simlib.days import NEVER
from simlib.errors import CalibrationError
from simlib.readers.notices import Notice

Int = npt.NDArray[np.int64]
Bool = npt.NDArray[np.bool_]
Float = npt.NDArray[np.float64]

INVOICE = "invoice"
"""The kind of a ledger row that waits for payment."""

POOL = "customers"
"""Name of the only segment where the ledger names none."""

LONGEST_NAME = 200
PLAIN = rf"[!-~](?:[ -~]{{0,{LONGEST_NAME - 2}}}[!-~])?"
"""Names that stand as they are: printable ASCII, not too long, no blank at either end."""

COLUMNS = frozenset(
    (
        "invoice_id",
        "customer_id",
        "issue_date",
        "due_date",
        "amount_cents",
        "currency",
        "kind",
        "segment",
        "cancelled_date",
        "credited_cents",
        "credited_date",
        "brought_forward",
        "credit_limit_cents",
    )
)
"""Columns of a ledger that its book is laid out from."""

TOLERANCE = 0.005
"""Share of an invoice that may stay unpaid, for bank charges and roundings, before it counts as open."""


@dataclass(frozen=True)
class Book:
    """Invoices up to a day, in one currency, sorted by customer, issue day and number.

    Attributes:
        customers: Ids of the customers, sorted.
        segments: Names of the segments, sorted.
        segment_of: int64 per customer, its segment's index.
        credit_limit: int64 cents per customer, the last one that its invoices name; 0 where none does.
        invoice_ids: Number of each invoice.
        customer: int64 per invoice, its customer's index.
        issue, due: int64 days per invoice.
        cleared: int64 day of the payment that paid it in full, `NEVER` while open.
        gone: int64 day on which it was cancelled, `NEVER` if it was not; it tells nothing from that day on.
        amount, open: int64 cents per invoice, with tax.
        first: First day of the ledger.
        as_of: Last day that was read.
        currency: Currency of the amounts.
        left_out: Number of invoices in other currencies.
    """

    customers: tuple[str, ...]
    segments: tuple[str, ...]
    segment_of: Int
    credit_limit: Int
    invoice_ids: tuple[str, ...]
    customer: Int
    issue: Int
    due: Int
    cleared: Int
    gone: Int
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

    def of_customers(self, kept: Int) -> "Book":
        """Return the book of some customers, given by their places in order; its segments stay as they are."""
        number = np.full(len(self.customers), -1, dtype=np.int64)
        number[kept] = np.arange(kept.size)
        rows = np.flatnonzero(number[self.customer] >= 0)
        return replace(
            self,
            customers=tuple(self.customers[one] for one in kept),
            segment_of=self.segment_of[kept],
            credit_limit=self.credit_limit[kept],
            invoice_ids=tuple(self.invoice_ids[row] for row in rows),
            customer=number[self.customer[rows]],
            **{name: getattr(self, name)[rows] for name in ("issue", "due", "cleared", "gone", "amount", "open")},
        )


def lay_out(invoices: pd.DataFrame, payments: pd.DataFrame, as_of: int | None = None) -> Book:
    """Return the book of a ledger as known at the end of a day.

    Args:
        invoices: Columns `invoice_id, customer_id, issue_date, due_date, amount_cents, currency, kind` and where known `segment,
            cancelled_date, credited_cents, credited_date, brought_forward, credit_limit_cents`; days as int. An invoice brought
            forward, whose day of issue is unknown, is owed and tells nothing; settled, it is left out.
        payments: Columns `invoice_id, customer_id, date, amount_cents`.
        as_of: Last day to read; the last day of the ledger where none is given. Nothing dated later is read.

    Raises:
        CalibrationError: No invoice is left to learn from.
    """
    if as_of is None:
        as_of = _last_day(invoices, payments)
    told = invoices[[name for name in invoices.columns if name in COLUMNS]]
    rows = told[(told["kind"] == INVOICE) & (told["amount_cents"] > 0) & (told["issue_date"] <= as_of)]
    seen = payments[(payments["date"] <= as_of) & payments["invoice_id"].notna()]
    rows = _without_settled_forward(rows, seen, as_of)
    if rows.empty:
        raise CalibrationError(Notice("refusal.nothing_yet"))
    counts = rows["currency"].value_counts(sort=False)
    currency = str(min(counts[counts == counts.max()].index))
    left_out = int(len(rows) - counts.max())
    rows = rows[rows["currency"] == currency]
    rows = rows.assign(invoice_id=rows["invoice_id"].astype(str))
    customer, names = pd.factorize(usable_names(rows["customer_id"]), sort=True)
    order = _order(customer, rows["issue_date"].to_numpy(dtype=np.int64), rows["invoice_id"])
    rows, customer, customers = rows.iloc[order], customer[order].astype(np.int64), tuple(str(name) for name in names)
    amount = rows["amount_cents"].to_numpy(dtype=np.int64)
    credited = _credited(rows, as_of)
    cleared, received = _clearing(rows["invoice_id"], amount - credited, seen)
    gone = _cancelled(rows, as_of)
    cleared = np.where(gone <= cleared, NEVER, cleared)
    segments, segment_of = _segments(rows, customer, len(customers))
    issue = rows["issue_date"].to_numpy(dtype=np.int64)
    left = np.where((cleared < NEVER) | (gone < NEVER), 0, np.maximum(amount - credited - received, 0))
    if "brought_forward" in rows:
        unknown = rows["brought_forward"].to_numpy(dtype=np.bool_)
        cleared, gone = np.where(unknown, NEVER, cleared), np.where(unknown, np.minimum(gone, issue), gone)
    return Book(
        customers=customers,
        segments=segments,
        segment_of=segment_of,
        credit_limit=_limits(rows, customer, len(customers)),
        invoice_ids=tuple(usable_names(rows["invoice_id"]).to_numpy(dtype=object).tolist()),
        customer=customer,
        issue=issue,
        due=np.maximum(rows["due_date"].to_numpy(dtype=np.int64), issue),
        cleared=np.where(cleared < NEVER, np.maximum(cleared, issue), NEVER),
        gone=gone,
        amount=amount,
        open=left,
        first=int(issue.min()),
        as_of=int(as_of),
        currency=currency,
        left_out=left_out,
    )


def _order(customer: Int, issue: Int, ids: "pd.Series[str]") -> Int:
    """Return the places of rows by customer, issue day and number; numbers are compared only where the rest is the same."""
    order = np.lexsort((issue, customer))
    customer, issue = customer[order], issue[order]
    begins = np.concatenate(([True], (np.diff(customer) != 0) | (np.diff(issue) != 0)))
    alike = ~begins | ~np.concatenate((begins[1:], [True]))
    tied = pd.DataFrame({"run": np.cumsum(begins)[alike], "id": ids.iloc[order[alike]].to_numpy(dtype=object)})
    order[alike] = order[alike][tied.sort_values(["run", "id"], kind="stable").index.to_numpy()]
    return order


def _last_day(invoices: pd.DataFrame, payments: pd.DataFrame) -> int:
    """Return the last day on which something happened."""
    days = [frame[column].max() for frame, column in ((invoices, "issue_date"), (payments, "date")) if len(frame)]
    if not days:
        raise CalibrationError(Notice("refusal.no_invoice"))
    return int(max(days))


def usable_names(names: "pd.Series[str]") -> "pd.Series[str]":
    """Return names that a table can hold: printable, trimmed, of at most 200 characters; different ones stay different."""

    def usable(name: str) -> str:
        plain = "".join(letter if letter.isprintable() else "?" for letter in name).strip()
        if plain == name and 0 < len(plain) <= LONGEST_NAME:
            return name
        mark = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        return f"{plain[: LONGEST_NAME - 9]}~{mark}"

    texts = names.astype(str)
    odd = texts[~_is_plain(texts)]
    if odd.empty:
        return texts
    return texts.where(~texts.isin(odd), texts.map({name: usable(name) for name in odd.unique()}))


def _is_plain(texts: "pd.Series[str]") -> Bool:
    """Return whether each text is of 1 to 200 printable letters of ASCII, no blank at either end: it stands as it is."""
    return texts.str.fullmatch(PLAIN).to_numpy(dtype=np.bool_)


def _cancelled(rows: pd.DataFrame, as_of: int) -> Int:
    """Return the day on which each invoice was cancelled, `NEVER` if not by `as_of`."""
    if "cancelled_date" not in rows:
        return np.full(len(rows), NEVER, dtype=np.int64)
    days = rows["cancelled_date"].astype("Int64").fillna(NEVER).to_numpy(dtype=np.int64)
    return np.where(days <= as_of, days, NEVER)


def _without_settled_forward(rows: pd.DataFrame, seen: pd.DataFrame, as_of: int) -> pd.DataFrame:
    """Return the rows without invoices brought forward that are settled: nobody knows what they were sold for, and when."""
    if "brought_forward" not in rows:
        return rows
    owed = rows["amount_cents"].to_numpy(dtype=np.int64) - _credited(rows, as_of)
    _, received = _clearing(rows["invoice_id"].astype(str), owed, seen)
    return rows[~rows["brought_forward"].to_numpy(dtype=np.bool_) | (owed > received)]


def _credited(rows: pd.DataFrame, as_of: int) -> Int:
    """Return the cents that credits took from each invoice by a day."""
    if "credited_cents" not in rows:
        return np.zeros(len(rows), dtype=np.int64)
    known = (rows["credited_date"].astype("Int64") <= as_of).fillna(value=False).to_numpy(dtype=np.bool_)
    return np.where(known, rows["credited_cents"].to_numpy(dtype=np.int64), 0)


def _clearing(ids: "pd.Series[str]", amount: Int, payments: pd.DataFrame) -> tuple[Int, Int]:
    """Return per invoice the day on which receipts first cover it, `NEVER` if they do not, and the cents received."""
    row = _places(payments["invoice_id"], ids)
    known = row >= 0
    index = row[known]
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


def _places(names: "pd.Series[str]", among: "pd.Series[str]") -> Int:
    """Return the place of each name among others, no two of which are alike; -1 where it is not there."""
    found = compute.index_in(pa.array(names, pa.string()), value_set=pa.array(among, pa.string()))
    return np.asarray(found.fill_null(-1), dtype=np.int64)


def _limits(rows: pd.DataFrame, customer: Int, customers: int) -> Int:
    """Return each customer's credit limit: that of its latest invoice that names one, 0 where none does."""
    limits = np.zeros(customers, dtype=np.int64)
    if "credit_limit_cents" in rows:
        known = rows["credit_limit_cents"].notna().to_numpy()
        limits[customer[known]] = np.maximum(rows["credit_limit_cents"][known].to_numpy(dtype=np.int64), 0)
    return limits


def _segments(rows: pd.DataFrame, customer: Int, customers: int) -> tuple[tuple[str, ...], Int]:
    """Return the segments' names and each customer's segment: the one of its latest invoice."""
    if "segment" not in rows or rows["segment"].isna().all():
        return (POOL,), np.zeros(customers, dtype=np.int64)
    text = rows["segment"].fillna(POOL).astype(str).str.strip()
    latest = np.empty(customers, dtype=object)
    latest[customer] = text.where(text != "", POOL).to_numpy(dtype=object)
    names, index = np.unique(latest.astype(str), return_inverse=True)
    return tuple(str(name) for name in names), index.astype(np.int64)
