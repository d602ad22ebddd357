"""A report in a notebook: simulates when it is made, then gives its sections one by one."""

import hashlib
import json
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import plotly.graph_objects as go

import simlib
from simlib import words
from simlib.charts import framed, headlines
from simlib.days import to_date
from simlib.errors import ReportError
from simlib.experiments import Comparison, compare
from simlib.indicators import INDICATORS
from simlib.reporting.changes import differences
from simlib.reporting.handover import take_over
from simlib.reporting.markup import Section, section, unbreakable
from simlib.reporting.mime import FIGURE, HEAD, PLOTLY
from simlib.reporting.numbers import Numbers
from simlib.reporting.page import asset
from simlib.reporting.readings import reading
from simlib.reporting.register import Register
from simlib.reporting.summary import best_of, by_cash_freed, lead, period_of_flows, told
from simlib.reporting.tables import COLUMNS, before_and_after, horizons, side_by_side
from simlib.running import Result
from simlib.scenario import Scenario
from simlib.scenario.register import learned_file

LIMITS = ("effects", "interval", "everyone", "disputes", "behaviour", "sales", "cash", "advice")
WIDE = ("policies",)
"""Figures that need more width than a telephone has."""


@dataclass(frozen=True)
class Drawn:
    """A figure with the sentence that reads it; nothing where there is no figure."""

    name: str
    figure: go.Figure
    sentence: str

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        frame = framed(self.figure)
        words_of = {"title": frame.title, "subtitle": frame.subtitle, "sentence": self.sentence}
        said = {name: unbreakable(text) for name, text in words_of.items()} | {"height": frame.height}
        shown = {**said, "name": self.name, "is_wide": self.name in WIDE, "spec": json.loads(frame.spec)}
        return {FIGURE: shown, PLOTLY: json.loads(str(self.figure.to_json())), "text/plain": frame.title}


@dataclass(frozen=True)
class Report:
    """Scenarios compared, ready to be told.

    Attributes:
        comparison: The scenarios on the same worlds, the first one being today.
        lang: The reader's language.
    """

    comparison: Comparison
    lang: str

    @classmethod
    def of(
        cls, scenarios: Sequence[str], *, lang: str, replications: int = 0, seed: int = -1, engine: str = "auto"
    ) -> "Report":
        """Simulate the scenarios of files; the first is the base.

        Args:
            scenarios: Files, each one or several joined by +.
            lang: The reader's language.
            replications: Number of worlds; 0 takes the base's own.
            seed: Seed of the draws; -1 takes the base's own.
            engine: ``auto``, ``compiled`` or ``reference``.

        Raises:
            ScenarioError: A scenario cannot be used, or two cannot be compared.
            ReportError: There is no such language.
        """
        if lang not in words.languages:
            raise ReportError(f"language {lang!r} does not exist; choose one of {', '.join(words.languages)}")
        found = compare(
            [take_over(spec) for spec in scenarios],
            replications=replications or None,
            seed=None if seed < 0 else seed,
            engine=engine,
        )
        return cls(found, lang)

    # ------------------------------------------------------------------------------------------------ what is told of

    @cached_property
    def numbers(self) -> Numbers:
        """The numbers, as they are read."""
        return Numbers(self.comparison, self.lang)

    @cached_property
    def shown_name(self) -> str:
        """Name of the scenario told month by month: the one that frees the most cash; today's where there is no other."""
        ranked = by_cash_freed(self.numbers)
        return ranked[0] if ranked else self.comparison.base

    @property
    def shown(self) -> Result:
        """Its result."""
        return self.comparison.results[self.shown_name]

    @property
    def today(self) -> Result:
        """The result of the base."""
        return self.comparison.results[self.comparison.base]

    @property
    def base(self) -> Scenario:
        """The base."""
        return self.today.scenario

    @property
    def is_alone(self) -> bool:
        """Whether there is nothing to compare the base with."""
        return len(self.comparison.results) == 1

    @cached_property
    def identity(self) -> str:
        """Eight hex digits that stand for the scenarios, their names, the seed, the replications and the version."""
        told_of = [[name, result.scenario.digest] for name, result in self.comparison.results.items()]
        text = json.dumps([told_of, self.today.seed, self.today.replications, simlib.__version__])
        return hashlib.sha256(text.encode()).hexdigest()[:8]

    @property
    def heading(self) -> str:
        """What the report is about."""
        others = len(self.numbers.others)
        key = {0: "title_alone", 1: "title_one"}.get(others, "title")
        return words.text(f"report.{key}", self.lang, n=others)

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        kind = words.text("report.kind", self.lang)
        head = {
            "lang": self.lang,
            "title": f"{self.heading} – {kind}",
            "footer": f"{kind} {self.identity} · simlib {simlib.__version__}",
            "page_word": words.text("report.page", self.lang),
            "version": simlib.__version__,
            "identity": self.identity,
            "digests": [result.scenario.digest for result in self.comparison.results.values()],
        }
        return {
            HEAD: head,
            "text/html": f"<style>{asset('content.css')}</style>",
            "text/plain": f"{kind} {self.identity}",
        }

    # ----------------------------------------------------------------------------------------------------- the sections

    def title(self) -> Section:
        """Return the block of the title."""
        return self._section(
            "title",
            heading=self.heading,
            description=self.base.description.of(self.lang) if self.base.description is not None else "",
            start=words.date_text(self.base.start, self.lang),
            months=self.base.months,
            replications=words.number(self.today.replications, self.lang),
            names=self.numbers.others,
        )

    def summary(self) -> Section:
        """Return the executive summary."""
        cards = headlines(self.shown, None if self.is_alone else self.today, self.lang)
        return self._section(
            "summary",
            lead=lead(self.numbers),
            best=best_of(self.numbers),
            shown=self.shown_name,
            cards=[
                (card, *(self.numbers.number(name, card.name) for name in (self.shown_name, self.comparison.base)))
                for card in cards
            ],
            told=told(self.numbers),
            untold=max(0, len(self.numbers.others) - len(told(self.numbers))),
            learned=learned_file(self.base),
        )

    def policies(self) -> Section:
        """Return the table of the scenarios side by side."""
        helps = [(INDICATORS[name].label(self.lang), INDICATORS[name].help(self.lang)) for name in COLUMNS]
        return self._section(
            "policies", rows=side_by_side(self.numbers), helps=helps, period=period_of_flows(self.numbers)
        )

    def month_by_month(self) -> Section:
        """Return the heading of the figures of one scenario."""
        return self._section("month_by_month", shown=self.shown_name)

    def figure(self, name: str, drawn: go.Figure) -> Drawn | None:
        """Return a figure with the sentence that reads it; None for a comparison of nothing.

        Args:
            name: What it shows: policies, dso, ageing, bfr or cash.
            drawn: The figure.
        """
        if name == "policies" and self.is_alone:
            return None
        return Drawn(name, drawn, reading(name, self.numbers, self.shown_name))

    def before_and_after(self) -> Section:
        """Return the table of each scenario beside today, 3, 6 and 12 months after the start."""
        days = horizons(self.numbers)
        names = self.numbers.others or [self.comparison.base]
        rows = {name: before_and_after(self.numbers, name, days) for name in names}
        months = words.joined(
            [str(self.today.month_ends.index(at.day) + 1) for at in days if at.day in self.today.month_ends], self.lang
        )
        return self._section("before_and_after", days=days, scenarios=rows, months=months)

    def changes(self) -> Section:
        """Return what differs between the scenarios."""
        others = {name: self.comparison.results[name].scenario for name in self.numbers.others}
        rows = {name: differences(self.base, scenario, self.lang) for name, scenario in others.items()}
        return self._section("changes", scenarios=rows)

    def register(self) -> Section:
        """Return the register of the base's values."""
        found = Register(self.base, self.lang)
        files = words.joined(list(found.files()), self.lang) or words.UNDEFINED
        return self._section("register", groups=found.groups(), counts=found.counts(), files=files)

    def limits(self) -> Section:
        """Return the limits of the model."""
        return self._section("limits", limits=LIMITS)

    def provenance(self) -> Section:
        """Return what it takes to make the report again."""
        return self._section(
            "provenance",
            scenarios=[(name, result.scenario.digest) for name, result in self.comparison.results.items()],
            result=self.today,
            replications=words.number(self.today.replications, self.lang),
            invoices=words.number(sum(one.invoices for one in self.comparison.results.values()), self.lang),
            first=words.date_text(self.base.start, self.lang),
            last=words.date_text(to_date(self.today.end), self.lang),
            versions=f"simlib {simlib.__version__}, Python {platform.python_version()}, numpy {np.__version__}",
            identity=self.identity,
        )

    def _section(self, name: str, **content: Any) -> Section:
        is_pair = len(self.numbers.others) == 1
        return section(name, self.lang, base=self.comparison.base, is_alone=self.is_alone, is_pair=is_pair, **content)
