"""Words of a ledger's columns that mean one of a few things: yes and no, kinds and states of invoices, currencies."""

import re
from typing import Literal

from simlib.readers.headers import normal

Kind = Literal["invoice", "credit_note", "payment"]
State = Literal["paid", "open", "cancelled", "ignored"]

_YES = frozenset({"yes", "y", "oui", "o", "true", "vrai", "1", "x", "disputed", "litige", "conteste", "contestee"})
_NO = frozenset({"no", "n", "non", "false", "faux", "0"})
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(
        (
            "avoir",
            "av",
            "a",
            "credit note",
            "credit memo",
            "credit",
            "cn",
            "note credit",
            "avoir client",
            "sales credit note",
            "customer credit note",
            "out refund",
        ),
        "credit_note",
    ),
    **dict.fromkeys(
        (
            "facture",
            "fa",
            "fac",
            "f",
            "invoice",
            "inv",
            "bill",
            "facture client",
            "sales invoice",
            "customer invoice",
            "out invoice",
        ),
        "invoice",
    ),
    **dict.fromkeys(("reglement", "paiement", "encaissement", "payment", "receipt", "virement", "rg"), "payment"),
}
_STATES: dict[str, State] = {
    **dict.fromkeys(
        ("paid", "paye", "payee", "regle", "reglee", "solde", "soldee", "settled", "cleared", "closed"), "paid"
    ),
    **dict.fromkeys(
        ("open", "outstanding", "unpaid", "impaye", "impayee", "non paye", "non payee", "non regle"), "open"
    ),
    **dict.fromkeys(("cancelled", "canceled", "void", "voided", "annule", "annulee", "reversed"), "cancelled"),
    **dict.fromkeys(("draft", "brouillon", "proforma", "pro forma", "devis", "quote"), "ignored"),
}
CURRENCIES = frozenset(
    re.findall(
        "[A-Z]{3}",
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP "
        "CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR "
        "ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN "
        "MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD "
        "SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW "
        "DEM FRF HRK ITL",
    )
)
"""ISO 4217 codes, with a few that older ledgers hold."""

_CURRENCY_WORDS = {"€": "EUR", "EURO": "EUR", "EUROS": "EUR", "£": "GBP", "$": "USD", "US$": "USD", "R$": "BRL"}


def truth(text: str) -> bool | None:
    """Return what a yes-or-no cell says, None if it says neither."""
    word = normal(text)
    return True if word in _YES else False if word in _NO else None


def kind(text: str) -> Kind | None:
    """Return the kind of document that a cell names, None if it names none that is known."""
    return _KINDS.get(normal(text))


def state(text: str) -> State | None:
    """Return the state of an invoice that a cell names, None if it names none that is known."""
    return _STATES.get(normal(text))


def currency(text: str) -> str | None:
    """Return the ISO code of a currency, "" for a blank, None if it is none.

    >>> currency(" eur"), currency("€"), currency(""), currency("E")
    ('EUR', 'EUR', '', None)
    """
    word = text.strip().upper()
    code = _CURRENCY_WORDS.get(word, word)
    return code if not code or code in CURRENCIES else None
