"""What takes long: computed when its tab is open and the figures are refined, kept for the scenario, called off by the next move."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from simlib import words
from simlib.running import Cancelled
from simlib.scenario import Scenario
from simlib.workbook.blocks import Block
from simlib.workbook.live import Live
from simlib.workbook.tabs import Slow

KEPT = 12
"""Results kept, so that going back to a tab or to a scenario shows at once what was known."""

PAUSE = 0.4
"""Seconds between two words on progress."""


@dataclass(frozen=True)
class Found:
    """What was found for a scenario; or what went wrong, in one line."""

    scenario: Scenario
    what: Any
    message: str = ""


class Aside:
    """Computes what slow tabs show, one at a time."""

    def __init__(self, live: Live, tell: Callable[[], None]) -> None:
        """Take what keeps the figures up, and whom to tell that there is something new to show."""
        self._live = live
        self._tell = tell
        self._found: dict[tuple[str, str, str], Found] = {}
        self._running: tuple[str, str, str] | None = None
        self._share = 0.0
        self._told_at = 0.0

    def told(self, name: str, tab: Slow, lang: str) -> dict[str, Any]:
        """Return what a tab shows now, as plain values, and see to it that what is missing is computed."""
        state = self._live.state
        key = (name, state.base.digest, state.scenario.digest)
        found = self._found.get(key)
        if found is not None:
            return {
                "blocks": self._blocks(found, tab, lang),
                "busy": False,
                "text": found.message and self._failed(found, lang),
            }
        is_running = self._running == key and self._live.is_busy_aside
        if not is_running and self._live.phase == "refined" and state.is_refined:
            self._begin(key, tab)
            found = self._found.get(key)
            if found is not None:
                return {"blocks": self._blocks(found, tab, lang), "busy": False, "text": ""}
        share = words.percent(self._share, lang) if is_running and self._share else ""
        text = words.text("aside.progress", lang, share=share) if share else words.text("aside.waiting", lang)
        return {"blocks": [], "busy": True, "text": text}

    def _blocks(self, found: Found, tab: Slow, lang: str) -> list[Block]:
        if found.message:
            return []
        if found.what is None:
            return [{"kind": "text", "lines": [words.text(tab.nothing, lang)]}]
        return tab.told(found.what, found.scenario, lang)

    @staticmethod
    def _failed(found: Found, lang: str) -> str:
        return words.text("aside.failed", lang, message=found.message)

    def _begin(self, key: tuple[str, str, str], tab: Slow) -> None:
        """Start computing; the next move calls it off."""
        base, scenario = self._live.state.base, self._live.state.scenario
        self._running, self._share = key, 0.0

        def work(is_cancelled: Callable[[], bool]) -> Any:
            def progress(done: int, whole: int) -> None:
                if is_cancelled():
                    raise Cancelled
                self._share = done / whole if whole else 0.0
                if time.monotonic() - self._told_at > PAUSE:
                    self._told_at = time.monotonic()
                    self._live.soon(self._tell)

            return tab.work(base, scenario, progress)

        def keep(found: Found) -> None:
            self._running = None
            self._found[key] = found
            while len(self._found) > KEPT:
                del self._found[next(iter(self._found))]
            self._tell()

        self._live.background(
            work,
            lambda what: keep(Found(scenario, what)),
            lambda error: keep(Found(scenario, None, str(error) or type(error).__name__)),
        )
