"""The event log of one replication, in the one order that both engines agree on."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from simlib.ledger.events import PHASE_OF_KIND, Column, Kind, Phase

if TYPE_CHECKING:
    import pandas as pd

Events = npt.NDArray[np.int64]

_PHASES = np.array([PHASE_OF_KIND[kind] for kind in Kind], dtype=np.int64)


def in_order(events: Events) -> Events:
    """Return events sorted by day, phase, customer, invoice, kind and reference: a total order that no engine decides."""
    phase = _PHASES[events[:, Column.KIND]]
    keys = (Column.OPEN, Column.AMOUNT, Column.REF, Column.KIND, Column.INVOICE, Column.CUSTOMER)
    order = np.lexsort((*(events[:, key] for key in keys), phase, events[:, Column.DAY]))
    return events[order]


@dataclass(frozen=True, eq=False)
class EventLog:
    """What happened in one replication.

    Attributes:
        rows: int64 ``[n, 10]``, in order; columns of `Column`.
        customers: Customer ids by place.
        segments: Segment of each customer.
        given_ids: Ids of invoices that came with one: {(customer place, ordinal): id}.
    """

    rows: Events
    customers: tuple[str, ...]
    segments: tuple[str, ...]
    given_ids: dict[tuple[int, int], str]

    def invoice_id(self, customer: int, ordinal: int) -> str:
        """Return an invoice's id: the one it came with, else its customer's id and its ordinal."""
        given = self.given_ids.get((customer, ordinal))
        return f"{self.customers[customer]}/{ordinal + 1}" if given is None else given

    def to_frame(self, replication: int = 0) -> "pd.DataFrame":
        """Return the public table of events: replication, seq, day, phase, kind, customer_id, invoice_id, amount_cents, ref."""
        import pandas as pd

        rows = self.rows
        kinds = rows[:, Column.KIND]
        pairs = zip(rows[:, Column.CUSTOMER].tolist(), rows[:, Column.INVOICE].tolist(), strict=True)
        return pd.DataFrame(
            {
                "replication": np.full(len(rows), replication, dtype=np.int64),
                "seq": np.arange(len(rows), dtype=np.int64),
                "day": _dates(rows[:, Column.DAY]),
                "phase": pd.Categorical.from_codes(_PHASES[kinds], pd.Index([phase.name.lower() for phase in Phase])),
                "kind": pd.Categorical.from_codes(kinds, pd.Index([kind.name.lower() for kind in Kind])),
                "customer_id": [self.customers[c] for c in rows[:, Column.CUSTOMER].tolist()],
                "invoice_id": [None if ordinal == -1 else self.invoice_id(c, ordinal) for c, ordinal in pairs],
                "amount_cents": rows[:, Column.AMOUNT],
                "ref": rows[:, Column.REF],
            }
        )

    def invoices(self, replication: int = 0) -> "pd.DataFrame":
        """Return the public ledger: one row per invoice issued or open at the start, what became of it at the end of the log."""
        import pandas as pd

        rows = self.rows
        kind = rows[:, Column.KIND]
        entered = rows[(kind == Kind.ISSUED) | (kind == Kind.OPENED)]
        key = entered[:, [Column.CUSTOMER, Column.INVOICE]]
        ledger = pd.DataFrame(key, columns=["customer", "ordinal"]).assign(
            issue_date=_dates(entered[:, Column.ISSUED_ON]),
            due_date=_dates(entered[:, Column.DUE_ON]),
            amount_cents=entered[:, Column.AMOUNT],
        )
        ledger = ledger.set_index(["customer", "ordinal"])

        def cents(of: Kind) -> Events:
            return _per_invoice(rows[kind == of], Column.AMOUNT, "sum", ledger.index)

        ledger["paid_cents"] = cents(Kind.PAID) - cents(Kind.REJECTED)
        ledger["credited_cents"] = cents(Kind.CREDITED)
        ledger["written_off_cents"] = cents(Kind.WRITTEN_OFF)
        is_paid = ledger["paid_cents"] > 0
        for column, of in (("last_paid_date", Kind.PAID), ("applied_date", Kind.APPLIED)):
            days = _last_day(rows[kind == of], ledger.index)
            ledger[column] = np.where(is_paid, days, np.datetime64("NaT"))
        ledger["touches"] = _per_invoice(rows[kind == Kind.REMINDED], Column.DAY, "count", ledger.index)
        ledger["calls"] = _per_invoice(rows[kind == Kind.CALLED], Column.DAY, "count", ledger.index)
        ledger["disputed"] = _per_invoice(rows[kind == Kind.DISPUTED], Column.DAY, "count", ledger.index) > 0
        ledger = ledger.reset_index()
        places = list(zip(ledger.pop("customer").tolist(), ledger.pop("ordinal").tolist(), strict=True))
        ledger.insert(0, "segment", [self.segments[c] for c, _ in places])
        ledger.insert(0, "customer_id", [self.customers[c] for c, _ in places])
        ledger.insert(0, "invoice_id", [self.invoice_id(c, ordinal) for c, ordinal in places])
        ledger.insert(0, "replication", np.full(len(ledger), replication, dtype=np.int64))
        return ledger


def _dates(days: Events) -> npt.NDArray[np.datetime64]:
    return days.astype("datetime64[D]").astype("datetime64[s]")


def _per_invoice(rows: Events, column: int, how: str, index: "pd.Index[Any]") -> npt.NDArray[np.int64]:
    import pandas as pd

    values = pd.Series(
        rows[:, column], index=pd.MultiIndex.from_arrays([rows[:, Column.CUSTOMER], rows[:, Column.INVOICE]])
    )
    found = values.groupby(level=[0, 1]).agg(how).reindex(index, fill_value=0)
    return found.to_numpy(dtype=np.int64)


def _last_day(rows: Events, index: "pd.Index[Any]") -> npt.NDArray[np.datetime64]:
    import pandas as pd

    keys = pd.MultiIndex.from_arrays([rows[:, Column.CUSTOMER], rows[:, Column.INVOICE]])
    days = pd.Series(rows[:, Column.DAY], index=keys).groupby(level=[0, 1]).max().reindex(index, fill_value=-(2**40))
    dates = days.to_numpy(dtype=np.int64)
    result = _dates(np.maximum(dates, -(2**30)))
    result[dates <= -(2**30)] = np.datetime64("NaT")
    return result
