"""What is asked: the typed description of a firm, its customers and its policies, with its levers.

`load` reads scenario files, `Scenario` is their content, `levers` lists what a slider may move.
"""

from simlib.scenario.behaviour import Behaviour, Dependence, Effect
from simlib.scenario.fields import Text
from simlib.scenario.files import load
from simlib.scenario.firm import Firm
from simlib.scenario.months import Month
from simlib.scenario.policy import Calls, Plan, Policy, Reminders, Step
from simlib.scenario.scenario import FileRef, Origin, Scenario, build
from simlib.scenario.segments import Runs, Segment, Terms
from simlib.scenario.variations import Change

__all__ = [
    "load",
    "Scenario",
    "Firm",
    "Segment",
    "Terms",
    "Runs",
    "Behaviour",
    "Dependence",
    "Effect",
    "Policy",
    "Reminders",
    "Plan",
    "Step",
    "Calls",
    "FileRef",
    "Month",
    "Text",
    "Change",
    "Origin",
    "build",
]
