"""Calendars of payment runs: on which days a customer pays, rolled to business days."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from simlib.days import NEVER, BusinessCalendar, to_date
from simlib.errors import ScenarioError
from simlib.rules.payment import ANY_DAY, FIRST_OWN, FIRST_WEEKLY, MONTHLY, TWICE_MONTHLY


@dataclass(frozen=True)
class RunCalendars:
    """Run calendars by number, and the number of each customer whose habit is known.

    Attributes:
        run_on: int64 [calendar, day - first], the run on or after the day.
        of_customer: int64 per customer, -1 where the habit is drawn.
    """

    run_on: npt.NDArray[np.int64]
    of_customer: npt.NDArray[np.int64]


def run_calendars(calendar: BusinessCalendar, habits: Sequence[str]) -> RunCalendars:
    """Return the run calendars that customers may draw, and those that the file of customers names.

    Args:
        calendar: Business days.
        habits: One habit per customer: ``any``, ``weekly:0`` (Monday) to ``weekly:6``, ``days:10,25``, ``end``; empty where it is drawn.

    Raises:
        ScenarioError: A habit is none of these.
    """
    weekly = [_weekday(weekday) for weekday in range(7)]
    fixed = [_every_day, *weekly, _days_of_month((15, 31)), _days_of_month((31,))]
    number: dict[str, int] = {"": -1, "any": ANY_DAY, "end": MONTHLY, "days:15,31": TWICE_MONTHLY}
    number |= {f"weekly:{weekday}": FIRST_WEEKLY + weekday for weekday in range(7)}
    own = [habit for habit in dict.fromkeys(habits) if habit not in number]
    number |= {habit: FIRST_OWN + place for place, habit in enumerate(own)}
    matches = [*fixed, *(_days_of_month(_read_days(habit)) for habit in own)]
    return RunCalendars(
        run_on=np.array([_next_run(calendar, matcher) for matcher in matches], dtype=np.int64),
        of_customer=np.array([number[habit] for habit in habits], dtype=np.int64),
    )


Matcher = Callable[[datetime.date], bool]


def _every_day(date: datetime.date) -> bool:
    return True


def _weekday(weekday: int) -> Matcher:
    return lambda date: date.weekday() == weekday


def _days_of_month(days: tuple[int, ...]) -> Matcher:
    def matches(date: datetime.date) -> bool:
        last = (date.replace(day=28) + datetime.timedelta(days=4)).replace(day=1) - datetime.timedelta(days=1)
        return date.day in days or (date.day == last.day and max(days) > last.day)

    return matches


def _read_days(habit: str) -> tuple[int, ...]:
    kind, _, days = habit.partition(":")
    numbers = [int(day) for day in days.split(",") if day.strip().isdigit()]
    if kind != "days" or not numbers or not all(1 <= day <= 31 for day in numbers):
        raise ScenarioError(
            f"customers: runs {habit!r} is no payment habit; write any, weekly:0 (Monday) to weekly:6, days:10,25 or end"
        )
    return tuple(numbers)


def _next_run(calendar: BusinessCalendar, matcher: Matcher) -> npt.NDArray[np.int64]:
    """Return the run on or after each day; a run on a closed day moves on, or back if it is the month's last day."""
    is_run = np.zeros(calendar.is_business.size, dtype=np.bool_)
    for place in range(is_run.size):
        day = calendar.first + place
        date = to_date(day)
        if matcher(date):
            is_last = to_date(day + 1).month != date.month
            rolled = calendar.previous_business[place] if is_last else calendar.next_business[place]
            if calendar.first <= rolled <= calendar.last:
                is_run[rolled - calendar.first] = True
    following = np.full(is_run.size, NEVER, dtype=np.int64)
    upcoming = NEVER
    for place in range(is_run.size - 1, -1, -1):
        if is_run[place]:
            upcoming = calendar.first + place
        following[place] = upcoming
    return following
