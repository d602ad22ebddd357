"""Day numbers, dates and business days.

A day is an integer: the number of days since 1970-01-01. A business calendar says which days count for work, either those of
a country (its weekend and public holidays) or all seven of the week.
"""

import datetime
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from simlib.errors import ScenarioError

NEVER = 2**31 - 1
"""A day that does not come."""

DAYS_PER_YEAR = 365.0
"""Days in a year, for rates that are told by the year."""

SEVEN_DAY = "seven_day"
_EPOCH = datetime.date(1970, 1, 1).toordinal()

Days = npt.NDArray[np.int64]


def to_day(date: datetime.date) -> int:
    """Return the day number of a date.

    >>> to_day(datetime.date(1970, 1, 2))
    1
    """
    return date.toordinal() - _EPOCH


def to_date(day: int) -> datetime.date:
    """Return the date of a day number."""
    return datetime.date.fromordinal(int(day) + _EPOCH)


def add_months(date: datetime.date, months: int) -> datetime.date:
    """Return the same day of the month, months later; the last day where the month is shorter.

    >>> add_months(datetime.date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    first_of_next = datetime.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (first_of_next - datetime.timedelta(days=1)).day
    return datetime.date(year, month + 1, min(date.day, last))


def month_ends(first: int, last: int) -> list[int]:
    """Return the last days of the calendar months that end within [first, last]."""
    date = to_date(first).replace(day=1)
    ends: list[int] = []
    while True:
        date = add_months(date, 1)
        end = to_day(date) - 1
        if end > last:
            return ends
        ends.append(end)


@dataclass(frozen=True)
class BusinessCalendar:
    """Business days over the span [first, last]; every array is indexed by day - first.

    Attributes:
        country: ISO code of the country, or ``seven_day``.
        first: First day of the span.
        last: Last day of the span.
        week_length: Business days in a week without holidays, 5 or 7.
        is_business: bool per day.
        business_before: int64 per day, number of business days in [first, day).
        next_business: int64 per day, the business day on or after it.
        previous_business: int64 per day, the business day on or before it.
        business_day_at: int64 per business day of the span, its day number.
        month: int64 per day, the calendar month 0 to 11.
        month_end: int64 per day, the last day of its month.
    """

    country: str
    first: int
    last: int
    week_length: int
    is_business: npt.NDArray[np.bool_]
    business_before: Days
    next_business: Days
    previous_business: Days
    business_day_at: Days
    month: Days
    month_end: Days

    @classmethod
    def of(cls, country: str, first: int, last: int) -> "BusinessCalendar":
        """Return the calendar of a country over a span of days.

        Raises:
            ScenarioError: The country is unknown.
        """
        return _calendar(country, int(first), int(last))

    def business_days_between(self, start: int, end: int) -> int:
        """Return the number of business days in [start, end)."""
        return int(self.business_before[end - self.first] - self.business_before[start - self.first])

    def month_ends(self, first: int, last: int) -> list[int]:
        """Return the last days of the months that end within [first, last]."""
        return month_ends(first, last)


@lru_cache(maxsize=32)
def _calendar(country: str, first: int, last: int) -> BusinessCalendar:
    days = np.arange(first, last + 1, dtype=np.int64)
    dates = days.astype("datetime64[D]")
    if country == SEVEN_DAY:
        is_business, week_length = np.ones(days.size, dtype=np.bool_), 7
    else:
        is_business, week_length = _working_days(country, days), 5
    running = np.cumsum(is_business)
    before = np.concatenate(([0], running[:-1])).astype(np.int64)
    at = days[is_business]
    if at.size == 0:
        raise ScenarioError(f"calendar {country!r} has no business day between {to_date(first)} and {to_date(last)}")
    following = at[np.minimum(before, at.size - 1)]
    preceding = at[np.maximum(running - 1, 0)]
    months = dates.astype("datetime64[M]")
    return BusinessCalendar(
        country=country,
        first=first,
        last=last,
        week_length=week_length,
        is_business=is_business,
        business_before=before,
        next_business=following.astype(np.int64),
        previous_business=preceding.astype(np.int64),
        business_day_at=at.astype(np.int64),
        month=months.astype(np.int64) % 12,
        month_end=(months + 1).astype("datetime64[D]").astype(np.int64) - 1,
    )


def _working_days(country: str, days: Days) -> npt.NDArray[np.bool_]:
    """Return which days are neither weekend nor public holiday in a country."""
    import holidays  # only where a country's calendar is asked for: the package takes its time

    years = range(to_date(int(days[0])).year, to_date(int(days[-1])).year + 1)
    try:
        closed = holidays.country_holidays(country, years=years)
    except NotImplementedError:
        raise ScenarioError(
            f"calendar: {country!r} is not a country known by its two-letter code; "
            f"write for example FR, DE, BE, or {SEVEN_DAY} for a week without closed days"
        ) from None
    weekend = np.array(sorted(closed.weekend), dtype=np.int64)
    weekday = (days + 3) % 7  # 1970-01-01 was a Thursday, Monday is 0
    closed_days = np.array(sorted(to_day(date) for date in closed), dtype=np.int64)
    return ~np.isin(weekday, weekend) & ~np.isin(days, closed_days)
