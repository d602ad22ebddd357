"""The optimiser: values of a few levers that no others beat in several aims at once.

The search is that of optuna (NSGA-II): it proposes a generation, all of it runs at once on the same worlds, and it is told what came of it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from simlib.errors import ScenarioError
from simlib.experiments.bound import direction
from simlib.experiments.compare import Paired
from simlib.experiments.frontier import aims, beaten_by
from simlib.experiments.reach import Reach, changed, is_own, reaches
from simlib.running import Batch
from simlib.scenario import Lever, Scenario

REPLICATIONS = 16
TRIALS = 96
GENERATION = 16
"""Values proposed at a time."""

NAMED = 3
"""Levers whose values still fit into a name."""

Values = Mapping[str, Any]
Evaluate = Callable[[Sequence[Values]], npt.NDArray[np.float64]]
"""From combinations of values to costs, float64 ``[n, aims]``: lower is better."""


@dataclass(frozen=True)
class Found:
    """A combination of values that no other one tried beats.

    Attributes:
        values: Value of each lever.
        name: Name of its scenario in `Optimum.compared`.
    """

    values: dict[str, Any]
    name: str


@dataclass(frozen=True)
class Optimum:
    """What an optimiser found.

    Attributes:
        levers: The levers it moved.
        aims: The indicators that it weighed.
        tried: Combinations tried.
        found: The frontier among them, in the order of the first aim, the best first.
        compared: Today, and the scenarios of the frontier.
    """

    levers: tuple[Lever, ...]
    aims: tuple[str, ...]
    tried: int
    found: tuple[Found, ...]
    compared: Paired


def optimise(
    scenario: Scenario,
    *,
    asked: Sequence[str] = (),
    indicators: Sequence[str] = (),
    trials: int = TRIALS,
    replications: int = REPLICATIONS,
    batch: Batch | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Optimum:
    """Search the values of some levers for the frontier of several aims.

    Args:
        scenario: Today; the levers left out stay as they are.
        asked: Levers, as for `reaches`; where none is named, all that the firm decides on alone (`is_own`).
        indicators: The aims; DSO, cost to collect and goodwill where none is named.
        trials: Combinations to try.
        replications: Number of worlds of each.
        batch: What runs them.
        progress: Told (done, total) of trials.

    Raises:
        ScenarioError: A lever is unknown, or nothing is to be tried.
    """
    if trials < 1:
        raise ScenarioError(f"{trials} trials find nothing; ask for one or more")
    names = tuple(indicators) or aims()
    levers = reaches(scenario, asked, is_own)
    runs = Batch(scenario) if batch is None else batch
    signs = np.array([-direction(name) for name in names], dtype=np.float64)

    def evaluate(asked_for: Sequence[Values]) -> npt.NDArray[np.float64]:
        outcomes = runs.run([changed(scenario, values) for values in asked_for], replications)
        return np.array([[outcome.summary()[name].mean for name in names] for outcome in outcomes]) * signs

    tried = search_frontier(levers, evaluate, len(names), trials, runs.worlds.seed, progress)
    combinations = [values for values, _ in tried]
    costs = np.array([cost for _, cost in tried])
    on = [place for place in np.lexsort(costs.T[::-1]).tolist() if beaten_by(costs)[place] < 0]
    distinct = list({changed(scenario, combinations[place]).digest: place for place in reversed(on)}.values())[::-1]
    named = [(_name(levers, combinations[place], number), place) for number, place in enumerate(distinct, start=1)]
    base, *outcomes = runs.run(
        [scenario, *(changed(scenario, combinations[place]) for _, place in named)], replications
    )
    results = dict(zip((name for name, _ in named), outcomes, strict=True))
    return Optimum(
        tuple(each.lever for each in levers),
        names,
        len(tried),
        tuple(Found(dict(combinations[place]), name) for name, place in named),
        Paired(scenario.name, {scenario.name: base, **results}),
    )


def _name(levers: Sequence[Reach], values: Values, number: int) -> str:
    """Return a name that tells the values of a few levers, the number where they are many."""
    if len(levers) > NAMED:
        return f"optimum {number}"
    return ", ".join(f"{each.path.rsplit('.', 1)[-1]}={values[each.path]}" for each in levers)


def search_frontier(
    levers: Sequence[Reach],
    evaluate: Evaluate,
    aims: int,
    trials: int,
    seed: int,
    progress: Callable[[int, int], None] | None = None,
) -> list[tuple[Values, npt.NDArray[np.float64]]]:
    """Return the combinations tried with their costs, today's values first; the same seed tries the same."""
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    sampler = optuna.samplers.NSGAIISampler(population_size=GENERATION, seed=seed)
    study = optuna.create_study(directions=["minimize"] * aims, sampler=sampler)
    study.enqueue_trial({each.path: _index_of(each, each.lever.value) for each in levers})
    tried: list[tuple[Values, npt.NDArray[np.float64]]] = []
    while len(tried) < trials:
        generation = [study.ask() for _ in range(min(GENERATION, trials - len(tried)))]
        chosen = [{each.path: _chosen(each, trial) for each in levers} for trial in generation]
        costs = evaluate(chosen)
        for trial, values, cost in zip(generation, chosen, costs, strict=True):
            if np.isnan(cost).any():
                study.tell(trial, state=optuna.trial.TrialState.FAIL)
            else:
                study.tell(trial, cost.tolist())
            tried.append((values, cost))
        if progress is not None:
            progress(len(tried), trials)
    return tried


def _steps(each: Reach) -> int:
    """Return the number of steps from the lowest value to the highest."""
    return len(each.choices) - 1 if each.choices else max(0, round((each.high - each.low) / each.lever.step))


def _index_of(each: Reach, value: Any) -> int:
    """Return the number of the step at which a value lies."""
    if each.choices:
        return each.choices.index(value) if value in each.choices else 0
    return min(max(0, round((float(value) - each.low) / each.lever.step)), _steps(each))


def _chosen(each: Reach, trial: Any) -> Any:
    """Return the value that a trial gives a lever."""
    step: int = trial.suggest_int(each.path, 0, _steps(each))
    return each.choices[step] if each.choices else each.at(each.low + step * each.lever.step)
