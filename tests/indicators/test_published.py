"""Published and hand-worked examples of the trade's formulas, recomputed."""

import datetime as dt

import numpy as np
import pytest

from simlib.days import add_months, to_date, to_day
from simlib.indicators import (
    Daily,
    Factoring,
    FirmBalance,
    Insurance,
    Series,
    cash_path,
    daily_of,
    ledger_events,
    path,
    value_of_run,
)
from simlib.indicators.dso import average_days_delinquent, dso_best_possible, dso_simple
from simlib.indicators.fold import FACTORED_MARK
from simlib.ledger.events import Kind
from tests.indicators.build import daily_from

Y2025 = to_day(dt.date(2025, 1, 1))


def day(month: int, of_month: int) -> int:
    """Return a day of 2025."""
    return to_day(dt.date(2025, month, of_month))


def simple(receivables: float, sales: float, days: int, function=dso_simple, past_due: float = 0.0) -> float:
    """Return a simple reading of the DSO: receivables, and sales spread in one day of the window."""
    flows = {Series.INVOICED: {Y2025: receivables}, Series.PAST_DUE_1: {Y2025: past_due}, Series.SALES: {Y2025: sales}}
    daily = daily_from(Y2025, days, flows)
    return float(function(daily, np.array([daily.last]), days)[0, 0, 0])


@pytest.mark.parametrize(
    ("receivables", "sales", "days", "expected"),
    [
        pytest.param(30_000, 60_000, 90, 45.0, id="Divalto"),
        pytest.param(5_700, 7_600, 91, 68.25, id="hobbiesvicente"),
        pytest.param(472, 2_400 + 470.4, 365, 60.02, id="finance-technique"),
        pytest.param(10_869, 5_538 + 4_566 + 7_570, 90, 55.35, id="JD Edwards"),
        pytest.param(240_000, 1_440_000, 365, 60.83, id="TTC over TTC"),
        pytest.param(240_000, 1_200_000, 365, 73.0, id="TTC over HT, wrongly"),
    ],
)
def test_simple_dso(receivables: float, sales: float, days: int, expected: float) -> None:
    assert simple(receivables, sales, days) == pytest.approx(expected, abs=0.005)


def test_average_days_delinquent_of_credit_guru() -> None:
    readings = [
        simple(15_000, 10_000, 30, function, past_due=11_000)
        for function in (dso_simple, dso_best_possible, average_days_delinquent)
    ]
    assert readings == pytest.approx([45.0, 12.0, 33.0])


@pytest.mark.parametrize(
    ("receivables", "sales", "last", "expected"),
    [
        pytest.param(2_500, {9: 700, 10: 800, 11: 1_200}, day(11, 30), 30 + 31 + 500 / 700 * 30, id="82.43"),
        pytest.param(20_000, {6: 6_000, 7: 10_000, 8: 12_500}, day(8, 31), 31 + 7_500 / 10_000 * 31, id="two months"),
        pytest.param(20_000, {4: 6_000, 5: 10_000, 6: 12_500}, day(6, 30), 30 + 7_500 / 10_000 * 31, id="53.25"),
        pytest.param(900, {9: 700, 11: 400}, day(11, 30), 30 + 31 + 500 / 700 * 30, id="a month without sales"),
        pytest.param(
            900, {9: 700, 10: -50, 11: 400}, day(11, 30), 30 + 31 + 500 / 700 * 30, id="more credit than sales"
        ),
        pytest.param(9_000, {9: 700, 10: 800, 11: 1_200}, day(11, 30), 30 + 31 + 30, id="lower bound"),
        pytest.param(600, {11: 1_200}, day(11, 15), 7.5, id="in the middle of a month"),
    ],
)
def test_count_back_by_month(receivables: float, sales: dict[int, float], last: int, expected: float) -> None:
    flows = {
        Series.INVOICED: {Y2025: receivables},
        Series.SALES: {day(month, 10): amount for month, amount in sales.items()},
    }
    daily = daily_from(Y2025, last - Y2025 + 1, flows)
    assert value_of_run(daily, "dso_count_back_monthly", at=last)[0, 0] == pytest.approx(expected)


def paid_ledger(amounts: list[int], days: list[int]) -> float:
    """Return the weighted days to pay of invoices issued together and paid after so many days."""
    number = len(amounts)
    issued, gross = np.full(number, Y2025), np.array(amounts) * 100
    row = np.arange(number)
    events = ledger_events(np.zeros(number, np.int64), issued, issued + 30, gross, row, issued + days, gross)
    return float(value_of_run(daily_of(events, Y2025, Y2025 + 90), "weighted_days_to_pay")[0, 0])


def test_weighted_days_to_pay() -> None:
    assert paid_ledger([10, 100], [5, 10]) == pytest.approx(9.545, abs=0.001)
    assert paid_ledger([1_000, 3_000, 2_000], [15, 30, 45]) == pytest.approx(32.5)


def test_collection_effectiveness() -> None:
    start = day(2, 1)
    flows = {
        Series.INVOICED: {Y2025: 100_000, start: 80_000},
        Series.SALES: {Y2025: 100_000, start: 80_000},
        Series.APPLIED: {day(2, 10): 90_000},
        Series.PAST_DUE_1: {day(2, 20): 20_000},
    }
    daily = daily_from(Y2025, 59, flows, start=start)
    assert value_of_run(daily, "collection_effectiveness_index")[0, 0] == pytest.approx(90_000 / 110_000)


def test_collection_effectiveness_is_undefined_when_nothing_is_collectable() -> None:
    daily = daily_from(Y2025, 59, {Series.INVOICED: {Y2025: 100_000}, Series.SALES: {Y2025: 100_000}})
    assert np.isnan(value_of_run(daily, "collection_effectiveness_index")[0, 0])


def test_working_capital_of_a_steady_firm() -> None:
    """Sales of 1.2 million before tax, 60 days of DSO, 30 days of stock, 45 days of payables."""
    days, ratio = 800, 0.8 / 1.2
    sales = np.full(days, 1_200_000 * 1.2 * 100 / 365).round().astype(np.int64)
    applied = np.concatenate((np.zeros(60, dtype=np.int64), sales[60:]))
    flows = {Series.ORDERED: sales, Series.SALES: sales, Series.INVOICED: sales, Series.APPLIED: applied}
    firm = FirmBalance(vat_rate=0.2, purchase_ratio=ratio, inventory_days=30.0, dpo_days=45)
    daily = daily_from(Y2025, days, flows, start=Y2025 + 400, firm=firm)
    at = daily.last
    receivables = value_of_run(daily, "ar_balance", at=at)[0, 0]
    assert receivables == pytest.approx(236_712, abs=1)
    stock = daily.purchases.inventory(np.array([at]))[0, 0, 0] / 100
    payables = daily.purchases.payables(np.array([at]))[0, 0, 0] / 100
    assert stock == pytest.approx(800_000 * 30 / 365, abs=1)
    assert payables == pytest.approx(118_356, abs=1)
    assert value_of_run(daily, "bfr", at=at)[0, 0] == pytest.approx(236_712 + 65_753 - 118_356, abs=3)
    # the published example has 0.7 million of goods in stock out of 0.8 million of purchases
    assert receivables + stock * 7 / 8 - payables == pytest.approx(175_890, abs=3)
    assert value_of_run(daily, "cash_conversion_cycle", at=at)[0, 0] == pytest.approx(60 + 30 - 45)


@pytest.mark.parametrize(
    ("sales", "days", "expected"), [(50e6, 2.0, 273_973), (50e6, 3.1, 424_658), (10e6, 1.0, 27_397)]
)
def test_value_of_a_day(sales: float, days: float, expected: float) -> None:
    daily = daily_from(Y2025, 365, {Series.SALES: {Y2025 + 100: sales}})
    assert value_of_run(daily, "value_of_a_day")[0, 0] * days == pytest.approx(expected, abs=1)


def test_contact_rate() -> None:
    flows = {Series.CALL_ATTEMPTS: {Y2025: 2.0}, Series.CALLS_REACHED: {Y2025: 0.7}}
    assert value_of_run(daily_from(Y2025, 30, flows), "right_party_contact_rate")[0, 0] == pytest.approx(0.35)


def test_cost_of_collecting() -> None:
    flows = {
        Series.MINUTES: np.eye(1, 30, 3, dtype=np.int64)[0] * 90,
        Series.CONTACT_COST: {Y2025: 12.5},
        Series.REMINDED: np.full(30, 3),
        Series.CALLED: np.full(30, 1),
        Series.ISSUED_COUNT: np.full(30, 2),
    }
    daily = daily_from(Y2025, 30, flows, firm=FirmBalance(cost_per_hour=40.0))
    values = [value_of_run(daily, name)[0, 0] for name in ("hours_spent", "cost_to_collect", "touches_per_invoice")]
    assert values == pytest.approx([1.5, 12.5 + 60.0, 2.0])


def test_windows_of_flows_end_with_the_run_and_reach_back_twelve_months_at_most() -> None:
    daily = daily_from(Y2025, 800, {}, start=Y2025 + 31)
    ends = [daily.start + 9, daily.last, daily.start - 1]
    since = daily.window_start(np.array(ends)).tolist()
    year_before = to_day(add_months(to_date(daily.last + 1), -12))
    assert since == [daily.start, year_before, daily.first]


def test_bad_debt() -> None:
    """3 000 before tax written off, on sales of 600 000 before tax: half a per cent."""
    flows = {Series.SALES: {Y2025: 600_000 * 1.2}, Series.WRITTEN_OFF: {Y2025 + 9: 3_000 * 1.2}}
    assert value_of_run(daily_from(Y2025, 365, flows), "bad_debt_ratio")[0, 0] == pytest.approx(0.0050)
    flows[Series.FACTOR_LOSS] = {Y2025 + 9: 1_000 * 1.2}
    assert value_of_run(daily_from(Y2025, 365, flows), "bad_debt_ratio")[0, 0] == pytest.approx(2_000 / 600_000)


def test_promises_kept_by_amount() -> None:
    """22 of 35 thousand promised were kept; 5 more, called off, count in neither."""
    flows = {
        Series.PROMISED: {Y2025: 40_000},
        Series.KEPT: {Y2025 + 5: 15_000, Y2025 + 9: 7_000},
        Series.BROKEN: {Y2025 + 7: 13_000},
    }
    assert value_of_run(daily_from(Y2025, 90, flows), "promise_kept_rate")[0, 0] == pytest.approx(22 / 35)


def test_dispute_ratio() -> None:
    flows = {
        Series.INVOICED: {Y2025: 250_000},
        Series.APPLIED: {Y2025 + 5: 50_000},
        Series.DISPUTED: {Y2025 + 1: 9_000},
        Series.NOTED: {Y2025 + 8: 6_000},
    }
    daily = daily_from(Y2025, 31, flows)
    assert value_of_run(daily, "dispute_ratio", at=Y2025 + 7)[0, 0] == 0.0
    assert value_of_run(daily, "dispute_ratio")[0, 0] == pytest.approx(6_000 / 200_000)


def factored(firm: FirmBalance, *told: tuple[Kind, int, int, int]) -> Daily:
    """Return the year of an invoice of 10 000 EUR, due in 45 days, that a factor takes: kind, day, reference, cents unpaid."""
    of = (Y2025, Y2025 + 45, 1_000_000)
    rows = [(Kind.ORDERED, 0, 0, 1_000_000), (Kind.ISSUED, 0, 0, 1_000_000), (Kind.FACTORED, 0, 0, 1_000_000), *told]
    events = [[Y2025 + after, kind, 0, 0, 1_000_000, ref, *of, unpaid] for kind, after, ref, unpaid in rows]
    return daily_of(np.array(events, dtype=np.int64), Y2025, Y2025 + 364, firm=firm)


PAID_AFTER_60 = ((Kind.PAID, 60, FACTORED_MARK, 0), (Kind.APPLIED, 60, 0, 0))


def test_cost_of_factoring() -> None:
    """10 000 EUR: commission 1.2 %; 90 % financed at 2.0 + 1.5 % for 60 days of a year of 360."""
    commission, interest = 120.0, 9_000 * 0.035 * 60 / 360
    terms = Factoring(advance=0.9, commission=0.012, financing_rate=0.035, fund=0.1)
    daily = factored(FirmBalance(factoring=terms), *PAID_AFTER_60)
    assert interest == pytest.approx(52.50)
    assert value_of_run(daily, "factoring_cost")[0, 0] == pytest.approx(commission + interest)
    assert commission + interest == pytest.approx(172.50)


def test_cash_of_a_factored_invoice() -> None:
    """Nine tenths come at once and are given back when the customer pays; commission and interest are what remains."""
    terms = Factoring(advance=0.9, commission=0.012, financing_rate=0.035)
    cash = cash_path(factored(FirmBalance(purchase_ratio=0.0, factoring=terms), *PAID_AFTER_60))[0]
    assert cash[0] == pytest.approx(9_000 - 120 - 0.875)
    assert cash[59] == pytest.approx(9_000 - 120 - 52.5)
    assert cash[60] == cash[-1] == pytest.approx(10_000 - 172.5)


def test_cash_dso_is_of_what_no_factor_has_advanced() -> None:
    terms = Factoring(advance=0.9)
    daily = factored(FirmBalance(factoring=terms), *PAID_AFTER_60)
    at = [Y2025, Y2025 + 59, Y2025 + 60]
    assert path(daily, "dso_count_back", at)[0] == pytest.approx([1.0, 60.0, 0.0])
    assert path(daily, "cash_dso", at)[0] == pytest.approx([0.1, 59.1, 0.0])


@pytest.mark.parametrize(("recourse_days", "last"), [(None, 10_000.0), (60, 0.0)])
def test_a_factor_without_recourse_pays_what_it_loses(recourse_days: int | None, last: float) -> None:
    terms = Factoring(advance=0.9, recourse_days=recourse_days)
    lost = (Kind.WRITTEN_OFF, 200, FACTORED_MARK + 1, 0)
    daily = factored(FirmBalance(purchase_ratio=0.0, factoring=terms), lost)
    cash = cash_path(daily)[0]
    assert cash[[104, 199, 364]].tolist() == [9_000.0, 9_000.0 if recourse_days is None else 0.0, last]
    assert value_of_run(daily, "bad_debt_ratio")[0, 0] == (0.0 if recourse_days is None else 1.0)
    assert value_of_run(daily, "ar_balance", at=daily.last)[0, 0] == 0.0


def test_credit_insurance() -> None:
    """0.3 % of 600 000 before tax; nine tenths of 3 000 lost to insolvency come back 150 days later."""
    flows = {
        Series.SALES: {Y2025: 600_000 * 1.2},
        Series.WRITTEN_OFF: {Y2025 + 9: 4_000 * 1.2},
        Series.INSOLVENCY_LOSS: {Y2025 + 9: 3_000 * 1.2},
    }
    firm = FirmBalance(purchase_ratio=0.0, insurance=Insurance(premium=0.003, cover=0.9, delay_days=150))
    daily = daily_from(Y2025, 365, flows, firm=firm)
    cost = [value_of_run(daily, "insurance_cost", at=Y2025 + after)[0, 0] for after in (0, 158, 159, 364)]
    assert cost == pytest.approx([1_800, 1_800, 1_800 - 2_700, -900])
    assert cash_path(daily)[0][[0, 158, 159]] == pytest.approx([-1_800, -1_800, 900])


def test_what_an_insurer_owed_at_the_start_is_paid_by_the_contract_of_before() -> None:
    start, before = Y2025 + 100, FirmBalance(insurance=Insurance(premium=0.003, cover=0.5, delay_days=200))
    flows = {Series.INSOLVENCY_LOSS: {start - 1: 1_200.0, start: 2_400.0}}
    firm = FirmBalance(insurance=Insurance(cover=0.9, delay_days=10), before=before)
    daily = daily_from(Y2025, 365, flows, start=start, firm=firm)
    cost = -path(daily, "insurance_cost", start + np.array([9, 10, 198, 199]))[0]
    assert cost == pytest.approx([0, 1_800, 1_800, 2_300])


@pytest.mark.parametrize(("handed", "late", "expected"), [(3, 60, 0.95), (0, 60, 1.0), (70, 60, 0.0), (3, 0, np.nan)])
def test_settled_before_legal(handed: int, late: int, expected: float) -> None:
    flows = {Series.HANDED_COUNT: {Y2025 + 99: handed / 100}, Series.LATE_COUNT: {Y2025 + 9: late / 100}}
    value = value_of_run(daily_from(Y2025, 365, flows), "settled_before_legal")[0, 0]
    assert value == pytest.approx(expected, nan_ok=True)


def test_agencies_and_courts_are_part_of_the_cost_of_collecting_and_of_cash() -> None:
    flows = {Series.CHARGED: {Y2025 + 9: 85.0}, Series.VAT_BACK: {Y2025 + 20: 50.0}, Series.CONTACT_COST: {Y2025: 2.0}}
    daily = daily_from(Y2025, 60, flows)
    assert value_of_run(daily, "recovery_cost")[0, 0] == 85.0
    assert value_of_run(daily, "cost_to_collect")[0, 0] == 87.0
    assert cash_path(daily)[0][[0, 9, 20]] == pytest.approx([-2.0, -87.0, -37.0])


def test_what_comes_back_beyond_the_cash_of_a_month_is_no_collecting_at_all() -> None:
    flows = {Series.APPLIED: {Y2025 + 3: -500.0}, Series.PAST_DUE_1: {Y2025: 900.0}}
    assert value_of_run(daily_from(Y2025, 31, flows), "collection_effectiveness_index")[0, 0] == 0.0
