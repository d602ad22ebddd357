"""Reports, executed in both languages: what they say is what the library says, whatever the names."""

import math
import re
from pathlib import Path

import pytest

from simlib import words
from simlib.charts import plotly_script
from simlib.errors import ReportError, ScenarioError
from simlib.indicators import INDICATORS
from simlib.locale import CATALOGUE
from simlib.reporting import render
from simlib.reporting import rendering as room
from simlib.reporting.brand import Brand
from simlib.reporting.document import Document, Head
from simlib.reporting.tables import COLUMNS, FOLLOWED
from simlib.scenario import levers, load
from tests.reporting.conftest import HOSTILE, Made, make
from tests.reporting.values import Library
from tests.small import small

HEAD = Head(
    lang="fr", title="t", heading="h", footer="", page_word="Page", version="0", identity="0", digests=(), currency="EUR"
)  # fmt: skip
FIGURES = ["policies", "dso", "ageing", "bfr", "cash_plan", "cash_weeks", "bridge", "tornado", "customers"]
REQUIRED = ("summary", "side_by_side", "assumptions", "limits", "provenance", "differs")


# ------------------------------------------------------------------------------------------------------------ the numbers


def test_numbers_are_the_library_s(french: Made) -> None:
    """Show every number with the digits of ``simlib compare --json``."""
    library = Library(french.compared)
    assert len(french.read.numbers) > 400
    for of, values in french.read.numbers.items():
        exact = library.value(of)
        [shown] = [math.nan if value == "" else float(value) for value in values]
        assert shown == pytest.approx(exact, rel=1e-12, abs=0.011 if "|plan|" in of else 0.0, nan_ok=True), of


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
        "report.kind.",
        "report.part.",
        "report.backtest.",
        "report.origin.",
        "report.engine.",
        "report.dso_",
        "report.title",
    )
    names = [key for key in CATALOGUE if key.startswith("report.") and not key.startswith(built)]
    assert [
        key
        for key in names
        if not any(said in written for said in (f'"{key}"', f"'{key}'", f'"{key.removeprefix("report.")}"'))
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
    """Draw the figures in their order, each with a title and a sentence that reads it; none of code, none of streams."""
    assert [one["data-figure"] for one in french.read.elements("figure")] == FIGURES
    assert french.page.count('<p class="reading">') == len(FIGURES)
    assert "Report.of" not in french.page


def test_hostile_names_are_words(hostile: Made) -> None:
    """Show markup in names as what it is."""
    scripts = hostile.read.elements("script")
    assert [one.get("type") for one in scripts] == ["application/json"] * len(FIGURES) + [None, None]
    assert hostile.read.elements("svg") == hostile.read.elements("img") == hostile.read.elements("b") == []
    assert HOSTILE in hostile.read.text
    assert len(hostile.read.elements("title")) == 1
    assert HOSTILE not in hostile.page


def test_alone(alone: Made) -> None:
    """Report on one scenario, and on less than three months."""
    assert [one["data-figure"] for one in alone.read.elements("figure")] == [
        one for one in FIGURES if one not in ("policies", "bridge")
    ]
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

    document = Document(head=HEAD, sections=())
    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="No space"):
        room._written(document, Brand(), ["html", "xlsx"], tmp_path, "page", is_one_page=False)
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
    other = small().with_({"firm.dpo_days": 44})
    with pytest.raises(ReportError, match="changed"):
        render([other], specs=specs[:1], template="onepage", out_dir=tmp_path, replications=2)
    assert list(tmp_path.iterdir()) == []
