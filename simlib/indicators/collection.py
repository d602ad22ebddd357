"""What collecting achieves and what it takes.

Sources: accountingtools.com, "Collection effectiveness index"; Oracle Banking Collections 14.8, key performance indicators.
"""

import numpy as np

from simlib.days import month_ends, to_date, to_day
from simlib.indicators.daily import Daily
from simlib.indicators.flows import in_window
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
    mean_of_defined,
    ratio,
)
from simlib.indicators.series import Series

MINUTES_PER_HOUR = 60.0


def collection_effectiveness_index(daily: Daily, days: Integers) -> Values:
    """Return the mean over the whole months of the window of cash applied / (cash applied + overdue at the month's end).

    That is the usual (opening + sales - closing) / (opening + sales - not due), where nothing is credited or written off, which
    are no collecting. Cash applied is less what came back, at least zero. Where the window holds no whole month, the month of the
    day so far. A month in which nothing was applied and nothing is overdue is left out.
    """
    months = [_whole_months(int(since), int(day)) for since, day in zip(daily.window_start(days), days, strict=True)]
    ends = np.unique(np.concatenate(months))
    index = _of_one_month(daily, ends)
    return np.stack([mean_of_defined(index[:, :, np.searchsorted(ends, of_day)]) for of_day in months], axis=-1)


def _whole_months(since: int, day: int) -> Integers:
    """Return the ends of the calendar months that lie whole in [since, day]; the day itself where there is none."""
    ends = [end for end in month_ends(since, day) if _month_start(end) >= since]
    return np.array(ends or [day], dtype=np.int64)


def _month_start(day: int) -> int:
    """Return the first day of a day's month."""
    return to_day(to_date(day).replace(day=1))


def _of_one_month(daily: Daily, ends: Integers) -> Values:
    """Return the index of the month up to each day."""
    starts = np.array([_month_start(int(end)) for end in ends], dtype=np.int64)
    applied = np.maximum(daily.between(Series.APPLIED, starts, ends), 0)
    return ratio(applied, applied + daily.at(Series.PAST_DUE_1, ends))


def right_party_contact_rate(daily: Daily, days: Integers) -> Values:
    """Return calls that reached the customer / calls attempted."""
    return ratio(in_window(daily, Series.CALLS_REACHED, days), in_window(daily, Series.CALL_ATTEMPTS, days))


def touches_per_invoice(daily: Daily, days: Integers) -> Values:
    """Return written touches and attempted calls that covered an invoice / invoices issued."""
    touches = in_window(daily, Series.REMINDED, days) + in_window(daily, Series.CALLED, days)
    return ratio(touches, in_window(daily, Series.ISSUED_COUNT, days))


def hours_spent(daily: Daily, days: Integers) -> Values:
    """Return the collectors' hours on touches and calls."""
    return in_window(daily, Series.MINUTES, days) / MINUTES_PER_HOUR


def hours_matching(daily: Daily, days: Integers) -> Values:
    """Return the clerks' hours on payments that do not match by themselves."""
    return in_window(daily, Series.MATCH_MINUTES, days) / MINUTES_PER_HOUR


def hours_disputes(daily: Daily, days: Integers) -> Values:
    """Return the dispute desk's hours."""
    return in_window(daily, Series.DISPUTE_MINUTES, days) / MINUTES_PER_HOUR


def recovery_cost(daily: Daily, days: Integers) -> Values:
    """Return what agencies and courts charged, EUR."""
    return in_window(daily, Series.CHARGED, days) / CENTS


def cost_to_collect(daily: Daily, days: Integers) -> Values:
    """Return what collecting costs, EUR: unit costs of touches and calls, the collectors' hours, agencies and courts."""
    spent = in_window(daily, Series.CONTACT_COST, days) / CENTS + recovery_cost(daily, days)
    return spent + hours_spent(daily, days) * daily.firm.cost_per_hour


def promise_kept_rate(daily: Daily, days: Integers) -> Values:
    """Return the share, by amount, of the promises that ended in the window and were kept; one called off counts in neither."""
    kept = in_window(daily, Series.KEPT, days)
    return ratio(kept, kept + in_window(daily, Series.BROKEN, days))


def plans_lapsed(daily: Daily, days: Integers) -> Values:
    """Return what was still owed by instalment plans that ended without being paid, EUR TTC."""
    return in_window(daily, Series.LAPSED, days) / CENTS


def wrongful_touches(daily: Daily, days: Integers) -> Values:
    """Return the written touches about what was already paid, or disputed without the firm knowing."""
    return np.asarray(in_window(daily, Series.WRONGFUL, days), dtype=np.float64)


def settled_before_legal(daily: Daily, days: Integers) -> Values:
    """Return 1 - invoices handed over in the window / invoices that fell due in it and were late; at least zero.

    Handed over to an agency or, without one, to the court: an invoice counts once. Both are counted as they happen, so that the
    value of a day knows nothing of later ones; those handed over fell due earlier, in part before the window.
    """
    handed = ratio(in_window(daily, Series.HANDED_COUNT, days), in_window(daily, Series.LATE_COUNT, days))
    return np.maximum(1.0 - handed, 0.0)


INDICATORS = (
    Indicator(
        name="collection_effectiveness_index",
        compute=collection_effectiveness_index,
        unit=Unit.SHARE,
        better=Better.HIGHER,
        reading=Reading.FLOW,
        view=View.BOOKS,
        label_words=Words("Collection effectiveness", "Efficacité du recouvrement"),
        help_words=Words(
            "Share of what could be collected in a month that was collected, averaged over the months.",
            "Part encaissée de ce qui pouvait l'être dans le mois, en moyenne des mois.",
        ),
        undefined_words=Words("When nothing was collectable.", "Quand rien n'était à encaisser."),
    ),
    Indicator(
        name="right_party_contact_rate",
        compute=right_party_contact_rate,
        unit=Unit.SHARE,
        better=Better.HIGHER,
        reading=Reading.FLOW,
        view=View.CONTACTS,
        label_words=Words("Calls that reach", "Appels aboutis"),
        help_words=Words(
            "Share of the attempted calls that reached the person who can pay.",
            "Part des appels tentés qui ont joint le bon interlocuteur.",
        ),
        undefined_words=Words("When nobody was called.", "Quand personne n'a été appelé."),
    ),
    Indicator(
        name="touches_per_invoice",
        compute=touches_per_invoice,
        unit=Unit.COUNT,
        better=Better.LOWER,
        reading=Reading.FLOW,
        view=View.CONTACTS,
        label_words=Words("Touches per invoice", "Relances par facture"),
        help_words=Words(
            "Written reminders and attempted calls that covered an invoice, for each invoice issued.",
            "Relances écrites et appels tentés portant sur une facture, par facture émise.",
        ),
        undefined_words=Words("When no invoice was issued.", "Quand aucune facture n'a été émise."),
    ),
    Indicator(
        name="hours_spent",
        compute=hours_spent,
        unit=Unit.HOURS,
        better=Better.LOWER,
        reading=Reading.FLOW,
        view=View.CONTACTS,
        label_words=Words("Hours spent", "Heures passées"),
        help_words=Words(
            "Hours that collectors spend on reminders and calls.",
            "Heures que les chargés de recouvrement passent en relances et en appels.",
        ),
        undefined_words=ALWAYS_DEFINED,
    ),
    Indicator(
        name="cost_to_collect",
        compute=cost_to_collect,
        unit=Unit.MONEY,
        better=Better.LOWER,
        reading=Reading.FLOW,
        view=View.CONTACTS,
        label_words=Words("Cost of collecting", "Coût du recouvrement"),
        help_words=Words(
            "What collecting costs: postage and fees, the collectors' hours, agencies and courts.",
            "Coût du recouvrement : envois et frais, heures des chargés de recouvrement, sociétés et tribunaux.",
        ),
        undefined_words=ALWAYS_DEFINED,
    ),
    Indicator(
        name="recovery_cost",
        compute=recovery_cost,
        unit=Unit.MONEY,
        better=Better.LOWER,
        reading=Reading.FLOW,
        view=View.BANK,
        label_words=Words("Agencies and courts", "Sociétés de recouvrement et justice"),
        help_words=Words(
            "What collection agencies and courts charged; part of the cost of collecting.",
            "Ce qu'ont coûté les sociétés de recouvrement et les tribunaux ; compris dans le coût du recouvrement.",
        ),
        undefined_words=ALWAYS_DEFINED,
    ),
    Indicator(
        name="hours_matching",
        compute=hours_matching,
        unit=Unit.HOURS,
        better=Better.LOWER,
        reading=Reading.FLOW,
        view=View.CONTACTS,
        label_words=Words("Hours spent matching", "Heures de lettrage"),
        help_words=Words(
            "Hours that clerks spend on payments that do not match by themselves.",
            "Heures passées à lettrer les paiements qui ne le sont pas d'eux-mêmes.",
        ),
        undefined_words=ALWAYS_DEFINED,
    ),
    Indicator(
        name="hours_disputes",
        compute=hours_disputes,
        unit=Unit.HOURS,
        better=Better.LOWER,
        reading=Reading.FLOW,
        view=View.CONTACTS,
        label_words=Words("Hours spent on disputes", "Heures de litiges"),
        help_words=Words("Hours that disputes take at their desk.", "Heures passées à traiter les litiges."),
        undefined_words=ALWAYS_DEFINED,
    ),
    Indicator(
        name="promise_kept_rate",
        compute=promise_kept_rate,
        unit=Unit.SHARE,
        better=Better.HIGHER,
        reading=Reading.FLOW,
        view=View.CONTACTS,
        label_words=Words("Promises kept", "Promesses tenues"),
        help_words=Words(
            "Share, by amount, of the promises to pay that were kept; those overtaken by events are left out.",
            "Part, en montant, des promesses de paiement tenues ; sans celles devenues sans objet.",
        ),
        undefined_words=Words("When no promise ended.", "Quand aucune promesse n'est arrivée à terme."),
    ),
    Indicator(
        name="plans_lapsed",
        compute=plans_lapsed,
        unit=Unit.MONEY,
        better=Better.LOWER,
        reading=Reading.FLOW,
        view=View.BOOKS,
        label_words=Words("Plans lapsed", "Échéanciers non tenus"),
        help_words=Words(
            "What was still owed by plans of instalments that customers did not keep to, VAT included.",
            "Ce qui restait dû sur les échéanciers que les clients n'ont pas tenus, TTC.",
        ),
        undefined_words=ALWAYS_DEFINED,
    ),
    Indicator(
        name="wrongful_touches",
        compute=wrongful_touches,
        unit=Unit.COUNT,
        better=Better.LOWER,
        reading=Reading.FLOW,
        view=View.CONTACTS,
        label_words=Words("Wrongful reminders", "Relances à tort"),
        help_words=Words(
            "Written reminders of what was already paid, or disputed without the firm knowing.",
            "Relances écrites portant sur une somme déjà payée, ou en litige sans que l'entreprise le sache.",
        ),
        undefined_words=ALWAYS_DEFINED,
    ),
    Indicator(
        name="settled_before_legal",
        compute=settled_before_legal,
        unit=Unit.SHARE,
        better=Better.HIGHER,
        reading=Reading.FLOW,
        view=View.BANK,
        label_words=Words("Settled before legal steps", "Réglé avant contentieux"),
        help_words=Words(
            "Share of late invoices that need not be handed over to an agency or a court.",
            "Part des factures en retard qui n'ont pas dû être confiées à une société de recouvrement ou à la justice.",
        ),
        undefined_words=Words("When no invoice was late.", "Quand aucune facture n'était en retard."),
    ),
)
