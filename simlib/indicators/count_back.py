"""Count-back: how many days of sales, walking back from a date, make up what is owed.

Source: finthesis.io, "Calcul du DSO", method of exhaustion of sales (épuisement du chiffre d'affaires); finyear.com.
"""

import math

import numpy as np
import numpy.typing as npt

from simlib.days import to_date, to_day
from simlib.indicators.daily import Daily
from simlib.indicators.indicator import Flags, Integers, Values
from simlib.indicators.series import Series
from simlib.indicators.stocks import receivables_cents
from simlib.jit import kernel


@kernel
def walk_back(
    flows: Integers, sales: int, balance: Integers, index: Integers, walked: Values, lower_bound: Flags
) -> None:
    """Walk back over daily sales until they make up the balance, with a fraction of the last day.

    A day without sales, or with less than nothing, is walked over. The walk stops at the first known sale: the result is then
    the days walked, a lower bound. Without any known sale it is NaN.

    Args:
        flows: int64 ``[R, G, series, days]``, cents of each day.
        sales: Which series holds the sales.
        balance: int64 ``[R, G, n]``, cents owed at the end of the days asked for.
        index: int64 ``[n]``, the days asked for, as columns of ``flows``.
        walked: float64 ``[R, G, n]``, filled with days.
        lower_bound: bool ``[R, G, n]``, filled with whether known sales fell short of the balance.
    """
    days = flows.shape[3]
    sold = np.empty(days, dtype=np.int64)
    for replication in range(flows.shape[0]):
        for group in range(flows.shape[1]):
            of_day = flows[replication, group, sales]
            running = 0
            opening = days
            for day in range(days):
                if of_day[day] > 0:
                    running += of_day[day]
                    opening = min(opening, day)
                sold[day] = running
            reached = 0
            for i in range(index.shape[0]):
                end, owed = index[i], balance[replication, group, i]
                target = sold[end] - owed
                lower_bound[replication, group, i] = target < 0
                if opening > end:
                    walked[replication, group, i] = math.nan
                elif target < 0:
                    walked[replication, group, i] = end - opening + 1
                elif owed <= 0:
                    walked[replication, group, i] = 0.0
                else:
                    while reached > 0 and sold[reached - 1] > target:
                        reached -= 1
                    while sold[reached] <= target:
                        reached += 1
                    walked[replication, group, i] = (end - reached) + (sold[reached] - target) / of_day[reached]


def count_back(daily: Daily, days: Integers, cents: Integers | None = None) -> tuple[Values, Flags]:
    """Return the days walked back over daily sales and whether each is a lower bound, ``[R, G, n]`` both.

    They make up the receivables, or the amounts given.
    """
    balance = np.ascontiguousarray(receivables_cents(daily, days) if cents is None else cents)
    walked, lower_bound = np.empty(balance.shape), np.empty(balance.shape, dtype=np.bool_)
    flows = np.ascontiguousarray(daily.flows)
    walk_back(flows, int(Series.SALES), balance, np.asarray(days, dtype=np.int64) - daily.first, walked, lower_bound)
    return walked, lower_bound


def count_back_monthly(daily: Daily, days: Integers) -> Values:
    """Return the days walked back over calendar months, the last one pro rata, float64 ``[R, G, n]``.

    The month of the date counts with its days so far. A month without sales is walked over; the month of the first known sale
    is walked whole, and ends the walk as a lower bound. NaN without any known sale.
    """
    balance = receivables_cents(daily, days)
    return np.stack([_months_back(daily, int(day), balance[:, :, i]) for i, day in enumerate(days)], axis=-1)


def _months_back(daily: Daily, day: int, balance: Integers) -> Values:
    """Walk back over calendar months from one day, float64 ``[R, G]``."""
    starts, ends = _months(daily.first, day)
    lengths = ends - starts + 1
    sales = np.maximum(daily.between(Series.SALES, starts, ends), 0)
    sold = np.cumsum(sales, axis=-1)
    is_enough = sold >= balance[:, :, None]
    last_with_sales = len(starts) - 1 - np.argmax(sales[:, :, ::-1] > 0, axis=-1)
    month = np.where(is_enough.any(axis=-1), np.argmax(is_enough, axis=-1), last_with_sales)
    before = np.take_along_axis(sold - sales, month[:, :, None], axis=-1)[:, :, 0]
    of_month = np.take_along_axis(sales, month[:, :, None], axis=-1)[:, :, 0]
    share = np.clip((balance - before) / np.maximum(of_month, 1), 0.0, 1.0)
    walked = np.cumsum(lengths)[month] - lengths[month] + share * lengths[month]
    return np.where(sold[:, :, -1] > 0, walked, np.nan)


def _months(first: int, day: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return first and last days of the calendar months from a day back to the first one, cut at both."""
    starts, ends = [], []
    end = day
    while end >= first:
        start = max(to_day(to_date(end).replace(day=1)), first)
        starts.append(start)
        ends.append(end)
        end = start - 1
    return np.array(starts, dtype=np.int64), np.array(ends, dtype=np.int64)
