"""Laws that hold whatever the scenario, in both engines."""

import hypothesis
import numpy as np
from hypothesis import given

from simlib.days import BusinessCalendar, add_months, to_day
from simlib.engine.lowering import lower
from simlib.ledger.events import Column, Kind
from simlib.rules.channels import Channel
from simlib.running import events_of
from simlib.scenario import Scenario
from simlib.scenario.policy import Policy
from tests.engine.both import Events, both_engines, only, rows_of
from tests.strategies import Case, cases, with_one_more_customer

FEW = hypothesis.settings(max_examples=max(20, hypothesis.settings.default.max_examples // 5))
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
    given = (Kind.ORDERED, Kind.ISSUED, Kind.FACTORED) if case.base.orders else ()
    opens = np.isin(events[:, KIND], (Kind.OPENED, *given))
    assert np.all(calendar.is_business[events[:, DAY] - first] | opens)
    for life in lives(events).values():
        told = [event[KIND] for event in life]
        count = dict.fromkeys(Kind, 0)
        for kind in told:
            count[Kind(kind)] += 1
            handed_over = count[Kind.HANDED] + count[Kind.PLANNED]
            assert count[Kind.APPLIED] <= count[Kind.PAID] <= count[Kind.TRANSFERRED] + count[Kind.HANDED]
            assert count[Kind.TRANSFERRED] <= count[Kind.APPROVED] + 12 * count[Kind.PLANNED]
            assert (
                handed_over + count[Kind.DISPUTED] + count[Kind.APPROVED] == 0
                or count[Kind.RECEIVED] + count[Kind.OPENED]
            )
        assert told[0] in (Kind.OPENED, Kind.ORDERED, Kind.HELD, Kind.LOST)
        assert all(
            count[kind] <= 1
            for kind in (Kind.ORDERED, Kind.ISSUED, Kind.RECEIVED, Kind.OPENED, Kind.LOST, Kind.WRITTEN_OFF)
        )
        if Kind.WRITTEN_OFF in told:
            assert set(told[told.index(Kind.WRITTEN_OFF) + 1 :]) <= {Kind.VAT_BACK}
        if Kind.LOST in told:
            assert told[-1] == Kind.LOST
            assert Kind.ORDERED not in told


@FEW
@given(case=cases())
@both_engines
def test_cents_are_conserved_every_day(case: Case, engine: str) -> None:
    events = rows_of(case.change, engine, case.base)
    first, end = first_and_end(case.base)
    discounts = any(
        policy.discount.rate > 0.0
        for policy in (case.base.policy, case.base.policy_before or case.base.policy, case.change.policy)
    )
    owed = np.zeros(end - first, dtype=np.int64)
    unmatched = np.zeros(end - first, dtype=np.int64)
    for life in lives(events).values():
        tell_of_one(life, owed, unmatched, first, check_unpaid=not discounts)
    assert (owed >= 0).all()
    assert (unmatched >= 0).all()

    def flow(*kinds: Kind) -> Events:
        happened, daily = only(events, *kinds), np.zeros(end - first, dtype=np.int64)
        np.add.at(daily, happened[:, DAY] - first, happened[:, AMOUNT])
        return np.cumsum(daily)

    applied = flow(Kind.APPLIED) - flow(Kind.REJECTED)
    entered = flow(Kind.OPENED, Kind.ISSUED)
    assert np.array_equal(entered, applied + flow(Kind.CREDITED) + flow(Kind.WRITTEN_OFF) + owed), "the books"
    assert np.array_equal(flow(Kind.PAID) - flow(Kind.REJECTED), applied + unmatched), "the bank"
    assert (flow(Kind.OVERPAID) >= flow(Kind.REFUNDED)).all()


LEFT = (
    Kind.REMINDED, Kind.CALLED, Kind.DISPUTED, Kind.NOTED, Kind.TAKEN, Kind.HANDED, Kind.PLANNED, Kind.LAPSED, Kind.APPROVED,
    Kind.WRITTEN_OFF,
)  # fmt: skip
"""Kinds whose amount is what is open in the books."""


def tell_of_one(life: list[list[int]], owed: Events, unmatched: Events, first: int, *, check_unpaid: bool) -> None:
    """Follow what is open and what is unmatched of one invoice; each event must say the same of it."""
    left = in_bank = 0
    for event in life:
        day, kind, amount = event[DAY] - first, Kind(event[KIND]), event[AMOUNT]
        before = left, in_bank
        if kind in (Kind.ISSUED, Kind.OPENED):
            left = amount
            assert amount == event[Column.GROSS] > 0
        elif kind == Kind.PAID:
            in_bank += amount
        elif kind == Kind.APPLIED:
            in_bank, left = in_bank - amount, left - amount
        elif kind == Kind.REJECTED:
            left += amount
        elif kind == Kind.CREDITED:
            left -= amount
        elif kind in LEFT:
            assert amount == left
        if kind == Kind.WRITTEN_OFF:
            left = 0
        if check_unpaid and kind in (Kind.PAID, Kind.APPLIED, Kind.REMINDED, Kind.CALLED, Kind.REJECTED, Kind.APPROVED):
            assert event[Column.OPEN] == left - in_bank
        owed[day:] += left - before[0]
        unmatched[day:] += in_bank - before[1]
    assert left >= 0
    assert in_bank >= 0


@FEW
@given(case=cases())
@both_engines
def test_a_touch_is_about_invoices_open_in_the_books(case: Case, engine: str) -> None:
    events = rows_of(case.change, engine, case.base)
    covered: dict[tuple[int, int, bool], int] = {}
    for (customer, _), life in lives(events).items():
        entered = day_of(life, Kind.ISSUED, Kind.OPENED)
        for event in life:
            if event[KIND] in (Kind.REMINDED, Kind.CALLED):
                assert entered is not None
                assert entered <= event[DAY]
                assert event[AMOUNT] > 0
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
    brief = lower(case.change, case.base)
    events = rows_of(case.change, engine, case.base)
    calls = only(events, Kind.RANG, Kind.TALKED)
    asked = only(events, Kind.CALLED)
    rank = {(event[DAY], event[CUSTOMER]): event[REF] for event in asked.tolist()}
    for day in np.unique(calls[:, DAY]).tolist():
        made = sorted((rank[day, event[CUSTOMER]], event[REF]) for event in calls[calls[:, DAY] == day].tolist())
        assert [number for number, _ in made] == list(range(1, len(made) + 1))
        setting = brief.before if brief.before is not None and day < brief.start else brief.after
        assert sum(minutes for _, minutes in made[:-1]) < setting.days[day - setting.first].call_minutes


def policy_on(case: Case, day: int) -> Policy:
    """Return the policy in force on a day."""
    if day >= to_day(case.base.start):
        return case.change.policy
    return case.base.policy_before or case.base.policy


@FEW
@given(case=cases())
@both_engines
def test_one_more_customer_changes_no_other(case: Case, engine: str) -> None:
    alone = without_shared_limits(case.base)
    more, name = with_one_more_customer(alone)
    before, after = events_of(alone, engine=engine), events_of(more, engine=engine)
    assert set(after.customers) - set(before.customers) == {name}
    place = np.array([before.customers.index(one) if one != name else -1 for one in after.customers])
    others = after.rows[place[after.rows[:, CUSTOMER]] >= 0].copy()
    others[:, CUSTOMER] = place[others[:, CUSTOMER]]
    assert np.array_equal(others, before.rows)


def without_shared_limits(scenario: Scenario) -> Scenario:
    """Return a scenario in which nothing is shared: no minutes of callers, clerks and desks, no largest customer."""
    values: dict[str, object] = {"shocks.late_customer": "none"}
    for path in ("policy", *(["policy_before"] if scenario.policy_before else [])):
        values |= {
            f"{path}.calls.collectors": 0.0,
            f"{path}.sales_team.collectors": 0.0,
            f"{path}.cash_application.automatic": 1.0,
            f"{path}.disputes.minutes": 0,
        }
    return scenario.with_(values)


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
        "policy.escalation": None,
        "policy.credit": None,
        "policy.plans": None,
        "policy.ramp": None,
        "behaviour.promises": None,
        "behaviour.goodwill": None,
        "behaviour.fatigue": 1.0,
    }
    for name, plan in scenario.policy.reminders.plans.items():
        for step in plan.steps:
            path = f"policy.reminders.plans.{name}.steps.{step}"
            values |= {f"{path}.channel": channel, f"{path}.min_amount": 0.0}
    return scenario.with_(values)
