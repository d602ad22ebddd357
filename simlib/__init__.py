"""A treasury what-if workbook: what would our cash look like if we billed, reminded and collected differently?

    >>> import simlib
    >>> base = simlib.load("scenarios/base.yaml")                        # doctest: +SKIP
    >>> patient = base.with_({"policy.reminders.gap_days": 10}, name="patient")  # doctest: +SKIP
    >>> simlib.compare([base, patient])                                  # doctest: +SKIP

Nothing heavy is imported before it is used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simlib.calibration.backtest import backtest
    from simlib.calibration.forecast import forecast
    from simlib.calibration.learning import calibrate
    from simlib.experiments.bound import bound
    from simlib.experiments.bridge import bridge
    from simlib.experiments.compare import compare, compare_many
    from simlib.experiments.design import design
    from simlib.experiments.frontier import frontier
    from simlib.experiments.goal import goal
    from simlib.experiments.grid import grid_of
    from simlib.experiments.optimise import optimise
    from simlib.experiments.ranking import ranking
    from simlib.experiments.remedies import remedies
    from simlib.experiments.sweep import sweep
    from simlib.experiments.tornado import tornado
    from simlib.readers import check
    from simlib.reporting import render
    from simlib.running import Stage, alerts_of, customers_table, events_of, simulate
    from simlib.scenario import Scenario, levers, load
    from simlib.workbook import Workbook

__version__ = "0.1.0"

_HOMES = {
    "load": "scenario",
    "levers": "scenario",
    "Scenario": "scenario",
    "simulate": "running",
    "Stage": "running",
    "events_of": "running",
    "alerts_of": "running",
    "customers_table": "running",
    "compare": "experiments",
    "bound": "experiments",
    "bridge": "experiments",
    "compare_many": "experiments",
    "design": "experiments",
    "frontier": "experiments",
    "goal": "experiments",
    "grid_of": "experiments",
    "optimise": "experiments",
    "ranking": "experiments",
    "remedies": "experiments",
    "sweep": "experiments",
    "tornado": "experiments",
    "check": "readers",
    "calibrate": "calibration",
    "forecast": "calibration",
    "backtest": "calibration",
    "render": "reporting",
    "Workbook": "workbook",
}

__all__ = [
    "Scenario",
    "Stage",
    "Workbook",
    "__version__",
    "alerts_of",
    "backtest",
    "bound",
    "bridge",
    "calibrate",
    "check",
    "compare",
    "compare_many",
    "customers_table",
    "design",
    "events_of",
    "forecast",
    "frontier",
    "goal",
    "grid_of",
    "levers",
    "load",
    "optimise",
    "ranking",
    "remedies",
    "render",
    "simulate",
    "sweep",
    "tornado",
]


def __getattr__(name: str) -> object:
    """Import a public name from its room when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'simlib' has no attribute {name!r}")
    return getattr(import_module(f"simlib.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
