"""A sketch: one figure, with a few sliders or none, drawn as on the page of the levers."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from simlib import words
from simlib.workbook.blocks import chart
from simlib.workbook.page import Page, plotly_carrier, say_again

Draw = Callable[[Mapping[str, Any]], go.Figure]
Knob = dict[str, Any]

GROUP = "knobs"
WORDS = {"reset": "story.reset", "resetOne": "story.reset", "today": "story.first", "help": "page.help"}
"""Words that the browser needs, by the name it calls them."""


def slider(name: str, low: int, high: int, first: int, lang: str, after: str = "") -> Knob:
    """Return a control of a whole number, called after a key of the catalogue."""
    return _knob(name, first, lang) | {"kind": "integer", "minimum": low, "maximum": high, "step": 1, "after": after}


def choice(name: str, choices: Mapping[str, str], first: str, lang: str) -> Knob:
    """Return a control of one of some values, each with its label."""
    options = [{"value": value, "label": label} for value, label in choices.items()]
    return _knob(name, first, lang) | {"kind": "choice", "choices": options, "minimum": 0, "maximum": 1, "step": 1}


def _knob(name: str, first: Any, lang: str) -> Knob:
    return {
        "path": name,
        "group": GROUP,
        "name": words.text(f"story.knob.{name}", lang),
        "of": "",
        "help": words.text(f"story.knob.{name}.help", lang),
        "today": first,
        "choices": [],
        "before": "",
        "after": "",
        "beforeNegative": words.MINUS,
        "factor": 1.0,
        "digits": 0,
    }


def sketch(draw: Draw, lang: str, knobs: Sequence[Knob] = ()) -> Page:
    """Return a figure that follows its sliders; it is drawn from their values by name."""
    values = {knob["path"]: knob["today"] for knob in knobs}
    page = Page(
        part="sketch",
        library=f"IPY_MODEL_{plotly_carrier().model_id}",
        lang=lang,
        words={name: words.text(key, lang) for name, key in WORDS.items()}
        | {"controls": words.text("story.knobs", lang)},
        groups=[{"name": GROUP, "label": ""}],
        knobs=list(knobs),
        values=values,
        active="sketch",
        content=_drawn(draw(values)),
    )

    def follow(_: object) -> None:
        moved = dict(page.values)
        for order in page.orders:
            if order["n"] > page.answered:
                moved = {**moved, order["path"]: order["value"]} if order["verb"] == "move" else dict(values)
        with page.hold_sync():
            page.values = moved
            page.content = _drawn(draw(moved))
            page.answered = page.asked

    page.observe(follow, "asked")
    page.on_msg(say_again)
    return page


def _drawn(figure: go.Figure) -> dict[str, Any]:
    return {"name": "sketch", "blocks": [chart(figure)], "busy": False, "text": ""}
