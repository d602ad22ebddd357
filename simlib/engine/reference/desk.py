"""The reminder desk: per customer and business day one written touch at most, then the calls for which there is time."""

from typing import TYPE_CHECKING

from simlib.engine.reference.people import Customer, Invoice
from simlib.ledger.events import Kind
from simlib.rules import touches
from simlib.world.draws import Purpose

if TYPE_CHECKING:
    from simlib.engine.reference.simulation import Simulation


class Desk:
    """The people who write and call, on one firm's books."""

    def __init__(self, simulation: "Simulation") -> None:
        """Take the simulation whose books they read."""
        self.simulation = simulation
        self.waiting = {
            invoice.customer.place for c in simulation.customers for invoice in c.open_invoices if has_step(invoice)
        }
        """Customers with an invoice whose step waits."""

    def write(self, coming: list[Invoice]) -> None:
        """Send the day's written touches; `coming` are the invoices whose next step's day is today."""
        for invoice in coming:
            if invoice in invoice.customer.open_invoices:
                self.simulation.take_steps(invoice)
                self.waiting.add(invoice.customer.place)
        for place in sorted(self.waiting):
            customer = self.simulation.customers[place]
            written = [i for i in self._eligible(customer) if self._channel(i) != touches.CALL]
            if written:
                self._write_to(customer, max(self._channel(invoice) for invoice in written), written)
            if not any(map(has_step, customer.open_invoices)):
                self.waiting.discard(place)

    def call(self) -> None:
        """Call customers in the order of the queue while minutes are left; the last call may run over."""
        setting = self.simulation.setting
        minutes = setting.call_minutes
        for rank, (_, _, place) in enumerate(sorted(self._queue()), start=1):
            if minutes <= 0:
                return
            minutes -= self._call(self.simulation.customers[place], rank)

    def _queue(self) -> list[tuple[int, int, int]]:
        """Return who waits for a call: (score, highest first; oldest due day; customer)."""
        today, priority = self.simulation.today, self.simulation.setting.call_priority
        queue = []
        for place in self.waiting:
            customer = self.simulation.customers[place]
            candidates = self._to_call(customer)
            if candidates:
                oldest = min(invoice.due_on for invoice in candidates)
                queue.append((-touches.call_score(priority, self._overdue(customer), today - oldest), oldest, place))
        return queue

    def _write_to(self, customer: Customer, channel: int, candidates: list[Invoice]) -> None:
        """Send a customer its written touch of the day, unless the last one is too near."""
        simulation, setting = self.simulation, self.simulation.setting
        today = simulation.business(simulation.today)
        if not touches.may_write(channel, today - customer.last_written, setting.gap):
            return
        if touches.resets_gap(channel):
            customer.last_written = today
        u, _ = simulation.chance.draws(setting, customer.entity, Purpose.DELIVERY, k=simulation.today)
        delivered = touches.is_delivered(u, setting.channels[channel].delivery, customer.wrong_contact[channel])
        asked = [invoice for invoice in candidates if self._channel(invoice) == channel]
        covered = list(customer.open_invoices) if touches.covers_all(channel) else asked
        for invoice in covered:
            simulation.post(Kind.REMINDED, invoice, ref=channel)
            if delivered:
                simulation.feel_touch(invoice, channel)
        for invoice in asked:
            invoice.pending = None
        total = sum(invoice.gross for invoice in covered)
        simulation.post_contact(Kind.WRITTEN, customer, total, channel)
        if delivered:
            simulation.post_contact(Kind.DELIVERED, customer, total, channel)

    def _call(self, customer: Customer, rank: int) -> int:
        """Call a customer about all its candidates; return the minutes spent."""
        simulation, setting = self.simulation, self.simulation.setting
        u_reach, u_minutes = simulation.chance.draws(setting, customer.entity, Purpose.CALL, k=simulation.today)
        reached = touches.is_delivered(
            u_reach, setting.channels[touches.CALL].delivery, customer.wrong_contact[touches.CALL]
        )
        minutes = touches.talk_minutes(u_minutes, setting.talk_mean) if reached else setting.ring_minutes
        covered = self._to_call(customer)
        for invoice in covered:
            simulation.post(Kind.CALLED, invoice, ref=rank)
            if reached:
                invoice.pending = None
                simulation.feel_touch(invoice, touches.CALL)
        simulation.post_contact(
            Kind.TALKED if reached else Kind.RANG, customer, sum(invoice.gross for invoice in covered), minutes
        )
        return minutes

    def _to_call(self, customer: Customer) -> list[Invoice]:
        return [invoice for invoice in self._eligible(customer) if self._channel(invoice) == touches.CALL]

    def _eligible(self, customer: Customer) -> list[Invoice]:
        """Return the candidates whose step asks for no more than what the customer owes.

        A step before the due day compares with the open amount of the customer's candidates of its channel, others with its overdue total.
        """
        overdue = self._overdue(customer)
        candidates = [invoice for invoice in customer.open_invoices if has_step(invoice)]

        def owed(invoice: Invoice) -> int:
            if not self._is_early(invoice):
                return overdue
            alike = (i for i in candidates if self._is_early(i) and self._channel(i) == self._channel(invoice))
            return sum(i.gross for i in alike)

        steps = self.simulation.setting.steps
        return [invoice for invoice in candidates if owed(invoice) >= steps[step_of(invoice)].minimum]

    def _overdue(self, customer: Customer) -> int:
        today = self.simulation.today
        return sum(invoice.gross for invoice in customer.open_invoices if invoice.due_on < today)

    def _channel(self, invoice: Invoice) -> int:
        return int(self.simulation.setting.steps[step_of(invoice)].channel)

    def _is_early(self, invoice: Invoice) -> bool:
        return bool(self.simulation.setting.steps[step_of(invoice)].day < 0)


def has_step(invoice: Invoice) -> bool:
    """Return whether a step of the invoice's reminder plan waits to be taken."""
    return invoice.pending is not None


def step_of(invoice: Invoice) -> int:
    """Return the step that waits.

    Raises:
        ValueError: None does.
    """
    if invoice.pending is None:
        raise ValueError("no step of this invoice waits")
    return invoice.pending
