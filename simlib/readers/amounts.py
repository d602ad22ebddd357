"""Amounts of a column read to the cent in integers, whatever the locale.

`read_amount` states how one text is read; whole columns in the usual forms are read at once by `_FORMS`, which give the same.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from simlib.errors import ImportFailure
from simlib.readers.codes import CURRENCIES
from simlib.readers.notices import Notice
from simlib.readers.table import Bool, Column, Int, Objects, mask_of, several

LARGEST_AMOUNT = 10**11
"""Currency units; a larger amount is taken for a fault."""

_LONGEST_TEXT = 60
_HEAD = 200

Mark = Literal[".", ","]

_SIGNS = str.maketrans({"−": "-", "–": "-", "’": "'", "ʼ": "'"} | dict.fromkeys("\u00a0\u202f\u205f\u3000\t", " "))
_SIGNS.update(dict.fromkeys(range(0x2000, 0x200B), " "))
_CURRENCY = r"€|\$|£|¥|R\$|US\$|[A-Za-z]{3}"
_SHAPE = re.compile(
    rf"(?P<opened>\()?\s*(?P<sign>[-+])?\s*(?P<before>{_CURRENCY})?\s*(?P<inner>[-+])?\s*(?P<body>[\d.,][\d .,']*?)"
    rf"\s*(?P<after>{_CURRENCY})?\s*(?P<trailing>[-+])?\s*(?P<last>{_CURRENCY})?\s*(?P<closed>\))?",
    re.ASCII,
)
_PLAIN = re.compile(r"(\d+)(?:([.,])(\d*))?|([.,])(\d+)", re.ASCII)
_SPACED = re.compile(r"(\d{1,3}(?:([ '])\d{3})(?:\2\d{3})*)(?:([.,])(\d*))?", re.ASCII)
_GROUPED = re.compile(r"(\d{1,3}([.,])(?:(?:\d{2}\2)*|(?:\d{3}\2)*)\d{3})(?!\2)([.,])(\d*)", re.ASCII)
_REPEATED = re.compile(r"\d{1,3}([.,])(?:(?:\d{2}\1)+|(?:\d{3}\1)+)\d{3}", re.ASCII)
_EITHER = re.compile(r"[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_SYMBOLS = {"€": "EUR", "£": "GBP", "¥": "JPY", "R$": "BRL", "US$": "USD", "$": "$"}


@dataclass(frozen=True)
class Amount:
    """One amount read.

    Attributes:
        cents: Whole cents.
        decimal: The decimal mark that the text shows, None if it shows none.
        currency: ISO code that the text names, "$" for an unnamed dollar, "" for none.
        is_rounded: Whether a part of a cent was rounded, half away from zero.
    """

    cents: int
    decimal: Mark | None
    currency: str
    is_rounded: bool


@dataclass(frozen=True)
class Amounts:
    """A column of amounts.

    Attributes:
        cents: int64, 0 where there is none.
        is_blank: Cells that hold nothing.
        is_unreadable: Cells that hold something else than an amount, or one that could be read two ways.
        is_rounded: Cells of which a part of a cent was rounded.
        currency: Currency named in each cell as in `Amount`.
    """

    cents: Int
    is_blank: Bool
    is_unreadable: Bool
    is_rounded: Bool
    currency: Objects


def read_amount(text: str, decimal: Mark | None = None) -> Amount | Literal["either"] | None:
    """Return an amount; "either" if its only mark could part decimals or thousands; None if it is no amount.

    Args:
        text: As a person or a program wrote it.
        decimal: The decimal mark, where it is known.

    >>> read_amount("1 234,56 €")
    Amount(cents=123456, decimal=',', currency='EUR', is_rounded=False)
    >>> [getattr(read_amount(text), "cents", read_amount(text)) for text in ("(1,234.50)", "1.234,5-", "1,234", "12 34")]
    [-123450, -123450, 'either', None]
    """
    match = _SHAPE.fullmatch(text.translate(_SIGNS).strip()) if len(text) <= _LONGEST_TEXT else None
    if match is None or bool(match["opened"]) != bool(match["closed"]):
        return None
    signs = [sign for sign in (match["sign"], match["inner"], match["trailing"]) if sign]
    signs += ["-"] if match["opened"] else []
    names = [name for name in (match["before"], match["after"], match["last"]) if name]
    if len(signs) > 1 or len(names) > 1:
        return None
    number = _body(match["body"].strip(), decimal)
    if number is None or number == "either":
        return number
    whole, decimals, mark = number
    if len(whole.lstrip("0")) > 12 or int(whole or "0") > LARGEST_AMOUNT:
        return None
    cents = int(whole or "0") * 100 + int(decimals[:2].ljust(2, "0"))
    rest = decimals[2:].rstrip("0")
    cents += rest[:1] >= "5"
    currency = _SYMBOLS.get(names[0], names[0].upper()) if names else ""
    if currency not in CURRENCIES and currency not in {"", "$"}:
        return None
    return Amount(-cents if signs == ["-"] else cents, mark, currency, bool(rest))


def _body(body: str, decimal: Mark | None) -> tuple[str, str, Mark | None] | Literal["either"] | None:
    """Return the digits before and after the decimal mark and the mark the text shows."""
    if (match := _SPACED.fullmatch(body)) or (match := _GROUPED.fullmatch(body)):
        whole, mark, decimals = re.sub(r"\D", "", match[1]), match[3], match[4]
    elif match := _REPEATED.fullmatch(body):
        if decimal == match[1]:
            return None
        return re.sub(r"\D", "", body), "", "," if match[1] == "." else "."
    elif match := _PLAIN.fullmatch(body):
        if _EITHER.fullmatch(body):
            if decimal is None:
                return "either"
            if body[-4] != decimal:
                return body.replace(body[-4], ""), "", None
        whole, mark, decimals = (match[1], match[2], match[3]) if match[1] else ("", match[4], match[5])
    else:
        return None
    if mark and decimal and mark != decimal:
        return None
    shown: Mark | None = None if not mark else ("," if mark == "," else ".")
    return whole, decimals or "", shown


@dataclass(frozen=True)
class _Form:
    """A usual way to write amounts that is read in bulk: RE2 pattern, what to take out, decimal mark, currency."""

    pattern: str
    removed: str
    decimal: Mark | None
    currency: str = ""


_GROUP = r"^-?(\d{1,11}|\d{1,3}([ \x{a0}\x{202f}]\d{3}){1,3})"
_FORMS = (
    _Form(r"^-?\d{1,11}$", "", None),
    _Form(r"^-?\d{1,11}\.\d{1,2}$", "", "."),
    _Form(_GROUP + r",\d{1,2}$", r"[ \x{a0}\x{202f}]", ","),
    _Form(_GROUP + r",\d{1,2}[ \x{a0}\x{202f}]?(€|EUR)$", r"[ \x{a0}\x{202f}€EUR]", ",", "EUR"),
    _Form(r"^-?\d{1,3}(,\d{3}){1,3}\.\d{1,2}$", ",", "."),
    _Form(r"^-?\$\d{1,3}(,\d{3}){0,3}\.\d{1,2}$", "[$,]", ".", "$"),
    _Form(r"^-?\d{1,3}(\.\d{3}){1,3},\d{1,2}$", r"\.", ","),
    _Form(r"^-?\d{1,3}(\.\d{3}){1,3},\d{1,2}[ \x{a0}\x{202f}]?(€|EUR)$", r"[. \x{a0}\x{202f}€EUR]", ",", "EUR"),
)


def read_amounts(column: Column, decimal: Mark | None, where: str) -> Amounts:
    """Return the amounts of a column.

    Args:
        column: The cells as text.
        decimal: The decimal mark, where it is known; else what the column's other amounts show decides "1,234".
        where: File and column, for messages.

    Raises:
        ImportFailure: An amount could be read two ways and no other amount of the column shows a decimal mark.
    """
    column = pc.utf8_trim_whitespace(column)
    rows = len(column)
    cents = np.zeros(rows, dtype=np.int64)
    currency = np.full(rows, "", dtype=object)
    blank = mask_of(pc.equal(column, ""))
    unread = ~blank
    marks: set[Mark] = set()
    for form, found, values in _bulk(column, unread, decimal):
        cents[found] = values
        currency[found] = form.currency
        unread[found] = False
        if form.decimal:
            marks.add(form.decimal)
    unreadable, rounded = np.zeros(rows, dtype=np.bool_), np.zeros(rows, dtype=np.bool_)
    left = np.flatnonzero(unread)
    if left.size:
        coded = pc.dictionary_encode(column.take(pa.array(left)))
        read = _one_by_one(coded.dictionary.to_pylist(), decimal, marks, where)
        codes = coded.indices.to_numpy()
        cents[left] = np.array([amount.cents if amount else 0 for amount in read], dtype=np.int64)[codes]
        currency[left] = np.array([amount.currency if amount else "" for amount in read], dtype=object)[codes]
        unreadable[left] = np.array([amount is None for amount in read], dtype=np.bool_)[codes]
        rounded[left] = np.array([amount is not None and amount.is_rounded for amount in read], dtype=np.bool_)[codes]
    return Amounts(cents, blank, unreadable, rounded, currency)


def _bulk(column: Column, unread: Bool, decimal: Mark | None) -> Iterator[tuple[_Form, Int, Int]]:
    """Yield the cells written in each usual form, and their cents; no cell has two forms, the likeliest form goes first."""
    left = np.flatnonzero(unread)
    head = column.take(pa.array(left[:_HEAD]))
    allowed = [form for form in _FORMS if not decimal or form.decimal in {None, decimal}]
    for form in sorted(
        allowed, key=lambda form: -np.count_nonzero(mask_of(pc.match_substring_regex(head, form.pattern)))
    ):
        if not left.size:
            return
        cells = column if left.size == len(column) else column.take(pa.array(left))
        fits = mask_of(pc.match_substring_regex(cells, form.pattern))
        if not fits.any():
            continue
        texts = cells if fits.all() else cells.filter(pa.array(fits))
        if form.removed:
            texts = pc.replace_substring_regex(texts, form.removed, "")
        if form.decimal == ",":
            texts = pc.replace_substring(texts, ",", ".")
        exact = pc.cast(texts, pa.decimal128(18, 2))
        halves = np.frombuffer(exact.buffers()[1], dtype=np.int64)[2 * exact.offset :]
        yield form, left[fits], halves[: 2 * len(exact) : 2]  # the low half of each 128-bit whole number of cents
        left = left[~fits]


def _one_by_one(texts: Sequence[str], decimal: Mark | None, marks: set[Mark], where: str) -> list[Amount | None]:
    """Return the amounts of some texts; `marks` are the decimal marks that the column shows elsewhere."""
    read = [read_amount(text, decimal) for text in texts]
    marks = marks | {amount.decimal for amount in read if isinstance(amount, Amount) and amount.decimal}
    either = [text for text, amount in zip(texts, read, strict=True) if amount == "either"]
    if either and not marks:
        raise ImportFailure(Notice("refusal.mark_unknown", where=where, either=several(sorted(either))))
    mark = next(iter(marks)) if len(marks) == 1 else None
    settled = (
        read_amount(text, mark) if amount == "either" else amount for text, amount in zip(texts, read, strict=True)
    )
    return [amount if isinstance(amount, Amount) else None for amount in settled]
