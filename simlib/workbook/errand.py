"""Long work of a panel, done in another thread: it says how far it is, goes on while sliders move, and can be called off."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from simlib.running import Cancelled

T = TypeVar("T")
Progress = Callable[[float], None]

PAUSE = 0.3
"""Seconds between two words on progress."""


class Errand:
    """Does one piece of work at a time; another one calls off the one before.

    Attributes:
        share: How much of it is done, from 0 to 1.
    """

    def __init__(self, tell: Callable[[], None]) -> None:
        """Take whom to tell, here, that there is progress."""
        self.share = 0.0
        self._tell = tell
        self._cancel = threading.Event()
        self._task: asyncio.Task[None] | None = None
        self._told_at = 0.0

    @property
    def is_running(self) -> bool:
        """Whether something is being done, and still asked for."""
        return self._task is not None and not self._task.done() and not self._cancel.is_set()

    def call_off(self) -> None:
        """Have what is being done stopped at its next word on progress; its result is not handed on."""
        self._cancel.set()

    def start(
        self, work: Callable[[Progress], T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None:
        """Do some work: in a thread where a loop runs, else at once.

        Args:
            work: Takes whom to tell the share done, who raises `Cancelled` where the work is no longer asked for.
            done: Told the result, here.
            failed: Told what went wrong, here.
        """
        self.call_off()
        cancel = self._cancel = threading.Event()
        self.share = 0.0
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            asyncio.run(self._to_the_end(self._do(work, done, failed, cancel)))
            return
        self._task = loop.create_task(self._do(work, done, failed, cancel))

    async def finished(self) -> None:
        """Wait until nothing is left to do."""
        while self._task is not None and not self._task.done():
            await asyncio.wait([self._task])

    async def _to_the_end(self, doing: Coroutine[Any, Any, None]) -> None:
        """Do some work, and what was begun when it was done."""
        await doing
        await self.finished()

    async def _do(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        cancel: threading.Event,
    ) -> None:
        loop = asyncio.get_running_loop()

        def progress(share: float) -> None:
            if cancel.is_set():
                raise Cancelled
            self.share = share
            if time.monotonic() - self._told_at > PAUSE:
                self._told_at = time.monotonic()
                loop.call_soon_threadsafe(self._tell)

        try:
            found = await asyncio.to_thread(work, progress)
        except (Cancelled, asyncio.CancelledError):
            return
        except Exception as error:
            if not cancel.is_set():
                self._ended()
                failed(error)
            return
        if not cancel.is_set():
            self._ended()
            done(found)

    def _ended(self) -> None:
        """Let go of the task that is about to end, so that whoever is told finds nothing running."""
        self._task = None
