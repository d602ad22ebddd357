"""The opening book: invoices open on the day of calibration, and the sales of the year before it."""

import numpy as np
import pandas as pd

from simlib.calibration.book import Book, Int
from simlib.days import to_date

DAYS_OF_HISTORY = 365


def open_invoices(book: Book) -> pd.DataFrame:
    """Return the invoices open at the close of `book.as_of`: customer_id, invoice_id, issue_date, due_date, amount still open."""
    rows = np.flatnonzero(book.open > 0)
    return _invoices(book, rows).assign(amount=book.open[rows] / 100.0)


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
