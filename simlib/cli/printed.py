"""Results as tables for people, in their language; columns are called as in the JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from simlib import words
from simlib.cli.output import show_table
from simlib.cli.results import events_of_life
from simlib.indicators import INDICATORS

if TYPE_CHECKING:
    import pandas as pd

    from simlib.experiments import Difference, Paired
    from simlib.running import Result, Summary

HEADLINES = ("dso_count_back", "overdue", "bfr", "cash_end")
"""What the table of policies shows of each."""

SHOWN_WHOLE = 4
"""Scenarios beside the base of which every indicator is printed."""

POINTS = ("mean", "p10", "p50", "p90")


@dataclass(frozen=True)
class Printed:
    """Prints results.

    Attributes:
        lang: Language of labels and numbers.
        currency: Currency of amounts.
    """

    lang: str
    currency: str

    def run(self, result: "Result") -> None:
        """Print the indicators of a run, then those of each group."""
        reason = f" ({result.reason})" if result.reason else ""
        invoices = words.number(result.invoices, self.lang)
        typer.echo(
            f"{result.scenario.name} {result.scenario.digest}: {result.replications} replications, seed {result.seed}, "
            f"{result.engine} engine{reason}, {invoices} invoices, {result.elapsed_s:.1f} s"
        )
        self._summaries(result.summary())
        for group, summaries in result.summary_by().items():
            typer.echo(f"\n{group}")
            self._summaries(summaries)

    def _summaries(self, summaries: "Mapping[str, Summary]") -> None:
        rows = [
            [name, self._label(name), *(self._value(name, getattr(one, point)) for point in POINTS)]
            for name, one in summaries.items()
        ]
        show_table(["indicator", "", *POINTS], rows, words=2)

    def policies(self, comparison: "Paired", names: Sequence[str] = HEADLINES) -> None:
        """Print a few indicators of each scenario, each with its paired difference to the base and its interval."""
        rows = []
        for scenario, result in comparison.results.items():
            rows.append([scenario, *(self._value(name, result.summary()[name].mean) for name in names)])
            if scenario != comparison.base:
                rows.append(["", *(self._interval(name, comparison.difference(scenario, name)) for name in names)])
        show_table(["scenario", *(self._label(name) for name in names)], rows)

    def comparison(self, comparison: "Paired", of: str = "dso_count_back") -> None:
        """Print the table of a few policies, then each one's indicators beside the base's; of many, ranking and frontier."""
        if len(comparison.others) > SHOWN_WHOLE:
            self._ranking(comparison, of)
            self._frontier(comparison)
            return
        self.policies(comparison)
        base = comparison.results[comparison.base]
        for scenario in comparison.others:
            typer.echo(f"\n{scenario} - {comparison.base}")
            result = comparison.results[scenario]
            rows = [
                [
                    name,
                    self._label(name),
                    self._value(name, base.summary()[name].mean),
                    self._value(name, result.summary()[name].mean),
                    self._interval(name, comparison.difference(scenario, name)),
                    words.number(comparison.difference(scenario, name).probability_better, self.lang, 2),
                ]
                for name in INDICATORS
            ]
            header = ["indicator", "", comparison.base, scenario, "difference [95 %]", "probability_better"]
            show_table(header, rows, words=2)

    def _ranking(self, comparison: "Paired", of: str) -> None:
        """Print all scenarios by one indicator, corrected for their number."""
        from simlib.experiments import ranking

        label = self._label(of)
        typer.echo(words.text("experiments.ranking", self.lang, label=label, n=len(comparison.others)))
        rows = [
            [
                str(rank.rank),
                rank.scenario,
                self._value(of, rank.mean),
                self._between(of, rank.difference, rank.corrected.low, rank.corrected.high),
                words.p_value(rank.corrected.p, self.lang),
                words.number(rank.probability_best, self.lang, 2),
                words.text("yes" if rank.may_be_best else "no", self.lang),
            ]
            for rank in ranking(comparison, of)
        ]
        header = ["rank", "scenario", of, "difference [95 %]", "p", "probability_best", "may_be_best"]
        show_table(header, rows, words=2)

    def _frontier(self, comparison: "Paired") -> None:
        """Print the scenarios that no other one beats in every aim."""
        from simlib.experiments import frontier

        points = [point for point in frontier(comparison) if point.is_on_frontier]
        names = list(points[0].means)
        aims = words.joined([self._label(name) for name in names], self.lang)
        typer.echo("\n" + words.text("experiments.frontier", self.lang, aims=aims))
        rows = [[point.scenario, *(self._value(name, point.means[name]) for name in names)] for point in points]
        show_table(["scenario", *names], rows)

    def life(self, life: "pd.DataFrame") -> None:
        """Print one invoice's life."""
        rows = [
            [one["date"], one["phase"], one["kind"], words.number(one["amount"], self.lang, 2), str(one["ref"])]
            for one in events_of_life(life)
        ]
        show_table(["date", "phase", "kind", "amount", "ref"], rows, words=3)

    def _label(self, name: str) -> str:
        return INDICATORS[name].label(self.lang)

    def _value(self, name: str, value: float, *, signed: bool = False) -> str:
        unit = INDICATORS[name].unit.value
        return words.in_unit(value, unit, self.lang, currency=self.currency, signed=signed, short=False)

    def _interval(self, name: str, difference: "Difference") -> str:
        """Return a difference and its interval: ``-1.2 days [-1.5 days, -0.9 days]``."""
        mean, low, high = (
            self._value(name, value, signed=True) for value in (difference.mean, difference.low, difference.high)
        )
        return f"{mean} [{low}, {high}]" if difference.mean == difference.mean else mean

    def _between(self, name: str, mean: float, low: float, high: float) -> str:
        from simlib.experiments import Difference

        return self._interval(name, Difference(mean, low, high, 0.0))
