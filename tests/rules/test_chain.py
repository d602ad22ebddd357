"""Payment, touches, orders: what each rule says, on numbers that a reader can check."""

import math

import pytest

from simlib.rules import orders, payment, touches
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
    assert touches.call_score(touches.PRIORITY_AMOUNT, 5_000, 3) == 5_000
    assert touches.call_score(touches.PRIORITY_AGE, 5_000, 3) == 3


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
