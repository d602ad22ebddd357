"""The reminder desk: per customer and business day one written touch at most, then the calls for which there is time."""

from typing import TYPE_CHECKING

from simlib.engine.reference.disputes import is_unnoted
from simlib.engine.reference.people import Customer, Invoice, Stage
from simlib.ledger.events import Kind, Phase
from simlib.rules import touches
from simlib.world.draws import Purpose

if TYPE_CHECKING:
    from simlib.engine.reference.simulation import Process, Simulation


class ReminderDesk:
    """The people who write and call, on one firm's books."""

    def __init__(self, simulation: "Simulation") -> None:
        """Take the simulation whose books they read."""
        self.simulation = simulation
        self.waiting: set[int] = set()
        """Customers with an invoice whose step waits."""

    def begin(self) -> None:
        """Work every business day of the setting."""
        self.waiting = {
            c.place
            for c in self.simulation.customers
            if any(invoice.pending is not None for invoice in c.open_invoices)
        }
        self.simulation.env.process(self._work())

    def _work(self) -> "Process":
        """Wake once a business day: written touches first, then calls."""
        s = self.simulation
        term, day = s.term, s.next_business(s.today)
        while day < s.setting.end:
            yield s.at(day, Phase.TOUCH)
            if s.term != term:
                return
            s.orders.feel_holds()
            self._write(s.steps.agenda.pop(day, []))
            if self.waiting:
                yield s.at(day, Phase.CALL)
                self._call_all()
            day = s.next_business(day + 1)

    # --- whom it concerns ---

    def _candidates(self, customer: Customer) -> list[Invoice]:
        """Return the invoices whose step waits and that may be touched."""
        return [invoice for invoice in self._touchable(customer) if invoice.pending is not None]

    def _touchable(self, customer: Customer) -> list[Invoice]:
        """Return the open invoices that may be touched.

        Not those that are disputed as the firm knows, promised, in a plan; none of a customer that is known to be insolvent, or with
        anything at an agency or in court.
        """
        if customer.handed > 0 or self.simulation.today >= customer.known_insolvent_on:
            return []
        return [
            invoice
            for invoice in customer.open_invoices
            if not (invoice.is_promised or invoice.is_in_plan or (invoice.is_noted and invoice.stage is Stage.DISPUTED))
        ]

    def _eligible(self, customer: Customer) -> list[Invoice]:
        """Return the candidates whose step asks for no more than what the customer owes.

        A step before the due day compares with the open amount of the customer's candidates of its channel, others with its overdue total.
        """
        overdue = self._overdue(customer)
        candidates = self._candidates(customer)

        def owed(invoice: Invoice) -> int:
            if not self._is_early(invoice):
                return overdue
            alike = (i for i in candidates if self._is_early(i) and self._channel(i) == self._channel(invoice))
            return sum(i.left for i in alike)

        steps = self.simulation.setting.steps
        return [invoice for invoice in candidates if owed(invoice) >= steps[step_of(invoice)].minimum]

    def _to_call(self, customer: Customer) -> list[Invoice]:
        return [invoice for invoice in self._eligible(customer) if self._channel(invoice) == touches.CALL]

    def _overdue(self, customer: Customer) -> int:
        today = self.simulation.today
        return sum(invoice.left for invoice in customer.open_invoices if invoice.due_on < today)

    def _channel(self, invoice: Invoice) -> int:
        return int(self.simulation.setting.steps[step_of(invoice)].channel)

    def _is_early(self, invoice: Invoice) -> bool:
        return bool(self.simulation.setting.steps[step_of(invoice)].day < 0)

    # --- written touches ---

    def _write(self, coming: list[Invoice]) -> None:
        """Send the day's written touches; `coming` are the invoices whose next step's day is today."""
        s = self.simulation
        for invoice in coming:
            if invoice.desk_day == s.today and invoice.stage is not Stage.CLOSED:
                s.steps.take(invoice)
                self.waiting.add(invoice.customer.place)
        for place in sorted(self.waiting):
            customer = s.customers[place]
            written = [i for i in self._eligible(customer) if self._channel(i) != touches.CALL]
            if written:
                self._write_to(customer, max(self._channel(invoice) for invoice in written), written)
            if all(invoice.pending is None for invoice in customer.open_invoices):
                self.waiting.discard(place)

    def _write_to(self, customer: Customer, channel: int, candidates: list[Invoice]) -> None:
        """Send a customer its written touch of the day, unless the last one is too near."""
        s, setting = self.simulation, self.simulation.setting
        today = s.business(s.today)
        if not touches.may_write(channel, today - customer.last_written, setting.gap):
            return
        if touches.resets_gap(channel):
            customer.last_written = today
        u, _ = s.chance.draws(setting, customer.entity, Purpose.DELIVERY, k=s.today)
        delivered = touches.is_delivered(u, setting.channels[channel].delivery, customer.wrong_contact[channel])
        asked = [invoice for invoice in candidates if self._channel(invoice) == channel]
        covered = self._touchable(customer) if touches.covers_all(channel) else asked
        for invoice in covered:
            s.post(Kind.REMINDED, invoice, invoice.left, channel)
        for invoice in asked:
            invoice.pending = None
        total = sum(invoice.left for invoice in covered)
        s.post_contact(Kind.WRITTEN, customer, total, channel)
        self._annoy(customer, covered, channel)
        if delivered:
            s.post_contact(Kind.DELIVERED, customer, total, channel)
            self._reach(customer, covered, channel)

    def _annoy(self, customer: Customer, covered: list[Invoice], channel: int) -> None:
        """Let a written touch wear the customer's goodwill, more if it asks for what was paid or is disputed."""
        s, rates = self.simulation, self.simulation.setting.rates
        wrongly = [invoice for invoice in covered if invoice.in_bank > 0 or is_unnoted(invoice)]
        if wrongly:
            s.post_contact(Kind.WRONGFUL, customer, sum(invoice.left for invoice in wrongly), channel)
        s.orders.wear(customer, rates.wear + rates.wrongful_wear if wrongly else rates.wear)

    def _reach(self, customer: Customer, covered: list[Invoice], channel: int) -> None:
        """Let a delivered touch act on what it covers, and the firm hear of disputes it did not know."""
        s, is_distrusted = self.simulation, customer.broke_promise
        customer.broke_promise = False
        for invoice in covered:
            s.life.feel_touch(invoice, channel, is_distrusted)
            s.disputes.hear(invoice)

    # --- calls ---

    def _call_all(self) -> None:
        """Call customers in the order of the queue while minutes are left; the last call may run over."""
        s, setting = self.simulation, self.simulation.setting
        minutes = setting.days[s.today - setting.first].call_minutes
        if minutes <= 0:
            return
        for rank, (_, _, place) in enumerate(sorted(self._queue()), start=1):
            if minutes <= 0:
                return
            minutes -= self._call(s.customers[place], rank)

    def _queue(self) -> list[tuple[int, int, int]]:
        """Return who waits for a call: (score, highest first; oldest due day; customer)."""
        queue = []
        for place in self.waiting:
            customer = self.simulation.customers[place]
            candidates = self._to_call(customer)
            if candidates:
                queue.append((-self._score(customer, candidates), min(invoice.due_on for invoice in candidates), place))
        return queue

    def _score(self, customer: Customer, candidates: list[Invoice]) -> int:
        """Return a customer's rank in the queue of calls, by the priority in force."""
        s, setting = self.simulation, self.simulation.setting
        late = s.today - min(invoice.due_on for invoice in candidates)
        waits = s.today - min(s.steps.acts_on(invoice, step_of(invoice)) for invoice in candidates)
        gain = 0
        if setting.call_priority == touches.PRIORITY_GAIN:
            ratio = setting.channels[touches.CALL].log_ratio
            gain = sum(touches.expected_gain(i.left, s.life.base_hazard(i), ratio) for i in candidates)
        return touches.call_score(setting.call_priority, self._overdue(customer), late, waits, gain)

    def _call(self, customer: Customer, rank: int) -> int:
        """Call a customer about all its candidates; return the minutes spent."""
        s, setting = self.simulation, self.simulation.setting
        u_reach, u_minutes = s.chance.draws(setting, customer.entity, Purpose.CALL, k=s.today)
        reached = touches.is_delivered(
            u_reach, setting.channels[touches.CALL].delivery, customer.wrong_contact[touches.CALL]
        )
        minutes = touches.talk_minutes(u_minutes, setting.talk_mean) if reached else setting.ring_minutes
        covered = self._to_call(customer)
        for invoice in covered:
            s.post(Kind.CALLED, invoice, invoice.left, rank)
        total = sum(invoice.left for invoice in covered)
        s.post_contact(Kind.TALKED if reached else Kind.RANG, customer, total, minutes)
        if reached:
            for invoice in covered:
                invoice.pending = None
            self._reach(customer, covered, touches.CALL)
            s.orders.wear(customer, setting.rates.wear)
            s.promises.talk(customer)
        return minutes


def step_of(invoice: Invoice) -> int:
    """Return the step that waits.

    Raises:
        ValueError: None does.
    """
    if invoice.pending is None:
        raise ValueError("no step of this invoice waits")
    return invoice.pending
