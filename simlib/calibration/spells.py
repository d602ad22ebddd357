"""Spells: for each invoice, the business days of lateness on which it could have been approved, and the one on which it was.

Lateness counts business days from the due day rolled forward to a business day; -3 is three business days early. An invoice of a
customer that pays in runs was approved on one of the days since the run before: its spell ends in an interval.
"""

from dataclasses import dataclass

import numpy as np

from simlib.calibration.book import Book, Bool, Float, Int
from simlib.calibration.trend import NO_TREND, Trend
from simlib.days import BusinessCalendar
from simlib.rules.payment import ATOM


@dataclass(frozen=True)
class Spells:
    """Waiting for approval, one row per invoice that was ever at risk.

    Attributes:
        invoice: int64, row of the invoice in the book.
        customer, segment: int64, indices.
        entry: int64, lateness on the first day at risk.
        clear: int64, lateness of the last day known to be without approval; `entry` - 1 where there is none.
        exit: int64, lateness of the last possible day of approval; equal to `clear` for a spell without event.
        event: Whether approval was seen (else the spell is censored).
        late_receipt: Whether the invoice was received after its due day, so that its first day at risk meets the due day's atom.
        week: int64, week of the issue day, counted from 1970.
        speed: float64, what the hazards of the invoice's time are multiplied by; a day at risk counts as so many.
    """

    invoice: Int
    customer: Int
    segment: Int
    entry: Int
    clear: Int
    exit: Int
    event: Bool
    late_receipt: Bool
    week: Int
    speed: Float

    def __len__(self) -> int:
        """Number of spells."""
        return self.invoice.size

    def of(self, chosen: Bool) -> "Spells":
        """Return the chosen spells."""
        fields = (getattr(self, name)[chosen] for name in Spells.__dataclass_fields__)
        return Spells(*fields)


def spells_of(
    book: Book,
    calendar: BusinessCalendar,
    *,
    transmission_days: int = 0,
    runs: dict[int, Bool] | None = None,
    seen_from: int | None = None,
    trend: Trend = NO_TREND,
) -> Spells:
    """Return the spells of a book.

    Args:
        book: Invoices up to `book.as_of`; open ones are censored there.
        calendar: Business days; covers the book (`calendar_over`).
        transmission_days: Calendar days from issue to receipt; nothing is at risk before.
        runs: By customer index, whether each day of the calendar is one of its payment runs; customers absent pay any business day.
        seen_from: First day on which payments are in the ledger; invoices issued before enter late (left truncation). None: all are.
        trend: How the hazards change with time.
    """
    base = calendar.first
    number = calendar.business_before
    due = number[calendar.next_business[book.due - base] - base]
    received = number[calendar.next_business[book.issue + transmission_days - base] - base]
    last_seen = number[np.minimum(book.as_of + 1, book.gone) - base] - 1
    paid_on = np.where(book.paid, book.cleared, book.as_of)
    approved = number[calendar.next_business[paid_on - base] - base]
    received = np.where(book.paid, np.minimum(received, approved), received)
    late_receipt = received > due
    first = received
    if seen_from is not None:
        start = number[seen_from - base]
        late_receipt &= received >= start
        first = np.maximum(received, start)
    exit_ = np.where(book.paid, approved, last_seen)
    clear = np.where(book.paid, approved - 1, last_seen)
    if runs:
        clear = _previous_runs(book, calendar, np.where(book.paid, approved, last_seen + 1), runs)
        exit_ = np.where(book.paid, approved, clear)
    clear = np.maximum(clear, first - 1)
    keep = exit_ >= first
    spells = Spells(
        invoice=np.arange(book.customer.size, dtype=np.int64),
        customer=book.customer,
        segment=book.segment,
        entry=first - due,
        clear=clear - due,
        exit=exit_ - due,
        event=book.paid,
        late_receipt=late_receipt,
        week=(book.issue + 3) // 7,
        speed=trend.speed(book.due),
    )
    return spells.of(keep)


def _previous_runs(book: Book, calendar: BusinessCalendar, approved: Int, runs: dict[int, Bool]) -> Int:
    """Return, per invoice, the business-day number of the last run before a day; the day before it where it may be paid any day.

    An open invoice may have been approved since the last run: nothing is known of these days.
    """
    clear = approved - 1
    begins = np.searchsorted(book.customer, np.arange(len(book.customers) + 1))
    numbers: dict[int, Int] = {}
    for customer, is_run in runs.items():
        mine = slice(begins[customer], begins[customer + 1])
        if id(is_run) not in numbers:
            numbers[id(is_run)] = calendar.business_before[np.flatnonzero(is_run)]
        run_numbers = numbers[id(is_run)]
        before = np.searchsorted(run_numbers, approved[mine], side="left") - 1
        clear[mine] = np.where(before >= 0, run_numbers[np.maximum(before, 0)], approved[mine] - 1)
    return clear


@dataclass(frozen=True)
class Bins:
    """Bins of lateness: `early` before the first start, then one bin from each start on.

    >>> Bins((-5, 0, 1, 6)).names
    ('early', 'd-5', 'd0', 'd1', 'd6')
    """

    starts: tuple[int, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the bins, as scenarios write them."""
        return ("early", *(f"d{start}" for start in self.starts))

    @property
    def atom(self) -> int:
        """Index of the due day's bin."""
        return self.starts.index(ATOM) + 1

    def __len__(self) -> int:
        """Number of bins."""
        return len(self.starts) + 1

    def index(self, lateness: Int) -> Int:
        """Return the bin of each lateness."""
        return np.searchsorted(np.array(self.starts), lateness, side="right").astype(np.int64)

    def edges(self) -> Float:
        """Return the bounds of the bins, the first and last infinite; shape [bins + 1]."""
        return np.concatenate(([-np.inf], np.array(self.starts, dtype=np.float64), [np.inf]))
