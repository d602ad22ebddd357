"""Cash at its edges: days at the start and the end of a run, and what must not be taken for something else.

Worked out with a calendar on the wall. 2026-01-01 is a Thursday, 28 February 2026 a Saturday.
"""

import datetime
from typing import Any

import numpy as np
import pytest

from simlib.days import BusinessCalendar, to_date, to_day
from simlib.running.disbursements import bank_of
from simlib.scenario import Scenario
from simlib.treasury import CashPlan, plan
from tests.engine.both import ENGINES
from tests.engine.handmade import NEVER, ON_THE_DAY, Order, firm
from tests.engine.stories import DISPUTED, SEEDS
from tests.strategies import table

QUIET = [("a", "2026-01-05", "2026-02-04", 1.0)]
VAT = {"filing": "monthly", "day": 20}


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """An engine's name."""
    return str(request.param)


def of(orders: list[Order], hazards: dict[str, float] = ON_THE_DAY, **values: Any) -> Scenario:
    """Return a firm with money enough that buys nothing, unless told so."""
    plain = {
        "replications": 1,
        "firm.purchase_ratio": 0.0,
        "firm.inventory_days": 0.0,
        "firm.billing_delay_days": 0,
        "firm.opening_cash": 1e6,
    }
    return firm(orders, hazards).with_(plain | {path.replace("__", "."): value for path, value in values.items()})


def told(cash: CashPlan, kind: str) -> dict[str, float]:
    """Return what is paid of a kind, by day."""
    cents = cash.disbursements.get(kind, np.zeros_like(cash.closing))[0]
    return {to_date(cash.start + int(day)).isoformat(): cents[day] / 100 for day in np.flatnonzero(cents)}


# ------------------------------------------------------------------------------------------------- first and last days


def test_what_fell_due_before_the_start_and_is_carried_into_it_is_paid() -> None:
    """Charges of Saturday, 28 February are paid on Monday, 2 March: a run that begins in March pays them."""
    charges = {"amount": 50.0, "day": 31}
    scenario = of(QUIET, start=datetime.date(2026, 3, 1), months=2, treasury__social_charges=charges)
    assert told(plan(scenario), "social_charges") == {"2026-03-02": 50.0, "2026-03-31": 50.0, "2026-04-30": 50.0}


def test_a_run_that_begins_within_a_month_pays_in_its_last_one_too() -> None:
    """From 20 January, four months: the fourth payment of the 15th is that of Friday, 15 May."""
    charges = {"amount": 50.0, "day": 15}
    scenario = of(QUIET, start=datetime.date(2026, 1, 20), months=4, treasury__social_charges=charges)
    assert list(told(plan(scenario), "social_charges")) == ["2026-02-16", "2026-03-16", "2026-04-15", "2026-05-15"]


def test_the_bank_is_told_of_the_days_of_the_run_alone() -> None:
    """Rent of 2 February lies on the day after a run that ends with the 1st; rent of 2 January is in it."""
    scenario = of(QUIET, treasury__rent={"amount": 10.0, "every": "month"})
    start, end = (to_day(datetime.date(2026, *day)) for day in ((1, 2), (2, 2)))
    bank = bank_of(scenario, BusinessCalendar.of("FR", start - 31, end + 31), start, end)
    assert [payment for payment in bank.payments if payment[2]] == [("rent", start, 1_000)]


def test_a_run_that_begins_within_a_month_files_the_return_of_its_last_one() -> None:
    """From 21 January, four months: what is billed in April is owed on 20 May, the last day."""
    orders = [("a", "2026-04-07", "2026-06-30", 1_200.0)]
    scenario = of(orders, start=datetime.date(2026, 1, 21), months=4, treasury__vat=VAT)
    assert told(plan(scenario), "vat") == {"2026-05-20": 200.0}


BILLED = {"customer_id": "a", "date": "2026-02-10", "amount": 12_000.0}
"""2 000 EUR of tax within it, billed in February."""
STILL_OPEN = {
    "customer_id": "a",
    "invoice_id": "1",
    "issue_date": "2026-02-10",
    "due_date": "2026-04-10",
    "amount": 12_000.0,
}


def begun(day: int) -> Scenario:
    """Return a firm that begins on a day of March with the invoice of February in its books."""
    past = {
        "opening": table([STILL_OPEN])["file"],
        "history": table([BILLED])["file"],
        "orders": None,
        "segments.s.orders_per_year": 0.0,
    }
    return of(QUIET, start=datetime.date(2026, 3, day), months=3, treasury__vat=VAT).with_(past)


@pytest.mark.parametrize("day", [1, 20])
def test_the_return_of_the_month_before_the_start_is_paid(day: int, engine: str) -> None:
    """On Friday, 20 March, even where that is the very day of the start."""
    assert told(plan(begun(day), engine=engine), "vat") == {"2026-03-20": 2_000.0}


def test_a_return_whose_day_is_past_is_not_paid_again() -> None:
    assert told(plan(begun(21)), "vat") == {}


def test_purchases_of_the_first_day_of_a_month_are_deducted_with_it(engine: str) -> None:
    """12 000 EUR are billed and 6 000 bought on 1 March, half as much on 1 April.

    March owes 2 000 - 1 000, paid on 20 April; April owes 1 000 - 500, paid on 20 May.
    """
    orders = [("a", "2026-03-01", "2026-04-30", 12_000.0), ("a", "2026-04-01", "2026-05-29", 6_000.0)]
    scenario = of(orders, calendar="seven_day", firm__purchase_ratio=0.5, treasury__vat=VAT)
    assert told(plan(scenario, engine=engine), "vat") == {"2026-04-20": 1_000.0, "2026-05-20": 500.0}


# ------------------------------------------------------------------------------------------------ what VAT is not due on


def test_late_fees_bear_no_tax(engine: str) -> None:
    """Of the 12 071.96 EUR received on 20 January 71.96 are late interest and the 40 EUR: damages, without VAT (CJEU 222/81)."""
    late = [("a", "2026-01-05", "2026-01-12", 12_000.0)]
    fees = {"policy__late_fees__charged": "on", "behaviour__fees_paid": 1.0}
    cash = plan(of(late, {"d6": 4.0}, **fees, firm__vat_regime="receipts", treasury__vat=VAT), engine=engine)
    assert cash.receipts["customers"][0].sum() == 1_207_196
    assert told(cash, "vat") == {"2026-02-20": 2_000.0}


def test_a_credit_note_takes_its_tax_back(engine: str) -> None:
    """CGI art. 272: of 12 000 EUR billed in January 3 600 are credited the same month: 8 400 are left, of which 1 400 are tax."""
    invoice = [("a", "2026-01-05", "2026-01-12", 12_000.0)]
    disputed = DISPUTED | {"policy__portal__adoption": 1.0, "treasury__vat": VAT, "firm__vat_regime": "debits"}
    cash = plan(of(invoice, NEVER, **disputed, seed=SEEDS["goods"]), engine=engine)
    assert told(cash, "vat") == {"2026-02-20": 1_400.0}


# ------------------------------------------------------------------------------------- what collecting and lending cost


def test_what_agency_and_court_take_is_a_cost_of_collection(engine: str) -> None:
    """Two invoices of 1 000 EUR: an agency gets both and takes 12 %; a court gets both for 85 EUR a case."""
    orders = [("a", "2026-01-05", "2026-01-12", 1_000.0)] * 2
    agency = {"policy__escalation__agency": "on", "policy__escalation__agency_days": 1}
    got = plan(of(orders, NEVER, **agency, policy__escalation__agency_success=1.0), engine=engine)
    assert told(got, "collection") == {"2026-03-16": 240.0}
    court = {"court": "on", "court_days": 1, "court_success": 1.0, "agency_success": 0.0}
    judged = plan(
        of(orders, NEVER, **agency, **{f"policy__escalation__{name}": value for name, value in court.items()}),
        engine=engine,
    )
    assert told(judged, "collection") == {"2026-03-16": 85.0}


def test_what_a_factor_takes_is_a_cost_of_financing(engine: str) -> None:
    """12 000 EUR sold on 5 January: commission of 1 %, and 5 % a year of 360 days on 10 800 EUR for 85 nights until 31 March."""
    invoice = [("a", "2026-01-05", "2026-03-31", 12_000.0)]
    factoring = {"share": 1.0, "recourse": "without", "advance": 0.9, "commission": 0.01, "financing_rate": 0.05}
    cash = plan(of(invoice, policy__factoring=factoring), engine=engine)
    assert cash.indicators["financing_cost"].tolist() == [120.0 + 127.5]
