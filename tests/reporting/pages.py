"""Pages of reports as tests read them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Read:
    """What a page holds.

    Attributes:
        tags: every element with its attributes.
        numbers: exact values of the numbers shown, by what they are.
        text: the words, without scripts and styles.
    """

    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    numbers: dict[str, set[str]] = field(default_factory=dict)
    text: str = ""

    def elements(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of all elements of a kind."""
        return [attributes for name, attributes in self.tags if name == tag]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.read, self.within = Read(), ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.read.tags.append((tag, attributes))
        self.within = tag
        if tag == "data" and attributes.get("data-of"):
            self.read.numbers.setdefault(str(attributes["data-of"]), set()).add(str(attributes["value"]))

    def handle_endtag(self, tag: str) -> None:
        self.within = ""

    def handle_data(self, data: str) -> None:
        if self.within not in ("script", "style"):
            self.read.text += data


def read(page: str) -> Read:
    """Read a page."""
    reader = _Reader()
    reader.feed(page)
    reader.read.text = " ".join(reader.read.text.replace("\u2060", "").split())
    return reader.read
