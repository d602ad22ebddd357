"""The start: everything before it runs as the base, everything after it as the scenario, and the past stays."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import hypothesis
import numpy as np
import pytest
from hypothesis import given

from simlib.days import to_day
from simlib.engine.compiled.run import CompiledEngine
from simlib.engine.compiled.state import Room
from simlib.engine.lowering import lower
from simlib.ledger.events import Column, Kind
from simlib.ledger.log import EventLog
from simlib.running import events_of
from simlib.scenario import Scenario
from tests.engine.both import ENGINES, assert_equal, both_engines, only, rows_of
from tests.strategies import Case, cases

FEW = hypothesis.settings(max_examples=20)
SURE = {"d0": 4.0, "d1": 4.0, "d6": 4.0}


def two_segments(**values: Any) -> Scenario:
    """Return a firm whose `slow` customers never pay and whose `swift` ones do so on the due day; a warm-up of three months."""
    segment = {"orders_per_year": 60.0, "terms": {"days": 20}, "frailty_spread": 0.0, "bank_days": 0, "match_days": 0}
    nothing = dict.fromkeys(("early", "d0", "d1", "d6"), 0.0)
    tree = {
        "months": 3,
        "warm_up_months": 3,
        "segments": {
            "slow": segment | {"customers": 2, "hazards": nothing},
            "swift": segment | {"customers": 3, "hazards": nothing | SURE},
        },
        "behaviour": {"bins": [0, 1, 6]},
    }
    return Scenario.model_validate(tree).with_({path.replace("__", "."): value for path, value in values.items()})


def of_others(log: EventLog, *left_out: str) -> set[tuple[object, ...]]:
    """Return the events of all customers but some, each with its customer's id in place of its number."""
    told = ((log.customers[event[Column.CUSTOMER]], *event) for event in log.rows.tolist())
    return {
        (name, *event[: Column.CUSTOMER], *event[Column.INVOICE :]) for name, *event in told if name not in left_out
    }


@FEW
@given(case=cases())
@both_engines
def test_before_the_start_a_scenario_is_its_base(case: Case, engine: str) -> None:
    start = to_day(case.base.start)
    alone, compared = events_of(case.base, engine=engine), events_of(case.change, engine=engine, base=case.base)
    past = {event for event in of_others(alone) if event[1] < start}
    assert past == {event for event in of_others(compared) if event[1] < start}


@FEW
@given(case=cases())
@both_engines
def test_a_scenario_that_changes_nothing_goes_on_as_the_base(case: Case, engine: str) -> None:
    base = case.base.with_({"policy_before": None})
    same = base.with_({"description": "the same"})
    assert same is not base
    assert np.array_equal(rows_of(same, engine, base), rows_of(base, engine))


@both_engines
def test_customers_that_a_scenario_no_longer_has_order_no_more_and_pay_as_their_segment_does(engine: str) -> None:
    base = two_segments()
    fewer = base.with_({"segments.swift.customers": 1})
    start = to_day(base.start)
    log = events_of(fewer, engine=engine, base=base)
    gone = [log.customers.index(name) for name in ("swift-0002", "swift-0003")]
    of_gone = log.rows[np.isin(log.rows[:, Column.CUSTOMER], gone)]
    assert only(of_gone, Kind.ORDERED)[:, Column.DAY].max() < start
    ledger = log.invoices()
    theirs = ledger[ledger["customer_id"].isin(["swift-0002", "swift-0003"])]
    assert len(theirs) > 10
    assert theirs["last_paid_date"].notna().all()
    assert set(theirs["segment"]) == {"swift"}
    before = events_of(base, engine=engine)
    assert of_others(log, "swift-0002", "swift-0003") == of_others(before, "swift-0002", "swift-0003")


@both_engines
def test_customers_of_a_segment_that_is_gone_pay_as_it_did(engine: str) -> None:
    base = two_segments()
    tree = base.model_dump(mode="json")
    without = Scenario.model_validate({**tree, "segments": {"slow": tree["segments"]["slow"]}})
    ledger = events_of(without, engine=engine, base=base).invoices()
    swift = ledger[ledger["segment"] == "swift"]
    assert len(swift) > 10
    assert swift["last_paid_date"].notna().all()


@both_engines
def test_a_customer_of_the_scenario_alone_begins_at_the_start(engine: str) -> None:
    base = two_segments()
    more = base.with_({"segments.slow.customers": 3})
    log = events_of(more, engine=engine, base=base)
    own = log.rows[log.rows[:, Column.CUSTOMER] == log.customers.index("slow-0003")]
    assert own[:, Column.DAY].min() >= to_day(base.start)
    assert of_others(log, "slow-0003") == of_others(events_of(base, engine=engine))


def planned(scenario: Scenario, segment: str, *steps: tuple[int, str]) -> Scenario:
    """Return a scenario whose segment has a plan of these steps."""
    plan = {
        "steps": {f"step_{number}": {"day": day, "channel": channel} for number, (day, channel) in enumerate(steps)}
    }
    return scenario.with_({f"policy.reminders.plans.{segment}": plan})


@both_engines
def test_steps_that_wait_are_kept_where_the_plan_is_the_same_whatever_others_have(engine: str) -> None:
    """Touches held back by the gap wait over the start, while the plan of a segment that comes first by name grows."""
    base = planned(
        planned(two_segments(policy__reminders__gap_days=30), "slow", (1, "email")),
        "swift",
        (-9, "sms"),
        (-2, "letter"),
    )
    grown = planned(base, "slow", (1, "email"), (4, "letter"), (6, "statement"))
    slow = ("slow-0001", "slow-0002")
    told = of_others(events_of(base, engine=engine), *slow)
    assert {event[1] for event in told if event[2] == Kind.WRITTEN and event[1] >= to_day(base.start)}
    assert told == of_others(events_of(grown, engine=engine, base=base), *slow)


@both_engines
def test_under_another_plan_steps_past_count_as_done_and_what_waits_is_dropped(engine: str) -> None:
    base = planned(two_segments(policy__reminders__gap_days=60), "slow", (1, "email"), (5, "sms"))
    other = planned(base, "slow", (1, "email"), (30, "letter"))
    log = events_of(other, engine=engine, base=base)
    start = to_day(base.start)
    reminded = only(log.rows, Kind.REMINDED)
    letters = reminded[(reminded[:, Column.DAY] >= start) & (reminded[:, Column.REF] == 3)]
    assert len(letters)
    assert np.all(letters[:, Column.DUE_ON] + 30 >= start)
    mails = reminded[(reminded[:, Column.DAY] >= start) & (reminded[:, Column.REF] == 1)]
    assert np.all(mails[:, Column.DUE_ON] + 1 >= start)
    assert not np.any((reminded[:, Column.DAY] >= start) & (reminded[:, Column.REF] == 0))


def crowded() -> Scenario:
    """Return a firm whose invoices feel many touches at a time."""
    steps = [(day, channel) for day, channel in zip(range(1, 25, 2), ["email", "sms", "letter"] * 4, strict=True)]
    channels = {name: {"window_days": 60, "delivery": 1.0, "wrong_contact": 0.0} for name in ("email", "sms", "letter")}
    base = two_segments(policy__reminders__gap_days=0, behaviour__channels=channels)
    slow = {f"segments.slow.hazards.{name}": 0.002 for name in ("d0", "d1", "d6")}
    return planned(base.with_(slow), "slow", *steps)


def test_any_number_of_touches_may_be_in_force() -> None:
    events = assert_equal(crowded())
    reminded = only(events, Kind.REMINDED)
    invoices, times = np.unique(reminded[:, [Column.CUSTOMER, Column.INVOICE]], axis=0, return_counts=True)
    assert len(invoices)
    assert times.max() > 8


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"policy.reminders.gap_days": 3, "firm.billing_delay_days": 4},
        {"firm.activity": 2.5},
        {"segments.swift.orders_per_year": 90.0},
        {"behaviour.dependence.week": 0.3},
        {"behaviour.dependence.customer_week": 0.3},
    ],
    ids=lambda values: ", ".join(values) or "the base",
)
def test_orders_dealt_ahead_are_those_that_would_be_drawn(changed: dict[str, Any]) -> None:
    base = two_segments(segments__slow__hazards__early=0.1, behaviour__dependence__week=0.1)
    brief = lower(base.with_(changed), base)
    engine = CompiledEngine(lower(base))
    ahead, bare = engine.past(0, orders_ahead=True), engine.past(0)
    assert len(ahead.dealt) > 50
    assert len(bare.dealt) == 0
    drawn = engine.future(brief.after, bare, 0).copy()
    assert np.array_equal(engine.future(brief.after, ahead, 0), drawn)


@FEW
@given(case=cases())
def test_orders_dealt_ahead_change_nothing(case: Case) -> None:
    brief, known = lower(case.change, case.base), lower(case.base)
    hypothesis.assume(known.before is not None and brief.cast.ids == known.cast.ids)
    engine = CompiledEngine(known)
    drawn = engine.future(brief.after, engine.past(0), 0).copy()
    assert np.array_equal(engine.future(brief.after, engine.past(0, orders_ahead=True), 0), drawn)


def test_a_state_kept_by_one_thread_finds_room_in_another() -> None:
    brief = lower(crowded())
    engine = CompiledEngine(brief)
    past = engine.past(0)
    here = engine.future(brief.after, past, 0).copy()
    with ThreadPoolExecutor(1) as fresh:
        there = fresh.submit(lambda: engine.future(brief.after, past, 0).copy()).result()
    assert np.array_equal(here, there)


def test_arrays_that_are_too_small_are_made_larger() -> None:
    brief = lower(crowded())
    roomy, narrow = CompiledEngine(brief), CompiledEngine(brief)
    narrow._room = Room(slots=1, effects=1, events=1)
    assert np.array_equal(roomy.events(0), narrow.events(0))


@pytest.mark.parametrize("engine", ENGINES)
def test_what_was_billed_before_the_start_keeps_its_dates(engine: str) -> None:
    base = two_segments(firm__billing_delay_days=10)
    changed = base.with_(
        {
            "firm.billing_delay_days": 0,
            "segments.swift.terms.days": 60,
            "firm.vat_rate": 0.0,
            "firm.transmission_days": 9,
        }
    )
    start = to_day(base.start)
    old, new = only(rows_of(base, engine), Kind.ISSUED), only(rows_of(changed, engine, base), Kind.ISSUED)

    def ordered_before(rows: np.ndarray) -> list[tuple[int, ...]]:
        mine = rows[rows[:, Column.REF] < start]
        return [
            tuple(row) for row in mine[:, [Column.CUSTOMER, Column.INVOICE, Column.ISSUED_ON, Column.GROSS]].tolist()
        ]

    assert ordered_before(old) == ordered_before(new)
    issued_after = new[(new[:, Column.REF] < start) & (new[:, Column.DAY] >= start) & (new[:, Column.CUSTOMER] >= 2)]
    assert len(issued_after)
    assert np.all(issued_after[:, Column.DUE_ON] == issued_after[:, Column.DAY] + 60), "terms are fixed at the issue"
