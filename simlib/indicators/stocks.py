"""Receivables at a date: balance, overdue and ageing, from the books.

Age counts calendar days from the contractual due date, in the brackets of French practice (1-30, 31-60, 61-90, over 90).
"""

from functools import partial

import numpy as np

from simlib.indicators.daily import Daily
from simlib.indicators.indicator import (
    ALWAYS_DEFINED,
    CENTS,
    Better,
    Indicator,
    Integers,
    Reading,
    Unit,
    Values,
    View,
    Words,
    ratio,
)
from simlib.indicators.series import Series


def receivables_cents(daily: Daily, days: Integers) -> Integers:
    """Return the receivables in the books at the end of each day, cents TTC, int64 ``[R, G, n]``."""
    lowered = daily.at(Series.APPLIED, days) + daily.at(Series.CREDITED, days) + daily.at(Series.WRITTEN_OFF, days)
    return daily.at(Series.INVOICED, days) - lowered


def not_due_cents(daily: Daily, days: Integers) -> Integers:
    """Return the receivables whose due date has not passed, the due day itself included; cents, int64 ``[R, G, n]``."""
    return receivables_cents(daily, days) - daily.at(Series.PAST_DUE_1, days)


def ar_balance(daily: Daily, days: Integers) -> Values:
    """Return the receivables in the books, EUR TTC."""
    return receivables_cents(daily, days) / CENTS


def overdue(daily: Daily, days: Integers) -> Values:
    """Return the receivables one calendar day or more past their contractual due date, EUR TTC."""
    return daily.at(Series.PAST_DUE_1, days) / CENTS


def not_due(daily: Daily, days: Integers) -> Values:
    """Return the receivables whose due date has not passed, EUR TTC."""
    return not_due_cents(daily, days) / CENTS


def overdue_ratio(daily: Daily, days: Integers) -> Values:
    """Return the share of the receivables that is overdue."""
    return ratio(daily.at(Series.PAST_DUE_1, days), receivables_cents(daily, days))


def overdue_excluding_plans(daily: Daily, days: Integers) -> Values:
    """Return what is overdue and in no instalment plan, EUR TTC."""
    return (daily.at(Series.PAST_DUE_1, days) - daily.at(Series.IN_PLAN, days)) / CENTS


def dispute_ratio(daily: Daily, days: Integers) -> Values:
    """Return the share of the receivables in a dispute that the firm knows of."""
    return ratio(daily.at(Series.NOTED, days), receivables_cents(daily, days))


def suspense(daily: Daily, days: Integers) -> Values:
    """Return what lies in the bank and is not applied to an invoice: not yet matched, or paid too much; EUR."""
    received = daily.at(Series.RECEIPTS, days) - daily.at(Series.INTEREST, days)
    return (received - daily.at(Series.APPLIED, days)) / CENTS


def ageing(daily: Daily, days: Integers, since: Series, until: Series | None) -> Values:
    """Return the receivables past due by as many days as one series says, and not yet as many as the next, EUR TTC."""
    older = np.int64(0) if until is None else daily.at(until, days)
    return (daily.at(since, days) - older) / CENTS


def _ageing(name: str, since: Series, until: Series | None, english: str, french: str) -> Indicator:
    return Indicator(
        name=name,
        compute=partial(ageing, since=since, until=until),
        unit=Unit.MONEY,
        better=Better.LOWER,
        reading=Reading.STOCK,
        view=View.BOOKS,
        label_words=Words(f"Overdue, {english}", f"Échu, {french}"),
        help_words=Words(
            f"Receivables that are {english} past their contractual due date.",
            f"Créances dont l'échéance contractuelle est dépassée de {french}.",
        ),
        undefined_words=ALWAYS_DEFINED,
    )


INDICATORS = (
    Indicator(
        name="ar_balance",
        compute=ar_balance,
        unit=Unit.MONEY,
        better=Better.LOWER,
        reading=Reading.STOCK,
        view=View.BOOKS,
        label_words=Words("Receivables", "Encours clients"),
        help_words=Words(
            "What customers owe according to the books, VAT included; cash not yet matched still counts as owed.",
            "Ce que les clients doivent d'après les comptes, TTC ; un encaissement non lettré y reste dû.",
        ),
        undefined_words=ALWAYS_DEFINED,
    ),
    Indicator(
        name="overdue",
        compute=overdue,
        unit=Unit.MONEY,
        better=Better.LOWER,
        reading=Reading.STOCK,
        view=View.BOOKS,
        label_words=Words("Overdue", "Échu"),
        help_words=Words(
            "Receivables whose contractual due date has passed.",
            "Créances dont l'échéance contractuelle est dépassée.",
        ),
        undefined_words=ALWAYS_DEFINED,
    ),
    Indicator(
        name="not_due",
        compute=not_due,
        unit=Unit.MONEY,
        better=Better.NEITHER,
        reading=Reading.STOCK,
        view=View.BOOKS,
        label_words=Words("Not due", "Non échu"),
        help_words=Words(
            "Receivables whose contractual due date has not passed; the due day itself counts as not due.",
            "Créances dont l'échéance contractuelle n'est pas dépassée ; le jour d'échéance compte comme non échu.",
        ),
        undefined_words=ALWAYS_DEFINED,
    ),
    Indicator(
        name="overdue_ratio",
        compute=overdue_ratio,
        unit=Unit.SHARE,
        better=Better.LOWER,
        reading=Reading.STOCK,
        view=View.BOOKS,
        label_words=Words("Overdue share", "Part échue de l'encours"),
        help_words=Words(
            "Share of the receivables whose due date has passed.",
            "Part de l'encours clients dont l'échéance est dépassée.",
        ),
        undefined_words=Words("When nothing is owed.", "Quand rien n'est dû."),
    ),
    _ageing("ageing_1_30", Series.PAST_DUE_1, Series.PAST_DUE_31, "1 to 30 days", "1 à 30 jours"),
    _ageing("ageing_31_60", Series.PAST_DUE_31, Series.PAST_DUE_61, "31 to 60 days", "31 à 60 jours"),
    _ageing("ageing_61_90", Series.PAST_DUE_61, Series.PAST_DUE_91, "61 to 90 days", "61 à 90 jours"),
    _ageing("ageing_over_90", Series.PAST_DUE_91, None, "more than 90 days", "plus de 90 jours"),
    Indicator(
        name="overdue_excluding_plans",
        compute=overdue_excluding_plans,
        unit=Unit.MONEY,
        better=Better.LOWER,
        reading=Reading.STOCK,
        view=View.BOOKS,
        label_words=Words("Overdue, without plans", "Échu hors échéanciers"),
        help_words=Words(
            "Receivables whose due date has passed, without those that customers pay by an agreed plan of instalments.",
            "Créances échues, sans celles que les clients paient selon un échéancier convenu.",
        ),
        undefined_words=ALWAYS_DEFINED,
    ),
    Indicator(
        name="dispute_ratio",
        compute=dispute_ratio,
        unit=Unit.SHARE,
        better=Better.LOWER,
        reading=Reading.STOCK,
        view=View.BOOKS,
        label_words=Words("Disputed share", "Part de l'encours en litige"),
        help_words=Words(
            "Share of the receivables that customers dispute, as far as the firm knows.",
            "Part de l'encours clients en litige, pour autant que l'entreprise le sache.",
        ),
        undefined_words=Words("When nothing is owed.", "Quand rien n'est dû."),
    ),
    Indicator(
        name="suspense",
        compute=suspense,
        unit=Unit.MONEY,
        better=Better.LOWER,
        reading=Reading.STOCK,
        view=View.BANK,
        label_words=Words("Cash not applied", "Encaissements non lettrés"),
        help_words=Words(
            "Cash in the bank that is not applied to an invoice: not yet matched, or paid too much.",
            "Argent reçu en banque et non imputé à une facture : pas encore lettré, ou payé en trop.",
        ),
        undefined_words=ALWAYS_DEFINED,
    ),
)
