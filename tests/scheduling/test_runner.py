"""What is due is made once: missed, failed, taken over, given up, ordered, kept so long."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from simlib.errors import ReportError
from simlib.reporting.schedule import Order, Runner, standings
from simlib.reporting.schedule.book import State
from tests.scheduling.calls import LEASE
from tests.scheduling.written import Clock, at, write

DAILY = '  daily: {when: "0 7 * * *", time_zone: UTC, scenario: base.yaml, retry_minutes: 5, attempts: 4%s}\n'
FIRST = at(2026, 3, 2, 6)
MINUTE, HOUR, DAY = 60, 3600, 86_400


def whole(order: Order) -> list[Path]:
    """Make a document."""
    file = order.folder / f"{order.stem}.html"
    file.write_text("whole", encoding="utf-8")
    return [file]


def runner_of(folder: Path, make: Callable[[Order], list[Path]] = whole, more: str = "") -> tuple[Runner, Clock]:
    """Return a runner of a daily report, and its clock."""
    clock = Clock(FIRST)
    runner = Runner(write(folder, DAILY % more), folder / "out", make=make, clock=clock, lease=LEASE)
    assert list(runner.due()) == []
    return runner, clock


def visible(folder: Path) -> list[str]:
    """Return all files of reports that somebody may see, from their folder."""
    home = folder / "out"
    return sorted(
        path.relative_to(home).as_posix()
        for path in home.rglob("*")
        if path.is_file()
        and path.parent != home
        and not any(part.startswith(".") for part in path.relative_to(home).parts)
    )


def hidden(folder: Path) -> list[str]:
    """Return what hidden folders are left."""
    return sorted(path.name for path in (folder / "out").rglob(".*"))


def test_calls_between_two_slots_change_nothing(tmp_path: Path) -> None:
    runner, clock = runner_of(tmp_path)
    clock.now = FIRST + 1 * HOUR
    [made] = runner.due()
    assert made.slot.stem == "2026-03-02-0700"
    [page] = made.files
    assert page.read_text(encoding="utf-8") == "whole"
    files = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*") if path.is_file()}
    for minute in range(1, 60, 7):
        clock.now = FIRST + 1 * HOUR + minute * MINUTE
        assert list(Runner(runner.schedule, runner.folder, make=whole, clock=clock).due()) == []
    assert {path: path.stat().st_mtime_ns for path in files} == files


def test_missed_slots_are_caught_up_once_as_the_last_one(tmp_path: Path) -> None:
    runner, clock = runner_of(tmp_path)
    clock.now = FIRST + 9 * DAY + 2 * HOUR
    assert [one.slot.stem for one in runner.due()] == ["2026-03-11-0700"]
    assert list(runner.due()) == []
    assert visible(tmp_path) == [f"daily/2026-03-11-0700/{name}" for name in ("daily-2026-03-11-0700.html", "log.txt")]


def test_a_new_rule_starts_now(tmp_path: Path) -> None:
    """A job written anew makes up for nothing: not what the old rule had missed, nor what the new one would have asked."""
    runner, clock = runner_of(tmp_path)
    clock.now = FIRST + 3 * DAY
    later = write(tmp_path, (DAILY % "").replace("0 7", "30 5"))
    runner = Runner(later, tmp_path / "out", make=whole, clock=clock)
    assert list(runner.due()) == []
    clock.now += DAY
    assert [one.slot.stem for one in runner.due()] == ["2026-03-06-0530"]


def test_a_clock_set_back_makes_nothing_twice(tmp_path: Path) -> None:
    runner, clock = runner_of(tmp_path)
    clock.now = FIRST + 2 * HOUR
    assert len(list(runner.due())) == 1
    clock.now = FIRST - 5 * DAY
    assert list(runner.due()) == []
    clock.now = FIRST + 2 * HOUR
    assert list(runner.due()) == []


def test_a_failed_report_leaves_notebook_and_log_and_waits_twice_as_long_each_time(tmp_path: Path) -> None:
    begun: list[float] = []

    def fails(order: Order) -> list[Path]:
        begun.append(clock.now)
        (order.folder / f"{order.stem}.html").write_text("half a ", encoding="utf-8")
        order.notebook.write_text(f'{{"try": {len(begun)}}}', encoding="utf-8")
        raise ReportError("cell 3 of the template failed:\n  no such thing")

    runner, clock = runner_of(tmp_path, fails)
    ended = []
    for minute in range(60, 6 * 60):
        clock.now = FIRST + minute * MINUTE
        ended += list(runner.due())
    assert [(now - FIRST) / MINUTE for now in begun] == [60, 65, 75, 95]
    assert [one.state for one in ended] == [State.WAITING] * 3 + [State.FAILED]
    stem = "daily/failed/2026-03-02-0700-attempt"
    assert visible(tmp_path) == [f"{stem}-{n}.{ending}" for n in range(1, 5) for ending in ("ipynb", "log")]
    assert (tmp_path / "out" / f"{stem}-2.ipynb").read_text(encoding="utf-8") == '{"try": 2}'
    assert "cell 3 of the template failed: no such thing" in (tmp_path / "out" / f"{stem}-4.log").read_text(
        encoding="utf-8"
    )
    assert hidden(tmp_path) == []
    [standing] = standings(runner.schedule, runner.book, clock.now)
    assert (standing.state, standing.done) == ("failed", None)
    clock.now += DAY  # the next slot has its own attempts
    assert [one.attempt for one in runner.due()] == [1]


def test_a_report_that_nobody_foresaw_to_fail_stops_no_other(tmp_path: Path) -> None:
    def breaks(order: Order) -> list[Path]:
        if order.job == "daily":
            raise ZeroDivisionError("by nought")
        return whole(order)

    jobs = DAILY % "" + '  other: {when: "0 7 * * *", time_zone: UTC, scenario: base.yaml}\n'
    clock = Clock(FIRST)
    runner = Runner(write(tmp_path, jobs), tmp_path / "out", make=breaks, clock=clock)
    assert list(runner.due()) == []
    clock.now += 2 * HOUR
    assert [(one.job, one.state) for one in runner.due()] == [("daily", State.WAITING), ("other", State.DONE)]
    log = (tmp_path / "out/daily/failed/2026-03-02-0700-attempt-1.log").read_text(encoding="utf-8")
    assert "ZeroDivisionError: by nought" in log
    assert "Traceback" in log


def test_who_is_late_puts_nothing_in_the_place_of_who_took_over(tmp_path: Path) -> None:
    """A process sleeps through its lease, and wakes when its slot was made by another one."""

    def sleeps(order: Order) -> list[Path]:
        clock.now += 2 * LEASE
        [taken] = Runner(runner.schedule, runner.folder, make=whole, clock=clock, lease=LEASE).due()
        assert taken.attempt == 2
        file = order.folder / f"{order.stem}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("late", encoding="utf-8")
        return [file]

    runner, clock = runner_of(tmp_path, sleeps)
    clock.now += 2 * HOUR
    assert list(runner.due()) == []
    page = tmp_path / "out/daily/2026-03-02-0700/daily-2026-03-02-0700.html"
    assert page.read_text(encoding="utf-8") == "whole"
    assert [one.state for one in runner.book.entries()] == [State.DONE]
    assert hidden(tmp_path) == []


def test_a_report_in_work_keeps_its_claim_beyond_the_lease(tmp_path: Path) -> None:
    """A lease of two seconds, a report that takes five: it is renewed all the while, and nobody takes it over."""
    others: list[object] = []

    def slow(order: Order) -> list[Path]:
        end = time.monotonic() + 5
        while time.monotonic() < end:
            others.extend(Runner(schedule, tmp_path / "out", make=whole, lease=2.0).due())
            time.sleep(0.3)
        return whole(order)

    schedule = write(tmp_path, DAILY % "")
    runner = Runner(schedule, tmp_path / "out", make=slow, lease=2.0)
    runner.order("daily")
    [ended] = runner.due()
    assert (ended.state, ended.attempt, others) == (State.DONE, 1, [])


def test_killed_while_it_makes_a_report(tmp_path: Path, root: Path) -> None:
    """Kill -9: nothing half-written is seen, the slot is left alone until its lease ends, and then made by another process."""
    runner, clock = runner_of(tmp_path)
    clock.now = FIRST + 2 * HOUR
    (tmp_path / "now").write_text(str(clock.now), encoding="utf-8")
    process = subprocess.Popen([sys.executable, "-m", "tests.scheduling.calls", str(tmp_path)], cwd=root)
    end = time.monotonic() + 60
    while not (tmp_path / "begun").exists():
        assert process.poll() is None
        assert time.monotonic() < end
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait(30) == -signal.SIGKILL
    assert visible(tmp_path) == []
    assert len(hidden(tmp_path)) == 1
    assert [one.state for one in runner.book.entries()] == [State.RUNNING]
    clock.now += LEASE - 1
    assert list(runner.due()) == []
    clock.now += 2
    [made] = runner.due()
    assert (made.state, made.attempt) == (State.DONE, 2)
    assert [path.read_text(encoding="utf-8") for path in made.files] == ["whole"]
    assert hidden(tmp_path) == []


def test_killed_again_and_again_is_given_up(tmp_path: Path) -> None:
    runner, clock = runner_of(tmp_path)
    clock.now += 2 * HOUR
    runner.enter()
    for _ in range(4):
        assert runner.book.claim({"daily": 4}, "lost", clock.now, LEASE) is not None
        clock.now += LEASE + 1
    assert list(runner.due()) == []
    [entry] = runner.book.entries()
    assert (entry.state, entry.error) == (State.FAILED, "its process was lost")
    assert "its process was lost" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")


def test_killed_between_putting_in_place_and_saying_so(tmp_path: Path) -> None:
    """What stands in the place, unsaid, makes room for what the next process makes."""
    runner, clock = runner_of(tmp_path)
    place = tmp_path / "out/daily/2026-03-02-0700"
    place.mkdir(parents=True)
    (place / "old.html").write_text("unsaid", encoding="utf-8")
    clock.now += 2 * HOUR
    assert len(list(runner.due())) == 1
    assert sorted(path.name for path in place.iterdir()) == ["daily-2026-03-02-0700.html", "log.txt"]


def test_stopped_by_hand_gives_its_claim_back(tmp_path: Path) -> None:
    def stopped(order: Order) -> list[Path]:
        raise KeyboardInterrupt

    runner, clock = runner_of(tmp_path, stopped)
    clock.now += 2 * HOUR
    with pytest.raises(KeyboardInterrupt):
        list(runner.due())
    assert hidden(tmp_path) == []
    [made] = Runner(runner.schedule, runner.folder, make=whole, clock=clock).due()
    assert (made.state, made.attempt) == (State.DONE, 1)


def test_ordered_besides_its_slots(tmp_path: Path) -> None:
    runner, clock = runner_of(tmp_path)
    clock.now += 10 * MINUTE + 7
    runner.order("daily")
    assert [one.slot.stem for one in runner.due()] == ["2026-03-02-061007"]
    clock.now += 5
    runner.order("daily")
    assert [one.slot.stem for one in runner.due()] == ["2026-03-02-061012"]
    clock.now = FIRST + 2 * HOUR
    assert [one.slot.stem for one in runner.due()] == ["2026-03-02-0700"]


@pytest.mark.parametrize(("rule", "kept"), [("{last: 3}", 3), ("{days: 5}", 5), ("{last: 4, days: 2}", 2), ("{}", 12)])
def test_kept_so_long(rule: str, kept: int, tmp_path: Path) -> None:
    runner, clock = runner_of(tmp_path, more=f", retention: {rule}")
    for day in range(12):
        clock.now = FIRST + day * DAY + HOUR + MINUTE
        assert len(list(runner.due())) == 1
    stems = [f"2026-03-{day:02d}-0700" for day in range(14 - kept, 14)]
    assert sorted(path.name for path in (tmp_path / "out" / "daily").iterdir()) == stems
    states = [one.state for one in runner.book.entries()]
    assert states == [State.REMOVED] * (12 - kept) + [State.DONE] * kept
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert page.count(">HTML</a>") == kept


def test_when_to_call_again(tmp_path: Path) -> None:
    runner, clock = runner_of(tmp_path)
    assert runner.next_call() == FIRST + HOUR
    clock.now += 2 * HOUR
    runner.enter()
    assert runner.next_call() == FIRST + HOUR  # due since then
    list(runner.due())
    assert runner.next_call() == FIRST + DAY + HOUR


def test_a_folder_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "schedule.sqlite").write_bytes(b"this is no book of slots" * 100)
    with pytest.raises(Exception, match=r"schedule\.sqlite") as caught:
        runner_of(tmp_path)
    assert caught.type.__name__ == "StoreError"
    shutil.rmtree(tmp_path / "out")
    runner_of(tmp_path)
