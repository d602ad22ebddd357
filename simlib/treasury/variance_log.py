"""The log of variances: a CSV file that grows by what each week teaches, so that every verdict stays on record."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from simlib.days import to_date
from simlib.errors import ImportFailure
from simlib.readers.files import read_table
from simlib.readers.rejects import neutral
from simlib.running.whole import write_whole
from simlib.treasury.variance import Variance

COLUMNS = (
    "as_of",
    "forecast_start",
    "week_start",
    "week_end",
    "line",
    "kind",
    "forecast",
    "actual",
    "variance",
    "timing",
    "permanent",
)
DATES = 4
"""The first columns are dates."""

Row = tuple[str, ...]


def append_log(found: Sequence[Variance], path: Path) -> int:
    """Add variances to a log, made where there is none; return how many rows it then has.

    What was seen on another day, or of another forecast, stays; what was seen on the same day of the same forecast is replaced, so
    that the same command twice leaves one record.

    Raises:
        ImportFailure: The file is no log of variances.
    """
    new = [row_of(one) for one in found]
    seen = {row[:2] for row in new}
    kept = [row for row in _read(path) if row[:2] not in seen] if path.exists() else []
    rows = sorted([*kept, *new], key=lambda row: row[:3])
    content = io.StringIO(newline="")
    writer = csv.writer(content, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    write_whole(path, content.getvalue())
    return len(rows)


def row_of(one: Variance) -> Row:
    """Return a variance as a row of the log."""
    days = (one.as_of, one.forecast_start, one.week_start, one.week_end)
    amounts = (one.forecast, one.actual, one.difference, one.timing, one.permanent)
    return (
        *(to_date(day).isoformat() for day in days),
        one.line,
        neutral(one.kind),
        *(f"{cents / 100:.2f}" for cents in amounts),
    )


def _read(path: Path) -> list[Row]:
    """Return the rows of a log."""
    table = read_table(path, lambda header: [place for place, name in enumerate(header) if name in COLUMNS])
    if table.torn or any(name not in table.header for name in COLUMNS):
        raise ImportFailure(f"{table.name} is no log of variances; name another file, which is then made")
    columns = [table.columns[table.header.index(name)].to_pylist() for name in COLUMNS]
    return list(zip(*columns, strict=True))
