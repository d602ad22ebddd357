"""Payer classes: why an invoice is paid late, and what that does to its daily hazard."""

from enum import IntEnum

from simlib.jit import rule


class PayerClass(IntEnum):
    """Why an invoice may be paid late; `ORDINARY` is the rest. One draw per order deals it."""

    ORDINARY = 0
    OVERSIGHT = 1
    ADMIN = 2
    WAITS = 3
    STRATEGIC = 4
    DISPUTE = 5
    HARDSHIP = 6
    NEVER = 7


@rule
def payer_class(
    u: float,
    oversight: float,
    admin: float,
    waits: float,
    strategic: float,
    dispute: float,
    hardship: float,
    never: float,
) -> int:
    """Return the class of an order from its draw and the shares of the classes, rarest cause first.

    >>> payer_class(0.005, 0.1, 0.1, 0.0, 0.0, 0.0, 0.0, 0.01), payer_class(0.9, 0.1, 0.1, 0.0, 0.0, 0.0, 0.0, 0.01)
    (7, 0)
    """
    if u < never:
        return 7
    u -= never
    if u < hardship:
        return 6
    u -= hardship
    if u < dispute:
        return 5
    u -= dispute
    if u < strategic:
        return 4
    u -= strategic
    if u < waits:
        return 3
    u -= waits
    if u < admin:
        return 2
    u -= admin
    if u < oversight:
        return 1
    return 0


@rule
def class_factor(payer: int, is_touched: bool, is_noticed: bool, strategic: float, hardship: float) -> float:
    """Return the multiplier of an invoice's hazard.

    Who waits for the reminder pays nothing before one was delivered; a strategic payer is slow until a formal notice; who is in hardship
    is slow throughout; who never pays, never pays of its own accord.
    """
    if payer == 3:
        return 1.0 if is_touched else 0.0
    if payer == 4:
        return 1.0 if is_noticed else strategic
    if payer == 6:
        return hardship
    if payer == 7:
        return 0.0
    return 1.0


@rule
def has_atom(payer: int, is_touched: bool) -> bool:
    """Return whether the due day stands out: not for an invoice that was forgotten or is held up, until someone reminds."""
    return is_touched or not (payer == 1 or payer == 2)


@rule
def first_touch_boost(payer: int, log_oversight: float, log_admin: float) -> float:
    """Return what a class adds to the log of the first delivered touch's hazard ratio: who forgot needs only to be told."""
    if payer == 1:
        return log_oversight
    if payer == 2:
        return log_admin
    return 0.0
