"""Both lives of each rule, compiled and plain, give the same on many inputs."""

import importlib
import inspect
import math
import pkgutil
from collections.abc import Callable, Iterator

import hypothesis
import numpy as np
import pytest

import simlib.rules
from simlib import money
from simlib.jit import is_compiled, plain
from simlib.world import draws

IS_LONG = hypothesis.settings.default.max_examples > 50
COUNT = 1_000_000 if IS_LONG else 100_000
CHUNK = 2_000

Draw = Callable[[np.random.Generator, int], np.ndarray]


def uniform(low: float, high: float) -> Draw:
    """Return floats between two values, the ends and round numbers among them."""

    def draw(random: np.random.Generator, n: int) -> np.ndarray:
        values = random.uniform(low, high, n)
        values[::7] = np.round(values[::7], 2)
        values[::11] = random.choice([low, high, (low + high) / 2.0], values[::11].size)
        return values

    return draw


def whole(low: int, high: int) -> Draw:
    """Return integers from low to high."""
    return lambda random, n: random.integers(low, high + 1, n)


def opened(random: np.random.Generator, n: int) -> np.ndarray:
    """Return uniforms strictly within (0, 1), some of them next to an end."""
    values = random.random(n)
    values[::5] = np.exp(-random.uniform(0.0, 36.0, values[::5].size))
    values[1::5] = 1.0 - np.exp(-random.uniform(0.0, 36.0, values[1::5].size))
    return np.clip(values, 2.0**-53, 1.0 - 2.0**-53)


def normals(random: np.random.Generator, n: int) -> np.ndarray:
    """Return normals, some of them far out."""
    values = random.normal(0.0, 1.0, n)
    values[::9] *= 5.0
    return values


share, day, cents, word = uniform(0.0, 1.0), whole(-25_567, 84_370), whole(1, 10**12), whole(0, 2**32 - 1)
small_share, order_time = uniform(0.0, 0.49), whole(0, 2**50)

INPUTS: dict[str, tuple[Draw, ...]] = {
    "money.round_half_away": (uniform(-1e9, 1e9),),
    "money.to_cents": (uniform(-1e9, 1e9),),
    "chance.hazard_units": (uniform(-1.0, 1e7),),
    "chance.normal_quantile": (opened,),
    "chance.waiting_time": (opened,),
    "chance.joint_normal": (normals, normals, normals, small_share, small_share),
    "chance.patience": (normals,),
    "chance.lognormal": (uniform(0.0, 3.0), normals),
    "chance.is_drawn": (opened, share),
    "orders.activity": (uniform(0.1, 3.0), uniform(0.0, 3.0), uniform(-0.5, 1.0), whole(-2_000, 2_000), whole(240, 366)),
    "orders.expected_orders": (uniform(0.0, 1e6), whole(0, 5_000)),
    "orders.order_time_units": (uniform(0.0, 1e6),),
    "orders.order_due_at": (uniform(0.0, 1e4), uniform(0.0, 1e3), uniform(0.0, 1e3), order_time),
    "orders.world_week": (uniform(0.0, 1e4), uniform(1e-6, 1e5)),
    "orders.customer_mean": (uniform(0.01, 1e9), uniform(0.0, 3.0), normals),
    "orders.amount_before_tax": (uniform(0.01, 1e12), uniform(0.0, 10.0), normals),
    "orders.amount_with_tax": (cents, uniform(0.0, 0.3)),
    "orders.opening_week": (day, day),
    "orders.given_week": (day, day),
    "payment.lateness": (whole(0, 3_000), whole(0, 3_000), whole(0, 3_000)),
    "payment.calendar_factor": (uniform(0.0, 2.0), uniform(0.2, 3.0)),
    "payment.past_pace": (uniform(-0.5, 1.0), whole(-1_000, 5_000)),
    "payment.daily_hazard": (uniform(0.0, 4.0), uniform(0.0, 1_000.0), uniform(0.0, 6.0), uniform(-8.0, 8.0)),
    "payment.days_to_reach": (whole(1, 2**42), whole(-1, 2**43)),
    "payment.left_patience": (whole(1, 2**42), whole(0, 2**43)),
    "payment.run_calendar": (opened, opened, uniform(0.0, 0.5), uniform(0.0, 0.3), uniform(0.0, 0.2), whole(5, 7)),
    "terms.end_of_month": (day,),
    "terms.due_day": (day, whole(0, 2), whole(0, 3_650)),
    "terms.counted_from": (day, whole(0, 2), whole(0, 3_650)),
    "terms.due_day_by": (day, whole(0, 2), whole(0, 3_650), day),
    "touches.touch_effect": (uniform(-0.7, 1.8), uniform(-3.0, 0.0), whole(0, 60)),
    "touches.may_write": (whole(0, 5), whole(0, 100), whole(0, 60)),
    "touches.resets_gap": (whole(0, 5),),
    "touches.covers_all": (whole(0, 5),),
    "touches.is_delivered": (opened, share, whole(0, 1)),
    "touches.call_budget": (uniform(0.0, 50.0), whole(0, 480), share),
    "touches.talk_minutes": (opened, uniform(1.0, 60.0)),
    "touches.call_score": (whole(0, 3), cents, whole(-500, 5_000), whole(0, 500), cents),
    "touches.touch_strength": (whole(0, 5), uniform(-0.7, 1.8), uniform(-0.7, 1.1), whole(0, 1)),
    "touches.carries_link": (whole(0, 5), whole(0, 1)),
    "touches.expected_gain": (cents, whole(0, 2**36), uniform(-0.7, 1.8)),
    "terms.month_start": (day,),
    "terms.months_later": (day, whole(0, 24)),
    "classes.payer_class": (opened, *(uniform(0.0, 0.14),) * 7),
    "classes.class_factor": (whole(0, 7), whole(0, 1), whole(0, 1), share, share),
    "classes.has_atom": (whole(0, 7), whole(0, 1)),
    "classes.first_touch_boost": (whole(0, 7), uniform(0.0, 1.8), uniform(0.0, 1.8)),
    "disputes.dispute_cause": (opened, opened, *(uniform(0.0, 0.3),) * 3, whole(0, 1)),
    "disputes.resolution_days": (opened, uniform(0.5, 180.0)),
    "disputes.credit_note": (opened, whole(1, 3), share, share, cents),
    "disputes.shows_at_once": (whole(0, 3), whole(0, 1)),
    "invoicing.invoice_channel": (opened, *(uniform(0.0, 0.33),) * 3),
    "invoicing.channel_in_force": (whole(0, 3), day, day),
    "invoicing.error_rate_of": (whole(0, 3), uniform(0.0, 0.3), share),
    "cash.method_of": (opened, *(uniform(0.0, 0.25),) * 4),
    "cash.ignores_runs": (whole(0, 4), whole(0, 1)),
    "cash.bank_delay": (whole(0, 4), whole(0, 1), whole(0, 20), whole(0, 20), whole(0, 10)),
    "cash.part_of": (cents, uniform(0.05, 0.95)),
    "cash.discount_yield": (uniform(0.0, 0.2), whole(-30, 180)),
    "cash.discount_cents": (cents, uniform(0.0, 0.2)),
    "cash.late_fee": (cents, whole(0, 2_000), uniform(0.0, 0.5), whole(0, 4_000)),
    "cash.vat_part": (cents, uniform(0.0, 0.3)),
    "credit.risk_rate": (uniform(0.0, 0.5), uniform(0.0, 3.0), normals),
    "credit.score_weight": (uniform(0.5, 0.95), uniform(0.0, 3.0)),
    "payment.business_days_in": (whole(0, 180), whole(5, 7)),
    "touches.still_wrong": (share, share),
    "segmentation.in_currency": (cents,),
    "credit.score_percentile": (normals, normals, share),
    "credit.credit_limit": (uniform(0.0, 24.0), uniform(0.0, 1e10), share, share, share),
    "credit.is_over_limit": (cents, cents, cents),
    "credit.sales_a_month": (uniform(0.0, 1e5), uniform(0.01, 1e6), uniform(0.0, 0.3)),
    "credit.hurdle_of": (uniform(0.01, 3.0), uniform(0.0, 3.0), normals),
    "promises.is_missed": (opened, uniform(0.0, 0.9), whole(2, 12)),
    "promises.instalment": (cents, cents, whole(1, 12), whole(2, 12)),
    "escalation.success_rate": (whole(1, 2), whole(0, 7), share, share),
    "escalation.outcome_delay": (opened, whole(0, 1), whole(1, 700)),
    "escalation.agency_fee": (cents, uniform(0.0, 0.6)),
    "goodwill.restored": (share, whole(0, 3_000), uniform(1.0, 1_000.0)),
    "goodwill.worn": (share, uniform(0.0, 0.4)),
    "goodwill.is_lost": (opened, share),
    "segmentation.band": (uniform(0.0, 1e6), uniform(0.0, 1e5), uniform(1e5, 1e6)),
    "segmentation.joins_on": (day, opened, uniform(0.0, 1_800.0), uniform(0.0, 1_100.0)),
    "draws.philox": (word, word, word, word, word, word),
    "draws.uniform": (word, word),
    "draws.pair": (
        word, word, whole(-(2**63), 2**63 - 1), whole(-1, 10**6), whole(0, 26), whole(0, 2**24 - 1),
    ),
    "treasury.is_month_of_rent": (whole(0, 11), whole(1, 3)),
    "treasury.is_month_of_tax": (whole(0, 11),),
    "treasury.is_month_of_return": (whole(0, 11), whole(1, 3)),
    "treasury.tax_to_pay": (whole(-(10**9), 10**12), whole(-(10**9), 10**12), whole(0, 10**10)),
    "treasury.tax_credit": (whole(-(10**9), 10**12), whole(-(10**9), 10**12), whole(0, 10**10)),
    "treasury.annuity": (cents, uniform(0.0, 0.5), whole(1, 480)),
    "treasury.wanted_from_lines": (whole(-(10**12), 10**12), cents, cents),
    "treasury.most_discounted": (whole(-(10**9), 10**12), share, cents),
    "treasury.day_interest": (whole(-(10**12), 10**12), whole(0, 500_000)),
    "treasury.interest_charged": (whole(0, 10**18),),
}  # fmt: skip


def rules() -> Iterator[tuple[str, Callable[..., object]]]:
    """Yield every compiled rule of the domain, by module and name."""
    modules = [
        importlib.import_module(f"simlib.rules.{one.name}") for one in pkgutil.iter_modules(simlib.rules.__path__)
    ]
    for module in (*modules, money, draws):
        for name, value in vars(module).items():
            if (
                callable(value)
                and inspect.unwrap(plain(value)).__module__ == module.__name__
                and plain(value) is not value
            ):
                yield f"{module.__name__.rsplit('.', 1)[-1]}.{name}", value


@pytest.mark.skipif(not is_compiled(), reason="the compiler is off: there is one life only")
@pytest.mark.parametrize(("name", "compiled"), list(rules()))
def test_both_lives_agree(name: str, compiled: Callable[..., object]) -> None:
    random = np.random.default_rng(list(name.encode()))
    function = plain(compiled)
    for _ in range(COUNT // CHUNK):
        for values in zip(*(draw(random, CHUNK).tolist() for draw in INPUTS[name]), strict=True):
            one, other = compiled(*values), function(*values)
            assert one == other, values
            if isinstance(other, float):
                assert math.copysign(1.0, one) == math.copysign(1.0, other), values


def test_no_rule_is_left_out() -> None:
    if is_compiled():
        assert {name for name, _ in rules()} == set(INPUTS)
