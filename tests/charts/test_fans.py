"""Fans: the past joined to what comes, numbers as the indicators give them."""

from dataclasses import replace

import numpy as np
import pytest

from simlib import charts, words
from simlib.charts.course import future_days, past_days
from simlib.running import Result
from tests.small import small_compared

FANS = {"dso_count_back": charts.dso_fan, "ar_balance": charts.receivables_fan, "bfr": charts.bfr_bars}


@pytest.fixture(scope="module")
def base() -> Result:
    return small_compared().results["small"]


@pytest.fixture(scope="module")
def early() -> Result:
    return small_compared().results["early"]


def named(figure: object, name: str) -> object:
    """Return the one trace of a name."""
    (found,) = [trace for trace in figure.data if trace.name == name]
    return found


@pytest.mark.parametrize("name", FANS)
def test_the_past_is_joined_to_the_fan(name: str, base: Result, early: Result) -> None:
    figure = FANS[name](early, base, "en")
    past, scenario, today = (
        named(figure, words.text(key, "en")) for key in ("legend.past", "legend.scenario", "today")
    )
    assert past.x[-1] == scenario.x[0] == today.x[0] == np.datetime64(base.start - 1, "D")
    assert past.y[-1] == pytest.approx(scenario.y[0])
    assert past.y[-1] == pytest.approx(today.y[0])
    assert scenario.x[-1] == np.datetime64(early.end, "D")


@pytest.mark.parametrize("name", FANS)
def test_the_numbers_are_those_of_the_indicator(name: str, base: Result, early: Result) -> None:
    figure = FANS[name](early, base, "fr")
    days = future_days(early)
    values = early.path(name, days)
    scenario = named(figure, words.text("legend.scenario", "fr"))
    scale = values.mean(axis=0)[0] / scenario.y[0]
    assert scale == pytest.approx(1e3 if scale > 10 else 1.0) or scale == pytest.approx(1e6)
    assert np.array(scenario.y) * scale == pytest.approx(values.mean(axis=0))
    assert np.array(scenario.customdata) * scale == pytest.approx(np.quantile(values, (0.1, 0.9), axis=0).T)


def test_alone_there_is_no_today(base: Result) -> None:
    for figure in (
        charts.dso_fan(base, base, "fr"),
        charts.dso_fan(base, None, "fr"),
        charts.cash_fan(base, base, "fr"),
    ):
        assert words.text("today", "fr") not in {trace.name for trace in figure.data}


def test_the_title_says_the_point(base: Result, early: Result) -> None:
    found = early.values("dso_count_back") - base.values("dso_count_back")
    value = words.in_unit(early.values("dso_count_back").mean(), "days", "fr")
    change = words.in_unit(found.mean(), "days", "fr", signed=True)
    assert charts.dso_fan(early, base, "fr").layout.meta["title"] == words.text(
        "point.changed", "fr", label="DSO par épuisement", value=value, change=change
    )
    assert "trois dernières fins de mois" in charts.dso_fan(base, base, "fr").layout.meta["title"]


def test_the_past_is_half_a_year_of_month_ends(base: Result) -> None:
    days = past_days(base)
    assert days[-1] == base.start - 1
    assert len(days) == 7
    assert base.start - days[0] <= 187


def test_cash_starts_at_the_opening_cash(base: Result, early: Result) -> None:
    figure = charts.cash_fan(early, base, "en")
    scenario = named(figure, words.text("legend.scenario", "en"))
    assert scenario.y[0] * 1e3 == pytest.approx(base.scenario.firm.opening_cash)
    assert scenario.y[-1] * 1e3 == pytest.approx(early.cash_path()[:, -1].mean())
    assert len(scenario.x) == early.end - early.start + 2


def test_cash_freed_is_the_paired_difference_of_working_capital(base: Result, early: Result) -> None:
    figure = charts.bfr_bars(early, base, "fr")
    bars = named(figure, words.text("legend.freed", "fr"))
    ends = early.month_ends
    freed = (base.path("bfr", ends) - early.path("bfr", ends)).mean(axis=0)
    scale = freed[-1] / bars.y[-1]
    assert np.array(bars.y) * scale == pytest.approx(freed)
    assert [trace.type for trace in charts.bfr_bars(base, base, "fr").data] == ["scatter"] * 6


def test_where_no_past_is_known_the_fan_starts_at_the_start(base: Result, early: Result) -> None:
    flows = early.daily.flows.copy()
    flows[..., : early.start - early.daily.first] = 0
    opened = replace(early, daily=replace(early.daily, flows=flows))
    assert past_days(opened) == []
    for draw in FANS.values():
        figure = draw(opened, base, "fr")
        assert words.text("legend.past", "fr") not in {trace.name for trace in figure.data}
        assert named(figure, words.text("legend.scenario", "fr")).x[0] == np.datetime64(early.start, "D")
