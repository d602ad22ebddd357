"""What mathematics says of simple worlds: Little's law, growth, equal sales paid on time."""

import math

import numpy as np
import pytest

from simlib.indicators import Series, daily_of, is_lower_bound, ledger_events, path
from simlib.indicators.dso import billing_delay, dso_simple
from tests.indicators.build import daily_from

FIRST = 20_000
DAY_OF_SALES = 100_000


def steady(delays: np.ndarray, billing: np.ndarray | None = None) -> np.ndarray:
    """Return the events of one invoice a day, paid after its delay, billed some days after its order."""
    row = np.arange(len(delays), dtype=np.int64)
    issued, gross = FIRST + row, np.full(len(delays), DAY_OF_SALES)
    ordered = issued if billing is None else issued - billing
    return ledger_events(
        np.zeros_like(row), issued, issued + 30, gross, row, issued + delays, gross, ordered_on=ordered
    )


@pytest.mark.parametrize("terms", [1, 30, 60, 90])
def test_equal_sales_paid_on_the_due_day_have_a_dso_of_the_terms(terms: int) -> None:
    daily = daily_of(steady(np.full(400, terms)), FIRST, FIRST + 399)
    days = np.arange(FIRST + 200, FIRST + 400)
    assert (path(daily, "ar_balance", days) == DAY_OF_SALES / 100 * terms).all()
    for name in ("dso_simple", "dso_count_back"):
        np.testing.assert_allclose(path(daily, name, days), terms, rtol=1e-12)


def test_littles_law() -> None:
    """The euro-days owed up to a day on which nothing is owed are the euro-days waited."""
    delays = np.random.default_rng(7).integers(0, 120, 500)
    daily = daily_of(steady(delays), FIRST, FIRST + 700)
    owed = path(daily, "ar_balance", np.arange(FIRST, FIRST + 701))[0]
    assert owed.sum() == pytest.approx(DAY_OF_SALES / 100 * delays.sum())
    settled = path(daily, "ar_balance", np.arange(FIRST + 150, FIRST + 500))[0].mean()
    assert settled / (DAY_OF_SALES / 100) == pytest.approx(delays.mean(), rel=0.05)


def test_random_delays_have_the_mean_delay_as_weighted_days_to_pay() -> None:
    delays = np.random.default_rng(8).integers(0, 120, 300)
    daily = daily_of(steady(delays), FIRST, FIRST + 450)
    cleared = daily.at(Series.CLEARED_DAYS, [daily.last]) / daily.at(Series.CLEARED, [daily.last])
    assert cleared[0, 0, 0] == pytest.approx(delays.mean())


@pytest.mark.parametrize(("window", "expected"), [(365, 70.60), (90, 60.99)])
def test_growth_flatters_nobody_but_the_simple_dso(window: int, expected: float) -> None:
    """Sales grow by half a year, every invoice is paid after 60 days."""
    growth, delay, days = math.log(1.5) / 365, 60, 1_200
    sales = np.rint(1e9 * np.exp(growth * np.arange(days))).astype(np.int64)
    applied = np.concatenate((np.zeros(delay, dtype=np.int64), sales[:-delay]))
    flows = {Series.SALES: sales, Series.INVOICED: sales, Series.APPLIED: applied}
    daily = daily_from(FIRST, days, flows)
    last = np.array([daily.last])
    assert path(daily, "dso_count_back", last)[0, 0] == pytest.approx(delay, rel=1e-12)
    by_formula = window * (1 - math.exp(-growth * delay)) / (1 - math.exp(-growth * window))
    assert dso_simple(daily, last, window)[0, 0, 0] == pytest.approx(by_formula, rel=1e-6)
    assert round(by_formula, 2) == expected


def test_billing_delay_is_the_mean_wait_and_does_not_move_the_dso() -> None:
    slow = daily_of(steady(np.full(400, 45), np.full(400, 12)), FIRST, FIRST + 380)
    days = np.arange(FIRST + 150, FIRST + 380)
    np.testing.assert_allclose(billing_delay(slow, days), 12.0, rtol=1e-12)
    np.testing.assert_allclose(path(slow, "dso_count_back", days), 45.0, rtol=1e-12)
    np.testing.assert_allclose(path(slow, "order_to_cash_days", days), 57.0, rtol=1e-12)


def test_count_back_beyond_the_first_known_sale_is_a_lower_bound() -> None:
    daily = daily_of(steady(np.full(100, 500)), FIRST, FIRST + 99)
    opened = daily_from(FIRST, 100, {Series.INVOICED: {FIRST: 9e9}, Series.SALES: {FIRST + 10: 5.0, FIRST + 20: 5.0}})
    days = np.array([FIRST + 5, FIRST + 10, FIRST + 99])
    np.testing.assert_array_equal(path(opened, "dso_count_back", days)[0], [np.nan, 1.0, 90.0])
    assert is_lower_bound(opened, days)[0, 0].tolist() == [True, True, True]
    assert path(daily, "dso_count_back", [FIRST + 99])[0, 0] == 100.0
    assert not is_lower_bound(daily, np.array([FIRST + 99]))[0, 0, 0]


def test_nothing_owed_is_no_day_of_sales() -> None:
    daily = daily_of(steady(np.full(50, 3)), FIRST, FIRST + 99)
    assert path(daily, "dso_count_back", [FIRST + 99])[0, 0] == 0.0
    assert path(daily, "dso_count_back_monthly", [FIRST + 99])[0, 0] == 0.0
