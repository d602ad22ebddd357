"""A published ledger learned from and simulated again: its figures lie in the bands."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from simlib.calibration import Calibration
from simlib.calibration.learning import present_of
from simlib.calibration.status_quo import figures_of, replay, replayed, scenario_of
from simlib.days import to_day
from simlib.indicators import daily_of, ledger_events, value_of_run
from simlib.readers import read_ledger
from simlib.running import Result, simulate
from tests.calibration.conftest import ROOT

QUARTER_ENDS = [
    to_day(date(year, month, day))
    for year, month, day in ((2012, 6, 30), (2012, 9, 30), (2012, 12, 31), (2013, 3, 31), (2013, 6, 30), (2013, 9, 30))
]
REPLICATIONS = 200


@pytest.fixture(scope="module")
def found(ledgers: Path, learn: Callable[..., Calibration]) -> Calibration:
    """Return what is learned from the ledger, the calendar given."""
    mapping = ROOT / "tests" / "readers" / "mappings" / "ibm_ar.yaml"
    ledger = read_ledger([ledgers / "ibm_ar" / "accounts_receivable.csv"], mapping=mapping)
    return learn(ledger, calendar="seven_day")


@pytest.fixture(scope="module")
def again(found: Calibration, tmp_path_factory: pytest.TempPathFactory) -> Result:
    """Return the ledger's own invoices simulated again, from an empty opening book."""
    learned = found.learned
    scenario = scenario_of(learned, present_of(None), replayed(learned), tmp_path_factory.mktemp("again"))
    return simulate(scenario, replications=REPLICATIONS)


def band(values: npt.NDArray[np.float64]) -> tuple[float, float, float]:
    """Return the 5 and 95 % quantiles over replications, and the mean."""
    low, high = np.quantile(values, (0.05, 0.95))
    return float(low), float(high), float(values.mean())


def observed_count_back(found: Calibration) -> list[float]:
    """Return the ledger's own count-back DSO at the quarter ends."""
    book = found.learned.book
    paid = np.flatnonzero(book.paid)
    events = ledger_events(
        book.customer, book.issue, book.due, book.amount, paid, book.cleared[paid], book.amount[paid]
    )
    daily = daily_of(events, book.first, book.as_of)
    return [float(value_of_run(daily, "dso_count_back", at=day)[0, 0]) for day in QUARTER_ENDS]


@pytest.mark.parametrize(("name", "expected"), [("days_to_pay", 26.4), ("late_share", 0.356)])
def test_days_to_pay_and_late_share_lie_in_their_bands(found: Calibration, name: str, expected: float) -> None:
    learned = found.learned
    books = replay(learned, present_of(None), replayed(learned), REPLICATIONS)
    observed = figures_of(learned.book)[name]
    assert observed == pytest.approx(expected, rel=0.002)
    low, high, mean = band(np.array([figures_of(book)[name] for book in books]))
    assert low <= observed <= high
    assert high - low <= mean / 5


def test_count_back_dso_lies_in_its_band_at_four_quarter_ends_or_more(found: Calibration, again: Result) -> None:
    paths = again.path("dso_count_back", QUARTER_ENDS)
    inside = []
    for observed, values in zip(observed_count_back(found), paths.T, strict=True):
        low, high, mean = band(values)
        inside.append(low <= observed <= high)
        assert high - low <= mean / 5
    assert sum(inside) >= 4, inside


def test_what_the_published_ledger_cannot_tell_is_said(found: Calibration) -> None:
    text = found.to_text("en")
    assert "two e-mails" in text
    assert "Saturdays and Sundays" in text
    assert "stays an assumption" in text
