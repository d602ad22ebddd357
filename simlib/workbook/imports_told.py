"""The mapping screen as plain values: each field with the columns it may be read from, and what the values of a status say."""

from typing import Any

from simlib import words
from simlib.workbook.imports_files import Role
from simlib.workbook.imports_mapping import FIELDS, NEEDED, STATES, Chosen, Form, examples, states_of, unread


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
