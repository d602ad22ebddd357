"""A piece of work of a batch, and whoever does it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from simlib.indicators import INDICATORS
from simlib.running.outcome import Table
from simlib.scenario import Scenario


@dataclass(frozen=True)
class Worlds:
    """The worlds of a base, and what is read of them.

    Attributes:
        base: The scenario that everything before the start runs as.
        seed: Seed of the draws.
        at: Day as of which indicators are read; None for the value of the run.
        names: Indicators that are read.
    """

    base: Scenario
    seed: int
    at: int | None = None
    names: tuple[str, ...] = tuple(INDICATORS)


@dataclass(frozen=True)
class Work:
    """A scenario on a span of worlds, `first` to `end` (left out)."""

    scenario: Scenario
    first: int
    end: int


class Workers(Protocol):
    """Who computes: each result is handed over as it comes, in any order."""

    def compute(self, worlds: Worlds, works: Sequence[Work]) -> Iterator[tuple[Work, Table]]:
        """Yield each piece of work with its table."""
