"""From approval to cash: means of payment, parts, early-payment discount, late fees."""

from enum import IntEnum

from simlib.days import DAYS_PER_YEAR
from simlib.jit import rule
from simlib.money import round_half_away

FIXED_FEE = 4000
"""Cents of the flat recovery fee of a late invoice (Code de commerce, art. D441-5: 40 euros)."""

REJECT_DAYS = 3
REFUND_DAYS = 60
DISCOVERY_DAYS = 30
"""Business days after which a direct debit comes back; days until an overpayment is refunded, until a diverted payment is found out."""


class Method(IntEnum):
    """How a customer pays."""

    TRANSFER = 0
    CHEQUE = 1
    INSTANT = 2
    CARD = 3
    DIRECT_DEBIT = 4


@rule
def method_of(u: float, direct_debit: float, card: float, instant: float, cheque: float) -> int:
    """Return a customer's means of payment from its draw and their shares; the rest pays by SEPA transfer."""
    if u < direct_debit:
        return 4
    u -= direct_debit
    if u < card:
        return 3
    u -= card
    if u < instant:
        return 2
    u -= instant
    if u < cheque:
        return 1
    return 0


@rule
def ignores_runs(method: int, is_linked: bool) -> bool:
    """Return whether a payment goes out at once: instant and card payments, and those by a payment link, wait for no run."""
    return is_linked or method == 2 or method == 3


@rule
def bank_delay(method: int, is_linked: bool, bank_days: int, cheque_days: int, card_days: int) -> int:
    """Return the business days from transfer to the bank."""
    if is_linked or method == 2:
        return 0
    if method == 3:
        return card_days
    if method == 1:
        return bank_days + cheque_days
    return bank_days


@rule
def part_of(left: int, share: float) -> int:
    """Return the part first paid by a customer that pays in parts, floored; all where a part would be nothing.

    >>> part_of(1001, 0.5), part_of(1, 0.5)
    (500, 1)
    """
    part = int(left * share)
    return part if 0 < part < left else left


@rule
def discount_yield(rate: float, days_saved: int) -> float:
    """Return the simple annual yield of paying early at a discount; 2/10 net 30 earns 37 %.

    >>> round(discount_yield(0.02, 20), 4)
    0.3724
    """
    if days_saved <= 0:
        return 0.0
    return rate / (1.0 - rate) * DAYS_PER_YEAR / days_saved


@rule
def discount_cents(left: int, rate: float) -> int:
    """Return an early-payment discount, in cents."""
    return round_half_away(left * rate)


@rule
def late_fee(amount: int, days_late: int, rate: float, fixed: int) -> int:
    """Return late interest, simple on 365 days, and the flat fee, in cents (Code de commerce, art. L441-10).

    >>> late_fee(1_200_000, 45, 0.1215, 4000)
    21975
    """
    return round_half_away(amount * rate * days_late / DAYS_PER_YEAR) + fixed


@rule
def vat_part(amount: int, vat_rate: float) -> int:
    """Return the VAT within an amount with VAT, in cents."""
    return amount - round_half_away(amount / (1.0 + vat_rate))
