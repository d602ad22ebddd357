"""Figures as charts that office programs draw themselves: read off what plotly.js would be told, so both show the same numbers.

Lines stay lines, bars bars. A mark with its interval becomes a bar with whiskers; the ends of a waterfall become thin bars; the two
edges of a band become thin lines.
"""

import base64
import datetime
import html
import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from simlib.reporting.document import Figure

Kind = Literal["line", "columns", "bars"]
Category = str | datetime.date

THIN = 0.014
"""Width of a mark drawn as a bar, as a share of its axis."""

EDGE = "#9cc7e3"
PAST_EDGE = "#b9c0c8"


@dataclass
class Series:
    """One series of a chart.

    Attributes:
        name: What its legend says.
        values: Its values by category, None where there is none.
        colour: Its colour.
        colours: The colour of each value, where they differ.
        low: How far its interval goes below each value; empty where it has none.
        high: How far above.
        is_dashed: Whether its line is dashed.
        is_thin: Whether its line is the edge of a band.
        is_hidden: Whether it only carries the bars that stand on it.
        is_line: Whether it is a line drawn over the columns.
    """

    name: str
    values: list[float | None]
    colour: str
    colours: list[str] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    is_dashed: bool = False
    is_thin: bool = False
    is_hidden: bool = False
    is_line: bool = False


@dataclass
class Chart:
    """A chart.

    Attributes:
        kind: Lines, columns or lying bars.
        title: What it shows, where a figure holds several.
        unit: What its values count.
        categories: What they stand at: words or days.
        series: Its series.
        is_stacked: Whether bars stand on one another.
        low: Lower end of the axis; None leaves it to the program.
        high: Upper end.
        is_share: Whether its values are shares, read as percentages.
    """

    kind: Kind
    title: str
    unit: str
    categories: list[Category]
    series: list[Series]
    is_stacked: bool = False
    low: float | None = None
    high: float | None = None
    is_share: bool = False

    @property
    def is_dated(self) -> bool:
        """Whether it runs over days."""
        return bool(self.categories) and isinstance(self.categories[0], datetime.date)


def charts_of(figure: Figure) -> list[Chart]:
    """Return a figure as charts, one for each pair of axes."""
    spec = json.loads(figure.spec)
    layout = spec["layout"]
    panels: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for trace in spec["data"]:
        panels.setdefault((trace.get("xaxis", "x"), trace.get("yaxis", "y")), []).append(trace)
    headings = [
        _plain(note["text"]) for note in layout.get("annotations", ()) if str(note.get("text", "")).startswith("<b>")
    ]
    charts = []
    for place, ((x, y), traces) in enumerate(panels.items()):
        across, up = layout.get(f"xaxis{x[1:]}", {}), layout.get(f"yaxis{y[1:]}", {})
        missing = len(panels) - len(headings)
        title = headings[place - missing] if len(panels) > 1 and place >= missing else ""
        found = _chart(traces, across, up, layout, title)
        if found is not None:
            charts.append(found)
    return charts


def _chart(
    traces: Sequence[Mapping[str, Any]],
    across: Mapping[str, Any],
    up: Mapping[str, Any],
    layout: Mapping[str, Any],
    title: str,
) -> Chart | None:
    """Return the chart of one pair of axes; None where it draws nothing."""
    drawn = [trace for trace in traces if any(one is not None for one in _values(trace.get("x", ())))]
    if not drawn:
        return None
    has_bars = any(trace["type"] == "bar" for trace in drawn)
    if any(trace.get("orientation") == "h" for trace in drawn) or ("ticktext" in up and not has_bars):
        return _lying(drawn, across, up, layout, title)
    if has_bars:
        return _columns(drawn, up, layout, title)
    return _lines(drawn, up, title)


# ------------------------------------------------------------------------------------------------------------ lines, columns


def _lines(traces: Sequence[Mapping[str, Any]], up: Mapping[str, Any], title: str) -> Chart:
    days = sorted({category for trace in traces for category in map(_category, _values(trace["x"]))}, key=str)
    series = []
    for trace in traces:
        line = trace.get("line", {})
        is_edge = line.get("width") == 0
        name = _plain(trace.get("name", ""))
        if is_edge:
            is_past = trace.get("legendgroup") != "band"
            colour = PAST_EDGE if is_past else EDGE
        else:
            colour = line.get("color", trace.get("marker", {}).get("color", "#0072B2"))
        at = dict(zip(map(_category, _values(trace["x"])), _values(trace["y"]), strict=True))
        values = [_number(at.get(day)) for day in days]
        series.append(Series(name, values, colour, is_dashed=line.get("dash") in ("dot", "dash"), is_thin=is_edge))
    _name_edges(series, traces)
    known = [one for each in series for one in each.values if one is not None]
    low, high = (None, None) if up.get("rangemode") == "tozero" else _ends(known)
    return Chart("line", title, _unit(up), list(days), series, low=low, high=high)


def _name_edges(series: list[Series], traces: Sequence[Mapping[str, Any]]) -> None:
    """Name the two edges of each band after the band, with an arrow down or up."""
    for place, (one, trace) in enumerate(zip(series, traces, strict=True)):
        if one.is_thin and trace.get("fill") == "tonexty" and place:
            after = next((later.name for later in series[place + 1 :] if not later.is_thin), "")
            name = one.name or after
            series[place - 1].name, one.name = f"{name} ↓", f"{name} ↑"


def _columns(
    traces: Sequence[Mapping[str, Any]], up: Mapping[str, Any], layout: Mapping[str, Any], title: str
) -> Chart:
    """Return columns, and the lines over them that run through the same categories."""
    bars = [trace for trace in traces if trace["type"] == "bar"]
    categories: list[Category] = list(
        dict.fromkeys(one for trace in bars for one in map(_category, _values(trace["x"])))
    )
    lines = [trace for trace in traces if "lines" in trace.get("mode", "")]
    over = [trace for trace in lines if list(map(_category, _values(trace["x"]))) == categories]
    series = []
    for trace in bars:
        at = dict(zip(map(_category, _values(trace["x"])), _values(trace["y"]), strict=True))
        values = [_number(at.get(one)) for one in categories]
        low, high = _whiskers(trace.get("error_y"), len(values))
        series.append(Series(_plain(trace.get("name", "")), values, *_colour(trace), low=low, high=high))
    for trace in over:
        colour = trace.get("line", {}).get("color", "#000000")
        values = [_number(one) for one in _values(trace["y"])]
        series.append(Series(_plain(trace.get("name", "")), values, colour, is_line=True))
    known = [one for each in series for one in each.values if one is not None]
    ground = 0.0 if min(known, default=0.0) >= 0.0 else None  # a column that begins elsewhere lies about its height
    is_stacked = layout.get("barmode") in ("stack", "relative")
    is_share = bool(up.get("ticktext")) and all(_plain(one).endswith("%") for one in up["ticktext"])
    return Chart("columns", title, _unit(up), categories, series, is_stacked, low=ground, is_share=is_share)


# -------------------------------------------------------------------------------------------------------------------- lying


def _lying(
    traces: Sequence[Mapping[str, Any]],
    across: Mapping[str, Any],
    up: Mapping[str, Any],
    layout: Mapping[str, Any],
    title: str,
) -> Chart:
    """Return bars that lie in rows: several of a row on one another, those of a waterfall where the last one ended."""
    rows = [_plain(one) for one in up.get("ticktext", ())] or list(
        dict.fromkeys(str(one) for trace in traces for one in _values(trace["y"]))
    )
    low, high = (across.get("range") or (None, None))[:2]
    bars: list[list[tuple[float, float, str, float, float, str]]] = [[] for _ in rows]
    is_fall = any("base" in trace for trace in traces)
    room = (high - low) if low is not None and high is not None else 0.0
    for trace in traces:
        is_bar = trace["type"] == "bar"
        if not is_bar and trace.get("mode") == "lines":
            continue
        ys, xs = _values(trace["y"]), _values(trace["x"])
        below, above = _whiskers(trace.get("error_x"), len(xs))
        colour, colours = _colour(trace)
        bases = _values(trace["base"]) if "base" in trace else [0.0] * len(xs)
        for i, (y, x) in enumerate(zip(ys, xs, strict=True)):
            if x is None or y is None:
                continue
            row = int(y) if not isinstance(y, str) else rows.index(_plain(y))
            base = float(bases[i])
            is_mark = not is_bar and is_fall
            size = THIN * room if is_mark else float(x)
            start = float(x) - size / 2 if is_mark else base
            whiskers = (below[i] if below else 0.0, above[i] if above else 0.0)
            bars[row].append((start, size, colours[i] if colours else colour, *whiskers, _plain(trace.get("name", ""))))
    series: list[Series] = []
    if is_fall:
        lows = [min(one[0], one[0] + one[1]) if (one := _first(row)) else None for row in bars]
        sizes = [abs(one[1]) if (one := _first(row)) else None for row in bars]
        series = [Series("", lows, "#ffffff", is_hidden=True), Series("", sizes, "#000000")]
        series[1].colours = [one[2] if (one := _first(row)) else "#ffffff" for row in bars]
        return Chart("bars", title, _unit(across), list(rows), series, is_stacked=True, low=low, high=high)
    for place in range(max((len(row) for row in bars), default=0)):
        there = [row[place] if place < len(row) else None for row in bars]
        drawn = Series("", [bar[1] if bar else None for bar in there], "#0072B2")
        drawn.colours = [bar[2] if bar else "#ffffff" for bar in there]
        if any(bar and (bar[3] or bar[4]) for bar in there):
            drawn.low, drawn.high = [bar[3] if bar else 0.0 for bar in there], [bar[4] if bar else 0.0 for bar in there]
        drawn.name = next((bar[5] for bar in there if bar and bar[5]), "")
        series.append(drawn)
    is_stacked = layout.get("barmode") in ("stack", "relative")
    if any("text" in trace for trace in traces) or is_stacked:
        return Chart("bars", title, _unit(across), list(rows), series, is_stacked)
    marks = [0.0, *(one for each in series for one in _marks(each))]
    low, high = _ends(marks)
    return Chart("bars", title, _unit(across), list(rows), series, low=low, high=high)


def _marks(series: Series) -> Iterable[float]:
    """Yield the values of a series and the ends of their intervals."""
    for place, value in enumerate(series.values):
        if value is not None:
            yield value - (series.low[place] if series.low else 0.0)
            yield value + (series.high[place] if series.high else 0.0)


def _ends(marks: Sequence[float]) -> tuple[float | None, float | None]:
    """Return round ends of an axis that holds all marks; nothing where there are none to tell apart.

    >>> _ends([41.0, 66.5]), _ends([-5.4, 0.0])
    ((40.0, 70.0), (-6.0, 0.0))
    """
    if not marks or min(marks) == max(marks):
        return None, None
    low, high = min(marks), max(marks)
    rough = (high - low) / 5
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(one * size for one in (1, 2, 5, 10) if one * size >= rough)
    return round(math.floor(low / step) * step, 10), round(math.ceil(high / step) * step, 10)


def _first(
    row: Sequence[tuple[float, float, str, float, float, str]],
) -> tuple[float, float, str, float, float, str] | None:
    return row[0] if row else None


# -------------------------------------------------------------------------------------------------------- what plotly says


def _values(said: Any) -> list[Any]:
    """Return values as plotly writes them: a list, or numbers packed as bytes."""
    if isinstance(said, Mapping):
        return list(np.frombuffer(base64.b64decode(said["bdata"]), dtype=said["dtype"]).tolist())
    return list(said) if isinstance(said, Iterable) and not isinstance(said, str) else [said]


def _category(said: Any) -> Category:
    """Return a day where it is one, else words."""
    if isinstance(said, str) and re.match(r"\d{4}-\d\d-\d\d", said):
        return datetime.date.fromisoformat(said[:10])
    return _plain(str(said))


def _number(said: Any) -> float | None:
    return float(said) if said is not None and said == said else None


def _colour(trace: Mapping[str, Any]) -> tuple[str, list[str]]:
    """Return the colour of a trace, and that of each value where they differ."""
    found = trace.get("marker", {}).get("color", "#0072B2")
    return ("#0072B2", list(found)) if isinstance(found, list) else (str(found), [])


def _whiskers(said: Mapping[str, Any] | None, count: int) -> tuple[list[float], list[float]]:
    """Return how far an interval goes below and above each value."""
    if said is None or "array" not in said:
        return [], []
    high = [one or 0.0 for one in _values(said["array"])]
    low = [one or 0.0 for one in _values(said["arrayminus"])] if "arrayminus" in said else high
    return (low, high) if len(high) == count else ([], [])


def _unit(axis: Mapping[str, Any]) -> str:
    title = axis.get("title", {})
    return _plain(title.get("text", "") if isinstance(title, Mapping) else str(title))


def _plain(said: str) -> str:
    """Return words of plotly without its markup."""
    return html.unescape(re.sub(r"</?\w+[^>]*>", "", re.sub(r"<br ?/?>", " ", str(said)))).strip()
