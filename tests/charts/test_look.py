"""What all figures share: titles in words, one look, nothing that a browser could not draw."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import plotly.graph_objects as go
import pytest

from simlib import charts, words
from simlib.experiments import Comparison, compare
from tests.small import FIRST, small, small_compared

SMALLEST = 12
BESIDE: dict[str, Callable[..., go.Figure]] = {
    "dso": charts.dso_fan,
    "receivables": charts.receivables_fan,
    "ageing": charts.ageing_bars,
    "bfr": charts.bfr_bars,
    "cash": charts.cash_fan,
}


def drawn(name: str, lang: str) -> go.Figure:
    """Draw a figure of the small firm."""
    results = small_compared().results
    if name == "policies":
        return charts.policies_forest(small_compared(), lang)
    return BESIDE[name](results["early"], results["small"], lang)


def leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every plain value of nested dicts and lists with its path."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from leaves(one, (*path, key))
    elif isinstance(value, list):
        for one in value:
            yield from leaves(one, path)
    else:
        yield path, value


@pytest.mark.parametrize("lang", words.languages)
@pytest.mark.parametrize("name", [*BESIDE, "policies"])
def test_every_figure_can_be_drawn_offline(name: str, lang: str) -> None:
    figure = drawn(name, lang)
    spec = json.loads(figure.to_json())
    assert "NaN" not in figure.to_json()
    assert spec["layout"]["separators"] == (",\u202f" if lang == "fr" else ".,")
    assert not [value for _, value in leaves(spec) if isinstance(value, str) and value.startswith("http")]
    sizes = [value for path, value in leaves(spec["layout"]) if path[-2:] == ("font", "size") or path[-1:] == ("size",)]
    assert sizes
    assert min(sizes) >= SMALLEST


@pytest.mark.parametrize("name", [*BESIDE, "policies"])
def test_a_figure_can_be_taken_out_of_its_title(name: str) -> None:
    figure = drawn(name, "fr")
    framed = charts.framed(figure)
    spec = json.loads(framed.spec)
    assert framed.title
    assert framed.subtitle
    assert "title" not in spec["layout"]
    assert spec["layout"]["height"] == framed.height < figure.layout.height
    assert figure.layout.title.text, "the figure itself keeps its title"


def test_ageing_adds_up_to_the_receivables() -> None:
    result = small_compared().results["early"]
    (bars,) = (trace for trace in drawn("ageing", "en").data if trace.name == "Scenario")
    total = sum(result.values(name).mean() for name in charts.ageing.BRACKETS)
    assert total == pytest.approx(result.values("ar_balance").mean())
    assert sum(bars.y) * 1e3 == pytest.approx(total)


def test_policies_show_every_difference_with_its_interval() -> None:
    comparison = small_compared()
    figure = charts.policies_forest(comparison, "fr")
    assert len(figure.data) == 2 * 4
    first = comparison.difference("early", "dso_count_back")
    assert figure.data[0].x == (first.mean,)
    assert figure.data[0].error_x.array == (first.high - first.mean,)
    assert "early" in figure.layout.meta["title"]


def test_one_scenario_alone_has_nothing_to_compare() -> None:
    comparison = small_compared()
    alone = Comparison("small", {"small": comparison.results["small"]})
    assert charts.policies_forest(alone, "en").layout.meta["title"] == words.text("point.policies_none", "en")


def test_hostile_names_are_drawn_as_text() -> None:
    hostile = '<a href="javascript:alert(1)">x</a> %{y}'
    base = small()
    comparison = compare([base, base.with_({FIRST: 3}, name=hostile)], replications=4)
    text = charts.policies_forest(comparison, "fr").to_json()
    assert "<a " not in text
    assert "\\u003ca " not in text
    assert "&lt;a " in text or "\\u0026lt;a " in text


def test_the_script_knows_the_months_of_every_language() -> None:
    script = charts.plotly_script()
    assert "plotly.js v" in script[:400]
    assert '"févr."' in script
    assert "http" not in charts.locale_script("fr")
    assert script is charts.plotly_script()
