"""What came: the receipts of a ledger, week by week, for the invoices that were open on a day; and samples of large ledgers to try on."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pandas as pd

from simlib.calibration.book import Book, Float, usable_names

WEEK = 7


class Ledger(Protocol):
    """Invoices and payments, as readers hand them on."""

    @property
    def invoices(self) -> pd.DataFrame:
        """One row per invoice."""

    @property
    def payments(self) -> pd.DataFrame:
        """One row per payment."""


@dataclass(frozen=True)
class Sample:
    """Invoices and payments of the customers tried, and how many these are, of how many."""

    invoices: pd.DataFrame
    payments: pd.DataFrame
    customers: tuple[int, int]


def known_until(ledger: Ledger, day: int) -> Ledger:
    """Return what a ledger holds up to a day."""
    invoices = ledger.invoices[ledger.invoices["issue_date"] <= day]
    customers = int(invoices["customer_id"].nunique())
    return Sample(invoices, ledger.payments[ledger.payments["date"] <= day], (customers, customers))


def sample_of(ledger: Ledger, most: int) -> Sample:
    """Return a ledger without more invoices than a number: every so manieth customer, by a hash of its id."""
    invoices, payments = ledger.invoices, ledger.payments
    count = int(invoices["customer_id"].nunique())
    if len(invoices) <= most:
        return Sample(invoices, payments, (count, count))
    place = pd.util.hash_array(invoices["customer_id"].to_numpy(dtype=object), categorize=True)
    share = int(most / len(invoices) * (2**64 - 1))
    chosen = invoices[place <= np.uint64(share)]
    if chosen.empty:
        return Sample(invoices, payments, (count, count))
    tried = int(chosen["customer_id"].nunique())
    return Sample(chosen, payments[payments["invoice_id"].isin(chosen["invoice_id"])], (tried, count))


def came(book: Book, payments: pd.DataFrame, weeks: int) -> Float:
    """Return what came per week, in cents, for the invoices open in a book."""
    seen = payments[
        (payments["date"] > book.as_of)
        & (payments["date"] <= book.as_of + WEEK * weeks)
        & payments["invoice_id"].notna()
    ]
    is_open = {book.invoice_ids[row] for row in np.flatnonzero(book.open > 0)}
    mine = usable_names(seen["invoice_id"]).isin(is_open).to_numpy()
    week = (seen["date"].to_numpy(dtype=np.int64)[mine] - book.as_of - 1) // WEEK
    received = np.zeros(weeks)
    np.add.at(received, week, seen["amount_cents"].to_numpy(dtype=np.float64)[mine])
    return received
