"""The same report as slides and as a workbook: the digits of the page, charts that can be edited, and nothing that comes to life."""

import zipfile
from pathlib import Path

import pytest
from pptx import Presentation
from python_calamine import CalamineWorkbook

from simlib import words
from simlib.reporting.document import Block, Cell, Column, Heading, Row, Table
from simlib.reporting.pptx_words import gathered
from simlib.reporting.templates import template_names
from simlib.scenario import load
from tests.reporting.conftest import FORMULA, HOSTILE, Made, make
from tests.reporting.values import Library
from tests.small import small


def slides_text(file: Path) -> str:
    """Return the words of all slides, tables included, with plain blanks."""
    found = []
    for slide in Presentation(str(file)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            if shape.has_table:
                found += [cell.text_frame.text for row in shape.table.rows for cell in row.cells]
    return " ".join(" ".join(found).replace("\u2060", "").split())


def cells(file: Path) -> list[object]:
    """Return the values of all cells of a workbook."""
    book = CalamineWorkbook.from_path(str(file))
    sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    return [cell for sheet in sheets for row in sheet for cell in row if cell != ""]


def table_numbers(report: Made) -> dict[str, float]:
    """Return the numbers of the tables of results and of the cash plan, as the library computes them, by what they are."""
    library = Library(report.compared)
    return {of: library.value(of) for of in report.read.numbers if "probability" not in of and "segment" not in of}


def test_the_workbook_holds_the_numbers_of_the_library(french: Made) -> None:
    numbers = [value for value in cells(french.others[".xlsx"]) if isinstance(value, int | float)]
    rounded = {round(value, 2) for value in numbers} | {round(value, 9) for value in numbers}
    missing = {
        of: value
        for of, value in table_numbers(french).items()
        if value == value and not {round(value, 2), round(value, 9)} & rounded
    }
    assert missing == {}
    assert len(numbers) > 400


def test_slides_say_what_the_page_says(french: Made) -> None:
    """Find the figures of the scenarios side by side in a table of a slide, as they are read."""
    text = slides_text(french.others[".pptx"])
    for name, result in french.compared.results.items():
        found = result.summary()
        for indicator, unit in (("dso_count_back", "days"), ("overdue", "EUR"), ("bfr", "EUR")):
            shown = (
                words.in_unit(found[indicator].mean, unit, "fr")
                if unit == "days"
                else words.money_short(found[indicator].mean, "fr")
            )
            assert " ".join(shown.split()) in text, (name, indicator)


@pytest.mark.parametrize(("scenarios", "tables"), [(2, 2), (3, 1), (19, 1)])
def test_changes_of_many_scenarios_share_slides(scenarios: int, tables: int) -> None:
    """Keep a table each for two scenarios; of more make one, with every row and whose it is."""
    changes: list[Block] = [
        Table(
            name="changes",
            columns=(Column(label="Lever"), Column(label="base"), Column(label=f"policy {n}")),
            rows=tuple(Row(cells=(Cell(lines=(f"{n}.{k}",)), Cell(), Cell())) for k in range(2)),
            style="changes",
        )
        for n in range(scenarios)
    ]
    blocks = gathered([Heading(text="What differs"), *changes], "en")
    found = [block for block in blocks if isinstance(block, Table)]
    assert len(found) == tables
    assert isinstance(blocks[0], Heading)
    rows = [[line for cell in row.cells for line in cell.lines] for table in found for row in table.rows]
    named = [f"policy {n}" for n in range(scenarios) for _ in range(2)]
    assert [row[-1] for row in rows] == [f"{n}.{k}" for n in range(scenarios) for k in range(2)]
    assert scenarios == tables or [row[0] for row in rows] == named
    assert all(len(row.cells) == len(table.columns) for table in found for row in table.rows)


def test_charts_of_slides_can_be_edited_and_hold_the_figures(french: Made) -> None:
    charts = [
        shape.chart
        for slide in Presentation(str(french.others[".pptx"])).slides
        for shape in slide.shapes
        if shape.has_chart
    ]
    assert len(charts) >= 9
    compared = french.compared
    shown = compared.results["early"]
    path = shown.path("dso_count_back", shown.month_ends).mean(axis=0)
    drawn = [
        [value for value in series.values if value is not None] for chart in charts for series in chart.plots[0].series
    ]
    assert any(len(one) >= len(path) and one[-len(path) :] == pytest.approx(path.tolist()) for one in drawn)


def test_every_figure_has_its_data_in_the_workbook(french: Made) -> None:
    names = CalamineWorkbook.from_path(str(french.others[".xlsx"])).sheet_names
    figures = len(french.read.elements("figure"))
    with zipfile.ZipFile(french.others[".xlsx"]) as parts:
        assert sum(name.startswith("xl/charts/chart") for name in parts.namelist()) >= figures
    assert sum(title.startswith(words.text("report.sheet_figure", "fr")) for title in names) >= figures - 1


def test_names_stay_words_in_every_format(hostile: Made) -> None:
    values = cells(hostile.others[".xlsx"])
    assert any(FORMULA in str(value) for value in values)
    for kind in (".xlsx", ".pptx"):
        with zipfile.ZipFile(hostile.others[kind]) as parts:
            told = {name: parts.read(name) for name in parts.namelist()}
        assert [name for name, content in told.items() if b'TargetMode="External"' in content] == []
        sheets = [content for name, content in told.items() if name.startswith("xl/worksheets/")]
        assert [content for content in sheets if b"<f>" in content or b"<hyperlink" in content] == []
        assert [name for name in told if "vba" in name.lower() or "macro" in name.lower()] == []
    text = slides_text(hostile.others[".pptx"])
    assert HOSTILE in text
    assert FORMULA in text


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("template", [one for one in template_names() if one != "scenario"])
def test_every_template_in_both_languages(template: str, lang: str, specs: list[str], tmp_path: Path) -> None:
    """Execute each notebook and hold every number of its page, and those of its workbook, against the library."""
    scenarios = [load(spec) for spec in specs[:2]] if template in ("onepage", "comparison") else [small()]
    report = make(scenarios, lang, tmp_path, specs[: len(scenarios)], template)
    assert report.read.elements("html") == [{"lang": lang}]
    library = Library(report.compared)
    for of, values in report.read.numbers.items():
        if "|remedy|" in of or "|backtest|" in of:
            continue
        [shown] = [float(value or "nan") for value in values]
        assert shown == pytest.approx(
            library.value(of), rel=1e-12, abs=0.011 if "|plan|" in of else 0.0, nan_ok=True
        ), of
    numbers = {round(value, 2) for value in cells(report.others[".xlsx"]) if isinstance(value, int | float)}
    plan = [of for of in report.read.numbers if "|plan|closing|" in of]
    assert [of for of in plan if round(library.value(of), 2) not in numbers] == []
    assert bool(plan) == (template == "treasury")
    assert len(Presentation(str(report.others[".pptx"])).slides) >= 3
    kind = words.text(f"report.kind.{template}", lang)
    assert kind in report.read.text
