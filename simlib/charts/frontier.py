"""The frontier: what each scenario costs and what it brings, and which no other one beats."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go

from simlib import words
from simlib.charts.bridge import scale_of
from simlib.charts.look import INK, SCENARIO, TODAY_BAR, Scale, axis, figure, safe
from simlib.experiments import Paired, frontier
from simlib.experiments.frontier import Point
from simlib.indicators import INDICATORS

NAMED = 7
"""Scenarios of the frontier whose names are written beside them, at most."""

TICKS = 3
"""Values written beside the scale of colours."""

RIM = {"color": INK, "width": 2}
"""What tells the frontier where colours tell something else."""

Values = npt.NDArray[np.float64]

LETTER, LINE, MARK = 0.0085, 0.06, 0.012
"""Room that a letter, a line and half a mark take, as shares of the width and of the height."""

MARGIN = 0.04
"""How far a name may reach beyond the leftmost mark."""

SIDES = ((1, 1), (-1, 1), (1, -1), (-1, -1))
"""Where a name may stand beside its mark: right or left, above or below."""

LETTERS = 34
"""Letters of a name that are written."""


def frontier_points(compared: Paired, lang: str, indicators: Sequence[str] = ()) -> go.Figure:
    """Draw every scenario by the first two aims, the frontier in blue, joined where no third aim plays a part, the base in ink.

    A third aim that differs between scenarios is told by their colour.
    """
    points = frontier(compared, indicators)
    first, second = list(points[0].means)[:2]
    currency = compared.results[compared.base].scenario.currency
    across, up = (scale_of(name, [point.means[name] for point in points], lang, currency) for name in (second, first))
    on = sorted((point for point in points if point.is_on_frontier), key=lambda point: point.means[second])
    beaten = [point for point in points if not point.is_on_frontier and point.scenario != compared.base]
    base = [point for point in points if point.scenario == compared.base]
    names = (first, second)
    third = _told_by_colour(points)
    traces = [
        _marks(beaten, names, across, up, lang, currency)
        | {"name": words.text("legend.beaten", lang), "marker": {"size": 9} | _coloured(beaten, third, TODAY_BAR)},
        _marks(on, names, across, up, lang, currency)
        | {
            "name": words.text("legend.frontier", lang), "mode": "lines+markers" if _is_a_line(on) else "markers",
            "marker": {"size": 14 if third else 11} | _coloured(on, third, SCENARIO) | ({"line": RIM} if third else {}),
            "line": {"color": SCENARIO, "width": 2, "shape": "hv" if INDICATORS[second].better.value < 0 else "linear"},
        },
        _marks(base, names, across, up, lang, currency)
        | {"name": safe(compared.base), "marker": {"color": INK, "size": 13, "symbol": "diamond"}},
    ]  # fmt: skip
    return figure(
        words.text("point.frontier", lang, on=len(on), n=len(points)),
        words.text(
            "subtitle.frontier",
            lang,
            aims=words.joined([INDICATORS[name].label(lang) for name in points[0].means], lang),
            n=words.number(compared.replications, lang),
        ),
        lang,
        traces,
        height=520,
        hovermode="closest",
        annotations=_names(on, points, names, across, up),
        **({"coloraxis": _colours(points, third, lang, currency)} if third else {}),
        xaxis=axis(**_titled(across, second, lang)),
        yaxis=axis(**_titled(up, first, lang)),
    )


def _marks(
    points: Sequence[Point], names: tuple[str, str], across: Scale, up: Scale, lang: str, currency: str
) -> dict[str, Any]:
    """Return the marks of some scenarios."""
    first, second = names
    return {
        "type": "scatter", "mode": "markers",
        "x": [point.means[second] / across.unit for point in points], "y": [point.means[first] / up.unit for point in points],
        "hovertext": [_said(point, lang, currency) for point in points], "hovertemplate": "%{hovertext}<extra></extra>",
    }  # fmt: skip


def _told_by_colour(points: Sequence[Point]) -> str | None:
    """Return the third aim, if scenarios differ in it."""
    third = next(iter(list(points[0].means)[2:]), None)
    return third if third and len({point.means[third] for point in points}) > 1 else None


def _coloured(points: Sequence[Point], third: str | None, otherwise: str) -> dict[str, Any]:
    """Return the colour of some marks: by the third aim, where there is one."""
    return (
        {"color": [point.means[third] for point in points], "coloraxis": "coloraxis"} if third else {"color": otherwise}
    )


def _colours(points: Sequence[Point], third: str, lang: str, currency: str) -> dict[str, Any]:
    """Return the scale of colours of the third aim: from dark to light, the same for every eye."""
    values = [point.means[third] for point in points]
    ticks = np.linspace(min(values), max(values), TICKS)
    unit = INDICATORS[third].unit
    return {
        "colorscale": "Cividis", "cmin": ticks[0], "cmax": ticks[-1],
        "colorbar": {
            "title": {"text": INDICATORS[third].label(lang), "side": "top", "font": {"size": 12}}, "orientation": "h", "thickness": 10,
            "len": 0.34, "x": 1.0, "xanchor": "right", "y": -0.1, "yanchor": "top", "tickvals": list(ticks),
            "ticktext": [words.in_unit(value, unit, lang, currency=currency) for value in ticks], "tickfont": {"size": 12},
        },
    }  # fmt: skip


def _is_a_line(on: Sequence[Point]) -> bool:
    """Return whether the two aims drawn alone make the frontier: all others are the same for all."""
    return all(len({point.means[name] for point in on}) == 1 for name in list(on[0].means)[2:])


def _said(point: Point, lang: str, currency: str) -> str:
    lines = [
        f"{INDICATORS[name].label(lang)}: {words.in_unit(value, INDICATORS[name].unit, lang, currency=currency)}"
        for name, value in point.means.items()
    ]
    return "<br>".join([f"<b>{safe(point.scenario)}</b>", *lines])


def _names(
    on: Sequence[Point], points: Sequence[Point], names: tuple[str, str], across: Scale, up: Scale
) -> list[dict[str, Any]]:
    """Return the names beside the frontier: from both ends inwards, those that have room clear of marks and other names."""
    first, second = names
    ends = [on[i // 2] if i % 2 == 0 else on[-1 - i // 2] for i in range(len(on))]
    spots = np.array([[point.means[second], point.means[first]] for point in points])
    low, size = spots.min(axis=0), np.ptp(spots, axis=0)
    spots = (spots - low) / np.where(size > 0.0, size, 1.0)
    places = {point.scenario: spot for point, spot in zip(points, spots, strict=True)}
    taken: list[Box] = []
    notes: list[dict[str, Any]] = []
    for point in ends:
        for right, above in SIDES:
            box = _box(places[point.scenario], right, above, min(len(point.scenario), LETTERS) * LETTER)
            if len(notes) == NAMED or not _is_clear(box, spots, taken):
                continue
            taken.append(box)
            notes.append(
                {
                    "x": point.means[second] / across.unit, "y": point.means[first] / up.unit, "showarrow": False,
                    "xanchor": "left" if right > 0 else "right", "yanchor": "bottom" if above > 0 else "top",
                    "xshift": 7 * right, "yshift": 3 * above, "text": safe(point.scenario, LETTERS), "font": {"size": 12, "color": INK},
                }
            )  # fmt: skip
            break
    return notes


Box = tuple[float, float, float, float]
"""Left, right, bottom and top."""


def _box(spot: Values, right: int, above: int, width: float) -> Box:
    """Return the room that a name takes on one side of its mark."""
    x, y = float(spot[0]), float(spot[1])
    across = (x + MARK, x + MARK + width) if right > 0 else (x - MARK - width, x - MARK)
    return (*across, y, y + LINE) if above > 0 else (*across, y - LINE, y)


def _is_clear(box: Box, spots: Values, taken: Sequence[Box]) -> bool:
    """Return whether no mark and no other name stands within a box, and whether it lies beside the marks' own range."""
    left, right, bottom, top = box
    if left < -MARGIN or any(
        left < other[1] and right > other[0] and bottom < other[3] and top > other[2] for other in taken
    ):
        return False
    x, y = spots[:, 0], spots[:, 1]
    under = (x > left - MARK) & (x < right + MARK) & (y > bottom - LINE / 2) & (y < top + LINE / 2)
    is_own = (np.abs(x - (left - MARK)) < 1e-9) | (np.abs(x - (right + MARK)) < 1e-9)
    return not bool((under & ~is_own).any())


def _titled(scale: Scale, name: str, lang: str) -> dict[str, Any]:
    unit = scale.axis["title"]["text"]
    title = INDICATORS[name].label(lang)
    return scale.axis | {
        "title": {"text": title if unit == title else f"{title} ({unit})"}, "tickformat": ",.1~f", "zeroline": False,
    }  # fmt: skip
