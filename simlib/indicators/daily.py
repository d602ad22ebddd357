"""Daily series of a whole experiment, and the sums and stocks that indicators read from them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from simlib.days import BusinessCalendar, add_months, month_ends, to_date, to_day
from simlib.indicators.balance import FirmBalance
from simlib.indicators.purchases import Purchases
from simlib.indicators.series import Series

if TYPE_CHECKING:
    from simlib.indicators.cash_lines import CashLines

Integers = npt.NDArray[np.int64]
Values = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

MONTHS_OF_FLOWS = 12
MONTH_ENDS_OF_STOCKS = 3

FEW_DAYS = 4
"""Up to so many days a stock is summed on the spot: quicker than cumulating the whole series, which is kept for the next."""


@dataclass(frozen=True, eq=False)
class Daily:
    """Daily net flows of R replications and G groups over the days from ``first``, history before ``start`` included.

    Attributes:
        flows: int64 ``[R, G, series, days]``, cents, counts or minutes; see `Series`.
        first: Day number of ``flows[..., 0]``.
        start: Day number on which the scenario starts; what is before is history.
        calendar: Business days, spanning at least the days of ``flows``.
        firm: The firm's balance.
        groups: Names of the groups, in the order of ``flows``.
    """

    flows: Integers
    first: int
    start: int
    calendar: BusinessCalendar
    firm: FirmBalance = field(default_factory=FirmBalance)
    groups: tuple[str, ...] = ("all",)
    _cumulated: dict[Series, Integers] = field(default_factory=dict, init=False, repr=False)

    @property
    def replications(self) -> int:
        """Number of replications."""
        return int(self.flows.shape[0])

    @property
    def days(self) -> int:
        """Number of days known."""
        return int(self.flows.shape[3])

    @property
    def last(self) -> int:
        """Day number of the last day known."""
        return self.first + self.days - 1

    @cached_property
    def purchases(self) -> Purchases:
        """What the whole firm buys for what it sells."""
        return Purchases(self.total.flow(Series.ORDERED), self.first, self.start, self.calendar, self.firm)

    @cached_property
    def cash(self) -> "CashLines":
        """What comes into the whole firm's bank and leaves it."""
        from simlib.indicators.cash_lines import cash_lines  # which reads daily series

        return cash_lines(self)

    @cached_property
    def total(self) -> "Daily":
        """The same with all groups in one."""
        if len(self.groups) == 1:
            return self
        flows = self.flows.sum(axis=1, keepdims=True)
        return Daily(flows, self.first, self.start, self.calendar, self.firm, ("all",))

    def flow(self, series: Series) -> Integers:
        """Return a daily flow, int64 ``[R, G, days]``."""
        return self.flows[:, :, series, :]

    def stock(self, series: Series) -> Integers:
        """Return a flow cumulated to the end of each day, int64 ``[R, G, days]``."""
        if series not in self._cumulated:
            self._cumulated[series] = np.cumsum(self.flow(series), axis=-1)
        return self._cumulated[series]

    def at(self, series: Series, days: Sequence[int] | Integers) -> Integers:
        """Return a stock at the end of given days, int64 ``[R, G, n]``; zero before the first day.

        Raises:
            IndexError: A day lies after the last one known.
        """
        index = np.asarray(days, dtype=np.int64) - self.first
        if index.max(initial=0) >= self.days:
            raise IndexError(f"day {index.max() + self.first} lies after the last one known, {self.last}")
        if len(index) <= FEW_DAYS and series not in self._cumulated:
            flow = self.flow(series)
            return np.stack([flow[:, :, : max(i + 1, 0)].sum(axis=-1) for i in index.tolist()], axis=-1)
        return np.where(index >= 0, self.stock(series)[:, :, np.maximum(index, 0)], 0)

    def between(self, series: Series, since: Sequence[int] | Integers, until: Sequence[int] | Integers) -> Integers:
        """Return what flowed on the days since[i] to until[i], both included, int64 ``[R, G, n]``."""
        return self.at(series, until) - self.at(series, np.asarray(since, dtype=np.int64) - 1)

    def business_day_before(self, days: Integers) -> Integers:
        """Return the business day on or before each day; before the first day of the calendar, the day before that."""
        calendar = self.calendar
        known = np.maximum(days - calendar.first, 0)
        latest = calendar.previous_business[known]
        return np.where((days < calendar.first) | (latest > days), calendar.first - 1, latest)

    def stock_days(self) -> Integers:
        """Return the days on which the stocks of a run are read: its last three month ends, else its last day."""
        ends = month_ends(self.start, self.last)[-MONTH_ENDS_OF_STOCKS:]
        return np.array(ends or [self.last], dtype=np.int64)

    def window_start(self, days: Sequence[int] | Integers) -> Integers:
        """Return the first day of the window of flows that ends on each day.

        Twelve months, or since the start if that is shorter; one that ends before the start reaches into the history.
        """
        return np.array([self._window_start(int(day)) for day in days], dtype=np.int64)

    def _window_start(self, day: int) -> int:
        """Return the first day of the window of flows that ends on a day."""
        known_since = self.start if day >= self.start else self.first
        return max(to_day(add_months(to_date(day + 1), -MONTHS_OF_FLOWS)), known_since)
