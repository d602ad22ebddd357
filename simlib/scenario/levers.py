"""The levers of a scenario: every number or switch that a slider may move, as declared with its field."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from simlib.rules.channels import channel_of
from simlib.scenario.behaviour import EARLY
from simlib.scenario.fields import UNITS, Both, Declared, Group, Kind, Reading
from simlib.scenario.heard import Listening, as_here
from simlib.scenario.months import Month
from simlib.scenario.reminders import BANDS, CHANNEL_LABELS, DEFAULT_PLAN
from simlib.scenario.scenario import Scenario
from simlib.scenario.walk import Leaf, Path, Tree, leaves, put

MOST_STEPS = 200
_ANY_SEGMENT = Both("tous les segments", "all segments")


@dataclass(frozen=True)
class Lever:
    """One lever of a scenario.

    Attributes:
        path: dotted path of its value, for `Scenario.with_`.
        pattern: the same with ``*`` for names of segments, plans, steps, channels, months and bins.
        kind: number, integer or choice.
        unit: a unit's key; `unit_label` says it in words.
        minimum: lowest value, None for a choice.
        maximum: highest value, None for a choice.
        step: how far one move of a slider goes.
        default: the value where no file gives one.
        choices: the values of a choice, in the order that `direction` refers to.
        source: public source of the default, or ``assumption``.
        moves: the indicator it moves first.
        direction: +1 if a higher value raises that indicator, -1 if it lowers it; of a choice, its last value against its
            first.
        reading: whether it moves the indicator's mean or its width over replications; the lever of a segment, that of the
            segment.
        headline: whether it is one of the few shown first.
        group: the panel it stands in.
        value: its value in the scenario.
    """

    path: str
    pattern: str
    kind: Kind
    unit: str
    minimum: float | None
    maximum: float | None
    step: float
    default: Any
    choices: tuple[str, ...]
    source: str
    moves: str
    direction: int
    reading: Reading
    headline: bool
    group: Group
    value: Any
    _declared: Declared = field(repr=False, compare=False)
    _names: tuple[Both, ...] = field(repr=False, compare=False)

    @property
    def span(self) -> tuple[float, float]:
        """The values a slider offers: the bounds, narrowed to a hundred steps about its value where they lie far apart."""
        if self.minimum is None or self.maximum is None:
            return (0.0, float(len(self.choices) - 1))
        if (self.maximum - self.minimum) / self.step <= MOST_STEPS:
            return (self.minimum, self.maximum)
        reach = self.step * MOST_STEPS / 2
        return (max(self.minimum, self.value - reach), min(self.maximum, self.value + reach))

    def label(self, lang: str) -> str:
        """Return its name in a language, with the names of what it belongs to."""
        return " · ".join((self._declared.label.of(lang), *(name.of(lang) for name in self._names)))

    def help(self, lang: str) -> str:
        """Return one sentence on what it does, in a language."""
        return self._declared.help.of(lang)

    def unit_label(self, lang: str) -> str:
        """Return its unit in a language."""
        return UNITS[self.unit].of(lang)

    def choice_label(self, choice: str, lang: str) -> str:
        """Return the name of one of its choices in a language."""
        return dict(self._declared.choices)[choice].of(lang)


@lru_cache(maxsize=32)
def levers(scenario: Scenario) -> tuple[Lever, ...]:
    """Return the levers of a scenario in the order of its fields, those left out that nothing in it listens to."""
    defaults = defaults_of(scenario)
    listening = Listening(scenario, defaults)
    found = []
    for leaf in leaves(scenario):
        said = leaf.declared
        if said is None or not said.is_lever or leaf.value == {} or not listening.is_heard(leaf, said):
            continue
        found.append(_lever(scenario, leaf, as_here(scenario, leaf, said), defaults.get(leaf.path, 1.0)))
    return tuple(found)


def _lever(scenario: Scenario, leaf: Leaf, said: Declared, default: Any) -> Lever:
    return Lever(
        path=".".join(leaf.path), pattern=".".join(leaf.pattern), kind=said.kind, unit=said.unit, minimum=said.minimum,
        maximum=said.maximum, step=said.step, default=default, choices=tuple(name for name, _ in said.choices),
        source=said.source, moves=said.moves, direction=said.direction, reading=said.reading, headline=said.headline,
        group=said.group, value=leaf.value, _declared=said, _names=tuple(names_along(scenario, leaf)),
    )  # fmt: skip


def defaults_of(scenario: Scenario) -> dict[Path, Any]:
    """Return the values of a scenario's fields where no file gives any, by path: same names of segments, plans and steps."""
    tree: Tree = {"calendar": scenario.calendar, "behaviour": {"bins": scenario.behaviour.bins}}
    for name in scenario.segments:
        put(tree, ("segments", name), {})
    for name, plan in scenario.policy.reminders.plans.items():
        put(tree, ("policy", "reminders", "plans", name, "steps"), {step: {} for step in plan.steps})
    for name in scenario.treasury.loans:
        put(tree, ("treasury", "loans", name), {})
    for name, planned in scenario.treasury.planned.items():
        put(tree, ("treasury", "planned", name), {"on": planned.on})
    return {leaf.path: leaf.value for leaf in leaves(Scenario.model_validate(tree))}


def names_along(scenario: Scenario, leaf: Leaf) -> Iterator[Both]:
    """Yield the names along a path in both languages."""
    for depth, mark in enumerate(leaf.pattern):
        if mark == "*":
            yield _name(scenario, leaf.path[: depth + 1])


def _name(scenario: Scenario, path: Path) -> Both:
    within, name = path[-2], path[-1]
    if within in ("seasons", "slow_months"):
        return Month(name).label
    if within == "channels":
        return CHANNEL_LABELS[channel_of(name)]
    if within == "hazards":
        return bin_label(name, scenario.behaviour.bins)
    if within == "plans" and name == DEFAULT_PLAN and name not in scenario.segments:
        return _ANY_SEGMENT
    if within == "plans" and name in BANDS and scenario.policy.reminders.segmentation.by != "segment":
        return BANDS[name]
    label = None
    if within in ("segments", "plans") and name in scenario.segments:
        label = scenario.segments[name].label
    if within == "steps":
        label = scenario.policy.reminders.plans[path[-3]].steps[name].label
    readable = name.replace("_", " ")
    return Both(label.fr, label.en) if label is not None else Both(readable, readable)


def bin_label(name: str, bins: tuple[int, ...]) -> Both:
    """Return what a bin of lateness covers.

    >>> bin_label("d1", (-5, 0, 1, 6)).en
    '1 to 5 business days late'
    """
    if name == EARLY:
        return Both(f"plus de {-bins[0]} jours ouvrés avant l’échéance", f"more than {-bins[0]} business days early")
    first = int(name.removeprefix("d"))
    last = next((start - 1 for start in bins if start > first), None)
    if first == last == 0:
        return Both("jour de l’échéance", "due day")
    if last is None:
        return Both(f"{first} jours ouvrés de retard et plus", f"{first} business days late and more")
    least, most = sorted((abs(first), abs(last)))
    several = "s" if most > 1 else ""
    french = f"{least} à {most}" if most > least else str(most)
    english = f"{least} to {most}" if most > least else str(most)
    if first > 0:
        return Both(f"{french} jour{several} ouvré{several} de retard", f"{english} business day{several} late")
    return Both(f"{french} jour{several} ouvré{several} avant l’échéance", f"{english} business day{several} early")
