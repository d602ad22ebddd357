"""The life of an invoice: issue, receipt, the days until its approval, the payment run."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING

from simlib.engine.reference.people import NO_DISCOUNT, Invoice, Spell, Stage, Touched
from simlib.ledger.events import Kind, Phase
from simlib.rules import cash, classes, disputes, invoicing, payment, promises, terms, touches
from simlib.rules.chance import is_drawn
from simlib.world.draws import Purpose

if TYPE_CHECKING:
    from simlib.engine.reference.simulation import Process, Simulation


class Life:
    """What happens to each invoice on its own."""

    def __init__(self, simulation: "Simulation") -> None:
        """Take the simulation in which the invoices live."""
        self.simulation = simulation

    def begin(self, invoice: Invoice) -> None:
        """Let an accepted order become an invoice."""
        self.simulation.env.process(self._life(invoice))

    def _life(self, invoice: Invoice) -> "Process":
        """From order to the customer's desk."""
        s = self.simulation
        yield s.at(invoice.issued_on, Phase.ISSUE)
        self._issue(invoice)
        yield s.at(s.next_business(s.today + s.setting.invoice_channels[invoice.channel].transmission), Phase.ISSUE)
        self._receive(invoice)
        if invoice.stage is Stage.WAITING:
            yield from self._approval(invoice, invoice.plan)

    # --- issue and receipt ---

    def _issue(self, invoice: Invoice) -> None:
        """Fix the due day and the way to the customer, enter the books, begin the reminder plan."""
        s, customer = self.simulation, invoice.customer
        row = s.setting.customers[customer.place]
        if s.setting.orders_given:
            invoice.due_on = s.setting.orders[row.first_order + invoice.ordinal].due
        else:
            invoice.due_on = terms.due_day(s.today, row.terms, row.terms_days)
        invoice.rolled = s.business(s.next_business(invoice.due_on))
        invoice.channel = invoicing.channel_in_force(customer.channel, s.today, s.setting.rates.e_invoicing_from)
        invoice.is_factored = customer.is_factored and s.today >= customer.adopts_on
        invoice.discount_on = self._discount_day(invoice)
        customer.open_invoices.append(invoice)
        s.post(Kind.ISSUED, invoice, invoice.gross, invoice.ordered_on)
        if invoice.is_factored:
            s.post(Kind.FACTORED, invoice, invoice.gross)
        s.steps.choose(invoice)

    def _receive(self, invoice: Invoice) -> None:
        """Lay the invoice before the customer, who may find fault with it, or pay early for a discount."""
        s = self.simulation
        s.post(Kind.RECEIVED, invoice, invoice.gross)
        invoice.received = invoice.accrues = s.business(s.today)
        if invoice.customer.is_insolvent:
            s.failure.freeze(invoice)
            return
        invoice.stage = Stage.WAITING
        if invoice.discount_on < invoice.received:
            invoice.discount_on = NO_DISCOUNT
        invoice.cause = self._cause(invoice)
        if invoice.cause != disputes.NO_CAUSE:
            s.disputes.arise(invoice)

    def _discount_day(self, invoice: Invoice) -> int:
        """Return the business day on which the customer pays at the latest, for a discount; `NO_DISCOUNT` where it takes none."""
        s, customer, rates = self.simulation, invoice.customer, self.simulation.setting.rates
        is_offered = (
            rates.discount_rate > 0.0 and s.today >= customer.adopts_on and invoice.payer != classes.PayerClass.NEVER
        )
        if not is_offered or invoice.method == cash.Method.DIRECT_DEBIT:
            return NO_DISCOUNT
        until = s.today + rates.discount_days
        last = s.business(until + 1) - 1
        gain = cash.discount_yield(rates.discount_rate, invoice.due_on - until)
        return last if last < invoice.rolled and gain > customer.hurdle else NO_DISCOUNT

    def _cause(self, invoice: Invoice) -> int:
        """Return why the customer disputes the invoice, if it does."""
        s, rates = self.simulation, self.simulation.setting.rates
        errors = s.setting.invoice_channels[invoice.channel].error_rate
        is_disputant = invoice.payer == classes.PayerClass.DISPUTE
        if not (is_disputant or errors > 0.0 or rates.goods > 0.0 or rates.pretext > 0.0):
            return disputes.NO_CAUSE
        u_error, u_dispute = s.chance.of_invoice(s.setting, invoice, Purpose.MARK)
        return disputes.dispute_cause(u_error, u_dispute, errors, rates.goods, rates.pretext, is_disputant)

    # --- approval ---

    def await_approval(self, invoice: Invoice, accrues: int) -> None:
        """Let hazard count from a business day on; whatever was planned before is out of date."""
        invoice.stage = Stage.WAITING
        invoice.accrues = max(invoice.accrues, accrues)
        invoice.plan += 1
        self.simulation.env.process(self._approval(invoice, invoice.plan))

    def await_again(self, invoice: Invoice) -> None:
        """Let an invoice wait for approval from tomorrow on; of an insolvent customer it is frozen instead."""
        s = self.simulation
        if invoice.customer.is_insolvent:
            s.failure.freeze(invoice)
        else:
            self.await_approval(invoice, s.business(s.today) + 1)

    def interrupt(self, invoice: Invoice, stage: Stage) -> None:
        """Let an invoice wait for something else than approval, the hazard of today included in what it has accrued."""
        s = self.simulation
        self.settle(invoice, s.business(s.today) + 1)
        invoice.stage = stage
        invoice.plan += 1

    def _approval(self, invoice: Invoice, plan: int) -> "Process":
        """Wait for the day of approval, if nothing changes the plan until then."""
        s = self.simulation
        day = self._approval_day(invoice) if invoice.plan == plan else None
        if day is None:
            return
        yield s.at(s.business_day(day), Phase.APPROVAL)
        if invoice.plan != plan:
            return
        invoice.stage = Stage.APPROVED
        s.post(Kind.APPROVED, invoice, invoice.left)
        if invoice.method == cash.Method.DIRECT_DEBIT:
            yield from s.matching.collect(invoice)
        else:
            yield from self._run(invoice)

    def _approval_day(self, invoice: Invoice) -> int | None:
        """Return the business day of approval; None where it does not come under this setting.

        A direct debit is collected on the due day, a discount taken on its last day, if not before.
        """
        if invoice.method == cash.Method.DIRECT_DEBIT:
            return max(invoice.rolled, invoice.received, invoice.accrues)
        day = self._day_reached(invoice)
        if invoice.discount_on >= invoice.accrues and (day is None or day > invoice.discount_on):
            return invoice.discount_on
        return day

    def _day_reached(self, invoice: Invoice) -> int | None:
        """Return the business day on which the cumulated hazard reaches the invoice's draw."""
        remaining = invoice.remaining
        for spell in self._spells(invoice):
            needed = payment.days_to_reach(remaining, spell.hazard)
            if needed <= spell.until - spell.since:
                return spell.since + needed - 1
            remaining -= spell.hazard * (spell.until - spell.since)
        return None

    def settle(self, invoice: Invoice, until: int) -> None:
        """Account for the hazard of the business days before `until`, so that what comes after may differ."""
        if invoice.method != cash.Method.DIRECT_DEBIT:
            for spell in self._spells(invoice):
                if spell.since >= until:
                    break
                invoice.remaining -= spell.hazard * (min(spell.until, until) - spell.since)
        invoice.accrues = max(invoice.accrues, until)

    def _spells(self, invoice: Invoice) -> Iterator[Spell]:
        """Yield spells of equal daily hazard, from the business day on which hazard still counts to the end of the setting."""
        s, setting, since = self.simulation, self.simulation.setting, invoice.accrues
        customer, rates = invoice.customer, setting.rates
        horizon = s.business(setting.end)
        factor = classes.class_factor(
            invoice.payer, invoice.is_touched, invoice.is_noticed, rates.strategic_factor, rates.hardship_factor
        )
        has_atom = classes.has_atom(invoice.payer, invoice.is_touched)
        hazards = setting.hazards[setting.customers[customer.place].hazard_row]
        rolled = invoice.rolled + customer.shift
        while since < horizon:
            late = payment.lateness(since, rolled, invoice.received)
            bin_number = bisect_right(setting.bin_start, late)
            until = min(horizon, setting.business[since].factor_until)
            if late != since - rolled:
                until = since + 1
            elif bin_number < len(setting.bin_start):
                until = min(until, rolled + setting.bin_start[bin_number])
            if late == payment.ATOM and not has_atom:
                bin_number += 1
            effect = 0.0
            for touch in invoice.touches:
                if touch.until > since:
                    effect += touch.log_ratio
                    until = min(until, touch.until)
            calendar = setting.business[since].factor
            yield Spell(
                since, until, payment.daily_hazard(hazards[bin_number] * factor, customer.frailty, calendar, effect)
            )
            since = until

    def base_hazard(self, invoice: Invoice) -> int:
        """Return today's hazard without what touches, or the invoice's class, make of it."""
        s, setting, customer = self.simulation, self.simulation.setting, invoice.customer
        today = s.business(s.today)
        late = payment.lateness(today, invoice.rolled + customer.shift, invoice.received)
        hazards = setting.hazards[setting.customers[customer.place].hazard_row]
        rate = hazards[bisect_right(setting.bin_start, late)]
        return payment.daily_hazard(rate, customer.frailty, setting.business[today].factor, 0.0)

    # --- touches ---

    def feel_touch(self, invoice: Invoice, channel: int, is_distrusted: bool) -> None:
        """Let a delivered touch act from the next business day on, for its channel's window.

        Who broke a promise is not impressed by the next contact.
        """
        s, rates, row = self.simulation, self.simulation.setting.rates, self.simulation.setting.channels[channel]
        ratio = touches.touch_strength(channel, row.log_ratio, rates.log_before_due, invoice.due_on >= s.today)
        effect = touches.touch_effect(ratio, s.setting.log_fatigue, invoice.delivered[channel])
        has_link = touches.carries_link(channel, invoice.customer.is_portal)
        if not invoice.is_touched:
            effect += classes.first_touch_boost(invoice.payer, rates.log_oversight, rates.log_admin)
        if has_link:
            effect += rates.log_link
        if is_distrusted:
            effect *= promises.AFTER_A_BROKEN_PROMISE
        invoice.delivered[channel] += 1
        self._feel(invoice, effect, row.window, is_notice=channel == touches.FORMAL_NOTICE, is_touch=True)
        invoice.is_linked = invoice.is_linked or has_link

    def feel_hold(self, invoice: Invoice) -> None:
        """Let the customer, whose order is held, think of paying: as a touch does, but it is none."""
        rates = self.simulation.setting.rates
        self._feel(invoice, rates.log_hold, rates.review_days, is_notice=False, is_touch=False)

    def _feel(self, invoice: Invoice, effect: float, window: int, *, is_notice: bool, is_touch: bool) -> None:
        s = self.simulation
        tomorrow = s.business(s.today) + 1
        if invoice.stage is Stage.WAITING:
            self.settle(invoice, tomorrow)
        invoice.touches.append(Touched(tomorrow + window, effect))
        invoice.is_touched = invoice.is_touched or is_touch
        invoice.is_noticed = invoice.is_noticed or is_notice
        if invoice.stage is Stage.WAITING:
            self.await_approval(invoice, tomorrow)

    # --- the payment run ---

    def _run(self, invoice: Invoice) -> "Process":
        """Wait for the customer's payment run, unless the payment goes out at once."""
        s, plan, customer = self.simulation, invoice.plan, invoice.customer
        day = s.today
        in_time = s.business(day) <= invoice.discount_on
        if not in_time and not cash.ignores_runs(invoice.method, invoice.is_linked):
            day = s.setting.run_on[customer.runs][day - s.setting.first]
        yield s.at(day, Phase.PAYMENT_RUN)
        if invoice.plan == plan:
            yield from self.pay(invoice)

    def pay(self, invoice: Invoice, least_delay: int = 0) -> "Process":
        """Transfer what the customer pays, less a discount, or a part of it; on to the bank, unless a swindler gets it."""
        s, setting, customer = self.simulation, self.simulation.setting, invoice.customer
        rates = setting.rates
        invoice.plan += 1
        invoice.stage = Stage.PAYING
        paying = invoice.left
        if s.business(s.today) <= invoice.discount_on:
            invoice.discount = cash.discount_cents(invoice.left, rates.discount_rate)
            paying -= invoice.discount
        elif customer.pays_in_parts and not invoice.has_paid:
            paying = cash.part_of(invoice.left, rates.part_share)
        invoice.has_paid = True
        s.post(Kind.TRANSFERRED, invoice, paying)
        if self._is_diverted(invoice):
            s.failure.divert(invoice, paying)
            return
        row = setting.customers[customer.place]
        delay = cash.bank_delay(invoice.method, invoice.is_linked, row.bank_days, rates.cheque_days, rates.card_days)
        yield s.at(s.after(max(delay, least_delay)), Phase.BANK)
        yield from s.matching.receive(invoice, paying)

    def _is_diverted(self, invoice: Invoice) -> bool:
        s, rates = self.simulation, self.simulation.setting.rates
        if rates.diverted <= 0.0:
            return False
        return is_drawn(s.chance.of_invoice(s.setting, invoice, Purpose.FRAUD)[0], rates.diverted)
