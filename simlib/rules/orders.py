"""Orders: when they come, what they amount to."""

import math

from simlib.days import DAYS_PER_YEAR
from simlib.jit import rule
from simlib.money import round_half_away, to_cents
from simlib.rules.chance import lognormal

TIME_UNIT = 1099511627776.0
"""Order time is counted in 2^-40 of a year of activity."""

WEEKS_PER_YEAR = 52.0
OPENING_WEEKS = 4194304
NEVER_ORDERS = 4611686018427387904


@rule
def activity(level: float, season: float, growth_per_year: float, days_on: int, business_days_of_year: int) -> float:
    """Return the share of a year's orders that falls on one business day.

    `days_on` counts days since the start, negative before it: activity grows steadily through both.
    """
    return level * season * math.exp(math.log1p(growth_per_year) * days_on / DAYS_PER_YEAR) / business_days_of_year


@rule
def order_time_units(years: float) -> int:
    """Return a span of activity, in years, as whole units of order time."""
    return int(math.floor(years * TIME_UNIT + 0.5))


@rule
def order_due_at(arrival: float, rate_before: float, rate: float, start: int) -> int:
    """Return the order time at which an order comes, given the unit-rate time of its arrival.

    The customer's time runs at `rate_before` (orders a year) until the order time `start`, at `rate` from then on.
    """
    if rate_before == rate:
        if rate <= 0.0:
            return NEVER_ORDERS
        return order_time_units(min(arrival / rate, 1e6))
    run = rate_before * (start / TIME_UNIT)
    if rate_before > 0.0 and arrival <= run:
        return order_time_units(min(arrival / rate_before, 1e6))
    if rate <= 0.0:
        return NEVER_ORDERS
    return start + order_time_units(min((arrival - run) / rate, 1e6))


@rule
def world_week(arrival: float, rate: float) -> int:
    """Return the world week of an order: whole weeks of the customer's own pace before its arrival.

    Season, growth and every decision of the firm stay out of it, so no lever can move an order into other company.
    """
    return int(math.floor(min(arrival * WEEKS_PER_YEAR / rate, 1e6)))


@rule
def customer_mean(mean: float, size_spread: float, size: float) -> float:
    """Return a customer's mean amount before VAT: its segment's, scaled by its own size."""
    return mean * lognormal(size_spread, size)


@rule
def amount_before_tax(mean: float, spread: float, own: float) -> int:
    """Return an order's amount before VAT, in cents, at least one: the order's own draw scales its customer's mean."""
    return max(1, to_cents(min(mean * lognormal(spread, own), 1e12)))


@rule
def amount_with_tax(before_tax: int, vat_rate: float) -> int:
    """Return an invoice's amount with VAT, rounded once per invoice.

    >>> amount_with_tax(1001, 0.2)
    1201
    """
    return before_tax + round_half_away(before_tax * vat_rate)


@rule
def opening_week(start: int, issued_on: int) -> int:
    """Return the world week of an invoice open at the start: whole weeks before it, numbered apart from those to come."""
    return OPENING_WEEKS + max(0, (start - issued_on) // 7)


@rule
def given_week(begin: int, issued_on: int) -> int:
    """Return the world week of an order whose date is given: no lever can move it."""
    return max(0, (issued_on - begin) // 7)


@rule
def expected_orders(orders_per_year: float, days: int) -> float:
    """Return how many orders a pace brings in so many days, on average."""
    return orders_per_year * days / DAYS_PER_YEAR
