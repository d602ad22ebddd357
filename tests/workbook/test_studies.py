"""Own scenarios: names, files, what is kept, what comes back, what stands side by side."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from simlib import charts, words
from simlib.errors import ScenarioError
from simlib.running import Stage
from simlib.scenario import dump_yaml, load
from simlib.workbook import WorkbookState
from simlib.workbook.live import Live
from simlib.workbook.presets import preset
from simlib.workbook.studies import HERE, MOST, Studies
from simlib.workbook.studies_shelf import LONGEST, Shelf, home_of, key_of
from tests.small import FIRST, small


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    file = tmp_path / "firm.yaml"
    file.write_text(dump_yaml(small().with_({"replications": 6})), encoding="utf-8")
    return file


@pytest.fixture
def live(firm: Path) -> Live:
    found = Live(WorkbookState.of(firm), lambda: None)
    found.start()
    return found


@pytest.fixture
def panel(live: Live) -> Studies:
    found = Studies(live)
    found.speak("en")
    return found


def say(panel: Studies, verb: str, **said: Any) -> dict[str, Any]:
    panel._heard(panel.widget, {"verb": verb, **said}, [])
    told: dict[str, Any] = panel.widget.told
    return told


def test_what_is_kept_is_the_difference_and_comes_back(panel: Studies, live: Live, firm: Path) -> None:
    live.move({FIRST: -5})
    asked = live.state.scenario
    told = say(panel, "save", name="Earlier reminders")
    assert not told["fault"]
    file = firm.parent / "my_scenarios" / "Earlier-reminders.yaml"
    assert load(file).digest == asked.digest
    assert len(file.read_text(encoding="utf-8")) < 400, "the differences only"
    live.reset()
    say(panel, "load", key="Earlier-reminders")
    assert live.state.changes == {FIRST: -5}
    assert live.phase == "refined"
    assert [one["name"] for one in say(panel, "remove", key="Earlier-reminders")["studies"]] == []
    assert not file.exists()


def test_a_new_page_finds_what_an_earlier_one_kept(panel: Studies, live: Live, firm: Path) -> None:
    live.move({FIRST: 2})
    say(panel, "save", name="Deux jours")
    other = Live(WorkbookState.of(firm), lambda: None)
    other.start()
    later = Studies(other)
    later.speak("fr")
    assert [one["name"] for one in later.widget.told["studies"]] == ["Deux jours"]
    say(later, "load", key="Deux-jours")
    assert other.state.changes == {FIRST: 2}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("", "studies.name_none"),
        ("  \t ", "studies.name_none"),
        ("x" * (LONGEST + 1), "studies.name_long"),
        ("one\ntwo", "studies.name_signs"),
        ("\u202eevil", "studies.name_signs"),
        ("***", "studies.name_unfit"),
        ("..", "studies.name_unfit"),
        ("CON", "studies.name_unfit"),
    ],
)
def test_bad_names_are_refused_in_the_readers_language(panel: Studies, name: str, key: str) -> None:
    told = say(panel, "save", name=name)
    assert told["fault"]
    values = {"n": len(name), "most": LONGEST, "name": name}
    assert told["line"] == words.text(key, "en", **values)
    panel.speak("fr")
    assert panel.widget.told["line"] == words.text(key, "fr", **values)
    assert not panel.shelf.folder.exists()


@pytest.mark.parametrize("name", ["../../outside", "/etc/passwd", "C:\\windows\\x", "a/../b", ".hidden"])
def test_no_name_leads_out_of_the_folder(panel: Studies, live: Live, name: str) -> None:
    live.move({FIRST: 3})
    assert not say(panel, "save", name=name)["fault"]
    (file,) = panel.shelf.folder.rglob("*.yaml")
    assert file.parent == panel.shelf.folder
    assert not file.name.startswith(".")


def test_a_name_taken_is_asked_about(panel: Studies, live: Live) -> None:
    live.move({FIRST: 3})
    say(panel, "save", name="Mine")
    live.move({FIRST: 4})
    told = say(panel, "save", name="mine")
    assert told["asked"]["name"] == "mine"
    assert panel.shelf.study("Mine").scenario.with_({}).diff(live.state.scenario) != (), "not yet written over"
    assert not say(panel, "cancel")["asked"]
    say(panel, "replace", name="mine")
    assert [study.scenario.digest for study in panel.shelf.studies()] == [live.state.scenario.digest]
    with pytest.raises(ScenarioError, match="already"):
        panel.shelf.keep(live.state, "MINE")


def test_side_by_side_says_what_the_library_says(panel: Studies, live: Live, firm: Path) -> None:
    live.move({FIRST: -7})
    say(panel, "save", name="early")
    live.move({FIRST: 40})
    told = say(panel, "compare", keys=["early", HERE])
    base = load(firm)
    stage = Stage(base)
    today = stage.run(base)
    for place, day in enumerate((-7, 40)):
        cards = charts.cards(stage.run(base.with_({FIRST: day})), today, "en")
        shown = [row["cells"][place] for row in told["table"]["rows"]]
        assert [(cell["value"], cell["change"], cell["interval"]) for cell in shown] == [
            (card.value, card.change, card.interval) for card in cards
        ]
    assert [row["today"] for row in told["table"]["rows"]] == [card.value for card in charts.cards(today, None, "en")]
    assert any("−7" in line for line in told["table"]["changes"][0])


def test_what_is_shown_follows_the_page(panel: Studies, live: Live) -> None:
    first = say(panel, "compare", keys=[HERE])["table"]
    live.move({FIRST: 50})
    panel.update()
    assert panel.widget.told["table"] != first
    assert not panel.widget.told["busy"]


def test_at_most_three_stand_side_by_side(panel: Studies, live: Live) -> None:
    for day in range(MOST + 1):
        live.move({FIRST: day})
        say(panel, "save", name=f"day {day}")
    keys = [f"day-{day}" for day in range(MOST + 1)]
    assert say(panel, "compare", keys=keys)["fault"]
    assert len(say(panel, "compare", keys=keys[:MOST])["table"]["columns"]) == MOST


def test_a_broken_file_is_told_in_one_line_and_harms_nothing(panel: Studies, live: Live) -> None:
    live.move({FIRST: 3})
    say(panel, "save", name="good")
    (panel.shelf.folder / "bad.yaml").write_text("extends: ../firm.yaml\npolicy: {reminder: 3}\n", encoding="utf-8")
    (panel.shelf.folder / "alone.yaml").write_text("name: alone\n", encoding="utf-8")
    panel.update()
    faults = {one["key"]: one["fault"] for one in panel.widget.told["studies"]}
    assert "reminder" in faults["bad"]
    assert "extends" in faults["alone"]
    assert faults["good"] == ""
    assert not any("\n" in fault for fault in faults.values())
    assert say(panel, "load", key="bad")["fault"]
    assert live.state.changes == {FIRST: 3}
    assert say(panel, "load", key="nothing")["fault"]
    assert not say(panel, "remove", key="bad")["fault"]


def test_a_scenario_of_another_firm_brings_its_firm(panel: Studies, live: Live, firm: Path) -> None:
    own = live.state.base
    live.do(lambda state: preset("cases", "dso_60").ask(state))
    other = live.state.base
    live.move({FIRST: 1})
    say(panel, "save", name="elsewhere")
    assert live.state.files == ()
    live.rebase(own, (firm,))
    panel.update()
    assert panel.widget.told["studies"][0]["firm"]
    assert say(panel, "compare", keys=["elsewhere"])["fault"]
    say(panel, "load", key="elsewhere")
    assert live.state.base.digest == other.digest
    assert live.state.changes == {FIRST: 1}


def test_nothing_half_written_stays(live: Live, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(tmp_path / "kept")
    shelf.keep(live.state, "one")

    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(ScenarioError, match="No space"):
        shelf.keep(live.state, "two")
    assert [file.name for file in shelf.folder.iterdir()] == ["one.yaml"]


def test_the_folder_is_beside_the_firm_or_the_users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert home_of((tmp_path / "firm.yaml",)) == tmp_path / "my_scenarios"
    assert home_of(()) == tmp_path / "home" / "simlib" / "my_scenarios"
    assert home_of((tmp_path / "not" / "there" / "firm.yaml",)) == tmp_path / "home" / "simlib" / "my_scenarios"


def test_keys_are_names_of_files() -> None:
    assert key_of("Été 2027 : ferme") == "Été-2027-ferme"
    assert key_of("e\u0301te\u0301") == "été", "the same letters, however they were typed"


def test_the_comparison_runs_aside_where_there_is_a_loop(live: Live) -> None:
    async def scene() -> dict[str, Any]:
        panel = Studies(live)
        panel.speak("fr")
        waiting = say(panel, "compare", keys=[HERE])
        assert waiting["busy"]
        assert waiting["table"] == {}
        await panel.finished()
        told: dict[str, Any] = panel.widget.told
        return told

    told = asyncio.run(scene())
    assert not told["busy"]
    assert told["table"]["rows"]
