"""Terms: which rule of the due date explains each customer's invoices."""

from dataclasses import dataclass

import numpy as np

from simlib.calibration.book import Book, Bool, Float, Int
from simlib.days import to_date, to_day
from simlib.rules.terms import TermsRule, end_of_month

LONGEST = 400
"""Days beyond which a delay between issue and due day is no term."""


@dataclass(frozen=True)
class Terms:
    """A rule of the due date, its days, and the share of invoices that it explains to the day."""

    rule: TermsRule
    days: int
    share: float


def learn_terms(book: Book) -> tuple[tuple[Terms, ...], tuple[Terms, ...]]:
    """Return the terms of each segment and of each customer."""
    net = np.clip(book.due - book.issue, 0, LONGEST)
    ends = _month_ends(book.issue)
    after_end = np.where((book.due >= ends) & (book.due - ends <= LONGEST), book.due - ends, -1)
    falls_on_end = _month_ends(book.due) == book.due
    order = np.argsort(book.customer, kind="stable")
    bounds = np.searchsorted(book.customer[order], np.arange(len(book.customers) + 1))
    of_customer = tuple(
        _terms(net[rows], after_end[rows], falls_on_end[rows], book.issue[rows], book.due[rows])
        for rows in np.split(order, bounds[1:-1])
    )
    of_segment = tuple(
        _terms(net[rows], after_end[rows], falls_on_end[rows], book.issue[rows], book.due[rows])
        for rows in (np.flatnonzero(book.segment == group) for group in range(len(book.segments)))
    )
    return of_segment, of_customer


def _month_ends(days: Int) -> Int:
    """Return the last day of each day's month."""
    unique, back = np.unique(days, return_inverse=True)
    return np.array([end_of_month(int(day)) for day in unique], dtype=np.int64)[back]


def _terms(net: Int, after_end: Int, falls_on_end: Bool, issue: Int, due: Int) -> Terms:
    """Return the rule that explains most of some invoices, the simplest where several do."""
    days, share = _commonest(net)
    best = Terms(TermsRule.NET, days, share)
    days, share = _commonest(after_end)
    if days >= 0 and share > best.share:
        best = Terms(TermsRule.END_OF_MONTH_THEN_DAYS, days, share)
    if float(np.mean(falls_on_end)) > best.share:
        days, share = _days_before_end(issue, due)
        if share > best.share:
            best = Terms(TermsRule.DAYS_THEN_END_OF_MONTH, days, share)
    return best


def _commonest(days: Int) -> tuple[int, float]:
    """Return the commonest number of days and its share; the smallest of several."""
    values, counts = np.unique(days, return_counts=True)
    place = int(np.argmax(counts))
    return int(values[place]), float(counts[place] / days.size)


def _days_before_end(issue: Int, due: Int) -> tuple[int, float]:
    """Return the days that, counted before going to the month's end, explain most due days, and their share.

    Each invoice allows a month of values; among those that explain most, a multiple of five is taken before others.
    """
    last = due - issue
    month_begins = np.array([to_day(to_date(int(day)).replace(day=1)) for day in due], dtype=np.int64)
    first = np.maximum(month_begins - issue, 0)
    candidates = np.arange(0, min(int(last.max()), LONGEST) + 1)
    hits: Float = ((candidates[:, None] >= first[None, :]) & (candidates[:, None] <= last[None, :])).mean(axis=1)
    best = np.flatnonzero(hits >= hits.max() - 1e-12)
    round_ones = best[best % 5 == 0]
    chosen = int(round_ones[0] if round_ones.size else best[0])
    return chosen, float(hits[chosen])
