"""Counting: events and days at risk per customer and bin, the heart of calibration.

A day of a spell is a day at risk, counted as many times as the hazards of its time are quick; the day of approval is
one with an event. Where an approval is only known to lie between two payment runs, it is shared among the days of the
interval in proportion to the probability of each under the present hazards.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from simlib.calibration.book import Float, Int
from simlib.calibration.spells import Bins, Spells
from simlib.jit import kernel

CAP = 4.0
"""Largest daily hazard: beyond it a day without approval is less likely than one in fifty."""


@dataclass(frozen=True)
class Counts:
    """Events and days at risk, float64 [customers, bins]."""

    events: Float
    exposure: Float

    def by_group(self, group: Int, groups: int) -> "Counts":
        """Return the counts summed over groups of customers."""
        events = np.zeros((groups, self.events.shape[1]))
        exposure = np.zeros_like(events)
        np.add.at(events, group, self.events)
        np.add.at(exposure, group, self.exposure)
        return Counts(events, exposure)


def daily_hazard_of(events: Float, exposure: Float) -> Float:
    """Return -log(1 - events / exposure), at most `CAP`; 0 where nothing was at risk.

    >>> daily_hazard_of(np.array([60.0]), np.array([100.0])).round(4).tolist()
    [0.9163]
    """
    share = np.divide(events, exposure, out=np.zeros_like(events), where=exposure > 0.0)
    return np.minimum(-np.log1p(-np.minimum(share, 1.0 - 1e-12)), CAP)


@dataclass(frozen=True)
class DayBins:
    """The bin of each lateness as a table: `table[lateness - lowest]`, clamped at both ends."""

    lowest: int
    table: Int
    atom: int

    @classmethod
    def over(cls, bins: Bins, spells: Spells) -> "DayBins":
        """Return the table that covers a set of spells."""
        lowest = min(int(spells.entry.min()), bins.starts[0]) - 1
        highest = max(int(spells.exit.max()), bins.starts[-1]) + 1
        return cls(lowest, bins.index(np.arange(lowest, highest + 1, dtype=np.int64)), bins.atom)


@kernel
def _count(
    customer: Int,
    entry: Int,
    clear: Int,
    exit_: Int,
    event: npt.NDArray[np.bool_],
    late_receipt: npt.NDArray[np.bool_],
    speed: Float,
    lowest: int,
    table: Int,
    atom: int,
    rates: Float,
    events: Float,
    exposure: Float,
    doubt: Float,
) -> None:
    """Add each spell's days and event to `events` and `exposure` [customers, bins], under daily `rates` [customers, bins].

    `doubt` [customers, bins] receives what the intervals leave unknown: the variance of the number of events of each bin.
    """
    share = np.zeros(table.size)
    in_bin = np.zeros(rates.shape[1])
    for i in range(customer.size):
        c = customer[i]
        for lateness in range(entry[i], clear[i] + 1):
            place = atom if late_receipt[i] and lateness == entry[i] else table[lateness - lowest]
            exposure[c, place] += speed[i]
        if not event[i]:
            continue
        width = exit_[i] - clear[i]
        if width == 1:
            place = atom if late_receipt[i] and exit_[i] == entry[i] else table[exit_[i] - lowest]
            exposure[c, place] += 1.0
            events[c, place] += 1.0
            continue
        survival, total = 1.0, 0.0
        in_bin[:] = 0.0
        for k in range(width):
            lateness = clear[i] + 1 + k
            place = atom if late_receipt[i] and lateness == entry[i] else table[lateness - lowest]
            quiet = math.exp(-max(rates[c, place] * speed[i], 1e-9))
            share[k] = survival * (1.0 - quiet)
            total += share[k]
            survival *= quiet
        left = 1.0
        for k in range(width):
            lateness = clear[i] + 1 + k
            place = atom if late_receipt[i] and lateness == entry[i] else table[lateness - lowest]
            part = share[k] / total
            exposure[c, place] += part + (left - part) * speed[i]
            events[c, place] += part
            in_bin[place] += part
            left = max(0.0, left - part)
        for place in range(in_bin.size):
            doubt[c, place] += in_bin[place] * (1.0 - in_bin[place])


def count(spells: Spells, days: DayBins, rates: Float) -> tuple[Counts, Float]:
    """Return events and days at risk per customer and bin, and what intervals leave unknown.

    Args:
        spells: What was seen.
        days: Bin of each lateness.
        rates: float64 [customers, bins], the daily hazards under which intervals are shared out.
    """
    shape = rates.shape
    events, exposure, doubt = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    _count(
        spells.customer,
        spells.entry,
        spells.clear,
        spells.exit,
        spells.event,
        spells.late_receipt,
        spells.speed,
        days.lowest,
        days.table,
        days.atom,
        np.ascontiguousarray(rates),
        events,
        exposure,
        doubt,
    )
    return Counts(events, exposure), doubt
