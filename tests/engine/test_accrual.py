"""The leap over days of equal hazard finds the same day as a walk, day by day, in whole numbers."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simlib.days import BusinessCalendar, to_date, to_day
from simlib.engine.compiled import approval
from simlib.engine.compiled.state import Room, State, new_state
from simlib.engine.lowering import lower
from simlib.engine.setting import Setting
from simlib.jit import bare_kernel, plain
from simlib.rules.chance import HAZARD_UNIT
from simlib.rules.payment import daily_hazard, lateness
from simlib.scenario import Scenario
from tests.strategies import Dice

ONE = int(HAZARD_UNIT)
BINS = (-3, 0, 1, 2, 5, 20)
NAMES = ("early", "d-3", "d0", "d1", "d2", "d5", "d20")


def setting_of(hazards: dict[str, float], slow_months: dict[str, float] | None = None) -> Setting:
    """Return the setting of one customer with these hazards."""
    tree = {
        "months": 12,
        "warm_up_months": 0,
        "segments": {"s": {"customers": 1, "hazards": dict.fromkeys(NAMES, 0.0) | hazards, "frailty_spread": 0.0}},
        "behaviour": {"bins": list(BINS), "slow_months": slow_months or {}},
    }
    return lower(Scenario.model_validate(tree)).after


@bare_kernel
def accrue(setting: Setting, state: State, slot: int, until: int) -> tuple[int, int]:
    """Let hazard accrue, as other compiled code does."""
    return approval.accrue(setting, state, slot, until)


def state_of(
    rolled: int, received: int, accrues: int, remaining: int, touches: list[tuple[int, float]], frailty: float = 1.0
) -> State:
    """Return a state that holds one invoice."""
    state = new_state(1, 400, 1, Room(slots=1, effects=max(len(touches), 1), events=1))
    state.parties[0].frailty = frailty
    invoice = state.slots[0]
    invoice.customer, invoice.rolled, invoice.received = 0, rolled, received
    invoice.accrues, invoice.remaining, invoice.effects = accrues, remaining, len(touches)
    for place, (until, log_ratio) in enumerate(touches):
        state.effects[0, place].until = until
        state.effects[0, place].log_ratio = log_ratio
    return state


def walked(setting: Setting, state: State, until: int) -> tuple[int, int]:
    """Return the business day of approval, or -1, and what is left of the draw: one day after another."""
    invoice = state.slots[0]
    left = int(invoice.remaining)
    for day in range(int(invoice.accrues), until):
        late = lateness(day, int(invoice.rolled), int(invoice.received))
        number = sum(1 for start in setting.bin_start.tolist() if start <= late)
        touches = 0.0
        for effect in state.effects[0, : int(invoice.effects)].tolist():
            if effect[0] > day:
                touches += effect[1]
        factor = float(setting.business[day].factor)
        rate = float(setting.hazards[int(setting.customers[0].hazard_row), number])
        left -= int(daily_hazard(rate, float(state.parties[0].frailty), factor, touches))
        if left <= 0:
            return day, 0
    return -1, left


HALF = dict.fromkeys(NAMES, 0.5)


@pytest.mark.parametrize(
    ("hazards", "remaining", "expected"),
    [
        (HALF, ONE, 101),  # reached exactly at the end of the second day
        (HALF, ONE + 1, 102),  # one unit more, one day more
        (HALF, 1, 100),
        (HALF, ONE // 2, 100),
        ({"d0": 0.5, "d2": 0.25}, ONE, 113),  # 110 is the due day: half; 111 nothing; then quarters
        ({"d20": 4.0}, 1, 130),  # leaps over all the rest
        ({"d0": 1.0}, ONE + 1, -1),
        ({}, 1, -1),
    ],
)
def test_round_numbers_reach_the_draw_on_the_day(hazards: dict[str, float], remaining: int, expected: int) -> None:
    setting, state = setting_of(hazards), state_of(110, 90, 100, remaining, [])
    for found in (accrue(setting, state, 0, 200), plain(approval.accrue)(setting, state, 0, 200)):
        assert found[0] == expected
    assert walked(setting, state, 200) == accrue(setting, state, 0, 200)


def test_it_stops_before_the_day_it_is_told() -> None:
    setting, state = setting_of(HALF), state_of(110, 90, 100, ONE, [])
    assert accrue(setting, state, 0, 101) == (-1, ONE // 2)
    assert accrue(setting, state, 0, 100) == (-1, ONE)


def test_a_receipt_after_the_due_day_meets_the_atom_once() -> None:
    setting = setting_of({"d0": 1.0, "d2": 0.5})
    assert accrue(setting, state_of(110, 113, 113, ONE, []), 0, 200) == (113, 0)
    assert accrue(setting, state_of(110, 113, 113, ONE + 1, []), 0, 200) == (114, 0)
    assert accrue(setting, state_of(110, 109, 113, ONE, []), 0, 200)[0] == 114, "received before the due day: no atom"


def test_a_slow_month_begins_with_its_first_business_day() -> None:
    setting = setting_of(dict.fromkeys(NAMES, 0.25), {"february": 0.0})
    january = BusinessCalendar.of("FR", setting.first, to_day(datetime.date(2026, 1, 30))).is_business
    approved, _ = accrue(setting, state_of(0, 0, int(january.sum()) - 1, ONE // 2, []), 0, 300)
    assert to_date(setting.business[approved].day) == datetime.date(2026, 3, 2)
    assert to_date(setting.business[approved - 1].day) == datetime.date(2026, 2, 27)


@given(st.integers(0, 2**32 - 1))
def test_leap_and_walk_agree(number: int) -> None:
    dice = Dice(number)
    rates = {name: dice.one(0.0, 0.01, 0.05, 0.25, 0.5, 1.0, 4.0) for name in NAMES}
    setting = setting_of(
        rates, {month: dice.one(0.0, 0.5, 2.0) for month in dice.several(("january", "march", "april"), 0, 3)}
    )
    for _ in range(20):
        rolled = dice.randint(60, 140)
        received = dice.randint(50, 150)
        accrues = received + dice.randint(0, 30)
        touches = [(accrues + dice.randint(-3, 40), dice.one(0.0, 0.1, 0.5, -0.3)) for _ in range(dice.randint(0, 4))]
        remaining = dice.one(1, ONE // 4, ONE, 3 * ONE, int(dice.expovariate(1.0) * ONE) + 1)
        state = state_of(rolled, received, accrues, remaining, touches, dice.one(1.0, 0.37, 2.0, 1e6))
        until = accrues + dice.randint(0, 120)
        assert accrue(setting, state, 0, until) == walked(setting, state, until)
