"""The table that a treasurer reads: weeks or months side by side, from opening to closing, mean over worlds beside its band.

One table serves terminal, JSON, notebook, figures and Excel, so that all of them show the same digits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from simlib.days import month_ends
from simlib.scenario import Scenario
from simlib.treasury.variance_forecast import WEEK, Forecast

Values = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

CENTS = 100.0
WEEKS = 13
MONTHS = 12
FLOWS = ("receipts", "disbursements", "financing")
"""Parts of the table that flow, in its order."""


class Planned(Protocol):
    """What is asked of a cash plan: cents by world and day, positive in the direction of their part of the table."""

    @property
    def scenario(self) -> Scenario:
        """The scenario planned."""

    @property
    def replications(self) -> int:
        """Number of worlds."""

    @property
    def days(self) -> npt.NDArray[np.datetime64]:
        """Days from the first to the last."""

    @property
    def opening(self) -> Integers:
        """Cash at the opening of each day, int64 ``[R, days]``."""

    @property
    def closing(self) -> Integers:
        """Cash at the end of each day."""

    @property
    def receipts(self) -> Mapping[str, Integers]:
        """What comes, by kind."""

    @property
    def disbursements(self) -> Mapping[str, Integers]:
        """What goes, by kind."""

    @property
    def financing(self) -> Mapping[str, Integers]:
        """What is lent less what is paid back, by kind."""

    @property
    def minimum_cash(self) -> float:
        """Cash that is to be held, EUR."""

    @property
    def overdraft_limit(self) -> float:
        """What the account may be overdrawn by, EUR."""

    @property
    def floor(self) -> float:
        """The cash below which there is a breach, EUR: minimum less overdraft."""

    def bfr(self, days: Integers) -> Values:
        """Return the working capital need at the end of some days, EUR ``[R, n]``."""


class Band(NamedTuple):
    """An amount over worlds, by period: mean and quantiles, EUR."""

    mean: Values
    p10: Values
    p50: Values
    p90: Values


@dataclass(frozen=True, eq=False)
class Sheet:
    """A table of periods that follow one another.

    Attributes:
        plan: What it is read from.
        starts: First day of each period.
        ends: Last day of each period.
        flows: Mean of what flows in each period, EUR, by part and kind.
        opening: Cash at the opening of each period.
        closing: Cash at the end of each period.
        lowest: Cash at the end of the lowest day of each period.
        breach: Share of worlds in which cash is under its floor at the end of some day of the period.
        bfr: Working capital need at the end of each period, where it was asked for.
    """

    plan: Planned
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    flows: dict[str, dict[str, Values]]
    opening: Band
    closing: Band
    lowest: Band
    breach: Values
    bfr: Band | None = None

    @property
    def periods(self) -> int:
        """Number of periods."""
        return len(self.starts)

    def total(self, part: str) -> Values:
        """Return the sum of a part in each period."""
        return np.asarray(np.sum([*self.flows[part].values(), np.zeros(self.periods)], axis=0), dtype=np.float64)

    @property
    def headroom(self) -> Values:
        """What cash has at the end of each period above its floor."""
        return np.asarray(self.closing.mean - self.plan.floor, dtype=np.float64)


def weeks(plan: Planned, count: int = WEEKS) -> Sheet:
    """Return the weeks from the start of a plan, fewer where it is shorter."""
    first, last = _span(plan)
    whole = min(count, (last - first + 1) // WEEK)
    starts = tuple(first + WEEK * number for number in range(whole))
    return _sheet(plan, starts, tuple(start + WEEK - 1 for start in starts), with_bfr=False)


def months(plan: Planned, count: int = MONTHS) -> Sheet:
    """Return the months from the start of a plan, with the working capital need at the end of each."""
    first, last = _span(plan)
    ends = [*month_ends(first, last)][:count] or [last]
    starts = (first, *(end + 1 for end in ends[:-1]))
    return _sheet(plan, starts, tuple(ends), with_bfr=True)


def forecast_of(plan: Planned) -> Forecast:
    """Return all weeks of a plan as a forecast to be held against what comes: means, to the cent."""
    first, last = _span(plan)
    sheet = weeks(plan, (last - first + 1) // WEEK)
    rows = {
        (part, kind): tuple(int(cents) for cents in np.rint(values * CENTS))
        for part in FLOWS
        for kind, values in sheet.flows[part].items()
    }
    return Forecast(plan.scenario.name, first, rows)


def _span(plan: Planned) -> tuple[int, int]:
    days = plan.days.astype("datetime64[D]").astype(np.int64)
    return int(days[0]), int(days[-1])


def _sheet(plan: Planned, starts: Sequence[int], ends: Sequence[int], *, with_bfr: bool) -> Sheet:
    first, _ = _span(plan)
    begins, stops = np.array(starts) - first, np.array(ends) - first
    spans = [slice(begin, stop + 1) for begin, stop in zip(begins, stops, strict=True)]
    lowest = np.stack([plan.closing[:, span].min(axis=1) for span in spans], axis=1)
    return Sheet(
        plan,
        tuple(starts),
        tuple(ends),
        {
            part: {kind: _summed(flow, begins, stops).mean(axis=0) / CENTS for kind, flow in getattr(plan, part).items()}
            for part in FLOWS
        },
        _band(plan.opening[:, begins]),
        _band(plan.closing[:, stops]),
        _band(lowest),
        np.asarray((lowest < plan.floor * CENTS).mean(axis=0), dtype=np.float64),
        Band(*_band(plan.bfr(np.array(ends)) * CENTS)) if with_bfr else None,
    )  # fmt: skip


def _summed(flow: Integers, begins: Integers, stops: Integers) -> Integers:
    """Return what flowed in each period."""
    up_to = np.concatenate([np.zeros((flow.shape[0], 1), dtype=np.int64), np.cumsum(flow, axis=1)], axis=1)
    return np.asarray(up_to[:, stops + 1] - up_to[:, begins], dtype=np.int64)


def _band(cents: npt.NDArray[np.float64] | Integers) -> Band:
    values = np.asarray(cents, dtype=np.float64) / CENTS
    return Band(values.mean(axis=0), *np.quantile(values, (0.1, 0.5, 0.9), axis=0))
