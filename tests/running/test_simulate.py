"""Simulating a scenario: replications, seeds, threads, engines, groups, results."""

import sys

import numpy as np
import pytest

from simlib import jit
from simlib.days import to_date, to_day
from simlib.errors import ScenarioError
from simlib.indicators import INDICATORS, Series, value_of_run
from simlib.ledger.events import Column, Kind
from simlib.running import events_of, simulate, stage, summary_of
from simlib.scenario import Scenario
from tests.running.firms import FIRM, changed
from tests.strategies import table


def flows(scenario: Scenario = FIRM, **how: object) -> np.ndarray:
    """Return the daily series of a run."""
    return simulate(scenario, **how).daily.flows  # type: ignore[arg-type]


def test_both_engines_give_the_same_series_and_say_which_they_are() -> None:
    one, other = (simulate(FIRM, replications=2, engine=engine) for engine in ("reference", "compiled"))
    assert np.array_equal(one.daily.flows, other.daily.flows)
    assert (one.engine, one.reason) == ("reference", "")
    assert (other.engine, other.reason) == ("compiled", "")


def test_auto_takes_the_compiled_engine_or_says_why_not(monkeypatch: pytest.MonkeyPatch) -> None:
    assert simulate(FIRM, replications=1).engine == ("compiled" if jit.is_compiled() else "reference")
    module = sys.modules[simulate.__module__]
    monkeypatch.setattr(module, "is_compiled", lambda: False)
    monkeypatch.setattr(module, "why_not_compiled", lambda: "there is no compiler")
    result = simulate(FIRM, replications=1)
    assert (result.engine, result.reason) == ("reference", "there is no compiler")


def test_an_engine_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ScenarioError, match=r"engine 'fast' does not exist; choose auto, compiled or reference"):
        simulate(FIRM, engine="fast")


def test_the_first_of_many_replications_are_the_few() -> None:
    assert np.array_equal(flows(replications=40)[:10], flows(replications=10))
    assert flows().shape[0] == FIRM.replications


def test_replications_and_seeds_are_different_worlds() -> None:
    worlds = flows(replications=3)
    assert not np.array_equal(worlds[0], worlds[1])
    assert not np.array_equal(worlds, flows(replications=3, seed=2))
    assert np.array_equal(worlds, flows(FIRM.with_({"seed": 7}), replications=3, seed=FIRM.seed))
    assert np.array_equal(flows(FIRM.with_({"seed": 7}), replications=3), flows(replications=3, seed=7))


def test_the_number_of_threads_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage, "CHUNK", 2)
    many = simulate(FIRM, replications=11, by="segment")
    monkeypatch.setattr(stage, "cores", lambda: 1)
    one = simulate(FIRM, replications=11, by="segment")
    assert np.array_equal(one.daily.flows, many.daily.flows)
    for name, values in one.by.values.items():  # type: ignore[union-attr]
        np.testing.assert_array_equal(values, many.by.values[name])  # type: ignore[union-attr]


ADDING = (
    "ar_balance",
    "overdue",
    "not_due",
    "ageing_1_30",
    "ageing_over_90",
    "hours_spent",
    "cost_to_collect",
    "value_of_a_day",
)


@pytest.mark.parametrize("by", ["segment", "customer"])
def test_groups_add_up_to_the_whole(by: str) -> None:
    base = changed("nothing")
    for scenario in (base, changed("fewer customers"), changed("more of one, fewer of the other")):
        result = simulate(scenario, base=base, replications=3, by=by)  # type: ignore[arg-type]
        assert result.by is not None
        assert set(result.by.values) == {name for name, indicator in INDICATORS.items() if indicator.by_group}
        for name in ADDING:
            assert result.by.values[name].sum(axis=1) == pytest.approx(result.values(name), rel=1e-12), name


def test_customers_that_a_scenario_no_longer_has_stay_in_their_segment() -> None:
    fewer = FIRM.with_({"segments.small.customers": 0, "segments.small.hazards.d0": 0.0}, name="fewer")
    result = simulate(fewer, base=FIRM, replications=2, by="segment", at=to_day(FIRM.start) + 5)
    assert result.by is not None
    assert result.by.groups == ("large", "small")
    assert np.all(result.by.values["ar_balance"] > 0)


def test_groups_have_names() -> None:
    by_segment = simulate(FIRM, replications=1, by="segment").summary_by()
    assert list(by_segment) == ["large", "small"]
    by_customer = simulate(FIRM, replications=1, by="customer").summary_by()
    assert list(by_customer)[:2] == ["large-0001", "large-0002"]
    assert len(by_customer) == 12
    assert simulate(FIRM, replications=1).summary_by() == {}


def test_a_result_knows_its_days_and_counts() -> None:
    result = simulate(FIRM, replications=2)
    assert to_date(result.start) == FIRM.start
    assert to_date(result.end).isoformat() == "2026-04-30"
    assert [to_date(day).isoformat() for day in result.month_ends] == [
        "2026-01-31",
        "2026-02-28",
        "2026-03-31",
        "2026-04-30",
    ]
    issued = 0
    for replication in range(2):
        rows = events_of(FIRM, replication).rows
        issued += int(np.sum((rows[:, Column.KIND] == Kind.ISSUED) & (rows[:, Column.DAY] >= result.start)))
    assert result.invoices == issued
    assert result.elapsed_s > 0.0
    assert result.cash_path().shape == (2, result.end - result.start + 1)
    assert result.cash_path()[:, -1] == pytest.approx(result.values("cash_end"))


def test_values_paths_and_summaries_agree() -> None:
    result = simulate(FIRM, replications=6)
    day = result.month_ends[1]
    assert result.path("overdue", [day, result.end])[:, 0] == pytest.approx(result.values("overdue", day))
    assert result.values("overdue") == pytest.approx(value_of_run(result.daily, "overdue")[:, 0])
    summary = result.summary()["overdue"]
    values = result.values("overdue")
    assert summary.mean == pytest.approx(values.mean())
    assert (summary.p10, summary.p50, summary.p90) == pytest.approx(tuple(np.quantile(values, (0.1, 0.5, 0.9))))
    assert summary.undefined == 0
    assert set(result.summary()) == set(INDICATORS)


def test_undefined_replications_are_left_out_and_counted() -> None:
    summary = summary_of(np.array([1.0, np.nan, 3.0]))
    assert (summary.mean, summary.p50, summary.undefined) == (2.0, 2.0, 1)
    nothing = summary_of(np.array([np.nan, np.nan]))
    assert np.isnan(nothing.mean)
    assert nothing.undefined == 2


def test_the_series_are_those_of_the_events() -> None:
    result = simulate(FIRM, replications=1)
    rows = events_of(FIRM).rows
    for series, kind in ((Series.SALES, Kind.ISSUED), (Series.RECEIPTS, Kind.PAID), (Series.APPLIED, Kind.APPLIED)):
        happened = rows[rows[:, Column.KIND] == kind]
        expected = np.bincount(
            happened[:, Column.DAY] - result.daily.first, happened[:, Column.AMOUNT], result.daily.days
        )
        assert np.array_equal(result.daily.flow(series)[0, 0], expected.astype(np.int64))


def test_touches_before_the_start_cost_what_they_cost_the_base() -> None:
    dearer = changed("costs")
    base, other = (simulate(one, base=FIRM, replications=2).daily for one in (FIRM, dearer))
    days = base.start - base.first
    for series in (Series.CONTACT_COST, Series.MINUTES):
        assert np.array_equal(base.flow(series)[..., :days], other.flow(series)[..., :days])
        assert base.flow(series)[..., :days].sum() > 0
        assert np.all(base.flow(series)[..., days:].sum(axis=-1) < other.flow(series)[..., days:].sum(axis=-1))


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    simulate(FIRM, replications=11, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (11, 11)


def test_a_history_that_cannot_be_is_refused() -> None:
    """Sales of strangers, or made when the scenario itself sells, would count twice or for nothing."""
    customers = table([{"customer_id": "a", "segment": "small"}])["file"]
    opening = {
        "customer_id": "a",
        "invoice_id": "i",
        "issue_date": "2025-12-01",
        "due_date": "2026-01-31",
        "amount": 5.0,
    }
    book = FIRM.with_({"customers": customers, "opening": table([opening])["file"]})
    sale = {"customer_id": "a", "date": "2025-12-31", "amount": 7.0}
    told = simulate(book.with_({"history": table([sale])["file"]}), replications=1).daily
    assert told.flow(Series.SALES)[0, 0, : told.start - told.first].sum() == 700
    late = book.with_({"history": table([sale | {"date": "2026-01-01"}])["file"]})
    with pytest.raises(ScenarioError, match=r"history: a sale of 'a' is of 2026-01-01, on or after the start"):
        simulate(late, replications=1)
    strange = book.with_({"history": table([sale | {"customer_id": "z"}])["file"]})
    with pytest.raises(ScenarioError, match=r"history: customer 'z' is not among the scenario's customers"):
        simulate(strange, replications=1)
