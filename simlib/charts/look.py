"""One look for all figures: Okabe-Ito colours, which all eyes tell apart; the scenario in blue, today in grey, the past in ink."""

import html
import math
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from simlib import words

INK = "#16202e"
MUTED = "#5b6b7d"
GRID = "#e8ecf1"
SCENARIO = "#0072B2"
SCENARIO_BAND = "rgba(0,114,178,0.17)"
TODAY = "#6f7c8a"
TODAY_BAR = "#b4bec9"
PAST_BAND = "rgba(22,32,46,0.09)"
BETTER = "#00795a"
WORSE = "#c24a00"
UNDECIDED = "#6f7c8a"
OVERDUE = "#d55e00"
SKY = "#56b4e9"
SOFT_GREEN = "#009e73"

FONT = "Inter, 'Segoe UI', 'Noto Sans', 'Liberation Sans', Arial, sans-serif"
HEIGHT = 400

SEPARATORS = {"fr": ",\u202f", "en": ".,"}
"""Decimal and thousands separators as plotly takes them."""


def figure(title: str, subtitle: str, lang: str, data: list[dict[str, Any]], **layout: Any) -> go.Figure:
    """Return a figure in the one look.

    Args:
        title: What the figure says, in one sentence.
        subtitle: What is drawn, in small letters.
        lang: The reader's language.
        data: Traces as plotly takes them.
        layout: What differs from the look.
    """
    return go.Figure(data=data, layout=_merged(_look(title, subtitle, lang), layout))


def _look(title: str, subtitle: str, lang: str) -> dict[str, Any]:
    return {
        "title": {
            "text": html.escape(title),
            "subtitle": {"text": html.escape(subtitle), "font": {"size": 13, "color": MUTED}},
            "font": {"size": 17, "color": INK},
            "x": 0.0,
            "xref": "paper",
            "yref": "container",
            "yanchor": "top",
            "y": 0.97,
        },
        "template": {},
        "font": {"family": FONT, "size": 13, "color": INK},
        "meta": {"title": title, "subtitle": subtitle},
        "separators": SEPARATORS[lang],
        "height": HEIGHT,
        "margin": {"l": 64, "r": 18, "t": 108, "b": 42},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "hovermode": "x unified",
        "hoverlabel": {"bgcolor": "#ffffff", "bordercolor": "#c3ccd6", "font": {"size": 13, "color": INK}},
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "font": {"size": 13}},
        "xaxis": axis(),
        "yaxis": axis(),
        "bargap": 0.28,
        "dragmode": False,
    }


def _merged(look: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """Return a layout with some of its parts changed."""
    merged = dict(look)
    for name, change in changes.items():
        known = merged.get(name)
        merged[name] = _merged(known, change) if isinstance(known, dict) and isinstance(change, dict) else change
    return merged


def axis(**changes: Any) -> dict[str, Any]:
    """Return an axis in the one look, changed in some of its parts."""
    return _merged(
        {
            "automargin": True,
            "gridcolor": GRID,
            "zeroline": False,
            "linecolor": "#c3ccd6",
            "tickfont": {"size": 12.5, "color": MUTED},
            "title": {"font": {"size": 13, "color": MUTED}, "standoff": 10},
        },
        changes,
    )


def time_axis() -> dict[str, Any]:
    """Return an axis of dates: months in letters, the year once."""
    return {
        "type": "date",
        "tickformat": "%b\n%Y",
        "hoverformat": "%-d %b %Y",
        "dtick": "M2",
        "showgrid": False,
        "ticks": "outside",
        "ticklen": 4,
        "tickcolor": "#c3ccd6",
    }


AXIS_TICKS = 5
"""Ticks of an axis that is drawn over some range, about."""


@dataclass(frozen=True)
class Scale:
    """What values are divided by before they are drawn, and how they are then written.

    Attributes:
        unit: The divisor.
        axis: Title and format of an axis of such values.
        before: What stands before a value.
        after: What stands behind it.
        digits: Decimals when hovering.
    """

    unit: float
    axis: dict[str, Any]
    before: str
    after: str
    digits: int

    def over(self, low: float, high: float) -> dict[str, Any]:
        """Return an axis from one drawn value to another, its ticks told apart however close they are."""
        digits = max(0, math.ceil(-math.log10((high - low) / AXIS_TICKS))) if high > low else 1
        return self.axis | {"range": [low, high], "nticks": AXIS_TICKS + 2, "tickformat": f",.{digits}~f"}

    def hover(self, variable: str) -> str:
        """Return a variable of a hover template as it is to be written: ``%{y:,.2f} M€`` for ``y``."""
        return f"{self.before}%{{{variable}:,.{self.digits}f}}{self.after}"


def money_scale(largest: float, lang: str, currency: str) -> Scale:
    """Return the scale in which amounts up to a size read best."""
    unit, mark = words.money_scale(largest)
    before, after = words.money_marks(lang, currency, mark)
    axis_of = {"title": {"text": words.money_unit(lang, currency, mark)}, "tickformat": f",.{1 if unit == 1e6 else 0}f"}
    return Scale(unit, axis_of, before, after, 2 if unit == 1e6 else 0)


def days_scale(lang: str) -> Scale:
    """Return the scale of days."""
    axis_of = {"title": {"text": words.text("axis.days", lang)}, "tickformat": ",.0f"}
    return Scale(1.0, axis_of, "", f"{words.NO_BREAK}{words.text('unit.days', lang)}", 1)


def safe(name: str, longest: int = 40) -> str:
    """Return a name as plotly may draw it: its markup shown, not obeyed; shortened where it is long."""
    cut = name if len(name) <= longest else name[: longest - 1].rstrip() + "…"
    return html.escape(cut)
