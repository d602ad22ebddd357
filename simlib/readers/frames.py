"""Settled rows as the tables that the rest of the house reads."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from simlib.readers.dates import MISSING
from simlib.readers.ledger import LedgerRows
from simlib.readers.payments import PaymentRows
from simlib.readers.rejects import COLUMNS
from simlib.readers.rows import Fate, Rows, join_columns
from simlib.readers.table import Bool, Column, Int


def invoice_frame(ledgers: Sequence[LedgerRows], payments: pd.DataFrame) -> pd.DataFrame:
    """Return the accepted invoices, see `Imported`."""
    chosen = [_accepted(ledger.rows) for ledger in ledgers]

    def text(column: Callable[[LedgerRows], Column]) -> Column:
        return join_columns(
            [column(ledger).filter(pa.array(keep)) for ledger, keep in zip(ledgers, chosen, strict=True)]
        )

    def number(column: Callable[[LedgerRows], Int]) -> Int:
        return np.concatenate([column(ledger)[keep] for ledger, keep in zip(ledgers, chosen, strict=True)])

    amount = number(lambda ledger: ledger.rows.cents)
    disputed = np.concatenate([ledger.disputed[keep] for ledger, keep in zip(ledgers, chosen, strict=True)])
    settled = np.concatenate([ledger.is_settled[keep] for ledger, keep in zip(ledgers, chosen, strict=True)])
    cancelled = number(lambda ledger: ledger.cancelled)
    ids = text(lambda ledger: ledger.invoice_id)
    return pd.DataFrame(
        {
            "invoice_id": strings(ids),
            "customer_id": strings(text(lambda ledger: ledger.customer_id)),
            "issue_date": number(lambda ledger: ledger.issue),
            "due_date": number(lambda ledger: ledger.due),
            "amount_cents": amount,
            "currency": strings(text(lambda ledger: pa.array(ledger.rows.currency, type=pa.string()))),
            "kind": strings(pc.if_else(pa.array(amount < 0), "credit_note", "invoice")),
            "disputed": pd.arrays.BooleanArray(disputed == 1, disputed < 0),
            "segment": strings(_known(text(lambda ledger: ledger.segment))),
            "payment_method": strings(_known(text(lambda ledger: ledger.payment_method))),
            "promised_date": nullable(number(lambda ledger: ledger.promised)),
            "credit_limit_cents": nullable(number(lambda ledger: ledger.credit_limit)),
            "cancelled_date": nullable(cancelled),
            "open_cents": np.where(settled | (cancelled != MISSING), 0, amount - _received(ids, payments)),
        }
    )


def payment_frame(ledgers: Sequence[LedgerRows], paid: PaymentRows | None) -> pd.DataFrame:
    """Return the accepted payments, those of a second file or else those of the ledger's own rows; see `Imported`."""
    parts = [_second_file(paid)] if paid is not None else [_own_payments(ledger) for ledger in ledgers]

    def text(column: Callable[[_Payments], Column]) -> Column:
        return join_columns([column(part).filter(pa.array(part.keep)) for part in parts])

    return pd.DataFrame(
        {
            "payment_id": strings(text(lambda part: part.payment_id)),
            "invoice_id": strings(_known(text(lambda part: part.invoice_id))),
            "customer_id": strings(text(lambda part: part.customer_id)),
            "date": np.concatenate([part.day[part.keep] for part in parts]),
            "amount_cents": np.concatenate([part.cents[part.keep] for part in parts]),
            "currency": strings(text(lambda part: pa.array(part.rows.currency, type=pa.string()))),
            "payment_method": strings(_known(text(lambda part: part.payment_method))),
        }
    )


@dataclass(frozen=True)
class _Payments:
    """Payments of one file: those of the rows to keep."""

    rows: Rows
    keep: Bool
    payment_id: Column
    invoice_id: Column
    customer_id: Column
    payment_method: Column
    day: Int
    cents: Int


def _second_file(paid: PaymentRows) -> _Payments:
    """Return the payments of a file of payments; one without number is called after its line."""
    line = pc.cast(pa.array(paid.rows.table.lines), pa.string())
    number = pc.if_else(pc.equal(paid.payment_id, ""), line, paid.payment_id)
    ids = number, paid.invoice_id, paid.customer_id
    return _Payments(paid.rows, _accepted(paid.rows), *ids, paid.payment_method, paid.paid_on, paid.rows.cents)


def _own_payments(of: LedgerRows) -> _Payments:
    """Return the payments that a ledger's own rows tell, each called after its invoice."""
    keep = _accepted(of.rows) & (of.paid_on != MISSING)
    ids = of.invoice_id, of.invoice_id, of.customer_id
    return _Payments(of.rows, keep, *ids, of.payment_method, of.paid_on, of.paid)


def reject_frame(files: Sequence[Rows]) -> pd.DataFrame:
    """Return the rejected rows of some files, in the order of their lines, each with its reasons."""
    rejected: list[tuple[str, int, str, str]] = []
    for rows in files:
        table = rows.table
        of_file = [(int(table.lines[row]), "; ".join(reasons), table.raw(row)) for row, reasons in rows.reasons.items()]
        of_file += [(torn.line, torn.reason, torn.raw) for torn in table.torn]
        rejected += [(table.name, *row) for row in sorted(of_file)]
    return pd.DataFrame(rejected, columns=list(COLUMNS))


def _accepted(rows: Rows) -> Bool:
    keep: Bool = rows.fate == Fate.ACCEPTED
    return keep


def _received(ids: Column, payments: pd.DataFrame) -> Int:
    """Return the cents received per invoice."""
    named = payments[payments["invoice_id"].notna()]
    at = pc.index_in(pa.array(named["invoice_id"], type=ids.type), value_set=ids).to_numpy(zero_copy_only=False)
    received = np.zeros(len(ids), dtype=np.int64)
    np.add.at(received, at.astype(np.int64), named["amount_cents"].to_numpy(dtype=np.int64))
    return received


def _known(column: Column) -> Column:
    """Return a text column with nulls where it is blank."""
    return pc.if_else(pc.equal(column, ""), pa.scalar(None, type=pa.string()), column)


def strings(column: Column) -> pd.Series:
    """Return a text column as pandas holds one."""
    return pd.Series(pd.array(column, dtype="str"))


def nullable(values: Int) -> pd.arrays.IntegerArray:
    """Return integers with nulls where they are missing."""
    missing = values == MISSING
    return pd.arrays.IntegerArray(np.where(missing, 0, values), missing)
