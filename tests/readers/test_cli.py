"""`simlib check` and `simlib calibrate` on FEC and with suggested mappings, as a user runs them."""

import json
from pathlib import Path

import pandas as pd
import pytest

from tests.helpers import run_simlib
from tests.readers.fec.books import BOOK, KEY, Line, receipt, sale, written


def two_years() -> list[list[Line]]:
    """Return two years of sales that are paid 30 to 44 days later, the last ones open."""
    years: list[list[Line]] = [[], []]
    for number in range(240):
        day = number * 3
        for after, place in ((0, 0), (30 + number % 15, 1)):
            date = pd.Timestamp("2023-01-02") + pd.Timedelta(days=day + after)
            if date.year > 2024:
                continue
            customer = f"C{number % 12}"
            lines = (
                sale(2 * number, f"{date:%Y%m%d}", customer, 10_000 + 100 * number, f"F{number}")
                if place == 0
                else receipt(2 * number + 1, f"{date:%Y%m%d}", customer, (10_000 + 100 * number) * 6 // 5)
            )
            years[date.year - 2023].extend(lines)
    return years


def test_check_says_the_key_of_a_fec(tmp_path: Path) -> None:
    path = tmp_path / "123456789FEC20241231.txt"
    path.write_bytes(written(BOOK, separator="|", encoding="cp850"))
    said = run_simlib("check", path, "--terms", "eom45", "--json")
    assert (said.code, said.error) == (0, "")
    found = json.loads(said.out)
    assert {name: found[name] for name in KEY} == KEY
    assert found["fec"]["terms"]["customers"] == {"eom45": 3}
    french = run_simlib("check", path, "--lang", "fr")
    assert "factures rapprochées, en montant" in french.out
    assert "attention" in french.out


@pytest.mark.parametrize("terms", ["", "30", "net999"])
def test_terms_that_are_none_are_asked_wrongly(terms: str, tmp_path: Path) -> None:
    path = tmp_path / "fec.txt"
    path.write_bytes(written(BOOK))
    said = run_simlib("check", path, "--terms", terms)
    assert said.code == 2
    assert "write net30" in said.one_line()


def test_calibrate_learns_from_several_fec(tmp_path: Path) -> None:
    paths = [tmp_path / "2023.txt", tmp_path / "2024.txt"]
    for path, lines in zip(paths, two_years(), strict=True):
        path.write_bytes(written(lines))
    out = tmp_path / "behaviour.yaml"
    said = run_simlib("calibrate", *paths, "--terms", "net30", "-o", out, "--json")
    assert (said.code, said.error) == (0, "")
    checked = json.loads(run_simlib("check", *paths, "--json").out)
    opening = pd.read_parquet(tmp_path / "behaviour.opening.parquet")
    assert round(float(opening["amount"].sum()), 2) == checked["open_amount"]
    assert len(opening) == checked["invoices"] - checked["payments"]


def test_suggest_mapping(tmp_path: Path) -> None:
    ledger, mapping = tmp_path / "ledger.csv", tmp_path / "mapping.yaml"
    ledger.write_text(
        "Rechnung;Kunde;Rechnungsdatum;Fällig;Betrag\nR1;K1;31.01.2025;28.02.2025;1.234,50\n", encoding="utf-8"
    )
    said = run_simlib("check", ledger, "--suggest-mapping", mapping, "--json")
    assert (said.code, said.error) == (0, "")
    assert json.loads(said.out)["mapping_file"] == str(mapping)
    assert json.loads(said.out)["open_amount"] == 1_234.5
    again = run_simlib("check", ledger, "--mapping", mapping, "--json")
    assert json.loads(again.out)["open_amount"] == 1_234.5
    both = run_simlib("check", ledger, "--mapping", mapping, "--suggest-mapping", tmp_path / "other.yaml")
    assert both.code == 2
    assert "not both" in both.one_line()
