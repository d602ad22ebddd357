"""Draft at once, refine in the background: a move shows a few replications, then all; the next move calls the last one's work off."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path
from typing import Any, Literal, TypeVar

from simlib.errors import SimlibError
from simlib.running import Cancelled
from simlib.scenario import Scenario
from simlib.workbook.state import WorkbookState

T = TypeVar("T")
Phase = Literal["starting", "draft", "refined", "failed"]
Change = Callable[[WorkbookState], None]

SLOW, QUICK = 0.15, 0.05
"""Seconds beyond which the next draft makes do with half as many replications, and below which it takes twice as many again."""

FEWEST = 10
"""Replications of a draft on the slowest machine."""


class Live:
    """Keeps a state's results up with its changes.

    Attributes:
        state: What is kept up.
        phase: Where it stands: starting, a draft shown, refined, or failed.
        message: What went wrong, in one line; empty otherwise.
        draft: Replications of the next draft: the state's, fewer on a slow machine.
    """

    def __init__(self, state: WorkbookState, tell: Callable[[], None]) -> None:
        """Take a state, and whom to tell that there is something new to show."""
        self.state = state
        self.phase: Phase = "starting"
        self.message = ""
        self.draft = state.draft
        self._tell = tell
        self._cancel = threading.Event()
        self._task: asyncio.Task[None] | None = None
        self._aside: asyncio.Task[None] | None = None
        self._aside_cancel = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._is_ready = False

    def start(self) -> None:
        """Simulate today, in the background where a loop runs, else at once."""
        self._go(self._start)

    def move(self, values: Mapping[str, Any]) -> None:
        """Set values by path, show a draft at once, refine it in the background."""
        self.do(lambda state: state.move(values))

    def take(self, scenario: Scenario) -> None:
        """Show another scenario of the same firm."""
        self.do(lambda state: state.take(scenario))

    def lay(self, *fragments: Path) -> None:
        """Lay fragments over the scenario as it is."""
        self.do(lambda state: state.lay(*fragments))

    def reset(self) -> None:
        """Go back to today."""
        self.do(lambda state: state.reset())

    def do(self, *changes: Change) -> None:
        """Make changes one after the other, then show a draft at once and refine it in the background."""
        base = self.state.base
        try:
            for change in changes:
                change(self.state)
        except SimlibError as error:
            self._fail(error)
            return
        if self.state.base is base:
            self._keep_up()
        else:
            self._begin_again()

    def rebase(self, base: Scenario, files: tuple[Path, ...] = ()) -> None:
        """Start anew from another firm."""
        self.do(lambda state: state.rebase(base, files))

    def background(
        self,
        work: Callable[[Callable[[], bool]], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Do some long work in another thread, once nothing is left to refine; the next move, or the next such work, calls it off.

        Args:
            work: Takes a question whether it is called off; it may raise `Cancelled` then.
            done: Told the result, here; not when called off.
            failed: Told what went wrong.
        """
        self._aside_cancel.set()
        cancel = self._aside_cancel = threading.Event()
        asked = self._do_aside(work, done, failed, cancel)
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            asyncio.run(asked)
            return
        self._aside, self._loop = loop.create_task(asked), loop

    @property
    def is_busy_aside(self) -> bool:
        """Whether some long work is under way and still asked for."""
        return self._aside is not None and not self._aside.done() and not self._aside_cancel.is_set()

    def soon(self, call: Callable[[], None]) -> None:
        """Have something called here soon, from the thread of some long work."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(call)

    async def finished(self) -> None:
        """Wait until nothing is left to do."""
        while running := [task for task in (self._task, self._aside) if task is not None and not task.done()]:
            await asyncio.wait(running)

    def _begin_again(self) -> None:
        """Simulate another firm from its beginning."""
        self._cancel.set()
        self._aside_cancel.set()
        self._is_ready = False
        self.draft = self.state.draft
        self.phase, self.message = "starting", ""
        self._tell()
        self._go(self._start)

    def _keep_up(self) -> None:
        if not self._is_ready:
            return
        self._cancel.set()
        if self.state.is_refined:
            self._show("refined")
            return
        self._aside_cancel.set()
        try:
            self._accept_draft()
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
            if cancel.is_set():
                return
            self._is_ready = True
            self._accept_draft()
        except Exception as error:
            if not cancel.is_set():
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

    async def _do_aside(
        self,
        work: Callable[[Callable[[], bool]], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        cancel: threading.Event,
    ) -> None:
        """Wait for the refinement, do the work, and hand its result on if it is still asked for."""
        while self._task is not None and not self._task.done():
            await asyncio.wait([self._task])
        if cancel.is_set():
            return
        try:
            found = await asyncio.to_thread(work, cancel.is_set)
        except (Cancelled, asyncio.CancelledError):
            return
        except Exception as error:
            if not cancel.is_set():
                failed(error)
            return
        if not cancel.is_set():
            done(found)

    def _accept_draft(self) -> None:
        """Compute a draft here and now, show it, and see how many replications this machine manages."""
        began = time.perf_counter()
        shown = self.state.compute(self.state.scenario, self.draft)
        took = time.perf_counter() - began
        if not shown.is_refined:
            self.draft = self._manageable(took)
        if self.state.accept(shown):
            self._show("refined" if shown.is_refined else "draft")

    def _manageable(self, took: float) -> int:
        """Return the replications of the next draft, after one that took so many seconds."""
        if took > SLOW:
            return max(self.draft // 2, min(FEWEST, self.draft))
        return min(self.draft * 2, self.state.draft) if took < QUICK else self.draft

    def _show(self, phase: Phase) -> None:
        self.phase, self.message = phase, ""
        self._tell()

    def _fail(self, error: Exception) -> None:
        self._cancel.set()
        self._aside_cancel.set()
        self.phase, self.message = "failed", str(error) or type(error).__name__
        self._tell()
