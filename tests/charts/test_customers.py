"""The figure of the customers that owe most overdue."""

from datetime import date

import pandas as pd
import pytest

from simlib import charts, words
from simlib.running import Action

ROWS = [
    ("quiet", 500_000, 0, 2.0, 0.01, "nothing"),
    ('<a href="x">%{y}</a>', 300_000, 250_000, 40.0, 0.4, "call"),
    ("small", 90_000, 50_000, None, 0.05, "remind"),
]


def table(rows=ROWS) -> pd.DataFrame:
    columns = ["customer_id", "open_cents", "overdue_cents", "expected_days_late", "risk", "next_action"]
    return pd.DataFrame(rows, columns=columns).assign(date=date(2026, 1, 5))


@pytest.mark.parametrize("lang", words.languages)
def test_the_largest_first_with_risk_and_next_action(lang: str) -> None:
    figure = charts.customers_bars(table(), lang)
    [bars] = figure.data
    assert bars.x == (2500.0, 500.0)
    assert Action.CALL.label(lang) in bars.text[0]
    assert words.percent(0.4, lang) in bars.text[0]
    assert bars.marker.color[0] != bars.marker.color[1]
    assert words.percent(1.0, lang) in figure.layout.meta["title"]
    text = figure.to_json()
    assert "NaN" not in text
    assert "<a " not in text
    assert "\\u003ca " not in text
    assert charts.framed(figure).title


def test_few_and_none() -> None:
    assert "83" in charts.customers_bars(table(), "en", most=1).layout.meta["title"]
    for nobody in (table(ROWS[:1]), table([])):
        assert charts.customers_bars(nobody, "en").layout.meta["title"] == words.text("point.customers_none", "en")
