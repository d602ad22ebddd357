"""Calendars of payment runs: on which days a customer pays, rolled to business days."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from simlib.days import NEVER, BusinessCalendar, Days
from simlib.errors import ScenarioError
from simlib.rules.payment import ANY_DAY, FIRST_OWN, FIRST_WEEKLY, MONTHLY, TWICE_MONTHLY


@dataclass(frozen=True)
class RunCalendars:
    """Run calendars by number, and the number of each customer whose habit is known.

    Attributes:
        run_on: int64 [calendar, day - first], the run on or after the day.
        of_customer: int64 per customer, -1 where the habit is drawn.
    """

    run_on: Days
    of_customer: Days


def run_calendars(calendar: BusinessCalendar, habits: Sequence[str]) -> RunCalendars:
    """Return the run calendars that customers may draw, and those that the file of customers names.

    Args:
        calendar: Business days.
        habits: One habit per customer: ``any``, ``weekly:0`` (Monday) to ``weekly:6``, ``days:10,25``, ``end``; empty where it is drawn.

    Raises:
        ScenarioError: A habit is none of these.
    """
    number: dict[str, int] = {"": -1, "any": ANY_DAY, "end": MONTHLY, "days:15,31": TWICE_MONTHLY}
    number |= {f"weekly:{weekday}": FIRST_WEEKLY + weekday for weekday in range(7)}
    own = [habit for habit in dict.fromkeys(habits) if habit not in number]
    number |= {habit: FIRST_OWN + place for place, habit in enumerate(own)}
    drawn = ["any", *(f"weekly:{weekday}" for weekday in range(7)), "days:15,31", "days:31"]
    return RunCalendars(
        run_on=np.array(
            [_next_run(calendar.country, calendar.first, calendar.last, habit) for habit in (*drawn, *own)]
        ),
        of_customer=np.array([number[habit] for habit in habits], dtype=np.int64),
    )


def _read_days(habit: str) -> tuple[int, ...]:
    kind, _, days = habit.partition(":")
    numbers = [int(day) for day in days.split(",") if day.strip().isdigit()]
    if kind != "days" or not numbers or not all(1 <= day <= 31 for day in numbers):
        raise ScenarioError(
            f"customers: runs {habit!r} is no payment habit; write any, weekly:0 (Monday) to weekly:6, days:10,25 or end"
        )
    return tuple(numbers)


@lru_cache(maxsize=512)
def _next_run(country: str, first: int, last: int, habit: str) -> Days:
    """Return the run on or after each day; a run on a closed day moves on, or back if it is the month's last day."""
    calendar = BusinessCalendar.of(country, first, last)
    days = np.arange(first, last + 1, dtype=np.int64)
    dates = days.astype("datetime64[D]")
    day_of_month = (dates - dates.astype("datetime64[M]").astype("datetime64[D]")).astype(np.int64) + 1
    is_last = (dates + 1).astype("datetime64[M]") != dates.astype("datetime64[M]")
    if habit == "any":
        due = np.ones(days.size, dtype=np.bool_)
    elif habit.startswith("weekly:"):
        due = (days + 3) % 7 == int(habit.removeprefix("weekly:"))  # 1970-01-01 was a Thursday, Monday is 0
    else:
        wanted = _read_days(habit)
        due = np.isin(day_of_month, wanted) | (is_last & (day_of_month < max(wanted)))
    rolled = np.where(is_last, calendar.previous_business, calendar.next_business)[due]
    is_run = np.zeros(days.size, dtype=np.bool_)
    is_run[rolled[(rolled >= first) & (rolled <= last)] - first] = True
    runs = days[is_run]
    following = np.searchsorted(runs, days)
    run_on: Days = np.append(runs, NEVER)[following]
    return run_on
