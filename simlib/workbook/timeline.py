"""The reminder plans as lines of days: what a page needs to draw them, and what it may ask to have done with them."""

from typing import Any

from simlib import words
from simlib.errors import ScenarioError
from simlib.scenario import Plan, Scenario
from simlib.scenario.heard import plans_followed
from simlib.scenario.reminders import BANDS, CHANNEL_LABELS, DEFAULT_PLAN, Step
from simlib.scenario.walk import tree_of
from simlib.workbook.state import WorkbookState

PLANS = "policy.reminders.plans"
FIRST_DAY, LAST_DAY = -30, 180
MOST_STEPS = 12
"""Steps that a plan may have on the page."""


def plans_told(scenario: Scenario, today: Scenario, lang: str) -> dict[str, Any]:
    """Return the plans that some invoice may follow, with the days of their steps, and today's beside them, as plain values."""
    plans = scenario.policy.reminders.plans
    by_segment = scenario.policy.reminders.segmentation.by == "segment"
    shared = [name for name in scenario.segments if name not in plans] if by_segment else []
    followed = [name for name in plans if name in plans_followed(scenario)]
    if shared and DEFAULT_PLAN not in followed:
        followed.insert(0, DEFAULT_PLAN)
    return {
        "plans": [_plan(name, scenario, today, shared, lang) for name in followed],
        "others": [{"name": name, "label": _segment(scenario, name, lang)} for name in shared],
        "channels": [{"value": one.name.lower(), "label": said.of(lang)} for one, said in CHANNEL_LABELS.items()],
        "range": [FIRST_DAY, LAST_DAY],
        "calls": scenario.policy.calls.collectors > 0.0 or scenario.policy.sales_team.collectors > 0.0,
    }


def _plan(name: str, scenario: Scenario, today: Scenario, shared: list[str], lang: str) -> dict[str, Any]:
    plan = scenario.policy.reminders.plans.get(name, Plan())
    plans = today.policy.reminders.plans
    before = plans.get(name) or (today.policy.plan_of(name) if name in today.segments else Plan())
    return {
        "name": name,
        "label": _label(name, scenario, shared, lang),
        "own": name in scenario.segments,
        "steps": [_step(name, step, plan.steps[step], before, lang) for step in _by_day(plan)],
        "today": [step.day for step in before.ordered()],
    }


def _by_day(plan: Plan) -> list[str]:
    return sorted(plan.steps, key=lambda name: (plan.steps[name].day, plan.steps[name].channel, name))


def _step(plan: str, name: str, step: Step, before: Plan, lang: str) -> dict[str, Any]:
    then = before.steps.get(name)
    return {
        "name": name,
        "path": f"{PLANS}.{plan}.steps.{name}",
        "label": step.label.of(lang) if step.label is not None else name.replace("_", " "),
        "day": step.day,
        "channel": step.channel.name.lower(),
        "minimum": step.min_amount,
        "today": None if then is None else then.day,
        "moved": then is None or (then.day, then.channel, then.min_amount) != (step.day, step.channel, step.min_amount),
    }


def _label(name: str, scenario: Scenario, shared: list[str], lang: str) -> str:
    """Return whose plan it is."""
    if name in scenario.segments:
        return _segment(scenario, name, lang)
    if name in BANDS:
        return BANDS[name].of(lang)
    if name == DEFAULT_PLAN and len(shared) < len(scenario.segments):
        return words.text("timeline.others", lang, segments=", ".join(_segment(scenario, one, lang) for one in shared))
    return words.text("timeline.all", lang)


def _segment(scenario: Scenario, name: str, lang: str) -> str:
    label = scenario.segments[name].label
    return label.of(lang) if label is not None else name.replace("_", " ")


# ------------------------------------------------------------------------------------------------------ what may be asked


def add(state: WorkbookState, plan: str, day: int, channel: str) -> None:
    """Add a step to a plan.

    Raises:
        ScenarioError: The day or channel is not allowed, or the plan is long enough.
    """
    steps = state.scenario.get(f"{PLANS}.{plan}.steps") if plan in state.scenario.policy.reminders.plans else {}
    if len(steps) >= MOST_STEPS:
        raise ScenarioError(f"{plan}: a plan has at most {MOST_STEPS} steps; remove one first.")
    number = next(n for n in range(1, MOST_STEPS + 2) if f"added_{n}" not in steps)
    label = {lang: words.text("timeline.added", lang, n=str(number)) for lang in words.languages}
    state.move({f"{PLANS}.{plan}.steps.added_{number}": {"label": label, "day": int(day), "channel": str(channel)}})


def remove(state: WorkbookState, plan: str, step: str) -> None:
    """Remove a step of a plan; one that is not there any more is no fault.

    Raises:
        ScenarioError: There is no such plan.
    """
    if step in state.scenario.get(f"{PLANS}.{plan}.steps"):
        state.move({f"{PLANS}.{plan}.steps.{step}": None})


def give_own(state: WorkbookState, segment: str) -> None:
    """Give a segment a plan of its own, to begin with the steps of the plan that it shares.

    Raises:
        ScenarioError: There is no such segment.
    """
    if segment not in state.scenario.segments:
        raise ScenarioError(f"{segment}: there is no such segment; choose one of {', '.join(state.scenario.segments)}.")
    plan = state.scenario.policy.plan_of(segment)
    state.move({f"{PLANS}.{segment}": {"steps": tree_of(plan).get("steps", {})}})


def share(state: WorkbookState, segment: str) -> None:
    """Take a segment's own plan away: it follows the shared one again."""
    if segment in state.scenario.policy.reminders.plans:
        state.move({f"{PLANS}.{segment}": None})
