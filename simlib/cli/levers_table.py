"""Levers as rows of a table and as objects of JSON."""

from typing import Any

from simlib.scenario import Lever


def lever_object(lever: Lever) -> dict[str, Any]:
    """Return all that is declared of a lever, words in both languages."""
    return {
        "path": lever.path,
        "pattern": lever.pattern,
        "group": lever.group,
        "label": {lang: lever.label(lang) for lang in ("fr", "en")},
        "help": {lang: lever.help(lang) for lang in ("fr", "en")},
        "kind": lever.kind,
        "unit": lever.unit,
        "minimum": lever.minimum,
        "maximum": lever.maximum,
        "step": lever.step,
        "choices": list(lever.choices),
        "default": lever.default,
        "value": lever.value,
        "source": lever.source,
        "moves": lever.moves,
        "direction": lever.direction,
        "reading": lever.reading,
        "headline": lever.headline,
    }


def lever_rows(levers: tuple[Lever, ...], lang: str) -> tuple[list[str], list[list[str]]]:
    """Return the header and the rows of the table of levers."""
    header = ["path", "label", "value", "minimum", "maximum", "unit", "moves"]
    return header, [
        [
            lever.path,
            lever.label(lang),
            shown(lever.value),
            shown(lever.minimum),
            shown(lever.maximum),
            lever.unit_label(lang),
            f"{'+' if lever.direction > 0 else '-'}{lever.moves}",
        ]
        for lever in levers
    ]


def shown(value: object) -> str:
    """Return a value in a table: a number as it is written, nothing where there is none."""
    if value is None:
        return ""
    return f"{value:.12g}" if isinstance(value, float) else str(value)
