"""The demonstration: its ledger is what the simulator makes of the parameters told, and the main job runs on it."""

import io
from pathlib import Path

from simlib.cli.demo_ledger import LEDGER, demo_ledger
from simlib.cli.demonstrating import POLICIES
from tests.helpers import run_simlib

ROOT = Path(__file__).resolve().parent.parent


def test_ledger_comes_from_the_parameters_told() -> None:
    """Find the shipped ledger anew; if the model has changed: python -m simlib.cli.demo_ledger scenarios/demo/ledger.csv."""
    made = io.StringIO()
    demo_ledger().to_csv(made, index=False, date_format="%Y-%m-%d", lineterminator="\n")
    assert made.getvalue() == (ROOT / LEDGER).read_text(encoding="utf-8"), (
        "run: python -m simlib.cli.demo_ledger " + LEDGER
    )


def test_main_job(tmp_path: Path) -> None:
    """Do all of it: the table of four policies, and last the path of a report that is there."""
    said = run_simlib("demo", "--replications", 5, "-o", tmp_path)
    assert said.code == 0, said.error
    *_, last = said.out.splitlines()
    assert last.startswith("report: ")
    assert Path(last.removeprefix("report: ")).is_file()
    starts = [line.split(" ")[0] for line in said.out.splitlines()]
    assert [name for name in starts if name in POLICIES] == list(POLICIES)
    assert (tmp_path / "behaviour.yaml").is_file()
