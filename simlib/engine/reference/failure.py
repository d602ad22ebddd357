"""Failure: insolvent customers, diverted payments, and what the firm writes off."""

from bisect import bisect_left
from typing import TYPE_CHECKING

from simlib.engine.reference.people import Customer, Invoice, Stage
from simlib.ledger.events import Kind, Phase
from simlib.rules import cash, credit, orders
from simlib.rules.cash import vat_part

if TYPE_CHECKING:
    from simlib.engine.reference.simulation import Process, Simulation

BY_INSOLVENCY, BY_GIVING_UP, BY_FRAUD, BY_COURT = 1, 2, 3, 4
"""Why an invoice is written off."""

UNPAID = frozenset({Stage.WAITING, Stage.APPROVED, Stage.DISPUTED, Stage.PLANNED, Stage.HANDED})
"""Where a payment is to come that has not been transferred: a customer's failure stops it."""


class Failure:
    """The end of customers and of hopes."""

    def __init__(self, simulation: "Simulation") -> None:
        """Take the simulation in which customers fail."""
        self.simulation = simulation
        self.taxes = simulation.desk_of(Phase.CLOSING, self._claim_back)

    def begin(self, customer: Customer) -> None:
        """Let a customer fail on its day, if that comes under this setting."""
        day = self._day(customer)
        if not customer.is_insolvent and day < self.simulation.setting.end:
            self.simulation.env.process(self._fail(customer, day))

    def _day(self, customer: Customer) -> int:
        """Return the first business day at whose close the time in which customers fail has reached the customer's own."""
        s, setting = self.simulation, self.simulation.setting
        origin = setting.failure_time[setting.begin - 1 - setting.first]
        target = orders.order_due_at(customer.life_time, customer.risk_before, customer.risk, origin)
        return s.next_business(max(setting.begin, setting.first + bisect_left(setting.failure_time, target)))

    def _fail(self, customer: Customer, day: int) -> "Process":
        s, term = self.simulation, self.simulation.term
        yield s.at(day, Phase.INSOLVENCY)
        if s.term != term:
            return
        customer.insolvent_on = s.today
        customer.known_insolvent_on = s.next_business(s.today + credit.INSOLVENCY_KNOWN)
        s.post_contact(Kind.INSOLVENT, customer, sum(invoice.left for invoice in customer.open_invoices))
        s.promises.cancel(customer)
        for invoice in customer.open_invoices:
            if invoice.stage in UNPAID:
                self.freeze(invoice)

    def freeze(self, invoice: Invoice) -> None:
        """Stop whatever would bring an insolvent customer's money; write the invoice off when that is allowed."""
        s = self.simulation
        if invoice.stage is Stage.DISPUTED:
            s.disputes.drop(invoice)
        if invoice.is_in_plan:
            s.promises.lapse(invoice)
        if invoice.stage is Stage.HANDED:
            invoice.customer.handed -= 1
        invoice.stage = Stage.FROZEN
        invoice.plan += 1
        since = max(invoice.customer.insolvent_on, invoice.issued_on)
        day = s.next_business(max(since + s.setting.rates.write_off_days, s.today + 1))
        s.ladder.later(day, invoice, lambda: self.write_off(invoice, BY_INSOLVENCY))

    def divert(self, invoice: Invoice, paying: int) -> None:
        """Let a payment go to a swindler; once that is found out, all that the invoice owes is lost."""
        s = self.simulation
        invoice.stage = Stage.DIVERTED
        invoice.discount = 0
        s.post(Kind.DIVERTED, invoice, paying)
        day = s.next_business(s.today + cash.DISCOVERY_DAYS)
        s.ladder.later(day, invoice, lambda: self.write_off(invoice, BY_FRAUD))

    def write_off(self, invoice: Invoice, why: int) -> None:
        """Give an invoice up; where VAT is due on debits, that part comes back one day."""
        s, lost, rates = self.simulation, invoice.left, self.simulation.setting.rates
        s.reduce(invoice, lost)
        s.post(Kind.WRITTEN_OFF, invoice, lost, why + s.mark(invoice))
        s.close(invoice)
        if rates.vat_back:
            self.taxes.put(s.next_business(s.today + rates.vat_lag), (invoice, lost))

    def _claim_back(self, lost: list[tuple[Invoice, int]]) -> None:
        s = self.simulation
        for invoice, amount in lost:
            s.post(Kind.VAT_BACK, invoice, vat_part(amount, s.setting.vat_rate), s.mark(invoice))
