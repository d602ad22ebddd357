"""Experiments: scenarios compared in pairs on the same worlds."""

from simlib.experiments.compare import Comparison, Difference, Paired, compare, compare_many
from simlib.experiments.frontier import frontier
from simlib.experiments.grid import grid_of
from simlib.experiments.ranking import corrected, ranking

__all__ = [
    "compare",
    "compare_many",
    "Comparison",
    "Paired",
    "Difference",
    "corrected",
    "ranking",
    "frontier",
    "grid_of",
]
