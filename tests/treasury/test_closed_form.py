"""The cash curve of equal sales and fixed delays, for which a formula exists: both engines, every day.

Sales of S a day, paid d days after issue; purchases of a share r of them, paid p days later; days all count. Until the first payment comes,
cash falls by what suppliers of the past are owed; afterwards it grows by the margin: on day t = 0, 1, 2 ...

    cash(t) = opening + S max(t + 1 - d, 0) - r S (t + 1)

What was bought before the start comes from the mean of the first known days, so it is r S a day as well.
"""

import datetime

import numpy as np
import pytest

from simlib.scenario import Scenario
from simlib.treasury import plan
from tests.engine.both import ENGINES
from tests.engine.handmade import ON_THE_DAY, firm

SALES, SHARE, OPENING = 1_200.0, 0.6, 50_000.0
START = datetime.date(2026, 1, 1)
DAYS = 181  # January to June


def steady(delay: int, dpo: int) -> Scenario:
    """Return a firm that bills the same every day, paid after a delay."""
    dates = [START + datetime.timedelta(number) for number in range(DAYS)]
    orders = [("a", one.isoformat(), (one + datetime.timedelta(delay)).isoformat(), SALES) for one in dates]
    changes = {
        "firm.purchase_ratio": SHARE,
        "firm.dpo_days": dpo,
        "firm.inventory_days": 0.0,
        "firm.billing_delay_days": 0,
        "firm.opening_cash": OPENING,
        "replications": 1,
    }
    return firm(orders, ON_THE_DAY, calendar="seven_day").with_(changes)


def expected(delay: int) -> np.ndarray:
    """Return the formula."""
    days = np.arange(1, DAYS + 1)
    return OPENING + SALES * np.maximum(days - delay, 0) - SHARE * SALES * days


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("delay", "dpo"), [(1, 0), (30, 45), (60, 30), (45, 45)])
def test_cash_of_equal_sales_and_fixed_delays(engine: str, delay: int, dpo: int) -> None:
    closing = plan(steady(delay, dpo), engine=engine).closing[0] / 100
    np.testing.assert_allclose(closing, expected(delay), atol=0.005)


def test_the_lowest_day_is_the_eve_of_the_first_payment() -> None:
    """Cash falls for d days by r S: its lowest is opening - d r S, in the week of day d."""
    found = plan(steady(60, 30)).indicators
    assert found["cash_min"] == pytest.approx(OPENING - 60 * SHARE * SALES)
    assert found["cash_min_week"].tolist() == [59 // 7 + 1]


def test_a_day_of_dso_is_worth_the_sales_of_a_day_once() -> None:
    """Sixty days instead of fifty-nine cost one day of sales, on every day from the first payment on."""
    later, sooner = (plan(steady(delay, 30)).closing[0] / 100 for delay in (60, 59))
    assert sooner[59:] - later[59:] == pytest.approx(np.full(DAYS - 59, SALES))
    assert sooner[:58].tolist() == later[:58].tolist()


def test_suppliers_bought_from_today_on_are_paid_later_by_as_many_days() -> None:
    """Terms of 45 days instead of 30 from the start on: from day 30 to 44 nothing is paid; 15 days of purchases stay in the bank."""
    base = steady(60, 30)
    longer = plan(base.with_({"firm.dpo_days": 45}), base=base).closing[0] / 100
    gain = longer - plan(base).closing[0] / 100
    days = np.arange(DAYS)
    np.testing.assert_allclose(gain, SHARE * SALES * np.clip(days - 29, 0, 15), atol=0.011)


def test_an_overdraft_of_equal_days_costs_its_interest() -> None:
    """Without sales or purchases, 36 000 EUR overdrawn at 10 %: 10 EUR a day, charged on the last day of each month up to the eve."""
    scenario = firm([("a", "2026-07-15", "2026-08-15", 1.0)], calendar="seven_day").with_(
        {"firm.purchase_ratio": 0.0, "firm.opening_cash": -36_000.0, "treasury.overdraft.rate": 0.1, "replications": 1}
    )
    charged = plan(scenario).disbursements["interest"][0] / 100
    first = np.flatnonzero(charged)[:2]
    assert first.tolist() == [30, 58]
    assert charged[30] == 300.0
    assert charged[58] == pytest.approx((36_300 * 0.1 / 360) * 28, abs=0.01)
