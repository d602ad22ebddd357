"""The command line: help at once, one JSON object, one clear line when something is wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from simlib.cli import shell
from simlib.cli.app import EXAMPLES
from simlib.errors import CalibrationError, ReportError, ScenarioError, SimlibError
from tests.helpers import run_simlib

ROOT = Path(__file__).resolve().parent.parent
NAMES = [command.__name__ for command in EXAMPLES]
HEAVY = {"pandas", "numpy", "numba", "scipy", "plotly", "pyarrow", "pydantic", "IPython", "rich"}


# --------------------------------------------------------------------------------------------------------------- the help


def test_help_is_light() -> None:
    """Load nothing heavy to show the help: that is what makes it answer at once."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "simlib", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {
        line.split("|")[-1].strip().split(".")[0]
        for line in done.stderr.splitlines()
        if line.startswith("import time:")
    }
    assert "typer" in loaded
    assert loaded & HEAVY == set()
    assert "simlib demo" in done.stdout


@pytest.mark.parametrize("name", NAMES)
def test_help_has_an_example(name: str) -> None:
    """Find an example of its use in the help of every command."""
    said = run_simlib(name, "--help")
    assert said.code == 0
    assert f"Example: simlib {name}" in " ".join(said.out.split())


def test_without_command_shows_help() -> None:
    """Show the help where nothing is asked."""
    said = run_simlib()
    assert (said.code, said.error) == (0, "")
    assert all(name in said.out for name in NAMES)


# ------------------------------------------------------------------------------------------------------- asked wrongly


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["runn"], "run"),
        (["run"], "SCENARIO"),
        (["run", "scenarios/base.yaml", "--replicatoins", "3"], "--replications"),
        (["run", "scenarios/base.yaml", "--replications", "0"], "greater than or equal to 1"),
        (["run", "scenarios/base.yaml", "--replications", "many"], "integer"),
        (["run", "scenarios/base.yaml", "--engine", "steam"], "steam"),
        (["run", "scenarios/base.yaml", "--at", "31/12/2026"], "2026-06-30"),
        (["run", "scenarios/nowhere.yaml"], "scenarios/nowhere.yaml"),
        (["run", "scenarios"], "scenarios"),
        (["run", ""], "scenario"),
        (["compare"], "SCENARIO"),
        (["trace", "scenarios/base.yaml"], "--invoice"),
        (["check"], "LEDGER"),
        (["check", "nowhere.csv"], "nowhere.csv"),
        (["check", "scenarios"], "directory"),
        (["calibrate", "README.md"], "--out"),
    ],
)
def test_asked_wrongly(arguments: list[str], words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer a question that makes no sense with exit code 2 and one line."""
    monkeypatch.chdir(ROOT)
    said = run_simlib(*arguments)
    assert said.code == 2
    assert words in said.one_line()


BAD_SCENARIOS = {
    "unknown key": ("firm:\n  bilring_delay_days: 3\n", "billing_delay_days"),
    "negative delay": ("firm:\n  billing_delay_days: -1\n", "-1"),
    "not a number": ("firm:\n  vat_rate: .nan\n", ".nan"),
    "infinity": ("firm:\n  vat_rate: .inf\n", ".inf"),
    "wrong type": ("firm: 3\n", "firm"),
    "no mapping": ("- 1\n- 2\n", "bad.yaml"),
    "no YAML": ("firm: {a: [1\n", "bad.yaml"),
    "key twice": ("months: 3\nmonths: 4\n", "months"),
    "alias": ("firm: &f {vat_rate: 0.1}\npolicy: *f\n", "bad.yaml"),
    "circular extends": ("extends: bad.yaml\n", "circle"),
    "extends nothing": ("extends: nowhere.yaml\n", "nowhere.yaml"),
    "absent table": ("segments: {all: {}}\ncustomers: nowhere.csv\n", "nowhere.csv"),
    "bad start": ("start: 2026-02-30\n", "start"),
}


@pytest.mark.parametrize("case", BAD_SCENARIOS)
def test_bad_scenario(case: str, tmp_path: Path) -> None:
    """Refuse a bad scenario in one line that names what is wrong."""
    text, words = BAD_SCENARIOS[case]
    bad = tmp_path / "bad.yaml"
    bad.write_text(text, encoding="utf-8")
    said = run_simlib("levers", bad)
    assert said.code == 2
    assert words in said.one_line()


def test_scenario_of_bytes(tmp_path: Path) -> None:
    """Refuse a file that is no text."""
    bad = tmp_path / "bad.yaml"
    bad.write_bytes(bytes(range(256)) * 10)
    run_simlib("levers", bad).one_line()


# ------------------------------------------------------------------------------------------------------------- bad ledgers

GOOD = """\
customer_id,invoice_id,issue_date,due_date,amount,currency,paid_date,paid_amount
A,1,2025-01-13,2025-02-12,100.00,EUR,2025-02-20,100.00
"""


def ledger(tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a ledger into a folder, go there, and return its path."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "ledger.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("customer_id,invoice_id,issue_date,amount\nA,1,2025-01-13,100.00\n", "due_date"),
        ("customer_id,invoice_id,issue_date,due_date,amount\nA,1,01/02/2025,03/04/2025,100.00\n", "date"),
        ("x,y\n1,2\n", "column"),
    ],
    ids=["empty", "no due date", "ambiguous dates", "no column known"],
)
def test_bad_ledger(text: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse a ledger that cannot be read in one line that says what is missing."""
    said = run_simlib("check", ledger(tmp_path, text, monkeypatch))
    assert words in said.one_line().lower()


def test_amounts_as_the_french_write_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read ``1 234,56 €`` as what it is."""
    text = "customer_id;invoice_id;issue_date;due_date;amount\nA;1;2025-01-13;2025-02-12;1 234,56 €\n"
    said = run_simlib("check", ledger(tmp_path, text, monkeypatch), "--json")
    assert said.code == 0
    assert json.loads(said.out)["amount_accepted"] == 1234.56


def test_duplicates_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep one of two equal rows; reject rows that say different things of one invoice; lose nothing."""
    row = GOOD.splitlines()[1]
    other = "B,2,2025-01-13,2025-02-12,{},EUR,,\n"
    text = GOOD + row + "\n" + other.format("10.00") + other.format("20.00")
    said = run_simlib("check", ledger(tmp_path, text, monkeypatch), "--json")
    assert said.code == 0
    found = json.loads(said.out)
    assert (found["rows_read"], found["rows_accepted"], found["rows_rejected"], found["rows_ignored"]) == (4, 1, 2, 1)
    assert (found["amount_read"], found["amount_accepted"]) == (230.0, 100.0)
    assert Path(found["rejects_file"]).is_file()


# ----------------------------------------------------------------------------------------------------------- could not do


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (ScenarioError("a.yaml:1: no"), 2, "a.yaml:1: no"),
        (SimlibError("no"), 1, "no"),
        (CalibrationError("too\nfew"), 1, "too few"),
        (ReportError(""), 1, "could not be done"),
        (KeyboardInterrupt(), 1, "stopped"),
        (PermissionError(13, "Permission denied", "x.csv"), 1, "x.csv: permission denied"),
        (MemoryError(), 1, "memory"),
        (ZeroDivisionError("division by zero"), 1, "ZeroDivisionError"),
    ],
)
def test_every_end_is_one_line(
    error: BaseException, code: int, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """End with one line whatever happens."""

    def fail(**_: object) -> None:
        raise error

    monkeypatch.setattr(shell, "app", fail)
    assert shell.main([]) == code
    written = capsys.readouterr()
    assert written.out == ""
    assert written.err.count("\n") == 1
    assert words in written.err


@pytest.mark.skipif(os.name == "nt", reason="pipes end otherwise there")
def test_reader_that_leaves() -> None:
    """End in silence when whoever reads our output has gone."""
    command = f"{sys.executable} -m simlib schema | head -c 1"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("{", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_full_disk() -> None:
    """Say that there is no room."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "simlib", "schema"], cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 1
    assert done.stderr == b"simlib: no space left on device\n"
