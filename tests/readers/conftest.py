"""What the tests of the readers share: ledgers written to files."""

from collections.abc import Callable
from pathlib import Path

import pytest

HEADER = "customer_id,invoice_id,issue_date,due_date,amount,currency"
ROWS = (
    "C1,F1,2025-01-02,2025-02-01,100.00,EUR",
    "C1,F2,2025-01-15,2025-02-14,250.50,EUR",
    "C2,F3,2025-01-20,2025-03-06,1999.99,EUR",
)

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes text or bytes to a file and returns its path."""

    def to_file(content: str | bytes, name: str = "ledger.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return to_file


@pytest.fixture
def ledger(write: Write) -> Write:
    """Return a function that writes a good ledger of three invoices, with further rows after them."""

    def to_file(*more: str, header: str = HEADER, rows: tuple[str, ...] = ROWS, name: str = "ledger.csv") -> Path:
        return write("\n".join((header, *rows, *more)) + "\n", name)

    return to_file


@pytest.fixture(scope="session")
def mappings(root: Path) -> Path:
    """The folder of the mapping files."""
    return root / "tests" / "readers" / "mappings"
