"""Text to a table: separator and header found, rows cut into cells in bulk, torn rows set apart one by one.

A line whose quotes are closed and stand at the edges of cells is cut in bulk. Any other line is read by itself; a quote that
does not close within a few lines costs the line it stands on, never the rest of the file.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv

from simlib.errors import ImportFailure
from simlib.readers.notices import Notice
from simlib.readers.table import Bool, Choose, Column, Int, Table, Torn, column_of
from simlib.readers.text import Text

LARGEST_ROWS = 5_000_000
"""Lines of the longest file that is read."""

Bytes = npt.NDArray[np.uint8]

_SEPARATORS = (",", ";", "\t", "|")
_HEAD_BYTES = 65_536
_HEAD_LINES = 30
_QUOTE, _NEWLINE = 34, 10
_LONGEST_LINE = 2**20
_BLOCK = 2**25
_LONGEST_CELL_LINES = 100
_MOST_EXTRA_CELLS = 16


@dataclass(frozen=True)
class _Head:
    """Where the header stands, what separates its names, and whether quotes mean something; `next_line` counts from 0."""

    separator: str
    names: tuple[str, ...]
    first_line: int
    next_line: int
    quoted: bool = True


@dataclass(frozen=True)
class _Lines:
    """The lines of a text: int64 start of each and of the end, and per line its cells and whether it needs care."""

    data: bytes
    starts: Int
    cells: Int
    needs_care: Bool

    def text(self, first: int, last: int) -> str:
        """Return the lines [first, last) without the last line end."""
        return self.data[self.starts[first] : self.starts[last] - 1].decode("utf-8", errors="replace")


@dataclass(frozen=True)
class _Part:
    """Some rows of the table: the wanted columns, and the lines [first, last) of each row."""

    columns: dict[int, Column]
    first: Int
    last: Int


def split_text(name: str, text: Text, choose: Choose, *, quoted: bool = True) -> Table:
    """Return the table that a text holds.

    Args:
        name: The file, for messages.
        text: Its content.
        choose: Says which columns of a header are wanted.
        quoted: Whether cells may stand in quotes; else a quote is a letter like any other.

    Raises:
        ImportFailure: It has too many lines.
    """
    line_ends = text.data.count(b"\n")
    if line_ends > LARGEST_ROWS:
        raise ImportFailure(Notice("refusal.too_long", file=name, lines=line_ends, most=LARGEST_ROWS))
    head = replace(_find_header(text.data, choose), quoted=quoted)
    wanted = list(choose(head.names))
    lines = _measure(text.data, ord(head.separator), quoted=quoted)
    torn: list[Torn] = []
    careful, taken = _read_with_care(lines, head, wanted, torn)
    parts = [careful, *_read_in_bulk(lines, head, wanted, taken, torn)]
    columns, first, last = _join(parts, wanted)
    warnings: list[str] = list(text.warnings)
    if head.first_line > 0:
        warnings.append(Notice("reader.header_line", file=name, line=str(head.first_line + 1)))
    return Table(
        name=name,
        header=head.names,
        columns=columns,
        lines=first + 1,
        last_lines=last,
        torn=tuple(sorted(torn, key=lambda row: row.line)),
        warnings=tuple(warnings),
        text=text.data,
        line_starts=lines.starts,
        separator=head.separator,
    )


def _find_header(data: bytes, choose: Choose) -> _Head:
    """Return the header: of the first rows, under any separator, the one with most wanted names."""
    top = data[:_HEAD_BYTES].decode("utf-8", errors="replace").split("\n")[:_HEAD_LINES]
    separators: Sequence[str] = _SEPARATORS
    skipped = 0
    if top[0].lower().startswith("sep=") and len(top[0].strip("\r")) == 5:
        separators, skipped = (top[0][4],), 1
    best, best_rank = _Head(separators[0], ("",), 0, 1), (-1, 0, 0)
    for separator in separators:
        for first, last, cells in _records(top[skipped:], separator):
            names = tuple(cell.strip() for cell in cells)
            while len(names) > 1 and not names[-1]:
                names = names[:-1]
            rank = (len(choose(names)), -first, len(names))
            if rank > best_rank and any(names):
                best, best_rank = _Head(separator, names, first + skipped, last + skipped), rank
    return best


def _records(lines: Iterable[str], separator: str, strict: bool = False) -> Iterator[tuple[int, int, list[str]]]:
    """Yield each record among some lines as (first line, next line, cells), up to the first that cannot be read."""
    reader = csv.reader((line + "\n" for line in lines), delimiter=separator, strict=strict)
    first = 0
    try:
        for cells in reader:
            yield first, reader.line_num, cells
            first = reader.line_num
    except csv.Error:
        return


def _measure(data: bytes, separator: int, *, quoted: bool) -> _Lines:
    """Count the cells of every line and tell the lines whose quotes need care, one byte of memory for each of the file."""
    view = np.frombuffer(data, dtype=np.uint8)
    ends = np.flatnonzero(view == _NEWLINE)
    starts = np.concatenate(([0], ends + 1)).astype(np.int64)
    lengths = np.diff(starts)
    needs_care = lengths > _LONGEST_LINE
    is_separator = view == separator
    if quoted and data.find(b'"') >= 0:
        is_quote = view == _QUOTE
        odd = np.cumsum(is_quote, dtype=np.uint8) & 1 == 1  # whether the quotes up to a byte are odd in number
        odd_before = np.concatenate(([False], odd[ends[:-1]]))  # the same, before each line
        needs_care |= odd[ends] != odd_before
        inside = odd != np.repeat(odd_before, lengths)
        is_separator &= ~inside
        needs_care |= np.logical_or.reduceat(_misplaced(view, is_quote, inside, separator), starts[:-1])
    return _Lines(data, starts, _counts(is_separator, starts) + 1, needs_care)


def _counts(mask: Bool, starts: Int) -> Int:
    """Return how many bytes of each line a mask holds, block by block so that their places need little memory."""
    before = np.zeros(starts.size, dtype=np.int64)
    seen = 0
    for begin in range(0, mask.size, _BLOCK):
        places = np.flatnonzero(mask[begin : begin + _BLOCK])
        first, last = np.searchsorted(starts, (begin, begin + _BLOCK))
        before[first:last] = seen + np.searchsorted(places, starts[first:last] - begin)
        seen += places.size
    before[starts >= mask.size] = seen
    return np.diff(before)


def _misplaced(view: Bytes, is_quote: Bool, inside: Bool, separator: int) -> Bool:
    """Return the quotes that open after something else than the edge of a cell, or close before something else."""
    edge = np.zeros(256, dtype=np.bool_)
    edge[[separator, _NEWLINE, _QUOTE]] = True
    at_edge = edge[view]
    misplaced = is_quote.copy()
    misplaced[1:] &= ~(inside[1:] & at_edge[:-1])
    misplaced[:-1] &= inside[:-1] | ~at_edge[1:]
    misplaced[0] &= not inside[0]
    return misplaced


def _read_with_care(lines: _Lines, head: _Head, wanted: list[int], torn: list[Torn]) -> tuple[_Part, Bool]:
    """Read the lines that need care one by one; return their rows and which lines are thereby read."""
    taken = np.zeros(lines.cells.size, dtype=np.bool_)
    taken[: head.next_line] = True
    rows: list[list[str]] = []
    spans: list[tuple[int, int]] = []
    for line in np.flatnonzero(lines.needs_care).tolist():
        if taken[line]:
            continue
        reason, cells, last = _record(lines, line, head)
        if reason:
            torn.append(Torn(line + 1, reason, lines.text(line, last)))
        else:
            rows.append(cells)
            spans.append((line, last))
        taken[line:last] = True
    first, last_of = (np.array([span[end] for span in spans], dtype=np.int64) for end in (0, 1))
    return _Part({place: column_of([cells[place] for cells in rows]) for place in wanted}, first, last_of), taken


def _record(lines: _Lines, line: int, head: _Head) -> tuple[str, list[str], int]:
    """Read the row that starts on a line: why it is torn if it is, its cells, and the line after it."""
    text = lines.text(line, line + 1)
    if len(text) > _LONGEST_LINE:
        return "the line is longer than 1 MB", [], line + 1
    records = list(_records([text, ""], head.separator))
    if len(records) == 2:  # the row ends with its line
        cells = records[0][2]
        return "" if _fits(cells, head) else _wrong_number(len(cells), head), cells, line + 1
    last = min(line + _LONGEST_CELL_LINES, lines.cells.size)
    last = min(last, int(np.searchsorted(lines.starts, lines.starts[line] + _LONGEST_LINE)))
    following = (lines.text(place, place + 1) for place in range(line, last))
    _, end, cells = next(_records(following, head.separator, strict=True), (0, 0, []))
    if not cells or not _fits(cells, head) or _swallows_a_row(cells, head):
        return "a quotation mark is opened and not closed", [], line + 1
    return "", cells, line + end


def _fits(cells: Sequence[str], head: _Head) -> bool:
    """Return whether a row has the header's cells; blank ones after them do no harm."""
    return len(cells) >= len(head.names) and not any(cell.strip() for cell in cells[len(head.names) :])


def _swallows_a_row(cells: Sequence[str], head: _Head) -> bool:
    """Return whether a cell of several lines ends one row and begins another, cut where two stray quotes happen to stand."""
    width = len(head.names)
    for place, cell in enumerate(cells[:width]):
        lines = cell.split("\n")
        if len(lines) > 1:
            last = width - 1
            marks = [line.count(head.separator) for line in lines]
            if marks == [last - place, *[last] * (len(lines) - 2), place]:
                return True
    return False


def _wrong_number(cells: int, head: _Head) -> str:
    return f"has {cells} cell{'' if cells == 1 else 's'} where the header has {len(head.names)}"


def _read_in_bulk(lines: _Lines, head: _Head, wanted: list[int], taken: Bool, torn: list[Torn]) -> list[_Part]:
    """Read all other lines, those with the same number of cells together.

    Where no quotes protect separators, a line with more cells than usual is torn even if its last cells are blank.
    """
    is_blank = np.diff(lines.starts) == 1
    rest = ~taken & ~is_blank
    parts = []
    width = len(head.names)
    numbers, times = np.unique(lines.cells[rest], return_counts=True)
    usual = int(numbers[np.argmax(times)]) if numbers.size else width
    for cells in numbers.tolist():
        chosen = np.flatnonzero(rest & (lines.cells == cells))
        if width <= cells <= width + _MOST_EXTRA_CELLS and (head.quoted or cells == usual):
            part, spoilt = _bulk(lines, chosen, cells, head, wanted)
            parts.append(part)
        else:
            spoilt = chosen
        for line in spoilt.tolist():
            raw = lines.text(line, line + 1)
            if raw.strip():
                torn.append(Torn(line + 1, _wrong_number(cells, head), raw))
    return parts


def _bulk(lines: _Lines, chosen: Int, cells: int, head: _Head, wanted: list[int]) -> tuple[_Part, Int]:
    """Cut lines of the same number of cells; return the rows, and the lines that have more cells than the header."""
    width = len(head.names)
    extra = range(width, cells)
    if not wanted:
        return _Part({}, chosen, chosen + 1), chosen[:0]
    buffer = _gather(lines, chosen)
    longest = int(np.diff(lines.starts)[chosen].max())
    table = pyarrow.csv.read_csv(
        pa.BufferReader(buffer),
        read_options=pyarrow.csv.ReadOptions(
            column_names=[str(place) for place in range(cells)], block_size=max(2**22, 2 * longest)
        ),
        parse_options=pyarrow.csv.ParseOptions(
            delimiter=head.separator, quote_char='"' if head.quoted else False, ignore_empty_lines=False
        ),
        convert_options=pyarrow.csv.ConvertOptions(
            column_types={str(place): pa.string() for place in (*wanted, *extra)},
            include_columns=[str(place) for place in (*wanted, *extra)],
            strings_can_be_null=False,
        ),
    )
    columns = {place: table.column(str(place)).combine_chunks() for place in (*wanted, *extra)}
    keep = np.ones(chosen.size, dtype=np.bool_)
    for place in extra:
        blank = pa.compute.equal(pa.compute.utf8_trim_whitespace(columns.pop(place)), "")
        keep &= blank.to_numpy(zero_copy_only=False)
    if keep.all():
        return _Part(columns, chosen, chosen + 1), chosen[:0]
    mask = pa.array(keep)
    kept = chosen[keep]
    return _Part({place: column.filter(mask) for place, column in columns.items()}, kept, kept + 1), chosen[~keep]


def _gather(lines: _Lines, chosen: Int) -> bytes:
    """Return the chosen lines one after the other."""
    if chosen.size == chosen[-1] - chosen[0] + 1:
        return lines.data[lines.starts[chosen[0]] : lines.starts[chosen[-1] + 1]]
    keep = np.zeros(lines.cells.size, dtype=np.bool_)
    keep[chosen] = True
    view = np.frombuffer(lines.data, dtype=np.uint8)
    return view[np.repeat(keep, np.diff(lines.starts))].tobytes()


def _join(parts: Sequence[_Part], wanted: list[int]) -> tuple[dict[int, Column], Int, Int]:
    """Return all rows in the order of their lines."""
    parts = [part for part in parts if part.first.size]
    if not parts:
        nothing = np.zeros(0, dtype=np.int64)
        return {place: column_of([]) for place in wanted}, nothing, nothing
    if len(parts) == 1:
        return parts[0].columns, parts[0].first, parts[0].last
    first = np.concatenate([part.first for part in parts])
    last = np.concatenate([part.last for part in parts])
    order = np.argsort(first, kind="stable")
    taking = pa.array(order)
    columns = {place: pa.concat_arrays([part.columns[place] for part in parts]).take(taking) for place in wanted}
    return columns, first[order], last[order]
