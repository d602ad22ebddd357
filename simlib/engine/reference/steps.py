"""Which reminder plan an invoice follows, and where it stands in it."""

from collections import defaultdict
from typing import TYPE_CHECKING

from simlib.engine.reference.people import Customer, Invoice
from simlib.engine.setting import OLD_PLAN, SAME_PLAN
from simlib.money import from_cents
from simlib.rules import segmentation
from simlib.rules.segmentation import SegmentBy

if TYPE_CHECKING:
    from simlib.engine.reference.simulation import Simulation


class Steps:
    """The reminder plans of all invoices.

    Attributes:
        agenda: Invoices whose next step acts on a day.
    """

    def __init__(self, simulation: "Simulation") -> None:
        """Take the simulation whose invoices are reminded."""
        self.simulation = simulation
        self.agenda: defaultdict[int, list[Invoice]] = defaultdict(list)

    def acts_on(self, invoice: Invoice, step: int) -> int:
        """Return the first business day on or after a step's day."""
        s, setting = self.simulation, self.simulation.setting
        day = invoice.due_on + setting.steps[step].day
        return s.next_business(min(max(day, setting.first), setting.end))

    def choose(self, invoice: Invoice, skip: int = 0, earliest: int | None = None) -> None:
        """Choose an invoice's plan, and begin it; the first `skip` steps count as done."""
        first, invoice.end_step = self._plan_of(invoice)
        invoice.next_step = min(first + max(skip, 0), invoice.end_step)
        self.begin(invoice, earliest)

    def begin(self, invoice: Invoice, earliest: int | None = None) -> None:
        """Go into an invoice's plan; steps whose day is past count as done. What follows the plan comes tomorrow at the earliest."""
        s = self.simulation
        while invoice.next_step < invoice.end_step and self.acts_on(invoice, invoice.next_step) < s.today:
            invoice.next_step += 1
        invoice.pending = None
        self.schedule(invoice, s.today + 1 if earliest is None else earliest)

    def go_on(self, invoice: Invoice) -> None:
        """Go on under a new setting: with a plan that is the same, or that only gives way to another later; else under one chosen anew."""
        s, customer = self.simulation, invoice.customer
        row = s.setting.customers[customer.place]
        if row.keeps_plan == SAME_PLAN or (row.keeps_plan == OLD_PLAN and s.today < customer.adopts_on):
            self._keep(invoice, row.steps_moved)
        else:
            self.choose(invoice, earliest=s.today)

    def _keep(self, invoice: Invoice, moved: int) -> None:
        """Go on where an invoice stands, with its steps at the places they have now."""
        invoice.next_step += moved
        invoice.end_step += moved
        if invoice.pending is not None:
            invoice.pending += moved
        self.schedule(invoice, self.simulation.today)

    def take(self, invoice: Invoice) -> None:
        """Make the invoice a candidate; the latest step due drops the earlier ones."""
        s = self.simulation
        while invoice.next_step < invoice.end_step and self.acts_on(invoice, invoice.next_step) <= s.today:
            invoice.pending = invoice.next_step
            invoice.next_step += 1
        self.schedule(invoice, s.today + 1)

    def schedule(self, invoice: Invoice, earliest: int) -> None:
        """Put the next step into the agenda; where none is left, what comes after the reminders, not before a day."""
        if invoice.next_step < invoice.end_step:
            invoice.desk_day = self.acts_on(invoice, invoice.next_step)
            self.agenda[invoice.desk_day].append(invoice)
        else:
            self.simulation.ladder.climb(invoice, earliest)

    def _plan_of(self, invoice: Invoice) -> tuple[int, int]:
        """Return the first step of an invoice's plan, and the one after its last.

        Before a policy that comes in by and by reaches its customer, the plan is the one from before the start.
        """
        s, customer, rates = self.simulation, invoice.customer, self.simulation.setting.rates
        row = s.setting.customers[customer.place]
        if rates.ramps and s.today < customer.adopts_on:
            value = self._metric(rates.old_segment_by, customer, invoice)
            number = segmentation.band(value, rates.old_cut_low, rates.old_cut_high)
            plans = (
                (row.old_low_first, row.old_low_end),
                (row.old_middle_first, row.old_middle_end),
                (row.old_high_first, row.old_high_end),
            )
        else:
            number = segmentation.band(self._metric(rates.segment_by, customer, invoice), rates.cut_low, rates.cut_high)
            plans = (
                (row.low_first, row.low_end),
                (row.middle_first, row.middle_end),
                (row.high_first, row.high_end),
            )
        return plans[number]

    def _metric(self, by: int, customer: Customer, invoice: Invoice) -> float:
        """Return what a plan is chosen by."""
        if by == SegmentBy.SIZE:
            return customer.world_pace * customer.mean_amount
        if by == SegmentBy.SCORE:
            return customer.percentile
        if by == SegmentBy.HISTORY:
            paid = customer.paid.eve_of(self.simulation.today)
            return customer.paid_late.eve_of(self.simulation.today) / paid if paid > 0 else 0.0
        if by == SegmentBy.AMOUNT:
            return from_cents(invoice.gross)
        return 0.0
