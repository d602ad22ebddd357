"""The folder of a run: what it holds, that it is what the command says, that it is the same again, that it never lies."""

import hashlib
import json
from pathlib import Path

import pandas as pd
import pytest

from simlib.indicators import INDICATORS
from simlib.scenario import load
from tests.helpers import run_simlib

ROOT = Path(__file__).resolve().parents[1]
WORLDS = 3


@pytest.fixture(scope="module")
def spec(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A small firm."""
    folder = tmp_path_factory.mktemp("run")
    counts = "".join(f"  {name}: {{customers: 5}}\n" for name in ("micro", "sme", "large", "public"))
    (folder / "small.yaml").write_text(f"months: 3\nwarm_up_months: 2\nsegments:\n{counts}", encoding="utf-8")
    return f"{ROOT / 'scenarios/base.yaml'}+{folder / 'small.yaml'}"


def test_it_holds_what_it_says(spec: str, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    ended = run_simlib(
        "run", spec, "--replications", WORLDS, "-o", folder, "--keep", "ledger", "--keep", "events", "--json"
    )
    assert (ended.code, ended.error) == (0, "")
    said = json.loads(ended.out)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["scenario"], manifest["seed"], manifest["replications"]) == (said["digest"], said["seed"], WORLDS)
    written = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    del written["manifest.json"]
    assert manifest["files"] == written
    assert set(written) == {
        "scenario.yaml",
        "indicators.parquet",
        "customers.parquet",
        "ledger.parquet",
        "events.parquet",
    }
    values = pd.read_parquet(folder / "indicators.parquet")
    means = values.groupby("indicator")["value"].mean()
    for name in INDICATORS:
        mean = said["indicators"][name]["mean"]
        assert pd.isna(means[name]) if mean is None else means[name] == pytest.approx(mean, abs=0.0101), name
    assert values["replication"].tolist() == [n for n in range(WORLDS) for _ in INDICATORS]
    ledger, events = (pd.read_parquet(folder / f"{name}.parquet") for name in ("ledger", "events"))
    assert set(ledger["replication"]) == set(events["replication"]) == set(range(WORLDS))
    start = load(spec).start
    assert (ledger["issue_date"] >= start).sum() == said["invoices"]
    issued = events[events["kind"] == "issued"].groupby("replication")["amount_cents"].sum()
    assert issued.tolist() == ledger.groupby("replication")["amount_cents"].sum().tolist()
    assert set(pd.read_parquet(folder / "customers.parquet")["customer_id"]) >= set(ledger["customer_id"])
    again = run_simlib("run", str(folder / "scenario.yaml"), "--replications", WORLDS, "--json")
    assert json.loads(again.out)["indicators"] == said["indicators"]


def test_the_same_again_and_no_stale_table(spec: str, tmp_path: Path) -> None:
    def contents(folder: Path) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in folder.iterdir()}

    asked = ("run", spec, "--replications", 2, "-o")
    assert run_simlib(*asked, tmp_path / "one").code == 0
    assert run_simlib(*asked, tmp_path / "two", "--keep", "ledger").code == 0
    assert (tmp_path / "two" / "ledger.parquet").is_file()
    assert run_simlib(*asked, tmp_path / "two").code == 0
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert set(contents(tmp_path / "one")) == {
        "scenario.yaml",
        "indicators.parquet",
        "customers.parquet",
        "manifest.json",
    }


def test_what_cannot_be_kept_is_refused(spec: str, tmp_path: Path) -> None:
    assert "--out DIR" in run_simlib("run", spec, "--keep", "ledger").one_line()
    assert "receipts" in run_simlib("run", spec, "-o", tmp_path, "--keep", "receipts").one_line()
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert "file" in run_simlib("run", spec, "-o", tmp_path / "file").one_line()
