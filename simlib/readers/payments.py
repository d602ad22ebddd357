"""The rows of a file of payments, each led to its invoice."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from simlib.readers.fields import payment_fields
from simlib.readers.ledger import LedgerRows
from simlib.readers.mapping import Mapping
from simlib.readers.rows import UNKNOWN_CURRENCY, Fate, Rows, join_columns
from simlib.readers.table import Bool, Column, Int, Int8, Objects, Table, mask_of, shown


@dataclass(frozen=True)
class PaymentRows:
    """Every row of a file of payments; what a rejected or ignored row holds is meaningless.

    Attributes:
        rows: Fate, amount and currency of each row.
        payment_id, invoice_id, customer_id, payment_method: Text columns, blank where unknown.
        paid_on: int64 days.
    """

    rows: Rows
    payment_id: Column
    invoice_id: Column
    customer_id: Column
    payment_method: Column
    paid_on: Int

    @property
    def key(self) -> Column:
        """What two rows share that may be the same payment."""
        if self.rows.has("payment_id"):
            joined = pc.binary_join_element_wise(self.payment_id, self.invoice_id, "\x1f")
            return pc.if_else(pc.equal(self.payment_id, ""), "", joined)
        return pc.binary_join_element_wise(*self.rows.table.columns.values(), "\x1f")


def read_payment_rows(table: Table, mapping: Mapping) -> PaymentRows:
    """Return the rows of a file of payments.

    Raises:
        ImportFailure: A needed column is missing, or a column of dates or amounts is ambiguous.
    """
    rows = Rows(table, payment_fields(table, mapping), mapping)
    rows.warnings.extend(table.warnings)
    rows.ignore_blank_rows()
    rows.read_amount_of_rows("paid_amount")
    paid_on = rows.need_dates("paid_date").days
    invoice_id, customer_id = rows.text("invoice_id"), rows.text("customer_id")
    nobody = mask_of(pc.and_(pc.equal(invoice_id, ""), pc.equal(customer_id, "")))
    rows.reject(nobody, lambda _: "neither invoice_id nor customer_id is given")
    rows.ignore((rows.cents == 0) & ~rows.is_unreadable, "reader.zero")
    return PaymentRows(rows, rows.text("payment_id"), invoice_id, customer_id, rows.text("payment_method"), paid_on)


def lead_to_invoices(payments: PaymentRows, ledgers: Sequence[LedgerRows]) -> PaymentRows:
    """Return payments with the customer and the currency of their invoices; those that lead nowhere are rejected."""
    rows = payments.rows
    invoice_id = join_columns([ledger.invoice_id for ledger in ledgers])
    customer_id = join_columns([ledger.customer_id for ledger in ledgers])
    fate = np.concatenate([ledger.rows.fate for ledger in ledgers])
    accepted = fate == Fate.ACCEPTED
    at = _places(payments.invoice_id, invoice_id, accepted)
    other = _places(payments.invoice_id, invoice_id, ~accepted)
    has_invoice = mask_of(pc.not_equal(payments.invoice_id, ""))
    rows.reject(has_invoice & (at < 0), lambda row: _leads_nowhere(payments, row, other, fate))
    known_customers = customer_id.filter(pa.array(accepted))
    stranger = ~has_invoice & ~mask_of(pc.is_in(payments.customer_id, value_set=known_customers))
    stranger &= mask_of(pc.not_equal(payments.customer_id, ""))
    rows.reject(stranger, lambda row: f"customer {_shown(payments.customer_id, row)} has no invoice in the ledger")
    _settle_currency(rows, np.where(at >= 0, at, other), np.concatenate([ledger.rows.currency for ledger in ledgers]))
    of_invoice = customer_id.take(pa.array(at, mask=at < 0))
    differs = pc.and_(pc.not_equal(payments.customer_id, ""), pc.not_equal(of_invoice, payments.customer_id))
    rows.warn(
        int(np.count_nonzero(mask_of(pc.fill_null(differs, False)) & (rows.fate == Fate.ACCEPTED))),
        "reader.other_customer",
    )
    return PaymentRows(
        rows,
        payments.payment_id,
        payments.invoice_id,
        pc.coalesce(of_invoice, payments.customer_id),
        payments.payment_method,
        payments.paid_on,
    )


def _settle_currency(rows: Rows, at: Int, of_invoices: Objects) -> None:
    """Give payments the currency of their invoices, reject those in another one; `at` is -1 without an invoice."""
    of_invoice = np.where(at >= 0, of_invoices[at], "") if of_invoices.size else np.full(len(rows), "", dtype=object)
    clash: Bool = (rows.currency != "") & (of_invoice != "") & (rows.currency != of_invoice)
    clash &= (rows.currency != UNKNOWN_CURRENCY) & (of_invoice != UNKNOWN_CURRENCY)
    rows.reject(clash, lambda row: f"paid in {rows.currency[row]}, the invoice is in {of_invoice[row]}")
    rows.currency = np.where(rows.currency == "", of_invoice, rows.currency)


def _places(sought: Column, among: Column, eligible: Bool) -> Int:
    """Return for each text its first place among the eligible ones, -1 where it is not there."""
    places = np.flatnonzero(eligible)
    found = pc.index_in(sought, value_set=among.filter(pa.array(eligible)))
    at: Int = pc.fill_null(found, -1).to_numpy().astype(np.int64)
    return np.where(at >= 0, places[at], -1) if places.size else at


def _leads_nowhere(payments: PaymentRows, row: int, other: Int, fate: Int8) -> str:
    """Return why a payment has no invoice."""
    invoice = _shown(payments.invoice_id, row)
    if other[row] < 0:
        return f"invoice {invoice} is not in the ledger"
    return f"invoice {invoice} is {Fate(int(fate[other[row]])).name.lower()}"


def _shown(column: Column, row: int) -> str:
    return shown(column[row].as_py())
