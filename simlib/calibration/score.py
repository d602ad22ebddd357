"""The score of a customer: the chance that an invoice on its terms is paid more than thirty days late, and how well that ranks customers.

The score is read off the hazards learned, in closed form. It is tried as it would have been used: learned from the ledger up to a day, held
against the invoices issued after it. Its quality is the area under the ROC curve: the chance that of two invoices, one paid more than
thirty days late and one not, the first is of the customer with the higher score. Its interval redraws customers, not invoices: the invoices
of one customer are alike.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from simlib.calibration.book import Book, Float, Int, lay_out, usable_names
from simlib.calibration.calendars import calendar_over
from simlib.calibration.chance import Chance, chance_of
from simlib.calibration.learned import Learned
from simlib.calibration.runs import run_days
from simlib.days import NEVER

if TYPE_CHECKING:
    from simlib.readers import Imported

VERY_LATE = 30
"""Calendar days after the due day beyond which an invoice is a risk come true; as in the table of customers."""

HELD_OUT = 0.3
SHORTEST, LONGEST = 60, 270
"""Share of the ledger's days held out, and bounds of them in days; the last thirty show nothing yet."""

MOST_INVOICES = 20_000
"""Invoices beyond which a sample of customers is tried."""

FEWEST = 10
"""Invoices very late, and others, below which nothing is told."""

REDRAWS = 400


@dataclass(frozen=True)
class HeldOut:
    """How well the score ranks customers on months that it was not learned from.

    Attributes:
        auc, low, high: Area under the ROC curve with its 90 % interval.
        invoices, late: Invoices tried, and those paid more than thirty days late or still open then.
        since: First day held out.
    """

    auc: float
    low: float
    high: float
    invoices: int
    late: int
    since: int

    def evidence(self) -> dict[str, Any]:
        """Return it as the scenario's field `evidence` holds it."""
        rounded = {"risk_auc": self.auc, "risk_auc_low": self.low, "risk_auc_high": self.high}
        return {name: round(value, 4) for name, value in rounded.items()} | {"risk_invoices": self.invoices}


def risks(learned: Learned) -> Float:
    """Return each customer's chance that an invoice on its terms is paid more than thirty days late; float64 [customers]."""
    week = calendar_over(learned.book, learned.calendar).week_length
    hazards, waits = learned.hazards, _waits(learned)
    terms = np.array([one.days for one in learned.own_terms], dtype=np.float64)
    before = np.rint(np.maximum(terms - learned.transmission_days, 0.0) * week / 7.0).astype(np.int64)
    last = round(VERY_LATE * week / 7.0)
    rates = hazards.rates
    days = np.arange(-int(before.max(initial=0)), last + 1)
    daily = rates[:, hazards.bins.index(days)] * (days[None, :] >= -before[:, None])
    survival = np.exp(-np.cumsum(daily, axis=1))
    place = np.clip(last - np.arange(int(waits.max()) + 1), days[0], last) - days[0]
    by_wait = np.cumsum(survival[:, place], axis=1) / (1.0 + np.arange(place.size))
    return np.asarray(by_wait[np.arange(waits.size), waits])


def _waits(learned: Learned) -> Int:
    """Return the longest wait of each customer from approval to its payment run, in business days: the usual gap less one."""
    calendar = calendar_over(learned.book, learned.calendar)
    waits = np.zeros(len(learned.runs), dtype=np.int64)
    chosen = [place for place, run in enumerate(learned.runs) if not run.is_any]
    open_days = int(calendar.is_business.sum())
    for place, is_run in zip(chosen, run_days([learned.runs[one] for one in chosen], calendar), strict=True):
        waits[place] = round(open_days / max(int(is_run.sum()), 1)) - 1
    return waits


def held_out(imported: "Imported", book: Book, learn: Callable[[Book], Learned]) -> HeldOut | None:
    """Return how well the score ranks customers on the last months of a ledger; None where these are too few to tell.

    Args:
        imported: The ledger as read.
        book: The same, laid out; nothing after its last day is read.
        learn: Learns from the books of a day.
    """
    whole = _sample(book)
    days = whole.as_of - whole.first
    since = whole.as_of - int(np.clip(HELD_OUT * days, SHORTEST, LONGEST)) - VERY_LATE
    mine = usable_names(imported.invoices["customer_id"]).isin(list(whole.customers))
    if since - whole.first < SHORTEST or not mine.any():
        return None
    before = lay_out(imported.invoices[mine], imported.payments, since - 1)
    if int(before.paid.sum()) < FEWEST:
        return None
    known = learn(before)
    score_of = dict(zip(before.customers, risks(known).tolist(), strict=True))
    tried = (whole.issue >= since) & (whole.due + VERY_LATE < whole.as_of) & (whole.gone == NEVER)
    tried &= np.array([name in score_of for name in whole.customers], dtype=np.bool_)[whole.customer]
    late = tried & (whole.cleared > whole.due + VERY_LATE)
    if min(int(late.sum()), int((tried & ~late).sum())) < FEWEST:
        return None
    customers = len(whole.customers)
    score = np.array([score_of.get(name, 0.0) for name in whole.customers])
    bad = np.bincount(whole.customer[late], minlength=customers).astype(np.float64)
    good = np.bincount(whole.customer[tried & ~late], minlength=customers).astype(np.float64)
    chance = chance_of(0, since)
    redrawn = [_redrawn(score, bad, good, chance) for _ in range(REDRAWS)]
    low, high = np.nanquantile(redrawn, (0.05, 0.95))
    return HeldOut(auc(score, bad, good), float(low), float(high), int(tried.sum()), int(late.sum()), since)


def _redrawn(score: Float, bad: Float, good: Float, chance: Chance) -> float:
    """Return the area with the customers drawn anew, with replacement; NaN where one of the kinds is missing."""
    times = np.bincount(chance.integers(0, score.size, score.size), minlength=score.size)
    if not (bad * times).any() or not (good * times).any():
        return float("nan")
    return auc(score, bad * times, good * times)


def auc(score: Float, bad: Float, good: Float) -> float:
    """Return the chance that a bad one has a higher score than a good one, ties counting half.

    >>> auc(np.array([0.1, 0.2, 0.3]), np.array([0.0, 1.0, 1.0]), np.array([1.0, 1.0, 0.0]))
    0.875
    """
    _, place = np.unique(score, return_inverse=True)
    bads, goods = np.bincount(place, bad), np.bincount(place, good)
    below = np.cumsum(goods) - goods
    return float((bads * (below + 0.5 * goods)).sum() / (bads.sum() * goods.sum()))


def _sample(book: Book) -> Book:
    """Return the book of some customers only, every n-th, where there are too many invoices to try."""
    every = -(-book.issue.size // MOST_INVOICES)
    if every == 1:
        return book
    return book.of_customers(np.arange(0, len(book.customers), every))
