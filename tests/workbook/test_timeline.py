"""The reminder plans on the page: what is told of them, what may be done with them."""

from typing import Any

import pytest

from simlib import words
from simlib.errors import ScenarioError
from simlib.scenario.reminders import CHANNEL_LABELS
from simlib.workbook import WorkbookState, timeline
from simlib.workbook.presets import preset
from tests.small import FIRST, small


@pytest.fixture
def state() -> WorkbookState:
    return WorkbookState(small())


def told(state: WorkbookState, lang: str = "fr") -> dict[str, Any]:
    return timeline.plans_told(state.scenario, state.base, lang)


def days(state: WorkbookState) -> dict[str, list[int]]:
    return {plan["name"]: [step["day"] for step in plan["steps"]] for plan in told(state)["plans"]}


def test_todays_plan_is_told(state: WorkbookState) -> None:
    (plan,) = told(state)["plans"]
    assert [(step["day"], step["channel"], step["today"], step["moved"]) for step in plan["steps"]] == [
        (7, "email", 7, False),
        (21, "email", 21, False),
    ]
    assert plan["today"] == [7, 21]
    assert plan["label"] == words.text("timeline.all", "fr")
    assert [one["name"] for one in told(state)["others"]] == list(small().segments)
    assert len(told(state)["channels"]) == len(CHANNEL_LABELS)


def test_a_step_moves_by_its_path(state: WorkbookState) -> None:
    step = told(state)["plans"][0]["steps"][0]
    state.move({f"{step['path']}.day": 2})
    moved = told(state)["plans"][0]["steps"][0]
    assert f"{step['path']}.day" == FIRST
    assert (moved["day"], moved["today"], moved["moved"]) == (2, 7, True)


def test_steps_are_added_and_removed(state: WorkbookState) -> None:
    timeline.add(state, "default", 30, "letter")
    timeline.add(state, "default", -5, "email")
    assert days(state) == {"default": [-5, 7, 21, 30]}
    timeline.remove(state, "default", "first_reminder")
    timeline.remove(state, "default", "first_reminder")
    assert days(state) == {"default": [-5, 21, 30]}
    timeline.add(state, "default", 40, "sms")
    names = [step["name"] for step in told(state)["plans"][0]["steps"]]
    assert len(set(names)) == len(names) == 4


def test_a_segment_has_a_plan_of_its_own_and_gives_it_back(state: WorkbookState) -> None:
    timeline.give_own(state, "large")
    timeline.add(state, "large", 3, "email")
    assert days(state) == {"default": [7, 21], "large": [3, 7, 21]}
    own = next(plan for plan in told(state)["plans"] if plan["name"] == "large")
    assert own["own"]
    assert own["today"] == [7, 21], "today it follows the shared plan"
    assert "large" not in [one["name"] for one in told(state)["others"]]
    assert "PME" in told(state)["plans"][0]["label"]
    timeline.share(state, "large")
    assert state.scenario is state.base


def test_no_reminder_at_all_leaves_a_line_to_begin_on(state: WorkbookState) -> None:
    preset("policies", "none").ask(state)
    assert days(state) == {"default": []}
    assert told(state)["plans"][0]["today"] == [7, 21]
    timeline.add(state, "default", 10, "email")
    assert days(state) == {"default": [10]}
    assert state.compute(state.scenario, 2).result.values("touches_per_invoice").mean() > 0.0


def test_what_cannot_be_is_refused(state: WorkbookState) -> None:
    with pytest.raises(ScenarioError):
        timeline.add(state, "default", 999, "email")
    with pytest.raises(ScenarioError):
        timeline.add(state, "default", 3, "pigeon")
    with pytest.raises(ScenarioError, match="choose one of"):
        timeline.give_own(state, "nobody")
    for day in range(timeline.MOST_STEPS - 2):
        timeline.add(state, "default", day, "email")
    with pytest.raises(ScenarioError, match="at most"):
        timeline.add(state, "default", 50, "email")
