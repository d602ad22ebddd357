"""The numbers of a report: each as the library gives it, and as a reader of the language reads it."""

from dataclasses import dataclass
from typing import NamedTuple

from simlib import words
from simlib.charts.headlines import Tone, tone_of
from simlib.experiments import Comparison, Difference
from simlib.indicators import INDICATORS, Unit
from simlib.reporting.document import Number
from simlib.running import Result
from simlib.running.result import Summary, summary_of


class Step(NamedTuple):
    """A change against the base.

    Attributes:
        change: The mean difference, with its sign.
        low: Lower end of its 95 % interval.
        high: Upper end.
        tone: Whether it is better, worse, not clear, or neither.
    """

    change: Number
    low: Number
    high: Number
    tone: Tone


@dataclass(frozen=True)
class Numbers:
    """Reads numbers off a comparison.

    Attributes:
        comparison: The scenarios on the same worlds.
        lang: The reader's language.
    """

    comparison: Comparison
    lang: str

    @property
    def base(self) -> str:
        """Name of the base."""
        return self.comparison.base

    @property
    def others(self) -> list[str]:
        """Names of the scenarios that are compared with it."""
        return [name for name in self.comparison.results if name != self.base]

    @property
    def currency(self) -> str:
        """Currency of all amounts."""
        return self.result(self.base).scenario.currency

    def result(self, scenario: str) -> Result:
        """Return a scenario's result."""
        return self.comparison.results[scenario]

    def summary(self, scenario: str, indicator: str, day: int | None = None) -> Summary:
        """Return an indicator's summary over the replications."""
        return summary_of(self.result(scenario).values(indicator, day))

    def number(self, scenario: str, indicator: str, point: str = "mean", day: int | None = None) -> Number:
        """Return a point of an indicator: mean, p10, p50 or p90."""
        value = getattr(self.summary(scenario, indicator, day), point)
        return self._number(value, scenario, indicator, point, day, signed=False)

    def text(self, scenario: str, indicator: str, day: int | None = None) -> str:
        """Return an indicator's mean as it is read."""
        return self.number(scenario, indicator, day=day).text

    def difference(self, scenario: str, indicator: str, day: int | None = None) -> Difference:
        """Return a scenario's paired difference to the base."""
        return self.comparison.difference(scenario, indicator, day)

    def step(self, scenario: str, indicator: str, day: int | None = None) -> Step:
        """Return a scenario's change against the base, with its interval."""
        found = self.difference(scenario, indicator, day)
        change, low, high = (
            self._number(getattr(found, point), scenario, indicator, f"difference_{point}", day, signed=True)
            for point in ("mean", "low", "high")
        )
        return Step(change, low, high, tone_of(found, INDICATORS[indicator].better.value))

    def interval(self, scenario: str, indicator: str, day: int | None = None) -> str:
        """Return the 95 % interval of a change in words."""
        step = self.step(scenario, indicator, day)
        return words.text("interval", self.lang).format(step.low.text, step.high.text)

    def sizes(self, difference: Difference) -> str:
        """Return the 95 % interval of a change of amounts in words, as sizes without a sign; the change is a clear one."""
        low, high = sorted((abs(difference.low), abs(difference.high)))
        return words.text("interval", self.lang).format(self.money(low), self.money(high))

    def money(self, amount: float) -> str:
        """Return an amount as it is read."""
        return words.money_short(amount, self.lang, self.currency)

    def share_of_worlds(self, share: float) -> Number:
        """Return a share of the replications as it is read, never rounded to none or all."""
        if share in (0.0, 1.0) or share != share:
            return Number(words.percent(share, self.lang), share, "", Unit.SHARE)
        text = words.percent(min(max(share, 0.01), 0.99), self.lang)
        return Number(("> " if share > 0.99 else "< " if share < 0.01 else "") + text, share, "", Unit.SHARE)

    def probability(self, scenario: str, indicator: str) -> Number:
        """Return the share of replications in which a scenario is better than the base."""
        found = self.share_of_worlds(self.difference(scenario, indicator).probability_better)
        return found._replace(of=f"{scenario}|{indicator}|probability_better")

    def _number(
        self, value: float, scenario: str, indicator: str, point: str, day: int | None, *, signed: bool
    ) -> Number:
        unit = INDICATORS[indicator].unit
        text = words.in_unit(value, unit, self.lang, currency=self.currency, signed=signed)
        exact = round(value, 2) if unit is Unit.MONEY and value == value else value
        of = "|".join((scenario, indicator, point, *([str(day)] if day is not None else [])))
        return Number(text, exact, of, str(unit))
