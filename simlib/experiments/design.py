"""The design of a real trial of two policies on the firm's own customers: how many, how long, who gets which; its power by simulation."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from simlib.days import add_months, to_day
from simlib.errors import ScenarioError
from simlib.experiments.allocation import ARMS, OUT, allocate
from simlib.indicators import INDICATORS
from simlib.running.by_customer import Customers, by_customer
from simlib.scenario import Scenario

Values = npt.NDArray[np.float64]

REPLICATIONS = 30
MEASURED = "weighted_days_late"
POWER = 0.8
SIZE = 0.05
"""Chance of finding a difference where there is none."""

TRIALS = 400
"""Trials simulated for each power: every world, several times with other lots."""

PRIOR_WORLDS = 10
"""Worlds' worth of the segment's variance in a customer's own."""

LEAST_VARIANCE = 0.01
"""Lowest variance of a customer, as a share of the mean: nobody counts a hundred times as much as the rest."""

FEWEST = 10
"""Customers an arm must have for a trial to be read at all."""


@dataclass(frozen=True)
class Length:
    """A trial of so many months.

    Attributes:
        months: How long it runs.
        last_day: Its last day; what was paid by then is measured.
        effect: Mean difference B - A of a customer's indicator.
        spread: Standard deviation between customers, segment and past taken out.
        by_formula: Customers in each arm by the usual formula; 0 where the policies do not differ at all.
        per_arm: Customers in each arm that the power asked for takes; 0 where all the firm's customers are too few.
        power: Simulated power with so many; with all customers where they are too few.
        power_of_all: Simulated power with half of all customers in each arm.
    """

    months: int
    last_day: int
    effect: float
    spread: float
    by_formula: int
    per_arm: int
    power: float
    power_of_all: float


@dataclass(frozen=True)
class Design:
    """A trial, designed.

    Attributes:
        a: The present policy.
        b: The one tried.
        indicator: What is measured on each customer.
        replications: Worlds simulated.
        wished: The power asked for.
        customers: Customers that can be measured at all, by the last length.
        lengths: Each length considered, shortest first.
        chosen: The shortest length that reaches the power; the longest where none does.
        is_enough: Whether the power is reached.
        false_alarms: Share of trials of A against A, of the length and size chosen, that found a difference.
        shares_capacity: Whether customers of both arms would compete for the collectors' minutes.
        first_day: First day of the trial.
        ids: The firm's customers.
        segments: Segment of each.
        weights: How much each counts in the difference, 1 on average; 0 for those who cannot be measured.
        arms: Arm of each: A, B, or nothing for those who stay out.
    """

    a: Scenario
    b: Scenario
    indicator: str
    replications: int
    wished: float
    customers: int
    lengths: tuple[Length, ...]
    chosen: Length
    is_enough: bool
    false_alarms: float
    shares_capacity: bool
    first_day: int
    ids: tuple[str, ...]
    segments: tuple[str, ...]
    weights: tuple[float, ...]
    arms: tuple[str, ...]


def design(
    a: Scenario,
    b: Scenario,
    *,
    indicator: str = MEASURED,
    power: float = POWER,
    months: Sequence[int] = (),
    replications: int = REPLICATIONS,
    seed: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Design:
    """Design a trial of policy B against policy A on the customers of A's firm.

    Every world is lived twice, all customers under A and all under B, so that each customer's outcome under either is known. Trials are
    then simulated: lots are drawn, each customer shows the outcome of its arm, and the difference is tested at 5 % with segment and the
    customer's own past taken out. Customers count by how steady their outcome is from world to world, which is known before the trial:
    one with an invoice a year tells little. The size comes from the usual formula, and is raised until the simulated power is there.

    Args:
        a: The present policy, and the firm.
        b: The policy to try.
        indicator: What is measured on each customer; one that customers have.
        power: Chance of finding the difference that the simulation expects.
        months: Lengths to consider; up to twelve months where none is given.
        replications: Number of worlds.
        seed: Seed of worlds and lots; A's own where it is not given.
        progress: Told (done, total) of worlds.

    Raises:
        ScenarioError: The policies do not differ; customers do not have the indicator; the firm has too few customers.
    """
    if not INDICATORS[indicator].by_group:
        raise ScenarioError(f"{indicator} is the whole firm's; a trial measures customers, by {MEASURED} for instance")
    if not 0.0 < power < 1.0:
        raise ScenarioError(f"a power of {power:g} cannot be had; ask for a share between 0 and 1, such as {POWER}")
    if a.digest == b.digest:
        raise ScenarioError(f"{a.name} and {b.name} do not differ; there is nothing to try")
    lengths = sorted(set(months)) or [number for number in (1, 2, 3, 4, 6, 9, 12) if number <= a.months]
    if lengths[0] < 1 or lengths[-1] > a.months:
        raise ScenarioError(f"a trial of {lengths[0]} to {lengths[-1]} months: {a.name} simulates 1 to {a.months}")
    start = to_day(a.start)
    days = [to_day(add_months(a.start, number)) - 1 for number in lengths]
    number = a.seed if seed is None else seed

    def half(offset: int) -> Callable[[int, int], None] | None:
        return None if progress is None else lambda done, all_: progress(offset * all_ + done, 2 * all_)

    lived = [
        by_customer(one, a, indicator, [start - 1, *days], replications, seed=number, progress=half(place))
        for place, one in enumerate((a, b))
    ]
    if lived[0].ids != lived[1].ids:
        raise ScenarioError(f"{b.name} has other customers than {a.name}; a trial is about one firm's customers")
    found = []
    for place, (count, day) in enumerate(zip(lengths, days, strict=True), start=1):
        trial = Trial.of(lived[0], lived[1], place, number)
        found.append(_length(trial, count, day, power))
        if found[-1].per_arm:
            break
    chosen = found[-1]
    per_arm = chosen.per_arm or trial.most
    who = np.flatnonzero(trial.is_measured)
    arms = [OUT] * len(lived[0].ids)
    drawn = allocate([lived[0].ids[i] for i in who], [lived[0].segments[i] for i in who], per_arm, number)
    for i, arm in zip(who.tolist(), drawn, strict=True):
        arms[i] = arm
    return Design(
        a, b, indicator, replications, power, int(trial.is_measured.sum()), tuple(found), chosen, chosen.per_arm > 0,
        trial.false_alarms(per_arm), a.policy.calls.collectors > 0 or b.policy.calls.collectors > 0, start,
        lived[0].ids, lived[0].segments, tuple(trial.weights.tolist()), tuple(arms),
    )  # fmt: skip


@dataclass(frozen=True, eq=False)
class Trial:
    """What trials of one length are drawn from.

    Attributes:
        a: Each customer's outcome under A, float64 ``[R, customers]``.
        b: The same under B.
        past: Its outcome in the year before; 0 where nobody has one.
        is_measured: Customers whose outcome is known in most worlds.
        weights: How much each customer counts, 1 on average over those measured.
        ids: Ids of the customers.
        segments: Segment of each.
        seed: Seed of the lots.
    """

    a: Values
    b: Values
    past: Values
    is_measured: npt.NDArray[np.bool_]
    weights: Values
    ids: tuple[str, ...]
    segments: tuple[str, ...]
    seed: int
    _drawn: dict[int, list[npt.NDArray[np.int8]]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, a: Customers, b: Customers, place: int, seed: int) -> "Trial":
        """Return the trials that are read on one of the days."""
        one, other, past = a.values[:, :, place], b.values[:, :, place], a.values[:, :, 0]
        is_measured = (~np.isnan(one) & ~np.isnan(other)).mean(axis=0) > 0.5
        if is_measured.sum() < 2 * FEWEST:
            raise ScenarioError(
                f"{int(is_measured.sum())} customers can be measured, a trial takes {2 * FEWEST} or more; "
                "take more months, or another indicator"
            )
        weights = _weights(one, is_measured, a.segments)
        return cls(one, other, _filled(past), is_measured, weights, a.ids, a.segments, seed)

    @property
    def most(self) -> int:
        """Customers that each arm can have."""
        return int(self.is_measured.sum()) // 2

    @property
    def effect(self) -> float:
        """Mean difference between the policies, over customers and worlds."""
        differences, weights = self.b - self.a, np.broadcast_to(self.weights, self.a.shape)
        known = ~np.isnan(differences)
        return float((differences[known] * weights[known]).sum() / weights[known].sum())

    @property
    def spread(self) -> float:
        """Standard deviation that customers as steady as these would have in one world, segment and past taken out."""
        return float(
            np.mean([_residual_spread(self.a[row], self._table(row), self.weights) for row in range(len(self.a))])
        )

    def power(self, per_arm: int) -> float:
        """Return the share of trials that find a difference in the direction that the simulation expects."""
        return self._alarms(per_arm, self.b, math.copysign(1.0, self.effect))

    def false_alarms(self, per_arm: int) -> float:
        """Return the share of trials of A against A that find a difference."""
        return self._alarms(per_arm, self.a, 0.0)

    def _alarms(self, per_arm: int, other: Values, sign: float) -> float:
        """Return the share of trials whose test rejects, on the side asked for."""
        found = []
        for draw, arms in enumerate(self._arms(per_arm)):
            row = draw % len(self.a)
            outcome = np.where(arms == 1, other[row], self.a[row])
            statistic, critical = _test(outcome, arms, self._table(row), self.weights)
            found.append(abs(statistic) > critical and (sign == 0.0 or statistic * sign > 0.0))
        return float(np.mean(found))

    def _arms(self, per_arm: int) -> list[npt.NDArray[np.int8]]:
        """Return the arms of every trial: 0 for A, 1 for B, -1 for those who stay out."""
        if per_arm not in self._drawn:
            who = np.flatnonzero(self.is_measured)
            ids, segments = [self.ids[i] for i in who], [self.segments[i] for i in who]
            number = {arm: place for place, arm in enumerate((*ARMS, OUT))}
            trials = []
            for draw in range(TRIALS):
                arms = np.full(len(self.ids), -1, dtype=np.int8)
                dealt = np.array([number[arm] for arm in allocate(ids, segments, per_arm, self.seed, 1 + draw)])
                arms[who] = np.where(dealt == len(ARMS), -1, dealt)
                trials.append(arms)
            self._drawn[per_arm] = trials
        return self._drawn[per_arm]

    def _table(self, row: int) -> Values:
        """Return what is taken out: a mean for each segment, and the customer's own past."""
        names = sorted(set(self.segments))
        columns = [np.array([segment == name for segment in self.segments], dtype=np.float64) for name in names]
        return np.stack([*columns, self.past[row]], axis=1)


def _length(trial: Trial, months: int, day: int, power: float) -> Length:
    """Return the size that a trial of one length takes."""
    effect, spread = trial.effect, trial.spread
    of_all = trial.power(trial.most)
    by_formula = customers_needed(effect, spread, power)
    per_arm = min(max(FEWEST, by_formula), trial.most) if by_formula else trial.most
    reached = of_all if per_arm == trial.most else trial.power(per_arm)
    while reached < power and per_arm < trial.most:
        per_arm = min(trial.most, math.ceil(per_arm * 1.1))
        reached = trial.power(per_arm)
    return Length(months, day, effect, spread, by_formula, per_arm if reached >= power else 0, reached, of_all)


def customers_needed(effect: float, spread: float, power: float) -> int:
    """Return the customers in each arm that a two-sided test at 5 % takes, by the usual formula; 0 where there is nothing to find.

    >>> customers_needed(0.5, 1.0, 0.8)
    63
    """
    from scipy.special import ndtri

    if effect == 0.0:
        return 0
    quantiles = float(ndtri(1.0 - SIZE / 2.0) + ndtri(power))
    return math.ceil(2.0 * (quantiles * spread / effect) * (quantiles * spread / effect))


def _test(outcome: Values, arms: npt.NDArray[np.int8], controls: Values, weights: Values) -> tuple[float, float]:
    """Return the statistic of the difference between the arms, and what it must exceed: weighted least squares, Student."""
    from scipy.special import stdtrit

    is_in = (arms >= 0) & ~np.isnan(outcome) & (weights > 0.0)
    root = np.sqrt(weights[is_in])
    used = controls[is_in]
    used = used[:, np.abs(used).sum(axis=0) > 0.0]
    table = np.column_stack([(arms[is_in] == 1).astype(np.float64), used]) * root[:, np.newaxis]
    solved, _, rank, _ = np.linalg.lstsq(table, outcome[is_in] * root, rcond=None)
    degrees = int(is_in.sum()) - int(rank)
    if degrees < 1:
        return 0.0, math.inf
    residual = outcome[is_in] * root - table @ solved
    variance = float(residual @ residual) / degrees * float(np.linalg.pinv(table.T @ table)[0, 0])
    statistic = float(solved[0]) / math.sqrt(variance) if variance > 0.0 else 0.0
    return statistic, float(stdtrit(degrees, 1.0 - SIZE / 2.0))


def _residual_spread(outcome: Values, controls: Values, weights: Values) -> float:
    """Return the standard deviation left of an outcome once the controls are taken out, at the weights' mean."""
    known = (weights > 0.0) & ~np.isnan(outcome)
    root = np.sqrt(weights[known])
    table = controls[known] * root[:, np.newaxis]
    solved, _, rank, _ = np.linalg.lstsq(table, outcome[known] * root, rcond=None)
    residual = outcome[known] * root - table @ solved
    return math.sqrt(float(residual @ residual) / max(1, int(known.sum()) - int(rank)))


def _weights(outcome: Values, is_measured: npt.NDArray[np.bool_], segments: Sequence[str]) -> Values:
    """Return how much each customer counts: one over its variance from world to world, drawn towards its segment's."""
    variance = np.nanvar(np.where(is_measured, outcome, 0.0), axis=0)
    names = np.array(segments)
    for name in sorted(set(segments)):
        here = is_measured & (names == name)
        if here.any():
            variance[here] = (len(outcome) * variance[here] + PRIOR_WORLDS * variance[here].mean()) / (
                len(outcome) + PRIOR_WORLDS
            )
    least = float(variance[is_measured].mean()) * LEAST_VARIANCE
    weights = np.where(is_measured, 1.0 / np.maximum(variance, max(least, 1e-12)), 0.0)
    mean = float(weights[is_measured].mean())
    return weights / mean


def _filled(past: Values) -> Values:
    """Return each customer's past, the mean of those that have one in its place where it has none."""
    means = np.nanmean(past, axis=1, keepdims=True) if not np.isnan(past).all() else np.zeros((len(past), 1))
    return np.where(np.isnan(past), np.nan_to_num(means), past)
