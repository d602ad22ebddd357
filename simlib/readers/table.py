"""A text table: the rows of a file, every cell as text, each with the line it stands on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Int = npt.NDArray[np.int64]
Int8 = npt.NDArray[np.int8]
Objects = npt.NDArray[np.object_]
Bool = npt.NDArray[np.bool_]

Column = Any
"""A `pyarrow` array of strings without nulls: a blank cell is an empty string."""

Choose = Callable[[Sequence[str]], Sequence[int]]
"""Returns the places of the wanted columns among the names of a header."""

ROW_SEPARATOR = " | "
"""Between the cells of a row of a sheet, when it is shown."""


@dataclass(frozen=True)
class Torn:
    """A row that could not be cut into the cells that its header announces."""

    line: int
    reason: str
    raw: str


@dataclass(frozen=True)
class Table:
    """The rows of one file.

    Attributes:
        name: The file, as the user named it.
        header: Names of the columns.
        columns: The columns by place, each of the length of `lines`; of a text file only the wanted ones.
        lines: int64 per row, the line (of a sheet, the row) where it starts, from 1.
        last_lines: int64 per row, the line where it ends.
        torn: Rows that could not be cut into cells.
        warnings: What the reader of the table should know.
        text: UTF-8 bytes of a text file, b"" for a sheet.
        line_starts: int64 per line of `text`, where it starts; one more for its end.
        separator: What separates the cells of a text file.
    """

    name: str
    header: tuple[str, ...]
    columns: dict[int, Column]
    lines: Int
    last_lines: Int
    torn: tuple[Torn, ...] = ()
    warnings: tuple[str, ...] = ()
    text: bytes = b""
    line_starts: Int = field(default_factory=lambda: np.zeros(1, dtype=np.int64))
    separator: str = ""

    def raw(self, row: int) -> str:
        """Return a row as it stands in the file."""
        if not self.text:
            return ROW_SEPARATOR.join(str(column[row]) for column in self.columns.values())
        first, last = int(self.lines[row]) - 1, int(self.last_lines[row])
        return self.text[self.line_starts[first] : self.line_starts[last] - 1].decode("utf-8", errors="replace")


def mask_of(condition: Column) -> Bool:
    """Return a `pyarrow` condition as a numpy array."""
    mask: Bool = condition.to_numpy(zero_copy_only=False)
    return mask


def column_of(values: Sequence[str]) -> Column:
    """Return a column of the given cells."""
    return pa.array(values, type=pa.string())


def shown(value: str) -> str:
    """Return a value quoted for a message: short, on one line, nothing in it that a terminal would act on."""
    return repr(value if len(value) <= 40 else value[:39] + "…")


def several(values: Sequence[str], most: int = 3) -> str:
    """Return the first few values quoted for a message."""
    return ", ".join(shown(value) for value in values[:most]) + (", …" if len(values) > most else "")
