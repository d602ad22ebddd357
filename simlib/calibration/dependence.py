"""Dependence: how much the invoices of one customer's week, and those of one week, are paid early or late together.

Under the fitted hazards every invoice's draw is a normal score, known up to the day's interval. What two scores of the
same week have in common beyond two scores a month to a quarter apart is the dependence; orders k days apart share a week
with probability 1 - k/7, averaged over the days that an issue day stands for. Counting pairs this way leaves out what a
customer's invoices have in common at any time.
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
MONDAY_SHIFT = 3
"""Days to add to a day number so that weeks begin on Monday."""

LONGEST_NEAR = 13
"""Days between issue days beyond which two orders are not of one week."""

STEPS = 16
"""Moments of each weekday over which the chance of the same week is averaged."""

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
    """Sums over pairs of spells, per block of time of the earlier: products of scores, and of their variances.

    Near pairs are weighted by their chance of the same week, `square` by its square; far ones are a month to a quarter apart.
    """

    product: Float
    weight: Float
    square: Float
    far_product: Float
    far_weight: Float

    def __sub__(self, other: "_Pairs") -> "_Pairs":
        """Return what is left without the pairs of another sum."""
        return _Pairs(*(getattr(self, name) - getattr(other, name) for name in _Pairs.__dataclass_fields__))


def same_week(issue: Int) -> Float:
    """Return the chance that two orders are of the same week, float64 [weekday of the earlier issue, days between].

    Firms bill on some weekdays only; an issue day then stands for all orders since the one before. Each weekday stands for its share of
    the week's invoices, so orders issued on the same Monday may lie some days apart.
    """
    share = np.bincount((issue + MONDAY_SHIFT) % WEEK, minlength=WEEK) / issue.size
    ends = WEEK * np.cumsum(share)
    inside = (np.arange(STEPS) + 0.5) / STEPS
    at = (ends - WEEK * share)[:, None] + WEEK * share[:, None] * inside[None, :]
    chance = np.zeros((WEEK, LONGEST_NEAR + 1))
    for weekday in range(WEEK):
        for apart in range(LONGEST_NEAR + 1):
            later = weekday + apart
            other = at[later % WEEK] + WEEK * (later // WEEK)
            distance = np.abs(other[:, None] - at[weekday][None, :])
            chance[weekday, apart] = np.maximum(0.0, 1.0 - distance / WEEK).mean()
    return chance


def learn_dependence(spells: Spells, issue: Int, scores: Float) -> Dependence:
    """Return the dependence of the draws.

    Args:
        spells: What was seen.
        issue: int64 per spell, day of issue.
        scores: float64 per spell (`scores_of`).
    """
    variance = np.bincount(spells.segment, scores**2) / np.maximum(np.bincount(spells.segment), 1)
    weight = variance[spells.segment]
    chance = same_week(issue)
    own = _pairs(spells.customer, issue, scores, weight, chance)
    others = _pairs(np.zeros_like(spells.customer), issue, scores, weight, chance) - own
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


def _pairs(group: Int, issue: Int, scores: Float, weight: Float, chance: Float) -> _Pairs:
    """Return the sums over pairs of one group, float64 [blocks] each."""
    first = int(issue.min())
    span = int(issue.max()) - first + 1
    keys, place = np.unique(group * span + (issue - first), return_inverse=True)
    score: Float = np.bincount(place, scores).astype(np.float64)
    heavy: Float = np.bincount(place, weight).astype(np.float64)
    block = (keys % span) * BLOCKS // span
    weekday = (keys % span + first + MONDAY_SHIFT) % WEEK
    likely = chance[weekday, 0]
    same = np.asarray(0.5 * (score**2 - np.bincount(place, scores**2)), dtype=np.float64)
    same_mass = np.asarray(0.5 * (heavy**2 - np.bincount(place, weight**2)), dtype=np.float64)
    sums = np.zeros((5, BLOCKS))
    for total, added in ((0, likely * same), (1, likely * same_mass), (2, likely * likely * same_mass)):
        sums[total] = np.bincount(block, added, minlength=BLOCKS)
    _add_pairs(keys // span, keys % span, score, heavy, block, weekday, chance, sums)
    return _Pairs(*sums)


@kernel
def _add_pairs(
    group: Int, day: Int, score: Float, heavy: Float, block: Int, weekday: Int, chance: Float, sums: Float
) -> None:
    """Add the pairs of different days of one group to `sums`, in the order of `_Pairs`; days stand sorted within sorted groups."""
    for i in range(day.size):
        for j in range(i + 1, day.size):
            apart = day[j] - day[i]
            if group[j] != group[i] or apart > FAR[1]:
                break
            product, mass = score[i] * score[j], heavy[i] * heavy[j]
            if apart <= LONGEST_NEAR:
                likely = chance[weekday[i], apart]
                sums[0, block[i]] += likely * product
                sums[1, block[i]] += likely * mass
                sums[2, block[i]] += likely * likely * mass
            elif apart >= FAR[0]:
                sums[3, block[i]] += product
                sums[4, block[i]] += mass


def _excess(pairs: _Pairs, without: int | None) -> float:
    """Return the correlation of two draws of the same week beyond that of draws some weeks apart, one block left out or none."""
    kept = np.ones(BLOCKS, dtype=np.bool_)
    if without is not None:
        kept[without] = False
    far_weight, square = float(pairs.far_weight[kept].sum()), float(pairs.square[kept].sum())
    far = float(pairs.far_product[kept].sum()) / far_weight if far_weight > 0.0 else 0.0
    if square <= 0.0:
        return 0.0
    return float((pairs.product[kept] - far * pairs.weight[kept]).sum()) / square
