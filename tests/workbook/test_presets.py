"""The policies, cases and shocks one click away."""

import pytest

from simlib import words
from simlib.errors import ScenarioError
from simlib.scenario import Scenario, load
from simlib.workbook import WorkbookState
from simlib.workbook.presets import BEFORE, FIRMS, POLICIES, Preset, preset, presets
from tests.small import ROOT

BASE = ROOT / "scenarios" / "base.yaml"


def files_of(one: Preset) -> str:
    """Return what a user would write on the command line for a preset over the shipped firm."""
    before = f"+{ROOT}/scenarios/cases/{BEFORE[one.name]}.yaml" if one.name in BEFORE else ""
    return f"{BASE}{before}+{one.file}"


@pytest.mark.parametrize("one", presets(), ids=lambda one: f"{one.kind}-{one.name}")
def test_a_preset_is_what_the_command_line_gives(one: Preset) -> None:
    state = WorkbookState.of(BASE)
    one.ask(state)
    assert state.scenario.digest == load(files_of(one)).digest
    if one.name in BEFORE:
        assert state.base.digest == load(f"{BASE}+{ROOT}/scenarios/cases/{BEFORE[one.name]}.yaml").digest
    elif one.name in FIRMS:
        assert state.scenario is state.base
    else:
        assert state.base.digest == load(BASE).digest


def test_all_that_is_shipped_is_there() -> None:
    shipped = {
        (kind, file.stem)
        for kind in ("policies", "cases", "stress")
        for file in (ROOT / "scenarios" / kind).glob("*.yaml")
    }
    assert {(one.kind, one.name) for one in presets()} == shipped
    assert [one.name for one in presets() if one.kind == "policies"] == list(POLICIES)


@pytest.mark.parametrize("lang", words.languages)
def test_presets_have_names_that_fit_a_button(lang: str) -> None:
    for one in presets():
        told = one.told(lang)
        assert told["label"]
        if one.kind == "policies":
            assert len(told["short"]) <= 14


def test_a_shock_lies_over_a_policy() -> None:
    state = WorkbookState.of(BASE)
    preset("policies", "firm").ask(state)
    preset("stress", "sales_drop").ask(state)
    expected = load(f"{BASE}+{ROOT}/scenarios/policies/firm.yaml+{ROOT}/scenarios/stress/sales_drop.yaml")
    assert state.scenario.digest == expected.digest


def test_a_case_of_other_segments_is_refused_in_one_line() -> None:
    other = Scenario.model_validate({"name": "shop", "segments": {"walk_in": {"customers": 3}}})
    state = WorkbookState(other)
    with pytest.raises(ScenarioError, match="shop does not have") as refused:
        preset("cases", "dso_48").ask(state)
    assert "\n" not in str(refused.value)
    assert state.base is other


def test_a_preset_that_is_none_is_refused() -> None:
    with pytest.raises(ScenarioError, match="cases/nowhere"):
        preset("cases", "nowhere")
