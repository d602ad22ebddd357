"""What distorts what a ledger seems to say, though every row of it may be right."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from simlib.days import month_ends, to_date
from simlib.readers.notices import Notice
from simlib.readers.table import Int

FEWEST = 30
"""Invoices below which a ledger is too small to say what is usual in it."""

_FEW_DAYS = 180
"""History below which customers' habits are hardly seen, and seasons not at all."""

_FEW_CROSS = 0.1
"""Share of the usual number of open invoices below which a day looks as if books were closed and begun anew."""

_FEWEST_USUALLY_OPEN = 10
_NEAR, _FAR = 30, 180
"""Days before and after a month's end between which the usual number of open invoices is taken."""


def distortions(invoices: pd.DataFrame, payments: pd.DataFrame) -> Iterator[Notice]:
    """Yield what distorts a ledger's accepted invoices and payments."""
    sold = invoices[invoices["kind"] == "invoice"]
    if len(sold) < FEWEST:
        return
    months = pd.Series([to_date(day).strftime("%Y-%m") for day in np.unique(sold["due_date"])]).unique()
    if len(months) == 1:
        yield Notice("reader.one_month_due", month=str(months[0]))
    days = int(sold["issue_date"].max() - sold["issue_date"].min()) + 1
    if days < _FEW_DAYS:
        yield Notice("reader.short_history", days=days)
    yield from _ends_hardly_crossed(sold, payments)


def _ends_hardly_crossed(sold: pd.DataFrame, payments: pd.DataFrame) -> Iterator[Notice]:
    """Yield a notice of the month ends on which hardly any invoice is open, though many are before and after."""
    issue = sold["issue_date"].to_numpy(dtype=np.int64)
    paid_on = payments["date"].to_numpy(dtype=np.int64)
    end = int(max(issue.max(), paid_on.max(initial=issue.max())))
    ids = pa.array(sold["invoice_id"], type=pa.string())
    at = pc.fill_null(pc.index_in(pa.array(payments["invoice_id"], type=pa.string()), value_set=ids), -1).to_numpy()
    closed = np.full(len(sold), -1, dtype=np.int64)
    np.maximum.at(closed, at[at >= 0], paid_on[at >= 0])
    closed = np.where(closed < 0, end + 1, closed)
    gone = sold["cancelled_date"].astype("Int64").fillna(end + 1).to_numpy(dtype=np.int64)
    closed = np.where(sold["open_cents"].to_numpy() > 0, end + 1, np.minimum(closed, gone))
    first = int(issue.min())
    change = np.zeros(end - first + 3, dtype=np.int64)
    np.add.at(change, issue - first, 1)
    np.add.at(change, np.clip(np.maximum(closed, issue) - first, 0, end - first + 1), -1)
    is_open: Int = np.cumsum(change)[: end - first + 1]
    found = []
    for day in month_ends(first + _FAR, end - _FAR):
        at = day - first
        usual = min(
            float(np.median(is_open[at - _FAR : at - _NEAR])), float(np.median(is_open[at + _NEAR : at + _FAR]))
        )
        if usual >= _FEWEST_USUALLY_OPEN and is_open[at] < _FEW_CROSS * usual:
            found.append((day, int(is_open[at]), round(usual)))
    if found:
        day, few, times = found[0]
        yield Notice("reader.hardly_crossed", days=len(found), day=to_date(day), invoices=few, usual=times)
