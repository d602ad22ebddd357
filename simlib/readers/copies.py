"""Rows that stand twice: an exact copy is ignored, another content under the same number is rejected."""

from collections.abc import Sequence

import numpy as np
import pyarrow.compute as pc

from simlib.readers.rows import Rows, join_columns
from simlib.readers.table import Column, Int


def settle_copies(files: Sequence[Rows], keys: Sequence[Column], what: str | None) -> None:
    """Ignore the copies of a row, and reject the rows that bear one number and differ.

    Args:
        files: Rows of one or several files; a row is a copy if it is written as another one under the same header.
        keys: Per file the key of each row; a blank key is compared with none.
        what: What the key is, for the reason of a rejection; None where rows of the same key may well differ.
    """
    if not files:
        return
    key = join_columns(keys)
    starts = np.cumsum([0, *(len(rows) for rows in files)])
    copies = [np.zeros(len(rows), dtype=np.bool_) for rows in files]
    differing = [np.zeros(len(rows), dtype=np.bool_) for rows in files]
    numbers: dict[tuple[int, int], int] = {}
    for group in _groups(key):
        places = [(int(np.searchsorted(starts, row, side="right")) - 1, row) for row in group]
        first: dict[tuple[tuple[str, ...], str], int] = {}
        for file, row in places:
            at = row - int(starts[file])
            written = (files[file].table.header, files[file].table.raw(at))
            if written in first:
                copies[file][at] = True
            first.setdefault(written, row)
        for file, row in places if len(first) > 1 else ():
            at = row - int(starts[file])
            differing[file][at] = not copies[file][at]
            numbers[file, at] = len(first)
    for file, rows in enumerate(files):
        rows.ignore(copies[file], "reader.copies")
        if what is not None:
            rows.reject(differing[file], lambda at, file=file: f"{numbers[file, at]} rows with this {what} differ")  # type: ignore[misc]


def _groups(key: Column) -> list[list[int]]:
    """Return the rows of every key that stands more than once and is not blank."""
    coded = pc.dictionary_encode(key)
    codes: Int = coded.indices.to_numpy()
    blank = pc.index(coded.dictionary, "").as_py()
    times = np.bincount(codes, minlength=len(coded.dictionary))
    repeated = times > 1
    if blank >= 0:
        repeated[blank] = False
    rows = np.flatnonzero(repeated[codes])
    if not rows.size:
        return []
    rows = rows[np.argsort(codes[rows], kind="stable")]
    return [group.tolist() for group in np.split(rows, np.flatnonzero(np.diff(codes[rows])) + 1)]
