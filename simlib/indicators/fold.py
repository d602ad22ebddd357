"""The fold: one streaming pass that turns an event log into daily series.

Every event is read alone and adds to its own days, so the fold of two logs is the sum of their folds, in any order.
"""

import numpy as np
import numpy.typing as npt

from simlib.indicators.balance import MILLION
from simlib.indicators.series import Series
from simlib.jit import bare_kernel
from simlib.ledger.events import (
    APPLIED,
    BROKEN,
    CALLED,
    CHARGED,
    CLERKED,
    CREDITED,
    DELIVERED,
    DISPUTED,
    FACTORED,
    FACTORED_MARK,
    HANDED,
    HANDED_BEFORE_MARK,
    HELD,
    INSOLVENT,
    INSTALMENT_MARK,
    INTEREST,
    ISSUED,
    KEPT,
    LAPSED,
    LOST,
    LOST_BY_GOODWILL,
    NOTED,
    OPENED,
    ORDERED,
    OVERPAID,
    PAID,
    PLANNED,
    PROMISED,
    REFUNDED,
    REJECTED,
    REMINDED,
    SETTLED,
    TAKEN,
    TALKED,
    UNNOTED_MARK,
    VAT_BACK,
    WRITTEN,
    WRITTEN_OFF,
    WRONGFUL,
    Column,
)
from simlib.rules.channels import Channel

Integers = npt.NDArray[np.int64]

UNMARKED = FACTORED_MARK - 1
"""What a reference says besides its marks."""

BY_DISCOUNT = 2
"""Reference of `CREDITED`: a discount taken, after the bank received the rest; else a dispute was granted."""

BY_INSOLVENCY = 1
"""Reference of `WRITTEN_OFF`: the customer is insolvent."""

_DAY, _KIND, _CUSTOMER, _AMOUNT = int(Column.DAY), int(Column.KIND), int(Column.CUSTOMER), int(Column.AMOUNT)
_REF, _ISSUED_ON, _DUE_ON = int(Column.REF), int(Column.ISSUED_ON), int(Column.DUE_ON)
_GROSS, _OPEN = int(Column.GROSS), int(Column.OPEN)
_CALL_CHANNEL = int(Channel.CALL)

(
    _ORDERED, _SALES, _INVOICED, _RECEIPTS, _APPLIED, _PAST_DUE_1, _PAST_DUE_31, _PAST_DUE_61, _PAST_DUE_91,
    _ISSUED_COUNT, _DUE_COUNT, _DUE_AMOUNT, _LATE_COUNT, _LATE_AMOUNT, _CLEARED, _CLEARED_DAYS, _CLEARED_LATE_DAYS,
    _REMINDED, _CALLED, _WRITTEN, _CALL_ATTEMPTS, _CALLS_REACHED, _MINUTES, _CONTACT_COST, _CREDITED, _DISCOUNTED,
    _WRITTEN_OFF, _FACTOR_LOSS, _INSOLVENCY_LOSS, _INTEREST, _VAT_BACK, _CHARGED, _DISPUTED, _NOTED, _HELD, _LOST,
    _FACTORED, _FINANCED, _MATCH_MINUTES, _DISPUTE_MINUTES, _PROMISED, _KEPT, _BROKEN, _IN_PLAN, _LAPSED, _WRONGFUL,
    _HANDED_COUNT, _HANDED, _INSOLVENT, _LOST_GOODWILL,
) = map(int, Series)  # fmt: skip

_BUCKETS, _DAYS_OF_BUCKET = 4, 30
_NOWHERE = -1 << 40
_FOR_EVER = 1 << 40


@bare_kernel
def _age(out: Integers, group: int, due: int, day: int, amount: int) -> None:
    """Let an amount enter the stocks past due from a day on; a negative one leaves them."""
    days = out.shape[2]
    for bucket in range(_BUCKETS):
        entered = max(due + 1 + _DAYS_OF_BUCKET * bucket, day)
        if entered < days:
            out[group, _PAST_DUE_1 + bucket, entered] += amount


@bare_kernel
def _rolled_due(due: int, first: int, next_business: Integers, days: int) -> int:
    """Return the column of a due day rolled to a business day, or nowhere."""
    if 0 <= due < next_business.shape[0]:
        rolled = next_business[due] - first
        if due <= rolled < days:
            return int(rolled)
    return _NOWHERE


@bare_kernel
def _count_late(out: Integers, group: int, day: int, number: int, gross: int) -> None:
    """Count an invoice as late on its rolled due day; a negative number takes it back."""
    out[group, _LATE_COUNT, day] += number
    out[group, _LATE_AMOUNT, day] += number * gross


@bare_kernel
def _clear(out: Integers, group: int, day: int, issued: int, due: int, gross: int) -> None:
    """Count an invoice as fully paid on a day; a negative amount takes it back."""
    out[group, _CLEARED, day] += gross
    out[group, _CLEARED_DAYS, day] += gross * (day - issued)
    out[group, _CLEARED_LATE_DAYS, day] += gross * (day - due)


@bare_kernel
def _finance(
    out: Integers,
    group: int,
    day: int,
    due: int,
    gross: int,
    sign: int,
    contract: int,
    factoring: Integers,
    first: int,
    next_business: Integers,
) -> None:
    """Let the advance on an invoice enter what a factor finances, or leave it, from a day until the day of recourse."""
    days = out.shape[2]
    until = _FOR_EVER
    if factoring[contract, 1] >= 0:
        until = due + factoring[contract, 1]
        if 0 <= until < next_business.shape[0]:
            until = next_business[until] - first
    if day < until:
        advance = sign * (gross * factoring[contract, 0] // MILLION)
        if day < days:
            out[group, _FINANCED, day] += advance
        if until < days:
            out[group, _FINANCED, until] -= advance


@bare_kernel
def fold(
    events: Integers,
    group_of_customer: Integers,
    out: Integers,
    first: int,
    next_business: Integers,
    start: int,
    channel_minutes: Integers,
    channel_cost_cents: Integers,
    factoring: Integers,
) -> None:
    """Add an event log to the daily series of its groups.

    Amounts that form a stock and happened before ``first`` enter on ``first``; counts before it, and whatever
    falls after the last day, are left out. An invoice enters the stock past due by k days on its due day + k,
    or on the day it enters the books where that is later, and leaves it as its cash is applied, or as it is
    credited or written off; cash applied before the issue counts from it. An invoice is late when by the end of
    its rolled due day the bank had not received all of it, nor was the rest credited or written off. A direct
    debit that comes back takes all back that its collection had counted. An opened invoice enters on the day of
    its event, and counts as due only if its rolled due day is not before that. What a factor advances is
    financed until the invoice is closed or, with recourse, so many days after its due date, on a business day.

    Args:
        events: int64 ``[n, 10]``, columns of `Column`, in any order.
        group_of_customer: int64 per customer index, its group.
        out: int64 ``[groups, series, days]``, added to in place.
        first: Day number of ``out[..., 0]``.
        next_business: int64 per day from ``first``, the business day on or after it; may reach further than ``out``.
        start: Day number from which the second row of the following tables acts, the first before it: on touches of that day,
            on invoices issued that day.
        channel_minutes: int64 ``[2, channels]``, a collector's minutes for one written touch.
        channel_cost_cents: int64 ``[2, channels]``, cost of one touch or attempted call.
        factoring: int64 ``[2, 2]``, millionths advanced and days of recourse, negative without; see `Factoring.terms`.
    """
    days = out.shape[2]
    for i in range(events.shape[0]):
        kind = events[i, _KIND]
        if ISSUED < kind < PAID or kind == DELIVERED:
            continue
        group = group_of_customer[events[i, _CUSTOMER]]
        happened = events[i, _DAY] - first
        day = max(happened, 0)
        amount = events[i, _AMOUNT]
        if kind == APPLIED:
            day = max(day, events[i, _ISSUED_ON] - first)
            if day < days:
                out[group, _APPLIED, day] += amount
                if events[i, _REF] & INSTALMENT_MARK:
                    out[group, _IN_PLAN, day] -= amount
            _age(out, group, events[i, _DUE_ON] - first, day, -amount)
        elif kind == PAID:
            if day < days:
                out[group, _RECEIPTS, day] += amount
            if events[i, _OPEN] == 0:
                gross = events[i, _GROSS]
                due = events[i, _DUE_ON] - first
                if 0 <= happened < days:
                    _clear(out, group, happened, events[i, _ISSUED_ON] - first, due, gross)
                rolled = _rolled_due(due, first, next_business, days)
                if happened <= rolled:
                    _count_late(out, group, rolled, -1, gross)
                if events[i, _REF] & FACTORED_MARK:
                    contract = 1 if events[i, _ISSUED_ON] >= start else 0
                    _finance(out, group, day, due, gross, -1, contract, factoring, first, next_business)
        elif kind == ORDERED:
            if day < days:
                out[group, _ORDERED, day] += amount
        elif kind in (ISSUED, OPENED):
            due = events[i, _DUE_ON] - first
            if day < days:
                out[group, _INVOICED, day] += amount
                if kind == ISSUED:
                    out[group, _SALES, day] += amount
                    if happened >= 0:
                        out[group, _ISSUED_COUNT, day] += 1
            _age(out, group, due, day, amount)
            rolled = _rolled_due(due, first, next_business, days)
            if rolled >= 0 and (kind == ISSUED or rolled >= happened):
                gross = events[i, _GROSS]
                out[group, _DUE_COUNT, rolled] += 1
                out[group, _DUE_AMOUNT, rolled] += gross
                _count_late(out, group, rolled, 1, gross)
        elif kind <= TALKED:
            if 0 <= happened < days:
                side = 1 if events[i, _DAY] >= start else 0
                if kind == REMINDED:
                    out[group, _REMINDED, happened] += 1
                elif kind == CALLED:
                    out[group, _CALLED, happened] += 1
                elif kind == WRITTEN:
                    channel = events[i, _REF]
                    out[group, _WRITTEN, happened] += 1
                    out[group, _MINUTES, happened] += channel_minutes[side, channel]
                    out[group, _CONTACT_COST, happened] += channel_cost_cents[side, channel]
                else:
                    out[group, _CALL_ATTEMPTS, happened] += 1
                    out[group, _MINUTES, happened] += events[i, _REF]
                    out[group, _CONTACT_COST, happened] += channel_cost_cents[side, _CALL_CHANNEL]
                    if kind == TALKED:
                        out[group, _CALLS_REACHED, happened] += 1
        elif kind in (CREDITED, WRITTEN_OFF):
            due = events[i, _DUE_ON] - first
            reason = events[i, _REF] & UNMARKED
            is_factored = events[i, _REF] & FACTORED_MARK
            contract = 1 if events[i, _ISSUED_ON] >= start else 0
            day = max(day, events[i, _ISSUED_ON] - first)
            if day < days:
                if kind == CREDITED:
                    out[group, _CREDITED, day] += amount
                    if reason == BY_DISCOUNT:
                        out[group, _DISCOUNTED, day] += amount
                else:
                    out[group, _WRITTEN_OFF, day] += amount
                    if is_factored and factoring[contract, 1] < 0:
                        out[group, _FACTOR_LOSS, day] += amount
                    elif reason == BY_INSOLVENCY:
                        out[group, _INSOLVENCY_LOSS, day] += amount
            _age(out, group, due, day, -amount)
            if events[i, _OPEN] == 0 and (kind == WRITTEN_OFF or reason != BY_DISCOUNT):
                gross = events[i, _GROSS]
                rolled = _rolled_due(due, first, next_business, days)
                if happened <= rolled:
                    _count_late(out, group, rolled, -1, gross)
                if is_factored:
                    _finance(out, group, day, due, gross, -1, contract, factoring, first, next_business)
        elif kind == REJECTED:
            due = events[i, _DUE_ON] - first
            if day < days:
                out[group, _RECEIPTS, day] -= amount
                out[group, _APPLIED, day] -= amount
            _age(out, group, due, day, amount)
            if events[i, _OPEN] == amount:
                collected = (events[i, _REF] & UNMARKED) - first
                gross = events[i, _GROSS]
                if 0 <= collected < days:
                    _clear(out, group, collected, events[i, _ISSUED_ON] - first, due, -gross)
                rolled = _rolled_due(due, first, next_business, days)
                if collected <= rolled:
                    _count_late(out, group, rolled, 1, gross)
                if events[i, _REF] & FACTORED_MARK:
                    contract = 1 if events[i, _ISSUED_ON] >= start else 0
                    _finance(out, group, day, due, gross, 1, contract, factoring, first, next_business)
        elif day >= days:
            continue
        elif kind == DISPUTED:
            out[group, _DISPUTED, day] += amount
        elif kind == NOTED:
            out[group, _NOTED, day] += amount
        elif kind == SETTLED:
            out[group, _DISPUTED, day] -= amount
            if not events[i, _REF] & UNNOTED_MARK:
                out[group, _NOTED, day] -= amount
        elif kind == PLANNED:
            out[group, _IN_PLAN, day] += amount
        elif kind == LAPSED:
            out[group, _IN_PLAN, day] -= amount
            out[group, _LAPSED, day] += amount
        elif kind == INTEREST:
            out[group, _RECEIPTS, day] += amount
            out[group, _INTEREST, day] += amount
        elif kind == OVERPAID:
            out[group, _RECEIPTS, day] += amount
        elif kind == REFUNDED:
            out[group, _RECEIPTS, day] -= amount
        elif kind == FACTORED:
            if happened >= 0:
                out[group, _FACTORED, day] += amount
            contract = 1 if events[i, _ISSUED_ON] >= start else 0
            due = events[i, _DUE_ON] - first
            _finance(out, group, day, due, amount, 1, contract, factoring, first, next_business)
        elif happened < 0:
            continue
        elif kind == CLERKED:
            out[group, _MATCH_MINUTES, day] += events[i, _REF]
        elif kind == TAKEN:
            out[group, _DISPUTE_MINUTES, day] += events[i, _REF]
        elif kind == PROMISED:
            out[group, _PROMISED, day] += amount
        elif kind == KEPT:
            out[group, _KEPT, day] += amount
        elif kind == BROKEN:
            out[group, _BROKEN, day] += amount
        elif kind == WRONGFUL:
            out[group, _WRONGFUL, day] += 1
        elif kind == HELD:
            if events[i, _REF] == 0:
                out[group, _HELD, day] += amount
        elif kind == LOST:
            out[group, _LOST, day] += amount
            if events[i, _REF] == LOST_BY_GOODWILL:
                out[group, _LOST_GOODWILL, day] += amount
        elif kind == HANDED:
            if not events[i, _REF] & HANDED_BEFORE_MARK:
                out[group, _HANDED_COUNT, day] += 1
                out[group, _HANDED, day] += amount
        elif kind == CHARGED:
            out[group, _CHARGED, day] += amount
        elif kind == VAT_BACK:
            contract = 1 if events[i, _ISSUED_ON] >= start else 0
            if not (events[i, _REF] & FACTORED_MARK and factoring[contract, 1] < 0):
                out[group, _VAT_BACK, day] += amount
        elif kind == INSOLVENT:
            out[group, _INSOLVENT, day] += 1
