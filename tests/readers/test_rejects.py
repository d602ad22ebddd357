"""Rejected rows written out: complete, harmless, all or nothing."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simlib.errors import ImportFailure
from simlib.readers import check
from simlib.readers.rejects import neutral

from .conftest import Write


def test_rejected_rows_are_written_with_their_reasons(ledger: Write, tmp_path: Path) -> None:
    path = ledger("=cmd|' /C calc'!A0,F4,2025-01-01,,-12.00,EUR", 'C1,F5,"torn')
    report = check([path], rejects_file=tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [
        ["file", "line", "reason", "row"],
        [str(path), "5", "due_date is blank", "'=cmd|' /C calc'!A0,F4,2025-01-01,,-12.00,EUR"],
        [str(path), "6", "a quotation mark is opened and not closed", 'C1,F5,"torn'],
    ]
    assert report.to_json()["rejects_file"] == str(tmp_path / "out.csv")


def test_rejects_go_beside_the_caller_by_default(
    ledger: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert check([ledger()]).rejects_file is None
    assert check([ledger("C1,F9,,,1,EUR")]).rejects_file == Path("ledger.rejects.csv")
    assert (tmp_path / "ledger.rejects.csv").is_file()


def test_rejects_never_overwrite_what_is_read(ledger: Write, tmp_path: Path) -> None:
    path = ledger("C1,F9,,,1,EUR")
    before = path.read_bytes()
    with pytest.raises(ImportFailure, match="it is one of the files read; name another"):
        check([path], rejects_file=path)
    assert path.read_bytes() == before


def test_rejects_that_cannot_be_written(ledger: Write, tmp_path: Path) -> None:
    for target in (tmp_path / "absent" / "out.csv", tmp_path):
        with pytest.raises(ImportFailure, match="rejected rows cannot be written"):
            check([ledger("C1,F9,,,1,EUR")], rejects_file=target)
    assert not list(tmp_path.glob(".*"))


@given(st.text("=+-@1a,;|\t\n\r\"' .", max_size=20))
def test_no_cell_that_a_spreadsheet_may_cut_starts_a_formula(text: str) -> None:
    cells = neutral(text)
    for mark in ',;|\t\n\r"':
        cells = cells.replace(mark, "\0")
    for cell in cells.split("\0"):
        start = cell.lstrip()
        if start[:1] in {"=", "@"}:
            raise AssertionError(cell)
        if start[:1] in {"+", "-"}:
            assert set(start[1:].strip()) <= set("0123456789 .")


def test_report_as_json(ledger: Write, tmp_path: Path) -> None:
    report = check(
        [ledger("C1,F4,2025-01-01,,5.25,EUR", "C1,F1,2025-01-02,2025-02-01,100.00,EUR")],
        rejects_file=tmp_path / "r.csv",
    )
    assert list(report.to_json()) == [
        *("rows_read", "rows_accepted", "rows_rejected", "rows_ignored"),
        *("amount_read", "amount_accepted", "amount_rejected", "amount_ignored", "amounts_unreadable"),
        *("invoices", "payments", "customers", "open_amount", "first_date", "last_date", "rejects_file", "warnings"),
    ]
    said = json.loads(json.dumps(report.to_json()))
    assert [said[name] for name in list(said)[:15]] == [
        5,
        3,
        1,
        1,
        2455.74,
        2350.49,
        5.25,
        100.0,
        0,
        3,
        0,
        2,
        2350.49,
        "2025-01-02",
        "2025-01-20",
    ]


def test_report_by_currency(ledger: Write, tmp_path: Path) -> None:
    report = check([ledger("C3,F4,2025-01-02,2025-02-01,10,USD")]).to_json()
    assert report["amount_read"] == 2350.49
    assert report["by_currency"] == {
        "EUR": {
            "amount_read": 2350.49,
            "amount_accepted": 2350.49,
            "amount_rejected": 0.0,
            "amount_ignored": 0.0,
            "open_amount": 2350.49,
        },
        "USD": {
            "amount_read": 10.0,
            "amount_accepted": 10.0,
            "amount_rejected": 0.0,
            "amount_ignored": 0.0,
            "open_amount": 10.0,
        },
    }


def test_report_as_text(ledger: Write, tmp_path: Path) -> None:
    rows = [f"C1,G{number},2025-01-01,x{number},1,EUR" for number in range(3)]
    text = check([ledger(*rows)], rejects_file=tmp_path / "r.csv").to_text()
    assert "read                 6              2,353.49" in text
    assert "rejected, 3 times: due_date … is no date from 1970 to 2100 in a known format" in text
    assert "open: 2,350.49 EUR" in text
    assert f"rejected rows are in {tmp_path / 'r.csv'}" in text


def test_a_ledger_without_any_good_row(ledger: Write, tmp_path: Path) -> None:
    report = check([ledger(rows=("C1,F1,,,x,EUR",))], rejects_file=tmp_path / "r.csv")
    assert report.to_json()["first_date"] is None
    assert report.to_json()["open_amount"] == 0.0
    assert "from - to -" in report.to_text()
