"""The fold: one streaming pass that turns an event log into daily series.

Every event is read alone and adds to its own days, so the fold of two logs is the sum of their folds, in any order.
"""

import numpy as np
import numpy.typing as npt

from simlib.indicators.series import Series
from simlib.jit import kernel
from simlib.ledger.events import Column, Kind
from simlib.rules.channels import Channel

Integers = npt.NDArray[np.int64]

_DAY, _KIND, _CUSTOMER, _AMOUNT = int(Column.DAY), int(Column.KIND), int(Column.CUSTOMER), int(Column.AMOUNT)
_REF, _ISSUED_ON, _DUE_ON = int(Column.REF), int(Column.ISSUED_ON), int(Column.DUE_ON)
_GROSS, _OPEN = int(Column.GROSS), int(Column.OPEN)

_ORDERED_EVENT, _ISSUED_EVENT, _OPENED_EVENT = int(Kind.ORDERED), int(Kind.ISSUED), int(Kind.OPENED)
_PAID_EVENT, _APPLIED_EVENT = int(Kind.PAID), int(Kind.APPLIED)
_REMINDED_EVENT, _WRITTEN_EVENT = int(Kind.REMINDED), int(Kind.WRITTEN)
_CALLED_EVENT, _RANG_EVENT, _TALKED_EVENT = int(Kind.CALLED), int(Kind.RANG), int(Kind.TALKED)
_CALL_CHANNEL = int(Channel.CALL)

(
    _ORDERED,
    _SALES,
    _INVOICED,
    _RECEIPTS,
    _APPLIED,
    _PAST_DUE_1,
    _PAST_DUE_31,
    _PAST_DUE_61,
    _PAST_DUE_91,
    _ISSUED_COUNT,
    _DUE_COUNT,
    _DUE_AMOUNT,
    _LATE_COUNT,
    _LATE_AMOUNT,
    _CLEARED,
    _CLEARED_DAYS,
    _CLEARED_LATE_DAYS,
    _REMINDED,
    _CALLED,
    _WRITTEN,
    _CALL_ATTEMPTS,
    _CALLS_REACHED,
    _MINUTES,
    _CONTACT_COST,
) = map(int, Series)

_BUCKETS, _DAYS_OF_BUCKET = 4, 30


@kernel
def fold(
    events: Integers,
    group_of_customer: Integers,
    out: Integers,
    first: int,
    next_business: Integers,
    channel_minutes: Integers,
    channel_cost_cents: Integers,
) -> None:
    """Add an event log to the daily series of its groups.

    Amounts that form a stock and happened before ``first`` enter on ``first``; counts before it, and whatever
    falls after the last day, are left out. An invoice enters the stock past due by k days on its due day + k,
    or on the day it enters the books where that is later, and leaves it as its cash is applied; cash applied
    before the issue counts from it. An invoice is late when the bank had not received all of it by the end of
    its rolled due day. An opened invoice enters on the day of its event, and counts as due only if its rolled
    due day is not before that.

    Args:
        events: int64 ``[n, 10]``, columns of `Column`, in any order.
        group_of_customer: int64 per customer index, its group.
        out: int64 ``[groups, series, days]``, added to in place.
        first: Day number of ``out[..., 0]``.
        next_business: int64 per day from ``first``, the business day on or after it; may reach further than ``out``.
        channel_minutes: int64 per channel, a collector's minutes for one written touch.
        channel_cost_cents: int64 per channel, cost of one touch or attempted call.
    """
    days = out.shape[2]
    known = next_business.shape[0]
    for i in range(events.shape[0]):
        kind = events[i, _KIND]
        group = group_of_customer[events[i, _CUSTOMER]]
        happened = events[i, _DAY] - first
        day = max(happened, 0)
        amount = events[i, _AMOUNT]
        if kind in (_ISSUED_EVENT, _OPENED_EVENT):
            due = events[i, _DUE_ON] - first
            gross = events[i, _GROSS]
            if day < days:
                out[group, _INVOICED, day] += amount
                if kind == _ISSUED_EVENT:
                    out[group, _SALES, day] += amount
                    if happened >= 0:
                        out[group, _ISSUED_COUNT, day] += 1
            for bucket in range(_BUCKETS):
                entered = max(due + 1 + _DAYS_OF_BUCKET * bucket, day)
                if entered < days:
                    out[group, _PAST_DUE_1 + bucket, entered] += amount
            if 0 <= due < known:
                rolled = next_business[due] - first
                if due <= rolled < days and (kind == _ISSUED_EVENT or rolled >= happened):
                    out[group, _DUE_COUNT, rolled] += 1
                    out[group, _DUE_AMOUNT, rolled] += gross
                    out[group, _LATE_COUNT, rolled] += 1
                    out[group, _LATE_AMOUNT, rolled] += gross
        elif kind == _APPLIED_EVENT:
            due = events[i, _DUE_ON] - first
            day = max(day, events[i, _ISSUED_ON] - first)
            if day < days:
                out[group, _APPLIED, day] += amount
            for bucket in range(_BUCKETS):
                left = max(due + 1 + _DAYS_OF_BUCKET * bucket, day)
                if left < days:
                    out[group, _PAST_DUE_1 + bucket, left] -= amount
        elif kind == _PAID_EVENT:
            if day < days:
                out[group, _RECEIPTS, day] += amount
            if events[i, _OPEN] == 0:
                gross = events[i, _GROSS]
                due = events[i, _DUE_ON] - first
                if 0 <= happened < days:
                    out[group, _CLEARED, happened] += gross
                    out[group, _CLEARED_DAYS, happened] += gross * (happened - events[i, _ISSUED_ON] + first)
                    out[group, _CLEARED_LATE_DAYS, happened] += gross * (happened - due)
                if 0 <= due < known:
                    rolled = next_business[due] - first
                    if due <= rolled < days and happened <= rolled:
                        out[group, _LATE_COUNT, rolled] -= 1
                        out[group, _LATE_AMOUNT, rolled] -= gross
        elif kind == _ORDERED_EVENT:
            if day < days:
                out[group, _ORDERED, day] += amount
        elif 0 <= happened < days:
            if kind == _REMINDED_EVENT:
                out[group, _REMINDED, happened] += 1
            elif kind == _CALLED_EVENT:
                out[group, _CALLED, happened] += 1
            elif kind == _WRITTEN_EVENT:
                channel = events[i, _REF]
                out[group, _WRITTEN, happened] += 1
                out[group, _MINUTES, happened] += channel_minutes[channel]
                out[group, _CONTACT_COST, happened] += channel_cost_cents[channel]
            elif kind in (_RANG_EVENT, _TALKED_EVENT):
                out[group, _CALL_ATTEMPTS, happened] += 1
                out[group, _MINUTES, happened] += events[i, _REF]
                out[group, _CONTACT_COST, happened] += channel_cost_cents[_CALL_CHANNEL]
                if kind == _TALKED_EVENT:
                    out[group, _CALLS_REACHED, happened] += 1
