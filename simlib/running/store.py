"""The run store: every run under the hash of what determines its result, so that what was simulated is never simulated again.

A run is a folder. It holds one Parquet table for each span of worlds (a row per world, a column per indicator), the scenario as run, and
``manifest.json``. Files are whole or absent; after a kill at any moment the same batch goes on with the spans that are missing.
"""

import hashlib
import json
import os
import re
import socket
import time
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path

import numpy as np

from simlib.errors import ScenarioError, StoreError
from simlib.indicators import INDICATORS
from simlib.running.outcome import Table
from simlib.running.sources import sources_digest
from simlib.running.whole import beside, write_whole
from simlib.scenario import Scenario, dump_yaml

MANIFEST = "manifest.json"
LOG = "log.jsonl"
_SPAN = re.compile(r"worlds-(\d{6,})-(\d{6,})\.parquet")


@dataclass(frozen=True)
class RunKey:
    """All that determines what happens in world n of a run.

    Attributes:
        scenario: Digest of the scenario.
        base: Digest of the scenario that everything before the start runs as.
        seed: Seed of the draws.
        at: Day as of which indicators are read; None for the value of the run.
        sources: Hash of the code.
    """

    scenario: str
    base: str
    seed: int
    at: int | None
    sources: str

    @classmethod
    def of(cls, scenario: Scenario, base: Scenario, seed: int, at: int | None) -> "RunKey":
        """Return the key of a scenario on a base's worlds."""
        return cls(scenario.digest, base.digest, seed, at, sources_digest())

    @property
    def hash(self) -> str:
        """Thirty-two hex digits of its SHA-256: the name of the run's folder."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:32]


class Store:
    """Runs kept in a folder."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; it is made when something is put there.

        Raises:
            ScenarioError: A file stands in its place.
        """
        if folder.exists() and not folder.is_dir():
            raise ScenarioError(f"{folder}: this is a file; runs are kept in a folder - name another")
        self.folder = folder

    def home(self, key: RunKey) -> Path:
        """Return the folder of a run."""
        return self.folder / key.hash

    def read(self, key: RunKey, first: int, end: int) -> Table | None:
        """Return the indicators of worlds `first` to `end` (left out), None where they are not all there.

        A file that cannot be read counts as absent: it is simulated again, and replaced.
        """
        for path, begin, until in self._spans(key):
            if begin == first and until >= end:
                table = _read(path, until - begin)
                if table is not None:
                    return table[: end - first]
        return None

    def write(self, key: RunKey, first: int, table: Table) -> None:
        """Keep the indicators of worlds from `first` on."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        columns = {"replication": np.arange(first, first + len(table), dtype=np.int64)}
        columns |= {name: np.ascontiguousarray(table[:, place]) for place, name in enumerate(INDICATORS)}
        path = self.home(key) / f"worlds-{first:06d}-{first + len(table):06d}.parquet"
        try:
            with beside(path) as draft:
                pq.write_table(pa.table(columns), draft, compression="zstd")
        except OSError as problem:
            raise StoreError(f"{self.folder}: the run cannot be kept: {_reason(problem)}") from None

    def describe(self, key: RunKey, scenario: Scenario) -> None:
        """Write what a run is beside its tables: the scenario as run, and the manifest."""
        home = self.home(key)
        self._sweep(key)
        spans = self._spans(key)
        if _is_described(home, {path.name for path, _, _ in spans}):
            return
        manifest = {
            "run": key.hash,
            **asdict(key),
            "replications": max((until for _, _, until in spans), default=0),
            "indicators": list(INDICATORS),
            "versions": versions(),
            "files": {path.name: file_hash(path) for path, _, _ in spans},
        }
        try:
            write_whole(home / "scenario.yaml", as_run(scenario))
            write_whole(home / MANIFEST, json.dumps(manifest, indent=2) + "\n")
        except OSError as problem:
            raise StoreError(f"{self.folder}: the run cannot be kept: {_reason(problem)}") from None

    def note(self, **said: object) -> None:
        """Add a line to the log: what no result depends on, such as times and hosts."""
        line = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "host": socket.gethostname(),
            "pid": os.getpid(),
        }
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / LOG).open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(line | said) + "\n")

    def _spans(self, key: RunKey) -> list[tuple[Path, int, int]]:
        """Return the files of a run with their worlds, in the order of these; of two that begin alike the longer one."""
        home = self.home(key)
        found = [(path, _SPAN.fullmatch(path.name)) for path in home.glob("worlds-*.parquet")]
        spans = sorted((int(match[1]), int(match[2]), path) for path, match in found if match)
        return [(path, begin, until) for begin, until, path in {span[0]: span for span in spans}.values()]

    def _sweep(self, key: RunKey) -> None:
        """Remove spans that longer ones have taken the place of."""
        kept = {path for path, _, _ in self._spans(key)}
        for path in self.home(key).glob("worlds-*.parquet"):
            if _SPAN.fullmatch(path.name) and path not in kept:
                path.unlink(missing_ok=True)


def _is_described(home: Path, names: set[str]) -> bool:
    """Return whether a run's manifest tells of just these files."""
    try:
        manifest = json.loads((home / MANIFEST).read_text(encoding="utf-8"))
        return set(manifest["files"]) == names and (home / "scenario.yaml").is_file()
    except (OSError, ValueError, KeyError, TypeError):
        return False


def versions() -> dict[str, str]:
    """Return the versions that a result was made with."""
    import platform

    version = import_module("simlib").__version__  # the front door: what it hands on stands above this room
    return {"simlib": version, "python": platform.python_version(), "numpy": np.__version__}


def as_run(scenario: Scenario) -> str:
    """Return a scenario as YAML; tables that it names are named as they were, with their hash."""
    return dump_yaml(scenario)


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _read(path: Path, rows: int) -> Table | None:
    """Return the table of a file; None where it is broken or not what its name says."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(path, partitioning=None)
        found = np.stack([table[name].to_numpy() for name in INDICATORS], axis=1)
    except (OSError, KeyError, pa.ArrowException):
        return None
    return found if found.shape == (rows, len(INDICATORS)) else None


def _reason(problem: OSError) -> str:
    return (problem.strerror or str(problem)).lower()
