"""Excel and Parquet files as text tables; numbers and dates are written so that they can be read one way only."""

import datetime
import io
import math
import zipfile
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet

from simlib.errors import ImportFailure
from simlib.readers.notices import Notice
from simlib.readers.table import Choose, Table, column_of

_LARGEST_UNPACKED = 2 * 2**30
_HEAD_ROWS = 30
_LARGEST_IN_CENTS = 1e12
"""Amounts below which a number that is whole cents is told from every other by its fifteen digits."""


def read_excel(name: str, data: bytes, choose: Choose) -> Table:
    """Return the sheet of an Excel or OpenDocument file whose header has most wanted names.

    Raises:
        ImportFailure: The file cannot be read, or unpacks to more than 2 GB.
    """
    _refuse_bomb(name, data)
    best: tuple[int, list[list[Any]], int] | None = None
    for rows in _sheets(name, data):
        for place, row in enumerate(rows[:_HEAD_ROWS]):
            found = len(choose([_cell(cell) for cell in row]))
            if best is None or found > best[0]:
                best = (found, rows, place)
    if best is None:
        raise ImportFailure(Notice("refusal.no_sheet", file=name))
    _, rows, place = best
    header = tuple(_cell(cell).strip() for cell in rows[place])
    body = rows[place + 1 :]
    width = max(len(header), *(len(row) for row in body)) if body else len(header)
    columns = {at: column_of([_cell(row[at]) if at < len(row) else "" for row in body]) for at in range(width)}
    lines = np.arange(place + 2, place + 2 + len(body), dtype=np.int64)
    warnings = (Notice("reader.header_row", file=name, row=str(place + 1)),) if place else ()
    return Table(name, header, columns, lines, lines, warnings=warnings)


def read_parquet(name: str, data: bytes) -> Table:
    """Return the table of a Parquet file.

    Raises:
        ImportFailure: The file cannot be read, or unpacks to more than 2 GB.
    """
    try:
        file = pyarrow.parquet.ParquetFile(pa.BufferReader(data))
        metadata = file.metadata
        unpacked = sum(metadata.row_group(group).total_byte_size for group in range(metadata.num_row_groups))
        if unpacked > _LARGEST_UNPACKED:
            raise ImportFailure(Notice("refusal.unpacks", file=name, size=f"{unpacked / 2**30:.1f}"))
        header = tuple(str(column) for column in file.schema_arrow.names)
        columns = {place: _text_column(column) for place, column in enumerate(file.read().columns)}
        rows = int(metadata.num_rows)
    except (pa.ArrowException, OSError, ValueError, TypeError, KeyError, MemoryError) as problem:
        raise ImportFailure(Notice("refusal.no_parquet", file=name, why=_first_line(problem))) from None
    lines = np.arange(1, rows + 1, dtype=np.int64)
    return Table(name, header, columns, lines, lines)


def _sheets(name: str, data: bytes) -> list[list[list[Any]]]:
    """Return the rows of every filled sheet."""
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [book.get_sheet_by_name(sheet).to_python(skip_empty_area=False) for sheet in book.sheet_names]
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as problem:  # a panic of the Excel reader is no Exception
        raise ImportFailure(Notice("refusal.no_excel", file=name, why=_first_line(problem))) from None
    return [sheet for sheet in sheets if any(_cell(cell) for row in sheet for cell in row)]


def _refuse_bomb(name: str, data: bytes) -> None:
    """Refuse a packed file that would fill the memory."""
    if not data.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(member.file_size for member in packed.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise ImportFailure(Notice("refusal.damaged", file=name)) from None
    if unpacked > _LARGEST_UNPACKED:
        raise ImportFailure(Notice("refusal.unpacks", file=name, size=f"{unpacked / 2**30:.1f}"))


def _first_line(problem: BaseException) -> str:
    """Return the first line of what a library complains about, short."""
    text = str(problem).strip() or type(problem).__name__
    return text.splitlines()[0][:120]


def _text_column(column: Any) -> Any:
    """Return a column of a Parquet file as text; every different value is written once."""
    cells = column.combine_chunks()
    cells.validate(full=True)
    if pa.types.is_dictionary(cells.type):
        cells = cells.dictionary_decode()
    if pa.types.is_string(cells.type):
        return cells.fill_null("")
    try:
        coded = cells.dictionary_encode()
    except pa.ArrowException:  # lists and the like
        return column_of([_cell(value) for value in cells.to_pylist()])
    values: list[Any] = coded.dictionary.to_pylist()
    texts = _cells_of_floats(values) if pa.types.is_float64(cells.type) else [_cell(value) for value in values]
    return column_of([*texts, ""]).take(coded.indices.fill_null(len(values)))


def _cells_of_floats(values: list[float]) -> list[str]:
    """Return numbers as text; whole cents, which most amounts are, the short way.

    >>> _cells_of_floats([1001.0, -12.5, 0.07, 1.234, float("nan")])
    ['1001', '-12.50', '0.07', '1.2340', '']
    """
    numbers = np.array(values, dtype=np.float64)
    with np.errstate(invalid="ignore", over="ignore"):
        cents = np.rint(numbers * 100.0)
        is_cents = (cents / 100.0 == numbers) & (np.abs(numbers) < _LARGEST_IN_CENTS) & (cents != 0.0)
    whole = np.where(is_cents, cents, 0.0).astype(np.int64).tolist()
    return [_cents(cent) if cent else _cell(value) for cent, value in zip(whole, values, strict=True)]


def _cents(cents: int) -> str:
    """Return cents as a number in plain decimals."""
    units, rest = divmod(abs(cents), 100)
    sign = "-" if cents < 0 else ""
    return f"{sign}{units}.{rest:02d}" if rest else f"{sign}{units}"


def _cell(value: Any) -> str:
    """Return one cell as text.

    A whole number has no decimals; another has at least two and never three, which could be read as thousands.

    >>> [_cell(value) for value in (1001.0, 12.5, 1.234, datetime.date(2025, 3, 4), None, True)]
    ['1001', '12.50', '1.2340', '2025-03-04', '', 'yes']
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, float):
        if not math.isfinite(value):
            return ""
        value = Decimal(format(value, ".15g"))
    if isinstance(value, Decimal):
        return _number(value)
    return str(value)


def _number(value: Decimal) -> str:
    """Return a number in plain decimals."""
    if not value.is_finite():
        return ""
    whole, _, decimals = format(value, "f").partition(".")
    decimals = decimals.rstrip("0")
    if not decimals:
        return whole
    width = 4 if len(decimals) == 3 else max(2, len(decimals))
    return f"{whole}.{decimals.ljust(width, '0')}"
