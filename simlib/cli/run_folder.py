"""The folder of a run: the scenario as run, its tables, and the manifest that says what they are of."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from simlib.cli.options import Kept
from simlib.cli.results import plain_value
from simlib.cli.tables import write_customers, write_tables
from simlib.indicators import INDICATORS
from simlib.running.store import MANIFEST, RunKey, as_run, file_hash, versions
from simlib.running.whole import beside, write_whole

if TYPE_CHECKING:
    from simlib.cli.output import Progress
    from simlib.running import Result


def write_run(result: "Result", folder: Path, kept: set[Kept], progress: "Progress | None" = None) -> list[Path]:
    """Write a run and return its files, the manifest last: a folder with a manifest is whole.

    ``scenario.yaml``; ``indicators.parquet``, one row per replication and indicator; ``customers.parquet``, those of the first world;
    ``ledger.parquet`` and ``events.parquet`` where asked for. The same run writes the same bytes.
    """
    manifest, scenario, indicators = folder / MANIFEST, folder / "scenario.yaml", folder / "indicators.parquet"
    customers, ledger, events = (folder / f"{name}.parquet" for name in ("customers", "ledger", "events"))
    folder.mkdir(parents=True, exist_ok=True)
    for stale in (manifest, ledger, events):
        stale.unlink(missing_ok=True)
    write_whole(scenario, as_run(result.scenario))
    with beside(indicators) as draft:
        _indicators(result).to_parquet(draft, index=False)
    write_customers(result, customers)
    large = [ledger if Kept.LEDGER in kept else None, events if Kept.EVENTS in kept else None]
    if kept:
        write_tables(result, large[0], large[1], progress)
    files = [scenario, indicators, customers, *(path for path in large if path)]
    write_whole(manifest, json.dumps(_manifest(result, files), indent=2) + "\n")
    return [*files, manifest]


def _indicators(result: "Result") -> pd.DataFrame:
    """Return one row per replication and indicator; an undefined value is absent."""
    names = list(INDICATORS)
    values = np.array(
        [[plain_value(name, value) for value in result.values(name, result.at).tolist()] for name in names]
    )
    return pd.DataFrame(
        {
            "replication": np.repeat(np.arange(result.replications, dtype=np.int64), len(names)),
            "indicator": names * result.replications,
            "unit": [INDICATORS[name].unit.value for name in names] * result.replications,
            "value": values.T.ravel(),
        }
    )


def _manifest(result: "Result", files: list[Path]) -> dict[str, object]:
    """Return what tables are of, and the hashes of their files."""
    key = RunKey.of(result.scenario, result.scenario, result.seed, result.at)
    return {
        "run": key.hash,
        "name": result.scenario.name,
        "scenario": key.scenario,
        "seed": key.seed,
        "at": key.at,
        "replications": result.replications,
        "sources": key.sources,
        "versions": versions(),
        "files": {path.name: file_hash(path) for path in files},
    }
