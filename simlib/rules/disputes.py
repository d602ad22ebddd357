"""Disputes: why they arise, when the firm hears of them, how they end."""

import math

from simlib.jit import rule
from simlib.money import round_half_away

NO_CAUSE, ERROR, GOODS, FALSE = range(4)
"""Causes: none; an error of the invoice; goods or service; a pretext."""

LONGEST_RESOLUTION = 365
SILENCE = 30
"""Days after the due date at which the firm asks, and learns of a dispute that nobody had told it."""


@rule
def dispute_cause(
    u_error: float, u_dispute: float, error_rate: float, goods: float, pretext: float, is_disputant: bool
) -> int:
    """Return why an invoice is disputed on receipt, 0 where it is not.

    >>> dispute_cause(0.5, 0.01, 0.03, 0.02, 0.01, False), dispute_cause(0.5, 0.5, 0.03, 0.02, 0.01, True)
    (2, 2)
    """
    if u_error < error_rate:
        return 1
    if is_disputant or u_dispute < goods:
        return 2
    if u_dispute < goods + pretext:
        return 3
    return 0


@rule
def resolution_days(u: float, mean: float) -> int:
    """Return the days that a dispute takes once someone works on it: exponential, from one day to a year."""
    return min(365, max(1, round_half_away(-mean * math.log(u))))


@rule
def credit_note(u: float, cause: int, share: float, part: float, left: int) -> int:
    """Return the credit note, in cents, that ends a dispute; a pretext earns none.

    >>> credit_note(0.1, 2, 0.3, 0.25, 10_000), credit_note(0.1, 3, 0.3, 0.25, 10_000)
    (2500, 0)
    """
    if cause == 3 or u >= share:
        return 0
    return min(left, round_half_away(left * part))


@rule
def shows_at_once(invoice_channel: int, is_portal: bool) -> bool:
    """Return whether the firm sees a dispute the next business day: by an e-invoice's refusal, or on the portal."""
    return is_portal or invoice_channel >= 2
