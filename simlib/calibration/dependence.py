"""Dependence: how much the invoices of one customer's week, and those of one week, are paid early or late together.

Under the fitted hazards every invoice's draw is a normal score, known up to the day's interval. What two scores of the
same week have in common beyond two scores a month to a quarter apart is the dependence; orders of the same day certainly
share a week, orders k days apart do with probability 1 - k/7. Counting pairs this way leaves out what a customer's
invoices have in common at any time.
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from simlib.calibration.book import Float, Int
from simlib.calibration.counting import DayBins
from simlib.calibration.spells import Spells
from simlib.jit import kernel

WEEK = 7
FAR = (28, 91)
"""Days apart, from and up to, of the pairs that tell what two invoices have in common at any time."""

BLOCKS = 20
"""Blocks of time left out in turn for the interval."""

LARGEST = 0.95
QUANTILE_95 = 1.6449


@dataclass(frozen=True)
class Dependence:
    """Correlation of the draws within a customer's week (a) and within a week (b), with 90 % intervals."""

    a: float
    a_low: float
    a_high: float
    b: float
    b_low: float
    b_high: float


@kernel
def _cumulated(
    customer: Int,
    entry: Int,
    clear: Int,
    exit_: Int,
    late_receipt: npt.NDArray[np.bool_],
    speed: Float,
    lowest: int,
    table: Int,
    atom: int,
    rates: Float,
    before: Float,
    after: Float,
) -> None:
    """Set the hazard cumulated up to each spell's last clear day, and up to its last day."""
    for i in range(customer.size):
        gathered = 0.0
        for lateness in range(entry[i], exit_[i] + 1):
            if lateness == clear[i] + 1:
                before[i] = gathered
            place = atom if late_receipt[i] and lateness == entry[i] else table[lateness - lowest]
            gathered += rates[customer[i], place] * speed[i]
        if exit_[i] == clear[i]:
            before[i] = gathered
        after[i] = gathered


def scores_of(spells: Spells, days: DayBins, rates: Float) -> Float:
    """Return each spell's expected normal draw given what was seen of it; float64 [spells]."""
    before, after = np.zeros(len(spells)), np.zeros(len(spells))
    _cumulated(
        spells.customer,
        spells.entry,
        spells.clear,
        spells.exit,
        spells.late_receipt,
        spells.speed,
        days.lowest,
        days.table,
        days.atom,
        np.ascontiguousarray(np.maximum(rates, 1e-9)),
        before,
        after,
    )
    low = ndtri(-np.expm1(-np.minimum(before, 700.0)))
    survival_low, survival_high = np.exp(-before), np.where(spells.event, np.exp(-after), 0.0)
    high = np.where(spells.event, -ndtri(np.maximum(survival_high, 1e-300)), np.inf)
    mass = np.maximum(survival_low - survival_high, 1e-300)
    mean = (_density(low) - _density(high)) / mass
    middle = np.where(np.isfinite(high), high, low)
    return np.where(mass > 1e-12, mean, np.clip(middle, -8.0, 8.0))


def _density(z: Float) -> Float:
    """Return the standard normal density, 0 at the infinities."""
    return np.asarray(
        np.where(np.isfinite(z), np.exp(-0.5 * np.square(np.where(np.isfinite(z), z, 0.0))), 0.0) / np.sqrt(2.0 * np.pi)
    )


@dataclass(frozen=True)
class _Pairs:
    """Sums over pairs of spells by days apart [0..FAR]: products of scores, and of their variances; per block of time of the earlier."""

    product: Float
    weight: Float


def learn_dependence(spells: Spells, issue: Int, scores: Float) -> Dependence:
    """Return the dependence of the draws.

    Args:
        spells: What was seen.
        issue: int64 per spell, day of issue.
        scores: float64 per spell (`scores_of`).
    """
    variance = np.bincount(spells.segment, scores**2) / np.maximum(np.bincount(spells.segment), 1)
    weight = variance[spells.segment]
    own = _pairs(spells.customer, issue, scores, weight)
    everyone = _pairs(np.zeros_like(spells.customer), issue, scores, weight)
    others = _Pairs(everyone.product - own.product, everyone.weight - own.weight)
    total, common = _excess(own, None), _excess(others, None)
    blocks = [(_excess(own, block), _excess(others, block)) for block in range(BLOCKS)]
    a_all = np.array([both[0] - both[1] for both in blocks])
    b_all = np.array([both[1] for both in blocks])
    a, b = total - common, common
    return _bounded(Dependence(a, *_interval(a, a_all), b, *_interval(b, b_all)))


def _interval(value: float, left_out: Float) -> tuple[float, float]:
    """Return the 90 % interval by the jackknife over blocks."""
    deviation = float(np.sqrt((left_out.size - 1) / left_out.size * np.sum((left_out - left_out.mean()) ** 2)))
    return value - QUANTILE_95 * deviation, value + QUANTILE_95 * deviation


def _bounded(found: Dependence) -> Dependence:
    """Return the dependence with both parts between 0 and 1 and a sum below one."""
    a, b = min(max(found.a, 0.0), LARGEST), min(max(found.b, 0.0), LARGEST)
    shrink = min(1.0, LARGEST / max(a + b, LARGEST))
    return replace(
        found,
        a=a * shrink,
        b=b * shrink,
        a_low=max(found.a_low, 0.0),
        b_low=max(found.b_low, 0.0),
        a_high=min(max(found.a_high, 0.0), 1.0),
        b_high=min(max(found.b_high, 0.0), 1.0),
    )


def _pairs(group: Int, issue: Int, scores: Float, weight: Float) -> _Pairs:
    """Return the sums over pairs of one group by days apart and block of time; float64 [days apart, blocks]."""
    first = int(issue.min())
    span = int(issue.max()) - first + 1
    keys, place = np.unique(group * span + (issue - first), return_inverse=True)
    score = np.bincount(place, scores)
    heavy = np.bincount(place, weight)
    block = (keys % span) * BLOCKS // span
    product, mass = np.zeros((FAR[1] + 1, BLOCKS)), np.zeros((FAR[1] + 1, BLOCKS))
    same = 0.5 * (score**2 - np.bincount(place, scores**2))
    product[0] = np.bincount(block, same, minlength=BLOCKS)
    mass[0] = np.bincount(block, 0.5 * (heavy**2 - np.bincount(place, weight**2)), minlength=BLOCKS)
    for apart in (*range(1, WEEK), *range(FAR[0], FAR[1] + 1)):
        ahead = np.searchsorted(keys, keys + apart)
        found = (keys % span + apart < span) & (ahead < keys.size)
        found &= keys[np.minimum(ahead, keys.size - 1)] == keys + apart
        other = ahead[found]
        product[apart] = np.bincount(block[found], score[found] * score[other], minlength=BLOCKS)
        mass[apart] = np.bincount(block[found], heavy[found] * heavy[other], minlength=BLOCKS)
    return _Pairs(product, mass)


def _excess(pairs: _Pairs, without: int | None) -> float:
    """Return the correlation of two draws of the same week beyond that of draws some weeks apart, one block left out or none."""
    kept = np.ones(BLOCKS, dtype=np.bool_)
    if without is not None:
        kept[without] = False
    product, mass = pairs.product[:, kept].sum(axis=1), pairs.weight[:, kept].sum(axis=1)
    far_mass = float(mass[FAR[0] :].sum())
    far = float(product[FAR[0] :].sum()) / far_mass if far_mass > 0.0 else 0.0
    share = 1.0 - np.arange(WEEK) / WEEK
    bottom = float((mass[:WEEK] * share * share).sum())
    if bottom <= 0.0:
        return 0.0
    return float((share * (product[:WEEK] - far * mass[:WEEK])).sum()) / bottom
