"""The workbook: a scenario under sliders, with its figures beside today's."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import traitlets as t

from simlib import charts, words
from simlib.days import add_months, to_date, to_day
from simlib.errors import ScenarioError
from simlib.scenario import Scenario
from simlib.scenario.walk import leaves
from simlib.workbook.aside import Aside
from simlib.workbook.drawers import DRAWERS, FIRST, GROUPS, knobs, parts_told
from simlib.workbook.glossary import glossary_told
from simlib.workbook.live import Live
from simlib.workbook.orders import change_of
from simlib.workbook.page import Page, plotly_carrier, say_again
from simlib.workbook.panels import PANELS, Panel
from simlib.workbook.presets import KINDS, presets
from simlib.workbook.state import WorkbookState
from simlib.workbook.tabs import SECTIONS, TABS, Plain, Quick, Slow
from simlib.workbook.verdict import verdict_told

SAID_ALIKE = ("orders", "asked", "answered", "lang", "words", "groups", "drawers", "knobs", "values")
"""What the page and its controls alone have in common."""

PAGE_WORDS = {
    "reset": "page.reset",
    "resetOne": "page.reset_one",
    "today": "page.today",
    "controls": "page.controls",
    "cards": "page.cards",
    "sections": "page.sections",
    "charts": "page.charts",
    "waiting": "page.waiting",
    "updating": "page.updating",
    "language": "page.language",
    "help": "page.help",
    "search": "page.search",
    "foundNone": "page.found_none",
    "changedNone": "page.changed_none",
    "pick": "page.for",
    "brackets": "page.brackets",
    "toTimeline": "page.to_timeline",
    "choose": "preset.choose",
    "home": "preset.home",
    "due": "timeline.due",
    "axis": "timeline.axis",
    "intro": "timeline.intro",
    "add": "timeline.add",
    "remove": "timeline.remove",
    "day": "timeline.day",
    "channel": "timeline.channel",
    "minimum": "timeline.minimum",
    "own": "timeline.own",
    "shared": "timeline.shared",
    "none": "timeline.none",
    "noCalls": "timeline.no_calls",
    "steps": "timeline.steps",
    "sort": "page.sort",
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
        view: The whole page: cards, controls and tabs.
        controls: The controls alone, moving with those of the page.
        panels: Parts of the page with a life of their own, by name.
    """

    def __init__(self, spec: str | Path | Scenario, lang: str = "fr") -> None:
        """Read the base and start simulating it.

        Raises:
            ScenarioError: It cannot be read, or the language is none of the catalogue's.
        """
        if lang not in words.languages:
            raise ScenarioError(f"language {lang!r} does not exist; choose one of {', '.join(words.languages)}")
        self.state = WorkbookState.of(spec)
        self._home = (self.state.base, self.state.files)
        self._obeyed = 0
        self.view = Page(library=f"IPY_MODEL_{plotly_carrier().model_id}", active=next(iter(TABS)))
        self.controls = Page(part="controls")
        for name in SAID_ALIKE:
            t.link((self.view, name), (self.controls, name))
        self.live = Live(self.state, self._show)
        self._aside = Aside(self.live, self._show_content)
        self.panels: dict[str, Panel] = {panel.name: panel(self.live) for panel in PANELS}
        self._speak(lang)
        for page in (self.view, self.controls):
            page.on_msg(say_again)
        self.view.observe(self._asked, "asked")
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

    # ---------------------------------------------------------------------------------------------- what the browser says

    def _asked(self, _: object) -> None:
        """Do what was ordered since the last time."""
        new = [order for order in self.view.orders if order["n"] > self._obeyed]
        self._obeyed = int(self.view.asked)
        self.live.do(*(change_of(order, self._home) for order in new))

    def _opened(self, _: object) -> None:
        self._show_content()
        self._update_panel()

    def _language_wanted(self, change: Mapping[str, Any]) -> None:
        if change["new"] in words.languages:
            self._speak(change["new"])

    # --------------------------------------------------------------------------------------------------- what it is told

    def _speak(self, lang: str) -> None:
        """Say everything in a language."""
        with self.view.hold_sync():
            self.view.lang = lang
            self.view.words = {
                **{name: words.text(key, lang) for name, key in PAGE_WORDS.items()},
                "glossary": glossary_told(lang),
            }
            self.view.presets = [
                {
                    "name": kind,
                    "label": words.text(f"preset.{kind}", lang),
                    "presets": [one.told(lang) for one in presets() if one.kind == kind],
                }
                for kind in KINDS
            ]
            self.view.drawers = [
                {"name": name, "label": words.text(f"drawer.{name}", lang)} for name in (FIRST, *DRAWERS, "changed")
            ]
            self.view.groups = [{"name": name, "label": words.text(f"group.{name}", lang)} for name in GROUPS]
            self.view.sections = self._sections(lang)
            self.view.panels = {name: f"IPY_MODEL_{panel.widget.model_id}" for name, panel in self.panels.items()}
            self._tell_levers()
        for panel in self.panels.values():
            panel.speak(lang)
        self._show()

    def _sections(self, lang: str) -> list[dict[str, Any]]:
        """Return the sections with the tabs that there are."""
        found = []
        for section, names in SECTIONS.items():
            tabs = [name for name in names if name in TABS or name in self.panels]
            if tabs:
                told = [{"name": name, "label": words.text(f"tab.{name}", lang)} for name in tabs]
                found.append({"name": section, "label": words.text(f"section.{section}", lang), "tabs": told})
        return found

    def _tell_levers(self) -> None:
        """Tell the levers there are, and where those stand that are off today's value."""
        today = {".".join(leaf.path): leaf.value for leaf in leaves(self.state.base)}
        levers = self.state.levers
        self.view.knobs = knobs(levers, self.state.scenario, today, self.lang)
        self.view.values = {
            lever.path: lever.value for lever in levers if lever.value != today.get(lever.path, lever.value)
        }

    def _show(self) -> None:
        """Send heading, cards, status and the open tab to the page; then what the levers say of each other, which nobody waits for."""
        shown, lang = self.state.shown, self.lang
        is_new = self._has_new_parts()
        with self.view.hold_sync():
            self.view.status = self._status()
            self.view.heading = self._heading()
            self.view.cards = (
                [] if shown is None else [card.to_dict() for card in charts.cards(shown.result, shown.today, lang)]
            )
            if is_new:
                self._tell_levers()
            self._show_content()
            if self.state.is_fresh and self.live.phase != "failed":
                self.view.answered = self.view.asked
        if self.live.phase == "refined" and not is_new:
            with self.view.hold_sync():
                self._tell_levers()
        self._update_panel()

    def _has_new_parts(self) -> bool:
        """Return whether what was ordered last is more than a slider's move."""
        return any(order["verb"] != "move" for order in self.view.orders if order["n"] > self.view.answered)

    def _status(self) -> dict[str, str]:
        phase = self.live.phase
        count = self.state.shown.result.replications if self.state.shown else 0
        replications = words.number(count, self.lang)
        text = words.text(PHASES[phase], self.lang, replications=replications, message=self.live.message)
        return {"phase": phase, "text": text}

    def _heading(self) -> dict[str, Any]:
        """Return title, firm and period, and what the scenario is."""
        base, scenario, lang = self.state.base, self.state.scenario, self.lang
        days = (to_date(to_day(base.start)), to_date(to_day(add_months(base.start, base.months)) - 1))
        period = words.text(
            "page.period", lang, first=words.date_text(days[0], lang), last=words.date_text(days[1], lang)
        )
        described = base.description.of(lang) if base.description else base.name
        changes = len(self.state.changes)
        key = {0: "scenario.today", 1: "scenario.changed_one"}.get(changes, "scenario.changed")
        return {
            "title": words.text("page.title", lang),
            "subtitle": f"{described} · {period}",
            "scenario": words.text(key, lang, n=words.number(changes, lang)) if changes > 1 else words.text(key, lang),
            "laid": scenario.description.of(lang) if scenario.description and changes else "",
            "changed": changes,
            "parts": parts_told(base, scenario, lang),
            "verdict": verdict_told(scenario, lang),
            "away": base.digest != self._home[0].digest,
        }

    def _show_content(self) -> None:
        """Send what the open tab shows."""
        name = str(self.view.active)
        tab = TABS.get(name)
        if tab is None:
            self.view.content = {"name": name, "blocks": [], "busy": False, "text": ""}
        elif isinstance(tab, Slow):
            self.view.content = {"name": name, **self._aside.told(name, tab, self.lang)}
        else:
            self.view.content = {"name": name, "blocks": self._blocks(tab), "busy": False, "text": ""}

    def _blocks(self, tab: Quick | Plain) -> list[dict[str, Any]]:
        shown = self.state.shown
        if isinstance(tab, Plain):
            return tab.told(self.state.scenario, self.state.base, self.lang)
        return [] if shown is None else tab.blocks(shown, self.lang)

    def _update_panel(self) -> None:
        panel = self.panels.get(str(self.view.active))
        if panel is not None:
            panel.update()
