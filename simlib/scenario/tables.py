"""Tables beside a scenario: customers, the opening book, past sales and given orders, read from CSV or Parquet and checked.

Every reader takes the file that the scenario names and returns a frame with known columns and types. What it cannot use it
refuses in one line that names file, row and column; rows are counted from 1, headers aside.
"""

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from simlib.errors import ScenarioError
from simlib.scenario.fields import nearest, plain_number, shown
from simlib.scenario.scenario import FileRef
from simlib.scenario.segments import TERMS_RULES

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow

_BIN = re.compile(r"early|d-?\d+")
_HABIT = r"any|end|weekly:[0-6]|days:\d{1,2}(?:,\d{1,2})*"
_LONGEST_TEXT = 200
_FIRST_DAY, _LAST_DAY = -25_567, 84_370
"""1900-01-01 and 2200-12-31."""

Reader = Callable[["pd.Series"], "tuple[pd.Series, pd.Series, str]"]
"""From a column's cells to its values, which of the cells are not allowed, and what is allowed."""


class Column(NamedTuple):
    """A column a table may have.

    Attributes:
        read: reads its cells.
        is_required: whether the column must be there and filled in every row.
        called: its name in the frame, where that differs from its name in the file.
    """

    read: Reader
    is_required: bool = False
    called: str = ""


def read_customers(ref: FileRef) -> "pd.DataFrame":
    """Return the table of customers, sorted by id.

    Columns: `customer_id` and `segment` (text, never blank); where the file has them `orders_per_year`, `mean_amount`,
    `amount_spread`, `terms_days`, `frailty`, `bank_days`, `match_days`, `credit_limit` (watched, not enforced) and the hazards by
    name of bin (float64, NaN where blank: the segment's value counts), `terms_rule` and `runs` (text, empty where blank).

    Raises:
        ScenarioError: The file cannot be read, a column is missing or unknown, a cell is not allowed, a customer comes twice.
    """
    columns = {
        "customer_id": Column(_texts, is_required=True),
        "segment": Column(_texts, is_required=True),
        "orders_per_year": Column(_numbers(0.0, 100_000.0)),
        "mean_amount": Column(_numbers(0.01, 1e9)),
        "amount_spread": Column(_numbers(0.0, 10.0)),
        "terms_rule": Column(_choices([name for name, _ in TERMS_RULES])),
        "terms_days": Column(_wholes(0, 3_650)),
        "runs": Column(_habits),
        "frailty": Column(_numbers(0.0, 1_000.0)),
        "bank_days": Column(_wholes(0, 365)),
        "match_days": Column(_wholes(0, 365)),
        "credit_limit": Column(_numbers(0.0, 1e12)),
    }
    table = _read(ref, columns, further=lambda name: Column(_numbers(0.0, 4.0)) if is_bin_name(name) else None)
    _refuse_repeats(ref, table, ["customer_id"])
    return table.sort_values("customer_id", kind="stable", ignore_index=True)


def is_bin_name(name: str) -> bool:
    """Return whether a column is named like a bin of lateness."""
    return _BIN.fullmatch(name) is not None


def read_opening(ref: FileRef) -> "pd.DataFrame":
    """Return the invoices open at the start, in the order of the file.

    Columns: `customer_id`, `invoice_id` (text), `issue_day`, `due_day` (int64 day numbers), `amount` (float64, what is still
    open, with VAT); where the file has them `steps_done` (float64, NaN where blank), the reminder steps it already had, and
    `gathered` (float64, NaN where blank), the hazard gathered since its customer's last payment run: what is approved waits for the next.

    Raises:
        ScenarioError: The file cannot be read, a column is missing or unknown, a cell is not allowed, an invoice comes twice.
    """
    columns = _invoices() | {"steps_done": Column(_wholes(0, 1_000)), "gathered": Column(_numbers(0.0, 1_000.0))}
    table = _read(ref, columns)
    _refuse_repeats(ref, table, ["customer_id", "invoice_id"])
    return table


def read_history(ref: FileRef) -> "pd.DataFrame":
    """Return the daily sales before the start, in the order of the file.

    Columns: `customer_id` (text), `day` (int64 day number), `amount` (float64, invoiced that day, with VAT; credit notes
    make it negative).

    Raises:
        ScenarioError: The file cannot be read, a column is missing or unknown, a cell is not allowed.
    """
    return _read(
        ref,
        {
            "date": Column(_days, is_required=True, called="day"),
            "customer_id": Column(_texts, is_required=True),
            "amount": Column(_numbers(-1e12, 1e12), is_required=True),
        },
    )


def read_orders(ref: FileRef) -> "pd.DataFrame":
    """Return the given orders, in the order of the file.

    Columns: `customer_id` (text), `issue_day`, `due_day` (int64 day numbers), `amount` (float64, with VAT); `invoice_id`
    (text) where the file has it.

    Raises:
        ScenarioError: The file cannot be read, a column is missing or unknown, a cell is not allowed, an invoice comes twice.
    """
    table = _read(ref, _invoices() | {"invoice_id": Column(_texts)})
    if "invoice_id" in table:
        _refuse_repeats(ref, table[table["invoice_id"] != ""], ["customer_id", "invoice_id"])
    return table


def read_payments(ref: FileRef) -> "pd.DataFrame":
    """Return dated payments, in the order of the file.

    Columns: `day` (int64 day number), `label` (text, empty where blank or absent), `amount` (float64, as it leaves the bank, with VAT;
    what comes in is negative).

    Raises:
        ScenarioError: The file cannot be read, a column is missing or unknown, a cell is not allowed.
    """
    return _read(
        ref,
        {
            "date": Column(_days, is_required=True, called="day"),
            "label": Column(_texts),
            "amount": Column(_numbers(-1e12, 1e12), is_required=True),
        },
    )


def _invoices() -> dict[str, Column]:
    return {
        "customer_id": Column(_texts, is_required=True),
        "invoice_id": Column(_texts, is_required=True),
        "issue_date": Column(_days, is_required=True, called="issue_day"),
        "due_date": Column(_days, is_required=True, called="due_day"),
        "amount": Column(_numbers(0.01, 1e12), is_required=True),
    }


def _read(
    ref: FileRef, columns: dict[str, Column], further: Callable[[str], Column | None] = lambda _: None
) -> "pd.DataFrame":
    """Return a file's table with every column read; those that the file lacks are left out."""
    import pandas as pd

    raw = _raw(ref)
    names = [str(name) for name in raw.columns]
    for name, column in columns.items():
        if column.is_required and name not in names:
            raise ScenarioError(
                f"{ref.path}: column {name} is missing; the file has {', '.join(names) or 'no column'}."
            )
    read = {}
    for name in names:
        column_or_none = columns.get(name) or further(name)
        if column_or_none is None:
            hint = nearest(name, columns)
            raise ScenarioError(f"{ref.path}: column {shown(name)} is not known.{hint} Known: {', '.join(columns)}.")
        if name in read or names.count(name) > 1:
            raise ScenarioError(f"{ref.path}: column {name} is there twice; keep one of them.")
        read[column_or_none.called or name] = _column(ref, name, column_or_none, raw[name])
    return pd.DataFrame(read)


def _column(ref: FileRef, name: str, column: Column, cells: "pd.Series") -> "pd.Series":
    """Return a column's values.

    Raises:
        ScenarioError: A cell is blank that must not be, or is not allowed.
    """
    blank = cells.isna() | (cells.astype(str).str.strip() == "")
    values, refused, allowed = column.read(cells.where(~blank, None))
    if column.is_required and blank.any():
        raise ScenarioError(f"{ref.path}: row {int(blank.to_numpy().argmax()) + 1}, column {name}: blank; fill it in.")
    refused &= ~blank
    if refused.any():
        row = int(refused.to_numpy().argmax())
        raise ScenarioError(
            f"{ref.path}: row {row + 1}, column {name}: is {shown(_plain(cells.iloc[row]))}; allowed: {allowed}."
        )
    return values


def _raw(ref: FileRef) -> "pd.DataFrame":
    """Return a file's cells as they stand: text from CSV, typed values from Parquet."""
    import pyarrow

    ref.content_hash()
    kind = ref.path.suffix.lower()
    if kind not in (".csv", ".parquet"):
        raise ScenarioError(f"{ref.path}: a table is a .csv or a .parquet file; save it as one of them.")
    try:
        return _raw_csv(ref) if kind == ".csv" else _raw_parquet(ref)
    except (pyarrow.ArrowException, ValueError, OSError) as error:
        reason = " ".join(str(error).split())[:120]
        raise ScenarioError(f"{ref.path}: not readable as {kind[1:]}: {reason}.") from None


def _raw_csv(ref: FileRef) -> "pd.DataFrame":
    import csv

    import pyarrow
    import pyarrow.csv as arrow_csv

    with ref.path.open(encoding="utf-8-sig", newline="") as stream:
        header = next(csv.reader(stream), [])
    if not header:
        raise ScenarioError(f"{ref.path}: the file is empty; a table starts with a row of column names.")
    table = arrow_csv.read_csv(
        ref.path,
        parse_options=arrow_csv.ParseOptions(newlines_in_values=True),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(header, pyarrow.string()), strings_can_be_null=False
        ),
    )
    return _frame(table)


def _raw_parquet(ref: FileRef) -> "pd.DataFrame":
    import pyarrow.parquet

    return _frame(pyarrow.parquet.read_table(ref.path))


def _frame(table: "pyarrow.Table") -> "pd.DataFrame":
    frame: pd.DataFrame = table.to_pandas(ignore_metadata=True)
    return frame


def _refuse_repeats(ref: FileRef, table: "pd.DataFrame", keys: list[str]) -> None:
    """Refuse a second row with the same keys."""
    again = table[table.duplicated(keys)]
    if len(again):
        named = ", ".join(f"{key} {shown(again[key].iloc[0])}" for key in keys)
        raise ScenarioError(
            f"{ref.path}: row {int(again.index[0]) + 1}: {named} is given twice ({len(again)} such); keep one of them."
        )


def _plain(cell: object) -> object:
    """Return a cell without the wrapping of numpy or pandas."""
    item = getattr(cell, "item", None)
    return item() if callable(item) else cell


def _texts(cells: "pd.Series") -> "tuple[pd.Series, pd.Series, str]":
    text = cells.map(lambda cell: "" if cell is None or cell != cell else str(cell).strip()).astype(object)
    refused = text.map(lambda one: len(one) > _LONGEST_TEXT or not one.isprintable()).astype(bool)
    return text, refused, f"printable text of at most {_LONGEST_TEXT} characters"


def _numbers(minimum: float, maximum: float, *, whole: bool = False) -> Reader:
    allowed = f"a {'whole ' if whole else ''}number from {plain_number(minimum)} to {plain_number(maximum)}"

    def read(cells: "pd.Series") -> "tuple[pd.Series, pd.Series, str]":
        import pandas as pd

        if cells.map(lambda cell: isinstance(cell, bool)).any():
            cells = cells.astype(str)
        numbers = pd.to_numeric(cells, errors="coerce").astype("float64")
        return numbers, ~(numbers.between(minimum, maximum) & ((numbers % 1 == 0) | (not whole))), allowed

    return read


def _wholes(minimum: int, maximum: int) -> Reader:
    return _numbers(minimum, maximum, whole=True)


def _days(cells: "pd.Series") -> "tuple[pd.Series, pd.Series, str]":
    import numpy as np
    import pandas as pd

    is_text = bool(cells.map(lambda cell: isinstance(cell, str)).any())
    if is_text or not pd.api.types.is_numeric_dtype(cells):
        dates = pd.to_datetime(cells, errors="coerce", format="%Y-%m-%d" if is_text else None)
    else:
        dates = pd.Series(pd.NaT, index=cells.index)
    days = pd.Series(dates.to_numpy(dtype="datetime64[D]").astype(np.int64), index=cells.index)
    return days, ~days.between(_FIRST_DAY, _LAST_DAY), "a date such as 2026-01-31"


def _choices(names: Iterable[str]) -> Reader:
    known = tuple(names)

    def read(cells: "pd.Series") -> "tuple[pd.Series, pd.Series, str]":
        text, _, _ = _texts(cells)
        return text, ~text.isin(known), f"one of {', '.join(known)}"

    return read


def _habits(cells: "pd.Series") -> "tuple[pd.Series, pd.Series, str]":
    text, _, _ = _texts(cells)
    return text, ~text.str.fullmatch(_HABIT).astype(bool), "any, weekly:0 (Monday) to weekly:6, days:10,25 or end"
