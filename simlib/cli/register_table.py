"""The register of assumptions as rows of a table and as an object of JSON."""

from collections.abc import Sequence
from typing import Any

from simlib.cli.levers_table import shown
from simlib.scenario import Scenario
from simlib.scenario.register import Assumption, Status


def register_object(scenario: Scenario, found: Sequence[Assumption]) -> dict[str, Any]:
    """Return what ``simlib register --json`` prints: words in both languages."""
    return {
        "scenario": scenario.name,
        "digest": scenario.digest,
        "counts": {str(status): sum(one.status is status for one in found) for status in Status}
        | {"unused": sum(not one.is_used for one in found), "all": len(found)},
        "values": [_object(one) for one in found],
    }


def _object(one: Assumption) -> dict[str, Any]:
    said = one.declared
    return {
        "path": one.dotted,
        "group": one.group,
        "label": {lang: one.label(lang) for lang in ("fr", "en")},
        "value": one.value,
        "unit": said.unit,
        "minimum": said.minimum,
        "maximum": said.maximum,
        "choices": list(one.choices),
        "default": one.default,
        "source": said.source,
        "status": str(one.status),
        "file": one.origin.file,
        "line": one.origin.line,
        "used": one.is_used,
    }


def register_rows(found: Sequence[Assumption], lang: str) -> tuple[list[str], list[list[str]]]:
    """Return the header and the rows of the table of the register."""
    header = ["path", "label", "value", "unit", "range", "status", "set in", "source"]
    return header, [
        [
            one.dotted,
            one.label(lang),
            shown(one.value),
            one.unit(lang),
            _range(one),
            one.status.label(lang),
            f"{one.origin.file}:{one.origin.line}" if one.origin.kind == "file" else "",
            one.declared.source,
        ]
        for one in found
    ]


def _range(one: Assumption) -> str:
    said = one.declared
    if said.minimum is None:
        return " ".join(one.choices)
    return f"{shown(said.minimum)} .. {shown(said.maximum)}"
