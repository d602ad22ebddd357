"""A table of weeks or months on a sheet of Excel, its sums as live formulas, with its band, a chart, and a page that prints well."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from xlsxwriter.utility import xl_col_to_name

from simlib.days import to_date
from simlib.treasury.excel_look import Look
from simlib.treasury.kinds import kind_label
from simlib.treasury.sheet import Sheet, Values
from simlib.words import text

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

HEAD = 4
"""Row of the heads of the columns, from 0; dates follow on two rows."""

FIRST = HEAD + 3
LABELS = 0
"""Column of the labels."""

BREACH_SEEN, BREACH_LIKELY = 0.1, 0.5
"""Probabilities of breach from which a cell is marked, and marked strongly."""

CHART = (1_440, 340)


@dataclass
class Periods:
    """Writes one table.

    Attributes:
        page: The sheet of the workbook.
        look: Formats.
        sheet: The table.
        lang: The reader's language.
        kind: ``week`` or ``month``.
    """

    page: "Worksheet"
    look: Look
    sheet: Sheet
    lang: str
    kind: str

    def __post_init__(self) -> None:
        """Begin below the heads of the columns."""
        self._row = FIRST
        self.rows: dict[str, int] = {}
        self.total_column = self.sheet.periods + 1

    def write(self, title: str, subtitle: str) -> None:
        """Write the table, from its title to its chart."""
        self._heads(title, subtitle)
        self._opening()
        for part in ("receipts", "disbursements"):
            self._part(part)
        self._formula_row("net", "{receipts}-{disbursements}", self._net(), total="sum")
        self._part("financing")
        self._closing()
        self._band()
        if self.sheet.bfr is not None:
            self._bfr()
        self._marks()
        self._page()
        self._chart()

    def _heads(self, title: str, subtitle: str) -> None:
        page, look, sheet = self.page, self.look, self.sheet
        page.write_string(0, LABELS, title, look.title)
        page.write_string(1, LABELS, subtitle, look.subtitle)
        page.write_string(2, LABELS, text("excel.how", self.lang), look.subtitle)
        for row, key in enumerate(("excel.period", "excel.from", "excel.to")):
            label = text(f"excel.{self.kind}s", self.lang) if row == 0 else text(key, self.lang)
            page.write_string(HEAD + row, LABELS, label, look.head_left)
        for place, (start, end) in enumerate(zip(sheet.starts, sheet.ends, strict=True)):
            column = place + 1
            page.write_string(HEAD, column, text(f"excel.{self.kind}", self.lang, n=column), look.head)
            page.write_datetime(HEAD + 1, column, to_date(start), look.head_date)
            page.write_datetime(HEAD + 2, column, to_date(end), look.head_date)
        page.write_string(HEAD, self.total_column, text("excel.total", self.lang), look.head)
        page.write_datetime(HEAD + 1, self.total_column, to_date(sheet.starts[0]), look.head_date)
        page.write_datetime(HEAD + 2, self.total_column, to_date(sheet.ends[-1]), look.head_date)

    def _opening(self) -> None:
        """Write the opening: the first as a number, each other as the closing before it."""
        row, opening = self._next("opening"), self.sheet.opening.mean
        self.page.write_string(row, LABELS, text("line.opening", self.lang), self.look.strong_label)
        self.page.write_number(row, 1, opening[0], self.look.strong)
        self._openings = (row, opening)
        self.page.write_formula(row, self.total_column, f"=B{row + 1}", self.look.strong, opening[0])

    def _part(self, part: str) -> None:
        """Write the kinds of a part and their sum."""
        page, look = self.page, self.look
        page.write_string(self._next(f"{part} head"), LABELS, text(f"line.{part}", self.lang), look.section)
        first = self._row
        for kind, values in self.sheet.flows[part].items():
            row = self._next(f"{part} {kind}")
            page.write_string(row, LABELS, kind_label(kind, self.lang), look.label)
            for place, value in enumerate(values):
                page.write_number(row, place + 1, value, look.amount)
            self._sum_of_row(row, float(values.sum()), look.amount)
        total, row = self.sheet.total(part), self._next(part)
        page.write_string(row, LABELS, text(f"line.{part}_total", self.lang), look.sum_label)
        for place, value in enumerate(total):
            column = xl_col_to_name(place + 1)
            formula = f"=SUM({column}{first + 1}:{column}{row})" if row > first else "=0"
            page.write_formula(row, place + 1, formula, look.sum, value)
        self._sum_of_row(row, float(total.sum()), look.sum)

    def _closing(self) -> None:
        """Write the closing from what flows, then what it leaves above the minimum."""
        closing = self.sheet.closing.mean
        self._formula_row("closing", "{opening}+{receipts}-{disbursements}+{financing}", closing, strong=True)
        row, opening = self._openings
        for place in range(1, self.sheet.periods):
            before = f"{xl_col_to_name(place)}{self.rows['closing'] + 1}"
            self.page.write_formula(row, place + 1, f"={before}", self.look.strong, opening[place])
        for key, level in (("minimum", self.sheet.plan.minimum_cash), ("overdraft", self.sheet.plan.overdraft_limit)):
            row = self._next(key)
            self.page.write_string(row, LABELS, text(f"line.{key}", self.lang), self.look.label)
            for column in range(1, self.total_column + 1):
                self.page.write_number(row, column, level, self.look.amount)
        floor = np.full(self.sheet.periods, self.sheet.plan.floor)
        self._formula_row("floor", "{minimum}-{overdraft}", floor)
        self._formula_row("headroom", "{closing}-{floor}", self.sheet.headroom, strong=True)

    def _band(self) -> None:
        """Write what worlds differ in: numbers, for no formula holds them."""
        sheet = self.sheet
        self.page.write_string(
            self._next("band head"), LABELS, text("line.band", self.lang, n=sheet.plan.replications), self.look.section
        )
        for key, values in (
            ("p10", sheet.closing.p10),
            ("p50", sheet.closing.p50),
            ("p90", sheet.closing.p90),
            ("lowest", sheet.lowest.mean),
            ("lowest_p10", sheet.lowest.p10),
        ):
            self._values(key, values, self.look.amount)
        self._values("breach", sheet.breach, self.look.percent)

    def _bfr(self) -> None:
        """Write the working capital need and, as formulas, what it takes from month to month."""
        sheet = self.sheet
        if sheet.bfr is None:
            return
        self.page.write_string(self._next("bfr head"), LABELS, text("line.bfr_head", self.lang), self.look.section)
        self._values("bfr", sheet.bfr.mean, self.look.amount)
        row, bfr = self._next("bfr_change"), self.rows["bfr"] + 1
        self.page.write_string(row, LABELS, text("line.bfr_change", self.lang), self.look.label)
        for place in range(1, sheet.periods):
            now, then = f"{xl_col_to_name(place + 1)}{bfr}", f"{xl_col_to_name(place)}{bfr}"
            change = float(sheet.bfr.mean[place] - sheet.bfr.mean[place - 1])
            self.page.write_formula(row, place + 1, f"={now}-{then}", self.look.amount, change)

    def _net(self) -> Values:
        return self.sheet.total("receipts") - self.sheet.total("disbursements")

    def _values(self, key: str, values: Values, format_of: Any) -> None:
        row = self._next(key)
        self.page.write_string(row, LABELS, text(f"line.{key}", self.lang), self.look.label)
        for place, value in enumerate(values):
            self.page.write_number(row, place + 1, value, format_of)

    def _formula_row(
        self, key: str, formula: str, values: Values, *, strong: bool = False, total: str = "last"
    ) -> None:
        """Write a row of formulas over the rows above, named in braces."""
        row, look = self._next(key), self.look
        label, amount = (look.strong_label, look.strong) if strong else (look.sum_label, look.sum)
        self.page.write_string(row, LABELS, text(f"line.{key}", self.lang), label)
        for column in range(1, self.total_column + (total == "last")):
            cells = {name: f"{xl_col_to_name(column)}{place + 1}" for name, place in self.rows.items()}
            value = values[min(column, self.sheet.periods) - 1]
            self.page.write_formula(row, column, f"={formula.format(**cells)}", amount, value)
        if total == "sum":
            self._sum_of_row(row, float(values.sum()), amount)

    def _sum_of_row(self, row: int, value: float, amount: Any) -> None:
        last = xl_col_to_name(self.sheet.periods)
        self.page.write_formula(row, self.total_column, f"=SUM(B{row + 1}:{last}{row + 1})", amount, value)

    def _next(self, key: str) -> int:
        """Return the next free row, and remember what stands there."""
        self.rows[key] = self._row
        self._row += 1
        return self.rows[key]

    def _marks(self) -> None:
        """Mark what lies under the minimum, and periods in which that is likely."""
        page, last = self.page, self.sheet.periods

        def mark(key: str, criteria: str, value: float | str, format_of: Any) -> None:
            row = self.rows[key]
            rule = {"type": "cell", "criteria": criteria, "value": value, "format": format_of}
            page.conditional_format(row, 1, row, self.total_column if key in ("closing", "headroom") else last, rule)

        mark("headroom", "<", 0, self.look.alarm)
        floor = f"B${self.rows['floor'] + 1}"
        for key in ("closing", "p10", "lowest", "lowest_p10"):
            mark(key, "<", floor, self.look.alarm if key == "closing" else self.look.warning)
        mark("breach", ">=", BREACH_LIKELY, self.look.alarm)
        mark("breach", ">=", BREACH_SEEN, self.look.warning)

    def _page(self) -> None:
        """Freeze the heads, and print on one landscape page."""
        page = self.page
        page.freeze_panes(FIRST, 1)
        page.set_column(LABELS, LABELS, 38)
        page.set_column(1, self.sheet.periods, 11.5)
        page.set_column(self.total_column, self.total_column, 13)
        page.set_row(0, 26)
        page.hide_gridlines(2)
        self.look.print_on_one_page(page, self._row + 19, self.total_column)

    def _chart(self) -> None:
        """Draw the closing with its band and its minimum below the table."""
        name = self.page.get_name()
        chart = self.look.book.add_chart({"type": "line"})
        dates = [name, HEAD + 2, 1, HEAD + 2, self.sheet.periods]
        for key, style in self.look.lines.items():
            row = self.rows[key]
            chart.add_series(
                {
                    "name": text(f"line.{key}", self.lang),
                    "categories": dates,
                    "values": [name, row, 1, row, self.sheet.periods],
                    "line": style,
                }
            )
        chart.set_title({"name": text("excel.chart", self.lang), "name_font": {"size": 12, "bold": False}})
        chart.set_x_axis({"num_format": self.look.date_of_head, "text_axis": True, "label_position": "low"})
        chart.set_y_axis({"num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": "#e8ecf1"}}})
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": CHART[0], "height": CHART[1]})
        self.page.insert_chart(self._row + 1, LABELS, chart, {"x_offset": 8, "y_offset": 4})
