"""What comes after the reminders: agency, court, and giving up, once a day at one desk."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simlib.engine.reference.disputes import is_unnoted
from simlib.engine.reference.failure import BY_COURT, BY_GIVING_UP
from simlib.engine.reference.people import Customer, Invoice, Rung, Stage
from simlib.ledger.events import HANDED_BEFORE_MARK, Kind, Phase
from simlib.rules import escalation
from simlib.rules.chance import is_drawn
from simlib.world.draws import Purpose

if TYPE_CHECKING:
    from simlib.engine.reference.simulation import Process, Simulation

OUTCOMES, HANDOVERS, GIVING_UP = range(3)
"""What the desk does first, second and third on one day."""


@dataclass(frozen=True)
class Handover:
    """Invoices of one customer handed over together: their number among the customer's, and what they came to."""

    number: int
    total: int


@dataclass(frozen=True)
class Due:
    """What is due at the desk of escalation: in which turn, about which invoice, and what is to be done."""

    turn: int
    invoice: Invoice
    act: Callable[[], None]


class Ladder:
    """The desk of escalation."""

    def __init__(self, simulation: "Simulation") -> None:
        """Take the simulation whose invoices are escalated."""
        self.simulation = simulation
        self.desk = simulation.desk_of(Phase.ESCALATION, self._work)

    def _work(self, due: list[Due]) -> None:
        for one in sorted(due, key=lambda one: (one.turn, one.invoice.place)):
            one.act()

    def later(self, day: int, invoice: Invoice, act: Callable[[], None]) -> None:
        """Do something about an invoice on a day, before its rungs, if nothing has changed its plan until then."""
        plan = invoice.plan

        def unless_changed() -> None:
            if invoice.plan == plan:
                act()

        self.desk.put(day, Due(OUTCOMES, invoice, unless_changed))

    # --- rungs ---

    def climb(self, invoice: Invoice, earliest: int) -> None:
        """Look at an invoice whose reminders are exhausted on the day of its next rung."""
        rates = self.simulation.setting.rates
        wait = rates.give_up_days if self._gives_up(invoice) else rates.escalates_after
        self._look_at(invoice, max(invoice.due_on + wait, earliest))

    def _look_at(self, invoice: Invoice, day: int) -> None:
        """Look at an invoice on the business day on or after a day."""
        invoice.desk_day = self.simulation.next_business(day)
        rung = invoice.rung
        turn = GIVING_UP if self._gives_up(invoice) else HANDOVERS
        self.desk.put(invoice.desk_day, Due(turn, invoice, lambda: self._look(invoice, rung)))

    def _look(self, invoice: Invoice, rung: Rung) -> None:
        """Take an invoice's next rung, or try again some time later; what was put off or settled is out of date."""
        s, customer = self.simulation, invoice.customer
        is_out_of_date = invoice.desk_day != s.today or invoice.rung is not rung
        if is_out_of_date or invoice.stage in (Stage.CLOSED, Stage.FROZEN, Stage.DIVERTED):
            return
        if is_unnoted(invoice):
            s.disputes.hear(invoice)
        if invoice.stage is not Stage.WAITING or invoice.is_promised or customer.handed > 0:
            self._look_at(invoice, s.today + escalation.TRY_AGAIN)
        elif self._gives_up(invoice):
            s.failure.write_off(invoice, BY_GIVING_UP)
        else:
            self._hand_over(invoice)

    def _gives_up(self, invoice: Invoice) -> bool:
        """Return whether an invoice's next rung is to be given up: nobody is left to hand it to."""
        rates = self.simulation.setting.rates
        return invoice.rung is Rung.GIVE_UP or not (rates.agency or rates.court)

    def _give_up_later(self, invoice: Invoice) -> None:
        """Let giving up be what comes next, once the invoice's reminders are exhausted."""
        invoice.rung = Rung.GIVE_UP
        if invoice.next_step >= invoice.end_step:
            self.climb(invoice, self.simulation.today + 1)

    # --- agency and court ---

    def _hand_over(self, invoice: Invoice) -> None:
        """Hand over all that an invoice's customer owes and nothing keeps back, if it is worth it."""
        s, customer, rates = self.simulation, invoice.customer, self.simulation.setting.rates
        handed = [one for one in customer.open_invoices if self._may_hand_over(one)]
        total = sum(one.left for one in handed)
        to = escalation.AGENCY if rates.agency else escalation.COURT
        if total < (rates.agency_minimum if rates.agency else rates.court_minimum):
            self._give_up_later(invoice)
            return
        handover = Handover(customer.handovers, total)
        customer.handovers += 1
        for one in handed:
            s.life.interrupt(one, Stage.HANDED)
            customer.handed += 1
            self._hand(one, handover, to)

    def _may_hand_over(self, invoice: Invoice) -> bool:
        is_overdue = invoice.due_on < self.simulation.today
        return (
            is_overdue and invoice.stage is Stage.WAITING and not invoice.is_promised and invoice.rung is Rung.HANDOVER
        )

    def _hand(self, invoice: Invoice, handover: Handover, to: int, *, is_again: bool = False) -> None:
        """Hand an invoice to an agency or a court; how and when that ends is settled with it."""
        s, customer, rates = self.simulation, invoice.customer, self.simulation.setting.rates
        is_court = to == escalation.COURT
        mark = HANDED_BEFORE_MARK if is_again else 0
        s.post(Kind.HANDED, invoice, invoice.left, to + mark)
        if is_court:
            self._charge_court(customer)
        k = 2 * handover.number + (1 if is_court else 0)
        u_success, u_delay = s.chance.draws(s.setting, customer.entity, Purpose.HANDOVER, k=k)
        rate, days = (rates.court_success, rates.court_days) if is_court else (rates.agency_success, rates.agency_days)
        is_success = is_drawn(u_success, escalation.success_rate(to, invoice.payer, rate, rates.solvency))
        day = s.next_business(s.today + escalation.outcome_delay(u_delay, is_success, days))
        if is_success:
            s.env.process(self._succeed(invoice, to, day))
        elif is_court:
            self.later(day, invoice, lambda: self._lose(invoice))
        else:
            self.later(day, invoice, lambda: self._come_back(invoice, handover))

    def _charge_court(self, customer: Customer) -> None:
        """Pay the court, once for what a customer owes on one day."""
        s = self.simulation
        if customer.charged_on != s.today:
            customer.charged_on = s.today
            s.post_contact(Kind.CHARGED, customer, s.setting.rates.court_cost, escalation.COURT)

    def _succeed(self, invoice: Invoice, by: int, day: int) -> "Process":
        """Receive all that is left, less the agency's fee, which is an expense."""
        s, plan, left = self.simulation, invoice.plan, invoice.left
        yield s.at(day, Phase.BANK)
        if invoice.plan != plan:
            return
        invoice.customer.handed -= 1
        invoice.stage = Stage.PAYING
        s.matching.post_paid(invoice, left)
        yield s.at(day, Phase.MATCHING)
        s.matching.apply(invoice)
        if by == escalation.AGENCY:
            fee = escalation.agency_fee(left, s.setting.rates.agency_fee)
            s.post(Kind.CHARGED, invoice, fee, escalation.AGENCY)

    def _come_back(self, invoice: Invoice, handover: Handover) -> None:
        """Go on to court from an agency that failed, or wait for approval again."""
        rates = self.simulation.setting.rates
        if rates.court and handover.total >= rates.court_minimum:
            invoice.plan += 1
            self._hand(invoice, handover, escalation.COURT, is_again=True)
            return
        invoice.customer.handed -= 1
        self.simulation.life.await_again(invoice)
        self._give_up_later(invoice)

    def _lose(self, invoice: Invoice) -> None:
        invoice.customer.handed -= 1
        self.simulation.failure.write_off(invoice, BY_COURT)
