"""What is counted every day: the daily net flows from which every indicator is read."""

from enum import IntEnum


class Series(IntEnum):
    """Daily net flows, int64; amounts in cents, TTC. Numbers are for ever, new series are appended.

    Cumulated from the first day, a flow gives a stock: ``INVOICED - APPLIED`` the receivables in the books,
    ``ORDERED - SALES`` what is ordered and not yet billed, ``PAST_DUE_31`` what is 31 days or more past its contractual
    due date. What is due or late stands at the due day rolled to a business day; what is cleared stands at the bank day
    of the last payment, with its days since issue and since the due date (signed) weighted by its gross amount.
    """

    ORDERED = 0
    SALES = 1
    INVOICED = 2
    RECEIPTS = 3
    APPLIED = 4
    PAST_DUE_1 = 5
    PAST_DUE_31 = 6
    PAST_DUE_61 = 7
    PAST_DUE_91 = 8
    ISSUED_COUNT = 9
    DUE_COUNT = 10
    DUE_AMOUNT = 11
    LATE_COUNT = 12
    LATE_AMOUNT = 13
    CLEARED = 14
    CLEARED_DAYS = 15
    CLEARED_LATE_DAYS = 16
    REMINDED = 17
    CALLED = 18
    WRITTEN = 19
    CALL_ATTEMPTS = 20
    CALLS_REACHED = 21
    MINUTES = 22
    CONTACT_COST = 23
