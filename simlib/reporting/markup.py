"""Sections of a report as markup; every value is escaped, whatever a name holds."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from simlib import words
from simlib.reporting.numbers import Number

STYLED = "simlib-report"
"""The class that the style sheet of reports is for."""

JOINER = "\u2060"
_SIGN = re.compile(r"[+\u2212](?=[$€£¥])")


@dataclass(frozen=True)
class Section:
    """A part of a report, shown by notebooks as what it is."""

    markup: str

    def _repr_html_(self) -> str:
        return f'<div class="{STYLED}">\n{self.markup}\n</div>'


def section(name: str, lang: str, **content: Any) -> Section:
    """Return a section: its template filled in, texts in a language through ``t``."""

    def t(key: str, **values: object) -> str:
        return words.text(f"report.{key}", lang, **values)

    return Section(_environment().get_template(f"{name}.html.j2").render(content, t=t, lang=lang))


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("simlib.reporting", "sections"),
        autoescape=True,
        finalize=unbreakable,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["exact"] = _exact
    return made


def unbreakable(value: Any) -> Any:
    """Return words in which no sign is parted from the currency that follows it; any other value as it is."""
    return _SIGN.sub(f"\\g<0>{JOINER}", value) if type(value) is str else value


def _exact(number: Number) -> str:
    """Return a number with all its digits."""
    return "" if number.exact != number.exact else repr(float(number.exact))
