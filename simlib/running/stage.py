"""The stage: worlds kept at the start, so that every further scenario begins where the base had come to.

Everything before the start runs once, as the base; each scenario then costs only its own days. All replications of a scenario see the same
customers, orders and luck as the base's, so their differences are the policies'.
"""

import os
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import attrgetter
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from simlib.days import to_date
from simlib.engine.compiled.run import CompiledEngine, Past
from simlib.engine.lowering import Brief, lower
from simlib.engine.setting import Setting
from simlib.errors import ScenarioError
from simlib.indicators import Daily
from simlib.running.accounts import Accounts
from simlib.running.result import Result
from simlib.scenario import FileRef, Scenario

T = TypeVar("T")
Progress = Callable[[int, int], None]
Flows = npt.NDArray[np.int64]

SHARED = ("start", "months", "warm_up_months", "calendar", "currency", "behaviour.bins", "opening", "history", "orders")
"""What scenarios compared cannot differ in."""

CHUNK = 5
"""Replications that a thread takes at a time."""


class Cancelled(Exception):  # noqa: N818  # it is an answer, not a fault
    """The run was called off before its end."""


def cores() -> int:
    """Return the number of cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def over_replications(
    work: Callable[[int], T],
    replications: Sequence[int],
    progress: Progress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> list[T]:
    """Do some work for each replication on all cores; the order of results is that of the replications.

    Raises:
        Cancelled: `is_cancelled` said so between two replications.
    """
    done = 0
    lock = threading.Lock()

    def chunk_of(numbers: Sequence[int]) -> list[T]:
        nonlocal done
        results = []
        for number in numbers:
            if is_cancelled is not None and is_cancelled():
                raise Cancelled
            results.append(work(number))
        with lock:
            done += len(numbers)
            if progress is not None:
                progress(done, len(replications))
        return results

    chunks = [replications[place : place + CHUNK] for place in range(0, len(replications), CHUNK)]
    if len(chunks) < 2 or cores() < 2:
        return [one for chunk in chunks for one in chunk_of(chunk)]
    return [one for results in _threads().map(chunk_of, chunks) for one in results]


@lru_cache(maxsize=1)
def _threads() -> ThreadPoolExecutor:
    """Return the threads of this process: kept, since each works in large arrays of its own."""
    return ThreadPoolExecutor(max_workers=cores(), thread_name_prefix="replications")


@dataclass(frozen=True)
class World:
    """One replication at the start: its state, and what its past adds to the daily series."""

    past: Past
    flows: Flows


class Stage:
    """Runs scenarios on the same worlds, each world's past simulated once.

    >>> stage = Stage(load("scenarios/base.yaml"))  # doctest: +SKIP
    >>> stage.run(firm, replications=40)  # doctest: +SKIP
    """

    def __init__(self, base: Scenario, seed: int | None = None) -> None:
        """Take the base: the scenario that everything before the start runs as."""
        self.base = base
        self.seed = base.seed if seed is None else seed
        self._brief = lower(base, seed=self.seed)
        self._engine = CompiledEngine(self._brief)
        self._accounts = Accounts(self._brief, base, base)
        self._worlds: dict[int, World] = {}
        self._lock = threading.Lock()

    def run(
        self,
        scenario: Scenario,
        replications: int | None = None,
        *,
        progress: Progress | None = None,
        is_cancelled: Callable[[], bool] | None = None,
        at: int | None = None,
        first: int = 0,
        known: Result | None = None,
    ) -> Result:
        """Return the result of a scenario from the start on, on this stage's worlds.

        Args:
            scenario: What to run.
            replications: Number of worlds; the base's where none is given.
            progress: Told (done, total).
            is_cancelled: Asked between replications.
            at: Day as of which indicators are read.
            first: Number of the first world.
            known: This scenario's result on fewer of these worlds, from the first on: they are not simulated again.

        Raises:
            ScenarioError: The scenario has another start, length, calendar or opening book than the base; the day asked for is outside.
            Cancelled: `is_cancelled` said so.
        """
        began = time.perf_counter()
        count = self.base.replications if replications is None else replications
        check_comparable(self.base, scenario)
        brief = self._brief if scenario is self.base else lower(scenario, self.base, self.seed)
        check_day(brief, scenario, at)
        if brief.cast.ids != self._brief.cast.ids:
            return self._with_more_customers(
                brief, scenario, range(first, first + count), progress, is_cancelled, at, began
            )
        accounts = Accounts(brief, scenario, self.base)
        flows = accounts.room(count) if self._brief.before is None else accounts.unset_room(count)
        done = 0 if known is None else known.replications
        if known is not None:
            flows[:done] = known.daily.flows
        worlds = range(first + done, first + count)
        self.prepare(worlds, is_cancelled)

        def one(replication: int) -> None:
            self._one(brief.after, accounts, replication, flows[replication - first])

        over_replications(one, worlds, progress, is_cancelled)
        daily = accounts.daily(flows)
        return Result(scenario, "compiled", "", self.seed, time.perf_counter() - began, daily, at=at)

    def prepare(self, replications: Iterable[int], is_cancelled: Callable[[], bool] | None = None) -> None:
        """Simulate the past of worlds that are not yet known."""
        if self._brief.before is None:
            return
        missing = [number for number in replications if number not in self._worlds]
        worlds = over_replications(self._world, missing, is_cancelled=is_cancelled)
        with self._lock:
            self._worlds.update(zip(missing, worlds, strict=True))

    def release(self, replications: Iterable[int]) -> None:
        """Let go of worlds that are needed no more; asked for again, their past is simulated anew."""
        with self._lock:
            for number in replications:
                self._worlds.pop(number, None)

    def _world(self, replication: int) -> World:
        """Return a world at the start; its past events are in the series, and are not kept themselves."""
        past = self._engine.past(replication, orders_ahead=True)
        flows = self._accounts.room(1)[0]
        self._accounts.enter(past.events, flows)
        return World(replace(past, events=past.events[:0].copy()), flows)

    def _one(self, setting: Setting, accounts: Accounts, replication: int, flows: Flows) -> None:
        """Simulate one replication from the start on, and enter it into its daily series."""
        if self._brief.before is None:
            accounts.enter(self._engine.opened(setting, replication), flows)
            accounts.enter_history(flows)
            return
        world = self._worlds[replication]
        flows[:] = world.flows
        accounts.enter(self._engine.future(setting, world.past, replication), flows)

    def _with_more_customers(
        self,
        brief: Brief,
        scenario: Scenario,
        worlds: range,
        progress: Progress | None,
        is_cancelled: Callable[[], bool] | None,
        at: int | None,
        began: float,
    ) -> Result:
        """Run a scenario that has other customers than the base: its worlds' pasts are simulated anew, with all of them."""
        daily = run_whole(brief, scenario, self.base, worlds, progress, is_cancelled)
        return Result(scenario, "compiled", "", self.seed, time.perf_counter() - began, daily, at=at)


def run_whole(
    brief: Brief,
    scenario: Scenario,
    base: Scenario,
    replications: range,
    progress: Progress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> Daily:
    """Return the daily series of replications simulated from their first day to their last by the compiled engine."""
    engine, accounts = CompiledEngine(brief), Accounts(brief, scenario, base)
    flows = accounts.room(len(replications))

    def one(replication: int) -> None:
        place = replications.index(replication)
        accounts.enter(engine.events(replication), flows[place])
        accounts.enter_history(flows[place])

    over_replications(one, replications, progress, is_cancelled)
    return accounts.daily(flows)


def check_comparable(base: Scenario, scenario: Scenario) -> None:
    """Check that two scenarios can share their past.

    Raises:
        ScenarioError: They differ in what no scenario compared may differ in.
    """
    for name in SHARED:
        one, other = attrgetter(name)(base), attrgetter(name)(scenario)
        if _content(one) != _content(other):
            raise ScenarioError(
                f"{scenario.name}: {name} is {other}, the base {base.name} has {one}; scenarios compared share it - give both the same"
            )


def _content(value: object) -> object:
    """Return what two scenarios must have alike: of a table its content, wherever it lies."""
    return value.content_hash() if isinstance(value, FileRef) else value


def check_day(brief: Brief, scenario: Scenario, at: int | None) -> None:
    """Check that indicators can be read as of a day.

    Raises:
        ScenarioError: It is not among the days simulated.
    """
    if at is not None and not brief.first <= at < brief.end:
        raise ScenarioError(
            f"{scenario.name}: {to_date(at)} is not simulated; ask for a day from {to_date(brief.first)} to {to_date(brief.end - 1)}"
        )
