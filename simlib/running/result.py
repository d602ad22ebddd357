"""The result of a run: daily series of every replication, and the indicators read from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from simlib.indicators import INDICATORS, Daily, Series, cash_path, path, value_of_run
from simlib.scenario import Scenario

Values = npt.NDArray[np.float64]


class Summary(NamedTuple):
    """An indicator over replications; NaN where it is undefined in all of them."""

    mean: float
    p10: float
    p50: float
    p90: float
    undefined: int


def summary_of(values: Values) -> Summary:
    """Return mean and quantiles, by linear interpolation, over the replications in which the indicator is defined."""
    defined = values[~np.isnan(values)]
    if defined.size == 0:
        return Summary(np.nan, np.nan, np.nan, np.nan, int(values.size))
    p10, p50, p90 = np.quantile(defined, (0.1, 0.5, 0.9))
    return Summary(float(defined.mean()), float(p10), float(p50), float(p90), int(values.size - defined.size))


@dataclass(frozen=True)
class ByGroup:
    """Indicators by segment or by customer.

    Attributes:
        groups: Names of the groups.
        values: float64 ``[replications, groups]`` by indicator, those that a group can have.
    """

    groups: tuple[str, ...]
    values: Mapping[str, Values]


@dataclass(frozen=True, eq=False)
class Result:
    """One scenario over so many replications.

    Attributes:
        scenario: The scenario as run.
        engine: ``compiled`` or ``reference``.
        reason: Why the compiled engine was not used; empty where it was, or where the reference was asked for.
        seed: Seed of the draws.
        elapsed_s: Seconds it took.
        daily: Daily series, all customers together.
        invoices: Invoices issued from the start on, over all replications.
        by: Indicators by group, where they were asked for.
        at: Day as of which indicators are read; None for the value of the run.
    """

    scenario: Scenario
    engine: str
    reason: str
    seed: int
    elapsed_s: float
    daily: Daily
    by: ByGroup | None = None
    at: int | None = None

    @property
    def replications(self) -> int:
        """Number of replications."""
        return self.daily.replications

    @property
    def start(self) -> int:
        """First day of the scenario."""
        return self.daily.start

    @property
    def end(self) -> int:
        """Last day of the scenario."""
        return self.daily.last

    @cached_property
    def invoices(self) -> int:
        """Invoices issued from the start on, over all replications."""
        return int(self.daily.flow(Series.ISSUED_COUNT)[:, :, self.start - self.daily.first :].sum())

    @property
    def month_ends(self) -> list[int]:
        """The last days of the scenario's months."""
        return self.daily.calendar.month_ends(self.start, self.end)

    @cached_property
    def _values(self) -> dict[tuple[str, int | None], Values]:
        return {}

    def values(self, name: str, at: int | None = None) -> Values:
        """Return an indicator's value in each replication, float64 ``[R]``, NaN where undefined."""
        at = self.at if at is None else at
        if (name, at) not in self._values:
            self._values[name, at] = value_of_run(self.daily, name, at)[:, 0]
        return self._values[name, at]

    def summary(self, at: int | None = None) -> dict[str, Summary]:
        """Return every indicator's mean and quantiles over replications."""
        return {name: summary_of(self.values(name, at)) for name in INDICATORS}

    def summary_by(self) -> dict[str, dict[str, Summary]]:
        """Return the summaries of each group; empty where no groups were asked for."""
        if self.by is None:
            return {}
        return {
            group: {name: summary_of(values[:, place]) for name, values in self.by.values.items()}
            for place, group in enumerate(self.by.groups)
        }

    def path(self, name: str, days: Sequence[int]) -> Values:
        """Return an indicator as of each of some days, float64 ``[R, n]``."""
        return path(self.daily, name, days)

    def cash_path(self) -> Values:
        """Return the cash at the end of each day from the start on, float64 ``[R, days]``."""
        return cash_path(self.daily)
