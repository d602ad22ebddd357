"""The mapping screen as plain values: each field with the columns it may be read from, and what the values of a status say."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from simlib import words
from simlib.workbook.imports_files import Role
from simlib.workbook.imports_mapping import (
    FIELDS,
    MARKS,
    NEEDED,
    ORDERS,
    STATES,
    Chosen,
    Form,
    examples,
    states_of,
    unread,
)

IMPORT_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "file": "imports.file",
        "path": "imports.path",
        "take": "imports.take",
        "role": "imports.role",
        "drop": "imports.drop",
        "cancel": "panel.cancel",
        "filesHead": "imports.files_head",
        "columnsHead": "imports.columns_head",
        "checkHead": "imports.check_head",
        "planHead": "imports.plan_head",
        "learnHead": "imports.learn_head",
        "field": "imports.field",
        "column": "imports.column",
        "cells": "imports.cells",
        "needed": "imports.needed",
        "none": "imports.not_read",
        "order": "imports.order",
        "mark": "imports.mark",
        "terms": "imports.terms",
        "value": "imports.value",
        "means": "imports.means",
        "fec": "imports.fec",
        "day": "timeline.day",
        "channel": "timeline.channel",
        "minimum": "timeline.minimum",
        "add": "timeline.add",
        "remove": "timeline.remove",
        "noDays": "timeline.none",
        "name": "imports.name",
        "learn": "imports.learn",
        "rejects": "imports.rejects",
        "rejectsFile": "imports.rejects_file",
        "line": "imports.line",
        "reason": "imports.reason",
        "row": "imports.row",
        "report": "imports.report",
    }
)
"""Words that the browser needs, by the name it calls them."""


def fields_told(role: Role, form: Form, chosen: Chosen, lang: str) -> dict[str, Any]:
    """Return the fields of a file, each with its column and a few of its cells."""
    fields = chosen.columns if role == "invoices" else chosen.payments
    others = unread(form, fields)
    return {
        "role": role,
        "title": words.text(f"imports.role_{role}", lang),
        "columns": [one.name for one in form.columns],
        "fields": [
            {
                "name": name,
                "label": words.text(f"imports.field_{name}", lang),
                "needed": name in NEEDED[role],
                "column": fields.get(name, ""),
                "cells": " · ".join(examples(form.column(fields.get(name, "")))),
            }
            for name in FIELDS[role]
        ],
        "others": words.text("imports.others", lang),
        "unread": words.text("imports.unread", lang, columns=", ".join(others)) if others else "",
    }


def states_told(form: Form | None, chosen: Chosen, lang: str) -> dict[str, Any]:
    """Return what each value of the column of statuses is taken to say; nothing where no column tells."""
    states = states_of(form, chosen)
    if not states:
        return {}
    return {
        "intro": words.text("imports.states_intro", lang),
        "choices": [{"value": one, "label": words.text(f"imports.state_{one or 'unknown'}", lang)} for one in STATES],
        "values": [{"value": value, "state": state} for value, state in states.items()],
    }


def how_told(chosen: Chosen, lang: str) -> dict[str, Any]:
    """Return how dates, amounts and terms are read, and how else they could be."""
    return {
        "order": chosen.order,
        "orders": [{"value": one, "label": words.text(f"imports.order_{one or 'auto'}", lang)} for one in ORDERS],
        "mark": chosen.mark,
        "marks": [{"value": one, "label": one or words.text("imports.order_auto", lang)} for one in MARKS],
        "terms": chosen.terms,
    }
