"""A report in a notebook: simulates when it is made, then gives its sections one by one."""

import datetime
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

import simlib
from simlib import words
from simlib.errors import ReportError, ScenarioError
from simlib.experiments import Comparison, compare
from simlib.experiments.bridge import REPLICATIONS as FOR_BRIDGE
from simlib.experiments.bridge import Bridge, bridge
from simlib.experiments.tornado import REPLICATIONS as FOR_TORNADO
from simlib.experiments.tornado import Tornado, tornado
from simlib.reporting import background, cash, explaining, learned, results
from simlib.reporting.benchmark import SIZES
from simlib.reporting.brand import Brand, date_of, read_brand
from simlib.reporting.document import Block, Head, Paragraph, Section
from simlib.reporting.drawn import drawn_as
from simlib.reporting.handover import take_over
from simlib.reporting.mime import HEAD
from simlib.reporting.numbers import Numbers
from simlib.reporting.page import asset
from simlib.reporting.readings import reading
from simlib.reporting.summary import by_cash_freed
from simlib.running import Batch, Result, Summary, customers_table, simulate
from simlib.scenario import Scenario, levers

if TYPE_CHECKING:
    import pandas as pd

SENSITIVE = (
    "behaviour.payment_speed", "behaviour.disputes.*", "firm.billing_delay_days", "firm.error_rate", "segments.*.terms.days",
    "policy.reminders.gap_days", "policy.reminders.plans.*.steps.*.day", "policy.calls.collectors", "policy.discount.rate",
    "policy.credit.limit*", "behaviour.effects.*", "behaviour.reminder_effect*", "segments.*.orders_per_year", "segments.*.mean_amount",
)  # fmt: skip
"""Levers whose tornado a report shows, by the pattern of their paths: what is known least, and what is decided most."""

SECTIONS = (
    "title", "summary", "policies", "month_by_month", "before_and_after", "bridge", "cash_plan", "weeks", "months", "remedies", "tornado",
    "benchmark", "customers", "learned", "backtest", "changes", "register", "limits", "provenance",
)  # fmt: skip
"""Sections that an author may add words to."""


@dataclass(frozen=True)
class Report:
    """Scenarios compared, ready to be told.

    Attributes:
        comparison: The scenarios on the same worlds, the first one being today.
        lang: The reader's language.
        template: Which report it is.
        brand: What it bears of its author.
        date: The date on it; that of the brand where there is none.
        spec: The files of today's scenario, joined by +.
    """

    comparison: Comparison
    lang: str
    template: str = "scenario"
    brand: Brand = field(default_factory=Brand)
    date: datetime.date | None = None
    spec: str = ""

    @classmethod
    def of(
        cls,
        scenarios: Sequence[str],
        *,
        lang: str,
        replications: int = 0,
        seed: int = -1,
        engine: str = "auto",
        brand: str = "",
        date: str = "",
        template: str = "scenario",
    ) -> "Report":
        """Simulate the scenarios of files; the first is the base.

        Args:
            scenarios: Files, each one or several joined by +.
            lang: The reader's language.
            replications: Number of worlds; 0 takes the base's own.
            seed: Seed of the draws; -1 takes the base's own.
            engine: ``auto``, ``compiled`` or ``reference``.
            brand: A `report.yaml`; none where it is empty.
            date: The date on the report, year first; none where it is empty.
            template: Which report it is.

        Raises:
            ScenarioError: A scenario cannot be used, or two cannot be compared.
            ReportError: There is no such language, or the brand cannot be used.
        """
        if lang not in words.languages:
            raise ReportError(f"language {lang!r} does not exist; choose one of {', '.join(words.languages)}")
        worn = read_brand(Path(brand), sections=SECTIONS, sizes=SIZES) if brand else Brand()
        found = compare(
            [take_over(spec) for spec in scenarios],
            replications=replications or None,
            seed=None if seed < 0 else seed,
            engine=engine,
        )
        day = datetime.date.fromisoformat(date) if date else None
        return cls(found, lang, template, worn, day, scenarios[0])

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
    def by_segment(self) -> dict[str, dict[str, Summary]]:
        """The summaries of the base by segment."""
        today = self.today
        found = simulate(self.base, replications=today.replications, seed=today.seed, engine=today.engine, by="segment")
        return found.summary_by()

    @cached_property
    def customers(self) -> "pd.DataFrame":
        """The customers of the base at its start, in the first world; called by numbers where the author wishes."""
        table = customers_table(self.base, engine=self.today.engine, seed=self.today.seed)
        if self.brand.anonymise_customers:
            names = sorted(table["customer_id"])
            called = words.text("report.customer", self.lang)
            table["customer_id"] = [f"{called} {names.index(name) + 1:03d}" for name in table["customer_id"]]
        return table

    @cached_property
    def bridge(self) -> Bridge | None:
        """What each lever brings of the difference between today and the scenario shown; None where it cannot be told apart."""
        if self.is_alone:
            return None
        try:
            return bridge(
                self.base,
                self.shown.scenario,
                indicators=explaining.EXPLAINED,
                replications=self._few(FOR_BRIDGE),
                batch=self._batch(*explaining.EXPLAINED),
            )
        except ScenarioError:
            return None

    @cached_property
    def tornado(self) -> Tornado:
        """How far the levers that matter most, and what is assumed, move the DSO of today."""
        asked = [one.path for one in levers(self.base) if any(fnmatch(one.path, pattern) for pattern in SENSITIVE)]
        return tornado(self.base, asked=asked, replications=self._few(FOR_TORNADO), batch=self._batch("dso_count_back"))

    def _few(self, usual: int) -> int:
        return min(usual, self.today.replications)

    def _batch(self, *names: str) -> Batch:
        return Batch(self.base, seed=self.today.seed, engine=self.today.engine, names=names)

    # ------------------------------------------------------------------------------------------- what it says about itself

    @cached_property
    def identity(self) -> str:
        """Eight hex digits that stand for the scenarios, their names, the seed, the replications and the version."""
        told_of = [[name, result.scenario.digest] for name, result in self.comparison.results.items()]
        text = json.dumps([told_of, self.today.seed, self.today.replications, simlib.__version__])
        return hashlib.sha256(text.encode()).hexdigest()[:8]

    @property
    def heading(self) -> str:
        """What the report is about."""
        own = self.brand.said(self.brand.title, self.lang)
        others = len(self.numbers.others)
        key = {0: "title_alone", 1: "title_one"}.get(others, "title")
        return own or words.text(f"report.{key}", self.lang, n=others)

    @property
    def date_text(self) -> str:
        """The date on it, in words."""
        return date_of(self.brand, self.date, self.lang)

    @property
    def head(self) -> Head:
        """What it says about itself."""
        kind = words.text(f"report.kind.{self.template}", self.lang)
        mark = self.brand.said(self.brand.confidentiality, self.lang)
        foot = [mark, self.brand.client, kind, self.date_text, f"{self.identity} · simlib {simlib.__version__}"]
        return Head(
            lang=self.lang,
            title=f"{self.heading} – {kind}",
            heading=self.heading,
            footer=" · ".join(part for part in foot if part),
            page_word=words.text("report.page", self.lang),
            version=simlib.__version__,
            identity=self.identity,
            digests=tuple(result.scenario.digest for result in self.comparison.results.values()),
            currency=self.base.currency,
        )

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return {
            HEAD: self.head.model_dump_json(),
            "text/html": f"<style>{asset('content.css')}</style>",
            "text/plain": self.head.title,
        }

    # ----------------------------------------------------------------------------------------------------- the sections

    def title(self) -> Section:
        """Return the block of the title."""
        return self._section("title", "", [results.title(self)])

    def summary(self) -> Section:
        """Return the executive summary."""
        return self._section("summary", self._t("summary"), results.summary(self))

    def policies(self) -> Section:
        """Return the table of the scenarios side by side."""
        return self._section("policies", self._t("side_by_side"), results.policies(self))

    def month_by_month(self) -> Section:
        """Return the heading of the figures of one scenario."""
        if self.is_alone:
            return self._section("month_by_month", self._t("month_by_month_alone"), [])
        key = "month_by_month_one" if len(self.numbers.others) == 1 else "month_by_month_help"
        said = Paragraph(text=self._t(key, name=self.shown_name), style="help")
        return self._section("month_by_month", self._t("month_by_month", name=self.shown_name), [said])

    def before_and_after(self, *, is_short: bool = False) -> Section:
        """Return the table of scenarios beside today, 3, 6 and 12 months after the start; of the one shown alone where short."""
        names = [self.shown_name] if is_short or self.is_alone else self.numbers.others
        return self._section("before_and_after", results.before_after_title(self), results.before_after(self, names))

    def why(self) -> Section | None:
        """Return what each lever brings of the difference; None for a comparison of nothing."""
        if self.is_alone:
            return None
        return self._section("bridge", self._t("bridge"), explaining.why(self))

    def cash_plan(self) -> Section:
        """Return how low cash falls and how likely it does not hold, of the scenario shown beside today."""
        return self._section("cash_plan", self._t("cash_plan"), cash.low(self))

    def weeks(self) -> Section:
        """Return the weeks of the cash plan of the scenario shown."""
        return self._section("weeks", self._t("thirteen_weeks"), cash.weekly(self))

    def months(self) -> Section:
        """Return the months of the cash plan of the scenario shown."""
        return self._section("months", self._t("twelve_months"), cash.monthly(self))

    def cheapest(self) -> Section:
        """Return what remedies for a lack of cash cost."""
        return self._section("remedies", self._t("remedies"), cash.cheapest(self))

    def sensitivity(self) -> Section:
        """Return what moves the DSO of today most."""
        return self._section("tornado", self._t("tornado"), explaining.sensitivity(self))

    def who_owes(self) -> Section:
        """Return the customers that owe most."""
        return self._section("customers", self._t("customers"), explaining.who_owes(self))

    def learned(self) -> Section:
        """Return what was learned from the ledger, and how well it predicted."""
        return self._section("learned", self._t("learned"), learned.learned(self))

    def backtest(self) -> Section:
        """Return the forecast held against the past, beside rules of thumb."""
        return self._section("backtest", self._t("backtest"), learned.backtest(self))

    def benchmark(self) -> Section:
        """Return how late customers pay beside payers of their size in France."""
        return self._section("benchmark", self._t("benchmark"), background.benchmark(self))

    def changes(self) -> Section:
        """Return what differs between the scenarios."""
        return self._section("changes", self._t("assumptions"), background.changes(self))

    def register(self) -> Section:
        """Return the register of the base's values."""
        return self._section("register", "", background.register(self))

    def limits(self) -> Section:
        """Return the limits of the model."""
        return self._section("limits", self._t("limits"), background.limits(self))

    def provenance(self) -> Section:
        """Return what it takes to make the report again."""
        return self._section("provenance", self._t("provenance"), background.provenance(self))

    # ----------------------------------------------------------------------------------------------------- the figures

    def figure(self, name: str, drawn: go.Figure) -> Section | None:
        """Return a figure with the sentence that reads it; None for a comparison of nothing.

        Args:
            name: What it shows: policies, dso, ageing, bfr, cash ...
            drawn: The figure.
        """
        if name == "policies" and self.is_alone:
            return None
        return Section(name=name, blocks=(drawn_as(name, drawn, reading(name, self.numbers, self.shown_name)),))

    def _section(self, name: str, title: str, blocks: Sequence[Block]) -> Section:
        """Return a section with what the author wrote for it."""
        notes = [Paragraph(text=text, style="note") for text in self.brand.paragraphs(name, self.lang)]
        place = 1 if name == "title" else 0
        return Section(name=name, title=title, blocks=(*blocks[:place], *notes, *blocks[place:]))

    def _t(self, key: str, **values: object) -> str:
        return words.text(f"report.{key}", self.lang, **values)
