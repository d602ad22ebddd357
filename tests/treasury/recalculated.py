"""An Excel file read back cell by cell, its formulas computed anew: by a few lines of our own, and by LibreOffice where there is one."""

import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REFERENCE = re.compile(r"([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?")
OFFICES = ("soffice", "libreoffice")

Cell = float | str


def number_of(letters: str) -> int:
    """Return a column's number from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


class Page:
    """One sheet: cells and formulas as they stand in the file.

    Attributes:
        cells: Value of each cell that holds no formula.
        formulas: Formula of each other cell, without its sign.
        kept: What the file says that each formula gives.
    """

    def __init__(self, root: ElementTree.Element, strings: list[str]) -> None:
        """Read the sheet."""
        self.cells: dict[str, Cell] = {}
        self.formulas: dict[str, str] = {}
        self.kept: dict[str, float] = {}
        for cell in root.iter(f"{MAIN}c"):
            name, formula, value = cell.attrib["r"], cell.find(f"{MAIN}f"), cell.find(f"{MAIN}v")
            if formula is not None:
                self.formulas[name] = formula.text or ""
                self.kept[name] = float(value.text or "nan") if value is not None else float("nan")
            elif value is not None:
                text = value.text or ""
                self.cells[name] = strings[int(text)] if cell.attrib.get("t") == "s" else float(text)

    def value(self, name: str) -> float:
        """Return the value of a cell, its formula computed from the cells that it names; a blank one is nothing."""
        if name not in self.formulas:
            found = self.cells.get(name, 0.0)
            return found if isinstance(found, float) else 0.0

        def inserted(match: re.Match[str]) -> str:
            column, row, last_column, last_row = match.groups()
            if last_column is None:
                return f"({self.value(column + row)!r})"
            assert column == last_column or row == last_row, "a row or a column"
            columns = range(number_of(column), number_of(last_column) + 1)
            names = [f"{letters(one)}{line}" for one in columns for line in range(int(row), int(last_row) + 1)]
            return "[" + ",".join(repr(self.value(one)) for one in names) + "]"

        python = REFERENCE.sub(inserted, self.formulas[name]).replace("SUM", "sum")
        assert re.fullmatch(r"[\d\s.+\-*/()\[\],esum]*", python), python
        return float(eval(python))

    def row_of(self, label: str) -> int:
        """Return the row that begins with a label."""
        return next(int(name[1:]) for name, cell in self.cells.items() if cell == label and re.fullmatch(r"A\d+", name))

    def line(self, label: str, periods: int) -> list[float]:
        """Return the values of the row that begins with a label."""
        row = self.row_of(label)
        return [self.value(f"{letters(column)}{row}") for column in range(2, periods + 2)]


def letters(column: int) -> str:
    """Return the letters of a column, from 1."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def pages(path: Path) -> dict[str, Page]:
    """Return the sheets of an Excel file by name."""
    with zipfile.ZipFile(path) as file:
        strings = [
            "".join(part.text or "" for part in one.iter(f"{MAIN}t"))
            for one in ElementTree.fromstring(file.read("xl/sharedStrings.xml")).iter(f"{MAIN}si")
        ]
        book = ElementTree.fromstring(file.read("xl/workbook.xml"))
        names = [sheet.attrib["name"] for sheet in book.iter(f"{MAIN}sheet")]
        roots = [
            ElementTree.fromstring(file.read(f"xl/worksheets/sheet{place}.xml")) for place in range(1, len(names) + 1)
        ]
    return {name: Page(root, strings) for name, root in zip(names, roots, strict=True)}


def by_libreoffice(path: Path, folder: Path) -> dict[str, list[list[object]]]:
    """Return the cells of each sheet as LibreOffice computes them; what our file says of formulas is taken out beforehand."""
    program = next((found for name in OFFICES if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip(
            f"no LibreOffice here ({' or '.join(OFFICES)}): the Excel file is recalculated by our own few lines only"
        )
    bare = folder / "bare.xlsx"
    with zipfile.ZipFile(path) as file, zipfile.ZipFile(bare, "w") as written:
        for name in file.namelist():
            content = file.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", content)
            written.writestr(name, content)
    out = folder / "out"
    subprocess.run(
        [program, "--headless", f"-env:UserInstallation=file://{folder / 'profile'}", "--convert-to", "ods", "--outdir", out, bare],
        check=True,
        capture_output=True,
        timeout=120,
    )  # fmt: skip
    book = CalamineWorkbook.from_path(str(out / "bare.ods"))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
