"""A log of touches: both languages, CSV and Excel; each bad row told in one line, none lost."""

from pathlib import Path

import pytest
import xlsxwriter

from simlib.errors import ImportFailure
from simlib.readers import Imported, TouchLog, read_ledger, read_touches
from simlib.rules.channels import Channel

from .conftest import Write

LEDGER = """customer_id,invoice_id,issue_date,due_date,amount
DUPONT,F1,2025-02-01,2025-03-03,1200.00
DUPONT,F2,2025-02-10,2025-03-12,800.50
MARTIN,F3,2025-02-20,2025-03-22,99.90
"""
FRENCH = """Client;Facture;Date de relance;Canal;Résultat
DUPONT;F1;10/03/2025;E-mail;remis
DUPONT;;13/03/2025;Appel téléphonique;injoignable
MARTIN;F3;24/03/2025;Mise en demeure (LRAR);
;F2;24/03/2025;Courrier simple;
"""


@pytest.fixture
def ledger(write: Write) -> Imported:
    return read_ledger([write(LEDGER)])


def log_of(write: Write, ledger: Imported, text: str, mapping: Path | None = None) -> TouchLog:
    return read_touches(write(text, name="touches.csv"), ledger, mapping=mapping)


def rows_of(log: TouchLog) -> list[tuple[object, ...]]:
    return list(log.touches.itertuples(index=False, name=None))


def test_french_headers_words_and_dates(write: Write, ledger: Imported) -> None:
    log = log_of(write, ledger, FRENCH)
    assert rows_of(log) == [
        ("DUPONT", "F1", 20157, Channel.EMAIL, 1),
        ("DUPONT", None, 20160, Channel.CALL, 0),
        ("MARTIN", "F3", 20171, Channel.FORMAL_NOTICE, -1),
        ("DUPONT", "F2", 20171, Channel.LETTER, -1),
    ]
    assert (log.rows_read, log.rows_rejected, log.warnings) == (4, 0, ())


def test_english_headers_and_a_sheet_tell_the_same(tmp_path: Path, write: Write, ledger: Imported) -> None:
    file = tmp_path / "touches.xlsx"
    rows = (
        ("Customer ID", "Invoice No", "Sent on", "Channel", "Delivered"),
        ("DUPONT", "F1", "2025-03-10", "email", "yes"),
        ("DUPONT", "", "2025-03-13", "phone call", "no answer"),
        ("MARTIN", "F3", "2025-03-24", "formal notice", ""),
        ("", "F2", "2025-03-24", "letter", ""),
    )
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    assert rows_of(read_touches(file, ledger)) == rows_of(log_of(write, ledger, FRENCH))


def test_every_bad_row_is_told_in_one_line_and_none_is_lost(write: Write, ledger: Imported) -> None:
    text = (
        "customer,invoice,date,channel\n"
        "DUPONT,F1,2025-03-10,email\n"
        "DUPONT,F1,2025-03-10,e-mail\n"
        "MARTIN,F9,2025-03-10,email\n"
        "NOBODY,,2025-03-10,email\n"
        "MARTIN,F3,2025-02-31,email\n"
        "MARTIN,F3,2025-03-24,fax\n"
        ",,2025-03-24,sms\n"
    )
    log = log_of(write, ledger, text)
    assert log.rows_read == log.rows_accepted + log.rows_rejected + log.rows_ignored == 7
    assert (log.rows_accepted, log.rows_rejected, log.rows_ignored) == (1, 5, 1)
    told = [line.rpartition("touches.csv:")[2] for line in log.rejected_lines]
    assert [line.split(":")[0] for line in told] == ["4", "5", "6", "7", "8"]
    assert "'F9' is not in the ledger" in told[0]
    assert "'NOBODY' has no invoice" in told[1]
    assert "is no date" in told[2]
    assert "'fax'" in told[3]
    assert "sms, email, statement" in told[3]
    assert "neither invoice_id nor customer_id" in told[4]
    assert all("\n" not in line for line in told)
    assert any("tell a touch again" in line for line in log.warnings)


def test_a_mapping_names_columns_and_what_steps_mean(tmp_path: Path, write: Write, ledger: Imported) -> None:
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text("touches: {touch_date: when, step: what}\nchannels: {R1: email, R2: letter}\n")
    log = log_of(write, ledger, "invoice,when,what\nF1,2025-03-10,R1\nF1,2025-03-20,R2\n", mapping)
    assert log.touches["channel"].tolist() == [Channel.EMAIL, Channel.LETTER]
    mapping.write_text("channels: {R1: mail}\n")
    with pytest.raises(ImportFailure, match="did you mean 'email'"):
        log_of(write, ledger, "invoice,date,step\nF1,2025-03-10,R1\n", mapping)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("customer,channel\nDUPONT,email\n", "the date of the touch"),
        ("customer,date\nDUPONT,2025-03-10\n", "the channel or step"),
        ("date,channel\n2025-03-10,email\n", "the customer, or the invoice"),
        ("customer,date,channel\n", "no row below"),
    ],
)
def test_a_log_without_what_it_needs_is_refused_in_one_line(
    write: Write, ledger: Imported, text: str, said: str
) -> None:
    with pytest.raises(ImportFailure, match=said) as problem:
        log_of(write, ledger, text)
    assert "\n" not in str(problem.value)
