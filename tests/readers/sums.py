"""The law of imports, for every test that reads a ledger."""

from collections.abc import Callable
from typing import TypeVar

from simlib.errors import ImportFailure
from simlib.readers import Imported

Result = TypeVar("Result")


def read_or_refused(read: Callable[[], Result]) -> Result | None:
    """Return what is read, None where it is refused in one line of bearable length."""
    try:
        return read()
    except ImportFailure as refused:
        line = str(refused)
    assert "\n" not in line
    assert len(line) < 2000
    return None


def adds_up(ledger: Imported) -> None:
    """Hold rows and cents: read = accepted + rejected + ignored, and the tables hold what was accepted."""
    counts = ledger.counts
    assert counts.rows_read == counts.rows_accepted + counts.rows_rejected + counts.rows_ignored
    for currency in counts.currencies:
        parts = counts.amount_accepted[currency] + counts.amount_rejected[currency] + counts.amount_ignored[currency]
        assert counts.amount_read[currency] == parts
    assert len(ledger.rejects) == counts.rows_rejected
    assert counts.amounts_unreadable <= counts.rows_rejected + counts.rows_ignored
    assert ledger.invoices["invoice_id"].is_unique
    assert ledger.invoices["customer_id"].ne("").all()
    known = ledger.payments["invoice_id"].dropna()
    assert known.isin(ledger.invoices["invoice_id"]).all()


def accepted_cents(ledger: Imported, currency: str, *, second_file: bool) -> int:
    """Return the accepted cents as the tables show them."""
    tables = [ledger.invoices, ledger.payments] if second_file else [ledger.invoices]
    return sum(int(table.loc[table["currency"] == currency, "amount_cents"].sum()) for table in tables)
