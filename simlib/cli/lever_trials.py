"""Levers tried: each moved on the first shipped scenario that uses it, on the same worlds, and what its indicator says.

A lever goes up from its shipped value by a quarter of what its slider offers (or comes down to it, where it stands near the top).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from simlib.rules.channels import Channel, channel_name
from simlib.shipped import shipped

if TYPE_CHECKING:
    from simlib.running import Stage
    from simlib.scenario import Lever, Scenario

Values = npt.NDArray[np.float64]

FOLDER = "scenarios"
FIRM = "base"
PLACES = (
    "", "policies/mild", "policies/firm", "policies/calls", "cases/credit", "cases/financing", "cases/organisation",
    "cases/tight_cash", "cases/e_invoicing", "cases/long_run", "stress/slowdown", "stress/late_largest",
    "cases/long_run+stress/insolvency_wave", "cases/long_run+stress/insolvency_wave+cases/credit",
)  # fmt: skip
"""Fragments over the shipped firm in which levers are tried, in this order; the empty one is the firm as it is."""

PASTS = ("cases/e_invoicing", "cases/long_run")
"""Fragments that start or last otherwise, so that the firm must live its past again."""

SHOWN_IN = {
    "firm.e_invoicing": "cases/e_invoicing",
    "firm.vat_regime": "cases/long_run",
    "policy.credit.auc": "cases/long_run+stress/insolvency_wave+cases/credit",
    "policy.credit.limit_months": "cases/credit",
    "policy.ramp.from_month": "policies/firm",
    "policy.ramp.months": "policies/firm",
    "policy.reminders.segmentation.by": "cases/organisation",
    "policy.sales_team.collectors": "policies/calls",
    "shocks.slowdown_factor": "stress/slowdown",
    "shocks.slowdown_months": "stress/slowdown",
    "shocks.insolvency_factor": "cases/long_run+stress/insolvency_wave",
    "shocks.insolvency_from": "cases/long_run+stress/insolvency_wave",
    "shocks.insolvency_months": "cases/long_run+stress/insolvency_wave",
}
"""Where a lever is tried that has a place in the firm as it is, and nothing or too little to act on there."""

WIDE = (
    "policy.credit.auc", "behaviour.channels.*.delivery", "treasury.social_charges.day", "treasury.vat.day",
    "treasury.corporate_tax.day",
)  # fmt: skip
"""Levers tried from the lowest to the highest value of their slider: what a quarter of it moves is lost in the noise."""

SHARES = ("methods", "invoicing", "runs")
"""Parts of a segment whose fields are shares of its customers: one is tried against the rest, the others set aside."""

STEP_DAY, STEP_CHANNEL = (f"policy.reminders.plans.*.steps.*.{name}" for name in ("day", "channel"))
"""Levers of a reminder, tried as the only one of its plan: beside others it may come too soon after one to add to it."""

BEFORE_AN_AGENCY = 5
"""Days that a reminder is given before an invoice is handed over."""

CALLS = ("policy.calls.", "behaviour.talk_minutes", "behaviour.ring_minutes", "behaviour.channels.call.")
REPLICATIONS = 200
RESAMPLES = 2_000


@dataclass(frozen=True)
class Trial:
    """A lever, the fragment it is tried in, and the two values it is tried at."""

    lever: "Lever"
    place: str
    low: Any
    high: Any

    @cached_property
    def scenarios(self) -> "tuple[Scenario, Scenario]":
        """The scenarios compared: with the low value and with the high one."""
        here = scenario_of(self.place)
        aside = _set_aside(here, self.lever)
        low, high = (here.with_(aside | {self.lever.path: value}) for value in (self.low, self.high))
        return low, high

    def interval(self, replications: int = REPLICATIONS) -> "Moved":
        """Return how far the indicator moves between the two values, with its paired 95 % interval.

        A segment's lever that the whole firm does not feel beyond doubt is read in its segment.
        """
        whole = self._moved(replications, by_segment=False)
        names = self.lever.path.split(".")
        if whole.is_as_declared(self.lever) or names[0] != "segments":
            return whole
        return self._moved(replications, by_segment=True)

    def _moved(self, replications: int, by_segment: bool) -> "Moved":
        low, high = (values_of(one, self.place, self.lever, replications, by_segment) for one in self.scenarios)
        return moved(low, high, self.lever.reading)


@dataclass(frozen=True)
class Moved:
    """A change with its 95 % interval."""

    mean: float
    low: float
    high: float

    def is_as_declared(self, lever: "Lever") -> bool:
        """Return whether the interval lies on the side that the lever declares."""
        return self.low > 0.0 if lever.direction > 0 else self.high < 0.0


@lru_cache(maxsize=len(PLACES) + 40)
def scenario_of(place: str) -> "Scenario":
    """Return the shipped firm, or a fragment laid over it."""
    from simlib.scenario import load

    return load([shipped(f"{FOLDER}/{name}.yaml") for name in (FIRM, *place.split("+")) if name])


@lru_cache(maxsize=1 + len(PASTS))
def stage_of(place: str) -> "Stage":
    """Return worlds begun as the shipped firm, or as a fragment that starts or lasts otherwise has it."""
    from simlib.running import Stage

    return Stage(scenario_of(place))


def _stage(place: str) -> "Stage":
    """Return the worlds of a place."""
    return stage_of(next((name for name in place.split("+") if name in PASTS), ""))


def trials() -> dict[str, Trial]:
    """Return a trial of every lever of the shipped scenarios, by path."""
    from simlib.scenario import levers

    found: dict[str, Trial] = {}
    for place in PLACES:
        for lever in levers(scenario_of(place)):
            if lever.path not in found and SHOWN_IN.get(lever.pattern, place) == place and is_used(place, lever.path):
                found[lever.path] = trial_of(lever, place)
    return found


def trial_of(lever: "Lever", place: str) -> Trial:
    """Return the trial of a lever in a place."""
    low, high = ends(lever)
    if lever.pattern == STEP_DAY:
        high = min(high, scenario_of(place).policy.escalation.agency_after_days - BEFORE_AN_AGENCY)
    return Trial(lever, place, low, high)


def one_of_each(found: Mapping[str, Trial]) -> tuple[str, ...]:
    """Return one path of every pattern."""
    first: dict[str, str] = {}
    for path, trial in found.items():
        first.setdefault(trial.lever.pattern, path)
    return tuple(first.values())


def channels_used(scenario: "Scenario") -> set[Channel]:
    """Return the channels that a scenario's policy makes use of."""
    plans = [*scenario.policy.reminders.plans.values()]
    steps = [step for plan in plans for step in plan.steps.values()]
    has_callers = scenario.policy.calls.collectors > 0.0
    return {step.channel for step in steps if step.channel is not Channel.CALL or has_callers}


def is_used(place: str, path: str) -> bool:
    """Return whether anything happens in a place that a lever acts on."""
    scenario = scenario_of(place)
    used = channels_used(scenario)
    if path.startswith(CALLS):
        return Channel.CALL in used
    if path.startswith("behaviour.channels."):
        return path.split(".")[2] in {channel_name(channel) for channel in used}
    if path == "firm.cost_per_hour":
        return any(scenario.behaviour.channels[channel].minutes for channel in used)
    if path == "behaviour.before_due_hazard_ratio":
        return any(step.day <= 0 for plan in scenario.policy.reminders.plans.values() for step in plan.steps.values())
    return True


def ends(lever: "Lever") -> tuple[Any, Any]:
    """Return a lower and a higher value of a lever.

    Of channels the strongest in writing stands for the last: calls are short of time, and not made at all under most policies.
    """
    if lever.pattern == STEP_CHANNEL:
        return channel_name(Channel.SMS), channel_name(Channel.FORMAL_NOTICE)
    if lever.kind == "choice":
        return lever.choices[0], lever.choices[-1]
    lowest, highest = lever.span
    if lever.pattern in WIDE:
        return lowest, highest
    reach = (highest - lowest) / 4.0
    high = min(lever.value + reach, highest)
    low = lever.value if high - lever.value >= reach / 2.0 else max(lever.value - reach, lowest)
    return (round(low), round(high)) if lever.kind == "integer" else (low, high)


def _set_aside(scenario: "Scenario", lever: "Lever") -> dict[str, Any]:
    """Return what is set aside with both values: other shares of the whole that it is a share of, other steps of its plan."""
    *above, part, name = lever.path.split(".")
    if part in SHARES:
        shares = scenario.get(".".join((*above, part)))
        return {".".join((*above, part, one)): 0.0 for one in shares if one != name}
    if lever.pattern in (STEP_DAY, STEP_CHANNEL):
        steps = scenario.get(".".join(above))
        return {".".join((*above, one)): None for one in steps if one != part}
    return {}


def values_of(scenario: "Scenario", place: str, lever: "Lever", replications: int, by_segment: bool = False) -> Values:
    """Return the lever's indicator in every world; of a segment's lever of width, or where it is asked for, that segment's."""
    from simlib.running import simulate

    names = lever.path.split(".")
    if (by_segment or lever.reading == "width") and names[0] == "segments":
        by = simulate(scenario, base=_stage(place).base, replications=replications, by="segment").by
        if by is not None and lever.moves in by.values:
            return by.values[lever.moves][:, by.groups.index(names[1])]
    found: Values = _whole(scenario, place, replications).values(lever.moves)
    return found


@lru_cache(maxsize=1)
def _results() -> dict[tuple[str, str, int], Any]:
    return {}


def _whole(scenario: "Scenario", place: str, replications: int) -> Any:
    """Return the result of a scenario; that of a place as it is shipped is kept, as most trials begin from it."""
    known, key = _results(), (place, scenario.digest, replications)
    if key in known:
        return known[key]
    result = _stage(place).run(scenario, replications)
    if scenario.digest == scenario_of(place).digest:
        known[key] = result
    return result


def moved(low: Values, high: Values, reading: str) -> Moved:
    """Return the change of the mean with its paired interval; or, by resampling worlds, of the width from p10 to p90."""
    from scipy.stats import bootstrap

    from simlib.experiments.compare import paired_difference

    if reading == "mean":
        difference = paired_difference(high, low, 0)
        return Moved(difference.mean, difference.low, difference.high)

    def wider(one: Values, other: Values, axis: int) -> Values:
        return width(np.moveaxis(other, axis, -1)) - width(np.moveaxis(one, axis, -1))

    found = bootstrap(
        (low, high), wider, paired=True, n_resamples=RESAMPLES, method="percentile", rng=1
    ).confidence_interval
    return Moved(float(width(high) - width(low)), float(found.low), float(found.high))


def width(values: Values) -> Values:
    """Return the distance from p10 to p90 over the last axis."""
    p10, p90 = np.quantile(values, (0.1, 0.9), axis=-1)
    return np.asarray(p90 - p10, dtype=np.float64)


__all__ = ["PLACES", "Moved", "Trial", "one_of_each", "scenario_of", "stage_of", "trials"]
