"""Shifts: customers that keep to their own usual lateness, so many days before or after the others.

Where customers differ by a delay rather than by a speed, a customer's hazards are its group's curve moved by its own number of days. The
curve is counted from all customers, each moved back by its shift, and smoothed; shifts are normal across customers and known up to what was
seen of each. The due day stays where it is: it is left out here and keeps a hazard of its own.
"""

import math
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from simlib.calibration.book import Float, Int
from simlib.calibration.counting import CAP, DayBins
from simlib.calibration.spells import Bins, Spells
from simlib.jit import kernel
from simlib.rules.payment import ATOM

ROUNDS = 12
SILVERMAN = 0.9
"""Rule of thumb for smoothing: this x the standard deviation x n^(-1/5); B. W. Silverman, Density Estimation (1986), section 3.4.2."""

REACH = 8
"""Weeks: largest shift considered, either way."""

LEAST_HAZARD = 1e-5

MOST_SPELLS = 60_000
"""Spells that the curve is learned from, those of every so manieth customer; more add nothing that shows."""


@dataclass(frozen=True)
class Shifts:
    """A curve of daily hazards and each customer's shift.

    Attributes:
        lowest: Lateness, less the shift, of the curve's first day.
        curve: float64, daily hazard.
        shift: float64 [customers], business days.
        spread: Standard deviation of the shifts across customers.
    """

    lowest: int
    curve: Float
    shift: Float
    spread: float

    def rows(self, bins: Bins, week: int, atom: Float) -> Float:
        """Return each customer's hazards by bin, float64 [customers, bins], the due day's as given per customer."""
        edges = [bins.starts[0] - REACH * week, *bins.starts, bins.starts[-1] + 3 * week]
        known = np.arange(self.lowest, self.lowest + self.curve.size)
        rows = np.empty((self.shift.size, len(bins)))
        for place in range(len(bins)):
            at = np.arange(edges[place], edges[place + 1])[None, :] - self.shift[:, None]
            rows[:, place] = np.interp(at, known, self.curve).mean(axis=1)
        rows[:, bins.atom] = atom
        return np.minimum(rows, CAP)


@kernel
def _count_shifted(
    customer: Int,
    entry: Int,
    clear: Int,
    exit_: Int,
    event: npt.NDArray[np.bool_],
    speed: Float,
    shift: Int,
    lowest: int,
    events: Float,
    exposure: Float,
) -> None:
    """Add each spell's days and event to the curve's counts, moved by the customer's shift; the due day is left out."""
    for i in range(customer.size):
        move = shift[customer[i]] + lowest
        for lateness in range(entry[i], clear[i] + 1):
            if lateness != ATOM:
                exposure[lateness - move] += speed[i]
        width = exit_[i] - clear[i]
        if not event[i] or (width == 1 and exit_[i] == ATOM):
            continue
        if clear[i] < ATOM <= exit_[i]:
            width -= 1
        left = 1.0
        for lateness in range(clear[i] + 1, exit_[i] + 1):
            if lateness != ATOM:
                left -= 1.0 / width
                events[lateness - move] += 1.0 / width
                exposure[lateness - move] += 1.0 / width + max(left, 0.0) * speed[i]


@kernel
def _fit_shifted(
    customer: Int,
    entry: Int,
    clear: Int,
    exit_: Int,
    event: npt.NDArray[np.bool_],
    speed: Float,
    lowest: int,
    cumulated: Float,
    struck: Float,
    shifts: Int,
    fit: Float,
) -> None:
    """Add the log likelihood of each spell under each shift to `fit` [customers, shifts]; the due day is left out.

    `struck` is the log of the chance of approval on each day of the curve, which one day at the usual speed needs and no more.
    """
    for i in range(customer.size):
        for k in range(shifts.size):
            move = shifts[k] + lowest
            before = cumulated[clear[i] + 1 - move] - cumulated[entry[i] - move]
            during = cumulated[exit_[i] + 1 - move] - cumulated[clear[i] + 1 - move]
            if entry[i] <= ATOM <= exit_[i]:
                due_day = cumulated[ATOM + 1 - move] - cumulated[ATOM - move]
                if clear[i] >= ATOM:
                    before -= due_day
                else:
                    during -= due_day
            fit[customer[i], k] -= before * speed[i]
            if event[i] and clear[i] + 1 == exit_[i] != ATOM and speed[i] == 1.0:
                fit[customer[i], k] += struck[exit_[i] - move]
            elif event[i] and during > 1e-12:
                fit[customer[i], k] += math.log(-math.expm1(-during * speed[i]))


def learn_shifts(spells: Spells, days: DayBins, week: int, customers: int) -> Shifts:
    """Return the curve and shifts that make the spells most likely.

    Args:
        spells: Spells of one group.
        days: Bins over all spells; gives the span of lateness.
        week: Business days in a week.
        customers: Number of all customers; those without spells get the mean shift.
    """
    reach = REACH * week
    lowest = days.lowest - reach - 1
    span = days.table.size + 2 * reach + 2
    candidates = np.arange(-reach, reach + 1, dtype=np.int64)
    entry = np.where(spells.late_receipt, spells.entry + 1, spells.entry)
    clear = np.maximum(spells.clear, entry - 1)
    exit_ = np.maximum(spells.exit, clear)
    event = spells.event & (exit_ > clear)
    whole = replace(spells, entry=entry, clear=clear, exit=exit_, event=event)
    told = np.unique(spells.customer)
    learned_from = told[:: max(-(-len(spells) // MOST_SPELLS), 1)]
    part = whole.of(np.isin(spells.customer, learned_from))
    shift = np.zeros(customers)
    centre, spread = 0.0, float(week)
    curve = np.full(span, LEAST_HAZARD)

    def weights(seen: Spells) -> Float:
        fit = np.zeros((customers, candidates.size))
        spell = (seen.customer, seen.entry, seen.clear, seen.exit, seen.event, seen.speed)
        cumulated, struck = np.concatenate(([0.0], np.cumsum(curve))), np.log(-np.expm1(-curve))
        _fit_shifted(*spell, lowest, cumulated, struck, candidates, fit)
        fit -= 0.5 * ((candidates - centre) / spread) ** 2
        likely = np.exp(fit - fit.max(axis=1, keepdims=True))
        return np.asarray(likely / likely.sum(axis=1, keepdims=True))

    for number in range(ROUNDS):
        events, exposure = np.zeros(span), np.zeros(span)
        moves = np.rint(shift).astype(np.int64)
        _count_shifted(
            part.customer, part.entry, part.clear, part.exit, part.event, part.speed, moves, lowest, events, exposure
        )
        bell = _bell(events, week)
        smooth_events, smooth_exposure = np.convolve(events, bell, "same"), np.convolve(exposure, bell, "same")
        share = np.divide(smooth_events, smooth_exposure, out=np.zeros(span), where=smooth_exposure > 1e-6)
        curve = np.clip(-np.log1p(-np.minimum(share, 1.0 - 1e-9)), LEAST_HAZARD, CAP)
        weight = weights(whole if number == ROUNDS - 1 else part)
        shift = weight @ candidates
        if learned_from.size:
            centre = float(shift[learned_from].mean())
            second = float((weight[learned_from] @ (candidates.astype(np.float64) - centre) ** 2).mean())
            spread = max(math.sqrt(second), 0.5)
    return Shifts(lowest, curve, shift, spread)


def _bell(events: Float, week: int) -> Float:
    """Return the weights of smoothing that suit some events by day, a week at most."""
    days = np.arange(events.size)
    total = max(float(events.sum()), 1.0)
    centre = float((events * days).sum()) / total
    deviation = math.sqrt(float((events * (days - centre) ** 2).sum()) / total)
    width = min(max(SILVERMAN * deviation * math.exp(-0.2 * math.log(total)), 0.3), float(week))
    reach = np.arange(-math.ceil(4.0 * width), math.ceil(4.0 * width) + 1)
    bell = np.exp(-0.5 * np.square(reach / width))
    return np.asarray(bell / bell.sum())
