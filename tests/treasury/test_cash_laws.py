"""Laws of cash: to the cent on every day, within the limits of every line, and better off with more time to pay."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simlib.indicators.lines_of_credit import bear
from simlib.jit import plain
from simlib.running import alerts_of
from simlib.scenario import Scenario
from simlib.treasury import CashPlan, plan
from tests.engine.handmade import ON_THE_DAY, firm
from tests.small import small

WORLDS = 4
SHORT = {"months": 6, "replications": WORLDS}

amounts = st.sampled_from((0.0, 3_000.0, 20_000.0))
days = st.integers(1, 31)
limits = st.sampled_from((0.0, 15_000.0, 200_000.0))
rates = st.sampled_from((0.0, 0.035, 0.12))
dates = st.dates(min_value=small().start, max_value=small().start.replace(month=9))


@st.composite
def treasuries(draw: st.DrawFn) -> dict[str, Any]:
    """Return a treasury with any of its parts, as changes to a scenario."""
    kinds = ("investment", "one_off")
    return {
        "treasury.payroll": {"amount": draw(amounts), "day": draw(days)},
        "treasury.social_charges": {"amount": draw(amounts), "day": draw(days)},
        "treasury.vat": {"filing": draw(st.sampled_from(("off", "monthly", "quarterly"))), "day": draw(days)},
        "treasury.corporate_tax": {"a_year": draw(amounts), "day": draw(days)},
        "treasury.rent": {"amount": draw(amounts), "every": draw(st.sampled_from(("month", "quarter")))},
        "treasury.loans": {"bank": {"balance": draw(amounts), "rate": draw(rates), "months": 7, "day": draw(days)}},
        "treasury.planned": {
            name: {"amount": draw(amounts), "on": draw(dates).isoformat(), "kind": kind}
            for name, kind in zip(("one", "two"), kinds, strict=True)
        },
        "treasury.overdraft": {"limit": draw(limits), "rate": draw(rates)},
        "treasury.credit_line": {"limit": draw(limits), "rate": draw(rates)},
        "treasury.discounting": {"limit": draw(limits), "rate": draw(rates), "share": draw(st.floats(0.0, 1.0))},
        "treasury.minimum_cash": draw(st.sampled_from((-10_000.0, 0.0, 40_000.0))),
        "firm.vat_regime": draw(st.sampled_from(("debits", "receipts"))),
        "policy.factoring": {"share": draw(st.sampled_from((0.0, 0.5))), "recourse": "with"},
    }


def of(changes: dict[str, Any]) -> Scenario:
    """Return the small firm with another treasury."""
    return small().with_(SHORT | changes, name="any treasury")


def total(plan: CashPlan, part: str) -> np.ndarray:
    """Return the sum of a part of the plan, each day."""
    return sum(getattr(plan, part).values(), start=np.zeros_like(plan.closing))


@settings(max_examples=25)
@given(treasuries())
def test_cash_is_conserved_to_the_cent_every_day(changes: dict[str, Any]) -> None:
    cash = plan(of(changes))
    flows = total(cash, "receipts") - total(cash, "disbursements") + total(cash, "financing")
    np.testing.assert_array_equal(cash.closing, cash.opening + flows)
    np.testing.assert_array_equal(cash.opening[:, 1:], cash.closing[:, :-1])
    assert (cash.opening[:, 0] == round(small().firm.opening_cash * 100)).all()


@settings(max_examples=25)
@given(treasuries())
def test_lines_are_drawn_for_what_lacks_and_within_their_limits(changes: dict[str, Any]) -> None:
    scenario = of(changes)
    cash = plan(scenario)
    treasury = scenario.treasury
    drawn = {
        name: cash.financing.get(name, np.zeros_like(cash.closing)).cumsum(axis=1)
        for name in ("credit_line", "discounting")
    }
    line, bills = drawn["credit_line"], drawn["discounting"]
    minimum = round(treasury.minimum_cash * 100)
    assert (line >= 0).all()
    assert (line <= round(treasury.credit_line.limit * 100)).all()
    assert (bills >= 0).all()
    assert (bills <= round(treasury.discounting.limit * 100)).all()
    is_borrowing = (line > 0) | (bills > 0)
    assert (cash.closing[is_borrowing] <= minimum).all(), "nothing is borrowed beyond the minimum"
    is_short = cash.closing < minimum
    assert (line[is_short] == round(treasury.credit_line.limit * 100)).all(), "short only when the line is used up"


@settings(max_examples=15)
@given(treasuries(), st.integers(0, 60), st.integers(1, 60))
def test_more_time_to_pay_never_lowers_cash_before_the_horizon(changes: dict[str, Any], dpo: int, more: int) -> None:
    base = of(changes | {"firm.dpo_days": dpo})
    longer = plan(base.with_({"firm.dpo_days": dpo + more}), base=base)
    assert (longer.closing >= plan(base).closing).all()


@settings(max_examples=15)
@given(treasuries())
def test_the_probability_of_a_breach_is_the_share_of_worlds_that_breach(changes: dict[str, Any]) -> None:
    cash = plan(of(changes))
    below = np.array([[cents < cash.floor * 100 for cents in world] for world in cash.closing.tolist()])
    assert cash.indicators["breach_probability"].mean() == below.any(axis=1).mean()
    weeks = cash.breach_by_week()
    assert weeks.max() <= below.any(axis=1).mean() <= weeks.sum() + 1e-12
    assert weeks[0] == below[:, :7].any(axis=1).mean()


def test_every_breach_begins_with_an_alert() -> None:
    scenario = of({"treasury.minimum_cash": 200_000.0, "treasury.credit_line.limit": 0.0, "alerts.quiet_days": 0})
    cash = plan(scenario)
    for world in range(WORLDS):
        below = cash.breach_days[world]
        begins = np.flatnonzero(below & ~np.concatenate(([False], below[:-1]))) + cash.start
        assert [alert.day for alert in cash.alerts(world)] == begins.tolist()
        raised = alerts_of(scenario, world)
        assert [one.day for one in raised.alerts if one.rule.name == "cash_below_minimum"] == begins.tolist()
    assert cash.breach_days.any(), "the firm is short at times"


def test_alerts_of_cash_begin_on_the_day_asked_for() -> None:
    scenario = of({"treasury.minimum_cash": 1e6})
    since = plan(scenario).start + 10
    raised = alerts_of(scenario, since=since)
    assert [one.day for one in raised.alerts if one.rule.name == "cash_below_minimum"] == [since]


# ------------------------------------------------------------------------------------------------------------- the lines alone

ARRAYS = 5


def borne(function: Any, flows: list[int], **terms: Any) -> np.ndarray:
    """Return closing, line, discount, interest and cost of one world, day by day, cents."""
    told = {
        "not_due": 0, "opening": 0, "minimum": 0, "overdraft_rate": 0, "line_limit": 0, "line_rate": 0,
        "discount_limit": 0, "discount_share": 1.0, "discount_rate": 0, "charging": (),
    } | terms  # fmt: skip
    moved = np.array([flows], dtype=np.int64)
    found = np.zeros((ARRAYS, 1, len(flows)), dtype=np.int64)
    function(
        moved,
        np.full_like(moved, told["not_due"]),
        np.isin(np.arange(len(flows)), told["charging"]),
        told["opening"],
        told["minimum"],
        told["overdraft_rate"],
        told["line_limit"],
        told["line_rate"],
        told["discount_limit"],
        told["discount_share"],
        told["discount_rate"],
        *found,
    )
    return found[:, 0]


def test_interest_of_a_steady_debt() -> None:
    """10 000 EUR overdrawn for 90 days at 8 % of a year of 360: 200 EUR, of which 60 days' are charged on day 60."""
    closing, _, _, interest, cost = borne(bear, [-1_000_000] + [0] * 89, overdraft_rate=80_000, charging=(60,))
    assert interest[60] == interest.sum() == 13_333
    assert closing[59:61].tolist() == [-1_000_000, -1_013_333]
    of_the_rest = 30 * 1_013_333 * 0.08 / 360
    assert cost[-1] == pytest.approx(13_333 + of_the_rest, abs=1)


@pytest.mark.parametrize(("share", "advanced", "discounted"), [(0.0, 0, 12_000_00), (1.0, 10_800_00, 1_200_00)])
def test_nothing_is_lent_on_twice(share: float, advanced: int, discounted: int) -> None:
    """Of an invoice of 12 000 EUR a factor advances nine tenths: a bank discounts what is left of it, and no more."""
    factoring = {"share": share, "recourse": "without", "advance": 0.9, "fund": 0.1}
    scenario = firm([("a", "2026-01-05", "2026-03-31", 12_000.0)], ON_THE_DAY).with_(
        {
            "replications": 1,
            "firm.purchase_ratio": 0.0,
            "firm.billing_delay_days": 0,
            "firm.opening_cash": -50_000.0,
            "policy.factoring": factoring,
            "treasury.discounting": {"limit": 50_000.0, "share": 1.0},
        }
    )
    lent = plan(scenario).financing
    assert lent["discounting"].cumsum(axis=1).max() == discounted
    assert ("factor" in lent) == (advanced > 0)
    if advanced:
        assert lent["factor"].cumsum(axis=1).max() == advanced


def test_the_cheaper_line_comes_first_and_goes_last() -> None:
    """Short of 100, then of 60 EUR more, then 130 EUR come: 80 are discounted, the rest is drawn; the line is repaid first."""
    terms = {"discount_limit": 100_00, "discount_share": 0.4, "not_due": 200_00, "line_limit": 50_00}
    closing, line, discount, _, _ = borne(bear, [-100_00, -60_00, 130_00], **terms)
    assert discount.tolist() == [80_00, 80_00, 30_00]
    assert line.tolist() == [20_00, 50_00, 0]
    assert closing.tolist() == [0, -30_00, 0]


@given(
    st.lists(st.integers(-100_000, 100_000), min_size=1, max_size=60),
    st.integers(-50_000, 50_000),
    st.sampled_from((0, 30_000, 10**7)),
    st.sampled_from((0, 20_000, 10**7)),
    st.floats(0.0, 1.0),
    st.sets(st.integers(0, 59)),
)
def test_both_lives_of_the_lines_agree(
    flows: list[int], minimum: int, line: int, bills: int, share: float, charging: set[int]
) -> None:
    terms: dict[str, Any] = {
        "opening": 1_000, "minimum": minimum, "overdraft_rate": 90_000, "line_limit": line, "line_rate": 61_000,
        "discount_limit": bills, "discount_share": share, "discount_rate": 45_000, "not_due": 70_000,
        "charging": tuple(charging),
    }  # fmt: skip
    np.testing.assert_array_equal(borne(bear, flows, **terms), borne(plain(bear), flows, **terms))
