"""Due days: the worked table of the two readings of "end of month", and the calendar of the standard library."""

import calendar
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simlib.days import to_date, to_day
from simlib.rules.terms import TermsRule, due_day, end_of_month

NET, END_THEN_DAYS, DAYS_THEN_END = TermsRule


@pytest.mark.parametrize(
    ("issued", "net", "end_then_days", "days_then_end"),
    [  # net at 60 days, the two readings of "45 days end of month"; the first row is that of a parliamentary report
        ("2025-01-15", "2025-03-16", "2025-03-17", "2025-03-31"),
        ("2025-01-31", "2025-04-01", "2025-03-17", "2025-03-31"),
        ("2026-03-10", "2026-05-09", "2026-05-15", "2026-04-30"),
        ("2026-02-01", "2026-04-02", "2026-04-14", "2026-03-31"),
    ],
)
def test_the_worked_table(issued: str, net: str, end_then_days: str, days_then_end: str) -> None:
    day = to_day(datetime.date.fromisoformat(issued))
    found = [due_day(day, NET, 60), due_day(day, END_THEN_DAYS, 45), due_day(day, DAYS_THEN_END, 45)]
    assert [to_date(one).isoformat() for one in found] == [net, end_then_days, days_then_end]


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 12, 31)))
def test_the_end_of_the_month_is_the_calendars(date: datetime.date) -> None:
    last = calendar.monthrange(date.year, date.month)[1]
    assert to_date(end_of_month(to_day(date))) == date.replace(day=last)


def test_every_day_of_four_centuries() -> None:
    first, end = to_day(datetime.date(1999, 12, 1)), to_day(datetime.date(2400, 2, 1))
    date, expected = datetime.date(1999, 12, 31), {}
    while to_day(date) < end:
        expected[date.year, date.month] = to_day(date)
        date = (date + datetime.timedelta(days=32)).replace(day=1) - datetime.timedelta(days=1)
    for day in range(first, end - 31):
        month = to_date(day)
        assert end_of_month(day) == expected[month.year, month.month]
