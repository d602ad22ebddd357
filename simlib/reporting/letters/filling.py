"""A letter filled: the firm's own template, as plain text, in a sandbox; then set as a page and as the text of an e-mail.

A template is text: the first line the subject, then paragraphs parted by empty lines. A paragraph of lines that begin with ``-`` is a
list, one of lines that begin with ``>`` notes to the sender that are no part of the letter, and ``{{ table }}`` alone the invoices.
Values go in as text and are escaped when the page is set, so that a customer's name is never markup, nor a second line of a header.
"""

import datetime
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import format_date
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from simlib import words
from simlib.errors import ReportError
from simlib.reporting.letters.due import BEFORE_DUE, FORMAL_NOTICE, RECEIPT, Draft, Item
from simlib.reporting.templates import HOMES
from simlib.rules.cash import FIXED_FEE

TABLE = "\ue000"
"""Where the invoices go: no name holds this character, see `plain`."""

LONGEST = 20_000
DEADLINE_DAYS = 8
NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Sender:
    """Whose letters they are.

    Attributes:
        name: The firm's name; a place to be filled in where it is not given.
    """

    name: str = ""


@dataclass(frozen=True)
class Block:
    """A part of a letter: ``text``, ``list`` or ``table``."""

    kind: str
    lines: tuple[str, ...] = ()

    @property
    def plain(self) -> str:
        """Its lines, those of a list marked as such."""
        return "\n".join(f"- {line}" if self.kind == "list" else line for line in self.lines)


@dataclass(frozen=True)
class Letter:
    """A letter, filled.

    Attributes:
        draft: What it was filled from.
        lang: Its language.
        subject: Its subject.
        blocks: What it says.
        notes: What its sender is to check.
        header: Heads of the table's columns.
        rows: The table of invoices.
    """

    draft: Draft
    lang: str
    subject: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def mail(self) -> str:
        """The text of an e-mail, the mark that it is a draft before it."""
        parts = [self._lines() if one.kind == "table" else one.plain for one in self.blocks]
        mark = words.text("letters.mark", self.lang)
        subject = words.text("letters.subject", self.lang, subject=self.subject)
        return "\n\n".join([f"*** {mark} ***", subject, *parts]) + "\n"

    def _lines(self) -> str:
        table = (self.header, *self.rows)
        widths = [max(len(row[place]) for row in table) for place in range(len(self.header))]
        return "\n".join(
            "  ".join(
                cell.ljust(width) if place == 0 else cell.rjust(width)
                for place, (cell, width) in enumerate(zip(row, widths, strict=True))
            ).rstrip()
            for row in table
        )


def fill(draft: Draft, lang: str, sender: Sender, templates: Path | None = None) -> Letter:
    """Fill the template of a letter.

    Raises:
        ReportError: The template is not there, cannot be read, or asks for what there is not; one line says where.
    """
    file = template_file(draft.kind, lang, templates)
    said = _said(file, _values(draft, lang, sender))
    if lang == "fr":  # no mark stands at the head of a line
        said = re.sub(r" ([:;!?»])", NO_BREAK + r"\1", said)
    paragraphs = [part.strip("\n") for part in re.split(r"\n\s*\n", said.strip()) if part.strip()]
    if not paragraphs:
        raise ReportError(f"{file}: the letter is empty; its first line is the subject")
    subject, _, more = paragraphs[0].partition("\n")
    blocks, notes = [], []
    for part in ([more] if more.strip() else []) + paragraphs[1:]:
        lines = tuple(line.strip() for line in part.splitlines())
        if all(line.startswith(">") for line in lines):
            notes += [line[1:].strip() for line in lines]
        elif all(line.startswith("- ") for line in lines):
            blocks.append(Block("list", tuple(line[2:].strip() for line in lines)))
        else:
            blocks.append(Block("table") if lines == (TABLE,) else Block("text", lines))
    header, rows = _table(draft, lang)
    return Letter(draft, lang, plain(subject), tuple(blocks), tuple(notes), header, rows)


def template_file(kind: str, lang: str, templates: Path | None = None) -> Path:
    """Return the template of a letter: in the folder given, else as shipped.

    Raises:
        ReportError: It is not there.
    """
    name = f"{kind}.{lang}.txt.j2"
    homes = [templates] if templates is not None else [home / "letters" for home in HOMES]
    for home in homes:
        if (home / name).is_file():
            return home / name
    raise ReportError(f"{homes[-1] / name}: there is no such letter; copy the shipped one there and change it")


def plain(text: str) -> str:
    r"""Return a text in one line, without characters that are not seen: no name breaks a line or turns the writing round.

    >>> plain("Dupont\r\nBcc: x@y.z\u202e")
    'Dupont Bcc: x@y.z'
    """
    seen = (" " if one.isspace() else one for one in text if one.isspace() or unicodedata.category(one)[0] != "C")
    return " ".join("".join(seen).split())


def amount(cents: int, lang: str) -> str:
    """Return an amount to the cent.

    >>> amount(1234550, "en")
    '€12,345.50'
    """
    before, after = words.money_marks(lang)
    return f"{before}{words.number(cents / 100, lang, 2)}{after}"


def long_date(date: datetime.date, lang: str) -> str:
    """Return a date as letters have it.

    >>> long_date(datetime.date(2026, 3, 1), "fr")
    '1 mars 2026'
    """
    return str(format_date(date, "d MMMM y", locale=words.LOCALES[lang]))


@cache
def _sandbox() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True
    )


def _said(file: Path, values: Mapping[str, object]) -> str:
    """Return what a template says; whatever goes wrong in it is told in one line."""
    try:
        said = _sandbox().from_string(file.read_text(encoding="utf-8")).render(values)
    except TemplateSyntaxError as error:
        raise ReportError(f"{file}:{error.lineno}: {error.message}") from None
    except (
        TemplateError,
        UnicodeError,
        OSError,
        ArithmeticError,
        LookupError,
        TypeError,
        ValueError,
        OverflowError,
    ) as error:
        known = ", ".join(sorted(values))
        raise ReportError(f"{file}: {' '.join(str(error).split())}; a letter may use: {known}") from None
    if len(said) > LONGEST:
        raise ReportError(f"{file}: the letter is longer than {LONGEST} characters")
    return said


def _values(draft: Draft, lang: str, sender: Sender) -> dict[str, Any]:
    """Return what a template may use: texts, and numbers to count by."""
    late = [one.days_late for one in draft.items]
    dues = [one.due for one in draft.items]
    return {
        "customer": plain(draft.customer),
        "segment": plain(draft.segment),
        "sender": plain(sender.name) or words.text("letters.sender", lang),
        "date": long_date(draft.date, lang),
        "deadline": long_date(draft.date + datetime.timedelta(days=DEADLINE_DAYS), lang),
        "deadline_days": DEADLINE_DAYS,
        "count": len(draft.items),
        "number": plain(draft.items[0].number),
        "oldest_due": long_date(min(dues), lang),
        "days_late": max(late),
        "open": amount(draft.open, lang),
        "paid": amount(draft.paid, lang),
        "is_settled": all(one.open == 0 for one in draft.items),
        "interest": amount(draft.interest, lang),
        "fee": amount(FIXED_FEE, lang),
        "fees": amount(draft.fees, lang),
        "claimed": amount(draft.open + draft.interest + draft.fees, lang),
        "rate": words.percent(draft.rate, lang, 2),
        "table": TABLE,
    }


def _table(draft: Draft, lang: str) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return heads and rows of the invoices, as a letter of this kind shows them."""
    columns = {
        BEFORE_DUE: ("number", "issued", "due", "open"),
        FORMAL_NOTICE: ("number", "issued", "due", "days_late", "open", "interest"),
        RECEIPT: ("number", "issued", "paid_on", "paid", "left"),
    }.get(draft.kind, ("number", "issued", "due", "days_late", "open"))
    header = tuple(words.text(f"letters.column.{name}", lang) for name in columns)
    return header, tuple(tuple(_cell(one, name, lang) for name in columns) for one in draft.items)


def _cell(item: Item, name: str, lang: str) -> str:
    if name == "number":
        return plain(item.number)
    if name == "days_late":
        return words.number(item.days_late, lang)
    value = item.open if name == "left" else getattr(item, name)
    return words.date_text(value, lang) if isinstance(value, datetime.date) else amount(value, lang)
