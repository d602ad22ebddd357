"""What came: the receipts of a ledger, week by week, for the invoices that were open on a day."""

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
