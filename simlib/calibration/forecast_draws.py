"""What a forecast does not know: parameters drawn from what the ledger leaves open about them.

A customer's pace is known as well as its payments are many; a segment's hazards within the intervals that calibration tells; the pace of
the last day within what the trend leaves open; the dependence, orders and amounts within their intervals; a customer taken to pay in runs
pays on any day where that may be so after all. A draw moves them all at once.
"""

from dataclasses import dataclass

import numpy as np

from simlib.calibration.book import Float
from simlib.calibration.chance import Chance, chance_of
from simlib.calibration.counting import CAP
from simlib.calibration.learned import Learned
from simlib.calibration.shrinkage import SMALLEST_SPREAD
from simlib.engine.setting import Setting
from simlib.rules.payment import ANY_DAY

QUANTILE_95 = 1.6449
DAYS_A_YEAR = 365.25
LARGEST_SHARE = 0.95
STREAM = 0xF0
"""Number of the stream of draws, apart from those of any world."""


@dataclass(frozen=True)
class Doubt:
    """Standard deviations of the logs of what was learned.

    Attributes:
        rows: float64 [segments, bins], hazards.
        level: float64 [customers], pace of each customer.
        pace: Pace of all on the last day.
        orders: float64 [segments], rate of orders.
        amounts: float64 [segments], mean amount.
        customer_week, week: Of the dependence itself, not of its log.
    """

    rows: Float
    level: Float
    pace: float
    orders: Float
    amounts: Float
    customer_week: float
    week: float


def doubt_of(learned: Learned) -> Doubt:
    """Return what a ledger leaves open about what was learned from it."""
    hazards, dependence, book = learned.hazards, learned.dependence, learned.book
    payments = np.bincount(book.customer[book.paid], minlength=len(book.customers))
    between = np.array([max(one.value, SMALLEST_SPREAD) for one in hazards.spread])[hazards.segment_of]
    years = max(book.as_of - book.first, 1) / DAYS_A_YEAR
    return Doubt(
        rows=_deviation(hazards.low, hazards.high),
        level=1.0 / np.sqrt(payments + between**-2.0),
        pace=learned.trend.deviation * years / 2.0,
        orders=_deviation(learned.orders.low, learned.orders.high),
        amounts=_deviation(learned.amounts.low, learned.amounts.high),
        customer_week=(dependence.a_high - dependence.a_low) / (2.0 * QUANTILE_95),
        week=(dependence.b_high - dependence.b_low) / (2.0 * QUANTILE_95),
    )


def _deviation(low: Float, high: Float) -> Float:
    """Return the standard deviation of a log from the bounds of a 90 % interval."""
    known = (low > 0.0) & (high > low)
    ratio = np.divide(high, low, out=np.ones_like(high), where=known)
    return np.asarray(np.log(ratio) / (2.0 * QUANTILE_95))


def drawn(setting: Setting, learned: Learned, doubt: Doubt, seed: int, number: int) -> Setting:
    """Return a setting with its parameters drawn.

    Args:
        setting: Made from the scenario of what was learned.
        learned: What was learned; its customers are the setting's.
        doubt: What is left open about it.
        seed: Seed of the draws.
        number: Which of them.
    """
    chance = chance_of(seed, STREAM, number)
    group = learned.hazards.segment_of
    bins = np.exp(_centred(chance, doubt.rows))
    pace = float(np.exp(doubt.pace * chance.standard_normal()))
    level = np.exp(_centred(chance, doubt.level)) * pace
    orders = np.exp(_centred(chance, doubt.orders))[group]
    amounts = np.exp(_centred(chance, doubt.amounts))[group]
    own = learned.hazards.has_own
    customers = setting.customers.copy()
    hazards = setting.hazards.copy()
    of_segment = np.unique(customers.hazard_row[~own], return_index=True)
    hazards[of_segment[0]] *= bins[group[~own][of_segment[1]]]
    hazards[customers.hazard_row[own]] *= bins[group[own]] * level[own, None]
    customers.frailty[~own] *= (level * np.exp(0.5 * doubt.level**2))[~own]  # they stand at the medians of their levels
    customers.pace *= orders
    customers.mean_amount *= amounts
    a = _share(learned.dependence.a, doubt.customer_week, chance)
    b = _share(learned.dependence.b, doubt.week, chance)
    in_runs = np.array([not run.is_any for run in learned.runs], dtype=np.bool_)
    customers.own_runs[in_runs & (chance.random(in_runs.size) > learned.run_shares.certainty)] = ANY_DAY
    shrink = min(1.0, LARGEST_SHARE / max(a + b, LARGEST_SHARE))
    return setting._replace(
        hazards=np.minimum(hazards, CAP),
        customers=customers,
        customer_week_share=a * shrink,
        week_share=b * shrink,
    )


def _centred(chance: Chance, deviation: Float) -> Float:
    """Return normal draws of these deviations whose exponentials are one on average."""
    return np.asarray(deviation * chance.standard_normal(deviation.shape) - 0.5 * deviation**2)


def _share(value: float, deviation: float, chance: Chance) -> float:
    """Return a share drawn around its value, not below nothing."""
    return float(np.clip(value + deviation * chance.standard_normal(), 0.0, LARGEST_SHARE))
