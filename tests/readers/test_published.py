"""Published ledgers read to the cent of their files, against totals computed here with decimals."""

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import numpy as np

from simlib.readers import check, read_ledger
from simlib.readers.fec.matching import Way

from .sums import adds_up


def records(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cents(texts: list[str]) -> int:
    return int(sum((Decimal(text) for text in texts if text), Decimal(0)) * 100)


def test_ibm(ledgers: Path, mappings: Path) -> None:
    path = ledgers / "ibm_ar" / "accounts_receivable.csv"
    whole = records(path)
    ledger = read_ledger([path], mapping=mappings / "ibm_ar.yaml")
    adds_up(ledger)
    assert ledger.counts.rows_read == ledger.counts.rows_accepted == len(whole) == 2_466
    assert (
        ledger.counts.amount_accepted == {"USD": cents([row["InvoiceAmount"] for row in whole])} == {"USD": 14_770_318}
    )
    assert len(ledger.customers) == len({row["customerID"] for row in whole}) == 100
    assert ledger.open_cents == 0
    days = (
        ledger.payments.set_index("invoice_id")["date"].loc[ledger.invoices["invoice_id"]].to_numpy()
        - ledger.invoices["issue_date"]
    )
    assert days.tolist() == [int(row["DaysToSettle"]) for row in whole]
    late = days.to_numpy() > (ledger.invoices["due_date"] - ledger.invoices["issue_date"]).to_numpy()
    assert round(late.mean(), 3) == 0.356
    assert round(ledger.invoices["disputed"].mean(), 4) == 0.2275


def test_ibm_is_recognised_by_itself(ledgers: Path, mappings: Path) -> None:
    path = ledgers / "ibm_ar" / "accounts_receivable.csv"
    alone, mapped = read_ledger([path]), read_ledger([path], mapping=mappings / "ibm_ar.yaml")
    assert alone.invoices.drop(columns="currency").equals(mapped.invoices.drop(columns="currency"))
    assert alone.payments.drop(columns="currency").equals(mapped.payments.drop(columns="currency"))


def test_nuclea(ledgers: Path, mappings: Path) -> None:
    path = ledgers / "nuclea_boletos" / "boletos.csv"
    whole = records(path)
    ledger = read_ledger([path], mapping=mappings / "nuclea.yaml")
    adds_up(ledger)
    assert ledger.counts.rows_read == ledger.counts.rows_accepted == len(whole) == 7_118
    assert ledger.counts.amount_accepted == {"BRL": cents([row["vlr_nominal"] for row in whole])}
    assert round(ledger.counts.amount_accepted["BRL"] / 1e8, 1) == 165.9
    assert len(ledger.customers) == 3_525
    assert len(ledger.payments) == 6_298
    assert int(ledger.payments["amount_cents"].sum()) == cents([row["vlr_baixa"] for row in whole])
    assert int(ledger.invoices["cancelled_date"].notna().sum()) == 640
    assert int((ledger.invoices["open_cents"] > 0).sum()) == 70 + 77 + 33
    owed = [row["vlr_nominal"] for row in whole if row["tipo_baixa"][:1] in {"", "6", "7"}]
    assert ledger.open_cents == cents(owed)
    bills = ledger.invoices.set_index("invoice_id")
    wait = ledger.payments.set_index("invoice_id")["date"] - bills["issue_date"].loc[ledger.payments["invoice_id"]]
    assert (round(float(wait.mean()), 1), float(wait.median())) == (54.0, 44.0)


def test_poulomi(ledgers: Path, mappings: Path) -> None:
    folder = ledgers / "poulomi8_ar"
    invoices, payments = records(folder / "Invoices.csv"), records(folder / "Payments.csv")
    ledger = read_ledger(
        [folder / "Invoices.csv"], payments=folder / "Payments.csv", mapping=mappings / "poulomi8.yaml"
    )
    adds_up(ledger)
    once = {tuple(row.values()): row for row in invoices}.values()
    good = {row["Invoice_ID"]: row for row in once if row["Invoice_Amount"] and row["Due_Date"]}
    received = [row for row in payments if row["Invoice_ID"] in good]
    assert (len(invoices), len(payments), len(invoices) - len(once)) == (8_005, 6_748, 5)
    assert ledger.counts.rows_read == len(invoices) + len(payments)
    assert ledger.counts.rows_ignored == 5
    assert ledger.counts.amounts_unreadable == 6
    assert ledger.invoices["invoice_id"].tolist() == list(good)
    assert len(ledger.payments) == len(received)
    total = cents([row["Invoice_Amount"] for row in good.values()])
    paid = cents([row["Amount_Paid"] for row in received])
    assert ledger.counts.amount_accepted == {"INR": total + paid}
    assert ledger.open_cents == total - paid
    assert ledger.counts.amount_read == {
        "INR": cents([row["Invoice_Amount"] for row in invoices]) + cents([row["Amount_Paid"] for row in payments])
    }
    assert Counter(ledger.rejects["reason"])["due_date is blank"] == 15
    assert Counter(ledger.rejects["reason"])["amount is blank"] == 6
    assert int((ledger.invoices["kind"] == "credit_note").sum()) == 3


def test_farm(ledgers: Path) -> None:
    """The accounting file of a farm: its balance to the cent, and the days to pay that its lettering tells."""
    path = ledgers / "fec" / "111111111FEC20221231.txt"
    whole = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines(), delimiter="\t"))
    both = [row[side].replace(",", ".") for row in whole for side in ("Debit", "Credit")]
    customers = [row for row in whole if row["CompteNum"].startswith("411")]
    debit, credit = (cents([row[side].replace(",", ".") for row in customers]) for side in ("Debit", "Credit"))
    report = check([path])
    ledger, said = report.imported, report.to_json()
    adds_up(ledger)
    assert said["rows_read"] == len(whole) == 934
    assert ledger.counts.amount_read == {"EUR": cents(both)}
    assert ledger.open_cents == debit - credit == 1_441_652
    assert (said["invoices"], said["customers"]) == (100, 34)
    owed = ledger.invoices[ledger.invoices["amount_cents"] > 0]
    assert int(owed["amount_cents"].sum()) == debit == 5_363_878
    assert ledger.fec is not None
    assert ledger.fec.matched[Way.LETTERING].invoices == 70
    cleared = owed[owed["open_cents"] == 0]
    last = ledger.payments.groupby("invoice_id")["date"].max().reindex(cleared["invoice_id"]).fillna(0).to_numpy()
    closed = np.maximum(last, cleared["credited_date"].fillna(0).to_numpy(dtype=np.int64))
    days = closed - cleared["issue_date"].to_numpy()
    lettered = days[~np.isin(cleared["amount_cents"], (37_194, 5_605))]  # two invoices whose payments bear no code
    assert (round(float(lettered.mean()), 1), float(np.median(lettered))) == (52.2, 49.5)
    assert [round(float(one)) for one in np.quantile(lettered, (0.9, 0.99))] == [81, 157]
