"""The rows of a ledger read as invoices and credit notes, with the payment that a row may tell."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow.compute as pc

from simlib.errors import ImportFailure
from simlib.readers import codes
from simlib.readers.amounts import read_amounts
from simlib.readers.dates import MISSING
from simlib.readers.fields import ledger_fields
from simlib.readers.mapping import Mapping
from simlib.readers.notices import Notice
from simlib.readers.rows import Fate, Rows
from simlib.readers.table import Bool, Column, Int, Int8, Objects, Table, mask_of, several


@dataclass(frozen=True)
class LedgerRows:
    """Every row of one ledger file, as an invoice; what a rejected or ignored row holds is meaningless.

    Attributes:
        rows: Fate, amount and currency of each row.
        customer_id, invoice_id, segment, payment_method: Text columns, blank where unknown.
        issue, due: int64 days.
        promised, cancelled: int64 days, `MISSING` where there is none.
        disputed: 1 yes, 0 no, -1 unknown.
        credit_limit: int64 cents, `MISSING` where unknown.
        is_settled: Invoices that count as fully paid, whatever was received.
        says_paid: Invoices whose status says that they are paid.
        paid_on, paid: int64 day and cents of the row's own payment; `MISSING` and 0 where there is none.
    """

    rows: Rows
    customer_id: Column
    invoice_id: Column
    segment: Column
    payment_method: Column
    issue: Int
    due: Int
    promised: Int
    cancelled: Int
    disputed: Int8
    credit_limit: Int
    is_settled: Bool
    says_paid: Bool
    paid_on: Int
    paid: Int


def read_ledger_rows(table: Table, mapping: Mapping, *, own_payments: bool) -> LedgerRows:
    """Return the rows of a ledger file.

    Args:
        table: The file.
        mapping: What the mapping file says.
        own_payments: Whether the ledger tells the payments itself.

    Raises:
        ImportFailure: A needed column is missing, or a column of dates or amounts is ambiguous.
    """
    rows = Rows(table, ledger_fields(table, mapping), mapping)
    rows.warnings.extend(table.warnings)
    rows.ignore_blank_rows()
    rows.read_amount_of_rows("amount")
    is_credit = _kinds(rows)
    state = _states(rows)
    rows.ignore(state == "ignored", "reader.ignored_status")
    customer_id, invoice_id = rows.need_text("customer_id"), rows.need_text("invoice_id")
    issue, due = rows.need_dates("issue_date").days, rows.need_dates("due_date").days
    nothing = np.full(len(rows), MISSING, dtype=np.int64), np.zeros(len(rows), dtype=np.int64)
    paid_on, paid = _payments(rows, state, is_credit) if own_payments else nothing
    closed = paid_on if own_payments else rows.dates("paid_date").days
    if not own_payments and not {"paid_date", "paid_amount"}.isdisjoint(rows.fields):
        rows.warnings.append(Notice("reader.own_payments", file=table.name))
    is_cancelled = state == "cancelled"
    dated = is_cancelled & (closed != MISSING) & (rows.fate == Fate.ACCEPTED)
    if dated.any():
        rows.warnings.append(Notice("reader.cancelled_paid", file=table.name, rows=int(np.count_nonzero(dated))))
    is_cash = (paid_on != MISSING) & (paid != 0) & ~is_cancelled
    if rows.mapping.status:
        is_cash &= state != "open"
    rows.ignore((rows.cents == 0) & ~rows.is_unreadable, "reader.zero")
    return LedgerRows(
        rows=rows,
        customer_id=customer_id,
        invoice_id=invoice_id,
        segment=rows.text("segment"),
        payment_method=rows.text("payment_method"),
        issue=issue,
        due=due,
        promised=_promises(rows),
        cancelled=np.where(is_cancelled, np.where(closed != MISSING, closed, issue), MISSING),
        disputed=_disputes(rows),
        credit_limit=_credit_limits(rows),
        is_settled=(state == "paid") if rows.mapping.status else np.zeros(len(rows), dtype=np.bool_),
        says_paid=state == "paid",
        paid_on=np.where(is_cash, paid_on, MISSING),
        paid=np.where(is_cash, paid, 0),
    )


def _kinds(rows: Rows) -> Bool:
    """Give the amounts of credit notes their sign, reject payments among the invoices; return which rows are credit notes."""
    kind = _looked_up(rows.text("kind"), codes.kind)
    rows.reject(kind == "payment", lambda _: "the row is a payment; give payments in a second file")
    is_credit: Bool = kind == "credit_note"
    rows.cents = np.where(is_credit, -np.abs(rows.cents), rows.cents)
    return is_credit


def _states(rows: Rows) -> Objects:
    """Return the state of each row, None where nothing tells it."""
    cells = rows.text("status")
    status = rows.mapping.status
    if status is None:
        unknown = sorted({text for text in cells.unique().to_pylist() if text and codes.state(text) is None})
        if unknown:
            rows.warnings.append(Notice("reader.unknown_status", column=rows.where("status"), values=several(unknown)))
        return _looked_up(cells, codes.state)
    state = _looked_up(cells, status.state)
    unlisted = sorted({text for text in cells.unique().to_pylist() if text and status.state(text) is None})
    if unlisted:
        rows.warnings.append(Notice("reader.unlisted_status", column=rows.where("status"), values=several(unlisted)))
    return state


def _looked_up(cells: Column, meaning: Callable[[str], object]) -> Objects:
    """Return what each cell means, each different text looked up once."""
    coded = pc.dictionary_encode(cells)
    meanings = np.array([meaning(text) for text in coded.dictionary.to_pylist()], dtype=object)
    of_cells: Objects = meanings[coded.indices.to_numpy()]
    return of_cells


def _payments(rows: Rows, state: Objects, is_credit: Bool) -> tuple[Int, Int]:
    """Return the day and the cents that each row says were paid.

    A paid date without an amount beside means all of it, unless other rows of the file do name amounts.
    """
    if "paid_amount" in rows.fields and "paid_date" not in rows.fields:
        raise ImportFailure(Notice("refusal.payments_without_date", where=rows.where("paid_amount")))
    dates = rows.need_dates("paid_date", may_be_blank=True)
    named = rows.text("paid_amount")
    if not pc.any(pc.not_equal(named, "")).as_py():
        return dates.days, np.where(dates.days != MISSING, rows.cents, 0)
    amounts = rows.amounts("paid_amount")
    paid = np.where(is_credit, -np.abs(amounts.cents), amounts.cents)
    settled = amounts.is_blank & (state == "paid") & (rows.mapping.status is not None)
    paid = np.where(settled, rows.cents, paid)
    rows.reject(dates.is_blank & (paid != 0), lambda _: "paid_amount is given without paid_date")
    unclear = amounts.is_blank & ~settled & (dates.days != MISSING) & (state != "cancelled") & (state != "open")
    rows.warn(int(np.count_nonzero(unclear)), "reader.no_paid_amount")
    return dates.days, paid


def _promises(rows: Rows) -> Int:
    """Return the promised days; an unreadable one is left out, and said."""
    dates = rows.dates("promised_date")
    rows.warn(int(np.count_nonzero(dates.is_unreadable)), "reader.promise_unread")
    return dates.days


def _disputes(rows: Rows) -> Int8:
    """Return which invoices are disputed: 1 yes, 0 no, -1 unknown."""
    cells = rows.text("disputed")
    told = _looked_up(cells, codes.truth)
    unclear = mask_of(pc.not_equal(cells, "")) & (told == None)  # noqa: E711  # elementwise
    rows.warn(int(np.count_nonzero(unclear)), "reader.dispute_unread")
    return np.where(told == None, -1, told).astype(np.int8)  # noqa: E711  # elementwise


def _credit_limits(rows: Rows) -> Int:
    """Return the credit limits in cents; an unreadable one is left out, and said."""
    if not rows.has("credit_limit"):
        return np.full(len(rows), MISSING, dtype=np.int64)
    where = rows.where("credit_limit") if "credit_limit" in rows.fields else "constants.credit_limit"
    limits = read_amounts(rows.text("credit_limit"), rows.mapping.decimal_mark, where)
    rows.warn(int(np.count_nonzero(limits.is_unreadable)), "reader.limit_unread")
    return np.where(limits.is_blank | limits.is_unreadable, MISSING, limits.cents)
