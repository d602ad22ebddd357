"""A batch killed at any moment: the same command goes on, loses nothing, repeats nothing, and writes the same bytes."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from simlib.running.store import LOG

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kill -9 and fork belong to POSIX systems")

ROOT = Path(__file__).resolve().parents[2]
DRIVER = """
import contextlib, io, json, os, sys
from simlib.cli import main
from simlib.running import batch, stage, threads

batch.SPAN = 5
many, stage.cores, threads.cores = stage.cores, lambda: 1, lambda: 1
with contextlib.redirect_stdout(io.StringIO()):
    main(json.loads(sys.stdin.readline()))
stage.cores = threads.cores = many
print("ready", flush=True)
for line in sys.stdin:
    child = os.fork()
    if not child:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os._exit(main(json.loads(line)))
    print(child, flush=True)
    print(os.waitpid(child, 0)[1], flush=True)
"""
"""Imports and compiles once, then lets every batch live in a process of its own."""

FIRM = """
months: 3
warm_up_months: 3
replications: 25
segments:
  micro: {customers: 30}
  sme: {customers: 30}
  large: {customers: 10}
  public: {customers: 6}
"""
GRID = "policy.reminders.gap_days: [1, 2, 4, 8]\nsegments.sme.terms.days: [30, 60]\n"
SPANS = 9 * 5


class Batches:
    """Starts batches, each in a process that can be killed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._spec = f"{ROOT / 'scenarios/base.yaml'}+{folder / 'firm.yaml'}"
        self._driver = subprocess.Popen(
            [sys.executable, "-c", DRIVER], cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._ask(["compare", self._spec, "--replications", "1", "--tables", str(folder / "warm")])
        assert self._hear() == "ready"

    def start(self, tables: Path) -> int:
        """Start the batch and return its process."""
        self._ask(["compare", self._spec, "--grid", str(self.folder / "grid.yaml"), "--tables", str(tables)])
        return int(self._hear())

    def status(self) -> int:
        """Return how the batch ended, once it has."""
        return int(self._hear())

    def close(self) -> None:
        self._driver.communicate()

    def _ask(self, arguments: list[str]) -> None:
        assert self._driver.stdin
        self._driver.stdin.write(json.dumps(arguments) + "\n")
        self._driver.stdin.flush()

    def _hear(self) -> str:
        assert self._driver.stdout
        return self._driver.stdout.readline().strip()


def spans(tables: Path) -> dict[Path, int]:
    """Return the spans that are kept, with the moment each was written."""
    return {path: path.stat().st_mtime_ns for path in tables.glob("runs/*/worlds-*.parquet")}


def contents(tables: Path) -> dict[str, bytes]:
    """Return what a batch leaves behind, its log and drafts of the killed left out."""
    return {
        path.relative_to(tables).as_posix(): path.read_bytes()
        for path in tables.rglob("*")
        if path.is_file() and path.name != LOG and path.suffix != ".part"
    }


def kill_after(batches: Batches, tables: Path, kept: int, pause: float) -> None:
    """Kill a batch some time after it has kept so many spans."""
    before, batch = spans(tables), batches.start(tables)
    until = time.monotonic() + 60
    while len(spans(tables)) < kept and time.monotonic() < until:
        time.sleep(0.001)
    time.sleep(pause)
    os.kill(batch, signal.SIGKILL)
    assert batches.status() in (0, signal.SIGKILL)
    after = spans(tables)
    assert {path: after[path] for path in before} == before, "something was simulated again"


@pytest.fixture(scope="module")
def batches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Batches]:
    """The batch to do, ready to be started."""
    folder = tmp_path_factory.mktemp("killed")
    (folder / "firm.yaml").write_text(FIRM, encoding="utf-8")
    (folder / "grid.yaml").write_text(GRID, encoding="utf-8")
    ready = Batches(folder)
    yield ready
    ready.close()


@pytest.fixture(scope="module")
def undisturbed(batches: Batches) -> dict[str, bytes]:
    """What it leaves behind when nobody disturbs it."""
    tables = batches.folder / "undisturbed"
    batches.start(tables)
    assert batches.status() == 0
    assert len(spans(tables)) == SPANS
    return contents(tables)


def goes_on_to_the_end(batches: Batches, tables: Path, undisturbed: dict[str, bytes]) -> None:
    """Let a killed batch end, and compare."""
    before = spans(tables)
    batches.start(tables)
    assert batches.status() == 0
    after = spans(tables)
    assert {path: after[path] for path in before} == before, "something was simulated again"
    assert contents(tables) == undisturbed


def test_killed_five_times_on_its_way(batches: Batches, undisturbed: dict[str, bytes]) -> None:
    tables = batches.folder / "five"
    for kept, pause in ((1, 0.0), (9, 0.004), (18, 0.009), (30, 0.0), (SPANS, 0.03)):
        kill_after(batches, tables, kept, pause)
    goes_on_to_the_end(batches, tables, undisturbed)


@pytest.mark.long
@pytest.mark.parametrize("moment", range(20))
def test_killed_at_any_moment(batches: Batches, undisturbed: dict[str, bytes], moment: int) -> None:
    """Some moments fall before the first span is kept, some while tables are written at the end."""
    tables = batches.folder / f"moment {moment}"
    kill_after(batches, tables, round(moment * SPANS / 17) if moment < 17 else SPANS, 0.007 * (moment % 9))
    goes_on_to_the_end(batches, tables, undisturbed)
