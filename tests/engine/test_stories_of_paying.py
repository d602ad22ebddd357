"""Stories of disputes and of ways to pay.

Days and cents are worked out with a calendar on the wall; see `tests/engine/stories.py`.
"""

import pytest

from simlib.ledger.events import FACTORED_MARK, Kind
from tests.engine.both import ENGINES
from tests.engine.handmade import NEVER, ON_THE_DAY
from tests.engine.stories import ALWAYS, DISPUTED, NEW_YEAR, SEEDS, day, live, told


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """An engine's name."""
    return str(request.param)


# --- disputes ---

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
