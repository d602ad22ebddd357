"""Commands on a ledger: what calibrate writes is a scenario that the other commands take."""

import json
from pathlib import Path

import pytest

from simlib.cli.demo_ledger import LEDGER
from tests.helpers import run_simlib

ROOT = Path(__file__).resolve().parent.parent
BASE = ROOT / "scenarios" / "base.yaml"


def test_calibrate_writes_what_the_others_read(tmp_path: Path) -> None:
    """Learn, then simulate what was learned."""
    out = tmp_path / "client.yaml"
    said = run_simlib("calibrate", ROOT / LEDGER, "--policy", BASE, "--as-of", "2025-12-31", "-o", out, "--json")
    assert (said.code, said.error) == (0, "")
    found = json.loads(said.out)
    assert Path(found["fragment"]) == out
    assert Path(found["report"]).is_file()
    assert not found["policy_assumed"]
    for table in ("customers", "opening"):
        assert (tmp_path / f"client.{table}.parquet").is_file()
    run = run_simlib("run", f"{BASE}+{out}", "--replications", 2, "--json")
    assert run.code == 0, run.error
    assert json.loads(run.out)["invoices"] > 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--policy", "nowhere.yaml"], "nowhere.yaml"),
        (["--as-of", "1999-01-01"], "no invoice"),
        (["--as-of", "yesterday"], "yesterday"),
        (["--calendar", "XX"], "XX"),
    ],
)
def test_calibrate_refuses(arguments: list[str], words: str, tmp_path: Path) -> None:
    """Say in one line what does not make sense, and write nothing."""
    said = run_simlib("calibrate", ROOT / LEDGER, "-o", tmp_path / "client.yaml", *arguments)
    assert words in said.one_line()
    assert list(tmp_path.iterdir()) == []
