"""The customers at a date: what a log made by hand says of them, what may be expected in closed form, what to do next."""

import json
import math
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from simlib.cli.tables import write_customers
from simlib.days import to_day
from simlib.engine.lowering import lower
from simlib.ledger.events import Kind
from simlib.rules.channels import Channel
from simlib.running import alerts_of, customers_table
from simlib.running.customers import COLUMNS, Action, Teller
from simlib.running.standing import standing
from simlib.scenario import Scenario, build, dump_yaml, load
from tests.helpers import run_simlib

START = to_day(date(2026, 1, 5))
H = 0.1
BINS = {"early": 0.0, "d-21": 0.0, "d-14": 0.0, "d-7": 0.0} | dict.fromkeys(
    ("d0", "d1", "d8", "d15", "d22", "d29", "d57", "d92"), H
)
PLAIN = {
    "calendar": "seven_day",
    "start": "2026-01-05",
    "months": 3,
    "warm_up_months": 0,
    "firm": {"transmission_days": 0, "vat_rate": 0.0},
    "segments": {
        "a": {
            "customers": 2, "orders_per_year": 12, "order_rate_spread": 0, "mean_amount": 1000, "size_spread": 0,
            "frailty_spread": 0, "bank_days": 0, "hazards": BINS,
        }
    },
}  # fmt: skip


def scenario(**values) -> Scenario:
    """A firm where an invoice is paid with the same chance on each day from the due day on, and nobody reminds."""
    return build(PLAIN, {}).with_({name.replace("__", "."): value for name, value in values.items()})


def row(day, kind, customer=0, invoice=-1, amount=100_000, due=0, open_=None, ref=0, issued=-30):
    unpaid = amount if open_ is None else open_
    return [START + day, kind, customer, invoice, amount, ref, START + issued, START + due, amount, unpaid]


def billed(invoice, due, customer=0, amount=100_000, issued=-30):
    return [
        row(issued, kind, customer, invoice, amount, due, issued=issued)
        for kind in (Kind.ORDERED, Kind.ISSUED, Kind.RECEIVED)
    ]


def told(rows, day, asked=None, customer=0):
    """Return what is told of a customer at the end of a day."""
    asked = asked or scenario()
    log = np.array(rows, dtype=np.int64).reshape(-1, 10)
    found = standing(log[np.argsort(log[:, 0], kind="stable")], 2, START + day)[customer]
    return Teller(asked, lower(asked), 0, START + day).row(found)


# ----------------------------------------------------------------------------------------------------------- what is owed


def test_what_is_owed() -> None:
    """Two invoices, one overdue and half paid and matched, the other not due and in the bank unmatched; an order not yet billed."""
    rows = [
        *billed(0, 5),
        row(8, Kind.PAID, 0, 0, 40_000, 5, 60_000),
        row(9, Kind.APPLIED, 0, 0, 40_000, 5, 60_000),
        *billed(1, 25),
        row(12, Kind.PAID, 0, 1, 100_000, 25, 0),
        row(14, Kind.ORDERED, 0, 2, 70_000, issued=-5),
    ]
    at = told(rows, 14, scenario(policy__credit__limit_months=2))
    assert (at["invoices"], at["open_cents"], at["overdue_cents"]) == (2, 160_000, 60_000)
    assert at["oldest_due_date"] == date(2026, 1, 10)
    assert (at["limit_cents"], at["limit_used"]) == (200_000, 230_000 / 200_000)
    assert told(rows, 4)["overdue_cents"] == 0
    assert told(rows, 5)["overdue_cents"] == 0, "the due day itself is not overdue"
    assert told(rows, 6)["overdue_cents"] == 100_000
    assert told(rows, 14, customer=1)["open_cents"] == 0
    assert told(rows, 14, customer=1)["oldest_due_date"] is None
    closed = [*rows, row(15, Kind.APPLIED, 0, 1, 100_000, 25, 0), row(16, Kind.WRITTEN_OFF, 0, 0, 60_000, 5, 0)]
    assert told(closed, 16)["invoices"] == 0


def test_touches_promises_disputes_and_plans() -> None:
    rows = [
        *billed(0, 0),
        *billed(1, 2),
        row(5, Kind.REMINDED, 0, 0, ref=Channel.EMAIL),
        row(5, Kind.WRITTEN, ref=Channel.EMAIL),
        row(7, Kind.CALLED, 0, 0),
        row(7, Kind.CALLED, 0, 1, due=2),
        row(7, Kind.TALKED, ref=6),
        row(7, Kind.PROMISED, ref=START + 14, amount=200_000),
    ]
    at = told(rows, 8)
    assert (at["touches"], at["last_touch"], at["last_touch_date"]) == (2, "call", date(2026, 1, 12))
    assert (at["promised_date"], at["promised_cents"]) == (date(2026, 1, 19), 200_000)
    broken = [*rows, row(16, Kind.BROKEN, amount=200_000)]
    assert told(broken, 16)["promise_broken"]
    assert told(broken, 16)["promised_date"] is None
    reached = [*broken, row(17, Kind.CALLED, 0, 0), row(17, Kind.TALKED)]
    assert not told(reached, 17)["promise_broken"]
    assert told([*rows, row(9, Kind.NOTED, 0, 1, due=2)], 9)["disputed_cents"] == 100_000
    assert told([*rows, row(9, Kind.NOTED, 0, 1, due=2), row(11, Kind.SETTLED, 0, 1, due=2)], 11)["disputed_cents"] == 0
    planned = told([*rows, row(9, Kind.PLANNED, 0, 0)], 9)
    assert (planned["planned_cents"], planned["promised_date"]) == (100_000, None)
    assert told([*rows, row(9, Kind.HANDED, 0, 0, ref=1)], 9)["handed_cents"] == 100_000


# ------------------------------------------------------------------------------------------------------- what is expected


def test_days_late_of_a_constant_chance() -> None:
    """From the due day on, the days late are geometric: mean 1 / (e^h - 1); after five days overdue it begins anew on the sixth."""
    mean = 1.0 / math.expm1(H)
    assert told(billed(0, 20), 0)["expected_days_late"] == pytest.approx(mean, rel=1e-6)
    assert told(billed(0, 0), 5)["expected_days_late"] == pytest.approx(6 + mean, rel=1e-6)
    both = [*billed(0, 0), *billed(1, 20, amount=300_000)]
    assert told(both, 5)["expected_days_late"] == pytest.approx((6 + mean + 3 * mean) / 4, rel=1e-6)
    assert told([], 5)["expected_days_late"] is None


def test_risk_is_that_of_a_new_invoice() -> None:
    for rows in ([], billed(0, -40)):
        assert told(rows, 5)["risk"] == pytest.approx(math.exp(-31 * H), rel=1e-6)
    twice = told([], 5, scenario(behaviour__payment_speed=2.0))["risk"]
    assert twice == pytest.approx(math.exp(-62 * H), rel=1e-6)


def test_a_reminder_to_come_is_counted_with_its_chance() -> None:
    """An e-mail on day 3 after the due date, delivered four times in five, doubles the hazard of days 4 to 8."""
    asked = scenario(
        behaviour__channels__email={"hazard_ratio": 2.0, "window_days": 5, "delivery": 0.8, "wrong_contact": 0.0},
        policy__reminders__plans__default={"steps": {"one": {"day": 3, "channel": "email"}}},
    )
    survival, mean = 1.0, 0.0
    for late in range(730):
        hazard = H * (1.8 if 4 <= late <= 8 else 1.0)
        mean += late * survival * -math.expm1(-hazard)
        survival *= math.exp(-hazard)
    at = told(billed(0, 20), 0, asked)
    assert at["expected_days_late"] == pytest.approx(mean, rel=1e-6)
    assert (at["next_step"], at["next_step_date"]) == ("email", date(2026, 1, 28))
    called = scenario(policy__reminders__plans__default={"steps": {"one": {"day": 3, "channel": "call"}}})
    assert told(billed(0, 20), 0, called)["next_step"] is None, "nobody calls"


def test_who_has_not_paid_for_long_may_never_pay() -> None:
    """One in a hundred never pays: hardly told of a fresh invoice, likely of one five weeks overdue."""
    asked = scenario(behaviour__classes__never=0.01)
    mean = 1.0 / math.expm1(H)
    assert told(billed(0, 20), 0, asked)["expected_days_late"] == pytest.approx(0.99 * mean + 0.01 * 730, rel=1e-6)
    still = 0.99 * math.exp(-36 * H)
    weight = still / (still + 0.01)
    late = told(billed(0, -25), 10, asked)["expected_days_late"]
    assert late == pytest.approx(weight * (36 + mean) + (1 - weight) * 730, rel=1e-6)


def test_payment_runs_and_bank_days_count() -> None:
    """Almost all approve on the due day, 20 January, pay on the last of the month, and the bank receives two days later: 13 days late."""
    sure = {"segments__a__hazards__d0": 4.0, "segments__a__runs__monthly": 1.0, "segments__a__bank_days": 2}
    late = told(billed(0, 15), 0, scenario(**sure))["expected_days_late"]
    assert late == pytest.approx(13.0, abs=0.3)


def test_a_dispute_stops_the_clock_and_insolvency_ends_it() -> None:
    noted = [*billed(0, 0), row(4, Kind.NOTED, 0, 0)]
    mean = 1.0 / math.expm1(H)
    asked = scenario(behaviour__disputes__goods=0.1, policy__disputes__resolution_days=20)
    assert told(noted, 5, asked)["expected_days_late"] == pytest.approx(25 + mean, rel=1e-6)
    failed = told([*billed(0, 0), row(4, Kind.INSOLVENT)], 5)
    assert (failed["expected_days_late"], failed["risk"]) == (None, 1.0)


# -------------------------------------------------------------------------------------------------------- what to do next

MAIL = [row(5, Kind.REMINDED, 0, 0, ref=Channel.EMAIL), row(5, Kind.WRITTEN, ref=Channel.EMAIL)]
PROMISE = row(6, Kind.PROMISED, ref=START + 14)
STEPS = {"policy__reminders__plans__default": {"steps": {"one": {"day": 3}, "two": {"day": 30}}}}
LIMIT = {"policy__credit__limit_months": 1}
CASES = {
    Action.NOTHING: ([*billed(0, 40)], {}),
    Action.MATCH: ([*billed(0, 0), row(9, Kind.PAID, 0, 0, open_=0)], {}),
    Action.NEXT_STEP: ([*billed(0, 0), *MAIL], STEPS),
    Action.ESCALATE: ([*billed(0, 0), *MAIL], {}),
    Action.REMIND: ([*billed(0, 0)], STEPS),
    Action.FOLLOW_PLAN: ([*billed(0, 0), row(6, Kind.PLANNED, 0, 0)], STEPS),
    Action.AWAIT_PROMISE: ([*billed(0, 0), PROMISE], STEPS),
    Action.LEAVE: ([*billed(0, 0), row(6, Kind.HANDED, 0, 0, ref=1)], STEPS),
    Action.REVIEW_LIMIT: ([*billed(0, 0), PROMISE], {**STEPS, **LIMIT}),
    Action.RESOLVE: ([*billed(0, 0), row(6, Kind.NOTED, 0, 0)], {**STEPS, **LIMIT}),
    Action.CALL: ([*billed(0, 0), row(6, Kind.NOTED, 0, 0), row(8, Kind.BROKEN)], {**STEPS, **LIMIT}),
    Action.CLAIM: ([*billed(0, 0), row(-25, Kind.INSOLVENT), row(8, Kind.BROKEN)], LIMIT),
}


@pytest.mark.parametrize("action", Action)
def test_the_first_rule_that_holds_says_what_to_do(action: Action) -> None:
    rows, values = CASES[action]
    assert told(rows, 10, scenario(**values))["next_action"] == action


def test_an_insolvency_is_acted_on_when_it_is_known() -> None:
    rows = [*billed(0, 0), row(-20, Kind.INSOLVENT)]
    assert told(rows, 9)["next_action"] != Action.CLAIM
    assert told(rows, 10)["next_action"] == Action.CLAIM


# -------------------------------------------------------------------------------------------------- tables and commands

HOSTILE = "=HYPERLINK(1;2)"


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A firm with an opening book, a customer with a hostile name, and a credit limit in the table."""
    folder = tmp_path_factory.mktemp("firm")
    people = pd.DataFrame({"customer_id": [HOSTILE, "b"], "segment": ["a", "a"], "credit_limit": [1500.0, None]})
    people.to_csv(folder / "people.csv", index=False)
    book = [(HOSTILE, "F1", "2025-11-01", "2025-12-01", 1000.5), ("b", "F2", "2025-12-10", "2026-01-09", 200.0)]
    columns = ["customer_id", "invoice_id", "issue_date", "due_date", "amount"]
    pd.DataFrame(book, columns=columns).to_csv(folder / "book.csv", index=False)
    (folder / "firm.yaml").write_text(dump_yaml(scenario()), encoding="utf-8")
    (folder / "book.yaml").write_text("customers: people.csv\nopening: book.csv\nmonths: 1\n", encoding="utf-8")
    return folder


@pytest.fixture
def spec(firm: Path) -> str:
    return f"{firm / 'firm.yaml'}+{firm / 'book.yaml'}"


def test_the_table_at_the_start_is_the_opening_book(spec: str) -> None:
    table = customers_table(load(spec), engine="reference")
    assert tuple(table.columns) == COLUMNS
    assert table["customer_id"].tolist() == [HOSTILE, "b"]
    assert table["open_cents"].tolist() == [100_050, 20_000]
    assert table["overdue_cents"].tolist() == [100_050, 0]
    assert table["limit_used"].tolist()[0] == pytest.approx(1000.5 / 1500.0)
    assert math.isnan(table["limit_used"].tolist()[1])
    assert customers_table(load(spec), engine="reference", replication=3)["open_cents"].equals(table["open_cents"])


def test_files_without_formulas(spec: str, tmp_path: Path) -> None:
    result = SimpleNamespace(scenario=load(spec), at=None, engine="reference", seed=1)
    for name in ("c.csv", "deep/c.parquet"):
        write_customers(result, tmp_path / name)
    text = (tmp_path / "c.csv").read_text(encoding="utf-8-sig")
    assert f"'{HOSTILE}" in text
    assert f",{HOSTILE}" not in text
    table = pd.read_parquet(tmp_path / "deep" / "c.parquet")
    assert tuple(table.columns) == COLUMNS
    assert table["customer_id"].tolist() == [HOSTILE, "b"]
    assert table["oldest_due_date"].tolist() == [date(2025, 12, 1), date(2026, 1, 9)]
    assert run_simlib("run", spec, "--customers-out", tmp_path / "c.xlsx").code == 2


def test_commands(spec: str) -> None:
    found = json.loads(run_simlib("customers", spec, "--engine", "reference", "--json").out)
    assert found["date"] == "2026-01-05"
    first, second = found["customers"]
    assert (first["customer_id"], first["open"], first["overdue"]) == (HOSTILE, 1000.5, 1000.5)
    assert (second["limit_used"], second["oldest_due_date"]) == (None, "2026-01-09")
    assert set(first) == {name.removesuffix("_cents") for name in COLUMNS if name not in ("replication", "date")}
    said = run_simlib("customers", spec, "--engine", "reference", "--lang", "fr", "--at", "2026-01-20")
    assert said.code == 0
    assert "2026-01-20" in said.out
    assert run_simlib("customers", spec, "--engine", "reference", "--at", "2031-01-01").code == 2


def test_alerts_of_a_scenario(spec: str, firm: Path) -> None:
    """The book uses two thirds of a limit of 1 500 EUR, and one customer owes five sixths of it."""
    raised = alerts_of(load(spec), engine="reference")
    first = [(one.day - START, one.rule.name, raised.who(one), round(one.value, 3)) for one in raised.alerts][:3]
    assert first == [(0, "limit_used", HOSTILE, 0.667), (0, "concentration", HOSTILE, 0.833), (0, "concentration", "b", 0.167)]  # fmt: skip
    found = json.loads(run_simlib("alerts", spec, "--engine", "reference", "--json").out)
    assert found["alerts"][0] == {
        "date": "2026-01-05", "rule": "limit_used", "customer": HOSTILE, "segment": "a",
        "value": 1000.5 / 1500.0, "threshold": 0.5, "unit": "share",
    }  # fmt: skip
    said = run_simlib("alerts", spec, "--engine", "reference", "--lang", "fr")
    assert "Limite de crédit utilisée" in said.out
    assert run_simlib("alerts", spec, "--since", "2031-01-01", "--engine", "reference").code == 2


def test_alerts_of_a_real_ledger(spec: str, firm: Path) -> None:
    ledger = firm / "ledger.csv"
    lines = ["customer_id,invoice_id,issue_date,due_date,amount,currency,paid_date,paid_amount"]
    for n in range(1, 7):
        paid = f"2026-0{n}-28,100.00" if n < 6 else ","
        lines.append(f"A,a{n},2026-0{n}-01,2026-0{n}-28,100.00,EUR,{paid}")
    lines.append("B,b1,2026-06-15,2026-07-15,900.00,EUR,2026-07-10,900.00")
    ledger.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = json.loads(run_simlib("alerts", spec, "--ledger", ledger, "--json").out)
    late = [one for one in found["alerts"] if one["rule"] == "first_delay"]
    assert [(one["date"], one["customer"], one["value"]) for one in late] == [("2026-06-29", "A", 1)]
    assert found["replication"] is None
    assert run_simlib("alerts", spec, "--payments", ledger).code == 2
