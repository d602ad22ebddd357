"""Shrinkage: how far a customer, or a segment, departs from its group, given how much was seen of it.

A unit's hazards are its group's times one multiplier. Across units the multiplier is log-normal with mean one; its spread is learned by
maximising the likelihood of what was seen, and each unit's multiplier is then its posterior mean: near one where little was seen, near the
unit's own ratio where much was. The integral over the multiplier is adaptive Gauss-Hermite quadrature.
Source: J. C. Naylor, A. F. M. Smith, "Applications of a method for the efficient computation of posterior distributions", Applied
Statistics 31 (1982) 214-225.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar

from simlib.calibration.book import Float
from simlib.jit import kernel

NODES = 9
NEWTON_STEPS = 12
SMALLEST_STEP = 1e-11
SMALLEST_SPREAD = 0.02
LARGEST_SPREAD = 3.0
MOST_UNITS = 4000
"""Units that the spread is learned from; more add nothing that shows."""

HALF_WIDTH = 1.3528
"""Fall of the log likelihood at the bounds of a 90 % interval: half the 90 % quantile of chi-square with one degree of freedom."""


@dataclass(frozen=True)
class Seen:
    """What was seen of each unit: per cell, days with an event, days at risk, and the group's daily hazard.

    Attributes:
        events, exposure, hazard: float64 [units, cells]; a day with an event counts as a day at risk.
    """

    events: Float
    exposure: Float
    hazard: Float

    @property
    def contiguous(self) -> tuple[Float, Float, Float]:
        """The three tables, each in one piece, as kernels read them."""
        return np.ascontiguousarray(self.events), np.ascontiguousarray(self.exposure), np.ascontiguousarray(self.hazard)

    def of(self, chosen: npt.NDArray[np.bool_] | slice) -> "Seen":
        """Return the chosen units."""
        return Seen(self.events[chosen], self.exposure[chosen], self.hazard[chosen])


@dataclass(frozen=True)
class Posterior:
    """Multipliers after what was seen.

    Attributes:
        mean: float64 [units], posterior mean of each multiplier.
        evidence: float64 [units], log likelihood of what was seen of each unit.
        points, weights: float64 [nodes, units], the multipliers of the quadrature and their posterior weights.
    """

    mean: Float
    evidence: Float
    points: Float
    weights: Float

    @property
    def log_deviation(self) -> Float:
        """Standard deviation of the log of each multiplier, float64 [units]."""
        logs = np.log(self.points)
        centre = (self.weights * logs).sum(axis=0)
        return np.asarray(np.sqrt((self.weights * (logs - centre) ** 2).sum(axis=0)))


@dataclass(frozen=True)
class Spread:
    """Spread between units (standard deviation of the log) with its 90 % interval, and what it adds to the log likelihood."""

    value: float
    low: float
    high: float
    gain: float


@kernel
def _modes(
    events: Float, exposure: Float, hazard: Float, centre: float, precision: float, mode: Float, bend: Float
) -> None:
    """Set the most likely log multiplier of each unit, and the curvature there; `mode` holds where to start."""
    for unit in range(events.shape[0]):
        at, curvature = mode[unit], precision
        for _ in range(NEWTON_STEPS):
            factor = math.exp(at)
            slope, curved = -precision * (at - centre), 0.0
            for cell in range(events.shape[1]):
                if exposure[unit, cell] == 0.0:
                    continue
                rate = hazard[unit, cell] * factor
                quiet = (exposure[unit, cell] - events[unit, cell]) * rate
                slope -= quiet
                curved -= quiet
                if events[unit, cell] > 0.0:
                    struck = rate / math.expm1(rate) if rate > 1e-9 else 1.0
                    slope += events[unit, cell] * struck
                    curved += events[unit, cell] * struck * (1.0 - struck - rate)
            curvature = max(precision - curved, precision)
            step = min(max(slope / curvature, -1.5), 1.5)
            at += step
            if abs(step) < SMALLEST_STEP:
                break
        mode[unit], bend[unit] = at, curvature


@kernel
def _fits(events: Float, exposure: Float, hazard: Float, log_multiplier: Float, fit: Float) -> None:
    """Set the log likelihood of each unit at each of its log multipliers; float64 [nodes, units]."""
    for unit in range(events.shape[0]):
        for node in range(log_multiplier.shape[0]):
            factor, total = math.exp(log_multiplier[node, unit]), 0.0
            for cell in range(events.shape[1]):
                if exposure[unit, cell] == 0.0:
                    continue
                rate = hazard[unit, cell] * factor
                total -= (exposure[unit, cell] - events[unit, cell]) * rate
                if events[unit, cell] > 0.0:
                    total += events[unit, cell] * math.log(-math.expm1(-max(rate, 1e-300)))
            fit[node, unit] = total


def posterior(seen: Seen, spread: float) -> Posterior:
    """Return the multipliers of the units under a spread, mean one before anything was seen."""
    units = seen.events.shape[0]
    centre, precision = -0.5 * spread * spread, 1.0 / (spread * spread)
    events, exposure, hazard = seen.contiguous
    mode, curvature = np.full(units, centre), np.full(units, precision)
    _modes(events, exposure, hazard, centre, precision, mode, curvature)
    scale = 1.0 / np.sqrt(curvature)
    nodes, weights = np.polynomial.hermite_e.hermegauss(NODES)
    at = mode[None, :] + scale[None, :] * nodes[:, None]
    log_terms = np.empty_like(at)
    _fits(events, exposure, hazard, at, log_terms)
    log_terms += -0.5 * precision * (at - centre) ** 2 - np.log(spread)
    log_terms += (0.5 * nodes * nodes + np.log(weights) - 0.5 * np.log(2.0 * np.pi))[:, None] + np.log(scale)[None, :]
    top = log_terms.max(axis=0)
    mass = np.exp(log_terms - top)
    total = mass.sum(axis=0)
    points = np.exp(at)
    posterior_weights = mass / total
    return Posterior((posterior_weights * points).sum(axis=0), top + np.log(total), points, posterior_weights)


def learn_spread(seen: Seen) -> Spread:
    """Return the spread between units that makes what was seen most likely."""
    informative = np.flatnonzero(seen.exposure.sum(axis=1) > 0.0)
    if informative.size < 2:
        return Spread(SMALLEST_SPREAD, SMALLEST_SPREAD, SMALLEST_SPREAD, 0.0)
    step = -(-informative.size // MOST_UNITS)
    chosen = np.zeros(seen.events.shape[0], dtype=np.bool_)
    chosen[informative[::step]] = True
    sample = seen.of(chosen)

    def misfit(log_spread: float) -> float:
        return -float(posterior(sample, float(np.exp(log_spread))).evidence.sum())

    bounds = (float(np.log(SMALLEST_SPREAD)), float(np.log(LARGEST_SPREAD)))
    best = minimize_scalar(misfit, bounds=bounds, method="bounded", options={"xatol": 0.01})
    none = misfit(bounds[0])
    if none <= best.fun + 1e-9:
        centre, least = bounds[0], none
    else:
        centre, least = float(best.x), float(best.fun)
    low = _crossing(misfit, bounds[0], centre, least + HALF_WIDTH)
    high = _crossing(misfit, bounds[1], centre, least + HALF_WIDTH)
    return Spread(float(np.exp(centre)), float(np.exp(low)), float(np.exp(high)), none - least)


def _crossing(misfit: "object", outside: float, inside: float, level: float) -> float:
    """Return where a misfit, below the level inside, reaches it; the outer bound where it never does."""
    assert callable(misfit)
    if misfit(outside) <= level:
        return outside
    for _ in range(12):
        middle = 0.5 * (outside + inside)
        if misfit(middle) > level:
            outside = middle
        else:
            inside = middle
    return 0.5 * (outside + inside)
