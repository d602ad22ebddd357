"""Payments under way: an invoice approved since its customer's last payment run is open in the books, and paid at the next run.

Nobody sees which invoices these are. The hazard gathered since the last run says how likely each is one; the opening book takes it along.
"""

import numpy as np

from simlib.calibration.book import Float, Int
from simlib.calibration.calendars import calendar_over
from simlib.calibration.learned import Learned
from simlib.calibration.runs import run_days
from simlib.days import BusinessCalendar


def gathered_since_run(learned: Learned, rows: Int) -> Float:
    """Return the hazard that each invoice gathered since its customer's last payment run; 0 where it pays on any day.

    Args:
        learned: What was learned.
        rows: Rows of open invoices.
    """
    book, hazards = learned.book, learned.hazards
    calendar = calendar_over(book, learned.calendar)
    base, number = calendar.first, calendar.business_before
    customer = book.customer[rows]
    due = number[calendar.next_business[book.due[rows] - base] - base]
    received = number[calendar.next_business[book.issue[rows] + learned.transmission_days - base] - base]
    today = number[book.as_of + 1 - base] - 1
    first = np.maximum(number[_last_runs(learned, calendar)[customer] + 1 - base], received)
    gathered = np.zeros(rows.size)
    rates = hazards.rates
    for back in range(int(np.max(today - first, initial=-1)) + 1):
        waits = today - back >= first
        gathered[waits] += rates[customer[waits], hazards.bins.index(today - back - due[waits])]
    return gathered


def _last_runs(learned: Learned, calendar: BusinessCalendar) -> Int:
    """Return each customer's last run up to today; today where it pays on any day."""
    today = learned.book.as_of
    last = np.full(len(learned.runs), today, dtype=np.int64)
    known: dict[str, int] = {}
    chosen = [place for place, run in enumerate(learned.runs) if not run.is_any]
    days = run_days([learned.runs[place] for place in chosen], calendar)
    for place, is_run in zip(chosen, days, strict=True):
        habit = learned.runs[place].text
        if habit not in known:
            known[habit] = calendar.first + int(np.flatnonzero(is_run[: today + 1 - calendar.first])[-1])
        last[place] = known[habit]
    return last
