"""A mapping suggested from headers and cells: what is found is right, what is not is said, and the file can be read."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simlib.errors import ImportFailure
from simlib.readers import check
from simlib.readers.mapping import read_mapping
from tests.readers.fec.books import BOOK, written
from tests.readers.sums import read_or_refused

from .conftest import Write

PORTUGUESE = "id_boleto;id_pagador;dt_emissao;dt_vencimento;dt_pagamento;vlr_nominal;vlr_baixa;observacao"
GERMAN = "Belegnummer;Kunde;Rechnungsdatum;Fällig am;Zahlungseingang;Betrag;Bezahlt;Text"
SPANISH = "Núm. factura;Cliente;Fecha factura;Vencimiento;Fecha de pago;Importe total;Pagado;Nota"
NONSENSE = "c;a;e;f;g;b;d;h"


def lines(count: int = 40) -> list[str]:
    return [
        f"B{n};K{n % 6};{n % 28 + 1:02d}/01/2025;{n % 28 + 1:02d}/02/2025;"
        + (f"{n % 28 + 1:02d}/03/2025;{n + 100},50;{n + 100},50;" if n % 4 else f";{n + 100},50;;")
        + "texte"
        for n in range(count)
    ]


@pytest.mark.parametrize("header", [PORTUGUESE, GERMAN, SPANISH])
def test_columns_of_other_languages(header: str, write: Write, tmp_path: Path) -> None:
    path = write("\n".join([header, *lines()]) + "\n")
    report = check([path], suggest=tmp_path / "mapping.yaml")
    names = header.split(";")
    assert read_mapping(tmp_path / "mapping.yaml").columns == {
        "invoice_id": names[0],
        "customer_id": names[1],
        "issue_date": names[2],
        "due_date": names[3],
        "paid_date": names[4],
        "amount": names[5],
        "paid_amount": names[6],
    }
    assert report.imported.counts.rows_accepted == 40
    assert len(report.imported.payments) == 30
    assert report.to_json()["mapping_file"] == str(tmp_path / "mapping.yaml")
    assert "mapping.yaml" in report.to_text("fr")


def test_headers_that_say_nothing(write: Write, tmp_path: Path) -> None:
    path = write("\n".join([NONSENSE, *lines()]) + "\n")
    check([path], suggest=tmp_path / "mapping.yaml")
    found = read_mapping(tmp_path / "mapping.yaml").columns
    assert found == {"invoice_id": "c", "customer_id": "a", "issue_date": "e", "due_date": "f", "amount": "b"}


def test_what_the_cells_leave_open_is_marked(write: Write, tmp_path: Path) -> None:
    rows = [f'C{n % 3},F{n},0{n % 9 + 1}/02/2025,0{n % 9 + 1}/03/2025,"1,23{n % 10}"' for n in range(9)]
    path = write("\n".join(["customer_id,invoice_id,issue_date,due_date,amount", *rows]) + "\n")
    report = check([path], suggest=tmp_path / "mapping.yaml")
    text = (tmp_path / "mapping.yaml").read_text(encoding="utf-8")
    assert "issue_date: day_first" in text
    assert 'decimal: ","  # the file leaves it open: check it' in text
    assert report.imported.counts.rows_accepted == 9


def test_what_is_missing_is_named_and_the_suggestion_kept(write: Write, tmp_path: Path) -> None:
    path = write("Kunde;Betrag\n" + "\n".join(f"K{n % 3};{n},50" for n in range(9)) + "\n")
    with pytest.raises(ImportFailure, match="no column is known to hold"):
        check([path], suggest=tmp_path / "mapping.yaml", lang="fr")
    text = (tmp_path / "mapping.yaml").read_text(encoding="utf-8")
    assert "  # due_date:  # aucune colonne trouvée\N{NO-BREAK SPACE}: nommez-la" in text


def test_terms_of_a_fec(write: Write, tmp_path: Path) -> None:
    path = write(written(BOOK), "fec.txt")
    report = check([path], suggest=tmp_path / "mapping.yaml")
    assert read_mapping(tmp_path / "mapping.yaml").terms == {"C001": "net30", "C002": "net30", "C003": "net30"}
    assert report.imported.fec is not None
    assert set(report.imported.fec.terms.source) == {"given"}


def test_a_mapping_that_is_there_is_never_overwritten(ledger: Write, tmp_path: Path) -> None:
    kept = tmp_path / "mapping.yaml"
    kept.write_text("currency: CHF\n", encoding="utf-8")
    for target in (kept, tmp_path):
        with pytest.raises(ImportFailure, match="it is there already; name another file"):
            check([ledger()], suggest=target)
    assert kept.read_text(encoding="utf-8") == "currency: CHF\n"
    with pytest.raises(ImportFailure, match="not both"):
        check([ledger()], mapping=kept, suggest=tmp_path / "other.yaml")


@settings(max_examples=40)
@given(st.lists(st.lists(st.text(max_size=8), min_size=3, max_size=6), min_size=2, max_size=6))
def test_any_table_gets_a_mapping_that_can_be_read(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    folder = tmp_path_factory.getbasetemp()
    path, mapping = folder / "any.csv", folder / "any.yaml"
    mapping.unlink(missing_ok=True)
    path.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8", errors="replace", newline="")
    read_or_refused(lambda: check([path], rejects_file=folder / "any.rejects.csv", suggest=mapping))
    if mapping.exists():
        read_mapping(mapping)
