"""The workbook without a browser: what the page is told, what it says back."""

import json
from pathlib import Path

import pytest

from simlib import charts, words
from simlib.errors import ScenarioError, SimlibError
from simlib.scenario import Scenario, levers, load
from simlib.workbook import Workbook
from simlib.workbook.drawers import DRAWERS, GROUPS, drawer_of
from simlib.workbook.knobs import knob
from simlib.workbook.notebook import notebook_file, with_parameters
from simlib.workbook.page import Page
from simlib.workbook.strongest import strongest
from simlib.workbook.tabs import SECTIONS, TABS, Quick
from tests.small import FIRST, ROOT, small
from tests.workbook.browsing import moved, ordered

POLICIES = ("none", "mild", "firm", "calls")


@pytest.fixture(scope="module")
def workbook() -> Workbook:
    return Workbook(small(), lang="fr")


def asked(workbook: Workbook, **changes: object) -> None:
    """Say what a browser says when levers were moved."""
    moved(workbook.view, **changes)


# ------------------------------------------------------------------------------------------------------------- the levers


@pytest.mark.parametrize("policy", POLICIES)
def test_the_ten_strongest_levers_of_the_policy_in_use(policy: str) -> None:
    scenario = load(f"{ROOT}/scenarios/base.yaml+{ROOT}/scenarios/policies/{policy}.yaml")
    found = strongest(scenario)
    known = levers(scenario)
    assert len(found) == (9 if policy == "none" else 10), "with no reminder at all there are nine to choose from"
    assert all(lever.headline for lever in found)
    assert [known.index(lever) for lever in found] == sorted(known.index(lever) for lever in found)
    assert ("policy.calls.collectors" in {lever.path for lever in found}) == (policy == "calls")


def test_levers_of_the_largest_segments_come_first() -> None:
    paths = [lever.path for lever in strongest(small())]
    assert "segments.large.terms.days" in paths
    assert "segments.micro.terms.days" not in paths


@pytest.mark.parametrize("lang", words.languages)
def test_a_control_is_made_from_the_declaration(lang: str) -> None:
    for lever in levers(small()):
        made = knob(lever, lang)
        assert (made["minimum"], made["maximum"]) == lever.span
        assert made["today"] == lever.value
        assert made["help"] == lever.help(lang)
        assert lever.label(lang).startswith(made["name"])
        assert made["group"] in GROUPS
        assert [choice["value"] for choice in made["choices"]] == list(lever.choices)
        json.dumps(made)


# --------------------------------------------------------------------------------------------------------------- the page


def test_the_page_is_told_what_the_library_says(workbook: Workbook) -> None:
    shown = workbook.state.shown
    assert shown is not None
    assert workbook.view.cards == [card.to_dict() for card in charts.cards(shown.result, shown.today, "fr")]
    figure = charts.framed(charts.dso_fan(shown.result, shown.today, "fr"))
    assert workbook.view.content == {
        "name": "dso", "busy": False, "text": "", "blocks": [{"kind": "chart", **figure._asdict()}]
    }  # fmt: skip
    assert workbook.view.status["phase"] == "refined"
    assert [one["path"] for one in workbook.view.knobs] == [lever.path for lever in levers(small())]
    assert workbook.view.values == {}


def test_a_move_is_answered(workbook: Workbook) -> None:
    asked(workbook, **{FIRST: -5})
    assert workbook.scenario.get(FIRST) == -5
    assert workbook.view.answered == workbook.view.asked
    assert workbook.view.cards[0]["tone"] == "better"
    assert workbook.state.shown is not None
    assert workbook.state.shown.scenario is workbook.scenario


def test_a_move_that_cannot_be_stays_unanswered(workbook: Workbook) -> None:
    before = workbook.view.answered
    asked(workbook, **{FIRST: 999})
    assert workbook.view.answered == before < workbook.view.asked
    assert workbook.view.status["phase"] == "failed"
    assert "999" in workbook.view.status["text"]
    asked(workbook, **{FIRST: 7})
    assert workbook.view.answered == workbook.view.asked
    assert workbook.scenario is workbook.state.base


@pytest.mark.parametrize("name", [name for name, tab in TABS.items() if isinstance(tab, Quick)])
def test_every_tab_of_results_has_its_figures(workbook: Workbook, name: str) -> None:
    workbook.view.active = name
    assert workbook.view.content["name"] == name
    assert workbook.view.content["blocks"]
    for block in workbook.view.content["blocks"]:
        assert json.loads(block["spec"])["data"]
        assert block["title"]
    workbook.view.active = "dso"


def test_every_tab_stands_in_one_section() -> None:
    names = [name for tabs in SECTIONS.values() for name in tabs]
    assert len(set(names)) == len(names)
    assert set(TABS) <= set(names)


def test_every_lever_lies_in_a_drawer(workbook: Workbook) -> None:
    assert {name for drawer in DRAWERS.values() for name in drawer} == set(GROUPS)
    assert [one["drawer"] for one in workbook.view.knobs] == [drawer_of(lever) for lever in levers(small())]
    first = [one["path"] for one in workbook.view.knobs if one["first"]]
    assert first == [lever.path for lever in strongest(small())]


def test_the_language_can_be_chosen(workbook: Workbook) -> None:
    workbook.view.wanted = "en"
    assert workbook.lang == "en"
    assert workbook.view.heading["title"] == words.text("page.title", "en")
    assert "days" in workbook.view.cards[0]["value"]
    workbook.view.wanted = "tlh"
    assert workbook.lang == "en"
    workbook.view.wanted = "fr"
    assert "j" in workbook.view.cards[0]["value"]


def test_the_controls_move_with_the_page(workbook: Workbook) -> None:
    moved(workbook.controls, **{FIRST: 2})
    assert workbook.view.values[FIRST] == 2
    assert workbook.scenario.get(FIRST) == 2
    asked(workbook, **{FIRST: 7})
    assert FIRST not in workbook.controls.values, "it stands where it stands today"


def test_several_orders_at_once_are_done_in_order(workbook: Workbook) -> None:
    moved(workbook.view, **{FIRST: 2, "segments.large.terms.days": 30})
    assert workbook.state.changes == {FIRST: 2, "segments.large.terms.days": 30}
    assert workbook.view.values == workbook.state.changes
    ordered(workbook.view, "reset")
    assert workbook.scenario is workbook.state.base
    assert workbook.view.values == {}
    assert workbook.view.answered == workbook.view.asked


def test_an_order_that_nobody_knows_is_said_in_one_line(workbook: Workbook) -> None:
    ordered(workbook.view, "fly")
    assert workbook.view.status["phase"] == "failed"
    assert "'fly'" in workbook.view.status["text"]
    ordered(workbook.view, "reset")
    assert workbook.view.status["phase"] == "refined"


def test_a_policy_brings_its_levers_and_goes_again(workbook: Workbook) -> None:
    ordered(workbook.view, "preset", kind="policies", name="calls")
    paths = {one["path"] for one in workbook.view.knobs}
    assert "policy.reminders.plans.large.steps.first_call.day" in paths
    assert workbook.view.values["policy.calls.collectors"] == workbook.scenario.get("policy.calls.collectors")
    assert workbook.view.heading["changed"] > 3
    assert workbook.view.heading["parts"], "steps added have no slider"
    ordered(workbook.view, "reset")
    assert workbook.view.heading["changed"] == 0


def test_a_case_is_another_firm_and_there_is_a_way_home(workbook: Workbook) -> None:
    home = workbook.state.base
    ordered(workbook.view, "preset", kind="cases", name="dso_60_to_45")
    assert workbook.view.heading["away"]
    assert workbook.state.base.digest != home.digest
    assert workbook.view.heading["changed"] > 0
    ordered(workbook.view, "home")
    assert workbook.state.base is home
    assert not workbook.view.heading["away"]
    assert workbook.view.status["phase"] == "refined"


def test_a_language_that_is_none_is_refused() -> None:
    with pytest.raises(ScenarioError, match="choose one of fr, en"):
        Workbook(small(), lang="tlh")


def test_the_scenario_can_be_saved(workbook: Workbook, tmp_path: Path) -> None:
    asked(workbook, **{FIRST: 4})
    saved = load(workbook.save(tmp_path / "mine.yaml"))
    assert isinstance(saved, Scenario)
    assert saved.digest == workbook.scenario.digest


def test_scripts_and_styles_fetch_nothing() -> None:
    assert "://" not in Page._esm
    assert "://" not in Page._css
    assert "@import" not in Page._css


# ----------------------------------------------------------------------------------------------------------- the notebook


def test_the_notebook_takes_its_parameters() -> None:
    text = with_parameters("explore", {"scenario": "a'b\\c.yaml", "lang": "en"}, {"title": "T"})
    notebook = json.loads(text)
    (cell,) = (cell for cell in notebook["cells"] if "parameters" in cell["metadata"].get("tags", ()))
    known: dict[str, object] = {}
    exec(cell["source"], known)
    assert (known["scenario"], known["lang"]) == ("a'b\\c.yaml", "en")
    assert notebook["metadata"]["title"] == "T"


def test_every_parameter_of_the_notebook_is_typed() -> None:
    notebook = json.loads(notebook_file("explore").read_text(encoding="utf-8"))
    (cell,) = (cell for cell in notebook["cells"] if "parameters" in cell["metadata"].get("tags", ()))
    assert all(": str = " in line for line in cell["source"])


def test_a_notebook_that_is_not_there_is_said() -> None:
    with pytest.raises(SimlibError, match="install it again"):
        notebook_file("nowhere")
