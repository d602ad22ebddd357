"""What a report bears of its author: `report.yaml`, read and checked.

Client, logo, colours, author, date, mark of confidentiality, whether customers are named, the firm's PowerPoint template, and
free text for any section. It is kept apart from the scenarios, so what somebody wrote is there again when numbers are renewed.
"""

import datetime
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from simlib import words
from simlib.errors import ReportError, ScenarioError
from simlib.scenario.fields import nearest
from simlib.scenario.yaml_text import Value, read_mapping

FILE = "report.yaml"
LARGEST_LOGO = 2_000_000
LOGOS = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
LONGEST = 200

Said = str | dict[str, str]
"""Words for both languages, or for each: ``{fr: ..., en: ...}``."""


class Colours(BaseModel):
    """Colours of headings and lines. Those of the figures stay: they are ones that all eyes tell apart."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    brand: str = "#0b4f6c"
    accent: str = "#0072b2"

    @field_validator("brand", "accent")
    @classmethod
    def _is_colour(cls, value: str) -> str:
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
            raise ValueError("a colour is written in quotes as six hex digits, such as '#0b4f6c'")
        return value.lower()


class Brand(BaseModel):
    """What a report bears.

    Attributes:
        client: For whom it is made.
        title: What it is about, in place of the heading made from the scenarios.
        author: By whom.
        date: The date on it.
        confidentiality: A mark on every page.
        logo: A PNG or JPEG file.
        colours: Colours of headings and lines.
        powerpoint: The firm's own presentation, whose masters and layouts slides take.
        anonymise_customers: Whether customers are called by numbers.
        text: Free text by section, in paragraphs parted by empty lines.
        sizes: The size of the payers of a segment, by the name of the segment: for the benchmark.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    client: str = Field("", max_length=LONGEST)
    title: Said = ""
    author: str = Field("", max_length=LONGEST)
    date: datetime.date | None = None
    confidentiality: Said = ""
    logo: Path | None = None
    colours: Colours = Colours()
    powerpoint: Path | None = None
    anonymise_customers: bool = False
    text: Mapping[str, Said] = {}
    sizes: Mapping[str, str] = {}

    def said(self, what: Said, lang: str) -> str:
        """Return words in a language; what is said in another alone is left out."""
        return what if isinstance(what, str) else what.get(lang, "")

    def paragraphs(self, section: str, lang: str) -> tuple[str, ...]:
        """Return what the author wrote for a section."""
        written = self.said(self.text.get(section, ""), lang)
        return tuple(" ".join(part.split()) for part in re.split(r"\n\s*\n", written) if part.strip())


def read_brand(file: Path, *, sections: tuple[str, ...] = (), sizes: tuple[str, ...] = ()) -> Brand:
    """Return what a `report.yaml` says; files named in it lie beside it.

    Args:
        file: The file.
        sections: Names that free text may stand under; any where none is given.
        sizes: Names of sizes of payers; any where none is given.

    Raises:
        ReportError: It cannot be read, a key is unknown or a value not allowed; one line says where.
    """
    try:
        values = read_mapping(file)
        brand = Brand.model_validate({name: one.plain() for name, one in values.items() if one.content is not None})
    except ScenarioError as error:
        raise ReportError(str(error).replace("a scenario", "a report.yaml")) from None
    except ValidationError as error:
        raise ReportError(_told(file, values, error)) from None
    for field, known in (("text", sections), ("sizes", ())):
        for name in getattr(brand, field):
            if known and name not in known:
                raise ReportError(
                    f"{_at(file, values, (field, name))}: {field}.{name}: there is no such section; "
                    f"allowed: {', '.join(known)}.{nearest(name, known)}"
                )
    for name, size in brand.sizes.items():
        if sizes and size not in sizes:
            raise ReportError(
                f"{_at(file, values, ('sizes', name))}: sizes.{name}: found {size!r}; allowed: {', '.join(sizes)}"
            )
    return brand.model_copy(
        update={name: _beside(file, values, name, getattr(brand, name)) for name in ("logo", "powerpoint")}
    )


def beside(spec: str) -> Path | None:
    """Return the `report.yaml` that lies beside the first file of a scenario; None where there is none."""
    first = Path(spec) if Path(spec).is_file() else Path(spec.partition("+")[0].strip())
    found = first.parent / FILE
    return found if found.is_file() else None


def _beside(file: Path, values: Mapping[str, Value], name: str, path: Path | None) -> Path | None:
    """Return the file that a brand names, found beside it."""
    if path is None:
        return None
    found = (file.parent / path).resolve()
    where = f"{_at(file, values, (name,))}: {name}"
    if not found.is_file():
        raise ReportError(f"{where}: there is no file {found}; name one beside {file.name}")
    allowed = tuple(LOGOS) if name == "logo" else (".pptx", ".potx")
    if found.suffix.lower() not in allowed:
        raise ReportError(f"{where}: {found.name} is no file of a kind that can be used; allowed: {', '.join(allowed)}")
    if name == "logo" and found.stat().st_size > LARGEST_LOGO:
        raise ReportError(f"{where}: {found.name} is larger than 2 MB; save it smaller")
    return found


def _told(file: Path, values: Mapping[str, Value], error: ValidationError) -> str:
    """Return one line about the first fault."""
    fault = error.errors()[0]
    path = tuple(str(part) for part in fault["loc"] if part not in ("str", "dict[str,str]"))
    where = f"{_at(file, values, path)}: {'.'.join(path)}"
    if fault["type"] == "extra_forbidden":
        known = list(Colours.model_fields if path[0] == "colours" and len(path) > 1 else Brand.model_fields)
        return f"{where}: there is no such key; allowed: {', '.join(known)}.{nearest(path[-1], known)}"
    said = fault["msg"].removeprefix("Value error, ")
    return f"{where}: found {fault['input']!r}; {said[0].lower()}{said[1:]}"


def _at(file: Path, values: Mapping[str, Value], path: tuple[str, ...]) -> str:
    """Return a file's name and the line of a value."""
    line, here = 0, values.get(path[0]) if path else None
    for part in (*path[1:], None):
        if here is None:
            break
        line = here.line
        here = here.content.get(part) if isinstance(here.content, dict) and part is not None else None
    return f"{file}:{line}" if line else str(file)


def date_of(brand: Brand, date: datetime.date | None, lang: str) -> str:
    """Return the date on a report in words; empty where there is none."""
    shown: Any = date or brand.date
    return words.date_text(shown, lang) if shown is not None else ""
