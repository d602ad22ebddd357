"""Who is to have which letter, and about what: what the table of customers says is next, and the invoices open in the books."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from simlib.days import to_date
from simlib.engine.lowering import lower
from simlib.errors import ReportError, ScenarioError
from simlib.ledger.events import FACTORED_MARK, Column, Kind
from simlib.ledger.log import EventLog
from simlib.rules.cash import FIXED_FEE, late_fee
from simlib.rules.channels import CHANNEL_NAMES, Channel
from simlib.running.customers import Action, Teller
from simlib.running.events import log_of
from simlib.running.standing import Customer, Invoice, standing
from simlib.scenario import Scenario

BEFORE_DUE, FORMAL_NOTICE, RECEIPT = "before_due", "formal_notice", "receipt"
REMINDERS = ("reminder_1", "reminder_2", "reminder_3")
KINDS = (FORMAL_NOTICE, *reversed(REMINDERS), BEFORE_DUE, RECEIPT)
"""Letters there are, the firmest first."""

WRITTEN = ("email", "letter", "statement")
"""Channels of steps for which a reminder is written; people call by themselves, and a text message needs no letter."""

LATE = (30, 60)
"""Days late beyond which the second and the last reminder stand for those that a ledger does not tell of."""

LAW_IS_IN = "EUR"


@dataclass(frozen=True)
class Item:
    """An invoice in a letter, amounts in cents.

    Attributes:
        number: Its number.
        issued: When it was issued.
        due: When it was, or is, due.
        days_late: Days since then; 0 where it is not due yet.
        open: What is open of it.
        interest: Late interest up to the date of the letter.
        paid: What was received, in a receipt.
        paid_on: When.
    """

    number: str
    issued: datetime.date
    due: datetime.date
    days_late: int
    open: int
    interest: int = 0
    paid: int = 0
    paid_on: datetime.date | None = None


@dataclass(frozen=True)
class Draft:
    """A letter to be written.

    Attributes:
        kind: Which one of `KINDS`.
        customer: To whom.
        segment: Of which segment it is.
        date: The date on it.
        items: The invoices it is about, oldest first.
        rate: Late interest a year.
    """

    kind: str
    customer: str
    segment: str
    date: datetime.date
    items: tuple[Item, ...]
    rate: float

    @property
    def open(self) -> int:
        """What is open, in cents."""
        return sum(one.open for one in self.items)

    @property
    def paid(self) -> int:
        """What was received, in cents."""
        return sum(one.paid for one in self.items)

    @property
    def interest(self) -> int:
        """Late interest, in cents."""
        return sum(one.interest for one in self.items)

    @property
    def fees(self) -> int:
        """The flat fee for costs of recovery, once for each late invoice, in cents."""
        return FIXED_FEE * sum(one.days_late > 0 for one in self.items)


def letters_due(
    scenario: Scenario,
    *,
    at: int | None = None,
    days: int = 7,
    kinds: Sequence[str] = KINDS,
    replication: int = 0,
    engine: str = "auto",
    seed: int | None = None,
) -> list[Draft]:
    """Return the letters of a week: reminders that are due in the days to come, receipts for the days gone by.

    Who is to be written to is what the table of customers says is next. A reminder is the first, a further or the last one by what its
    oldest overdue invoice has been reminded of, and what its plan has left; for an invoice of an opening book, whose ledger tells no
    reminders, by how late it is: the second beyond 30 days, the last beyond 60. What is disputed, in an instalment plan, handed over or
    promised is not reminded of; a formal notice follows the last reminder, and is given once.

    Args:
        scenario: The firm; at the start of one learned from a ledger, its customers are the real ones.
        at: The day, and the date on the letters; the start where it is not given.
        days: How many days to look ahead for reminders, and back for receipts.
        kinds: Letters wanted, of `KINDS`.
        replication: Number of the world.
        engine: ``auto``, ``compiled`` or ``reference``.
        seed: Seed of the draws; the scenario's own where it is not given.

    Raises:
        ScenarioError: The scenario cannot be used, or the day is not simulated.
        ReportError: There is no such letter, or the law that they are written after does not know the scenario's currency.
    """
    if unknown := [kind for kind in kinds if kind not in KINDS]:
        raise ReportError(f"no letter is called {unknown[0]!r}; there are: {', '.join(KINDS)}")
    if scenario.currency != LAW_IS_IN:
        raise ReportError(
            f"{scenario.name}: letters are in EUR, after French law; the scenario is in {scenario.currency}"
        )
    brief = lower(scenario, seed=seed)
    day = brief.start if at is None else at
    if not brief.first <= day < brief.end:
        raise ScenarioError(
            f"{scenario.name}: {to_date(day)} is not simulated; ask for a day from {to_date(brief.first)} to {to_date(brief.end - 1)}"
        )
    log = log_of(brief, replication, engine)
    drafter = _Drafter(log, Teller(scenario, brief, replication, day), days, float(scenario.policy.late_fees.rate))
    drafts = [drafter.reminder(one) for one in standing(log.rows, len(log.customers), day)]
    drafts += drafter.receipts()
    wanted = [one for one in drafts if one is not None and one.kind in kinds]
    return sorted(wanted, key=lambda one: (KINDS.index(one.kind), -one.open - one.paid, one.customer))


def _reminders(one: Invoice) -> int:
    """Return how often an invoice was reminded of since it was due."""
    return sum(day > one.due_on for day, _ in one.touches)


class _Drafter:
    """Drafts the letters of one day."""

    def __init__(self, log: EventLog, teller: Teller, days: int, rate: float) -> None:
        self.log, self.teller, self.rate = log, teller, rate
        self.day, self.days = teller.day, days

    def reminder(self, customer: Customer) -> Draft | None:
        """Return what a customer is to be written about what it owes; None where that is nothing now."""
        late = [one for one in customer.overdue(self.day) if one.is_waiting]
        kind = self._overdue(customer, late) if late else None
        if kind is not None:
            return self._draft(kind, customer.place, [self._item(one) for one in late])
        if late or self._action(customer) != Action.NOTHING:
            return None
        coming = [one for one in customer.invoices.values() if one.is_waiting and self._is_before(customer, one)]
        coming.sort(key=lambda one: (one.due_on, one.ordinal))
        return self._draft(BEFORE_DUE, customer.place, [self._item(one) for one in coming]) if coming else None

    def _overdue(self, customer: Customer, late: list[Invoice]) -> str | None:
        """Return the letter about what is overdue; None where none is due now, or where words have to wait."""
        action = self._action(customer)
        noticed = any(touch[1] == Channel.FORMAL_NOTICE for one in late for touch in one.touches)
        if action == Action.ESCALATE:
            return None if noticed else FORMAL_NOTICE
        if action not in (Action.REMIND, Action.NEXT_STEP):
            return None
        soon = {self._soon(customer, one) for one in late}
        if FORMAL_NOTICE in soon and not noticed:
            return FORMAL_NOTICE
        if soon & set(WRITTEN) or not self._is_planned(customer, late[0]):
            return REMINDERS[self._rank(customer, late[0])]
        return None

    def _is_planned(self, customer: Customer, oldest: Invoice) -> bool:
        """Return whether an invoice was reminded of since it was due, or will be."""
        return _reminders(oldest) > 0 or bool(self.teller.steps(customer, oldest))

    def _rank(self, customer: Customer, oldest: Invoice) -> int:
        """Return which reminder it is: the first, a further one, or the last of its plan.

        What a ledger does not tell of an invoice that was open when it ended, lateness tells.
        """
        if _reminders(oldest) == 0:
            is_of_the_book = oldest.ordinal < -1
            return sum(self.day - oldest.due_on > bound for bound in LATE) if is_of_the_book else 0
        to_come = [step for step in self.teller.steps(customer, oldest) if CHANNEL_NAMES[step.channel] in WRITTEN]
        return 1 if len(to_come) > 1 else 2

    def _action(self, customer: Customer) -> Action:
        """Return the next action of the table of customers; who is at the limit of its credit is reminded all the same."""
        return self.teller.action(customer, customer.overdue(self.day), None)

    def _is_before(self, customer: Customer, one: Invoice) -> bool:
        """Return whether the next step of an invoice's plan comes in these days, is a written one, and comes before its due date."""
        steps = self.teller.steps(customer, one)
        return self._soon(customer, one) in WRITTEN and steps[0].day <= one.due_on

    def _soon(self, customer: Customer, one: Invoice) -> str | None:
        """Return the channel of the next step of an invoice's plan, where it comes in these days."""
        steps = self.teller.steps(customer, one)
        return CHANNEL_NAMES[steps[0].channel] if steps and steps[0].day <= self.day + self.days else None

    def _item(self, one: Invoice) -> Item:
        days_late = max(0, self.day - one.due_on)
        return Item(
            number=self.log.invoice_id(one.customer, one.ordinal),
            issued=to_date(one.issued_on),
            due=to_date(one.due_on),
            days_late=days_late,
            open=one.unpaid,
            interest=late_fee(one.unpaid, days_late, self.rate, 0),
        )

    def receipts(self) -> list[Draft]:
        """Return receipts for what the bank received in the days gone by, less what came back or went to a factor."""
        rows = self.log.rows
        recent = rows[(rows[:, Column.DAY] > self.day - self.days) & (rows[:, Column.DAY] <= self.day)].tolist()
        back = {(row[Column.CUSTOMER], row[Column.INVOICE]) for row in recent if row[Column.KIND] == Kind.REJECTED}
        found: dict[int, list[Item]] = {}
        for row in recent:
            customer, ordinal = row[Column.CUSTOMER], row[Column.INVOICE]
            if row[Column.KIND] != Kind.PAID or row[Column.REF] >= FACTORED_MARK or (customer, ordinal) in back:
                continue
            item = Item(
                number=self.log.invoice_id(customer, ordinal),
                issued=to_date(row[Column.ISSUED_ON]),
                due=to_date(row[Column.DUE_ON]),
                days_late=0,
                open=row[Column.OPEN],
                paid=row[Column.AMOUNT],
                paid_on=to_date(row[Column.DAY]),
            )
            found.setdefault(customer, []).append(item)
        return [self._draft(RECEIPT, customer, items) for customer, items in found.items()]

    def _draft(self, kind: str, place: int, items: Sequence[Item]) -> Draft:
        name, segment = self.log.customers[place], self.log.segments[place]
        return Draft(kind, name, segment, to_date(self.day), tuple(items), self.rate)
