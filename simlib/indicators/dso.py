"""Days of sales outstanding in their several readings, VAT included above and below.

Sources: finthesis.io, "Calcul du DSO"; CreditGuru, "Average days delinquent"; Oracle JD Edwards 9.2, "Delinquent DSO".
"""

import numpy as np

from simlib.indicators.count_back import count_back, count_back_monthly
from simlib.indicators.daily import Daily
from simlib.indicators.indicator import (
    Better,
    Flags,
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
from simlib.indicators.stocks import not_due_cents, receivables_cents

SALES_WINDOW = 90
"""Days of sales behind a simple DSO, where nothing else is asked for."""


def in_days_of_sales(daily: Daily, cents: Integers, days: Integers, window: int) -> Values:
    """Return an amount as days of the sales of the window that ends on each day, cut at the first day known."""
    since = np.maximum(days - window + 1, daily.first)
    return ratio(cents * (days - since + 1), daily.between(Series.SALES, since, days))


def dso_simple(daily: Daily, days: Integers, window: int = SALES_WINDOW) -> Values:
    """Return receivables / sales of the window x days of the window."""
    return in_days_of_sales(daily, receivables_cents(daily, days), days, window)


def dso_best_possible(daily: Daily, days: Integers, window: int = SALES_WINDOW) -> Values:
    """Return what the simple DSO would be if nothing were overdue."""
    return in_days_of_sales(daily, not_due_cents(daily, days), days, window)


def average_days_delinquent(daily: Daily, days: Integers, window: int = SALES_WINDOW) -> Values:
    """Return the simple DSO less the best possible one: what is overdue, in days of sales."""
    return dso_simple(daily, days, window) - dso_best_possible(daily, days, window)


def dso_count_back(daily: Daily, days: Integers) -> Values:
    """Return the days of daily sales, walking back, that make up the receivables; see `count_back`."""
    return count_back(daily, days)[0]


def is_lower_bound(daily: Daily, days: Integers) -> Flags:
    """Return where the sales known fall short of the receivables, so that a count-back is a lower bound; bool ``[R, G, n]``."""
    return count_back(daily, days)[1]


def billing_delay(daily: Daily, days: Integers, window: int = SALES_WINDOW) -> Values:
    """Return the mean days from order to issue, by Little's law over the window that ends on each day.

    What was ordered and not yet billed, summed over the days of the window, divided by the window's sales: each euro counts
    once for every day it waited.
    """
    since = np.maximum(days - window + 1, daily.first)
    waiting = daily.at(Series.ORDERED, since - 1) - daily.at(Series.SALES, since - 1)
    waited = waiting * (days - since + 1)
    for i, (day, oldest) in enumerate(zip(days.tolist(), since.tolist(), strict=True)):
        columns = slice(oldest - daily.first, day - daily.first + 1)
        came = daily.flow(Series.ORDERED)[:, :, columns] - daily.flow(Series.SALES)[:, :, columns]
        waited[:, :, i] += came @ np.arange(day - oldest + 1, 0, -1)
    return ratio(waited, daily.between(Series.SALES, since, days))


def order_to_cash_days(daily: Daily, days: Integers) -> Values:
    """Return the billing delay plus the count-back DSO."""
    return billing_delay(daily, days) + dso_count_back(daily, days)


_NO_SALES = Words("When no sale is known in the window.", "Quand aucune vente n'est connue sur la période.")
_NEVER_SOLD = Words("When no sale is known up to the date.", "Quand aucune vente n'est connue jusqu'à la date.")


INDICATORS = (
    Indicator(
        name="dso_simple",
        compute=dso_simple,
        unit=Unit.DAYS,
        better=Better.LOWER,
        reading=Reading.STOCK,
        view=View.BOOKS,
        label_words=Words("DSO, simple", "DSO comptable"),
        help_words=Words(
            "Receivables as days of the sales of the last 90 days; it flatters a firm that grows.",
            "Encours clients en jours de ventes des 90 derniers jours ; la croissance le déforme.",
        ),
        undefined_words=_NO_SALES,
    ),
    Indicator(
        name="dso_count_back",
        compute=dso_count_back,
        unit=Unit.DAYS,
        better=Better.LOWER,
        reading=Reading.STOCK,
        view=View.BOOKS,
        label_words=Words("DSO, count-back", "DSO par épuisement"),
        help_words=Words(
            "Days of sales, counted back from the date day by day, that make up what customers owe.",
            "Nombre de jours de ventes, comptés à rebours jour par jour, que représente l'encours clients.",
        ),
        undefined_words=_NEVER_SOLD,
    ),
    Indicator(
        name="dso_count_back_monthly",
        compute=count_back_monthly,
        unit=Unit.DAYS,
        better=Better.LOWER,
        reading=Reading.STOCK,
        view=View.BOOKS,
        label_words=Words("DSO, count-back by month", "DSO par épuisement, au mois"),
        help_words=Words(
            "The count-back as French tables do it: whole months of sales, then a share of the last one.",
            "L'épuisement tel que le font les tableaux : mois entiers de ventes, puis une part du dernier.",
        ),
        undefined_words=_NEVER_SOLD,
    ),
    Indicator(
        name="dso_best_possible",
        compute=dso_best_possible,
        unit=Unit.DAYS,
        better=Better.LOWER,
        reading=Reading.STOCK,
        view=View.BOOKS,
        label_words=Words("DSO, best possible", "DSO minimal"),
        help_words=Words(
            "The simple DSO if nothing were overdue: the part that payment terms alone explain.",
            "Le DSO comptable si rien n'était échu : la part que les seuls délais accordés expliquent.",
        ),
        undefined_words=_NO_SALES,
    ),
    Indicator(
        name="average_days_delinquent",
        compute=average_days_delinquent,
        unit=Unit.DAYS,
        better=Better.LOWER,
        reading=Reading.STOCK,
        view=View.BOOKS,
        label_words=Words("DSO due to lateness", "DSO dû aux retards"),
        help_words=Words(
            "What is overdue, in days of sales: simple DSO less the best possible one; not the mean lateness of an invoice.",
            "L'échu en jours de ventes : DSO comptable moins DSO minimal ; ce n'est pas le retard moyen d'une facture.",
        ),
        undefined_words=_NO_SALES,
    ),
    Indicator(
        name="order_to_cash_days",
        compute=order_to_cash_days,
        unit=Unit.DAYS,
        better=Better.LOWER,
        reading=Reading.STOCK,
        view=View.BOOKS,
        label_words=Words("Order to cash", "De la commande à l'encaissement"),
        help_words=Words(
            "Days from order to cash: the billing delay plus the count-back DSO.",
            "Jours entre la commande et l'encaissement : délai de facturation plus DSO par épuisement.",
        ),
        undefined_words=_NO_SALES,
    ),
)
