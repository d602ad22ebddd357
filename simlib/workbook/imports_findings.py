"""What reading a ledger found, as the page says it: rows and amounts, what was rejected and why, what deserves a look."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simlib import words
from simlib.readers.notices import complaint, told

if TYPE_CHECKING:
    from simlib.readers import Imported

SHOWN = 8
"""Rejected rows that are shown."""

LONGEST_ROW = 160
_FATES = ("read", "accepted", "rejected", "ignored")


@dataclass(frozen=True)
class Findings:
    """What reading a ledger found.

    Attributes:
        imported: The ledger; None where it cannot be read.
        fault: Why not.
        facts: What it holds, see `simlib check --json`.
    """

    imported: "Imported | None"
    fault: Exception | None = None
    facts: Any = None


def findings(imported: "Imported") -> Findings:
    """Return what a ledger holds."""
    from simlib.readers import CheckReport

    return Findings(imported, facts=CheckReport(imported, None).to_json())


def found_told(found: Findings | None, plain: Callable[[str], str], lang: str) -> dict[str, Any]:
    """Return findings as plain values.

    Args:
        found: The findings; None before anything is read.
        plain: Calls files as on the page.
        lang: The reader's language.
    """
    if found is None:
        return {}
    if found.imported is None:
        return {"fault": plain(complaint(found.fault, lang)) if found.fault else ""}
    imported, counts = found.imported, found.imported.counts
    return {
        "fault": "",
        "head": [
            words.text("imports.rows", lang),
            *(words.text("reader.total.amount", lang, currency=name) for name in counts.currencies),
        ],
        "rows": [
            {
                "name": fate,
                "label": words.text(f"imports.{fate}", lang),
                "cells": [
                    words.number(getattr(counts, f"rows_{fate}"), lang),
                    *(_money(getattr(counts, f"amount_{fate}").get(name, 0), lang) for name in counts.currencies),
                ],
            }
            for fate in _FATES
        ],
        "lines": _lines(found, lang),
        "warnings": [plain(told(line, lang)) for line in imported.warnings],
        "rejects": [
            {"line": words.number(int(line), lang), "reason": plain(str(reason)), "row": str(row)[:LONGEST_ROW]}
            for _, line, reason, row in imported.rejects[["file", "line", "reason", "row"]]
            .head(SHOWN)
            .itertuples(index=False)
        ],
        "rejected": len(imported.rejects),
    }


def _lines(found: Findings, lang: str) -> list[str]:
    """Return what the ledger holds, in sentences."""
    imported, facts = found.imported, found.facts
    assert imported is not None
    lines = [
        words.text(
            "reader.total.ledger",
            lang,
            invoices=words.number(facts["invoices"] + facts.get("credit_notes", 0), lang),
            customers=words.number(facts["customers"], lang),
            payments=words.number(facts["payments"], lang),
            first=_date(facts["first_date"], lang),
            last=_date(facts["last_date"], lang),
        )
    ]
    lines += [
        words.text("reader.total.open", lang, amount=_money(cents, lang), currency=name)
        for name, cents in sorted(imported.open_by_currency.items())
    ]
    if imported.counts.amounts_unreadable:
        lines.append(
            words.text("reader.total.unreadable", lang, amounts=words.number(imported.counts.amounts_unreadable, lang))
        )
    if imported.fec is not None:
        lines += [told(line, lang) for line in imported.fec.notices()]
    return [line[:1].upper() + line[1:] for line in lines]


def _date(text: str | None, lang: str) -> str:
    return words.date_text(datetime.date.fromisoformat(text), lang) if text else words.UNDEFINED


def _money(cents: int, lang: str) -> str:
    return words.number(cents / 100, lang, 2)
