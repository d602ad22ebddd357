"""What a reader tells the user, in the user's language."""

import datetime
from dataclasses import dataclass
from pathlib import Path

from simlib.words import number, percent, text


@dataclass(frozen=True)
class Cents:
    """An amount inside a notice."""

    cents: int


@dataclass(frozen=True)
class Labelled:
    """Amounts inside a notice, each after its name, in whole units: `net30 1,200, net60 0`."""

    cents: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Rows:
    """A number of rows inside a notice: `1 row`, `12 rows`."""

    rows: int


@dataclass(frozen=True)
class Invoices:
    """A number of invoices, with its verb: `1 invoice is`, `12 invoices are`."""

    invoices: int


@dataclass(frozen=True)
class Share:
    """A share inside a notice."""

    share: float


@dataclass(frozen=True)
class Joined:
    """Some texts inside a notice, with the catalogue's words between them."""

    between: str
    parts: tuple[str, ...]


class Notice(str):
    """A line of the catalogue with its values: a text in English, which can be told in another language.

    >>> notice = Notice("reader.short_history", days=90)
    >>> notice.told("fr") != str(notice)
    True
    """

    key: str
    values: dict[str, object]

    def __new__(cls, key: str, **values: object) -> "Notice":
        """Return the notice of a key of the catalogue."""
        notice = super().__new__(cls, _told(key, "en", values))
        notice.key, notice.values = key, values
        return notice

    def told(self, lang: str) -> str:
        """Return the notice in a language."""
        return _told(self.key, lang, self.values)


def told(line: str, lang: str) -> str:
    """Return a line in a language where the catalogue has it; else as it is."""
    return line.told(lang) if isinstance(line, Notice) else line


def complaint(error: Exception, lang: str) -> str:
    """Return what an error says, in a language where it says a notice; its kind where it says nothing."""
    said = error.args[0] if error.args else ""
    return told(said, lang) if isinstance(said, Notice) else str(error) or type(error).__name__


def _told(key: str, lang: str, values: dict[str, object]) -> str:
    return text(key, lang, **{name: _shown(value, lang) for name, value in values.items()})


def _shown(value: object, lang: str) -> str:
    if isinstance(value, Cents):
        return number(value.cents / 100, lang, 2)
    if isinstance(value, Labelled):
        return "; ".join(f"{name} {number(cents / 100, lang)}" for name, cents in value.cents)
    if isinstance(value, Rows):
        return text("reader.row" if value.rows == 1 else "reader.rows", lang, rows=str(value.rows))
    if isinstance(value, Invoices):
        return text("reader.invoice_is" if value.invoices == 1 else "reader.invoices_are", lang, n=str(value.invoices))
    if isinstance(value, Share):
        return percent(value.share, lang)
    if isinstance(value, Joined):
        return text(value.between, lang).join(told(part, lang) for part in value.parts)
    if isinstance(value, Notice):
        return value.told(lang)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, int):
        return number(value, lang)
    if isinstance(value, Path):
        return str(value)
    return str(value)
