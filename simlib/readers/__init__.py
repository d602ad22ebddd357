"""Real ledgers: files read, checked, complained about, and handed on as invoices and payments in cents."""

from simlib.readers.check import CheckReport, check
from simlib.readers.importing import Imported, read_ledger

__all__ = ["CheckReport", "Imported", "check", "read_ledger"]
