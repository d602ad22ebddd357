"""Waits: spells told day by day, one row per business day on which an invoice could have been approved.

Only customers that pay on any day are told: of those that pay in runs nobody sees the day of approval.
"""

from dataclasses import dataclass

import numpy as np

from simlib.calibration.book import Bool, Float, Int
from simlib.calibration.calendars import calendar_over
from simlib.calibration.hazards import Hazards
from simlib.calibration.learned import Learned
from simlib.calibration.spells import Spells, spells_of
from simlib.days import BusinessCalendar
from simlib.rules.payment import ATOM


@dataclass(frozen=True)
class Waits:
    """Days at risk, those of one spell one after the other.

    Attributes:
        spells: The spells told.
        spell: int64, place of the spell.
        lateness, number: int64, lateness of the day and its number among the business days of the calendar.
        event: Whether the invoice was approved that day.
        is_atom: Whether the day meets the due day's atom.
        rate: float64, daily hazard learned of the customer that day, at the pace of its time.
        begins: int64 per spell, its first row; one more for the end of the last.
    """

    spells: Spells
    spell: Int
    lateness: Int
    number: Int
    event: Bool
    is_atom: Bool
    rate: Float
    begins: Int

    @property
    def customer(self) -> Int:
        """Customer of each day."""
        return self.spells.customer[self.spell]

    @property
    def segment(self) -> Int:
        """Segment of each day."""
        return self.spells.segment[self.spell]


def waits_of(learned: Learned, most: int, lowest: int, highest: int) -> tuple[Waits, BusinessCalendar]:
    """Return the days at risk between two latenesses, and the calendar that numbers them.

    Args:
        learned: What was learned.
        most: Days beyond which only those of every n-th customer are told.
        lowest: First lateness told.
        highest: Last lateness told.
    """
    book, calendar = learned.book, calendar_over(learned.book, learned.calendar)
    spells = spells_of(
        book,
        calendar,
        transmission_days=learned.transmission_days,
        seen_from=learned.seen_from,
        trend=learned.trend,
    )
    any_day = np.array([run.is_any for run in learned.runs], dtype=np.bool_)
    spells = spells.of(any_day[spells.customer])
    length = _lengths(spells, lowest, highest)
    every = -(-int(length.sum()) // most)
    if every > 1:
        spells = spells.of(spells.customer % every == 0)
        length = _lengths(spells, lowest, highest)
    return _told(spells, length, learned.hazards, lowest, _due_numbers(learned, calendar, spells)), calendar


def _lengths(spells: Spells, lowest: int, highest: int) -> Int:
    """Return how many days of each spell lie between two latenesses."""
    length: Int = np.maximum(np.minimum(spells.exit, highest) - np.maximum(spells.entry, lowest) + 1, 0)
    return length


def _due_numbers(learned: Learned, calendar: BusinessCalendar, spells: Spells) -> Int:
    """Return the number of the business day from which each spell's lateness counts."""
    rolled = calendar.next_business[learned.book.due[spells.invoice] - calendar.first]
    numbers: Int = calendar.business_before[rolled - calendar.first]
    return numbers


def _told(spells: Spells, length: Int, hazards: Hazards, lowest: int, due: Int) -> Waits:
    """Return the days of spells."""
    begins = np.concatenate(([0], np.cumsum(length))).astype(np.int64)
    spell = np.repeat(np.arange(len(spells), dtype=np.int64), length)
    lateness = np.maximum(spells.entry, lowest)[spell] + np.arange(spell.size) - begins[spell]
    is_atom = (lateness == ATOM) | (spells.late_receipt[spell] & (lateness == spells.entry[spell]))
    bins = np.where(is_atom, hazards.bins.atom, hazards.bins.index(lateness))
    return Waits(
        spells=spells,
        spell=spell,
        lateness=lateness,
        number=due[spell] + lateness,
        event=spells.event[spell] & (lateness == spells.exit[spell]),
        is_atom=is_atom,
        rate=hazards.rates[spells.customer[spell], bins] * spells.speed[spell],
        begins=begins,
    )
