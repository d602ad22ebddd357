"""What chance deals, asked of the World when it is needed."""

from simlib.engine.reference.people import Customer
from simlib.engine.reference.view import View
from simlib.rules.chance import is_drawn, joint_normal, lognormal, normal_quantile, patience, waiting_time
from simlib.rules.orders import customer_mean, opening_week, world_week
from simlib.rules.payment import run_calendar
from simlib.world.draws import Purpose, pair

NOBODY = 0
"""Entity of a draw that all customers share."""


class Chance:
    """The draws of one replication."""

    def __init__(self, replication: int) -> None:
        """Take the number of the replication."""
        self.replication = replication

    def draws(self, setting: View, entity: int, purpose: Purpose, ordinal: int = -1, k: int = 0) -> tuple[float, float]:
        """Return the two uniforms at an address."""
        return pair(setting.seed, self.replication, entity, ordinal, int(purpose), k)

    def normal(self, setting: View, entity: int, purpose: Purpose, ordinal: int = -1, k: int = 0) -> float:
        """Return the first draw at an address as a standard normal."""
        return normal_quantile(self.draws(setting, entity, purpose, ordinal, k)[0])

    def deal(self, setting: View, customer: Customer) -> None:
        """Deal a customer its pace, size, frailty, payment runs and contact data, under a setting."""
        c, entity = customer.place, customer.entity
        size, pace = self.draws(setting, entity, Purpose.SIZE)
        habit, runs = self.draws(setting, entity, Purpose.HABIT)
        weekday, _ = self.draws(setting, entity, Purpose.RUN_DAY)
        customer.world_pace = setting.customers[c].pace * lognormal(
            setting.customers[c].pace_spread, normal_quantile(pace)
        )
        customer.pace_before, customer.pace = customer.pace, customer.world_pace * setting.customers[c].active
        row = setting.customers[c]
        customer.mean_amount = customer_mean(row.mean_amount, row.size_spread, normal_quantile(size))
        customer.frailty = setting.customers[c].frailty * lognormal(
            setting.customers[c].frailty_spread, normal_quantile(habit)
        )
        customer.runs = setting.customers[c].own_runs
        if customer.runs < 0:
            shares = (
                setting.customers[c].runs_weekly,
                setting.customers[c].runs_twice_monthly,
                setting.customers[c].runs_monthly,
            )
            customer.runs = run_calendar(runs, weekday, *shares, setting.week_length)
        customer.wrong_contact = [
            is_drawn(self.draws(setting, entity, Purpose.CONTACT, k=channel)[0], row.wrong_contact)
            for channel, row in enumerate(setting.channels)
        ]

    def next_arrival(self, setting: View, customer: Customer) -> None:
        """Draw when, at unit rate, a customer's next order arrives, and how large it is."""
        gap, amount = self.draws(setting, customer.entity, Purpose.ORDER, customer.ordinal)
        customer.arrival += waiting_time(gap)
        customer.amount_draw = normal_quantile(amount)

    def order_patience(self, setting: View, customer: Customer) -> int:
        """Return the unit-exponential draw of a customer's n-th order, with what its world week shares."""
        if setting.orders_given:
            week = setting.orders[setting.customers[customer.place].first_order + customer.ordinal].week
        else:
            week = world_week(customer.arrival, customer.world_pace)
        own = self.normal(setting, customer.entity, Purpose.PAYMENT, customer.ordinal)
        return self._patience(setting, customer, week, own)

    def opening_patience(self, setting: View, customer: Customer, entity: int, issued_on: int) -> int:
        """Return a fresh draw for an invoice open at the start; invoices issued in one week share what a world week shares."""
        own = self.normal(setting, entity, Purpose.OPENING)
        return self._patience(setting, customer, opening_week(setting.begin, issued_on), own)

    def _patience(self, setting: View, customer: Customer, week: int, own: float) -> int:
        a, b = setting.customer_week_share, setting.week_share
        customer_week = self.normal(setting, customer.entity, Purpose.CUSTOMER_WEEK, k=week) if a > 0.0 else 0.0
        shared = self.normal(setting, NOBODY, Purpose.WEEK, k=week) if b > 0.0 else 0.0
        return patience(joint_normal(customer_week, shared, own, a, b))
