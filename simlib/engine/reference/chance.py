"""What chance deals, asked of the World when it is needed."""

from simlib.engine.reference.people import LONG_AGO, Customer, Invoice
from simlib.engine.reference.view import View
from simlib.engine.setting import THE_LARGEST
from simlib.rules.cash import method_of
from simlib.rules.chance import is_drawn, joint_normal, lognormal, normal_quantile, patience, waiting_time
from simlib.rules.classes import payer_class
from simlib.rules.credit import credit_limit, hurdle_of, risk_rate, sales_a_month, score_percentile
from simlib.rules.invoicing import invoice_channel
from simlib.rules.orders import customer_mean, opening_week, world_week
from simlib.rules.payment import run_calendar
from simlib.rules.segmentation import joins_on
from simlib.world.draws import Purpose, pair

NOBODY = 0
"""Entity of a draw that all customers share."""

AFTER_REJECT, AFTER_PART = 0, 1
"""Numbers of the patience with which an invoice begins anew."""


class Chance:
    """The draws of one replication."""

    def __init__(self, replication: int) -> None:
        """Take the number of the replication."""
        self.replication = replication

    def draws(self, setting: View, entity: int, purpose: Purpose, ordinal: int = -1, k: int = 0) -> tuple[float, float]:
        """Return the two uniforms at an address."""
        return pair(setting.seed, self.replication, entity, ordinal, int(purpose), k)

    def of_invoice(self, setting: View, invoice: Invoice, purpose: Purpose, k: int = 0) -> tuple[float, float]:
        """Return the two uniforms of an invoice, for a purpose."""
        entity, ordinal = invoice.address
        return self.draws(setting, entity, purpose, ordinal, k)

    def normal(self, setting: View, entity: int, purpose: Purpose, ordinal: int = -1, k: int = 0) -> float:
        """Return the first draw at an address as a standard normal."""
        return normal_quantile(self.draws(setting, entity, purpose, ordinal, k)[0])

    # --- customers ---

    def deal_all(self, setting: View, customers: list[Customer]) -> None:
        """Deal all customers their traits under a setting, and lateness to the one that a shock strikes."""
        for customer in customers:
            self._deal_size_and_habits(setting, customer)
            self._deal_trade(setting, customer)
            self._deal_risk(setting, customer)
        late = setting.rates.late_customer
        if late == THE_LARGEST and customers:
            late = max(customers, key=lambda c: (c.pace * c.mean_amount, -c.place)).place
        if late >= 0:
            customers[late].shift = setting.rates.late_shift

    def _deal_size_and_habits(self, setting: View, customer: Customer) -> None:
        """Deal pace, size, frailty, payment runs and contact data."""
        row, entity = setting.customers[customer.place], customer.entity
        size, pace = self.draws(setting, entity, Purpose.SIZE)
        habit, runs = self.draws(setting, entity, Purpose.HABIT)
        weekday, _ = self.draws(setting, entity, Purpose.RUN_DAY)
        customer.world_pace = row.pace * lognormal(row.pace_spread, normal_quantile(pace))
        customer.pace_before, customer.pace = customer.pace, customer.world_pace * row.active
        customer.mean_amount = customer_mean(row.mean_amount, row.size_spread, normal_quantile(size))
        customer.frailty = row.frailty * lognormal(row.frailty_spread, normal_quantile(habit))
        customer.runs = row.own_runs
        if customer.runs < 0:
            shares = (row.runs_weekly, row.runs_twice_monthly, row.runs_monthly)
            customer.runs = run_calendar(runs, weekday, *shares, setting.week_length)
        customer.wrong_contact = [
            is_drawn(self.draws(setting, entity, Purpose.CONTACT, k=number)[0], channel.wrong_contact)
            for number, channel in enumerate(setting.channels)
        ]

    def _deal_trade(self, setting: View, customer: Customer) -> None:
        """Deal how it receives invoices and pays them, what makes it pay early, when it joins a policy."""
        row, rates, entity = setting.customers[customer.place], setting.rates, customer.entity
        u_channel, u_portal = self.draws(setting, entity, Purpose.TRADE)
        u_method, u_parts = self.draws(setting, entity, Purpose.METHOD)
        u_hurdle, u_joins = self.draws(setting, entity, Purpose.BARGAIN)
        customer.channel = invoice_channel(u_channel, row.email, row.portal, row.e_invoice)
        customer.is_portal = is_drawn(u_portal, rates.portal_adoption)
        customer.method = method_of(u_method, row.direct_debit, row.card, row.instant, row.cheque)
        customer.pays_in_parts = is_drawn(u_parts, row.part_payers)
        customer.hurdle = hurdle_of(rates.hurdle, rates.hurdle_spread, normal_quantile(u_hurdle))
        customer.adopts_on = LONG_AGO
        if rates.ramps:
            customer.adopts_on = joins_on(setting.begin, u_joins, rates.ramp_from, rates.ramp_days)
        customer.shift = 0

    def _deal_risk(self, setting: View, customer: Customer) -> None:
        """Deal how likely it is to fail, how its score sees it, its limit, and whether a factor takes its invoices."""
        row, rates, entity = setting.customers[customer.place], setting.rates, customer.entity
        risk, mistake = map(normal_quantile, self.draws(setting, entity, Purpose.RISK))
        u_failure, u_factored = self.draws(setting, entity, Purpose.FAILURE)
        customer.risk_before, customer.risk = customer.risk, risk_rate(row.insolvency_rate, rates.risk_spread, risk)
        customer.life_time = waiting_time(u_failure)
        customer.is_factored = is_drawn(u_factored, rates.factored)
        customer.percentile = score_percentile(risk, mistake, rates.score_weight)
        sales = sales_a_month(customer.world_pace, customer.mean_amount, setting.vat_rate)
        customer.limit = credit_limit(
            rates.limit_months, sales, customer.percentile, rates.tight_share, rates.tight_factor
        )

    # --- orders and invoices ---

    def next_arrival(self, setting: View, customer: Customer) -> None:
        """Draw when, at unit rate, a customer's next order arrives, and how large it is."""
        gap, amount = self.draws(setting, customer.entity, Purpose.ORDER, customer.ordinal)
        customer.arrival += waiting_time(gap)
        customer.amount_draw = normal_quantile(amount)

    def payer_and_patience(self, setting: View, customer: Customer) -> tuple[int, int]:
        """Return the class of a customer's n-th order, and its unit-exponential draw with what its world week shares."""
        if setting.orders_given:
            week = setting.orders[setting.customers[customer.place].first_order + customer.ordinal].week
        else:
            week = world_week(customer.arrival, customer.world_pace)
        rates = setting.rates
        own, u_class = self.draws(setting, customer.entity, Purpose.PAYMENT, customer.ordinal)
        payer = payer_class(
            u_class,
            rates.oversight,
            rates.admin,
            rates.waits,
            rates.strategic,
            rates.dispute,
            rates.hardship,
            rates.never,
        )
        return payer, self._patience(setting, customer, week, normal_quantile(own))

    def opening_patience(self, setting: View, customer: Customer, entity: int, issued_on: int) -> int:
        """Return a fresh draw for an invoice open at the start; invoices issued in one week share what a world week shares."""
        own = self.normal(setting, entity, Purpose.OPENING)
        return self._patience(setting, customer, opening_week(setting.begin, issued_on), own)

    def fresh_patience(self, setting: View, invoice: Invoice, number: int) -> int:
        """Return the draw with which an invoice begins anew, after a reject or for the rest after a part."""
        return patience(normal_quantile(self.of_invoice(setting, invoice, Purpose.REST, number)[0]))

    def _patience(self, setting: View, customer: Customer, week: int, own: float) -> int:
        a, b = setting.customer_week_share, setting.week_share
        customer_week = self.normal(setting, customer.entity, Purpose.CUSTOMER_WEEK, k=week) if a > 0.0 else 0.0
        shared = self.normal(setting, NOBODY, Purpose.WEEK, k=week) if b > 0.0 else 0.0
        return patience(joint_normal(customer_week, shared, own, a, b))
