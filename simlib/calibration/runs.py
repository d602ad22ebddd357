"""Payment runs: which customers pay only on certain days, and which days these are.

A habit (a weekday, days of the month, the month's end) is taken for true where it explains the days on which a customer
paid far better than paying on any business day would, the number of habits tried being paid for. Receipts of the due day
itself say nothing: those who pay on the day pay then.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from simlib.calibration.book import Book, Bool, Float, Int
from simlib.days import BusinessCalendar
from simlib.engine.runs import run_calendars

OFF_RUN = 0.01
"""Share of payments granted off a run before it stops explaining them."""

EVIDENCE = math.log(20.0)
"""Log likelihood ratio, after the price of the search, beyond which a run is believed."""

MOST_OFF_RUN = 0.05
"""Share of payment days off the run beyond which it is not believed."""

FEWEST_DAYS = 4
DAYS_OF_MONTH = 31
WEEKDAYS = 7


@dataclass(frozen=True)
class Run:
    """A habit of paying: `any`, `weekly:0` (Monday) to `weekly:6`, `days:10,25`, or `end` of the month."""

    text: str

    @property
    def is_any(self) -> bool:
        """Whether the customer pays on any business day."""
        return self.text == "any"


ANY = Run("any")


def run_days(runs: Sequence[Run], calendar: BusinessCalendar) -> list[Bool]:
    """Return, per habit, which days of the calendar are runs; a closed day moves on, or back where it is the month's last."""
    calendars = run_calendars(calendar, [run.text for run in runs])
    days = np.arange(calendar.first, calendar.last + 1)
    known: dict[int, Bool] = {}
    for number in calendars.of_customer.tolist():
        if number not in known:
            is_run = calendars.run_on[number] == days
            known[number] = is_run & calendar.is_business
    return [known[number] for number in calendars.of_customer.tolist()]


def learn_runs(book: Book, calendar: BusinessCalendar) -> tuple[Run, ...]:
    """Return each customer's habit of paying."""
    return weigh_runs(book, calendar)[0]


def weigh_runs(book: Book, calendar: BusinessCalendar) -> tuple[tuple[Run, ...], Float]:
    """Return each customer's habit of paying, and by how much the likeliest one explains its payment days better than any day.

    The latter is the log of a likelihood ratio less the price of the search, float64 [customers]; NaN where too few days tell.
    """
    base = calendar.first
    rolled = calendar.next_business[book.due - base]
    paid = np.where(book.paid, calendar.next_business[np.minimum(book.cleared, book.as_of) - base], -1)
    telling = book.paid & (paid != rolled)
    begins = np.searchsorted(book.customer, np.arange(len(book.customers) + 1))
    candidates = _Candidates(calendar)
    found = [ANY] * len(book.customers)
    counted, may = _payment_days(book.customer[telling], paid[telling], candidates, len(found))
    gains = np.where(counted >= FEWEST_DAYS, -math.inf, math.nan)
    for customer in np.flatnonzero(may).tolist():
        mine = slice(begins[customer], begins[customer + 1])
        run, gains[customer] = _habit(np.unique(paid[mine][telling[mine]]), candidates)
        found[customer] = run if gains[customer] > EVIDENCE else ANY
    return tuple(found), gains


def _payment_days(customer: Int, paid: Int, candidates: "_Candidates", customers: int) -> tuple[Int, Bool]:
    """Return on how many days each customer pays, and whether so few of them are off some run that a habit may be believed.

    Two days of the month hold no more payment days than both do together.
    """
    calendar = candidates.calendar
    span = calendar.last - calendar.first + 1
    keys = np.unique(customer * span + paid - calendar.first)
    payer, day = keys // span, keys % span
    days = np.bincount(payer, minlength=customers)
    on_weekly = np.zeros(customers, dtype=np.int64)
    first, second = np.zeros((2, customers), dtype=np.int64)
    for run in (*candidates.weekly, *candidates.monthly):
        on = np.bincount(payer[candidates.is_run[run.text][day]], minlength=customers)
        if run in candidates.weekly:
            on_weekly = np.maximum(on_weekly, on)
        else:
            first, second = np.maximum(first, on), np.maximum(second, np.minimum(first, on))
    on_run = np.maximum(on_weekly, first + second)
    return days, (days >= FEWEST_DAYS) & (days - on_run <= MOST_OFF_RUN * days)


class _Candidates:
    """Habits to try on a calendar, with the days of each, made once."""

    def __init__(self, calendar: BusinessCalendar) -> None:
        self.calendar = calendar
        self.weekly = [Run(f"weekly:{weekday}") for weekday in range(WEEKDAYS)]
        self.monthly = [Run("end"), *(Run(f"days:{day}") for day in range(1, DAYS_OF_MONTH))]
        every = (*self.weekly, *self.monthly)
        self.is_run = dict(zip((run.text for run in every), run_days(every, calendar), strict=True))
        self.monthly_runs = np.array([self.is_run[run.text] for run in self.monthly])
        self.counted: dict[str, Int] = {}

    def runs_between(self, run: Run, first: int, last: int) -> int:
        """Return how many runs a habit has from one place of the calendar to another, both included."""
        if run.text not in self.counted:
            self.counted[run.text] = np.concatenate(([0], np.cumsum(self.days_of(run))))
        counted = self.counted[run.text]
        return int(counted[last + 1] - counted[first])

    def days_of(self, run: Run) -> Bool:
        """Return the days of a habit; those of several days of the month are the days of each."""
        if run.text not in self.is_run:
            days = run.text.removeprefix("days:").split(",")
            single = [self.is_run[f"days:{day}" if int(day) < DAYS_OF_MONTH else "end"] for day in days]
            self.is_run[run.text] = np.logical_or.reduce(single)
        return self.is_run[run.text]

    def near(self, days: Int) -> Iterator[tuple[Run, float]]:
        """Return the habits that may explain some days, with the log of how many were tried."""
        for run in self.weekly:
            yield run, math.log(WEEKDAYS)
        on_run = self.monthly_runs[:, days - self.calendar.first].sum(axis=1).tolist()
        hits = {run.text: on for run, on in zip(self.monthly, on_run, strict=True)}
        for run in self.monthly:
            yield run, math.log(DAYS_OF_MONTH)
        best = sorted(hits, key=lambda text: (-hits[text], text))[:6]
        for i, one in enumerate(best):
            for other in best[i + 1 :]:
                yield (
                    Run("days:" + ",".join(str(day) for day in sorted({_day_of(one), _day_of(other)}))),
                    2 * math.log(DAYS_OF_MONTH),
                )


def _day_of(text: str) -> int:
    """Return the day of the month of a habit with one; the end is the 31st."""
    return DAYS_OF_MONTH if text == "end" else int(text.removeprefix("days:"))


def _habit(days: Int, candidates: _Candidates) -> tuple[Run, float]:
    """Return the habit that explains a customer's payment days best, and by how much better than any day."""
    calendar = candidates.calendar
    first, last = days[0] - calendar.first, days[-1] - calendar.first
    open_days = int(calendar.is_business[first : last + 1].sum())
    best, most = ANY, -math.inf
    for run, price in candidates.near(days):
        on = int(np.count_nonzero(candidates.days_of(run)[days - calendar.first]))
        off = days.size - on
        if off > MOST_OFF_RUN * days.size:
            continue
        runs = candidates.runs_between(run, first, last)
        if runs == 0:
            continue
        gain = on * math.log((1.0 - OFF_RUN) * open_days / runs + OFF_RUN) + off * math.log(OFF_RUN) - price
        if gain > most:
            best, most = run, gain
    return best, most
