"""The cost of cash: closed forms of factoring, discount and supplier terms, the ratio's interval, what a day of DSO is worth."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simlib.errors import ScenarioError
from simlib.experiments.grid import grid_of
from simlib.experiments.remedies import Prices, remedies
from simlib.experiments.remedies_cost import ratio_of_means
from simlib.running import simulate
from simlib.scenario import Scenario
from tests.conftest import ROOT
from tests.experiments.planted import two_segments
from tests.running.firms import FIRM

FACTOR = {"share": 1.0, "advance": 0.9, "fund": 0.1, "commission": 0.012, "financing_rate": 0.035}


def punctual(days: int = 60, vat: float = 0.2) -> Scenario:
    """Return a firm whose customers all pay on the due day, every day of the week being a working day."""
    return two_segments(days, days).with_({"months": 8, "firm.vat_rate": vat, "firm.inventory_days": 0})


def prices(today: Scenario, changes: dict, replications: int = 6, **asked: float) -> Prices:
    found = remedies(today, [today.with_(changes, name="remedy")], replications=replications, **asked)
    return replace(found, remedies=tuple(one for one in found.remedies if one.name == "remedy"))


def test_factoring_costs_what_the_worked_example_says() -> None:
    """10 000 EUR, commission 1.2 %, nine tenths financed for 60 days at 3.5 %: 172.50 EUR, 11.5 % a year on 9 000."""
    found = prices(punctual(60), {"policy.factoring": FACTOR}).remedies[0]
    worked = 172.50 / (9_000 * 60) * 360
    assert found.a_year.value == pytest.approx(worked, rel=0.01)
    assert found.a_year.low <= 0.115 * 1.01
    assert found.a_year.high >= 0.115 * 0.99
    assert found.parts.keys() == {"factor"}
    assert found.dso.mean == 0.0, "what customers owe is as before"
    assert found.dso_after_factoring.mean == pytest.approx(-54.0, abs=0.8), "nine tenths of 60 days"


def test_a_discount_costs_its_rate_over_the_days_it_brings() -> None:
    """2 % for 50 days: 2 x 360 / 50 = 14.4 % of the invoice a year, where no VAT is in it; with 20 % VAT a sixth less."""
    offer = {"policy.discount": {"rate": 0.02, "days": 10}, "behaviour.discount_hurdle": 0.01}
    bare = prices(punctual(60, vat=0.0), offer).remedies[0]
    assert bare.dso.mean == pytest.approx(-50.0, abs=0.8)
    assert bare.a_year.value == pytest.approx(0.02 * 360 / 50, rel=0.02)
    taxed = prices(punctual(60), offer).remedies[0]
    assert taxed.a_year.value == pytest.approx(0.02 * 360 / 50 / 1.2, rel=0.02)


def test_longer_supplier_terms_cost_what_suppliers_ask() -> None:
    """1 % of purchases for 30 days longer: 12 % a year of what is owed before VAT, a tenth of a percent more or less."""
    today = punctual()
    longer = {"firm.dpo_days": today.firm.dpo_days + 15}
    asked = prices(today, longer, supplier_price=0.01).remedies[0]
    assert asked.a_year.value == pytest.approx(0.12 / 1.2, rel=0.01)
    free = prices(today, longer).remedies[0]
    assert (free.cost.mean, free.per_euro_day.value) == (0.0, 0.0)
    assert free.cash.mean == pytest.approx(asked.cash.mean)


def test_vat_owed_on_receipts_is_not_advanced() -> None:
    """A service firm owes VAT when it is paid: a sixth of what customers owe was never the firm's to advance (CGI 269)."""
    sooner = {"segments.big.terms.days": 30, "segments.small.terms.days": 30}
    goods = prices(punctual(), sooner).remedies[0]
    services = prices(punctual().with_({"firm.vat_regime": "receipts"}), sooner).remedies[0]
    assert goods.dso.mean == pytest.approx(-30.0, abs=0.5)
    assert services.cash.mean == pytest.approx(goods.cash.mean / 1.2)


def test_a_day_of_dso() -> None:
    """Thirty days of DSO free thirty days of sales with VAT, once; a day's interest a year is that cash at the rate."""
    found = prices(
        punctual(), {"segments.big.terms.days": 30, "segments.small.terms.days": 30}, rate=0.06
    )  # fmt: skip
    assert found.remedies[0].cash.mean / 30 == pytest.approx(found.sales_of_a_day, rel=0.02)
    assert found.interest_of_a_day == pytest.approx(0.06 * found.sales_of_a_day)
    million = Prices(punctual(), 1, 0, 1, (), 50_000_000 / 365, 0.05)
    assert 2 * million.sales_of_a_day == pytest.approx(273_973, abs=0.5), "50 million, two days"
    assert 3.1 * million.sales_of_a_day == pytest.approx(424_658, abs=0.5)
    assert million.interest_of_a_day == pytest.approx(6_849.32, abs=0.005), "each year, and not part of the cash freed"


def test_for_the_cash_of_a_day_of_dso() -> None:
    found = prices(punctual(60), {"policy.factoring": FACTOR})
    day = found.a_day_of_dso(found.remedies[0])
    assert day.value == pytest.approx(found.sales_of_a_day * 0.115 * 365 / 360, rel=0.01)


def short_of_cash(**lines: dict) -> Scenario:
    """Return a firm that opens with nothing and pays more than it earns, with some of the bank's lines."""
    values = {"firm.opening_cash": 0.0, "firm.fixed_monthly_outflow": 120_000.0}
    return punctual().with_(values | {f"treasury.{name}": line for name, line in lines.items()})


def test_an_overdraft_costs_its_rate() -> None:
    """Of 9 % a year: 0.25 EUR a day for 1 000 EUR. What the plan itself charges, day by day and rounded, says so too."""
    today = short_of_cash(overdraft={"limit": 1e6, "rate": 0.09})
    found = remedies(today, [], replications=3).remedies[0]
    assert (found.name, found.label("fr")) == ("overdraft", "Découvert")
    assert found.a_year == pytest.approx((0.09, 0.09, 0.09))
    assert found.per_euro_day.value * 1_000 == pytest.approx(0.25)
    lines = simulate(today, replications=3).daily.cash
    overdrawn = np.maximum(-lines.closing, 0).sum(axis=1)
    assert (overdrawn > 0).all()
    assert lines.cost[:, -1] / overdrawn == pytest.approx(0.09 / 360, rel=1e-5)


def test_each_line_of_the_bank_at_its_rate() -> None:
    """What they cost together, over the days read, is what the plan accrues on them."""
    today = short_of_cash(
        overdraft={"limit": 1e6, "rate": 0.09},
        credit_line={"limit": 40_000.0, "rate": 0.05},
        discounting={"limit": 30_000.0, "share": 0.5, "rate": 0.04},
    )
    found = remedies(today, [], replications=3)
    assert [one.name for one in found.remedies] == ["discounting", "credit_line", "overdraft"]
    assert [one.a_year.value for one in found.remedies] == pytest.approx([0.04, 0.05, 0.09])
    assert all(one.cash.mean > 0.0 for one in found.remedies)
    lines = simulate(today, replications=3).daily.cash
    days = found.until - found.since + 1
    accrued = (lines.cost[:, -1] - lines.cost[:, -days - 1]).mean() / 100
    assert sum(one.cost.mean for one in found.remedies) * days / 365 == pytest.approx(accrued, rel=1e-3)


def test_a_line_that_is_not_drawn_still_has_its_price() -> None:
    found = remedies(punctual().with_({"firm.opening_cash": 1e7}), [], replications=2).remedies[0]
    assert (found.name, found.cash.mean, found.a_year.value) == ("overdraft", 0.0, punctual().treasury.overdraft.rate)


def test_what_takes_cash_has_no_price() -> None:
    found = prices(punctual(), {"firm.dpo_days": 10}, supplier_price=0.01).remedies[0]
    assert found.cash.mean < 0.0
    assert math.isnan(found.per_euro_day.value)


def test_the_cheapest_comes_first_and_those_without_a_price_last() -> None:
    today = punctual()
    others = [
        today.with_({"firm.dpo_days": 10}, name="sooner"),
        today.with_({"policy.factoring": FACTOR}, name="factor"),
        today.with_({"firm.dpo_days": 60}, name="suppliers"),
    ]
    names = [one.name for one in remedies(today, others, replications=3).remedies]
    assert names == ["suppliers", "overdraft", "factor", "sooner"], "nothing, 8 %, 11.5 %, no price"
    with pytest.raises(ScenarioError, match="two scenarios are called 'factor'"):
        remedies(today, [others[1], others[1]], replications=1)


def test_both_engines_give_the_same_price() -> None:
    today = FIRM.with_({"months": 2, "warm_up_months": 1})
    other = today.with_({"firm.dpo_days": 60, "policy.factoring": FACTOR}, name="other")
    one, two = (remedies(today, [other], replications=2, engine=engine) for engine in ("compiled", "reference"))
    assert one == two


def test_the_shipped_remedies_are_laid_over_any_firm() -> None:
    file = ROOT / "scenarios" / "grids" / "remedies.yaml"
    assert [one.name for one in grid_of(str(ROOT / "scenarios/base.yaml"), file)] == [
        "reminders", "discount", "factoring", "suppliers",
    ]  # fmt: skip


# ------------------------------------------------------------------------------------------------------------- the ratio

positive = st.floats(1.0, 100.0)


@given(st.lists(st.tuples(positive, positive), min_size=3, max_size=20), positive, positive)
def test_the_interval_is_that_of_the_units(pairs: list[tuple[float, float]], cost: float, cash: float) -> None:
    above, below = (np.array(values) for values in zip(*pairs, strict=True))
    found, other = ratio_of_means(above, below), ratio_of_means(above * cost, below * cash)
    assert found.value == pytest.approx(other.value * cash / cost, nan_ok=True)
    # where worlds do not differ, the width is the root of a rounding error: half of the digits are left
    assert found.low == pytest.approx(other.low * cash / cost, nan_ok=True, rel=1e-6, abs=1e-6)
    assert found.high == pytest.approx(other.high * cash / cost, nan_ok=True, rel=1e-6, abs=1e-6)
    if found.value == found.value:
        assert found.low - 1e-6 <= found.value <= found.high + 1e-6


def test_fieller_by_student_of_each_ratio() -> None:
    """Each end of the interval is a ratio whose residuals just differ from zero at 5 %: found by bisection, not by the formula."""
    above, below = np.array([3.0, 1.0, 4.0, 1.0, 5.0]), np.array([9.0, 7.0, 11.0, 8.0, 12.0])
    student = 2.7764451051977987  # four degrees, two-sided 5 %

    def excess(ratio: float) -> float:
        rest = above - ratio * below
        return abs(rest.mean()) - student * rest.std(ddof=1) / math.sqrt(5)

    def edge(inside: float, outside: float) -> float:
        for _ in range(80):
            middle = (inside + outside) / 2
            inside, outside = (middle, outside) if excess(middle) < 0 else (inside, middle)
        return inside

    found = ratio_of_means(above, below)
    assert found.value == pytest.approx(14 / 47)
    assert found.low == pytest.approx(edge(found.value, -1.0))
    assert found.high == pytest.approx(edge(found.value, 2.0))


def test_its_coverage() -> None:
    """Of 600 samples of a known ratio, 95 % of the intervals hold it."""
    generator = np.random.Generator(np.random.PCG64(7))
    held = 0
    for _ in range(600):
        below = generator.normal(10.0, 6.0, 25)
        found = ratio_of_means(0.2 * below + generator.normal(1.0, 2.0, 25), below)
        held += found.low <= 0.3 <= found.high
    assert 0.93 <= held / 600 <= 0.97


def test_what_is_no_ratio() -> None:
    nothing = ratio_of_means(np.array([1.0, 2.0, 3.0]), np.array([-5.0, 5.0, 1.0]))
    assert all(map(math.isnan, nothing)), "the cash may be none at all"
    assert all(map(math.isnan, ratio_of_means(np.array([1.0]), np.array([0.0]))))
    one = ratio_of_means(np.array([1.0]), np.array([4.0]))
    assert one.value == 0.25
    assert math.isnan(one.low)
