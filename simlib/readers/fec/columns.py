"""The columns of a FEC, the file of accounting entries that French law asks for (LPF, article A47 A-1), in any order."""

import re
from collections.abc import Mapping, Sequence

from simlib.errors import ImportFailure
from simlib.readers.notices import Joined, Notice
from simlib.readers.table import several

NAMES: Mapping[str, tuple[str, ...]] = {
    "journal": ("journalcode",),
    "journal_name": ("journallib",),
    "number": ("ecriturenum",),
    "date": ("ecrituredate",),
    "account": ("comptenum",),
    "account_name": ("comptelib",),
    "auxiliary": ("compauxnum",),
    "auxiliary_name": ("compauxlib",),
    "piece": ("pieceref",),
    "piece_date": ("piecedate",),
    "label": ("ecriturelib",),
    "debit": ("debit",),
    "credit": ("credit",),
    "amount": ("montant",),
    "side": ("sens",),
    "lettering": ("ecriturelet",),
    "lettering_date": ("datelet",),
    "validation": ("validdate",),
    "foreign_amount": ("montantdevise",),
    "currency_name": ("idevise",),
    "settled_on": ("daterglt",),
    "method": ("modereglt",),
    "operation": ("natop",),
    "client": ("idclient",),
}
"""Names of each field, in `plain` form: the 18 columns, `Montant` and `Sens` for debit and credit, those of cash books."""

READ = (
    "journal",
    "journal_name",
    "number",
    "date",
    "account",
    "auxiliary",
    "piece",
    "piece_date",
    "debit",
    "credit",
    "amount",
    "side",
    "lettering",
    "lettering_date",
    "method",
    "client",
)
"""Fields that are read; the others say nothing about who owes what."""

_FEWEST = 8
_HEAD_LINES = 30
_NOT_PLAIN = re.compile(r"[^a-z0-9]")
_ACCENTS = str.maketrans("éèêàç", "eeeac")


def plain(name: str) -> str:
    """Return the name of a column as compared: letters and digits, small.

    >>> plain(" Montant devise "), plain("EcritureNum"), plain("Débit")
    ('montantdevise', 'ecriturenum', 'debit')
    """
    return _NOT_PLAIN.sub("", name.lower().translate(_ACCENTS))


_FIELD_OF = {name: field for field, names in NAMES.items() for name in names}


def fec_places(header: Sequence[str]) -> dict[str, int]:
    """Return the place of each field of a FEC in a header; the first where a name stands twice."""
    places: dict[str, int] = {}
    for place, name in enumerate(header):
        field = _FIELD_OF.get(plain(name))
        if field is not None:
            places.setdefault(field, place)
    return places


def is_fec(header: Sequence[str]) -> bool:
    """Return whether a header is that of a FEC, if perhaps of a damaged one."""
    return len(fec_places(header)) >= _FEWEST


def looks_like_fec(data: bytes) -> bool:
    """Return whether the first lines of a text hold the header of a FEC whose cells stand in no quotes."""
    head = data[:65_536].decode("utf-8", errors="replace").split("\n")[:_HEAD_LINES]
    return any(
        is_fec(line.split(separator)) and not line.lstrip().startswith('"') for line in head for separator in "\t|;,"
    )


def fec_choice(header: Sequence[str]) -> Sequence[int]:
    """Return the places of the columns to read."""
    places = fec_places(header)
    return sorted(places[field] for field in READ if field in places)


def fec_fields(name: str, header: Sequence[str]) -> dict[str, int]:
    """Return the place of each field that is read.

    Raises:
        ImportFailure: A column is missing without which nothing can be read.
    """
    places = fec_places(header)
    missing = [names[0] for names in (("EcritureDate", "date"), ("CompteNum", "account")) if names[1] not in places]
    if not ({"debit", "credit"} <= places.keys() or {"amount", "side"} <= places.keys()):
        missing.append(Notice("refusal.fec_debit_credit"))
    if missing:
        columns = Joined("refusal.fec_no_column", tuple(missing))
        raise ImportFailure(Notice("refusal.fec_columns", file=name, columns=columns, found=several(header, 30)))
    fields = {field: places[field] for field in READ if field in places}
    if {"debit", "credit"} <= fields.keys():
        fields.pop("amount", None)
        fields.pop("side", None)
    return fields
