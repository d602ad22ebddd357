"""A file of a ledger opened: refused with one clear line, or handed on as a text table."""

import stat
from pathlib import Path

from simlib.errors import ImportFailure
from simlib.readers.fec.columns import fec_choice, is_fec, looks_like_fec
from simlib.readers.notices import Notice
from simlib.readers.sheets import read_excel, read_parquet
from simlib.readers.split import split_text
from simlib.readers.table import Choose, Table
from simlib.readers.text import decode

LARGEST_FILE = 256 * 2**20
"""Bytes of the largest file that is read."""

_EXCEL = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_PARQUET = b"PAR1"
_REFUSED = (
    (b"%PDF", "refusal.pdf"),
    (b"\x1f\x8b", "refusal.packed"),
    (b"7z\xbc\xaf", "refusal.packed"),
    (b"Rar!", "refusal.packed"),
    (b"\x89PNG", "refusal.picture"),
    (b"\xff\xd8\xff", "refusal.picture"),
    (b"SQLite format 3", "refusal.database"),
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
    for signature, why in _REFUSED:
        if data.startswith(signature):
            raise ImportFailure(Notice(why, file=name))
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
            raise ImportFailure(Notice("refusal.directory", file=name))
        if not stat.S_ISREG(status.st_mode):
            raise ImportFailure(Notice("refusal.not_ordinary", file=name))
        if status.st_size > LARGEST_FILE:
            size, most = f"{status.st_size / 2**20:.0f}", str(LARGEST_FILE // 2**20)
            raise ImportFailure(Notice("refusal.too_large", file=name, size=size, most=most))
        data = path.read_bytes()
    except FileNotFoundError:
        raise ImportFailure(Notice("refusal.absent", file=name)) from None
    except (OSError, ValueError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else str(problem)
        raise ImportFailure(f"{name!r} cannot be opened: {reason}") from None
    if not data.strip():
        raise ImportFailure(Notice("refusal.empty", file=name))
    return data
