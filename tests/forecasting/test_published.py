"""A published ledger forecast from weekly origins: no worse than any rule of thumb, with bands that hold."""

from pathlib import Path

import pytest

from simlib.calibration.backtest import Backtest, backtest
from simlib.readers import read_ledger

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def found(ledgers: Path) -> Backtest:
    """Return the back-test, by weekly origins, eight weeks ahead; what was learned is kept twice as long as usual, to be quick."""
    mapping = ROOT / "tests" / "readers" / "mappings" / "ibm_ar.yaml"
    imported = read_ledger([ledgers / "ibm_ar" / "accounts_receivable.csv"], mapping=mapping)
    return backtest(imported, origins=62, replications=100, relearn=56)


def test_enough_weekly_origins_are_tried(found: Backtest) -> None:
    assert found.origins >= 60
    assert found.every == 7


def test_the_error_is_no_larger_than_that_of_the_best_rule(found: Backtest) -> None:
    figures = found.figures
    rules = [*figures.naive.model_dump().values(), figures.bootstrap_wape]
    assert figures.wape <= min(rules)


def test_the_band_holds_four_weeks_in_five(found: Backtest) -> None:
    assert 0.72 <= found.figures.coverage <= 0.88


def test_the_band_is_better_than_draws_from_each_customers_lateness(found: Backtest) -> None:
    assert found.figures.interval_score < found.figures.bootstrap_interval_score


def test_the_verdict_follows(found: Backtest) -> None:
    assert found.verdict == "good"
