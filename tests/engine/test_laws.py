"""Laws that hold whatever the scenario, in both engines."""

import hypothesis
import numpy as np
from hypothesis import given

from simlib.days import BusinessCalendar, add_months, to_day
from simlib.ledger.events import PHASE_OF_KIND, Column, Kind, Phase
from simlib.rules.channels import Channel
from simlib.rules.touches import call_budget
from simlib.running import events_of
from simlib.scenario import Scenario
from simlib.scenario.policy import Policy
from tests.engine.both import Events, both_engines, only, rows_of
from tests.strategies import Case, cases, with_one_more_customer

FEW = hypothesis.settings(max_examples=max(20, hypothesis.settings.default.max_examples // 5))
LIFE = (Kind.ORDERED, Kind.ISSUED, Kind.RECEIVED, Kind.APPROVED, Kind.TRANSFERRED, Kind.PAID, Kind.APPLIED)
DAY, KIND, CUSTOMER, INVOICE, AMOUNT, REF = (
    Column.DAY, Column.KIND, Column.CUSTOMER, Column.INVOICE, Column.AMOUNT, Column.REF,
)  # fmt: skip

Key = tuple[int, int]


def first_and_end(scenario: Scenario) -> tuple[int, int]:
    """Return the first day that may have events, and the day after the last."""
    warms_up = scenario.opening is None and scenario.orders is None
    months = scenario.warm_up_months if warms_up else 0
    return to_day(add_months(scenario.start, -months)), to_day(add_months(scenario.start, scenario.months))


def lives(events: Events) -> dict[Key, list[list[int]]]:
    """Return the events of each invoice, in order."""
    found: dict[Key, list[list[int]]] = {}
    for event in events[events[:, INVOICE] != -1].tolist():
        found.setdefault((event[CUSTOMER], event[INVOICE]), []).append(event)
    return found


def day_of(life: list[list[int]], *kinds: Kind) -> int | None:
    """Return the day of an invoice's first event of some kinds, if it has one."""
    return next((event[DAY] for event in life if event[KIND] in kinds), None)


@FEW
@given(case=cases())
@both_engines
def test_nothing_happens_before_its_cause_or_out_of_time(case: Case, engine: str) -> None:
    events = rows_of(case.change, engine, case.base)
    first, end = first_and_end(case.base)
    calendar = BusinessCalendar.of(case.base.calendar, first, end)
    assert np.all((events[:, DAY] >= first) & (events[:, DAY] < end))
    opens = np.isin(events[:, KIND], (Kind.OPENED, *((Kind.ORDERED, Kind.ISSUED) if case.base.orders else ())))
    assert np.all(calendar.is_business[events[:, DAY] - first] | opens)
    for life in lives(events).values():
        told = [event[KIND] for event in life if event[KIND] in (*LIFE, Kind.OPENED)]
        whole = (Kind.OPENED, *LIFE[3:]) if told[0] == Kind.OPENED else LIFE
        assert told == list(whole[: len(told)])
        when = [(event[DAY], PHASE_OF_KIND[Kind(event[KIND])]) for event in life]
        assert when == sorted(when)


@FEW
@given(case=cases())
@both_engines
def test_cents_are_conserved_every_day(case: Case, engine: str) -> None:
    events = rows_of(case.change, engine, case.base)
    first, end = first_and_end(case.base)
    flows = {
        kind: np.zeros(end - first, dtype=np.int64) for kind in (Kind.OPENED, Kind.ISSUED, Kind.PAID, Kind.APPLIED)
    }
    for kind, flow in flows.items():
        happened = only(events, kind)
        np.add.at(flow, happened[:, DAY] - first, happened[:, AMOUNT])
    gross_open, unapplied = np.zeros(end - first, dtype=np.int64), np.zeros(end - first, dtype=np.int64)
    for life in lives(events).values():
        gross, applied = life[0][Column.GROSS], day_of(life, Kind.APPLIED) or end
        entered, paid = day_of(life, Kind.ISSUED, Kind.OPENED) or end, day_of(life, Kind.PAID) or end
        assert gross > 0
        assert {event[AMOUNT] for event in life} == {gross} == {event[Column.GROSS] for event in life}
        assert all(
            event[Column.OPEN] == (0 if (event[DAY], PHASE_OF_KIND[Kind(event[KIND])]) >= (paid, Phase.BANK) else gross)
            for event in life
        )
        gross_open[entered - first : applied - first] += gross
        unapplied[paid - first : applied - first] += gross
    book = {kind: np.cumsum(flow) for kind, flow in flows.items()}
    assert np.array_equal(book[Kind.OPENED] + book[Kind.ISSUED], book[Kind.APPLIED] + gross_open)
    assert np.array_equal(book[Kind.PAID], book[Kind.APPLIED] + unapplied)


@FEW
@given(case=cases())
@both_engines
def test_a_touch_is_about_invoices_open_in_the_books(case: Case, engine: str) -> None:
    events = rows_of(case.change, engine, case.base)
    covered: dict[tuple[int, int, bool], int] = {}
    for (customer, _), life in lives(events).items():
        entered, applied = day_of(life, Kind.ISSUED, Kind.OPENED), day_of(life, Kind.APPLIED)
        for event in life:
            if event[KIND] in (Kind.REMINDED, Kind.CALLED):
                assert entered is not None
                assert entered <= event[DAY]
                assert applied is None or event[DAY] < applied
                place = event[DAY], customer, event[KIND] == Kind.CALLED
                covered[place] = covered.get(place, 0) + event[AMOUNT]
    contacts = only(events, Kind.WRITTEN, Kind.RANG, Kind.TALKED)
    keys = [(e[DAY], e[CUSTOMER], e[KIND] != Kind.WRITTEN) for e in contacts.tolist()]
    assert len(set(keys)) == len(keys), "one written touch, and one call, per customer and day"
    assert dict(zip(keys, contacts[:, AMOUNT].tolist(), strict=True)) == covered


@FEW
@given(case=cases())
@both_engines
def test_written_touches_keep_their_distance(case: Case, engine: str) -> None:
    events = rows_of(case.change, engine, case.base)
    first, end = first_and_end(case.base)
    calendar = BusinessCalendar.of(case.base.calendar, first, end)
    written = only(events, Kind.WRITTEN)
    written = written[written[:, REF] != Channel.FORMAL_NOTICE]
    for customer in np.unique(written[:, CUSTOMER]):
        days = written[written[:, CUSTOMER] == customer, DAY]
        for before, day in zip(days[:-1].tolist(), days[1:].tolist(), strict=True):
            assert calendar.business_days_between(before, day) >= policy_on(case, day).reminders.gap_days


@FEW
@given(case=cases())
@both_engines
def test_calls_keep_within_the_minutes_of_the_day(case: Case, engine: str) -> None:
    events = rows_of(case.change, engine, case.base)
    calls = only(events, Kind.RANG, Kind.TALKED)
    asked = only(events, Kind.CALLED)
    rank = {(event[DAY], event[CUSTOMER]): event[REF] for event in asked.tolist()}
    for day in np.unique(calls[:, DAY]).tolist():
        made = sorted((rank[day, event[CUSTOMER]], event[REF]) for event in calls[calls[:, DAY] == day].tolist())
        assert [number for number, _ in made] == list(range(1, len(made) + 1))
        conditions = policy_on(case, day).calls
        budget = call_budget(conditions.collectors, conditions.minutes_per_day, conditions.presence)
        assert sum(minutes for _, minutes in made[:-1]) < budget


def policy_on(case: Case, day: int) -> Policy:
    """Return the policy in force on a day."""
    if day >= to_day(case.base.start):
        return case.change.policy
    return case.base.policy_before or case.base.policy


@FEW
@given(case=cases())
@both_engines
def test_one_more_customer_changes_no_other(case: Case, engine: str) -> None:
    alone = without_calls(case.base)
    more, name = with_one_more_customer(alone)
    before, after = events_of(alone, engine=engine), events_of(more, engine=engine)
    assert set(after.customers) - set(before.customers) == {name}
    place = np.array([before.customers.index(one) if one != name else -1 for one in after.customers])
    others = after.rows[place[after.rows[:, CUSTOMER]] >= 0].copy()
    others[:, CUSTOMER] = place[others[:, CUSTOMER]]
    assert np.array_equal(others, before.rows)


def without_calls(scenario: Scenario) -> Scenario:
    """Return a scenario in which nobody calls: calls share the minutes of a day."""
    paths = ["policy", *(["policy_before"] if scenario.policy_before else [])]
    return scenario.with_({f"{path}.calls.collectors": 0.0 for path in paths})


@FEW
@given(case=cases())
@both_engines
def test_stronger_touches_delay_no_payment(case: Case, engine: str) -> None:
    """One channel, no gap, no fatigue, no least amount, no limit of minutes: every invoice has its own schedule of touches."""
    channel = "call" if case.number % 3 == 0 else "email"
    weak = one_channel(case.base, channel)
    strong = weak.with_({f"behaviour.channels.{channel}.hazard_ratio": 6.0})
    later = {key: day_of(life, Kind.PAID) for key, life in lives(rows_of(weak, engine)).items()}
    sooner = {key: day_of(life, Kind.PAID) for key, life in lives(rows_of(strong, engine)).items()}
    assert later.keys() == sooner.keys()
    for key, day in later.items():
        earlier = sooner[key]
        assert day is None or (earlier is not None and earlier <= day)


def one_channel(scenario: Scenario, channel: str) -> Scenario:
    """Return a scenario whose plans use one channel, without anything that lets one touch hold back another."""
    values: dict[str, object] = {
        "policy.reminders.gap_days": 0,
        "policy.calls": {"collectors": 50.0, "minutes_per_day": 480, "presence": 1.0},
        "policy_before": None,
        "behaviour.fatigue": 1.0,
    }
    for name, plan in scenario.policy.reminders.plans.items():
        for step in plan.steps:
            path = f"policy.reminders.plans.{name}.steps.{step}"
            values |= {f"{path}.channel": channel, f"{path}.min_amount": 0.0}
    return scenario.with_(values)
