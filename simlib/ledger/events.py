"""Events: what happened, one self-contained row of integers each.

An event log is an int64 array ``[n, 10]`` whose columns are those of `Column`. Every row carries what it takes to read it alone:
its invoice's issue and due days, the invoice's gross amount, and what was still unpaid after it.
"""

from enum import IntEnum


class Phase(IntEnum):
    """The order of a day; whatever is shared acts once, in its phase."""

    INSOLVENCY = 0
    ORDER = 1
    ISSUE = 2
    APPROVAL = 3
    PAYMENT_RUN = 4
    BANK = 5
    MATCHING = 6
    DISPUTE = 7
    PROMISE = 8
    TOUCH = 9
    CALL = 10
    ESCALATION = 11
    CLOSING = 12


class Kind(IntEnum):
    """What an event says; numbers are for ever, new kinds are appended."""

    ORDERED = 0
    ISSUED = 1
    RECEIVED = 2
    APPROVED = 3
    TRANSFERRED = 4
    PAID = 5
    APPLIED = 6
    REMINDED = 7
    WRITTEN = 8
    DELIVERED = 9
    CALLED = 10
    RANG = 11
    TALKED = 12
    OPENED = 13
    HELD = 14
    LOST = 15
    FACTORED = 16
    REJECTED = 17
    INTEREST = 18
    CREDITED = 19
    CLERKED = 20
    OVERPAID = 21
    REFUNDED = 22
    DISPUTED = 23
    NOTED = 24
    TAKEN = 25
    SETTLED = 26
    PROMISED = 27
    KEPT = 28
    BROKEN = 29
    PLANNED = 30
    LAPSED = 31
    WRONGFUL = 32
    HANDED = 33
    CHARGED = 34
    WRITTEN_OFF = 35
    VAT_BACK = 36
    INSOLVENT = 37
    DIVERTED = 38


(
    ORDERED, ISSUED, RECEIVED, APPROVED, TRANSFERRED, PAID, APPLIED, REMINDED, WRITTEN, DELIVERED, CALLED, RANG, TALKED, OPENED,
    HELD, LOST, FACTORED, REJECTED, INTEREST, CREDITED, CLERKED, OVERPAID, REFUNDED, DISPUTED, NOTED, TAKEN, SETTLED, PROMISED, KEPT,
    BROKEN, PLANNED, LAPSED, WRONGFUL, HANDED, CHARGED, WRITTEN_OFF, VAT_BACK, INSOLVENT, DIVERTED,
) = (int(kind) for kind in Kind)  # fmt: skip
"""The kinds as plain integers, for compiled code."""

PHASE_OF_KIND: dict[Kind, Phase] = {
    Kind.ORDERED: Phase.ORDER,
    Kind.ISSUED: Phase.ISSUE,
    Kind.RECEIVED: Phase.ISSUE,
    Kind.APPROVED: Phase.APPROVAL,
    Kind.TRANSFERRED: Phase.PAYMENT_RUN,
    Kind.PAID: Phase.BANK,
    Kind.APPLIED: Phase.MATCHING,
    Kind.REMINDED: Phase.TOUCH,
    Kind.WRITTEN: Phase.TOUCH,
    Kind.DELIVERED: Phase.TOUCH,
    Kind.CALLED: Phase.CALL,
    Kind.RANG: Phase.CALL,
    Kind.TALKED: Phase.CALL,
    Kind.OPENED: Phase.ORDER,
    Kind.HELD: Phase.ORDER,
    Kind.LOST: Phase.ORDER,
    Kind.FACTORED: Phase.ISSUE,
    Kind.REJECTED: Phase.BANK,
    Kind.INTEREST: Phase.BANK,
    Kind.CREDITED: Phase.MATCHING,
    Kind.CLERKED: Phase.MATCHING,
    Kind.OVERPAID: Phase.BANK,
    Kind.REFUNDED: Phase.BANK,
    Kind.DISPUTED: Phase.DISPUTE,
    Kind.NOTED: Phase.CLOSING,
    Kind.TAKEN: Phase.DISPUTE,
    Kind.SETTLED: Phase.DISPUTE,
    Kind.PROMISED: Phase.CALL,
    Kind.KEPT: Phase.PROMISE,
    Kind.BROKEN: Phase.PROMISE,
    Kind.PLANNED: Phase.CALL,
    Kind.LAPSED: Phase.PROMISE,
    Kind.WRONGFUL: Phase.TOUCH,
    Kind.HANDED: Phase.ESCALATION,
    Kind.CHARGED: Phase.ESCALATION,
    Kind.WRITTEN_OFF: Phase.ESCALATION,
    Kind.VAT_BACK: Phase.CLOSING,
    Kind.INSOLVENT: Phase.INSOLVENCY,
    Kind.DIVERTED: Phase.PAYMENT_RUN,
}


FACTORED_MARK = 1 << 20
"""Added to the reference of `PAID`, `CREDITED`, `WRITTEN_OFF`, `REJECTED` and `VAT_BACK` of an invoice sold to a factor."""

INSTALMENT_MARK = 1 << 21
"""Reference of `APPLIED` of an instalment."""

UNNOTED_MARK = 16
"""Added to the cause in `SETTLED` where the firm had never known of the dispute."""

HANDED_BEFORE_MARK = 16
"""Added to the reference of `HANDED` where the invoice had been handed over before: from an agency on to the court."""

LOST_BY_GOODWILL = 1
"""Reference of `LOST` where the order goes elsewhere for want of goodwill."""


class Column(IntEnum):
    """Columns of an event log.

    ``REF`` is the order day of an `ISSUED` event, the channel of a written touch, the minutes of a call, the rank in the day's queue
    of a `CALLED` event, else 0. ``CUSTOMER`` is the customer's index among the customers sorted by id; ``INVOICE`` the ordinal of its
    order, -1 for an event of the customer itself, -2 and below for an invoice of the opening book; ``OPEN`` what the bank had not yet
    received of the invoice after the event.
    """

    DAY = 0
    KIND = 1
    CUSTOMER = 2
    INVOICE = 3
    AMOUNT = 4
    REF = 5
    ISSUED_ON = 6
    DUE_ON = 7
    GROSS = 8
    OPEN = 9


WIDTH = len(Column)
