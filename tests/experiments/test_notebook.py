"""The notebook of comparisons: it runs, and its digits are those of the command and of the tables."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from simlib import words
from tests.helpers import run_simlib

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small firm and a small grid."""
    folder = tmp_path_factory.mktemp("notebook")
    counts = "".join(f"  {name}: {{customers: 5}}\n" for name in ("micro", "sme", "large", "public"))
    (folder / "small.yaml").write_text(f"months: 3\nwarm_up_months: 2\nsegments:\n{counts}", encoding="utf-8")
    (folder / "grid.yaml").write_text("policy.reminders.gap_days: [1, 9]\nfirm.dpo_days: [30]\n", encoding="utf-8")
    return folder


def ran(folder: Path, lang: str) -> dict[str, Any]:
    """Run the cells of the notebook with other parameters; return its names and what its cells show."""
    cells = json.loads((ROOT / "notebooks" / "compare.ipynb").read_text(encoding="utf-8"))["cells"]
    names: dict[str, Any] = {"shown": []}
    for cell in cells:
        if cell["cell_type"] == "code":
            *lines, last = "".join(cell["source"]).split("\n")
            exec("\n".join(lines), names)
            if last.startswith(("charts.", "ranking_table", "frontier_table")):
                names["shown"].append(eval(last, names))
            else:
                exec(last, names)
            if "parameters" in cell["metadata"].get("tags", []):
                names |= {
                    "scenario": f"{ROOT / 'scenarios/base.yaml'}+{folder / 'small.yaml'}",
                    "grid": str(folder / "grid.yaml"),
                    "policy": str(ROOT / "scenarios/policies/firm.yaml"),
                    "replications": 4,
                    "lang": lang,
                }
    return names


def test_it_shows_the_same_digits_as_command_and_tables(folder: Path) -> None:
    lang = "fr"
    names = ran(folder, lang)
    ranking, frontier_figure, frontier, bridge, _ = names["shown"]
    spec, grid, tables = names["scenario"], folder / "grid.yaml", folder / f"tables {lang}"
    said = run_simlib("compare", spec, "--grid", grid, "--replications", 4, "--tables", tables, "--json")
    found = json.loads(said.out)
    assert said.error == ""
    written = pd.read_csv(tables / "ranking.csv")
    assert ranking.iloc[:, 0].tolist() == [row["scenario"] for row in found["ranking"]["scenarios"]]
    assert ranking.iloc[:, 0].tolist() == written["scenario"].tolist()
    for row, mean, p in zip(found["ranking"]["scenarios"], written["mean"], written["p"], strict=True):
        assert row["mean"] == mean
        assert row["p"] == p or row["p"] is None
    assert ranking.iloc[:, 1].tolist() == [words.in_unit(mean, "days", lang) for mean in written["mean"]]
    values = pd.read_parquet(tables / "indicators.parquet").query("indicator == 'dso_count_back'")
    means = values.groupby("scenario")["value"].mean()
    assert all(row["mean"] == pytest.approx(means[row["scenario"]]) for row in found["ranking"]["scenarios"])
    on = [row["scenario"] for row in found["frontier"] if row["is_on_frontier"]]
    assert frontier.index.tolist() == on
    assert str(len(on)) in frontier_figure.layout.meta["title"]
    told = json.loads(run_simlib("bridge", spec, f"{spec}+{names['policy']}", "--json", "--lang", lang).out)
    parts = {lever["label"]: lever["parts"]["dso_count_back"]["mean"] for lever in told["levers"]}
    shown = dict(zip(names["bridge"].labels(lang), names["bridge"].parts["dso_count_back"], strict=True))
    assert parts == {label: part.mean for label, part in shown.items()}
    assert bridge.layout.meta["title"].startswith("DSO")
