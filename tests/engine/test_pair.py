"""The pair: both engines tell the same story, event for event, on random scenarios and on those made by hand."""

import json
import os
import subprocess
import sys
from pathlib import Path

import hypothesis
import numpy as np
import pytest
from hypothesis import given

from simlib.engine.lowering import lower
from simlib.engine.reference import Simulation, chance
from simlib.ledger.events import Column, Kind
from simlib.scenario import load
from simlib.world.draws import Purpose
from simlib.world.draws import pair as true_pair
from tests.engine.both import ENGINES, assert_equal, assert_pair, rows_of
from tests.engine.handmade import CASES, Handmade
from tests.engine.plain_life import digests
from tests.strategies import Case, cases, shuffled

TOLD_BY_STORIES = {Kind.PLANNED, Kind.LAPSED, Kind.INTEREST, Kind.BROKEN, Kind.REFUNDED, Kind.VAT_BACK}
"""Kinds too rare for a few random scenarios; the stories of `tests/engine` have them on both engines."""

MANY = min(500, hypothesis.settings.default.max_examples)
FEW = MANY // 5


@hypothesis.settings(max_examples=MANY)
@given(cases())
def test_engines_agree_on_random_scenarios(case: Case) -> None:
    assert_pair(case)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_engines_agree_on_scenarios_made_by_hand(case: Handmade) -> None:
    assert_equal(case.scenario, case.base)


def test_engines_agree_on_the_shipped_firm_over_two_years() -> None:
    """Long enough for invoices to be given up, written off, and their VAT to come back."""
    base = load("scenarios/base.yaml").with_({"months": 24, "behaviour.vat_lag_days": 30})
    assert {Kind.WRITTEN_OFF, Kind.VAT_BACK, Kind.HANDED} <= {
        Kind(kind) for kind in assert_equal(base)[:, Column.KIND].tolist()
    }


@hypothesis.settings(max_examples=FEW)
@given(cases())
def test_no_order_of_rows_or_names_matters(case: Case) -> None:
    base, change = shuffled(case.base), shuffled(case.change)
    assert (base, change) != (case.base, case.change) or base.customers is None
    for engine in ENGINES:
        before = rows_of(case.change, engine, case.base)
        assert np.array_equal(before, rows_of(change, engine, base)), engine


def test_random_scenarios_meet_every_kind_of_event_and_every_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    kinds: set[int] = set()
    purposes: set[int] = set()

    def spy(seed: int, replication: int, entity: int, ordinal: int, purpose: int, k: int) -> tuple[float, float]:
        purposes.add(purpose)
        return true_pair(seed, replication, entity, ordinal, purpose, k)

    monkeypatch.setattr(chance, "pair", spy)

    @hypothesis.settings(max_examples=30, phases=[hypothesis.Phase.generate])
    @given(cases())
    def look(case: Case) -> None:
        rows = Simulation(lower(case.change, case.base), 0).run()
        kinds.update(rows[:, Column.KIND].tolist())

    look()
    assert {Kind(kind) for kind in kinds} >= set(Kind) - TOLD_BY_STORIES
    assert {Purpose(purpose) for purpose in purposes} >= set(Purpose) - {Purpose.INSTALMENT}


def test_engines_agree_without_the_compiler() -> None:
    assert json.loads(without_compiler("-W", "error", "-m", "tests.engine.plain_life")) == digests()


@pytest.mark.long
def test_small_tests_pass_without_the_compiler() -> None:
    files = (
        "tests/rules",
        "tests/world",
        *(f"tests/engine/test_{name}.py" for name in ("handmade", "accrual", "books")),
    )
    assert "failed" not in without_compiler("-m", "pytest", "-q", "-p", "no:cacheprovider", *files)


def without_compiler(*arguments: str) -> str:
    """Return what Python prints where functions stay as they are written."""
    found = subprocess.run(
        [sys.executable, *arguments],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"NUMBA_DISABLE_JIT": "1", "SIMLIB_TESTS": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stdout[-4_000:] + found.stderr[-4_000:]
    return found.stdout
