"""VAT by its regime: who advances the tax of a late customer, when it is paid, and what becomes of a credit.

On invoices (`debits`, goods), a late customer makes the seller advance the tax; on receipts (services), the tax waits for the customer:
Code général des impôts, art. 269; what a firm deducts, its supplier's invoices: art. 271; a credit is carried forward: art. 271 IV.
"""

import datetime

import numpy as np
import pytest

from simlib.days import to_day
from simlib.scenario import Scenario
from simlib.treasury import plan
from tests.engine.handmade import ON_THE_DAY, firm

START = to_day(datetime.date(2026, 1, 1))


def billed(*orders: tuple[str, str, str, float], **values: object) -> Scenario:
    """Return a firm with given invoices that buys nothing and pays its VAT by the month."""
    return firm(orders, ON_THE_DAY).with_(
        {
            "replications": 1,
            "firm.purchase_ratio": 0.0,
            "firm.inventory_days": 0.0,
            "firm.billing_delay_days": 0,
            "treasury.vat": {"filing": "monthly", "day": 20},
            "treasury.overdraft.rate": 0.0,
        }
        | {path.replace("__", "."): value for path, value in values.items()}
    )


def paid(scenario: Scenario) -> dict[str, float]:
    """Return the VAT paid, by day."""
    cents = plan(scenario).disbursements.get("vat")
    if cents is None:
        return {}
    return {str(np.datetime64(START + int(day), "D")): cents[0, day] / 100 for day in np.flatnonzero(cents[0])}


LATE = ("a", "2026-01-12", "2026-03-31", 12_000.0)
"""12 000 EUR of which 2 000 are VAT: billed in January, paid at the end of March."""


def test_on_invoices_the_seller_advances_the_tax_of_a_late_customer() -> None:
    assert paid(billed(LATE)) == {"2026-02-20": 2_000.0}


def test_on_receipts_the_tax_waits_for_the_customer() -> None:
    assert paid(billed(LATE, firm__vat_regime="receipts")) == {"2026-04-20": 2_000.0}


def test_the_two_differ_by_the_tax_between_the_two_days() -> None:
    on_invoices, on_receipts = (plan(billed(LATE, firm__vat_regime=one)).closing[0] for one in ("debits", "receipts"))
    gap = (on_receipts - on_invoices) / 100
    first, last = (to_day(datetime.date(2026, *day)) - START for day in ((2, 20), (4, 20)))
    assert set(gap[:first].tolist()) == {0.0}
    assert set(gap[first:last].tolist()) == {2_000.0}
    assert set(gap[last:].tolist()) == {0.0}


def test_a_quarter_s_tax_is_paid_in_the_month_after_it() -> None:
    orders = (LATE, ("b", "2026-03-30", "2026-04-30", 600.0), ("b", "2026-04-01", "2026-05-01", 1_200.0))
    assert paid(billed(*orders, treasury__vat__filing="quarterly")) == {"2026-04-20": 2_100.0}
    longer = billed(*orders, treasury__vat__filing="quarterly", months=7)
    assert paid(longer) == {"2026-04-20": 2_100.0, "2026-07-20": 200.0}


def test_a_day_that_is_no_business_day_is_put_off() -> None:
    """The 15th of February 2026 is a Sunday."""
    assert paid(billed(LATE, treasury__vat__day=15)) == {"2026-02-16": 2_000.0}


def test_a_month_without_that_day_pays_on_its_last() -> None:
    """The 28th of February 2026 is a Saturday: Monday, the 2nd of March."""
    assert paid(billed(LATE, treasury__vat__day=31)) == {"2026-03-02": 2_000.0}


def test_tax_on_purchases_is_deducted() -> None:
    """Purchases are half of what is billed: 12 000 and 9 000, of which 2 000 and 1 500 are tax."""
    orders = (LATE, ("a", "2026-02-10", "2026-04-30", 9_000.0))
    assert paid(billed(*orders, firm__purchase_ratio=0.5)) == {"2026-02-20": 1_000.0, "2026-03-20": 750.0}


def test_a_credit_of_one_month_is_taken_off_the_next() -> None:
    """On receipts: February brings 6 000 and costs purchases of 9 000 x 0.5; January brought nothing and cost 6 000 of purchases.

    January: 0 - 1 000 = a credit of 1 000. February: 1 000 - 750 - 1 000 = a credit of 750. March: 2 000 - 750 = 1 250, paid in April.
    May: 500 of the 3 000, paid on Monday the 22nd of June.
    """
    orders = (LATE, ("a", "2026-02-10", "2026-02-24", 6_000.0), ("b", "2026-02-11", "2026-05-29", 3_000.0))
    found = paid(billed(*orders, firm__purchase_ratio=0.5, firm__vat_regime="receipts"))
    assert found == {"2026-04-20": 1_250.0, "2026-06-22": 500.0}


@pytest.mark.parametrize(("rate", "expected"), [(0.2, 2_000.0), (0.1, 1_090.91), (0.055, 625.59), (0.0, None)])
def test_the_rate_of_the_firm(rate: float, expected: float | None) -> None:
    """12 000 EUR with tax hold 12 000 x rate / (1 + rate) of it: CGI art. 278 to 279."""
    assert paid(billed(LATE, firm__vat_rate=rate)).get("2026-02-20") == expected
