"""What the receivables tie up: working capital need (BFR), cash conversion cycle, value of a day.

BFR is stock before tax + receivables TTC - supplier debts TTC, as French practice writes it.
"""

import numpy as np

from simlib.indicators.daily import Daily
from simlib.indicators.dso import dso_count_back
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
)
from simlib.indicators.series import Series
from simlib.indicators.stocks import receivables_cents


def bfr(daily: Daily, days: Integers) -> Values:
    """Return stock held + receivables + what is ordered and not yet billed - what is owed to suppliers, EUR.

    The stock is before tax, the rest VAT included; see `Purchases`. Of the whole firm, float64 ``[R, 1, n]``.
    """
    whole, purchases = daily.total, daily.purchases
    unbilled = whole.at(Series.ORDERED, days) - whole.at(Series.SALES, days)
    receivables = receivables_cents(whole, days)
    return (purchases.inventory(days) + receivables + unbilled - purchases.payables(days)) / CENTS


def cash_conversion_cycle(daily: Daily, days: Integers) -> Values:
    """Return count-back DSO + days of stock - days of payables, the last two as the balance states them."""
    firm = daily.firm
    return dso_count_back(daily.total, days) + firm.inventory_days - firm.dpo_days


def value_of_a_day(daily: Daily, days: Integers) -> Values:
    """Return the sales of one day of the window, EUR TTC: what one day of DSO is worth in cash, once."""
    length = days - daily.window_start(days) + 1
    return np.asarray(in_window(daily, Series.SALES, days) / (length * CENTS), dtype=np.float64)


INDICATORS = (
    Indicator(
        name="bfr",
        compute=bfr,
        unit=Unit.MONEY,
        better=Better.LOWER,
        reading=Reading.STOCK,
        view=View.BOOKS,
        label_words=Words("Working capital need", "BFR"),
        help_words=Words(
            "Cash tied up in the business: stock, receivables and what is not yet billed, less what suppliers are owed.",
            "Argent immobilisé par l'activité : stocks, créances et ventes à facturer, moins les dettes fournisseurs.",
        ),
        undefined_words=ALWAYS_DEFINED,
        by_group=False,
    ),
    Indicator(
        name="cash_conversion_cycle",
        compute=cash_conversion_cycle,
        unit=Unit.DAYS,
        better=Better.LOWER,
        reading=Reading.STOCK,
        view=View.BOOKS,
        label_words=Words("Cash conversion cycle", "Cycle de conversion de trésorerie"),
        help_words=Words(
            "Days between paying for goods and cashing their sale: DSO plus days of stock less days of payables.",
            "Jours entre le paiement des achats et l'encaissement des ventes : DSO plus stock moins délai fournisseurs.",
        ),
        undefined_words=Words(
            "When no sale is known up to the date.", "Quand aucune vente n'est connue jusqu'à la date."
        ),
        by_group=False,
    ),
    Indicator(
        name="value_of_a_day",
        compute=value_of_a_day,
        unit=Unit.MONEY,
        better=Better.NEITHER,
        reading=Reading.FLOW,
        view=View.BOOKS,
        label_words=Words("Value of one day of DSO", "Valeur d'un jour de DSO"),
        help_words=Words(
            "Cash that one day of DSO less brings in, once: the sales of an average day, VAT included.",
            "Trésorerie que libère, une fois, un jour de DSO en moins : les ventes TTC d'un jour moyen.",
        ),
        undefined_words=ALWAYS_DEFINED,
    ),
)
