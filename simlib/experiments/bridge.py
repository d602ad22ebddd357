"""The bridge: which lever brought how many days of DSO, how much BFR and cash, between two scenarios."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from simlib.experiments.compare import paired_difference
from simlib.experiments.groups import MOST, Move, label_of, moved, moves_between
from simlib.experiments.shapley import shapley
from simlib.running import Batch
from simlib.scenario import Scenario

EXPLAINED = ("dso_count_back", "bfr", "cash_end")
"""What a bridge explains where nobody names other indicators: days of DSO, working capital, cash."""

REPLICATIONS = 16


class Part(NamedTuple):
    """What a move brings: mean over worlds, and its 95 % interval."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Bridge:
    """A difference between two scenarios, attributed.

    Attributes:
        before: Where it starts.
        after: Where it leads.
        moves: Levers or groups that differ.
        replications: Number of worlds.
        starts: Mean of each indicator before.
        ends: Mean of each indicator after.
        totals: The whole difference by indicator.
        parts: By indicator, what each move brings, in the order of `moves`; they add up to the whole.
        left_out: Worlds in which an indicator is undefined in some scenario, and which do not count for it.
    """

    before: Scenario
    after: Scenario
    moves: tuple[Move, ...]
    replications: int
    starts: Mapping[str, float]
    ends: Mapping[str, float]
    totals: Mapping[str, Part]
    parts: Mapping[str, tuple[Part, ...]]
    left_out: Mapping[str, int]

    def residual(self, indicator: str) -> float:
        """Return what the parts leave of the whole: nothing but the rounding of floating point."""
        return self.totals[indicator].mean - math.fsum(part.mean for part in self.parts[indicator])

    def labels(self, lang: str) -> list[str]:
        """Return the names of the moves in words."""
        return [label_of(move, (self.after, self.before), lang) for move in self.moves]


def bridge(
    before: Scenario,
    after: Scenario,
    *,
    groups: Mapping[str, Sequence[str]] | None = None,
    most: int = MOST,
    indicators: Sequence[str] = EXPLAINED,
    replications: int = REPLICATIONS,
    batch: Batch | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Bridge:
    """Attribute the difference between two scenarios to the levers that differ, by exact Shapley values on common worlds.

    Every combination of moves is simulated; a move's part is its mean contribution over all orders of making them, world by world.

    Args:
        before: The base: everything before the start runs as it.
        after: The scenario to explain.
        groups: Groups of levers by name, each with its paths.
        most: Levers beyond which they are grouped by the beginning of their paths.
        indicators: What is explained.
        replications: Number of worlds.
        batch: What runs them, on the worlds of `before`.
        progress: Told (done, total).

    Raises:
        ScenarioError: Nothing differs, too much differs, or some levers cannot be moved one by one.
    """
    moves = moves_between(before, after, groups, most)
    batch = Batch(before, names=indicators) if batch is None else batch
    coalitions = [[move for place, move in enumerate(moves) if row >> place & 1] for row in range(1 << len(moves))]
    scenarios = [moved(before, coalition) for coalition in coalitions]
    outcomes = batch.run(scenarios, replications, progress=progress)
    starts, ends, totals, parts, left_out = {}, {}, {}, {}, {}
    for name in indicators:
        values = np.stack([outcome.values(name) for outcome in outcomes])
        known = ~np.isnan(values).any(axis=0)
        values = values[:, known]
        starts[name], ends[name] = _mean(values[0]), _mean(values[-1])
        totals[name] = _part(values[-1] - values[0])
        parts[name] = tuple(_part(share) for share in shapley(values))
        left_out[name] = int((~known).sum())
    return Bridge(before, after, tuple(moves), replications, starts, ends, totals, parts, left_out)


def _part(values: npt.NDArray[np.float64]) -> Part:
    found = paired_difference(values, np.zeros_like(values), 0)
    return Part(found.mean, found.low, found.high)


def _mean(values: npt.NDArray[np.float64]) -> float:
    return float(values.mean()) if values.size else math.nan
