"""Values of levers as people read them."""

import math
from dataclasses import dataclass
from typing import Any

from simlib import words
from simlib.scenario import Lever

MORE_DIGITS = 2
"""Decimals that a value may have beyond those of its lever's step."""


@dataclass(frozen=True)
class Marks:
    """How a lever's numbers are written.

    Attributes:
        before: What stands before a number.
        after: What stands behind it.
        factor: What it is multiplied by to be shown.
        digits: Its decimals.
        before_negative: What stands before a number below zero, in place of its sign.
    """

    before: str
    after: str
    factor: float
    digits: int
    before_negative: str = words.MINUS


def marks_of(lever: Lever, lang: str, currency: str = "EUR") -> Marks:
    """Return how a lever's numbers are written in a language."""
    if lever.unit == "share":
        return Marks("", words.percent_mark(lang), 100.0, _digits(lever.step * 100.0))
    digits = _digits(lever.step)
    if lever.unit == "factor":
        return Marks("×" + words.NO_BREAK, "", 1.0, digits)
    if lever.unit == "EUR":
        before, after = words.money_marks(lang, currency)
        return Marks(before, after, 1.0, digits, words.MINUS + before)
    unit = lever.unit_label(lang)
    if lever.unit == "days_from_due":
        after, before = (words.text(key, lang) + words.NO_BREAK for key in ("lever.after_due", "lever.before_due"))
        return Marks(after, words.NO_BREAK + words.text("unit.days", lang), 1.0, digits, before)
    if lever.unit == "day_of_month":
        before, after = words.text("lever.on_day", lang), words.text("lever.of_month", lang)
        return Marks(before + words.NO_BREAK, words.NO_BREAK + after, 1.0, digits)
    return Marks("", words.NO_BREAK + unit if unit else "", 1.0, digits)


def lever_text(lever: Lever, value: Any, lang: str, currency: str = "EUR") -> str:
    """Return a value of a lever with its unit."""
    if lever.kind == "choice":
        return lever.choice_label(value, lang)
    marks = marks_of(lever, lang, currency)
    scaled = value * marks.factor
    finer = range(marks.digits, marks.digits + MORE_DIGITS)
    digits = next(
        (n for n in finer if math.isclose(scaled, round(scaled, n), abs_tol=1e-9)), marks.digits + MORE_DIGITS
    )
    before = marks.before_negative if scaled < 0 else marks.before
    return f"{before}{words.number(abs(scaled), lang, digits)}{marks.after}"


def _digits(step: float) -> int:
    """Return how many decimals a step needs."""
    return max(0, -math.floor(math.log10(step) + 1e-9))
