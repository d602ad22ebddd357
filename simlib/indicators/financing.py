"""What a factor and an insurer give, and what they take for it.

A factor takes a commission on what it takes over and interest on what it advances, by days of a year of 360. Its advance is
repaid when the invoice is closed, or with recourse so many days after its due date; what it loses without recourse it pays in
full. An insurer takes a share of sales before tax, and pays a share of what insolvency wrote off, before tax, some time later.
"""

from collections.abc import Callable

import numpy as np

from simlib.indicators.balance import FirmBalance
from simlib.indicators.count_back import count_back
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
)
from simlib.indicators.series import Series
from simlib.indicators.stocks import receivables_cents

BANKERS_YEAR = 360.0


def cash_dso(daily: Daily, days: Integers) -> Values:
    """Return the count-back DSO of the receivables less what a factor finances."""
    financed = daily.at(Series.FINANCED, days)
    return count_back(daily, days, receivables_cents(daily, days) - financed)[0]


def factoring_cost(daily: Daily, days: Integers) -> Values:
    """Return the commission and the interest of the factor in the window, EUR."""
    return factor_takes(daily, daily.window_start(days), days) / CENTS


def insurance_cost(daily: Daily, days: Integers) -> Values:
    """Return the premium of the window less what the insurer paid in it, EUR."""
    since = daily.window_start(days)
    return (insurer_takes(daily, since, days) - insurer_gives(daily, since, days)) / CENTS


def factor_takes(daily: Daily, since: Integers, days: Integers) -> Values:
    """Return commission and interest on the days since[i] to days[i], all on one side of the start; cents ``[R, G, n]``.

    Interest runs on what is financed at the end of each day, at the rate in force that day.
    """
    commission = _in_force(daily, days, lambda firm: firm.factoring.commission)
    rate = _in_force(daily, days, lambda firm: firm.factoring.financing_rate)
    taken_over = daily.between(Series.FACTORED, since, days)
    waited = np.cumsum(daily.stock(Series.FINANCED), axis=-1)
    cent_days = _up_to(waited, days - daily.first) - _up_to(waited, since - 1 - daily.first)
    return np.asarray(taken_over * commission + cent_days * rate / BANKERS_YEAR)


def _up_to(cumulated: Integers, columns: Integers) -> Integers:
    """Return what was cumulated up to some columns, zero before the first."""
    return np.where(columns >= 0, cumulated[:, :, np.maximum(columns, 0)], 0)


def factor_gives(daily: Daily, since: Integers, days: Integers) -> Integers:
    """Return the advances less what was repaid of them, and what the factor lost, on the days since[i] to days[i]; cents."""
    return daily.between(Series.FINANCED, since, days) + daily.between(Series.FACTOR_LOSS, since, days)


def insurer_gives(daily: Daily, since: Integers, days: Integers) -> Values:
    """Return what the insurer paid on the days since[i] to days[i]; cents."""
    return np.asarray(_indemnities(daily, days) - _indemnities(daily, since - 1))


def insurer_takes(daily: Daily, since: Integers, days: Integers) -> Values:
    """Return the insurer's premium on the days since[i] to days[i], all on one side of the start; cents."""
    premium = _in_force(daily, days, lambda firm: firm.insurance.premium / (1.0 + firm.vat_rate))
    return np.asarray(daily.between(Series.SALES, since, days) * premium)


def _indemnities(daily: Daily, days: Integers) -> Values:
    """Return what the insurer paid up to the end of each day, by the contract in force on the day of the write-off; cents."""
    firm, before, eve = daily.firm, daily.firm.until_start, daily.start - 1
    run = daily.business_day_before(days)
    lost_before = daily.at(Series.INSOLVENCY_LOSS, np.minimum(run - before.insurance.delay_days, eve))
    lost_until = daily.at(Series.INSOLVENCY_LOSS, np.maximum(run - firm.insurance.delay_days, eve))
    lost_since = lost_until - daily.at(Series.INSOLVENCY_LOSS, np.full_like(days, eve))
    return np.asarray(lost_before * _cover(before) + lost_since * _cover(firm))


def _cover(firm: FirmBalance) -> float:
    """Return what the insurer pays for a euro written off, tax included."""
    return firm.insurance.cover / (1.0 + firm.vat_rate)


def _in_force(daily: Daily, days: Integers, rate: Callable[[FirmBalance], float]) -> Values:
    """Return a rate as in force on each day."""
    return np.where(days >= daily.start, rate(daily.firm), rate(daily.firm.until_start))


INDICATORS = (
    Indicator(
        name="cash_dso",
        compute=cash_dso,
        unit=Unit.DAYS,
        better=Better.LOWER,
        reading=Reading.STOCK,
        view=View.BOOKS,
        label_words=Words("DSO after factoring", "DSO après affacturage"),
        help_words=Words(
            "The count-back DSO of what customers owe less what a factor has advanced on it, with recourse or without.",
            "Le DSO par épuisement de l'encours, moins ce qu'un factor en a avancé, avec ou sans recours.",
        ),
        undefined_words=Words(
            "When no sale is known up to the date.", "Quand aucune vente n'est connue jusqu'à la date."
        ),
    ),
    Indicator(
        name="factoring_cost",
        compute=factoring_cost,
        unit=Unit.MONEY,
        better=Better.LOWER,
        reading=Reading.FLOW,
        view=View.BANK,
        label_words=Words("Cost of factoring", "Coût de l'affacturage"),
        help_words=Words(
            "The factor's commission on invoices taken over, and its interest on what it advanced.",
            "Commission du factor sur les factures cédées, et intérêts sur les sommes avancées.",
        ),
        undefined_words=ALWAYS_DEFINED,
    ),
    Indicator(
        name="insurance_cost",
        compute=insurance_cost,
        unit=Unit.MONEY,
        better=Better.LOWER,
        reading=Reading.FLOW,
        view=View.BANK,
        label_words=Words("Cost of credit insurance", "Coût de l'assurance-crédit"),
        help_words=Words(
            "Premium on sales before tax, less what the insurer paid for insolvent customers.",
            "Prime sur les ventes hors taxes, moins les indemnités reçues pour les clients défaillants.",
        ),
        undefined_words=ALWAYS_DEFINED,
    ),
)
