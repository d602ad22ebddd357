"""The register of assumptions as a report shows it: by group, what differs from the default first, what is switched off on one line."""

import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from simlib.scenario import Origin, Scenario
from simlib.scenario.register import Assumption, Status, register
from simlib.words import MINUS, UNDEFINED, number, percent, text

WIDEST = 6
"""Columns of values side by side."""

GROUPS = (
    "reminders", "calls", "disputes", "escalation", "credit", "financing", "billing", "terms", "customers", "behaviour",
    "cash", "treasury", "shocks", "alerts", "simulation", "before",
)  # fmt: skip
"""Groups of values in the order in which they are shown: those of the fields, and the policy before the start."""

BEFORE = "before"
FILE = "file"
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


class Rest(NamedTuple):
    """Values told in one line: how many, and what they are called."""

    number: int
    labels: tuple[str, ...]


class Group(NamedTuple):
    """Blocks under one heading.

    Attributes:
        title: The heading.
        blocks: The values shown.
        same: Values that are at their default, where those are not shown.
        off: Values that nothing in the scenario depends on.
    """

    title: str
    blocks: tuple[Block, ...]
    same: Rest
    off: Rest


class Register:
    """The values of a scenario, in groups."""

    def __init__(self, scenario: Scenario, lang: str) -> None:
        """Gather the values."""
        self.lang = lang
        self.values = register(scenario)

    def counts(self) -> Mapping[str, int]:
        """Return how many values come from where."""
        found = [value.status for value in self.values]
        off = sum(not value.is_used for value in self.values)
        return {str(status): found.count(status) for status in Status} | {"all": len(found), "off": off}

    def groups(self) -> tuple[Group, ...]:
        """Return the register, groups without values left out."""
        by_group: dict[str, list[Assumption]] = {name: [] for name in GROUPS}
        for value in self.values:
            by_group[BEFORE if value.is_of_before else value.group].append(value)
        return tuple(self._group(name, values) for name, values in by_group.items() if values)

    def files(self) -> tuple[str, ...]:
        """Return the files that values are written in."""
        return tuple(dict.fromkeys(value.origin.file for value in self.values if value.origin.kind == "file"))

    def _group(self, name: str, values: Sequence[Assumption]) -> Group:
        used = [value for value in values if value.is_used]
        is_told = [name != BEFORE or value.is_changed or value.status is not Status.PRIOR for value in used]
        shown = [value for value, told in zip(used, is_told, strict=True) if told]
        blocks = sorted(self._blocks(shown), key=lambda block: not block[0])
        return Group(
            text(f"group.{name}", self.lang),
            tuple(block for _, block in blocks),
            self._rest([value for value, told in zip(used, is_told, strict=True) if not told]),
            self._rest([value for value in values if not value.is_used]),
        )

    def _rest(self, values: Sequence[Assumption]) -> Rest:
        return Rest(len(values), tuple(dict.fromkeys(value.declared.label.of(self.lang) for value in values)))

    # ------------------------------------------------------------------------------------------------------- the blocks

    def _blocks(self, values: Sequence[Assumption]) -> Iterable[tuple[bool, Block]]:
        """Yield values one below the other, or side by side where they belong to things of one kind; and whether any is changed."""
        parts: dict[tuple[tuple[str, ...], int, bool], list[Assumption]] = {}
        for value in values:
            place = _column_place(value)
            is_list = place >= 0 and value.pattern[-1] == "*"
            parts.setdefault((value.path[:place] if place >= 0 else (), place, is_list), []).append(value)
        for (_, place, is_folded), part in parts.items():
            is_changed = any(value.is_changed for value in part)
            if place < 0:
                rows = sorted(part, key=lambda value: not value.is_changed)
                entries = tuple(self._entry([value], value.label(self.lang)) for value in rows)
                yield is_changed, Block("", (), entries)
            else:
                yield from ((is_changed, block) for block in self._matrix(part, place, is_folded=is_folded))

    def _matrix(self, values: Sequence[Assumption], place: int, *, is_folded: bool) -> Iterable[Block]:
        """Yield values side by side: the name at a place of their path says what is the column, the rest the row."""
        stars = values[0].pattern[: place + 1].count("*")
        columns = {value.path[place]: value.names[stars - 1].of(self.lang) for value in values}
        rows: dict[tuple[str, ...], dict[str, Assumption]] = {}
        for value in values:
            rows.setdefault(value.path[place + 1 :], {})[value.path[place]] = value
        title = " · ".join(name.of(self.lang) for name in values[0].names[: stars - 1])
        if values[0].pattern[place - 1] == "steps":
            title = text("report.plan", self.lang, name=title)
        if is_folded:
            title = f"{values[0].declared.label.of(self.lang)} ({values[0].unit(self.lang)})"
        in_order = list(rows.values())
        if not is_folded:
            in_order.sort(key=lambda row: not any(value.is_changed for value in row.values()))
        for first in range(0, len(columns), WIDEST):
            names = list(columns)[first : first + WIDEST]
            entries = [self._across(row, names, stars) for row in in_order if any(name in row for name in names)]
            if is_folded:
                entries = [entry._replace(unit="") for entry in entries]
            yield Block(title, tuple(columns[name] for name in names), tuple(entries), is_folded)

    def _across(self, row: Mapping[str, Assumption], names: Sequence[str], stars: int) -> Entry:
        there = [row[name] for name in names if name in row]
        own = " · ".join(name.of(self.lang) for name in there[0].names[stars:])
        entry = self._entry(there, own or there[0].declared.label.of(self.lang))
        return entry._replace(values=tuple(self._shown(row[name]) if name in row else UNDEFINED for name in names))

    # --------------------------------------------------------------------------------------------------------- the rows

    def _entry(self, values: Sequence[Assumption], label: str) -> Entry:
        said = values[0].declared
        priors = [value for value in values if value.status is Status.PRIOR or not value.is_changed]
        sources = dict.fromkeys(source_text(value.declared.source, self.lang) for value in priors)
        return Entry(
            label,
            said.help.of(self.lang),
            tuple(self._shown(value) for value in values),
            "" if said.unit == "share" else values[0].unit(self.lang),
            "; ".join(source for source in sources if source) or UNDEFINED,
            self._origins(values),
        )

    def _shown(self, value: Assumption) -> str:
        """Return a value without its unit."""
        said, found = value.declared, value.value
        if said.choices:
            return dict(said.choices)[found].of(self.lang)
        if not isinstance(found, int | float):
            return str(found) or UNDEFINED
        if said.unit == "share":
            return percent(found, self.lang, _digits(found * 100.0))
        if value.path == ("seed",):
            return str(found)
        sign = "+" if said.unit == "days_from_due" and found >= 0 else ""
        return f"{sign}{number(found, self.lang, _digits(found))}".replace("-", MINUS)

    def _origins(self, values: Sequence[Assumption]) -> tuple[tuple[str, str], ...]:
        """Return where values come from, lines of one file together."""
        lines: dict[tuple[Status, str], list[int]] = {}
        for value in values:
            origin = Origin() if value.status is Status.PRIOR else value.origin
            lines.setdefault((value.status, origin.file), []).append(origin.line)
        return tuple(
            (FILE if status is Status.SET and file else str(status), self._origin(status, _place(file, numbers)))
            for (status, file), numbers in lines.items()
        )

    def _origin(self, status: Status, place: str) -> str:
        return text(f"report.origin.{status}", self.lang, place=place) if place else status.label(self.lang)


def _column_place(value: Assumption) -> int:
    """Return the place in a value's path of the thing that it belongs to; -1 where it belongs to none."""
    stars = [place for place, name in enumerate(value.pattern[:-1]) if name == "*"]
    return stars[-1] if stars else -1


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
