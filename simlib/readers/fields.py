"""Which column of a file holds which field: named by the mapping, else recognised by its header."""

import difflib
from collections.abc import Sequence

from simlib.errors import ImportFailure
from simlib.readers.headers import LEDGER_NAMES, PAYMENT_NAMES, TOUCH_NAMES, normal, recognise
from simlib.readers.mapping import Mapping
from simlib.readers.notices import Joined, Notice
from simlib.readers.table import Choose, Table, several, shown

_LEDGER_NEEDS = {
    "customer_id": "refusal.need.customer_id",
    "invoice_id": "refusal.need.invoice_id",
    "issue_date": "refusal.need.issue_date",
    "due_date": "refusal.need.due_date",
    "amount": "refusal.need.amount",
}
_PAYMENT_NEEDS = {
    "paid_date": "refusal.need.paid_date",
    "paid_amount": "refusal.need.paid_amount",
    "invoice_id": "refusal.need.invoice_id",
}
_TOUCH_NEEDS = {
    "touch_date": "refusal.need.touch_date",
    "channel": "refusal.need.channel",
    "customer_id": "refusal.need.party",
}
_MOST_COLUMNS_NAMED = 30


def ledger_choice(mapping: Mapping) -> Choose:
    """Return what tells the wanted columns of a ledger."""
    status = [mapping.status.column] if mapping.status else []
    return _choice(mapping.columns, LEDGER_NAMES, status)


def payment_choice(mapping: Mapping) -> Choose:
    """Return what tells the wanted columns of a file of payments."""
    return _choice(mapping.payments, PAYMENT_NAMES, [])


def touch_choice(mapping: Mapping) -> Choose:
    """Return what tells the wanted columns of a log of touches."""
    return _choice(mapping.touches, TOUCH_NAMES, [])


def _choice(named: dict[str, str | None], names: dict[str, tuple[str, ...]], more: Sequence[str]) -> Choose:
    def choose(header: Sequence[str]) -> Sequence[int]:
        wanted = {place for places in _recognised(header, named, names).values() for place in places}
        for column in (*(column for column in named.values() if column), *more):
            wanted.update(_places(header, column))
        return sorted(wanted)

    return choose


def ledger_fields(table: Table, mapping: Mapping) -> dict[str, int]:
    """Return the place of the column of each field of a ledger.

    Raises:
        ImportFailure: A needed field has no column, a field has two, or the mapping names a column that is not there.
    """
    fields = _fields(table, mapping.columns, LEDGER_NAMES)
    if mapping.status:
        fields["status"] = _named_place(table, mapping.status.column)
    missing = [field for field in _LEDGER_NEEDS if field not in fields and field not in mapping.constants]
    _refuse_missing(table, missing, _LEDGER_NEEDS, "columns")
    return fields


def payment_fields(table: Table, mapping: Mapping) -> dict[str, int]:
    """Return the place of the column of each field of a file of payments.

    Raises:
        ImportFailure: As `ledger_fields`.
    """
    fields = _fields(table, mapping.payments, PAYMENT_NAMES)
    missing = [field for field in ("paid_date", "paid_amount") if field not in fields]
    if "invoice_id" not in fields and "customer_id" not in fields:
        missing.append("invoice_id")
    _refuse_missing(table, missing, _PAYMENT_NEEDS, "payments")
    return fields


def touch_fields(table: Table, mapping: Mapping) -> dict[str, int]:
    """Return the place of the column of each field of a log of touches.

    Raises:
        ImportFailure: As `ledger_fields`.
    """
    fields = _fields(table, mapping.touches, TOUCH_NAMES)
    missing = [] if "touch_date" in fields else ["touch_date"]
    if not fields.keys() & {"channel", "step"} and "channel" not in mapping.constants:
        missing.append("channel")
    if not fields.keys() & {"invoice_id", "customer_id"}:
        missing.append("customer_id")
    _refuse_missing(table, missing, _TOUCH_NEEDS, "touches")
    return fields


def _fields(table: Table, named: dict[str, str | None], names: dict[str, tuple[str, ...]]) -> dict[str, int]:
    """Return the place of each field, named or recognised."""
    fields = {field: _named_place(table, column) for field, column in named.items() if column}
    for field, places in _recognised(table.header, named, names).items():
        if len(places) > 1:
            columns = several([table.header[place] for place in places])
            raise ImportFailure(
                Notice("refusal.two_columns", file=table.name, n=len(places), field=field, columns=columns)
            )
        fields[field] = places[0]
    return fields


def _recognised(
    header: Sequence[str], named: dict[str, str | None], names: dict[str, tuple[str, ...]]
) -> dict[str, tuple[int, ...]]:
    """Return the places of the fields that no mapping names, among the columns that it does not use."""
    used = {place for column in named.values() if column for place in _places(header, column)}
    free = ["" if place in used else name for place, name in enumerate(header)]
    return recognise(free, {field: known for field, known in names.items() if field not in named})


def _places(header: Sequence[str], column: str) -> list[int]:
    """Return the places of the columns of a name; where none bears it exactly, of those that differ in spelling only."""
    exact = [place for place, name in enumerate(header) if name == column.strip()]
    return exact or [place for place, name in enumerate(header) if normal(name) == normal(column) != ""]


def _named_place(table: Table, column: str) -> int:
    """Return the place of a column that the mapping names."""
    places = _places(table.header, column)
    if len(places) == 1:
        return places[0]
    if places:
        raise ImportFailure(Notice("refusal.same_name", file=table.name, n=len(places), column=shown(column)))
    near = difflib.get_close_matches(column, table.header, n=1)
    hint = Notice("refusal.did_you_mean", column=shown(near[0])) if near else _columns_found(table)
    raise ImportFailure(Notice("refusal.column_absent", file=table.name, column=shown(column), hint=hint))


def _refuse_missing(table: Table, missing: Sequence[str], needs: dict[str, str], section: str) -> None:
    """Refuse a table without a field that it needs, saying what was found and what to do."""
    if not missing:
        return
    lines = ", ".join(f"{field}: <column>" for field in missing)
    raise ImportFailure(
        Notice(
            "refusal.columns_missing",
            file=table.name,
            what=Joined("refusal.and", tuple(Notice(needs[field]) for field in missing)),
            found=_columns_found(table),
            section=section,
            lines=lines,
        )
    )


def _columns_found(table: Table) -> Notice:
    return Notice("refusal.columns_found", columns=several(table.header, _MOST_COLUMNS_NAMED))
