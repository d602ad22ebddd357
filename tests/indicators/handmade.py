"""Logs made by hand, folded on the French calendar, and what flowed when."""

import numpy as np

from simlib.days import BusinessCalendar
from simlib.indicators import ContactCosts, Daily, FirmBalance, Series, daily_of
from tests.indicators.ledgers import FIRST, LAST

FRANCE = BusinessCalendar.of("FR", FIRST, LAST + 14)
MINUTES, CENTS = np.arange(6) * 3, np.arange(6) * 7


def of_rows(*rows: list[int], last: int = LAST, firm: FirmBalance | None = None) -> Daily:
    """Return the daily series of a log made by hand, on the French calendar."""
    costs = ContactCosts(MINUTES, CENTS)
    return daily_of(np.array(rows, dtype=np.int64), FIRST, last, country="FR", costs=costs, firm=firm)


def on_days(daily: Daily, series: Series) -> dict[int, int]:
    """Return the days, counted from the first, on which something flowed."""
    flow = daily.flow(series)[0, 0]
    return {int(day): int(flow[day]) for day in np.flatnonzero(flow)}
