"""Money received: the bank, the clerk who matches, late fees, overpayments, direct debits."""

from collections import defaultdict
from typing import TYPE_CHECKING

from simlib.engine.reference.chance import AFTER_PART, AFTER_REJECT
from simlib.engine.reference.people import NO_DISCOUNT, Customer, Invoice, Stage
from simlib.ledger.events import Kind, Phase
from simlib.rules import cash
from simlib.rules.chance import is_drawn
from simlib.world.draws import Purpose

if TYPE_CHECKING:
    from simlib.engine.reference.simulation import Process, Simulation

BY_DISPUTE, BY_DISCOUNT = 1, 2
"""Why a credit note is given."""


class Matching:
    """The bank's statement, and who reads it."""

    def __init__(self, simulation: "Simulation") -> None:
        """Take the simulation whose receipts come in."""
        self.simulation = simulation
        self.clerk = simulation.desk_of(Phase.MATCHING, self._work)
        self.receipts: defaultdict[tuple[int, int], list[Invoice]] = defaultdict(list)
        """What waits for the clerk, by bank day and customer."""
        self.bank = simulation.desk_of(Phase.BANK, self._close_day)
        self.received: defaultdict[int, int] = defaultdict(int)
        """What each customer paid today by itself."""
        self.refunds = simulation.desk_of(Phase.BANK, self._refund)
        self.coming_back: list[Invoice] = []
        """Direct debits collected that the customer's bank will send back."""

    # --- payments ---

    def receive(self, invoice: Invoice, paying: int) -> "Process":
        """Let a payment reach the bank; it is matched after some days, by itself or by the clerk."""
        s, customer, rates = self.simulation, invoice.customer, self.simulation.setting.rates
        self.post_paid(invoice, paying)
        self._charge_for_lateness(invoice, paying)
        if rates.overpaid > 0.0:
            self.bank.put(s.today, customer)
            self.received[customer.place] += paying
        banked_on = s.today
        is_automatic = rates.auto_rate >= 1.0 or is_drawn(
            s.chance.draws(s.setting, customer.entity, Purpose.MATCH, k=banked_on)[0], rates.auto_rate
        )
        yield s.at(s.after(s.setting.customers[customer.place].match_days), Phase.MATCHING)
        if is_automatic:
            self.apply(invoice)
            self._go_on(invoice)
        else:
            self.receipts[banked_on, customer.place].append(invoice)
            self.clerk.put(s.today, None)

    def post_paid(self, invoice: Invoice, paying: int) -> None:
        """Let the bank receive a payment."""
        s, customer = self.simulation, invoice.customer
        invoice.in_bank = paying
        s.post(Kind.PAID, invoice, paying, s.mark(invoice))
        if invoice.unpaid == 0:
            customer.paid.add(s.today, 1)
            customer.paid_late.add(s.today, s.today - invoice.due_on)

    def _charge_for_lateness(self, invoice: Invoice, paying: int) -> None:
        """Let a customer that pays late by itself add interest and the flat fee, if it does."""
        s, rates = self.simulation, self.simulation.setting.rates
        late = s.today - invoice.due_on
        if late > 0 and rates.fee_rate > 0.0:
            _, u_fee = s.chance.of_invoice(s.setting, invoice, Purpose.DEBIT)
            if is_drawn(u_fee, rates.fee_share):
                fixed = cash.FIXED_FEE if invoice.unpaid == 0 else 0
                s.post(Kind.INTEREST, invoice, cash.late_fee(paying, late, rates.fee_rate, fixed))

    def apply(self, invoice: Invoice, ref: int = 0) -> None:
        """Match what the bank received, with the discount it leaves out; an invoice of which nothing is left is closed."""
        s, amount, discount = self.simulation, invoice.in_bank, invoice.discount
        invoice.in_bank = 0
        s.reduce(invoice, amount)
        s.post(Kind.APPLIED, invoice, amount, ref)
        if discount > 0:
            invoice.discount = 0
            s.credit(invoice, discount, BY_DISCOUNT)
        if invoice.left == 0:
            s.close(invoice)

    def _go_on(self, invoice: Invoice) -> None:
        """Let what a part leaves wait for approval, with a patience of its own."""
        s = self.simulation
        if invoice.stage is not Stage.CLOSED:
            invoice.discount_on = NO_DISCOUNT
            invoice.remaining = s.chance.fresh_patience(s.setting, invoice, AFTER_PART)
            s.life.await_again(invoice)

    # --- the clerk ---

    def _work(self, _: list[None]) -> None:
        """Match what waits, in the order of bank days and customers, while minutes are left; the last item may run over."""
        s, rates = self.simulation, self.simulation.setting.rates
        minutes = rates.clerk_minutes
        for key in sorted(self.receipts):
            if minutes <= 0:
                break
            invoices = self.receipts.pop(key)
            spent = rates.match_minutes * len(invoices)
            minutes -= spent
            s.post_contact(Kind.CLERKED, s.customers[key[1]], sum(invoice.in_bank for invoice in invoices), spent)
            for invoice in invoices:
                self.apply(invoice)
                self._go_on(invoice)
        if self.receipts:
            self.clerk.put(s.next_business(s.today + 1), None)

    # --- overpayments ---

    def _close_day(self, customers: list[Customer]) -> None:
        """Find which of the day's customers paid twice."""
        s, setting = self.simulation, self.simulation.setting
        for customer in dict.fromkeys(customers):
            amount = self.received.pop(customer.place)
            _, u_over = s.chance.draws(setting, customer.entity, Purpose.MATCH, k=s.today)
            if is_drawn(u_over, setting.rates.overpaid):
                s.post_contact(Kind.OVERPAID, customer, amount)
                self.refunds.put(s.next_business(s.today + cash.REFUND_DAYS), (customer, amount))

    def _refund(self, refunds: list[tuple[Customer, int]]) -> None:
        for customer, amount in refunds:
            self.simulation.post_contact(Kind.REFUNDED, customer, amount)

    # --- direct debits ---

    def collect(self, invoice: Invoice) -> "Process":
        """Collect a direct debit: transferred, received and matched on one day; the customer's bank may send it back."""
        s, setting, amount = self.simulation, self.simulation.setting, invoice.left
        invoice.stage = Stage.PAYING
        yield s.at(s.today, Phase.PAYMENT_RUN)
        s.post(Kind.TRANSFERRED, invoice, amount)
        yield s.at(s.today, Phase.BANK)
        self.post_paid(invoice, amount)
        yield s.at(s.today, Phase.MATCHING)
        self.apply(invoice)
        rate = setting.rates.reject_rate
        if rate > 0.0 and is_drawn(s.chance.of_invoice(setting, invoice, Purpose.DEBIT)[0], rate):
            collected_on = s.today
            self.coming_back.append(invoice)
            yield s.at(s.after(cash.REJECT_DAYS), Phase.BANK)
            self._reject(invoice, amount, collected_on)

    def _reject(self, invoice: Invoice, amount: int, collected_on: int) -> None:
        """Open an invoice again, to be paid by transfer."""
        s = self.simulation
        self.coming_back.remove(invoice)
        invoice.pays_by_transfer = True
        invoice.customer.open_invoices.append(invoice)
        s.reduce(invoice, -amount)
        s.post(Kind.REJECTED, invoice, amount, collected_on + s.mark(invoice))
        invoice.remaining = s.chance.fresh_patience(s.setting, invoice, AFTER_REJECT)
        s.life.await_again(invoice)
        s.steps.begin(invoice)
