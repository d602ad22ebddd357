"""Payment, touches, orders: what each rule says, on numbers that a reader can check."""

import math

import numpy as np
import pytest

from simlib.rules import cash, credit, orders, payment, promises, touches
from simlib.rules.chance import HAZARD_UNIT
from simlib.rules.channels import CHANNEL_NAMES, Channel, channel_name, channel_of

ONE = int(HAZARD_UNIT)


@pytest.mark.parametrize(
    ("today", "rolled", "received", "late"),
    [(10, 10, 3, 0), (8, 10, 3, -2), (13, 10, 3, 3), (12, 10, 12, 0), (13, 10, 12, 3), (10, 10, 10, 0), (9, 10, 9, -1)],
)
def test_lateness_and_the_atom_of_a_late_receipt(today: int, rolled: int, received: int, late: int) -> None:
    assert payment.lateness(today, rolled, received) == late


def test_a_hazard_is_a_product_rounded_once() -> None:
    assert payment.daily_hazard(0.5, 2.0, 0.5, 0.0) == ONE // 2
    assert payment.daily_hazard(0.1, 1.0, 1.0, math.log(2.0)) == pytest.approx(0.2 * ONE, abs=1)
    assert payment.daily_hazard(0.0, 1_000.0, 3.0, 5.0) == 0


@pytest.mark.parametrize(
    ("remaining", "hazard", "days"), [(1, 1, 1), (10, 5, 2), (11, 5, 3), (1, 0, 2**31 - 1), (2**42, 1, 2**31 - 1)]
)
def test_days_to_reach_a_draw(remaining: int, hazard: int, days: int) -> None:
    assert payment.days_to_reach(remaining, hazard) == days


@pytest.mark.parametrize(
    ("u", "weekday", "runs"),
    [(0.1, 0.0, 1), (0.1, 0.999, 5), (0.2999, 0.5, 3), (0.3, 0.5, 8), (0.45, 0.5, 9), (0.5, 0.5, 0), (0.99, 0.5, 0)],
)
def test_habits_of_paying_follow_their_shares(u: float, weekday: float, runs: int) -> None:
    assert payment.run_calendar(u, weekday, 0.3, 0.1, 0.1, 5) == runs


def test_every_touch_of_a_channel_is_worn_down_by_those_before() -> None:
    ratio, rho = math.log(2.0), math.log(0.7)
    effects = [math.exp(touches.touch_effect(ratio, rho, k)) for k in range(3)]
    assert effects == pytest.approx([2.0, 2.0**0.7, 2.0**0.49])
    assert touches.touch_effect(ratio, 0.0, 9) == ratio


def test_the_gap_holds_back_all_but_formal_notice() -> None:
    assert [touches.may_write(Channel.EMAIL, days, 3) for days in (0, 2, 3, 4)] == [False, False, True, True]
    assert touches.may_write(Channel.FORMAL_NOTICE, 0, 60)
    assert [channel for channel in Channel if not touches.resets_gap(channel)] == [Channel.FORMAL_NOTICE]
    assert [channel for channel in Channel if touches.covers_all(channel)] == [Channel.STATEMENT]


def test_nothing_is_delivered_to_wrong_contact_data() -> None:
    assert touches.is_delivered(0.1, 0.9, False)
    assert not touches.is_delivered(0.1, 0.9, True)
    assert not touches.is_delivered(0.9, 0.9, False)


def test_minutes_of_calls() -> None:
    assert touches.call_budget(1.5, 240, 0.9) == 324
    assert touches.call_budget(0.1, 3, 0.5) == 0
    assert touches.call_budget(0.35, 340, 1.0) == 119, "118.99999999999999 in binary"
    assert [touches.talk_minutes(u, 8.0) for u in (0.001, 0.5, 0.999)] == [4, 8, 12]
    assert touches.talk_minutes(0.001, 1.0) == 1
    assert touches.call_score(touches.PRIORITY_AMOUNT, 5_000, 3, 1, 70) == 5_000
    assert touches.call_score(touches.PRIORITY_AGE, 5_000, 3, 1, 70) == 3


def test_orders_run_at_their_pace_and_change_it_at_the_start() -> None:
    year = orders.order_time_units(1.0)
    assert orders.order_due_at(6.0, 12.0, 12.0, 0) == year // 2
    assert orders.order_due_at(18.0, 12.0, 24.0, year) == year + year // 4
    assert orders.order_due_at(6.0, 12.0, 24.0, year) == year // 2
    assert orders.order_due_at(3.0, 0.0, 12.0, year) == year + year // 4
    assert orders.order_due_at(3.0, 12.0, 0.0, 0) == orders.order_due_at(3.0, 0.0, 0.0, 0) == orders.NEVER_ORDERS


def test_a_world_week_is_a_week_of_the_customers_own_pace() -> None:
    assert [orders.world_week(arrival, 104.0) for arrival in (0.5, 1.9, 2.1, 104.0)] == [0, 0, 1, 52]
    assert orders.given_week(100, 106) == 0
    assert orders.given_week(100, 107) == 1
    assert orders.opening_week(100, 99) == orders.opening_week(100, 94) == orders.OPENING_WEEKS
    assert orders.opening_week(100, 93) == orders.OPENING_WEEKS + 1


def test_an_order_is_worth_a_cent_at_least_and_vat_is_rounded_once() -> None:
    assert orders.amount_before_tax(0.001, 0.0, 0.0) == 1
    assert orders.amount_before_tax(12.345, 0.0, 0.0) == 1235
    assert [orders.amount_with_tax(cents, 0.2) for cents in (1, 2, 3, 101)] == [1, 2, 4, 121]


def test_channels_have_names_in_the_order_of_their_strength() -> None:
    assert CHANNEL_NAMES == ("sms", "email", "statement", "letter", "formal_notice", "call")
    assert [channel_of(channel_name(channel)) for channel in Channel] == list(Channel)
    assert (touches.STATEMENT, touches.FORMAL_NOTICE, touches.CALL) == (
        Channel.STATEMENT,
        Channel.FORMAL_NOTICE,
        Channel.CALL,
    )


def test_other_orders_of_calls() -> None:
    assert touches.call_score(touches.PRIORITY_FIRST_IN, 5_000, 3, 1, 70) == 1
    assert touches.call_score(touches.PRIORITY_GAIN, 5_000, 3, 1, 70) == 70
    a_day = 2**32 // 20
    without, called = math.exp(-0.5), math.exp(-1.0)
    assert touches.expected_gain(100_000, a_day, math.log(2.0)) == pytest.approx(100_000 * (without - called), abs=1.0)


def test_a_score_ranks_failing_customers_above_others_as_often_as_its_auc_says() -> None:
    """Where failures are rare, risk tilts the normal: AUC = Phi(weight x spread / sqrt 2)."""
    random = np.random.default_rng(1)
    risk, mistake = random.standard_normal(200_000), random.standard_normal(200_000)
    for auc in (0.6, 0.75, 0.9):
        weight = credit.score_weight(auc, 1.9)
        fails = random.random(risk.size) < [credit.risk_rate(0.0005, 1.9, z) for z in risk.tolist()]
        scores = np.array(
            [credit.score_percentile(z, e, weight) for z, e in zip(risk.tolist(), mistake.tolist(), strict=True)]
        )
        rank = np.empty(scores.size)
        rank[np.argsort(scores)] = np.arange(1, scores.size + 1)
        bad = int(fails.sum())
        found = (rank[fails].sum() - bad * (bad + 1) / 2) / (bad * (scores.size - bad))
        assert found == pytest.approx(auc, abs=4.0 * 0.3 / math.sqrt(bad))


def test_published_sums() -> None:
    """12 000 EUR, 45 days late at 12.15 %: 179.75 and the flat 40; 2 % at 10 days on net 30 earns 37 % a year."""
    assert cash.late_fee(1_200_000, 45, 0.1215, cash.FIXED_FEE) == 17_975 + 4_000
    assert cash.late_fee(1_000_000, 91, 0.1025, 0) == 25_555
    assert cash.discount_yield(0.02, 20) == pytest.approx(0.3724, abs=1e-4)
    assert cash.vat_part(12_000, 0.2) == 2_000


def test_a_plan_fails_as_often_as_it_is_told_to() -> None:
    for instalments in (2, 3, 12):
        missed = sum(promises.is_missed((n + 0.5) / 10_000, 0.15, instalments) for n in range(10_000)) / 10_000
        assert 1.0 - (1.0 - missed) ** instalments == pytest.approx(0.15, abs=2e-3)
