"""Broken files: one clear line or an honest count, never a traceback, a hang or a loss in silence."""

import csv
import io
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simlib.errors import ImportFailure
from simlib.readers import check, read_ledger

from .conftest import HEADER, ROWS, Write
from .sums import accepted_cents, adds_up, read_or_refused

CASES = 1_000 if os.environ.get("SIMLIB_TESTS") == "long" else 200


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "is empty; it must hold a header and one row per invoice"),
        ("\ufeff\r\n", "there is a header and no row below it|no column is known"),
        (HEADER + "\n", "there is a header and no row below it"),
        ("just some words\n", "no column is known to hold the customer and the invoice number"),
        (
            HEADER.replace("due_date", "x") + "\n" + ROWS[0],
            r"the due date; columns found: 'customer_id', .*; name it in a mapping file",
        ),
        (
            HEADER + ",due date\n" + ROWS[0] + ",2025-01-01",
            "2 columns could be due_date: 'due_date', 'due date'; rename one",
        ),
        (
            HEADER + "\nC,F,03/04/2025,01/05/2025,1,EUR",
            "column 'issue_date' is ambiguous: '03/04/2025' could have the day or the month",
        ),
        (
            HEADER + '\nC,F,2025-01-01,2025-01-01,"1,234",EUR',
            "column 'amount' is ambiguous: the mark in '1,234' could part",
        ),
        (b"\xde\xad\xbe\xef\x00\x01\x02" * 100, "is no text"),
    ],
)
def test_one_clear_line(write: Write, content: str | bytes, message: str) -> None:
    with pytest.raises(ImportFailure, match=message) as refused:
        read_ledger([write(content)])
    assert "\n" not in str(refused.value)
    assert "ledger.csv" in str(refused.value)


def test_no_file_at_all() -> None:
    with pytest.raises(ImportFailure, match="no ledger is given"):
        read_ledger([])


def test_a_mapping_that_names_an_absent_column(ledger: Write, write: Write) -> None:
    with pytest.raises(
        ImportFailure, match="the mapping names a column 'Due', which is not there; columns found: 'customer_id'"
    ):
        read_ledger([ledger()], mapping=write("columns: {due_date: Due}", "m.yaml"))
    with pytest.raises(ImportFailure, match="a column 'due_dates', which is not there; did you mean 'due_date'"):
        read_ledger([ledger()], mapping=write("columns: {due_date: due_dates}", "m.yaml"))


def test_a_file_of_payments_without_dates(ledger: Write, write: Write) -> None:
    with pytest.raises(ImportFailure, match=r"the payment date; .* in a mapping file, payments: {paid_date: <column>}"):
        read_ledger([ledger()], payments=write("invoice_id,amount\nF1,2\n", "p.csv"))


def test_hostile_names_stay_on_one_line(write: Write) -> None:
    with pytest.raises(ImportFailure) as refused:
        read_ledger([write('"a\nb\x1b[31m",' + "c" * 5000 + "\n1,2\n")])
    assert "\n" not in str(refused.value)
    assert "\x1b" not in str(refused.value)
    assert len(str(refused.value)) < 1000


# --------------------------------------------------------------------------------------------------------------- mutation


def book(name: str) -> str:
    """Return a ledger with what makes reading hard: accents, spaced and negative amounts, payments, a label of one's own."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        [
            "Code client",
            "N° facture",
            "Date de facture",
            "Date d'échéance",
            "Montant TTC",
            "Devise",
            "Date de règlement",
            "Montant réglé",
            "Libellé",
        ]
    )
    for number in range(1, 31):
        day, euros = number % 28 + 1, f"{number * 137 % 9 + 1} {number * 77 % 900 + 100:03d},{number % 100:02d}"
        amount = f"-{euros}" if number % 11 == 0 else f"{euros} €"
        paid = (f"{day:02d}/03/2025", amount) if number % 3 else ("", "")
        label = name if number % 7 == 0 else "Été & Cie"
        writer.writerow(
            [
                f"C{number % 5}",
                f"F{number:03d}",
                f"{day:02d}/01/2025",
                f"{day:02d}/02/2025",
                amount,
                "EUR",
                *paid,
                label,
            ]
        )
    return out.getvalue()


WHOLE = book('dit "le Grand"; suite')
PLAIN = book("sans guillemets")


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Draw a ledger with bytes flipped, columns dropped, rows torn, doubled or swapped, encodings mixed."""
    lines = draw(st.sampled_from([WHOLE, PLAIN])).split("\r\n")[:-1]
    for kind in draw(
        st.lists(st.sampled_from(["drop column", "tear", "double", "swap", "blank cell", "quote"]), max_size=3)
    ):
        at = draw(st.integers(0, len(lines) - 1))
        cells = lines[at].split(";")
        column = draw(st.integers(0, len(cells) - 1))
        if kind == "drop column":
            lines = [";".join(cell for place, cell in enumerate(line.split(";")) if place != column) for line in lines]
        elif kind == "tear":
            lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
        elif kind == "double":
            lines.insert(at, lines[at])
        elif kind == "swap":
            other = draw(st.integers(0, len(lines) - 1))
            lines[at], lines[other] = lines[other], lines[at]
        elif kind == "blank cell":
            cells[column] = ""
            lines[at] = ";".join(cells)
        else:
            cells[column] = draw(st.sampled_from(['"' + cells[column], cells[column] + '"', '"\n', '""']))
            lines[at] = ";".join(cells)
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252", "iso8859-15"]))
    line_end = draw(st.sampled_from(["\r\n", "\n", "\r", "\r\r\n"]))
    data = bytearray((line_end.join(lines) + draw(st.sampled_from(["", line_end]))).encode(encoding, errors="replace"))
    if draw(st.booleans()):
        data[len(data) // 2 :] = data[len(data) // 2 :].decode(encoding, errors="replace").encode("utf-8")
    for _ in range(draw(st.integers(0, 8)) if data else 0):
        data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    return bytes(data)


@settings(max_examples=CASES)
@given(content=damaged())
def test_damaged_ledgers_add_up_or_are_refused_in_one_line(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    folder = tmp_path_factory.getbasetemp()
    path = folder / "damaged.csv"
    path.write_bytes(content)
    report = read_or_refused(lambda: check([path], rejects_file=folder / "damaged.rejects.csv"))
    if report is None:
        return
    ledger = report.imported
    adds_up(ledger)
    for currency in ledger.counts.currencies:
        assert ledger.counts.amount_accepted[currency] == accepted_cents(ledger, currency, second_file=False)
    if b'"' not in content and b"\0" not in content:
        lines = [line for line in content.replace(b"\r", b"\n").split(b"\n") if line.strip()]
        above = next(
            (
                int(warning.split("line ")[1].split(";")[0])
                for warning in ledger.warnings
                if "the header is taken" in warning
            ),
            1,
        )
        assert ledger.counts.rows_read <= len(lines) - 1
        assert ledger.counts.rows_read >= len(lines) - above
    if report.rejects_file:
        with report.rejects_file.open(encoding="utf-8-sig", newline="") as file:
            assert len(list(csv.reader(file))) == ledger.counts.rows_rejected + 1


@settings(max_examples=CASES)
@given(content=st.binary(max_size=400))
def test_junk(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "junk.csv"
    path.write_bytes(content)
    with pytest.raises(ImportFailure) as refused:
        read_ledger([path])
    assert "\n" not in str(refused.value)


@settings(max_examples=CASES)
@given(content=damaged())
def test_damaged_payments_add_up_or_are_refused_in_one_line(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    """Read the damaged ledger as payments of the whole one."""
    folder = tmp_path_factory.getbasetemp()
    ledger, payments = folder / "whole.csv", folder / "payments.csv"
    ledger.write_text(WHOLE, encoding="utf-8")
    payments.write_bytes(content)
    found = read_or_refused(lambda: read_ledger([ledger], payments=payments))
    if found is None:
        return
    adds_up(found)
    assert found.counts.rows_read >= 30
    for currency in found.counts.currencies:
        assert found.counts.amount_accepted[currency] == accepted_cents(found, currency, second_file=True)
