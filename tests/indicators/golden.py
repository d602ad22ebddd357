"""The golden ledger: eight invoices of four customers as of 2025-06-30, whose indicators were computed by hand."""

import datetime as dt

import numpy as np

from simlib.days import to_day
from simlib.indicators.balance import FirmBalance
from simlib.indicators.daily import Daily
from simlib.indicators.from_ledger import daily_of, ledger_events

FIRST = to_day(dt.date(2025, 2, 1))
AS_OF = to_day(dt.date(2025, 6, 30))
SECOND_QUARTER = to_day(dt.date(2025, 4, 1))
JUNE = to_day(dt.date(2025, 6, 1))

CUSTOMERS = ("A", "B", "C", "D")
INVOICES = (
    ("A", "2025-03-10", "2025-04-09", 12_000),
    ("A", "2025-04-15", "2025-05-15", 6_000),
    ("B", "2025-04-20", "2025-06-04", 18_000),
    ("B", "2025-05-12", "2025-06-26", 9_600),
    ("C", "2025-05-31", "2025-07-30", 24_000),
    ("A", "2025-06-10", "2025-07-10", 7_200),
    ("C", "2025-06-20", "2025-08-19", 14_400),
    ("D", "2025-02-03", "2025-03-05", 3_600),
)
PAYMENTS = ((0, "2025-04-09", 12_000), (1, "2025-05-25", 6_000), (5, "2025-06-25", 2_200))


def _days(dates: list[str]) -> np.ndarray:
    return np.array([to_day(dt.date.fromisoformat(date)) for date in dates], dtype=np.int64)


def golden_events() -> np.ndarray:
    """Return the event log of the golden ledger."""
    return ledger_events(
        customer=np.array([CUSTOMERS.index(row[0]) for row in INVOICES], dtype=np.int64),
        issued_on=_days([row[1] for row in INVOICES]),
        due_on=_days([row[2] for row in INVOICES]),
        gross=np.array([row[3] * 100 for row in INVOICES], dtype=np.int64),
        payment_invoice=np.array([row[0] for row in PAYMENTS], dtype=np.int64),
        paid_on=_days([row[1] for row in PAYMENTS]),
        paid=np.array([row[2] * 100 for row in PAYMENTS], dtype=np.int64),
    )


def golden_daily(start: int = SECOND_QUARTER, firm: FirmBalance | None = None, by_customer: bool = False) -> Daily:
    """Return the golden ledger's daily series up to 2025-06-30, on a calendar without closed days."""
    if not by_customer:
        return daily_of(golden_events(), FIRST, AS_OF, start=start, firm=firm)
    groups = np.arange(len(CUSTOMERS), dtype=np.int64)
    return daily_of(golden_events(), FIRST, AS_OF, start=start, firm=firm, group_of_customer=groups, groups=CUSTOMERS)
