"""Opening books and given orders: what is known before the start, and what is dealt anew."""

import datetime
from typing import Any

import numpy as np
import pytest

from simlib.days import to_day
from simlib.engine.lowering import lower
from simlib.errors import ScenarioError
from simlib.ledger.events import Column, Kind
from simlib.running import events_of
from simlib.scenario import Scenario
from tests.engine.both import ENGINES, Events, both_engines, only, rows_of
from tests.engine.handmade import ON_THE_DAY, Handmade, firm
from tests.strategies import Row, table

START = datetime.date(2026, 1, 1)


def book(rows: list[Row], **values: Any) -> Scenario:
    """Return a firm that begins with these invoices open, of customers a and b, and sells nothing."""
    hazards, steps = values.pop("hazards", {}), values.pop("steps", ())
    sales = firm([("a", "2026-01-01", "2026-02-01"), ("b", "2026-01-01", "2026-02-01")], hazards, steps)
    return sales.with_(
        {
            "orders": None,
            "opening": table(rows)["file"],
            "segments.s.orders_per_year": 0.0,
            "calendar": "seven_day",
        }
        | {path.replace("__", "."): value for path, value in values.items()}
    )


def invoice(customer: str, name: str, issued: str, due: str, amount: float = 100.0, steps: object = "") -> Row:
    """Return a row of an opening book."""
    return {
        "customer_id": customer,
        "invoice_id": name,
        "issue_date": issued,
        "due_date": due,
        "amount": amount,
        "steps_done": steps,
    }


def told(scenario: Scenario, engine: str, kind: Kind) -> list[str]:
    """Return the events of a kind as short lines."""
    return Handmade("", scenario).told(rows_of(scenario, engine), kind)


@both_engines
def test_open_invoices_enter_on_the_first_day_and_go_on_at_their_true_lateness(engine: str) -> None:
    rows = [
        invoice("a", "due soon", "2025-12-01", "2026-01-10"),
        invoice("a", "due today", "2025-12-01", "2026-01-01", 50.5),
        invoice("b", "late", "2025-10-01", "2025-12-31"),
    ]
    scenario = book(rows, hazards=ON_THE_DAY)
    log = events_of(scenario, engine=engine)
    opened = only(log.rows, Kind.OPENED)
    assert set(opened[:, Column.DAY].tolist()) == {to_day(START)}
    assert sorted(opened[:, Column.AMOUNT].tolist()) == [5_050, 10_000, 10_000]
    paid = log.invoices().set_index("invoice_id")["last_paid_date"].dropna().dt.date.to_dict()
    assert paid == {"due soon": datetime.date(2026, 1, 10), "due today": START}, "the one late is past its atom"


SLIGHT = dict.fromkeys(("early", "d0", "d1"), 1e-12)
"""Hazards, times the hand-made customers' pace, under which nothing is approved but what already was."""


@both_engines
def test_what_was_approved_since_the_last_run_is_paid_at_the_next(engine: str) -> None:
    rows = [
        invoice("a", "approved", "2025-10-01", "2025-12-31") | {"gathered": 1_000.0},
        invoice("a", "waiting", "2025-10-01", "2025-12-31") | {"gathered": ""},
        invoice("b", "also waiting", "2025-10-01", "2025-12-31") | {"gathered": 0.0},
    ]
    scenario = book(rows, hazards=SLIGHT, segments__s__runs={"monthly": 1.0})
    assert told(scenario, engine, Kind.APPROVED) == ["2026-01-01 a"]
    assert told(scenario, engine, Kind.PAID) == ["2026-01-31 a"]


def test_hazard_gathered_pays_as_many_as_waiting_would_have() -> None:
    """Exponential waiting: of those that gathered 0.7, a share of 1 - exp(-0.7) was approved."""
    rows = [invoice("a", f"i{n}", "2025-10-01", "2025-12-31") | {"gathered": 0.7} for n in range(400)]
    scenario = book(rows, hazards=SLIGHT)
    paid = [only(events_of(scenario, replication).rows, Kind.APPROVED).shape[0] for replication in range(5)]
    assert np.mean(paid) / 400 == pytest.approx(1 - np.exp(-0.7), abs=4 * np.sqrt(0.25 / 2_000))


@both_engines
def test_steps_past_or_had_count_as_done_and_none_is_sent_in_arrears(engine: str) -> None:
    rows = [
        invoice("a", "all to come", "2025-12-01", "2025-12-31"),
        invoice("b", "first past", "2025-12-01", "2025-12-30"),
    ]
    steps = [(1, "email"), (10, "sms"), (20, "letter")]
    assert told(book(rows, steps=steps), engine, Kind.WRITTEN) == [
        "2026-01-01 a email", "2026-01-09 b sms", "2026-01-10 a sms", "2026-01-19 b letter", "2026-01-20 a letter",
    ]  # fmt: skip


@both_engines
@pytest.mark.parametrize(
    ("done", "sent"),
    [
        (0, ["email", "sms", "letter"]),
        (1, ["sms", "letter"]),
        (2, ["letter"]),
        (3, []),
        (9, []),
        ("", ["email", "sms", "letter"]),
    ],
)
def test_steps_had_are_not_repeated(done: object, sent: list[str], engine: str) -> None:
    scenario = book(
        [invoice("a", "i", "2025-12-01", "2025-12-31", steps=done)], steps=[(1, "email"), (10, "sms"), (20, "letter")]
    )
    assert [line.split()[-1] for line in told(scenario, engine, Kind.WRITTEN)] == sent


@both_engines
def test_draws_of_open_invoices_are_their_own_and_fresh(engine: str) -> None:
    """They hang on customer and invoice id alone: more invoices, or orders, leave them; another seed deals them anew."""
    rows = [invoice("a", f"i{n}", "2025-12-01", "2026-01-01") for n in range(40)]
    hazards = dict.fromkeys(("d0", "d1", "d6"), 0.05)
    customers = {
        "segments.s.frailty_spread": 0.0,
        "customers": table([{"customer_id": n, "segment": "s"} for n in "ab"])["file"],
    }
    few = book(rows[:20], hazards=hazards).with_(customers)
    many = book(rows, hazards=hazards).with_(customers)
    first = approvals(few, engine)
    assert len(set(first.values())) > 5
    assert {name: day for name, day in approvals(many, engine).items() if name in first} == first
    assert approvals(few.with_({"seed": 2}), engine) != first
    assert approvals(few, engine, replication=1) != first


def approvals(scenario: Scenario, engine: str, replication: int = 0) -> dict[str, int]:
    """Return the day of approval of each open invoice."""
    log = events_of(scenario, replication, engine)
    approved: Events = only(log.rows, Kind.APPROVED)
    return {log.invoice_id(e[Column.CUSTOMER], e[Column.INVOICE]): e[Column.DAY] for e in approved.tolist()}


def test_open_invoices_wait_as_the_exponential_law_says() -> None:
    rows = [invoice("a" if n % 2 else "b", f"i{n}", "2025-12-01", "2025-12-01") for n in range(2_000)]
    customers = table([{"customer_id": name, "segment": "s"} for name in "ab"])["file"]
    scenario = book(rows, hazards={"d6": 0.1}).with_({"segments.s.frailty_spread": 0.0, "customers": customers})
    days = np.array(list(approvals(scenario, "compiled").values())) - to_day(START)
    assert (days >= 10).sum() / 2_000 == pytest.approx(np.exp(-1.0), abs=4 * np.sqrt(0.23 / 2_000))


@both_engines
def test_given_orders_are_issued_and_due_as_given(engine: str) -> None:
    orders = [
        ("b", "2026-01-03", "2026-01-10", 20.0),
        ("a", "2026-01-01", "2026-03-01", 12.34),
        ("b", "2026-01-02", "2026-01-01"),
    ]
    scenario = firm(orders, firm__billing_delay_days=30, firm__activity=3.0, firm__vat_rate=0.1)
    ledger = events_of(scenario, engine=engine).invoices()
    found = ledger[["invoice_id", "issue_date", "due_date", "amount_cents"]].astype(str).to_numpy().tolist()
    assert sorted(found) == [
        ["a/1", "2026-01-01", "2026-03-01", "1234"],
        ["b/1", "2026-01-02", "2026-01-01", "10000"],
        ["b/2", "2026-01-03", "2026-01-10", "2000"],
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_nth_order_of_a_customer_has_the_nth_draw(engine: str) -> None:
    """Whatever its date and amount: in a row of one-order customers only the customer counts."""
    hazards = dict.fromkeys(("d0", "d1", "d6"), 0.05)
    names = [f"c{n}" for n in range(20)]
    plain = {name: {"frailty": 1.0} for name in names}

    def waits(issued: str, due: str, amount: float) -> list[int]:
        scenario = firm([(n, issued, due, amount) for n in names], hazards, customers=plain, calendar="seven_day")
        approved = only(rows_of(scenario, engine), Kind.APPROVED)
        order = np.argsort(approved[:, Column.CUSTOMER])
        return (approved[order, Column.DAY] - approved[order, Column.DUE_ON]).tolist()

    assert waits("2026-01-01", "2026-01-01", 100.0) == waits("2026-02-03", "2026-02-03", 7.0)


def test_a_book_that_cannot_be_is_refused() -> None:
    late = book([invoice("a", "i", "2026-01-01", "2026-01-31")])
    with pytest.raises(ScenarioError, match=r"'i' is issued on or after the start"):
        lower(late)
    strange = book([invoice("z", "i", "2025-12-01", "2026-01-31")])
    with pytest.raises(ScenarioError, match=r"opening: customer 'z' is not among the scenario's customers"):
        lower(strange)
    orders = firm([("a", "2026-01-05", "2026-01-12")])
    others = orders.with_({"customers": table([{"customer_id": "z", "segment": "s"}])["file"]})
    with pytest.raises(ScenarioError, match=r"orders: customer 'a' is not among the scenario's customers"):
        lower(others)


def test_customers_of_a_segment_or_with_bins_that_are_not_the_scenarios_are_refused() -> None:
    scenario = firm([("a", "2026-01-05", "2026-01-12")])
    strange = scenario.with_({"customers": table([{"customer_id": "a", "segment": "t"}])["file"]})
    with pytest.raises(ScenarioError, match=r"customer 'a' is of segment 't', which the scenario does not have"):
        lower(strange)
    bins = scenario.with_({"customers": table([{"customer_id": "a", "segment": "s", "d7": 0.1}])["file"]})
    with pytest.raises(ScenarioError, match=r"column d7 is no bin of lateness of the scenario: early, d-5, d0, d1, d6"):
        lower(bins)
