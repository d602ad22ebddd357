"""Stories of promises, plans, escalation, failure, causes of lateness, credit and goodwill.

Days and cents are worked out with a calendar on the wall; see `tests/engine/stories.py`.
"""

import datetime
from typing import Any

import pytest

from simlib.days import to_date
from simlib.ledger.events import HANDED_BEFORE_MARK, INSTALMENT_MARK, UNNOTED_MARK, Column, Kind
from simlib.scenario import Scenario
from tests.engine.both import ENGINES, rows_of
from tests.engine.handmade import BINS, CALLS, NAMES, NEVER, ON_THE_DAY
from tests.engine.stories import ALWAYS, DISPUTED, NEW_YEAR, SEEDS, day, live, np_in, told


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """An engine's name."""
    return str(request.param)


# --- promises and plans ---

PROMISE = CALLS | {"behaviour__promises__rate": 1.0, "behaviour__promises__kept": 1.0}


def test_a_promise_kept_is_paid_on_its_day_outside_any_run(engine: str) -> None:
    events = live(engine, NEVER, steps=[(1, "call")], customers={"a": {"runs": "end"}}, **PROMISE)
    kinds = (Kind.PROMISED, Kind.KEPT, Kind.BROKEN, Kind.APPROVED, Kind.TRANSFERRED, Kind.PAID)
    assert told(events, *kinds) == [
        f"2026-01-13 promised a 10000 {day('2026-01-20')} 0",
        "2026-01-20 approved a/1 10000 0 10000",
        "2026-01-20 transferred a/1 10000 0 10000",
        "2026-01-20 kept a 10000 0 0",
        "2026-01-21 paid a/1 10000 0 0",
    ]


def test_a_promise_keeps_reminders_back_until_it_is_broken(engine: str) -> None:
    values = PROMISE | {"behaviour__promises__kept": 0.0}
    events = live(engine, NEVER, steps=[(1, "call"), (4, "sms"), (5, "email")], **values)
    assert told(events, Kind.PROMISED, Kind.KEPT, Kind.BROKEN, Kind.WRITTEN) == [
        f"2026-01-13 promised a 10000 {day('2026-01-20')} 0",
        "2026-01-22 broken a 10000 0 0",
        "2026-01-22 written a 10000 1 0",
    ]


def test_a_promise_is_kept_too_where_all_is_approved_within_its_grace(engine: str) -> None:
    values = PROMISE | {"behaviour__promises__kept": 0.0}
    events = live(engine, {"d6": 4.0}, steps=[(1, "call")], **values)
    assert told(events, Kind.KEPT, Kind.BROKEN, Kind.APPROVED) == [
        "2026-01-20 approved a/1 10000 0 10000",
        "2026-01-22 kept a 10000 0 0",
    ]


PLAN = CALLS | {"behaviour__classes__hardship": 0.5, "policy__plans__offered": 1.0}


def test_who_is_in_hardship_pays_by_instalments_the_last_of_which_takes_the_rest(engine: str) -> None:
    orders = [("a", "2026-01-05", "2026-01-12", 100.01)]
    events = live(engine, NEVER, orders, steps=[(1, "call"), (20, "email")], **PLAN, seed=SEEDS["hardship"])
    kinds = (Kind.PLANNED, Kind.TRANSFERRED, Kind.PAID, Kind.APPLIED, Kind.WRITTEN)
    assert told(events, *kinds) == [
        "2026-01-13 planned a/1 10001 3 10001",
        "2026-02-13 transferred a/1 3333 0 10001",
        "2026-02-16 paid a/1 3333 0 6668",
        f"2026-02-16 applied a/1 3333 {INSTALMENT_MARK} 6668",
        "2026-03-13 transferred a/1 3333 0 6668",
        "2026-03-16 paid a/1 3333 0 3335",
        f"2026-03-16 applied a/1 3333 {INSTALMENT_MARK} 3335",
        "2026-04-13 transferred a/1 3335 0 3335",
        "2026-04-14 paid a/1 3335 0 0",
        f"2026-04-14 applied a/1 3335 {INSTALMENT_MARK} 0",
    ]


def test_a_missed_instalment_ends_the_plan_and_reminders_go_on(engine: str) -> None:
    events = live(
        engine,
        NEVER,
        steps=[(1, "call"), (20, "email")],
        **PLAN,
        behaviour__plan_default=0.9,
        seed=SEEDS["lapse"],
    )
    assert told(events, Kind.PLANNED, Kind.LAPSED, Kind.TRANSFERRED, Kind.WRITTEN) == [
        "2026-01-13 planned a/1 10000 3 10000",
        "2026-02-13 lapsed a/1 10000 0 10000",
        "2026-02-13 written a 10000 1 0",
    ]


# --- escalation ---

LADDER = {
    "policy__escalation__agency": "on",
    "policy__escalation__agency_days": 1,
    "policy__escalation__court_min_amount": 100.0,
    "policy__escalation__agency_min_amount": 100.0,
    "behaviour__vat_lag_days": 10,
}
"""An agency that has its result the next day; the hundred euros of a story are worth its while."""

ESCALATION = (Kind.HANDED, Kind.CHARGED, Kind.PAID, Kind.APPLIED, Kind.WRITTEN_OFF, Kind.VAT_BACK)


def test_an_agency_takes_its_fee_of_what_it_gets(engine: str) -> None:
    events = live(engine, NEVER, **LADDER, policy__escalation__agency_success=1.0)
    assert told(events, *ESCALATION) == [
        "2026-03-13 handed a/1 10000 1 10000",
        "2026-03-16 paid a/1 10000 0 0",
        "2026-03-16 applied a/1 10000 0 0",
        "2026-03-16 charged a/1 1200 1 0",
    ]


def test_all_that_is_overdue_is_handed_over_together(engine: str) -> None:
    orders = [*NEW_YEAR, ("a", "2026-01-05", "2026-03-12", 20.0), ("a", "2026-01-05", "2026-03-13", 30.0)]
    events = live(engine, NEVER, orders, **LADDER, policy__escalation__agency_success=1.0)
    assert told(events, Kind.HANDED) == [
        "2026-03-13 handed a/1 10000 1 10000",
        "2026-03-13 handed a/2 2000 1 2000",
    ]


COURT = LADDER | {
    "policy__escalation__agency_success": 0.0,
    "policy__escalation__court": "on",
    "policy__escalation__court_days": 1,
}


def test_from_an_agency_that_failed_to_court_which_costs_once(engine: str) -> None:
    events = live(engine, NEVER, NEW_YEAR * 2, **COURT, policy__escalation__court_success=1.0)
    assert told(events, *ESCALATION) == [
        "2026-03-13 handed a/1 10000 1 10000",
        "2026-03-13 handed a/2 10000 1 10000",
        "2026-03-16 charged a 8500 2 0",
        f"2026-03-16 handed a/1 10000 {2 + HANDED_BEFORE_MARK} 10000",
        f"2026-03-16 handed a/2 10000 {2 + HANDED_BEFORE_MARK} 10000",
        "2026-03-17 paid a/1 10000 0 0",
        "2026-03-17 paid a/2 10000 0 0",
        "2026-03-17 applied a/1 10000 0 0",
        "2026-03-17 applied a/2 10000 0 0",
    ]


def test_what_the_court_loses_is_written_off_and_its_vat_comes_back(engine: str) -> None:
    values = COURT | {"policy__escalation__agency": "off", "policy__escalation__court_days": 30}
    events = live(engine, NEVER, **values, policy__escalation__court_success=0.0, firm__vat_regime="debits")
    assert told(events, *ESCALATION) == [
        "2026-03-13 charged a 8500 2 0",
        "2026-03-13 handed a/1 10000 2 10000",
        "2026-04-13 written_off a/1 10000 4 0",
        "2026-04-23 vat_back a/1 1667 0 0",
    ]


def test_what_is_too_small_for_the_court_comes_back_and_is_given_up(engine: str) -> None:
    values = COURT | {"policy__escalation__court_min_amount": 100.01, "policy__escalation__give_up_days": 90}
    events = live(engine, NEVER, **values, firm__vat_regime="receipts")
    assert told(events, *ESCALATION) == [
        "2026-03-13 handed a/1 10000 1 10000",
        "2026-04-13 written_off a/1 10000 2 0",
    ]


def test_what_is_too_small_for_the_agency_is_given_up(engine: str) -> None:
    values = LADDER | {"policy__escalation__agency_min_amount": 100.01, "policy__escalation__give_up_days": 30}
    events = live(engine, NEVER, steps=[(40, "email")], **values, firm__vat_regime="receipts")
    assert told(events, *ESCALATION, Kind.WRITTEN) == [
        "2026-02-23 written a 10000 1 0",
        "2026-03-16 written_off a/1 10000 2 0",
    ]


def test_nobody_writes_to_a_customer_of_whom_an_agency_has_something(engine: str) -> None:
    orders = [("a", "2026-01-05", "2026-01-12"), ("a", "2026-01-05", "2026-03-17")]
    values = LADDER | {"policy__escalation__agency_success": 0.0, "policy__escalation__agency_days": 20}
    events = live(engine, NEVER, orders, steps=[(1, "email")], **values)
    assert told(events, Kind.HANDED, Kind.WRITTEN)[:3] == [
        "2026-01-13 written a 10000 1 0",
        "2026-03-13 handed a/1 10000 1 10000",
        "2026-04-03 written a 10000 1 0",
    ]


# --- failure ---


def test_a_failed_customer_is_left_alone_once_that_is_known_and_written_off_in_time(engine: str) -> None:
    orders = [("a", "2026-01-05", "2026-01-12"), ("a", "2026-05-04", "2026-06-30")]
    events = live(
        engine,
        NEVER,
        orders,
        steps=[(n, "formal_notice") for n in range(1, 110)],
        segments__s__insolvency_rate=0.5,
        behaviour__risk_spread=0.0,
        behaviour__insolvency_write_off_days=60,
        behaviour__vat_lag_days=10,
        seed=SEEDS["insolvent"],
        months=12,
        calendar="seven_day",
    )
    failed = int(events[events[:, Column.KIND] == Kind.INSOLVENT][0, Column.DAY])
    assert day("2026-01-20") < failed < day("2026-05-04")
    since = max(failed, day("2026-01-05"))
    assert told(events, Kind.INSOLVENT, Kind.WRITTEN_OFF, Kind.VAT_BACK, Kind.ORDERED) == [
        "2026-01-05 ordered a/1 10000 0 10000",
        f"{to_date(failed)} insolvent a 10000 0 0",
        f"{to_date(since + 60)} written_off a/1 10000 1 0",
        f"{to_date(since + 70)} vat_back a/1 1667 0 0",
    ]
    written = events[events[:, Column.KIND] == Kind.WRITTEN][:, Column.DAY]
    assert written.max() == failed + 29


def test_failure_ends_a_dispute_that_the_firm_had_not_heard_of(engine: str) -> None:
    events = live(
        engine,
        NEVER,
        [("a", "2026-01-05", "2026-12-12")],
        segments__s__insolvency_rate=0.5,
        behaviour__risk_spread=0.0,
        **DISPUTED,
        seed=SEEDS["insolvent dispute"],
        months=12,
    )
    settled = events[events[:, Column.KIND] == Kind.SETTLED]
    failed = events[events[:, Column.KIND] == Kind.INSOLVENT]
    assert settled[:, Column.DAY].tolist() == failed[:, Column.DAY].tolist()
    assert settled[:, Column.REF].tolist() == [2 + UNNOTED_MARK]


# --- payer classes and shocks ---


def test_who_waits_for_the_reminder_pays_the_day_after_it(engine: str) -> None:
    values = {"behaviour__classes__waits": 0.5, "seed": SEEDS["waits"]}
    assert not told(live(engine, ALWAYS, **values), Kind.APPROVED)
    assert told(live(engine, ALWAYS, steps=[(3, "email")], **values), Kind.APPROVED) == [
        "2026-01-16 approved a/1 10000 0 10000"
    ]


def test_a_forgotten_invoice_misses_its_due_day(engine: str) -> None:
    hazards = {"d0": 4.0, "d6": 4.0}
    values = {"behaviour__classes__oversight": 0.5, "seed": SEEDS["oversight"]}
    assert told(live(engine, hazards, **values), Kind.APPROVED) == ["2026-01-20 approved a/1 10000 0 10000"]
    assert told(live(engine, hazards, steps=[(-3, "email")], **values), Kind.APPROVED) == [
        "2026-01-12 approved a/1 10000 0 10000"
    ]


def test_who_never_pays_does_not(engine: str) -> None:
    events = live(engine, ALWAYS, behaviour__classes__never=0.5, seed=SEEDS["never"], steps=[(1, "email")])
    assert not told(events, Kind.APPROVED)


def test_a_shock_makes_one_customer_late_by_a_month(engine: str) -> None:
    orders = [("a", "2026-01-05", "2026-01-12"), ("b", "2026-01-05", "2026-01-12")]
    events = live(engine, ON_THE_DAY, orders, shocks__late_customer="named", shocks__late_customer_id="a")
    assert told(events, Kind.APPROVED) == [
        "2026-01-12 approved b/1 10000 0 10000",
        "2026-02-10 approved a/1 10000 0 10000",  # thirty days are 21 business days
    ]


# --- credit and goodwill ---


def shop(**values: Any) -> Scenario:
    """Return a firm with one customer that orders often."""
    scenario = Scenario.model_validate(
        {
            "start": datetime.date(2026, 1, 1),
            "months": 3,
            "warm_up_months": 0,
            "segments": {
                "s": {
                    "customers": 1,
                    "orders_per_year": 100.0,
                    "mean_amount": 500.0,
                    "terms": {"days": 0},
                    "order_rate_spread": 0.0,
                    "size_spread": 0.0,
                    "hazards": dict.fromkeys(NAMES, 0.0),
                }
            },
            "firm": {"transmission_days": 0, "billing_delay_days": 2},
            "behaviour": {"bins": list(BINS)},
        }
    )
    return scenario.with_({path.replace("__", "."): value for path, value in values.items()})


def business_days_later(number: int, days: int) -> int:
    """Return the day so many French business days later; no holiday lies between January and Easter."""
    while days:
        number += 1
        days -= to_date(number).weekday() < 5
    return number


def test_an_order_above_the_limit_is_held_reviewed_and_lost(engine: str) -> None:
    scenario = shop(
        policy__credit__limit_months=0.25,
        policy__credit__review_days=4,
        policy__credit__reviews=2,
        behaviour__lost_share=0.0,
    )
    events = rows_of(scenario, engine)
    held = events[(events[:, Column.KIND] == Kind.HELD) & (events[:, Column.REF] == 0)]
    assert len(held) > 5
    lost = {row[Column.INVOICE]: row for row in events[events[:, Column.KIND] == Kind.LOST].tolist()}
    for row in held.tolist():
        first = business_days_later(row[Column.DAY], 4)
        second = business_days_later(first, 4)
        if second < day("2026-04-01"):
            own = events[(events[:, Column.INVOICE] == row[Column.INVOICE]) & (events[:, Column.DAY] == first)]
            assert own[:, [Column.KIND, Column.REF]].tolist() == [[Kind.HELD, 1]]
            assert (lost[row[Column.INVOICE]][Column.DAY], lost[row[Column.INVOICE]][Column.REF]) == (second, 2)
            assert row[Column.GROSS] == row[Column.AMOUNT] == row[Column.OPEN]
            assert row[Column.ISSUED_ON] == row[Column.DUE_ON] == 0


def test_orders_above_the_limit_go_elsewhere_where_all_do(engine: str) -> None:
    events = rows_of(shop(policy__credit__limit_months=0.25, behaviour__lost_share=1.0), engine)
    assert not told(events, Kind.HELD)
    assert set(events[events[:, Column.KIND] == Kind.LOST][:, Column.REF].tolist()) == {2}


def test_the_limit_looks_at_what_was_owed_the_evening_before(engine: str) -> None:
    events = rows_of(shop(policy__credit__limit_months=1.0, behaviour__lost_share=1.0), engine)
    limit = 100 * 500 * 1.2 * 100 / 12
    owed, today, before = 0, 0, 0
    for row in events[np_in(events, Kind.ORDERED, Kind.LOST)].tolist():
        if row[Column.DAY] > today:
            today, before = row[Column.DAY], owed
        assert (row[Column.KIND] == Kind.LOST) == (before + row[Column.AMOUNT] > limit)
        owed += row[Column.AMOUNT] if row[Column.KIND] == Kind.ORDERED else 0


def test_reminders_wear_goodwill_and_worn_goodwill_loses_orders(engine: str) -> None:
    plan = {f"step_{n}": {"day": n, "channel": "formal_notice"} for n in range(1, 60)}
    scenario = shop(
        behaviour__goodwill__wear=0.2,
        behaviour__goodwill__half_life_days=10,
        policy__reminders__plans__default__steps=plan,
        behaviour__channels__formal_notice__delivery=0.0,
    )
    events = rows_of(scenario, engine)
    lost = events[events[:, Column.KIND] == Kind.LOST]
    assert set(lost[:, Column.REF].tolist()) == {1}
    written = sorted(events[events[:, Column.KIND] == Kind.WRITTEN][:, Column.DAY].tolist())
    assert min(lost[:, Column.DAY]) > written[0]
    goodwill, on, expected, seen = 1.0, 0, 0.0, 0
    days = dict.fromkeys(written)
    for number in range(day("2026-01-01"), day("2026-04-01")):
        now = 1.0 - (1.0 - goodwill) * 0.5 ** ((number - on) / 10)
        orders = events[np_in(events, Kind.ORDERED, Kind.LOST) & (events[:, Column.DAY] == number)]
        expected += len(orders) * (1.0 - now)
        seen += int((orders[:, Column.KIND] == Kind.LOST).sum())
        if number in days:
            goodwill, on = now * 0.8, number
    assert seen == pytest.approx(expected, abs=3.0)
