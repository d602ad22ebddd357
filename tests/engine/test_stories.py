"""Short stories of all that can happen to an order, an invoice or a customer; days and cents are worked out with a calendar on the wall.

2026-01-01 is a Thursday. A hazard of 4 under a frailty of 1000 approves on its first day; where a share below one decides, a seed is taken
under which it does.
"""

import datetime
from collections.abc import Sequence
from typing import Any

import pytest

from simlib.days import to_date, to_day
from simlib.ledger.events import FACTORED_MARK, HANDED_BEFORE_MARK, INSTALMENT_MARK, UNNOTED_MARK, Column, Kind
from simlib.scenario import Scenario
from tests.engine.both import ENGINES, Events, rows_of
from tests.engine.handmade import BINS, CALLS, NAMES, NEVER, ON_THE_DAY, firm

NEW_YEAR = [("a", "2026-01-05", "2026-01-12")]
"""Issued on a Monday, due on the next."""

SEEDS = {
    "goods": 2,
    "pretext": 7,
    "error": 1,
    "three": 1,
    "reject": 2,
    "overpaid": 1,
    "diverted": 16,
    "hardship": 1,
    "lapse": 4,
    "insolvent": 28,
    "insolvent dispute": 2,
    "waits": 1,
    "oversight": 1,
    "never": 1,
}
"""Seeds under which chance deals what a story tells."""

ALWAYS = {"d0": 4.0, "d1": 4.0, "d6": 4.0}


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """An engine's name."""
    return str(request.param)


def day(date: str) -> int:
    """Return the number of a day."""
    return to_day(datetime.date.fromisoformat(date))


def told(events: Events, *kinds: Kind) -> list[str]:
    """Return the events of some kinds as lines: date, kind, customer and invoice, amount, reference, what the bank has not received."""
    lines = []
    for event in events.tolist():
        kind = Kind(event[Column.KIND])
        if kind in kinds or not kinds:
            who = "abcdefgh"[event[Column.CUSTOMER]] + (f"/{event[3] + 1}" if event[3] != -1 else "")
            numbers = f"{event[Column.AMOUNT]} {event[Column.REF]} {event[Column.OPEN]}"
            lines.append(f"{to_date(event[0]).isoformat()} {kind.name.lower()} {who} {numbers}")
    return lines


def live(engine: str, hazards: dict[str, float], orders: Sequence[Any] = NEW_YEAR, **values: Any) -> Events:
    """Return the events of a small firm."""
    return rows_of(firm(orders, hazards, **values), engine)


# --- disputes ---

DISPUTED = {
    "firm__error_rate": 0.3,
    "behaviour__disputes__goods": 0.3,
    "behaviour__disputes__false": 0.3,
    "behaviour__disputes__credit_share": 1.0,
    "behaviour__disputes__credit_part": 0.3,
    "policy__disputes__resolution_days": 0.5,
}
DISPUTE = (Kind.DISPUTED, Kind.NOTED, Kind.TAKEN, Kind.SETTLED, Kind.CREDITED, Kind.APPROVED, Kind.APPLIED)


def test_a_dispute_that_nobody_told_is_heard_of_a_month_after_the_due_date(engine: str) -> None:
    assert told(live(engine, ALWAYS, **DISPUTED, seed=SEEDS["goods"]), *DISPUTE) == [
        "2026-01-05 disputed a/1 10000 2 10000",
        "2026-02-11 noted a/1 10000 2 10000",
        "2026-02-12 taken a/1 10000 45 10000",
        "2026-02-13 credited a/1 3000 1 7000",
        "2026-02-13 settled a/1 10000 2 10000",
        "2026-02-16 approved a/1 7000 0 7000",
        "2026-02-16 applied a/1 7000 0 0",
    ]


def test_a_pretext_earns_no_credit_note(engine: str) -> None:
    events = live(engine, ALWAYS, **DISPUTED, seed=SEEDS["pretext"])
    assert told(events, Kind.SETTLED, Kind.CREDITED, Kind.APPROVED) == [
        "2026-02-13 settled a/1 10000 3 10000",
        "2026-02-16 approved a/1 10000 0 10000",
    ]


def test_a_full_credit_note_closes_the_invoice(engine: str) -> None:
    events = live(engine, ALWAYS, **(DISPUTED | {"behaviour__disputes__credit_part": 1.0}), seed=SEEDS["error"])
    assert told(events)[3:] == [
        "2026-01-05 disputed a/1 10000 1 10000",
        "2026-02-11 noted a/1 10000 1 10000",
        "2026-02-12 taken a/1 10000 45 10000",
        "2026-02-13 credited a/1 10000 1 0",
        "2026-02-13 settled a/1 10000 1 10000",
    ]


@pytest.mark.parametrize("shown", [{"segments__s__invoicing__e_invoice": 1.0}, {"policy__portal__adoption": 1.0}])
def test_an_e_invoice_or_the_portal_shows_the_dispute_the_next_day(engine: str, shown: dict[str, float]) -> None:
    events = live(engine, NEVER, **DISPUTED, **shown, seed=SEEDS["goods"])
    assert told(events, Kind.NOTED, Kind.TAKEN) == [
        "2026-01-06 noted a/1 10000 2 10000",
        "2026-01-07 taken a/1 10000 45 10000",
    ]


def test_a_reminder_brings_the_dispute_to_light_and_was_wrongful(engine: str) -> None:
    events = live(engine, NEVER, steps=[(1, "email"), (2, "letter")], **DISPUTED, seed=SEEDS["goods"])
    kinds = (Kind.WRITTEN, Kind.WRONGFUL, Kind.NOTED, Kind.TAKEN, Kind.SETTLED)
    assert told(events, *kinds) == [
        "2026-01-13 written a 10000 1 0",
        "2026-01-13 wrongful a 10000 1 0",
        "2026-01-13 noted a/1 10000 2 10000",
        "2026-01-14 taken a/1 10000 45 10000",
        "2026-01-15 settled a/1 10000 2 10000",
        "2026-01-16 written a 7000 3 0",
    ]


def test_the_dispute_desk_takes_up_what_its_minutes_allow(engine: str) -> None:
    orders = [("a", "2026-01-05", "2026-01-12")] * 3
    events = live(
        engine,
        NEVER,
        orders,
        **DISPUTED,
        segments__s__invoicing__e_invoice=1.0,
        policy__disputes__clerks=0.5,
        policy__disputes__minutes_per_day=100,
        policy__disputes__minutes=49,
        seed=SEEDS["three"],
    )
    assert [line.split()[::2] for line in told(events, Kind.TAKEN)] == [
        ["2026-01-07", "a/1", "49"],
        ["2026-01-07", "a/2", "49"],
        ["2026-01-08", "a/3", "49"],
    ]


# --- means of payment ---


def test_a_direct_debit_is_collected_on_the_rolled_due_day_whatever_the_hazard(engine: str) -> None:
    events = live(
        engine,
        {"early": 4.0},
        [("a", "2026-01-05", "2026-01-31")],
        segments__s__methods__direct_debit=1.0,
        customers={"a": {"bank_days": 3, "match_days": 3}},
    )
    kinds = (Kind.APPROVED, Kind.TRANSFERRED, Kind.PAID, Kind.APPLIED)
    assert told(events, *kinds) == [
        "2026-02-02 approved a/1 10000 0 10000",
        "2026-02-02 transferred a/1 10000 0 10000",
        "2026-02-02 paid a/1 10000 0 0",
        "2026-02-02 applied a/1 10000 0 0",
    ]


def test_a_rejected_direct_debit_is_open_again_and_paid_by_transfer(engine: str) -> None:
    events = live(
        engine,
        ALWAYS,
        [("a", "2026-01-05", "2026-01-31")],
        segments__s__methods__direct_debit=1.0,
        behaviour__debit_rejects=0.5,
        customers={"a": {"bank_days": 1}},
        seed=SEEDS["reject"],
    )
    assert told(events, Kind.PAID, Kind.REJECTED, Kind.APPROVED, Kind.APPLIED)[2:] == [
        "2026-02-02 applied a/1 10000 0 0",
        f"2026-02-05 rejected a/1 10000 {day('2026-02-02')} 10000",
        "2026-02-06 approved a/1 10000 0 10000",
        "2026-02-09 paid a/1 10000 0 0",
        "2026-02-09 applied a/1 10000 0 0",
    ]


@pytest.mark.parametrize(
    ("method", "transferred", "paid"),
    [
        ("instant", "2026-01-12", "2026-01-12"),
        ("card", "2026-01-12", "2026-01-14"),
        ("cheque", "2026-01-30", "2026-02-09"),
        ("transfer", "2026-01-30", "2026-02-02"),
    ],
)
def test_means_of_payment_differ_in_runs_and_days(engine: str, method: str, transferred: str, paid: str) -> None:
    shares = {} if method == "transfer" else {f"segments__s__methods__{method}": 1.0}
    events = live(engine, ON_THE_DAY, customers={"a": {"runs": "end", "bank_days": 1}}, **shares)
    assert told(events, Kind.TRANSFERRED, Kind.PAID) == [
        f"{transferred} transferred a/1 10000 0 10000",
        f"{paid} paid a/1 10000 0 0",
    ]


def test_a_link_in_an_email_needs_neither_run_nor_bank(engine: str) -> None:
    events = live(
        engine,
        {"d1": 4.0},
        steps=[(0, "email")],
        policy__portal__adoption=1.0,
        customers={"a": {"runs": "end", "bank_days": 3}},
    )
    assert told(events, Kind.TRANSFERRED, Kind.PAID) == [
        "2026-01-13 transferred a/1 10000 0 10000",
        "2026-01-13 paid a/1 10000 0 0",
    ]


def test_who_pays_in_parts_pays_the_rest_with_a_patience_of_its_own(engine: str) -> None:
    events = live(
        engine,
        ALWAYS,
        [("a", "2026-01-05", "2026-01-12", 100.01)],
        segments__s__part_payers=1.0,
        customers={"a": {"match_days": 1}},
    )
    kinds = (Kind.APPROVED, Kind.TRANSFERRED, Kind.PAID, Kind.APPLIED)
    assert told(events, *kinds) == [
        "2026-01-12 approved a/1 10001 0 10001",
        "2026-01-12 transferred a/1 5000 0 10001",
        "2026-01-12 paid a/1 5000 0 5001",
        "2026-01-13 applied a/1 5000 0 5001",
        "2026-01-14 approved a/1 5001 0 5001",
        "2026-01-14 transferred a/1 5001 0 5001",
        "2026-01-14 paid a/1 5001 0 0",
        "2026-01-15 applied a/1 5001 0 0",
    ]


DISCOUNT = {
    "policy__discount__rate": 0.02,
    "policy__discount__days": 10,
    "behaviour__discount_hurdle": 0.3,
    "behaviour__discount_hurdle_spread": 0.0,
}


def test_a_discount_is_taken_on_its_last_business_day_outside_any_run(engine: str) -> None:
    orders = [("a", "2026-01-07", "2026-02-06")]  # the 17th is a Saturday; 37 % a year for twenty days
    events = live(engine, NEVER, orders, **DISCOUNT, customers={"a": {"runs": "end", "match_days": 1}})
    assert told(events)[3:] == [
        "2026-01-16 approved a/1 10000 0 10000",
        "2026-01-16 transferred a/1 9800 0 9800",
        "2026-01-16 paid a/1 9800 0 0",
        "2026-01-19 applied a/1 9800 0 0",
        "2026-01-19 credited a/1 200 2 0",
    ]


def test_a_discount_that_earns_too_little_is_left(engine: str) -> None:
    orders = [("a", "2026-01-07", "2026-03-06")]  # 15 % a year for 48 days
    assert not told(live(engine, NEVER, orders, **DISCOUNT), Kind.APPROVED)


def test_late_payers_pay_interest_and_the_flat_fee(engine: str) -> None:
    events = live(
        engine,
        {"d6": 4.0},
        [("a", "2026-01-05", "2026-01-12", 12_000.0)],
        policy__late_fees__charged="on",
        behaviour__fees_paid=1.0,
    )
    # approved and paid on the sixth business day after the due day, eight days late: 12 000 x 12.15 % x 8 / 365 = 31.96
    assert told(events, Kind.PAID, Kind.INTEREST) == [
        "2026-01-20 paid a/1 1200000 0 0",
        "2026-01-20 interest a/1 7196 0 0",
    ]


def test_the_clerk_matches_by_bank_day_and_customer_while_minutes_last(engine: str) -> None:
    orders = [
        ("b", "2026-01-05", "2026-01-12"),
        *[("a", "2026-01-05", "2026-01-12")] * 2,
        ("c", "2026-01-05", "2026-01-09"),
    ]
    events = live(
        engine,
        ON_THE_DAY,
        orders,
        policy__cash_application__automatic=0.0,
        policy__cash_application__clerks=0.05,
        policy__cash_application__minutes_per_day=60,
        policy__cash_application__minutes=6,
    )
    assert told(events, Kind.CLERKED, Kind.APPLIED) == [
        "2026-01-09 clerked c 10000 6 0",
        "2026-01-09 applied c/1 10000 0 0",
        "2026-01-12 clerked a 20000 12 0",
        "2026-01-12 applied a/1 10000 0 0",
        "2026-01-12 applied a/2 10000 0 0",
        "2026-01-13 clerked b 10000 6 0",
        "2026-01-13 applied b/1 10000 0 0",
    ]


def test_what_was_paid_twice_is_refunded(engine: str) -> None:
    events = live(
        engine,
        ON_THE_DAY,
        NEW_YEAR * 2,
        behaviour__overpaid=0.2,
        seed=SEEDS["overpaid"],
        customers={"a": {"match_days": 5}},
    )
    assert told(events, Kind.OVERPAID, Kind.REFUNDED) == [
        "2026-01-12 overpaid a 20000 0 0",
        "2026-03-13 refunded a 20000 0 0",
    ]


def test_a_diverted_payment_is_written_off_when_it_is_found_out(engine: str) -> None:
    events = live(engine, ON_THE_DAY, behaviour__diverted=0.05, seed=SEEDS["diverted"], firm__vat_regime="receipts")
    assert told(events, Kind.TRANSFERRED, Kind.DIVERTED, Kind.PAID, Kind.WRITTEN_OFF) == [
        "2026-01-12 transferred a/1 10000 0 10000",
        "2026-01-12 diverted a/1 10000 0 10000",
        "2026-02-11 written_off a/1 10000 3 0",
    ]


def test_an_invoice_sold_to_a_factor_is_marked(engine: str) -> None:
    events = live(engine, ON_THE_DAY, policy__factoring__share=1.0)
    assert told(events, Kind.FACTORED, Kind.PAID) == [
        "2026-01-05 factored a/1 10000 0 10000",
        f"2026-01-12 paid a/1 10000 {FACTORED_MARK} 0",
    ]


def test_the_law_makes_every_invoice_an_e_invoice_from_its_day_on(engine: str) -> None:
    orders = [("a", "2026-08-31", "2026-09-30"), ("a", "2026-09-01", "2026-09-30")]
    events = live(
        engine, NEVER, orders, firm__e_invoicing="september_2026", firm__transmission_days=2, start="2026-08-03"
    )
    assert [line[:20] for line in told(events, Kind.RECEIVED)] == ["2026-09-01 received ", "2026-09-02 received "]


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
    assert day("2026-01-20") < failed < day("2026-03-20")
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


def np_in(events: Events, *kinds: Kind) -> Any:
    """Return which events are of some kinds."""
    return sum(events[:, Column.KIND] == kind for kind in kinds) > 0
