"""The season of a year as learned: months that depart from the others, with how sure that is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class MonthFactor:
    """What a month, from 1 for January, is to the others, with its 90 % interval."""

    month: int
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Seasons:
    """Months that depart from the others beyond doubt: in the pace of payment, in the orders of a business day."""

    pace: tuple[MonthFactor, ...]
    orders: tuple[MonthFactor, ...]


NO_SEASONS = Seasons((), ())
