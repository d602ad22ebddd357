"""A ledger imported: every row of its files accepted as an invoice or a payment, rejected for a reason, or ignored and said."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from simlib.errors import ImportFailure
from simlib.readers.copies import settle_copies
from simlib.readers.counts import Counts, count
from simlib.readers.distortions import distortions
from simlib.readers.fec.columns import is_fec
from simlib.readers.fields import ledger_choice, payment_choice
from simlib.readers.files import read_table
from simlib.readers.frames import invoice_frame, payment_frame, reject_frame
from simlib.readers.ledger import LedgerRows, read_ledger_rows
from simlib.readers.mapping import Mapping, read_mapping
from simlib.readers.notices import Invoices, Notice
from simlib.readers.payments import PaymentRows, lead_to_invoices, read_payment_rows
from simlib.readers.rows import ASSUMED_CURRENCY, UNKNOWN_CURRENCY, Fate, Rows
from simlib.readers.table import Bool, Table

if TYPE_CHECKING:
    from simlib.readers.fec.reading import FecLedger
    from simlib.readers.fec.report import FecReport


@dataclass(frozen=True)
class Imported:
    """A ledger as read.

    Attributes:
        invoices: One row per accepted invoice or credit note: `invoice_id, customer_id, issue_date, due_date` (int64 days),
            `amount_cents` (int64, negative for a credit note), `currency, kind` ("invoice" or "credit_note"), `disputed`
            (nullable), `segment, payment_method` (null where unknown), `promised_date, credit_limit_cents, cancelled_date`
            (nullable int), `open_cents` (int64; negative where more was received).
        payments: One row per accepted payment: `payment_id, invoice_id` (null where it names none), `customer_id, date` (int64
            day), `amount_cents` (int64), `currency, payment_method`.
        counts: What became of every row read.
        rejects: One row per rejected row: `file, line, reason, row`.
        warnings: What the user should know, one line each.
        currency: The currency of most accepted rows.
        fec: Of a FEC, what it says besides. Its invoices have more columns: `credited_cents` and `credited_date` (what credits took
            from an invoice, and when last), `brought_forward` (day of issue unknown); `kind` may be "adjustment".
    """

    invoices: pd.DataFrame
    payments: pd.DataFrame
    counts: Counts
    rejects: pd.DataFrame
    warnings: tuple[str, ...]
    currency: str
    fec: "FecReport | None" = None

    @cached_property
    def customers(self) -> tuple[str, ...]:
        """Customers of the accepted invoices, sorted."""
        return tuple(sorted(self.invoices["customer_id"].unique()))

    @cached_property
    def open_by_currency(self) -> dict[str, int]:
        """Cents still open by currency: what is left of invoices, less receipts and credits that no invoice takes up."""
        left = self.invoices.groupby("currency")["open_cents"].sum()
        loose = self.payments[self.payments["invoice_id"].isna()].groupby("currency")["amount_cents"].sum()
        names = sorted({str(name) for name in (*left.index, *loose.index)})
        return {name: int(left.get(name, 0)) - int(loose.get(name, 0)) for name in names}

    @property
    def open_cents(self) -> int:
        """Cents still open in the ledger's currency."""
        return self.open_by_currency.get(self.currency, 0)


def read_ledger(
    files: Sequence[Path | str],
    *,
    payments: Path | str | None = None,
    mapping: Path | str | None = None,
    terms: str | None = None,
) -> Imported:
    """Return what ledger files hold.

    Args:
        files: CSV, Excel or Parquet files of invoices; or FEC, one for each year.
        payments: A file of payments; without one, the ledger's own paid dates and amounts are read.
        mapping: A mapping file, see `simlib.readers.mapping`.
        terms: Payment terms of the customers of a FEC, `net30` or `eom45` for example; where none are given, payments tell them.

    Raises:
        ImportFailure: A file cannot be read as a whole; what is wrong with a single row only rejects that row.
    """
    if not files:
        raise ImportFailure(Notice("refusal.no_ledger"))
    known = read_mapping(Path(mapping) if mapping is not None else None)
    tables = [read_table(Path(file), ledger_choice(known)) for file in files]
    accounting = [table.name for table in tables if is_fec(table.header)]
    if not accounting:
        return _read_tables(
            tables, Path(payments) if payments is not None else None, known, has_terms=terms is not None
        )
    if len(accounting) < len(tables):
        raise ImportFailure(Notice("refusal.fec_and_others", file=accounting[0]))
    if payments is not None:
        raise ImportFailure(Notice("refusal.fec_has_payments", file=accounting[0], payments=payments))
    return _from_fec(_read_fec(tables, known, terms))


def _read_fec(tables: Sequence[Table], known: Mapping, terms: str | None) -> "FecLedger":
    """Return what one or several FEC hold; the modules that know how, and the compiler behind them, are loaded only here."""
    from simlib.readers.fec.reading import read_fec
    from simlib.readers.fec.terms import read_terms

    given = read_terms(terms) if terms is not None else None
    return read_fec(tables, known, given, {name: read_terms(one) for name, one in known.terms.items()})


def _read_tables(tables: Sequence[Table], payments: Path | None, known: Mapping, *, has_terms: bool) -> Imported:
    """Return what tables of invoices hold."""
    ledgers = [read_ledger_rows(table, known, own_payments=payments is None) for table in tables]
    if not any(len(ledger.rows) + len(ledger.rows.table.torn) for ledger in ledgers):
        raise ImportFailure(Notice("refusal.no_rows", file=", ".join(table.name for table in tables)))
    settle_copies([ledger.rows for ledger in ledgers], [ledger.invoice_id for ledger in ledgers], "invoice_id")
    warnings = _settle_currencies([ledger.rows for ledger in ledgers])
    if has_terms or known.terms:
        warnings.append(Notice("reader.terms_unused"))
    paid: PaymentRows | None = None
    if payments is not None:
        paid = read_payment_rows(read_table(Path(payments), payment_choice(known)), known)
        settle_copies([paid.rows], [paid.key], "payment_id and invoice_id" if paid.rows.has("payment_id") else None)
        paid = lead_to_invoices(paid, ledgers)
        warnings += _settle_currencies([paid.rows], _main_currency([ledger.rows for ledger in ledgers]))
    return _imported(ledgers, paid, warnings)


def _from_fec(found: "FecLedger") -> Imported:
    """Return the tables and counts of one or several FEC."""
    return Imported(
        invoices=found.invoices,
        payments=found.payments,
        counts=count(found.rows),
        rejects=reject_frame(found.rows),
        warnings=(
            *(line for rows in found.rows for line in rows.warnings),
            *found.warnings,
            *distortions(found.invoices, found.payments),
        ),
        currency=found.currency,
        fec=found.report,
    )


def _imported(ledgers: Sequence[LedgerRows], paid: PaymentRows | None, warnings: list[str]) -> Imported:
    """Return the tables and counts of rows whose fate is settled."""
    every = [ledger.rows for ledger in ledgers] + ([paid.rows] if paid else [])
    payments = payment_frame(ledgers, paid)
    invoices = invoice_frame(ledgers, payments)
    return Imported(
        invoices=invoices,
        payments=payments,
        counts=count(every),
        rejects=reject_frame(every),
        warnings=(
            *(line for rows in every for line in rows.warnings),
            *warnings,
            *_doubts(ledgers, invoices, payments),
            *distortions(invoices, payments),
        ),
        currency=_main_currency([ledger.rows for ledger in ledgers]),
    )


def _main_currency(files: Sequence[Rows]) -> str:
    """Return the currency of most accepted rows, of all rows where none is accepted."""
    for wanted in ((Fate.ACCEPTED,), tuple(Fate)):
        names = np.concatenate([rows.currency[np.isin(rows.fate, wanted)] for rows in files]).astype(str)
        known, times = np.unique(names[(names != UNKNOWN_CURRENCY) & (names != "")], return_counts=True)
        if known.size:
            return str(known[np.argmax(times)])
    return ASSUMED_CURRENCY


def _settle_currencies(files: Sequence[Rows], default: str = "") -> list[str]:
    """Give rows that name no currency the only one there is; where there are several, reject them."""
    nameless: list[Bool] = [rows.currency == "" for rows in files]
    without = any(bool(np.any(mask & (rows.fate != Fate.IGNORED))) for rows, mask in zip(files, nameless, strict=True))
    named = sorted(
        {str(name) for rows in files for name in np.unique(rows.currency.astype(str))} - {"", UNKNOWN_CURRENCY}
    )
    only = default or (named[0] if len(named) == 1 else "" if named else ASSUMED_CURRENCY)
    for rows, mask in zip(files, nameless, strict=True):
        if not only:
            rows.reject(mask, lambda _: f"no currency is named, and the ledger holds {', '.join(named)}")
        rows.currency = np.where(mask, only or UNKNOWN_CURRENCY, rows.currency)
    if without and not named and not default:
        return [Notice("reader.no_currency", currency=ASSUMED_CURRENCY)]
    return []


def _doubts(ledgers: Sequence[LedgerRows], invoices: pd.DataFrame, payments: pd.DataFrame) -> list[str]:
    """Return warnings about what was accepted."""
    early = int((invoices["due_date"] < invoices["issue_date"]).sum())
    paid_in_words = np.concatenate([ledger.says_paid[ledger.rows.fate == Fate.ACCEPTED] for ledger in ledgers])
    left, amount = invoices["open_cents"].to_numpy(dtype=np.int64), invoices["amount_cents"].to_numpy(dtype=np.int64)
    lines = [
        (early, "reader.due_early"),
        (
            int(np.count_nonzero(left < np.minimum(amount, 0))),
            "reader.paid_too_much",
        ),
        (
            int(np.count_nonzero((left == amount) & (left > 0) & paid_in_words)),
            "reader.said_paid",
        ),
    ]
    doubts: list[str] = [Notice(key, n=Invoices(n)) for n, key in lines if n]
    if len(invoices) and not len(payments):
        doubts.append(Notice("reader.no_payment"))
    currencies = invoices["currency"].nunique()
    if currencies > 1:
        doubts.append(Notice("reader.currencies", currencies=currencies))
    return doubts
