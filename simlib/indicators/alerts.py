"""Alerts: what deserves a look, read from an event log as indicators are: a date, a customer or the firm, a rule, a value, a threshold.

An alert is raised on the day on which its value reaches the threshold, not on each day on which it stays there, and not again for the same
customer before some quiet days have passed. Only days from `Watched.since` on raise alerts; what happened before counts as the past. What
the treasury watches enters through `cash_alerts`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from simlib.days import BusinessCalendar
from simlib.indicators.indicator import CENTS, Unit, Words
from simlib.ledger.events import Column, Kind
from simlib.scenario.alerts import Alerts

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

FIRM = -1
"""In place of a customer: the whole firm."""

A_TRIFLE = 1e-12
"""What keeps a share that is exactly a threshold from falling short of it in binary."""

OWED = {Kind.ISSUED: 1, Kind.OPENED: 1, Kind.REJECTED: 1, Kind.APPLIED: -1, Kind.CREDITED: -1, Kind.WRITTEN_OFF: -1}
"""What each event adds to what a customer owes in the books."""

EXPOSED = {Kind.ORDERED: 1, **OWED, Kind.ISSUED: 0}
"""What each adds to what credit control watches: orders count from the day on which they are accepted."""

CLEARING = (Kind.PAID, Kind.CREDITED, Kind.WRITTEN_OFF, Kind.REJECTED)


@dataclass(frozen=True)
class Rule:
    """A rule of alerts.

    Attributes:
        name: Its name in tables.
        unit: What value and threshold count.
        label_words: Its name on a page.
        help_words: One sentence that says when it is raised.
    """

    name: str
    unit: Unit
    label_words: Words
    help_words: Words

    def label(self, language: str) -> str:
        """Return the name on a page."""
        return self.label_words.in_language(language)

    def help(self, language: str) -> str:
        """Return the sentence that says when it is raised."""
        return self.help_words.in_language(language)


FIRST_DELAY = Rule(
    "first_delay",
    Unit.DAYS,
    Words("First delay", "Premier retard"),
    Words(
        "A customer that always paid on time leaves an invoice unpaid past its due date.",
        "Un client qui a toujours payé à l'heure laisse une facture impayée après l'échéance.",
    ),
)
LIMIT_USED = Rule(
    "limit_used",
    Unit.SHARE,
    Words("Credit limit used", "Limite de crédit utilisée"),
    Words(
        "What a customer owes and has ordered reaches a share of its credit limit.",
        "L'encours et les commandes d'un client atteignent une part de sa limite de crédit.",
    ),
)
BROKEN_PROMISE = Rule(
    "broken_promise",
    Unit.MONEY,
    Words("Broken promise", "Promesse rompue"),
    Words("A customer did not pay what it had promised.", "Un client n'a pas payé ce qu'il avait promis."),
)
CONCENTRATION = Rule(
    "concentration",
    Unit.SHARE,
    Words("Concentration", "Concentration"),
    Words(
        "One customer owes a large share of the receivables.",
        "Un seul client doit une grande part de l'encours.",
    ),
)
CASH_BELOW_MINIMUM = Rule(
    "cash_below_minimum",
    Unit.MONEY,
    Words("Cash below its minimum", "Trésorerie sous son minimum"),
    Words("Cash falls below the minimum set.", "La trésorerie passe sous le minimum fixé."),
)

RULES = (FIRST_DELAY, LIMIT_USED, BROKEN_PROMISE, CONCENTRATION, CASH_BELOW_MINIMUM)
"""All rules, in the order of alerts of one day."""


class Alert(NamedTuple):
    """One alert.

    Attributes:
        day: Day on which it is raised.
        rule: The rule.
        customer: Index of the customer, `FIRM` where it is about the whole firm.
        value: What was found: days, EUR or a share.
        threshold: From where on it is an alert.
    """

    day: int
    rule: Rule
    customer: int
    value: float
    threshold: float


@dataclass(frozen=True, eq=False)
class Watched:
    """A ledger that is watched.

    Attributes:
        events: int64 ``[n, 10]``, columns of `Column`.
        limits: int64 per customer, its credit limit in cents; 0 where it has none.
        calendar: Business days, for the due days that roll.
        since: First day that may raise alerts.
        last: Last day read.
    """

    events: Integers
    limits: Integers
    calendar: BusinessCalendar
    since: int
    last: int

    def of(self, *kinds: Kind) -> Integers:
        """Return the events of some kinds up to the last day, in the order of days."""
        rows = self.events
        rows = rows[np.isin(rows[:, Column.KIND], kinds) & (rows[:, Column.DAY] <= self.last)]
        return rows[np.argsort(rows[:, Column.DAY], kind="stable")]

    def rolled(self, due: Integers) -> Integers:
        """Return due days rolled to business days; days that the calendar does not know stay."""
        place = due - self.calendar.first
        known = (place >= 0) & (due <= self.calendar.last)
        return np.where(known, self.calendar.next_business[np.where(known, place, 0)], due)


def alerts(watched: Watched, thresholds: Alerts) -> tuple[Alert, ...]:
    """Return the alerts of a ledger, by day, rule and customer."""
    return in_order(
        (
            *first_delays(watched, thresholds),
            *limits_used(watched, thresholds),
            *broken_promises(watched, thresholds),
            *concentrations(watched, thresholds),
        )
    )


def in_order(found: Iterable[Alert]) -> tuple[Alert, ...]:
    """Return alerts by day, rule and customer; those of the treasury may be among them."""
    return tuple(sorted(found, key=lambda one: (one.day, RULES.index(one.rule), one.customer, one.threshold)))


# ---------------------------------------------------------------------------------------------------------------- the rules


def first_delays(watched: Watched, thresholds: Alerts) -> Iterator[Alert]:
    """Yield the first delay of each customer that had paid enough invoices on time, and none late.

    An invoice is late as `late_share` has it: the bank lacks something of it at the end of its due day, rolled to a business day. A direct
    debit that comes back later makes it late from then on.
    """
    entered = watched.of(Kind.ISSUED, Kind.OPENED)
    entered = entered[entered[:, Column.GROSS] > 0]
    told = _stories(watched.of(*CLEARING))
    latest = watched.rolled(entered[:, Column.DUE_ON]) + thresholds.first_delay_days - 1
    delays: dict[int, list[tuple[int, int]]] = {}
    paid: dict[int, list[int]] = {}
    for row, until in zip(entered.tolist(), latest.tolist(), strict=True):
        customer = row[Column.CUSTOMER]
        story = told.get((customer, row[Column.INVOICE]), [])
        late = _late_on(story, max(until, row[Column.DAY] - 1))
        if late is not None and late <= watched.last:
            delays.setdefault(customer, []).append((late, row[Column.DUE_ON]))
        in_time = next((day for day, kind, unpaid in story if unpaid == 0), None)
        if in_time is not None and in_time <= until and any(kind == Kind.PAID for _, kind, _ in story):
            paid.setdefault(customer, []).append(in_time)
    for customer, of_customer in delays.items():
        day, due = min(of_customer)
        proofs = sum(one < day for one in paid.get(customer, []))
        if day >= watched.since and proofs >= thresholds.first_delay_invoices:
            yield Alert(day, FIRST_DELAY, customer, float(day - due), float(thresholds.first_delay_days))


def _stories(rows: Integers) -> dict[tuple[int, int], list[tuple[int, int, int]]]:
    """Return, per invoice, day, kind and what the bank lacked after each event that could clear it."""
    told: dict[tuple[int, int], list[tuple[int, int, int]]] = {}
    for row in rows.tolist():
        event = row[Column.DAY], row[Column.KIND], row[Column.OPEN]
        told.setdefault((row[Column.CUSTOMER], row[Column.INVOICE]), []).append(event)
    return told


def _late_on(story: Sequence[tuple[int, int, int]], until: int) -> int | None:
    """Return the day from which an invoice is late that must be cleared by the end of a day; None if it never is."""
    state = [unpaid for day, _, unpaid in story if day <= until]
    if not state or state[-1] > 0:
        return until + 1
    return next((day + 1 for day, _, unpaid in story if day > until and unpaid > 0), None)


def limits_used(watched: Watched, thresholds: Alerts) -> Iterator[Alert]:
    """Yield each threshold of its credit limit that what a customer owes and has ordered reaches; of several on one day, the highest."""
    moves = _moves(watched, EXPOSED)
    for customer in np.flatnonzero(watched.limits > 0).tolist():
        days, cents = moves.get(customer, ([], []))
        used = np.cumsum(cents) / watched.limits[customer]
        reached = _crossings(days, used, thresholds.limit_levels, watched.since, thresholds.quiet_days)
        for day, value, level in reached:
            yield Alert(day, LIMIT_USED, customer, value, level)


def broken_promises(watched: Watched, thresholds: Alerts) -> Iterator[Alert]:
    """Yield the promises broken, of the amount asked for and more."""
    for row in watched.of(Kind.BROKEN).tolist():
        amount = row[Column.AMOUNT] / CENTS
        if row[Column.DAY] >= watched.since and amount >= thresholds.broken_promise_amount:
            yield Alert(row[Column.DAY], BROKEN_PROMISE, row[Column.CUSTOMER], amount, thresholds.broken_promise_amount)


def concentrations(watched: Watched, thresholds: Alerts) -> Iterator[Alert]:
    """Yield the customers that come to owe a large share of the receivables."""
    moves = _moves(watched, OWED)
    if not moves:
        return
    by_day: dict[int, list[tuple[int, int]]] = {}
    for customer, (days, cents) in moves.items():
        for day, amount in zip(days, cents, strict=True):
            by_day.setdefault(max(day, watched.since), []).append((customer, amount))
    owed = np.zeros(max(moves) + 1, dtype=np.int64)
    is_above = np.zeros(owed.size, dtype=np.bool_)
    raised = np.full(owed.size, -(2**40), dtype=np.int64)
    for day in sorted(by_day):
        for customer, amount in by_day[day]:
            owed[customer] += amount
        total = int(owed.sum())
        now = owed + A_TRIFLE * total >= thresholds.concentration * total if total > 0 else np.zeros_like(is_above)
        for customer in np.flatnonzero(now & ~is_above & (day - raised >= thresholds.quiet_days)).tolist():
            raised[customer] = day
            yield Alert(day, CONCENTRATION, customer, float(owed[customer] / total), thresholds.concentration)
        is_above = now


def cash_alerts(first: int, cash: Floats, minimum: float, quiet_days: int, since: int | None = None) -> Iterator[Alert]:
    """Yield the days on which cash falls below its minimum: what the treasury's own path of cash adds to the alerts.

    Args:
        first: Day of the first value.
        cash: EUR at the end of each day.
        minimum: What it must not fall below.
        quiet_days: Days during which the alert is not repeated.
        since: First day that may raise alerts; the first of all where it is not given.
    """
    days = range(first, first + len(cash))
    below = (np.asarray(cash) < minimum).astype(np.float64)
    for day, _, _ in _crossings(days, below, (1.0,), first if since is None else max(first, since), quiet_days):
        yield Alert(day, CASH_BELOW_MINIMUM, FIRM, float(cash[day - first]), minimum)


# ---------------------------------------------------------------------------------------------------------------- the parts


def _moves(watched: Watched, sign_of: dict[Kind, int]) -> dict[int, tuple[list[int], list[int]]]:
    """Return, per customer, the days on which a balance moves and by how many cents, in order."""
    rows = watched.of(*(kind for kind, sign in sign_of.items() if sign))
    signs = np.zeros(len(Kind), dtype=np.int64)
    for kind, sign in sign_of.items():
        signs[kind] = sign
    cents = signs[rows[:, Column.KIND]] * rows[:, Column.AMOUNT]
    moves: dict[int, tuple[list[int], list[int]]] = {}
    for customer, day, amount in zip(
        rows[:, Column.CUSTOMER].tolist(), rows[:, Column.DAY].tolist(), cents.tolist(), strict=True
    ):
        days, amounts = moves.setdefault(customer, ([], []))
        if days and days[-1] == day:
            amounts[-1] += amount
        else:
            days.append(day)
            amounts.append(amount)
    return moves


def _crossings(
    days: Sequence[int], values: Floats, levels: Sequence[float], since: int, quiet_days: int
) -> Iterator[tuple[int, float, float]]:
    """Yield the days on which a moving value comes to a level, with value and level; all that was before `since` is one move."""
    raised = dict.fromkeys(levels, -(2**40))
    before = 0
    later = int(np.searchsorted(np.asarray(days), since, side="right"))
    for place in range(max(later - 1, 0), len(days)):
        day, value = max(days[place], since), float(values[place])
        reached = int(np.searchsorted(levels, value + A_TRIFLE, side="right"))
        if reached > before:
            level = levels[reached - 1]
            if day - raised[level] >= quiet_days:
                raised[level] = day
                yield day, value, level
        before = reached
