"""YAML 1.2 text of scenarios: read with the line of every value, without aliases, tags and repeated keys."""

import math
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from simlib.errors import ScenarioError
from simlib.scenario.fields import nearest

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
    _refuse_what_scenarios_lack(file, text)
    try:
        node = YAML(typ="rt", pure=True).compose(text)
    except YAMLError as error:
        _broken(file, error)
    if node is None:
        raise ScenarioError(f"{file}: the file is empty; a scenario holds keys such as firm, segments or policy.")
    value = _value(node, file)
    if not isinstance(value.content, dict):
        raise ScenarioError(f"{file}:{value.line}: a scenario is a mapping of keys such as firm, segments or policy.")
    return value.content


def _text_of(file: Path) -> str:
    if file.is_dir():
        raise ScenarioError(f"{file}: this is a folder; name a scenario file in it.")
    if not file.exists():
        folder = file.parent
        names = sorted(path.name for path in folder.glob("*.yaml")) if folder.is_dir() else []
        raise ScenarioError(f"{file}: no such file.{nearest(file.name, names)}")
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


def _refuse_what_scenarios_lack(file: Path, text: str) -> None:
    """Refuse aliases, anchors, tags, further documents and nesting beyond reason, before anything is built."""
    depth = documents = 0
    try:
        for event in YAML(typ="rt", pure=True).parse(text):
            line = event.start_mark.line + 1
            if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
                raise ScenarioError(
                    f"{file}:{line}: anchors and aliases (& and *) are not allowed; write the value out."
                )
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise ScenarioError(f"{file}:{line}: a second document starts; a scenario file holds one.")
            if isinstance(event, NodeEvent) and _is_tagged(event):
                raise ScenarioError(f"{file}:{line}: tags (!) are not allowed; write the plain value.")
            if isinstance(event, MappingStartEvent | SequenceStartEvent):
                depth += 1
                if depth > DEEPEST:
                    raise ScenarioError(
                        f"{file}:{line}: nested more than {DEEPEST} levels deep; no scenario needs that."
                    )
            elif type(event).__name__ in ("MappingEndEvent", "SequenceEndEvent"):
                depth -= 1
    except YAMLError as error:
        _broken(file, error)


def _is_tagged(event: Any) -> bool:
    if isinstance(event, ScalarEvent):
        return bool(event.tag) and not any(event.implicit)
    return bool(getattr(event, "tag", None)) and not event.implicit


def _broken(file: Path, error: YAMLError) -> NoReturn:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    where = f"{file}:{mark.line + 1}" if mark is not None else str(file)
    problem = error.problem if isinstance(error, MarkedYAMLError) and error.problem else str(error).splitlines()[0]
    raise ScenarioError(f"{where}: not readable as YAML: {' '.join(str(problem).split())}.") from None


def _value(node: Any, file: Path) -> Value:
    line = node.start_mark.line + 1
    if isinstance(node, MappingNode):
        return Value(_mapping(node, file), line)
    if isinstance(node, SequenceNode):
        return Value([_value(one, file) for one in node.value], line)
    return Value(_scalar(node, file, line), line)


def _mapping(node: MappingNode, file: Path) -> dict[str, Value]:
    content: dict[str, Value] = {}
    for key, below in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, ScalarNode) or key.tag != f"{_TAG}str":
            found = key.value if isinstance(key, ScalarNode) else "a list or mapping"
            raise ScenarioError(f"{file}:{line}: the key {found!r} is not a name; write names as text.")
        if key.value in content:
            raise ScenarioError(
                f"{file}:{line}: {key.value} is given twice, first on line {content[key.value].line}; keep one of them."
            )
        content[key.value] = Value(_value(below, file).content, line)
    return content


def _scalar(node: ScalarNode, file: Path, line: int) -> object:
    text, kind = node.value, str(node.tag).removeprefix(_TAG)
    try:
        if kind == "null":
            return None
        if kind == "bool":
            return text.lower() == "true"
        if kind == "int":
            return _integer(text.replace("_", ""))
        if kind == "float":
            number = float(text.replace("_", "").lower().replace(".inf", "inf").replace(".nan", "nan"))
            if not math.isfinite(number):
                raise ScenarioError(f"{file}:{line}: {text} is not a finite number; write an ordinary number.")
            return number
        if kind == "timestamp":
            return date.fromisoformat(text)
    except ValueError:
        return text
    return text


def _integer(text: str) -> int:
    sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text.removeprefix("+"))
    return sign * int(digits, 0 if digits[:2].lower() in ("0x", "0o", "0b") else 10)
