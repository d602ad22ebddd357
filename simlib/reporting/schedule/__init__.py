"""Reports on schedule: read from `schedule.yaml`, each due slot made once, whatever restarts and however many processes.

`read_schedule` reads and checks the file; `Runner` makes what is due; `standings` tells where every report stands.
"""

from simlib.reporting.schedule.jobs import Job, Schedule, read_schedule
from simlib.reporting.schedule.making import Made, Order, make
from simlib.reporting.schedule.runner import Ended, Runner
from simlib.reporting.schedule.slots import Slot
from simlib.reporting.schedule.standing import Standing, standings

__all__ = [
    "Ended",
    "Job",
    "Made",
    "Order",
    "Runner",
    "Schedule",
    "Slot",
    "Standing",
    "make",
    "read_schedule",
    "standings",
]
