"""Payment: the daily hazard of approval, and the way from approval to the bank and the books."""

import math

from simlib.days import DAYS_PER_YEAR
from simlib.jit import rule
from simlib.rules.chance import hazard_units

ATOM = 0
"""Lateness, in business days, of the due day itself: those who pay on the day pay here."""

ANY_DAY = 0
FIRST_WEEKLY = 1
TWICE_MONTHLY = 8
MONTHLY = 9
FIRST_OWN = 10
"""Run calendars: any business day, weekly from Monday to Sunday, 15th and month end, month end; then those of the customers' file."""


@rule
def lateness(today: int, rolled_due: int, received: int) -> int:
    """Return an invoice's lateness in business days, all three given as business-day numbers.

    An invoice received after its due day, rolled to a business day, meets the due day's atom on the day of receipt.
    """
    if today == received and received > rolled_due:
        return ATOM
    return today - rolled_due


@rule
def calendar_factor(slow_month: float, payment_speed: float) -> float:
    """Return the multiplier of a day's hazards: the month's own, times that of the times one lives in."""
    return slow_month * payment_speed


@rule
def past_pace(growth_per_year: float, days_before: int) -> float:
    """Return the multiplier of hazards so many days before the end of a trend; one from there on.

    >>> past_pace(0.25, 365), past_pace(0.25, -10)
    (0.8, 1.0)
    """
    return math.exp(-math.log1p(growth_per_year) * max(days_before, 0) / DAYS_PER_YEAR)


@rule
def daily_hazard(rate: float, frailty: float, calendar: float, touches: float) -> int:
    """Return the hazard of approval of one business day, in hazard units, rounded once.

    `touches` is the sum of the logs of the touches' hazard ratios in force.
    """
    multiplier = 1.0 if touches == 0.0 else math.exp(touches)
    return hazard_units(rate * frailty * calendar * multiplier)


@rule
def days_to_reach(remaining: int, hazard: int) -> int:
    """Return the number of business days of a constant hazard that reach what remains of the draw; 2^31 - 1 if never.

    >>> days_to_reach(10, 4)
    3
    """
    if hazard <= 0:
        return 2147483647
    return min((remaining - 1) // hazard + 1, 2147483647)


@rule
def left_patience(patience: int, spent: int) -> int:
    """Return what is left of an invoice's patience after hazard was spent on it; at least one unit, gone on the first day of any hazard.

    >>> left_patience(10, 4), left_patience(10, 12)
    (6, 1)
    """
    return max(patience - spent, 1)


@rule
def run_calendar(
    u: float, u_weekday: float, weekly: float, twice_monthly: float, monthly: float, week_length: int
) -> int:
    """Return a customer's calendar of payment runs from its draws and the shares of each habit."""
    if u < weekly:
        return FIRST_WEEKLY + min(int(math.floor(u_weekday * week_length)), week_length - 1)
    if u < weekly + twice_monthly:
        return TWICE_MONTHLY
    if u < weekly + twice_monthly + monthly:
        return MONTHLY
    return ANY_DAY


@rule
def business_days_in(days: int, week_length: int) -> int:
    """Return how many business days a span of calendar days holds, rounded half up.

    >>> business_days_in(30, 5), business_days_in(30, 7)
    (21, 30)
    """
    return int(math.floor(days * week_length / 7.0 + 0.5))
