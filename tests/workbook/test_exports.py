"""The report asked for on the page: what goes into it, what is refused, what comes out."""

from pathlib import Path
from typing import Any

import pytest

from simlib import reporting, words
from simlib.errors import ReportError
from simlib.reporting.templates import HOMES
from simlib.scenario import dump_yaml
from simlib.workbook import WorkbookState, exports
from simlib.workbook.exports import FORMATS, KINDS, TEMPLATES, Export
from simlib.workbook.live import Live
from simlib.workbook.studies_shelf import Shelf, home_of
from tests.small import FIRST, small


@pytest.fixture
def live(tmp_path: Path) -> Live:
    file = tmp_path / "firm.yaml"
    file.write_text(dump_yaml(small().with_({"replications": 4})), encoding="utf-8")
    found = Live(WorkbookState.of(file), lambda: None)
    found.start()
    return found


@pytest.fixture
def panel(live: Live) -> Export:
    found = Export(live)
    found.speak("en")
    return found


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What is asked of the maker of reports, who makes each document at once."""
    calls: list[dict[str, Any]] = []

    def render(scenarios: Any, *, out_dir: Path, to: Any, progress: Any, **more: Any) -> list[Path]:
        calls.append({"scenarios": scenarios, "to": to, "out_dir": out_dir, **more})
        out_dir.mkdir(exist_ok=True)
        progress(1, 2)
        files = [out_dir / f"report.{one}" for one in to]
        for file in files:
            file.write_bytes(b"document")
        return files

    monkeypatch.setattr(reporting, "render", render, raising=False)
    monkeypatch.setattr(exports, "MADE", FORMATS)
    return calls


def say(panel: Export, verb: str, **said: Any) -> dict[str, Any]:
    panel._heard(panel.widget, {"verb": verb, **said}, [])
    told: dict[str, Any] = panel.widget.told
    return told


def test_the_report_is_about_today_and_the_page(
    panel: Export, live: Live, asked: list[dict[str, Any]], tmp_path: Path
) -> None:
    live.move({FIRST: -5})
    told = say(panel, "make", template="scenario", formats=["pdf", "html"], lang="fr", studies=[])
    (call,) = asked
    assert [one.digest for one in call["scenarios"]] == [live.state.base.digest, live.state.scenario.digest]
    assert [one.name for one in call["scenarios"]] == [live.state.base.name, words.text("studies.here", "fr")]
    assert (call["lang"], call["template"], call["to"]) == ("fr", "scenario", ("html", "pdf"))
    assert call["out_dir"] == tmp_path / "my_reports"
    assert [one["name"] for one in told["documents"]] == ["report.html", "report.pdf"]


def test_today_alone_has_one_scenario(panel: Export, asked: list[dict[str, Any]]) -> None:
    say(panel, "make", template="scenario", formats=["html"])
    assert len(asked[0]["scenarios"]) == 1
    assert asked[0]["lang"] == "en", "the language of the page"


def test_own_scenarios_are_added(panel: Export, live: Live, asked: list[dict[str, Any]]) -> None:
    live.move({FIRST: 40})
    kept = Shelf(home_of(live.state.files)).keep(live.state, "Late")
    live.reset()
    panel.update()
    assert [one["label"] for one in panel.widget.told["studies"]] == ["Late"]
    say(panel, "make", template="comparison", formats=["xlsx"], studies=[kept.key])
    assert [one.name for one in asked[0]["scenarios"]] == [live.state.base.name, "Late"]
    assert asked[0]["scenarios"][1].get(FIRST) == 40


def test_a_document_is_sent_when_asked_for(panel: Export, asked: list[dict[str, Any]]) -> None:
    say(panel, "make", template="scenario", formats=["pptx"])
    sent: list[Any] = []
    panel.widget.send = lambda said, buffers=None: sent.append((said, buffers))
    say(panel, "keep", place=0)
    assert sent == [({"download": "report.pptx", "type": KINDS["pptx"]}, [b"document"])]
    say(panel, "keep", place=9)
    assert len(sent) == 1
    panel.documents[0].unlink()
    assert say(panel, "keep", place=0)["fault"]
    assert asked


def test_what_cannot_be_made_is_one_line(panel: Export, monkeypatch: pytest.MonkeyPatch) -> None:
    assert say(panel, "make", template="scenario", formats=[])["line"] == words.text("exports.no_format", "en")

    def refuse(*_: Any, **__: Any) -> None:
        raise ReportError("no browser is there;\ninstall one")

    monkeypatch.setattr(reporting, "render", refuse, raising=False)
    told = say(panel, "make", template="scenario", formats=["html"])
    assert told["fault"]
    assert told["line"] == "no browser is there; install one"
    assert not told["busy"]


def test_every_report_there_is_is_offered(panel: Export) -> None:
    there = {file.stem for home in HOMES for file in home.glob("*.ipynb")}
    assert [one["value"] for one in panel.widget.told["templates"]] == [name for name in TEMPLATES if name in there]
    assert there <= set(TEMPLATES)
    assert set(FORMATS) == set(KINDS)


def test_a_real_report_is_made(panel: Export, live: Live) -> None:
    live.move({FIRST: -5})
    told = say(panel, "make", template="onepage", formats=["html"], lang="fr")
    assert not told["fault"], told["line"]
    (file,) = panel.documents
    assert words.text("studies.here", "fr") in file.read_text(encoding="utf-8")
