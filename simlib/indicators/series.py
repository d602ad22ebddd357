"""What is counted every day: the daily net flows from which every indicator is read."""

from enum import IntEnum


class Series(IntEnum):
    """Daily net flows, int64; amounts in cents, TTC. Numbers are for ever, new series are appended.

    Cumulated from the first day, a flow gives a stock: ``INVOICED - APPLIED - CREDITED - WRITTEN_OFF`` the receivables in the
    books, ``ORDERED - SALES`` what is ordered and not yet billed, ``PAST_DUE_31`` what is 31 days or more past its contractual
    due date, ``RECEIPTS - INTEREST - APPLIED`` what lies in the bank and is not applied. What is due or late stands at the due
    day rolled to a business day; what is cleared stands at the bank day of the last payment, with its days since issue and since
    the due date (signed) weighted by its gross amount.

    ``RECEIPTS`` is all that customers bring to the bank, late fees and what they pay too much included, less what comes back and
    what is refunded; ``APPLIED`` the cash that lowers receivables, less what comes back. Stocks by themselves are the amounts
    ``DISPUTED`` (known to the firm or not), ``NOTED`` (known), ``FINANCED`` (advances of a factor, not yet repaid) and
    ``IN_PLAN``. ``CREDITED`` holds credit notes and discounts, of which ``DISCOUNTED``; ``WRITTEN_OFF`` all that is given up, of
    which ``FACTOR_LOSS`` is a factor's without recourse, and ``INSOLVENCY_LOSS`` the firm's own by insolvency. ``LOST`` are
    orders lost, of which ``LOST_GOODWILL`` went elsewhere for want of goodwill.
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
    CREDITED = 24
    DISCOUNTED = 25
    WRITTEN_OFF = 26
    FACTOR_LOSS = 27
    INSOLVENCY_LOSS = 28
    INTEREST = 29
    VAT_BACK = 30
    CHARGED = 31
    DISPUTED = 32
    NOTED = 33
    HELD = 34
    LOST = 35
    FACTORED = 36
    FINANCED = 37
    MATCH_MINUTES = 38
    DISPUTE_MINUTES = 39
    PROMISED = 40
    KEPT = 41
    BROKEN = 42
    IN_PLAN = 43
    LAPSED = 44
    WRONGFUL = 45
    HANDED_COUNT = 46
    HANDED = 47
    INSOLVENT = 48
    LOST_GOODWILL = 49
