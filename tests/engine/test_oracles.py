"""Where a formula knows the answer, both engines find it."""

import math

import hypothesis
import numpy as np
import pytest
from hypothesis import given

from simlib.days import to_date, to_day
from simlib.indicators import Series
from simlib.ledger.events import Column, Kind
from simlib.running import events_of, simulate
from simlib.scenario import Scenario
from tests.engine.both import both_engines, only, rows_of
from tests.engine.handmade import NEVER, ON_THE_DAY, firm
from tests.strategies import Case, cases

START = to_day(firm([("a", "2026-01-01", "2026-01-01")]).start)


def a_sale_a_day(terms: int, days: int, hazards: dict[str, float], **values: object) -> Scenario:
    """Return a firm that bills 100 a day on a calendar without closed days."""
    sales = [(to_date(START + n).isoformat(), to_date(START + n + terms).isoformat()) for n in range(days)]
    return firm([("a", *sale) for sale in sales], hazards, calendar="seven_day", **values)


@both_engines
@pytest.mark.parametrize("terms", [1, 30, 60])
def test_dso_is_the_terms_where_everyone_pays_on_the_due_day(terms: int, engine: str) -> None:
    result = simulate(a_sale_a_day(terms, 150, ON_THE_DAY), replications=1, engine=engine, at=START + 120)
    for name in ("dso_count_back", "dso_simple", "dso_best_possible", "weighted_days_to_pay"):
        assert result.values(name)[0] == terms, name
    for name in ("overdue", "late_share", "weighted_days_late", "average_days_delinquent"):
        assert result.values(name)[0] == 0, name


@both_engines
def test_simple_dso_lies_under_growth_and_count_back_does_not(engine: str) -> None:
    growth, terms, window = math.log(1.5) / 365.0, 60, 90
    orders = [
        ("a", to_date(START + n).isoformat(), to_date(START + n + terms).isoformat(), 1e6 * math.exp(growth * n))
        for n in range(360)
    ]
    scenario = firm(orders, ON_THE_DAY, calendar="seven_day", months=12)
    result = simulate(scenario, replications=1, engine=engine, at=START + 350)
    expected = window * (1.0 - math.exp(-growth * terms)) / (1.0 - math.exp(-growth * window))
    assert expected == pytest.approx(60.99, abs=0.01)
    assert result.values("dso_simple")[0] == pytest.approx(expected, abs=1e-6)
    assert result.values("dso_count_back")[0] == pytest.approx(terms, abs=1e-6)


@hypothesis.settings(max_examples=20)
@given(case=cases())
@both_engines
def test_littles_law_is_an_identity(case: Case, engine: str) -> None:
    """Receivables, summed over days, are amounts times the days that each was open."""
    result = simulate(case.base, replications=1, engine=engine)
    daily, end = result.daily, result.daily.last + 1
    lowered = (Series.APPLIED, Series.CREDITED, Series.WRITTEN_OFF)
    receivables = (daily.stock(Series.INVOICED) - sum(daily.stock(series) for series in lowered))[0, 0]
    events = rows_of(case.base, engine)

    def weighted(*kinds: Kind) -> int:
        happened = only(events, *kinds)
        return int((happened[:, Column.AMOUNT] * (end - happened[:, Column.DAY])).sum())

    owed = weighted(Kind.ISSUED, Kind.OPENED, Kind.REJECTED)
    owed -= weighted(Kind.APPLIED, Kind.CREDITED, Kind.WRITTEN_OFF)
    assert int(receivables[max(result.start - daily.first, 0) if case.base.history else 0 :].sum()) == owed


@both_engines
def test_a_constant_hazard_waits_as_long_as_the_exponential_law_says(engine: str) -> None:
    """With hazard h a business day, n days pass before approval with probability exp(-h n)."""
    hazard, count = 0.05, 4_000 if engine == "compiled" else 1_000
    orders = [(f"c{n}", "2026-01-01", "2026-01-02") for n in range(count)]
    scenario = firm(
        orders,
        {"d0": hazard, "d1": hazard, "d6": hazard},
        customers={f"c{n}": {"frailty": 1.0} for n in range(count)},
        calendar="seven_day",
        firm__transmission_days=1,
        months=12,
    )
    approved = only(rows_of(scenario, engine), Kind.APPROVED)
    waited = approved[:, Column.DAY] - to_day(scenario.start) - 1
    for days in (0, 5, 20, 60):
        expected = math.exp(-hazard * (days + 1))
        spread = math.sqrt(expected * (1.0 - expected) / count)
        assert (waited > days).sum() / count == pytest.approx(expected, abs=4.0 * spread), days


@both_engines
def test_a_hazard_of_nought_never_pays_and_a_touch_does_not_change_that(engine: str) -> None:
    scenario = firm([("a", "2026-01-05", "2026-01-12")], NEVER, [(0, "formal_notice"), (1, "call")])
    assert not len(only(rows_of(scenario, engine), Kind.APPROVED))


@both_engines
def test_orders_come_at_their_rate_and_cluster_on_business_days_only(engine: str) -> None:
    """Their number in a year is Poisson: mean and variance the rate."""
    tree = {
        "months": 12,
        "warm_up_months": 0,
        "segments": {"s": {"customers": 300, "orders_per_year": 40.0, "order_rate_spread": 0.0}},
    }
    log = events_of(Scenario.model_validate(tree), engine=engine)
    counts = np.bincount(only(log.rows, Kind.ORDERED)[:, Column.CUSTOMER], minlength=300)
    assert counts.mean() == pytest.approx(40.0, abs=4.0 * math.sqrt(40.0 / 300))
    assert counts.var(ddof=1) == pytest.approx(40.0, rel=0.4)
