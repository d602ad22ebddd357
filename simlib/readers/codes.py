"""Words of a ledger's columns that mean one of a few things: yes and no, kinds and states of invoices, currencies."""

import re
from typing import Literal

from simlib.readers.headers import normal
from simlib.rules.channels import Channel

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


_DELIVERED = frozenset(
    {
        "delivered",
        "reached",
        "received",
        "opened",
        "recu",
        "recue",
        "remis",
        "remise",
        "distribue",
        "distribuee",
        "joint",
        "abouti",
        "aboutie",
    }
)
_UNDELIVERED = frozenset(
    {
        "undelivered",
        "not delivered",
        "bounced",
        "failed",
        "not reached",
        "no answer",
        "voicemail",
        "echec",
        "non remis",
        "non remise",
    }
    | {
        "non distribue",
        "non distribuee",
        "npai",
        "injoignable",
        "non abouti",
        "pas reponse",
        "non joint",
        "messagerie",
        "refuse",
    }
)
_CHANNEL_WORDS: tuple[tuple[frozenset[str], Channel], ...] = (
    (frozenset({"call", "phone", "telephone", "tel", "appel", "phoned", "called"}), Channel.CALL),
    (frozenset({"demeure", "med", "lrar", "recommande", "recommandee", "registered", "formal"}), Channel.FORMAL_NOTICE),
    (frozenset({"statement", "releve"}), Channel.STATEMENT),
    (frozenset({"sms", "texto", "text"}), Channel.SMS),
    (frozenset({"email", "mail", "courriel", "mel"}), Channel.EMAIL),
    (frozenset({"letter", "lettre", "courrier", "post", "postal"}), Channel.LETTER),
)
"""Words by which a channel is known, those that decide where several stand together first."""


def channel(text: str) -> Channel | None:
    """Return the channel that a cell names by one of its words, None if it names none that is known.

    >>> channel("Mise en demeure (LRAR)"), channel("E-mail n° 2"), channel("fax")
    (<Channel.FORMAL_NOTICE: 4>, <Channel.EMAIL: 1>, None)
    """
    found = set(normal(text).split())
    return next((known for known_words, known in _CHANNEL_WORDS if found & known_words), None)


def reached(text: str) -> bool | None:
    """Return whether a cell says that a touch reached its addressee, None if it says neither."""
    word = normal(text)
    return True if word in _DELIVERED else False if word in _UNDELIVERED else truth(text)


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
