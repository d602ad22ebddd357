"""Daily series written down directly, where no ledger is needed."""

import numpy as np

from simlib.days import SEVEN_DAY, BusinessCalendar
from simlib.indicators import Daily, FirmBalance, Series


def daily_from(
    first: int,
    days: int,
    flows: dict[Series, np.ndarray | dict[int, float]],
    start: int | None = None,
    country: str = SEVEN_DAY,
    firm: FirmBalance | None = None,
) -> Daily:
    """Return one replication of one group; a flow is an array of cents or what happens on some days, EUR or counts x 100."""
    table = np.zeros((1, 1, len(Series), days), dtype=np.int64)
    for series, values in flows.items():
        if isinstance(values, dict):
            for day, value in values.items():
                table[0, 0, series, day - first] += round(value * 100)
        else:
            table[0, 0, series] = values
    calendar = BusinessCalendar.of(country, first, first + days + 13)
    return Daily(table, first, first if start is None else start, calendar, firm or FirmBalance())
