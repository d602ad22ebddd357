"""The tables of a comparison as files: tidy values, differences, ranking, frontier, and the manifest that says what they are of."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from simlib.cli.results import plain_value, point_object, rank_object
from simlib.experiments import corrected, frontier, ranking
from simlib.indicators import INDICATORS
from simlib.readers.rejects import neutral
from simlib.running.store import MANIFEST, file_hash, versions
from simlib.running.whole import beside, write_whole

if TYPE_CHECKING:
    from simlib.experiments import Paired
    from simlib.running import Batch

NAMES = ("scenario", "beaten_by")
"""Columns of names that users gave."""


def write_comparison(comparison: "Paired", batch: "Batch", of: str, folder: Path) -> list[Path]:
    """Write the tables of a comparison and their manifest; return the files.

    ``indicators``: one row per scenario, replication and indicator, as Parquet and as CSV; ``differences``, ``ranking``, ``frontier`` as
    CSV. An undefined value is absent; amounts are in currency units. The same comparison writes the same bytes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    values = _values(comparison)
    parquet = folder / "indicators.parquet"
    with beside(parquet) as draft:
        values.to_parquet(draft, index=False)
    tables = {
        "indicators": values,
        "differences": pd.DataFrame(_differences(comparison)),
        "ranking": pd.DataFrame([rank_object(of, rank) for rank in ranking(comparison, of)]),
        "frontier": pd.DataFrame([point_object(point) for point in frontier(comparison)]),
    }
    files = [parquet, *(_write_csv(table, folder / f"{name}.csv") for name, table in tables.items())]
    write_whole(folder / MANIFEST, json.dumps(_manifest(comparison, batch, of, files), indent=2) + "\n")
    return [*files, folder / MANIFEST]


def _values(comparison: "Paired") -> pd.DataFrame:
    """Return one row per scenario, replication and indicator."""
    tables = [
        pd.DataFrame(
            {
                "scenario": scenario,
                "replication": np.arange(result.replications, dtype=np.int64),
                "indicator": name,
                "unit": indicator.unit.value,
                "value": [plain_value(name, value) for value in result.values(name).tolist()],
            }
        )
        for scenario, result in comparison.results.items()
        for name, indicator in INDICATORS.items()
    ]
    return pd.concat(tables, ignore_index=True)


def _differences(comparison: "Paired") -> list[dict[str, Any]]:
    """Return one row per scenario and indicator: summary, paired difference, the same corrected for the number of scenarios."""
    adjusted = {name: corrected(comparison, name) for name in INDICATORS}
    rows = []
    for row in comparison.to_rows():
        name, scenario = row["indicator"], row["scenario"]
        counts = {"scenario", "indicator", "unit", "undefined", "difference_probability_better"}
        plain = {key: value if key in counts else plain_value(name, value) for key, value in row.items()}
        found = adjusted[name].get(scenario)
        if found is not None:
            low, high = plain_value(name, found.low), plain_value(name, found.high)
            plain |= {"corrected_low": low, "corrected_high": high, "corrected_p": found.p}
        rows.append(plain)
    return rows


def _write_csv(table: pd.DataFrame, path: Path) -> Path:
    """Write a table as CSV in which no name starts a formula."""
    safe = table.assign(**{name: table[name].map(neutral) for name in NAMES if name in table})
    with beside(path) as draft:
        safe.to_csv(draft, index=False, lineterminator="\n")
    return path


def _manifest(comparison: "Paired", batch: "Batch", of: str, files: list[Path]) -> dict[str, Any]:
    """Return what tables are of, and the hashes of their files."""
    runs = {name: batch.key(result.scenario) for name, result in comparison.results.items()}
    return {
        "base": comparison.base,
        "replications": comparison.replications,
        "seed": batch.worlds.seed,
        "at": batch.worlds.at,
        "ranked_by": of,
        "sources": runs[comparison.base].sources,
        "versions": versions(),
        "scenarios": {name: {"digest": key.scenario, "run": key.hash} for name, key in runs.items()},
        "files": {path.name: file_hash(path) for path in files},
    }
