"""Rates of orders, amounts and terms."""

from datetime import date

import numpy as np
import pytest

from simlib.calibration.amounts import learn_amounts
from simlib.calibration.book import Book, lay_out
from simlib.calibration.orders import learn_orders
from simlib.calibration.terms import Terms, learn_terms
from simlib.days import to_day
from simlib.rules.terms import TermsRule, due_day
from tests.calibration.drawn import invoice_table, payment_table


def sold(customers: int, rate_spread: float, size_spread: float, amount_spread: float, seed: int) -> Book:
    """Return two years of invoices: 20 a year, EUR 1,000 before 20 % tax in the mean."""
    chance = np.random.default_rng(seed)

    def scale(spread: float) -> float:
        return float(np.exp(spread * chance.standard_normal() - 0.5 * spread**2))

    rows = []
    for c in range(customers):
        rate, size = 20 * scale(rate_spread), 1000 * scale(size_spread)
        for i, day in enumerate(np.sort(chance.integers(0, 730, chance.poisson(2 * rate)))):
            cents = round(120 * size * scale(amount_spread))
            rows.append((f"I{c}-{i}", f"C{c:03d}", 10_000 + int(day), 10_030 + int(day), cents, "EUR", "invoice", None))
    return lay_out(invoice_table(rows), payment_table([("I0-0", "C000", 10_729, 1)]))


@pytest.mark.parametrize(("rates", "sizes", "amounts"), [(0.0, 0.0, 0.6), (0.5, 0.6, 0.6), (0.3, 1.0, 0.3)])
def test_rates_and_amounts_are_found_within_their_intervals(rates: float, sizes: float, amounts: float) -> None:
    inside = []
    for seed in range(5):
        book = sold(150, rates, sizes, amounts, seed)
        orders, money = learn_orders(book), learn_amounts(book, 0.2)
        assert orders.spread[0].value == pytest.approx(rates, abs=0.12)
        assert money.size_spread[0] == pytest.approx(sizes, abs=0.2)
        assert money.amount_spread[0] == pytest.approx(amounts, abs=0.05)
        inside += [orders.low[0] <= 20 <= orders.high[0], money.low[0] <= 1000 <= money.high[0]]
    assert np.mean(inside) >= 0.7


def test_customers_together_sell_what_the_ledger_sold() -> None:
    book = sold(80, 0.5, 0.8, 0.8, 3)
    orders, money = learn_orders(book), learn_amounts(book, 0.2)
    count = np.bincount(book.customer)
    assert float((money.customer * count).sum()) == pytest.approx(book.amount.sum() / 120)
    assert float((orders.customer * money.customer).sum()) == pytest.approx(book.amount.sum() / 240, rel=0.02)


def terms_of(rule: TermsRule, days: int, odd: int = 0) -> Terms:
    """Return the terms recognised of forty invoices, some of which are due on another day."""
    issued = [to_day(date(2025, 1, 3)) + 9 * i for i in range(40)]
    due = [due_day(day, rule, days) + (7 if i < odd else 0) for i, day in enumerate(issued)]
    dated = enumerate(zip(issued, due, strict=True))
    rows = [(f"I{i:02d}", "C", day, end, 100, "EUR", "invoice", None) for i, (day, end) in dated]
    return learn_terms(lay_out(invoice_table(rows), payment_table([])))[1][0]


@pytest.mark.parametrize("odd", [0, 8])
@pytest.mark.parametrize(
    ("rule", "days"),
    [
        (TermsRule.NET, 30),
        (TermsRule.NET, 0),
        (TermsRule.END_OF_MONTH_THEN_DAYS, 45),
        (TermsRule.END_OF_MONTH_THEN_DAYS, 0),
        (TermsRule.DAYS_THEN_END_OF_MONTH, 45),
        (TermsRule.DAYS_THEN_END_OF_MONTH, 60),
    ],
)
def test_each_reading_of_the_terms_is_told_from_the_others(rule: TermsRule, days: int, odd: int) -> None:
    found = terms_of(rule, days, odd)
    assert (found.rule, found.days) == (rule, days)
    assert found.share == pytest.approx(1 - odd / 40, abs=0.03)
