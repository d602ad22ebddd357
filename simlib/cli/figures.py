"""A figure as one page that opens offline."""

from pathlib import Path
from typing import TYPE_CHECKING

from simlib.charts import plotly_script
from simlib.running.whole import write_whole

if TYPE_CHECKING:
    import plotly.graph_objects as go


def write_figure(figure: "go.Figure", path: Path, lang: str) -> None:
    """Write a figure as HTML, whole or not at all."""
    body = figure.to_html(full_html=False, include_plotlyjs=False, config={"locale": lang, "displayModeBar": False})
    title = str(figure.layout.meta["title"]).replace("<", "&lt;")
    write_whole(
        path,
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>'
        f"<script>{plotly_script()}</script></head>"
        f'<body style="max-width:1080px;margin:24px auto">{body}</body></html>\n',
    )
