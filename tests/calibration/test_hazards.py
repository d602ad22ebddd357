"""Hazards of drawn firms are found again: rows, levels, habits, trend, bins."""

import numpy as np
import pytest

from simlib.calibration.bins import choose_bins, finest
from simlib.calibration.book import Book, lay_out
from simlib.calibration.calendars import calendar_over
from simlib.calibration.drift import learn_trend
from simlib.calibration.hazards import Hazards, learn_hazards
from simlib.calibration.runs import learn_runs, run_days
from simlib.calibration.spells import Bins, Spells, spells_of
from tests.calibration.drawn import ROW, STARTS, Drawn, Truth, draw

SLOWER = (0.001, 0.002, 0.003, 0.01, 0.3, 0.06, 0.05, 0.05, 0.05, 0.04, 0.03)
GAUSSIAN = (0.0, 0.001, 0.004, 0.02, 0.06, 0.08, 0.14, 0.25, 0.35, 0.5, 0.6)
"""Rising hazards: customers pay within a narrow time of their own."""


def seen(truth: Truth, seed: int) -> tuple[Drawn, Book, Spells]:
    """Return a drawn firm, its book and its spells."""
    drawn = draw(truth, seed)
    book = lay_out(drawn.invoices, drawn.payments)
    calendar = calendar_over(book, truth.calendar)
    runs = learn_runs(book, calendar)
    paying = {c: days for c, days in enumerate(run_days(runs, calendar)) if not runs[c].is_any}
    return drawn, book, spells_of(book, calendar, runs=paying)


def learned(book: Book, spells: Spells, starts: tuple[int, ...] = STARTS, week: int = 5) -> Hazards:
    """Return the hazards learned from spells."""
    return learn_hazards(spells, Bins(starts), week, book.segment_of, len(book.segments))


@pytest.mark.parametrize(
    "truth",
    [
        Truth(spread=0.4),
        Truth(spread=0.8),
        Truth(a=0.25, b=0.05),
        Truth(weekly=0.5, a=0.2),
        Truth(rows=(ROW, SLOWER), spread=0.5),
    ],
    ids=["frailty", "large frailty", "dependent", "payment runs", "two segments"],
)
def test_rows_and_levels_are_found_within_their_intervals(truth: Truth) -> None:
    inside, spreads = [], []
    for seed in range(5):
        drawn, book, spells = seen(truth, seed)
        hazards = learned(book, spells)
        enough = hazards.events >= 30
        rows = np.array(truth.rows)
        inside.append(((rows >= hazards.low) & (rows <= hazards.high))[enough])
        spreads += [one.low - 0.02 <= truth.spread <= one.high + 0.02 for one in hazards.spread]
        assert not hazards.has_own.any()
        assert np.corrcoef(np.log(drawn.levels), np.log(hazards.level))[0, 1] > 0.8
    assert np.concatenate(inside).mean() >= 0.75  # 0.84 to 0.90 over sixteen firms of each kind
    assert np.mean(spreads) >= 0.6


def test_customers_that_keep_their_own_delay_get_rows_of_their_own() -> None:
    truth = Truth(rows=(GAUSSIAN,), starts=STARTS, spread=0.05, shift=8.0, calendar="seven_day", customers=80)
    drawn, book, spells = seen(truth, 4)
    hazards = learned(book, spells, choose_bins(spells, 7, book.segment_of, 1).starts, 7)
    assert hazards.has_own.mean() > 0.9
    late = Bins(hazards.bins.starts).index(np.array([1]))[0]
    middle = hazards.rates[:, late]
    assert np.corrcoef(drawn.shifts, np.log(middle))[0, 1] < -0.8  # who pays later is less likely to pay the day after


def test_a_thin_segment_leans_on_the_pool() -> None:
    _, book, spells = seen(Truth(rows=(ROW, ROW), customers=80), 6)
    few = np.ones(len(spells), dtype=np.bool_)
    few[spells.segment == 1] = np.arange(int((spells.segment == 1).sum())) % 40 == 0
    hazards = learned(book, spells.of(few))
    assert hazards.events[1].sum() < 45
    assert np.all(hazards.rows[1] > 0.0)
    assert np.median(np.abs(np.log(hazards.rows[1] / hazards.rows[0]))) < 0.45
    widths = np.log(hazards.high / hazards.low)
    assert np.median(widths[1]) > np.median(widths[0])


def test_bins_are_as_fine_as_the_ledger_supports() -> None:
    _, book, spells = seen(Truth(), 1)
    few = choose_bins(spells.of(np.arange(len(spells)) % 8 == 0), 5, book.segment_of, 1)
    many = choose_bins(spells, 5, book.segment_of, 1)
    assert {0, 1} <= set(few.starts) <= set(finest(5).starts)
    assert len(few) < len(many)


def test_a_trend_is_found_where_there_is_one() -> None:
    _, book, spells = seen(Truth(trend=0.5, b=0.03), 8)
    found = learn_trend(spells, book.due[spells.invoice], finest(5), book.segment_of, 1, book.as_of)
    assert found.per_year == pytest.approx(0.5, abs=0.15)


@pytest.mark.parametrize("seed", range(4))
def test_no_trend_is_found_where_there_is_none(seed: int) -> None:
    _, book, spells = seen(Truth(customers=50, b=0.05, a=0.2), seed)
    found = learn_trend(spells, book.due[spells.invoice], finest(5), book.segment_of, 1, book.as_of)
    assert found.per_year == 0.0
