"""Amounts: what customers' invoices amount to, and how they vary within and between customers."""

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from simlib.calibration.book import Book, Float


@dataclass(frozen=True)
class Amounts:
    """Amounts before tax, in currency units.

    Attributes:
        mean, low, high: float64 [segments], mean amount of a segment's invoices, with its 90 % interval.
        size_spread: float64 [segments], spread between customers of the log of their mean amount.
        amount_spread: float64 [segments], spread of the log of the amount within a customer.
        customer: float64 [customers], mean amount of each customer.
    """

    mean: Float
    low: Float
    high: Float
    size_spread: Float
    amount_spread: Float
    customer: Float


def learn_amounts(book: Book, vat_rate: float) -> Amounts:
    """Return the amounts of a book.

    A customer's mean is its own on the scale of logs, shrunk to its segment's by what was seen of it; the means are then scaled so that
    the segment's invoices add up to what they did.
    """
    before_tax = book.amount / 100.0 / (1.0 + vat_rate)
    customers, groups = len(book.customers), len(book.segments)
    logs = np.log(before_tax)
    count = np.bincount(book.customer, minlength=customers).astype(np.float64)
    mean_log = np.bincount(book.customer, logs, minlength=customers) / np.maximum(count, 1.0)
    squares = np.bincount(book.customer, (logs - mean_log[book.customer]) ** 2, minlength=customers)
    total = np.bincount(book.customer, before_tax, minlength=customers)
    mean, half_width, within, between = (np.zeros(groups) for _ in range(4))
    customer = np.zeros(customers)
    for group in range(groups):
        mine = (book.segment_of == group) & (count > 0.0)
        n, own = count[mine], mean_log[mine]
        freedom = float((n - 1.0).sum())
        spread = float(np.sqrt(squares[mine].sum() / freedom)) if freedom > 0.0 else 0.0
        noise = spread**2 / n
        variance = float(max(np.var(own, ddof=1) - noise.mean(), 0.0)) if own.size > 1 else 0.0
        weight = variance / (variance + noise) if variance + spread > 0.0 else np.zeros(own.size)
        centre = float(np.average(own, weights=1.0 / (variance + noise))) if spread > 0.0 else float(own.mean())
        shrunk = np.exp(centre + weight * (own - centre))
        customer[mine] = shrunk * float(total[mine].sum()) / float((shrunk * n).sum())
        mean[group] = float(total[mine].sum() / n.sum())
        half_width[group] = _half_width(n, variance, spread**2)
        within[group], between[group] = spread, np.sqrt(variance)
    factor = np.exp(half_width)
    return Amounts(mean, mean / factor, mean * factor, between, within, customer)


def _half_width(invoices: Float, between: float, within: float) -> float:
    """Return half the width of the 90 % interval of the log of a mean over customers with so many invoices each.

    Amounts are log-normal, with these variances of the log between and within customers: large customers are few, and a sample without
    them shows too little scatter to tell. Few customers tell the variance badly: the quantile is Student's, with as many degrees of freedom
    as there are customers of equal weight, less one.
    """
    weight = invoices / invoices.sum()
    relative = float((weight**2 * (np.expm1(between) + np.exp(between) * np.expm1(within) / invoices)).sum())
    freedom = max(1.0 / float((weight**2).sum()) - 1.0, 1.0)
    return float(stdtrit(freedom, 0.95) * np.sqrt(np.log1p(relative)))
