"""Treasury: what leaves the bank on which day, what is drawn on lines of credit, and what they cost."""

import math

from simlib.jit import rule
from simlib.money import round_half_away

MILLION = 1_000_000
BANKERS_YEAR = 360
"""Days of the year by which banks count interest."""

MONTHLY, QUARTERLY = 1, 3
"""Months between two payments of the same kind."""

QUARTER = 3


@rule
def is_month_of_rent(month: int, every: int) -> bool:
    """Return whether rent falls in a month (0 is January): each month, or the first of each quarter, in advance."""
    return month % every == 0


@rule
def is_month_of_tax(month: int) -> bool:
    """Return whether an instalment of corporate tax falls in a month (0 is January): March, June, September, December."""
    return month % QUARTER == QUARTER - 1


@rule
def is_month_of_return(month: int, every: int) -> bool:
    """Return whether VAT is paid in a month (0 is January): for the month before it, or for the quarter that ended with it."""
    return month % every == 0


@rule
def tax_to_pay(collected: int, deducted: int, credit: int) -> int:
    """Return the VAT of a return, cents: collected less paid on purchases and a credit from before, never less than zero."""
    return max(collected - deducted - credit, 0)


@rule
def tax_credit(collected: int, deducted: int, credit: int) -> int:
    """Return the VAT credit that a return hands on to the next one, cents."""
    return max(deducted + credit - collected, 0)


@rule
def annuity(balance: int, rate: float, months: int) -> int:
    """Return the equal monthly payment that pays a loan off with its interest, cents, rounded half away from zero.

    >>> annuity(100_000_00, 0.06, 12)
    860664
    """
    monthly = rate / 12.0
    if monthly <= 0.0:
        return round_half_away(balance / months)
    return round_half_away(balance * monthly / (1.0 - math.exp(-months * math.log1p(monthly))))


@rule
def wanted_from_lines(cash: int, drawn: int, target: int) -> int:
    """Return what should be drawn on all lines so that cash stands at its target, cents: more when short, less when there is plenty."""
    return max(drawn + target - cash, 0)


@rule
def most_discounted(not_due: int, share: float, limit: int) -> int:
    """Return how much the bank discounts at most, cents: a share of the receivables not yet due, up to its limit."""
    return min(int(math.floor(max(not_due, 0) * share)), limit)


@rule
def day_interest(owed: int, rate: int) -> int:
    """Return the interest of one day on what is owed at its end, in cents x millionths; the rate a year is in millionths."""
    return max(owed, 0) * rate


@rule
def interest_charged(accrued: int) -> int:
    """Return the cents of interest that the bank charges for what accrued, by days of a year of 360, rounded half up.

    >>> interest_charged(360 * day_interest(1_000_00, 50_000))
    5000
    """
    year = BANKERS_YEAR * MILLION
    return (accrued + year // 2) // year
