"""The calendar of what leaves the bank besides purchases: from the treasury of a scenario to dated payments."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from simlib.days import BusinessCalendar, add_months, month_ends, to_date, to_day
from simlib.indicators import Bank, Facility
from simlib.money import to_cents
from simlib.rules.treasury import (
    MILLION,
    MONTHLY,
    QUARTERLY,
    annuity,
    is_month_of_rent,
    is_month_of_return,
    is_month_of_tax,
)
from simlib.scenario import FileRef, Scenario
from simlib.scenario.treasury import Treasury

if TYPE_CHECKING:
    import pandas as pd

EVERY = {"monthly": MONTHLY, "quarterly": QUARTERLY, "month": MONTHLY, "quarter": QUARTERLY}
INSTALMENTS_OF_TAX = 4

Payment = tuple[str, int, int]
"""Kind, day number, cents."""


def bank_of(scenario: Scenario, calendar: BusinessCalendar, start: int, end: int) -> Bank:
    """Return what a scenario's bank is to know of the days from start to end, the end excluded."""
    treasury = scenario.treasury
    months = [
        to_day(add_months(date(scenario.start.year, scenario.start.month, 1), k))
        for k in range(-1, scenario.months + 1)
    ]
    return Bank(
        payments=tuple(
            (kind, day, cents)
            for kind, day, cents in sorted([*_payments(treasury, calendar, months, start), *_of_table(scenario)])
            if start <= day < end
        ),
        returns=tuple(_returns(treasury, calendar, scenario)),
        is_tax_on_receipts=scenario.firm.vat_regime == "receipts",
        charging_days=tuple(_back(calendar, day) for day in month_ends(start, end - 1)),
        overdraft=Facility(to_cents(treasury.overdraft.limit), _millionths(treasury.overdraft.rate)),
        credit_line=Facility(to_cents(treasury.credit_line.limit), _millionths(treasury.credit_line.rate)),
        discounting=Facility(
            to_cents(treasury.discounting.limit), _millionths(treasury.discounting.rate), treasury.discounting.share
        ),
        minimum=to_cents(treasury.minimum_cash),
    )


def _payments(treasury: Treasury, calendar: BusinessCalendar, months: list[int], start: int) -> Iterator[Payment]:
    """Yield what is paid each month, and what is planned; wages on the business day before, the rest on the one after."""
    for first in months:
        month = to_date(first).month - 1
        yield "payroll", _back(calendar, _in_month(first, treasury.payroll.day)), to_cents(treasury.payroll.amount)
        social = treasury.social_charges
        yield "social_charges", _on(calendar, _in_month(first, social.day)), to_cents(social.amount)
        tax = treasury.corporate_tax
        if is_month_of_tax(month):
            yield "corporate_tax", _on(calendar, _in_month(first, tax.day)), to_cents(tax.a_year / INSTALMENTS_OF_TAX)
        every = EVERY[treasury.rent.every]
        if is_month_of_rent(month, every):
            yield "rent", _on(calendar, first), to_cents(treasury.rent.amount) * every
    for loan in treasury.loans.values():
        payment = annuity(to_cents(loan.balance), loan.rate, loan.months)
        days = (_on(calendar, _in_month(first, loan.day)) for first in months)
        for day in [day for day in days if day >= start][: loan.months]:
            yield "loans", day, payment
    for planned in treasury.planned.values():
        kind = "investments" if planned.kind == "investment" else "one_offs"
        yield kind, _on(calendar, to_day(planned.on)), to_cents(planned.amount)


def _returns(treasury: Treasury, calendar: BusinessCalendar, scenario: Scenario) -> Iterator[tuple[int, int, int]]:
    """Yield the VAT returns that are paid from the start on: first and last day of their period, and day of payment."""
    if treasury.vat.filing == "off":
        return
    every = EVERY[treasury.vat.filing]
    for k in range(scenario.months + 1):
        paid_in = to_day(add_months(date(scenario.start.year, scenario.start.month, 1), k))
        if is_month_of_return(to_date(paid_in).month - 1, every):
            first = to_day(add_months(to_date(paid_in), -every))
            yield first, paid_in - 1, _on(calendar, _in_month(paid_in, treasury.vat.day))


def _of_table(scenario: Scenario) -> Iterator[Payment]:
    """Yield the payments of the table that the scenario names."""
    if scenario.payments is None:
        return
    rows = _rows_of(scenario.payments, scenario.payments.content_hash())
    for day, amount in zip(rows["day"].tolist(), rows["amount"].tolist(), strict=True):
        yield "scheduled", int(day), to_cents(float(amount))


@lru_cache(maxsize=4)
def _rows_of(payments: FileRef, _content: str) -> "pd.DataFrame":
    """Return the rows of a table of payments, read once for each content."""
    from simlib.scenario.tables import read_payments  # pandas only where a table is read

    return read_payments(payments)


def _in_month(first: int, day: int) -> int:
    """Return a day of the month that begins on a day; its last one where it is shorter."""
    return min(first + day - 1, to_day(add_months(to_date(first), 1)) - 1)


def _on(calendar: BusinessCalendar, day: int) -> int:
    """Return the business day on or after a day; a day that the calendar does not know as it is."""
    return int(calendar.next_business[day - calendar.first]) if calendar.first <= day <= calendar.last else day


def _back(calendar: BusinessCalendar, day: int) -> int:
    """Return the business day on or before a day; a day that the calendar does not know as it is."""
    return int(calendar.previous_business[day - calendar.first]) if calendar.first <= day <= calendar.last else day


def _millionths(rate: float) -> int:
    return round(rate * MILLION)
