"""Calendars: whether customers keep to a working week."""

import numpy as np

from simlib.calibration.book import Book
from simlib.days import SEVEN_DAY, BusinessCalendar

CLOSED_WEEK_SHARE = 0.05
"""Share of payments on Saturdays and Sundays above which every day counts as a business day."""

MARGIN_BEFORE, MARGIN_AFTER = 400, 800


def detect_calendar(book: Book, country: str) -> str:
    """Return the country's calendar, or `seven_day` where receipts fall on Saturdays and Sundays too often for a working week."""
    days = book.cleared[book.paid]
    if days.size and float(np.mean((days + 3) % 7 >= 5)) > CLOSED_WEEK_SHARE:
        return SEVEN_DAY
    return country


def calendar_over(book: Book, name: str) -> BusinessCalendar:
    """Return a calendar that covers the book with a margin on both sides.

    Raises:
        ScenarioError: The calendar is unknown.
    """
    first, last = min(book.first, int(book.due.min())), max(book.as_of, int(book.due.max()))
    return BusinessCalendar.of(name, first - MARGIN_BEFORE, last + MARGIN_AFTER)
