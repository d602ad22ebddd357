"""Experiments: scenarios compared in pairs on the same worlds."""

from simlib.experiments.compare import Comparison, Difference, compare

__all__ = ["compare", "Comparison", "Difference"]
