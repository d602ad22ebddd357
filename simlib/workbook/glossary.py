"""The glossary: what each term of the page means, where the definition comes from, and by which words the page recognises it."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from simlib import words
from simlib.workbook.blocks import Block, cell, column, grid, text

TERMS = (
    "dso", "count_back", "bfr", "receivables", "overdue", "ageing", "dpo", "reminder", "formal_notice", "dispute", "promise", "terms",
    "end_of_month", "late_fee", "discount", "factoring", "bad_debt", "overdraft", "matching", "fec", "vat", "credit_limit", "replication",
    "interval", "lever", "scenario",
)  # fmt: skip
"""The terms, in the order in which a reader meets them."""


@dataclass(frozen=True)
class Term:
    """One term in one language.

    Attributes:
        name: Its name in the catalogue.
        term: The term.
        forms: The words by which it is recognised, the term among them.
        meaning: What it means.
        source: Where the definition comes from.
    """

    name: str
    term: str
    forms: tuple[str, ...]
    meaning: str
    source: str


@cache
def glossary(lang: str) -> tuple[Term, ...]:
    """Return the terms in a language."""
    return tuple(_term(name, lang) for name in TERMS)


def _term(name: str, lang: str) -> Term:
    forms = tuple(form.strip() for form in words.text(f"term.{name}", lang).split("|"))
    return Term(name, forms[0], forms, words.text(f"meaning.{name}", lang), words.text(f"defined.{name}", lang))


def glossary_told(lang: str) -> list[dict[str, Any]]:
    """Return the terms as plain values, for the browser to explain them where they stand."""
    return [
        {"term": one.term, "forms": list(one.forms), "meaning": one.meaning, "source": one.source}
        for one in glossary(lang)
    ]


def glossary_blocks(lang: str) -> list[Block]:
    """Return the glossary as a table."""
    columns = [column("term", lang), column("meaning", lang), column("source", lang)]
    rows = [[cell(one.term), cell(one.meaning), cell(one.source)] for one in glossary(lang)]
    return [text(words.text("glossary.intro", lang)), grid(columns, rows, words.text("tab.glossary", lang))]
