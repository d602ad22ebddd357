"""Seasons: months in which customers pay slower or quicker, and months with more or fewer orders, where the ledger leaves no doubt.

A month is held against the others, year by year. It is believed where it was seen in two years at least, departs the same way in each, and
stands far out of what months scatter by; one month after the other, the clearest first. Months that are not believed count as one.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from simlib.calibration.book import Book, Float, Int
from simlib.calibration.calendars import calendar_over
from simlib.calibration.learned import Learned
from simlib.calibration.season import NO_SEASONS, MonthFactor, Seasons
from simlib.calibration.waits import Waits, waits_of
from simlib.scenario import Firm

MONTHS = 12
FEWEST_YEARS = 2
FEWEST_MONTHS = 22
"""Months of two years, but for the first and the last, which are seen in part."""

FEWEST_EVENTS = 20
"""Payments, or invoices, of a month of one year below which it tells nothing."""

BEYOND_DOUBT = 3.5
"""Standard errors from the other months beyond which a month is believed: chance brings one of twelve so far once in forty ledgers."""

SLIGHTEST = 0.05
"""Departure below which a month is not worth telling."""

QUANTILE_95 = 1.6449
ROUNDS = 3
MOST_DAYS = 500_000
EARLIEST, LATEST = -90, 250


@dataclass(frozen=True)
class Cells:
    """Months of a ledger, one cell each.

    Attributes:
        month: int64, months since January 1970.
        log_ratio: float64, log of what was seen over what is usual.
        weight: float64, payments or invoices seen.
    """

    month: Int
    log_ratio: Float
    weight: Float

    @property
    def of_year(self) -> Int:
        """Month of the year, from 0 for January."""
        return self.month % MONTHS


def learn_seasons(learned: Learned, firm: Firm) -> Learned:
    """Return what was learned with its seasons: hazards and rates of orders are then those of the months that count as one.

    Args:
        learned: What was learned, without seasons.
        firm: Tells how long after the order an invoice is issued.
    """
    orders = believed(order_cells(learned, firm), has_growth=True)
    pace = _pace(learned)
    usual = _mean_factor(learned, orders)
    rates = learned.orders
    return replace(
        learned,
        seasons=Seasons(pace[0], orders) if pace[0] or orders else NO_SEASONS,
        hazards=learned.hazards.scaled(pace[1]),
        orders=replace(
            rates,
            mean=rates.mean / usual,
            low=rates.low / usual,
            high=rates.high / usual,
            customer=rates.customer / usual,
        ),
    )


def believed(cells: Cells, *, has_growth: bool) -> tuple[MonthFactor, ...]:
    """Return the months of the year that depart from the others beyond doubt, with their factors.

    Args:
        cells: The months of the ledger.
        has_growth: Whether what is usual may grow steadily.
    """
    told = cells.weight >= FEWEST_EVENTS
    cells = Cells(cells.month[told], cells.log_ratio[told], cells.weight[told])
    candidates = [one for one in range(MONTHS) if np.count_nonzero(cells.of_year == one) >= FEWEST_YEARS]
    if cells.month.size < FEWEST_MONTHS:
        return ()
    chosen: list[int] = []
    while len(chosen) < MONTHS // 2:
        best, most = -1, BEYOND_DOUBT
        for one in set(candidates) - set(chosen):
            departure, deviation, left = _departures(cells, [*chosen, one], has_growth=has_growth)
            own = departure[-1] + left[cells.of_year == one]
            is_steady = bool(np.all(own * departure[-1] > 0.0)) and abs(departure[-1]) > SLIGHTEST
            if is_steady and abs(departure[-1]) > most * deviation[-1]:
                best, most = one, abs(departure[-1]) / deviation[-1]
        if best < 0:
            break
        chosen.append(best)
    if not chosen:
        return ()
    departure, deviation, _ = _departures(cells, chosen, has_growth=has_growth)
    found = [_factor(one, d, s) for one, d, s in zip(chosen, departure.tolist(), deviation.tolist(), strict=True)]
    return tuple(sorted(found, key=lambda one: one.month))


def _factor(month: int, departure: float, deviation: float) -> MonthFactor:
    """Return the factor of a month of the year with its 90 % interval."""
    ends = (departure, departure - QUANTILE_95 * deviation, departure + QUANTILE_95 * deviation)
    return MonthFactor(month + 1, *(math.exp(one) for one in ends))


def _departures(cells: Cells, months: Sequence[int], *, has_growth: bool) -> tuple[Float, Float, Float]:
    """Return by how much months of the year depart from the others, their standard errors, and what is left of each cell."""
    columns = [np.ones(cells.month.size), *((cells.of_year == one).astype(np.float64) for one in months)]
    if has_growth:
        columns.append((cells.month - cells.month.mean()) / MONTHS)
    design, root = np.stack(columns, axis=1), np.sqrt(cells.weight)
    inverse = np.linalg.inv((design * cells.weight[:, None]).T @ design)
    found = inverse @ (design * cells.weight[:, None]).T @ cells.log_ratio
    left = cells.log_ratio - design @ found
    scatter = float(((root * left) ** 2).sum()) / max(cells.month.size - design.shape[1], 1)
    deviation = np.sqrt(np.diag(inverse) * max(scatter, 1.0))
    return found[1 : 1 + len(months)], deviation[1 : 1 + len(months)], left


def order_cells(learned: Learned, firm: Firm) -> Cells:
    """Return the months of a ledger by the orders of a business day; the first and the last month, seen in part, are left out."""
    book = learned.book
    calendar = calendar_over(book, learned.calendar)
    ordered = book.issue - firm.billing_delay_days
    days = np.arange(calendar.first, calendar.last + 1)
    open_days = _month_of(days)[calendar.is_business]
    month, count = np.unique(_month_of(ordered), return_counts=True)
    whole = (month > month.min(initial=0)) & (
        month < _month_of(np.array([book.as_of - firm.billing_delay_days + 1]))[0]
    )
    month, count = month[whole], count[whole].astype(np.float64)
    per_month = np.array([np.count_nonzero(open_days == one) for one in month], dtype=np.float64)
    return Cells(month, np.log((count + 0.5) / np.maximum(per_month, 0.5)), count)


def _pace(learned: Learned) -> tuple[tuple[MonthFactor, ...], Float]:
    """Return the season of payments, and what the hazards of months that count as one are to those learned, [segments, bins]."""
    hazards = learned.hazards
    waits, calendar = waits_of(learned, MOST_DAYS, EARLIEST, LATEST)
    if waits.spell.size == 0:
        return (), np.ones_like(hazards.rows)
    month = _month_of(calendar.business_day_at[waits.number])
    found: tuple[MonthFactor, ...] = ()
    factor = np.ones(waits.spell.size)
    for _ in range(ROUNDS):
        found = believed(_pace_cells(waits, month, factor), has_growth=False)
        if not found:
            return (), np.ones_like(hazards.rows)
        by_month = np.ones(MONTHS)
        by_month[[one.month - 1 for one in found]] = [one.value for one in found]
        factor = by_month[month % MONTHS]
    bins = np.where(waits.is_atom, hazards.bins.atom, hazards.bins.index(waits.lateness))
    size = hazards.rows.size
    cell = waits.segment * len(hazards.bins) + bins
    usual = np.bincount(cell, -np.expm1(-waits.rate), minlength=size)
    seasoned = np.bincount(cell, -np.expm1(-waits.rate * factor), minlength=size)
    ratio = np.divide(usual, seasoned, out=np.ones(size), where=seasoned > 0.0)
    return found, ratio.reshape(hazards.rows.shape)


def _pace_cells(waits: Waits, month: Int, factor: Float) -> Cells:
    """Return the months of a ledger by what was paid against what the hazards say, each day's factor being known so far."""
    rate = waits.rate * factor
    points = np.where(waits.event, rate / -np.expm1(-np.maximum(rate, 1e-9)), 0.0)
    months, place = np.unique(month, return_inverse=True)
    seen, expected, events = (np.bincount(place, one) for one in (points, rate, waits.event.astype(np.float64)))
    so_far = np.log(np.bincount(place, factor) / np.bincount(place))
    whole = np.ones(months.size, dtype=np.bool_)
    whole[[0, -1]] = False
    log_ratio = np.log((seen + 0.5) / (expected + 0.5)) + so_far
    return Cells(months[whole], np.asarray(log_ratio[whole]), np.asarray(events[whole], dtype=np.float64))


def _mean_factor(learned: Learned, orders: Sequence[MonthFactor]) -> float:
    """Return the mean of the season of orders over the business days of the ledger."""
    book: Book = learned.book
    calendar = calendar_over(book, learned.calendar)
    days = np.arange(book.first, book.as_of + 1)
    days = days[calendar.is_business[days - calendar.first]]
    by_month = np.ones(MONTHS)
    by_month[[one.month - 1 for one in orders]] = [one.value for one in orders]
    return float(by_month[_month_of(days) % MONTHS].mean()) if days.size else 1.0


def _month_of(days: Int) -> Int:
    """Return how many months each day's month is after January 1970."""
    return np.asarray(days).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
