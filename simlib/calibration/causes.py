"""Causes: what a ledger tells of disputes, credit notes, bad debt and promises, each with how sure it is.

None of it changes the hazards, which hold the time that disputes took (docs/model.md 15.20); the rate at which promises are kept is the
one that the behaviour learned and the forecast go by.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from simlib.calibration.book import INVOICE, Book, Float, Int, usable_names
from simlib.days import NEVER

if TYPE_CHECKING:
    from simlib.readers import Imported

QUANTILE_95 = 1.6449
FEWEST = 20
"""Cases below which a share is not told."""

LOST_AFTER = 365
"""Days late beyond which an open invoice counts as lost."""

GRACE = 3
"""Days after the promised one within which a payment still keeps the promise: a bank's delay over a weekend."""


@dataclass(frozen=True)
class Share:
    """A share of so many cases, with its 90 % interval (Wilson)."""

    value: float
    low: float
    high: float
    cases: int


@dataclass(frozen=True)
class Causes:
    """What a ledger tells besides payments; None where it does not.

    Attributes:
        disputed: Share of invoices marked as disputed.
        dispute_days: By how many days a disputed invoice is paid later than the same customer's others, with its 90 % interval.
        credited: Amount of credit notes over that of invoices.
        lost: Share of invoices due for more than a year that were cancelled unpaid or are open still, by number.
        lost_amount: The same by amount.
        kept: Share of recorded promises, of days that are past, that were kept.
    """

    disputed: Share | None
    dispute_days: tuple[float, float, float] | None
    credited: float | None
    lost: Share | None
    lost_amount: float
    kept: Share | None


def learn_causes(imported: "Imported", book: Book) -> Causes:
    """Return what a ledger tells of why invoices were not paid in time, as known on the last day of its book."""
    rows = imported.invoices
    known = rows[(rows["issue_date"] <= book.as_of) & (rows["currency"] == book.currency)]
    marks = _of_book(known, book, "disputed")
    is_marked = marks.notna().to_numpy()
    disputed = np.asarray(marks.fillna(value=False).astype(bool))
    tells = bool(is_marked.any() and disputed.any())
    lost, lost_amount = _lost(book)
    return Causes(
        disputed=share_of(int(disputed.sum()), int(is_marked.sum())) if tells else None,
        dispute_days=_dispute_days(book, disputed & book.paid, is_marked & ~disputed & book.paid) if tells else None,
        credited=_credited(known),
        lost=lost,
        lost_amount=lost_amount,
        kept=_kept(book, _of_book(known, book, "promised_date")),
    )


def share_of(hits: int, cases: int) -> Share | None:
    """Return a share with its interval; None where there are too few cases.

    >>> share = share_of(30, 100)
    >>> round(share.low, 3), round(share.high, 3)
    (0.231, 0.38)
    """
    if cases < FEWEST:
        return None
    value, square = hits / cases, QUANTILE_95**2 / cases
    middle = (value + square / 2.0) / (1.0 + square)
    half = QUANTILE_95 * float(np.sqrt(value * (1.0 - value) / cases + square / (4.0 * cases))) / (1.0 + square)
    return Share(value, max(middle - half, 0.0), min(middle + half, 1.0), cases)


def _of_book(rows: pd.DataFrame, book: Book, column: str) -> "pd.Series":
    """Return a column of the ledger for each invoice of its book; missing where the ledger has none."""
    if column not in rows:
        return pd.Series([None] * book.issue.size, dtype=object)
    told = rows.loc[(rows["kind"] == INVOICE) & rows[column].notna(), ["invoice_id", column]]
    if told.empty:
        return pd.Series([None] * book.issue.size, dtype=object)
    by_id = pd.Series(told[column].to_numpy(), index=usable_names(told["invoice_id"]), dtype=object)
    return by_id[~by_id.index.duplicated()].reindex(list(book.invoice_ids)).reset_index(drop=True)


def _dispute_days(book: Book, disputed: "np.ndarray", others: "np.ndarray") -> tuple[float, float, float] | None:
    """Return by how many days disputed invoices are paid later than others of the same customer, customers weighing what they tell."""
    customers, days = len(book.customers), (book.cleared - book.due).astype(np.float64)
    count, mean = _by_customer(book.customer[disputed], days[disputed], customers)
    count_others, mean_others = _by_customer(book.customer[others], days[others], customers)
    both = (count > 0.0) & (count_others > 0.0)
    if float(count[both].sum()) < FEWEST or np.count_nonzero(both) < 2:
        return None
    weight = 1.0 / (1.0 / count[both] + 1.0 / count_others[both])
    difference = mean[both] - mean_others[both]
    value = float(np.average(difference, weights=weight))
    deviation = float(np.sqrt((weight**2 * (difference - value) ** 2).sum())) / float(weight.sum())
    return value, value - QUANTILE_95 * deviation, value + QUANTILE_95 * deviation


def _by_customer(customer: Int, days: Float, customers: int) -> tuple[Float, Float]:
    """Return count and mean per customer."""
    count = np.bincount(customer, minlength=customers).astype(np.float64)
    return count, np.bincount(customer, days, minlength=customers) / np.maximum(count, 1.0)


def _credited(rows: pd.DataFrame) -> float | None:
    """Return the amount of credit notes over that of invoices; None where the ledger has no credit note."""
    credited = rows.loc[rows["kind"] == "credit_note", "amount_cents"].abs().sum()
    invoiced = rows.loc[rows["kind"] == INVOICE, "amount_cents"].sum()
    return float(credited) / float(invoiced) if credited > 0 and invoiced > 0 else None


def _lost(book: Book) -> tuple[Share | None, float]:
    """Return the share of invoices due for more than a year that were never paid, by number and by amount."""
    old = (book.due + LOST_AFTER < book.as_of) & (book.gone >= book.issue)
    unpaid = old & (book.cleared > book.due + LOST_AFTER)
    amount = float(book.amount[old].sum())
    return share_of(int(unpaid.sum()), int(old.sum())), float(book.amount[unpaid].sum()) / amount if amount else 0.0


def _kept(book: Book, promised: "pd.Series") -> Share | None:
    """Return the share of promises kept, of those whose day is past."""
    days = pd.to_numeric(promised, errors="coerce").fillna(NEVER).to_numpy(dtype=np.int64)
    past = (days + GRACE < book.as_of) & (days >= book.issue)
    return share_of(int((past & (book.cleared <= days + GRACE)).sum()), int(past.sum()))
