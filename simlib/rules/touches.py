"""Touches: when a reminder is due, which one goes out, and what a delivered one does."""

import math

from simlib.jit import rule
from simlib.money import round_half_away
from simlib.rules.chance import HAZARD_UNIT

CALL = 5
FORMAL_NOTICE = 4
STATEMENT = 2
"""Channel numbers of `simlib.rules.channels.Channel` that rules single out."""

EMAIL = 1
SMS = 0

PRIORITY_AMOUNT = 0
PRIORITY_AGE = 1
PRIORITY_FIRST_IN = 2
PRIORITY_GAIN = 3

GAIN_DAYS = 10
"""Business days over which the gain of a call is expected: a fortnight."""


A_TRIFLE = 1e-9
"""What keeps a product that is whole in decimals, such as 0.35 x 340, from falling short of itself in binary."""


@rule
def touch_effect(log_ratio: float, log_fatigue: float, delivered_before: int) -> float:
    """Return the log of a delivered touch's hazard ratio; each earlier delivered touch of its channel wears it down.

    The k-th touch acts as HR^(rho^(k-1)), so `delivered_before` is k - 1.
    """
    return log_ratio * math.exp(delivered_before * log_fatigue)


@rule
def touch_strength(channel: int, log_ratio: float, log_before_due: float, is_before_due: bool) -> float:
    """Return the log of a channel's hazard ratio for an invoice; a written notice before the due date has one of its own."""
    return log_before_due if is_before_due and channel != CALL else log_ratio


@rule
def carries_link(channel: int, is_portal: bool) -> bool:
    """Return whether a touch carries a payment link: an e-mail or text message to a customer that uses the portal."""
    return is_portal and channel <= EMAIL


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
def still_wrong(wrong_contact: float, cleaned: float) -> float:
    """Return the share of wrong contact data that is left after so much of it was put right."""
    return wrong_contact * (1.0 - cleaned)


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
def expected_gain(left: int, hazard: int, log_ratio: float) -> int:
    """Return what a reached call brings in sooner over a fortnight, in cents: the amount times what it adds to the chance of payment."""
    days = hazard * GAIN_DAYS / HAZARD_UNIT
    return int(math.floor(left * (math.exp(-days) - math.exp(-days * math.exp(log_ratio)))))


@rule
def call_score(priority: int, overdue_cents: int, days_late: int, days_waiting: int, gain: int) -> int:
    """Return a customer's rank in the queue of calls, highest first."""
    if priority == PRIORITY_AGE:
        return days_late
    if priority == PRIORITY_FIRST_IN:
        return days_waiting
    if priority == PRIORITY_GAIN:
        return gain
    return overdue_cents
