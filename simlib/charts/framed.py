"""A figure taken out of its title, for pages that write titles themselves so that they wrap and can be read aloud."""

from typing import NamedTuple

import plotly.graph_objects as go
from plotly.io.json import to_json_plotly

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
    layout = drawn.layout
    height = int(layout.height - (layout.margin.t - TOP))
    bare = drawn.to_dict()
    del bare["layout"]["title"]
    bare["layout"]["height"] = height
    bare["layout"]["margin"]["t"] = TOP
    return Framed(layout.meta["title"], layout.meta["subtitle"], height, to_json_plotly(bare))
