"""What a FEC says besides its invoices: how they were led to their payments, on which terms, how long suppliers wait."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from simlib.readers.fec.entries import Nature
from simlib.readers.fec.items import Items
from simlib.readers.fec.matching import Matches, Way
from simlib.readers.fec.terms import CustomerTerms, due_days, read_terms
from simlib.readers.fec.years import Year
from simlib.readers.notices import Cents, Labelled, Notice, Share
from simlib.readers.table import Int

COMPARED = ("net30", "net45", "net60", "eom30", "eom45")
"""Terms under which what is overdue is shown beside."""

TAKEN = "taken"
"""Stands for the terms taken, among others."""

_DAYS_PER_YEAR = 365


@dataclass(frozen=True)
class Matched:
    """Invoices that were led to payments and credits in one way.

    Attributes:
        invoices: Those of which most was.
        cents: What was, of all invoices.
        share: Its share of all invoices' amount.
    """

    invoices: int
    cents: int
    share: float


@dataclass(frozen=True)
class Payables:
    """What the suppliers' accounts say.

    Attributes:
        balance: Cents owed to suppliers in the end.
        purchases: Cents, with tax, bought in the last year.
        days: DPO: the balance over the purchases of a day; None without purchases.
        days_to_pay: Mean days from purchase to payment, by amount, of what is paid; None where nothing is.
    """

    balance: int
    purchases: int
    days: float | None
    days_to_pay: float | None


@dataclass(frozen=True)
class FecReport:
    """What a FEC says besides its tables.

    Attributes:
        years: First and last day of each.
        balance: Cents on the customers' accounts in the end.
        matched: By way of matching.
        loose: Cents of receipts that pay no invoice.
        customers: Ids of the customers.
        terms: The terms of each customer.
        overdue: Cents past due in the end, under the terms taken and under others.
        payables: Suppliers; None without such accounts.
        last: The last day.
    """

    years: tuple[Year, ...]
    balance: int
    matched: Mapping[Way, Matched]
    loose: int
    customers: tuple[str, ...]
    terms: CustomerTerms
    overdue: Mapping[str, int]
    payables: Payables | None
    last: int

    def to_json(self) -> dict[str, object]:
        """Return the report as plain values, amounts in currency units."""
        return {
            "matched": {
                way.name.lower(): {"invoices": one.invoices, "amount": one.cents / 100, "share": round(one.share, 4)}
                for way, one in self.matched.items()
            },
            "receipts_unallocated": self.loose / 100,
            "terms": {
                "customers": dict(Counter(map(str, self.terms.of)).most_common()),
                "source": dict(Counter(self.terms.source).most_common()),
                "paid_on_due_day": None if self.terms.punctual is None else round(self.terms.punctual, 4),
                "overdue": {name: cents / 100 for name, cents in self.overdue.items()},
            },
            "payables": None
            if self.payables is None
            else {
                "balance": self.payables.balance / 100,
                "purchases": self.payables.purchases / 100,
                "dpo": None if self.payables.days is None else round(self.payables.days, 1),
                "days_to_pay": None if self.payables.days_to_pay is None else round(self.payables.days_to_pay, 1),
            },
        }

    def notices(self) -> list[Notice]:
        """Return the report as lines to read."""
        of = self.matched
        lines = [
            Notice(
                "reader.fec.matched",
                lettering=Share(of[Way.LETTERING].share),
                amount=Share(of[Way.SAME_AMOUNT].share),
                fifo=Share(of[Way.FIRST_IN_FIRST_OUT].share),
                open=Share(of[Way.OPEN].share),
            )
        ]
        usual = Counter(map(str, self.terms.of)).most_common(1)
        if usual:
            source = Counter(self.terms.source)
            lines.append(
                Notice(
                    "reader.fec.terms",
                    usual=usual[0][0],
                    customers=usual[0][1],
                    all=len(self.terms.of),
                    given=source["given"],
                    own=source["own"],
                    pool=source["pool"],
                    assumed=source["assumed"],
                )
            )
            others = tuple((name, cents) for name, cents in self.overdue.items() if name != TAKEN)
            taken = Cents(self.overdue[TAKEN])
            lines.append(Notice("reader.fec.overdue", taken=taken, others=Labelled(others)))
        if self.payables is not None and self.payables.days is not None:
            lines.append(
                Notice(
                    "reader.fec.dpo",
                    days=round(self.payables.days),
                    balance=Cents(self.payables.balance),
                    purchases=Cents(self.payables.purchases),
                )
            )
        return lines


def matched(items: Items, matches: Matches) -> dict[Way, Matched]:
    """Return, way by way, what of the invoices was met."""
    debts = items.adds & (items.nature != Nature.CASH)
    cents = np.zeros((len(Way), len(items)), dtype=np.int64)
    np.add.at(cents, (matches.way, matches.debit), matches.cents)
    cents[Way.OPEN] = np.where(debts, matches.left, 0)
    cents[:, ~debts] = 0
    main = np.argmax(cents, axis=0)
    whole = int(items.cents[debts].sum())
    return {
        way: Matched(
            invoices=int(np.count_nonzero(debts & (main == way))),
            cents=int(cents[way].sum()),
            share=int(cents[way].sum()) / whole if whole else 0.0,
        )
        for way in Way
    }


def overdue(items: Items, matches: Matches, due: Int, last: int) -> dict[str, int]:
    """Return the cents past due on the last day under the terms taken, and under others for comparison."""
    trade = items.adds & (items.nature != Nature.CASH)
    issue, left = items.issue[trade], matches.left[trade]
    late = {TAKEN: int(left[due[trade] < last].sum())}
    return late | {name: int(left[due_days(issue, read_terms(name)) < last].sum()) for name in COMPARED}


def payables(items: Items, matches: Matches, first: int, last: int) -> Payables | None:
    """Return what the items of suppliers say of the year that ends on the last day, or of the time since the first one."""
    if not len(items):
        return None
    bought = items.adds & (items.nature == Nature.TRADE) & (items.day > last - _DAYS_PER_YEAR)
    sent_back = ~items.adds & (items.nature == Nature.TRADE) & (items.day > last - _DAYS_PER_YEAR)
    purchases = int(items.cents[bought].sum()) - int(items.cents[sent_back].sum())
    days = min(_DAYS_PER_YEAR, last - first + 1)
    paid = (items.nature[matches.debit] == Nature.TRADE) & (items.nature[matches.credit] == Nature.CASH)
    cents = matches.cents[paid].astype(np.float64)
    wait = (items.day[matches.credit] - items.issue[matches.debit])[paid]
    return Payables(
        balance=items.balance,
        purchases=purchases,
        days=items.balance / purchases * days if purchases > 0 else None,
        days_to_pay=float((wait * cents).sum() / cents.sum()) if cents.size else None,
    )
