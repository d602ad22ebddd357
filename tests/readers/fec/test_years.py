"""Several FEC: one year after the other, what they carry forward, and what they cannot be."""

from pathlib import Path

import pytest

from simlib.errors import ImportFailure
from simlib.readers import read_ledger
from simlib.readers.fec.matching import Way
from tests.readers.fec.books import BOOK, entry, receipt, row, sale, written
from tests.readers.fec.conftest import Read
from tests.readers.fec.test_matching import day, open_of, paid_of

FIRST = [
    *entry("AN", 1, "20230101", row("51200000", 90_000), row("10100000", -90_000)),
    *sale(2, "20230310", "C1", 1_000, "F1", "AA"),
    *receipt(3, "20230410", "C1", 1_200, "AA"),
    *sale(4, "20231105", "C1", 2_000, "F2"),
    *sale(5, "20231120", "C2", 2_000, "F3"),
    *sale(6, "20231220", "C2", 3_000, "F4", "AB", "20240215"),  # the file was made after the payment
]


def second(*forward: tuple[str, int, str], first: str = "20240101") -> list:
    brought = [row("41100000", cents, third, letter) for third, cents, letter in forward]
    return [
        *entry("AN", 1, first, *brought, row("10100000", -sum(cents for _, cents, _ in forward))),
        *receipt(2, "20240115", "C1", 2_400, "AA"),
        *receipt(3, "20240215", "C2", 3_600, "AB", "20240215"),
        *sale(4, "20240301", "C1", 700, "F5"),
    ]


DETAILED = (("C1", 2_400, "AA"), ("C2", 2_400, ""), ("C2", 3_600, "AB"))


def test_one_year_after_the_other(read: Read) -> None:
    found = read(FIRST, second(*DETAILED))
    assert open_of(found) == {"F1": 0, "F2": 0, "F3": 2_400, "F4": 0, "F5": 840}
    assert paid_of(found) == [("F1", 1_200), ("F2", 2_400), ("F4", 3_600)]
    assert found.open_cents == 3_240
    assert found.fec is not None
    assert found.fec.matched[Way.LETTERING].invoices == 3
    assert found.invoices.set_index("invoice_id").loc["F2", "issue_date"] == day("2023-11-05")
    assert not found.invoices["brought_forward"].any()
    assert any("ignored since the year before tells them in detail: 3" in warning for warning in found.warnings)


def test_files_in_any_order(read: Read) -> None:
    forth, back = read(FIRST, second(*DETAILED)), read(second(*DETAILED), FIRST)
    assert open_of(forth) == open_of(back)
    assert paid_of(forth) == paid_of(back)


def test_one_balance_per_customer(read: Read) -> None:
    found = read(FIRST, second(("C1", 2_400, ""), ("C2", 6_000, "")))
    assert open_of(found) == {"F1": 0, "F2": 0, "F3": 2_400, "F4": 0, "F5": 840}


def test_balances_that_do_not_meet_are_made_to_and_said(read: Read) -> None:
    found = read(FIRST, second(("C1", 2_400, "AA"), ("C2", 2_000, ""), ("C2", 3_600, "AB")))
    assert found.open_cents == 2_840
    assert any("not those of the year before for 1 third parties, 4.00 in all" in warning for warning in found.warnings)


def test_one_balance_for_all_customers(read: Read) -> None:
    found = read(FIRST, second(("", 8_400, "")))
    assert found.open_cents == 3_240
    assert not any("not those of the year before" in warning for warning in found.warnings)


def test_a_year_alone_knows_no_day_of_issue_of_what_it_brings_forward(read: Read) -> None:
    found = read(second(*DETAILED))
    assert found.invoices["brought_forward"].tolist() == [True, True, True, False]
    assert found.open_cents == 3_240
    assert any("day of issue is unknown: 3, for 84.00" in warning for warning in found.warnings)


def test_balances_brought_forward_with_their_documents_day(read: Read) -> None:
    lines = second(*DETAILED)
    lines[0] = type(lines[0])(**{**vars(lines[0]), "piece_date": "20231105"})
    found = read(lines)
    assert found.invoices["brought_forward"].tolist() == [False, True, True, False]
    assert found.invoices["issue_date"][0] == day("2023-11-05")


def test_three_years(read: Read) -> None:
    middle = entry(
        "AN", 1, "20240101", *(row("41100000", cents, third) for third, cents, _ in DETAILED), row("10100000", -8_400)
    )
    third = [
        *entry("AN", 1, "20250101", *(row("41100000", cents, third, letter) for third, cents, letter in DETAILED)),
        *receipt(2, "20250115", "C1", 2_400, "AA"),
        *receipt(3, "20250215", "C2", 3_600, "AB"),
    ]
    found = read(
        FIRST, [*middle, *sale(2, "20240401", "C3", 100, "F9", "Z"), *receipt(3, "20240501", "C3", 120, "Z")], third
    )
    assert open_of(found) == {"F1": 0, "F2": 0, "F3": 2_400, "F4": 0, "F9": 0}


def test_the_same_file_twice(read: Read) -> None:
    once, twice = read(BOOK), read(BOOK, BOOK)
    assert twice.counts.rows_ignored == once.counts.rows_ignored + len(BOOK)
    assert twice.open_cents == once.open_cents == 70_000


def test_the_same_year_in_two_ways(read: Read) -> None:
    with pytest.raises(ImportFailure, match="both tell the year from 2024-01-01; give one of them"):
        read(BOOK, BOOK[:-2])


def test_a_year_missing_between(read: Read) -> None:
    with pytest.raises(ImportFailure, match=r"nothing is known between 2023-12-31, .* and 2025-01-01"):
        read(FIRST, second(*DETAILED, first="20250101"))


def test_dates_outside_the_year(read: Read) -> None:
    found = read([*BOOK, *receipt(90, "20250115", "C001", 10_000), *sale(91, "20221231", "C001", 5_000, "F91")])
    assert found.open_cents == 70_000 - 10_000 + 6_000
    assert any("dated outside the year, 2024-01-01 to 2024-12-31: 2" in warning for warning in found.warnings)


def test_opening_entries_that_nothing_names(read: Read) -> None:
    lines = [type(line)(**{**vars(line), "journal": "OD" if line.journal == "AN" else line.journal}) for line in BOOK]
    found = read(lines)
    assert found.invoices["brought_forward"].sum() == 3


def test_books_of_two_firms_are_said(tmp_path: Path) -> None:
    paths = [tmp_path / "111111111FEC20231231.txt", tmp_path / "222222222FEC20241231.txt"]
    for path, lines in zip(paths, (FIRST, second(*DETAILED)), strict=True):
        path.write_bytes(written(lines))
    assert any("numbers of several firms: 111111111, 222222222" in line for line in read_ledger(paths).warnings)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda data: data.replace(b"EcritureDate", b"Jour"), "no column EcritureDate; columns found"),
        (lambda data: data.replace(b"Debit", b"Sortie"), r"no column Debit and Credit \(or Montant and Sens\)"),
        (lambda data: data.replace(b"\t411", b"\t511"), r"no row is on a customer's account \(411\)"),
        (lambda data: data.split(b"\r\n")[0], "there is a header and no row below it"),
    ],
)
def test_one_clear_line(tmp_path: Path, change, message: str) -> None:
    path = tmp_path / "fec.txt"
    path.write_bytes(change(written(BOOK)))
    with pytest.raises(ImportFailure, match=message) as refused:
        read_ledger([path])
    assert "\n" not in str(refused.value)


def test_a_fec_and_another_ledger(tmp_path: Path) -> None:
    fec, other = tmp_path / "fec.txt", tmp_path / "ledger.csv"
    fec.write_bytes(written(BOOK))
    other.write_text(
        "customer_id,invoice_id,issue_date,due_date,amount\nC,F,2025-01-01,2025-02-01,1\n", encoding="utf-8"
    )
    with pytest.raises(ImportFailure, match="give either FEC or ledgers of invoices"):
        read_ledger([fec, other])
    with pytest.raises(ImportFailure, match="which holds its payments"):
        read_ledger([fec], payments=other)


def test_amounts_that_no_ledger_could_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simlib.readers.fec.reading._LARGEST_SUM", 1e6)
    path = tmp_path / "fec.txt"
    path.write_bytes(written(BOOK))
    with pytest.raises(ImportFailure, match="which is no ledger"):
        read_ledger([path])
