"""Which levers a page shows first: those that the scenario calls headline, the widest in reach before the others."""

from simlib.rules.channels import Channel
from simlib.scenario import Lever, Scenario, Segment, levers

SHOWN = 10

STEPS = 3
"""Steps of reminder plans among them; the timeline has them all."""


def strongest(scenario: Scenario, shown: int = SHOWN) -> tuple[Lever, ...]:
    """Return the strongest levers of a scenario, in the order of its fields.

    Headline levers are taken by the share of sales that they reach: all of it for a lever of the firm, the segment's for a
    lever of a segment or of its plan; among equals the first field wins. Where no plan has a call, nobody's time for calls counts.
    """
    reach = _reach(scenario)
    calls = any_calls(scenario)
    found = [lever for lever in levers(scenario) if lever.headline and (calls or lever.group != "calls")]
    ranked = sorted(range(len(found)), key=lambda place: (-reach_of(found[place], reach), place))
    steps = [place for place in ranked if is_step(found[place])][STEPS:]
    kept = [place for place in ranked if place not in steps]
    return tuple(found[place] for place in sorted(kept[:shown]))


def is_step(lever: Lever) -> bool:
    """Return whether a lever belongs to a step of a reminder plan."""
    return lever.path.startswith("policy.reminders.plans.")


def any_calls(scenario: Scenario) -> bool:
    """Return whether the plan of any segment has a call."""
    plans = [scenario.policy.plan_of(name) for name in scenario.segments]
    return any(step.channel is Channel.CALL for plan in plans for step in plan.steps.values())


def reach_of(lever: Lever, reach: dict[str, float]) -> float:
    """Return the share of sales that a lever reaches."""
    names = lever.path.split(".")
    if names[0] == "segments":
        return reach[names[1]]
    if names[:3] == ["policy", "reminders", "plans"]:
        return reach.get(names[3], 1.0)
    return 1.0


def _reach(scenario: Scenario) -> dict[str, float]:
    """Return each segment's share of the yearly sales, as its fields state them."""
    sales = {name: _sales(segment) for name, segment in scenario.segments.items()}
    total = sum(sales.values())
    return {name: one / total if total > 0.0 else 0.0 for name, one in sales.items()}


def _sales(segment: Segment) -> float:
    return segment.customers * segment.orders_per_year * segment.mean_amount
