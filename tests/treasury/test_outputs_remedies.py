"""The command remedies: its JSON, its table in both languages, its figure, and one clear line for what cannot be."""

import json
from pathlib import Path

import pytest

from simlib import words
from tests.helpers import run_simlib

ROOT = Path(__file__).resolve().parents[2]
RATIO = {"value", "low", "high"}


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A short scenario of few customers."""
    fragment = tmp_path_factory.mktemp("short") / "short.yaml"
    counts = "".join(f"  {name}: {{customers: 6}}\n" for name in ("micro", "sme", "large", "public"))
    fragment.write_text(f"months: 4\nwarm_up_months: 2\nreplications: 3\nsegments:\n{counts}", encoding="utf-8")
    return f"{ROOT / 'scenarios/base.yaml'}+{fragment}"


@pytest.fixture(scope="module")
def grid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two remedies, one with a name of its own, which is hostile."""
    file = tmp_path_factory.mktemp("grid") / "grid.yaml"
    file.write_text(
        'policies:\n  suppliers: {firm.dpo_days: 60}\n  "<b>sooner</b>": {firm.dpo_days: 20}\n', encoding="utf-8"
    )
    return file


def test_its_json_and_its_figure(short: str, grid: Path, tmp_path: Path) -> None:
    figure = tmp_path / "remedies.html"
    said = run_simlib(
        "remedies", short, "--grid", grid, "--supplier-price", 0.01, "--replications", 20, "--figure", figure, "--json"
    )
    assert said.error == ""
    found = json.loads(said.out, parse_constant=lambda word: pytest.fail(f"{word} is no JSON"))
    assert (found["scenario"], found["replications"]) == ("short", 20)
    assert (found["since"], found["until"]) == ("2026-03-01", "2026-04-30"), "the second half of four months"
    assert set(found["value_of_a_day"]) == {"cash_once", "rate", "interest_a_year"}
    named = {one["name"]: one for one in found["remedies"]}
    assert set(named) == {"suppliers", "overdraft", "credit_line", "<b>sooner</b>"}
    suppliers, sooner = named["suppliers"], found["remedies"][-1]
    assert sooner["name"] == "<b>sooner</b>", "what has no price comes last"
    assert set(suppliers["per_euro_day"]) == set(suppliers["a_year"]) == RATIO
    assert suppliers["a_year"]["value"] == pytest.approx(360 * suppliers["per_euro_day"]["value"])
    assert sooner["per_euro_day"] == {"value": None, "low": None, "high": None}, "it takes cash"
    page = figure.read_text(encoding="utf-8")
    assert "<b>sooner</b>" not in page
    assert "&lt;b&gt;sooner" in page.replace("\\u003c", "<").replace("\\u003e", ">").replace("\\u0026", "&")


def test_its_table(short: str, grid: Path) -> None:
    said = run_simlib("remedies", short, "--grid", grid, "--replications", 20, "--lang", "fr").out
    assert "Délais fournisseurs plus longs" in said
    assert words.text("remedies.none", "fr") in said
    assert "--supplier-price" in said, "what is not known is said"
    assert "Un jour de DSO en moins libère" in said


def test_what_cannot_be(short: str) -> None:
    said = run_simlib("remedies", short, "--supplier-price", 2)
    assert (said.code, said.out) == (2, "")
    assert said.error.count("\n") <= 1
