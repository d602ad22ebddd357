"""How customers paid over a window, as the bank saw it.

Source: Oracle Fusion Receivables 24c, "How you calculate weighted average metrics".
"""

from simlib.indicators.daily import Daily
from simlib.indicators.indicator import (
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


def in_window(daily: Daily, series: Series, days: Integers) -> Integers:
    """Return what flowed in the window that ends on each day, int64 ``[R, G, n]``."""
    return daily.between(series, daily.window_start(days), days)


def weighted_days_to_pay(daily: Daily, days: Integers) -> Values:
    """Return the days from issue to the last payment of the invoices fully paid in the window, weighted by their amount."""
    return ratio(in_window(daily, Series.CLEARED_DAYS, days), in_window(daily, Series.CLEARED, days))


def weighted_days_late(daily: Daily, days: Integers) -> Values:
    """Return the calendar days from due date to last payment, early ones negative, of the invoices fully paid, by amount."""
    return ratio(in_window(daily, Series.CLEARED_LATE_DAYS, days), in_window(daily, Series.CLEARED, days))


def late_share(daily: Daily, days: Integers) -> Values:
    """Return the share, by number, of the invoices due in the window that were not fully paid on their rolled due day."""
    return ratio(in_window(daily, Series.LATE_COUNT, days), in_window(daily, Series.DUE_COUNT, days))


def late_share_amount(daily: Daily, days: Integers) -> Values:
    """Return the share, by amount, of the invoices due in the window that were not fully paid on their rolled due day."""
    return ratio(in_window(daily, Series.LATE_AMOUNT, days), in_window(daily, Series.DUE_AMOUNT, days))


_NOTHING_PAID = Words("When no invoice was fully paid.", "Quand aucune facture n'a été soldée.")
_NOTHING_DUE = Words("When no invoice fell due.", "Quand aucune facture n'est venue à échéance.")

INDICATORS = (
    Indicator(
        name="weighted_days_to_pay",
        compute=weighted_days_to_pay,
        unit=Unit.DAYS,
        better=Better.LOWER,
        reading=Reading.FLOW,
        view=View.BANK,
        label_words=Words("Days to pay", "Délai de paiement"),
        help_words=Words(
            "Mean days from issue to payment of the invoices fully paid, weighted by amount; unpaid ones are left out.",
            "Jours moyens de l'émission au paiement des factures soldées, pondérés par le montant ; sans les impayées.",
        ),
        undefined_words=_NOTHING_PAID,
    ),
    Indicator(
        name="weighted_days_late",
        compute=weighted_days_late,
        unit=Unit.DAYS,
        better=Better.LOWER,
        reading=Reading.FLOW,
        view=View.BANK,
        label_words=Words("Days late", "Retard de paiement"),
        help_words=Words(
            "Mean calendar days from due date to payment of the invoices fully paid, weighted by amount; early ones count below 0.",
            "Jours moyens de l'échéance au paiement des factures soldées, pondérés par le montant ; une avance compte en moins.",
        ),
        undefined_words=_NOTHING_PAID,
    ),
    Indicator(
        name="late_share",
        compute=late_share,
        unit=Unit.SHARE,
        better=Better.LOWER,
        reading=Reading.FLOW,
        view=View.BANK,
        label_words=Words("Invoices late", "Factures en retard"),
        help_words=Words(
            "Share of the invoices fallen due that were not paid by their due day, moved to the next business day.",
            "Part des factures échues qui n'étaient pas payées au jour d'échéance, reporté au jour ouvré suivant.",
        ),
        undefined_words=_NOTHING_DUE,
    ),
    Indicator(
        name="late_share_amount",
        compute=late_share_amount,
        unit=Unit.SHARE,
        better=Better.LOWER,
        reading=Reading.FLOW,
        view=View.BANK,
        label_words=Words("Amount late", "Montant en retard"),
        help_words=Words(
            "Share of the amount fallen due that was not paid by its due day, moved to the next business day.",
            "Part du montant échu qui n'était pas payée au jour d'échéance, reporté au jour ouvré suivant.",
        ),
        undefined_words=_NOTHING_DUE,
    ),
)
