"""Which column holds what: as the readers suggest it, as the visitor corrects it, as a mapping file says it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from simlib.readers import codes
from simlib.readers.fec.columns import is_fec
from simlib.readers.files import read_table
from simlib.readers.headers import LEDGER_NAMES, PAYMENT_NAMES
from simlib.readers.profiles import Profile, assign, profiles_of
from simlib.workbook.imports_files import Role

NEEDED: Mapping[Role, tuple[str, ...]] = {
    "invoices": ("customer_id", "invoice_id", "issue_date", "due_date", "amount"),
    "payments": ("invoice_id", "paid_date", "paid_amount"),
}
FIELDS: Mapping[Role, tuple[str, ...]] = {"invoices": tuple(LEDGER_NAMES), "payments": tuple(PAYMENT_NAMES)}
_NAMES: Mapping[Role, dict[str, tuple[str, ...]]] = {"invoices": LEDGER_NAMES, "payments": PAYMENT_NAMES}

ORDERS = ("", "day_first", "month_first")
MARKS = ("", ",", ".")
STATES: tuple[str, ...] = ("", "open", "paid", "cancelled", "ignored")
SHOWN = 3
"""Cells of a column that are shown."""


@dataclass(frozen=True)
class Form:
    """The columns of a file, and which field each seems to hold.

    Attributes:
        columns: The columns of the file, with what they are like.
        fields: The column of each field that has one.
        is_fec: Whether it is a FEC, whose columns the law names.
    """

    columns: tuple[Profile, ...]
    fields: Mapping[str, str]
    is_fec: bool = False

    def column(self, name: str) -> Profile | None:
        """Return a column by its name."""
        return next((one for one in self.columns if one.name == name), None)


@dataclass(frozen=True)
class Chosen:
    """What is to be read as what.

    Attributes:
        columns: Column of each field of invoices; fields without one are not read.
        payments: Column of each field of payments.
        order: Whether dates begin with the day or the month; empty where the cells tell.
        mark: The decimal mark; empty where the cells tell.
        states: What the values of the column of statuses say, by value.
        terms: Payment terms of a FEC, such as net30; empty where payments tell them.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    payments: Mapping[str, str] = field(default_factory=dict)
    order: str = ""
    mark: str = ""
    states: Mapping[str, str] = field(default_factory=dict)
    terms: str = ""

    def with_column(self, role: Role, name: str, column: str) -> "Chosen":
        """Return it with another column for a field; none where the column is empty."""
        before = self.columns if role == "invoices" else self.payments
        after = {one: at for one, at in before.items() if one != name} | ({name: column} if column else {})
        return replace(self, columns=after) if role == "invoices" else replace(self, payments=after)


def form_of(path: Path, role: Role) -> Form:
    """Return what the columns of a file are like.

    Raises:
        ImportFailure: It is no table.
    """
    table = read_table(path, lambda header: [at for at, name in enumerate(header) if any(map(str.isalpha, name))])
    if is_fec(table.header):
        return Form((), {}, is_fec=True)
    profiles = profiles_of(table)
    found = assign(profiles, table.header, _NAMES[role], NEEDED[role])
    named = [one for one in profiles if one.name.strip() and table.header.count(one.name) == 1]
    return Form(tuple(named), {name: one.name for name, one in found.items() if name in FIELDS[role]})


def suggested(invoices: Form | None, payments: Form | None) -> Chosen:
    """Return what the readers would take for what, and how they would read what the cells leave open."""
    forms = [form for form in (invoices, payments) if form is not None]
    used = [form.column(name) for form in forms for name in form.fields.values()]
    taken = [one for one in used if one is not None]
    return Chosen(
        columns=dict(invoices.fields) if invoices is not None else {},
        payments=dict(payments.fields) if payments is not None else {},
        order="day_first" if any(one.is_day_open and one.holds_dates for one in taken) else "",
        mark="," if any(one.is_mark_open and one.holds_amounts for one in taken) else "",
    )


def states_of(form: Form | None, chosen: Chosen) -> dict[str, str]:
    """Return the values of the column of statuses, each with what it is taken to say."""
    column = form.column(chosen.columns.get("status", "")) if form is not None else None
    if column is None:
        return {}
    return {value: chosen.states.get(value, codes.state(value) or "") for value in column.examples}


def written(chosen: Chosen, invoices: Form | None, payments: Form | None) -> str:
    """Return the mapping file of what was chosen."""
    said: dict[str, Any] = {}
    if invoices is not None and not invoices.is_fec:
        said["columns"] = {name: chosen.columns.get(name) for name in FIELDS["invoices"]}
        states = states_of(invoices, chosen)
        if any(state != (codes.state(value) or "") for value, state in states.items()):
            said["columns"]["status"] = None
            lists: dict[str, list[str]] = {}
            for value, state in states.items():
                if state:
                    lists.setdefault(state, []).append(value)
            said["status"] = {"column": chosen.columns["status"], **lists}
    if payments is not None:
        said["payments"] = {name: chosen.payments.get(name) for name in FIELDS["payments"]}
    if chosen.order:
        said["date_format"] = chosen.order
    if chosen.mark:
        said["decimal"] = chosen.mark
    stream = StringIO()
    writer = YAML(typ="safe", pure=True)
    writer.default_flow_style = False
    writer.allow_unicode = True
    writer.dump(said, stream)
    return stream.getvalue()


def examples(column: Profile | None) -> list[str]:
    """Return a few cells of a column."""
    return [] if column is None else [one[:40] for one in column.examples[:SHOWN]]


def unread(form: Form, fields: Mapping[str, str]) -> Sequence[str]:
    """Return the columns that no field reads."""
    return [one.name for one in form.columns if one.name not in fields.values()]
