"""A report set as one HTML page that opens offline and prints."""

import base64
import hashlib
from importlib.resources import files
from pathlib import Path

from simlib.reporting.brand import LOGOS, Brand
from simlib.reporting.document import Document


def page_of(document: Document, brand: Brand | None = None, *, is_one_page: bool = False) -> str:
    """Return the page of a report: styles, scripts and data within it, nothing fetched.

    Args:
        document: The report.
        brand: What it bears of its author.
        is_one_page: Whether it shall fit on one sheet.
    """
    from simlib import charts
    from simlib.reporting.markup import page_markup

    brand = Brand() if brand is None else brand
    scripts = [charts.plotly_script(), asset("page.js")]
    return page_markup(
        document,
        scripts=scripts,
        hashes=[_hash(script) for script in scripts],
        style=style_of(document, brand),
        logo=_data_of(brand.logo) if brand.logo is not None else "",
        client=brand.client,
        one_page=is_one_page,
    )


def style_of(document: Document, brand: Brand) -> str:
    """Return the style sheet of a page: ours, the brand's colours, and the foot of its sheets."""
    foot, page = css_text(document.head.footer), css_text(f"{document.head.page_word} ")
    colours = f".simlib-report {{ --brand: {brand.colours.brand}; --accent: {brand.colours.accent}; }}"
    sheets = (
        f"@page {{ @bottom-left {{ content: {foot}; }} "
        f'@bottom-right {{ content: {page} counter(page) " / " counter(pages); }} }}'
    )
    return "\n".join((asset("content.css"), asset("page.css"), colours, sheets))


def css_text(text: str) -> str:
    r"""Return words as a string of a style sheet that nothing in them can end.

    >>> css_text('a"</style>')
    '"a\\22 \\3c \\2f style\\3e "'
    """
    return '"' + "".join(one if one.isalnum() or one in " ·.,-" else f"\\{ord(one):x} " for one in text) + '"'


def asset(name: str) -> str:
    """Return a style sheet or script of the page."""
    return files("simlib.reporting").joinpath("page", name).read_text(encoding="utf-8")


def _data_of(logo: Path) -> str:
    """Return a logo as an address that holds it."""
    kind = LOGOS[logo.suffix.lower()]
    return f"data:{kind};base64,{base64.b64encode(logo.read_bytes()).decode()}"


def _hash(script: str) -> str:
    """Return the hash by which a page allows a script of its own, and no other."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
