"""Draws: every random number is a function of who it is for and what it decides, never of when it is asked.

A draw's address is (seed, replication, entity, ordinal, purpose, k). Nothing that a lever can move enters it, so two policies meet the same
customers, orders and luck. The generator is Philox4x32-10: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as
easy as 1, 2, 3", SC11 (2011).
"""

import hashlib
from enum import IntEnum
from functools import lru_cache

from simlib.jit import rule


class Purpose(IntEnum):
    """What a pair of draws decides; numbers are for ever, new purposes are appended."""

    ORDER = 0
    """Of an order: the gap since the one before; its amount."""
    PAYMENT = 1
    """Of an order: its own normal draw of patience; its class."""
    CUSTOMER_WEEK = 2
    """Of a customer's world week: the normal draw its invoices share."""
    WEEK = 3
    """Of a world week: the normal draw that all invoices share."""
    SIZE = 4
    """Of a customer: its size; its pace of ordering."""
    HABIT = 5
    """Of a customer: its frailty; its kind of payment run."""
    RUN_DAY = 6
    """Of a customer: the weekday of its payment run."""
    CONTACT = 7
    """Of a customer and channel: whether the contact data are wrong."""
    DELIVERY = 8
    """Of a customer and day: whether a written touch is delivered."""
    CALL = 9
    """Of a customer and day: whether a call reaches someone; how long it lasts."""
    OPENING = 10
    """Of an invoice open at the start: its own normal draw of patience."""
    MARK = 11
    """Of an order: whether its invoice has an error; whether the goods are disputed."""
    METHOD = 12
    """Of a customer: its means of payment; whether it pays in parts."""
    TRADE = 13
    """Of a customer: how it receives invoices; whether it uses the portal."""
    RISK = 14
    """Of a customer: how likely it is to fail, and what a score mistakes of it, both as normals."""
    FAILURE = 15
    """Of a customer: when it fails; whether its invoices are sold to a factor."""
    BARGAIN = 16
    """Of a customer: the yield for which it pays early, as a normal; when it joins a policy that comes in by and by."""
    ACCEPT = 17
    """Of an order: whether it comes to us when goodwill is worn; whether it is lost when held."""
    SETTLE = 18
    """Of an order: how long its dispute takes; whether that ends in a credit note."""
    TALK = 19
    """Of a customer and day: whether a reached call brings a promise; whether it brings a plan."""
    PROMISE = 20
    """Of a customer's n-th promise: whether it is kept; (one to spare)."""
    INSTALMENT = 21
    """Of an instalment of a customer's n-th plan: whether it is missed; (one to spare)."""
    HANDOVER = 22
    """Of a customer's n-th handover, to an agency and to a court: whether it succeeds; when."""
    REST = 23
    """Of an order: the patience it begins anew with, after a reject or a part; (one to spare)."""
    DEBIT = 24
    """Of an order: whether its direct debit is rejected; whether late fees are paid."""
    MATCH = 25
    """Of a customer and bank day: whether the receipt is matched by itself; whether too much was paid."""
    FRAUD = 26
    """Of an order: whether its payment is diverted; (one to spare)."""


(
    ORDER, PAYMENT, CUSTOMER_WEEK, WEEK, SIZE, HABIT, RUN_DAY, CONTACT, DELIVERY, CALL, OPENING,
    MARK, METHOD, TRADE, RISK, FAILURE, BARGAIN, ACCEPT, SETTLE, TALK, PROMISE, INSTALMENT, HANDOVER, REST, DEBIT, MATCH, FRAUD,
) = (int(p) for p in Purpose)  # fmt: skip
"""The purposes as plain integers, for compiled code."""

_MASK = 0xFFFFFFFF
_M0, _M1 = 0xD2511F53, 0xCD9E8D57
_W0, _W1 = 0x9E3779B9, 0xBB67AE85


@rule
def philox(c0: int, c1: int, c2: int, c3: int, k0: int, k1: int) -> tuple[int, int, int, int]:
    """Return the four 32-bit words of Philox4x32-10 for a counter and a key.

    >>> [hex(word) for word in philox(0, 0, 0, 0, 0, 0)]
    ['0x6627e8d5', '0xe169c58d', '0xbc57ac4c', '0x9b00dbd8']
    """
    for _ in range(10):
        p0 = _M0 * c0
        p1 = _M1 * c2
        c0 = ((p1 >> 32) & _MASK) ^ c1 ^ k0
        c1 = p1 & _MASK
        c2 = ((p0 >> 32) & _MASK) ^ c3 ^ k1
        c3 = p0 & _MASK
        k0 = (k0 + _W0) & _MASK
        k1 = (k1 + _W1) & _MASK
    return c0, c1, c2, c3


@rule
def uniform(high: int, low: int) -> float:
    """Return a 53-bit uniform in (0, 1) from two 32-bit words."""
    return max((high << 21) | (low >> 11), 1) * 1.1102230246251565e-16


@rule
def pair(seed: int, replication: int, entity: int, ordinal: int, purpose: int, k: int) -> tuple[float, float]:
    """Return the two uniforms at an address.

    Args:
        seed: Seed of the scenario, 64 bits.
        replication: Number of the replication, 32 bits.
        entity: 64-bit hash of the customer's id; 0 where the draw is nobody's own.
        ordinal: Ordinal of the customer's order; -1 where the draw is the customer's own.
        purpose: A `Purpose`.
        k: Number of the day, or of the thing, below 2^24.
    """
    w0, w1, w2, w3 = philox(
        int(entity & _MASK),
        int(((entity >> 32) & _MASK) ^ ((ordinal + 1) & _MASK)),
        int(((purpose << 24) | (k & 0xFFFFFF)) & _MASK),
        int(replication & _MASK),
        int(seed & _MASK),
        int((seed >> 32) & _MASK),
    )
    return uniform(w0, w1), uniform(w2, w3)


@lru_cache(maxsize=1_000_000)
def entity_of(name: str) -> int:
    """Return the 64-bit entity of a customer's id, as a signed integer."""
    return int.from_bytes(
        hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little", signed=True
    )
