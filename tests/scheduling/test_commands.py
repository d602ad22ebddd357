"""The commands of the schedule: what they print, how they end, how the loop goes on."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from simlib.cli import scheduling
from simlib.errors import ReportError
from simlib.reporting.schedule import Order, Runner
from simlib.reporting.schedule.book import State
from tests.helpers import run_simlib
from tests.scheduling.written import Clock, at, write

JOBS = """\
  good: {when: "0 7 * * *", time_zone: UTC, scenario: base.yaml}
  bad: {when: "0 8 * * *", time_zone: UTC, scenario: base.yaml, attempts: 2, retry_minutes: 5}
"""


class Hand:
    """A clock in the place of the module of clocks: sleeping moves it on, up to an end."""

    def __init__(self, clock: Clock, end: float) -> None:
        self.clock, self.end = clock, end
        self.naps: list[float] = []

    def time(self) -> float:
        return self.clock.now

    def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.clock.now += seconds
        if self.clock.now > self.end:
            raise KeyboardInterrupt


@pytest.fixture
def hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hand:
    """A clock for the commands, and a maker that makes the good report and not the bad one."""

    def make(order: Order) -> list[Path]:
        if order.job == "bad":
            raise ReportError("no browser was found")
        file = order.folder / f"{order.stem}.html"
        file.write_text("made", encoding="utf-8")
        return [file]

    def runner(file: Path | None, out: Path) -> Runner:
        return Runner(schedule, out, make=make, clock=hand.clock)

    schedule = write(tmp_path, JOBS)
    hand = Hand(Clock(at(2026, 3, 2, 6)), at(2026, 3, 2, 9))
    monkeypatch.setattr(scheduling, "time", hand)
    monkeypatch.setattr(scheduling, "_runner", runner)
    return hand


def asked(tmp_path: Path, *more: object) -> list[object]:
    return [*more, "--file", tmp_path / "schedule.yaml", "-o", tmp_path / "out"]


def test_due(hand: Hand, tmp_path: Path) -> None:
    assert run_simlib("schedule", *asked(tmp_path, "due")).out == ""
    hand.clock.now = at(2026, 3, 2, 7, 1)
    said = run_simlib("schedule", *asked(tmp_path, "due"))
    assert (said.code, said.error) == (0, "")
    [line] = said.out.splitlines()
    assert line == str(tmp_path / "out/good/2026-03-02-0700/good-2026-03-02-0700.html")
    hand.clock.now = at(2026, 3, 2, 8, 1)
    failed = run_simlib("schedule", *asked(tmp_path, "due", "--json"))
    assert failed.code == 1
    assert (
        "1 of 1 reports could not be made: bad 2026-03-02-0800: no browser was found (attempt 1, waiting; see"
        in failed.error
    )
    [report] = json.loads(failed.out)["reports"]
    assert (report["name"], report["state"], report["slot"]) == ("bad", "waiting", "2026-03-02T08:00:00+00:00")
    assert run_simlib("schedule", *asked(tmp_path, "due")).out == ""


def test_now(hand: Hand, tmp_path: Path) -> None:
    said = run_simlib("schedule", *asked(tmp_path, "due", "--now", "good"))
    assert said.out.strip().endswith("good-2026-03-02-0600.html")
    wrong = run_simlib("schedule", *asked(tmp_path, "due", "--now", "nothing"))
    assert wrong.code == 2
    assert "no report is called 'nothing'; there are: good, bad" in wrong.error


def test_list_as_json(hand: Hand, tmp_path: Path) -> None:
    run_simlib("schedule", *asked(tmp_path, "due", "--now", "good"))
    found = json.loads(run_simlib("schedule", *asked(tmp_path, "list", "--json")).out)["jobs"]
    assert [one["name"] for one in found] == ["good", "bad"]
    assert found[0]["last_done"] == "2026-03-02T06:00:00+00:00"
    assert found[0]["next"] == "2026-03-02T07:00:00+00:00"
    assert (found[1]["state"], found[1]["last"]) == ("new", None)


def test_run_loops_until_it_is_stopped(hand: Hand, tmp_path: Path) -> None:
    """Three hours: the good report once, the bad one twice, awake at least once a minute."""
    said = run_simlib("schedule", *asked(tmp_path, "run"))
    assert (said.code, said.error.splitlines()[-1]) == (1, "simlib: stopped")
    assert [line for line in said.out.splitlines() if line] == [
        str(tmp_path / "out/good/2026-03-02-0700/good-2026-03-02-0700.html")
    ]
    assert said.error.count("no browser was found") == 2
    assert "(attempt 2, failed)" in said.error
    assert min(hand.naps) > 0
    assert max(hand.naps) <= 60
    assert len(hand.naps) < 3 * 60 + 10


@pytest.mark.parametrize("command", ["run", "due"])
def test_ended_kindly_gives_its_slot_back(command: str, tmp_path: Path, root: Path) -> None:
    """SIGTERM, as systemd sends it: the process ends, and the slot may be taken at once."""
    schedule, out = write(tmp_path, '  often: {when: "0 7 29 2 *", scenario: base.yaml}\n'), tmp_path / "out"
    code = (
        "import sys, time; from simlib.reporting.schedule import runner\n"
        "def make(order):\n    print('making', flush=True); time.sleep(60); return []\n"
        "runner.Runner.__init__.__kwdefaults__['make'] = make\n"
        "from simlib.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    out = tmp_path / "out"
    if command == "run":
        Runner(write(tmp_path, '  often: {when: "* * * * *", time_zone: UTC, scenario: base.yaml}\n'), out).order(
            "often"
        )
    more = ["--now", "often"] if command == "due" else []
    arguments = ["schedule", command, *more, "--file", str(tmp_path / "schedule.yaml"), "-o", str(out)]
    with subprocess.Popen(
        [sys.executable, "-c", code, *arguments], cwd=root, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "making\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 1
    again = Runner(schedule, out, make=lambda order: [])
    assert [(one.job, one.attempt, one.state) for one in again.due()] == [("often", 1, State.DONE)]
    assert not list(out.rglob(".*.part"))
