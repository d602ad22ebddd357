"""What the firm buys for what it sells, holds in stock, owes to suppliers and pays them.

One day's orders, before tax, cost ``purchase_ratio`` of their amount. Every day the firm buys what it takes to hold
``inventory_days`` of purchases, the daily mean of the last 365 days, and it never sends goods back: when the target falls, it
stops buying until the stock has come down. A purchase is paid, VAT included, ``dpo_days`` later or on the next business day.
Days before the first one known are taken at the mean of the first 90 known days, of the history alone where there is one.
What was bought before the start is paid, and was stocked, by the balance in force then.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from simlib.days import BusinessCalendar
from simlib.indicators.balance import FirmBalance

Integers = npt.NDArray[np.int64]
Values = npt.NDArray[np.float64]

YEAR = 365
MEAN_OF_UNKNOWN_PAST = 90
LONGEST_ROLL = 14


@dataclass(frozen=True, eq=False)
class Purchases:
    """Purchases of the whole firm; amounts in cents, float64 ``[R, 1, n]``.

    Attributes:
        ordered: int64 ``[R, 1, days]``, cents TTC ordered each day.
        first: Day number of ``ordered[..., 0]``.
        start: Day number from which ``firm`` is in force, and before which ``firm.until_start`` was.
        calendar: Business days.
        firm: The firm's balance.
    """

    ordered: Integers
    first: int
    start: int
    calendar: BusinessCalendar
    firm: FirmBalance

    @cached_property
    def _reach(self) -> int:
        """Days before the first one known that are filled in."""
        return YEAR + max(self.firm.dpo_days, self.firm.until_start.dpo_days) + LONGEST_ROLL

    @cached_property
    def _start(self) -> int:
        """Column of the start."""
        return self._reach + self.start - self.first

    @cached_property
    def _cost_of_sales(self) -> Values:
        """Cost before tax of the orders up to the end of each day, unknown past included."""
        firm, known = self.firm, self.start - self.first
        orders = self.ordered.astype(np.float64)
        orders[:, :, :known] *= firm.until_start.purchase_ratio / (1.0 + firm.until_start.vat_rate)
        orders[:, :, known:] *= firm.purchase_ratio / (1.0 + firm.vat_rate)
        history = min(known, MEAN_OF_UNKNOWN_PAST) or MEAN_OF_UNKNOWN_PAST
        past = orders[:, :, :history].mean(axis=-1, keepdims=True)
        return np.cumsum(np.concatenate((np.repeat(past, self._reach, axis=-1), orders), axis=-1), axis=-1)

    @cached_property
    def _mean_daily(self) -> Values:
        """Mean daily cost of sales of the 365 days that end on each day."""
        sold = self._cost_of_sales
        mean = np.empty_like(sold)
        mean[:, :, YEAR:] = (sold[:, :, YEAR:] - sold[:, :, :-YEAR]) / YEAR
        mean[:, :, :YEAR] = sold[:, :, :1]
        return mean

    @cached_property
    def _bought(self) -> Values:
        """Purchases before tax up to the end of each day."""
        target = self._mean_daily.copy()
        target[:, :, : self._start] *= self.firm.until_start.inventory_days
        target[:, :, self._start :] *= self.firm.inventory_days
        return np.maximum.accumulate(self._cost_of_sales + target, axis=-1)

    def _columns(self, days: Integers) -> Integers:
        """Return the columns of days."""
        return np.asarray(days, dtype=np.int64) - self.first + self._reach

    def inventory(self, days: Integers) -> Values:
        """Return the stock held at the end of each day, before tax."""
        columns = self._columns(days)
        return self._bought[:, :, columns] - self._cost_of_sales[:, :, columns]

    def bought(self, days: Integers) -> Values:
        """Return the purchases up to the end of each day, VAT included."""
        columns = self._columns(days)
        return self._with_tax(columns, columns)

    def paid(self, days: Integers) -> Values:
        """Return the purchases paid up to the end of each day, VAT included."""
        calendar, firm = self.calendar, self.firm
        last_run = calendar.previous_business[np.asarray(days) - calendar.first]
        last_run = np.where(last_run > days, calendar.first - 1, last_run)
        columns = self._columns(last_run)
        return self._with_tax(columns - firm.until_start.dpo_days, columns - firm.dpo_days)

    def payables(self, days: Integers) -> Values:
        """Return what is owed to suppliers at the end of each day, VAT included."""
        return self.bought(days) - self.paid(days)

    def _with_tax(self, of_before: Integers, since_start: Integers) -> Values:
        """Return purchases up to a column, VAT included: one column for what was bought before the start, one for what since."""
        firm, eve = self.firm, self._start - 1
        before = self._bought[:, :, np.minimum(of_before, eve)] * (1.0 + firm.until_start.vat_rate)
        since = self._bought[:, :, np.maximum(since_start, eve)] - self._bought[:, :, eve : eve + 1]
        return before + since * (1.0 + firm.vat_rate)
