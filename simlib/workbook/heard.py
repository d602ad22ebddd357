"""Widgets that hear their kernel on however busy a machine."""

from typing import Any
from uuid import uuid4

import anywidget
import traitlets as t


class Heard(anywidget.AnyWidget):
    """A widget whose browser side finds its own model by name (`hearKernel` in static/dom.js), and so misses nothing that Python says."""

    own = t.Unicode().tag(sync=True)

    def __init__(self, **told: Any) -> None:
        """Say what is given, and the model's name, with the first message: the only one that is sure to be heard."""
        own = uuid4().hex
        super().__init__(model_id=own, own=own, **told)
