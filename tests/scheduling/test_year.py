"""A year of a schedule under a simulated clock: three processes race, some are killed, all are started anew, some reports fail."""

import datetime
import itertools
import multiprocessing
import random
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from simlib.reporting.schedule import Runner, Schedule
from simlib.reporting.schedule.book import State
from tests.scheduling.calls import JOURNAL, LEASE, fate, serve
from tests.scheduling.written import at, write

JOBS = """\
  daily: {when: "30 2 * * *", time_zone: Europe/Paris, scenario: base.yaml, retry_minutes: 5}
  monday: {when: "30 6 * * 1", time_zone: America/New_York, scenario: base.yaml, retry_minutes: 5}
  month-end: {when: last_business_day, at: "18:00", time_zone: Europe/Paris, scenario: base.yaml, retry_minutes: 5}
"""
RACERS = 3
RESTARTED_EVERY = 20
JANUARY = datetime.datetime(2026, 1, 1)  # noqa: DTZ001  # of the wall clock
LAST_BUSINESS_DAYS = [30, 27, 31, 30, 29, 30, 31, 31, 30, 30, 30, 31]


def instants(job: str) -> list[tuple[float, str]]:
    """Return the slots of 2026, worked out day by day, without the schedule's own means."""
    paris, new_york = ZoneInfo("Europe/Paris"), ZoneInfo("America/New_York")
    days = [JANUARY + datetime.timedelta(days=n) for n in range(365)]
    if job == "daily":
        walls = [day.replace(hour=2, minute=30, tzinfo=paris) for day in days]
        moved = [wall.replace(hour=3) if (wall.month, wall.day) == (3, 29) else wall for wall in walls]
    elif job == "monday":
        moved = [day.replace(hour=6, minute=30, tzinfo=new_york) for day in days if day.weekday() == 0]
    else:
        ends = [JANUARY.replace(month=month, day=day) for month, day in enumerate(LAST_BUSINESS_DAYS, start=1)]
        moved = [end.replace(hour=18, tzinfo=paris) for end in ends]
    return [(wall.timestamp(), wall.strftime("%Y-%m-%d-%H%M")) for wall in moved]


def expected(job: str, calls: list[float]) -> set[str]:
    """Return what must have been made: at each call the last slot since the call before."""
    wanted = set()
    for before, now in itertools.pairwise(calls):
        passed = [stem for instant, stem in instants(job) if before < instant <= now]
        wanted |= set(passed[-1:])
    return wanted


class Racer:
    """A process that is called again and again, and started anew when it was killed or has grown old."""

    def __init__(self, context: Any, folder: Path, together: Any) -> None:
        self._context, self._folder, self._together = context, folder, together
        self.killed = 0
        self._start()

    def _start(self) -> None:
        self._calls, theirs = self._context.Pipe()
        self._process = self._context.Process(target=serve, args=(str(self._folder), theirs, self._together))
        self._process.start()
        theirs.close()

    def call(self, now: float) -> None:
        self._calls.send(now)

    def wait(self) -> None:
        try:
            assert self._calls.recv() == "done"
        except EOFError:
            self._process.join()
            assert self._process.exitcode == -9
            self.killed += 1
            self._start()

    def restart(self) -> None:
        self.end()
        self._start()

    def end(self) -> None:
        self._calls.send(None)
        self._process.join()
        assert self._process.exitcode == 0


def live(folder: Path, calls: list[float]) -> int:
    """Let three processes race at each call; return how many were killed."""
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    context.set_forkserver_preload(["tests.scheduling.calls", "croniter", "jinja2", "babel.dates", "holidays"])
    together = context.Barrier(RACERS)
    racers = [Racer(context, folder, together) for _ in range(RACERS)]
    for n, now in enumerate(calls):
        for racer in racers:
            racer.call(now)
        for racer in racers:
            racer.wait()
        if n % RESTARTED_EVERY == 0:
            racers[n // RESTARTED_EVERY % RACERS].restart()
    for racer in racers:
        racer.end()
    return sum(racer.killed for racer in racers)


def check(folder: Path, schedule: Schedule, calls: list[float], killed: int) -> None:
    """Compare the folder of reports with what was due."""
    runner = Runner(schedule, folder / "out", clock=lambda: calls[-1])
    entries = runner.book.entries()
    assert {one.state for one in entries} == {State.DONE}
    journal = (folder / JOURNAL).read_text(encoding="utf-8").splitlines()
    fates = []
    for job in schedule.jobs:
        wanted = expected(job, calls)
        assert {one.stem for one in entries if one.job == job} == wanted
        places = {path.name: path for path in (folder / "out" / job).iterdir() if path.name != "failed"}
        assert set(places) == wanted
        for stem, place in places.items():
            assert sorted(path.name for path in place.iterdir()) == sorted(
                [f"{job}-{stem}.html", f"{job}-{stem}.xlsx", "log.txt"]
            )
            assert (place / f"{job}-{stem}.html").read_text(encoding="utf-8") == "half a report, and the other half"
            own = f"{job} {job}-{stem}"
            assert journal.count(f"{own} made") == 1
            tries = journal.count(f"{own} begun")
            fates += [fate(f"{job}-{stem}", attempt) for attempt in range(1, tries + 1)]
            left = {path.name for path in (folder / "out" / job / "failed").glob(f"{stem}-*")}
            failed = [n for n in range(1, tries + 1) if fate(f"{job}-{stem}", n) == "fails"]
            assert left == {f"{stem}-attempt-{n}.{ending}" for n in failed for ending in ("log", "ipynb")}
    assert fates.count("killed") == killed > 0
    assert fates.count("fails") > 0
    assert fates.count("made") == len(entries)
    page = (folder / "out" / "index.html").read_text(encoding="utf-8")
    assert all(f'href="{file}"' in page for one in entries for file in one.files)
    assert runner.book.claim(dict.fromkeys(schedule.jobs, 5), "another", calls[-1] + 10 * LEASE, LEASE) is None


def year(count: int) -> list[float]:
    """Return times of calls over a year, seldom and often by turns, the last ones late enough for all that is left."""
    lots = random.Random(7)
    start, end = at(2025, 12, 31, 22), at(2026, 12, 31, 20)
    moved = [at(2026, 3, 29, 1, 10), at(2026, 3, 29, 1, 40), at(2026, 10, 25, 0, 40), at(2026, 10, 25, 1, 40)]
    calls = [start, *sorted([lots.uniform(start + 60, end) for _ in range(count)] + moved)]
    return calls + [end + n * 3600 for n in range(6)]


@pytest.fixture(autouse=True)
def _found_by_the_server_of_forks(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(root))


def test_year(tmp_path: Path) -> None:
    schedule = write(tmp_path, JOBS)
    calls = year(50)
    check(tmp_path, schedule, calls, live(tmp_path, calls))


@pytest.mark.long
def test_year_of_frequent_calls(tmp_path: Path) -> None:
    schedule = write(tmp_path, JOBS)
    calls = year(600)
    check(tmp_path, schedule, calls, live(tmp_path, calls))
