"""The workbook: a scenario under sliders, with its figures beside today's."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import plotly.graph_objects as go
import traitlets as t

from simlib import charts, words
from simlib.charts.headlines import headlines
from simlib.days import add_months, to_date, to_day
from simlib.errors import ScenarioError
from simlib.running import Result
from simlib.scenario import Scenario
from simlib.workbook.knobs import knob
from simlib.workbook.live import Live
from simlib.workbook.page import Page, plotly_carrier, say_again
from simlib.workbook.state import WorkbookState

Figure = Callable[[Result, Result | None, str], go.Figure]

TABS: Mapping[str, tuple[str, Figure]] = MappingProxyType(
    {
        "dso": ("tab.dso", charts.dso_fan),
        "receivables": ("tab.receivables", charts.receivables_fan),
        "ageing": ("tab.ageing", charts.ageing_bars),
        "bfr": ("tab.bfr", charts.bfr_bars),
        "cash": ("tab.cash", charts.cash_fan),
    }
)
"""The tabs of charts: the key of each one's name, and its figure."""

GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "customers": "group.customers",
        "billing": "group.billing",
        "terms": "group.terms",
        "reminders": "group.reminders",
        "calls": "group.calls",
        "disputes": "group.disputes",
        "escalation": "group.escalation",
        "credit": "group.credit",
        "behaviour": "group.behaviour",
        "cash": "group.cash",
        "financing": "group.financing",
        "treasury": "group.treasury",
        "shocks": "group.shocks",
    }
)
"""The panels of levers in the order of the page, and the key of each one's name."""

PAGE_WORDS = {
    "reset": "page.reset",
    "resetOne": "page.reset_one",
    "today": "page.today",
    "controls": "page.controls",
    "cards": "page.cards",
    "charts": "page.charts",
    "waiting": "page.waiting",
    "updating": "page.updating",
    "language": "page.language",
    "help": "page.help",
}
"""Words that the browser needs, by the name it calls them."""

PHASES = {
    "starting": "status.starting",
    "draft": "status.draft",
    "refined": "status.refined",
    "failed": "status.failed",
}


class Workbook:
    """A scenario under sliders.

    >>> workbook = Workbook("scenarios/base.yaml", lang="fr")  # doctest: +SKIP
    >>> workbook.view  # doctest: +SKIP

    Attributes:
        state: The scenario and its results, without widgets.
        live: Keeps the results up with the sliders.
        view: The whole page: cards, controls and charts.
        controls: The controls alone, moving with those of the page.
    """

    def __init__(self, spec: str | Path | Scenario, lang: str = "fr") -> None:
        """Read the base and start simulating it.

        Raises:
            ScenarioError: It cannot be read, or the language is none of the catalogue's.
        """
        if lang not in words.languages:
            raise ScenarioError(f"language {lang!r} does not exist; choose one of {', '.join(words.languages)}")
        self.state = WorkbookState.of(spec)
        today = {lever.path: lever.value for lever in self.state.levers}
        self.view = Page(library=f"IPY_MODEL_{plotly_carrier().model_id}", values=today, active=next(iter(TABS)))
        self.controls = Page(part="controls", values=today)
        for name in ("values", "asked", "lang", "words", "groups", "knobs", "answered"):
            t.link((self.view, name), (self.controls, name))
        self.live = Live(self.state, self._show)
        self._speak(lang)
        for page in (self.view, self.controls):
            page.on_msg(say_again)
        self.view.observe(self._moved, "asked")
        self.view.observe(self._opened, "active")
        self.view.observe(self._language_wanted, "wanted")
        self.live.start()

    @property
    def scenario(self) -> Scenario:
        """The scenario that the sliders say now."""
        return self.state.scenario

    @property
    def lang(self) -> str:
        """The language of the page."""
        return str(self.view.lang)

    def save(self, path: str | Path, name: str | None = None) -> Path:
        """Write the scenario as a fragment of differences that extends the base, and return its path.

        Raises:
            ScenarioError: No file can be written there.
        """
        return self.state.save(Path(path), name)

    def _moved(self, _: object) -> None:
        self.live.move(self.view.values)

    def _opened(self, _: object) -> None:
        self.view.figure = self._figure()

    def _language_wanted(self, change: Mapping[str, Any]) -> None:
        if change["new"] in words.languages:
            self._speak(change["new"])

    def _speak(self, lang: str) -> None:
        """Say everything in a language."""
        base = self.state.base
        days = (to_date(to_day(base.start)), to_date(to_day(add_months(base.start, base.months)) - 1))
        period = words.text(
            "page.period", lang, first=words.date_text(days[0], lang), last=words.date_text(days[1], lang)
        )
        described = base.description.of(lang) if base.description else base.name
        with self.view.hold_sync():
            self.view.lang = lang
            self.view.words = {name: words.text(key, lang) for name, key in PAGE_WORDS.items()}
            self.view.heading = {"title": words.text("page.title", lang), "subtitle": f"{described} · {period}"}
            self.view.tabs = [{"name": name, "label": words.text(key, lang)} for name, (key, _) in TABS.items()]
            self.view.groups = [{"name": name, "label": words.text(key, lang)} for name, key in GROUPS.items()]
            self.view.knobs = [knob(lever, lang, base.currency) for lever in self.state.levers]
        self._show()

    def _show(self) -> None:
        """Send cards, status and the open tab's figure to the page."""
        shown, lang = self.state.shown, self.lang
        with self.view.hold_sync():
            self.view.status = self._status()
            if shown is not None:
                self.view.cards = [card.to_dict() for card in headlines(shown.result, shown.today, lang)]
                self.view.figure = self._figure()
            if self.state.is_fresh and self.live.phase != "failed":
                self.view.answered = self.view.asked

    def _status(self) -> dict[str, str]:
        phase = self.live.phase
        count = self.state.shown.result.replications if self.state.shown else 0
        replications = words.number(count, self.lang)
        text = words.text(PHASES[phase], self.lang, replications=replications, message=self.live.message)
        return {"phase": phase, "text": text}

    def _figure(self) -> dict[str, Any]:
        """Return the open tab's figure, without its title; empty before the first result."""
        shown, name = self.state.shown, str(self.view.active)
        if shown is None or name not in TABS:
            return {}
        drawn = charts.framed(TABS[name][1](shown.result, shown.today, self.lang))
        return {"name": name, **drawn._asdict()}
