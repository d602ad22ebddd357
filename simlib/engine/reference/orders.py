"""Orders: when they come, whether goodwill and credit control let them pass."""

from bisect import bisect_left
from typing import TYPE_CHECKING

from simlib.engine.reference.people import Customer, Invoice
from simlib.ledger.events import Kind, Phase
from simlib.rules import credit, goodwill, orders
from simlib.rules.chance import is_drawn
from simlib.world.draws import Purpose

if TYPE_CHECKING:
    from simlib.engine.reference.simulation import Process, Simulation

BY_GOODWILL, BY_LIMIT, BY_INSOLVENCY = 1, 2, 3
"""Why an order is lost."""


class Orders:
    """The order book."""

    def __init__(self, simulation: "Simulation") -> None:
        """Take the simulation whose customers order."""
        self.simulation = simulation
        self.held_today: list[Customer] = []
        """Customers of the orders held today."""

    def begin(self, customer: Customer) -> None:
        """Let a customer order, from now to the end of the setting."""
        self.simulation.env.process(self._orders(customer))

    def _orders(self, customer: Customer) -> "Process":
        """Order after order, each at its arrival in the customer's own time; who has failed orders no more."""
        s = self.simulation
        term = s.term
        while True:
            day = self._day(customer)
            if day is None:
                return
            yield s.at(day, Phase.ORDER)
            if s.term != term or customer.is_insolvent:
                return
            self._take(customer)
            customer.ordinal += 1
            s.chance.next_arrival(s.setting, customer)

    def _day(self, customer: Customer) -> int | None:
        """Return the day of a customer's next order; None where it lies beyond the setting's end."""
        setting = self.simulation.setting
        if setting.orders_given:
            place = setting.customers[customer.place].first_order + customer.ordinal
            given = place < setting.customers[customer.place].end_order
            day = setting.orders[place].day if given else setting.end
        else:
            origin = setting.days[setting.begin - 1 - setting.first].order_time
            target = orders.order_due_at(customer.arrival, customer.pace_before, customer.pace, origin)
            day = max(setting.begin, setting.first + bisect_left(setting.order_time, target))
        return day if day < setting.end else None

    def _take(self, customer: Customer) -> None:
        """Take an order, or lose it, or hold it."""
        s, setting = self.simulation, self.simulation.setting
        payer, remaining = s.chance.payer_and_patience(setting, customer)
        invoice = Invoice(
            customer=customer,
            ordinal=customer.ordinal,
            address=(customer.entity, customer.ordinal),
            gross=self._gross(customer),
            remaining=remaining,
            payer=payer,
        )
        invoice.left = invoice.gross
        if setting.orders_given:
            self._accept(invoice)
        elif self._is_spoiled(invoice):
            self._lose(invoice, BY_GOODWILL)
        elif self._fits(invoice):
            self._accept(invoice)
        elif is_drawn(s.chance.of_invoice(setting, invoice, Purpose.ACCEPT)[1], setting.rates.lost_share):
            self._lose(invoice, BY_LIMIT)
        else:
            self._hold(invoice, 0)
            s.env.process(self._review(invoice))

    def _gross(self, customer: Customer) -> int:
        """Return what a customer's next order comes to, VAT included."""
        setting, row = self.simulation.setting, self.simulation.setting.customers[customer.place]
        if setting.orders_given:
            return int(setting.orders[row.first_order + customer.ordinal].amount)
        before_tax = orders.amount_before_tax(customer.mean_amount, row.amount_spread, customer.amount_draw)
        return orders.amount_with_tax(before_tax, setting.vat_rate)

    def _accept(self, invoice: Invoice) -> None:
        """Take an order; its invoice is issued after the billing delay."""
        s, setting = self.simulation, self.simulation.setting
        invoice.ordered_on = invoice.issued_on = s.today
        if not setting.orders_given:
            invoice.issued_on = s.next_business(s.today + setting.billing_delay)
        s.post(Kind.ORDERED, invoice, invoice.gross)
        invoice.customer.exposure.add(s.today, invoice.gross)
        s.life.begin(invoice)

    # --- goodwill and credit ---

    def _is_spoiled(self, invoice: Invoice) -> bool:
        """Return whether an order goes elsewhere because its customer was reminded too much."""
        s, good = self.simulation, self.goodwill_of(invoice.customer)
        if good >= 1.0:
            return False
        return goodwill.is_lost(s.chance.of_invoice(s.setting, invoice, Purpose.ACCEPT)[0], good)

    def goodwill_of(self, customer: Customer) -> float:
        """Return a customer's goodwill today."""
        s = self.simulation
        return goodwill.restored(customer.goodwill, s.today - customer.goodwill_on, s.setting.rates.half_life)

    def wear(self, customer: Customer, wear: float) -> None:
        """Let a contact wear a customer's goodwill."""
        if wear > 0.0:
            customer.goodwill = goodwill.worn(self.goodwill_of(customer), wear)
            customer.goodwill_on = self.simulation.today

    def _fits(self, invoice: Invoice) -> bool:
        """Return whether an order keeps its customer below its limit, as things stood on the evening before."""
        s, customer = self.simulation, invoice.customer
        if s.today < customer.adopts_on:
            return True
        exposure = customer.exposure.eve_of(s.today)
        return not credit.is_over_limit(exposure, invoice.gross, customer.limit)

    def _hold(self, invoice: Invoice, review: int) -> None:
        s = self.simulation
        s.post(Kind.HELD, invoice, invoice.gross, review)
        self.held_today.append(invoice.customer)

    def _lose(self, invoice: Invoice, why: int) -> None:
        self.simulation.post(Kind.LOST, invoice, invoice.gross, why)

    def _review(self, invoice: Invoice) -> "Process":
        """Look at a held order again and again: it passes, it is held on, or it is lost."""
        s, review = self.simulation, 0
        while True:
            yield s.at(s.after(s.setting.rates.review_days), Phase.ORDER)
            review += 1
            if invoice.customer.is_insolvent:
                return self._lose(invoice, BY_INSOLVENCY)
            if self._fits(invoice):
                return self._accept(invoice)
            if review >= s.setting.rates.reviews:
                return self._lose(invoice, BY_LIMIT)
            self._hold(invoice, review)

    def feel_holds(self) -> None:
        """Let each order held today make its customer think of what it owes."""
        s = self.simulation
        for customer in self.held_today:
            for invoice in customer.open_invoices:
                if invoice.due_on < s.today and invoice.is_waiting:
                    s.life.feel_hold(invoice)
        self.held_today.clear()
