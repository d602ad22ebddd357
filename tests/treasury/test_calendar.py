"""The calendar of disbursements: each kind on its day, and a table of payments, good and bad."""

import datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simlib.days import to_date, to_day
from simlib.errors import ScenarioError
from simlib.rules.treasury import annuity
from simlib.scenario import Scenario, load
from simlib.treasury import CashPlan, plan
from tests.engine.handmade import firm

QUIET = [("a", "2026-01-05", "2026-02-04", 1.0)]


def quiet(**values: object) -> Scenario:
    """Return a firm over the year 2026 to whom nothing happens but its treasury."""
    changes = {"months": 12, "replications": 1, "firm.purchase_ratio": 0.0, "firm.opening_cash": 1e6}
    return firm(QUIET).with_(changes | {path.replace("__", "."): value for path, value in values.items()})


def told(cash: CashPlan, part: str, kind: str) -> dict[str, float]:
    """Return what flows of a kind, by day."""
    cents = getattr(cash, part)[kind][0]
    return {to_date(cash.start + int(day)).isoformat()[5:]: cents[day] / 100 for day in np.flatnonzero(cents)}


def paid(kind: str, **values: object) -> dict[str, float]:
    """Return what is paid of a kind, by day of 2026."""
    return told(plan(quiet(**values)), "disbursements", kind)


def test_wages_are_paid_on_the_business_day_before() -> None:
    """In 2026 the 28th falls on a weekend in February, March, June and November."""
    found = paid("payroll", treasury__payroll={"amount": 100.0, "day": 28})
    assert list(found) == [
        "01-28", "02-27", "03-27", "04-28", "05-28", "06-26", "07-28", "08-28", "09-28", "10-28", "11-27", "12-28",
    ]  # fmt: skip
    assert set(found.values()) == {100.0}


def test_wages_of_the_31st_are_paid_on_the_last_business_day() -> None:
    found = paid("payroll", treasury__payroll={"amount": 100.0, "day": 31})
    assert list(found)[:6] == ["01-30", "02-27", "03-31", "04-30", "05-29", "06-30"]


def test_social_charges_are_paid_on_the_business_day_after() -> None:
    """The 15th falls on a weekend in February, March, August and November; the 15th of August is a holiday besides."""
    found = paid("social_charges", treasury__social_charges={"amount": 50.0, "day": 15})
    assert [day for day in found if not day.endswith("-15")] == ["02-16", "03-16", "08-17", "11-16"]
    assert len(found) == 12


def test_instalments_of_tax_are_four() -> None:
    """CGI art. 1668: by the 15th of March, June, September and December."""
    found = paid("corporate_tax", treasury__corporate_tax={"a_year": 10_000.0, "day": 15})
    assert found == {"03-16": 2_500.0, "06-15": 2_500.0, "09-15": 2_500.0, "12-15": 2_500.0}


def test_rent_by_the_month_and_by_the_quarter() -> None:
    """First business days: New Year, Labour Day and All Saints' are none, nor are weekends."""
    monthly = paid("rent", treasury__rent={"amount": 900.0, "every": "month"})
    assert list(monthly)[:5] == ["01-02", "02-02", "03-02", "04-01", "05-04"]
    quarterly = paid("rent", treasury__rent={"amount": 900.0, "every": "quarter"})
    assert quarterly == {"01-02": 2_700.0, "04-01": 2_700.0, "07-01": 2_700.0, "10-01": 2_700.0}


def test_a_loan_ends_with_its_last_payment() -> None:
    """6 000 EUR over five months at 12 %, one percent a month: 1 236.24 EUR a month, as any table of annuities says."""
    loans = {"van": {"balance": 6_000.0, "rate": 0.12, "months": 5, "day": 5}}
    found = paid("loans", treasury__loans=loans)
    assert found == dict.fromkeys(("01-05", "02-05", "03-05", "04-07", "05-05"), 1_236.24)


def test_a_loan_whose_day_is_past_in_the_month_of_the_start_still_has_all_its_payments() -> None:
    """Five payments are still to come on 20 January: the first on 5 February, the last on 5 June."""
    loans = {"van": {"balance": 6_000.0, "rate": 0.12, "months": 5, "day": 5}}
    found = paid("loans", start=datetime.date(2026, 1, 20), treasury__loans=loans)
    assert list(found) == ["02-05", "03-05", "04-07", "05-05", "06-05"]


@given(st.integers(1, 10**9), st.sampled_from((0.0, 0.01, 0.04, 0.12)), st.integers(1, 240))
def test_an_annuity_pays_its_loan_off(balance: int, rate: float, months: int) -> None:
    """What is owed after the last payment is nothing but what rounding each to the cent leaves."""
    payment, owed = annuity(balance, rate, months), float(balance)
    for _ in range(months):
        owed += owed * rate / 12 - payment
    growth = (1 + rate / 12) ** months
    assert abs(owed) <= 0.5 * months * growth + 1e-6 * balance


def test_what_is_planned_is_paid_on_its_day_or_the_business_day_after() -> None:
    planned = {
        "press": {"amount": 9_000.0, "on": "2026-05-01", "kind": "investment"},
        "audit": {"amount": 700.0, "on": "2026-05-06"},
        "before": {"amount": 1.0, "on": "2025-12-31"},
        "after": {"amount": 1.0, "on": "2027-01-01"},
    }
    cash = plan(quiet(treasury__planned=planned))
    assert told(cash, "disbursements", "investments") == {"05-04": 9_000.0}
    assert told(cash, "disbursements", "one_offs") == {"05-06": 700.0}


# ------------------------------------------------------------------------------------------------------------ the table


def with_table(folder: Path, text: str) -> Scenario:
    """Return the firm with a table of payments."""
    (folder / "payments.csv").write_text(text, encoding="utf-8")
    firm_of_one = folder / "paying.yaml"
    firm_of_one.write_text(
        "name: paying\nreplications: 1\npayments: payments.csv\nsegments: {s: {customers: 1}}\n", encoding="utf-8"
    )
    return load(firm_of_one)


def test_a_table_of_payments_is_paid_on_its_days_weekends_too(tmp_path: Path) -> None:
    text = "date,label,amount\n2026-02-01,dividend,2500.50\n2026-02-01,gift,10\n2026-03-03,grant,-4000\n2025-01-01,past,9\n"
    cash = plan(with_table(tmp_path, text))
    assert told(cash, "disbursements", "scheduled") == {"02-01": 2_510.50}
    assert told(cash, "receipts", "other_receipts") == {"03-03": 4_000.0}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("date,label\n2026-02-01,x\n", "column amount is missing"),
        ("date,amount,who\n2026-02-01,1,x\n", "who"),
        ("date,amount\n2026-02-31,1\n", "2026-02-31"),
        ("date,amount\n2026-02-01,ten\n", "ten"),
        ("date,amount\n2026-02-01,1e15\n", "1e15"),
        ("date,amount\n2026-02-01,\n", "amount"),
    ],
)
def test_a_bad_table_is_refused_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ScenarioError) as refused:
        plan(with_table(tmp_path, text))
    assert said in str(refused.value)
    assert "payments.csv" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_no_table_is_refused_in_one_line(tmp_path: Path) -> None:
    scenario = with_table(tmp_path, "date,amount\n")
    (tmp_path / "payments.csv").unlink()
    with pytest.raises(ScenarioError, match=r"payments\.csv"):
        plan(scenario)


def test_days_outside_a_month_are_refused() -> None:
    with pytest.raises(ScenarioError, match=r"treasury\.payroll\.day is 32"):
        quiet(treasury__payroll={"amount": 1.0, "day": 32})


def test_the_first_month_is_that_of_the_start() -> None:
    """A run that begins on the 20th pays no wages of the 15th before it."""
    scenario = quiet(start=datetime.date(2026, 1, 20), treasury__payroll={"amount": 100.0, "day": 15})
    assert next(iter(told(plan(scenario), "disbursements", "payroll"))) == "02-13"
    assert to_day(scenario.start) == plan(scenario).start
