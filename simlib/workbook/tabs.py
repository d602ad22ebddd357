"""The tabs of the page: what each shows, and which of them take long enough to be computed aside."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import plotly.graph_objects as go

from simlib import charts
from simlib.running import Result, alerts_of, customers_table
from simlib.scenario import Scenario
from simlib.treasury import plan_of
from simlib.workbook.assumptions import assumptions_blocks
from simlib.workbook.blocks import Block, chart
from simlib.workbook.customers import alerts_blocks, customers_blocks
from simlib.workbook.explaining import bounded, bounds_blocks, bridge_blocks, bridged
from simlib.workbook.glossary import glossary_blocks
from simlib.workbook.state import Shown
from simlib.workbook.timeline import plans_told
from simlib.workbook.verdict import verdict_blocks

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Quick:
    """A tab that follows every draft."""

    figures: tuple[Callable[[Result, Result | None, str], go.Figure], ...]

    def blocks(self, shown: Shown, lang: str) -> list[Block]:
        """Return its charts."""
        return [chart(draw(shown.result, shown.today, lang)) for draw in self.figures]


@dataclass(frozen=True)
class Plain:
    """A tab that is read from the scenario alone: from the scenario, today's, and a language."""

    told: Callable[[Scenario, Scenario, str], list[Block]]


@dataclass(frozen=True)
class Slow:
    """A tab that is computed when it is open and the figures are refined, without holding the sliders up.

    Attributes:
        work: From today's scenario, the scenario and whom to tell of progress, what is found; None where there is nothing to find.
        told: What was found, for a scenario, in a language.
        nothing: Key of the text where there is nothing to find.
    """

    work: Callable[[Scenario, Scenario, Progress], Any]
    told: Callable[[Any, Scenario, str], list[Block]]
    nothing: str = "aside.waiting"


Tab = Quick | Plain | Slow


def _cash_plan(result: Result, today: Result | None, lang: str) -> go.Figure:
    return charts.plan_fan(plan_of(result), plan_of(today) if today else None, lang)


def _cash_weeks(result: Result, _: Result | None, lang: str) -> go.Figure:
    return charts.cash_weeks(plan_of(result), lang)


def _timeline(scenario: Scenario, today: Scenario, lang: str) -> list[Block]:
    return [{"kind": "timeline", **plans_told(scenario, today, lang)}]


def _assumptions(scenario: Scenario, _: Scenario, lang: str) -> list[Block]:
    return assumptions_blocks(scenario, lang)


def _glossary(_: Scenario, __: Scenario, lang: str) -> list[Block]:
    return glossary_blocks(lang)


def _customers(_: Scenario, scenario: Scenario, __: Progress) -> Any:
    return customers_table(scenario)


def _alerts(_: Scenario, scenario: Scenario, __: Progress) -> Any:
    return alerts_of(scenario)


TABS: Mapping[str, Tab] = MappingProxyType(
    {
        "dso": Quick((charts.dso_fan,)),
        "receivables": Quick((charts.receivables_fan,)),
        "ageing": Quick((charts.ageing_bars, charts.composition_bars)),
        "bfr": Quick((charts.bfr_bars,)),
        "cash": Quick((_cash_plan, _cash_weeks)),
        "load": Quick((charts.load_bars,)),
        "timeline": Plain(_timeline),
        "bridge": Slow(bridged, bridge_blocks, "bridge.none"),
        "bounds": Slow(bounded, bounds_blocks),
        "customers": Slow(_customers, customers_blocks),
        "alerts": Slow(_alerts, alerts_blocks),
        "assumptions": Plain(_assumptions),
        "verdict": Plain(verdict_blocks),
        "glossary": Plain(_glossary),
    }
)
"""The tabs by name."""

SECTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "results": ("dso", "receivables", "ageing", "bfr", "cash", "load"),
        "plan": ("timeline",),
        "why": ("bridge", "bounds"),
        "customers": ("customers", "alerts"),
        "assumptions": ("assumptions", "verdict", "glossary"),
        "studies": ("studies",),
        "import": ("import",),
        "export": ("export",),
    }
)
"""The sections and their tabs; those of panels are shown where there is such a panel."""
