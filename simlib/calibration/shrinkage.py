"""Shrinkage: how far a customer, or a segment, departs from its group, given how much was seen of it.

A unit's hazards are its group's times one multiplier. Across units the multiplier is log-normal with mean one; its spread is learned by
maximising the likelihood of what was seen, and each unit's multiplier is then its posterior mean: near one where little was seen, near the
unit's own ratio where much was. The integral over the multiplier is adaptive Gauss-Hermite quadrature.
Source: J. C. Naylor, A. F. M. Smith, "Applications of a method for the efficient computation of posterior distributions", Applied
Statistics 31 (1982) 214-225.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar

from simlib.calibration.book import Float

NODES = 9
NEWTON_STEPS = 12
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


def log_likelihood(seen: Seen, log_multiplier: Float) -> Float:
    """Return the log likelihood of each unit at a log multiplier; float64 [units]."""
    rate = seen.hazard * np.exp(log_multiplier)[:, None]
    quiet = (seen.exposure - seen.events) * rate
    struck = np.where(seen.events > 0.0, seen.events * np.log(-np.expm1(-np.maximum(rate, 1e-300))), 0.0)
    return np.asarray((struck - quiet).sum(axis=1))


def posterior(seen: Seen, spread: float) -> Posterior:
    """Return the multipliers of the units under a spread, mean one before anything was seen."""
    units = seen.events.shape[0]
    centre, precision = -0.5 * spread * spread, 1.0 / (spread * spread)
    mode = np.full(units, centre)
    curvature = np.full(units, precision)
    for _ in range(NEWTON_STEPS):
        rate = seen.hazard * np.exp(mode)[:, None]
        struck_rate = np.where(rate > 1e-9, rate / np.expm1(np.maximum(rate, 1e-9)), 1.0)
        quiet = (seen.exposure - seen.events) * rate
        slope = (seen.events * struck_rate - quiet).sum(axis=1) - precision * (mode - centre)
        bend = (seen.events * struck_rate * (1.0 - struck_rate - rate) - quiet).sum(axis=1)
        curvature = np.maximum(precision - bend, precision)
        mode = mode + np.clip(slope / curvature, -1.5, 1.5)
    scale = 1.0 / np.sqrt(curvature)
    nodes, weights = np.polynomial.hermite_e.hermegauss(NODES)
    at = mode[None, :] + scale[None, :] * nodes[:, None]
    prior = -0.5 * precision * (at - centre) ** 2 - np.log(spread)
    log_terms = np.stack([log_likelihood(seen, row) for row in at]) + prior
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
