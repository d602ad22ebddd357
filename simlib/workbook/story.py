"""The model told in a notebook: one invoice's life, the rules in plain words, and figures made by the rules themselves."""

import html
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

from simlib import words
from simlib.charts.story import (
    Mark,
    Span,
    chance_lines,
    class_lines,
    journey_bars,
    life_bars,
    touch_lines,
)
from simlib.days import to_date, to_day
from simlib.engine.lowering import Brief, lower
from simlib.errors import ScenarioError
from simlib.jit import plain
from simlib.ledger.events import Column, Kind
from simlib.ledger.log import EventLog
from simlib.rules.cash import Method
from simlib.rules.channels import Channel, channel_of
from simlib.rules.classes import PayerClass
from simlib.rules.payment import ANY_DAY, FIRST_WEEKLY, MONTHLY, TWICE_MONTHLY
from simlib.running import events_of
from simlib.scenario import Scenario, load
from simlib.scenario.reminders import CHANNEL_LABELS
from simlib.workbook.chances import Chances, Touch
from simlib.workbook.lives import Life, Row, is_telling, life_of, telling_life
from simlib.workbook.page import Page
from simlib.workbook.sketch import choice, sketch, slider

A_FEW = 12
"""Customers a segment, in the firm whose invoice is told."""
MONTHS, WARM_UP = 6, 6

RULES: Mapping[str, str] = {
    "due_day": "terms",
    "dispute_cause": "disputes",
    "is_over_limit": "credit",
    "lateness": "payment",
    "daily_hazard": "payment",
    "patience": "chance",
    "class_factor": "classes",
    "touch_effect": "touches",
    "may_write": "touches",
    "call_score": "touches",
    "restored": "goodwill",
    "is_missed": "promises",
    "bank_delay": "cash",
    "late_fee": "cash",
    "success_rate": "escalation",
}
"""The rules told, in the order of the chain, and the module of each."""

CLASSES = ("ordinary", "oversight", "admin", "waits", "strategic", "hardship", "never")
RUNS = {"any": ANY_DAY, "weekly": FIRST_WEEKLY + 3, "twice_monthly": TWICE_MONTHLY, "monthly": MONTHLY}
MEANS = {
    "transfer": (Method.TRANSFER, False),
    "cheque": (Method.CHEQUE, False),
    "card": (Method.CARD, False),
    "instant": (Method.INSTANT, False),
    "link": (Method.TRANSFER, True),
}
CONTACTS = (Kind.REMINDED, Kind.CALLED)
EARLIEST, LATEST = -20, 70
LOOK = 'style="text-align: left; vertical-align: top; white-space: {}; padding: 3px 14px 3px 0"'
CAUSE = 15
"""The part of a reference below the marks of what had happened before."""
MARKS = (1 << 20) - 1
"""The part of a reference below the marks of factored invoices and instalments."""


@dataclass(frozen=True)
class Prose:
    """Sentences that a notebook sets as text."""

    text: str

    def _repr_markdown_(self) -> str:
        return self.text


@dataclass(frozen=True)
class Rows:
    """A table that a notebook sets out.

    Attributes:
        head: Names of the columns.
        rows: Its cells.
        narrow: Places of the columns whose cells stay on one line.
        caption: What stands above it.
    """

    head: list[str]
    rows: list[list[str]]
    narrow: tuple[int, ...] = ()
    caption: str = ""

    def _repr_html_(self) -> str:
        looks = [LOOK.format("nowrap" if place in self.narrow else "normal") for place in range(len(self.head))]
        head = "".join(f"<th {look}>{html.escape(name)}</th>" for look, name in zip(looks, self.head, strict=True))
        body = "".join(f"<tr>{self._row(row, looks)}</tr>" for row in self.rows)
        above = f'<caption style="text-align: left">{html.escape(self.caption)}</caption>' if self.caption else ""
        return f"<table>{above}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    @staticmethod
    def _row(row: list[str], looks: list[str]) -> str:
        return "".join(f"<td {look}>{html.escape(text)}</td>" for look, text in zip(looks, row, strict=True))


class Story:
    """The model told for one scenario, in one language.

    >>> story = Story("scenarios/base.yaml+scenarios/policies/calls.yaml", lang="fr")  # doctest: +SKIP
    >>> story.life()  # doctest: +SKIP

    Attributes:
        scenario: The scenario.
        lang: The reader's language.
    """

    def __init__(self, spec: str | Path | Scenario, lang: str = "fr") -> None:
        """Read the scenario.

        Raises:
            ScenarioError: It cannot be read, or the language is none of the catalogue's.
        """
        if lang not in words.languages:
            raise ScenarioError(f"language {lang!r} does not exist; choose one of {', '.join(words.languages)}")
        self.scenario = spec if isinstance(spec, Scenario) else load(spec)
        self.lang = lang

    # --- words ---

    def chapter(self, name: str) -> Prose:
        """Return the heading and the sentences of a chapter."""
        head, text = (
            words.text(f"story.{name}.head", self.lang),
            words.text(f"story.{name}.text", self.lang, **self._about),
        )
        return Prose(f"{'#' if name == 'begin' else '##'} {head}\n\n{text}")

    def rules(self) -> Rows:
        """Return the main rules: in plain words, and as the code says them."""
        columns = ("rule", "plain", "code")
        rows = [
            [f"{module}.{name}", words.text(f"story.rule.{name}", self.lang), first_sentence(module, name)]
            for name, module in RULES.items()
        ]
        return Rows([words.text(f"story.column.{column}", self.lang) for column in columns], rows, (0,))

    # --- a life ---

    @cached_property
    def log(self) -> EventLog:
        """What happened in one world of a small firm like the scenario's, lived by the reference engine."""
        return events_of(few_customers(self.scenario), 0, "reference")

    @cached_property
    def told(self) -> Life:
        """The invoice told: reminded, called about, promised and paid late, where there is one.

        Raises:
            ScenarioError: Nothing was billed.
        """
        found = telling_life(self.log, to_day(self.scenario.start))
        if found is None:
            raise ScenarioError(f"{self.scenario.name}: no invoice is paid late; there is nothing to tell")
        return found

    def life(self) -> Page:
        """Return the figure of the invoice's life."""
        return self._drawn(self.told)

    def events(self) -> Rows:
        """Return the events of the invoice's life, in words."""
        return self._events(self.told, "" if is_telling(self.told) else words.text("story.none", self.lang))

    def follow(self, invoice: str) -> Rows:
        """Return the events of another invoice's life.

        Raises:
            ScenarioError: There is no such invoice.
        """
        found = life_of(self.log, invoice)
        if found is None:
            raise ScenarioError(f"there is no invoice {invoice!r} here; its ids read like {self.told.invoice}")
        return self._events(found, invoice)

    def _events(self, life: Life, caption: str) -> Rows:
        rows = [
            [self._day(row[Column.DAY]), self._to_due(row[Column.DAY] - life.due_on), self.sentence(row)]
            for row in life.rows
        ]
        columns = ("date", "due", "what")
        return Rows([words.text(f"story.column.{column}", self.lang) for column in columns], rows, (0, 1), caption)

    def _drawn(self, life: Life) -> Page:
        spans = [Span(*vars(stage).values()) for stage in life.stages()]
        felt = {row[Column.DAY] for row in life.of(Kind.DELIVERED, Kind.TALKED)}
        marks = [Mark(row[Column.DAY], self.sentence(row), row[Column.DAY] in felt) for row in life.of(*CONTACTS)]
        late = life.days_late
        key = "unpaid" if late is None else "late" if late > 0 else "early"
        title = words.text(
            "story.life.title",
            self.lang,
            invoice=life.invoice,
            amount=self._money(life.gross),
            late=words.text(f"story.life.{key}", self.lang, days=late),
        )
        return sketch(lambda _: life_bars(title, spans, marks, life.due_on, self.lang), self.lang)

    def sentence(self, row: Row) -> str:
        """Return what an event says, in words."""
        kind, ref = Kind(row[Column.KIND]), row[Column.REF] & MARKS
        what = self._what(kind, ref)
        return words.text(
            f"story.kind.{kind.name.lower()}", self.lang, amount=self._money(row[Column.AMOUNT]), what=what
        )

    def _what(self, kind: Kind, ref: int) -> str:
        """Return what an event's reference says."""
        if kind in (Kind.REMINDED, Kind.WRITTEN, Kind.DELIVERED, Kind.WRONGFUL):
            return CHANNEL_LABELS[Channel(ref)].of(self.lang)
        if kind is Kind.PROMISED:
            return self._day(ref)
        if kind in (Kind.DISPUTED, Kind.NOTED):
            return words.text(f"story.cause.{ref & CAUSE}", self.lang)
        if kind is Kind.LOST:
            return words.text(f"story.lost.{ref}", self.lang)
        if kind is Kind.CREDITED:
            return words.text(f"story.credit.{ref}", self.lang)
        if kind is Kind.HANDED:
            return words.text(f"story.where.{ref & CAUSE}", self.lang)
        if kind is Kind.WRITTEN_OFF:
            return words.text(f"story.loss.{ref}", self.lang)
        return str(ref)

    # --- figures of the rules ---

    def chance(self) -> Page:
        """Return the figure of the daily chance of approval, by segment."""
        latenesses = range(EARLIEST, LATEST + 1)
        chances = {self._segments[name]: self._chances.daily(name, EARLIEST, LATEST) for name in self._segments}
        return sketch(lambda _: chance_lines(latenesses, chances, self.lang), self.lang)

    def touch(self) -> Page:
        """Return the figure of what a delivered touch does, with its sliders."""
        channels = {channel.name.lower(): CHANNEL_LABELS[channel].of(self.lang) for channel in Channel}

        def draw(values: Mapping[str, Any]) -> Any:
            channel = channel_of(values["channel"])
            touch = Touch(values["day"], channel, values["earlier"])
            untouched = self._chances.mixed(values["segment"])
            touched = self._chances.mixed(values["segment"], [touch])
            acts = self._chances.acts(touch)
            return touch_lines(
                untouched.days, untouched.approved, touched.approved, acts, channels[values["channel"]], self.lang
            )

        day = slider("day", -20, 60, 7, self.lang, words.NO_BREAK + words.text("unit.days", self.lang))
        channel = choice("channel", channels, "email", self.lang)
        return sketch(draw, self.lang, [channel, day, slider("earlier", 0, 5, 0, self.lang), self._segment_choice()])

    def classes(self) -> Page:
        """Return the figure of what the reasons of a delay do, with its sliders."""

        def draw(values: Mapping[str, Any]) -> Any:
            touches = [Touch(values["reminder"], Channel.EMAIL), Touch(values["notice"], Channel.FORMAL_NOTICE)]
            touches.sort(key=lambda touch: touch.day)
            courses = {
                name: self._chances.course(values["segment"], touches, PayerClass[name.upper()]) for name in CLASSES
            }
            approved = {name: course.approved for name, course in courses.items()}
            return class_lines(courses["ordinary"].days, approved, self.lang)

        unit = words.NO_BREAK + words.text("unit.days", self.lang)
        knobs = [slider("reminder", 1, 60, 7, self.lang, unit), slider("notice", 1, 60, 35, self.lang, unit)]
        return sketch(draw, self.lang, [*knobs, self._segment_choice()])

    def travel(self) -> Page:
        """Return the figure of the way from approval to the books, with its choices."""

        def draw(values: Mapping[str, Any]) -> Any:
            runs = RUNS[values["runs"]]
            journeys = {}
            for name, (method, is_linked) in MEANS.items():
                own = ANY_DAY if is_linked or method in (Method.CARD, Method.INSTANT) else runs
                journeys[name] = self._chances.journey(values["segment"], own, method, is_linked=is_linked)
            return journey_bars(journeys, self.lang)

        labels = {name: words.text(f"story.runs.{name}", self.lang) for name in RUNS}
        return sketch(draw, self.lang, [choice("runs", labels, "weekly", self.lang), self._segment_choice()])

    # --- how it is said ---

    @property
    def _about(self) -> dict[str, str]:
        described = self.scenario.description
        return {"name": described.of(self.lang) if described else self.scenario.name}

    @cached_property
    def _brief(self) -> Brief:
        return lower(self.scenario)

    @cached_property
    def _chances(self) -> Chances:
        return Chances(self._brief)

    @cached_property
    def _segments(self) -> dict[str, str]:
        """Names of the segments that have customers."""
        there = dict.fromkeys(self._brief.segments)
        labels = {name: self.scenario.segments[name].label for name in there}
        return {name: label.of(self.lang) if label else name for name, label in labels.items()}

    def _segment_choice(self) -> dict[str, Any]:
        return choice("segment", self._segments, next(iter(self._segments)), self.lang)

    def _money(self, cents: int) -> str:
        return words.money(cents / 100, self.lang, self.scenario.currency)

    def _day(self, day: int) -> str:
        return words.date_text(to_date(day), self.lang)

    def _to_due(self, days: int) -> str:
        mark = words.text("lever.after_due" if days >= 0 else "lever.before_due", self.lang)
        return f"{mark}{words.NO_BREAK}{abs(days)}"


def few_customers(scenario: Scenario) -> Scenario:
    """Return a small firm like a scenario's, quick to live for the reference engine; one whose customers are listed stays as it is."""
    if scenario.customers is not None or scenario.orders is not None:
        return scenario
    counts = {f"segments.{name}.customers": min(one.customers, A_FEW) for name, one in scenario.segments.items()}
    return scenario.with_({**counts, "months": MONTHS, "warm_up_months": WARM_UP}, name=scenario.name)


def first_sentence(module: str, name: str) -> str:
    """Return the first line of a rule's docstring."""
    rule = plain(getattr(import_module(f"simlib.rules.{module}"), name))
    return (rule.__doc__ or "").strip().splitlines()[0]
