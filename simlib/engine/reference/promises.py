"""What a reached call may bring: a promise to pay, or a plan of instalments."""

from typing import TYPE_CHECKING

from simlib.engine.reference.people import Customer, Invoice, Promise, Stage
from simlib.ledger.events import INSTALMENT_MARK, Kind, Phase
from simlib.rules import promises
from simlib.rules.chance import is_drawn
from simlib.rules.classes import PayerClass
from simlib.rules.terms import months_later
from simlib.world.draws import Purpose

if TYPE_CHECKING:
    from simlib.engine.reference.simulation import Process, Simulation

PLANS_APART = 64
"""Distance of the addresses of one plan's first instalment and the next plan's."""


class Promises:
    """Promises and plans of all customers."""

    def __init__(self, simulation: "Simulation") -> None:
        """Take the simulation in which customers promise."""
        self.simulation = simulation

    def talk(self, customer: Customer) -> None:
        """Let a customer that was reached agree to a plan, else promise to pay."""
        s, rates = self.simulation, self.simulation.setting.rates
        if rates.promise_rate <= 0.0 and rates.plan_share <= 0.0:
            return
        u_promise, u_plan = s.chance.draws(s.setting, customer.entity, Purpose.TALK, k=s.today)
        eligible = [invoice for invoice in customer.open_invoices if self._is_eligible(invoice)]
        if is_drawn(u_plan, rates.plan_share) and self._may_plan(customer, eligible):
            self._plan(customer, eligible)
        elif customer.promise is None and eligible and is_drawn(u_promise, rates.promise_rate):
            self._promise(customer, eligible)

    def _is_eligible(self, invoice: Invoice) -> bool:
        is_overdue = invoice.due_on < self.simulation.today
        return is_overdue and invoice.stage is Stage.WAITING and invoice.payer != PayerClass.NEVER

    # --- promises ---

    def _promise(self, customer: Customer, covered: list[Invoice]) -> None:
        s, rates = self.simulation, self.simulation.setting.rates
        promise = Promise(customer.promises, sum(invoice.left for invoice in covered), covered)
        customer.promise = promise
        customer.promises += 1
        for invoice in covered:
            invoice.is_promised = True
        promised_on = s.next_business(s.today + max(rates.promise_days, 1))
        ends_on = max(promised_on, s.next_business(s.today + rates.promise_days + rates.grace_days))
        s.post_contact(Kind.PROMISED, customer, promise.total, promised_on)
        s.env.process(self._keep_or_break(customer, promise, promised_on, ends_on))

    def _keep_or_break(self, customer: Customer, promise: Promise, promised_on: int, ends_on: int) -> "Process":
        """Pay on the day promised, or see at the end of grace whether all was paid all the same."""
        s = self.simulation
        yield s.at(promised_on, Phase.PROMISE)
        if customer.promise is not promise:
            return
        u_kept, _ = s.chance.draws(s.setting, customer.entity, Purpose.PROMISE, k=promise.number)
        if is_drawn(u_kept, s.setting.rates.kept_rate):
            for invoice in waiting(promise):
                s.post(Kind.APPROVED, invoice, invoice.left)
                s.env.process(s.life.pay(invoice, least_delay=1))
            self._end(customer, promise, Kind.KEPT)
            return
        yield s.at(ends_on, Phase.PROMISE)
        if customer.promise is promise:
            customer.broke_promise = bool(waiting(promise))
            self._end(customer, promise, Kind.BROKEN if customer.broke_promise else Kind.KEPT)

    def _end(self, customer: Customer, promise: Promise, kind: Kind) -> None:
        self.simulation.post_contact(kind, customer, promise.total)
        self.cancel(customer)

    def cancel(self, customer: Customer) -> None:
        """End the promise that runs, if any, without a word."""
        if customer.promise is not None:
            for invoice in customer.promise.covered:
                invoice.is_promised = False
            customer.promise = None

    # --- plans ---

    def _may_plan(self, customer: Customer, eligible: list[Invoice]) -> bool:
        is_disputing = any(invoice.stage is Stage.DISPUTED for invoice in customer.open_invoices)
        return not is_disputing and any(invoice.payer == PayerClass.HARDSHIP for invoice in eligible)

    def _plan(self, customer: Customer, covered: list[Invoice]) -> None:
        s, number, instalments = self.simulation, customer.plans, self.simulation.setting.rates.instalments
        customer.plans += 1
        self.cancel(customer)
        for invoice in covered:
            s.life.interrupt(invoice, Stage.PLANNED)
            invoice.is_in_plan = True
            s.post(Kind.PLANNED, invoice, invoice.left, instalments)
            s.env.process(self._pay_by_instalments(invoice, number, instalments))

    def _pay_by_instalments(self, invoice: Invoice, number: int, instalments: int) -> "Process":
        """Pay month by month, until an instalment is missed."""
        s, plan, planned_on, total = self.simulation, invoice.plan, self.simulation.today, invoice.left
        for i in range(1, instalments + 1):
            yield s.at(s.next_business(months_later(planned_on, i)), Phase.PROMISE)
            if invoice.plan != plan:
                return
            k = PLANS_APART * number + i - 1
            u_missed, _ = s.chance.draws(s.setting, invoice.customer.entity, Purpose.INSTALMENT, k=k)
            if promises.is_missed(u_missed, s.setting.rates.plan_default, instalments):
                self.lapse(invoice)
                s.life.await_again(invoice)
                return
            yield from self._pay_instalment(invoice, promises.instalment(total, invoice.left, i, instalments))
            if invoice.stage is Stage.CLOSED:
                return
            if invoice.customer.is_insolvent:
                s.failure.freeze(invoice)
                return
            invoice.stage = Stage.PLANNED

    def _pay_instalment(self, invoice: Invoice, amount: int) -> "Process":
        s = self.simulation
        invoice.stage = Stage.PAYING
        invoice.has_paid = True
        s.post(Kind.TRANSFERRED, invoice, amount)
        yield s.at(s.after(1), Phase.BANK)
        s.matching.post_paid(invoice, amount)
        yield s.at(s.today, Phase.MATCHING)
        s.matching.apply(invoice, INSTALMENT_MARK)

    def lapse(self, invoice: Invoice) -> None:
        """End an invoice's plan: an instalment was missed, or its customer has failed."""
        invoice.is_in_plan = False
        self.simulation.post(Kind.LAPSED, invoice, invoice.left)


def waiting(promise: Promise) -> list[Invoice]:
    """Return what a promise covers and the customer has not approved."""
    return [invoice for invoice in promise.covered if invoice.stage is Stage.WAITING]
