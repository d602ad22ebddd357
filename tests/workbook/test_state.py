"""The state of a page, without widgets: changes, results that belong to them, what is saved."""

from pathlib import Path

import pytest

from simlib.errors import ScenarioError
from simlib.running import Cancelled
from simlib.scenario import load
from simlib.workbook import WorkbookState
from tests.small import FIRST, ROOT, small

TERMS = "segments.large.terms.days"


@pytest.fixture
def state() -> WorkbookState:
    return WorkbookState(small(), draft=6)


def test_nothing_is_changed_at_first(state: WorkbookState) -> None:
    assert state.scenario is state.base
    assert state.changes == {}
    assert not state.is_fresh
    assert (state.draft, state.refined) == (6, 24)


def test_a_move_changes_the_scenario(state: WorkbookState) -> None:
    state.move({FIRST: 3, TERMS: 45})
    assert state.changes == {FIRST: 3}
    assert state.scenario.get(FIRST) == 3
    assert state.base.get(FIRST) == 7
    assert state.generation == 1


def test_a_move_to_where_it_stands_is_none(state: WorkbookState) -> None:
    state.move({FIRST: 3})
    before = state.scenario
    state.move({FIRST: 3, TERMS: 45})
    assert state.scenario is before
    assert state.generation == 1
    state.move({FIRST: 7})
    assert state.scenario is state.base


def test_a_value_that_is_not_allowed_changes_nothing(state: WorkbookState) -> None:
    state.move({FIRST: 3})
    with pytest.raises(ScenarioError, match="-30 to 180"):
        state.move({FIRST: 999})
    assert state.changes == {FIRST: 3}


def test_reset_goes_back_to_today(state: WorkbookState) -> None:
    state.move({FIRST: 3})
    state.reset()
    assert state.scenario is state.base
    assert state.changes == {}


def test_results_stand_beside_today_on_the_same_worlds(state: WorkbookState) -> None:
    state.move({FIRST: -7})
    shown = state.compute(state.scenario, state.draft)
    assert state.accept(shown)
    assert state.is_fresh
    assert not state.is_refined
    assert shown.result.replications == shown.today.replications == 6
    refined = state.compute(state.scenario, state.refined)
    assert list(refined.result.values("bfr")[:6]) == list(shown.result.values("bfr"))
    assert state.accept(refined)
    assert state.is_refined


def test_results_of_an_earlier_setting_are_never_taken(state: WorkbookState) -> None:
    state.move({FIRST: 3})
    late = state.compute(state.scenario, state.draft)
    state.move({FIRST: 4})
    assert not state.accept(late)
    assert state.shown is None


def test_no_draft_after_refined_results(state: WorkbookState) -> None:
    draft, refined = (state.compute(state.base, count) for count in (state.draft, state.refined))
    assert state.accept(refined)
    assert not state.accept(draft)
    assert state.is_refined


def test_today_is_simulated_once(state: WorkbookState) -> None:
    assert state.compute(state.base, state.draft).today is state.today(state.draft)


def test_work_can_be_called_off(state: WorkbookState) -> None:
    state.prepare()
    state.move({FIRST: 3})
    with pytest.raises(Cancelled):
        state.compute(state.scenario, state.refined, lambda: True)


def test_a_saved_scenario_is_the_differences_from_its_files(tmp_path: Path) -> None:
    state = WorkbookState.of(f"{ROOT}/scenarios/base.yaml+{ROOT}/scenarios/policies/firm.yaml")
    first = "policy.reminders.plans.default.steps.first_reminder.day"
    state.move({first: 5, TERMS: 40})
    path = state.save(tmp_path / "mine.yaml", name="mine")
    text = path.read_text(encoding="utf-8")
    again = load(path)
    assert again.digest == state.scenario.digest
    assert again.name == "mine"
    assert "extends" in text
    assert len(text.splitlines()) < 25
    assert list(tmp_path.iterdir()) == [path]


def test_a_scenario_without_files_is_saved_whole(state: WorkbookState, tmp_path: Path) -> None:
    state.move({FIRST: 3})
    assert load(state.save(tmp_path / "mine.yaml")).digest == state.scenario.digest


def test_the_base_is_not_overwritten(tmp_path: Path) -> None:
    mine = tmp_path / "base.yaml"
    mine.write_bytes((ROOT / "scenarios" / "base.yaml").read_bytes())
    with pytest.raises(ScenarioError, match="under another name"):
        WorkbookState.of(mine).save(mine)


def test_a_place_that_is_not_there_is_said_in_one_line(state: WorkbookState, tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="cannot be written") as refused:
        state.save(tmp_path / "nowhere" / "mine.yaml")
    assert "\n" not in str(refused.value)


def test_moves_lie_on_one_another(state: WorkbookState) -> None:
    state.lay(ROOT / "scenarios" / "policies" / "firm.yaml")
    state.move({FIRST: 4})
    firm = load(f"{ROOT}/scenarios/base.yaml+{ROOT}/scenarios/policies/firm.yaml")
    assert state.scenario.policy == firm.with_({FIRST: 4}).policy
    assert state.scenario.segments == state.base.segments


def test_another_scenario_of_the_firm_is_taken(state: WorkbookState) -> None:
    other = small().with_({FIRST: 1})
    state.take(other)
    assert state.scenario is other
    with pytest.raises(ScenarioError, match="months"):
        state.take(small().with_({"months": 6}))
    assert state.scenario is other


def test_another_firm_begins_with_nothing(state: WorkbookState) -> None:
    state.move({FIRST: 3})
    state.accept(state.compute(state.scenario, state.draft))
    other = small().with_({"firm.activity": 0.5, "replications": 12})
    before = state.generation
    state.rebase(other)
    assert state.base is state.scenario is other
    assert state.shown is None
    assert (state.draft, state.refined) == (6, 12)
    assert state.generation > before
    assert state.compute(state.scenario, 6).result.scenario is other


def test_a_named_part_is_taken_away_and_comes_back(state: WorkbookState) -> None:
    state.move({FIRST.removesuffix(".day"): None})
    assert list(state.changes.values()) == [None]
    state.reset()
    assert state.changes == {}
