"""Bytes cut into rows: encodings, separators, line ends, quotes, torn rows."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from simlib.errors import ImportFailure
from simlib.readers.files import read_table
from simlib.readers.split import split_text
from simlib.readers.table import Table
from simlib.readers.text import decode

from .conftest import Write

TEXT = "Référence;Société;Montant €\nF1;Été & Cœur;12,50\nF2;L’Œuvre – n° 2;8,00\n"


KNOWN = {*"abcxyz", "Référence", "Société", "Montant €", "clé", "nom", "b,c"}


def every(header: Sequence[str]) -> Sequence[int]:
    """Want every column of the headers used here."""
    return [place for place, name in enumerate(header) if name in KNOWN]


def table(content: str | bytes) -> Table:
    data = content.encode() if isinstance(content, str) else content
    return split_text("ledger.csv", decode("ledger.csv", data), every)


def rows(found: Table) -> list[list[str]]:
    return [
        [found.columns[place][row].as_py() for place in range(len(found.header))] for row in range(len(found.lines))
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_encodings_and_line_ends(encoding: str, line_end: str) -> None:
    found = table(TEXT.replace("\n", line_end).encode(encoding))
    assert found.header == ("Référence", "Société", "Montant €")
    assert rows(found) == [["F1", "Été & Cœur", "12,50"], ["F2", "L’Œuvre – n° 2", "8,00"]]
    assert found.lines.tolist() == [2, 3]


def test_latin_9() -> None:
    found = table("Société;Montant €\nCœur;1\n".encode("iso8859-15"))
    assert found.header == ("Société", "Montant €")
    assert rows(found) == [["Cœur", "1"]]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators(separator: str) -> None:
    found = table(separator.join(("a", "b", "c")) + "\n" + separator.join(("1", '"2' + separator + 'x"', "3")) + "\n")
    assert rows(found) == [["1", f"2{separator}x", "3"]]


def test_a_few_broken_bytes_stay_visible() -> None:
    found = table("clé;nom\n1;été\n2;".encode() + b"caf\xe9\n")
    assert rows(found) == [["1", "été"], ["2", "caf\\xe9"]]
    assert found.warnings == ("ledger.csv: bytes that are no UTF-8, which stand as \\x.. in their rows: 1",)


def test_nul_bytes_stay_visible() -> None:
    found = table(b"a,b\n1,2\x003\n")
    assert rows(found) == [["1", "2�3"]]
    assert "NUL bytes, which stand as � in their rows: 1" in found.warnings[0]


def test_cells_of_several_lines() -> None:
    found = table('a,b,c\n1,"two\nlines, and ""more""",3\n4,5,6\n')
    assert rows(found) == [["1", 'two\nlines, and "more"', "3"], ["4", "5", "6"]]
    assert found.lines.tolist() == [2, 4]
    assert found.raw(0) == '1,"two\nlines, and ""more""",3'
    assert found.raw(1) == "4,5,6"


def test_a_quote_that_never_closes_costs_one_row() -> None:
    found = table('a,b\n1,"open\n2,fine\n3,fine\n')
    assert rows(found) == [["2", "fine"], ["3", "fine"]]
    assert [(torn.line, torn.reason, torn.raw) for torn in found.torn] == [
        (2, "a quotation mark is opened and not closed", '1,"open')
    ]


def test_two_stray_quotes_do_not_make_one_row_of_two() -> None:
    found = table('a,b,c\n1,2,"\n3,4,"\n5,6,7\n8,",9\n10,",11\n')
    assert rows(found) == [["5", "6", "7"]]
    assert [torn.line for torn in found.torn] == [2, 3, 5, 6]


def test_quotes_inside_a_cell_are_cells_too() -> None:
    assert rows(table('a,b\n1,5" pipe\n2,"x" y\n3,6" z\n')) == [["1", '5" pipe'], ["2", "x y"], ["3", '6" z']]


def test_rows_of_another_width() -> None:
    found = table("a,b,c\n1,2\n1,2,3\n1,2,3,4\n1,2,3,,\n\n   \n,,\n")
    assert rows(found) == [["1", "2", "3"], ["1", "2", "3"], ["", "", ""]]
    assert found.lines.tolist() == [3, 5, 8]
    assert [(torn.line, torn.reason) for torn in found.torn] == [
        (2, "has 2 cells where the header has 3"),
        (4, "has 4 cells where the header has 3"),
    ]


def test_a_line_too_long_is_torn() -> None:
    found = table("a,b\n1," + "x" * 1_100_000 + "\n2,y\n")
    assert rows(found) == [["2", "y"]]
    assert found.torn[0].reason == "the line is longer than 1 MB"


def test_too_many_lines_are_said_beforehand() -> None:
    with pytest.raises(ImportFailure, match=r"ledger\.csv has 5,000,002 lines; up to 5,000,000 are read"):
        table("a,b\n" + "\n" * 5_000_001)


def test_a_spreadsheet_may_name_its_separator() -> None:
    found = table("sep=|\na|b,c\n1|2\n")
    assert found.header == ("a", "b,c")
    assert rows(found) == [["1", "2"]]


def test_a_header_below_a_title(write: Write) -> None:
    path = write("Grand livre au 31/12/2025;;\n\nclient;facture;montant\nC1;F1;1,00\n")
    found = read_table(
        path, lambda header: [place for place, name in enumerate(header) if name in ("client", "facture")]
    )
    assert found.header == ("client", "facture", "montant")
    assert found.lines.tolist() == [4]
    assert "the header is taken from line 3" in found.warnings[0]


CELL = st.text('pq1é,;" \n', max_size=5)
WIDTH = 7


@given(
    cells=st.lists(st.lists(CELL, min_size=WIDTH, max_size=WIDTH), max_size=12),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
@example(cells=[['"', ",", '""', "\n\n", ' "', "p", '\n"']], quoting=csv.QUOTE_MINIMAL)
def test_what_a_csv_writer_wrote_is_read_back(cells: list[list[str]], quoting: int) -> None:
    out = io.StringIO()
    csv.writer(out, quoting=quoting, lineterminator="\n").writerows([[*"abcxyz", "nom"], *cells])
    found = table(out.getvalue())
    assert found.torn == ()
    assert rows(found) == cells


@given(st.text('pq,"\n', max_size=60))
def test_whatever_the_quotes_no_line_is_lost(content: str) -> None:
    """Find every line that is not blank in some row, torn or not."""
    found = table("x,y\n" + content)
    lines = ("x,y\n" + content).split("\n")
    covered = {torn.line for torn in found.torn}
    for first, last in zip(found.lines.tolist(), found.last_lines.tolist(), strict=True):
        assert not covered & set(range(first, last + 1))
        covered |= set(range(first, last + 1))
    assert covered == {
        number for number, line in enumerate(lines, start=1) if number > 1 and (line.strip() or number in covered)
    }


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"%PDF-1.7 ...", "is a PDF document"),
        (b"\x1f\x8b\x08rest", "is a compressed file"),
        (bytes(range(256)) * 20, "is no text"),
    ],
)
def test_what_is_no_table(write: Write, content: bytes, message: str) -> None:
    with pytest.raises(ImportFailure, match=message):
        read_table(write(content), every)


def test_what_is_no_file(tmp_path: Path) -> None:
    for path, message in (
        (tmp_path, "is a directory"),
        (tmp_path / "absent.csv", "does not exist"),
        (Path("/dev/null"), "is no ordinary file"),
        (tmp_path / "a\0b", "cannot be opened"),
        (tmp_path / ("x" * 400), "cannot be opened"),
    ):
        with pytest.raises(ImportFailure, match=message):
            read_table(path, every)


def test_a_file_too_large_is_said_beforehand(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(257 * 2**20)
    with pytest.raises(ImportFailure, match="has 257 MB; files up to 256 MB are read"):
        read_table(path, every)
