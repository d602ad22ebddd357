"""Comparing scenarios: paired differences on common draws, with intervals."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from simlib.errors import ScenarioError
from simlib.indicators import INDICATORS
from simlib.running import Batch, Result, Stage, Valued, simulate
from simlib.running.simulate import choose_engine
from simlib.scenario import Scenario

LEVEL = 0.95
"""Confidence of every interval of a paired difference."""


class Difference(NamedTuple):
    """A paired difference to the base: mean, its 95 % interval, and the share of worlds in which the scenario is better.

    NaN where the indicator is undefined in all worlds; the interval also where only one world is left.
    """

    mean: float
    low: float
    high: float
    probability_better: float


def paired_difference(values: npt.NDArray[np.float64], base: npt.NDArray[np.float64], better: int) -> Difference:
    """Return the difference of two indicators known on the same worlds.

    The interval is Student's on the paired differences; the probability counts ties as half, and is NaN where neither direction is better.

    Args:
        values: The scenario's value in each world, NaN where undefined.
        base: The base's value in the same worlds.
        better: +1 where more is better, -1 where less is, 0 where neither.
    """
    differences = (values - base)[~np.isnan(values - base)]
    n = differences.size
    if n == 0:
        return Difference(math.nan, math.nan, math.nan, math.nan)
    mean = float(differences.mean())
    half = math.nan
    if n > 1:
        half = student_quantile(n - 1) * float(differences.std(ddof=1)) / math.sqrt(n)
    wins = float((differences * better > 0).mean() + 0.5 * (differences == 0).mean()) if better else math.nan
    return Difference(mean, mean - half, mean + half, wins)


def student_quantile(degrees: int, level: float = LEVEL) -> float:
    """Return the two-sided point of Student's distribution, the 95 % one where no other level is asked for.

    >>> round(student_quantile(10), 3)
    2.228
    """
    from scipy.special import stdtrit

    return float(stdtrit(degrees, 0.5 + level / 2.0))


@dataclass(frozen=True, eq=False)
class Paired:
    """Several scenarios on the same worlds.

    Attributes:
        base: Name of the scenario that the others are compared with.
        results: Result of each scenario, by name, the base first.
    """

    base: str
    results: Mapping[str, Valued]

    @property
    def others(self) -> tuple[str, ...]:
        """Names of the scenarios beside the base."""
        return tuple(name for name in self.results if name != self.base)

    @property
    def replications(self) -> int:
        """Number of worlds."""
        return self.results[self.base].replications

    def difference(self, name: str, indicator: str, at: int | None = None) -> Difference:
        """Return a scenario's paired difference to the base."""
        values = self.results[name].values(indicator, at)
        return paired_difference(
            values, self.results[self.base].values(indicator, at), INDICATORS[indicator].better.value
        )

    def to_rows(self) -> list[dict[str, Any]]:
        """Return one tidy row per scenario and indicator: unit, mean, quantiles, difference with its interval."""
        rows = []
        for name, result in self.results.items():
            for indicator, summary in result.summary().items():
                difference = self.difference(name, indicator)
                rows.append(
                    {"scenario": name, "indicator": indicator, "unit": INDICATORS[indicator].unit.value}
                    | summary._asdict()
                    | {f"difference_{field}": value for field, value in difference._asdict().items()}
                )
        return rows


@dataclass(frozen=True, eq=False)
class Comparison(Paired):
    """Several scenarios on the same worlds, with their days.

    Attributes:
        results: Result of each scenario, by name, the base first.
    """

    results: dict[str, Result]


def compare(
    scenarios: Sequence[Scenario],
    *,
    replications: int | None = None,
    seed: int | None = None,
    engine: str = "auto",
    at: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Comparison:
    """Compare scenarios on the same worlds; the first is the base, and everything before the start runs as the base.

    Raises:
        ScenarioError: None is given, two have one name, or one cannot share the base's past.
    """
    check_names(scenarios)
    base = scenarios[0]
    count = base.replications if replications is None else replications
    chosen, _ = choose_engine(engine)
    stage = Stage(base, seed) if chosen == "compiled" else None
    results = {}
    for place, scenario in enumerate(scenarios):

        def step(done: int, total: int, place: int = place) -> None:
            if progress is not None:
                progress(place * total + done, total * len(scenarios))

        if stage is not None:
            results[scenario.name] = stage.run(scenario, count, progress=step, at=at)
        else:
            results[scenario.name] = simulate(
                scenario, replications=count, seed=seed, engine=chosen, base=base, at=at, progress=step
            )
    return Comparison(base.name, results)


def compare_many(
    scenarios: Sequence[Scenario],
    *,
    replications: int | None = None,
    batch: Batch | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Paired:
    """Compare dozens of scenarios on the same worlds, the first being the base; their indicators are kept, their days are not.

    Args:
        scenarios: The base, then the others.
        replications: Number of worlds; the base's own where it is not given.
        batch: What runs them, with the base's worlds; it says where runs are kept and who computes.
        progress: Told (done, total) as spans of worlds end.

    Raises:
        ScenarioError: None is given, two have one name, or one cannot share the base's past.
    """
    check_names(scenarios)
    base = scenarios[0]
    batch = Batch(base) if batch is None else batch
    count = base.replications if replications is None else replications
    outcomes = batch.run(scenarios, count, progress=progress)
    return Paired(base.name, {scenario.name: one for scenario, one in zip(scenarios, outcomes, strict=True)})


def check_names(scenarios: Sequence[Scenario]) -> None:
    """Check that there is something to compare, each under a name of its own.

    Raises:
        ScenarioError: None is given, or two have one name.
    """
    if not scenarios:
        raise ScenarioError("nothing to compare; name at least one scenario")
    names = [scenario.name for scenario in scenarios]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ScenarioError(
            f"two scenarios are called {twice[0]!r}; give each a name of its own (name: in its last layer)"
        )
