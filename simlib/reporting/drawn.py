"""A figure of the charts with the sentence that reads it, as a part of a report."""

import plotly.graph_objects as go

from simlib.charts import framed
from simlib.reporting.document import Figure
from simlib.reporting.markup import unbreakable

WIDE = ("policies", "tornado", "bridge", "customers")
"""Figures that need more width than a telephone has."""


def drawn_as(name: str, drawn: go.Figure, sentence: str) -> Figure:
    """Return a figure by a name, with its sentence."""
    frame = framed(drawn)
    return Figure(
        name=name,
        title=unbreakable(frame.title),
        subtitle=unbreakable(frame.subtitle),
        sentence=sentence,
        height=frame.height,
        spec=frame.spec,
        is_wide=name in WIDE,
    )
