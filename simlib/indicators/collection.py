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
    """Return the mean over the whole months of the window of (opening + sales - closing) / (opening + sales - not due).

    Opening + sales - closing is the cash applied in the month, so the index is cash applied / (cash applied + overdue at the
    month's end). Where the window holds no whole month, the month of the day so far. A month in which nothing was applied and
    nothing is overdue is left out.
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
    applied = daily.between(Series.APPLIED, starts, ends)
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


def cost_to_collect(daily: Daily, days: Integers) -> Values:
    """Return what touches and calls cost, EUR: their unit costs and the collectors' hours."""
    return in_window(daily, Series.CONTACT_COST, days) / CENTS + hours_spent(daily, days) * daily.firm.cost_per_hour


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
            "What reminders and calls cost: postage and fees, and the collectors' hours.",
            "Coût des relances et des appels : envois et frais, et heures des chargés de recouvrement.",
        ),
        undefined_words=ALWAYS_DEFINED,
    ),
)
