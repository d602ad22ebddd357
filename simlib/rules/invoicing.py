"""Invoicing: the way an invoice takes to the customer."""

from enum import IntEnum

from simlib.jit import rule


class InvoiceChannel(IntEnum):
    """How an invoice reaches the customer."""

    PAPER = 0
    EMAIL = 1
    PORTAL = 2
    E_INVOICE = 3


@rule
def invoice_channel(u: float, email: float, portal: float, e_invoice: float) -> int:
    """Return a customer's invoice channel from its draw and the shares of the electronic ones; the rest gets paper.

    >>> [invoice_channel(u, 0.2, 0.1, 0.3) for u in (0.1, 0.35, 0.5, 0.7)]
    [3, 2, 1, 0]
    """
    if u < e_invoice:
        return 3
    if u < e_invoice + portal:
        return 2
    if u < e_invoice + portal + email:
        return 1
    return 0


@rule
def channel_in_force(channel: int, today: int, e_invoicing_from: int) -> int:
    """Return the channel of an invoice issued today: from a date on, the law makes every one an e-invoice."""
    return 3 if today >= e_invoicing_from else channel


@rule
def error_rate_of(channel: int, error_rate: float, electronic_factor: float) -> float:
    """Return the share of invoices with an error: fewer where a portal or platform checks them."""
    return error_rate * electronic_factor if channel >= 2 else error_rate
