"""The whole way once: a schedule, a simulated firm, a report by the one door of reports, a process killed in the midst of it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from simlib.reporting.schedule import Runner, read_schedule
from simlib.reporting.schedule.book import State
from simlib.reporting.schedule.runner import LEASE
from simlib.scenario import dump_yaml
from tests.small import small

JOB = """\
language: en
jobs:
  weekly: {when: "0 7 * * 1", scenario: small.yaml, language: en, replications: 3}
"""


def test_killed_render_is_made_by_the_next_process(tmp_path: Path, root: Path) -> None:
    (tmp_path / "small.yaml").write_text(dump_yaml(small()), encoding="utf-8")
    (tmp_path / "schedule.yaml").write_text(JOB, encoding="utf-8")
    out = tmp_path / "out"
    asked = ["schedule", "due", "--now", "weekly", "--file", str(tmp_path / "schedule.yaml"), "-o", str(out)]
    process = subprocess.Popen([sys.executable, "-m", "simlib", *asked], cwd=root)
    end = time.monotonic() + 120
    # Killed once the report is being made, in its hidden folder.
    while not list(out.glob("weekly/.*.part")):
        assert process.poll() is None
        assert time.monotonic() < end
        time.sleep(0.05)
    time.sleep(1.5)
    os.kill(process.pid, signal.SIGKILL)
    process.wait(30)
    assert [path for path in out.rglob("*.html") if ".part" not in str(path)] == []

    runner = Runner(read_schedule(tmp_path / "schedule.yaml"), out, clock=lambda: time.time() + LEASE + 60)
    [made] = runner.due()
    assert (made.state, made.attempt, made.error) == (State.DONE, 2, "")
    [file] = made.files
    page = file.read_text(encoding="utf-8")
    assert file.name == f"weekly-{made.slot.stem}.html"
    assert page.rstrip().endswith("</html>")
    assert "small" in page
    assert not list(out.rglob(".*.part"))
    assert file.relative_to(out).as_posix() in (out / "index.html").read_text(encoding="utf-8")
    assert list(runner.due()) == []


def test_a_report_that_cannot_be_made_leaves_its_log(tmp_path: Path, root: Path) -> None:
    (tmp_path / "small.yaml").write_text("months: many\n", encoding="utf-8")
    (tmp_path / "schedule.yaml").write_text(JOB, encoding="utf-8")
    asked = [
        "schedule",
        "due",
        "--now",
        "weekly",
        "--file",
        str(tmp_path / "schedule.yaml"),
        "-o",
        str(tmp_path / "out"),
    ]
    done = subprocess.run(
        [sys.executable, "-m", "simlib", *asked], cwd=root, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    [line] = done.stderr.splitlines()
    assert "small.yaml:1" in line
    assert "attempt 1, waiting" in line
    [log] = (tmp_path / "out" / "weekly" / "failed").glob("*.log")
    assert "months" in log.read_text(encoding="utf-8")
    assert str(log) in line
