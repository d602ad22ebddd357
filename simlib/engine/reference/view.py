"""A setting as the reference engine reads it: the same tables as plain Python rows, which are quicker to read one by one."""

from collections import namedtuple
from typing import Any

from simlib.engine.setting import Setting, Table


def rows(table: Table) -> list[Any]:
    """Return a table of records as a list of named tuples."""
    row = namedtuple("Row", table.dtype.names)  # type: ignore[misc]
    return [row(*values) for values in table.tolist()]


class View:
    """One setting: its numbers under the names they have there, its tables as lists of rows.

    Attributes:
        rates: What holds for all customers alike.
        order_time: Order time at the close of each day.
        failure_time: Time in which customers fail, at the close of each day.
    """

    def __init__(self, setting: Setting) -> None:
        """Take the setting to read."""
        self.seed, self.first, self.begin, self.end = setting.seed, setting.first, setting.begin, setting.end
        self.week_length, self.vat_rate = setting.week_length, setting.vat_rate
        self.billing_delay = setting.billing_delay
        self.week_share, self.customer_week_share = setting.week_share, setting.customer_week_share
        self.gap, self.log_fatigue = setting.gap, setting.log_fatigue
        self.call_priority = setting.call_priority
        self.talk_mean, self.ring_minutes = setting.talk_mean, setting.ring_minutes
        self.orders_given = setting.orders_given
        self.rates = rows(setting.rates)[0]
        self.days = rows(setting.days)
        self.business = rows(setting.business)
        self.customers = rows(setting.customers)
        self.channels = rows(setting.channels)
        self.invoice_channels = rows(setting.invoice_channels)
        self.steps = rows(setting.steps)
        self.orders = rows(setting.orders)
        self.hazards: list[list[float]] = setting.hazards.tolist()
        self.bin_start: list[int] = setting.bin_start.tolist()
        self.run_on: list[list[int]] = setting.run_on.tolist()
        self.order_time: list[int] = setting.days.order_time.tolist()
        self.failure_time: list[int] = setting.days.failure_time.tolist()
