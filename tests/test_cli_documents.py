"""Commands that write documents."""

import json
from pathlib import Path

import pytest

from tests.helpers import run_simlib

ROOT = Path(__file__).resolve().parent.parent
BASE = ROOT / "scenarios" / "base.yaml"
FIRM = f"{BASE}+{ROOT / 'scenarios' / 'policies' / 'firm.yaml'}"


def test_report(tmp_path: Path) -> None:
    """Write one page, under the same name and with the same content when asked again."""
    how = ("--template", "onepage", "--replications", 3, "--lang", "fr", "--json")
    asked = ("report", BASE, FIRM, *how, "-o", tmp_path / "out")
    said = run_simlib(*asked)
    assert said.code == 0, said.error
    [document] = json.loads(said.out)["documents"]
    page = Path(document).read_bytes()
    assert page.startswith(b"<!")
    again = json.loads(run_simlib(*asked).out)["documents"]
    assert again == [document]
    assert Path(document).read_bytes() == page


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--to", "papyrus"], "papyrus"),
        (["--to", ""], "html"),
        (["--template", "nothing"], "nothing"),
        (["--template", "../scenario"], "../scenario"),
        (["--lang", "de"], "de"),
    ],
)
def test_report_refuses(arguments: list[str], words: str, tmp_path: Path) -> None:
    """Say in one line what cannot be written."""
    said = run_simlib("report", BASE, "-o", tmp_path / "out", *arguments)
    assert words in said.one_line()
    assert not (tmp_path / "out").exists()


def test_cockpit_refuses(tmp_path: Path) -> None:
    """Say in one line what is wrong with a scenario before anything is served."""
    said = run_simlib("cockpit", tmp_path / "nowhere.yaml", "--no-browser")
    assert said.code == 2
    assert "nowhere.yaml" in said.error
