"""Excel and Parquet ledgers: the same rows as the CSV of the same ledger."""

import datetime
import io
import zipfile
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet
import pytest
import xlsxwriter

from simlib.errors import ImportFailure
from simlib.readers import read_ledger

from .conftest import Write
from .sums import adds_up, read_or_refused

HEADER = ("Code client", "N° facture", "Date de facture", "Date d'échéance", "Montant TTC")
ROWS = (
    (1001, "F1", datetime.date(2025, 3, 4), datetime.date(2025, 4, 3), 1234.567),
    (1001, "F2", datetime.date(2025, 3, 5), datetime.date(2025, 4, 4), 12.5),
    (1002, "F3", datetime.date(2025, 3, 6), datetime.date(2025, 4, 5), 1000),
    (1002, "F4", datetime.date(2025, 3, 7), None, 0.1 + 0.2),
)


def workbook(path: Path, title: bool = False) -> Path:
    book = xlsxwriter.Workbook(path)
    book.add_worksheet("Notes").write(0, 0, "nothing here")
    sheet = book.add_worksheet("Factures")
    date = book.add_format({"num_format": "dd/mm/yyyy"})
    if title:
        sheet.write(0, 0, "Grand livre clients")
    for place, row in enumerate((HEADER, *ROWS), start=2 if title else 0):
        for column, cell in enumerate(row):
            if isinstance(cell, datetime.date):
                sheet.write_datetime(place, column, datetime.datetime.combine(cell, datetime.time()), date)
            elif cell is not None:
                sheet.write(place, column, cell)
    book.close()
    return path


@pytest.mark.parametrize("title", [False, True])
def test_excel(tmp_path: Path, title: bool) -> None:
    ledger = read_ledger([workbook(tmp_path / "ledger.xlsx", title)])
    assert ledger.invoices["customer_id"].tolist() == ["1001", "1001", "1002"]
    assert ledger.invoices["amount_cents"].tolist() == [123457, 1250, 100000]
    assert pd.to_datetime(ledger.invoices["issue_date"], unit="D").dt.day.tolist() == [4, 5, 6]
    assert ledger.counts.amount_read == {"EUR": 123457 + 1250 + 100000 + 30}
    assert ledger.rejects[["line", "reason"]].to_numpy().tolist() == [[7 if title else 5, "due_date is blank"]]
    assert "F4" in ledger.rejects["row"][0]


def test_parquet(tmp_path: Path) -> None:
    path = tmp_path / "ledger.parquet"
    table = pa.table(
        {
            "customer_id": pa.array([1, 2, None]),
            "invoice_id": ["F1", "F2", "F3"],
            "issue_date": pa.array(["2025-03-04T23:59:00"] * 3).cast(pa.timestamp("us")),
            "due_date": pa.array([datetime.date(2025, 4, 3)] * 3),
            "amount": pa.array([Decimal("1.23"), Decimal("1234.567"), Decimal(5)], type=pa.decimal128(12, 3)),
            "disputed": pa.array([True, None, False]),
        }
    )
    pyarrow.parquet.write_table(table, path)
    ledger = read_ledger([path])
    assert ledger.invoices["amount_cents"].tolist() == [123, 123457]
    assert ledger.invoices["disputed"].tolist() == [True, pd.NA]
    assert ledger.rejects["reason"].tolist() == ["customer_id is blank"]


def test_damaged_files_are_refused_in_one_line(tmp_path: Path, write: Write) -> None:
    whole = workbook(tmp_path / "whole.xlsx").read_bytes()
    buffer = io.BytesIO()
    pyarrow.parquet.write_table(pa.table({"a": [1, 2, 3]}), buffer)
    parquet = buffer.getvalue()
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("readme.txt", "no sheet")
    for content in (
        whole[:2000],
        whole[:-100],
        archive.getvalue(),
        b"PK\x03\x04junk",
        parquet[:-5],
        parquet[:20],
        b"PAR1PAR1",
    ):
        with pytest.raises(ImportFailure) as refused:
            read_ledger([write(content)])
        assert "\n" not in str(refused.value)


def test_bytes_flipped_in_packed_files_never_break_through(tmp_path: Path, write: Write) -> None:
    whole = workbook(tmp_path / "whole.xlsx").read_bytes()
    for at in range(0, len(whole), max(1, len(whole) // 60)):
        damaged = bytearray(whole)
        damaged[at] ^= 0x55
        path = write(bytes(damaged))
        found = read_or_refused(lambda path=path: read_ledger([path]))
        if found is not None:
            adds_up(found)


def test_what_unpacks_to_gigabytes_is_refused(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simlib.readers.sheets._LARGEST_UNPACKED", 10**6)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "0" * 2 * 10**6)
    assert len(archive.getvalue()) < 10**4
    with pytest.raises(ImportFailure, match=r"unpacks to 0\.0 GB; up to 2 GB are read"):
        read_ledger([write(archive.getvalue())])
