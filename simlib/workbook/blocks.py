"""What a tab shows, as plain values: charts, tables, sentences, the reminder plans."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from simlib import charts, words

Block = dict[str, Any]


def chart(drawn: go.Figure) -> Block:
    """Return a figure, out of its title."""
    return {"kind": "chart", **charts.framed(drawn)._asdict()}


def text(*lines: str) -> Block:
    """Return sentences, one paragraph each."""
    return {"kind": "text", "lines": [line for line in lines if line]}


def column(key: str, lang: str, *, is_number: bool = False) -> dict[str, Any]:
    """Return a column of a table, called after a key of the catalogue."""
    return {"label": words.text(f"column.{key}", lang), "number": is_number}


def cell(shown: str, order: float | str | None = None, tone: str = "") -> list[Any]:
    """Return a cell: what it shows, what it is sorted by, how it is marked."""
    return [shown, shown if order is None else order, tone]


def grid(columns: Sequence[dict[str, Any]], rows: Sequence[Sequence[list[Any]]], caption: str) -> Block:
    """Return a table that can be sorted by its columns."""
    return {"kind": "grid", "columns": list(columns), "rows": [list(row) for row in rows], "caption": caption}


def fold(caption: str, count: str, blocks: Sequence[Block]) -> Block:
    """Return blocks that open when asked, and how many things are in them."""
    return {"kind": "fold", "caption": caption, "count": count, "blocks": list(blocks)}
