"""Touches: when a reminder is due, which one goes out, and what a delivered one does."""

import math

from simlib.jit import rule
from simlib.money import round_half_away

CALL = 5
FORMAL_NOTICE = 4
STATEMENT = 2
"""Channel numbers of `simlib.rules.channels.Channel` that rules single out."""

PRIORITY_AMOUNT = 0
PRIORITY_AGE = 1


A_TRIFLE = 1e-9
"""What keeps a product that is whole in decimals, such as 0.35 x 340, from falling short of itself in binary."""


@rule
def touch_effect(log_ratio: float, log_fatigue: float, delivered_before: int) -> float:
    """Return the log of a delivered touch's hazard ratio; each earlier delivered touch of its channel wears it down.

    The k-th touch acts as HR^(rho^(k-1)), so `delivered_before` is k - 1.
    """
    return log_ratio * math.exp(delivered_before * log_fatigue)


@rule
def may_write(channel: int, business_days_since: int, gap: int) -> bool:
    """Return whether a written touch may go out so long after the customer's last; a formal notice never waits."""
    return channel == FORMAL_NOTICE or business_days_since >= gap


@rule
def resets_gap(channel: int) -> bool:
    """Return whether a written touch makes the next one wait; a formal notice does not."""
    return channel != FORMAL_NOTICE


@rule
def covers_all(channel: int) -> bool:
    """Return whether a written touch covers every open invoice of the customer; a statement lists them all."""
    return channel == STATEMENT


@rule
def is_delivered(u: float, delivery: float, has_wrong_contact: bool) -> bool:
    """Return whether a touch reaches its addressee: never where the contact data are wrong."""
    return u < delivery and not has_wrong_contact


@rule
def call_budget(collectors: float, minutes_per_day: int, presence: float) -> int:
    """Return the minutes that collectors have for calls on one day."""
    return int(math.floor(collectors * minutes_per_day * presence + A_TRIFLE))


@rule
def talk_minutes(u: float, mean: float) -> int:
    """Return the minutes of a reached call, from half to one and a half times the mean, at least one."""
    return max(1, round_half_away(mean * (0.5 + u)))


@rule
def call_score(priority: int, overdue_cents: int, days_late: int) -> int:
    """Return a customer's rank in the queue of calls, highest first."""
    if priority == PRIORITY_AGE:
        return days_late
    return overdue_cents
