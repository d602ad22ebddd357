"""Broken FEC: one clear line or an honest count, never a traceback, a hang or a loss in silence."""

import csv
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simlib.readers import check
from tests.readers.fec.books import BOOK, COLUMNS, written
from tests.readers.sums import adds_up, read_or_refused

CASES = 1_000 if os.environ.get("SIMLIB_TESTS") == "long" else 200

DAMAGES = ("drop column", "tear", "double", "swap", "blank cell", "cell", "separator", "move column")
CELLS = (
    "",
    "-",
    "0",
    "99999999",
    "20240230",
    "411",
    "4110000",
    "1e9",
    "NaN",
    '"',
    "'",
    "99999999999,99",
    "-1,5",
    "AA",
    "D",
    "é",
)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Draw a FEC with bytes flipped, columns dropped or moved, rows torn, doubled or swapped, encodings mixed."""
    mark = draw(st.sampled_from("\t|;"))
    table = [line.split(mark) for line in written(BOOK, separator=mark, end="\n").decode().split("\n")[:-1]]
    for kind in draw(st.lists(st.sampled_from(DAMAGES), max_size=4)):
        at = draw(st.integers(0, len(table) - 1))
        column = draw(st.integers(0, max(len(table[at]) - 1, 0)))
        if kind == "drop column":
            table = [[cell for place, cell in enumerate(row) if place != column] for row in table]
        elif kind == "move column":
            table = [[*row[:column], *row[column + 1 :], *row[column : column + 1]] for row in table]
        elif kind == "tear":
            table[at : at + 1] = [table[at][:column], table[at][column:]]
        elif kind == "double":
            table.insert(at, list(table[at]))
        elif kind == "swap":
            other = draw(st.integers(0, len(table) - 1))
            table[at], table[other] = table[other], table[at]
        elif table[at]:
            cell = "" if kind == "blank cell" else draw(st.sampled_from(CELLS))
            table[at][column] = table[at][column] + mark + cell if kind == "separator" else cell
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp850", "iso8859-15"]))
    end = draw(st.sampled_from(["\r\n", "\n", "\r", "\r\r\n"]))
    data = bytearray(end.join(mark.join(row) for row in table).encode(encoding, errors="replace"))
    if draw(st.booleans()):
        data[len(data) // 2 :] = data[len(data) // 2 :].decode(encoding, errors="replace").encode("utf-8")
    for _ in range(draw(st.integers(0, 8))):
        data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    return bytes(data)


@settings(max_examples=CASES)
@given(content=damaged(), further=st.booleans())
def test_damaged_files_add_up_or_are_refused_in_one_line(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, further: bool
) -> None:
    folder = tmp_path_factory.getbasetemp()
    path, before = folder / "damaged.txt", folder / "before.txt"
    path.write_bytes(content)
    before.write_bytes(written(BOOK).replace(b"\t2024", b"\t2023"))
    files = [before, path] if further else [path]
    report = read_or_refused(lambda: check(files, rejects_file=folder / "damaged.rejects.csv"))
    if report is None or report.imported.fec is None:
        return
    ledger = report.imported
    adds_up(ledger)
    assert ledger.open_cents == ledger.fec.balance
    assert ledger.open_cents == int(ledger.invoices["open_cents"].sum()) - int(
        ledger.payments.loc[ledger.payments["invoice_id"].isna(), "amount_cents"].sum()
    )
    received = ledger.payments.dropna(subset="invoice_id").groupby("invoice_id")["amount_cents"].sum()
    for invoice in ledger.invoices.itertuples():
        left = invoice.amount_cents - int(received.get(invoice.invoice_id, 0)) - invoice.credited_cents
        assert left == invoice.open_cents
    report.to_json()
    report.to_text("fr")
    if report.rejects_file:
        with report.rejects_file.open(encoding="utf-8-sig", newline="") as file:
            assert len(list(csv.reader(file))) == ledger.counts.rows_rejected + 1


@settings(max_examples=CASES // 4)
@given(st.lists(st.lists(st.sampled_from(CELLS), min_size=16, max_size=20), max_size=6), st.sampled_from("\t|"))
def test_rows_of_junk(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], mark: str) -> None:
    path = tmp_path_factory.getbasetemp() / "junk.txt"
    path.write_text("\n".join(mark.join(row) for row in (COLUMNS, *rows)), encoding="utf-8")
    report = read_or_refused(lambda: check([path], rejects_file=path.with_suffix(".rejects.csv")))
    if report is not None:
        adds_up(report.imported)
        assert report.imported.counts.rows_read == len(rows) - sum(not any(row) for row in rows)
