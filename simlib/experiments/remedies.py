"""Remedies for a lack of cash on one scale: what a euro of cash costs for a day, whoever it is obtained from.

Each remedy is a variation of today's scenario on the same worlds. What it frees is read from what the business ties up, so that
its own cost is not mixed in: working capital need, less what lies in the bank unmatched, less what a factor has advanced; where
VAT is owed on receipts, less the VAT in what customers owe. Both are read over the second half of the months, when the remedy has
come to its full effect: the cost of those days over the euros that it frees on each of them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from simlib.days import add_months, to_date, to_day
from simlib.experiments.compare import Difference, check_names, paired_difference
from simlib.experiments.remedies_cost import NO_RATIO, Ratio, Values, ratio_of_means
from simlib.indicators import Daily, Series, path
from simlib.indicators.financing import BANKERS_YEAR, factor_takes, insurer_gives
from simlib.indicators.indicator import CENTS
from simlib.locale import CATALOGUE
from simlib.running import Result, Stage, simulate
from simlib.running.simulate import choose_engine
from simlib.scenario import Scenario
from simlib.words import text

YEAR = 365
MINUTES_PER_HOUR = 60
DAYS_OF_A_PRICE = 30
"""Days of longer terms that the suppliers' price is for."""

COSTS = (
    "collecting",
    "discounts",
    "factor",
    "insurance",
    "bad_debts",
    "late_fees",
    "orders_lost",
    "suppliers",
    "interest",
)
"""What remedies cost, in the order of the tables."""


@dataclass(frozen=True)
class Price:
    """What one remedy brings and costs.

    Attributes:
        name: Name of the remedy.
        scenario: Today's scenario with the remedy.
        cash: Cash that it frees, mean of the days read, EUR, against today; paired.
        cost: What it costs a year more than today, EUR; paired.
        parts: Mean cost a year of each kind of `COSTS`, EUR, those that move.
        per_euro_day: EUR for one EUR of cash on one day; NaN where the remedy does not clearly free cash.
        dso: Days of count-back DSO, against today; paired.
        dso_after_factoring: The same of the DSO after factoring.
    """

    name: str
    scenario: Scenario
    cash: Difference
    cost: Difference
    parts: dict[str, float]
    per_euro_day: Ratio
    dso: Difference
    dso_after_factoring: Difference

    def label(self, lang: str) -> str:
        """Return the remedy's name in the reader's language, where it is one of those that come with the project."""
        return text(f"remedy.{self.name}", lang) if f"remedy.{self.name}" in CATALOGUE else self.name

    @property
    def a_year(self) -> Ratio:
        """The same as a rate a year, of 360 days as banks count interest."""
        return Ratio(*(value * BANKERS_YEAR for value in self.per_euro_day))


@dataclass(frozen=True)
class Prices:
    """What remedies cost, beside the value of a day of DSO.

    Attributes:
        today: Today's scenario.
        replications: Number of worlds.
        since: First day read.
        until: Last day read.
        remedies: Each remedy, the cheapest first; those without a price last.
        sales_of_a_day: Sales of a day, EUR with VAT, mean of the days read: the cash that one day of DSO frees, once.
        rate: Interest a year on what is borrowed today.
        supplier_price: What suppliers ask for 30 days of longer terms, as a share of purchases before VAT.
    """

    today: Scenario
    replications: int
    since: int
    until: int
    remedies: tuple[Price, ...]
    sales_of_a_day: float
    rate: float
    supplier_price: float = 0.0

    @property
    def is_supplier_price_unknown(self) -> bool:
        """Whether suppliers wait longer under some remedy, and nobody said what they ask for it."""
        longer = (one.scenario.firm.dpo_days > self.today.firm.dpo_days for one in self.remedies)
        return self.supplier_price == 0.0 and any(longer)

    @property
    def interest_of_a_day(self) -> float:
        """Interest that one day of DSO less saves, a year."""
        return self.sales_of_a_day * self.rate

    def a_day_of_dso(self, price: Price) -> Ratio:
        """Return what a remedy asks, a year, for the cash of one day of DSO."""
        return Ratio(*(value * self.sales_of_a_day * YEAR for value in price.per_euro_day))


def remedies(
    today: Scenario,
    others: Sequence[Scenario],
    *,
    replications: int | None = None,
    seed: int | None = None,
    engine: str = "auto",
    supplier_price: float = 0.0,
    rate: float | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Prices:
    """Return what each remedy costs for a euro of cash on a day, the cheapest first.

    Args:
        today: Today's scenario.
        others: Today's scenario with one remedy each, under the remedy's name.
        replications: Number of worlds; the scenario's own where it is not given.
        seed: Seed of the draws.
        engine: As for `simulate`.
        supplier_price: What suppliers ask for 30 days of longer terms, as a share of purchases before VAT.
        rate: Interest a year on what is borrowed today; the overdraft's where it is not given.
        progress: Told (done, total) of worlds over all scenarios.

    Raises:
        ScenarioError: Two remedies have one name, or one cannot share today's past.
    """
    check_names([today, *others])
    count = today.replications if replications is None else replications
    runs = _runs(today, others, count, seed, engine, progress)
    base = next(runs)
    since, until = _days_read(base)
    days = np.arange(since, until + 1, dtype=np.int64)
    tied, costs = _tied(base, days), _costs(base, days, today, supplier_price)
    found = []
    for result in runs:
        freed = (tied - _tied(result, days)).mean(axis=1)
        dearer = {name: values - costs[name] for name, values in _costs(result, days, today, supplier_price).items()}
        found.append(_price(result, base, freed, dearer, days.size))
    found += _lines(base, days)
    lent_at = today.treasury.overdraft.rate if rate is None else rate
    found.sort(key=lambda one: (one.per_euro_day.value != one.per_euro_day.value, one.per_euro_day.value, one.name))
    sales = base.daily.between(Series.SALES, [since], [until])[:, 0, 0].mean() / (days.size * CENTS)
    return Prices(today, count, since, until, tuple(found), float(sales), lent_at, supplier_price)


def _runs(
    today: Scenario,
    others: Sequence[Scenario],
    count: int,
    seed: int | None,
    engine: str,
    progress: Callable[[int, int], None] | None,
) -> Iterator[Result]:
    """Yield the result of today's scenario, then of each other, on the same worlds; none is kept."""
    chosen, _ = choose_engine(engine)
    stage = Stage(today, seed) if chosen == "compiled" else None
    whole = count * (len(others) + 1)
    for place, scenario in enumerate([today, *others]):

        def step(done: int, total: int, place: int = place) -> None:
            if progress is not None:
                progress(place * total + done, whole)

        if stage is not None:
            yield stage.run(scenario, count, progress=step)
        else:
            yield simulate(scenario, replications=count, seed=seed, engine=chosen, base=today, progress=step)


def _days_read(base: Result) -> tuple[int, int]:
    """Return the first and the last day of the second half of the months."""
    return to_day(add_months(to_date(base.start), base.scenario.months // 2)), base.end


def _tied(result: Result, days: npt.NDArray[np.int64]) -> Values:
    """Return what the business ties up at the end of each day, what others lend on it taken off; EUR ``[R, n]``."""
    whole, firm = result.daily.total, result.daily.firm
    tax = firm.vat_rate / (1.0 + firm.vat_rate) if result.scenario.firm.vat_regime == "receipts" else 0.0
    held, unmatched, owed = (path(whole, name, days) for name in ("bfr", "suspense", "ar_balance"))
    advanced = whole.at(Series.FINANCED, days)[:, 0, :] / CENTS
    return np.asarray(held - unmatched - owed * tax - advanced, dtype=np.float64)


def _costs(result: Result, days: npt.NDArray[np.int64], today: Scenario, supplier_price: float) -> dict[str, Values]:
    """Return what is spent, lost and let off over the days, by kind; EUR before VAT, ``[R]``."""
    whole, firm = result.daily.total, result.daily.firm
    first, last = days[:1], days[-1:]

    def over(series: Series) -> Values:
        return np.asarray(whole.between(series, first, last)[:, 0, 0] / CENTS, dtype=np.float64)

    before_tax = 1.0 / (1.0 + firm.vat_rate)
    hours = over(Series.MINUTES) * (CENTS / MINUTES_PER_HOUR)
    longer = max(firm.dpo_days - today.firm.dpo_days, 0) / DAYS_OF_A_PRICE
    bought = _bought(result.daily, last) - _bought(result.daily, first - 1)
    return {
        "collecting": over(Series.CONTACT_COST) + over(Series.CHARGED) + hours * firm.cost_per_hour,
        "discounts": over(Series.DISCOUNTED) * before_tax,
        "factor": np.asarray(factor_takes(whole, first, last)[:, 0, 0] / CENTS),
        "insurance": np.asarray(-insurer_gives(whole, first, last)[:, 0, 0] / CENTS),
        "bad_debts": (over(Series.WRITTEN_OFF) - over(Series.FACTOR_LOSS)) * before_tax,
        "late_fees": -over(Series.INTEREST),
        "orders_lost": over(Series.LOST) * before_tax * (1.0 - firm.purchase_ratio),
        "suppliers": bought * before_tax * supplier_price * longer,
    }


def _lines(base: Result, days: npt.NDArray[np.int64]) -> Iterator[Price]:
    """Yield what the bank lends today, at the rate that the scenario says: its overdraft, and the lines that it grants."""
    bank, lines = base.scenario.treasury, base.daily.cash
    since = int(days[0]) - base.start
    overdrawn = np.maximum(-lines.closing, 0)
    drawn = {"overdraft": (overdrawn, bank.overdraft.rate)}
    for name, line in (("credit_line", bank.credit_line), ("discounting", bank.discounting)):
        if line.limit > 0.0:
            flow = lines.financing.get(name, np.zeros_like(overdrawn))
            drawn[name] = (np.cumsum(flow, axis=1), line.rate)
    for name, (balance, rate) in drawn.items():
        lent = balance[:, since : since + days.size].mean(axis=1) / CENTS
        interest = lent * (rate * YEAR / BANKERS_YEAR)
        none = paired_difference(np.zeros_like(lent), np.zeros_like(lent), -1)
        yield Price(
            name,
            base.scenario,
            paired_difference(lent, np.zeros_like(lent), 1),
            paired_difference(interest, np.zeros_like(lent), -1),
            {"interest": float(interest.mean())} if lent.any() else {},
            Ratio(*[rate / BANKERS_YEAR] * 3),
            none,
            none,
        )


def _bought(daily: Daily, days: npt.NDArray[np.int64]) -> Values:
    """Return the purchases up to the end of a day, EUR with VAT ``[R]``."""
    return np.asarray(daily.purchases.bought(days)[:, 0, 0] / CENTS)


def _price(result: Result, base: Result, freed: Values, dearer: dict[str, Values], days: int) -> Price:
    """Return what a remedy costs."""
    whole = np.sum(list(dearer.values()), axis=0)
    a_year = YEAR / days
    cash = paired_difference(freed, np.zeros_like(freed), 1)
    is_clear = cash.low > 0.0 or (freed.size == 1 and cash.mean > 0.0)
    return Price(
        result.scenario.name,
        result.scenario,
        cash,
        paired_difference(whole * a_year, np.zeros_like(whole), -1),
        {name: float(values.mean() * a_year) for name, values in dearer.items() if values.any()},
        ratio_of_means(whole, freed * days) if is_clear else NO_RATIO,
        paired_difference(result.values("dso_count_back"), base.values("dso_count_back"), -1),
        paired_difference(result.values("cash_dso"), base.values("cash_dso"), -1),
    )
