"""YAML 1.2 text of scenarios: read with the line of every value, without aliases, tags and repeated keys."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.nodes import ScalarNode

from simlib.errors import ScenarioError
from simlib.scenario.fields import nearest, shown
from simlib.scenario.places import is_there

LARGEST_BYTES = 2_000_000
DEEPEST = 20
_TAG = "tag:yaml.org,2002:"


@dataclass
class Value:
    """A value of a scenario file: a plain one, a dict or a list of further ones; and its line, from 1."""

    content: Any
    line: int

    def plain(self) -> Any:
        """Return the value without its lines; entries that are null are left out of mappings."""
        if isinstance(self.content, dict):
            return {name: one.plain() for name, one in self.content.items() if one.content is not None}
        if isinstance(self.content, list):
            return [one.plain() for one in self.content]
        return self.content


def read_mapping(file: Path) -> dict[str, Value]:
    """Return the top keys of a scenario file with their values.

    Raises:
        ScenarioError: There is no such file, it is no scenario, or it cannot be read.
    """
    text = _text_of(file)
    try:
        value = _Reader(file, text).document()
    except YAMLError as error:
        _broken(file, error)
    if value is None or value.content is None:
        raise ScenarioError(f"{file}: the file is empty; a scenario holds keys such as firm, segments or policy.")
    if not isinstance(value.content, dict):
        raise ScenarioError(f"{file}:{value.line}: a scenario is a mapping of keys such as firm, segments or policy.")
    return value.content


def _text_of(file: Path) -> str:
    if not is_there(file):
        names = sorted(path.name for path in file.parent.glob("*.yaml")) if is_there(file.parent) else []
        raise ScenarioError(f"{file}: no such file.{nearest(file.name, names)}")
    if file.is_dir():
        raise ScenarioError(f"{file}: this is a folder; name a scenario file in it.")
    if not file.is_file():
        raise ScenarioError(f"{file}: this is no file that can be read; name a scenario file.")
    size = file.stat().st_size
    if size > LARGEST_BYTES:
        raise ScenarioError(
            f"{file}: {size / 1e6:.1f} MB; a scenario holds at most {LARGEST_BYTES / 1e6:.0f} MB, "
            "long lists belong in a CSV or Parquet file that it names (customers, opening, orders)."
        )
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ScenarioError(f"{file}: byte {error.start + 1} is not UTF-8; save the file as UTF-8 text.") from None
    except OSError as error:
        raise ScenarioError(f"{file}: cannot be read ({error.strerror}).") from None


def _broken(file: Path, error: YAMLError) -> NoReturn:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    where = f"{file}:{mark.line + 1}" if mark is not None else str(file)
    problem = error.problem if isinstance(error, MarkedYAMLError) and error.problem else str(error).splitlines()[0]
    raise ScenarioError(f"{where}: not readable as YAML: {' '.join(str(problem).split())}.") from None


class _Reader:
    """Builds values from the events of a YAML text."""

    def __init__(self, file: Path, text: str) -> None:
        self.file = file
        yaml = YAML(typ="rt", pure=True)
        self.resolver = yaml.resolver
        self.events: Iterator[Event] = yaml.parse(text)
        self.depth = 0

    def document(self) -> Value | None:
        """Return the one document of the text, None where there is none."""
        value = None
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                if value is not None:
                    self.refuse(event, "a second document starts; a scenario file holds one.")
                value = self.value(next(self.events))
        return value

    def refuse(self, event: Event, why: str) -> NoReturn:
        """Refuse what an event begins."""
        raise ScenarioError(f"{self.file}:{_line(event)}: {why}")

    def value(self, event: Event) -> Value:
        """Return the value that an event begins."""
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            self.refuse(event, "anchors and aliases (& and *) are not allowed; write the value out.")
        if _is_tagged(event):
            self.refuse(event, "tags (!) are not allowed; write the plain value.")
        if isinstance(event, ScalarEvent):
            return Value(self.scalar(event), _line(event))
        self.depth += 1
        if self.depth > DEEPEST:
            self.refuse(event, f"nested more than {DEEPEST} levels deep; no scenario needs that.")
        content = self.mapping() if isinstance(event, MappingStartEvent) else self.sequence()
        self.depth -= 1
        return Value(content, _line(event))

    def sequence(self) -> list[Value]:
        """Return the entries of a sequence that has begun."""
        entries = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            entries.append(self.value(event))
        return entries

    def mapping(self) -> dict[str, Value]:
        """Return the entries of a mapping that has begun, each with the line of its key."""
        entries: dict[str, Value] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            key = self.value(event).content
            if not isinstance(key, str) or (key == "<<" and _is_plain(event)):
                found = event.value if isinstance(event, ScalarEvent) else "a list or mapping"
                self.refuse(event, f"the key {shown(found)} is not a name; write names as text.")
            if key in entries:
                self.refuse(event, f"{key} is given twice, first on line {entries[key].line}; keep one of them.")
            entries[key] = Value(self.value(next(self.events)).content, _line(event))
        return entries

    def scalar(self, event: ScalarEvent) -> object:
        """Return the plain value of a scalar: quoted text is text, the rest is what YAML 1.2 takes it for."""
        text = str(event.value)
        if not _is_plain(event):
            return text
        kind = str(self.resolver.resolve(ScalarNode, text, (True, False))).removeprefix(_TAG)
        try:
            if kind == "null":
                return None
            if kind == "bool":
                return text.lower() == "true"
            if kind == "int":
                return _integer(text.replace("_", ""))
            if kind == "timestamp":
                return date.fromisoformat(text)
            if kind == "float":
                number = float(text.replace("_", "").lower().replace(".inf", "inf").replace(".nan", "nan"))
                if not math.isfinite(number):
                    self.refuse(event, f"{text} is not a finite number; write an ordinary number.")
                return number
        except ValueError:
            return text
        return text


def _line(event: Event) -> int:
    return int(event.start_mark.line) + 1


def _is_plain(event: Event) -> bool:
    return isinstance(event, ScalarEvent) and not event.style


def _is_tagged(event: Any) -> bool:
    if isinstance(event, ScalarEvent):
        return bool(event.tag) and not any(event.implicit)
    return isinstance(event, MappingStartEvent | SequenceStartEvent) and bool(event.tag) and not event.implicit


def _integer(text: str) -> int:
    sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text.removeprefix("+"))
    return sign * int(digits, 0 if digits[:2].lower() in ("0x", "0o", "0b") else 10)
