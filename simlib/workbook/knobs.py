"""What a page needs to know of a lever to draw its control, taken from the lever's declaration."""

from typing import Any

from simlib.charts.lever_text import marks_of
from simlib.scenario import Lever


def knob(lever: Lever, lang: str, currency: str = "EUR") -> dict[str, Any]:
    """Return a control's words, bounds and number format in a language, as plain values."""
    name, *qualifiers = lever.label(lang).split(" · ")
    low, high = lever.span
    marks = marks_of(lever, lang, currency)
    return {
        "path": lever.path,
        "group": lever.group,
        "kind": lever.kind,
        "name": name,
        "of": " · ".join(qualifiers),
        "help": lever.help(lang),
        "minimum": low,
        "maximum": high,
        "step": lever.step,
        "today": lever.value,
        "choices": [{"value": choice, "label": lever.choice_label(choice, lang)} for choice in lever.choices],
        "before": marks.before,
        "after": marks.after,
        "beforeNegative": marks.before_negative,
        "factor": marks.factor,
        "digits": marks.digits,
    }
