"""One replication, told by SimPy processes: time, the start, the change of setting, and the log.

Time is whole ticks, ``day * TICKS + phase``. A change of mind starts a new small process; the old one wakes, sees that it is out of
date, and ends. Whatever is shared acts once a day, in its phase, over a sorted queue.
"""

from array import array
from collections.abc import Callable, Generator
from typing import Any

import numpy as np
import numpy.typing as npt
import simpy

from simlib.days import NEVER
from simlib.engine.lowering import Brief
from simlib.engine.reference.chance import Chance
from simlib.engine.reference.desk import ReminderDesk
from simlib.engine.reference.disputes import Disputes
from simlib.engine.reference.failure import Failure
from simlib.engine.reference.ladder import Ladder
from simlib.engine.reference.life import Life
from simlib.engine.reference.matching import Matching
from simlib.engine.reference.orders import Orders
from simlib.engine.reference.people import Customer, Invoice, Stage
from simlib.engine.reference.promises import Promises
from simlib.engine.reference.steps import Steps
from simlib.engine.reference.trays import Desk, Thing
from simlib.engine.reference.view import View
from simlib.ledger.events import FACTORED_MARK, WIDTH, Kind, Phase
from simlib.rules.payment import left_patience

TICKS = len(Phase)

Process = Generator[simpy.Event, Any, None]


class Simulation:
    """One replication of a scenario made ready.

    Attributes:
        setting: What is asked on the present day.
        customers: All customers, in the order of their ids.
        rows: Events so far, one after another, as many integers each as an event has columns.
        term: Number of the setting in force; what only an earlier one had planned is out of date.
        end: Day after the last.
    """

    def __init__(self, brief: Brief, replication: int) -> None:
        """Take a scenario made ready and the number of a replication."""
        self.brief = brief
        self.setting = View(brief.after if brief.before is None else brief.before)
        self.env = simpy.Environment(initial_time=self.setting.begin * TICKS)
        self.chance = Chance(replication)
        self.customers = [Customer(place, row.entity) for place, row in enumerate(self.setting.customers)]
        self.rows = array("q")
        self.term = 0
        self.end = int(brief.after.end)
        self.orders = Orders(self)
        self.life = Life(self)
        self.matching = Matching(self)
        self.disputes = Disputes(self)
        self.promises = Promises(self)
        self.steps = Steps(self)
        self.reminders = ReminderDesk(self)
        self.ladder = Ladder(self)
        self.failure = Failure(self)

    def run(self) -> npt.NDArray[np.int64]:
        """Live all days; return the events, as int64 [n, 10]."""
        self._begin()
        if self.brief.before is not None:
            self.env.run(until=self.setting.end * TICKS)
            self._change_setting()
        self.env.run(until=self.setting.end * TICKS)
        return np.array(self.rows, dtype=np.int64).reshape(-1, WIDTH)

    # --- time ---

    def at(self, day: int, phase: Phase) -> simpy.Event:
        """Return the event of a phase of a day."""
        return self.env.timeout(day * TICKS + phase - self.env.now)

    def desk_of(self, phase: Phase, act: Callable[[list[Thing]], None]) -> Desk[Thing]:
        """Return a desk that acts in a phase, on the days for which there is something to do."""
        return Desk(self, phase, act)

    @property
    def today(self) -> int:
        """The present day."""
        return int(self.env.now) // TICKS

    def business(self, day: int) -> int:
        """Return the number of business days before a day."""
        return int(self.setting.days[day - self.setting.first].business_before)

    def business_day(self, number: int) -> int:
        """Return the day of a business-day number."""
        return int(self.setting.business[number].day)

    def next_business(self, day: int) -> int:
        """Return the business day on or after a day; one that never comes where the day lies beyond the calendar."""
        place = day - self.setting.first
        return int(self.setting.days[place].next_business) if place < len(self.setting.days) else NEVER

    def after(self, business_days: int) -> int:
        """Return the day so many business days from today."""
        return self.business_day(self.business(self.today) + business_days)

    # --- the log and the books ---

    def post(self, kind: Kind, invoice: Invoice, amount: int, ref: int = 0) -> None:
        """Write an event of an invoice."""
        self.rows.extend(
            (self.today, kind, invoice.customer.place, invoice.ordinal, amount, ref,
             invoice.issued_on, invoice.due_on, invoice.gross, invoice.unpaid)
        )  # fmt: skip

    def post_contact(self, kind: Kind, customer: Customer, amount: int, ref: int = 0) -> None:
        """Write an event of a customer."""
        self.rows.extend((self.today, kind, customer.place, -1, amount, ref, 0, 0, 0, 0))

    def mark(self, invoice: Invoice) -> int:
        """Return what is added to some references, where a factor took the invoice."""
        return FACTORED_MARK if invoice.is_factored else 0

    def reduce(self, invoice: Invoice, amount: int) -> None:
        """Take an amount off what an invoice leaves open in the books."""
        invoice.left -= amount
        invoice.customer.exposure.add(self.today, -amount)

    def credit(self, invoice: Invoice, amount: int, why: int) -> None:
        """Give a credit note."""
        self.reduce(invoice, amount)
        self.post(Kind.CREDITED, invoice, amount, why + self.mark(invoice))

    def close(self, invoice: Invoice) -> None:
        """Strike an invoice of which nothing is left off the books."""
        invoice.stage = Stage.CLOSED
        invoice.plan += 1
        invoice.pending = None
        invoice.customer.open_invoices.remove(invoice)

    # --- the start, and the change of setting ---

    def _begin(self) -> None:
        self.chance.deal_all(self.setting, self.customers)
        for customer in self.customers:
            customer.pace_before, customer.risk_before = customer.pace, customer.risk
            self.chance.next_arrival(self.setting, customer)
            self.orders.begin(customer)
            self.failure.begin(customer)
        if self.brief.before is None:
            self._open_book()
        self.reminders.begin()

    def _open_book(self) -> None:
        """Take over the invoices open at the start, each with a fresh draw."""
        for given in self.brief.opening.table:
            customer = self.customers[int(given.customer)]
            entity, issued_on, due_on = int(given.entity), int(given.issued), int(given.due)
            patience = self.chance.opening_patience(self.setting, customer, entity, issued_on)
            invoice = Invoice(
                customer=customer,
                ordinal=int(given.ordinal),
                address=(entity, -1),
                gross=int(given.amount),
                left=int(given.amount),
                ordered_on=issued_on,
                issued_on=issued_on,
                due_on=due_on,
                remaining=left_patience(patience, int(given.spent)),
            )
            invoice.rolled = self.business(self.next_business(due_on))
            invoice.received = min(invoice.rolled, self.business(issued_on))
            customer.open_invoices.append(invoice)
            customer.exposure.add(self.today, invoice.gross)
            self.post(Kind.OPENED, invoice, invoice.gross)
            self.steps.choose(invoice, skip=int(given.steps))
            self.life.await_approval(invoice, self.business(self.next_business(self.today)))

    def _change_setting(self) -> None:
        """Go on under the setting of the start: the past stays, every plan for the future is made anew.

        A customer whose reminder plan is the same keeps what waits; under another plan, steps whose day is past count as done.
        """
        first_day = self.business(self.next_business(self.setting.end))
        open_invoices = [invoice for customer in self.customers for invoice in customer.open_invoices]
        waiting = [invoice for invoice in open_invoices if invoice.is_waiting]
        for invoice in waiting:
            self.life.settle(invoice, first_day)
        self.setting = View(self.brief.after)
        self.term += 1
        self.steps.agenda.clear()
        self.chance.deal_all(self.setting, self.customers)
        for customer in self.customers:
            self.orders.begin(customer)
            self.failure.begin(customer)
        for invoice in open_invoices + self.matching.coming_back:
            self.steps.go_on(invoice)
        for invoice in waiting:
            self.life.await_approval(invoice, first_day)
        self.reminders.begin()
