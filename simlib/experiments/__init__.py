"""Experiments: scenarios compared in pairs on the same worlds; what explains a difference, what reaches a goal, how to try it for real."""

from simlib.experiments.bound import Bounds, bound
from simlib.experiments.bridge import Bridge, bridge
from simlib.experiments.compare import Comparison, Difference, Paired, compare, compare_many
from simlib.experiments.design import Design, design
from simlib.experiments.frontier import frontier
from simlib.experiments.goal import Goal, goal
from simlib.experiments.grid import grid_of
from simlib.experiments.optimise import Optimum, optimise
from simlib.experiments.ranking import corrected, ranking
from simlib.experiments.remedies import Prices, remedies
from simlib.experiments.remedies_tables import remedies_table, value_of_a_day
from simlib.experiments.sweep import Sweep, sweep
from simlib.experiments.tables import frontier_table, ranking_table
from simlib.experiments.tornado import Tornado, tornado

__all__ = [
    "compare",
    "compare_many",
    "Comparison",
    "Paired",
    "Difference",
    "corrected",
    "ranking",
    "frontier",
    "ranking_table",
    "frontier_table",
    "grid_of",
    "bridge",
    "Bridge",
    "bound",
    "Bounds",
    "tornado",
    "Tornado",
    "sweep",
    "Sweep",
    "goal",
    "Goal",
    "optimise",
    "Optimum",
    "remedies",
    "Prices",
    "remedies_table",
    "value_of_a_day",
    "design",
    "Design",
]
