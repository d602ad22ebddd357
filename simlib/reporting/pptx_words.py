"""Words in the boxes and tables of slides: their size and colour, and how many lines of them a slide holds."""

from collections.abc import Iterator, Sequence
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import PP_ALIGN
from pptx.util import Pt

from simlib import words
from simlib.reporting.document import Block, Cell, Column, Row, Table

INK, MUTED, SOFT = "16202E", "55647A", "F4F7FA"
TONES = {"better": "00734F", "worse": "B34700"}

ROWS = {"results": 6, "values": 12, "changes": 9, "register": 12, "plan": 26}
"""Rows of a table on one slide, by its style."""

DENSE = 9.0
"""Points of the words in a table of weeks or months: some thirty lines have to stand on one slide."""

SHORT, NARROW = 44, 24
"""Letters that a cell holds on one line; those of a line where it takes several."""

MANY = 3
"""As many scenarios with changes share one table, rather than have a slide each."""

Line = tuple[str, float, str, bool]
"""Words, their size, their colour, and whether they are bold."""


def fill(frame: Any, lines: Sequence[Line], space: float = 3) -> None:
    """Write lines into a box."""
    for place, (text, size, colour, is_bold) in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.space_after = Pt(space)
        run = paragraph.add_run()
        run.text = text
        run.font.size, run.font.bold = Pt(size), is_bold
        run.font.color.rgb = RGBColor.from_string(colour)


def lines_of(cell: Cell, *, is_first: bool, is_results: bool, lang: str) -> list[Line]:
    """Return the lines of a cell of a table."""
    if is_first:
        return [(" · ".join(cell.lines), 12, INK, is_results), (cell.help if is_results else "", 9.5, MUTED, False)]
    if cell.number is None:
        tags = " ".join(said for _, said in cell.tags)
        return [(" · ".join(cell.lines) or tags, 11, INK, False)]
    before = f"{cell.before.text} → " if cell.before is not None else ""
    lines = [(before + cell.number.text, 13.5, INK, is_results)]
    if cell.change is not None and cell.low is not None and cell.high is not None:
        ends = words.text("report.ends", lang)
        lines.append((cell.change.text, 12, TONES.get(cell.tone, MUTED), True))
        lines.append((f"[{cell.low.text} {ends} {cell.high.text}]", 10, MUTED, False))
    elif cell.band is not None:
        lines.append((f"{cell.band[0].text} – {cell.band[1].text}", 10, MUTED, False))
    return lines


def gathered(blocks: Sequence[Block], lang: str) -> list[Block]:
    """Return blocks with the changes of many scenarios in one table, a column more to tell which; two tables stay as they are."""
    tables = [block for block in blocks if isinstance(block, Table) and block.style == "changes"]
    if len(tables) < MANY:
        return list(blocks)
    what, before, _ = tables[0].columns
    heads = (Column(label=words.text("report.scenario", lang)), what, before)
    together = Table(
        name=tables[0].name,
        columns=(*heads, Column(label=words.text("report.value", lang))),
        rows=tuple(
            Row(cells=(Cell(lines=(table.columns[-1].label,)), *row.cells)) for table in tables for row in table.rows
        ),
        style="changes",
    )
    place = blocks.index(tables[0])
    return [*blocks[:place], together, *(block for block in blocks[place:] if block not in tables)]


def most_rows(table: Table) -> int:
    """Return how many rows of a table a slide holds."""
    is_tall = any(cell.change is not None for row in table.rows for cell in row.cells)
    return ROWS[table.style] if is_tall or table.style != "results" else 9


def height_of(cell: Cell) -> int:
    """Return how many lines a cell takes."""
    if cell.change is not None:
        return 3
    length = len(" · ".join(cell.lines))
    lines = 1 if length <= SHORT else -(-length // NARROW)
    return max(lines, 2) if cell.band is not None else lines


def paged(items: Sequence[Any], most: int) -> Iterator[Sequence[Any]]:
    """Yield items in pages of about equal length."""
    pages = max(1, -(-len(items) // most))
    each = -(-len(items) // pages)
    for first in range(0, len(items), each or 1):
        yield items[first : first + each]
