"""Daily series of a ledger as it stands: from hand-made or imported invoices to the indicators of the past."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from simlib.days import SEVEN_DAY, BusinessCalendar
from simlib.indicators.balance import FirmBalance
from simlib.indicators.daily import Daily
from simlib.indicators.fold import fold
from simlib.indicators.series import Series
from simlib.ledger.events import WIDTH, Column, Kind
from simlib.rules.channels import Channel

Integers = npt.NDArray[np.int64]

LONGEST_CLOSURE = 14
"""Days the calendar reaches beyond the last one, so that a due day before them still rolls."""


@dataclass(frozen=True)
class ContactCosts:
    """What one contact costs, int64 per channel: a collector's minutes if written, and cents."""

    minutes: Integers
    cents: Integers

    @classmethod
    def free(cls) -> "ContactCosts":
        """Return costs of nothing, for a ledger without touches."""
        return cls(np.zeros(len(Channel), dtype=np.int64), np.zeros(len(Channel), dtype=np.int64))


def ledger_events(
    customer: Integers,
    issued_on: Integers,
    due_on: Integers,
    gross: Integers,
    payment_invoice: Integers,
    paid_on: Integers,
    paid: Integers,
    ordered_on: Integers | None = None,
    applied_on: Integers | None = None,
) -> Integers:
    """Return the event log of a ledger, ordered by day.

    Args:
        customer: Index of the customer of each invoice.
        issued_on: Issue day of each invoice.
        due_on: Contractual due day of each invoice.
        gross: Cents of each invoice, TTC.
        payment_invoice: Row of the invoice that each payment pays.
        paid_on: Bank day of each payment.
        paid: Cents of each payment.
        ordered_on: Order day of each invoice; its issue day where it is not known.
        applied_on: Day on which each payment was matched in the books; its bank day where it is not known.

    Returns:
        int64 ``[n, 10]``: ordered, issued, paid and applied; the invoice number is the invoice's row.
    """
    order = np.lexsort((payment_invoice, paid_on))
    payment_invoice, paid_on, paid = payment_invoice[order], paid_on[order], paid[order]
    applied_on = paid_on if applied_on is None else applied_on[order]
    ordered_on = issued_on if ordered_on is None else ordered_on
    row = np.arange(len(gross), dtype=np.int64)

    def rows(kind: Kind, day: Integers, invoice: Integers, amount: Integers, open_cents: Integers) -> Integers:
        table = np.zeros((len(day), WIDTH), dtype=np.int64)
        table[:, Column.DAY], table[:, Column.KIND], table[:, Column.AMOUNT] = day, kind, amount
        table[:, Column.CUSTOMER], table[:, Column.INVOICE] = customer[invoice], invoice
        table[:, Column.ISSUED_ON], table[:, Column.DUE_ON] = issued_on[invoice], due_on[invoice]
        table[:, Column.GROSS], table[:, Column.OPEN] = gross[invoice], open_cents
        return table

    still_open = gross[payment_invoice] - _paid_so_far(payment_invoice, paid)
    events = np.concatenate(
        (
            rows(Kind.ORDERED, ordered_on, row, gross, gross),
            rows(Kind.ISSUED, issued_on, row, gross, gross),
            rows(Kind.PAID, paid_on, payment_invoice, paid, still_open),
            rows(Kind.APPLIED, applied_on, payment_invoice, paid, still_open),
        )
    )
    return events[np.argsort(events[:, Column.DAY], kind="stable")]


def _paid_so_far(invoice: Integers, paid: Integers) -> Integers:
    """Return, for payments in the order of time, what their invoice has been paid up to and with each."""
    order = np.argsort(invoice, kind="stable")
    running = np.cumsum(paid[order])
    _, first_row, payments = np.unique(invoice[order], return_index=True, return_counts=True)
    result = np.empty_like(running)
    result[order] = running - np.repeat((running - paid[order])[first_row], payments)
    return result


def add_sales_history(out: Integers, first: int, days: Integers, groups: Integers, cents: Integers) -> None:
    """Add sales known by day only, made before a book was opened, to the daily series of their groups.

    They count as ordered and billed on their day, and owe nothing: what of them is still open stands in the opened invoices.

    Args:
        out: int64 ``[groups, series, days]``, added to in place.
        first: Day number of ``out[..., 0]``; earlier sales are left out.
        days: Day of each sale.
        groups: Group of each sale.
        cents: Amount of each sale, TTC.
    """
    column = days - first
    known = (column >= 0) & (column < out.shape[2])
    for series in (Series.ORDERED, Series.SALES):
        np.add.at(out, (groups[known], series, column[known]), cents[known])


def daily_of(
    events: Integers,
    first: int,
    last: int,
    *,
    group_of_customer: Integers | None = None,
    groups: Sequence[str] = ("all",),
    start: int | None = None,
    country: str = SEVEN_DAY,
    firm: FirmBalance | None = None,
    costs: ContactCosts | None = None,
) -> Daily:
    """Return the daily series of one event log, as one replication.

    Args:
        events: int64 ``[n, 10]``, columns of `Column`.
        first: First day of the series.
        last: Last day of the series, as of which the ledger is read.
        group_of_customer: int64 per customer index; all in group 0 where it is not given.
        groups: Names of the groups.
        start: Day on which windows of flows begin, and from which the firm's balance acts; ``first`` where it is not given.
        country: Business calendar, for the due days that roll.
        firm: The firm's balance.
        costs: What contacts cost, before the start and since.

    Raises:
        ValueError: A customer of the log has no group, or a group has no name.
    """
    customers = int(events[:, Column.CUSTOMER].max(initial=-1)) + 1
    if group_of_customer is None:
        group_of_customer = np.zeros(customers, dtype=np.int64)
    if len(group_of_customer) < customers or group_of_customer.max(initial=0) >= len(groups):
        raise ValueError(f"{customers} customers in {len(groups)} groups: {len(group_of_customer)} have one")
    calendar = BusinessCalendar.of(country, first, last + LONGEST_CLOSURE)
    costs, firm = costs or ContactCosts.free(), firm or FirmBalance()
    start = first if start is None else start
    flows = np.zeros((1, len(groups), len(Series), last - first + 1), dtype=np.int64)
    fold(
        np.ascontiguousarray(events, dtype=np.int64),
        np.ascontiguousarray(group_of_customer, dtype=np.int64),
        flows[0],
        first,
        calendar.next_business,
        start,
        np.stack((costs.minutes, costs.minutes)),
        np.stack((costs.cents, costs.cents)),
        firm.factoring_terms,
    )
    return Daily(flows, first, start, calendar, firm, tuple(groups))
