"""The goal: the least effort that reaches a target, else the best that can be attained and what is missing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from simlib.errors import ScenarioError
from simlib.experiments.bound import direction, search
from simlib.experiments.compare import Difference, paired_difference
from simlib.experiments.reach import Reach, changed, reaches
from simlib.indicators import INDICATORS
from simlib.running import Batch, Outcome
from simlib.scenario import Lever, Scenario

REPLICATIONS = 40
DRAFT = 16
"""Worlds on which the way is looked for; whether the target is reached, and how far steps can be taken back, is known on all."""

SHORTLIST = 10
"""Levers that are weighed against one another, the most effective ones."""

QUARTER = 0.25
"""The first steps of a lever: a quarter of its way."""

NARROWING = 7
"""Halvings of the last step: its place is known to a hundredth of it, or to the lever's own step."""


@dataclass(frozen=True)
class Effort:
    """One lever of the answer.

    Attributes:
        lever: The lever.
        value: The value it takes.
        bound: The value at which it does most, alone.
        share: How far it goes from today's value to that one, 0 to 1: its effort.
    """

    lever: Lever
    value: Any
    bound: Any
    share: float


@dataclass(frozen=True)
class Goal:
    """The answer.

    Attributes:
        scenario: Today.
        indicator: What has a target.
        target: The target.
        replications: Number of worlds.
        is_reached: Whether the mean gets there.
        today: The indicator's mean today.
        mean: Its mean with the answer's values.
        difference: What they bring against today, paired.
        probability: Share of worlds in which the target is reached.
        efforts: The levers that move, the most moved first.
        missing: What is missing of the target with every lever at its best; 0 where it is reached.
    """

    scenario: Scenario
    indicator: str
    target: float
    replications: int
    is_reached: bool
    today: float
    mean: float
    difference: Difference
    probability: float
    efforts: tuple[Effort, ...]
    missing: float

    @property
    def effort(self) -> float:
        """The whole effort: the ways gone, added up."""
        return sum(one.share for one in self.efforts)

    @property
    def values(self) -> dict[str, Any]:
        """The values that levers take."""
        return {one.lever.path: one.value for one in self.efforts}


def goal(
    scenario: Scenario,
    target: float,
    *,
    asked: Sequence[str] = (),
    indicator: str = "dso_count_back",
    replications: int = REPLICATIONS,
    batch: Batch | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Goal:
    """Return the least effort that brings an indicator's mean to a target.

    A lever's effort is the share of its way from today's value to the value at which it does most. From today on, the step that gains
    most for its effort is taken (a quarter of a way, or all that is left of it), until the target is passed; then steps are taken back as
    far as the target allows, the last one first.

    Args:
        scenario: Today.
        target: Where the indicator is to be.
        asked: Levers, as for `reaches`; all that the firm decides on where none is named.
        indicator: What has a target.
        replications: Number of worlds.
        batch: What runs them.
        progress: Told (done, total) of the way to the target, in hundredths.

    Raises:
        ScenarioError: A lever is unknown; the target is no number.
    """
    if not abs(target) < float("inf"):
        raise ScenarioError(f"a target of {target} is none; give a number")
    batch = Batch(scenario, names=(indicator,)) if batch is None else batch
    walk = _Walk(scenario, indicator, target, replications, batch)
    if walk.is_there(walk.here):
        return walk.answer()
    walk.worlds = min(DRAFT, replications)
    found = search(scenario, reaches(scenario, asked), indicator, walk.worlds, batch)
    gains = {each: walk.gain(outcome) for each, (_, outcome, _) in found.items()}
    short = sorted((each for each in found if gains[each] > 0.0), key=lambda each: -gains[each])[:SHORTLIST]
    walk.ends = {each.path: found[each][0] for each in short}
    walk.reaches = {each.path: each for each in short}
    walk.go(progress)
    walk.worlds = replications
    walk.go(progress)
    if walk.is_there(walk.here):
        walk.narrow()
    return walk.answer()


@dataclass
class _Walk:
    """The way from today to the target."""

    scenario: Scenario
    indicator: str
    target: float
    worlds: int
    batch: Batch
    ends: dict[str, Any] = field(default_factory=dict)
    reaches: dict[str, Reach] = field(default_factory=dict)
    here: dict[str, Any] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)

    @property
    def better(self) -> int:
        return direction(self.indicator)

    def outcomes(self, steps: Sequence[Mapping[str, Any]]) -> list[Outcome]:
        return self.batch.run([changed(self.scenario, values) for values in steps], self.worlds)

    def mean(self, values: Mapping[str, Any]) -> float:
        return float(self.outcomes([values])[0].summary()[self.indicator].mean)

    def gain(self, outcome: Outcome) -> float:
        """Return how much better an outcome is than today's."""
        return self.better * float(outcome.summary()[self.indicator].mean - self.mean({}))

    def is_there(self, values: Mapping[str, Any]) -> bool:
        return self.better * (self.mean(values) - self.target) >= 0.0

    def today(self, path: str) -> Any:
        return self.reaches[path].lever.value

    def share(self, path: str, value: Any) -> float:
        return self.reaches[path].share(self.today(path), self.ends[path], value)

    def go(self, progress: Callable[[int, int], None] | None) -> None:
        """Take the step that gains most for its effort, until the target is passed or nothing gains any more."""
        began = self.mean({})
        while not self.is_there(self.here):
            steps = [step for path in self.ends for step in self._steps(path)]
            outcomes = self.outcomes([self.here | {path: value} for path, value, _ in steps])
            now = self.mean(self.here)
            rates = [
                self.better * (float(outcome.summary()[self.indicator].mean) - now) / effort
                for (_, _, effort), outcome in zip(steps, outcomes, strict=True)
            ]
            if not rates or max(rates) <= 0.0:
                return
            path, value, _ = steps[rates.index(max(rates))]
            self.here = self.here | {path: value}
            self.order = [*(one for one in self.order if one != path), path]
            if progress is not None:
                progress(min(100, round(100 * abs((self.mean(self.here) - began) / (self.target - began)))), 100)

    def _steps(self, path: str) -> list[tuple[str, Any, float]]:
        """Return the next steps of a lever with their effort: a quarter of its way, and all that is left."""
        now = self.here.get(path, self.today(path))
        share = self.share(path, now)
        values = (
            self.reaches[path].between(self.today(path), self.ends[path], next_) for next_ in (share + QUARTER, 1.0)
        )
        steps = [(path, value, self.share(path, value) - share) for value in dict.fromkeys(values)]
        return [step for step in steps if step[2] > 0.0]

    def narrow(self) -> None:
        """Take steps back as far as the target allows, those taken last first."""
        for path in reversed(self.order):
            without = {other: value for other, value in self.here.items() if other != path}
            if self.is_there(without):
                self.here = without
                continue
            low, high = 0.0, self.share(path, self.here[path])
            for _ in range(NARROWING):
                middle = (low + high) / 2.0
                value = self.reaches[path].between(self.today(path), self.ends[path], middle)
                if self.is_there(without | {path: value}):
                    high, self.here = middle, without | {path: value}
                else:
                    low = middle

    def answer(self) -> Goal:
        """Return where the way has led."""
        base, outcome = self.outcomes([{}, self.here])
        values = outcome.values(self.indicator)
        mean = float(outcome.summary()[self.indicator].mean)
        better = self.better
        efforts = [
            Effort(self.reaches[path].lever, value, self.ends[path], self.share(path, value))
            for path, value in self.here.items()
        ]
        return Goal(
            self.scenario,
            self.indicator,
            self.target,
            self.worlds,
            better * (mean - self.target) >= 0.0,
            float(base.summary()[self.indicator].mean),
            mean,
            paired_difference(values, base.values(self.indicator), INDICATORS[self.indicator].better.value),
            float((better * (values - self.target) >= 0.0).mean()),
            tuple(sorted(efforts, key=lambda one: -one.share)),
            max(0.0, better * (self.target - mean)),
        )
