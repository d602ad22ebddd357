"""Charts that PowerPoint draws itself, with their data within, to be edited there."""

import re
from typing import Any

from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from simlib.reporting.native import Chart, Series

INK, GRID, MUTED = "16202E", "E3E8EE", "5B6B7D"
KINDS = {
    ("line", False): XL_CHART_TYPE.LINE,
    ("columns", False): XL_CHART_TYPE.COLUMN_CLUSTERED,
    ("columns", True): XL_CHART_TYPE.COLUMN_STACKED,
    ("bars", False): XL_CHART_TYPE.BAR_CLUSTERED,
    ("bars", True): XL_CHART_TYPE.BAR_STACKED,
}
HALF, WIDE_GAP, FEW = 45, 130, 3
"""Gaps between bars, per cent; those of a few bars; how many are few."""

_FORMULA = re.compile(r"\s*(\{?=|[+@\t\r-]|\w+:)")


def inert(name: str) -> str:
    """Return a name that no spreadsheet takes for a formula or an address: the sheet behind a chart is written by a library that does.

    >>> inert("=HYPERLINK(1)"), inert("firm")
    (' =HYPERLINK(1)', 'firm')
    """
    return f" {name}" if _FORMULA.match(name) else name


def add_chart(slide: Any, chart: Chart, box: tuple[int, int, int, int], *, has_names: bool = True) -> None:
    """Add a chart to a slide.

    Args:
        slide: The slide.
        chart: What is drawn.
        box: Left, top, width and height.
        has_names: Whether its categories are written beside it.
    """
    data = CategoryChartData(number_format=_format(chart))
    data.categories = [one if not isinstance(one, str) else inert(one) for one in chart.categories]
    for series in chart.series:
        data.add_series(inert(series.name), series.values)
    kind = KINDS[chart.kind, chart.is_stacked]
    made = slide.shapes.add_chart(kind, *(Emu(int(one)) for one in box), data).chart
    made.font.size, made.font.color.rgb = Pt(11), RGBColor.from_string(MUTED)
    heading = " · ".join(part for part in (chart.title, chart.unit) if part)
    made.has_title = bool(heading)
    if heading:
        made.chart_title.text_frame.text = heading
        made.chart_title.text_frame.paragraphs[0].font.size = Pt(12)
        made.chart_title.text_frame.paragraphs[0].font.bold = bool(chart.title)
        made.chart_title.include_in_layout = False
    named = [series for series in chart.series if series.name]
    made.has_legend = len(named) > 1
    if made.has_legend:
        made.legend.position, made.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    _axes(made, chart, has_names=has_names)
    if chart.kind != "line":
        made.plots[0].gap_width = HALF if len(chart.categories) > FEW else WIDE_GAP
        made.plots[0].overlap = 100 if chart.is_stacked or chart.kind == "bars" else -5
    for drawn, series in zip(made.plots[0].series, chart.series, strict=True):
        _line(drawn, series) if chart.kind == "line" else _bar(drawn, series)
    _lines_over(made, chart)


def _axes(made: Any, chart: Chart, *, has_names: bool) -> None:
    value, category = made.value_axis, made.category_axis
    value.major_gridlines.format.line.color.rgb = RGBColor.from_string(GRID)
    value.format.line.fill.background()
    value.tick_labels.number_format, value.tick_labels.number_format_is_linked = _format(chart), False
    if chart.low is not None:
        value.minimum_scale = chart.low
    if chart.high is not None:
        value.maximum_scale = chart.high
    category.format.line.color.rgb = RGBColor.from_string("C3CCD6")
    category.tick_label_position = XL_TICK_LABEL_POSITION.LOW if has_names else XL_TICK_LABEL_POSITION.NONE
    if chart.is_dated:
        category.tick_labels.number_format, category.tick_labels.number_format_is_linked = "mmm yy", False
        _every_months(category._element, 2)
    if chart.kind == "bars":
        category.reverse_order = True
        value.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
        if has_names:
            category.tick_labels.font.color.rgb = RGBColor.from_string(INK)


def _every_months(axis: Any, count: int) -> None:
    """Mark an axis of days every few months; the library has no words for it."""
    for name, value in (("majorUnit", str(count)), ("majorTimeUnit", "months")):
        for known in axis.findall(qn(f"c:{name}")):
            axis.remove(known)
        made = etree.SubElement(axis, qn(f"c:{name}"))
        made.set("val", value)


def _line(drawn: Any, series: Series) -> None:
    drawn.smooth = False
    drawn.format.line.color.rgb = _rgb(series.colour)
    drawn.format.line.width = Pt(1 if series.is_thin else 1.75 if series.is_dashed else 2.75)
    if series.is_dashed or series.is_thin:
        drawn.format.line.dash_style = MSO_LINE.ROUND_DOT if series.is_dashed else MSO_LINE.SOLID
    drawn.marker.style = None
    marker = drawn._element.get_or_add_marker()
    for known in marker.findall(qn("c:symbol")):
        marker.remove(known)
    etree.SubElement(marker, qn("c:symbol")).set("val", "none")


def _lines_over(made: Any, chart: Chart) -> None:
    """Take the lines over columns out of the columns, on the same axes; the library draws one kind at a time."""
    lines = [series for series in chart.series if series.is_line]
    if not lines:
        return
    columns = made.plots[0]._element
    over = etree.SubElement(columns.getparent(), qn("c:lineChart"))
    columns.addnext(over)
    for name, value in (("grouping", "standard"), ("varyColors", "0")):
        etree.SubElement(over, qn(f"c:{name}")).set("val", value)
    for one in columns.findall(qn("c:ser"))[-len(lines) :]:
        for known in one.findall(qn("c:invertIfNegative")) + one.findall(qn("c:spPr")):
            one.remove(known)
        over.append(one)
    for axis in columns.findall(qn("c:axId")):
        etree.SubElement(over, qn("c:axId")).set("val", axis.get("val"))
    for drawn, series in zip(made.plots[1].series, lines, strict=True):
        _line(drawn, series)


def _bar(drawn: Any, series: Series) -> None:
    drawn.invert_if_negative = False
    if series.is_hidden:
        drawn.format.fill.background()
        return
    drawn.format.fill.solid()
    drawn.format.fill.fore_color.rgb = _rgb(series.colour)
    for place, colour in enumerate(series.colours):
        if series.values[place] is not None:
            drawn.points[place].format.fill.solid()
            drawn.points[place].format.fill.fore_color.rgb = _rgb(colour)
    if series.high:
        _whiskers(drawn._element, series)


def _whiskers(element: Any, series: Series) -> None:
    """Give bars their intervals; the library has no words for them."""
    bars = etree.Element(qn("c:errBars"))
    for name, value in (("errBarType", "both"), ("errValType", "cust"), ("noEndCap", "0")):
        etree.SubElement(bars, qn(f"c:{name}")).set("val", value)
    for name, ends in (("plus", series.high), ("minus", series.low)):
        listed = etree.SubElement(etree.SubElement(bars, qn(f"c:{name}")), qn("c:numLit"))
        etree.SubElement(listed, qn("c:formatCode")).text = "General"
        etree.SubElement(listed, qn("c:ptCount")).set("val", str(len(ends)))
        for place, end in enumerate(ends):
            point = etree.SubElement(listed, qn("c:pt"))
            point.set("idx", str(place))
            etree.SubElement(point, qn("c:v")).text = repr(float(end))
    line = etree.SubElement(etree.SubElement(bars, qn("c:spPr")), qn("a:ln"))
    line.set("w", "12700")
    etree.SubElement(etree.SubElement(line, qn("a:solidFill")), qn("a:srgbClr")).set("val", INK)
    before = next(child for child in element if child.tag in (qn("c:cat"), qn("c:val")))
    before.addprevious(bars)


def _format(chart: Chart) -> str:
    """Return how the values of a chart are written."""
    return "0%" if chart.is_share else "#,##0.0" if _is_small(chart) else "#,##0"


def _is_small(chart: Chart) -> bool:
    """Return whether values need a decimal to be told apart."""
    known = [abs(one) for series in chart.series if not series.is_hidden for one in series.values if one is not None]
    return max(known, default=0.0) < 20.0


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#").upper())
