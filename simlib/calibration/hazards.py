"""Hazards: daily rates of approval per bin of lateness, for the pool, its segments and its customers.

A segment's row is what a customer of mean level does; each customer has a level of its own (its frailty) and, where the ledger shows that
customers differ in *when* they pay and not only in how fast, a row of its own. What was seen of one is shrunk to its group (`shrinkage`).
"""

import math
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from simlib.calibration.book import Bool, Float, Int
from simlib.calibration.counting import CAP, Counts, DayBins, count, daily_hazard_of
from simlib.calibration.habits import NO_HABIT, Habit, learn_habit, rows_of
from simlib.calibration.shifts import learn_shifts
from simlib.calibration.shrinkage import SMALLEST_SPREAD, Posterior, Seen, Spread, learn_spread, posterior
from simlib.calibration.spells import Bins, Spells
from simlib.jit import kernel

ROUNDS = 25
ROUGH_ROUNDS = 8
"""Rounds of EM for the rows of record, and for those that only sort customers by their level."""
SETTLED = 5e-4
FEWEST_CUSTOMERS = 10
"""Customers with events below which a segment takes the pool's spread."""

FEWEST_FOR_OWN_ROW = 8
"""Events below which a customer keeps its segment's row."""

WORTH_A_ROW = 3.0
"""Gain of log likelihood that own rows must bring."""

QUANTILE_95 = 1.6449

MOST_UNKNOWN = 0.75
"""Largest share of a bin's events that the intervals of payment runs are taken to leave unknown."""

WIDEST = 5.0
"""Largest standard deviation of a log hazard that is told; beyond it nothing is known."""


@dataclass(frozen=True)
class Hazards:
    """What was learned about the time to approval.

    Attributes:
        bins: Bins of lateness.
        rows: float64 [segments, bins], daily hazard of a customer of mean level.
        low, high: float64 [segments, bins], 90 % interval of the rows.
        events, exposure: float64 [segments, bins], what they were counted from.
        spread: Per segment, the spread of the customers' levels.
        habit: Per segment, how customers' own rows depart from the segment's.
        segment_of: int64 [customers].
        level: float64 [customers], the customers' levels; the frailty of those without a row of their own.
        level_doubt: float64 [customers], standard deviation of the log of a level given what was seen; 0 with a row of one's own.
        has_own: bool [customers], whether the customer has a row of its own.
        own: float64 [customers, bins], those rows.
    """

    bins: Bins
    rows: Float
    low: Float
    high: Float
    events: Float
    exposure: Float
    spread: tuple[Spread, ...]
    habit: tuple[Habit, ...]
    segment_of: Int
    level: Float
    level_doubt: Float
    has_own: Bool
    own: Float

    @property
    def frailty(self) -> Float:
        """Median of each customer's level given what was seen: a customer in a simulation stands there.

        Standing at their means, customers would differ less than they do, and those that pay late be too few; with the medians the
        lateness of all of them comes out right.
        """
        return np.asarray(self.level * np.exp(-0.5 * self.level_doubt**2))

    @property
    def rates(self) -> Float:
        """Daily hazard of each customer in each bin, float64 [customers, bins]."""
        shared = self.rows[self.segment_of] * self.level[:, None]
        return np.minimum(np.where(self.has_own[:, None], self.own, shared), CAP)

    def of_customers(self, kept: Int) -> "Hazards":
        """Return the hazards of some customers."""
        names = ("segment_of", "level", "level_doubt", "has_own", "own")
        return replace(self, **{name: getattr(self, name)[kept] for name in names})

    def scaled(self, ratio: Float) -> "Hazards":
        """Return the hazards with each segment's bins multiplied by `ratio` [segments, bins], at most the cap."""
        return replace(
            self,
            rows=np.minimum(self.rows * ratio, CAP),
            low=np.minimum(self.low * ratio, CAP),
            high=np.minimum(self.high * ratio, CAP),
            own=np.minimum(self.own * ratio[self.segment_of], CAP),
        )


def learn_hazards(spells: Spells, bins: Bins, week: int, segment_of: Int, segments: int) -> Hazards:
    """Return the hazards of every segment and customer.

    Args:
        spells: What was seen, of at least one approval.
        bins: Bins of lateness.
        week: Business days in a week.
        segment_of: int64 per customer.
        segments: Number of segments.
    """
    days = DayBins.over(bins, spells)
    customers = segment_of.size
    everyone = np.zeros(customers, dtype=np.int64)
    start = np.full((customers, len(bins)), 0.05)
    counts, _ = count(spells, days, start)
    pool = daily_hazard_of(counts.events.sum(axis=0), counts.exposure.sum(axis=0))
    pooled = _alternate(spells, days, everyone, 1, np.tile(pool, (1, 1)))
    settled = (
        _alternate(spells, days, segment_of, segments, np.tile(pooled.rows, (segments, 1))) if segments > 1 else pooled
    )
    rows = _shrink_to_pool(settled, segment_of, pooled.rows[0]) if segments > 1 else settled.rows
    grouped = settled.counts.by_group(segment_of, segments)
    spread = tuple(
        learn_spread(_seen(settled.counts, rows[group], segment_of == group))
        if _active(settled.counts, segment_of == group) >= FEWEST_CUSTOMERS
        else learn_spread(_seen(settled.counts, pooled.rows[0], everyone == 0))
        for group in range(segments)
    )
    level, doubt = np.ones(customers), np.zeros(customers)
    for group in range(segments):
        mine = segment_of == group
        after = posterior(_seen(settled.counts, rows[group], mine), spread[group].value)
        level[mine], doubt[mine] = after.mean, after.log_deviation
    habit, has_own, own = _own_rows(spells, days, settled, rows, segment_of, level, bins, week)
    low, high = _intervals(spells, days, rows, segment_of, level, settled, spread)
    return Hazards(
        bins=bins,
        rows=rows,
        low=low,
        high=high,
        events=grouped.events,
        exposure=grouped.exposure,
        spread=spread,
        habit=habit,
        segment_of=segment_of,
        level=np.where(has_own, 1.0, level),
        level_doubt=np.where(has_own, 0.0, doubt),
        has_own=has_own,
        own=own,
    )


def at_level(spells: Spells, days: DayBins, segment_of: Int, segments: int) -> Counts:
    """Return events and days at risk per customer and bin, a day counting as many as the customer's level says."""
    settled, level = _levels(spells, days, segment_of, segments)
    exposure = np.maximum(settled.counts.exposure * level[:, None], settled.counts.events)
    return Counts(settled.counts.events, exposure)


def levelled_rates(spells: Spells, days: DayBins, segment_of: Int, segments: int) -> Float:
    """Return the daily hazards of each customer, its segment's row at its own level; float64 [customers, bins]."""
    settled, level = _levels(spells, days, segment_of, segments)
    return np.minimum(settled.rows[segment_of] * level[:, None], CAP)


def _levels(spells: Spells, days: DayBins, segment_of: Int, segments: int) -> "tuple[_Settled, Float]":
    """Return the segments' rows and the customers' levels."""
    rates = np.full((segment_of.size, int(days.table.max()) + 1), 0.05)
    counts, _ = count(spells, days, rates)
    pool = daily_hazard_of(counts.events.sum(axis=0), counts.exposure.sum(axis=0))
    settled = _alternate(spells, days, segment_of, segments, np.tile(pool, (segments, 1)), ROUGH_ROUNDS)
    level = np.ones(segment_of.size)
    for group in range(segments):
        mine = segment_of == group
        seen = _seen(settled.counts, settled.rows[group], mine)
        level[mine] = posterior(seen, max(settled.spread[group], SMALLEST_SPREAD)).mean
    return settled, level


@dataclass(frozen=True)
class _Settled:
    """Rows [groups, bins] with the counts [customers, bins] and the spreads of levels they settled with."""

    rows: Float
    counts: Counts
    doubt: Float
    spread: tuple[float, ...]


def _seen(counts: Counts, row: Float, mine: npt.NDArray[np.bool_]) -> Seen:
    """Return what was seen of the chosen customers against one row."""
    events, exposure = counts.events[mine], counts.exposure[mine]
    return Seen(events, exposure, np.broadcast_to(np.maximum(row, 1e-12), events.shape))


def _active(counts: Counts, mine: npt.NDArray[np.bool_]) -> int:
    """Return how many of the chosen customers have an event."""
    return int(np.count_nonzero(counts.events[mine].sum(axis=1) > 0.0))


def _alternate(
    spells: Spells, days: DayBins, group_of: Int, groups: int, rows: Float, rounds: int = ROUNDS
) -> _Settled:
    """Alternate between the customers' levels given the rows and the rows given the levels, until both stand still.

    This is the EM algorithm of a shared frailty, with the mean and spread of the levels re-estimated freely and folded back into the rows
    (J. S. Liu, Y. N. Wu, "Parameter expansion for data augmentation", JASA 94 (1999) 1264-1274), which makes it quick.
    """
    spread = np.full(groups, 0.5)
    level = np.ones(group_of.size)
    exact = spells.exit - spells.clear <= 1
    known, _ = count(spells.of(exact), days, rows[group_of])
    shared = spells.of(~exact)

    def counted(rates: Float) -> tuple[Counts, Float]:
        more, doubt = count(shared, days, rates)
        return Counts(known.events + more.events, known.exposure + more.exposure), doubt

    counts, doubt = counted(rows[group_of])
    is_seen = counts.exposure.sum(axis=1) > 0.0
    for _ in range(rounds):
        before = rows.copy()
        for group in range(groups):
            mine = (group_of == group) & is_seen
            if _active(counts, mine) == 0:
                continue
            seen = _seen(counts, rows[group], mine)
            after = posterior(seen, max(float(spread[group]), SMALLEST_SPREAD))
            level[mine] = after.mean
            rows[group] = _row(seen, after, rows[group])
            if np.count_nonzero(mine) > 1:
                shift, spread[group] = _moments(seen, after)
                rows[group] = np.minimum(rows[group] * shift, CAP)
        if len(shared):
            counts, doubt = counted(np.minimum(rows[group_of] * level[:, None], CAP))
        told = rows * before > 0.0
        if float(np.abs(np.log(rows[told] / before[told])).max(initial=0.0)) < SETTLED:
            break
    return _Settled(rows, counts, doubt, tuple(float(one) for one in spread))


@kernel
def _struck(events: Float, points: Float, weights: Float, row: Float, total: Float) -> None:
    """Add each bin's events, each over its chance per unit of hazard given the customer's level, to `total`."""
    for unit in range(events.shape[0]):
        for cell in range(events.shape[1]):
            if events[unit, cell] > 0.0:
                mean = 0.0
                for node in range(points.shape[0]):
                    rate = max(points[node, unit] * row[cell], 1e-12)
                    mean += weights[node, unit] * rate / -math.expm1(-rate)
                total[cell] += events[unit, cell] * mean


def _row(seen: Seen, after: Posterior, row: Float) -> Float:
    """Return the row that fits the customers' events best, given their levels."""
    events = np.zeros_like(row)
    _struck(seen.events, after.points, after.weights, row, events)
    exposure = after.mean @ seen.exposure
    row = np.divide(events, exposure, out=np.zeros_like(row), where=exposure > 0.0)
    return np.asarray(np.minimum(row, CAP))


def _moments(seen: Seen, after: Posterior) -> tuple[float, float]:
    """Return the factor to fold into the row, and the spread of the levels, from the customers of whom something was seen."""
    informative = seen.exposure.sum(axis=1) > 0.0
    logs, weights = np.log(after.points[:, informative]), after.weights[:, informative]
    mean = (weights * logs).sum(axis=0)
    centre = float(mean.mean())
    variance = float((weights * (logs - centre) ** 2).sum(axis=0).mean())
    spread = float(np.sqrt(max(variance, SMALLEST_SPREAD**2)))
    return float(np.exp(centre + 0.5 * variance)), spread


def _shrink_to_pool(settled: _Settled, segment_of: Int, pool: Float) -> Float:
    """Return the segments' rows shrunk, bin by bin, to the pool's row at the segment's own level."""
    grouped = settled.counts.by_group(segment_of, settled.rows.shape[0])
    daily = -np.expm1(-settled.rows)
    exposure = np.divide(
        grouped.events, daily, out=grouped.exposure.copy(), where=(daily > 0.0) & (grouped.events > 0.0)
    )
    expected = (exposure * pool).sum(axis=1)
    at_level = np.minimum(pool * (grouped.events.sum(axis=1) / np.maximum(expected, 1e-12))[:, None], CAP)
    at_level = np.where(grouped.events.sum(axis=1)[:, None] > 0.0, at_level, pool)
    shape = settled.rows.shape
    cells = Seen(grouped.events.reshape(-1, 1), exposure.reshape(-1, 1), np.maximum(at_level, 1e-12).reshape(-1, 1))
    spread = learn_spread(cells)
    shrunk = at_level * posterior(cells, spread.value).mean.reshape(shape)
    return np.minimum(shrunk, CAP)


def _own_rows(
    spells: Spells, days: DayBins, settled: _Settled, rows: Float, segment_of: Int, level: Float, bins: Bins, week: int
) -> tuple[tuple[Habit, ...], Bool, Float]:
    """Return the customers' habits by segment, who gets a row of its own, and the rows.

    A customer's row departs from its segment's, or from the segment's curve moved by the customer's usual lateness, whichever tells more.
    """
    has_own = np.zeros(segment_of.size, dtype=np.bool_)
    own = rows[segment_of]
    habits = []
    for group in range(rows.shape[0]):
        mine = segment_of == group
        seen = _seen(settled.counts, rows[group], mine)
        told = seen.events.sum(axis=1) >= FEWEST_FOR_OWN_ROW
        habit = NO_HABIT
        if np.count_nonzero(told) >= FEWEST_CUSTOMERS:
            habit = learn_habit(seen, bins, week, settled.spread[group])
            shifts = learn_shifts(spells.of(spells.segment == group), days, week, segment_of.size)
            moved = shifts.rows(bins, week, rows[group][bins.atom] * level)[mine]
            seen_moved = Seen(seen.events, seen.exposure, np.maximum(moved, 1e-12))
            price = 0.5 * float(np.log1p(seen.events.sum(axis=1)).sum())
            delayed = learn_habit(seen_moved, bins, week, SMALLEST_SPREAD)
            if delayed.evidence - price > habit.evidence:
                seen, habit = seen_moved, replace(delayed, evidence=delayed.evidence - price, without=habit.without)
        habits.append(habit)
        if habit.evidence - habit.without > WORTH_A_ROW:
            own[mine] = np.minimum(rows_of(seen, bins, week, habit), CAP)
            has_own[mine] = told
    return tuple(habits), has_own, own


def _intervals(
    spells: Spells,
    days: DayBins,
    rows: Float,
    segment_of: Int,
    level: Float,
    settled: _Settled,
    spread: tuple[Spread, ...],
) -> tuple[Float, Float]:
    """Return the 90 % bounds of the rows.

    The variance of a bin's log hazard is that of its score, events less those expected, summed over the weeks of issue (so that invoices
    that are paid together count once, with what neighbouring weeks have in common: a week of orders is issued in two), over the square of
    how much the events expected grow with the log hazard, less what the intervals leave unknown, plus the chance in who the customers are.
    It is no less than that of days that know nothing of each other.
    """
    groups, bins = rows.shape
    rates = np.minimum(rows[segment_of] * level[:, None], CAP)
    weeks, week = np.unique(spells.week, return_inverse=True)
    by_week = replace(spells, customer=(week * groups + spells.segment).astype(np.int64))
    week_rates = np.tile(rows, (weeks.size, 1))
    counts, _ = count(by_week, days, week_rates)
    weights = _weighted_exposure(spells, week.astype(np.int64), groups, days, rates, weeks.size)
    events = counts.events.reshape(weeks.size, groups, bins)
    score = events - weights.reshape(weeks.size, groups, bins)
    score -= score.mean(axis=0, keepdims=True)
    scatter = (score**2).sum(axis=0) + 2.0 * (score[1:] * score[:-1])[np.diff(weeks) == 1].sum(axis=0)
    quiet, exposure = np.exp(-rates), settled.counts.exposure
    slope, alone, seen, unknown = (
        _by_group(values, segment_of, groups)
        for values in (exposure * rates * quiet, exposure * (1.0 - quiet) * quiet, settled.counts.events, settled.doubt)
    )
    known = 1.0 - np.minimum(np.divide(unknown, seen, out=np.zeros_like(seen), where=seen > 0.0), MOST_UNKNOWN)
    variance = np.divide(
        np.maximum(scatter, alone * known),
        (slope * known) ** 2,
        out=np.full((groups, bins), 4.0),
        where=(slope > 0.0) & (seen > 0.0),
    )
    people = np.bincount(segment_of, minlength=groups)
    who = np.array([one.value**2 for one in spread]) / np.maximum(people, 1)
    deviation = np.minimum(np.sqrt(variance + who[:, None]), WIDEST)
    return rows * np.exp(-QUANTILE_95 * deviation), np.minimum(rows * np.exp(QUANTILE_95 * deviation), CAP)


def _by_group(values: Float, group: Int, groups: int) -> Float:
    """Return values [customers, bins] summed over groups of customers."""
    total = np.zeros((groups, values.shape[1]))
    np.add.at(total, group, values)
    return total


def _weighted_exposure(spells: Spells, week: Int, groups: int, days: DayBins, rates: Float, weeks: int) -> Float:
    """Return the events expected per week of issue, segment and bin; float64 [weeks x segments, bins]."""
    pairs, pair = np.unique(spells.customer * weeks + week, return_inverse=True)
    customer, in_week = pairs // weeks, pairs % weeks
    counts, _ = count(replace(spells, customer=pair.astype(np.int64)), days, rates[customer])
    segment = np.zeros(rates.shape[0], dtype=np.int64)
    segment[spells.customer] = spells.segment
    expected = np.zeros((weeks * groups, rates.shape[1]))
    np.add.at(expected, in_week * groups + segment[customer], counts.exposure * -np.expm1(-rates[customer]))
    return expected
