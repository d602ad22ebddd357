"""Due dates, which a FEC does not tell: from the terms given, else from the days on which customers pay."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from simlib.errors import ImportFailure
from simlib.readers.table import Bool, Int, shown
from simlib.rules.terms import TermsRule, due_day

_LONGEST = 180
_PUNCTUAL = 2
"""Days after the due day, rolled over the weekend, on which a payment still counts as made on it."""
_FEWEST_POOL, _FEWEST_OWN = 30, 8
_CLEAR_POOL, _CLEAR_OWN, _CLEARLY_BETTER = 0.08, 0.3, 0.15
"""Shares of payments made on the due day: to believe terms of all, of one customer, and by how much these must be better."""
_PRIOR = 6.0
"""Payments that the customers together weigh against a customer's own."""
_SATURDAY, _WEEK, _THURSDAY = 5, 7, 3

GIVEN, OWN, POOL, ASSUMED = "given", "own", "pool", "assumed"


class Terms(NamedTuple):
    """A rule of the due date and its days."""

    rule: TermsRule
    days: int

    def __str__(self) -> str:
        """Return the terms as they are written: `net30`, `eom45`, `45eom`."""
        if self.rule is TermsRule.NET:
            return f"net{self.days}"
        return f"eom{self.days}" if self.rule is TermsRule.END_OF_MONTH_THEN_DAYS else f"{self.days}eom"


def _all(rule: TermsRule, *days: int) -> tuple[Terms, ...]:
    return tuple(Terms(rule, one) for one in days)


CANDIDATES: tuple[Terms, ...] = (
    *_all(TermsRule.NET, 30, 45, 60, 15, 10, 0, 8, 14, 20, 90),
    *_all(TermsRule.END_OF_MONTH_THEN_DAYS, 30, 45, 15, 0, 10, 60),
    *_all(TermsRule.DAYS_THEN_END_OF_MONTH, 30, 45, 60),
)
"""Terms that payments may show, the usual ones first."""

USUAL = CANDIDATES[0]
"""Terms that are assumed where nothing tells any."""

_WRITTEN = re.compile(r"(net|eom|fdm)\s*(\d{1,3})|(\d{1,3})\s*(eom|fdm)", re.ASCII)


def read_terms(text: str) -> Terms:
    """Return terms as a user writes them.

    Raises:
        ImportFailure: They are none.

    >>> [str(read_terms(text)) for text in ("net30", "EOM 45", "45fdm")]
    ['net30', 'eom45', '45eom']
    """
    match = _WRITTEN.fullmatch(text.strip().lower())
    days = int(match[2] or match[3]) if match else 0
    if match is None or days > _LONGEST:
        raise ImportFailure(
            f"terms {shown(text)} are none; write net30 (30 days), eom45 (end of the month, then 45 days) or 45eom (45 days, "
            f"then the end of the month), up to {_LONGEST} days"
        )
    if match[1] == "net":
        return Terms(TermsRule.NET, days)
    return Terms(TermsRule.END_OF_MONTH_THEN_DAYS if match[1] else TermsRule.DAYS_THEN_END_OF_MONTH, days)


def due_days(issue: Int, terms: Terms) -> Int:
    """Return the due day of each day of issue."""
    days, back = np.unique(issue, return_inverse=True)
    return np.array([due_day(int(day), int(terms.rule), terms.days) for day in days], dtype=np.int64)[back]


@dataclass(frozen=True)
class CustomerTerms:
    """The terms of each customer, and how they are known.

    Attributes:
        of: Terms by customer index.
        source: `given`, learned from the customer's `own` payments or from the `pool` of all, or `assumed`.
        punctual: Share of the payments seen that fall on the due day, None where none is seen.
    """

    of: tuple[Terms, ...]
    source: tuple[str, ...]
    punctual: float | None

    def due(self, customer: Int, issue: Int) -> Int:
        """Return the due day of each invoice."""
        due = issue.copy()
        index = {terms: place for place, terms in enumerate(dict.fromkeys(self.of))}
        kind = np.array([index[terms] for terms in self.of], dtype=np.int64)[customer]
        for terms, place in index.items():
            mine = kind == place
            due[mine] = due_days(issue[mine], terms)
        return due


def terms_of(
    customers: Sequence[str], customer: Int, issue: Int, paid_on: Int, given: Terms | None, table: Mapping[str, Terms]
) -> CustomerTerms:
    """Return the terms of every customer.

    Args:
        customers: Their ids.
        customer: Per invoice known to be paid, its customer.
        issue: When it was issued.
        paid_on: When it was paid.
        given: The terms of all whom the table does not name.
        table: Terms by customer.
    """
    pool, hits = USUAL, _hits(issue, paid_on)
    pool_hits = hits.mean(axis=1) if issue.size else np.zeros(len(CANDIDATES))
    is_clear = given is None and issue.size >= _FEWEST_POOL and float(pool_hits.max()) >= _CLEAR_POOL
    if is_clear:
        pool = CANDIDATES[int(np.argmax(pool_hits))]
    own = _own(customer, len(customers), hits, pool_hits, pool) if given is None else [None] * len(customers)
    of, source = [], []
    for name, learned in zip(customers, own, strict=True):
        if name in table:
            chosen, why = table[name], GIVEN
        elif given is not None:
            chosen, why = given, GIVEN
        else:
            chosen, why = learned or pool, OWN if learned else POOL if is_clear else ASSUMED
        of.append(chosen)
        source.append(why)
    found = CustomerTerms(tuple(of), tuple(source), None)
    if not issue.size:
        return found
    return CustomerTerms(found.of, found.source, float(np.mean(_is_punctual(found.due(customer, issue), paid_on))))


def _own(
    customer: Int, customers: int, hits: Bool, pool_hits: npt.NDArray[np.float64], pool: Terms
) -> list[Terms | None]:
    """Return the terms that a customer's own payments show; None where they show none but those of all."""
    times = np.bincount(customer, minlength=customers)
    found = np.stack([np.bincount(customer[hit], minlength=customers) for hit in hits])
    score = (found + _PRIOR * pool_hits[:, None]) / (times + _PRIOR)
    best = np.argmax(score, axis=0)
    every = np.arange(customers)
    share = found[best, every] / np.maximum(times, 1)
    clear = (times >= _FEWEST_OWN) & (share >= _CLEAR_OWN)
    clear &= score[best, every] >= score[CANDIDATES.index(pool)] + _CLEARLY_BETTER
    return [CANDIDATES[int(place)] if is_clear else None for place, is_clear in zip(best, clear, strict=True)]


def _hits(issue: Int, paid_on: Int) -> Bool:
    """Return whether each invoice is paid on the due day of each candidate; shape [candidates, invoices]."""
    return np.stack([_is_punctual(due_days(issue, terms), paid_on) for terms in CANDIDATES])


def _is_punctual(due: Int, paid_on: Int) -> Bool:
    """Return which payments fall on the due day, or on the Monday after it, or until two days later."""
    weekday = (due + _THURSDAY) % _WEEK
    late = paid_on - np.where(weekday >= _SATURDAY, due + _WEEK - weekday, due)
    punctual: Bool = (late >= 0) & (late <= _PUNCTUAL)
    return punctual
