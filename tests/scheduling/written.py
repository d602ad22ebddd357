"""Schedules written for tests, and clocks that are set by hand."""

import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from simlib.reporting.schedule import Schedule, read_schedule


def write(folder: Path, jobs: str) -> Schedule:
    """Write a schedule beside an empty scenario, and read it."""
    (folder / "base.yaml").write_text("name: base\n", encoding="utf-8")
    (folder / "schedule.yaml").write_text(f"language: fr\njobs:\n{jobs}", encoding="utf-8")
    return read_schedule(folder / "schedule.yaml")


def at(*time: int, zone: str = "UTC", fold: int = 0) -> float:
    """Return the instant of a time on a wall clock."""
    year, month, day, hour, minute = (*time, 0, 0)[:5]
    return datetime.datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(zone), fold=fold).timestamp()


class Clock:
    """A clock that is set by hand."""

    def __init__(self, now: float) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now
