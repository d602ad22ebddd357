"""Purchases, payables and cash of the minimal balance, on cases that a pencil can follow."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simlib.days import to_day
from simlib.indicators import Daily, FirmBalance, Series, cash_path, path, value_of_run
from tests.indicators.build import daily_from

FIRST = to_day(dt.date(2024, 1, 1))
START = to_day(dt.date(2025, 1, 1))
DAYS = 731
SALES = 12_000  # cents TTC a day
COST = SALES / 1.2 * 0.5 / 100  # EUR before tax a day

BASE = FirmBalance(purchase_ratio=0.5, inventory_days=30.0, dpo_days=45, opening_cash=5_000.0)


def steady(firm: FirmBalance, country: str = "seven_day", receipts: int = SALES) -> Daily:
    """Return two years of equal days, of which the second is the scenario's."""
    sales = np.full(DAYS, SALES)
    flows = {
        Series.ORDERED: sales,
        Series.SALES: sales,
        Series.INVOICED: sales,
        Series.RECEIPTS: np.full(DAYS, receipts),
    }
    return daily_from(FIRST, DAYS, flows, start=START, firm=firm, country=country)


def changed(**values: float) -> FirmBalance:
    """Return the base changed from the start."""
    fields = {"purchase_ratio": 0.5, "inventory_days": 30.0, "dpo_days": 45, "opening_cash": 5_000.0}
    return FirmBalance(**{**fields, **values}, before=BASE)  # type: ignore[arg-type]


def test_every_day_brings_receipts_and_takes_purchases() -> None:
    cash = cash_path(steady(BASE))[0]
    assert len(cash) == 365
    per_day = SALES / 100 - COST * 1.2
    np.testing.assert_allclose(cash, 5_000 + per_day * np.arange(1, 366))


def test_fixed_outflow_leaves_on_the_last_business_day_of_the_month() -> None:
    quiet = FirmBalance(purchase_ratio=0.0, fixed_monthly_outflow=100.0)
    cash = cash_path(steady(quiet, country="FR", receipts=0))[0]
    days = [dt.date(2025, 1, 1) + dt.timedelta(days=int(i)) for i in np.flatnonzero(np.diff(cash, prepend=0.0))]
    assert days[:5] == [dt.date(2025, *md) for md in ((1, 31), (2, 28), (3, 31), (4, 30), (5, 30))]
    assert cash[-1] == -1_200.0


def test_suppliers_are_paid_on_business_days_only() -> None:
    cash = cash_path(steady(BASE, country="FR", receipts=0))[0]
    moved = np.flatnonzero(np.diff(cash, prepend=5_000.0))
    dates = [dt.date(2025, 1, 1) + dt.timedelta(days=int(i)) for i in moved]
    assert {date.weekday() for date in dates} == {0, 1, 2, 3, 4}
    assert dt.date(2025, 5, 1) not in dates


def test_fifteen_more_days_to_pay_keep_fifteen_days_of_purchases_once() -> None:
    gain = cash_path(steady(changed(dpo_days=60)))[0] - cash_path(steady(BASE))[0]
    assert gain[:45] == pytest.approx(0.0)
    assert gain[60:] == pytest.approx(15 * COST * 1.2)
    less = path(steady(BASE), "bfr", [START + 364]) - path(steady(changed(dpo_days=60)), "bfr", [START + 364])
    assert less[0, 0] == pytest.approx(15 * COST * 1.2)


def test_fifteen_more_days_of_stock_are_bought_once() -> None:
    gain = cash_path(steady(changed(inventory_days=45.0)))[0] - cash_path(steady(BASE))[0]
    assert gain[:45] == pytest.approx(0.0)
    assert gain[45:] == pytest.approx(-15 * COST * 1.2)


def test_less_stock_is_reached_by_buying_nothing_until_it_is_used_up() -> None:
    daily = steady(changed(inventory_days=10.0))
    stock = daily.purchases.inventory(np.array([START - 1, START, START + 9, START + 19, START + 40]))[0, 0] / 100
    np.testing.assert_allclose(stock, COST * np.array([30, 29, 20, 10, 10]))
    gain = cash_path(daily)[0] - cash_path(steady(BASE))[0]
    np.testing.assert_allclose(gain[[44, 45, 54, 64, 300]], COST * 1.2 * np.array([0, 1, 10, 20, 20]), atol=1e-6)


def test_history_is_bought_and_taxed_by_the_balance_of_before() -> None:
    cash = cash_path(steady(changed(purchase_ratio=0.0)))[0]
    np.testing.assert_allclose(np.diff(cash)[:43], SALES / 100 - COST * 1.2)
    assert np.diff(cash)[46:] == pytest.approx(SALES / 100)


def test_touches_cost_cash_the_day_they_are_made() -> None:
    daily = steady(BASE)
    daily.flows[0, 0, Series.CONTACT_COST, START + 9 - FIRST] = 1_234
    gain = cash_path(daily)[0] - cash_path(steady(BASE))[0]
    np.testing.assert_allclose(gain, np.where(np.arange(365) >= 9, -12.34, 0.0), atol=1e-9)


def test_lowest_cash_and_last_cash_are_those_of_the_path() -> None:
    daily = steady(FirmBalance(purchase_ratio=0.5, opening_cash=0.0, fixed_monthly_outflow=4_000.0))
    cash = cash_path(daily)
    assert value_of_run(daily, "cash_end")[0, 0] == cash[0, -1]
    assert value_of_run(daily, "cash_min")[0, 0] == cash.min()
    assert value_of_run(daily, "cash_min", at=START + 40)[0, 0] == cash[0, :41].min()
    assert np.isnan(value_of_run(daily, "cash_end", at=START - 1)[0, 0])


@given(
    st.lists(st.integers(0, 9), min_size=40, max_size=40),
    st.floats(0.0, 60.0),
    st.integers(0, 90),
    st.sampled_from(["FR", "seven_day"]),
)
def test_cash_and_working_capital_explain_each_other(pattern: list[int], stock: float, dpo: int, country: str) -> None:
    """What working capital does not hold back of the margin is in the bank, every day, to the rounding of floats."""
    rng = np.random.default_rng(pattern)
    ordered = rng.integers(0, 1_000_000, DAYS)
    billed = np.concatenate(([0, 0, 0], ordered[:-3]))
    received = np.concatenate((np.zeros(50, dtype=np.int64), billed[:-50]))
    flows = {
        Series.ORDERED: ordered,
        Series.SALES: billed,
        Series.INVOICED: billed,
        Series.APPLIED: received,
        Series.RECEIPTS: received,
    }
    firm = FirmBalance(purchase_ratio=0.6, inventory_days=stock, dpo_days=dpo, before=BASE)
    daily = daily_from(FIRST, DAYS, flows, start=START, firm=firm, country=country)
    days = np.arange(START - 1, daily.last + 1)
    capital = path(daily, "bfr", days)[0]
    purchases = daily.purchases
    held, bought = purchases.inventory(days)[0, 0] / 100, purchases.bought(days)[0, 0] / 100
    margin = np.cumsum(ordered[START - FIRST :]) / 100 - (bought[1:] - bought[0]) + (held[1:] - held[0])
    np.testing.assert_allclose(cash_path(daily)[0], margin - (capital[1:] - capital[0]), atol=0.0101)
    assert (np.diff(bought) >= -1e-6).all()
    assert (purchases.payables(days) >= -1e-3).all()
