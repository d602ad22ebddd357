"""The FEC, the file of accounting entries of French law, read as a ledger of invoices and receipts: see `reading`."""
