"""What of sales never becomes cash: credit notes, discounts, write-offs, orders lost; and what lateness brings in."""

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
    ratio,
)
from simlib.indicators.series import Series


def bad_debt_ratio(daily: Daily, days: Integers) -> Values:
    """Return what was written off at the firm's own loss / sales; before tax both, at one rate, so it does not show."""
    own = in_window(daily, Series.WRITTEN_OFF, days) - in_window(daily, Series.FACTOR_LOSS, days)
    return ratio(own, in_window(daily, Series.SALES, days))


def credit_notes(daily: Daily, days: Integers) -> Values:
    """Return the credit notes given to settle disputes, EUR TTC."""
    return (in_window(daily, Series.CREDITED, days) - in_window(daily, Series.DISCOUNTED, days)) / CENTS


def discount_cost(daily: Daily, days: Integers) -> Values:
    """Return the discounts taken for early payment, EUR TTC."""
    return in_window(daily, Series.DISCOUNTED, days) / CENTS


def lost_sales(daily: Daily, days: Integers) -> Values:
    """Return the orders lost: to worn goodwill, to a credit limit, to an insolvency while they were held; EUR TTC."""
    return in_window(daily, Series.LOST, days) / CENTS


def goodwill(daily: Daily, days: Integers) -> Values:
    """Return the share of the orders wished that did not go elsewhere for want of goodwill, by amount."""
    wished = in_window(daily, Series.ORDERED, days) + in_window(daily, Series.LOST, days)
    return ratio(wished - in_window(daily, Series.LOST_GOODWILL, days), wished)


def late_fees(daily: Daily, days: Integers) -> Values:
    """Return the late interest and fixed fees received, EUR."""
    return in_window(daily, Series.INTEREST, days) / CENTS


INDICATORS = (
    Indicator(
        name="bad_debt_ratio",
        compute=bad_debt_ratio,
        unit=Unit.SHARE,
        better=Better.LOWER,
        reading=Reading.FLOW,
        view=View.BOOKS,
        label_words=Words("Bad debt", "Créances irrécouvrables"),
        help_words=Words(
            "What the firm wrote off, as a share of its sales; a factor's loss is left out.",
            "Part des ventes passée en pertes par l'entreprise ; hors pertes supportées par un factor.",
        ),
        undefined_words=Words("When nothing was sold.", "Quand rien n'a été vendu."),
    ),
    Indicator(
        name="credit_notes",
        compute=credit_notes,
        unit=Unit.MONEY,
        better=Better.LOWER,
        reading=Reading.FLOW,
        view=View.BOOKS,
        label_words=Words("Credit notes", "Avoirs"),
        help_words=Words(
            "Credit notes given to settle disputes, VAT included.", "Avoirs accordés pour régler des litiges, TTC."
        ),
        undefined_words=ALWAYS_DEFINED,
    ),
    Indicator(
        name="discount_cost",
        compute=discount_cost,
        unit=Unit.MONEY,
        better=Better.LOWER,
        reading=Reading.FLOW,
        view=View.BOOKS,
        label_words=Words("Cost of discounts", "Coût de l'escompte"),
        help_words=Words(
            "Discounts taken by customers that paid early, VAT included.",
            "Escomptes pris par les clients qui ont payé d'avance, TTC.",
        ),
        undefined_words=ALWAYS_DEFINED,
    ),
    Indicator(
        name="lost_sales",
        compute=lost_sales,
        unit=Unit.MONEY,
        better=Better.LOWER,
        reading=Reading.FLOW,
        view=View.BOOKS,
        label_words=Words("Sales lost", "Ventes perdues"),
        help_words=Words(
            "Orders lost to reminding too much, to a credit limit or to an insolvency, VAT included.",
            "Commandes perdues : relances de trop, limite de crédit ou défaillance, TTC.",
        ),
        undefined_words=ALWAYS_DEFINED,
    ),
    Indicator(
        name="goodwill",
        compute=goodwill,
        unit=Unit.SHARE,
        better=Better.HIGHER,
        reading=Reading.FLOW,
        view=View.BOOKS,
        label_words=Words("Goodwill", "Relation client"),
        help_words=Words(
            "Share of orders that reminding too much did not drive elsewhere; 100 % where no wear by reminders is assumed.",
            "Part des commandes que des relances de trop n'ont pas fait partir ; 100 % si l'on ne suppose aucune usure.",
        ),
        undefined_words=Words("When nothing was ordered.", "Quand rien n'a été commandé."),
    ),
    Indicator(
        name="late_fees",
        compute=late_fees,
        unit=Unit.MONEY,
        better=Better.HIGHER,
        reading=Reading.FLOW,
        view=View.BANK,
        label_words=Words("Late fees received", "Pénalités de retard reçues"),
        help_words=Words(
            "Late interest and fixed fees that customers paid.",
            "Intérêts de retard et indemnités forfaitaires payés par les clients.",
        ),
        undefined_words=ALWAYS_DEFINED,
    ),
)
