"""The register of assumptions: every value that results depend on, with its unit, its source, and where it comes from."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from simlib.reporting.changes import segment_name
from simlib.rules.channels import channel_of
from simlib.scenario import FileRef, Lever, Origin, Scenario, levers
from simlib.scenario.fields import UNITS, Declared
from simlib.scenario.levers import bin_label
from simlib.scenario.policy import CHANNEL_LABELS, DEFAULT_PLAN
from simlib.scenario.walk import Leaf, leaves
from simlib.words import MINUS, UNDEFINED, number, percent, text

WIDEST = 6
"""Columns of values side by side."""

TABLES = ("customers", "opening", "history", "orders")
PRIOR, LEARNED, FILE, SET = "prior", "learned", "file", "set"
MOST_DIGITS = 6


class Entry(NamedTuple):
    """One row of the register.

    Attributes:
        label: What it is.
        help: What it means.
        values: Its value, or its values by column; a dash where a column has none.
        unit: Their unit.
        source: Source of the prior, where the prior holds.
        origins: Where the values come from: kind, and words.
    """

    label: str
    help: str
    values: tuple[str, ...]
    unit: str
    source: str
    origins: tuple[tuple[str, str], ...]


class Block(NamedTuple):
    """Rows with the same columns.

    Attributes:
        title: What they are, may be empty.
        columns: Names of the columns of values; empty for one unnamed column.
        entries: The rows.
        is_folded: Whether it is a long list that opens when asked.
    """

    title: str
    columns: tuple[str, ...]
    entries: tuple[Entry, ...]
    is_folded: bool = False


class Group(NamedTuple):
    """A group of blocks under one heading."""

    title: str
    blocks: tuple[Block, ...]


def learned_file(scenario: Scenario) -> str:
    """Return the file that calibration wrote, which brings a table of customers of its own name; empty where there is none."""
    origin = scenario.origin("customers") if scenario.customers is not None else Origin()
    if origin.kind != "file" or scenario.customers is None:
        return ""
    return origin.file if scenario.customers.file == f"{Path(origin.file).stem}.customers.parquet" else ""


@dataclass(frozen=True)
class Value:
    """One value of the scenario with what is declared of it."""

    leaf: Leaf
    said: Declared
    lever: Lever | None
    origin: Origin

    @property
    def path(self) -> tuple[str, ...]:
        """The names that lead to it."""
        return self.leaf.path

    @property
    def has_prior(self) -> bool:
        """Whether it is the model's own value."""
        return self.origin.kind == "default" or (self.lever is not None and self.leaf.value == self.lever.default)


class Register:
    """The values of a scenario, in groups, the policy first."""

    def __init__(self, scenario: Scenario, lang: str) -> None:
        """Gather the values that results depend on."""
        self.scenario, self.lang = scenario, lang
        self.learned = learned_file(scenario)
        known = {lever.path: lever for lever in levers(scenario)}
        self.values = [
            Value(leaf, leaf.declared, known.get(".".join(leaf.path)), scenario.origin(".".join(leaf.path)))
            for leaf in leaves(scenario)
            if leaf.declared is not None and (".".join(leaf.path) in known or self._is_fact(leaf))
        ]

    def counts(self) -> Mapping[str, int]:
        """Return how many values come from where."""
        kinds = [self._kind(value.origin) for value in self.values]
        return {kind: kinds.count(kind) for kind in (FILE, LEARNED, SET, PRIOR)} | {"all": len(kinds)}

    def groups(self) -> tuple[Group, ...]:
        """Return the register."""
        found = (
            (
                "policy",
                (*self._plans(), self._list(self._below("policy", "calls"), self._at("policy.reminders.gap_days"))),
            ),
            ("firm", (self._list(self._below("firm")),)),
            ("segments", (*self._segments(), *self._tables())),
            ("behaviour", (self._list(self._behaviour()), *self._hazards())),
            ("channels", (*self._channels(), self._list(self._touches()))),
        )
        groups = (
            Group(text(f"report.group_{name}", self.lang), tuple(block for block in blocks if block.entries))
            for name, blocks in found
        )
        return tuple(group for group in groups if group.blocks)

    def files(self) -> tuple[str, ...]:
        """Return the files that values are written in."""
        return tuple(dict.fromkeys(value.origin.file for value in self.values if value.origin.kind == "file"))

    def _is_fact(self, leaf: Leaf) -> bool:
        """Return whether a value that no lever moves still counts: of segments that are drawn, of the behaviour learned."""
        if leaf.path[0] == "segments":
            return self.scenario.customers is None and self.scenario.orders is None
        return leaf.path[0] == "behaviour" and leaf.declared is not None and not leaf.declared.is_lever

    # ------------------------------------------------------------------------------------------------------- the groups

    def _below(self, *path: str) -> list[Value]:
        return [value for value in self.values if value.path[: len(path)] == path]

    def _at(self, path: str) -> list[Value]:
        return self._below(*path.split("."))

    def _plans(self) -> list[Block]:
        blocks = []
        for name, plan in self.scenario.policy.reminders.plans.items():
            steps = {
                step: one.label.of(self.lang) if one.label is not None else step.replace("_", " ")
                for step, one in plan.steps.items()
            }
            is_for_all = name == DEFAULT_PLAN and name not in self.scenario.segments
            called = (
                text("report.all_segments", self.lang) if is_for_all else segment_name(self.scenario, name, self.lang)
            )
            below = self._below("policy", "reminders", "plans", name, "steps")
            blocks += self._matrix(text("report.plan", self.lang, name=called), steps, below, 5)
        return blocks

    def _segments(self) -> list[Block]:
        rows = [value for value in self._below("segments") if "hazards" not in value.path]
        return self._matrix("", self._segment_names(), rows, 1)

    def _hazards(self) -> list[Block]:
        rows = [value for value in self._below("segments") if "hazards" in value.path]
        blocks = self._matrix(text("report.group_hazards", self.lang), self._segment_names(), rows, 1)
        return [
            Block(block.title, block.columns, tuple(entry._replace(unit="") for entry in block.entries), is_folded=True)
            for block in blocks
        ]

    def _segment_names(self) -> dict[str, str]:
        return {name: segment_name(self.scenario, name, self.lang) for name in self.scenario.segments}

    def _channels(self) -> list[Block]:
        names = [channel.name.lower() for channel in self.scenario.behaviour.channels]
        columns = {name: CHANNEL_LABELS[channel_of(name)].of(self.lang) for name in names}
        return self._matrix("", columns, self._below("behaviour", "channels"), 2)

    def _behaviour(self) -> list[Value]:
        apart = ("channels", "fatigue", "talk_minutes", "ring_minutes")
        return [value for value in self._below("behaviour") if value.path[1] not in apart]

    def _touches(self) -> list[Value]:
        return [
            value for value in self._below("behaviour") if value.path[1] in ("fatigue", "talk_minutes", "ring_minutes")
        ]

    def _tables(self) -> list[Block]:
        """Return the tables that stand beside the scenario, one row each."""
        entries = []
        for name in TABLES:
            ref = getattr(self.scenario, name)
            if isinstance(ref, FileRef):
                said = (ref.content_hash()[:16],)
                origins = self._origins([self.scenario.origin(name)])
                entries.append(
                    Entry(f"{text(f'report.table.{name}', self.lang)} ({ref.file})", "", said, "SHA-256", "", origins)
                )
        return [Block(text("report.tables", self.lang), (), tuple(entries))]

    # --------------------------------------------------------------------------------------------------------- the rows

    def _list(self, *parts: list[Value]) -> Block:
        """Return values one below the other."""
        return Block("", (), tuple(self._entry([value], self._label(value)) for part in parts for value in part))

    def _matrix(self, title: str, columns: Mapping[str, str], values: list[Value], place: int) -> list[Block]:
        """Return values side by side: what the name at a place of their path says is the column, the rest the row."""
        rows: dict[tuple[str, ...], dict[str, Value]] = {}
        for value in values:
            rows.setdefault(value.path[place + 1 :], {})[value.path[place]] = value
        blocks = []
        for first in range(0, len(columns), WIDEST):
            names = list(columns)[first : first + WIDEST]
            entries = [self._across(row, names) for row in rows.values() if any(name in row for name in names)]
            blocks.append(Block(title, tuple(columns[name] for name in names), tuple(entries)))
        return blocks

    def _across(self, row: Mapping[str, Value], names: Iterable[str]) -> Entry:
        there = [row[name] for name in names if name in row]
        entry = self._entry(there, self._label(there[0], bare=True))
        shown = (self._shown(row[name]) if name in row else UNDEFINED for name in names)
        return entry._replace(values=tuple(shown))

    def _entry(self, values: list[Value], label: str) -> Entry:
        said = values[0].said
        sources = dict.fromkeys(source_text(value.said.source, self.lang) for value in values if value.has_prior)
        return Entry(
            label,
            said.help.of(self.lang),
            tuple(self._shown(value) for value in values),
            "" if said.unit == "share" else UNITS[said.unit].of(self.lang),
            "; ".join(sources) or UNDEFINED,
            self._origins([value.origin for value in values]),
        )

    def _label(self, value: Value, *, bare: bool = False) -> str:
        """Return what a value is called; `bare` where its column says what it belongs to."""
        if value.path[-2] == "hazards":
            return bin_label(value.path[-1], self.scenario.behaviour.bins).of(self.lang)
        if value.lever is not None and not bare:
            return value.lever.label(self.lang)
        return value.said.label.of(self.lang)

    def _shown(self, value: Value) -> str:
        """Return a value without its unit."""
        said, found = value.said, value.leaf.value
        if said.kind == "choice":
            return dict(said.choices)[found].of(self.lang)
        if not isinstance(found, int | float):
            return str(found)
        if said.unit == "share":
            return percent(found, self.lang, _digits(found * 100.0))
        sign = "+" if said.unit == "days_from_due" and found >= 0 else ""
        return f"{sign}{number(found, self.lang, _digits(found))}".replace("-", MINUS)

    # ------------------------------------------------------------------------------------------------------ the origins

    def _kind(self, origin: Origin) -> str:
        if origin.kind == "file":
            return LEARNED if origin.file == self.learned else FILE
        return SET if origin.kind == "set" else PRIOR

    def _origins(self, origins: list[Origin]) -> tuple[tuple[str, str], ...]:
        """Return where values come from, lines of one file together."""
        lines: dict[tuple[str, str], list[int]] = {}
        for origin in origins:
            lines.setdefault((self._kind(origin), origin.file), []).append(origin.line)
        return tuple(
            (kind, text(f"report.origin.{kind}", self.lang, place=_place(file, numbers)))
            for (kind, file), numbers in lines.items()
        )


def source_text(source: str, lang: str) -> str:
    """Return the source of a prior in a language, as it is where it reads the same in all."""
    try:
        return text(f"source: {source}", lang)
    except KeyError:
        return source


def _place(file: str, lines: list[int]) -> str:
    """Return a file's name and lines of it."""
    return f"{Path(file).name}:{', '.join(str(line) for line in sorted(set(lines)))}" if file else ""


def _digits(value: float) -> int:
    """Return how many decimals a number needs, to four digits that count.

    >>> _digits(0.0749), _digits(625.328582), _digits(1600.0)
    (4, 1, 0)
    """
    size = math.floor(math.log10(abs(value))) if value else 0
    shown = f"{value:.{min(max(0, 3 - size), MOST_DIGITS)}f}"
    shown = shown.rstrip("0") if "." in shown else shown
    return len(shown.partition(".")[2])
