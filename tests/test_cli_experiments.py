"""Commands of experiments: the fixed part of their JSON, their tables, and one clear line for what cannot be."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.helpers import run_simlib

ROOT = Path(__file__).resolve().parent.parent
INTERVAL = {"mean", "low", "high", "probability_better"}


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A short scenario of few customers."""
    fragment = tmp_path_factory.mktemp("short") / "short.yaml"
    counts = "".join(f"  {name}: {{customers: 6}}\n" for name in ("micro", "sme", "large", "public"))
    fragment.write_text(f"months: 3\nwarm_up_months: 2\nreplications: 3\nsegments:\n{counts}", encoding="utf-8")
    return f"{ROOT / 'scenarios/base.yaml'}+{fragment}"


@pytest.fixture(scope="module")
def firm(short: str) -> str:
    """The same with another policy."""
    return f"{short}+{ROOT / 'scenarios/policies/firm.yaml'}"


def object_of(*arguments: object) -> dict[str, Any]:
    """Return the one JSON object that a command prints."""
    said = run_simlib(*arguments, "--json")
    assert (said.code, said.error) == (0, "")
    found: dict[str, Any] = json.loads(said.out, parse_constant=lambda word: pytest.fail(f"{word} is no JSON"))
    return found


def test_bridge(short: str, firm: str, tmp_path: Path) -> None:
    figure = tmp_path / "deep" / "bridge.html"
    early = "early=policy.reminders.plans.default.steps.before_due"
    found = object_of("bridge", short, firm, "--replications", 2, "--figure", figure, "--group", early)
    assert (found["from"], found["to"], found["replications"]) == ("short", "firm", 2)
    assert found["levers"][0]["name"] == "early"
    for name in ("dso_count_back", "bfr", "cash_end"):
        assert set(found["indicators"][name]["difference"]) == {"mean", "low", "high"}
        whole = found["indicators"][name]["difference"]["mean"]
        assert sum(lever["parts"][name]["mean"] for lever in found["levers"]) == pytest.approx(whole, abs=1e-6)
    assert figure.read_text(encoding="utf-8").startswith("<!doctype html>")
    said = run_simlib("bridge", short, firm, "--replications", 2, "--lang", "fr")
    assert "Total" in said.out


def test_bound(short: str) -> None:
    found = object_of(
        "bound", short, "--lever", "segments.sme.terms.days=30..60", "--lever", "policy.calls", "--replications", 2
    )
    assert found["levers"][0]["path"] == "segments.sme.terms.days"
    assert 30 <= found["levers"][0]["bound"] <= 35, "few worlds, and few days between"
    assert set(found["levers"][0]["difference"]) == set(found["together"]["difference"]) == INTERVAL
    assert found["together"]["values"] == {"segments.sme.terms.days": found["levers"][0]["bound"]}
    assert "All together" in run_simlib("bound", short, "--lever", "policy.calls", "--replications", 1).out


def test_tornado(short: str, tmp_path: Path) -> None:
    figure = tmp_path / "tornado.html"
    found = object_of(
        "tornado", short, "--lever", "behaviour.payment_speed", "--of", "overdue", "--move", 0.1, "--figure", figure
    )
    assert found["indicator"] == "overdue"
    [bar] = found["levers"]
    assert [end["value"] for end in bar["ends"]] == [0.9, 1.1]
    assert bar["ends"][0]["difference"]["mean"] > 0 > bar["ends"][1]["difference"]["mean"]
    assert figure.exists()


def test_sweep(short: str) -> None:
    found = object_of("sweep", short, "--lever", "policy.reminders.gap_days=1,9", "--lever", "policy.calls.priority")
    assert [tuple(point["values"].values()) for point in found["points"]] == [
        (gap, order) for gap in (1, 9) for order in ("age", "first_in", "gain", "amount")
    ]
    assert set(found["points"][0]["difference"]["bfr"]) == INTERVAL
    said = run_simlib("sweep", short, "--lever", "policy.reminders.gap_days=1,9", "--lang", "fr").out
    assert said.count("\n") == 5
    assert "Écart minimal entre relances" in said
    assert "9 jours ouvrés" in said.replace("\u00a0", " ")


def test_goal(short: str) -> None:
    today = object_of("run", short)["indicators"]["dso_count_back"]["mean"]
    levers = [word for name in ("large", "sme") for word in ("--lever", f"segments.{name}.terms.days=0..45")]
    asked = ("goal", short, *levers, "--replications", 3)
    found = object_of(*asked, "--dso", round(today - 4, 1))
    assert found["is_reached"]
    assert found["mean"] <= found["target"]
    assert found["missing"] == 0
    assert {"path", "value", "to", "bound", "effort"} <= set(found["levers"][0])
    missed = object_of(*asked, "--dso", 1)
    assert not missed["is_reached"]
    assert missed["missing"] == pytest.approx(missed["mean"] - 1)
    assert "is missing" in run_simlib(*asked, "--dso", 1).out


def test_optimise(short: str, tmp_path: Path) -> None:
    asked = ("optimise", short, "--lever", "policy.reminders.gap_days=1..20", "--trials", 20, "--replications", 2)
    found = object_of(*asked, "--runs", tmp_path / "runs", "--figure", tmp_path / "frontier.html")
    assert found["tried"] == 20
    assert found["aims"][:2] == ["dso_count_back", "cost_to_collect"]
    values = [tuple(one["indicators"].values())[:2] for one in found["frontier"]]
    assert values == sorted(values)
    assert [cost for _, cost in values] == sorted((cost for _, cost in values), reverse=True)
    assert object_of(*asked)["frontier"] == found["frontier"]


def test_an_optimum_of_many_levers_has_a_row_for_each(short: str) -> None:
    """Five combinations side by side at most: a table of thirty columns is read by nobody."""
    levers = ("--lever", "policy.calls", "--lever", "policy.reminders.gap_days")
    said = run_simlib("optimise", short, *levers, "--trials", 3, "--replications", 1, "--lang", "fr").out
    lines = said.replace("\u00a0", " ").splitlines()
    assert any(line.startswith("Taux de présence") and " %" in line for line in lines)
    [today] = [line for line in lines if line.startswith("Levier") and "Aujourd’hui" in line]
    assert 1 <= len(today.split()) - 2 <= 5


def test_design(tmp_path: Path) -> None:
    counts = "".join(f"  {name}: {{customers: 12}}\n" for name in ("micro", "sme", "large", "public"))
    (tmp_path / "f.yaml").write_text(f"months: 3\nwarm_up_months: 2\nsegments:\n{counts}", encoding="utf-8")
    short = f"{ROOT / 'scenarios/base.yaml'}+{tmp_path / 'f.yaml'}"
    firm, out = f"{short}+{ROOT / 'scenarios/policies/firm.yaml'}", tmp_path / "allocation.csv"
    found = object_of("design", short, firm, "--replications", 4, "--months", 2, "--months", 3, "-o", out)
    arms = pd.read_csv(out, keep_default_na=False)
    assert list(arms.columns) == ["customer_id", "segment", "arm", "weight"]
    assert len(arms) == found["customers"] == 48
    assert (arms["arm"] == "A").sum() == (arms["arm"] == "B").sum() == found["per_arm"]
    assert [one["months"] for one in found["lengths"]] == [2, 3]
    assert found["schedule"]["first_day"] == "2026-01-01"
    assert found["schedule"]["last_day"] == "2026-03-31"
    assert 0.0 <= found["power"] <= 1.0
    said = run_simlib("design", short, firm, "--replications", 4, "--months", 3, "--lang", "fr")
    assert "Fausses alertes" in said.out or "fausses alertes" in said.out


def test_compare_of_many(short: str, tmp_path: Path) -> None:
    (tmp_path / "grid.yaml").write_text("policy.reminders.gap_days: [1, 2, 4, 7, 12]\n", encoding="utf-8")
    asked = ("compare", short, "--grid", tmp_path / "grid.yaml")
    found = object_of(*asked, "--tables", tmp_path / "tables", "--of", "cost_to_collect")
    assert found["ranking"]["indicator"] == "cost_to_collect"
    ranks = found["ranking"]["scenarios"]
    assert [row["rank"] for row in ranks] == sorted(row["rank"] for row in ranks)
    assert sum(row["probability_best"] for row in ranks) == pytest.approx(1.0)
    one = found["scenarios"]["gap_days=12"]
    assert set(one["corrected"]["bfr"]) == {"low", "high", "p"}
    assert one["corrected"]["bfr"]["low"] <= one["difference"]["bfr"]["low"]
    assert any(point["is_on_frontier"] for point in found["frontier"])
    manifest = json.loads((tmp_path / "tables" / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest["files"]) == {
        "indicators.parquet",
        "indicators.csv",
        "differences.csv",
        "ranking.csv",
        "frontier.csv",
    }
    assert manifest["scenarios"]["gap_days=12"]["digest"] == one["digest"]
    runs = {path.name for path in (tmp_path / "tables" / "runs").iterdir() if path.is_dir()}
    assert runs == {said["run"] for said in manifest["scenarios"].values()}
    text = run_simlib(*asked).out
    assert "may_be_best" in text
    assert "Frontier" in text


def test_compare_until_it_is_narrow(short: str) -> None:
    said = run_simlib(
        "compare", short, f"{short}+{ROOT / 'scenarios/policies/firm.yaml'}", "--half-width", 0.7, "--json"
    )
    assert said.code == 0
    assert json.loads(said.out)["replications"] >= 50
    assert said.error == "" or "takes about" in said.error


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("bridge", "SHORT", "SHORT"), "do not differ"),
        (("bridge", "SHORT", "FIRM", "--group", "x"), "is no group"),
        (("bound", "SHORT", "--lever", "policy.callz"), "calls"),
        (("bound", "SHORT", "--lever", "policy.reminders.gap_days=5..500"), "allowed is 0..60"),
        (("bound", "SHORT", "--of", "dso_cuont_back"), "dso_count_back"),
        (("tornado", "SHORT", "--move", "7"), "give a share above 0"),
        (("sweep", "SHORT", "--lever", "firm.activity", "--lever", "firm.vat_rate", "--lever", "firm.dpo_days"), "one lever or two"),
        (("goal", "SHORT", "--dso", "nan"), "a target of nan is none"),
        (("optimise", "SHORT", "--trials", "0"), "0 trials find nothing"),
        (("design", "SHORT", "FIRM", "--power", "2"), "a power of 2 cannot be had"),
        (("design", "SHORT", "FIRM", "--months", "99"), "simulates 1 to 3"),
        (("compare", "SHORT", "FIRM", "--half-width", "1", "--replications", "4"), "not for both"),
        (("compare", "SHORT", "FIRM", "--half-width", "-1"), "ask for a width above 0"),
        (("compare", "SHORT", "--runs", "FILE"), "file"),
    ],
)  # fmt: skip
def test_one_clear_line(arguments: tuple[str, ...], words: str, short: str, firm: str) -> None:
    places = {"SHORT": short, "FIRM": firm, "FILE": __file__}
    said = run_simlib(*(places.get(word, word) for word in arguments))
    assert said.code == 2
    assert words in said.one_line()


def test_a_scheduler_that_is_not_there(short: str, firm: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="no Dask; install the scale extra")
    from simlib.running import cluster

    monkeypatch.setattr(cluster, "PATIENCE", 1)
    said = run_simlib("compare", short, firm, "--scheduler", "tcp://127.0.0.1:1")
    assert said.code == 1
    assert "no scheduler answers at tcp://127.0.0.1:1" in said.error.splitlines()[-1]
