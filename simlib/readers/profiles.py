"""What each column of a table is like, and which field it may therefore hold."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow.compute as pc

from simlib.errors import ImportFailure
from simlib.readers.amounts import read_amounts
from simlib.readers.dates import MISSING, read_dates
from simlib.readers.headers import normal, recognise
from simlib.readers.table import Column, Int, Table, shown

_DATES = frozenset({"issue_date", "due_date", "paid_date", "promised_date"})
_AMOUNTS = frozenset({"amount", "paid_amount", "credit_limit"})
_GUESSED = (
    "due_date",
    "paid_date",
    "issue_date",
    "paid_amount",
    "amount",
    "customer_id",
    "invoice_id",
    "currency",
    "status",
)
"""Fields looked for by parts of words, those with the surest words first."""

_STEMS: dict[str, tuple[str, ...]] = {
    "due_date": ("venc", "fallig", "faellig", "verval", "scaden", "echeanc", "due", "forfall", "termin", "exigib"),
    "paid_date": (
        "pagament", "pago", "zahl", "betaal", "pagat", "regl", "paiem", "encaiss", "clear", "liquid", "paid", "settle",
    ),
    "issue_date": (
        "emis", "rechnungsdatum", "belegdatum", "fecha", "fatur", "factu", "fattur", "invoice", "issue", "date",
    ),
    "paid_amount": (
        "baixa", "pagad", "pago", "bezahlt", "betaald", "pagat", "regle", "paye", "encaiss", "paid", "received",
    ),
    "amount": (
        "nominal", "valor", "vlr", "importe", "import", "betrag", "bedrag", "montant", "amount", "total", "ttc", "brutto",
    ),
    "customer_id": (
        "pagador", "sacado", "client", "kunde", "klant", "debit", "debtor", "deudor", "customer", "tiers", "payer",
    ),
    "invoice_id": (
        "boleto", "fatur", "factu", "fattur", "rechnung", "beleg", "titulo", "invoice", "piece", "doc", "num", "id",
    ),
    "currency": ("moed", "moned", "wahrung", "waehrung", "valut", "devis", "curr"),
    "status": ("status", "estado", "situac", "stato", "etat", "statut", "baixa"),
}  # fmt: skip
"""Parts of headers, in English, French, German, Spanish, Portuguese, Italian and Dutch."""

_SAMPLE = 20_000
_MOST = 0.9
"""Share of filled cells that must read as dates or amounts."""

MOST_EXAMPLES = 12
"""Cells of a column that are kept as examples; with more different ones it says nothing about how invoices stand."""


@dataclass(frozen=True)
class Profile:
    """What the cells of a column are like.

    Attributes:
        name: Header.
        place: Where it stands.
        filled: Share of cells that are not blank.
        dates, amounts: Share of the filled ones that read as such.
        days: int64 days, where it holds dates.
        is_day_open, is_mark_open: Whether day and month, or the decimal mark, could be either.
        mean: Mean of its amounts, in cents, without sign.
        different: Number of different texts.
        cells: A sample.
        examples: A few cells.
    """

    name: str
    place: int
    filled: float
    dates: float
    amounts: float
    days: Int
    is_day_open: bool
    is_mark_open: bool
    mean: float
    different: int
    cells: int
    examples: tuple[str, ...]

    @property
    def holds_dates(self) -> bool:
        """Whether it holds dates."""
        return self.dates >= _MOST

    @property
    def holds_amounts(self) -> bool:
        """Whether it holds amounts, and no dates."""
        return self.amounts >= _MOST and not self.holds_dates

    def may_be(self, field: str) -> bool:
        """Return whether its cells are what a field wants."""
        if field in _DATES:
            return self.holds_dates
        if field in _AMOUNTS:
            return self.holds_amounts
        if field == "status":
            return not self.holds_dates and self.different <= MOST_EXAMPLES
        return not self.holds_dates and self.filled > 0.5


def profiles_of(table: Table) -> list[Profile]:
    """Return what the columns of a table are like."""
    return [
        _profile(table.header[place], place, column)
        for place, column in sorted(table.columns.items())
        if place < len(table.header)
    ]


def _profile(name: str, place: int, column: Column) -> Profile:
    sample = pc.utf8_trim_whitespace(column.slice(0, _SAMPLE))
    filled = sample.filter(pc.not_equal(sample, ""))
    days, is_day_open = np.zeros(0, dtype=np.int64), False
    try:
        days = read_dates(filled, (), None, shown(name)).days
    except ImportFailure:
        days, is_day_open = read_dates(filled, (), "day_first", shown(name)).days, True
    cents, readable, is_mark_open = np.zeros(0, dtype=np.int64), 0, False
    try:
        amounts = read_amounts(filled, None, shown(name))
    except ImportFailure:
        amounts, is_mark_open = read_amounts(filled, ",", shown(name)), True
    cents, readable = amounts.cents, int(np.count_nonzero(~amounts.is_unreadable))
    values = pc.unique(filled).to_pylist()
    return Profile(
        name=name,
        place=place,
        filled=len(filled) / max(len(sample), 1),
        dates=float(np.mean(days != MISSING)) if days.size else 0.0,
        amounts=readable / max(len(filled), 1),
        days=days,
        is_day_open=is_day_open,
        is_mark_open=is_mark_open,
        mean=float(np.abs(cents).mean()) if cents.size else 0.0,
        different=len(values),
        cells=len(filled),
        examples=tuple(values[:MOST_EXAMPLES]),
    )


def assign(
    profiles: Sequence[Profile], header: Sequence[str], names: dict[str, tuple[str, ...]], needs: Sequence[str]
) -> dict[str, Profile]:
    """Return the column of each field: by its name, else by a part of it, else by what its cells are like."""
    once = [name if header.count(name) == 1 else "" for name in header]
    by_place = {profile.place: profile for profile in profiles if once[profile.place]}
    found = {
        field: by_place[places[0]]
        for field, places in recognise(once, names).items()
        if len(places) == 1 and places[0] in by_place
    }
    for field in _GUESSED:
        if field in found or (field not in names and field != "status"):
            continue
        for stem in _STEMS[field]:
            fits = [one for one in _free(by_place, found) if stem in normal(one.name) and one.may_be(field)]
            if fits:
                found[field] = fits[0]
                break
    for field in needs:
        fits = [one for one in _free(by_place, found) if field not in found and one.may_be(field)]
        if fits:
            found[field] = _likeliest(field, fits)
    return found


def _free(by_place: dict[int, Profile], found: dict[str, Profile]) -> list[Profile]:
    taken = {profile.place for profile in found.values()}
    return [profile for place, profile in by_place.items() if place not in taken]


def _likeliest(field: str, fits: Sequence[Profile]) -> Profile:
    """Return the column that is most like a field whose name tells nothing."""
    if field == "issue_date":  # the earliest of the dates that are always there
        return min(fits, key=lambda one: (one.filled < 1, float(np.median(one.days[one.days != MISSING]))))
    if field == "due_date":
        return max(fits, key=lambda one: (one.filled == 1, float(np.median(one.days[one.days != MISSING]))))
    if field in _AMOUNTS:
        return max(fits, key=lambda one: (round(one.filled, 1), one.mean))
    if field == "invoice_id":
        return max(fits, key=lambda one: one.different)
    repeated = [one for one in fits if 1 < one.different < one.cells]
    return max(repeated or fits, key=lambda one: (not one.holds_amounts, one.different))
