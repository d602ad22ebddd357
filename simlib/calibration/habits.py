"""Habits: rows of a customer's own, where customers differ in when they pay and not only in how fast.

The log of a customer's hazards departs from its group's row by a level, the same in every bin, and by a habit that neighbouring bins share:
both normal across customers, the habit's correlation falling with the days between bins, the due day's bin going its own way. Each
customer's departure is the most likely one given what was seen of it; the widths of both are those that make all that was seen most likely
(Laplace's approximation). Source: C. E. Rasmussen, C. K. I. Williams, Gaussian Processes for Machine Learning (2006), section 3.4.
"""

import math
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from simlib.calibration.book import Float
from simlib.calibration.shrinkage import LARGEST_SPREAD, SMALLEST_SPREAD, Seen
from simlib.calibration.spells import Bins
from simlib.jit import kernel

REACHES = (1.0, 3.0, 9.0)
"""Weeks over which a habit's correlation falls by a factor e; the ledger chooses."""

STEPS = 30
SETTLED = 1e-4
MOST_CUSTOMERS = 200
"""Customers that the widths are learned from."""

BALANCING_ROUNDS = 3


@dataclass(frozen=True)
class Habit:
    """How customers depart from their group's row.

    Attributes:
        level, width: Standard deviations of the level and of the habit.
        reach: Weeks over which the habit reaches.
        evidence: Log likelihood of what was seen.
        without: The same for customers that differ by their level only.
    """

    level: float
    width: float
    reach: float
    evidence: float
    without: float


NO_HABIT = Habit(SMALLEST_SPREAD, SMALLEST_SPREAD, REACHES[0], 0.0, 0.0)


def _likeness(bins: Bins, week: int, reach: float) -> Float:
    """Return the correlation of a habit between bins, [bins, bins]."""
    edges = bins.edges()
    edges[0], edges[-1] = bins.starts[0] - week, bins.starts[-1] + week
    middle = 0.5 * (edges[:-1] + edges[1:])
    likeness = np.exp(-np.abs(middle[:, None] - middle[None, :]) / (reach * week))
    likeness[bins.atom, :] = likeness[:, bins.atom] = 0.0
    likeness[bins.atom, bins.atom] = 1.0
    return np.asarray(likeness)


@kernel
def _depart(events: Float, exposure: Float, hazard: Float, covariance: Float, at: Float, evidence: Float) -> None:
    """Set each unit's most likely log departure per cell, by Newton's method, and the log likelihood of what was seen."""
    units, cells = events.shape
    slope, weight, root = np.zeros(cells), np.zeros(cells), np.zeros(cells)
    right, pull, moved = np.zeros(cells), np.zeros(cells), np.zeros(cells)
    inner = np.zeros((cells, cells))
    for unit in range(units):
        for number in range(STEPS + 1):
            for i in range(cells):
                rate = max(hazard[unit, i] * math.exp(min(at[unit, i], 20.0)), 1e-12)
                struck = events[unit, i] * rate / math.expm1(min(rate, 500.0))
                quiet = (exposure[unit, i] - events[unit, i]) * rate
                slope[i] = struck - quiet
                weight[i] = max(struck * (rate / math.expm1(min(rate, 500.0)) + rate - 1.0) + quiet, 1e-9)
                root[i] = math.sqrt(weight[i])
                right[i] = weight[i] * at[unit, i] + slope[i]
            for i in range(cells):  # the Cholesky factor of 1 + root x covariance x root, below the diagonal and on it
                for j in range(i + 1):
                    left = root[i] * covariance[i, j] * root[j]
                    if i == j:
                        left += 1.0
                    for k in range(j):
                        left -= inner[i, k] * inner[j, k]
                    inner[i, j] = math.sqrt(left) if i == j else left / inner[j, j]
            if number == STEPS or (number > 0 and moved.max() < SETTLED):
                break
            for i in range(cells):
                total = 0.0
                for j in range(cells):
                    total += covariance[i, j] * right[j]
                pull[i] = root[i] * total
                for k in range(i):
                    pull[i] -= inner[i, k] * pull[k]
                pull[i] /= inner[i, i]
            for i in range(cells - 1, -1, -1):
                for k in range(i + 1, cells):
                    pull[i] -= inner[k, i] * pull[k]
                pull[i] /= inner[i, i]
            for i in range(cells):
                pull[i] = right[i] - root[i] * pull[i]
            for i in range(cells):
                target = 0.0
                for j in range(cells):
                    target += covariance[i, j] * pull[j]
                step = min(max(target - at[unit, i], -1.0), 1.0)
                moved[i] = abs(step)
                at[unit, i] += step
        fit = 0.0
        for i in range(cells):
            rate = max(hazard[unit, i] * math.exp(at[unit, i]), 1e-300)
            fit -= (exposure[unit, i] - events[unit, i]) * rate + 0.5 * at[unit, i] * pull[i] + math.log(inner[i, i])
            if events[unit, i] > 0.0:
                fit += events[unit, i] * math.log(-math.expm1(-rate))
        evidence[unit] = fit


def departures(seen: Seen, covariance: Float) -> tuple[Float, Float]:
    """Return each unit's most likely log departure per cell, [units, cells], and the log likelihood of what was seen, [units]."""
    at, evidence = np.zeros(seen.events.shape), np.zeros(seen.events.shape[0])
    events, exposure, hazard = seen.contiguous
    _depart(events, exposure, hazard, covariance, at, evidence)
    return at, evidence


def learn_habit(seen: Seen, bins: Bins, week: int, level: float) -> Habit:
    """Return the widths of level and habit that make what was seen of the customers most likely.

    Args:
        seen: What was seen of each customer [customers, bins] against its group's row.
        bins: Bins of lateness.
        week: Business days in a week.
        level: Spread of the levels to start from.
    """
    told = np.flatnonzero(seen.events.sum(axis=1) > 0.0)
    if told.size < 2:
        return NO_HABIT
    chosen = np.zeros(seen.events.shape[0], dtype=np.bool_)
    chosen[told[:: -(-told.size // MOST_CUSTOMERS)]] = True
    sample = seen.of(chosen)
    lowest, highest = np.log(SMALLEST_SPREAD), np.log(LARGEST_SPREAD)
    best, most = NO_HABIT, -np.inf
    for reach in REACHES:
        likeness = _likeness(bins, week, reach)

        def misfit(logs: Float, likeness: Float = likeness) -> float:
            spreads = np.exp(np.clip(logs, lowest, highest))
            return -float(departures(sample, _covariance(spreads[0], spreads[1], likeness))[1].sum())

        start = np.array([np.log(max(level, 0.05)), np.log(0.3)])
        found = minimize(misfit, start, method="Nelder-Mead", options={"xatol": 0.03, "fatol": 0.2, "maxfev": 60})
        if -float(found.fun) > most:
            most = -float(found.fun)
            spreads = np.exp(np.clip(found.x, lowest, highest))
            without = minimize(
                lambda logs, misfit=misfit: misfit(np.array([logs[0], lowest])),
                start[:1],
                method="Nelder-Mead",
                options={"xatol": 0.03, "fatol": 0.2, "maxfev": 30},
            )
            best = Habit(float(spreads[0]), float(spreads[1]), reach, most, -float(without.fun))
    return best


def rows_of(seen: Seen, bins: Bins, week: int, habit: Habit) -> Float:
    """Return each customer's own row of hazards, [customers, bins].

    The row that they depart from is balanced, so that together they expect as many events in each bin as were seen.
    """
    covariance = _covariance(habit.level, habit.width, _likeness(bins, week, habit.reach))
    own = seen.hazard
    for _ in range(BALANCING_ROUNDS):
        at, _ = departures(seen, covariance)
        own = seen.hazard * np.exp(at)
        expected = (seen.exposure * -np.expm1(-own)).sum(axis=0)
        ratio = np.divide(seen.events.sum(axis=0), expected, out=np.ones(own.shape[1]), where=expected > 0.5)
        seen = Seen(seen.events, seen.exposure, seen.hazard * np.clip(ratio, 0.5, 2.0))
    return np.asarray(own)


def _covariance(level: float, width: float, likeness: Float) -> Float:
    """Return the covariance of log departures between bins."""
    return np.asarray(level * level + width * width * likeness)
