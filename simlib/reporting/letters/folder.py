"""Letters written to a folder: each as a page to be printed, e-mails as text too, and a page that lists them all."""

import os
import re
import shutil
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from simlib import words
from simlib.errors import ReportError
from simlib.reporting.letters.due import FORMAL_NOTICE, KINDS, Draft
from simlib.reporting.letters.filling import Letter, Sender, amount, fill, long_date, plain

INDEX = "index.html"
OWN = re.compile(r"index\.html|[0-9]{3,}-[a-z0-9-]+-[a-z0-9_]+\.(html|txt)")
"""What letters and their list are called: a folder of anything else is not replaced."""


@dataclass(frozen=True)
class Listed:
    """A letter in the list."""

    customer: str
    subject: str
    amount: str
    page: str
    mail: str


def write_letters(
    drafts: Sequence[Draft], folder: Path, *, lang: str, sender: Sender | None = None, templates: Path | None = None
) -> list[Path]:
    """Write letters to a folder of their own, and return its files, the list first.

    All of them are there, or none: they are made in a hidden folder, which then takes the place of an earlier one.

    Raises:
        ReportError: A template cannot be used, or the folder holds other things than letters.
    """
    if folder.exists() and not all(OWN.fullmatch(path.name) for path in folder.iterdir()):
        raise ReportError(f"{folder}: it holds other things than letters; give another folder")
    letters = [fill(one, lang, sender or Sender(), templates) for one in drafts]
    names = [f"{place:03d}-{_slug(one.customer)}-{one.kind}" for place, one in enumerate(drafts, start=1)]
    draft = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    try:
        draft.mkdir(parents=True)
        written = [INDEX]
        (draft / INDEX).write_text(_index(letters, names, lang), encoding="utf-8")
        for letter, name in zip(letters, names, strict=True):
            (draft / f"{name}.html").write_text(_page(letter, sender or Sender()), encoding="utf-8")
            written.append(f"{name}.html")
            if letter.draft.kind != FORMAL_NOTICE:  # which goes by registered post
                (draft / f"{name}.txt").write_text(letter.mail, encoding="utf-8")
                written.append(f"{name}.txt")
        if folder.exists():
            folder.rename(draft / ".before")
        # The old folder moves within the new one for a moment; it goes with the next line but one.
        draft.rename(folder)
        shutil.rmtree(folder / ".before", ignore_errors=True)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return [folder / name for name in written]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("simlib.reporting.letters", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["marked"] = _marked
    return environment


def _marked(text: str) -> Markup:
    """Return a text in which what is still to be filled in, such as [IBAN], stands out."""
    return Markup(re.sub(r"\[[^\[\]]{1,80}\]", r"<mark>\g<0></mark>", str(escape(text))))  # noqa: S704  # escaped before


def _page(letter: Letter, sender: Sender) -> str:
    def t(key: str, **values: object) -> str:
        return words.text(f"letters.{key}", letter.lang, **values)

    return (
        _environment()
        .get_template("letter.html.j2")
        .render(
            letter=letter,
            lang=letter.lang,
            t=t,
            index=INDEX,
            customer=plain(letter.draft.customer),
            sender=plain(sender.name) or t("sender"),
            date=long_date(letter.draft.date, letter.lang),
        )
    )


def _index(letters: Sequence[Letter], names: Sequence[str], lang: str) -> str:
    def t(key: str, **values: object) -> str:
        return words.text(f"letters.{key}", lang, **values)

    groups = []
    for kind in KINDS:
        own = [(one, name) for one, name in zip(letters, names, strict=True) if one.draft.kind == kind]
        if own:
            total = amount(sum(one.draft.paid or one.draft.open for one, _ in own), lang)
            groups.append((words.text(f"letters.kind.{kind}", lang), total, [_listed(one, name) for one, name in own]))
    date = long_date(letters[0].draft.date, lang) if letters else ""
    return (
        _environment()
        .get_template("index.html.j2")
        .render(groups=groups, date=date, count=len(letters), lang=lang, t=t)
    )


def _listed(letter: Letter, name: str) -> Listed:
    draft = letter.draft
    mail = f"{name}.txt" if draft.kind != FORMAL_NOTICE else ""
    return Listed(
        plain(draft.customer), letter.subject, amount(draft.paid or draft.open, letter.lang), f"{name}.html", mail
    )


def _slug(name: str) -> str:
    """Return a name fit for a file: small letters, digits and hyphens.

    >>> _slug("=HYPERLINK(A1); É. Dupont & Fils")
    'hyperlink-a1-e-dupont-fils'
    """
    ascii_ = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_.lower()).strip("-")[:40].strip("-") or "customer"
