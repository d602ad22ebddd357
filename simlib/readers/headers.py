"""Headers of ledger exports recognised, in French and English."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

LEDGER_NAMES: dict[str, tuple[str, ...]] = {
    "customer_id": (
        "customer id", "customer code", "customer no", "customer number", "customer num", "client id", "client code", "code client",
        "no client", "numero client", "num client", "id client", "identifiant client", "reference client", "ref client",
        "client no", "client number", "compte client", "code tiers", "no tiers", "numero tiers", "compte tiers",
        "compte auxiliaire", "account id", "account number", "account no", "customer account", "debtor id", "debtor no",
        "debtor number", "buyer id", "payer id", "cust id", "cust no", "cust number", "cust code", "tiers", "customer",
        "client", "cust", "debtor", "debiteur", "buyer", "acheteur", "payer", "payeur", "bill to", "sold to",
        "customer name", "client name", "nom client", "name customer", "cust name", "raison sociale", "customer full name",
        "customer project", "contact name", "partner", "partner name", "invoice partner display name", "partenaire", "nom partenaire",
        "nom affichage partenaire facture", "auxiliaire", "destinataire", "company name", "company", "societe", "nom societe",
    ),
    "invoice_id": (
        "invoice id", "invoice no", "invoice number", "invoice num", "inv no", "inv id", "inv number", "id invoice",
        "no facture", "numero facture", "num facture", "id facture", "facture no", "facture numero", "facture id",
        "invoice reference", "invoice ref", "reference facture", "ref facture", "bill id", "bill no", "bill number",
        "no piece", "numero piece", "num piece", "reference piece", "ref piece", "document number", "document no",
        "document id", "doc no", "doc number", "doc id", "no document", "numero document", "piece ref", "invoice",
        "facture", "piece", "transaction number", "no transaction", "reference", "numero", "number", "num", "document",
    ),
    "issue_date": (
        "issue date", "invoice date", "inv date", "date invoice", "date issued", "issued on", "issued date", "issued",
        "invoiced on", "date facture", "facture date", "date emission", "date emission facture", "emise le", "facturee le",
        "date facturation", "emission", "billing date", "bill date", "document date", "doc date", "date document",
        "date piece", "invoice bill date", "date facture comptabilite", "posting date", "date comptable", "date comptabilisation",
        "date ecriture", "date", "date utc",
    ),
    "due_date": (
        "due date", "date due", "due on", "payment due date", "invoice due date", "net due date", "payment due", "due",
        "maturity date", "maturity", "date echeance", "echeance", "echeance le", "date echeance facture", "echeance facture",
        "date limite paiement", "date limite reglement", "date limite", "date exigibilite", "payable on", "payable before",
        "payable avant", "pay by", "pay by date", "due date utc", "due date receive by", "date echeance nette",
    ),
    "amount": (
        "amount incl tax", "amount incl vat", "amount including tax", "amount including vat", "gross amount", "amount gross",
        "amount ttc", "total incl tax", "total incl vat", "total including vat", "montant ttc", "montant total ttc",
        "montant facture ttc", "montant ttc facture", "total ttc", "prix ttc", "net a payer", "ttc", "amount",
        "invoice amount", "inv amount", "total amount", "invoice total", "invoice value", "document amount", "bill amount",
        "amount total", "montant", "montant facture", "montant total", "montant piece", "gross total", "total facture", "total",
        "total signed", "total signe", "total currency signed", "original amount", "montant initial", "montant origine",
        "amount in document currency", "amount in local currency",
    ),
    "currency": (
        "currency", "currency code", "invoice currency", "document currency", "devise", "code devise", "monnaie", "ccy", "cur", "curr",
        "local currency",
    ),
    "paid_date": (
        "paid date", "date paid", "paid on", "payment date", "date payment", "settled date", "settlement date",
        "date settled", "settled on", "clearing date", "cleared date", "clear date", "cleared on", "receipt date",
        "received date", "received on", "date received", "date reglement", "date paiement", "date encaissement",
        "reglee le", "regle le", "payee le", "paye le", "encaissee le", "encaisse le",
        "paid at", "paid at utc", "last payment date", "date dernier paiement", "date dernier reglement",
    ),
    "paid_amount": (
        "paid amount", "amount paid", "payment amount", "amount received", "received amount", "settled amount",
        "amount settled", "montant regle", "montant paye", "montant reglement", "montant paiement", "montant encaisse",
        "montant encaissement", "total regle", "total paye", "deja regle", "deja paye", "paid to date",
    ),
    "disputed": (
        "disputed", "in dispute", "is disputed", "dispute", "dispute flag", "litige", "facture litige", "conteste", "contestee",
        "contestation",
    ),
    "promised_date": (
        "promised date", "date promised", "promise date", "promised on", "promise to pay date", "promise to pay", "ptp date",
        "date promesse", "date promesse paiement", "date promesse reglement", "promesse paiement", "promesse reglement",
        "promesse",
    ),
    "payment_method": (
        "payment method", "payment mode", "payment type", "method payment", "mode payment", "mode reglement", "mode paiement",
        "moyen paiement", "moyen reglement", "type reglement", "type paiement",
    ),
    "segment": (
        "segment", "customer segment", "client segment", "segment client", "customer group", "customer category",
        "customer type", "client type", "categorie client", "groupe client", "famille client", "type client", "categorie tiers",
        "categorie",
    ),
    "credit_limit": (
        "credit limit", "customer credit limit", "limit credit", "plafond", "plafond credit", "plafond encours", "limite credit",
        "encours autorise", "encours maximum", "encours maxi", "encours max",
    ),
    "kind": (
        "kind", "document type", "doc type", "invoice type", "type document", "type piece", "nature piece", "type facture",
        "type",
    ),
    "status": (
        "status", "invoice status", "payment status", "statut", "statut facture", "statut paiement", "statut reglement", "etat",
        "etat facture", "etat paiement", "etat reglement",
    ),
}  # fmt: skip
"""Names of each field of a ledger, in `normal` form, the surest first."""

PAYMENT_NAMES: dict[str, tuple[str, ...]] = {
    "payment_id": (
        "payment id", "payment no", "payment number", "payment reference", "payment ref", "receipt id", "receipt no",
        "receipt number", "transaction id", "transaction no", "no reglement", "numero reglement", "id reglement", "no paiement",
        "numero paiement", "id paiement", "reference paiement", "reference reglement", "ref reglement", "ref paiement",
        "no encaissement", "id encaissement",
    ),
    "invoice_id": (*LEDGER_NAMES["invoice_id"], "applied to", "facture reglee", "facture payee"),
    "customer_id": LEDGER_NAMES["customer_id"],
    "paid_date": (
        *LEDGER_NAMES["paid_date"], "date", "value date", "date valeur", "transaction date", "date operation", "posting date",
        "date comptable", "date ecriture",
    ),
    "paid_amount": (
        *LEDGER_NAMES["paid_amount"], "amount", "montant", "montant ttc", "total amount", "montant total", "total",
    ),
    "currency": LEDGER_NAMES["currency"],
    "payment_method": (*LEDGER_NAMES["payment_method"], "method", "mode"),
}  # fmt: skip
"""Names of each field of a file of payments."""

TOUCH_NAMES: dict[str, tuple[str, ...]] = {
    "touch_date": (
        "touch date", "touched on", "reminder date", "date reminder", "reminded on", "date relance", "relance date", "relance le",
        "relancee le", "date derniere relance", "dunning date", "sent on", "sent date", "date sent", "date envoi", "envoye le",
        "envoyee le", "contact date", "date contact", "call date", "date appel", "action date", "date action", "date", "day", "jour",
    ),
    "channel": (
        "channel", "canal", "touch channel", "canal relance", "reminder channel", "mode relance", "moyen relance", "type relance",
        "reminder type", "touch type", "nature relance", "moyen contact", "type contact", "contact type", "mode contact", "media",
        "mode envoi", "type action", "action type", "method", "moyen", "mode", "type", "action", "relance", "reminder",
    ),
    "step": (
        "step", "etape", "etape relance", "reminder step", "niveau relance", "niveau", "reminder level", "dunning level", "level",
        "no relance", "modele", "template", "scenario",
    ),
    "invoice_id": LEDGER_NAMES["invoice_id"],
    "customer_id": LEDGER_NAMES["customer_id"],
    "delivered": (
        "delivered", "reached", "is delivered", "delivery", "delivery status", "recu", "recue", "remis", "remise", "distribue", "joint",
        "abouti", "aboutie", "appel abouti", "contact etabli", "resultat", "result", "outcome", "statut envoi", "statut remise",
    ),
}  # fmt: skip
"""Names of each field of a log of touches."""

_NUMBER_SIGN = re.compile(r"\bn\s*[°º]\s*|№|#", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_LETTERS = re.compile(r"[a-z0-9]+")
_SMALL_WORDS = frozenset(
    {"d", "de", "du", "des", "l", "la", "le", "les", "en", "of", "the", "to", "eur", "euro", "euros"}
)
_KEPT_PHRASES = frozenset({"bill to", "sold to", "applied to", "promise to pay", "promise to pay date", "paid to date"})
_KEPT_PHRASES |= {"reglee le", "regle le", "payee le", "paye le", "emise le", "facturee le", "echeance le"}
_KEPT_PHRASES |= {"encaissee le", "encaisse le", "relance le", "relancee le", "envoye le", "envoyee le"}


@lru_cache(maxsize=4096)
def normal(name: str) -> str:
    """Return a header without accents, punctuation, capitals and small words.

    >>> [normal(name) for name in ("N° facture", "Date d'échéance", "InvoiceDate", "Montant TTC (€)", "CUSTOMER_ID")]
    ['no facture', 'date echeance', 'invoice date', 'montant ttc', 'customer id']
    """
    text = _HUMP.sub(" ", _NUMBER_SIGN.sub("no ", name[:200]))
    letters = (letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    words = _LETTERS.findall("".join(letters).lower())
    if " ".join(words) in _KEPT_PHRASES:
        return " ".join(words)
    return " ".join(word for word in words if word not in _SMALL_WORDS)


def recognise(header: Sequence[str], names: dict[str, tuple[str, ...]]) -> dict[str, tuple[int, ...]]:
    """Return, for each field that a header holds, the places of the columns that bear its surest name.

    More than one place means that the header names the field twice. A column serves one field at most.
    """
    places: dict[str, list[int]] = {}
    for place, name in enumerate(header):
        places.setdefault(normal(name), []).append(place)
    found: dict[str, tuple[int, ...]] = {}
    for field, known in names.items():
        if places.keys().isdisjoint(known):
            continue
        for name in known:
            free = [place for place in places.get(name, ()) if not any(place in taken for taken in found.values())]
            if free:
                found[field] = tuple(free)
                break
    return found
