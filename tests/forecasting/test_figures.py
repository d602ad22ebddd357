"""The figures: they draw the values of what they are given, and say their point in both languages."""

import numpy as np
import pytest

from simlib import charts, words
from simlib.calibration.backtest import Backtest, backtest
from simlib.calibration.forecast import forecast
from simlib.scenario.evidence import BacktestEvidence
from tests.forecasting.conftest import FIRM, Ledger


@pytest.fixture(scope="module")
def tried(firm: Ledger) -> Backtest:
    """A few trials."""
    return backtest(firm, weeks=3, every=28, origins=8, replications=30)


@pytest.mark.parametrize("lang", words.languages)
def test_forecast_and_past_are_drawn_side_by_side(firm: Ledger, middle: int, lang: str) -> None:
    found = forecast(firm, as_of=middle, weeks=5, replications=20)
    figure = charts.forecast(found, lang)
    past, ahead = figure.data
    assert np.allclose(past.y, found.past / (found.past.sum() / np.sum(past.y)))
    scale = found.mean.sum() / np.sum(ahead.y)
    assert np.allclose(np.array(ahead.y) + np.array(ahead.error_y.array), np.maximum(found.p90, found.mean) / scale)
    assert np.allclose(
        np.array(ahead.y) - np.array(ahead.error_y.arrayminus), np.minimum(found.p10, found.mean) / scale
    )
    assert len({*past.x, *ahead.x}) == len(past.x) + 5
    assert words.money_short(found.total["mean"], lang) in figure.layout.meta["title"]


def test_of_open_invoices_alone_no_past_is_drawn(firm: Ledger, middle: int) -> None:
    found = forecast(firm, as_of=middle, weeks=3, replications=20, open_only=True)
    assert len(charts.forecast(found, "en").data) == 1


@pytest.mark.parametrize("lang", words.languages)
def test_a_back_test_draws_what_came_where_it_came(tried: Backtest, lang: str) -> None:
    figure = charts.backtest(tried, lang)
    *_, mean, inside, outside = figure.data
    rows = tried.rows[tried.rows["week"] == 2]
    assert len(inside.x) + len(outside.x) == len(rows) == len(mean.x)
    came = sorted([*inside.y, *outside.y])
    assert np.allclose(came, np.sort(rows["actual"].to_numpy()) * (max(came) / rows["actual"].max()))
    assert words.text(f"point.backtest_{tried.verdict}", lang) == figure.layout.meta["title"]


def test_errors_are_drawn_from_the_smallest_to_the_largest(tried: Backtest) -> None:
    [bars] = charts.backtest_errors(tried.figures, "en").data
    assert list(bars.x) == sorted(bars.x)
    assert len(bars.x) == 5
    assert 100.0 * tried.figures.wape in bars.x
    assert words.percent(tried.figures.wape, "en", 1) in bars.text


def test_without_trials_the_figures_say_why(firm: Ledger) -> None:
    short = backtest(firm.until(FIRM.first + 150))
    for figure in (charts.backtest(short, "fr"), charts.backtest_errors(BacktestEvidence(), "fr")):
        assert not figure.data
        assert "trop court" in figure.layout.annotations[0].text
