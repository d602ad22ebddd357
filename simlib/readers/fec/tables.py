"""Matched items as the tables that the rest of the house reads."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from simlib.readers.dates import MISSING
from simlib.readers.fec.entries import Nature
from simlib.readers.fec.items import Items
from simlib.readers.fec.lines import Lines
from simlib.readers.fec.matching import Matches
from simlib.readers.frames import nullable, strings
from simlib.readers.rows import join_columns
from simlib.readers.table import Bool, Column, Int

_SETTLED_WITHOUT_CASH = 0.5
"""Share of an invoice beyond which credits, not money, are what closed it."""


def is_money(items: Items) -> Bool:
    """Return the items that are money received or sent back; the others are documents."""
    money: Bool = items.nature == Nature.CASH
    return money


def document_frame(files: Sequence[Lines], items: Items, matches: Matches, due: Int, currency: str) -> pd.DataFrame:
    """Return invoices, credit notes and adjustments, see `Imported`."""
    documents = np.flatnonzero(~is_money(items))
    adds, trade = items.adds[documents], items.nature[documents] == Nature.TRADE
    forward = items.nature[documents] == Nature.OPENING
    kind = np.where(adds & (trade | forward), "invoice", np.where(~adds & trade, "credit_note", "adjustment"))
    amount = np.where(items.adds, items.cents, -items.cents)
    credited, credited_on, received = _credits(items, matches)
    left = np.where(items.adds, matches.left, -matches.left)
    gone = items.adds & (matches.left == 0) & (received < (1 - _SETTLED_WITHOUT_CASH) * items.cents)
    size = documents.size
    missing = np.full(size, MISSING, dtype=np.int64)
    nothing = strings(pa.nulls(size, pa.string()))
    return pd.DataFrame(
        {
            "invoice_id": strings(_ids(files, items, documents)),
            "customer_id": strings(pa.array(items.parties, type=pa.string()).take(pa.array(items.party[documents]))),
            "issue_date": items.issue[documents],
            "due_date": due[documents],
            "amount_cents": amount[documents],
            "currency": strings(pa.repeat(pa.scalar(currency), size)),
            "kind": strings(pa.array(kind.astype(object), type=pa.string())),
            "disputed": pd.arrays.BooleanArray(np.zeros(size, dtype=np.bool_), np.ones(size, dtype=np.bool_)),
            "segment": nothing,
            "payment_method": nothing,
            "promised_date": nullable(missing),
            "credit_limit_cents": nullable(missing),
            "cancelled_date": nullable(np.where(gone, credited_on, MISSING)[documents]),
            "open_cents": left[documents],
            "credited_cents": credited[documents],
            "credited_date": nullable(credited_on[documents]),
            "brought_forward": items.is_forward[documents],
        }
    )


def receipt_frame(files: Sequence[Lines], items: Items, matches: Matches, currency: str) -> pd.DataFrame:
    """Return money received, one row per invoice that it pays and one for what pays none; money sent back is negative."""
    money = is_money(items)
    documents = np.flatnonzero(~money)
    pays = ~money[matches.debit] & money[matches.credit]
    repays = money[matches.debit] & ~money[matches.credit]
    back = money[matches.debit] & money[matches.credit]
    loose = np.where(money, matches.left, 0)
    np.add.at(loose, matches.debit[back], matches.cents[back])
    np.add.at(loose, matches.credit[back], matches.cents[back])
    alone = np.flatnonzero(loose)
    item = np.concatenate([matches.credit[pays], matches.debit[repays], alone])
    document = np.concatenate([matches.debit[pays], matches.credit[repays], np.full(alone.size, -1, dtype=np.int64)])
    cents = np.concatenate([matches.cents[pays], matches.cents[repays], loose[alone]])
    order = np.lexsort((document, item, items.day[item]))
    item, document, cents = item[order], document[order], cents[order]
    place = np.zeros(len(items), dtype=np.int64)
    place[documents] = np.arange(documents.size)
    names = _ids(files, items, documents)
    of_document = names.take(pa.array(place[document], mask=document < 0))
    moneys = np.flatnonzero(money)
    place[moneys] = np.arange(moneys.size)
    return pd.DataFrame(
        {
            "payment_id": strings(_ids(files, items, moneys).take(pa.array(place[item]))),
            "invoice_id": strings(of_document),
            "customer_id": strings(pa.array(items.parties, type=pa.string()).take(pa.array(items.party[item]))),
            "date": items.day[item],
            "amount_cents": np.where(items.adds[item], -cents, cents),
            "currency": strings(pa.repeat(pa.scalar(currency), item.size)),
            "payment_method": strings(_methods(files, items, item)),
        }
    )


def _credits(items: Items, matches: Matches) -> tuple[Int, Int, Int]:
    """Return per item what credits take from an invoice, or what a credit gives to invoices (below 0); when last; the money received."""
    money = is_money(items)
    credited, received = np.zeros(len(items), dtype=np.int64), np.zeros(len(items), dtype=np.int64)
    last = np.full(len(items), MISSING, dtype=np.int64)
    between = ~money[matches.debit] & ~money[matches.credit]
    debit, credit, cents = matches.debit[between], matches.credit[between], matches.cents[between]
    np.add.at(credited, debit, cents)
    np.subtract.at(credited, credit, cents)
    for side in (debit, credit):
        np.maximum.at(last, side, np.maximum(items.day[debit], items.day[credit]))
    paid = ~money[matches.debit] & money[matches.credit]
    np.add.at(received, matches.debit[paid], matches.cents[paid])
    return credited, last, received


def _text(files: Sequence[Lines], items: Items, chosen: Int, column: str) -> Column:
    """Return a text of the rows of chosen items; blank for an item without row."""
    starts = np.cumsum([0, *(len(lines) for lines in files)])
    joined = join_columns([getattr(lines, column) for lines in files])
    has_row = items.row[chosen] >= 0
    at = np.where(has_row, starts[items.file[chosen]] + items.row[chosen], 0)
    return pc.fill_null(joined.take(pa.array(at, mask=~has_row)), "")


def _methods(files: Sequence[Lines], items: Items, chosen: Int) -> Column:
    """Return the means of payment of chosen items, null where none is told."""
    told = _text(files, items, chosen, "method")
    return pc.if_else(pc.equal(told, ""), pa.scalar(None, type=pa.string()), told)


def _ids(files: Sequence[Lines], items: Items, chosen: Int) -> Column:
    """Return a name for each chosen item, no two alike: its document, else its entry; where others bear it, more of what it is."""
    number, journal = _text(files, items, chosen, "number"), _text(files, items, chosen, "journal")
    lines = np.concatenate([lines.rows.table.lines for lines in files]) if files else np.zeros(0, dtype=np.int64)
    starts = np.cumsum([0, *(len(lines) for lines in files)])
    has_row = items.row[chosen] >= 0
    at = np.where(has_row, starts[items.file[chosen]] + items.row[chosen], 0)
    line = np.where(has_row, lines[at] if lines.size else 0, 0)
    place = pa.array(np.arange(chosen.size)).cast(pa.string())
    first = _text(files, items, chosen, "piece")
    first = pc.if_else(pc.equal(first, ""), number, first)
    second = pc.binary_join_element_wise(first, journal, number, "/")
    third = pc.binary_join_element_wise(second, pa.array(line).cast(pa.string()), "/")
    fourth = pc.binary_join_element_wise(third, place, "/")
    names = first.to_pandas()
    for more in (second, third, fourth):
        twice = names.duplicated(keep=False) | (names == "")
        if not twice.any():
            break
        names = names.where(~twice, more.to_pandas())
    if names.duplicated().any():  # whoever wants to can write documents that are called like others
        names = names + "#" + place.to_pandas()
    return pa.array(names, type=pa.string())
