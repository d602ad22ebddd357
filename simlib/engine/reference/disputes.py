"""Disputes: they arise on receipt, come to the firm's ears, are taken up by a desk with little time, and end."""

from heapq import heappop, heappush
from typing import TYPE_CHECKING

from simlib.engine.reference.matching import BY_DISPUTE
from simlib.engine.reference.people import NO_DISCOUNT, Invoice, Stage
from simlib.ledger.events import UNNOTED_MARK, Kind, Phase
from simlib.rules import disputes
from simlib.world.draws import Purpose

if TYPE_CHECKING:
    from simlib.engine.reference.simulation import Process, Simulation


class Disputes:
    """What customers find fault with, and the desk that settles it."""

    def __init__(self, simulation: "Simulation") -> None:
        """Take the simulation in which customers find fault."""
        self.simulation = simulation
        self.ears = simulation.desk_of(Phase.CLOSING, self._note)
        self.desk = simulation.desk_of(Phase.DISPUTE, self._work)
        self.queue: list[tuple[int, int, int, Invoice]] = []
        """What the firm knows of and nobody works on: day noted, customer, ordinal, invoice."""

    def arise(self, invoice: Invoice) -> None:
        """Let the customer dispute an invoice on the day of receipt, unless it approves it that day."""
        self.simulation.env.process(self._arise(invoice))

    def _arise(self, invoice: Invoice) -> "Process":
        s, plan = self.simulation, invoice.plan
        yield s.at(s.today, Phase.DISPUTE)
        if invoice.plan != plan or invoice.stage is not Stage.WAITING:
            return
        s.life.interrupt(invoice, Stage.DISPUTED)
        s.post(Kind.DISPUTED, invoice, invoice.left, invoice.cause)
        shows = disputes.shows_at_once(invoice.channel, invoice.customer.is_portal)
        told_on = 0 if shows else invoice.due_on + disputes.SILENCE
        self.ears.put(s.next_business(max(told_on, s.today + 1)), invoice)

    def hear(self, invoice: Invoice) -> None:
        """Let the firm learn today of a dispute, if there is one that it does not know."""
        if is_unnoted(invoice):
            self.ears.put(self.simulation.today, invoice)

    def _note(self, invoices: list[Invoice]) -> None:
        """Put down the disputes that the firm has heard of today, for the desk to take up from tomorrow on."""
        s = self.simulation
        for invoice in filter(is_unnoted, invoices):
            invoice.is_noted = True
            s.post(Kind.NOTED, invoice, invoice.left, invoice.cause)
            heappush(self.queue, (s.today, *invoice.place, invoice))
            self.desk.put(s.next_business(s.today + 1), None)

    def _work(self, _: list[None]) -> None:
        """Take up disputes in their order while minutes are left; the last one may run over."""
        s, rates = self.simulation, self.simulation.setting.rates
        minutes = rates.desk_minutes
        while self.queue and minutes > 0:
            invoice = heappop(self.queue)[3]
            if invoice.stage is Stage.DISPUTED:
                minutes -= rates.dispute_minutes
                s.post(Kind.TAKEN, invoice, invoice.left, rates.dispute_minutes)
                s.env.process(self._settle(invoice))
        if self.queue:
            self.desk.put(s.next_business(s.today + 1), None)

    def _settle(self, invoice: Invoice) -> "Process":
        """Settle a dispute once it has taken its time, perhaps with a credit note; the rest is paid by transfer, without discount."""
        s, plan, rates = self.simulation, invoice.plan, self.simulation.setting.rates
        u_duration, u_credit = s.chance.of_invoice(s.setting, invoice, Purpose.SETTLE)
        days = disputes.resolution_days(u_duration, rates.resolution_days)
        yield s.at(s.next_business(s.today + days), Phase.DISPUTE)
        if invoice.plan != plan:
            return
        s.post(Kind.SETTLED, invoice, invoice.left, invoice.cause)
        rates = s.setting.rates
        note = disputes.credit_note(u_credit, invoice.cause, rates.credit_share, rates.credit_part, invoice.left)
        if note > 0:
            s.credit(invoice, note, BY_DISPUTE)
        if invoice.left == 0:
            s.close(invoice)
            return
        invoice.pays_by_transfer = True
        invoice.discount_on = NO_DISCOUNT
        s.life.await_again(invoice)

    def drop(self, invoice: Invoice) -> None:
        """End a dispute because its customer has failed."""
        ref = invoice.cause + (UNNOTED_MARK if is_unnoted(invoice) else 0)
        self.simulation.post(Kind.SETTLED, invoice, invoice.left, ref)


def is_unnoted(invoice: Invoice) -> bool:
    """Return whether an invoice is disputed and the firm does not know."""
    return invoice.stage is Stage.DISPUTED and not invoice.is_noted
