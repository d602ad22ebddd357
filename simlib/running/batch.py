"""Many scenarios on common worlds: every run once, kept if wished, spread over threads or over a cluster.

The unit of work is a scenario on a span of worlds. Its result is a small table that depends on nothing else, so spans may be computed in
any order, anywhere, twice, or found in the store: the whole is the same.
"""

from collections.abc import Callable, Sequence

import numpy as np

from simlib.errors import ScenarioError
from simlib.indicators import INDICATORS
from simlib.running.outcome import Outcome, Table
from simlib.running.simulate import choose_engine
from simlib.running.stage import Cancelled, Progress, check_comparable
from simlib.running.store import RunKey, Store
from simlib.running.threads import Threads
from simlib.running.work import Work, Workers, Worlds
from simlib.scenario import Scenario

SPAN = 50
"""Worlds of a span: a fifth of a second to a second of work."""

IsCancelled = Callable[[], bool]


class Batch:
    """Runs scenarios on the worlds of one base; what was run once is not run again.

    >>> batch = Batch(load("scenarios/base.yaml"))  # doctest: +SKIP
    >>> batch.run([batch.base, firm], 200)  # doctest: +SKIP
    """

    def __init__(
        self,
        base: Scenario,
        *,
        seed: int | None = None,
        engine: str = "auto",
        at: int | None = None,
        names: Sequence[str] = tuple(INDICATORS),
        store: Store | None = None,
        workers: Workers | None = None,
    ) -> None:
        """Take the base, what is read, where runs are kept, and who computes: the threads of this process where nobody is named.

        Raises:
            ScenarioError: There is no such engine; a cluster was asked for the reference engine.
        """
        self.worlds = Worlds(
            base, base.seed if seed is None else seed, at, tuple(names if store is None else INDICATORS)
        )
        self.engine, self.reason = choose_engine(engine)
        if workers is not None and self.engine != "compiled":
            raise ScenarioError("a cluster runs the compiled engine only; leave out the scheduler, or the engine")
        self._store = store
        self._workers = workers or Threads(self.engine)
        self._tables: dict[tuple[str, int, int], Table] = {}
        self.computed = 0
        """Worlds simulated so far, over all scenarios; what was found in the store does not count."""

    @property
    def base(self) -> Scenario:
        """The scenario that everything before the start runs as."""
        return self.worlds.base

    def run(
        self,
        scenarios: Sequence[Scenario],
        replications: int,
        *,
        progress: Progress | None = None,
        is_cancelled: IsCancelled | None = None,
    ) -> list[Outcome]:
        """Return the outcome of each scenario over the first worlds.

        Raises:
            ScenarioError: A scenario cannot share the base's past.
            StoreError: Results cannot be kept, or a cluster does not answer.
        """
        for scenario in scenarios:
            check_comparable(self.base, scenario)
        distinct: dict[str, Scenario] = {}
        for scenario in scenarios:
            distinct.setdefault(scenario.digest, scenario)
        spans = spans_of(replications)
        missing = [
            Work(scenario, first, end)
            for first, end in spans
            for scenario in distinct.values()
            if not self._is_known(scenario, first, end)
        ]
        whole = len(distinct) * replications
        done = whole - sum(work.end - work.first for work in missing)
        if progress is not None and done:
            progress(done, whole)
        for work, table in self._workers.compute(self.worlds, missing):
            if is_cancelled is not None and is_cancelled():
                raise Cancelled
            self._keep(work, table)
            done += work.end - work.first
            if progress is not None:
                progress(done, whole)
        self._describe(list(distinct.values()), len(missing), len(spans) * len(distinct))
        return [
            Outcome(
                scenario,
                self.worlds.seed,
                np.concatenate([self._tables[scenario.digest, *span] for span in spans]),
                self.worlds.names,
                self.worlds.at,
            )
            for scenario in scenarios
        ]

    def key(self, scenario: Scenario) -> RunKey:
        """Return what stands for a scenario's run on this base's worlds."""
        return RunKey.of(scenario, self.base, self.worlds.seed, self.worlds.at)

    def _is_known(self, scenario: Scenario, first: int, end: int) -> bool:
        """Return whether a span is at hand, after a look into the store."""
        place = (scenario.digest, first, end)
        if place not in self._tables and self._store is not None:
            found = self._store.read(self.key(scenario), first, end)
            if found is not None:
                self._tables[place] = found
        return place in self._tables

    def _keep(self, work: Work, table: Table) -> None:
        if self._store is not None:
            self._store.write(self.key(work.scenario), work.first, table)
        self._tables[work.scenario.digest, work.first, work.end] = table
        self.computed += work.end - work.first

    def _describe(self, scenarios: Sequence[Scenario], computed: int, spans: int) -> None:
        if self._store is not None:
            for scenario in scenarios:
                self._store.describe(self.key(scenario), scenario)
            self._store.note(base=self.base.digest, scenarios=len(scenarios), spans=spans, computed=computed)


def spans_of(replications: int) -> list[tuple[int, int]]:
    """Return the spans of so many worlds.

    >>> spans_of(120)
    [(0, 50), (50, 100), (100, 120)]
    """
    return [(first, min(first + SPAN, replications)) for first in range(0, replications, SPAN)]
