"""Ledgers imported: what is accepted, rejected, ignored, and said."""

import datetime

import pandas as pd
import pytest

from simlib.days import to_day
from simlib.errors import ImportFailure
from simlib.readers import Imported, read_ledger

from .conftest import Write
from .sums import adds_up

PAID = "customer_id,invoice_id,issue_date,due_date,amount,paid_date,paid_amount"


def reasons(ledger: Imported) -> dict[int, str]:
    return dict(zip(ledger.rejects["line"], ledger.rejects["reason"], strict=True))


def test_a_good_ledger(ledger: Write) -> None:
    found = read_ledger([ledger()])
    adds_up(found)
    assert found.invoices["invoice_id"].tolist() == ["F1", "F2", "F3"]
    assert found.invoices["issue_date"][0] == to_day(datetime.date(2025, 1, 2))
    assert found.invoices["amount_cents"].tolist() == found.invoices["open_cents"].tolist() == [10000, 25050, 199999]
    assert found.invoices["kind"].unique().tolist() == ["invoice"]
    assert found.invoices["segment"].isna().all()
    assert found.customers == ("C1", "C2")
    assert found.currency == "EUR"
    assert found.open_cents == 235049
    assert found.warnings == ("no payment is known: give paid dates in the ledger, or a second file with --payments",)


def test_types_are_the_same_with_and_without_rows(ledger: Write) -> None:
    full, empty = read_ledger([ledger()]), read_ledger([ledger(rows=("C1,F1,2025-01-01,,1,EUR",))])
    assert full.invoices.dtypes.to_dict() == empty.invoices.dtypes.to_dict()
    assert full.payments.dtypes.to_dict() == empty.payments.dtypes.to_dict()
    assert len(empty.invoices) == 0
    assert empty.open_cents == 0
    assert empty.customers == ()


def test_every_reason_is_told_at_once(ledger: Write) -> None:
    found = read_ledger([ledger(",F4,2025-02-30,,12x,EUR", "C3,F5,2025-01-01,2025-02-01,,EUR")])
    adds_up(found)
    assert reasons(found) == {
        5: (
            "amount '12x' is no amount up to 100,000,000,000 that can be read one way only; customer_id is blank; "
            "issue_date '2025-02-30' is no date from 1970 to 2100 in a known format; due_date is blank"
        ),
        6: "amount is blank",
    }
    assert found.counts.amounts_unreadable == 2


def test_copies_and_contradictions(ledger: Write) -> None:
    found = read_ledger(
        [
            ledger(
                "C1,F1,2025-01-02,2025-02-01,100.00,EUR",
                "C2,F3,2025-01-20,2025-03-06,2000.00,EUR",
                "C2,F3,2025-01-20,2025-03-06,2000.00,EUR",
            )
        ]
    )
    adds_up(found)
    assert found.invoices["invoice_id"].tolist() == ["F1", "F2"]
    assert reasons(found) == {4: "2 rows with this invoice_id differ", 6: "2 rows with this invoice_id differ"}
    assert found.counts.amount_ignored == {"EUR": 210000}
    assert any(warning.endswith("2 rows written exactly as another one, ignored") for warning in found.warnings)


def test_the_same_file_twice_is_one_ledger(ledger: Write) -> None:
    once, twice = read_ledger([ledger()]), read_ledger([ledger(), ledger(name="again.csv")])
    adds_up(twice)
    pd.testing.assert_frame_equal(once.invoices, twice.invoices)
    assert twice.counts.rows_ignored == 3


def test_several_files_are_one_ledger(ledger: Write) -> None:
    other = ledger(
        header="Client;Facture;Date facture;Échéance;Montant",
        rows=("C9;F9;15/01/2025;14/02/2025;1 000,00 €",),
        name="b.csv",
    )
    found = read_ledger([ledger(), other])
    adds_up(found)
    assert found.invoices["invoice_id"].tolist() == ["F1", "F2", "F3", "F9"]
    assert found.counts.amount_accepted == {"EUR": 335049}


def test_credit_notes(ledger: Write) -> None:
    found = read_ledger([ledger("C1,A1,2025-01-20,2025-01-20,-40.00,EUR", "C1,A2,2025-01-20,2025-01-20,(10.00),EUR")])
    adds_up(found)
    assert found.invoices["kind"].tolist() == ["invoice"] * 3 + ["credit_note"] * 2
    assert found.open_cents == 235049 - 5000


def test_a_type_of_document_makes_credit_notes_negative(ledger: Write) -> None:
    header = "Type de pièce;N° pièce;Client;Date;Échéance;Montant TTC"
    found = read_ledger(
        [
            ledger(
                header=header,
                rows=(
                    "Facture;F1;C1;15/01/2025;31/01/2025;100,00",
                    "Avoir;A1;C1;16/01/2025;16/01/2025;30,00",
                    "Règlement;R1;C1;17/01/2025;17/01/2025;70,00",
                ),
            )
        ]
    )
    adds_up(found)
    assert found.invoices["amount_cents"].tolist() == [10000, -3000]
    assert reasons(found) == {4: "the row is a payment; give payments in a second file"}


def test_rows_that_say_nothing_are_ignored(ledger: Write) -> None:
    found = read_ledger([ledger(",,,,,", '"",,,,," "', "", "C1,F8,2025-01-01,2025-01-31,0.00,EUR")])
    adds_up(found)
    assert found.counts.rows_ignored == 3
    assert found.counts.amounts_unreadable == 0
    assert [warning.partition(": ")[2] for warning in found.warnings][:2] == [
        "2 rows blank, ignored",
        "1 row with an amount of zero, ignored",
    ]


def test_payments_on_the_invoices_own_rows(ledger: Write) -> None:
    found = read_ledger(
        [
            ledger(
                header=PAID,
                rows=(
                    "C1,F1,2025-01-02,2025-02-01,100.00,2025-02-03,100.00",
                    "C1,F2,2025-01-02,2025-02-01,100.00,2025-02-03,40.00",
                    "C1,F3,2025-01-02,2025-02-01,100.00,,",
                    "C1,F4,2025-01-02,2025-02-01,100.00,,0.00",
                    "C1,F5,2025-01-02,2025-02-01,100.00,,50.00",
                    "C1,F6,2025-01-02,2025-02-01,100.00,2025-02-31,50.00",
                    "C1,F7,2025-01-02,2025-02-01,100.00,2025-02-13,5O.00",
                    "C1,F8,2025-01-02,2025-02-01,100.00,2025-02-13,",
                    "C1,F9,2025-01-02,2025-02-01,100.00,2025-02-13,130.00",
                ),
            )
        ]
    )
    adds_up(found)
    assert found.payments[["invoice_id", "amount_cents"]].to_numpy().tolist() == [
        ["F1", 10000],
        ["F2", 4000],
        ["F9", 13000],
    ]
    assert found.invoices.set_index("invoice_id")["open_cents"].to_dict() == {
        "F1": 0,
        "F2": 6000,
        "F3": 10000,
        "F4": 10000,
        "F8": 10000,
        "F9": -3000,
    }
    assert reasons(found) == {
        6: "paid_amount is given without paid_date",
        7: "paid_date '2025-02-31' is no date from 1970 to 2100 in a known format",
        8: "paid_amount '5O.00' is no amount up to 100,000,000,000 that can be read one way only",
    }
    assert "1 row with a paid date and no paid amount, read as unpaid" in found.warnings[0]
    assert "1 invoice is paid too much: the excess counts as a credit of the customer" in found.warnings[-1]


def test_a_paid_date_alone_pays_all(ledger: Write) -> None:
    header = "customer_id,invoice_id,issue_date,due_date,amount,paid_date"
    found = read_ledger(
        [ledger(header=header, rows=("C1,F1,2025-01-02,2025-02-01,9.99,2025-02-03", "C1,F2,2025-01-02,2025-02-01,1,"))]
    )
    assert found.payments["amount_cents"].tolist() == [999]
    assert found.open_cents == 100


def test_paid_amounts_without_any_date_are_refused(ledger: Write) -> None:
    with pytest.raises(
        ImportFailure, match=r"column 'paid_amount' tells payments and no column is known to hold their date"
    ):
        read_ledger(
            [
                ledger(
                    header="customer_id,invoice_id,issue_date,due_date,amount,paid_amount",
                    rows=("C,F,2025-01-02,2025-02-01,1,1",),
                )
            ]
        )


def test_payments_in_a_second_file(ledger: Write, write: Write) -> None:
    payments = write(
        "Payment_ID,Invoice_ID,Customer_ID,Payment_Date,Amount_Paid,Method\n"
        "P1,F1,,2025-02-01,60.00,Card\n"
        "P2,F1,C1,2025-02-10,40.00,\n"
        "P3,F9,,2025-02-10,1.00,\n"
        "P4,F4,,2025-02-10,2.00,\n"
        "P5,,C2,2025-02-10,3.00,\n"
        "P6,,,2025-02-10,4.00,\n"
        "P7,,C8,2025-02-10,5.00,\n"
        "P8,F2,C7,2025-02-10,-6.00,\n"
        "P1,F1,,2025-02-01,60.00,Card\n"
        "P9,F2,,2025-02-01,7.00,\n"
        "P9,F2,,2025-02-02,7.00,\n"
        "P9,F3,,2025-02-02,8.00,\n"
        ",F3,,2025-02-02,9.00,\n"
        ",F3,,2025-02-03,9.00,\n",
        "payments.csv",
    )
    found = read_ledger([ledger("C1,F4,2025-01-01,,5.00,EUR")], payments=payments)
    adds_up(found)
    assert found.payments["payment_id"].tolist() == ["P1", "P2", "P5", "P8", "P9", "14", "15"]
    assert found.payments["customer_id"].tolist() == ["C1", "C1", "C2", "C1", "C2", "C2", "C2"]
    assert found.payments["payment_method"][0] == "Card"
    assert found.payments["invoice_id"].isna().tolist() == [False, False, True, False, False, False, False]
    mine = {line: reason for line, reason in reasons(found).items() if reason != "due_date is blank"}
    assert mine == {
        4: "invoice 'F9' is not in the ledger",
        5: "invoice 'F4' is rejected",
        7: "neither invoice_id nor customer_id is given",
        8: "customer 'C8' has no invoice in the ledger",
        11: "2 rows with this payment_id and invoice_id differ",
        12: "2 rows with this payment_id and invoice_id differ",
    }
    assert found.invoices["open_cents"].tolist() == [0, 25050 + 600, 199999 - 2600]
    assert found.open_cents == 235049 - 10000 + 600 - 2600 - 300
    assert "1 row naming another customer than the invoice, taken for the invoice" in " ".join(found.warnings)


def test_payments_without_number_may_be_alike_but_not_copies(ledger: Write, write: Write) -> None:
    payments = write(
        "invoice_id,date,amount,note\nF1,2025-02-01,10.00,a\nF1,2025-02-01,10.00,b\nF1,2025-02-01,10.00,b\n", "p.csv"
    )
    found = read_ledger([ledger()], payments=payments)
    adds_up(found)
    assert found.payments["amount_cents"].tolist() == [1000, 1000]


def test_a_second_file_replaces_the_payments_of_the_ledger(ledger: Write, write: Write) -> None:
    path = ledger(header=PAID, rows=("C1,F1,2025-01-02,2025-02-01,100.00,2025-02-03,100.00",))
    found = read_ledger([path], payments=write("invoice_id,date,amount\nF1,2025-02-10,30.00\n", "p.csv"))
    assert found.payments["amount_cents"].tolist() == [3000]
    assert "its own paid dates and amounts are not read, since a file of payments is given" in found.warnings[0]


def test_an_empty_file_of_payments_means_none(ledger: Write, write: Write) -> None:
    found = read_ledger([ledger()], payments=write("invoice_id,date,amount\n", "p.csv"))
    assert len(found.payments) == 0
    assert found.open_cents == 235049


def test_currencies_stay_apart(ledger: Write) -> None:
    found = read_ledger(
        [
            ledger(
                "C3,F4,2025-01-02,2025-02-01,10,usd",
                "C3,F5,2025-01-02,2025-02-01,11,",
                "C3,F6,2025-01-02,2025-02-01,12,ABC",
            )
        ]
    )
    adds_up(found)
    assert found.counts.amount_accepted == {"?": 0, "EUR": 235049, "USD": 1000}
    assert found.counts.amount_rejected == {"?": 2300, "EUR": 0, "USD": 0}
    assert found.open_by_currency == {"EUR": 235049, "USD": 1000}
    assert reasons(found) == {
        6: "no currency is named, and the ledger holds EUR, USD",
        7: "currency 'ABC' is unknown",
    }
    assert "2 currencies: amounts are given for each apart" in found.warnings


def test_amounts_may_name_the_currency(ledger: Write) -> None:
    header = "customer_id,invoice_id,issue_date,due_date,amount"
    rows = (
        "C1,F1,2025-01-02,2025-02-01,$1.50",
        "C1,F2,2025-01-02,2025-02-01,2.50 CHF",
        "C1,F3,2025-01-02,2025-02-01,3.50 €",
    )
    found = read_ledger([ledger(header=header, rows=rows)])
    assert found.counts.amount_accepted == {"CHF": 250, "EUR": 350, "USD": 150}


def test_an_amount_that_contradicts_its_currency_column(ledger: Write) -> None:
    found = read_ledger([ledger("C1,F4,2025-01-02,2025-02-01,2.50 CHF,EUR", "C1,F5,2025-01-02,2025-02-01,$2.50,EUR")])
    assert reasons(found) == {5: "amount in CHF, currency column says EUR"}


def test_a_blank_currency_takes_the_only_one(ledger: Write) -> None:
    found = read_ledger([ledger(rows=("C1,F1,2025-01-02,2025-02-01,1,USD", "C1,F2,2025-01-02,2025-02-01,2,"))])
    assert found.counts.amount_accepted == {"USD": 300}


def test_no_currency_at_all(ledger: Write) -> None:
    found = read_ledger([ledger(rows=("C1,F1,2025-01-02,2025-02-01,1,",))])
    assert found.currency == "EUR"
    assert "no currency is named: EUR is assumed" in found.warnings[0]


def test_further_fields(ledger: Write, write: Write) -> None:
    header = "customer_id,invoice_id,issue_date,due_date,amount,disputed,promised_date,payment_method,credit_limit"
    rows = (
        "C1,F1,2025-01-02,2025-02-01,1,yes,2025-02-10,Card,1 000",
        "C1,F2,2025-01-02,2025-02-01,1,Non,,,",
        "C1,F3,2025-01-02,2025-02-01,1,maybe,soon,,lots",
    )
    found = read_ledger([ledger(header=header, rows=rows)], mapping=write("constants: {segment: export}", "m.yaml"))
    adds_up(found)
    assert found.invoices["disputed"].tolist() == [True, False, pd.NA]
    assert found.invoices["promised_date"].tolist() == [to_day(datetime.date(2025, 2, 10)), pd.NA, pd.NA]
    assert found.invoices["credit_limit_cents"].tolist() == [100000, pd.NA, pd.NA]
    assert found.invoices["payment_method"].tolist()[0] == "Card"
    assert found.invoices["segment"].tolist() == ["export"] * 3
    said = [warning.partition(": ")[2] for warning in found.warnings]
    assert "1 row whose promised_date cannot be read, taken as blank" in said
    assert "1 row whose cell for disputed says neither yes nor no, taken as unknown" in said
    assert "1 row whose credit_limit cannot be read, taken as unknown" in said


def test_states_of_invoices_told_by_a_mapping(ledger: Write, write: Write) -> None:
    header = PAID + ",code"
    start = "2025-01-02,2025-02-01,100.00"
    rows = (
        f"C1,F1,{start},2025-02-05,99.00,1 paid",
        f"C1,F2,{start},2025-02-05,,1 paid",
        f"C1,F3,{start},2025-02-06,,5 cancelled",
        f"C1,F4,{start},2025-02-07,100.00,6 protest",
        f"C1,F5,{start},,,9 draft",
        f"C1,F6,{start},2025-02-08,100.00,other",
    )
    mapping = write(
        "status: {column: code, paid: '1*', cancelled: ['5*'], open: ['6*'], ignored: ['9 draft']}", "m.yaml"
    )
    found = read_ledger([ledger(header=header, rows=rows)], mapping=mapping)
    adds_up(found)
    assert found.payments[["invoice_id", "amount_cents"]].to_numpy().tolist() == [
        ["F1", 9900],
        ["F2", 10000],
        ["F6", 10000],
    ]
    assert found.invoices.set_index("invoice_id")["open_cents"].to_dict() == {
        "F1": 0,
        "F2": 0,
        "F3": 0,
        "F4": 10000,
        "F6": 0,
    }
    assert found.invoices["cancelled_date"].tolist() == [pd.NA, pd.NA, to_day(datetime.date(2025, 2, 6)), pd.NA, pd.NA]
    assert found.counts.rows_ignored == 1
    assert "holds 'other', which the mapping does not list" in " ".join(found.warnings)


def test_states_of_invoices_told_in_words(ledger: Write) -> None:
    header = "customer_id,invoice_id,issue_date,due_date,amount,Statut"
    start = "2025-01-02,2025-02-01,100.00"
    rows = (f"C1,F1,{start},Payée", f"C1,F2,{start},Annulée", f"C1,F3,{start},Brouillon", f"C1,F4,{start},En cours")
    found = read_ledger([ledger(header=header, rows=rows)])
    adds_up(found)
    assert found.invoices["invoice_id"].tolist() == ["F1", "F2", "F4"]
    assert found.open_cents == 20000
    assert "1 invoice is said to be paid without any payment" in found.warnings
    assert any("holds 'En cours', whose meaning is not known" in warning for warning in found.warnings)


def test_a_mapping_names_columns(ledger: Write, write: Write) -> None:
    header = "a,b,c,d,e,amount"
    rows = ("C1,F1,02/01/2025,2025-02-01,7.00,9.00",)
    names = "columns: {customer_id: a, invoice_id: b, issue_date: c, due_date: d, amount: e}\ndate_format: {issue_date: d/m/Y}"
    found = read_ledger([ledger(header=header, rows=rows)], mapping=write(names, "m.yaml"))
    assert found.invoices["amount_cents"].tolist() == [700]
    assert found.invoices["issue_date"].tolist() == [to_day(datetime.date(2025, 1, 2))]


def test_due_before_issue_is_said(ledger: Write) -> None:
    found = read_ledger([ledger("C1,F4,2025-02-02,2025-02-01,1,EUR")])
    assert "1 invoice is due before the day of issue" in found.warnings


def test_shuffled_rows_give_the_same_ledger(ledger: Write) -> None:
    forth = read_ledger([ledger()])
    back = read_ledger(
        [
            ledger(
                rows=(
                    "C2,F3,2025-01-20,2025-03-06,1999.99,EUR",
                    "C1,F2,2025-01-15,2025-02-14,250.50,EUR",
                    "C1,F1,2025-01-02,2025-02-01,100.00,EUR",
                )
            )
        ]
    )
    pd.testing.assert_frame_equal(forth.invoices, back.invoices.sort_values("invoice_id", ignore_index=True))
