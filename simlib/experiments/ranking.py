"""Ranking many scenarios honestly: intervals and p-values corrected for their number, the chance of being best, who may be best."""

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from simlib.experiments.compare import LEVEL, Paired, paired_difference, student_quantile
from simlib.indicators import INDICATORS

Values = npt.NDArray[np.float64]


class Corrected(NamedTuple):
    """A paired difference to the base, as it may be read beside all others.

    Attributes:
        low: Lower end of the simultaneous 95 % interval (Bonferroni).
        high: Its upper end.
        p: Two-sided p-value of no difference, corrected by Holm's method.
    """

    low: float
    high: float
    p: float


@dataclass(frozen=True)
class Rank:
    """One scenario's place by one indicator.

    Attributes:
        rank: 1 for the best mean; equal means share the better place.
        scenario: Its name.
        mean: Mean over worlds.
        difference: Mean paired difference to the base; NaN for the base itself.
        corrected: Simultaneous interval and p-value of that difference.
        probability_better: Share of worlds in which it beats the base, ties as half.
        probability_best: Share of worlds in which it is best of all, ties shared.
        behind: Mean paired difference to the best-ranked scenario.
        behind_low: Lower end of its simultaneous 95 % interval.
        behind_high: Upper end.
        may_be_best: Whether that interval leaves it possible that its mean is the best.
    """

    rank: int
    scenario: str
    mean: float
    difference: float
    corrected: Corrected
    probability_better: float
    probability_best: float
    behind: float
    behind_low: float
    behind_high: float
    may_be_best: bool


def corrected(compared: Paired, indicator: str) -> dict[str, Corrected]:
    """Return each other scenario's difference to the base, corrected for the number of scenarios compared.

    Intervals are Student's at 1 - 5 % / m for m scenarios; p-values are Holm's. Where worlds do not differ at all, nothing is left to
    chance: the interval is the difference, and p is 0 or 1.
    """
    base = compared.results[compared.base].values(indicator)
    others = compared.others
    found = {name: _paired(compared.results[name].values(indicator) - base, len(others)) for name in others}
    return dict(zip(others, _holm([found[name] for name in others]), strict=True))


def ranking(compared: Paired, indicator: str) -> list[Rank]:
    """Return all scenarios from the best mean to the worst; those without a value come last.

    Raises:
        ValueError: Neither direction of the indicator is better.
    """
    better = INDICATORS[indicator].better.value
    if not better:
        raise ValueError(f"{indicator}: neither direction is better; rank by another indicator")
    values = {name: result.values(indicator) for name, result in compared.results.items()}
    means = {name: _mean(one) for name, one in values.items()}
    order = sorted(values, key=lambda name: (math.isnan(means[name]), -better * means[name]))
    best = values[order[0]]
    shares = probability_best(values, better)
    to_base = corrected(compared, indicator)
    nothing = Corrected(math.nan, math.nan, math.nan)
    rows: list[Rank] = []
    for place, name in enumerate(order):
        behind = _paired(values[name] - best, len(order) - 1)
        is_tied = place > 0 and means[name] == rows[-1].mean
        rows.append(
            Rank(
                rank=rows[-1].rank if is_tied else place + 1,
                scenario=name,
                mean=means[name],
                difference=math.nan if name == compared.base else compared.difference(name, indicator).mean,
                corrected=to_base.get(name, nothing),
                probability_better=paired_difference(values[name], values[compared.base], better).probability_better,
                probability_best=shares[name],
                behind=_mean(values[name] - best),
                behind_low=behind.low,
                behind_high=behind.high,
                may_be_best=name == order[0] or (behind.high >= 0.0 if better > 0 else behind.low <= 0.0),
            )
        )
    return rows


def probability_best(values: dict[str, Values], better: int) -> dict[str, float]:
    """Return the share of worlds in which each is best; a tie of k counts 1/k for each, a world without any value for nobody."""
    table = np.stack([better * one for one in values.values()])
    known = ~np.isnan(table).all(axis=0)
    if not known.any():
        return dict.fromkeys(values, math.nan)
    table = np.where(np.isnan(table), -np.inf, table)[:, known]
    is_best = table == table.max(axis=0)
    shares = (is_best / is_best.sum(axis=0)).mean(axis=1)
    return dict(zip(values, shares.tolist(), strict=True))


def _paired(differences: Values, comparisons: int) -> Corrected:
    """Return the simultaneous interval of one of so many comparisons, and its p-value before any correction."""
    from scipy.special import stdtr

    known = differences[~np.isnan(differences)]
    if known.size < 2:
        return Corrected(math.nan, math.nan, math.nan)
    mean, error = float(known.mean()), float(known.std(ddof=1)) / math.sqrt(known.size)
    level = 1.0 - (1.0 - LEVEL) / max(1, comparisons)
    half = student_quantile(known.size - 1, level) * error
    if error == 0.0:
        return Corrected(mean, mean, 1.0 if mean == 0.0 else 0.0)
    return Corrected(mean - half, mean + half, 2.0 * float(stdtr(known.size - 1, -abs(mean / error))))


def _holm(found: list[Corrected]) -> list[Corrected]:
    """Return the same with Holm's p-values; those without a value count as no test."""
    tested = sorted((one.p, place) for place, one in enumerate(found) if one.p == one.p)
    result, least = list(found), 0.0
    for done, (p, place) in enumerate(tested):
        least = max(least, min(1.0, p * (len(tested) - done)))
        result[place] = found[place]._replace(p=least)
    return result


def _mean(values: Values) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if known.size else math.nan
