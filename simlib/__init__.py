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
    from simlib.calibration import calibrate
    from simlib.experiments import compare
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
    "check": "readers",
    "calibrate": "calibration",
    "render": "reporting",
    "Workbook": "workbook",
}

__all__ = [
    "Scenario",
    "Stage",
    "Workbook",
    "__version__",
    "alerts_of",
    "calibrate",
    "check",
    "compare",
    "customers_table",
    "events_of",
    "levers",
    "load",
    "render",
    "simulate",
]


def __getattr__(name: str) -> object:
    """Import a public name from its room when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'simlib' has no attribute {name!r}")
    return getattr(import_module(f"simlib.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
