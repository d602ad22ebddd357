"""Figures of experiments: what they say, in both languages, and that any of them can be drawn."""

import json

import plotly.graph_objects as go
import pytest

from simlib import charts, words
from simlib.experiments import bridge, compare_many, tornado
from tests.small import FIRST, small

HOSTILE = "<b>&x</b>"


@pytest.fixture(scope="module")
def figures() -> dict[str, dict[str, go.Figure]]:
    """Every figure in every language."""
    base = small().with_({"months": 3, "warm_up_months": 2})
    changes = {FIRST: -5, "segments.sme.terms.days": 30, "policy.reminders.gap_days": 8}
    other = base.with_(changes, name=HOSTILE)
    explained = bridge(base, other, replications=4)
    moved = tornado(base, asked=["segments.sme.terms", "behaviour.payment_speed", "policy"], replications=2)
    compared = compare_many([base, other, base.with_({FIRST: 30}, name="late")], replications=4)
    return {
        lang: {
            "bridge": charts.bridge_waterfall(explained, "dso_count_back", lang),
            "bridge of BFR": charts.bridge_waterfall(explained, "bfr", lang),
            "tornado": charts.tornado_bars(moved, lang),
            "frontier": charts.frontier_points(compared, lang),
        }
        for lang in words.languages
    }


@pytest.mark.parametrize("lang", words.languages)
@pytest.mark.parametrize("name", ["bridge", "bridge of BFR", "tornado", "frontier"])
def test_figures_can_be_drawn(figures: dict[str, dict[str, go.Figure]], name: str, lang: str) -> None:
    figure = figures[lang][name]
    text = figure.to_json()
    spec = json.loads(text)
    assert "NaN" not in text
    assert spec["layout"]["separators"] == (",\u202f" if lang == "fr" else ".,")
    assert spec["layout"]["meta"]["title"]
    assert HOSTILE not in text
    assert "http" not in text


def test_the_bridge_leads_from_one_to_the_other(figures: dict[str, dict[str, go.Figure]]) -> None:
    bars = [trace for trace in figures["en"]["bridge"].data if trace.type == "bar"]
    ends = [trace.x[0] for trace in figures["en"]["bridge"].data if trace.type != "bar" and trace.mode == "markers"]
    assert len(bars) == 3
    assert bars[0].base[0] == pytest.approx(ends[0])
    assert bars[-1].base[0] + bars[-1].x[0] == pytest.approx(ends[1])
    sizes = [abs(bar.x[0]) for bar in bars]
    assert sizes == sorted(sizes, reverse=True)


def test_the_ends_of_a_tornado_are_read_in_the_unit_of_their_lever(figures: dict[str, dict[str, go.Figure]]) -> None:
    """Show 45 days as days and a speed as a factor, with no digits that nobody asked for."""
    for lang, unit in (("fr", "jours"), ("en", "days")):
        read = [note.text for note in figures[lang]["tornado"].layout.annotations]
        assert any(text.endswith(unit) for text in read), read
        assert any(text.startswith("×") for text in read), read
        assert [text for text in read if text.endswith((",00", ".00", ",01", ".01"))] == []


def test_the_tornado_is_widest_at_the_top(figures: dict[str, dict[str, go.Figure]]) -> None:
    rows: dict[int, list[float]] = {}
    for trace in figures["fr"]["tornado"].data:
        if trace.y and trace.y[0] is not None:
            rows.setdefault(trace.y[0], [0.0]).append(trace.x[0])
    swings = [max(xs) - min(xs) for _, xs in sorted(rows.items())]
    assert swings == sorted(swings, reverse=True)
    assert any("Rapidité" in name for name in figures["fr"]["tornado"].layout.yaxis.ticktext)
