"""The Excel file: its formulas computed anew give our figures, names stay names, pages print; opened by LibreOffice where there is one."""

import re
import zipfile
from pathlib import Path

import numpy as np
import pytest

from simlib.treasury.excel import RemedyRow, write_excel
from simlib.treasury.sheet import FLOWS, Sheet, months, weeks
from simlib.treasury.variance import Variance
from simlib.words import text
from tests.treasury.firms import small_plan
from tests.treasury.recalculated import Page, by_libreoffice, letters, pages

CENT = 0.005
HOSTILE = "=cmd|' /C calc'!A0"
REMEDIES = [
    RemedyRow(HOSTILE, 200_000.0, -60_000.0, -0.38, -0.21, "+1+1"),
    RemedyRow("@SUM(A1)", -5_000.0, 10.0, None, None, ""),
]
VARIANCES = [
    Variance(20_480, 20_454, 20_454, 20_460, "receipts", "customers", 10_000_00, 7_000_00, -2_000_00, -1_000_00),
    Variance(20_480, 20_454, 20_461, 20_467, "receipts", "customers", 10_000_00, 12_000_00, 2_000_00, 0),
]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file in French."""
    file = tmp_path_factory.mktemp("excel") / "deep" / "treasury.xlsx"
    write_excel(small_plan(), file, "fr", remedies=REMEDIES, sentences=["=1+1"], variances=VARIANCES)
    return file


@pytest.fixture(scope="module")
def found(path: Path) -> dict[str, Page]:
    return pages(path)


def sheets() -> list[tuple[str, Sheet]]:
    plan = small_plan()
    return [("13 semaines", weeks(plan)), ("12 mois", months(plan))]


@pytest.mark.parametrize("number", [0, 1])
def test_sums_computed_anew_are_ours(found: dict[str, Page], number: int) -> None:
    name, sheet = sheets()[number]
    page, n = found[name], sheet.periods

    def line(key: str) -> list[float]:
        return page.line(text(f"line.{key}", "fr"), n)

    for part in FLOWS:
        assert line(f"{part}_total") == pytest.approx(sheet.total(part), abs=CENT)
    net = sheet.total("receipts") - sheet.total("disbursements")
    assert line("net") == pytest.approx(net, abs=CENT)
    assert line("closing") == pytest.approx(sheet.closing.mean, abs=CENT)
    assert line("opening") == pytest.approx(sheet.opening.mean, abs=CENT)
    assert line("opening")[1:] == pytest.approx(line("closing")[:-1], abs=CENT), "a week opens as the one before closed"
    assert line("headroom") == pytest.approx(sheet.closing.mean - sheet.plan.floor, abs=CENT)
    assert line("p10") == pytest.approx(sheet.closing.p10, abs=CENT)
    total = letters(n + 2)
    assert page.value(f"{total}{page.row_of(text('line.receipts_total', 'fr'))}") == pytest.approx(
        sheet.total("receipts").sum(), abs=CENT
    )
    assert page.value(f"{total}{page.row_of(text('line.closing', 'fr'))}") == pytest.approx(
        sheet.closing.mean[-1], abs=CENT
    )
    if sheet.bfr is not None:
        assert line("bfr_change")[1:] == pytest.approx(np.diff(sheet.bfr.mean), abs=CENT)


def test_what_the_file_says_of_its_formulas_is_what_they_give(found: dict[str, Page]) -> None:
    """A viewer that computes nothing shows the same."""
    for page in found.values():
        for name, kept in page.kept.items():
            assert page.value(name) == pytest.approx(kept, abs=CENT), name


def test_a_changed_amount_moves_all_that_follows(found: dict[str, Page]) -> None:
    page, n = found["13 semaines"], 13
    before = page.line(text("line.closing", "fr"), n)
    cell = f"D{page.row_of(text('kind.customers', 'fr'))}"
    amount = page.cells[cell]
    assert isinstance(amount, float)
    try:
        page.cells[cell] = amount + 1_000.0
        after = page.line(text("line.closing", "fr"), n)
    finally:
        page.cells[cell] = amount
    assert np.subtract(after, before) == pytest.approx([0.0, 0.0] + [1_000.0] * 11)


def test_names_stay_names(path: Path, found: dict[str, Page]) -> None:
    """Whatever begins like a formula is text; the only formulas are our own, of cells, sums and the four operations."""
    texts = {cell for page in found.values() for cell in page.cells.values() if isinstance(cell, str)}
    assert {HOSTILE, "@SUM(A1)", "=1+1", "+1+1"} <= texts
    assert any(cell.startswith('=HYPERLINK("evil")&<b>') for cell in texts)
    for page in found.values():
        for formula in page.formulas.values():
            assert re.fullmatch(r"(SUM\([A-Z]+\d+:[A-Z]+\d+\)|[A-Z]+\d+|[\d+\-*/])+", formula), formula
    with zipfile.ZipFile(path) as file:
        sheets = b"".join(file.read(name) for name in file.namelist() if name.startswith("xl/worksheets/"))
    assert b"<hyperlink" not in sheets


def test_remedies_and_variances_are_live(found: dict[str, Page]) -> None:
    remedies, variances = found["Remèdes"], found["Prévu et réalisé"]
    assert remedies.value("D6") == pytest.approx(-60_000 / 200_000 * 360 / 365)
    assert "D7" not in remedies.formulas, "without a price there is no rate"
    assert [variances.value(f"{column}6") for column in "EFGHI"] == [10_000.0, 7_000.0, -3_000.0, -2_000.0, -1_000.0]


def test_the_page_freezes_prints_and_marks(path: Path) -> None:
    with zipfile.ZipFile(path) as file:
        page = file.read("xl/worksheets/sheet1.xml").decode()
        book = file.read("xl/workbook.xml").decode()
        charts = [name for name in file.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]
    assert 'state="frozen"' in page
    assert 'orientation="landscape"' in page
    assert 'fitToPage="1"' in page
    assert "conditionalFormatting" in page
    assert "_xlnm.Print_Area" in book
    assert "_xlnm.Print_Titles" in book
    assert len(charts) == 2


def test_the_same_plan_writes_the_same_bytes(path: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.xlsx"
    write_excel(small_plan(), again, "fr", remedies=REMEDIES, sentences=["=1+1"], variances=VARIANCES)
    with zipfile.ZipFile(path) as one, zipfile.ZipFile(again) as other:
        assert {name: one.read(name) for name in one.namelist()} == {
            name: other.read(name) for name in other.namelist()
        }


def test_the_same_in_english(tmp_path: Path) -> None:
    write_excel(small_plan(), tmp_path / "en.xlsx", "en")
    found = pages(tmp_path / "en.xlsx")
    assert list(found) == ["13 weeks", "12 months", "Assumptions"]
    assert found["13 weeks"].line("Closing cash", 13) == pytest.approx(weeks(small_plan()).closing.mean, abs=CENT)


def test_libreoffice_computes_the_same(path: Path, found: dict[str, Page], tmp_path: Path) -> None:
    computed = by_libreoffice(path, tmp_path)
    assert list(computed) == list(found)
    compared = 0
    for name, page in found.items():
        for cell, kept in page.kept.items():
            column, row = re.fullmatch(r"([A-Z]+)(\d+)", cell).groups()  # type: ignore[union-attr]
            place = sum((ord(letter) - 64) * 26**power for power, letter in enumerate(reversed(column)))
            value = computed[name][int(row) - 1][place - 1]
            assert value == pytest.approx(kept, abs=CENT), (name, cell)
            compared += 1
    assert compared > 200
