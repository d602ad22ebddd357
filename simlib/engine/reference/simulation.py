"""One replication, told by SimPy processes.

Time is whole ticks, ``day * TICKS + phase``. A change of mind starts a new small process; the old one wakes, sees that it is out of
date, and ends. Whatever is shared acts once a day, in its phase, over a sorted queue.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Generator, Iterator

import numpy as np
import numpy.typing as npt
import simpy

from simlib.engine.lowering import Brief
from simlib.engine.reference.chance import Chance
from simlib.engine.reference.desk import Desk
from simlib.engine.reference.people import Customer, Invoice, Spell, Touched
from simlib.engine.reference.view import View
from simlib.ledger.events import WIDTH, Kind, Phase
from simlib.rules import orders, payment, terms
from simlib.rules.touches import touch_effect

TICKS = len(Phase)

Process = Generator[simpy.Event, None, None]


class Simulation:
    """One replication of a scenario made ready.

    Attributes:
        setting: What is asked on the present day.
        customers: All customers, in the order of their ids.
        rows: Events so far, one after another, as many integers each as an event has columns.
    """

    def __init__(self, brief: Brief, replication: int) -> None:
        """Take a scenario made ready and the number of a replication."""
        self.brief = brief
        self.setting = View(brief.after if brief.before is None else brief.before)
        self.env = simpy.Environment(initial_time=self.setting.begin * TICKS)
        self.chance = Chance(replication)
        self.customers = [Customer(place, row.entity) for place, row in enumerate(self.setting.customers)]
        self.agenda: defaultdict[int, list[Invoice]] = defaultdict(list)
        self.rows = array("q")
        self.term = 0
        """Number of the setting in force; processes of an earlier one are out of date."""

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
        """Return the business day on or after a day."""
        return int(self.setting.days[day - self.setting.first].next_business)

    def post(self, kind: Kind, invoice: Invoice, ref: int = 0) -> None:
        """Write an event of an invoice."""
        unpaid = 0 if invoice.is_paid else invoice.gross
        self.rows.extend(
            (self.today, kind, invoice.customer.place, invoice.ordinal, invoice.gross, ref,
             invoice.issued_on, invoice.due_on, invoice.gross, unpaid)
        )  # fmt: skip

    def post_contact(self, kind: Kind, customer: Customer, amount: int, ref: int) -> None:
        """Write an event of a customer."""
        self.rows.extend((self.today, kind, customer.place, -1, amount, ref, 0, 0, 0, 0))

    # --- the start, and the change of setting ---

    def _begin(self) -> None:
        for customer in self.customers:
            self.chance.deal(self.setting, customer)
            customer.pace_before = customer.pace
            self.chance.next_arrival(self.setting, customer)
            self.env.process(self._orders(customer))
        if self.brief.before is None:
            self._open_book()
        self.env.process(self._desk())

    def _open_book(self) -> None:
        """Take over the invoices open at the start, each with a fresh draw."""
        for given in self.brief.opening.table:
            customer = self.customers[int(given.customer)]
            issued_on, due_on = int(given.issued), int(given.due)
            invoice = Invoice(
                customer=customer,
                ordinal=int(given.ordinal),
                gross=int(given.amount),
                ordered_on=issued_on,
                issued_on=issued_on,
                due_on=due_on,
                remaining=self.chance.opening_patience(self.setting, customer, int(given.entity), issued_on),
            )
            invoice.rolled = self.business(self.next_business(due_on))
            invoice.received = min(invoice.rolled, self.business(issued_on))
            customer.open_invoices.append(invoice)
            self.post(Kind.OPENED, invoice)
            self._begin_reminders(invoice, skip=int(given.steps))
            self._await_approval(invoice, self.business(self.next_business(self.today)))

    def _change_setting(self) -> None:
        """Go on under the setting of the start: the past stays, every plan for the future is made anew.

        A customer whose reminder plan is the same keeps what waits; under another plan, steps whose day is past count as done.
        """
        first_day = self.business(self.next_business(self.setting.end))
        waiting = [
            invoice for customer in self.customers for invoice in customer.open_invoices if invoice.waits_approval
        ]
        for invoice in waiting:
            self._settle(invoice, first_day)
        self.setting = View(self.brief.after)
        self.term += 1
        self.agenda.clear()
        for customer in self.customers:
            self.chance.deal(self.setting, customer)
            self.env.process(self._orders(customer))
            for invoice in customer.open_invoices:
                if self.setting.customers[customer.place].keeps_plan:
                    self._keep_steps(invoice)
                else:
                    self._begin_reminders(invoice)
        for invoice in waiting:
            self._await_approval(invoice, first_day)
        self.env.process(self._desk())

    # --- orders ---

    def _orders(self, customer: Customer) -> Process:
        """Order after order, each at its arrival in the customer's own time."""
        term = self.term
        while True:
            day = self._order_day(customer)
            if day is None:
                return
            yield self.at(day, Phase.ORDER)
            if self.term != term:
                return
            self._take_order(customer)
            customer.ordinal += 1
            self.chance.next_arrival(self.setting, customer)

    def _order_day(self, customer: Customer) -> int | None:
        """Return the day of a customer's next order; None where it lies beyond the setting's end."""
        setting = self.setting
        if setting.orders_given:
            place = setting.customers[customer.place].first_order + customer.ordinal
            given = place < setting.customers[customer.place].end_order
            day = setting.orders[place].day if given else setting.end
        else:
            origin = setting.days[setting.begin - 1 - setting.first].order_time
            target = orders.order_due_at(customer.arrival, customer.pace_before, customer.pace, origin)
            day = max(setting.begin, setting.first + bisect_left(setting.order_time, target))
        return day if day < setting.end else None

    def _take_order(self, customer: Customer) -> None:
        """Take an order; its invoice is issued after the billing delay."""
        setting, today = self.setting, self.today
        if setting.orders_given:
            place = setting.customers[customer.place].first_order + customer.ordinal
            gross, issued_on = setting.orders[place].amount, today
        else:
            spread = setting.customers[customer.place].amount_spread
            before_tax = orders.amount_before_tax(customer.mean_amount, spread, customer.amount_draw)
            gross = orders.amount_with_tax(before_tax, setting.vat_rate)
            issued_on = self.next_business(today + setting.billing_delay)
        invoice = Invoice(
            customer=customer,
            ordinal=customer.ordinal,
            gross=gross,
            ordered_on=today,
            issued_on=issued_on,
            remaining=self.chance.order_patience(setting, customer),
        )
        self.post(Kind.ORDERED, invoice)
        self.env.process(self._life(invoice))

    # --- the life of an invoice ---

    def _life(self, invoice: Invoice) -> Process:
        """From order to the customer's desk."""
        yield self.at(invoice.issued_on, Phase.ISSUE)
        self._issue(invoice)
        yield self.at(self.next_business(self.today + self.setting.transmission), Phase.ISSUE)
        self.post(Kind.RECEIVED, invoice)
        invoice.received = invoice.accrues = self.business(self.today)
        invoice.waits_approval = True
        yield from self._approval(invoice)

    def _issue(self, invoice: Invoice) -> None:
        """Fix the due day, enter the books, begin the reminder plan."""
        setting, customer = self.setting, invoice.customer
        if setting.orders_given:
            invoice.due_on = setting.orders[setting.customers[customer.place].first_order + invoice.ordinal].due
        else:
            invoice.due_on = terms.due_day(
                self.today,
                setting.customers[customer.place].terms,
                setting.customers[customer.place].terms_days,
            )
        invoice.rolled = self.business(self.next_business(invoice.due_on))
        customer.open_invoices.append(invoice)
        self.post(Kind.ISSUED, invoice, ref=invoice.ordered_on)
        self._begin_reminders(invoice)

    def _await_approval(self, invoice: Invoice, accrues: int) -> None:
        """Let hazard count from a business day on; whatever was planned before is out of date."""
        invoice.waits_approval = True
        invoice.accrues = max(invoice.accrues, accrues)
        invoice.plan += 1
        self.env.process(self._approval(invoice))

    def _approval(self, invoice: Invoice) -> Process:
        """Wait for the day on which the cumulated hazard reaches the invoice's draw, if nothing more happens until then."""
        plan, remaining = invoice.plan, invoice.remaining
        for spell in self._spells(invoice):
            needed = payment.days_to_reach(remaining, spell.hazard)
            if needed <= spell.until - spell.since:
                break
            remaining -= spell.hazard * (spell.until - spell.since)
        else:
            return
        yield self.at(self.business_day(spell.since + needed - 1), Phase.APPROVAL)
        if invoice.plan != plan:
            return
        invoice.waits_approval = False
        self.post(Kind.APPROVED, invoice)
        yield from self._to_the_books(invoice)

    def _settle(self, invoice: Invoice, until: int) -> None:
        """Account for the hazard of the business days before `until`, so that what comes after may differ."""
        for spell in self._spells(invoice):
            if spell.since >= until:
                break
            invoice.remaining -= spell.hazard * (min(spell.until, until) - spell.since)
        invoice.accrues = max(invoice.accrues, until)

    def _spells(self, invoice: Invoice) -> Iterator[Spell]:
        """Yield spells of equal daily hazard, from the business day on which hazard still counts to the end of the setting."""
        setting, since = self.setting, invoice.accrues
        customer = setting.customers[invoice.customer.place]
        horizon = self.business(setting.end)
        while since < horizon:
            late = payment.lateness(since, invoice.rolled, invoice.received)
            bin_number = bisect_right(setting.bin_start, late)
            until = min(horizon, setting.business[since].factor_until)
            if late != since - invoice.rolled:
                until = since + 1
            elif bin_number < len(setting.bin_start):
                until = min(until, invoice.rolled + setting.bin_start[bin_number])
            effect = 0.0
            for touch in invoice.touches:
                if touch.until > since:
                    effect += touch.log_ratio
                    until = min(until, touch.until)
            rate = setting.hazards[customer.hazard_row][bin_number]
            hazard = payment.daily_hazard(rate, invoice.customer.frailty, setting.business[since].factor, effect)
            yield Spell(since, until, hazard)
            since = until

    def _to_the_books(self, invoice: Invoice) -> Process:
        """From approval to the bank and the books, by the customer's next payment run."""
        customer = invoice.customer
        yield self.at(self.setting.run_on[customer.runs][self.today - self.setting.first], Phase.PAYMENT_RUN)
        self.post(Kind.TRANSFERRED, invoice)
        yield self.at(self._after(self.setting.customers[customer.place].bank_days), Phase.BANK)
        invoice.is_paid = True
        self.post(Kind.PAID, invoice)
        yield self.at(self._after(self.setting.customers[customer.place].match_days), Phase.MATCHING)
        self.post(Kind.APPLIED, invoice)
        customer.open_invoices.remove(invoice)
        invoice.pending = None

    def _after(self, business_days: int) -> int:
        """Return the day so many business days from today."""
        return self.business_day(self.business(self.today) + business_days)

    # --- reminders ---

    def step_acts_on(self, invoice: Invoice, step: int) -> int:
        """Return the first business day on or after a step's day."""
        day = invoice.due_on + self.setting.steps[step].day
        return self.next_business(min(max(day, self.setting.first), self.setting.end))

    def _last_step(self, invoice: Invoice) -> int:
        return int(self.setting.customers[invoice.customer.place].end_step)

    def _begin_reminders(self, invoice: Invoice, skip: int = -1) -> None:
        """Begin the reminder plan: steps whose day is past count as done, and so do the first `skip`."""
        first = self.setting.customers[invoice.customer.place].first_step
        steps = range(first, self._last_step(invoice))
        to_come = [step for step in steps if self.step_acts_on(invoice, step) >= self.today]
        invoice.next_step = max(min(to_come, default=steps.stop), min(first + skip, steps.stop))
        invoice.pending = None
        self._schedule_step(invoice)

    def _keep_steps(self, invoice: Invoice) -> None:
        """Go on with a reminder plan that is the same, at the places where its steps stand now."""
        moved = self.setting.customers[invoice.customer.place].steps_moved
        invoice.next_step += moved
        if invoice.pending is not None:
            invoice.pending += moved
        self._schedule_step(invoice)

    def _schedule_step(self, invoice: Invoice) -> None:
        """Put the next step into the desk's agenda."""
        if invoice.next_step < self._last_step(invoice):
            self.agenda[self.step_acts_on(invoice, invoice.next_step)].append(invoice)

    def take_steps(self, invoice: Invoice) -> None:
        """Make the invoice a candidate; the latest step due drops the earlier ones."""
        while (
            invoice.next_step < self._last_step(invoice) and self.step_acts_on(invoice, invoice.next_step) <= self.today
        ):
            invoice.pending = invoice.next_step
            invoice.next_step += 1
        self._schedule_step(invoice)

    def feel_touch(self, invoice: Invoice, channel: int) -> None:
        """Let a delivered touch act from the next business day on, for its channel's window."""
        tomorrow = self.business(self.today) + 1
        ratio, fatigue = self.setting.channels[channel].log_ratio, self.setting.log_fatigue
        effect = touch_effect(ratio, fatigue, invoice.delivered[channel])
        invoice.delivered[channel] += 1
        if invoice.waits_approval:
            self._settle(invoice, tomorrow)
        invoice.touches.append(Touched(tomorrow + self.setting.channels[channel].window, effect))
        if invoice.waits_approval:
            self._await_approval(invoice, tomorrow)

    def _desk(self) -> Process:
        """The reminder desk wakes once a business day: written touches first, then calls."""
        term, desk = self.term, Desk(self)
        day = self.next_business(self.today)
        while day < self.setting.end:
            yield self.at(day, Phase.TOUCH)
            if self.term != term:
                return
            desk.write(self.agenda.pop(day, []))
            yield self.at(day, Phase.CALL)
            desk.call()
            day = self.next_business(day + 1)
