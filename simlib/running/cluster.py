"""A Dask cluster at work on a batch: the same pieces of work, on other machines, where a worker may die."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from simlib.errors import StoreError
from simlib.running.outcome import Table
from simlib.running.sources import sources_digest
from simlib.running.threads import Threads
from simlib.running.work import Work, Worlds

TOGETHER = 4
"""Scenarios that a task runs on one span of worlds, so that their past is simulated once."""

PATIENCE = 10
"""Seconds to wait for a scheduler to answer."""

DEATHS = 20
"""Workers that may die under one task before it is given up."""


class Cluster:
    """The workers of a running Dask scheduler."""

    def __init__(self, address: str) -> None:
        """Reach the scheduler at an address such as ``tcp://127.0.0.1:8786``.

        Raises:
            StoreError: Dask is not installed, or nobody answers.
        """
        try:
            import dask
            from distributed import Client
        except ImportError:
            raise StoreError("a scheduler needs Dask; install it: pip install 'simlib[scale]'") from None
        dask.config.set({"distributed.scheduler.allowed-failures": DEATHS})
        try:
            self._client = Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as problem:
            raise StoreError(
                f"no scheduler answers at {address} ({str(problem).splitlines()[0]}); start one with: dask scheduler"
            ) from None

    def compute(self, worlds: Worlds, works: Sequence[Work]) -> Iterator[tuple[Work, Table]]:
        """Yield each piece of work with its table, as workers hand them over."""
        from distributed import as_completed

        groups = list(_together(works))
        futures = {
            self._client.submit(compute_there, worlds, group, sources_digest(), pure=False, retries=2): group
            for group in groups
        }
        try:
            for future in as_completed(list(futures), loop=self._client.loop):
                yield from zip(futures[future], self._tables(future), strict=True)
        finally:
            self._client.cancel(list(futures))

    def close(self) -> None:
        """Leave the cluster as it was found."""
        self._client.close()

    def _tables(self, future: Any) -> list[Table]:
        from distributed import KilledWorker

        try:
            tables: list[Table] = future.result()
        except KilledWorker:
            raise StoreError(f"workers of the cluster died {DEATHS} times over the same work; see their logs") from None
        return tables


def _together(works: Sequence[Work]) -> Iterator[tuple[Work, ...]]:
    """Yield groups of pieces of work on the same span."""
    for span in sorted({(work.first, work.end) for work in works}):
        here = [work for work in works if (work.first, work.end) == span]
        for place in range(0, len(here), TOGETHER):
            yield tuple(here[place : place + TOGETHER])


def compute_there(worlds: Worlds, works: Sequence[Work], sources: str) -> list[Table]:
    """Do pieces of work within a worker's process.

    Raises:
        StoreError: The worker has another version of the code.
    """
    if sources != sources_digest():
        raise StoreError("a worker of the cluster has another version of simlib; install the same everywhere")
    threads = _threads_for(worlds)
    return [np.ascontiguousarray(table) for _, table in threads.compute(worlds, works)]


@lru_cache(maxsize=2)
def _threads_for(worlds: Worlds) -> Threads:  # noqa: ARG001  # the key: worlds kept belong to one base and seed
    return Threads("compiled")
