"""A file of a ledger opened: refused with one clear line, or handed on as a text table."""

import stat
from pathlib import Path

from simlib.errors import ImportFailure
from simlib.readers.fec.columns import fec_choice, is_fec, looks_like_fec
from simlib.readers.sheets import read_excel, read_parquet
from simlib.readers.split import split_text
from simlib.readers.table import Choose, Table
from simlib.readers.text import decode

LARGEST_FILE = 256 * 2**20
"""Bytes of the largest file that is read."""

_EXCEL = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_PARQUET = b"PAR1"
_REFUSED = (
    (b"%PDF", "a PDF document; export the ledger as CSV or Excel"),
    (b"\x1f\x8b", "a compressed file; unpack it first"),
    (b"7z\xbc\xaf", "a compressed file; unpack it first"),
    (b"Rar!", "a compressed file; unpack it first"),
    (b"\x89PNG", "a picture; export the ledger as CSV or Excel"),
    (b"\xff\xd8\xff", "a picture; export the ledger as CSV or Excel"),
    (b"SQLite format 3", "a database; export the ledger as CSV or Excel"),
)


def read_table(path: Path, choose: Choose) -> Table:
    """Return the rows of a CSV, Excel or Parquet file, every cell as text.

    Args:
        path: The file.
        choose: Says which columns of a header are wanted; the row with most of them is taken for the header.

    Raises:
        ImportFailure: The file is missing, empty, too large, no ordinary file, or no table.
    """
    name = str(path)
    data = _read_bytes(path, name)
    if data.startswith(_EXCEL):
        return read_excel(name, data, _with_fec(choose))
    if data.startswith(_PARQUET):
        return read_parquet(name, data)
    for signature, what in _REFUSED:
        if data.startswith(signature):
            raise ImportFailure(f"{name} is {what}")
    text = decode(name, data)
    return split_text(name, text, _with_fec(choose), quoted=not looks_like_fec(text.data))


def _with_fec(choose: Choose) -> Choose:
    """Return what tells the wanted columns, those of a FEC where the header is that of one."""
    return lambda header: fec_choice(header) if is_fec(header) else choose(header)


def _read_bytes(path: Path, name: str) -> bytes:
    """Return the whole content of an ordinary file of bearable size."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise ImportFailure(f"{name} is a directory; give the files in it one by one")
        if not stat.S_ISREG(status.st_mode):
            raise ImportFailure(f"{name} is no ordinary file; give a CSV, Excel or Parquet file")
        if status.st_size > LARGEST_FILE:
            size, most = status.st_size / 2**20, LARGEST_FILE // 2**20
            raise ImportFailure(
                f"{name} has {size:.0f} MB; files up to {most} MB are read: split it, by year for example"
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise ImportFailure(f"{name} does not exist; give a CSV, Excel or Parquet file") from None
    except (OSError, ValueError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else str(problem)
        raise ImportFailure(f"{name!r} cannot be opened: {reason}") from None
    if not data.strip():
        raise ImportFailure(f"{name} is empty; it must hold a header and one row per invoice")
    return data
