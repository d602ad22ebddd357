"""Real ledgers: files read, checked, complained about, and handed on as invoices and payments in cents."""

from simlib.readers.check import CheckReport, check
from simlib.readers.importing import Imported, read_ledger
from simlib.readers.touches import TouchLog, read_touches

__all__ = ["CheckReport", "Imported", "TouchLog", "check", "read_ledger", "read_touches"]
