"""One or several FEC read as a ledger."""

from collections.abc import Mapping as Table_
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from simlib.errors import ImportFailure
from simlib.readers.fec.bills import cashed
from simlib.readers.fec.entries import Nature, natures, number_entries, say_uneven
from simlib.readers.fec.items import Items, items_of
from simlib.readers.fec.lines import Lines, Role, read_lines
from simlib.readers.fec.matching import Matches, match
from simlib.readers.fec.report import FecReport, matched, overdue, payables
from simlib.readers.fec.tables import document_frame, receipt_frame
from simlib.readers.fec.terms import CustomerTerms, Terms, terms_of
from simlib.readers.fec.years import Year, in_order, say_outside, say_several_firms, year_of
from simlib.readers.mapping import Mapping
from simlib.readers.notices import Cents, Notice
from simlib.readers.rows import ASSUMED_CURRENCY, Rows
from simlib.readers.table import Table

_LARGEST_SUM = 2.0**61


@dataclass(frozen=True)
class FecLedger:
    """What one or several FEC hold.

    Attributes:
        invoices, payments: Tables, see `Imported`.
        rows: The rows of each file.
        warnings: What the user should know of all files together.
        report: What they say besides.
        currency: The currency of all amounts.
    """

    invoices: pd.DataFrame
    payments: pd.DataFrame
    rows: tuple[Rows, ...]
    warnings: tuple[str, ...]
    report: FecReport
    currency: str


def read_fec(tables: Sequence[Table], mapping: Mapping, terms: Terms | None, table: Table_[str, Terms]) -> FecLedger:
    """Return the ledger that one or several FEC hold.

    Args:
        tables: The files.
        mapping: What the mapping file says; of a FEC only its currency and its decimal mark matter.
        terms: The terms of all customers that the table does not name; where none are given, payments tell them.
        table: Terms by customer.

    Raises:
        ImportFailure: A file cannot be read as a whole, the years do not follow one another, or there is no customer.
    """
    every = [read_lines(one, mapping) for one in tables]
    _refuse_boundless(every)
    files = _once(every)
    entries = [number_entries(lines) for lines in files]
    of_customers = [natures(lines, entry, Role.CUSTOMER) for lines, entry in zip(files, entries, strict=True)]
    of_suppliers = [natures(lines, entry, Role.SUPPLIER) for lines, entry in zip(files, entries, strict=True)]
    of_bills = [natures(lines, entry, Role.BILL) for lines, entry in zip(files, entries, strict=True)]
    years = [year_of(lines, nature == Nature.OPENING) for lines, nature in zip(files, of_customers, strict=True)]
    for lines, entry in zip(files, entries, strict=True):
        say_uneven(lines, entry)
        _ignore_others(lines)
    _refuse_without_customers(every)
    filled = [place for place, lines in enumerate(files) if lines.accepted.any()]
    order = [filled[at] for at in in_order([files[at] for at in filled], [years[at] for at in filled])]
    for place in order:
        say_outside(files[place], years[place])
    say_several_firms(files)
    if not order:
        order = [0]
    files, years = [files[place] for place in order], [years[place] for place in order]
    customers = items_of(files, [of_customers[place] for place in order], years, Role.CUSTOMER)
    bills = items_of(files, [of_bills[place] for place in order], years, Role.BILL)
    customers = cashed(customers, bills, [entries[place] for place in order])
    suppliers = items_of(files, [of_suppliers[place] for place in order], years, Role.SUPPLIER)
    return _ledger(files, years, customers, suppliers, tuple(lines.rows for lines in every), mapping, terms, table)


def _ledger(
    files: Sequence[Lines],
    years: Sequence[Year],
    customers: Items,
    suppliers: Items,
    rows: tuple[Rows, ...],
    mapping: Mapping,
    terms: Terms | None,
    table: Table_[str, Terms],
) -> FecLedger:
    """Return the ledger of customers' and suppliers' items."""
    currency = mapping.currency or ASSUMED_CURRENCY
    matches = match(customers)
    learned = _learn_terms(customers, matches, terms, table)
    due = np.where(customers.adds, learned.due(customers.party, customers.issue), customers.issue)
    days = np.concatenate([lines.day[lines.accepted] for lines in files])
    last = int(days[days <= years[-1].last].max(initial=years[0].first))
    receipts = receipt_frame(files, customers, matches, currency)
    report = FecReport(
        years=tuple(years),
        balance=customers.balance,
        matched=matched(customers, matches),
        loose=int(receipts.loc[receipts["invoice_id"].isna(), "amount_cents"].sum()),
        customers=customers.parties,
        terms=learned,
        overdue=overdue(customers, matches, due, last),
        payables=payables(suppliers, match(suppliers), years[0].first, last),
        last=last,
    )
    documents = document_frame(files, customers, matches, due, currency)
    return FecLedger(documents, receipts, rows, tuple(_doubts(files, customers, matches, table)), report, currency)


def _learn_terms(items: Items, matches: Matches, terms: Terms | None, table: Table_[str, Terms]) -> CustomerTerms:
    """Return the customers' terms, learned from the invoices that money paid in full."""
    sold = items.adds & (items.nature == Nature.TRADE)
    money = items.nature[matches.credit] == Nature.CASH
    by_money, paid_on = np.zeros(len(items), dtype=np.int64), np.zeros(len(items), dtype=np.int64)
    np.add.at(by_money, matches.debit[money], matches.cents[money])
    np.maximum.at(paid_on, matches.debit[money], items.day[matches.credit[money]])
    seen = np.flatnonzero(sold & (by_money == items.cents))
    return terms_of(items.parties, items.party[seen], items.issue[seen], paid_on[seen], terms, table)


def _once(every: Sequence[Lines]) -> list[Lines]:
    """Return the files without copies of others, whose rows are ignored, and said."""
    files: list[Lines] = []
    for lines in every:
        text = lines.rows.table.text
        if text and any(text == other.rows.table.text for other in files):
            lines.rows.ignore(np.ones(len(lines), dtype=np.bool_), None)
            lines.rows.warnings.append(Notice("reader.fec.copy", file=lines.rows.table.name, rows=len(lines)))
        else:
            files.append(lines)
    return files


def _ignore_others(lines: Lines) -> None:
    """Ignore the rows of other accounts and those without amount, and say it."""
    rows, name = lines.rows, lines.rows.table.name
    others = lines.accepted & ~np.isin(lines.role, (Role.CUSTOMER, Role.BILL, Role.SUPPLIER))
    rows.ignore(others, None)
    if others.any():
        rows.warnings.append(Notice("reader.fec.others", file=name, rows=int(np.count_nonzero(others))))
    zero = lines.accepted & (rows.cents == 0) & (lines.movement == 0)
    rows.ignore(zero, None)
    if zero.any():
        rows.warnings.append(Notice("reader.fec.zero", file=name, rows=int(np.count_nonzero(zero))))


def _refuse_boundless(files: Sequence[Lines]) -> None:
    """Refuse amounts whose sum no ledger could hold."""
    whole = sum(float(np.abs(lines.movement).sum(dtype=np.float64)) for lines in files)
    if whole > _LARGEST_SUM:
        raise ImportFailure(Notice("refusal.fec_boundless", file=files[0].rows.table.name, sum=f"{whole / 100:.3g}"))


def _refuse_without_customers(files: Sequence[Lines]) -> None:
    """Refuse files in which nobody owes anything, unless it is for rows that cannot be read."""
    rejected = any(lines.rows.reasons or lines.rows.table.torn for lines in files)
    if rejected or any((lines.role == Role.CUSTOMER).any() for lines in files):
        return
    names = ", ".join(lines.rows.table.name for lines in files)
    if not any(len(lines) for lines in files):
        raise ImportFailure(Notice("refusal.no_rows", file=names))
    raise ImportFailure(Notice("refusal.fec_no_customer", file=names))


def _doubts(files: Sequence[Lines], items: Items, matches: Matches, table: Table_[str, Terms]) -> list[Notice]:
    """Return warnings about what was read."""
    doubts = []
    forward = items.is_forward & items.adds & (items.nature == Nature.OPENING)
    if forward.any():
        amount = Cents(int(items.cents[forward].sum()))
        doubts.append(Notice("reader.fec.truncated", invoices=int(np.count_nonzero(forward)), amount=amount))
    other = (items.nature == Nature.OTHER) & (items.row >= 0)
    if other.any():
        amount = Cents(int(items.cents[other].sum()))
        doubts.append(Notice("reader.fec.adjustments", items=int(np.count_nonzero(other)), amount=amount))
    early = (items.nature[matches.credit] == Nature.CASH) & (items.nature[matches.debit] == Nature.TRADE)
    early &= (matches.way != 0) & (items.day[matches.credit] < items.issue[matches.debit])
    if early.any():
        amount = Cents(int(matches.cents[early].sum()))
        doubts.append(Notice("reader.fec.early", receipts=int(np.count_nonzero(early)), amount=amount))
    if not (items.letter >= 0).any() and len(items):
        doubts.append(Notice("reader.fec.unlettered"))
    together = [lines.accepted & (lines.role == Role.CUSTOMER) & ~lines.has_party for lines in files]
    if any(mask.any() for mask in together):
        rows = sum(int(np.count_nonzero(mask)) for mask in together)
        doubts.append(Notice("reader.fec.no_auxiliary", rows=rows))
    strangers = sorted(set(table) - set(items.parties))
    if strangers:
        doubts.append(Notice("reader.fec.strangers", customers=", ".join(strangers[:5])))
    return doubts
