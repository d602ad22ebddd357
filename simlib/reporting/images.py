"""Figures of a report as images, drawn by plotly.js in the browser."""

import base64
import html
import json
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

from simlib.charts import plotly_script
from simlib.errors import ReportError
from simlib.reporting.browser import browse
from simlib.reporting.document import Document, Figure
from simlib.reporting.markup import script_json

WIDTH = 1000
TITLE_ROOM = 70
SCALE = 2
"""Pixels of a PNG for one of the figure."""

INK, MUTED = "#16202e", "#5b6b7d"

_DRAW = """
(async () => {
  const asked = JSON.parse(document.getElementById("asked").textContent);
  const drawn = {};
  for (const { name, data, layout } of asked.figures) {
    const plot = document.body.appendChild(document.createElement("div"));
    await Plotly.newPlot(plot, data, layout, { staticPlot: true, locale: asked.lang });
    drawn[name] = await Plotly.toImage(plot, { format: asked.format, width: layout.width, height: layout.height, scale: asked.scale });
    Plotly.purge(plot);
    plot.remove();
  }
  document.getElementById("drawn").textContent = JSON.stringify(drawn);
})();
"""


def images_of(document: Document, kind: str) -> dict[str, bytes]:
    """Return every figure as an image, by name.

    Args:
        document: The report.
        kind: ``png`` or ``svg``.

    Raises:
        ReportError: There is no browser, or it fails.
    """
    figures = [_asked(one) for one in document.figures()]
    if not figures:
        return {}
    asked = {"figures": figures, "format": kind, "scale": SCALE if kind == "png" else 1, "lang": document.head.lang}
    page = (
        f'<!doctype html><meta charset="utf-8"><pre id="drawn"></pre>'
        f'<script type="application/json" id="asked">{script_json(json.dumps(asked))}</script>'
        f"<script>{plotly_script()}</script><script>{_DRAW}</script>"
    )
    with tempfile.TemporaryDirectory(prefix="simlib-images-") as folder:
        file = Path(folder) / "figures.html"
        file.write_text(page, encoding="utf-8")
        told = browse(file, ["--dump-dom"])
    found = re.search(r'<pre id="drawn">(.*?)</pre>', told, re.DOTALL)
    drawn: Mapping[str, str] = json.loads(html.unescape(found[1])) if found and found[1] else {}
    if set(drawn) != {str(one["name"]) for one in figures}:
        raise ReportError("the browser did not draw all figures; try another Chromium, Chrome or Edge")
    return {name: _content(address) for name, address in drawn.items()}


def _asked(figure: Figure) -> dict[str, Any]:
    """Return a figure with its title within it."""
    spec = json.loads(figure.spec)
    layout = spec["layout"]
    title = {
        "text": html.escape(figure.title), "font": {"size": 17, "color": INK}, "x": 0.0, "xref": "container", "xanchor": "left",
        "pad": {"l": 16}, "yref": "container", "y": 0.97, "yanchor": "top",
        "subtitle": {"text": html.escape(figure.subtitle), "font": {"size": 13, "color": MUTED}},
    }  # fmt: skip
    margin = layout["margin"] | {"t": layout["margin"]["t"] + TITLE_ROOM}
    changed = {"title": title, "margin": margin, "width": WIDTH, "height": figure.height + TITLE_ROOM}
    return {"name": figure.name, "data": spec["data"], "layout": layout | changed | {"paper_bgcolor": "#ffffff"}}


def _content(address: str) -> bytes:
    """Return what an address of data holds."""
    head, _, body = address.partition(",")
    return base64.b64decode(body) if head.endswith(";base64") else unquote_to_bytes(body)
