"""What indicators declare of themselves."""

import time

import numpy as np
import pytest

from simlib.indicators import INDICATORS, Better, Daily, Indicator, Reading, Series, Unit, path, value_of_run
from simlib.jit import is_compiled
from tests.indicators.build import daily_from

STOCKS = [
    "dso_simple",
    "dso_count_back",
    "dso_count_back_monthly",
    "dso_best_possible",
    "average_days_delinquent",
    "order_to_cash_days",
    "ar_balance",
    "overdue",
    "not_due",
    "overdue_ratio",
    "ageing_1_30",
    "ageing_31_60",
    "ageing_61_90",
    "ageing_over_90",
    "overdue_excluding_plans",
    "dispute_ratio",
    "suspense",
    "cash_dso",
    "bfr",
    "cash_conversion_cycle",
]
FLOWS = [
    "weighted_days_to_pay",
    "weighted_days_late",
    "late_share",
    "late_share_amount",
    "collection_effectiveness_index",
    "right_party_contact_rate",
    "touches_per_invoice",
    "hours_spent",
    "cost_to_collect",
    "recovery_cost",
    "hours_matching",
    "hours_disputes",
    "promise_kept_rate",
    "plans_lapsed",
    "wrongful_touches",
    "settled_before_legal",
    "bad_debt_ratio",
    "credit_notes",
    "discount_cost",
    "lost_sales",
    "goodwill",
    "late_fees",
    "factoring_cost",
    "insurance_cost",
    "value_of_a_day",
]
PATHS = ["cash_end", "cash_min", "cash_min_week", "overdraft_days", "breach_probability", "financing_cost"]
OF_THE_FIRM = ["bfr", "cash_conversion_cycle", *PATHS]


def test_there_are_these() -> None:
    assert {name for name, one in INDICATORS.items() if one.reading is Reading.STOCK} == set(STOCKS)
    assert {name for name, one in INDICATORS.items() if one.reading is Reading.FLOW} == set(FLOWS)
    assert {name for name, one in INDICATORS.items() if one.reading is Reading.PATH} == set(PATHS)
    assert [name for name, one in INDICATORS.items() if not one.by_group] == OF_THE_FIRM


@pytest.mark.parametrize("indicator", INDICATORS.values(), ids=INDICATORS)
def test_words_are_whole_in_both_languages(indicator: Indicator) -> None:
    for words in (indicator.label, indicator.help, indicator.undefined):
        assert words("en")
        assert words("fr")
        assert words("en") == words("en").strip()
    assert indicator.help("en") != indicator.help("fr")
    assert indicator.help("en").endswith(".")
    assert indicator.help("fr").endswith(".")
    assert len(indicator.label("en")) <= 30
    assert len(indicator.label("fr")) <= 40


def test_directions() -> None:
    higher = [name for name, one in INDICATORS.items() if one.better is Better.HIGHER]
    neither = [name for name, one in INDICATORS.items() if one.better is Better.NEITHER]
    assert higher == [
        "collection_effectiveness_index",
        "right_party_contact_rate",
        "promise_kept_rate",
        "settled_before_legal",
        "goodwill",
        "late_fees",
        "cash_end",
        "cash_min",
    ]
    assert neither == ["not_due", "value_of_a_day", "cash_min_week"]


def test_units_are_those_of_the_contract() -> None:
    assert {str(unit) for unit in Unit} == {"days", "EUR", "share", "hours", "count"}


@pytest.mark.parametrize("name", INDICATORS)
def test_shapes(name: str) -> None:
    groups = ("a", "b", "c")
    daily = many(replications=4, groups=groups)
    columns = len(groups) if INDICATORS[name].by_group else 1
    assert value_of_run(daily, name).shape == (4, columns)
    assert value_of_run(daily, name, at=daily.last - 3).shape == (4, columns)
    assert path(daily, name, [daily.last - 9, daily.last]).shape == (4, 2)


def test_nothing_at_all_is_undefined_or_zero_without_a_warning() -> None:
    daily = daily_from(20_000, 400, {}, start=20_100)
    for name in INDICATORS:
        value = value_of_run(daily, name)[0, 0]
        assert np.isnan(value) or value == (1.0 if name == "cash_min_week" else 0.0), name


def test_a_run_shorter_than_a_month_is_read_on_its_last_day() -> None:
    daily = daily_from(20_089, 20, {Series.INVOICED: {20_089: 7.0}}, start=20_090)
    assert daily.stock_days().tolist() == [daily.last]
    assert value_of_run(daily, "ar_balance")[0, 0] == 7.0


def test_a_day_after_the_last_is_refused() -> None:
    with pytest.raises(IndexError, match="lies after the last one known"):
        value_of_run(daily_from(20_000, 20, {}), "ar_balance", at=20_020)


def many(replications: int, groups: tuple[str, ...] = ("all",)) -> Daily:
    """Return noisy daily series of many replications."""
    one = daily_from(20_000, 730, {}, start=20_365)
    flows = np.random.default_rng(3).integers(0, 1_000, (replications, len(groups), len(Series), 730))
    flows[:, :, Series.INVOICED] = flows[:, :, Series.SALES]
    flows[:, :, Series.APPLIED, 60:] = flows[:, :, Series.SALES, :-60]
    flows[:, :, Series.APPLIED, :60] = 0
    return Daily(flows, one.first, one.start, one.calendar, groups=groups)


@pytest.mark.skipif(not is_compiled(), reason="speed is promised of the compiled walk")
def test_a_year_of_count_back_of_200_replications_is_quick() -> None:
    """It redraws a chart while a slider moves: under 60 ms."""
    quickest = 1.0
    for _ in range(5):
        daily = many(200)
        began = time.perf_counter()
        path(daily, "dso_count_back", range(daily.start, daily.last + 1))
        quickest = min(quickest, time.perf_counter() - began)
    assert quickest < 0.060
