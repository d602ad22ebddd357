"""A FEC in every form in which software writes it: the same totals, computed by hand."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from simlib.readers import check
from tests.readers.fec.books import BOOK, COLUMNS, KEY, MATCHED, Line, Record, written
from tests.readers.sums import adds_up


def padded(record: Record) -> Record:
    """Pad texts with blanks and amounts with zeros."""
    texts = {name: cell.ljust(20) for name, cell in record.items()}
    return texts | {name: record[name].rjust(13, "0") for name in ("Debit", "Credit")}


def signed_zeros(record: Record) -> Record:
    """Write amounts of fifteen digits after a blank, and a dash for a piece that is not there."""
    amounts = {name: f" {record[name]:0>16}" for name in ("Debit", "Credit")}
    return record | amounts | {"PieceRef": record["PieceRef"] or "-"}


def one_amount(debit: str, credit: str) -> Callable[[Record], Record]:
    def change(record: Record) -> Record:
        is_debit = record["Debit"] != "0,00"
        return record | {
            "Montant": record["Debit"] if is_debit else record["Credit"],
            "Sens": debit if is_debit else credit,
        }

    return change


def blank_zeros(record: Record) -> Record:
    return record | {name: "" if record[name] == "0,00" else record[name] for name in ("Debit", "Credit")}


def dots(record: Record) -> Record:
    return record | {name: record[name].replace(",", ".") for name in ("Debit", "Credit")}


def negative(record: Record) -> Record:
    """Write every credit as a debit below zero."""
    return record | {
        "Debit": record["Debit"] if record["Credit"] == "0,00" else f"-{record['Credit']}",
        "Credit": "0,00",
    }


def zero_numbers(record: Record) -> Record:
    return record | {"EcritureNum": "0000000"}


def trailing_signs(record: Record) -> Record:
    return record | {name: f"{record[name]}+" for name in ("Debit", "Credit") if record[name] != "0,00"}


def numbers_per_journal(record: Record) -> Record:
    """Let the numbers of entries begin anew in each journal and month."""
    return record | {"EcritureNum": f"{record['EcritureDate'][6:]}"}


def dates_with_dashes(record: Record) -> Record:
    return record | {
        name: f"{day[:4]}-{day[4:6]}-{day[6:]}" if (day := record[name]) else ""
        for name in ("EcritureDate", "PieceDate", "DateLet", "ValidDate")
    }


SHUFFLED = [COLUMNS[place] for place in (3, 4, 0, 1, 2, 6, 5, 7, 9, 8, 11, 12, 10, 13, 15, 14, 17, 16)]
CASH_BOOK = [*COLUMNS, "DateRglt", "ModeRglt", "NatOp", "IdClient"]
ONE_AMOUNT = [{"Debit": "Montant", "Credit": "Sens"}.get(name, name) for name in COLUMNS]

VARIANTS: dict[str, Callable[[], bytes]] = {
    "tab": lambda: written(BOOK),
    "pipe": lambda: written(BOOK, separator="|"),
    "semicolon": lambda: written(BOOK, separator=";"),
    "byte order mark": lambda: written(BOOK, encoding="utf-8-sig"),
    "utf-16": lambda: written(BOOK, encoding="utf-16"),
    "iso 8859-15": lambda: written(BOOK, encoding="iso8859-15"),
    "cp850": lambda: written(BOOK, encoding="cp850"),
    "lf": lambda: written(BOOK, end="\n"),
    "cr": lambda: written(BOOK, end="\r"),
    "cr cr lf": lambda: written(BOOK, end="\r\r\n"),
    "padded": lambda: written(BOOK, change=padded, separator="|"),
    "signed zeros": lambda: written(BOOK, change=signed_zeros, separator="|"),
    "trailing separator": lambda: written(BOOK, trailing="\t"),
    "trailing pipe": lambda: written(BOOK, separator="|", trailing="|"),
    "MontantDevise": lambda: written(BOOK, rename={"Montantdevise": "MontantDevise", "EcritureLet": "Ecriturelet"}),
    "small names": lambda: written(BOOK, rename={name: f" {name.lower()} " for name in COLUMNS}),
    "reordered": lambda: written(BOOK, columns=SHUFFLED),
    "cash book": lambda: written(BOOK, columns=CASH_BOOK),
    "columns of one's own": lambda: written(BOOK, columns=["Dossier", *COLUMNS[:9], "Analytique", *COLUMNS[9:]]),
    "amount and side": lambda: written(BOOK, columns=ONE_AMOUNT, change=one_amount("D", "C")),
    "amount and sign": lambda: written(BOOK, columns=ONE_AMOUNT, change=one_amount("+1", "-1"), separator="|"),
    "blank zeros": lambda: written(BOOK, change=blank_zeros),
    "decimal points": lambda: written(BOOK, change=dots),
    "trailing signs": lambda: written(BOOK, change=trailing_signs),
    "numbers all zero": lambda: written(BOOK, change=zero_numbers),
    "no numbers": lambda: written(BOOK, columns=[name for name in COLUMNS if name != "EcritureNum"]),
    "numbers per journal": lambda: written(BOOK, change=numbers_per_journal),
    "dates with dashes": lambda: written(BOOK, change=dates_with_dashes),
    "no last columns": lambda: written(BOOK, columns=COLUMNS[:16]),
    "pipes in labels": lambda: written(labelled("Facture | mars | 2024"), separator="|"),
    "quotes in labels": lambda: written(labelled('"Dupont" 24" écran'), separator="|"),
    "line ends in labels": lambda: written(labelled("première ligne\nseconde"), separator="|"),
    "in quotes": lambda: quoted(written(BOOK, separator=";")),
}


def labelled(label: str) -> tuple[Line, ...]:
    return tuple(Line(**{**vars(line), "label": label}) if place % 4 == 0 else line for place, line in enumerate(BOOK))


def quoted(content: bytes) -> bytes:
    lines = content.decode().split("\r\n")[:-1]
    return "\r\n".join(";".join(f'"{cell}"' for cell in line.split(";")) for line in lines).encode()


def holds_key(path: Path, rejects: Path) -> None:
    report = check([path], rejects_file=rejects)
    adds_up(report.imported)
    said = report.to_json()
    assert {name: said[name] for name in KEY} == KEY
    fec = said["fec"]
    assert isinstance(fec, dict)
    assert {way: (one["invoices"], one["amount"]) for way, one in fec["matched"].items()} == MATCHED
    assert fec["payables"] == {"balance": 0.0, "purchases": 360.0, "dpo": 0.0, "days_to_pay": 31.0}


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_form_has_the_same_totals(variant: str, tmp_path: Path) -> None:
    path = tmp_path / "123456789FEC20241231.txt"
    path.write_bytes(VARIANTS[variant]())
    holds_key(path, tmp_path / "rejects.csv")


def test_credits_below_zero_are_debits(tmp_path: Path) -> None:
    path = tmp_path / "fec.txt"
    path.write_bytes(written(BOOK, change=negative))
    report = check([path]).to_json()
    assert report["open_amount"] == KEY["open_amount"]
    assert report["amount_read"] == 0.0  # debit plus credit, and every entry balances


@pytest.mark.parametrize("form", ["xlsx", "parquet"])
def test_a_fec_that_passed_through_a_spreadsheet(form: str, tmp_path: Path) -> None:
    table = pd.DataFrame([line.record() for line in BOOK])
    path = tmp_path / f"fec.{form}"
    if form == "xlsx":
        table.to_excel(path, index=False, engine="xlsxwriter")
    else:
        table.to_parquet(path)
    holds_key(path, tmp_path / "rejects.csv")


def test_accents_of_an_old_code_page(tmp_path: Path) -> None:
    lines = tuple(Line(**{**vars(line), "third": line.third.replace("C", "Société é")}) for line in BOOK)
    for encoding in ("cp850", "cp1252", "iso8859-15", "utf-8"):
        path = tmp_path / f"{encoding}.txt"
        path.write_bytes(written(lines, encoding=encoding))
        assert check([path]).imported.customers == ("Société é001", "Société é002", "Société é003")
