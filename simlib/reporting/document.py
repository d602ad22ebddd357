"""What a report holds, as data: sections of words, tables and figures, from which every format is set.

Cells of a template notebook give sections; a page, a PDF, slides and a workbook are set from the same ones, so that no number is
computed, and no sentence written, twice.
"""

import math
from collections.abc import Iterator
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from simlib.reporting.mime import SECTION


class Described(BaseModel):
    """A part of a report: frozen, and the same again after a journey as JSON."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="constants")


class Number(NamedTuple):
    """One number.

    Attributes:
        text: As it is read.
        exact: As the library gives it, amounts to the cent; NaN where undefined.
        of: What it is: scenario, indicator, point, and day where it is read on one, parted by bars.
        unit: Its unit, as indicators name theirs; empty where it has none.
    """

    text: str
    exact: float
    of: str
    unit: str = ""

    @property
    def is_known(self) -> bool:
        """Whether it is defined."""
        return math.isfinite(self.exact)


class Cell(Described):
    """One cell of a table.

    Attributes:
        lines: Its words, one after the other.
        help: What they mean, in small letters.
        number: Its value, where it is a number.
        before: The base's, where it shows both.
        change: The difference from the base.
        low: Lower end of the 95 % interval of the change.
        high: Upper end.
        tone: Whether the change is better, worse, not clear, or neither.
        band: Where the value lies eight times in ten.
        tags: Kind and words of marks, such as where a value comes from.
    """

    lines: tuple[str, ...] = ()
    help: str = ""
    number: Number | None = None
    before: Number | None = None
    change: Number | None = None
    low: Number | None = None
    high: Number | None = None
    tone: str = ""
    band: tuple[Number, Number] | None = None
    tags: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """Its words on one line."""
        return self.number.text if self.number is not None else " · ".join(self.lines)


class Column(Described):
    """The head of a column: its name, a second line in small letters, and how it is set."""

    label: str
    below: str = ""
    style: Literal["words", "figure", "unit", "source", "origin"] = "words"


class Row(Described):
    """One row of a table; that of the base is marked."""

    cells: tuple[Cell, ...]
    is_base: bool = False


class Table(Described):
    """A table.

    Attributes:
        name: What its sheet is called.
        title: Its heading, may be empty.
        columns: Its columns; the first one names the rows.
        rows: Its rows.
        style: How it is set: results, values, changes, register, plan.
        is_folded: Whether it is a long list that opens when asked.
    """

    kind: Literal["table"] = "table"
    name: str
    title: str = ""
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    style: Literal["results", "values", "changes", "register", "plan"] = "values"
    is_folded: bool = False


class Heading(Described):
    """A heading within a section."""

    kind: Literal["heading"] = "heading"
    text: str
    level: Literal[3, 4] = 3


class Paragraph(Described):
    """A paragraph: plain, leading, explaining, a note by the author, or strong."""

    kind: Literal["paragraph"] = "paragraph"
    text: str
    style: Literal["plain", "lead", "strong", "help", "note"] = "plain"


class Bullets(Described):
    """Sentences one below the other, with a heading of their own or none."""

    kind: Literal["bullets"] = "bullets"
    title: str = ""
    help: str = ""
    items: tuple[str, ...]
    style: Literal["plain", "limits", "caution"] = "plain"


class Columns(Described):
    """Lists of sentences side by side."""

    kind: Literal["columns"] = "columns"
    parts: tuple[Bullets, ...]


class Card(Described):
    """A figure that comes first: its value, what it is held against, and the change."""

    label: str
    value: Number
    against: str = ""
    change: str = ""
    interval: str = ""
    tone: str = ""


class Cards(Described):
    """The figures that come first."""

    kind: Literal["cards"] = "cards"
    cards: tuple[Card, ...]


class Definitions(Described):
    """Words and what they mean, folded under a heading."""

    kind: Literal["definitions"] = "definitions"
    title: str
    items: tuple[tuple[str, str], ...]
    note: str = ""


class Title(Described):
    """What stands on the first page.

    Attributes:
        said: What kind of document it is.
        heading: What it is about.
        description: What the firm is.
        facts: Facts about the simulation: name and value.
        client: For whom it is made; may be empty.
        author: By whom; may be empty.
        date: When, in words; may be empty.
        mark: The mark of confidentiality; may be empty.
    """

    kind: Literal["title"] = "title"
    said: str
    heading: str
    description: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    client: str = ""
    author: str = ""
    date: str = ""
    mark: str = ""


class Figure(Described):
    """A figure.

    Attributes:
        name: What its image and its sheet are called.
        title: What it says.
        subtitle: What is drawn.
        sentence: How to read it.
        height: Pixels of its plot.
        spec: Data and layout as JSON text, as plotly.js takes them, the title left out.
        is_wide: Whether it needs more width than a telephone has.
    """

    kind: Literal["figure"] = "figure"
    name: str
    title: str
    subtitle: str = ""
    sentence: str = ""
    height: int
    spec: str
    is_wide: bool = False


Block = Annotated[
    Title | Heading | Paragraph | Bullets | Columns | Cards | Definitions | Table | Figure, Field(discriminator="kind")
]


class Section(Described):
    """A part of a report under one heading; figures that belong to the section before them have none.

    Attributes:
        name: What it is called in `report.yaml`.
        title: Its heading; empty where it goes on with the section before.
        blocks: What it holds.
    """

    name: str
    title: str = ""
    blocks: tuple[Block, ...]

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        from simlib.reporting.markup import in_notebook

        return {SECTION: self.model_dump_json(), **in_notebook(self)}


class Head(Described):
    """What a report says about itself.

    Attributes:
        lang: The reader's language.
        title: Title of the document.
        heading: What it is about.
        footer: What stands at the foot of every page.
        page_word: The word for a page.
        version: Version of the library.
        identity: Digits that stand for what was simulated.
        digests: Digests of the scenarios.
        currency: Currency of all amounts.
    """

    lang: str
    title: str
    heading: str
    footer: str
    page_word: str
    version: str
    identity: str
    digests: tuple[str, ...]
    currency: str


class Document(Described):
    """A whole report."""

    head: Head
    sections: tuple[Section, ...]

    def figures(self) -> Iterator[Figure]:
        """Yield its figures."""
        for section in self.sections:
            yield from (block for block in section.blocks if isinstance(block, Figure))

    def tables(self) -> Iterator[tuple[Section, Table]]:
        """Yield its tables, each with the section it stands in."""
        for section in self.sections:
            yield from ((section, block) for block in section.blocks if isinstance(block, Table))
