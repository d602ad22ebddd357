"""Charts that Excel draws itself, beside the data they are drawn from."""

import datetime
from collections.abc import Callable
from typing import Any

from simlib.reporting.document import Figure
from simlib.reporting.native import Chart, Series, charts_of

KINDS = {"line": "line", "columns": "column", "bars": "bar"}
FIRST = 4
"""First row of the data."""

HIGH = 20
"""Rows that a chart covers."""


def write_chart(book: Any, sheet: Any, figure: Figure, format_of: Callable[..., Any]) -> None:
    """Write the data of a figure, one block a chart, and the charts beside them."""
    found = charts_of(figure)
    widest = max((_width(chart) for chart in found), default=1)
    row = FIRST
    for chart in found:
        places = _data(sheet, chart, row, format_of)
        made = book.add_chart({"type": KINDS[chart.kind], **({"subtype": "stacked"} if chart.is_stacked else {})})
        over = book.add_chart({"type": "line"})
        for series, place in zip(chart.series, places, strict=True):
            (over if series.is_line else made).add_series(_series(sheet.get_name(), chart, series, place, row))
        if any(series.is_line for series in chart.series):
            made.combine(over)
        _set(made, chart)
        sheet.insert_chart(row, widest + 1, made)
        row += max(len(chart.categories) + 3, HIGH)


def _width(chart: Chart) -> int:
    return 1 + sum(3 if series.high else 1 for series in chart.series)


def _data(sheet: Any, chart: Chart, row: int, format_of: Callable[..., Any]) -> list[int]:
    """Write the data of a chart and return the column of each series."""
    head = format_of(bold=True, bg_color="#e6eef6", text_wrap=True, valign="top")
    day, value = format_of(num_format="yyyy-mm-dd", align="left"), format_of(num_format="#,##0.00")
    sheet.write_string(row, 0, " · ".join(part for part in (chart.title, chart.unit) if part), head)
    for place, category in enumerate(chart.categories, row + 1):
        if isinstance(category, datetime.date):
            sheet.write_datetime(place, 0, datetime.datetime.combine(category, datetime.time()), day)
        else:
            sheet.write_string(place, 0, str(category))
    column, places = 1, []
    for series in chart.series:
        places.append(column)
        columns: list[tuple[str, list[Any]]] = [(series.name, series.values)]
        if series.high:
            columns += [(f"{series.name} −".strip(), series.low), (f"{series.name} +".strip(), series.high)]
        for name, values in columns:
            sheet.write_string(row, column, name, head)
            for place, one in enumerate(values, row + 1):
                if one is not None:
                    sheet.write_number(place, column, one, value)
            column += 1
    return places


def _series(sheet: str, chart: Chart, series: Series, column: int, row: int) -> dict[str, Any]:
    first, last = row + 1, row + len(chart.categories)
    made: dict[str, Any] = {
        "name": [sheet, row, column],
        "categories": [sheet, first, 0, last, 0],
        "values": [sheet, first, column, last, column],
    }
    if chart.kind == "line" or series.is_line:
        width = 1 if series.is_thin else 1.75 if series.is_dashed else 2.75
        dash = {"dash_type": "round_dot"} if series.is_dashed else {}
        return made | {"line": {"color": series.colour, "width": width, **dash}, "marker": {"type": "none"}}
    if series.is_hidden:
        return made | {"fill": {"none": True}, "border": {"none": True}, "gap": 45}
    made |= {"fill": {"color": series.colour}, "border": {"none": True}, "gap": 45}
    made["overlap"] = 100 if chart.is_stacked or chart.kind == "bars" else -5
    if series.colours:
        made["points"] = [{"fill": {"color": colour}} for colour in series.colours]
    if series.high:
        side = "x_error_bars" if chart.kind == "bars" else "y_error_bars"
        made[side] = {
            "type": "custom", "plus_values": f"='{sheet}'!{_range(first, last, column + 2)}",
            "minus_values": f"='{sheet}'!{_range(first, last, column + 1)}", "line": {"color": "#16202e", "width": 1},
        }  # fmt: skip
    return made


def _range(first: int, last: int, column: int) -> str:
    from xlsxwriter.utility import xl_range_abs

    return str(xl_range_abs(first, column, last, column))


def _set(made: Any, chart: Chart) -> None:
    """Set titles, axes and legend."""
    made.set_title(
        {"name": chart.title or chart.unit, "name_font": {"size": 11}, "overlay": False}
        if chart.title or chart.unit
        else {"none": True}
    )
    named = [place for place, series in enumerate(chart.series) if series.name]
    made.set_legend({"position": "bottom"} if len(named) > 1 else {"none": True})
    grid = {"visible": True, "line": {"color": "#e3e8ee"}}
    ends = {name: end for name, end in (("min", chart.low), ("max", chart.high)) if end is not None}
    values = {
        "name": chart.unit,
        "major_gridlines": grid,
        "num_format": "0%" if chart.is_share else "#,##0.0" if ends else "General",
        "line": {"none": True},
        **ends,
    }
    names: dict[str, Any] = {"label_position": "low", "major_gridlines": {"visible": False}}
    if chart.is_dated:
        names |= {"date_axis": True, "num_format": "mmm yy", "major_unit": 2, "major_unit_type": "months"}
    if chart.kind == "bars":
        made.set_x_axis(values | {"label_position": "high"})
        made.set_y_axis(names | {"reverse": True})
    else:
        made.set_x_axis(names)
        made.set_y_axis(values)
    made.set_size({"width": 820, "height": max(360, 34 * len(chart.categories) + 120 if chart.kind == "bars" else 360)})
