"""A report as a workbook: every table with its numbers as numbers, every figure as a chart that Excel draws, with the data behind it."""

import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from simlib import words
from simlib.reporting.brand import Brand
from simlib.reporting.document import (
    Bullets,
    Cards,
    Cell,
    Columns,
    Definitions,
    Document,
    Figure,
    Heading,
    Number,
    Paragraph,
    Section,
    Table,
    Title,
)
from simlib.reporting.xlsx_charts import write_chart

INERT = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
"""Words stay words, whatever they begin with."""

FORMATS = {"days": "0.0", "EUR": "#,##0", "share": "0.0%", "hours": "#,##0", "count": "0.00"}
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
LONGEST_NAME = 31
WIDTHS = {
    "results": (38, 30, 16, 16, 16, 16, 16, 16, 16),
    "values": (44, 44, 32, 18, 18, 18),
    "changes": (40, 56, 72),
    "plan": (40, *13 * (13,)),
    "register": (46, 18, 18, 18, 18, 24, 36, 36, 36),
}
"""Widths of the columns of a sheet, by the style of its tables."""

MADE = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
"""Written as the day of its making, so that the same report is the same file."""


def write_xlsx(document: Document, brand: Brand, file: Path) -> None:
    """Write a report as a workbook."""
    book = xlsxwriter.Workbook(str(file), INERT)
    book.set_properties(
        {"title": document.head.title, "author": brand.author or "simlib", "company": brand.client, "created": MADE}
    )
    writer = _Book(book, document, brand)
    for section in document.sections:
        writer.add(section)
    writer.finish()
    book.close()


class _Book:
    """Sheets so far: one of words, one for each table's name, one for each figure."""

    def __init__(self, book: Any, document: Document, brand: Brand) -> None:
        self.book, self.document, self.lang = book, document, document.head.lang
        self.colour = brand.colours.brand
        self.formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self.told = self._sheet(words.text("report.summary", self.lang))
        self.told.set_column(0, 0, 26)
        self.told.set_column(1, 6, 22)
        self.row = 0
        self.places: dict[str, tuple[Any, int]] = {}
        if brand.logo is not None:
            self.told.insert_image(0, 5, str(brand.logo), {"x_scale": 0.4, "y_scale": 0.4, "object_position": 3})

    def add(self, section: Section) -> None:
        """Write what a section holds."""
        if section.title:
            self.row += 1
            self._say(section.title, bold=True, font_size=14, font_color=self.colour)
        for block in section.blocks:
            match block:
                case Title():
                    self._title(block)
                case Heading() if section.name != "register":
                    self._say(block.text, bold=True)
                case Paragraph() if section.name != "register" or block.style == "note":
                    self._say(
                        block.text, italic=block.style == "help", bold=block.style == "strong", font_color="#16202e"
                    )
                case Bullets():
                    self._bullets(block)
                case Columns():
                    for part in block.parts:
                        self._bullets(part)
                case Cards():
                    self._cards(block)
                case Definitions():
                    for label, said in block.items:
                        self._say(f"{label} – {said}", font_color="#55647a")
                case Table():
                    self._table(block, section)
                case Figure():
                    self._figure(block)

    def finish(self) -> None:
        """Set sheets for paper."""
        for sheet in self.book.worksheets():
            sheet.set_landscape()
            sheet.set_paper(9)
            sheet.fit_to_pages(1, 0)
            sheet.set_footer(f"&L&8{self.document.head.footer.replace('&', '&&')}&R&8&P / &N")

    # ---------------------------------------------------------------------------------------------------------- words

    def _title(self, block: Title) -> None:
        self._say(block.heading, bold=True, font_size=20, font_color=self.colour)
        by = " · ".join(
            part for part in (block.mark, block.client, block.author, block.date, block.description) if part
        )
        self._say(by, font_color="#55647a")
        for label, value in block.facts:
            self.told.write_string(self.row, 0, label, self._format(font_color="#55647a"))
            self.told.write_string(self.row, 1, value, self._format(bold=True))
            self.row += 1

    def _say(self, text: str, **style: Any) -> None:
        """Write words over the width of the sheet, as high as they need."""
        size = style.get("font_size", 11)
        self.told.merge_range(self.row, 0, self.row, 6, "", self._format(text_wrap=True, valign="top", **style))
        self.told.write_string(self.row, 0, text, self._format(text_wrap=True, valign="top", **style))
        lines = -(-len(text) * size // (11 * 150)) or 1
        self.told.set_row(self.row, max(1, lines) * size * 1.45)
        self.row += 1

    def _bullets(self, block: Bullets) -> None:
        if block.title:
            self._say(block.title, bold=True)
        for item in block.items:
            self._say(f"•  {item}")

    def _cards(self, block: Cards) -> None:
        """Write the figures that come first side by side."""
        self.row += 1
        for place, card in enumerate(block.cards, 1):
            top: dict[str, Any] = {"align": "center", "bg_color": "#f4f7fa", "text_wrap": True}
            self.told.write_string(
                self.row, place, card.label, self._format(**top, top=5, top_color=self.colour, font_color="#55647a")
            )
            self._number(self.told, self.row + 1, place, card.value, bold=True, font_size=15, **top)
            tone = {"better": "#00734f", "worse": "#b34700"}.get(card.tone, "#55647a")
            for below, (text, colour) in enumerate(
                ((card.against, "#55647a"), (card.change, tone), (card.interval, "#55647a")), 2
            ):
                self.told.write_string(
                    self.row + below, place, text, self._format(**top, font_color=colour, font_size=10)
                )
        self.told.set_row(self.row + 1, 26)
        self.told.set_row(self.row + 4, 28)
        self.row += 6

    # --------------------------------------------------------------------------------------------------------- tables

    def _table(self, table: Table, section: Section) -> None:
        """Write a table below those of its name; results one value a row, with its change and interval beside it."""
        if table.name not in self.places:
            sheet = self._sheet(table.name)
            sheet.freeze_panes(0, 1)
            for place, width in enumerate(WIDTHS[table.style]):
                sheet.set_column(place, place, width)
            self.places[table.name] = (sheet, 0)
        sheet, row = self.places[table.name]
        heading = table.title or (section.title if row == 0 else "")
        if heading:
            sheet.write_string(row, 0, heading, self._format(bold=True, font_size=13, font_color=self.colour))
            row += 2 if row == 0 else 1
        row = self._results(sheet, table, row) if table.style == "results" else self._cells(sheet, table, row)
        self.places[table.name] = (sheet, row + 2)

    def _cells(self, sheet: Any, table: Table, row: int) -> int:
        """Write a table as it is, and return the row after it."""
        for place, column in enumerate(table.columns):
            said = " · ".join(part for part in (column.label, column.below) if part)
            sheet.write_string(row, place, said, self._head())
        for line in table.rows:
            row += 1
            for place, cell in enumerate(line.cells):
                self._part(sheet, row, place, cell, "value", is_base=line.is_base)
        return row + 1

    def _results(self, sheet: Any, table: Table, row: int) -> int:
        """Write a table of results one value a row, and return the row after it."""
        found = _parts([cell for line in table.rows for cell in line.cells[1:]])
        heads = [table.columns[0].label, "", *(words.text(f"report.part.{part}", self.lang) for part in found)]
        for place, said in enumerate(heads):
            sheet.write_string(row, place, said, self._head())
        for line in table.rows:
            for column, cell in zip(table.columns[1:], line.cells[1:], strict=True):
                if cell.number is None:
                    continue
                row += 1
                self._part(sheet, row, 0, line.cells[0], "value", is_base=line.is_base)
                said = " · ".join(part for part in (column.label, column.below) if part)
                self._part(sheet, row, 1, Cell(lines=(said,)), "value", is_base=line.is_base)
                for place, part in enumerate(found, 2):
                    self._part(sheet, row, place, cell, part, is_base=line.is_base)
        return row + 1

    def _head(self) -> Any:
        return self._format(bold=True, bg_color=self.colour, font_color="#ffffff", text_wrap=True, valign="top")

    def _part(self, sheet: Any, row: int, column: int, cell: Cell, part: str, *, is_base: bool) -> None:
        ground = {"bg_color": "#f4f7fa"} if is_base else {}
        number = _number_of(cell, part)
        if number is not None:
            self._number(sheet, row, column, number, is_signed=part in ("change", "low", "high"), **ground)
        elif part == "value":
            said = "\n".join(cell.lines) or ", ".join(text for _, text in cell.tags)
            sheet.write_string(row, column, said, self._format(text_wrap=True, valign="top", **ground))
        else:
            sheet.write_blank(row, column, None, self._format(**ground))

    def _number(
        self, sheet: Any, row: int, column: int, number: Number, *, is_signed: bool = False, **style: Any
    ) -> None:
        shown = self._shown(str(number.unit), is_signed=is_signed)
        if number.is_known:
            sheet.write_number(row, column, number.exact, self._format(num_format=shown, valign="top", **style))
        else:
            sheet.write_string(row, column, number.text, self._format(align="right", valign="top", **style))

    def _shown(self, unit: str, *, is_signed: bool) -> str:
        """Return how Excel shows numbers of a unit."""
        plain = FORMATS.get(unit, "General")
        if unit == "EUR":
            symbol = words.money_unit(self.lang, self.document.head.currency)
            plain = f'{plain}\u00a0"{symbol}"' if self.lang == "fr" else f'"{symbol}"{plain}'
        elif unit in ("days", "hours"):
            plain += f'\u00a0"{words.text(f"unit.{unit}", self.lang)}"'
        return f"+{plain};-{plain};{plain}" if is_signed and plain != "General" else plain

    # -------------------------------------------------------------------------------------------------------- figures

    def _figure(self, figure: Figure) -> None:
        sheet = self._sheet(figure.name, words.text("report.sheet_figure", self.lang))
        sheet.set_column(0, 0, 30)
        sheet.set_column(1, 30, 14)
        sheet.write_string(0, 0, figure.title, self._format(bold=True, font_size=14, font_color=self.colour))
        sheet.write_string(1, 0, figure.subtitle, self._format(font_color="#55647a"))
        sheet.write_string(2, 0, figure.sentence, self._format(italic=True))
        write_chart(self.book, sheet, figure, self._format)

    # ----------------------------------------------------------------------------------------------------------- parts

    def _sheet(self, name: str, prefix: str = "") -> Any:
        """Add a sheet of a name that Excel takes, and that none has yet."""
        known = {sheet.get_name().lower() for sheet in self.book.worksheets()}
        wanted = " ".join(f"{prefix} {name}".translate(FORBIDDEN).split())[:LONGEST_NAME]
        free, place = wanted, 2
        while free.lower() in known:
            free, place = f"{wanted[: LONGEST_NAME - 4]} {place}", place + 1
        sheet = self.book.add_worksheet(free)
        sheet.hide_gridlines(2)
        return sheet

    def _format(self, **style: Any) -> Any:
        key = tuple(sorted(style.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(style)
        return self.formats[key]


PARTS = ("before", "value", "change", "low", "high", "p10", "p90")


def _parts(cells: list[Cell]) -> list[str]:
    """Return which parts the cells of a column have."""
    return [part for part in PARTS if part == "value" or any(_number_of(cell, part) is not None for cell in cells)]


def _number_of(cell: Cell, part: str) -> Number | None:
    if part == "value":
        return cell.number
    if part in ("p10", "p90"):
        return cell.band[part == "p90"] if cell.band is not None else None
    found: Number | None = getattr(cell, part)
    return found
