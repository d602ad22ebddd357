"""The run store: what is kept, under which name, and that nothing is simulated twice."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from simlib.errors import ScenarioError
from simlib.indicators import INDICATORS
from simlib.running import Batch, Store, batch, simulate, store
from simlib.running.store import RunKey, file_hash
from simlib.scenario import load
from tests.running.firms import FIRM, changed

SCENARIOS = [FIRM, changed("calls"), changed("terms")]


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder with its bytes, the log left out."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != store.LOG
    }


@pytest.fixture(autouse=True)
def _short_spans(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a few worlds make several spans."""
    monkeypatch.setattr(batch, "SPAN", 4)


def test_outcomes_are_those_of_simulations(tmp_path: Path) -> None:
    for kept in (None, Store(tmp_path)):
        for scenario, outcome in zip(SCENARIOS, Batch(FIRM, store=kept).run(SCENARIOS, 10), strict=True):
            alone = simulate(scenario, base=FIRM, replications=10)
            for name in INDICATORS:
                np.testing.assert_array_equal(outcome.values(name), alone.values(name), err_msg=name)
            np.testing.assert_equal(outcome.summary(), alone.summary())


def test_both_engines_keep_the_same() -> None:
    one, other = (Batch(FIRM, engine=engine).run(SCENARIOS[:2], 5) for engine in ("reference", "compiled"))
    for a, b in zip(one, other, strict=True):
        np.testing.assert_array_equal(a.table, b.table)


def test_what_is_there_is_not_run_again(tmp_path: Path) -> None:
    first = Batch(FIRM, store=Store(tmp_path))
    kept = first.run(SCENARIOS, 10)
    before = contents(tmp_path)
    again = Batch(FIRM, store=Store(tmp_path))
    found = again.run(SCENARIOS, 10)
    assert (first.computed, again.computed) == (30, 0)
    assert contents(tmp_path) == before
    for a, b in zip(kept, found, strict=True):
        np.testing.assert_array_equal(a.table, b.table)
    fewer = Batch(FIRM, store=Store(tmp_path))
    np.testing.assert_array_equal(fewer.run(SCENARIOS[:1], 6)[0].table, kept[0].table[:6])
    more = Batch(FIRM, store=Store(tmp_path))
    more.run(SCENARIOS[:1], 14)
    assert (fewer.computed, more.computed) == (0, 6)
    home = Store(tmp_path).home(more.key(FIRM))
    table = pd.concat([pd.read_parquet(path) for path in sorted(home.glob("*.parquet"))])
    assert table["replication"].tolist() == list(range(14))
    whole = Store(tmp_path / "at once")
    Batch(FIRM, store=whole).run(SCENARIOS[:1], 14)
    assert contents(home) == contents(whole.home(more.key(FIRM)))


def test_two_names_of_one_scenario_are_one_run(tmp_path: Path) -> None:
    twin = FIRM.with_({}, name="twin")
    asked = Batch(FIRM, store=Store(tmp_path))
    outcomes = asked.run([FIRM, twin], 4)
    assert asked.computed == 4
    assert [one.scenario.name for one in outcomes] == ["firm", "twin"]


def test_a_run_says_what_it_is(tmp_path: Path) -> None:
    kept = Store(tmp_path)
    asked = Batch(FIRM, store=kept)
    asked.run(SCENARIOS[:2], 6)
    key = asked.key(SCENARIOS[1])
    home = kept.home(key)
    manifest = json.loads((home / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["run"] == home.name == key.hash
    assert (manifest["scenario"], manifest["base"]) == (SCENARIOS[1].digest, FIRM.digest)
    assert (manifest["seed"], manifest["replications"]) == (FIRM.seed, 6)
    assert manifest["files"] == {path.name: file_hash(path) for path in home.glob("*.parquet")}
    assert set(manifest["versions"]) == {"simlib", "python", "numpy"}
    assert load(home / "scenario.yaml").digest == SCENARIOS[1].digest
    table = pd.concat([pd.read_parquet(home / name) for name in manifest["files"]])
    assert table["replication"].tolist() == list(range(6))
    assert list(table.columns) == ["replication", *INDICATORS]


def test_whatever_changes_a_result_changes_the_name() -> None:
    key = RunKey.of(FIRM, FIRM, 1, None)
    others = [
        RunKey.of(changed("calls"), FIRM, 1, None),
        RunKey.of(FIRM, changed("calls"), 1, None),
        RunKey.of(FIRM, FIRM, 2, None),
        RunKey.of(FIRM, FIRM, 1, 20_500),
        RunKey(key.scenario, key.base, key.seed, key.at, "other code"),
    ]
    assert len({key.hash, *(one.hash for one in others)}) == 6
    assert RunKey.of(FIRM.with_({}, name="renamed"), FIRM, 1, None) == key


def test_a_broken_file_is_simulated_again(tmp_path: Path) -> None:
    asked = Batch(FIRM, store=Store(tmp_path))
    asked.run([FIRM], 8)
    before = contents(tmp_path)
    broken = sorted(Store(tmp_path).home(asked.key(FIRM)).glob("*.parquet"))
    broken[0].write_bytes(broken[0].read_bytes()[:-9])
    (broken[1].with_name(".worlds-000008-000012.parquet.1.part")).write_bytes(b"half")
    again = Batch(FIRM, store=Store(tmp_path))
    again.run([FIRM], 8)
    assert again.computed == 4
    left = {name: content for name, content in contents(tmp_path).items() if not name.endswith(".part")}
    assert left == before


def test_an_indicator_of_another_day_is_another_run(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="were read as of"):
        Batch(FIRM).run([FIRM], 2)[0].values("overdue", 20_500)
    day = simulate(FIRM, replications=1).month_ends[0]
    at = Batch(FIRM, at=day, store=Store(tmp_path)).run([FIRM], 2)[0]
    np.testing.assert_array_equal(at.values("overdue"), simulate(FIRM, replications=2, at=day).values("overdue"))
    assert Batch(FIRM, store=Store(tmp_path)).run([FIRM], 2)[0].values("overdue")[0] != at.values("overdue")[0]


def test_worlds_beyond_what_is_kept_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    from simlib.running import threads

    whole = Batch(FIRM).run(SCENARIOS[:2], 20)
    monkeypatch.setattr(threads, "KEPT", 6)
    few = Batch(FIRM)
    few.run(SCENARIOS[:1], 20)
    for a, b in zip(whole, few.run(SCENARIOS[:2], 20), strict=True):
        np.testing.assert_array_equal(a.table, b.table)


def test_progress_counts_what_was_found(tmp_path: Path) -> None:
    Batch(FIRM, store=Store(tmp_path)).run(SCENARIOS[:1], 8)
    told: list[tuple[int, int]] = []
    Batch(FIRM, store=Store(tmp_path)).run(SCENARIOS[:2], 8, progress=lambda done, all_: told.append((done, all_)))
    assert told == [(8, 16), (12, 16), (16, 16)]


def test_a_file_is_no_store(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    with pytest.raises(ScenarioError, match="this is a file; runs are kept in a folder"):
        Store(file)
