"""Draft at once, refine in the background: a move shows forty replications, then all; the next move calls the last one's work off."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Literal

from simlib.errors import SimlibError
from simlib.running import Cancelled
from simlib.scenario import Scenario
from simlib.workbook.state import WorkbookState

Phase = Literal["starting", "draft", "refined", "failed"]


class Live:
    """Keeps a state's results up with its changes.

    Attributes:
        state: What is kept up.
        phase: Where it stands: starting, a draft shown, refined, or failed.
        message: What went wrong, in one line; empty otherwise.
    """

    def __init__(self, state: WorkbookState, tell: Callable[[], None]) -> None:
        """Take a state, and whom to tell that there is something new to show."""
        self.state = state
        self.phase: Phase = "starting"
        self.message = ""
        self._tell = tell
        self._cancel = threading.Event()
        self._task: asyncio.Task[None] | None = None
        self._is_ready = False

    def start(self) -> None:
        """Simulate today, in the background where a loop runs, else at once."""
        self._go(self._start)

    def move(self, values: Mapping[str, Any]) -> None:
        """Set levers, show a draft at once, refine it in the background."""
        try:
            self.state.move(values)
        except SimlibError as error:
            self._fail(error)
            return
        self._keep_up()

    def reset(self) -> None:
        """Go back to today."""
        self.state.reset()
        self._keep_up()

    async def finished(self) -> None:
        """Wait until nothing is left to do."""
        while self._task is not None and not self._task.done():
            await asyncio.wait([self._task])

    def _keep_up(self) -> None:
        if not self._is_ready:
            return
        self._cancel.set()
        if self.state.is_refined:
            self._show("refined")
            return
        try:
            self._accept(self.state.draft)
        except Exception as error:
            self._fail(error)
            return
        self._go(self._refine)

    def _go(self, work: Callable[[Scenario, threading.Event], Coroutine[Any, Any, None]]) -> None:
        """Run some work on the loop that is running, else to its end here."""
        self._cancel = threading.Event()
        asked = work(self.state.scenario, self._cancel)
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            asyncio.run(asked)
            return
        self._task = loop.create_task(asked)

    async def _start(self, _: Scenario, cancel: threading.Event) -> None:
        """Simulate today; what was moved in the meantime comes first."""
        try:
            await asyncio.to_thread(self.state.prepare)
            self._is_ready = True
            self._accept(self.state.draft)
        except Exception as error:
            self._fail(error)
            return
        await self._refine(self.state.scenario, cancel)

    async def _refine(self, scenario: Scenario, cancel: threading.Event) -> None:
        """Compute all replications in another thread, and show them if they are still those asked for."""
        try:
            shown = await asyncio.to_thread(self.state.compute, scenario, self.state.refined, cancel.is_set)
        except (Cancelled, asyncio.CancelledError):
            return
        except Exception as error:
            if not cancel.is_set():
                self._fail(error)
            return
        if not cancel.is_set() and self.state.accept(shown):
            self._show("refined")

    def _accept(self, replications: int) -> None:
        """Compute here and now, and show."""
        shown = self.state.compute(self.state.scenario, replications)
        if self.state.accept(shown):
            self._show("refined" if shown.is_refined else "draft")

    def _show(self, phase: Phase) -> None:
        self.phase, self.message = phase, ""
        self._tell()

    def _fail(self, error: Exception) -> None:
        self._cancel.set()
        self.phase, self.message = "failed", str(error) or type(error).__name__
        self._tell()
