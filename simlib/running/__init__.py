"""Running scenarios: replications on all cores, their daily series, and the states kept for comparisons."""

from simlib.running.alerts import Raised, alerts_of
from simlib.running.customers import Action, customers_table
from simlib.running.events import events_of
from simlib.running.result import ByGroup, Result, Summary, summary_of
from simlib.running.simulate import simulate
from simlib.running.stage import Cancelled, Stage

__all__ = [
    "simulate",
    "Stage",
    "Result",
    "ByGroup",
    "Summary",
    "summary_of",
    "events_of",
    "alerts_of",
    "Raised",
    "customers_table",
    "Action",
    "Cancelled",
]
