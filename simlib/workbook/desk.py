"""What the panels of the page are drawn with: a widget that is told plain values, and what it is asked by the browser."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import traitlets as t

from simlib import words
from simlib.errors import ScenarioError, SimlibError
from simlib.readers.notices import complaint
from simlib.workbook.heard import Heard

_STATIC = Path(__file__).parent / "static"

Said = Mapping[str, Any]
Act = Callable[[Said], None]


class Refusal(ScenarioError):  # noqa: N818  # it names what happened to a wish, not a fault of the program
    """Something that a panel does not do, said in the reader's language: an entry of the catalogue with its values."""

    def __init__(self, key: str, **values: object) -> None:
        """Take the entry."""
        super().__init__(words.text(key, "en", **values))
        self.key, self.values = key, values

    def told(self, lang: str) -> str:
        """Return it in a language."""
        return words.text(self.key, lang, **self.values)


def static(*names: str) -> str:
    """Return static files, one after the other."""
    return "\n".join((_STATIC / name).read_text(encoding="utf-8") for name in names)


class Sheet(Heard):
    """The widget of a panel: it computes nothing, and shows what it is told, texts as texts.

    What Python says: `lang`, `words` (texts by name) and `told` (whatever the panel shows). What the browser says comes as messages with a
    `verb`; ``drawn`` asks for everything again.
    """

    lang = t.Unicode("fr").tag(sync=True)
    words = t.Dict().tag(sync=True)
    told = t.Dict().tag(sync=True)


class Desk:
    """A panel behind a sheet: hears what the browser asks, and says what came of it in one line.

    Attributes:
        widget: What the page shows in the tab.
        lang: The language that it speaks.
    """

    sheet: type[Sheet] = Sheet
    words: Mapping[str, str] = MappingProxyType({})
    """Keys of the catalogue, by the name that the browser calls them."""

    def __init__(self) -> None:
        """Draw nothing yet."""
        self.widget = self.sheet()
        self.lang = "fr"
        self._line: Callable[[str], str] = lambda _: ""
        self._is_fault = False
        self.widget.on_msg(self._heard)

    def acts(self) -> Mapping[str, Act]:
        """Return what the browser may ask for, by verb."""
        raise NotImplementedError

    def shown(self) -> dict[str, Any]:
        """Return what the panel shows now, as plain values."""
        raise NotImplementedError

    def speak(self, lang: str) -> None:
        """Say everything in a language."""
        self.lang = lang
        with self.widget.hold_sync():
            self.widget.lang = lang
            self.widget.words = {name: words.text(key, lang) for name, key in self.words.items()}
            self.tell()

    def update(self) -> None:
        """Show what is new."""
        self.tell()

    def tell(self) -> None:
        """Send what the panel shows now."""
        self.widget.told = self.shown() | {"line": self._line(self.lang), "fault": self._is_fault}

    def say(self, key: str = "", **values: object) -> None:
        """Say one line of the catalogue, in whatever language is spoken; nothing where no key is given."""
        self._line = (lambda lang: words.text(key, lang, **values)) if key else (lambda _: "")
        self._is_fault = False

    def complain(self, error: Exception) -> None:
        """Say in one line what went wrong."""
        self._line = lambda lang: self.plain(error.told(lang) if isinstance(error, Refusal) else complaint(error, lang))
        self._is_fault = True

    def plain(self, line: str) -> str:
        """Return what went wrong as the page says it: in one line."""
        return re.sub(r"[ \t\r\n]+", " ", line).strip()

    def _heard(self, _: Sheet, said: Said, buffers: list[Any]) -> None:
        """Do what the browser asks; what cannot be done is said, and nothing is lost by it."""
        if not isinstance(said, Mapping) or said.get("verb") == "drawn":
            self.widget.send_state()
            return
        act = self.acts().get(str(said.get("verb")))
        if act is None:
            return
        self.say()
        try:
            act({**said, "buffers": buffers})
        except SimlibError as error:
            self.complain(error)
        self.tell()
