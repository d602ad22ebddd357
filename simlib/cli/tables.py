"""Result tables as files: written beside, then put in place, so that a file is whole or absent."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from simlib.readers.rejects import neutral
from simlib.running import customers_table, events_of
from simlib.running.whole import beside

if TYPE_CHECKING:
    from simlib.ledger.log import EventLog
    from simlib.running import Result

Progress = Callable[[int, int], None]


def write_tables(result: "Result", ledger: Path | None, events: Path | None, progress: Progress | None = None) -> None:
    """Write the invoices and the events of every replication of a run, one Parquet file each.

    The ledger is sorted by replication and invoice, the events by replication and sequence.
    """
    with _parquet(ledger) as write_ledger, _parquet(events) as write_events:
        for replication in range(result.replications):
            log = events_of(result.scenario, replication, result.engine, seed=result.seed)
            write_ledger(lambda: _ledger(log, replication))  # noqa: B023  # called at once
            write_events(lambda: log.to_frame(replication))  # noqa: B023  # called at once
            if progress is not None:
                progress(replication + 1, result.replications)


def write_customers(result: "Result", file: Path) -> None:
    """Write the customers of a run's first world as Parquet, or as CSV in which no name is a formula."""
    table = customers_table(result.scenario, at=result.at, engine=result.engine, seed=result.seed)
    with beside(file) as path:
        if file.suffix.lower() == ".csv":
            named = table.assign(**{name: table[name].map(neutral) for name in ("customer_id", "segment")})
            named.to_csv(path, index=False, lineterminator="\n", encoding="utf-8-sig")
        else:
            _dated(table).to_parquet(path, index=False)


def _dated(table: pd.DataFrame) -> pd.DataFrame:
    """Return the customers with columns of one type each, also where all cells are blank."""
    names = [str(name) for name in table]
    dates = {name: pd.ArrowDtype(pa.date32()) for name in names if name == "date" or name.endswith("_date")}
    cents = {name: "Int64" for name in names if name.endswith("_cents")}
    return table.astype(dates | cents | {"last_touch": "str", "next_step": "str"})


def _ledger(log: "EventLog", replication: int) -> pd.DataFrame:
    return log.invoices(replication).sort_values("invoice_id", kind="stable")


@contextmanager
def _parquet(path: Path | None) -> Iterator[Callable[[Callable[[], pd.DataFrame]], None]]:
    """Yield what appends a table to a Parquet file, made only where a file is asked for."""
    if path is None:
        yield lambda _: None
        return
    with beside(path) as draft:
        writer: pq.ParquetWriter | None = None

        def append(make: Callable[[], pd.DataFrame]) -> None:
            nonlocal writer
            table = _with_dates(pa.Table.from_pandas(make(), preserve_index=False).replace_schema_metadata())
            if writer is None:
                writer = pq.ParquetWriter(draft, table.schema, compression="zstd")
            writer.write_table(table.cast(writer.schema))

        try:
            yield append
        finally:
            if writer is not None:
                writer.close()


def _with_dates(table: pa.Table) -> pa.Table:
    """Return a table whose times are plain dates and whose categories are plain text."""
    plain = {True: pa.date32(), False: pa.string()}
    fields = [
        pa.field(field.name, plain[pa.types.is_timestamp(field.type)])
        if pa.types.is_timestamp(field.type)
        or pa.types.is_dictionary(field.type)
        or pa.types.is_large_string(field.type)
        else field
        for field in table.schema
    ]
    return table.cast(pa.schema(fields))
