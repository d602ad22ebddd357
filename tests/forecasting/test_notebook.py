"""The notebook of calibration: it runs in both languages, and its digits are those of the commands."""

import json
from pathlib import Path
from typing import Any

import pytest

from simlib import words
from tests.forecasting.conftest import Ledger
from tests.forecasting.test_commands import written
from tests.helpers import run_simlib

ROOT = Path(__file__).resolve().parents[2]
SHOWN = ("told(", "charts.", "ahead.")


def ran(ledger: Path, out: Path, lang: str) -> dict[str, Any]:
    """Run the cells of the notebook with other parameters; return its names and what its cells show."""
    cells = json.loads((ROOT / "notebooks" / "calibrate.ipynb").read_text(encoding="utf-8"))["cells"]
    names: dict[str, Any] = {"shown": []}
    for cell in cells:
        if cell["cell_type"] == "code":
            *lines, last = "".join(cell["source"]).split("\n")
            exec("\n".join(lines), names)
            if last.startswith(SHOWN):
                names["shown"].append(eval(last, names))
            else:
                exec(last, names)
            if "parameters" in cell["metadata"].get("tags", []):
                names |= {"ledger": str(ledger), "firm": str(ROOT / "scenarios" / "base.yaml"), "out": str(out)}
                names |= {"weeks": 4, "trials": 2, "lang": lang}
    return names


@pytest.mark.parametrize("lang", words.languages)
def test_it_shows_the_digits_of_the_commands(
    firm: Ledger, tmp_path: Path, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = written(firm, tmp_path / "ledger.csv")
    names = ran(ledger, tmp_path / "learned" / "behaviour.yaml", lang)
    printed = capsys.readouterr().out
    assert names["learned"].to_text(lang) in printed
    ahead = json.loads(run_simlib("forecast", ledger, "--weeks", 4, "--json").out)
    assert names["ahead"].to_json() == ahead
    assert names["tried"].to_text(lang) in printed
    said = [one.data for one in names["shown"] if hasattr(one, "data") and isinstance(one.data, str)]
    assert len(said) == 5
    assert all(text.startswith("## ") for text in said)
    assert [figure.layout.meta["title"] for figure in names["shown"] if hasattr(figure, "layout")]
