"""Reports, executed in both languages: what they say is what the library says, whatever the names."""

import math
import re
from pathlib import Path

import pytest

from simlib import words
from simlib.charts import plotly_script
from simlib.cli.results import comparison_object
from simlib.errors import ReportError, ScenarioError
from simlib.indicators import INDICATORS
from simlib.locale import CATALOGUE
from simlib.reporting import render
from simlib.reporting import rendering as room
from simlib.reporting.tables import COLUMNS, FOLLOWED
from simlib.scenario import levers, load
from tests.reporting.conftest import HOSTILE, Made, make
from tests.small import small

REQUIRED = ("summary", "side_by_side", "assumptions", "limits", "provenance", "differs")


# ------------------------------------------------------------------------------------------------------------ the numbers


def test_numbers_are_the_library_s(french: Made) -> None:
    """Show every number with the digits of ``simlib compare --json``."""
    compared = french.compared
    said = comparison_object(compared)["scenarios"]
    assert len(french.read.numbers) > 100
    for of, values in french.read.numbers.items():
        name, indicator, point, *day = of.split("|")
        if day:
            at = int(day[0])
            if point.startswith("difference_"):
                exact = getattr(compared.difference(name, indicator, at), point.removeprefix("difference_"))
            else:
                exact = getattr(compared.results[name].summary(at)[indicator], point)
            exact = round(exact, 2) if INDICATORS[indicator].unit == "EUR" else exact
        elif point.startswith("difference_") or point == "probability_better":
            exact = said[name]["difference"][indicator][point.removeprefix("difference_")]
        else:
            exact = said[name]["indicators"][indicator][point]
        assert values == {"" if math.isnan(exact) else repr(float(exact))}, of


def test_every_indicator_of_every_scenario_is_there(french: Made) -> None:
    """Leave no cell out: values, differences and their intervals, and the month ends 3, 6 and 12."""
    compared, shown = french.compared, french.read.numbers
    ends = compared.results["small"].month_ends
    for name in ("small", "early", "late"):
        points = ["mean"] if name == "small" else ["mean", "difference_mean", "difference_low", "difference_high"]
        assert [
            f"{name}|{one}|{point}" for one in COLUMNS for point in points if f"{name}|{one}|{point}" not in shown
        ] == []
    for day in (ends[2], ends[5], ends[11]):
        assert [one for one in FOLLOWED if f"late|{one}|difference_low|{day}" not in shown] == []


def test_sentences_hold_the_numbers(french: Made) -> None:
    """Find in the summary what the comparison says, as people read it."""
    compared = french.compared
    for name in ("early", "late"):
        for indicator in ("dso_count_back", "overdue"):
            found = compared.difference(name, indicator)
            unit = INDICATORS[indicator].unit
            change = words.in_unit(found.mean, unit, "fr", signed=True)
            ends = words.plain_interval(found.low, found.high, unit, "fr")
            assert (
                " ".join(f"{change} (intervalle".split() if indicator == "dso_count_back" else change.split())
                in french.read.text
            )
            assert " ".join(ends.split()) in french.read.text
    freed = compared.difference("early", "bfr")
    assert freed.high < 0, "the firm of the tests frees cash"
    assert " ".join(words.money_short(-freed.mean, "fr").split()) in french.read.text
    assert "« early » libère le plus de trésorerie" in french.read.text


def test_what_differs_and_what_is_assumed(french: Made, specs: list[str]) -> None:
    """Tell the levers that differ, and every lever of the base with its file and line or as a prior."""
    text = french.read.text
    assert "J−7" in text
    assert "J+60" in text
    base = load(specs[0])
    for lever in levers(base):
        names = lever.label("fr").split(" · ")
        assert (names[-1] if "hazards" in lever.path else names[0]) in text, lever.path
    line = base.origin("firm.dpo_days").line
    assert f"small.yaml:{line}" in text
    assert "a priori" in text


def test_provenance(french: Made) -> None:
    """Give digests, seed, replications, versions and engine."""
    for scenario in french.scenarios:
        assert scenario.digest in french.read.text
    assert "compilé" in french.read.text
    assert f"numpy {__import__('numpy').__version__}" in french.read.text


# ----------------------------------------------------------------------------------------------------------- the languages


@pytest.mark.parametrize(("made", "lang"), [("french", "fr"), ("hostile", "en"), ("alone", "fr")])
def test_language(made: str, lang: str, request: pytest.FixtureRequest) -> None:
    """Say all in one language, and tell the browser which."""
    report: Made = request.getfixturevalue(made)
    assert report.read.elements("html") == [{"lang": lang}]
    wanted = REQUIRED if made != "alone" else REQUIRED[:-1]
    assert [key for key in wanted if words.text(f"report.{key}", lang) not in report.read.text] == []
    other = "en" if lang == "fr" else "fr"
    foreign = {words.text(f"report.{key}", other) for key in wanted} - {
        words.text(f"report.{key}", lang) for key in wanted
    }
    assert [text for text in foreign if f">{text}<" in report.page] == []
    assert not re.search(r"\breport\.\w|Undefined|\bnan\b|None", report.read.text)


def test_every_text_is_used(root: Path) -> None:
    """Find no text in the catalogue that no report shows."""
    home = root / "simlib" / "reporting"
    written = "".join(path.read_text(encoding="utf-8") for path in [*home.rglob("*.py"), *home.rglob("*.j2")])
    built = (
        "report.limit.",
        "report.origin.",
        "report.engine.",
        "report.dso_",
        "report.title",
    )
    names = [key for key in CATALOGUE if key.startswith("report.") and not key.startswith(built)]
    assert [
        key for key in names if f'"{key}"' not in written and f'"{key.removeprefix("report.")}"' not in written
    ] == []


# ---------------------------------------------------------------------------------------------------------------- the page


def test_nothing_is_fetched(french: Made) -> None:
    """Name nothing that lies elsewhere, and let the browser fetch nothing."""
    named = [
        value for _, attributes in french.read.tags for name, value in attributes.items() if name in ("src", "href")
    ]
    assert named == ["data:,"]
    own = french.page.replace(plotly_script(), "")
    assert "http" not in own.replace("http-equiv", "")
    assert "url(" not in own
    assert "@import" not in own
    [policy] = [one["content"] for one in french.read.elements("meta") if "http-equiv" in one]
    assert str(policy).startswith("default-src 'none'; img-src data:;")
    assert french.page.count(plotly_script()) == 1


def test_figures(french: Made) -> None:
    """Draw five figures, each with a title and a sentence that reads it; none of code, none of streams."""
    assert len(french.read.elements("figure")) == 5
    assert french.page.count('<p class="reading">') == 5
    assert "Report.of" not in french.page


def test_hostile_names_are_words(hostile: Made) -> None:
    """Show markup in names as what it is."""
    scripts = hostile.read.elements("script")
    assert [one.get("type") for one in scripts] == ["application/json"] * 5 + [None, None]
    assert hostile.read.elements("svg") == hostile.read.elements("img") == hostile.read.elements("b") == []
    assert HOSTILE in hostile.read.text
    assert len(hostile.read.elements("title")) == 1
    assert HOSTILE not in hostile.page


def test_alone(alone: Made) -> None:
    """Report on one scenario, and on less than three months."""
    assert len(alone.read.elements("figure")) == 4
    assert words.text("report.title_alone", "fr").split(" :")[0].split("\u00a0:")[0] in alone.read.text
    assert "difference" not in " ".join(alone.read.numbers)


# ---------------------------------------------------------------------------------------------------------------- the work


def test_same_question_same_page(french: Made, tmp_path: Path) -> None:
    """Make the same bytes from scenarios handed over as from their files, origins of values included."""
    again = make(french.scenarios, "fr", tmp_path)
    assert again.file.name == french.file.name
    assert again.page == french.page


def test_progress(french: Made) -> None:
    """Tell how far the work is."""
    cells = french.told[-1][1]
    assert [done for done, _ in french.told] == sorted(done for done, _ in french.told)
    assert french.told[-1] == (cells, cells)


def test_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave nothing behind when the disk is full in the middle of a page."""

    def full(self: Path, *_: object, **__: object) -> int:
        self.touch()
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="No space"):
        room.write_whole(tmp_path / "page.html", "<!doctype html>")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"template": "novel"}, "novel"),
        ({"to": ("html", "papyrus")}, "papyrus"),
        ({"to": ()}, "allowed: html"),
        ({"lang": "de"}, "'de'"),
        ({"scenarios": []}, "at least one"),
    ],
)
def test_asked_wrongly(asked: dict[str, object], said: str, tmp_path: Path) -> None:
    """Refuse before anything is simulated."""
    with pytest.raises(ReportError, match=said):
        render(**({"scenarios": [small()], "out_dir": tmp_path} | asked))  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_what_the_notebook_refuses(tmp_path: Path) -> None:
    """Hand on the one line of an error that came up in the notebook."""
    with pytest.raises(ScenarioError, match="two scenarios are called 'small'"):
        render([small(), small()], out_dir=tmp_path, replications=2)


def test_files_that_changed(specs: list[str], tmp_path: Path) -> None:
    """Write nothing when the files say something else than the scenarios."""
    with pytest.raises(ReportError, match="changed"):
        render([small().with_({"firm.dpo_days": 44})], specs=specs[:1], out_dir=tmp_path, replications=2)
    assert list(tmp_path.iterdir()) == []
