"""The same batch on a Dask cluster of two worker processes on loopback, one of them killed on the way: the same tables."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from simlib.errors import ScenarioError, StoreError
from simlib.running import Batch, Store, cluster
from simlib.running.cluster import Cluster, compute_there
from simlib.running.work import Work, Worlds
from tests.running.firms import FIRM, changed

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = [FIRM, *(FIRM.with_({"policy.reminders.gap_days": days}, name=f"gap {days}") for days in (1, 2, 5, 8))]
WORLDS = 300

distributed = pytest.importorskip("distributed", reason="no Dask; install the scale extra")
pytestmark = pytest.mark.filterwarnings("ignore")


def start(*arguments: str) -> "subprocess.Popen[bytes]":
    """Start a part of the cluster in a process of its own."""
    command = [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple[str, "list[subprocess.Popen[bytes]]"]]:
    """A scheduler and two workers, on loopback."""
    told = tmp_path / "scheduler.json"
    parts = [
        start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(told))
    ]
    until = time.monotonic() + 60
    while not told.exists() and time.monotonic() < until:
        time.sleep(0.05)
    with distributed.Client(scheduler_file=str(told), timeout=30, set_as_default=False) as client:
        address = client.scheduler.address
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
        parts += [start("dask_worker", address, *options, "--local-directory", str(tmp_path)) for _ in range(2)]
        client.wait_for_workers(2, timeout=60)
    yield address, parts[1:]
    for part in parts:
        part.kill()
        part.wait()


@pytest.mark.long
def test_a_worker_may_die(running: tuple[str, "list[subprocess.Popen[bytes]]"], tmp_path: Path) -> None:
    address, workers = running
    alone = Batch(FIRM).run(SCENARIOS, WORLDS)
    reached = Cluster(address)
    killed: list[int] = []

    def kill_one(done: int, whole: int) -> None:
        if done and not killed:
            os.kill(workers[0].pid, signal.SIGKILL)
            killed.append(done)

    kept = Batch(FIRM, store=Store(tmp_path / "runs"), workers=reached)
    try:
        together = kept.run(SCENARIOS, WORLDS, progress=kill_one)
    finally:
        reached.close()
    assert killed
    assert killed[0] < WORLDS * len(SCENARIOS)
    assert workers[0].wait() == -signal.SIGKILL
    assert workers[1].poll() is None
    for one, other in zip(alone, together, strict=True):
        np.testing.assert_array_equal(one.table, other.table)
    again = Batch(FIRM, store=Store(tmp_path / "runs"))
    again.run(SCENARIOS, WORLDS)
    assert again.computed == 0


def test_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    with pytest.raises(
        StoreError, match=r"no scheduler answers at tcp://127\.0\.0\.1:1 .*start one with: dask scheduler"
    ):
        Cluster("tcp://127.0.0.1:1")


def test_a_worker_of_another_version_is_refused() -> None:
    worlds, work = Worlds(FIRM, 1), Work(changed("calls"), 3, 6)
    [table] = compute_there(worlds, [work], cluster.sources_digest())
    np.testing.assert_array_equal(table, Batch(FIRM).run([work.scenario], 6)[0].table[3:])
    with pytest.raises(StoreError, match="another version of simlib"):
        compute_there(worlds, [work], "other")


def test_a_cluster_runs_the_compiled_engine() -> None:
    with pytest.raises(ScenarioError, match="a cluster runs the compiled engine only"):
        Batch(FIRM, engine="reference", workers=object())  # type: ignore[arg-type]
