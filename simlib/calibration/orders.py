"""Orders: how many invoices a year customers get, and how customers differ in that."""

from dataclasses import dataclass

import numpy as np

from simlib.calibration.book import Book, Float
from simlib.calibration.shrinkage import Seen, Spread, learn_spread, posterior
from simlib.days import DAYS_PER_YEAR

SLOTS_PER_DAY = 1440.0
"""Orders are counted minute by minute, so that no two fall together."""

QUANTILE_95 = 1.6449


@dataclass(frozen=True)
class OrderRates:
    """Orders a year.

    Attributes:
        mean, low, high: float64 [segments], orders a year of a customer, with the 90 % interval.
        spread: Per segment, the spread between customers of the log of their rate.
        customer: float64 [customers], orders a year of each customer.
        years: Years seen.
    """

    mean: Float
    low: Float
    high: Float
    spread: tuple[Spread, ...]
    customer: Float
    years: float


def learn_orders(book: Book) -> OrderRates:
    """Return the rates of orders of a book, each customer's own shrunk to its segment's by what was seen of it."""
    customers, groups = len(book.customers), len(book.segments)
    days = float(book.as_of - book.first + 1)
    count = np.bincount(book.customer, minlength=customers).astype(np.float64)
    mean, deviation = np.zeros(groups), np.zeros(groups)
    customer, spreads = np.zeros(customers), []
    for group in range(groups):
        mine = book.segment_of == group
        n = count[mine]
        mean[group] = n.mean() / days * DAYS_PER_YEAR
        slots = np.full((n.size, 1), days * SLOTS_PER_DAY)
        per_slot = np.full((n.size, 1), n.mean() / (days * SLOTS_PER_DAY))
        seen = Seen(n[:, None], slots, per_slot)
        spread = learn_spread(seen)
        spreads.append(spread)
        customer[mine] = mean[group] * posterior(seen, spread.value).mean
        variance = max(float(np.var(n, ddof=1)) if n.size > 1 else 0.0, float(n.mean()))
        deviation[group] = np.sqrt(variance / n.size) / max(float(n.mean()), 1e-9)
    factor = np.exp(QUANTILE_95 * deviation)
    return OrderRates(mean, mean / factor, mean * factor, tuple(spreads), customer, days / DAYS_PER_YEAR)
