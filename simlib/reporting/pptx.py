"""A report as slides: what it says as the title of each, charts and tables that can be edited, on the firm's own template where given."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Inches, Pt

from simlib import words
from simlib.errors import ReportError
from simlib.reporting.brand import Brand
from simlib.reporting.document import (
    Bullets,
    Cards,
    Columns,
    Document,
    Figure,
    Paragraph,
    Section,
    Table,
    Title,
)
from simlib.reporting.native import charts_of
from simlib.reporting.pptx_charts import add_chart
from simlib.reporting.pptx_words import (
    DENSE,
    INK,
    MUTED,
    SOFT,
    TONES,
    Line,
    fill,
    gathered,
    height_of,
    lines_of,
    most_rows,
    paged,
)

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
MARGIN, TOP, FOOT = Inches(0.6), Inches(1.35), Inches(0.55)

ONLY_COUNTED = "register"
"""The section whose tables stay in the workbook: hundreds of rows."""


def write_pptx(document: Document, brand: Brand, file: Path) -> None:
    """Write a report as slides.

    Raises:
        ReportError: The firm's template cannot be read.
    """
    deck = _Deck(document, brand)
    for section in document.sections:
        deck.add(section)
    deck.shown.core_properties.title = document.head.title
    deck.shown.core_properties.author = brand.author or "simlib"
    deck.shown.save(str(file))


@dataclass
class _Deck:
    """Slides so far."""

    document: Document
    brand: Brand

    def __post_init__(self) -> None:
        own = self.brand.powerpoint
        try:
            self.shown: Any = Presentation(str(own)) if own is not None else Presentation()
        except Exception as error:  # a file from elsewhere: python-pptx fails in many ways on one that is broken
            raise ReportError(
                f"{own}: not readable as a PowerPoint file ({type(error).__name__}); save it again as .pptx"
            ) from None
        self.is_own = own is not None
        if not self.is_own:
            self.shown.slide_width, self.shown.slide_height = WIDTH, HEIGHT
        _empty(self.shown)
        self.wide, self.high = self.shown.slide_width, self.shown.slide_height
        self.colour = self.brand.colours.brand.removeprefix("#").upper()
        self.topic = ""

    @property
    def inside(self) -> int:
        """Width between the margins."""
        return int(self.wide - 2 * MARGIN)

    @property
    def below(self) -> int:
        """Height between title and foot."""
        return int(self.high - TOP - FOOT)

    # ------------------------------------------------------------------------------------------------------- sections

    def add(self, section: Section) -> None:
        """Add the slides of a section."""
        self.topic = section.title or self.topic
        if any(isinstance(block, Title) for block in section.blocks):
            self._title(section)
        elif any(isinstance(block, Cards) for block in section.blocks):
            self._summary(section)
        else:
            self._plain(section)

    def _title(self, section: Section) -> None:
        [title] = [block for block in section.blocks if isinstance(block, Title)]
        slide = self._blank()
        if not self.is_own:
            self._bar(slide, 0, 0, Inches(0.28), self.high)
        if self.brand.logo is not None:
            slide.shapes.add_picture(str(self.brand.logo), MARGIN, Inches(0.6), height=Inches(0.8))
        width = self.inside
        self._words(slide, [title.said], MARGIN, Inches(1.9), width, Inches(0.5), 16, colour=self.colour, bold=True)
        self._words(slide, [title.heading], MARGIN, Inches(2.35), width, Inches(1.5), 36, bold=True)
        by = " · ".join(part for part in (title.client, title.author, title.date) if part)
        lines = [line for line in (title.description, by) if line]
        self._words(slide, lines, MARGIN, Inches(3.85), width, Inches(0.9), 17, colour=MUTED)
        facts = [
            f"{label} : {value}" if self.document.head.lang == "fr" else f"{label}: {value}"
            for label, value in title.facts
        ]
        self._words(slide, facts, MARGIN, Inches(4.95), width, Inches(1.6), 13, colour=MUTED)
        if title.mark:
            self._words(
                slide,
                [title.mark],
                MARGIN,
                self.high - Inches(0.75),
                width,
                Inches(0.4),
                13,
                colour="B34700",
                bold=True,
            )
        self._notes(section)

    def _summary(self, section: Section) -> None:
        slide = self._titled(section.title)
        leads = [
            block.text
            for block in section.blocks
            if isinstance(block, Paragraph) and block.style in ("lead", "strong", "note")
        ]
        self._words(slide, leads, MARGIN, TOP, self.inside, Inches(1.1), 14)
        top = TOP + Inches(1.3)
        [cards] = [block.cards for block in section.blocks if isinstance(block, Cards)]
        gap = Inches(0.15)
        width = (self.inside - gap * (len(cards) - 1)) // max(1, len(cards))
        for place, card in enumerate(cards):
            left = MARGIN + place * (width + gap)
            box = self._bar(slide, left, top, width, Inches(1.75), SOFT)
            self._bar(slide, left, top, width, Inches(0.05))
            lines = [
                (card.label, 11, MUTED, False), (card.value.text, 22, INK, True), (card.against, 10, MUTED, False),
                (card.change, 13, TONES.get(card.tone, MUTED), True), (card.interval, 9.5, MUTED, False),
            ]  # fmt: skip
            fill(box.text_frame, [line for line in lines if line[0]])
        top += Inches(1.95)
        parts = [part for block in section.blocks if isinstance(block, Columns) for part in block.parts][:2]
        each = (self.inside - gap * max(0, len(parts) - 1)) // max(1, len(parts))
        for place, part in enumerate(parts):
            box = slide.shapes.add_textbox(MARGIN + place * (each + gap), top, each, self.high - FOOT - top).text_frame
            box.word_wrap = True
            head = [(part.title, 14, INK, True)] if part.title else []
            fill(box, [*head, *((f"•  {item}", 12, INK, False) for item in part.items)])
        for block in section.blocks:
            if isinstance(block, Bullets):
                self._bullets(block, block.title or section.title)

    def _plain(self, section: Section) -> None:
        title, said = section.title or self.topic, [one.text for one in section.blocks if isinstance(one, Paragraph)]
        if section.name == ONLY_COUNTED:
            lines = [*said[:1], words.text("report.register_elsewhere", self.document.head.lang)]
            self._bullets(Bullets(items=tuple(lines)), title)
            return
        if all(isinstance(block, Paragraph) and block.style == "help" for block in section.blocks):
            return
        waiting: list[Paragraph] = []
        last: Any = None
        for block in gathered(section.blocks, self.document.head.lang):
            match block:
                case Paragraph():
                    waiting.append(block)
                case Table():
                    last = self._table(title, block, " ".join(one.text for one in waiting))
                    waiting = []
                case Figure():
                    waiting = [one for one in waiting if one.style != "help"]  # how to read a figure stands under it
                    self._figure(block)
                case Bullets():
                    self._bullets(block, block.title or title)
        rest = [one.text for one in waiting]
        if rest and last is not None and last[1] < self.high - FOOT - Inches(1.3):
            slide, top = last
            self._words(
                slide,
                rest,
                MARGIN,
                top + Inches(0.25),
                self.inside,
                self.high - FOOT - top - Inches(0.3),
                12,
                space=6,
            )
        elif rest:
            self._bullets(Bullets(items=tuple(rest)), title)

    def _notes(self, section: Section) -> None:
        notes = [block.text for block in section.blocks if isinstance(block, Paragraph)]
        if notes:
            self._bullets(Bullets(items=tuple(notes)), words.text("report.foreword", self.document.head.lang))

    # --------------------------------------------------------------------------------------------------------- slides

    def _figure(self, figure: Figure) -> None:
        slide = self._titled(figure.title)
        self._words(slide, [figure.subtitle], MARGIN, TOP - Inches(0.2), self.inside, Inches(0.4), 13, colour=MUTED)
        found = charts_of(figure)
        top, height = TOP + Inches(0.25), self.below - Inches(1.05)
        is_across = len(found) > 1 and all(chart.kind == "bars" for chart in found)
        for place, chart in enumerate(found):
            if is_across:
                each = self.inside // len(found)
                box = (MARGIN + place * each, top, each, height)
            else:
                each = height // len(found)
                box = (MARGIN, top + place * each, self.inside, each)
            add_chart(slide, chart, box, has_names=not is_across or place == 0)
        self._words(
            slide,
            [figure.sentence],
            MARGIN,
            self.high - FOOT - Inches(0.72),
            self.inside,
            Inches(0.65),
            13.5,
            anchor=MSO_ANCHOR.MIDDLE,
        )

    def _bullets(self, block: Bullets, title: str) -> None:
        for items in paged(block.items, 7):
            slide = self._titled(title)
            lines = [f"•  {item}" for item in items]
            size = 18 if sum(map(len, lines)) < 700 else 15
            self._words(slide, lines, MARGIN, TOP, self.inside, self.below, size, space=10)

    def _table(self, title: str, table: Table, said: str) -> tuple[Any, int]:
        """Add a table on as many slides as it needs, and return the last one and how far down it reaches."""
        slide, reach, is_dense = None, 0, table.style == "plan"
        for rows in paged(table.rows, most_rows(table)):
            slide = self._titled(title)
            if said:
                self._words(slide, [said], MARGIN, TOP - Inches(0.25), self.inside, Inches(0.5), 11.5, colour=MUTED)
            count = len(table.columns)
            top = TOP + (Inches(0.12) if is_dense else Inches(0.4))
            room = (self.high - FOOT - top) / Inches(1) - 0.3
            each = (
                min(len(rows) * 0.21, room)
                if is_dense
                else sum(max(0.3, 0.25 * max(map(height_of, row.cells), default=1)) for row in rows)
            )
            height = Inches((0.3 if is_dense else 0.55) + each)
            reach = int(top + height)
            made = slide.shapes.add_table(len(rows) + 1, count, MARGIN, top, self.inside, height).table
            made.horz_banding = False
            first = 0.22 if is_dense else 0.26 if count > 3 else 0.3
            made.columns[0].width = Emu(int(self.inside * first))
            for place in range(1, count):
                made.columns[place].width = Emu(int(self.inside * (1 - first) / (count - 1)))
            for place, column in enumerate(table.columns):
                size = DENSE if is_dense else 12
                head: list[Line] = [(column.label, size, "FFFFFF", True), (column.below, 10, "FFFFFF", False)]
                self._cell(made.cell(0, place), head, self.colour, is_right=column.style == "figure", is_dense=is_dense)
            for row_place, row in enumerate(rows, 1):
                ground = SOFT if row.is_base else "FFFFFF"
                for place, cell in enumerate(row.cells):
                    lines = lines_of(
                        cell, is_first=place == 0, is_results=table.style == "results", lang=self.document.head.lang
                    )
                    if is_dense:
                        lines = [(said, DENSE, colour, row.is_base) for said, _, colour, _ in lines]
                    is_right = table.columns[place].style == "figure"
                    self._cell(made.cell(row_place, place), lines, ground, is_right=is_right, is_dense=is_dense)
        return slide, reach

    def _cell(self, cell: Any, lines: Sequence[Line], ground: str, *, is_right: bool, is_dense: bool = False) -> None:
        cell.fill.solid()
        cell.fill.fore_color.rgb = RGBColor.from_string(ground)
        cell.margin_top = cell.margin_bottom = Inches(0.01 if is_dense else 0.04)
        if is_dense:
            cell.margin_left = cell.margin_right = Inches(0.04)
        fill(cell.text_frame, [line for line in lines if line[0]] or [("", DENSE, INK, False)], 0 if is_dense else 3)
        if is_right:
            for paragraph in cell.text_frame.paragraphs:
                paragraph.alignment = PP_ALIGN.RIGHT

    # ---------------------------------------------------------------------------------------------------------- parts

    def _blank(self) -> Any:
        layouts = self.shown.slide_layouts
        return self._clean(self.shown.slides.add_slide(layouts[6 if len(layouts) > 6 else len(layouts) - 1]))

    def _clean(self, slide: Any) -> Any:
        """Return a slide without the empty boxes that its layout brought."""
        for box in list(slide.placeholders):
            box._element.getparent().remove(box._element)
        return slide

    def _titled(self, title: str) -> Any:
        """Return a slide with a title, the foot, and the number of the slide."""
        layouts = self.shown.slide_layouts
        with_title = [
            one
            for one in layouts
            if [box.placeholder_format.type for box in one.placeholders][:1] and _is_title_only(one)
        ]
        slide = self.shown.slides.add_slide(with_title[0] if with_title else layouts[min(5, len(layouts) - 1)])
        head = slide.shapes.title
        for box in list(slide.placeholders):
            if head is None or box.shape_id != head.shape_id:
                box._element.getparent().remove(box._element)
        if head is None:
            head = slide.shapes.add_textbox(MARGIN, Inches(0.3), self.inside, Inches(0.8))
        elif not self.is_own:
            head.left, head.top, head.width, head.height = MARGIN, Inches(0.3), self.inside, Inches(0.8)
        head.text_frame.text = title
        head.text_frame.word_wrap = True
        head.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        paragraph = head.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.font.size, paragraph.font.bold = Pt(26 if len(title) < 62 else 20 if len(title) < 95 else 17), True
        if not self.is_own:
            paragraph.font.color.rgb = RGBColor.from_string(self.colour)
            self._bar(slide, MARGIN, Inches(1.08), self.inside, Inches(0.025))
        foot = self.document.head.footer
        self._words(
            slide, [foot], MARGIN, self.high - Inches(0.42), self.inside - Inches(1), Inches(0.3), 9.5, colour=MUTED
        )
        number = str(len(self.shown.slides))
        box = self._words(
            slide,
            [number],
            self.wide - MARGIN - Inches(1),
            self.high - Inches(0.42),
            Inches(1),
            Inches(0.3),
            9.5,
            colour=MUTED,
        )
        box.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
        return slide

    def _bar(self, slide: Any, left: int, top: int, width: int, height: int, colour: str = "") -> Any:
        box = slide.shapes.add_shape(1, left, top, width, height)
        box.fill.solid()
        box.fill.fore_color.rgb = RGBColor.from_string(colour or self.colour)
        box.line.fill.background()
        box.shadow.inherit = False
        box.text_frame.word_wrap = True
        return box

    def _words(
        self, slide: Any, lines: Sequence[str], left: int, top: int, width: int, height: int, size: float, *,
        colour: str = INK, bold: bool = False, space: float = 3, anchor: Any = MSO_ANCHOR.TOP,
    ) -> Any:  # fmt: skip
        box = slide.shapes.add_textbox(left, top, width, height)
        box.text_frame.word_wrap = True
        box.text_frame.vertical_anchor = anchor
        box.text_frame.margin_left = box.text_frame.margin_right = 0
        fill(box.text_frame, [(line, size, colour, bold) for line in lines], space)
        return box


def _is_title_only(layout: Any) -> bool:
    """Return whether a layout holds a title and, foot aside, nothing else to fill in."""
    kinds = [box.placeholder_format.type for box in layout.placeholders]
    names = {str(kind).partition(" ")[0].partition(".")[2] or str(kind).partition(" ")[0] for kind in kinds}
    return "TITLE" in names and not names - {"TITLE", "DATE", "FOOTER", "SLIDE_NUMBER"}


def _empty(shown: Any) -> None:
    """Take the slides out of a template; masters and layouts stay."""
    listed = shown.slides._sldIdLst
    for one in list(listed):
        shown.part.drop_rel(one.rId)
        listed.remove(one)
