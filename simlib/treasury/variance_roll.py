"""Rolling forward: the weeks that are over as they were, and the plan of those to come, opened with what is in the bank."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from simlib.errors import ImportFailure
from simlib.scenario import Scenario
from simlib.treasury.actual import Actual
from simlib.treasury.sheet import FLOWS, Integers, Planned, Values, forecast_of
from simlib.treasury.variance import Variance, variances
from simlib.treasury.variance_forecast import WEEK, Forecast

SIGNS = {"receipts": 1, "disbursements": -1, "financing": 1}


@dataclass(frozen=True, eq=False)
class Rolled:
    """A plan from one of its days on, its cash moved to what is in the bank then.

    What the bank lends from then on stays as planned.

    Attributes:
        plan: The plan.
        skipped: Days left out at its beginning.
        cash: Cash at the opening of the first day that is left, cents.
    """

    plan: Planned
    skipped: int
    cash: int

    @property
    def scenario(self) -> Scenario:
        """The scenario planned."""
        return self.plan.scenario

    @property
    def replications(self) -> int:
        """Number of worlds."""
        return self.plan.replications

    @property
    def days(self) -> npt.NDArray[np.datetime64]:
        """Days from the first that is left to the last."""
        return self.plan.days[self.skipped :]

    @cached_property
    def _moved(self) -> Integers:
        """What each world's cash is moved by."""
        return np.asarray(self.cash - self.plan.opening[:, self.skipped], dtype=np.int64)[:, np.newaxis]

    @property
    def opening(self) -> Integers:
        """Cash at the opening of each day."""
        return np.asarray(self.plan.opening[:, self.skipped :] + self._moved)

    @property
    def closing(self) -> Integers:
        """Cash at the end of each day."""
        return np.asarray(self.plan.closing[:, self.skipped :] + self._moved)

    @property
    def receipts(self) -> dict[str, Integers]:
        """What comes, by kind."""
        return {kind: flow[:, self.skipped :] for kind, flow in self.plan.receipts.items()}

    @property
    def disbursements(self) -> dict[str, Integers]:
        """What goes, by kind."""
        return {kind: flow[:, self.skipped :] for kind, flow in self.plan.disbursements.items()}

    @property
    def financing(self) -> dict[str, Integers]:
        """What is lent less what is paid back, by kind."""
        return {kind: flow[:, self.skipped :] for kind, flow in self.plan.financing.items()}

    @property
    def minimum_cash(self) -> float:
        """Cash that is to be held, EUR."""
        return self.plan.minimum_cash

    @property
    def overdraft_limit(self) -> float:
        """What the account may be overdrawn by, EUR."""
        return self.plan.overdraft_limit

    @property
    def floor(self) -> float:
        """The cash below which there is a breach, EUR."""
        return self.plan.floor

    def bfr(self, days: Integers) -> Values:
        """Return the working capital need at the end of some days, EUR."""
        return self.plan.bfr(days)


@dataclass(frozen=True, eq=False)
class Tracked:
    """A forecast held against what came.

    Attributes:
        variances: Differences by week and kind.
        plan: The plan of the weeks to come.
        known: Weeks of the forecast that are over.
        cash: Cash at the opening of the weeks to come, EUR.
    """

    variances: list[Variance]
    plan: Planned
    known: int
    cash: float


def track(plan: Planned, actual: Actual, forecast: Forecast | None = None) -> Tracked:
    """Return a plan held against what came, and rolled forward to the first week that is not over.

    Where the forecast compared is an older one, the plan is the newest forecast, and is left as it is; it begins then with the
    first week that is not over.

    Args:
        plan: The plan.
        actual: What came and went.
        forecast: An older forecast that was saved; without one, the plan is compared.

    Raises:
        ImportFailure: No week is over, or the plan begins in the midst of the forecast's weeks.
    """
    own = forecast_of(plan)
    if forecast is not None and forecast.start != own.start:
        known = actual.weeks_known(forecast)
        found = variances(forecast, actual, own)
        return Tracked(found, plan, known, float(plan.opening[:, 0].mean()) / 100)
    compared = own if forecast is None else forecast
    known = actual.weeks_known(compared)
    days = WEEK * known
    if days >= plan.days.size:
        raise ImportFailure(f"all weeks of {plan.scenario.name} are over; give a scenario with a later start")
    cash = round(float(plan.opening[:, 0].mean())) + _net(compared, actual, known)
    return Tracked(variances(compared, actual), Rolled(plan, days, cash), known, cash / 100)


def _net(forecast: Forecast, actual: Actual, known: int) -> int:
    """Return what the weeks that are over brought to the cash; of a part that is not told, what was forecast."""
    net = 0
    for part in FLOWS:
        kinds = dict.fromkeys((*forecast.kinds(part), *actual.kinds(part)))
        for kind in kinds:
            came = (
                actual.by_week(part, kind, forecast, known)
                if actual.tells(part)
                else forecast.amounts(part, kind)[:known]
            )
            net += SIGNS[part] * sum(came)
    return net
