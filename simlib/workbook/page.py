"""The page: one widget that draws cards, controls and charts from plain values, and says back which lever was moved where."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import ipywidgets
import traitlets as t

from simlib.charts import plotly_script
from simlib.workbook.heard import Heard

_STATIC = Path(__file__).parent / "static"
_SCRIPTS = (
    "dom.js", "glossary.js", "orders.js", "controls.js", "drawers.js", "presets.js", "cards.js", "chart.js", "grid.js", "timeline.js",
    "tabs.js", "page.js",
)  # fmt: skip
_STYLES = ("page.css", "levers.css", "tabs.css", "glossary.css")


class PlotlyScript(ipywidgets.Widget):  # type: ignore[misc]  # ipywidgets ships no types
    """Carries plotly.js to the browser, once a kernel, however many pages draw with it."""

    _model_name = t.Unicode("WidgetModel").tag(sync=True)
    source = t.Unicode().tag(sync=True)


@lru_cache(maxsize=1)
def plotly_carrier() -> PlotlyScript:
    """Return the one carrier of this kernel."""
    return PlotlyScript(source=plotly_script())


class Page(Heard):
    """Cards, controls and tabs; it computes nothing.

    What Python says: `part` (all; the controls alone; or a sketch, one figure with its controls, if any), `lang`, `words`
    (texts by name), `heading` (title, subtitle, scenario), `presets`, `drawers`, `groups` and `knobs` (the controls), `values`
    (of the levers off today's), `cards`, `sections` (with their tabs), `content` (of the open tab), `panels` (widgets by tab),
    `status` (phase and text), `answered`.
    What the browser says: `orders` (what is to be done, numbered; the latest, as many as are not yet answered), `asked` (the number of the
    last order), `active` (the open tab), `wanted` (a language).
    Figures are fresh when `answered` has caught up with `asked`.
    """

    _esm = "\n".join((_STATIC / name).read_text(encoding="utf-8") for name in _SCRIPTS)
    _css = "\n".join((_STATIC / name).read_text(encoding="utf-8") for name in _STYLES)

    part = t.Unicode("all").tag(sync=True)
    library = t.Unicode().tag(sync=True)
    lang = t.Unicode("fr").tag(sync=True)
    words = t.Dict().tag(sync=True)
    heading = t.Dict().tag(sync=True)
    presets: t.List[Any] = t.List().tag(sync=True)
    drawers: t.List[Any] = t.List().tag(sync=True)
    groups: t.List[Any] = t.List().tag(sync=True)
    knobs: t.List[Any] = t.List().tag(sync=True)
    values = t.Dict().tag(sync=True)
    cards: t.List[Any] = t.List().tag(sync=True)
    sections: t.List[Any] = t.List().tag(sync=True)
    content = t.Dict().tag(sync=True)
    panels = t.Dict().tag(sync=True)
    status = t.Dict().tag(sync=True)
    answered = t.Int(0).tag(sync=True)
    orders: t.List[Any] = t.List().tag(sync=True)
    asked = t.Int(0).tag(sync=True)
    active = t.Unicode().tag(sync=True)
    wanted = t.Unicode().tag(sync=True)


def say_again(page: Page, *_: object) -> None:
    """Send all that a page shows to a browser that has just drawn it, and may have come between two changes."""
    page.send_state()
