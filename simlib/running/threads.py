"""The threads of this process at work on a batch."""

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from simlib.running.outcome import Table, table_of
from simlib.running.simulate import simulate
from simlib.running.stage import Stage, cores
from simlib.running.work import Work, Worlds

KEPT = 400
"""Worlds whose state at the start is kept for scenarios to come; half a megabyte each for a firm of 6,000 invoices a year."""


@dataclass
class Threads:
    """The threads of this process: two scenarios are always under way, so that no core waits at the end of one.

    Attributes:
        engine: The engine.
    """

    engine: str
    _stage: Stage | None = None
    _worlds: set[int] = field(default_factory=set)

    def compute(self, worlds: Worlds, works: Sequence[Work]) -> Iterator[tuple[Work, Table]]:
        """Yield each piece of work with its table, in order."""
        if not works:
            return
        if self.engine == "compiled" and self._stage is None:
            self._stage = Stage(worlds.base, worlds.seed)
        spans = sorted({(work.first, work.end) for work in works})
        stopped = threading.Event()
        with ThreadPoolExecutor(max_workers=cores(), thread_name_prefix="scenarios") as threads:
            try:
                for first, end in spans:
                    self._prepare(range(first, end), stopped)
                    here = [work for work in works if (work.first, work.end) == (first, end)]
                    futures = [threads.submit(self._one, worlds, work, stopped) for work in here]
                    for work, future in zip(here, futures, strict=True):
                        yield work, future.result()
            finally:
                stopped.set()
                threads.shutdown(wait=True, cancel_futures=True)

    def _prepare(self, worlds: range, stopped: threading.Event) -> None:
        """Bring worlds to the start, and let go of others where they would be too many."""
        if self._stage is None:
            return
        if len(self._worlds | set(worlds)) > KEPT:
            self._stage.release(self._worlds - set(worlds))
            self._worlds.clear()
        self._stage.prepare(worlds, stopped.is_set)
        self._worlds.update(worlds)

    def _one(self, worlds: Worlds, work: Work, stopped: threading.Event) -> Table:
        count, at, first = work.end - work.first, worlds.at, work.first
        if self._stage is not None:
            result = self._stage.run(work.scenario, count, at=at, first=first, is_cancelled=stopped.is_set)
        else:
            result = simulate(
                work.scenario,
                replications=count,
                seed=worlds.seed,
                engine=self.engine,
                base=worlds.base,
                at=at,
                first=first,
            )
        return table_of(result, worlds.names)
