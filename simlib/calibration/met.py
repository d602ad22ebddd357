"""Touches met: which invoice each touch of a log found open, and the how-manieth of its channel it was."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from simlib.calibration.book import Book, Bool, Int, usable_names
from simlib.rules.channels import Channel


@dataclass(frozen=True)
class Met:
    """A touch that found an invoice open, one row per invoice.

    Attributes:
        row: int64, row of the invoice in the book.
        day: int64, day of the touch.
        channel: int64, number of the channel.
        delivered: int64, 1 reached its addressee, 0 did not, -1 unknown.
        before: int64, touches of the channel that the invoice had had before.
        is_before_due: Whether it was sent on or before the due day.
        logged: Touches in the log.
        idle: Touches that found no open invoice.
    """

    row: Int
    day: Int
    channel: Int
    delivered: Int
    before: Int
    is_before_due: Bool
    logged: int
    idle: int


def met_by(book: Book, touches: pd.DataFrame) -> Met:
    """Return what the touches of a log met.

    A touch of a whole customer is taken to cover its invoices that are due; where none is, those that are open.

    Args:
        book: The ledger, laid out.
        touches: Columns `customer_id`, `invoice_id` (null where the whole customer was reminded), `date`, `channel`, `delivered`.
    """
    touches = touches[touches["date"] <= book.as_of]
    gone = np.minimum(book.cleared, book.gone)
    day = touches["date"].to_numpy(dtype=np.int64)
    rows, place = _rows_of(book, touches)
    is_open = (book.issue[rows] <= day[place]) & (gone[rows] > day[place])
    rows, place = rows[is_open], place[is_open]
    is_whole = touches["invoice_id"].isna().to_numpy()[place]
    is_due = book.due[rows] <= day[place]
    has_due = np.bincount(place, is_due, minlength=len(touches)) > 0.0
    kept = ~is_whole | is_due | ~has_due[place]
    rows, place = rows[kept], place[kept]
    channel = touches["channel"].to_numpy(dtype=np.int64)[place]
    order = np.lexsort((day[place], channel, rows))
    rows, place, channel = rows[order], place[order], channel[order]
    new = np.ones(rows.size, dtype=np.bool_)
    new[1:] = (rows[1:] != rows[:-1]) | (channel[1:] != channel[:-1])
    since = np.maximum.accumulate(np.where(new, np.arange(rows.size), 0))
    return Met(
        row=rows,
        day=day[place],
        channel=channel,
        delivered=touches["delivered"].to_numpy(dtype=np.int64)[place],
        before=np.arange(rows.size) - since,
        is_before_due=(day[place] <= book.due[rows]) & (channel != Channel.CALL),
        logged=len(touches),
        idle=len(touches) - np.unique(place).size,
    )


def _rows_of(book: Book, touches: pd.DataFrame) -> tuple[Int, Int]:
    """Return the invoices that touches may cover, and the place of the touch of each."""
    names = touches["invoice_id"]
    at = np.flatnonzero(names.notna().to_numpy())
    known = pd.Series(np.arange(len(book.invoice_ids)), index=list(book.invoice_ids))
    found = known[~known.index.duplicated()].reindex(usable_names(names.iloc[at]).to_numpy()).to_numpy()
    told = ~np.isnan(found)
    rows, places = [found[told].astype(np.int64)], [at[told]]
    customers = pd.Series(np.arange(len(book.customers)), index=list(book.customers))
    whole = np.flatnonzero(names.isna().to_numpy())
    payer = customers.reindex(usable_names(touches["customer_id"].iloc[whole]).to_numpy()).to_numpy()
    whole, payer = whole[~np.isnan(payer)], payer[~np.isnan(payer)].astype(np.int64)
    begins = np.searchsorted(book.customer, np.arange(len(book.customers) + 1))
    length = begins[payer + 1] - begins[payer]
    places.append(np.repeat(whole, length))
    within = np.arange(int(length.sum())) - np.repeat(np.cumsum(length) - length, length)
    rows.append(np.repeat(begins[payer], length) + within)
    return np.concatenate(rows).astype(np.int64), np.concatenate(places).astype(np.int64)
