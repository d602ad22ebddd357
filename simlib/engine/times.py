"""Times as engines read them: how fast orders come, customers fail and pay, and the minutes for calls, day by day."""

import datetime
from functools import lru_cache

import numpy as np

from simlib.days import DAYS_PER_YEAR, BusinessCalendar, to_day
from simlib.engine.setting import Floats, Ints, Table
from simlib.rules.orders import activity, order_time_units
from simlib.rules.payment import calendar_factor, past_pace
from simlib.rules.touches import call_budget
from simlib.scenario.months import Month
from simlib.scenario.policy import Policy
from simlib.scenario.scenario import Scenario

HALF_A_MONTH = 15


def call_minutes(policy: Policy, old: Policy, calendar: BusinessCalendar, rates: Table, start: int) -> Ints:
    """Return the minutes for calls of each day; collectors come in by and by where the policy does."""
    calls, before = policy.calls, old.calls
    collectors = calls.collectors + policy.sales_team.collectors
    days = np.arange(calendar.first, calendar.last + 1, dtype=np.int64)
    full = call_budget(collectors, calls.minutes_per_day, calls.presence)
    minutes = np.full(days.size, full, dtype=np.int64)
    if rates[0].ramps:
        since = before.collectors + old.sales_team.collectors
        for place in np.flatnonzero(days < start + rates[0].ramp_from + rates[0].ramp_days).tolist():
            progress = (days[place] - start - rates[0].ramp_from) / max(1.0, rates[0].ramp_days)
            now = since + (collectors - since) * min(max(float(progress), 0.0), 1.0)
            minutes[place] = call_budget(now, calls.minutes_per_day, calls.presence)
    return minutes


def failure_time(scenario: Scenario, calendar: BusinessCalendar, first: int) -> Ints:
    """Return the time in which customers fail at the close of each day from `first` on: years, faster in a wave of failures."""
    shocks = scenario.shocks
    month = _months_on(scenario, calendar)
    is_wave = (month >= shocks.insolvency_from) & (month < shocks.insolvency_from + shocks.insolvency_months)
    units = [order_time_units(factor / DAYS_PER_YEAR) for factor in (1.0, shocks.insolvency_factor)]
    days = np.arange(calendar.first, calendar.last + 1, dtype=np.int64)
    time: Ints = np.cumsum(np.where(days < first, 0, np.where(is_wave, units[1], units[0])))
    return time


def _months_on(scenario: Scenario, calendar: BusinessCalendar) -> Ints:
    """Return how many whole calendar months each day is after the month of the start."""
    days = np.arange(calendar.first, calendar.last + 1).astype("datetime64[D]").astype("datetime64[M]")
    months: Ints = (days - np.datetime64(scenario.start, "M")).astype(np.int64)
    return months


def factors(scenario: Scenario, calendar: BusinessCalendar) -> tuple[Floats, Ints]:
    """Return the hazard multiplier of each business day, and the business day from which it is another.

    A past trend moves it at the turn of the months, to its value in the middle of each.
    """
    behaviour, trend, shocks = scenario.behaviour, scenario.behaviour.trend, scenario.shocks
    slow = [behaviour.slow_months.get(month, 1.0) for month in Month]
    months, place_of_month = _business_months(scenario.calendar, calendar.first, calendar.last)
    start = _month_of(scenario.start)
    by_month = np.empty(len(months))
    for place, (month, first_day) in enumerate(months):
        before = 0 if trend.until is None else to_day(trend.until) - first_day - HALF_A_MONTH
        own = calendar_factor(slow[month % 12], behaviour.payment_speed)
        on = month - start
        is_slow = shocks.slowdown_from <= on < shocks.slowdown_from + shocks.slowdown_months
        by_month[place] = own * past_pace(trend.per_year, before) * (shocks.slowdown_factor if is_slow else 1.0)
    factor: Floats = by_month[place_of_month]
    changes = np.append(np.flatnonzero(factor[1:] != factor[:-1]) + 1, factor.size)
    until: Ints = changes[np.searchsorted(changes, np.arange(factor.size), side="right")]
    return factor, until


def _month_of(date: datetime.date) -> int:
    """Return how many months a date's month is after January 1970."""
    return (date.year - 1970) * 12 + date.month - 1


@lru_cache(maxsize=8)
def _business_months(country: str, first: int, last: int) -> tuple[list[tuple[int, int]], Ints]:
    """Return the months that have business days, each with its first day, and the place of each business day's month among them."""
    months = BusinessCalendar.of(country, first, last).business_day_at.astype("datetime64[D]").astype("datetime64[M]")
    each, place = np.unique(months, return_inverse=True)
    days: list[int] = each.astype("datetime64[D]").astype(np.int64).tolist()
    place.flags.writeable = False
    return list(zip(each.astype(np.int64).tolist(), days, strict=True)), place


def order_time(scenario: Scenario, calendar: BusinessCalendar, first: int, end: int) -> Ints:
    """Return the order time at the close of each day: activity, season and growth, on business days from `first` on."""
    firm = scenario.firm
    seasons = tuple(firm.seasons.get(month, 1.0) for month in Month)
    span = calendar.first, calendar.last, first, end, to_day(scenario.start)
    return _order_time(scenario.calendar, span, firm.activity, seasons, firm.growth_per_year)


@lru_cache(maxsize=8)
def _order_time(
    country: str, span: tuple[int, int, int, int, int], level: float, seasons: tuple[float, ...], growth: float
) -> Ints:
    """Return the order time for what it depends on: most scenarios that are compared share it."""
    known_from, known_until, first, end, start = span
    calendar = BusinessCalendar.of(country, known_from, known_until)
    days = np.arange(known_from, known_until + 1, dtype=np.int64)
    years = days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    per_year = {int(year): _business_days_in(country, int(year)) for year in np.unique(years)}
    steps = np.zeros(days.size, dtype=np.int64)
    for place in np.flatnonzero(calendar.is_business & (days >= first) & (days < end)).tolist():
        in_season = seasons[calendar.month[place]]
        pace = activity(level, in_season, growth, int(days[place]) - start, per_year[int(years[place])])
        steps[place] = order_time_units(pace)
    order_time: Ints = np.cumsum(steps)
    order_time.flags.writeable = False
    return order_time


@lru_cache(maxsize=256)
def _business_days_in(country: str, year: int) -> int:
    """Return the number of business days of a calendar year."""
    first, last = to_day(datetime.date(year, 1, 1)), to_day(datetime.date(year, 12, 31))
    return int(BusinessCalendar.of(country, first, last).is_business.sum())


def splice(before: Ints, after: Ints, start: int) -> Ints:
    """Return the order time that runs as one until the start, and as the other from there."""
    if before is after:
        return before
    spliced: Ints = after - after[start - 1] + before[start - 1]
    spliced[:start] = before[:start]
    return spliced
