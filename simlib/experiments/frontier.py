"""The frontier: scenarios that no other one beats in every aim at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from simlib.experiments.compare import Paired
from simlib.indicators import INDICATORS

WISHED = ("dso_count_back", "cost_to_collect", "goodwill")
"""What policies are weighed by, as far as there is such an indicator."""


def aims() -> tuple[str, ...]:
    """Return the indicators that a frontier weighs where nobody names others."""
    return tuple(name for name in WISHED if name in INDICATORS)


@dataclass(frozen=True)
class Point:
    """A scenario among others.

    Attributes:
        scenario: Its name.
        means: Mean of each aim.
        is_on_frontier: Whether no other scenario is at least as good in every aim and better in one.
        beaten_by: A scenario on the frontier that beats it, the first in order; empty on the frontier.
    """

    scenario: str
    means: Mapping[str, float]
    is_on_frontier: bool
    beaten_by: str = ""


def frontier(compared: Paired, indicators: Sequence[str] = ()) -> list[Point]:
    """Return every scenario with its means, those on the frontier marked; in the order of the first aim, the best first."""
    names = tuple(indicators) or aims()
    means = {
        scenario: {name: float(np.mean(result.values(name))) for name in names}
        for scenario, result in compared.results.items()
    }
    return points_of(means)


def points_of(means: Mapping[str, Mapping[str, float]]) -> list[Point]:
    """Return the points of scenarios whose means are known."""
    scenarios = list(means)
    names = list(next(iter(means.values()))) if means else []
    signs = np.array([INDICATORS[name].better.value or -1 for name in names])
    table = np.array([[means[scenario][name] for name in names] for scenario in scenarios]).reshape(-1, len(names))
    beaten = beaten_by(-signs * table)
    order = np.lexsort((np.arange(len(scenarios)), *(-signs * table).T[::-1]))
    on = [place for place in order if beaten[place] < 0]
    return [
        Point(
            scenarios[place],
            means[scenarios[place]],
            beaten[place] < 0,
            "" if beaten[place] < 0 else scenarios[next(other for other in on if _beats(-signs * table, other, place))],
        )
        for place in order
    ]


def beaten_by(costs: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Return for each row of costs the first row that beats it: nowhere dearer, somewhere cheaper; -1 where none does.

    A row with an undefined cost is beaten by every row without.
    """
    costs = np.where(np.isnan(costs), np.inf, costs)
    found = np.full(len(costs), -1, dtype=np.int64)
    for place, row in enumerate(costs):
        beating = np.flatnonzero((costs <= row).all(axis=1) & (costs < row).any(axis=1))
        if beating.size:
            found[place] = beating[0]
    return found


def _beats(costs: npt.NDArray[np.float64], one: int, other: int) -> bool:
    costs = np.where(np.isnan(costs), np.inf, costs)
    return bool((costs[one] <= costs[other]).all() and (costs[one] < costs[other]).any())
