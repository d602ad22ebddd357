"""Commands that simulate: the fixed part of their JSON and of their tables."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from simlib.indicators import INDICATORS
from tests.helpers import run_simlib

ROOT = Path(__file__).resolve().parent.parent
SUMMARY = {"mean", "p10", "p50", "p90", "undefined"}
LEDGER = [
    "replication", "invoice_id", "customer_id", "segment", "issue_date", "due_date", "amount_cents", "paid_cents", "credited_cents",
    "written_off_cents", "last_paid_date", "applied_date", "touches", "calls", "disputed",
]  # fmt: skip
EVENTS = ["replication", "seq", "day", "phase", "kind", "customer_id", "invoice_id", "amount_cents", "ref"]


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A short scenario of few customers, with calls."""
    fragment = tmp_path_factory.mktemp("short") / "short.yaml"
    counts = "".join(f"  {name}: {{customers: 6}}\n" for name in ("micro", "sme", "large", "public"))
    fragment.write_text(f"months: 3\nwarm_up_months: 2\nreplications: 3\nsegments:\n{counts}", encoding="utf-8")
    return f"{ROOT / 'scenarios/base.yaml'}+{fragment}"


@pytest.fixture(scope="module")
def firm(short: str) -> str:
    """The same with another policy."""
    return f"{short}+{ROOT / 'scenarios/policies/calls.yaml'}"


def object_of(*arguments: object) -> dict[str, Any]:
    """Return the one JSON object that a command prints."""
    said = run_simlib(*arguments, "--json")
    assert (said.code, said.error) == (0, "")
    found: dict[str, Any] = json.loads(said.out, parse_constant=lambda word: pytest.fail(f"{word} is no JSON"))
    return found


def test_run(short: str) -> None:
    """Find the fixed part of the contract."""
    found = object_of("run", short)
    assert {"scenario", "digest", "engine", "replications", "seed", "elapsed_s", "invoices", "indicators"} <= set(found)
    assert (found["scenario"], found["replications"], found["seed"], found["engine"]) == ("short", 3, 1, "compiled")
    assert list(found["indicators"]) == list(INDICATORS)
    assert all(set(summary) == SUMMARY for summary in found["indicators"].values())
    assert found["invoices"] > 0
    money = found["indicators"]["ar_balance"]["mean"]
    assert money == round(money, 2)


def test_undefined_is_null(short: str) -> None:
    """Find null and the count where an indicator has no value."""
    found = object_of("run", short, "--replications", 2)["indicators"]["right_party_contact_rate"]
    assert found == {"mean": None, "p10": None, "p50": None, "p90": None, "undefined": 2}


def test_same_numbers_from_both_engines_and_again(firm: str) -> None:
    """Find the same numbers from either engine, and from another run."""
    compiled, again, reference = (
        object_of("run", firm, "--seed", 7, "--engine", engine) for engine in ("compiled", "compiled", "reference")
    )
    assert compiled["indicators"] == again["indicators"] == reference["indicators"]
    assert reference["engine"] == "reference"


def test_by_segment_adds_up(short: str) -> None:
    """Find the whole in its parts."""
    found = object_of("run", short, "--by", "segment", "--at", "2026-02-28")
    parts = [group["ar_balance"]["mean"] for group in found["by"].values()]
    assert len(parts) == 4
    assert sum(parts) == pytest.approx(found["indicators"]["ar_balance"]["mean"], abs=0.05)
    assert "bfr" not in found["by"]["micro"]


def test_run_as_a_table(short: str) -> None:
    """Find a line for every indicator, labels in the language asked for."""
    said = run_simlib("run", short, "--lang", "fr", "--by", "customer")
    assert (said.code, said.error) == (0, "")
    assert all(f"\n{name} " in said.out for name in INDICATORS)
    assert INDICATORS["overdue"].label("fr") in said.out


def test_tables_of_a_run(short: str, tmp_path: Path) -> None:
    """Find the columns of the contract, sorted, and every cent of the events in the ledger."""
    ledger_file, events_file = tmp_path / "ledger.parquet", tmp_path / "deep" / "events.parquet"
    found = object_of("run", short, "--ledger-out", ledger_file, "--events-out", events_file)
    ledger, events = pd.read_parquet(ledger_file), pd.read_parquet(events_file)
    assert list(ledger.columns) == LEDGER
    assert list(events.columns) == EVENTS
    assert ledger.equals(ledger.sort_values(["replication", "invoice_id"], ignore_index=True))
    assert events.equals(events.sort_values(["replication", "seq"], ignore_index=True))

    def cents(kind: str) -> int:
        return int(events.loc[events["kind"] == kind, "amount_cents"].sum())

    assert ledger["paid_cents"].sum() == cents("paid") - cents("rejected")
    assert ledger["credited_cents"].sum() == cents("credited")
    assert ledger["written_off_cents"].sum() == cents("written_off")
    assert set(ledger["replication"]) == {0, 1, 2}
    issued = ledger[pd.to_datetime(ledger["issue_date"]) >= "2026-01-01"]
    assert len(issued) == found["invoices"]
    assert not list(tmp_path.rglob("*.part"))


def test_trace_tells_what_the_tables_tell(short: str, tmp_path: Path) -> None:
    """Find in one invoice's life the rows of the table of events."""
    file = tmp_path / "events.parquet"
    object_of("run", short, "--events-out", file)
    events = pd.read_parquet(file)
    invoice = events.loc[(events["replication"] == 1) & (events["kind"] == "applied"), "invoice_id"].iloc[0]
    rows = events[(events["replication"] == 1) & (events["invoice_id"] == invoice)]
    found = object_of("trace", short, "--invoice", invoice, "--replication", 1)
    assert [event["kind"] for event in found["events"]] == rows["kind"].tolist()
    assert [event["date"] for event in found["events"]] == [str(day)[:10] for day in rows["day"]]
    said = run_simlib("trace", short, "--invoice", invoice, "--replication", 1)
    assert said.out.count("\n") == len(rows) + 2


def test_trace_of_nothing(short: str) -> None:
    """Say what ids read like where there is no such invoice."""
    said = run_simlib("trace", short, "--invoice", "F-2026-1")
    assert said.code == 2
    assert "F-2026-1" in said.one_line()


def test_compare(short: str, firm: str, tmp_path: Path) -> None:
    """Find the paired differences and the tidy tables behind them."""
    found = object_of("compare", short, firm, "--tables", tmp_path / "tables")
    assert found["base"] == "short"
    assert list(found["scenarios"]) == ["short", "calls"]
    one = found["scenarios"]["calls"]
    assert set(one["difference"]) == set(INDICATORS)
    assert all(set(each) == {"mean", "low", "high", "probability_better"} for each in one["difference"].values())
    table = pd.read_parquet(tmp_path / "tables" / "indicators.parquet")
    assert len(table) == 2 * 3 * len(INDICATORS)
    wide = table[table["indicator"] == "dso_count_back"].pivot_table(
        index="replication", columns="scenario", values="value"
    )
    assert (wide["calls"] - wide["short"]).mean() == pytest.approx(one["difference"]["dso_count_back"]["mean"])
    assert len(pd.read_csv(tmp_path / "tables" / "indicators.csv")) == len(table)


def test_compare_as_a_table(short: str, firm: str) -> None:
    """Find both names and every indicator."""
    said = run_simlib("compare", short, firm)
    assert (said.code, said.error) == (0, "")
    assert "calls" in said.out
    assert all(name in said.out for name in INDICATORS)


def test_compare_on_a_grid(short: str, tmp_path: Path) -> None:
    """Find every combination, named after its values."""
    grid = tmp_path / "grid.yaml"
    grid.write_text("policy.reminders.gap_days: [2, 9]\nfirm.billing_delay_days: [1, 30]\n", encoding="utf-8")
    found = object_of("compare", short, "--grid", grid)
    assert list(found["scenarios"])[1:] == [
        f"gap_days={gap}, billing_delay_days={delay}" for gap in (2, 9) for delay in (1, 30)
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("policy.reminders.gap_dayz: [2]\n", "gap_days"),
        ("policy.reminders.gap_days: [-2]\n", "-2"),
        ("policy.reminders.gap_days: 2\n", "list"),
        ("policy.reminders.gap_days: []\n", "list"),
        ("firm.billing_delay_days: [" + ", ".join(["1"] * 6000) + "]\n", "combinations"),
        ("", "empty"),
    ],
)
def test_bad_grid(text: str, words: str, short: str, tmp_path: Path) -> None:
    """Refuse a grid that makes no sense in one line that names it."""
    grid = tmp_path / "grid.yaml"
    grid.write_text(text, encoding="utf-8")
    said = run_simlib("compare", short, "--grid", grid)
    assert said.code == 2
    assert words in said.one_line()
    assert "grid.yaml" in said.error


def test_compare_refuses_what_cannot_be_paired(short: str, tmp_path: Path) -> None:
    """Refuse two of one name, and other days."""
    assert "short" in run_simlib("compare", short, short).one_line()
    later = tmp_path / "later.yaml"
    later.write_text("start: 2026-02-01\n", encoding="utf-8")
    assert "start" in run_simlib("compare", short, f"{short}+{later}").one_line()


def test_day_outside(short: str) -> None:
    """Refuse to read indicators on a day that is not simulated."""
    assert run_simlib("run", short, "--at", "2031-01-01").code == 2


def test_levers() -> None:
    """Find all that is declared of each lever, in one object."""
    found = object_of("levers")
    assert found["scenario"] == "base"
    assert len(found["levers"]) > 50
    for lever in found["levers"]:
        assert all(lever["label"].values())
        assert lever["moves"] in INDICATORS
    assert "firm.billing_delay_days" in run_simlib("levers", "--lang", "fr").out


def test_schema() -> None:
    """Find a JSON Schema that knows the parts of a scenario."""
    found = json.loads(run_simlib("schema").out)
    assert {"firm", "segments", "policy", "extends"} <= set(found["properties"])
