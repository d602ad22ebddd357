"""The cash curve of the minimal balance, day by day from the start."""

import numpy as np

from simlib.days import month_ends
from simlib.indicators.daily import Daily
from simlib.indicators.financing import factor_gives, factor_takes, insurer_gives
from simlib.indicators.indicator import (
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

LONGEST_MONTH = 31


def cash_path(daily: Daily) -> Values:
    """Return the cash in the bank at the end of each day from the start, EUR, float64 ``[R, days]``.

    Opening cash, plus receipts as they reach the bank (late fees and overpayments included, rejects and refunds taken off) and
    tax that comes back, less suppliers paid (see `Purchases`), less the unit costs of touches and calls and the cost of recovery,
    plus what factor and insurer give less what they take, less the fixed outflow on the last business day of each month (wages,
    taxes, rent, collectors' hours included).
    """
    whole, purchases = daily.total, daily.purchases
    days = np.arange(daily.start, daily.last + 1, dtype=np.int64)
    eve = np.array([daily.start - 1], dtype=np.int64)
    since = np.full_like(days, daily.start)
    received = whole.between(Series.RECEIPTS, since, days) + whole.between(Series.VAT_BACK, since, days)
    spent = whole.between(Series.CONTACT_COST, since, days) + whole.between(Series.CHARGED, since, days)
    lent = factor_gives(whole, since, days) - factor_takes(whole, since, days) + insurer_gives(whole, since, days)
    paid = purchases.paid(days) - purchases.paid(eve)
    fixed = np.cumsum(np.isin(days, _outflow_days(daily))) * daily.firm.fixed_monthly_outflow
    return np.asarray(
        daily.firm.opening_cash + ((received - spent + lent - paid) / CENTS)[:, 0, :] - fixed, dtype=np.float64
    )


def _outflow_days(daily: Daily) -> Integers:
    """Return the last business day of each month from the start on."""
    calendar = daily.calendar
    ends = month_ends(daily.start, min(daily.last + LONGEST_MONTH, calendar.last))
    return calendar.previous_business[np.array(ends, dtype=np.int64) - calendar.first]


def cash_end(daily: Daily, days: Integers) -> Values:
    """Return the cash at the end of each day, EUR, float64 ``[R, 1, n]``; NaN before the start."""
    return _read(daily, cash_path(daily), days)


def cash_min(daily: Daily, days: Integers) -> Values:
    """Return the lowest cash at the end of a day from the start up to each day, EUR, float64 ``[R, 1, n]``."""
    return _read(daily, np.minimum.accumulate(cash_path(daily), axis=-1), days)


def _read(daily: Daily, path: Values, days: Integers) -> Values:
    """Return the values of a path on given days, NaN before the start."""
    index = np.asarray(days, dtype=np.int64) - daily.start
    return np.where(index >= 0, path[:, np.maximum(index, 0)], np.nan)[:, None, :]


_BEFORE = Words("Before the start.", "Avant le départ.")

INDICATORS = (
    Indicator(
        name="cash_end",
        compute=cash_end,
        unit=Unit.MONEY,
        better=Better.HIGHER,
        reading=Reading.PATH,
        view=View.BANK,
        label_words=Words("Cash at the end", "Trésorerie finale"),
        help_words=Words(
            "Cash in the bank on the last day: opening cash plus receipts, less suppliers, costs of collecting and fixed outflow.",
            "Trésorerie au dernier jour : solde initial plus encaissements, moins fournisseurs, recouvrement et charges fixes.",
        ),
        undefined_words=_BEFORE,
        by_group=False,
    ),
    Indicator(
        name="cash_min",
        compute=cash_min,
        unit=Unit.MONEY,
        better=Better.HIGHER,
        reading=Reading.PATH,
        view=View.BANK,
        label_words=Words("Lowest cash", "Trésorerie minimale"),
        help_words=Words(
            "The lowest cash in the bank at the end of any day since the start.",
            "Le plus bas niveau de trésorerie en fin de journée depuis le départ.",
        ),
        undefined_words=_BEFORE,
        by_group=False,
    ),
)
