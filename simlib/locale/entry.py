"""One text of the catalogue."""

from typing import NamedTuple


class Entry(NamedTuple):
    """The same text in both languages; names in braces stand for values."""

    fr: str
    en: str
