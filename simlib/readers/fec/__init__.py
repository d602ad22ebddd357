"""The FEC, the file of accounting entries of French law, read as a ledger of invoices and receipts."""

from simlib.readers.fec.reading import FecLedger, read_fec
from simlib.readers.fec.report import FecReport
from simlib.readers.fec.terms import Terms, read_terms

__all__ = ["FecLedger", "FecReport", "Terms", "read_fec", "read_terms"]
