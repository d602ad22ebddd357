"""Every indicator computed slowly from the list of events, invoice by invoice and day by day, as its definition reads."""

import datetime as dt
import math
from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from simlib.days import BusinessCalendar, to_date, to_day
from simlib.indicators import ContactCosts, Factoring, FirmBalance
from simlib.ledger.events import Kind
from simlib.rules.channels import Channel
from tests.indicators.invoice import Invoice

NAN = math.nan


@dataclass
class Naive:
    """A ledger and what is asked of it: the slow, plain way."""

    events: np.ndarray
    calendar: BusinessCalendar
    first: int
    start: int
    last: int
    firm: FirmBalance
    costs: ContactCosts

    def __post_init__(self) -> None:
        """Gather invoices."""
        self.invoices: dict[tuple[int, int], Invoice] = {}
        rows = [tuple(int(x) for x in row) for row in self.events]
        for day, kind, customer, invoice, amount, _, issued, due, gross, _ in rows:
            if kind in (Kind.ISSUED, Kind.OPENED):
                opened = kind == Kind.OPENED
                self.invoices[customer, invoice] = Invoice(issued, due, gross, day, amount, opened)
        for day, kind, customer, invoice, amount, ref, issued, _, _, unpaid in rows:
            if issued and (customer, invoice) in self.invoices:
                self.invoices[customer, invoice].story.append((day, kind, amount, ref, unpaid))
        self.rows = rows

    # ------------------------------------------------------------------------------------------------ stocks of the books

    def receivables(self, day: int, late_by: int = -10_000) -> int:
        """Return what is owed in the books, at least so many days past due."""
        return sum(one.still_owed(day) for one in self.invoices.values() if day - one.due >= late_by)

    def total(self, kind: Kind, since: int, until: int) -> int:
        """Return the amounts of a kind of event between two days."""
        return sum(row[4] for row in self.rows if row[1] == kind and since <= row[0] <= until)

    def sales(self, since: int, until: int) -> int:
        """Return what was billed between two days."""
        return self.total(Kind.ISSUED, since, until)

    def simple(self, cents: int, day: int) -> float:
        """Return an amount in days of the sales of 90 days."""
        since = max(day - 89, self.first)
        sales = self.sales(since, day)
        return cents * (day - since + 1) / sales if sales > 0 else NAN

    def count_back(self, day: int, cents: int) -> tuple[float, bool]:
        """Walk back day by day."""
        known = [row[0] for row in self.rows if row[1] == Kind.ISSUED and row[0] <= day]
        left, walked, at = cents, 0.0, day
        if not known:
            return NAN, left > 0
        while left > 0 and at >= min(known):
            sales = self.sales(at, at)
            walked += 1.0 if sales <= left else left / sales
            left, at = max(left - sales, 0), at - 1
        return walked, left > 0

    def count_back_monthly(self, day: int) -> float:
        """Walk back month by month."""
        known = [row[0] for row in self.rows if row[1] == Kind.ISSUED and row[0] <= day]
        if not known:
            return NAN
        left, walked, end = self.receivables(day), 0.0, day
        while left > 0 and end >= min(known):
            begin = max(to_day(to_date(end).replace(day=1)), self.first)
            sales = self.sales(begin, end)
            walked += (end - begin + 1) * (1.0 if sales <= left else left / sales)
            left, end = max(left - sales, 0), begin - 1
        return walked

    def billing_delay(self, day: int) -> float:
        """Return what waited to be billed, day by day, over the sales."""
        since = max(day - 89, self.first)
        waited = sum(
            self.total(Kind.ORDERED, self.first, one) - self.sales(self.first, one) for one in range(since, day + 1)
        )
        sales = self.sales(since, day)
        return waited / sales if sales > 0 else NAN

    # ------------------------------------------------------------------------------------------------------------- windows

    def window(self, day: int) -> int:
        """Return the first day of the twelve months that end with a day, or the start."""
        date = to_date(day) + dt.timedelta(days=1)
        last_day = (dt.date(date.year - 1 + date.month // 12, date.month % 12 + 1, 1) - dt.timedelta(days=1)).day
        year_ago = to_day(dt.date(date.year - 1, date.month, min(date.day, last_day)))
        return max(year_ago, self.start if day >= self.start else self.first)

    def count(self, day: int, *kinds: Kind) -> int:
        """Return the number of events of some kinds in the window."""
        return sum(1 for row in self.rows if row[1] in kinds and self.window(day) <= row[0] <= day)

    def rolled(self, day: int) -> int:
        """Return the business day on or after."""
        while not self.calendar.is_business[day - self.calendar.first]:
            day += 1
        return day

    def due_and_late(self, day: int) -> tuple[int, int, int, int]:
        """Return number and amount of the invoices fallen due in the window, and of the late ones."""
        result = [0, 0, 0, 0]
        for one in self.invoices.values():
            if not self.calendar.first <= one.due <= self.last:
                continue
            due_on = self.rolled(one.due)
            if not self.window(day) <= due_on <= day or (one.opened and due_on < one.entered):
                continue
            closed = one.closed()
            late = closed is None or closed > due_on
            for place, amount in enumerate((1, one.gross, late, one.gross * late)):
                result[place] += amount
        return result[0], result[1], result[2], result[3]

    def cleared(self, day: int) -> list[tuple[Invoice, int]]:
        """Return the invoices whose last payment lies in the window."""
        pairs = [(one, one.closed(paid_only=True)) for one in self.invoices.values()]
        return [(one, when) for one, when in pairs if when is not None and self.window(day) <= when <= day]

    def effectiveness(self, day: int) -> float:
        """Return the mean of the months of the window."""
        ends = []
        for end in range(self.window(day), day + 1):
            is_month_end = to_date(end + 1).day == 1
            if is_month_end and to_day(to_date(end).replace(day=1)) >= self.window(day):
                ends.append(end)
        values = []
        for end in ends or [day]:
            begin = to_day(to_date(end).replace(day=1))
            entered = sum(one.owed for one in self.invoices.values() if begin <= one.entered <= end)
            conceded = sum(
                one.sum_up_to(end, Kind.CREDITED, Kind.WRITTEN_OFF)
                - one.sum_up_to(begin - 1, Kind.CREDITED, Kind.WRITTEN_OFF)
                for one in self.invoices.values()
            )
            collected = max(self.receivables(begin - 1) + entered - conceded - self.receivables(end), 0)
            overdue = self.receivables(end, 1)
            if collected + overdue > 0:
                values.append(collected / (collected + overdue))
        return sum(values) / len(values) if values else NAN

    def minutes(self, day: int) -> int:
        """Return the minutes of touches and calls in the window."""
        window = [row for row in self.rows if self.window(day) <= row[0] <= day]
        calls = sum(row[5] for row in window if row[1] in (Kind.RANG, Kind.TALKED))
        return calls + sum(int(self.costs.minutes[row[5]]) for row in window if row[1] == Kind.WRITTEN)

    def contact_cents(self, since: int, day: int) -> int:
        """Return the unit costs of touches and calls between two days."""
        span = [row for row in self.rows if since <= row[0] <= day]
        calls = sum(int(self.costs.cents[Channel.CALL]) for row in span if row[1] in (Kind.RANG, Kind.TALKED))
        return calls + sum(int(self.costs.cents[row[5]]) for row in span if row[1] == Kind.WRITTEN)

    # --------------------------------------------------------------------------------- factor, insurer, and what is in between

    def factor(self, one: Invoice) -> Factoring:
        """Return the terms on which a factor took an invoice."""
        return self.balance_on(one.issued).factoring

    def financed(self, day: int) -> int:
        """Return the advances that are not repaid at the end of a day, cents."""
        total = 0
        for one in self.invoices.values():
            if not one.is_factored or day < one.issued or one.closed(by=day) is not None:
                continue
            terms = self.factor(one)
            if terms.recourse_days is not None:
                due_back = one.due + terms.recourse_days
                if (self.rolled(due_back) if self.first <= due_back <= self.last else due_back) <= day:
                    continue
            total += one.gross * round(min(terms.advance, 1 - terms.fund) * 1_000_000) // 1_000_000
        return total

    def borne_by_factor(self, one: Invoice) -> bool:
        """Return whether a factor bears the loss of an invoice."""
        return one.is_factored and self.factor(one).recourse_days is None

    def lost(self, since: int, until: int, by_factor: bool) -> list[tuple[int, int, int]]:
        """Return what was written off between two days: day, cents, why."""
        return [
            (day, cents, ref % 2**20)
            for one in self.invoices.values()
            for day, kind, cents, ref, _ in one.story
            if kind == Kind.WRITTEN_OFF and since <= day <= until and self.borne_by_factor(one) == by_factor
        ]

    def factor_cost(self, day: int) -> float:
        """Return the factor's commission and interest of a day, cents."""
        terms = self.balance_on(day).factoring
        return self.total(Kind.FACTORED, day, day) * terms.commission + self.financed(day) * terms.financing_rate / 360

    def insurer_cost(self, day: int) -> float:
        """Return the insurer's premium of a day less what it pays on it, cents."""
        balance = self.balance_on(day)
        cost = self.sales(day, day) / (1 + balance.vat_rate) * balance.insurance.premium
        for when, cents, why in self.lost(self.first, day, by_factor=False):
            then = self.balance_on(when)
            if why == 1 and self.rolled(min(when + then.insurance.delay_days, self.last + 1)) == day:
                cost -= cents / (1 + then.vat_rate) * then.insurance.cover
        return cost

    def tax_back(self, since: int, until: int) -> int:
        """Return the tax of bad debt that comes back between two days, a factor's losses left out."""
        return sum(
            cents
            for one in self.invoices.values()
            for day, kind, cents, _, _ in one.story
            if kind == Kind.VAT_BACK and since <= day <= until and not self.borne_by_factor(one)
        )

    def received(self, since: int, until: int) -> int:
        """Return what customers brought to the bank between two days, less what went back."""
        brought = (Kind.PAID, Kind.INTEREST, Kind.OVERPAID)
        taken = (Kind.REJECTED, Kind.REFUNDED)
        return sum(self.total(kind, since, until) for kind in brought) - sum(
            self.total(kind, since, until) for kind in taken
        )

    def in_suspense(self, day: int) -> int:
        """Return what the bank holds of customers and no invoice knows of, cents."""
        held = self.total(Kind.OVERPAID, self.first, day) - self.total(Kind.REFUNDED, self.first, day)
        for one in self.invoices.values():
            held += sum(cents for when, kind, cents, _, _ in one.story if kind == Kind.PAID and when <= day)
            held -= one.sum_up_to(day, Kind.APPLIED)
        return held

    # ------------------------------------------------------------------------------------------------------------ the firm

    def balance_on(self, day: int) -> FirmBalance:
        """Return the balance in force."""
        return self.firm if day >= self.start else self.firm.until_start

    def purchases(self) -> tuple[dict[int, float], dict[int, float]]:
        """Return what is bought on each day, before tax, and the stock held at its end, from a long time before the first."""
        cost = {}
        for day in range(self.first, self.last + 1):
            balance = self.balance_on(day)
            cost[day] = self.total(Kind.ORDERED, day, day) * balance.purchase_ratio / (1 + balance.vat_rate)
        history = self.start - self.first
        known = min(90, history) if history else 90
        sample = [cost[day] for day in range(self.first, min(self.first + known, self.last + 1))]
        past = sum(sample) / len(sample)
        bought, held = {}, {}
        stock = past * self.firm.until_start.inventory_days
        year = 365 * past
        for day in range(self.first - 500, self.last + 1):
            sold = cost.get(day, past)
            year += sold - cost.get(day - 365, past)
            target = year / 365 * self.balance_on(day).inventory_days
            bought[day] = max(target - (stock - sold), 0.0)
            stock += bought[day] - sold
            held[day] = stock
        return bought, held

    def payment_day(self, day: int) -> int:
        """Return the day on which what was bought on a day is paid."""
        day += self.balance_on(day).dpo_days
        return self.rolled(day) if self.first <= day <= self.last else day

    def taxed(self, day: int, cents: float) -> float:
        """Return an amount with the tax of its day."""
        return cents * (1 + self.balance_on(day).vat_rate)

    def bfr(self, day: int) -> float:
        """Return the working capital need, EUR."""
        bought, held = self.purchases()
        owed = sum(self.taxed(one, c) for one, c in bought.items() if one <= day and self.payment_day(one) > day)
        unbilled = self.total(Kind.ORDERED, self.first, day) - self.sales(self.first, day)
        return (held[day] + self.receivables(day) + unbilled - owed) / 100

    def cash(self) -> dict[int, float]:
        """Return the cash at the end of each day from the start, EUR."""
        bought, _ = self.purchases()
        cash, result = self.firm.opening_cash, {}
        paid: dict[int, float] = defaultdict(float)
        for day, cents in bought.items():
            paid[self.payment_day(day)] += self.taxed(day, cents)
        for day in range(self.start, self.last + 1):
            cash += (self.received(day, day) + self.tax_back(day, day)) / 100
            cash -= (self.contact_cents(day, day) + self.total(Kind.CHARGED, day, day) + paid[day]) / 100
            cash += (self.financed(day) - self.financed(day - 1)) / 100
            cash += sum(cents for _, cents, _ in self.lost(day, day, by_factor=True)) / 100
            cash -= (self.factor_cost(day) + self.insurer_cost(day)) / 100
            ahead = day + 1
            while (
                to_date(ahead).month == to_date(day).month
                and not self.calendar.is_business[ahead - self.calendar.first]
            ):
                ahead += 1
            is_business = self.calendar.is_business[day - self.calendar.first]
            if is_business and to_date(ahead).month != to_date(day).month:
                cash -= self.firm.fixed_monthly_outflow
            result[day] = cash
        return result

    def owed_between(self, day: int, begin: Kind, end: Kind) -> int:
        """Return what is still owed of invoices of which one kind of event is told, and another not yet."""
        return sum(one.still_owed(day) for one in self.invoices.values() if one.is_between(day, begin, end))

    def of_cash(self, day: int) -> dict[str, float]:
        """Return what is read on the path of the cash up to a day, from the start on."""
        path = [(round(cash, 2), one) for one, cash in self.cash().items() if one <= day]
        lowest, when = min(path, default=(NAN, 0))
        return {
            "cash_end": path[-1][0] if path else NAN,
            "cash_min": lowest,
            "cash_min_week": (when - self.start) // 7 + 1 if path else NAN,
            "overdraft_days": sum(cash < 0 for cash, _ in path) if path else NAN,
            "breach_probability": float(lowest < 0) if path else NAN,
            "financing_cost": sum(self.factor_cost(one) for _, one in path) / 100 if path else NAN,
        }

    def values(self, day: int) -> dict[str, float]:
        """Return every indicator as of a day."""

        def share(part: float, whole: float) -> float:
            return part / whole if whole > 0 else NAN

        owed, overdue = self.receivables(day), self.receivables(day, 1)
        due, due_cents, late, late_cents = self.due_and_late(day)
        cleared = self.cleared(day)
        paid_cents = sum(one.gross for one, _ in cleared)
        count_back = self.count_back(day, owed)[0]
        since = self.window(day)
        window = range(since, day + 1)
        in_plans = self.owed_between(day, Kind.PLANNED, Kind.LAPSED)
        disputed = self.owed_between(day, Kind.NOTED, Kind.SETTLED)
        told = [row for row in self.rows if since <= row[0] <= day]
        credited = [(row[4], row[5] % 2**20) for row in told if row[1] == Kind.CREDITED]
        handed = sum(1 for row in told if row[1] == Kind.HANDED and row[5] in (1, 2))
        kept, broken = self.total(Kind.KEPT, since, day), self.total(Kind.BROKEN, since, day)
        charged = self.total(Kind.CHARGED, since, day) / 100
        hours = self.minutes(day) / 60
        wished = self.total(Kind.ORDERED, since, day) + self.total(Kind.LOST, since, day)
        return {
            "dso_simple": self.simple(owed, day),
            "dso_count_back": count_back,
            "dso_count_back_monthly": self.count_back_monthly(day),
            "dso_best_possible": self.simple(owed - overdue, day),
            "average_days_delinquent": self.simple(overdue, day),
            "order_to_cash_days": self.billing_delay(day) + count_back,
            "ar_balance": owed / 100,
            "overdue": overdue / 100,
            "not_due": (owed - overdue) / 100,
            "overdue_ratio": share(overdue, owed),
            "ageing_1_30": (overdue - self.receivables(day, 31)) / 100,
            "ageing_31_60": (self.receivables(day, 31) - self.receivables(day, 61)) / 100,
            "ageing_61_90": (self.receivables(day, 61) - self.receivables(day, 91)) / 100,
            "ageing_over_90": self.receivables(day, 91) / 100,
            "overdue_excluding_plans": (overdue - in_plans) / 100,
            "dispute_ratio": share(disputed, owed),
            "suspense": self.in_suspense(day) / 100,
            "weighted_days_to_pay": share(sum(one.gross * (when - one.issued) for one, when in cleared), paid_cents),
            "weighted_days_late": share(sum(one.gross * (when - one.due) for one, when in cleared), paid_cents),
            "late_share": share(late, due),
            "late_share_amount": share(late_cents, due_cents),
            "collection_effectiveness_index": self.effectiveness(day),
            "right_party_contact_rate": share(self.count(day, Kind.TALKED), self.count(day, Kind.RANG, Kind.TALKED)),
            "touches_per_invoice": share(self.count(day, Kind.REMINDED, Kind.CALLED), self.count(day, Kind.ISSUED)),
            "hours_spent": hours,
            "cost_to_collect": self.contact_cents(since, day) / 100 + charged + hours * self.firm.cost_per_hour,
            "recovery_cost": charged,
            "hours_matching": sum(row[5] for row in told if row[1] == Kind.CLERKED) / 60,
            "hours_disputes": sum(row[5] for row in told if row[1] == Kind.TAKEN) / 60,
            "promise_kept_rate": share(kept, kept + broken),
            "plans_lapsed": self.total(Kind.LAPSED, since, day) / 100,
            "wrongful_touches": self.count(day, Kind.WRONGFUL),
            "settled_before_legal": max(1 - handed / late, 0.0) if late else NAN,
            "bad_debt_ratio": share(sum(x[1] for x in self.lost(since, day, by_factor=False)), self.sales(since, day)),
            "credit_notes": sum(cents for cents, why in credited if why == 1) / 100,
            "discount_cost": sum(cents for cents, why in credited if why == 2) / 100,
            "lost_sales": self.total(Kind.LOST, since, day) / 100,
            "goodwill": share(wished - sum(row[4] for row in told if row[1] == Kind.LOST and row[5] == 1), wished),
            "late_fees": self.total(Kind.INTEREST, since, day) / 100,
            "cash_dso": self.count_back(day, owed - self.financed(day))[0],
            "factoring_cost": sum(self.factor_cost(one) for one in window) / 100,
            "insurance_cost": sum(self.insurer_cost(one) for one in window) / 100,
            "bfr": self.bfr(day),
            "cash_conversion_cycle": count_back + self.firm.inventory_days - self.firm.dpo_days,
            "value_of_a_day": self.sales(since, day) / 100 / (day - since + 1),
            **self.of_cash(day),
        }
