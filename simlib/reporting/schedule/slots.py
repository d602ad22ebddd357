"""When a report is due: slots of a cron expression or of the last business day of each month, in a time zone.

A slot is a time on the clock of the wall. One that the change to summer time leaves out comes an hour later on that clock; one that
comes twice when summer time ends counts the first time. So each comes once.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from croniter import croniter

from simlib.days import BusinessCalendar, add_months, to_date, to_day

LAST_BUSINESS_DAY = "last_business_day"


def _field(value: str) -> str:
    """Return the pattern of a cron field: values, ranges and steps, joined by commas."""
    part = rf"(\*|({value})(-({value}))?)(/\d+)?"
    return f"{part}(,{part})*"


MONTHS = r"\d+|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
WEEKDAYS = r"\d|mon|tue|wed|thu|fri|sat|sun"
CRON = (*[_field(r"\d+")] * 3, _field(MONTHS), _field(WEEKDAYS))
"""Patterns of the five fields; what only some kinds of cron know, such as L, # or @daily, is refused."""

MARGIN = datetime.timedelta(hours=3)
"""More than any clock of a wall is moved by in summer."""


@dataclass(frozen=True, order=True)
class Slot:
    """One time at which a report is due.

    Attributes:
        instant: Seconds since 1970-01-01 UTC: what a slot is known by.
        local: The same in its own zone.
    """

    instant: int
    local: datetime.datetime

    @property
    def stem(self) -> str:
        """What its files are called after: ``2026-03-30-0700``; with seconds where it was ordered within a minute."""
        return self.local.strftime("%Y-%m-%d-%H%M%S" if self.local.second else "%Y-%m-%d-%H%M")


@dataclass(frozen=True)
class Rule:
    """When a report is due.

    Attributes:
        when: A cron expression of five fields, or ``last_business_day``.
        time_zone: The zone that the times are told in.
        at: The time of a ``last_business_day``, such as ``18:00``.
        country: Whose business days.
    """

    when: str
    time_zone: str = "Europe/Paris"
    at: str = "07:00"
    country: str = "FR"

    @property
    def text(self) -> str:
        """All of it in one line: another line is another rule."""
        own = f" {self.at} {self.country}" if self.when == LAST_BUSINESS_DAY else ""
        return f"{' '.join(self.when.split())}{own} {self.time_zone}"

    def slot(self, instant: float) -> Slot:
        """Return the slot of an instant."""
        return Slot(int(instant), datetime.datetime.fromtimestamp(int(instant), ZoneInfo(self.time_zone)))

    def latest(self, now: float) -> Slot | None:
        """Return the last slot at or before an instant; None where there was none."""
        return self._nearest(now, is_back=True)

    def following(self, now: float) -> Slot | None:
        """Return the first slot after an instant; None where none is to come."""
        return self._nearest(now, is_back=False)

    def _nearest(self, now: float, *, is_back: bool) -> Slot | None:
        """Return the last slot up to an instant, or the first one after it.

        Where clocks are moved, times in order on the wall may not be so in truth: all near the first one found are looked at.
        """
        side = -1 if is_back else 1
        found: tuple[int, datetime.datetime] | None = None
        for wall in self._walls(self._wall(now) - side * MARGIN, is_back=is_back):
            if found is not None and side * (wall - found[1]) > MARGIN:
                break
            instant = self._instant(wall)
            if (instant <= now) == is_back and (found is None or side * (instant - found[0]) < 0):
                found = (instant, wall)
        return self.slot(found[0]) if found is not None else None

    def _wall(self, instant: float) -> datetime.datetime:
        return datetime.datetime.fromtimestamp(instant, ZoneInfo(self.time_zone)).replace(tzinfo=None)

    def _instant(self, wall: datetime.datetime) -> int:
        return int(wall.replace(tzinfo=ZoneInfo(self.time_zone), fold=0).timestamp())

    def _walls(self, start: datetime.datetime, *, is_back: bool) -> Iterator[datetime.datetime]:
        """Yield times of the wall clock from a time on, or back from it."""
        if self.when == LAST_BUSINESS_DAY:
            hour, minute = (int(part) for part in self.at.split(":"))
            date = start.date().replace(day=1)
            for step in range(-1, 3):
                day = last_business_day(add_months(date, -step if is_back else step), self.country)
                yield datetime.datetime(day.year, day.month, day.day, hour, minute)  # noqa: DTZ001  # of the wall clock
            return
        times = croniter(self.when, start, ret_type=datetime.datetime)
        while True:
            yield times.get_prev() if is_back else times.get_next()


@lru_cache(maxsize=512)
def last_business_day(date: datetime.date, country: str) -> datetime.date:
    """Return the last business day of a date's month.

    >>> last_business_day(datetime.date(2026, 5, 3), "FR")
    datetime.date(2026, 5, 29)
    """
    first = date.replace(day=1)
    calendar = BusinessCalendar.of(country, to_day(first), to_day(add_months(first, 1)) - 1)
    return to_date(int(calendar.business_day_at[-1]))


def rule_fault(when: str) -> str:
    """Return why something is no cron expression nor ``last_business_day``; nothing where it is one."""
    if when == LAST_BUSINESS_DAY:
        return ""
    allowed = f"allowed: {LAST_BUSINESS_DAY}, or a cron expression of five fields (minute hour day month weekday), such as '0 7 * * 1'"
    fields = when.split()
    if len(fields) != len(CRON) or not all(map(re.fullmatch, CRON, (field.lower() for field in fields))):
        return allowed
    try:
        croniter(when, datetime.datetime(2026, 1, 1)).get_next()  # noqa: DTZ001  # of the wall clock
    except (ValueError, KeyError):
        return allowed
    return ""
