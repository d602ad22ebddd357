"""What must agree between the parts of a scenario."""

from typing import TYPE_CHECKING

from simlib.rules.channels import Channel
from simlib.scenario.fields import nearest, not_allowed, unknown_name
from simlib.scenario.reminders import BANDS, DEFAULT_PLAN

if TYPE_CHECKING:
    from simlib.scenario.scenario import Scenario


def check_scenario(scenario: "Scenario") -> None:
    """Refuse a scenario whose parts contradict one another.

    Raises:
        PydanticCustomError: With the path of the first fault.
    """
    check_segments(scenario)
    check_hazards(scenario)
    check_plans(scenario)
    check_call_time(scenario)
    check_files(scenario)


def check_segments(scenario: "Scenario") -> None:
    """Refuse a scenario without customers: a fragment is to be laid over a firm."""
    if not scenario.segments:
        raise not_allowed(
            "empty",
            "at least one segment; a fragment is laid over a firm, as in base.yaml+fragment.yaml",
            path=("segments",),
        )


def check_hazards(scenario: "Scenario") -> None:
    """Refuse a hazard for a bin that the scenario does not have."""
    known = scenario.behaviour.bin_names
    for name, segment in scenario.segments.items():
        for bin_name in segment.hazards:
            if bin_name not in known:
                raise unknown_name(known, path=("segments", name, "hazards", bin_name))


def check_plans(scenario: "Scenario") -> None:
    """Refuse a plan whose name looks like a misspelt segment, or like a misspelt band where plans are chosen by a rule.

    A plan for a segment that the firm does not have is let pass and used by none, so that a policy by segment can be laid
    over firms that have some of its segments only.
    """
    policies = {"policy": scenario.policy, "policy_before": scenario.policy_before}
    for field, policy in policies.items():
        if policy is None:
            continue
        plans = policy.reminders.plans
        bands = BANDS if policy.reminders.segmentation.by != "segment" else ()
        known = (*scenario.segments, DEFAULT_PLAN, *bands)
        free = [name for name in known if name not in plans]
        for name in plans:
            if name not in known and name not in BANDS and nearest(name, free):
                raise unknown_name(known, path=(field, "reminders", "plans", name))


def check_call_time(scenario: "Scenario") -> None:
    """Refuse minutes for a written call: calls have durations of their own."""
    minutes = scenario.behaviour.channels[Channel.CALL].minutes
    if minutes:
        raise not_allowed(
            str(minutes),
            "0; the time of calls is behaviour.talk_minutes and behaviour.ring_minutes",
            path=("behaviour", "channels", "call", "minutes"),
        )


def check_files(scenario: "Scenario") -> None:
    """Refuse an opening book without the customers it names, and past sales without an opening book."""
    for needed, given in (("customers", "opening"), ("opening", "history")):
        if getattr(scenario, given) is not None and getattr(scenario, needed) is None:
            raise not_allowed("given alone", f"only together with {needed}", path=(given,))
