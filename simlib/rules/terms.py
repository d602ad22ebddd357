"""Payment terms: the contractual due day of an invoice (Code de commerce, art. L441-10)."""

from enum import IntEnum

from simlib.jit import rule


class TermsRule(IntEnum):
    """How a due day is counted; "45 days end of month" is read both ways in practice."""

    NET = 0
    END_OF_MONTH_THEN_DAYS = 1
    DAYS_THEN_END_OF_MONTH = 2


@rule
def end_of_month(day: int) -> int:
    """Return the last day of a day's calendar month.

    Source: the civil-from-days arithmetic of H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    """
    shifted = day + 719468
    era = shifted // 146097
    day_of_era = shifted - era * 146097
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // 146096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    month = (5 * day_of_year + 2) // 153
    if month == 11:  # February ends the year that begins in March
        year_of_era += 1
        leap = year_of_era % 4 == 0 and (year_of_era % 100 != 0 or year_of_era % 400 == 0)
        return day - day_of_year + 337 + (28 if leap else 27)
    return day - day_of_year + (153 * (month + 1) + 2) // 5 - 1


@rule
def due_day(issued_on: int, terms: int, days: int) -> int:
    """Return the contractual due day under a terms rule.

    >>> import datetime
    >>> from simlib.days import to_date, to_day
    >>> issued = to_day(datetime.date(2026, 3, 10))
    >>> [to_date(due_day(issued, rule, days)).isoformat() for rule, days in ((0, 60), (1, 45), (2, 45))]
    ['2026-05-09', '2026-05-15', '2026-04-30']
    """
    return due_day_by(issued_on, terms, days, end_of_month(counted_from(issued_on, terms, days)))


@rule
def counted_from(issued_on: int, terms: int, days: int) -> int:
    """Return the day whose month counts under a terms rule."""
    return issued_on + days if terms == 2 else issued_on


@rule
def due_day_by(issued_on: int, terms: int, days: int, month_end: int) -> int:
    """Return the contractual due day, the last day of the month that counts being known."""
    if terms == 1:
        return month_end + days
    if terms == 2:
        return month_end
    return issued_on + days


@rule
def month_start(last: int) -> int:
    """Return the first day of the month whose last day is given."""
    return end_of_month(last - 31) + 1


@rule
def months_later(day: int, months: int) -> int:
    """Return the same day so many months later, or that month's last where it has no such day.

    >>> import datetime
    >>> from simlib.days import to_date, to_day
    >>> to_date(months_later(to_day(datetime.date(2026, 1, 31)), 1)).isoformat()
    '2026-02-28'
    """
    last = end_of_month(day)
    in_month = day - month_start(last)
    for _ in range(months):
        last = end_of_month(last + 1)
    return min(month_start(last) + in_month, last)
