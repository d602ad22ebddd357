"""A figure taken out of its title, for pages that write titles themselves so that they wrap and can be read aloud."""

from typing import NamedTuple

import plotly.graph_objects as go

TOP = 40
"""Room above a plot without a title, for its legend; pixels."""


class Framed(NamedTuple):
    """A figure without its title.

    Attributes:
        title: What it says.
        subtitle: What is drawn.
        height: Pixels.
        spec: Data and layout as JSON text, as plotly.js takes them.
    """

    title: str
    subtitle: str
    height: int
    spec: str


def framed(drawn: go.Figure) -> Framed:
    """Return a figure of this package without its title, as high as before less the title's room."""
    bare = go.Figure(drawn)
    saved = drawn.layout.margin.t - TOP
    height = int(drawn.layout.height - saved)
    bare.update_layout(title=None, height=height, margin={"t": TOP})
    said = drawn.layout.meta
    return Framed(said["title"], said["subtitle"], height, str(bare.to_json()))
