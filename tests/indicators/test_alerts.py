"""Alerts, on logs made by hand with days worked out by hand: Monday 5 January 2026 is day 0 of the tables below."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from simlib.days import BusinessCalendar, to_day
from simlib.errors import ScenarioError
from simlib.indicators.alerts import (
    BROKEN_PROMISE,
    CASH_BELOW_MINIMUM,
    CONCENTRATION,
    FIRM,
    FIRST_DELAY,
    LIMIT_USED,
    RULES,
    Watched,
    alerts,
    cash_alerts,
    in_order,
)
from simlib.indicators.ledger_log import watched_ledger
from simlib.ledger.events import Kind
from simlib.scenario import build
from simlib.scenario.alerts import Alerts

MONDAY = to_day(date(2026, 1, 5))
FRANCE = BusinessCalendar.of("FR", MONDAY - 60, MONDAY + 400)


def row(day, kind, customer, invoice=-1, amount=0, due=0, open_=0, issued=0, gross=None):
    whole = amount if gross is None else gross
    return [MONDAY + day, kind, customer, invoice, amount, 0, MONDAY + issued, MONDAY + due, whole, open_]


def invoice(customer, number, issued, due, paid=None, amount=10_000):
    """One invoice: ordered and issued on a day, due on another, paid and applied on a third."""
    rows = [row(issued, kind, customer, number, amount, due, amount, issued) for kind in (Kind.ORDERED, Kind.ISSUED)]
    if paid is not None:
        rows += [row(paid, kind, customer, number, amount, due, 0, issued) for kind in (Kind.PAID, Kind.APPLIED)]
    return rows


def found(rows, last=300, since=-50, limits=(0, 0, 0), **thresholds):
    log = np.array(rows, dtype=np.int64).reshape(-1, 10)
    watched = Watched(log, np.array(limits, dtype=np.int64), FRANCE, MONDAY + since, MONDAY + last)
    told = [
        one for one in alerts(watched, Alerts(**thresholds)) if one.rule is not CONCENTRATION or "concentration" in thresholds
    ]  # fmt: skip
    return [(one.day - MONDAY, one.rule.name, one.customer, one.value, one.threshold) for one in told]


# ------------------------------------------------------------------------------------------------------------ first delay

PUNCTUAL = [*invoice(0, 0, 0, 7, 7), *invoice(0, 1, 1, 8, 3), *invoice(0, 2, 2, 9, 9)]


def test_first_delay_on_the_day_after_the_due_day() -> None:
    assert found([*PUNCTUAL, *invoice(0, 3, 5, 30, 90)]) == [(31, "first_delay", 0, 1.0, 1.0)]


def test_a_due_day_on_a_saturday_rolls_to_monday() -> None:
    """Day 33 is Saturday 7 February: paid on Monday the 9th is on time, else it is late on Tuesday, three days after the due date."""
    assert found([*PUNCTUAL, *invoice(0, 3, 5, 33, 35)]) == []
    assert found([*PUNCTUAL, *invoice(0, 3, 5, 33, 36)]) == [(36, "first_delay", 0, 3.0, 1.0)]


def test_only_the_first_delay_and_only_of_who_always_paid_on_time() -> None:
    later = [*invoice(0, 3, 5, 30, 90), *invoice(0, 4, 60, 120)]
    assert len(found([*PUNCTUAL, *later])) == 1
    late_before = [*PUNCTUAL[:-2], row(10, Kind.PAID, 0, 2, 10_000, 9, 0, 2)]
    assert found([*late_before, *invoice(0, 3, 5, 30, 90)]) == [], "the delay of day 10 came after two payments only"
    assert found([*PUNCTUAL[:8], *invoice(0, 3, 5, 30)]) == [], "two invoices are too few to tell"
    assert len(found([*PUNCTUAL[:8], *invoice(0, 3, 5, 30)], first_delay_invoices=2)) == 1


def test_days_of_patience_before_a_delay_counts() -> None:
    rows = [*PUNCTUAL, *invoice(0, 3, 5, 30, 32), *invoice(0, 4, 5, 50, 90)]
    assert found(rows, first_delay_days=3) == [(53, "first_delay", 0, 3.0, 3.0)]


def test_what_came_before_is_known_and_raises_nothing() -> None:
    rows = [*PUNCTUAL, *invoice(0, 3, 5, 30, 90), *invoice(0, 4, 60, 100)]
    assert found(rows, since=40) == []
    assert found([*PUNCTUAL, *invoice(0, 3, 5, 30)], last=30) == []
    assert found([*PUNCTUAL, *invoice(0, 3, 5, 30)], last=31)


def test_a_direct_debit_that_comes_back_is_late_on_the_next_day() -> None:
    rows = [*PUNCTUAL, *invoice(0, 3, 5, 30, 30), row(35, Kind.REJECTED, 0, 3, 10_000, 30, 10_000, 5)]
    assert found(rows) == [(36, "first_delay", 0, 6.0, 1.0)]


def test_parts_credit_notes_and_old_debts() -> None:
    part = row(29, Kind.PAID, 0, 3, 4_000, 30, 6_000, 5, 10_000)
    rest = row(30, Kind.CREDITED, 0, 3, 6_000, 30, 0, 5, 10_000)
    assert found([*PUNCTUAL, *invoice(0, 3, 5, 30), part, rest]) == [], "the rest is credited in time"
    assert found([*PUNCTUAL, *invoice(0, 3, 5, 30), part]) == [(31, "first_delay", 0, 1.0, 1.0)]
    old = row(20, Kind.OPENED, 0, -2, 10_000, 10, 10_000, -30)
    assert found([*PUNCTUAL, old]) == [(20, "first_delay", 0, 10.0, 1.0)], "late from the day it enters the books"


# --------------------------------------------------------------------------------------------------------- the limit used


def test_limit_used_tells_each_threshold_as_it_is_reached() -> None:
    """A limit of 1 000 EUR: orders of 400, 100, 300 and 100 EUR make 40, 50, 80 and 90 %."""
    steps = ((0, 40_000), (10, 10_000), (20, 30_000), (30, 10_000))
    rows = [one for n, (day, cents) in enumerate(steps) for one in invoice(1, n, day, 200, amount=cents)]
    assert found(rows, last=40, limits=(0, 100_000, 0)) == [
        (10, "limit_used", 1, 0.5, 0.5),
        (20, "limit_used", 1, 0.8, 0.7),
        (30, "limit_used", 1, 0.9, 0.9),
    ]
    assert found(rows, last=40) == [], "no limit, no alert"


def test_an_order_counts_before_its_invoice_and_cash_when_it_is_applied() -> None:
    rows = [
        row(0, Kind.ORDERED, 1, 0, 95_000),
        row(4, Kind.ISSUED, 1, 0, 95_000, 60, 95_000, 4),
        row(20, Kind.PAID, 1, 0, 95_000, 60, 0, 4),
        row(22, Kind.APPLIED, 1, 0, 95_000, 60, 0, 4),
        row(21, Kind.ORDERED, 1, 1, 5_000),
    ]
    assert found(rows, limits=(0, 100_000, 0)) == [(0, "limit_used", 1, 0.95, 0.9)]
    assert found(rows, limits=(0, 100_000, 0), since=21) == [(21, "limit_used", 1, 1.0, 0.9)]
    assert found(rows, limits=(0, 100_000, 0), since=23) == []


def test_the_same_threshold_is_not_told_again_at_once() -> None:
    def swing(again):
        return [*invoice(1, 0, 0, 200, 5, 60_000), *invoice(1, 1, again, 200, amount=60_000)]

    assert [one[0] for one in found(swing(20), last=100, limits=(0, 100_000, 0))] == [0]
    assert [one[0] for one in found(swing(30), last=100, limits=(0, 100_000, 0))] == [0, 30]
    assert [one[0] for one in found(swing(6), last=100, limits=(0, 100_000, 0), quiet_days=0)] == [0, 6]


def test_thresholds_of_a_limit_rise() -> None:
    with pytest.raises(ScenarioError, match="rising"):
        build({"segments": {"a": {}}, "alerts": {"limit_watch": 0.8}}, {})


# ------------------------------------------------------------------------------------------- promises, concentration, cash


def test_broken_promises() -> None:
    rows = [row(3, Kind.PROMISED, 2, amount=50_000), row(9, Kind.BROKEN, 2, amount=50_000)]
    assert found(rows) == [(9, "broken_promise", 2, 500.0, 0.0)]
    assert found(rows, broken_promise_amount=501.0) == []
    assert found(rows, since=10) == []


def test_concentration_when_others_pay() -> None:
    """One owes 100, two others 500 each: 9.1 %; when one of them pays it is 100 of 600, when both do all of 100."""
    rows = [
        *invoice(0, 0, 0, 90, amount=10_000),
        *invoice(1, 0, 0, 90, 10, amount=50_000),
        *invoice(2, 0, 0, 90, 60, amount=50_000),
    ]
    first = [one for one in found(rows, last=59, concentration=0.1) if one[2] == 0]
    assert first == [(10, "concentration", 0, 10_000 / 60_000, 0.1)]
    half = [one for one in found(rows, last=80, concentration=0.5) if one[2] != 0]
    assert half == [(10, "concentration", 2, 50_000 / 60_000, 0.5)]
    assert (60, "concentration", 0, 1.0, 0.5) in found(rows, last=80, concentration=0.5)


def test_cash_below_its_minimum_enters_among_the_others() -> None:
    cash = np.array([120.0, 90.0, 80.0, 130.0, 99.0, 200.0])
    told = list(cash_alerts(MONDAY, cash, 100.0, quiet_days=2))
    assert [(one.day - MONDAY, one.value) for one in told] == [(1, 90.0), (4, 99.0)]
    assert {(one.rule, one.customer, one.threshold) for one in told} == {(CASH_BELOW_MINIMUM, FIRM, 100.0)}
    assert [one.day - MONDAY for one in cash_alerts(MONDAY, cash, 100.0, quiet_days=30)] == [1]
    assert in_order(reversed(told)) == tuple(told)


def test_alerts_of_a_day_come_in_the_order_of_the_rules() -> None:
    rows = [row(31, Kind.BROKEN, 0, amount=100), *PUNCTUAL, *invoice(0, 3, 5, 30, amount=80_000)]
    names = [one[1:3] for one in found(rows, since=31, limits=(100_000, 0, 0), concentration=0.9)]
    assert names == [("first_delay", 0), ("limit_used", 0), ("broken_promise", 0), ("concentration", 0)]
    assert [one.name for one in RULES] == [
        one.name for one in (FIRST_DELAY, LIMIT_USED, BROKEN_PROMISE, CONCENTRATION, CASH_BELOW_MINIMUM)
    ]
    assert all(one.label(lang) and one.help(lang).endswith(".") for one in RULES for lang in ("fr", "en"))


# ----------------------------------------------------------------------------------------------------------- a real ledger


def test_a_real_ledger_is_read_up_to_its_last_day() -> None:
    """Three invoices paid on time, one late; a promise not kept; a limit of 2 000 EUR, used by 1 500 and a loose receipt of 200."""
    rows = [
        ("A", "a1", 0, 30, 50_000, None, None, None),
        ("A", "a2", 10, 40, 50_000, None, None, None),
        ("A", "a3", 20, 50, 50_000, None, None, None),
        ("A", "a4", 100, 130, 150_000, 140, 200_000, None),
        ("B", "b1", 100, 130, 10_000, 120, None, 115),
        ("B", "b2", 0, 10, -5_000, None, None, None),
    ]
    columns = ["customer_id", "invoice_id", "issue_date", "due_date", "amount_cents"]
    invoices = pd.DataFrame(
        rows, columns=[*columns, "promised_date", "credit_limit_cents", "cancelled_date"]
    )  # fmt: skip
    for name in ("issue_date", "due_date", "promised_date", "cancelled_date"):
        invoices[name] = (invoices[name] + MONDAY).astype("Int64")
    invoices["credit_limit_cents"] = invoices["credit_limit_cents"].astype("Int64")
    paid = [
        ("A", "a1", 30, 50_000),
        ("A", "a2", 39, 49_800),
        ("A", "a3", 45, 50_000),
        ("A", None, 101, 20_000),
        ("A", "a4", 150, 100),
    ]
    payments = pd.DataFrame(paid, columns=["customer_id", "invoice_id", "date", "amount_cents"])
    payments["date"] += MONDAY
    watched, names = watched_ledger(invoices, payments, "FR")
    assert names == ("A", "B")
    assert (watched.since - MONDAY, watched.last - MONDAY) == (90, 150)
    told = [
        (one.day - MONDAY, one.rule.name, names[one.customer], one.value)
        for one in alerts(watched, Alerts())
        if one.rule is not CONCENTRATION
    ]
    assert told == [
        (100, "limit_used", "A", 0.751),
        (131, "first_delay", "A", 1.0),
        (141, "broken_promise", "A", 1500.0),
    ]
