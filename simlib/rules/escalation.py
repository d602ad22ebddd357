"""Escalation: agency and court."""

import math

from simlib.jit import rule
from simlib.money import round_half_away

AGENCY, COURT = 1, 2
TRY_AGAIN = 30
"""Days after which an invoice that could not be escalated is looked at again."""


@rule
def success_rate(state: int, payer: int, rate: float, solvency: float) -> float:
    """Return the chance that an agency or a court gets the money, by why it was not paid.

    In hardship, and in court with who never pays, it is scaled by the share that is solvent; an agency gets nothing from who never pays.
    """
    if payer == 7:
        return rate * solvency if state == 2 else 0.0
    if payer == 6:
        return rate * solvency
    return rate


@rule
def outcome_delay(u: float, is_success: bool, days: int) -> int:
    """Return the days until the outcome: success comes on any day of the time given, failure at its end."""
    return 1 + int(math.floor(u * days)) if is_success else days


@rule
def agency_fee(amount: int, share: float) -> int:
    """Return what an agency keeps of what it gets, in cents.

    >>> agency_fee(10_000, 0.12)
    1200
    """
    return round_half_away(amount * share)
