"""Own scenarios on the page: named, kept as differences, listed, held side by side, taken up again, deleted."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from simlib import charts, words
from simlib.charts.headlines import Headline
from simlib.errors import ScenarioError
from simlib.reporting.changes import differences
from simlib.running import Result
from simlib.scenario import Scenario
from simlib.workbook.desk import Act, Desk, Refusal, Said, Sheet, static
from simlib.workbook.errand import Errand, Progress
from simlib.workbook.live import Live
from simlib.workbook.state import WorkbookState
from simlib.workbook.studies_shelf import Shelf, Study, home_of

MOST = 3
"""Scenarios held side by side, today aside."""

HERE = ""
"""Key of the scenario that the page shows."""

MOST_CHANGES = 6
"""Changes of a scenario that are listed; how many more there are is said."""


class StudiesSheet(Sheet):
    """Draws the own scenarios."""

    _esm = static("dom.js", "desk.js", "studies.js")
    _css = static("desk.css", "studies.css")


@dataclass(frozen=True)
class Column:
    """A scenario in the comparison, with its results and today's."""

    key: str
    name: str
    scenario: Scenario
    result: Result
    today: Result


class Studies(Desk):
    """The panel of own scenarios.

    Attributes:
        shelf: Where they are kept.
    """

    name = "studies"
    sheet = StudiesSheet
    words = MappingProxyType(
        {
            "name": "studies.name",
            "save": "studies.save",
            "replace": "studies.replace",
            "cancel": "panel.cancel",
            "mine": "studies.mine",
            "compare": "studies.compare",
            "pick": "studies.pick",
            "load": "studies.load",
            "remove": "studies.remove",
            "really": "studies.really",
            "changes": "studies.changes",
            "saved": "studies.saved",
            "figure": "studies.figure",
            "none": "studies.none",
            "brackets": "page.brackets",
        }
    )

    def __init__(self, live: Live) -> None:
        """Look where the firm's scenarios are kept."""
        super().__init__()
        self.live = live
        self.shelf = Shelf(home_of(live.state.files))
        self._asked_name = ""
        self._chosen: tuple[str, ...] = ()
        self._columns: tuple[Column, ...] = ()
        self._of: tuple[object, ...] = ()
        self._errand = Errand(self.tell)

    def acts(self) -> Mapping[str, Act]:
        """Return what the browser may ask for."""
        return {
            "save": self._save,
            "replace": self._replace,
            "cancel": lambda _: self._forget_name(),
            "load": self._load,
            "remove": self._remove,
            "compare": self._compare,
        }

    def update(self) -> None:
        """Show what is new; the scenario of the page is computed again where it is among those compared."""
        if self._columns or self._chosen:
            self._compute()
        self.tell()

    async def finished(self) -> None:
        """Wait until nothing is left to do."""
        await self._errand.finished()

    # ------------------------------------------------------------------------------------------------ what is asked

    def _save(self, said: Said) -> None:
        name = str(said.get("name", ""))
        there = self.shelf.named(name)
        if there is not None:
            self._asked_name = name
            return
        self._keep(name)

    def _replace(self, said: Said) -> None:
        self._keep(str(said.get("name", "")), replace=True)

    def _keep(self, name: str, *, replace: bool = False) -> None:
        study = self.shelf.keep(self.live.state, name, replace=replace)
        self._asked_name = ""
        self.say("studies.kept", name=study.name, file=study.file.name)
        self._compute()

    def _forget_name(self) -> None:
        self._asked_name = ""

    def _load(self, said: Said) -> None:
        study = self._readable(str(said.get("key", "")))
        assert study.base is not None
        assert study.scenario is not None
        base, scenario, files = study.base, study.scenario, study.files

        def ask(state: WorkbookState) -> None:
            if state.base.digest != base.digest:
                state.rebase(base, files)
            state.take(scenario)

        self.say("studies.loaded", name=study.name)
        self.live.do(ask)

    def _remove(self, said: Said) -> None:
        gone = self.shelf.remove(str(said.get("key", "")))
        self._chosen = tuple(key for key in self._chosen if key != gone.key)
        self._columns = tuple(column for column in self._columns if column.key != gone.key)
        self.say("studies.removed", name=gone.name)

    def _compare(self, said: Said) -> None:
        keys = [str(key) for key in said.get("keys", ())]
        if len(keys) > MOST:
            raise Refusal("studies.too_many", most=MOST)
        for key in keys:
            self._comparable(key)
        self._chosen = tuple(dict.fromkeys(keys))
        self._compute()

    def _readable(self, key: str) -> Study:
        study = self.shelf.study(key)
        if study.scenario is None or study.base is None:
            raise ScenarioError(study.fault)
        return study

    def _comparable(self, key: str) -> tuple[str, Scenario]:
        """Return name and scenario of what is to be compared.

        Raises:
            ScenarioError: It cannot be read, or is about another firm than the page's.
        """
        if key == HERE:
            return "", self.live.state.scenario
        study = self._readable(key)
        assert study.base is not None
        assert study.scenario is not None
        base = self.live.state.base
        if study.base.digest != base.digest:
            raise Refusal("studies.other_firm", name=study.name, firm=base.name)
        return study.name, study.scenario

    # -------------------------------------------------------------------------------------------------- the figures

    def _compute(self) -> None:
        """Compute what is chosen and not yet known, in the background; nothing is computed twice."""
        state = self.live.state
        wanted = []
        for key in self._chosen:
            try:
                wanted.append((key, *self._comparable(key)))
            except ScenarioError:
                continue
        asked = (state.base.digest, *((key, scenario.digest) for key, _, scenario in wanted))
        if asked == self._of and (self._errand.is_running or len(self._columns) == len(wanted)):
            return
        if state.shown is None or not state.is_refined:
            return
        self._of = asked
        replications = state.refined
        known = {(state.base.digest, column.scenario.digest): column for column in self._columns}

        def work(progress: Progress) -> tuple[Column, ...]:
            found = []
            for place, (key, name, scenario) in enumerate(wanted):
                progress(place / len(wanted))
                before = known.get((state.base.digest, scenario.digest))
                if before is not None and before.result.replications == replications:
                    found.append(Column(key, name, scenario, before.result, before.today))
                else:
                    shown = state.compute(scenario, replications)
                    found.append(Column(key, name, scenario, shown.result, shown.today))
            return tuple(found)

        def done(columns: tuple[Column, ...]) -> None:
            if asked == self._of:
                self._columns = columns
            self.tell()

        def failed(error: Exception) -> None:
            self._columns = ()
            self.complain(error)
            self.tell()

        self._errand.start(work, done, failed)

    # --------------------------------------------------------------------------------------------- what is shown

    def shown(self) -> dict[str, Any]:
        """Return the list, the comparison, and what saving would keep."""
        return {
            "intro": words.text("studies.intro", self.lang, folder=self.shelf.folder.name),
            "now": self._now(),
            "asked": self._question(),
            "studies": [self._listed(one) for one in self.shelf.studies()],
            "chosen": list(self._chosen),
            "here": HERE,
            "hereName": words.text("studies.here", self.lang),
            "most": MOST,
            "busy": words.text("studies.computing", self.lang) if self._is_waiting() else "",
            "table": self._table(),
        }

    def _is_waiting(self) -> bool:
        """Return whether the figures shown are not yet those of what is chosen, as it is now."""
        if {column.key for column in self._columns} != set(self._chosen):
            return True
        here = self.live.state.scenario.digest
        return any(column.key == HERE and column.scenario.digest != here for column in self._columns)

    def _now(self) -> str:
        changes = len(self.live.state.changes)
        if not changes:
            return words.text("studies.now_none", self.lang)
        if changes == 1:
            return words.text("studies.now_one", self.lang)
        return words.text("studies.now", self.lang, n=words.number(changes, self.lang))

    def _question(self) -> dict[str, str]:
        if not self._asked_name:
            return {}
        return {"name": self._asked_name, "text": words.text("studies.there", self.lang, name=self._asked_name.strip())}

    def _listed(self, study: Study) -> dict[str, Any]:
        told: dict[str, Any] = {
            "key": study.key,
            "name": study.name,
            "saved": words.date_text(study.saved, self.lang),
            "fault": study.fault,
            "changes": [],
            "firm": "",
        }
        if study.scenario is not None and study.base is not None:
            told["changes"] = _changes(study.base, study.scenario, self.lang)
            if study.base.digest != self.live.state.base.digest:
                told["firm"] = words.text("studies.of_firm", self.lang, firm=study.base.name)
        return told

    def _table(self) -> dict[str, Any]:
        """Return the comparison: one row a figure, today first."""
        if not self._columns:
            return {}
        today = charts.cards(self._columns[0].today, None, self.lang)
        sides = [charts.cards(column.result, column.today, self.lang) for column in self._columns]
        here = words.text("studies.here", self.lang)
        return {
            "caption": words.text("studies.compare", self.lang),
            "today": words.text("studies.today", self.lang),
            "columns": [column.name or here for column in self._columns],
            "changes": [_changes(self.live.state.base, column.scenario, self.lang) for column in self._columns],
            "rows": [
                {
                    "name": one.name,
                    "label": one.label,
                    "help": one.help,
                    "today": one.value,
                    "cells": [_cell(side[i]) for side in sides],
                }
                for i, one in enumerate(today)
            ],
        }


def _cell(card: Headline) -> dict[str, str]:
    return {"value": card.value, "change": card.change, "interval": card.interval, "tone": card.tone}


def _changes(base: Scenario, scenario: Scenario, lang: str) -> list[str]:
    """Return what a scenario changes, each on one line."""
    found = [
        words.text("studies.change", lang, what=one.label, before=", ".join(one.before), after=", ".join(one.after))
        for one in differences(base, scenario, lang)
    ]
    more = len(found) - MOST_CHANGES
    if more > 0:
        found = [*found[:MOST_CHANGES], words.text("studies.more", lang, n=words.number(more, lang))]
    return found
