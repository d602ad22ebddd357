"""The golden ledger of eight invoices comes out exact."""

import numpy as np
import pytest

from simlib.indicators import INDICATORS, FirmBalance, is_lower_bound, value_of_run
from simlib.indicators.dso import average_days_delinquent, dso_best_possible, dso_simple
from tests.indicators.golden import AS_OF, CUSTOMERS, FIRST, JUNE, SECOND_QUARTER, golden_daily

QUARTER = 91


def golden(name: str, start: int = SECOND_QUARTER) -> float:
    """Return an indicator of the golden ledger as of 2025-06-30."""
    return float(value_of_run(golden_daily(start), name, at=AS_OF)[0, 0])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ar_balance", 74_600),
        ("not_due", 43_400),
        ("overdue", 31_200),
        ("overdue_ratio", 31_200 / 74_600),
        ("ageing_1_30", 27_600),
        ("ageing_31_60", 0),
        ("ageing_61_90", 0),
        ("ageing_over_90", 3_600),
        ("dso_count_back_monthly", 30 + 31 + 19_400 / 24_000 * 30),
        ("dso_count_back", 15 + 31 + 30 + 1_400 / 6_000),
        ("order_to_cash_days", 15 + 31 + 30 + 1_400 / 6_000),
        ("weighted_days_to_pay", (12_000 * 30 + 6_000 * 40) / 18_000),
        ("weighted_days_late", (12_000 * 0 + 6_000 * 10) / 18_000),
        ("value_of_a_day", 79_200 / QUARTER),
        ("late_share", 3 / 4),
        ("late_share_amount", 33_600 / 45_600),
    ],
)
def test_value(name: str, expected: float) -> None:
    assert golden(name) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("name", "printed", "digits"),
    [
        ("dso_count_back_monthly", 85.25, 2),
        ("dso_count_back", 76.23, 2),
        ("weighted_days_to_pay", 33.33, 2),
        ("weighted_days_late", 3.33, 2),
        ("value_of_a_day", 870.33, 2),
        ("overdue_ratio", 0.4182, 4),
    ],
)
def test_value_as_printed(name: str, printed: float, digits: int) -> None:
    assert round(golden(name), digits) == printed


def test_simple_dso_of_the_quarter() -> None:
    daily, day = golden_daily(), np.array([AS_OF])
    simple, best = dso_simple(daily, day, QUARTER), dso_best_possible(daily, day, QUARTER)
    delinquent = average_days_delinquent(daily, day, QUARTER)
    assert [round(float(x[0, 0, 0]), 2) for x in (simple, best, delinquent)] == [85.71, 49.87, 35.85]
    assert simple[0, 0, 0] == pytest.approx(74_600 / 79_200 * QUARTER)


def test_effectiveness_of_june() -> None:
    assert golden("collection_effectiveness_index", start=JUNE) == pytest.approx(2_200 / 33_400)
    assert round(golden("collection_effectiveness_index", start=JUNE), 4) == 0.0659


def test_open_dispute_and_part_payment_stay_in_the_balance() -> None:
    daily = golden_daily(by_customer=True)
    owed = value_of_run(daily, "ar_balance", at=AS_OF)[0]
    assert dict(zip(CUSTOMERS, owed, strict=True)) == {"A": 5_000, "B": 27_600, "C": 38_400, "D": 3_600}
    paid_days = value_of_run(daily, "weighted_days_to_pay", at=AS_OF)[0]
    assert np.isnan(paid_days).tolist() == [False, True, True, True]


def test_a_customer_that_owes_all_it_bought_has_a_count_back_down_to_its_first_sale() -> None:
    daily, day = golden_daily(by_customer=True), np.array([AS_OF])
    days = value_of_run(daily, "dso_count_back", at=AS_OF)[0]
    assert days[CUSTOMERS.index("D")] == AS_OF - (FIRST + 2) + 1
    assert not is_lower_bound(daily, day).any()


def test_stock_of_a_run_is_the_mean_of_its_last_month_ends() -> None:
    daily = golden_daily()
    april, may = AS_OF - 61, AS_OF - 30
    ends = [value_of_run(daily, "ar_balance", at=day)[0, 0] for day in (april, may, AS_OF)]
    assert ends == [27_600, 55_200, 74_600]
    assert value_of_run(daily, "ar_balance")[0, 0] == pytest.approx(np.mean(ends))


def test_flow_of_a_run_covers_the_time_since_the_start() -> None:
    assert value_of_run(golden_daily(JUNE), "value_of_a_day")[0, 0] == pytest.approx(21_600 / 30)


def test_every_indicator_has_a_value_or_says_why_not() -> None:
    daily = golden_daily(firm=FirmBalance(opening_cash=100_000.0))
    undefined = [name for name in INDICATORS if np.isnan(value_of_run(daily, name)).any()]
    assert undefined == ["right_party_contact_rate", "promise_kept_rate"]
