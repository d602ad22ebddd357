"""The demonstration: its ledger is what the simulator makes of the parameters told, and the main job runs on it."""

import io
from pathlib import Path

from simlib.cli.demo_ledger import LEDGER, demo_ledger

ROOT = Path(__file__).resolve().parent.parent


def test_ledger_comes_from_the_parameters_told() -> None:
    """Find the shipped ledger anew; if the model has changed: python -m simlib.cli.demo_ledger scenarios/demo/ledger.csv."""
    made = io.StringIO()
    demo_ledger().to_csv(made, index=False, date_format="%Y-%m-%d", lineterminator="\n")
    assert made.getvalue() == (ROOT / LEDGER).read_text(encoding="utf-8"), (
        "run: python -m simlib.cli.demo_ledger " + LEDGER
    )
