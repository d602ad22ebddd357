"""Sections as markup; every value is escaped, whatever a name holds."""

import json
import re
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from simlib import words
from simlib.reporting.document import Document, Figure, Number, Section
from simlib.reporting.mime import PLOTLY

STYLED = "simlib-report"
"""The class that the style sheet of reports is for."""

JOINER = "\u2060"
_SIGN = re.compile(r"[+\u2212](?=[$€£¥])")


def markup_of(section: Section, lang: str) -> str:
    """Return the markup of a section."""

    def t(key: str, **values: object) -> str:
        return words.text(f"report.{key}", lang, **values)

    return _environment().get_template("section.html.j2").render(section=section, t=t, lang=lang)


def in_notebook(section: Section) -> dict[str, Any]:
    """Return how a notebook shows a section: as a figure that answers, or as markup."""
    figures = [block for block in section.blocks if isinstance(block, Figure)]
    if figures:
        return {PLOTLY: json.loads(figures[0].spec), "text/plain": figures[0].title}
    markup = markup_of(section, words.languages[0])
    return {"text/html": f'<div class="{STYLED}">\n{markup}\n</div>', "text/plain": section.title}


def page_markup(document: Document, *, style: str, scripts: list[str], **resources: Any) -> str:
    """Return the markup of a whole page; style and scripts come with the package and stand as they are."""
    bodies = [Markup(markup_of(section, document.head.lang)) for section in document.sections]  # noqa: S704
    own = {"style": Markup(style), "scripts": [Markup(script) for script in scripts]}  # noqa: S704
    return _environment().get_template("page.html.j2").render(document=document, bodies=bodies, **own, **resources)


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
    made.filters["script_json"] = script_json
    return made


def unbreakable(value: Any) -> Any:
    """Return words in which no sign is parted from the currency that follows it; any other value as it is."""
    return _SIGN.sub(f"\\g<0>{JOINER}", value) if type(value) is str else value


def script_json(text: str) -> Markup:
    r"""Return JSON text that cannot end the script element it stands in.

    >>> str(script_json('"</script>"'))
    '"\\u003c/script\\u003e"'
    """
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(safe)  # noqa: S704  # nothing is left that could end the element


def _exact(number: Number) -> str:
    """Return a number with all its digits."""
    return "" if number.exact != number.exact else repr(float(number.exact))
