"""The whole way once: a schedule, a simulated firm, a report by the one door of reports, a process killed in the midst of it."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from simlib.reporting.kernel import OwnKernel
from simlib.reporting.schedule import Runner, read_schedule
from simlib.reporting.schedule.book import State
from simlib.reporting.schedule.runner import LEASE
from simlib.scenario import dump_yaml
from tests.small import small

JOB = """\
language: en
jobs:
  rare: {when: "0 7 29 2 *", scenario: small.yaml, language: en, replications: 3}
"""


async def _asked(number: int) -> tuple[int, str]:
    """Start a kernel, and return what it prints."""
    kernel, said = OwnKernel(), ""
    await kernel.start_kernel()
    client = kernel.client()
    client.start_channels()

    def heard(message: dict[str, Any]) -> None:
        nonlocal said
        said += message["content"].get("text", "") if message["msg_type"] == "stream" else ""

    await client.wait_for_ready(timeout=60)
    await client.execute_interactive(f"print({number})", timeout=60, output_hook=heard)
    client.stop_channels()
    await kernel.shutdown_kernel(now=True)
    return number, said


def test_kernels_started_at_once_do_not_meet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three reports begun at the same moment in one folder: each talks to its own kernel, and leaves nothing there."""
    monkeypatch.chdir(tmp_path)

    async def together() -> list[tuple[int, str]]:
        return await asyncio.gather(*(_asked(number) for number in range(3)))

    assert asyncio.run(together()) == [(0, "0\n"), (1, "1\n"), (2, "2\n")]
    assert list(tmp_path.iterdir()) == []


def test_killed_render_is_made_by_the_next_process(tmp_path: Path, root: Path) -> None:
    (tmp_path / "small.yaml").write_text(dump_yaml(small()), encoding="utf-8")
    (tmp_path / "schedule.yaml").write_text(JOB, encoding="utf-8")
    out = tmp_path / "out"
    asked = ["schedule", "due", "--now", "rare", "--file", str(tmp_path / "schedule.yaml"), "-o", str(out)]
    process = subprocess.Popen([sys.executable, "-m", "simlib", *asked], cwd=root)
    end = time.monotonic() + 120
    # Killed once the report is being made, in its hidden folder.
    while not list(out.glob("rare/.*.part")):
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
    assert file.name == f"rare-{made.slot.stem}.html"
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
        "rare",
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
    [log] = (tmp_path / "out" / "rare" / "failed").glob("*.log")
    assert "months" in log.read_text(encoding="utf-8")
    assert str(log) in line
