"""What is asked: the typed description of a firm, its customers and its policies, with its levers.

`load` reads scenario files, `Scenario` is their content, `levers` lists what a slider may move.
"""

from simlib.scenario.behaviour import Behaviour, Dependence, Effect
from simlib.scenario.dump import dump_yaml
from simlib.scenario.fields import Text
from simlib.scenario.files import load
from simlib.scenario.firm import Firm
from simlib.scenario.levers import Lever, levers
from simlib.scenario.months import Month
from simlib.scenario.policy import Calls, Plan, Policy, Reminders, Step
from simlib.scenario.scenario import FileRef, Origin, Scenario, build
from simlib.scenario.schema import json_schema
from simlib.scenario.segments import Runs, Segment, Terms
from simlib.scenario.variations import Change

__all__ = [
    "load",
    "levers",
    "dump_yaml",
    "json_schema",
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
    "Lever",
    "Change",
    "Origin",
    "build",
]
