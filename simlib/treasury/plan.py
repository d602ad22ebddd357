"""The cash plan: what comes into the bank and leaves it, day by day, in every world."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from simlib.days import to_date
from simlib.indicators import INDICATORS, CashLines, Reading
from simlib.indicators.alerts import Alert, cash_alerts
from simlib.money import from_cents
from simlib.running import Result, simulate
from simlib.scenario import Scenario

Integers = npt.NDArray[np.int64]
Values = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

WEEK = 7

CASH_INDICATORS = tuple(name for name, one in INDICATORS.items() if one.reading is Reading.PATH)
"""Indicators that are read on the path of the cash."""


@dataclass(frozen=True, eq=False)
class CashPlan:
    """The cash of a scenario from its start to its end; arrays are int64 ``[replications, days]``, in cents.

    At the end of every day, in every world, ``closing = opening + receipts - disbursements + financing``, to the cent.

    Attributes:
        result: The run it is read from.
    """

    result: Result

    @property
    def scenario(self) -> Scenario:
        """What was simulated."""
        return self.result.scenario

    @cached_property
    def lines(self) -> CashLines:
        """What flows, by kind."""
        return self.result.daily.cash

    @property
    def replications(self) -> int:
        """Number of worlds."""
        return int(self.closing.shape[0])

    @property
    def start(self) -> int:
        """Day number of the first day."""
        return self.result.daily.start

    @cached_property
    def days(self) -> npt.NDArray[np.datetime64]:
        """The days, datetime64[D]."""
        return np.arange(self.start, self.start + self.closing.shape[1]).astype("datetime64[D]")

    @property
    def opening(self) -> Integers:
        """Cash at the opening of each day."""
        return self.lines.at_opening

    @property
    def closing(self) -> Integers:
        """Cash at the end of each day; a negative one is an overdraft."""
        return self.lines.closing

    @property
    def receipts(self) -> dict[str, Integers]:
        """What comes in, by kind."""
        return self.lines.receipts

    @property
    def disbursements(self) -> dict[str, Integers]:
        """What leaves, by kind."""
        return self.lines.disbursements

    @property
    def financing(self) -> dict[str, Integers]:
        """What is lent less what is repaid, by kind."""
        return self.lines.financing

    @property
    def minimum_cash(self) -> float:
        """The cash to be kept, the overdraft granted included, EUR."""
        return from_cents(self.result.daily.firm.bank.minimum)

    @property
    def overdraft_limit(self) -> float:
        """How far cash may fall below zero, EUR."""
        return from_cents(self.result.daily.firm.bank.overdraft.limit)

    @property
    def floor(self) -> float:
        """Cash under which the minimum is breached, EUR."""
        return from_cents(self.result.daily.firm.bank.floor)

    @cached_property
    def breach_days(self) -> Flags:
        """Whether cash is under its floor at the end of each day, bool ``[replications, days]``."""
        return np.asarray(self.closing < self.result.daily.firm.bank.floor)

    def breach_by_week(self) -> Values:
        """Return the share of worlds that breach on some day of each week, float64 ``[weeks]``; the last may be short."""
        starts = np.arange(0, self.breach_days.shape[1], WEEK)
        return np.asarray(np.logical_or.reduceat(self.breach_days, starts, axis=1).mean(axis=0), dtype=np.float64)

    @property
    def indicators(self) -> dict[str, Values]:
        """Indicators of the cash, float64 ``[replications]`` each."""
        return {name: self.result.values(name) for name in CASH_INDICATORS}

    def bfr(self, days: Sequence[int] | Integers) -> Values:
        """Return the working capital need at the end of each day, EUR, float64 ``[replications, n]``."""
        return self.result.path("bfr", [int(day) for day in days])

    def alerts(self, replication: int = 0) -> Iterator[Alert]:
        """Yield the days on which cash falls under its floor in one world."""
        cash = self.closing[replication] / 100.0
        yield from cash_alerts(self.start, cash, self.floor, self.scenario.alerts.quiet_days)

    def __str__(self) -> str:
        first, last = to_date(self.start), to_date(self.start + self.closing.shape[1] - 1)
        return f"{self.scenario.name}: cash from {first} to {last} in {self.replications} worlds"


def plan(
    scenario: Scenario,
    *,
    replications: int | None = None,
    seed: int | None = None,
    engine: str = "auto",
    base: Scenario | None = None,
) -> CashPlan:
    """Simulate a scenario and return its cash plan.

    Args:
        scenario: What is simulated.
        replications: Number of worlds; the scenario's own where none is given.
        seed: Seed of the draws, in place of the scenario's own.
        engine: ``compiled``, ``reference`` or ``auto``.
        base: What happens until the start; the scenario itself where none is given.

    Raises:
        ScenarioError: The engine is unknown, or the scenario cannot share the base's past.
    """
    return plan_of(simulate(scenario, replications=replications, seed=seed, engine=engine, base=base))


def plan_of(result: Result) -> CashPlan:
    """Return the cash plan of a run at hand."""
    return CashPlan(result)
