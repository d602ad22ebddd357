"""One look for all sheets of the treasury's Excel file: formats, and pages that print well."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

INK, MUTED, LINE, SHADE = "#16202e", "#5b6b7d", "#c3ccd6", "#f3f6f9"
BLUE, PALE_BLUE, RED = "#0072B2", "#9fc9e3", "#c24a00"
AMOUNT = '#,##0;[Red]-#,##0;"–"'
DATES = {"fr": "[$-40C]d mmm", "en": "[$-809]d mmm"}
"""Dates with the month in the reader's language, whatever that of the spreadsheet."""

A4 = 9


class Look:
    """Formats of a workbook.

    Attributes:
        book: The workbook.
        date_of_head: Format of the dates at the head of a table.
        lines: How the lines of a chart are drawn, by row of the table.
    """

    def __init__(self, book: "Workbook", lang: str) -> None:
        """Make the formats."""
        self.book = book
        self.date_of_head = DATES[lang]
        self.title = self._made(bold=True, font_size=16)
        self.subtitle = self._made(font_color=MUTED)
        self.note = self._made(font_color=MUTED, text_wrap=True, valign="top")
        head = {"bold": True, "bg_color": SHADE, "align": "right"}
        self.head = self._made(**head)
        self.head_left = self._made(bold=True, bg_color=SHADE)
        self.head_wrapped = self._made(bold=True, bg_color=SHADE, text_wrap=True, valign="top")
        self.head_date = self._made(bg_color=SHADE, align="right", font_color=MUTED, num_format=self.date_of_head)
        self.section = self._made(bold=True, font_color=BLUE)
        self.label = self._made(indent=1)
        self.cell = self._made(text_wrap=True, valign="top", indent=1)
        self.plain = self._made(valign="top", align="right", num_format="#,##0.######")
        self.amount = self._made(num_format=AMOUNT)
        self.amount_top = self._made(num_format=AMOUNT, valign="top")
        self.sum_label = self._made(bold=True, top=1, top_color=LINE)
        self.sum = self._made(bold=True, num_format=AMOUNT, top=1, top_color=LINE)
        self.strong_label = self._made(bold=True, bg_color=SHADE, top=1, bottom=1)
        self.strong = self._made(bold=True, bg_color=SHADE, num_format=AMOUNT, top=1, bottom=1)
        self.percent = self._made(num_format="0 %")
        self.rate = self._made(num_format="0.0 %", valign="top")
        self.date = self._made(num_format="yyyy-mm-dd", align="left")
        self.alarm = book.add_format({"bg_color": "#f7d4c4", "font_color": "#8f2f00"})
        self.warning = book.add_format({"bg_color": "#fdeecb", "font_color": "#7a5200"})
        self.lines: dict[str, dict[str, Any]] = {
            "closing": {"color": BLUE, "width": 2.5},
            "p10": {"color": PALE_BLUE, "width": 1.25},
            "p90": {"color": PALE_BLUE, "width": 1.25},
            "floor": {"color": RED, "width": 1.5, "dash_type": "dash"},
        }

    def _made(self, **properties: Any) -> "Format":
        return self.book.add_format({"font_name": "Calibri", "font_size": 11, "font_color": INK} | properties)

    def print_on_one_page(self, page: "Worksheet", rows: int, last_column: int) -> None:
        """Print a sheet on one landscape page of A4, its name above and the page below."""
        page.print_area(0, 0, rows, last_column)
        page.fit_to_pages(1, 1)
        self.print_landscape(page)

    def print_landscape(self, page: "Worksheet") -> None:
        """Print a sheet in landscape on A4, its name above and the page's number below."""
        page.set_landscape()
        page.set_paper(A4)
        page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        page.set_header("&R&A")
        page.set_footer("&R&P / &N")
