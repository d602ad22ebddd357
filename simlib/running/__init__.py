"""Running scenarios: replications on all cores, their daily series, the states kept for comparisons, and the runs kept in a store."""

from simlib.running.alerts import Raised, alerts_of
from simlib.running.batch import Batch
from simlib.running.customers import Action, customers_table
from simlib.running.events import events_of
from simlib.running.outcome import Outcome, Valued
from simlib.running.result import ByGroup, Result, Summary, summary_of
from simlib.running.simulate import simulate
from simlib.running.stage import Cancelled, Stage
from simlib.running.store import Store

__all__ = [
    "simulate",
    "Stage",
    "Batch",
    "Store",
    "Result",
    "Outcome",
    "Valued",
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
