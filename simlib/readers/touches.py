"""A log of touches read: who was reminded, when, through which channel; every row is accepted, rejected for a reason, or ignored."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from simlib.errors import ImportFailure
from simlib.readers.codes import channel, reached
from simlib.readers.fields import touch_choice, touch_fields
from simlib.readers.files import read_table
from simlib.readers.frames import reject_frame
from simlib.readers.importing import Imported
from simlib.readers.mapping import Mapping, read_mapping
from simlib.readers.notices import Notice
from simlib.readers.rows import Fate, Rows
from simlib.readers.table import Bool, Column, Int8, mask_of, shown
from simlib.rules.channels import CHANNEL_NAMES

UNKNOWN = -1


@dataclass(frozen=True)
class TouchLog:
    """A log of touches as read; rows read = accepted + rejected + ignored.

    Attributes:
        touches: One row per accepted touch: `customer_id`, `invoice_id` (null where the whole customer was reminded), `date` (int64 day),
            `channel` (number of a `Channel`), `delivered` (1 yes, 0 no, -1 unknown).
        rows_read, rows_accepted, rows_rejected, rows_ignored: What became of the rows.
        rejects: One row per rejected row: `file, line, reason, row`.
        warnings: What the user should know, one line each.
    """

    touches: pd.DataFrame
    rows_read: int
    rows_accepted: int
    rows_rejected: int
    rows_ignored: int
    rejects: pd.DataFrame
    warnings: tuple[str, ...]

    def counts(self) -> dict[str, int]:
        """Return what became of the rows, by name."""
        return {name: getattr(self, name) for name in ("rows_read", "rows_accepted", "rows_rejected", "rows_ignored")}

    @property
    def rejected_lines(self) -> list[str]:
        """One line for each rejected row: file, line, reason."""
        return [f"{one.file}:{one.line}: {one.reason}" for one in self.rejects.itertuples()]


def read_touches(file: Path | str, imported: Imported, *, mapping: Path | str | None = None) -> TouchLog:
    """Return what a log of touches holds.

    Args:
        file: A CSV, Excel or Parquet file, one row per touch.
        imported: The ledger whose invoices and customers it names.
        mapping: A mapping file; its `touches` names columns, its `channels` what their values mean.

    Raises:
        ImportFailure: The file cannot be read as a whole; what is wrong with a single row only rejects that row.
    """
    known = read_mapping(Path(mapping) if mapping is not None else None)
    table = read_table(Path(file), touch_choice(known))
    rows = Rows(table, touch_fields(table, known), known)
    if not len(rows) + len(table.torn):
        raise ImportFailure(Notice("refusal.no_rows", file=table.name))
    rows.warnings.extend(table.warnings)
    rows.ignore_blank_rows()
    days = rows.need_dates("touch_date").days
    channels = _channels(rows, known)
    invoice_id, customer_id = _led_to_the_ledger(rows, imported)
    delivered = _delivered(rows)
    rows.ignore(_copies(rows, invoice_id, customer_id, days, channels), "reader.touch_copy")
    kept = rows.fate == Fate.ACCEPTED
    touches = pd.DataFrame(
        {
            "customer_id": customer_id.to_numpy(zero_copy_only=False)[kept],
            "invoice_id": pd.Series(invoice_id.to_numpy(zero_copy_only=False)[kept], dtype=object).replace("", None),
            "date": days[kept],
            "channel": channels[kept].astype(np.int64),
            "delivered": delivered[kept].astype(np.int64),
        }
    )
    fates = {fate: int(np.count_nonzero(rows.fate == fate)) for fate in Fate}
    return TouchLog(
        touches=touches,
        rows_read=len(rows) + len(table.torn),
        rows_accepted=fates[Fate.ACCEPTED],
        rows_rejected=fates[Fate.REJECTED] + len(table.torn),
        rows_ignored=fates[Fate.IGNORED],
        rejects=reject_frame([rows]),
        warnings=tuple(rows.warnings),
    )


def _channels(rows: Rows, mapping: Mapping) -> Int8:
    """Return the channel of each row, by its cell for the channel, else by that for the step; rows without one are rejected."""
    found = np.full(len(rows), UNKNOWN, dtype=np.int8)
    names = [name for name in ("channel", "step") if rows.has(name)]
    for name in names:
        coded = pc.dictionary_encode(rows.text(name))
        meanings = [_channel(text, mapping) for text in coded.dictionary.to_pylist()]
        told = np.array([UNKNOWN if one is None else one for one in meanings], dtype=np.int8)
        found = np.where(found == UNKNOWN, told[coded.indices.to_numpy()] if told.size else found, found)
    unknown = found == UNKNOWN
    rows.reject(unknown, lambda row: _no_channel(rows, names, row))
    return found


def _channel(text: str, mapping: Mapping) -> int | None:
    """Return the channel that a cell means: as the mapping says, else by its words."""
    named = mapping.channels.get(text)
    return CHANNEL_NAMES.index(named) if named is not None else channel(text)


def _no_channel(rows: Rows, names: Sequence[str], row: int) -> str:
    """Return why a row has no channel."""
    cells = [rows.text(name)[row].as_py() for name in names]
    filled = [shown(cell) for cell in cells if cell]
    if not filled:
        return f"{' and '.join(names)} blank; write one of {', '.join(CHANNEL_NAMES)}"
    return f"no channel is known by {' or '.join(filled)}; write one of {', '.join(CHANNEL_NAMES)}, or name it in a mapping file"


def _led_to_the_ledger(rows: Rows, imported: Imported) -> tuple[Column, Column]:
    """Return the invoice and the customer of each row; those that the ledger does not know are rejected."""
    invoice_id, customer_id = rows.text("invoice_id"), rows.text("customer_id")
    nobody = mask_of(pc.and_(pc.equal(invoice_id, ""), pc.equal(customer_id, "")))
    rows.reject(nobody, lambda _: "neither invoice_id nor customer_id is given")
    ids = pa.array(imported.invoices["invoice_id"].astype(str), type=pa.string())
    payers = pa.array(imported.invoices["customer_id"].astype(str), type=pa.string())
    at = pc.index_in(invoice_id, value_set=ids)
    has_invoice = mask_of(pc.not_equal(invoice_id, ""))
    is_known = mask_of(pc.is_valid(at))
    rows.reject(has_invoice & ~is_known, lambda row: f"invoice {shown(invoice_id[row].as_py())} is not in the ledger")
    stranger = ~has_invoice & mask_of(pc.not_equal(customer_id, ""))
    stranger &= ~mask_of(pc.is_in(customer_id, value_set=payers))
    rows.reject(stranger, lambda row: f"customer {shown(customer_id[row].as_py())} has no invoice in the ledger")
    return invoice_id, pc.coalesce(payers.take(at), customer_id)


def _delivered(rows: Rows) -> Int8:
    """Return which touches reached their addressee: 1 yes, 0 no, -1 unknown."""
    coded = pc.dictionary_encode(rows.text("delivered"))
    meanings = [reached(text) for text in coded.dictionary.to_pylist()]
    told = np.array([UNKNOWN if one is None else int(one) for one in meanings], dtype=np.int8)
    unclear = np.array(
        [one is None and bool(text) for one, text in zip(meanings, coded.dictionary.to_pylist(), strict=True)],
        dtype=np.bool_,
    )
    if not len(rows):
        return np.zeros(0, dtype=np.int8)
    place = coded.indices.to_numpy()
    rows.warn(int(np.count_nonzero(unclear[place] & (rows.fate == Fate.ACCEPTED))), "reader.delivery_unread")
    found: Int8 = told[place]
    return found


def _copies(rows: Rows, invoice_id: Column, customer_id: Column, days: "np.ndarray", channels: Int8) -> Bool:
    """Return which accepted rows tell a touch that an earlier one told: same customer or invoice, day and channel."""
    frame = pd.DataFrame(
        {
            "invoice": invoice_id.to_numpy(zero_copy_only=False),
            "customer": customer_id.to_numpy(zero_copy_only=False),
            "day": days,
            "channel": channels,
        }
    )
    accepted = rows.fate == Fate.ACCEPTED
    again: Bool = np.zeros(len(rows), dtype=np.bool_)
    again[accepted] = frame[accepted].duplicated().to_numpy()
    return again
