"""Every indicator equals its slow twin on random ledgers; the identities hold on all of them."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simlib.indicators import (
    INDICATORS,
    ContactCosts,
    Daily,
    Factoring,
    FirmBalance,
    Insurance,
    Series,
    daily_of,
    is_lower_bound,
    path,
    value_of_run,
)
from tests.indicators.ledgers import CUSTOMERS, FIRST, LAST, ledgers
from tests.indicators.naive import Naive

COSTS = ContactCosts(np.array([0, 0, 1, 2, 10, 0]), np.array([10, 5, 200, 210, 800, 3]))
WITHOUT_RECOURSE = FirmBalance(
    purchase_ratio=0.5,
    inventory_days=40.0,
    dpo_days=38,
    vat_rate=0.1,
    factoring=Factoring(advance=0.83, commission=0.02, financing_rate=0.05, fund=0.1),
    insurance=Insurance(premium=0.004, cover=0.8, delay_days=25),
)
WITH_RECOURSE = FirmBalance(
    opening_cash=1_000.0,
    fixed_monthly_outflow=50.0,
    factoring=Factoring(advance=0.95, commission=0.012, financing_rate=0.035, fund=0.08, recourse_days=20),
    insurance=Insurance(premium=0.002, cover=0.9, delay_days=40),
)
FIRMS = (replace(WITH_RECOURSE, before=WITHOUT_RECOURSE), replace(WITHOUT_RECOURSE, before=WITH_RECOURSE))
firms = st.sampled_from(FIRMS)

starts = st.integers(FIRST, FIRST + 130)
countries = st.sampled_from(["FR", "seven_day"])


def daily_series(
    events: np.ndarray, start: int, country: str, firm: FirmBalance = FIRMS[0], by_customer: bool = False
) -> Daily:
    """Return the daily series of a log with the costs and the balance of these tests."""
    groups = np.arange(CUSTOMERS) if by_customer else np.zeros(CUSTOMERS, dtype=np.int64)
    names = tuple("ABC") if by_customer else ("all",)
    return daily_of(
        events,
        FIRST,
        LAST,
        start=start,
        country=country,
        firm=firm,
        costs=COSTS,
        group_of_customer=groups,
        groups=names,
    )


def has_close_calls(cash: dict[int, float], day: int) -> bool:
    """Return whether a cent decides on which side of zero a day ends, or which day is the lowest."""
    known = sorted(value for one, value in cash.items() if one <= day)
    near_zero = any(0 < abs(value) < 0.05 for value in known)
    return near_zero or any(0 < value - known[0] < 0.05 for value in known[1:])


@given(ledgers(), starts, countries, firms, st.just(0) | st.integers(0, LAST - FIRST))
def test_every_indicator_equals_its_slow_twin(
    events: np.ndarray, start: int, country: str, firm: FirmBalance, after: int
) -> None:
    daily = daily_series(events, start, country, firm)
    naive = Naive(events, daily.calendar, FIRST, start, LAST, firm, COSTS)
    day = FIRST + after
    slow = naive.values(day)
    assert list(slow) == list(INDICATORS)
    fast = {name: float(value_of_run(daily, name, at=day)[0, 0]) for name in INDICATORS}
    for name in ("cash_end", "cash_min", "financing_cost"):  # in whole cents, each of its lines rounded
        assert fast.pop(name) == pytest.approx(slow.pop(name), abs=0.03, nan_ok=True)
    if has_close_calls(naive.cash(), day):
        for name in ("cash_min_week", "overdraft_days", "breach_probability"):
            del fast[name], slow[name]
    assert fast == pytest.approx(slow, rel=1e-9, abs=1e-6, nan_ok=True)
    known = naive.count_back(day, naive.receivables(day))[1]
    assert is_lower_bound(daily, np.array([day]))[0, 0, 0] == known


@given(ledgers(), starts, countries)
def test_groups_are_ledgers_of_their_own(events: np.ndarray, start: int, country: str) -> None:
    daily = daily_series(events, start, country, by_customer=True)
    alone = [daily_series(events[events[:, 2] == customer], start, country) for customer in range(CUSTOMERS)]
    for name, indicator in INDICATORS.items():
        if not indicator.by_group:
            assert value_of_run(daily, name).shape == (1, 1)
            continue
        together = value_of_run(daily, name)[0]
        apart = np.array([value_of_run(one, name)[0, 0] for one in alone])
        np.testing.assert_allclose(together, apart, rtol=1e-12, err_msg=name)


@given(ledgers(), starts, countries)
def test_identities(events: np.ndarray, start: int, country: str) -> None:
    daily = daily_series(events, start, country)
    days = np.arange(FIRST, LAST + 1)
    of = {name: path(daily, name, days)[0] for name in INDICATORS}
    buckets = of["ageing_1_30"] + of["ageing_31_60"] + of["ageing_61_90"] + of["ageing_over_90"]
    np.testing.assert_allclose(of["not_due"] + buckets, of["ar_balance"], atol=1e-6)
    np.testing.assert_allclose(of["not_due"] + of["overdue"], of["ar_balance"], atol=1e-6)
    delinquent = of["dso_simple"] - of["dso_best_possible"]
    np.testing.assert_allclose(of["average_days_delinquent"], delinquent, atol=1e-9)
    stocks = ("ar_balance", "overdue", "not_due", "ageing_1_30", "ageing_31_60", "ageing_61_90", "ageing_over_90")
    for name in (*stocks, "overdue_excluding_plans", "suspense", "factoring_cost"):
        assert of[name].min() >= 0.0, name
    for name in ("overdue_ratio", "late_share", "late_share_amount", "collection_effectiveness_index", "dispute_ratio"):
        defined = of[name][~np.isnan(of[name])]
        assert ((defined >= 0.0) & (defined <= 1.0)).all(), name


@given(ledgers(), starts, countries)
def test_a_path_is_the_value_as_of_each_day(events: np.ndarray, start: int, country: str) -> None:
    daily = daily_series(events, start, country, by_customer=True)
    days = list(range(FIRST, LAST + 1, 17))
    for name in INDICATORS:
        each = [value_of_run(daily.total, name, at=day)[0, 0] for day in days]
        np.testing.assert_allclose(path(daily, name, days)[0], each, rtol=1e-12, atol=1e-9, err_msg=name)


@given(ledgers(), starts, countries, firms)
def test_stocks_are_never_below_nothing(events: np.ndarray, start: int, country: str, firm: FirmBalance) -> None:
    daily = daily_series(events, start, country, firm)
    noted, disputed, planned, financed = (
        daily.stock(series) for series in (Series.NOTED, Series.DISPUTED, Series.IN_PLAN, Series.FINANCED)
    )
    for stock in (noted, disputed, planned, financed):
        assert stock.min() >= 0
    assert (noted <= disputed).all()
    assert (planned <= daily.stock(Series.PAST_DUE_1)).all()


@given(ledgers(), starts, countries)
def test_all_that_is_given_up_or_received_adds_up(events: np.ndarray, start: int, country: str) -> None:
    daily = daily_series(events, start, country)
    days = np.arange(FIRST, LAST + 1)
    at = {series: daily.at(series, days) for series in Series}
    owed = at[Series.INVOICED] - at[Series.APPLIED] - at[Series.CREDITED] - at[Series.WRITTEN_OFF]
    np.testing.assert_array_equal(owed / 100.0, path(daily, "ar_balance", days)[:, None])
    assert (at[Series.DISCOUNTED] <= at[Series.CREDITED]).all()
    assert (at[Series.FACTOR_LOSS] + at[Series.INSOLVENCY_LOSS] <= at[Series.WRITTEN_OFF]).all()
    assert (at[Series.HANDED_COUNT] * 1_000_000 >= at[Series.HANDED]).all()
