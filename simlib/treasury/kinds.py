"""The kinds of what comes and goes, each with its part of the table; read by name in either language."""

from functools import cache

from simlib.locale import CATALOGUE
from simlib.readers.headers import normal
from simlib.treasury.variance_forecast import Key
from simlib.words import languages, text

CUSTOMERS: Key = ("receipts", "customers")

KINDS: dict[str, tuple[str, ...]] = {
    "receipts": ("customers", "vat_back", "insurer", "other_receipts"),
    "disbursements": (
        "suppliers", "collection", "payroll", "social_charges", "vat", "corporate_tax", "rent", "loans", "investments", "one_offs",
        "insurance", "factoring", "interest", "fixed", "scheduled",
    ),
    "financing": ("factor", "credit_line", "discounting"),
}  # fmt: skip
"""Every kind that a plan may hold, by part of the table."""


def kind_label(kind: str, lang: str) -> str:
    """Return what a kind is called."""
    key = f"kind.{kind}"
    return text(key, lang) if key in CATALOGUE else kind


def kind_of(name: str) -> Key | None:
    """Return the part and the kind that a name means: the kind's own, or its label in French or English; None where it means none.

    >>> kind_of("Charges sociales"), kind_of("payroll"), kind_of("luck")
    (('disbursements', 'social_charges'), ('disbursements', 'payroll'), None)
    """
    return _by_name().get(normal(name))


def known_kinds() -> list[str]:
    """Return every kind's name."""
    return [kind for kinds in KINDS.values() for kind in kinds]


@cache
def _by_name() -> dict[str, Key]:
    return {
        normal(name): (part, kind)
        for part, kinds in KINDS.items()
        for kind in kinds
        for name in (kind, *(text(f"kind.{kind}", lang) for lang in languages))
    }
