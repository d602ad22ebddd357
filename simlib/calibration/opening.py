"""The opening book: invoices open on the day of calibration, and the sales of the year before it."""

import numpy as np
import pandas as pd

from simlib.calibration.book import Book, Int
from simlib.calibration.learned import Learned
from simlib.calibration.pending import gathered_since_run
from simlib.days import to_date

DAYS_OF_HISTORY = 365
DIGITS = 6
"""Decimals of the hazards written."""


def open_invoices(learned: Learned) -> pd.DataFrame:
    """Return the invoices open on the last day read: customer_id, invoice_id, issue_date, due_date, amount still open.

    Where customers pay in runs also `gathered`: what was approved since their last run waits for the next one.
    """
    book = learned.book
    rows = np.flatnonzero(book.open > 0)
    frame = _invoices(book, rows).assign(amount=book.open[rows] / 100.0)
    gathered = gathered_since_run(learned, rows).round(DIGITS)
    return frame.assign(gathered=gathered) if gathered.any() else frame


def given_orders(book: Book, rows: Int) -> pd.DataFrame:
    """Return chosen invoices as orders to simulate again: customer_id, invoice_id, issue_date, due_date, amount."""
    return _invoices(book, rows).assign(amount=book.amount[rows] / 100.0)


def past_sales(book: Book) -> pd.DataFrame:
    """Return what was invoiced per customer and day in the 365 days up to `book.as_of`: date, customer_id, amount with tax."""
    recent = book.issue > book.as_of - DAYS_OF_HISTORY
    frame = pd.DataFrame({"day": book.issue[recent], "customer": book.customer[recent], "cents": book.amount[recent]})
    summed = frame.groupby(["day", "customer"], as_index=False)["cents"].sum()
    return pd.DataFrame(
        {
            "date": [to_date(int(day)) for day in summed["day"]],
            "customer_id": [book.customers[customer] for customer in summed["customer"]],
            "amount": summed["cents"].to_numpy() / 100.0,
        }
    )


def _invoices(book: Book, rows: Int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "customer_id": [book.customers[customer] for customer in book.customer[rows]],
            "invoice_id": [book.invoice_ids[row] for row in rows],
            "issue_date": [to_date(int(day)) for day in book.issue[rows]],
            "due_date": [to_date(int(day)) for day in book.due[rows]],
        }
    )
