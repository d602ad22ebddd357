"""The cash curve, day by day from the start: what is left, when it is lowest, whether it holds, and what that costs."""

import numpy as np

from simlib.indicators.daily import Daily
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

WEEK = 7


def cash_path(daily: Daily) -> Values:
    """Return the cash in the bank at the end of each day from the start, EUR, float64 ``[R, days]``; see `CashLines`."""
    return np.asarray(daily.cash.closing / CENTS, dtype=np.float64)


def cash_end(daily: Daily, days: Integers) -> Values:
    """Return the cash at the end of each day, EUR, float64 ``[R, 1, n]``; NaN before the start."""
    return _read(daily, cash_path(daily), days)


def cash_min(daily: Daily, days: Integers) -> Values:
    """Return the lowest cash at the end of a day from the start up to each day, EUR, float64 ``[R, 1, n]``."""
    return _read(daily, np.minimum.accumulate(cash_path(daily), axis=-1), days)


def cash_min_week(daily: Daily, days: Integers) -> Values:
    """Return the week of the lowest cash up to each day, counted from 1 at the start, float64 ``[R, 1, n]``: the first such."""
    closing = daily.cash.closing
    lowest = np.minimum.accumulate(closing, axis=-1)
    is_new = np.concatenate((np.ones((len(closing), 1), dtype=np.bool_), closing[:, 1:] < lowest[:, :-1]), axis=1)
    since = np.maximum.accumulate(np.where(is_new, np.arange(closing.shape[1]), 0), axis=-1)
    return _read(daily, since // WEEK + 1.0, days)


def overdraft_days(daily: Daily, days: Integers) -> Values:
    """Return how many days up to each day end below zero, float64 ``[R, 1, n]``."""
    return _read(daily, np.cumsum(daily.cash.closing < 0, axis=-1).astype(np.float64), days)


def breach_probability(daily: Daily, days: Integers) -> Values:
    """Return 1 where cash was under its minimum at the end of some day up to each day, else 0: its mean is the probability."""
    below = daily.cash.closing < daily.firm.bank.floor
    return _read(daily, np.maximum.accumulate(below, axis=-1).astype(np.float64), days)


def financing_cost(daily: Daily, days: Integers) -> Values:
    """Return the interest accrued on overdraft and lines and what the factor took, from the start up to each day, EUR."""
    return _read(daily, daily.cash.cost / CENTS, days)


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
            "Cash in the bank on the last day: opening cash plus receipts, less all that is paid, lines of credit drawn included.",
            "Trésorerie au dernier jour : solde initial plus encaissements, moins tout ce qui est payé, lignes tirées comprises.",
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
    Indicator(
        name="cash_min_week",
        compute=cash_min_week,
        unit=Unit.COUNT,
        better=Better.NEITHER,
        reading=Reading.PATH,
        view=View.BANK,
        label_words=Words("Week of the lowest cash", "Semaine du point bas"),
        help_words=Words(
            "The week, counted from the start, in which cash is lowest.",
            "La semaine, comptée depuis le départ, où la trésorerie est au plus bas.",
        ),
        undefined_words=_BEFORE,
        by_group=False,
    ),
    Indicator(
        name="overdraft_days",
        compute=overdraft_days,
        unit=Unit.DAYS,
        better=Better.LOWER,
        reading=Reading.PATH,
        view=View.BANK,
        label_words=Words("Days overdrawn", "Jours à découvert"),
        help_words=Words(
            "Days since the start that end with cash below zero.",
            "Jours depuis le départ où la trésorerie finit sous zéro.",
        ),
        undefined_words=_BEFORE,
        by_group=False,
    ),
    Indicator(
        name="breach_probability",
        compute=breach_probability,
        unit=Unit.SHARE,
        better=Better.LOWER,
        reading=Reading.PATH,
        view=View.BANK,
        label_words=Words("Probability of breach", "Probabilité de rupture"),
        help_words=Words(
            "Share of worlds in which cash falls, on some day, under its minimum less the overdraft granted.",
            "Part des mondes où la trésorerie passe, un jour, sous son minimum, découvert autorisé déduit.",
        ),
        undefined_words=_BEFORE,
        by_group=False,
    ),
    Indicator(
        name="financing_cost",
        compute=financing_cost,
        unit=Unit.MONEY,
        better=Better.LOWER,
        reading=Reading.PATH,
        view=View.BANK,
        label_words=Words("Cost of financing", "Coût du financement"),
        help_words=Words(
            "Interest since the start on overdraft, line of credit and discounting, with what the factor took.",
            "Intérêts depuis le départ sur découvert, ligne de crédit et escompte, avec le coût du factor.",
        ),
        undefined_words=_BEFORE,
        by_group=False,
    ),
)
