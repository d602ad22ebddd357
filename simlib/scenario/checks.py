"""What must agree between the parts of a scenario."""

from typing import TYPE_CHECKING

from pydantic_core import PydanticCustomError

from simlib.rules.channels import Channel
from simlib.scenario.policy import DEFAULT_PLAN

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
        raise PydanticCustomError(
            "not_allowed",
            "not allowed",
            {
                "path": ("segments",),
                "found": "empty",
                "allowed": "at least one segment; a fragment is laid over a firm, as in base.yaml+fragment.yaml",
            },
        )


def check_hazards(scenario: "Scenario") -> None:
    """Refuse a hazard for a bin that the scenario does not have."""
    known = scenario.behaviour.bin_names
    for name, segment in scenario.segments.items():
        for bin_name in segment.hazards:
            if bin_name not in known:
                raise PydanticCustomError(
                    "unknown_name", "unknown", {"path": ("segments", name, "hazards", bin_name), "known": known}
                )


def check_plans(scenario: "Scenario") -> None:
    """Refuse a plan that no segment uses."""
    known = (*scenario.segments, DEFAULT_PLAN)
    for field, policy in (("policy", scenario.policy), ("policy_before", scenario.policy_before)):
        for name in policy.reminders.plans if policy else ():
            if name not in known:
                raise PydanticCustomError(
                    "unknown_name", "unknown", {"path": (field, "reminders", "plans", name), "known": known}
                )


def check_call_time(scenario: "Scenario") -> None:
    """Refuse minutes for a written call: calls have durations of their own."""
    minutes = scenario.behaviour.channels[Channel.CALL].minutes
    if minutes:
        raise PydanticCustomError(
            "not_allowed",
            "not allowed",
            {
                "path": ("behaviour", "channels", "call", "minutes"),
                "found": str(minutes),
                "allowed": "0; the time of calls is behaviour.talk_minutes and behaviour.ring_minutes",
            },
        )


def check_files(scenario: "Scenario") -> None:
    """Refuse an opening book without the customers it names, and past sales without an opening book."""
    for needed, by in (("customers", "opening"), ("opening", "history")):
        if getattr(scenario, by) is not None and getattr(scenario, needed) is None:
            raise PydanticCustomError(
                "not_allowed",
                "not allowed",
                {"path": (by,), "found": "given alone", "allowed": f"only together with `{needed}`"},
            )
