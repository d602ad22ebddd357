"""Headers of the usual exports."""

import pytest

from simlib.readers.headers import LEDGER_NAMES, PAYMENT_NAMES, normal, recognise

FRENCH = "Code client;N° facture;Date de facture;Date d'échéance;Montant HT;TVA;Montant TTC;Devise;Date de règlement;Montant réglé;Litige"
MORE_FRENCH = "N° Client;Raison sociale;Numéro de facture;Date d’émission;Échéance;Total TTC (€);Mode de règlement;Plafond d'encours"
ENGLISH = "Customer No.;Customer Name;Invoice Number;Invoice Date;Due Date;Gross Amount;Currency Code;Payment Date;Amount Paid;In Dispute"
CAMEL = "customerID;invoiceNumber;InvoiceDate;DueDate;InvoiceAmount;Disputed;SettledDate;PaperlessDate;DaysLate"
CANONICAL = (
    "customer_id;invoice_id;issue_date;due_date;amount;currency;paid_date;paid_amount;disputed;promised_date;payment_method;"
    "segment;credit_limit"
)


def found(header: str, names: dict[str, tuple[str, ...]] = LEDGER_NAMES) -> dict[str, str]:
    columns = header.split(";")
    return {field: columns[places[0]] for field, places in recognise(columns, names).items()}


def test_canonical_names() -> None:
    assert found(CANONICAL) == {name: name for name in CANONICAL.split(";")}


def test_a_french_export() -> None:
    fields = found(FRENCH)
    assert fields["amount"] == "Montant TTC"
    assert (fields["customer_id"], fields["invoice_id"]) == ("Code client", "N° facture")
    assert (fields["issue_date"], fields["due_date"]) == ("Date de facture", "Date d'échéance")
    assert (fields["paid_date"], fields["paid_amount"]) == ("Date de règlement", "Montant réglé")
    assert (fields["currency"], fields["disputed"]) == ("Devise", "Litige")


def test_another_french_export() -> None:
    fields = found(MORE_FRENCH)
    assert (fields["customer_id"], fields["invoice_id"], fields["amount"]) == (
        "N° Client",
        "Numéro de facture",
        "Total TTC (€)",
    )
    assert (fields["issue_date"], fields["due_date"]) == ("Date d’émission", "Échéance")
    assert (fields["payment_method"], fields["credit_limit"]) == ("Mode de règlement", "Plafond d'encours")


def test_an_english_export() -> None:
    fields = found(ENGLISH)
    assert (fields["customer_id"], fields["invoice_id"], fields["amount"]) == (
        "Customer No.",
        "Invoice Number",
        "Gross Amount",
    )
    assert (fields["paid_date"], fields["paid_amount"], fields["disputed"]) == (
        "Payment Date",
        "Amount Paid",
        "In Dispute",
    )


def test_humps_part_words() -> None:
    fields = found(CAMEL)
    assert list(fields.values()) == [
        *("customerID", "invoiceNumber", "InvoiceDate", "DueDate", "InvoiceAmount", "SettledDate", "Disputed"),
    ]


def test_a_file_of_payments() -> None:
    assert found("Payment_ID;Invoice_ID;Payment_Date;Amount_Paid;Payment_Method", PAYMENT_NAMES) == {
        "payment_id": "Payment_ID",
        "invoice_id": "Invoice_ID",
        "paid_date": "Payment_Date",
        "paid_amount": "Amount_Paid",
        "payment_method": "Payment_Method",
    }
    assert found("N° règlement;N° facture;Date;Montant", PAYMENT_NAMES)["paid_date"] == "Date"


def test_a_net_amount_is_no_amount() -> None:
    assert "amount" not in found("client;facture;date;echeance;Montant HT")


def test_two_columns_of_one_name_are_both_reported() -> None:
    assert recognise(["Due date", "due_date"], LEDGER_NAMES)["due_date"] == (0, 1)


@pytest.mark.parametrize("names", [LEDGER_NAMES, PAYMENT_NAMES])
def test_names_are_written_in_normal_form(names: dict[str, tuple[str, ...]]) -> None:
    assert [name for known in names.values() for name in known if normal(name) != name] == []


@pytest.mark.parametrize(
    "header",
    [
        "Numéro de facture;Date;Échéance;Client;Montant TTC;Restant dû TTC;Date de paiement;Statut",
        "Date;Transaction Type;Num;Customer;Due Date;Amount;Open Balance",
        "*ContactName;EmailAddress;*InvoiceNumber;Reference;*InvoiceDate;*DueDate;Total;Currency;Type;Status",
        "Number;Invoice Partner Display Name;Invoice/Bill Date;Due Date;Tax Excluded;Total;Payment Status;Currency",
        "Numéro;Nom d'affichage du partenaire de la facture;Date de facturation;Date d'échéance;Total hors taxes;Total",
        "Numéro;Partenaire;Date de facture/de comptabilité;Date d'échéance;Hors taxe;Total signé;État du paiement",
        "Customer;Document Number;Document Date;Net due date;Amount in local currency;Local Currency;Clearing date",
        "Compte Tiers;Intitulé;N° Facture;Date;Echéance;Total TTC;Réglé;Solde dû",
        "Numéro du document;Date du document;Code client;Nom du client;Date d'échéance;Montant TTC;Solde dû",
        "Customer No.;Document No.;Posting Date;Due Date;Original Amount;Remaining Amount;Currency Code",
        "N° client;N° document;Date comptabilisation;Date d'échéance;Montant initial;Montant ouvert;Code devise",
        "id;Customer ID;Number;Date (UTC);Due Date (UTC);Total;Paid At (UTC);Currency",
        "Customer/Project;Transaction Number;Date;Due Date/Receive By;Amount (Gross);Currency;Status",
        "Client Name;Invoice #;Date Issued;Due Date;Date Paid;Total",
    ],
)
def test_exports_of_the_usual_software(header: str) -> None:
    fields = found(header)
    assert {"customer_id", "invoice_id", "issue_date", "due_date", "amount"} <= fields.keys()
