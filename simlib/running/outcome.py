"""What is kept of a scenario in a batch: every indicator in every world, without the days behind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from simlib.indicators import INDICATORS
from simlib.running.result import Summary, Values, summary_of
from simlib.scenario import Scenario

Table = npt.NDArray[np.float64]
"""Indicators by world, float64 ``[R, indicators]``, NaN where undefined."""


class Valued(Protocol):
    """What a comparison asks of a result, with its days or without."""

    @property
    def scenario(self) -> Scenario:
        """The scenario as run."""

    @property
    def seed(self) -> int:
        """Seed of the draws."""

    @property
    def replications(self) -> int:
        """Number of worlds."""

    def values(self, name: str, at: int | None = None) -> Values:
        """Return an indicator's value in each world, NaN where undefined."""

    def summary(self, at: int | None = None) -> dict[str, Summary]:
        """Return every indicator's mean and quantiles over worlds."""


@dataclass(frozen=True, eq=False)
class Outcome:
    """One scenario over so many worlds, its indicators only.

    Attributes:
        scenario: The scenario as run.
        seed: Seed of the draws.
        table: Indicators by world.
        names: The indicators of the table.
        at: Day as of which they were read; None for the value of the run.
    """

    scenario: Scenario
    seed: int
    table: Table
    names: tuple[str, ...] = tuple(INDICATORS)
    at: int | None = None

    @property
    def replications(self) -> int:
        """Number of worlds."""
        return len(self.table)

    def values(self, name: str, at: int | None = None) -> Values:
        """Return an indicator's value in each world, NaN where undefined; only as of the day they were read."""
        if at not in (None, self.at):
            raise ValueError(f"these indicators were read as of {self.at}, not {at}")
        return self.table[:, self.names.index(name)]

    def summary(self, at: int | None = None) -> dict[str, Summary]:
        """Return every indicator's mean and quantiles over worlds."""
        return {name: summary_of(self.values(name, at)) for name in self.names}


def table_of(result: Valued, names: Sequence[str] = tuple(INDICATORS)) -> Table:
    """Return the table of a result."""
    return np.stack([result.values(name) for name in names], axis=1)
