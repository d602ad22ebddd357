"""How far a lever may go: the levers that a firm decides on, the values to try, the way from today's value to another."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from simlib.errors import ScenarioError
from simlib.scenario import Lever, Scenario, levers

DECIDED = ("policy.", "segments.*.terms.", "firm.billing_delay_days", "firm.transmission_days", "firm.error_rate")
"""Beginnings of the paths of levers that the firm decides on, or negotiates."""

ASSUMED = (
    "policy.escalation.agency_days", "policy.escalation.agency_success", "policy.escalation.agency_fee",
    "policy.escalation.court_days", "policy.escalation.court_cost", "policy.escalation.court_success",
    "policy.escalation.solvency", "policy.disputes.minutes", "policy.cash_application.minutes", "policy.crm.delivery_gain",
)  # fmt: skip
"""Levers among these that tell what others do, or how the work goes: no decision moves them."""

NO_WORSE = ("firm.billing_delay_days", "firm.transmission_days", "firm.error_rate")
"""Levers among these that are not raised unless asked: billing later empties the books for a while, which is no better DSO."""

AGREED = (
    "segments.*.terms.", "policy.sales_team.terms_days", "policy.discount.", "policy.factoring.", "policy.insurance.", "policy.credit.",
)  # fmt: skip
"""Levers among these that customers must agree to, or that are paid for in price or in orders."""


@dataclass(frozen=True)
class Reach:
    """A lever and the values it may take in an experiment.

    Attributes:
        lever: The lever.
        low: Lowest value of a number; 0 for a choice.
        high: Highest value; 0 for a choice.
        choices: Values of a choice.
    """

    lever: Lever
    low: float
    high: float
    choices: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The lever's path."""
        return self.lever.path

    def at(self, value: float) -> Any:
        """Return the nearest value that the lever can take."""
        step = self.lever.step
        nearest = self.lever.minimum if self.lever.minimum is not None else 0.0
        snapped = nearest + round((value - nearest) / step) * step
        snapped = min(max(snapped, self.low), self.high)
        return round(snapped) if self.lever.kind == "integer" else round(snapped, 10)

    def spread(self, points: int) -> list[Any]:
        """Return so many values from end to end, or all choices."""
        if self.choices:
            return list(self.choices)
        if points < 2 or self.high <= self.low:
            return [self.at(self.low)]
        values = [self.at(self.low + (self.high - self.low) * place / (points - 1)) for place in range(points)]
        return list(dict.fromkeys(values))

    def between(self, start: Any, end: Any, share: float) -> Any:
        """Return the value a share of the way from one to another; of a choice, one of the two."""
        if self.choices:
            return end if share >= 1.0 else start
        if share >= 1.0:
            return end
        value = self.at(float(start) + (float(end) - float(start)) * share)
        return min(max(value, min(start, end)), max(start, end))

    def share(self, start: Any, end: Any, value: Any) -> float:
        """Return the share of the way from one value to another that a third has come."""
        if value == start:
            return 0.0
        return 1.0 if self.choices or end == start else (float(value) - float(start)) / (float(end) - float(start))


def reaches(
    scenario: Scenario, asked: Sequence[str] = (), is_taken: Callable[[Lever], bool] | None = None
) -> list[Reach]:
    """Return the levers asked for, or all that the firm decides on.

    Args:
        scenario: The scenario.
        asked: Paths, each alone or with ``=LOW..HIGH``, or ``=A,B,C`` for a choice; a path may begin several levers.
        is_taken: Which levers are taken where none is asked for; those that the firm decides on where it is not given.

    Raises:
        ScenarioError: A path is no lever's, or its values are not allowed.
    """
    known = {lever.path: lever for lever in levers(scenario)}
    if not asked:
        return [_whole(lever) for lever in known.values() if (is_taken or is_decided)(lever)]
    found: dict[str, Reach] = {}
    for text in asked:
        path, _, said = text.partition("=")
        taken = [lever for lever in known.values() if lever.path == path or lever.path.startswith(path + ".")]
        if not taken:
            scenario.get(path)  # says which name is wrong
            raise ScenarioError(f"{path} is no lever of {scenario.name}; `simlib levers` lists them")
        found |= {lever.path: _asked(lever, said) if said else _whole(lever) for lever in taken}
    return list(found.values())


def is_decided(lever: Lever) -> bool:
    """Return whether a lever is the firm's to move."""
    return _is_among(lever, DECIDED) and not _is_among(lever, ASSUMED)


def is_own(lever: Lever) -> bool:
    """Return whether a lever is the firm's alone: nobody has to agree, and no price and no order is given for it."""
    return is_decided(lever) and not _is_among(lever, AGREED)


def is_agreed(lever: Lever) -> bool:
    """Return whether a lever is decided with customers, or paid for in price or in orders."""
    return is_decided(lever) and _is_among(lever, AGREED)


def _is_among(lever: Lever, starts: Sequence[str]) -> bool:
    return any(lever.pattern == start or (start.endswith(".") and lever.pattern.startswith(start)) for start in starts)


def changed(scenario: Scenario, values: Mapping[str, Any], name: str | None = None) -> Scenario:
    """Return a variation; the scenario itself where nothing changes."""
    values = {path: value for path, value in values.items() if scenario.get(path) != value}
    return scenario.with_(values, name=name) if values or name else scenario


def _whole(lever: Lever) -> Reach:
    """Return a lever with all that a slider offers."""
    if lever.choices:
        return Reach(lever, 0.0, 0.0, lever.choices)
    low, high = lever.span
    return Reach(lever, float(low), float(lever.value if lever.path in NO_WORSE else high))


def _asked(lever: Lever, said: str) -> Reach:
    """Return a lever within the values asked for."""
    if lever.choices:
        choices = tuple(part.strip() for part in said.split(","))
        unknown = [choice for choice in choices if choice not in lever.choices]
        if unknown:
            raise ScenarioError(f"{lever.path} cannot be {unknown[0]!r}; it is one of {', '.join(lever.choices)}")
        return Reach(lever, 0.0, 0.0, choices)
    low, _, high = said.partition("..")
    try:
        ends = float(low), float(high)
    except ValueError:
        raise ScenarioError(f"{lever.path}={said}: give a range, such as {lever.path}={_example(lever)}") from None
    least, most = lever.minimum, lever.maximum
    if not all(map(math.isfinite, ends)) or ends[0] > ends[1] or least is None or most is None:
        raise ScenarioError(f"{lever.path}={said}: give a range from low to high, such as {_example(lever)}")
    if ends[0] < least or ends[1] > most:
        raise ScenarioError(f"{lever.path}={said}: allowed is {least:g}..{most:g}")
    return Reach(lever, *ends)


def _example(lever: Lever) -> str:
    low, high = lever.span
    return f"{low:g}..{high:g}"
