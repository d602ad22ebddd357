"""Experiments as tables for people, in their language; indicators are called as in the JSON."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import typer

from simlib import words
from simlib.cli.output import show_table
from simlib.days import to_date
from simlib.indicators import INDICATORS

if TYPE_CHECKING:
    from simlib.experiments.bound import Bounds
    from simlib.experiments.bridge import Bridge
    from simlib.experiments.design import Design
    from simlib.experiments.goal import Effort, Goal
    from simlib.experiments.optimise import Optimum
    from simlib.experiments.sweep import Sweep
    from simlib.experiments.tornado import Tornado
    from simlib.scenario import Lever

SHOWN = 20
"""Levers that a table holds; all are in the JSON."""

FEW = 4
"""Levers that have a column each; where there are more, each has a row and each combination a column."""

ACROSS = 5
"""Combinations that stand side by side; all are in the JSON."""


@dataclass(frozen=True)
class PrintedExperiment:
    """Prints experiments.

    Attributes:
        lang: Language of labels and numbers.
        currency: Currency of amounts.
    """

    lang: str
    currency: str

    def bridge(self, found: "Bridge") -> None:
        """Print what each lever brings, between start and end."""
        names = list(found.parts)
        self._say("bridge", before=found.before.name, after=found.after.name, n=found.replications)
        blank = ["" for _ in names]
        rows = [[found.before.name, *(self._value(name, found.starts[name]) for name in names)]]
        for place, label in enumerate(found.labels(self.lang)):
            rows.append([label, *(self._interval(name, found.parts[name][place]) for name in names)])
        rows.append([words.text("experiments.total", self.lang), *(self._interval(n, found.totals[n]) for n in names)])
        rows.append([found.after.name, *(self._value(name, found.ends[name]) for name in names)])
        show_table([self._head("lever"), *names], rows if names else [blank])

    def bounds(self, found: "Bounds") -> None:
        """Print the best that each lever can attain."""
        name = found.indicator
        self._say("bound", label=self._label(name), value=self._value(name, found.today), n=found.replications)
        rows = [
            [
                one.lever.label(self.lang),
                self._set(one.lever, one.lever.value),
                self._set(one.lever, one.value),
                self._interval(name, one.difference),
            ]
            for one in found.levers[:SHOWN]
        ]
        together = words.text("experiments.together", self.lang)
        rows.append([together, "", "", self._interval(name, found.together)])
        show_table([self._head(key) for key in ("lever", "today", "best", "difference")], rows)

    def tornado(self, found: "Tornado") -> None:
        """Print the widest bars."""
        name = found.indicator
        self._say(
            "tornado",
            label=self._label(name),
            value=self._value(name, found.today),
            share=words.percent(found.share, self.lang),
            n=found.replications,
        )
        rows = [
            [
                bar.lever.label(self.lang),
                words.text("experiments.decided" if bar.is_decided else "experiments.assumed", self.lang),
                self._set(bar.lever, bar.lever.value),
                *(
                    words.text(
                        "experiments.end",
                        self.lang,
                        value=self._set(bar.lever, end.value),
                        change=self._interval(name, end.difference),
                    )
                    for end in bar.ends
                ),
                *("" for _ in range(2 - len(bar.ends))),
            ]
            for bar in found.bars[:SHOWN]
        ]
        show_table([self._head(key) for key in ("lever", "kind", "today", "one_end", "other_end")], rows, words=2)

    def sweep(self, found: "Sweep", of: Sequence[str]) -> None:
        """Print a row for each combination of values."""
        compared = found.compared
        self._say("sweep", base=compared.base, n=compared.replications)
        header = [*(lever.label(self.lang) for lever in found.levers), *of]
        rows = [
            [
                *(self._set(lever, values[lever.path]) for lever in found.levers),
                *(self._interval(n, compared.difference(point, n)) for n in of),
            ]
            for values, point in found.points
        ]
        show_table(header, rows, words=len(found.levers))

    def goal(self, found: "Goal") -> None:
        """Print whether the target is reached, by what, and what is missing."""
        name = found.indicator
        self._say(
            "goal_reached" if found.is_reached else "goal_missed",
            label=self._label(name),
            target=self._value(name, found.target),
            mean=self._value(name, found.mean),
            today=self._value(name, found.today),
            missing=self._value(name, found.missing),
            share=words.percent(found.probability, self.lang),
            n=found.replications,
        )
        self._efforts(found.efforts)
        if found.is_reached:
            return
        self._say("goal_beyond" if found.beyond else "goal_nothing_beyond")
        self._efforts(found.beyond)

    def _efforts(self, efforts: "Sequence[Effort]") -> None:
        rows = [
            [
                one.lever.label(self.lang),
                self._set(one.lever, one.lever.value),
                self._set(one.lever, one.value),
                self._set(one.lever, one.bound),
                words.percent(one.share, self.lang),
            ]
            for one in efforts
        ]
        if rows:
            show_table([self._head(key) for key in ("lever", "today", "to", "bound", "effort")], rows)

    def optimum(self, found: "Optimum") -> None:
        """Print the frontier."""
        compared = found.compared
        aims = words.joined([self._label(name) for name in found.aims], self.lang)
        self._say("optimum", aims=aims, tried=found.tried, n=compared.replications)
        if len(found.levers) > FEW:
            self._optimum_by_lever(found)
            return
        rows = [
            [
                *(self._set(lever, one.values[lever.path]) for lever in found.levers),
                *(self._value(name, compared.results[one.name].summary()[name].mean) for name in found.aims),
                *(self._interval(name, compared.difference(one.name, name)) for name in found.aims),
            ]
            for one in found.found
        ]
        header = [lever.label(self.lang) for lever in found.levers]
        show_table([*header, *found.aims, *(f"{name} [95 %]" for name in found.aims)], rows, words=len(found.levers))

    def _optimum_by_lever(self, found: "Optimum") -> None:
        """Print combinations side by side: what they attain, then the value of every lever."""
        shown, compared = found.found[:ACROSS], found.compared
        if len(found.found) > ACROSS:
            self._say("optimum_more", shown=ACROSS, n=len(found.found))
        today = compared.results[compared.base].summary()
        rows = [
            [
                name,
                self._value(name, today[name].mean),
                *(self._value(name, compared.results[one.name].summary()[name].mean) for one in shown),
            ]
            for name in found.aims
        ]
        rows += [
            [
                lever.label(self.lang),
                self._set(lever, lever.value),
                *(self._set(lever, one.values[lever.path]) for one in shown),
            ]
            for lever in found.levers
        ]
        show_table([self._head("lever"), self._head("today"), *(str(place + 1) for place in range(len(shown)))], rows)

    def design(self, found: "Design") -> None:
        """Print how large and how long the trial is, and every length considered."""
        chosen = found.chosen
        self._say(
            "design_enough" if found.is_enough else "design_short",
            a=found.a.name,
            b=found.b.name,
            label=self._label(found.indicator),
            per_arm=found.arms.count("A"),
            needed=words.number(chosen.by_formula, self.lang),
            months=chosen.months,
            first=words.date_text(to_date(found.first_day), self.lang),
            last=words.date_text(to_date(chosen.last_day), self.lang),
            power=words.percent(chosen.power, self.lang),
            asked=words.percent(found.wished, self.lang),
            false=words.percent(found.false_alarms, self.lang, 1),
        )
        if found.shares_capacity:
            self._say("design_shared")
        rows = [
            [
                str(one.months),
                self._value(found.indicator, one.effect, signed=True),
                self._value(found.indicator, one.spread),
                words.number(one.by_formula, self.lang),
                str(one.per_arm or words.UNDEFINED),
                words.percent(one.power, self.lang),
                words.percent(one.power_of_all, self.lang),
            ]
            for one in found.lengths
        ]
        keys = ("months", "effect", "spread", "per_arm_by_formula", "per_arm", "power", "power_of_all")
        show_table([self._head(key) for key in keys], rows, words=0)

    def _say(self, key: str, **values: object) -> None:
        typer.echo(words.text(f"experiments.{key}", self.lang, **values))

    def _head(self, key: str) -> str:
        return words.text(f"experiments.column.{key}", self.lang)

    def _set(self, lever: "Lever", value: Any) -> str:
        """Return a value of a lever with its unit."""
        from simlib.charts import lever_text  # figures are loaded where something is printed of levers

        return lever_text(lever, value, self.lang, self.currency)

    def _label(self, name: str) -> str:
        return INDICATORS[name].label(self.lang)

    def _value(self, name: str, value: float, *, signed: bool = False, short: bool = False) -> str:
        unit = INDICATORS[name].unit.value
        return words.in_unit(value, unit, self.lang, currency=self.currency, signed=signed, short=short)

    def _interval(self, name: str, found: Any) -> str:
        """Return a difference and its interval: ``-1.2 days [-1.5 days, -0.9 days]``."""
        ends = (found.mean, found.low, found.high)
        mean, low, high = (self._value(name, value, signed=True, short=True) for value in ends)
        return f"{mean} [{low}, {high}]" if found.mean == found.mean else mean
