"""The goal: the least effort that reaches a target, else the best that can be attained and what is missing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from simlib.errors import ScenarioError
from simlib.experiments.bound import direction, search
from simlib.experiments.compare import Difference, paired_difference
from simlib.experiments.reach import Reach, changed, is_agreed, is_own, reaches
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
        beyond: Where something is missing and nobody named levers: each lever that customers must agree to, or that costs price or
            orders, which alone would bring it, at the least that does; the least effort first.
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
    beyond: tuple[Effort, ...] = ()

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
        asked: Levers, as for `reaches`; where none is named, all that the firm decides on alone (`is_own`).
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
    walk.choose(reaches(scenario, asked, is_own), SHORTLIST)
    walk.go(progress)
    walk.worlds = replications
    walk.go(progress)
    if walk.is_there(walk.here):
        walk.narrow()
        return walk.answer()
    return walk.answer(() if asked else walk.beyond())


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

    def is_there(self, values: Mapping[str, Any]) -> bool:
        return self.better * (self.mean(values) - self.target) >= 0.0

    def today(self, path: str) -> Any:
        return self.reaches[path].lever.value

    def share(self, path: str, value: Any) -> float:
        return self.reaches[path].share(self.today(path), self.ends[path], value)

    def choose(self, levers: Sequence[Reach], most: int) -> None:
        """Take the levers that do most from here on, each with the value at which it does."""
        ground = changed(self.scenario, self.here)
        found = search(ground, levers, self.indicator, self.worlds, self.batch)
        now = self.mean(self.here)
        gains = {
            each: self.better * float(outcome.summary()[self.indicator].mean - now)
            for each, (_, outcome, _) in found.items()
        }
        for each in sorted((each for each in found if gains[each] > 0.0), key=lambda each: -gains[each])[:most]:
            self.ends[each.path], self.reaches[each.path] = found[each][0], each

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
            self.here = without | {path: self._least(path, without, self.here[path])}

    def _least(self, path: str, others: Mapping[str, Any], known: Any) -> Any:
        """Return the value of a lever nearest to today's that still reaches the target beside others; a value that does is known."""
        low, high, least = 0.0, self.share(path, known), known
        for _ in range(NARROWING):
            middle = (low + high) / 2.0
            value = self.reaches[path].between(self.today(path), self.ends[path], middle)
            if self.is_there({**others, path: value}):
                high, least = middle, value
            else:
                low = middle
        return least

    def beyond(self) -> tuple[Effort, ...]:
        """Return the levers not the firm's alone of which one more would do, each as little moved as does."""
        own, worlds = set(self.reaches), self.worlds
        self.worlds = min(DRAFT, worlds)
        self.choose(reaches(self.scenario, (), is_agreed), SHORTLIST)
        self.worlds = worlds
        others = [path for path in self.reaches if path not in own]
        enough = [path for path in others if self.is_there(self.here | {path: self.ends[path]})]
        found = [self._effort(path, self._least(path, self.here, self.ends[path])) for path in enough]
        return tuple(sorted(found, key=lambda one: one.share))

    def _effort(self, path: str, value: Any) -> Effort:
        return Effort(self.reaches[path].lever, value, self.ends[path], self.share(path, value))

    def answer(self, beyond: tuple[Effort, ...] = ()) -> Goal:
        """Return where the way has led."""
        base, outcome = self.outcomes([{}, self.here])
        values = outcome.values(self.indicator)
        mean = float(outcome.summary()[self.indicator].mean)
        better = self.better
        efforts = [self._effort(path, value) for path, value in self.here.items()]
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
            beyond,
        )
