"""Processes that make what is due when they are called, and may be killed while they make a report."""

import os
import signal
import sys
import time
import zlib
from pathlib import Path
from typing import Any

from simlib.errors import ReportError
from simlib.reporting.schedule import Order, Runner, read_schedule

LEASE = 900.0
JOURNAL = "journal.txt"


def fate(stem: str, attempt: int) -> str:
    """Return what befalls an attempt, by lots that any process draws alike."""
    lot = zlib.crc32(f"{stem}:{attempt}".encode()) % 10
    return {0: "killed", 1: "fails", 2: "fails"}.get(lot, "made") if attempt < 3 else "made"


class Maker:
    """Makes a report of two documents; says in a journal, by single writes, what it did."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def __call__(self, order: Order) -> list[Path]:
        attempt = self.told(f"{order.job} {order.stem} begun")
        files = [order.folder / f"{order.stem}.{ending}" for ending in ("html", "xlsx")]
        files[0].write_text("half a ", encoding="utf-8")
        end = fate(order.stem, attempt)
        if end == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        if end == "fails":
            order.notebook.write_text("{}", encoding="utf-8")
            raise ReportError("the template could not be executed")
        time.sleep(0.002)
        files[0].write_text("half a report, and the other half", encoding="utf-8")
        files[1].write_bytes(b"a workbook")
        self.told(f"{order.job} {order.stem} made")
        return files

    def told(self, line: str) -> int:
        """Add a line to the journal, and return how often it stands there."""
        with (self.home / JOURNAL).open("ab", buffering=0) as journal:
            journal.write(f"{line}\n".encode())
        return (self.home / JOURNAL).read_text(encoding="utf-8").splitlines().count(line)


def serve(home: str, calls: Any, together: Any) -> None:
    """Make what is due whenever a time comes in, at once with whoever else is called then; say when it is done."""
    folder = Path(home)
    while (now := calls.recv()) is not None:
        schedule = read_schedule(folder / "schedule.yaml")
        runner = Runner(schedule, folder / "out", make=Maker(folder), clock=lambda now=now: now, lease=LEASE)
        together.wait()
        list(runner.due())
        calls.send("done")


def stall(home: str) -> None:
    """Make what is due, and never come to an end of it."""
    folder = Path(home)

    def never(order: Order) -> list[Path]:
        (order.folder / f"{order.stem}.html").write_text("half a ", encoding="utf-8")
        (folder / "begun").touch()
        time.sleep(600)
        return []

    now = float((folder / "now").read_text(encoding="utf-8"))
    schedule = read_schedule(folder / "schedule.yaml")
    list(Runner(schedule, folder / "out", make=never, clock=lambda: now, lease=LEASE).due())


if __name__ == "__main__":
    stall(sys.argv[1])
