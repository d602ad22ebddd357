"""Scenario files: layers read, laid over one another, and built into one scenario."""

from collections.abc import Sequence
from dataclasses import dataclass
from os.path import normpath
from pathlib import Path
from typing import Any, TypeAlias

from simlib.errors import ScenarioError
from simlib.scenario.fields import shown
from simlib.scenario.places import is_there
from simlib.scenario.scenario import FileRef, Origin, Scenario, bins_of, build
from simlib.scenario.walk import Path as NamePath
from simlib.scenario.walk import Tree, take
from simlib.scenario.yaml_text import Value, read_mapping

Spec: TypeAlias = str | Path | Sequence[str | Path]
FILES = ("customers", "opening", "history", "orders", "payments")
"""Fields that name a file; a later layer replaces them as a whole."""


@dataclass
class Layers:
    """Values gathered so far with their origins, later layers over earlier ones, and the folders of the tables named."""

    values: Tree
    origins: dict[NamePath, Origin]
    folders: dict[str, Path]

    def forget(self, path: NamePath) -> None:
        """Drop the origins of a value and of all below it."""
        for known in [known for known in self.origins if known[: len(path)] == path]:
            del self.origins[known]


def load(spec: Spec) -> Scenario:
    """Return the scenario of a file, or of several laid over one another, later ones winning.

    Args:
        spec: a path; several joined by ``+`` as in ``firm.yaml+policy.yaml``; or a sequence of such.

    Raises:
        ScenarioError: A file cannot be read, a key is unknown or a value not allowed; one line says where and what to do.
    """
    files = _parts(spec)
    if not files:
        raise ScenarioError("no scenario file was named; give one, or several as in base.yaml+policy.yaml.")
    layers = Layers({}, {}, {})
    for file in files:
        layers.values.pop("name", None)
        layers.values.pop("description", None)
        _lay(file, layers, ())
    layers.values.setdefault("name", files[-1].stem)
    scenario = build(layers.values, layers.origins)
    for name, folder in layers.folders.items():
        ref = getattr(scenario, name)
        if isinstance(ref, FileRef):
            ref._folder = folder
            ref.content_hash()
    return scenario


def _parts(spec: Spec) -> list[Path]:
    if isinstance(spec, Path):
        return [spec]
    if isinstance(spec, str):
        if Path(spec).is_file():
            return [Path(spec)]
        return [Path(part.strip()) for part in spec.split("+") if part.strip()]
    return [path for one in spec for path in _parts(one)]


def _lay(file: Path, layers: Layers, chain: tuple[Path, ...]) -> None:
    """Lay what a file extends, then the file itself, over the layers so far."""
    values = read_mapping(file)
    real = file.resolve()
    if real in chain:
        names = " -> ".join(path.name for path in (*chain[chain.index(real) :], real))
        raise ScenarioError(f"{file}: extends goes round in a circle ({names}); remove one of these `extends`.")
    extends = values.pop("extends", None)
    for parent in _extended(file, extends):
        _lay(parent, layers, (*chain, real))
        layers.values.pop("name", None)
        layers.values.pop("description", None)
    _lay_values(layers, values, file)


def _extended(file: Path, extends: Value | None) -> list[Path]:
    """Return the files that a file extends, in order."""
    if extends is None or extends.content is None:
        return []
    given = extends.content if isinstance(extends.content, list) else [extends]
    if not all(isinstance(one.content, str) and one.content for one in given):
        raise ScenarioError(
            f"{file}:{extends.line}: extends is not a path; allowed: a path or a list of paths, relative to this file."
        )
    parents = []
    for one in given:
        parent = Path(normpath(file.parent / str(one.content)))
        if not is_there(parent):
            raise ScenarioError(f"{file}:{one.line}: extends names {shown(one.content)}: no such file.")
        parents.append(parent)
    return parents


def _lay_values(layers: Layers, values: dict[str, Value], file: Path) -> None:
    """Lay a file's own values; where it changes the bins of lateness, hazards of earlier layers mean nothing and go."""
    before = bins_of(layers.values)
    with_bins = {name: value for name, value in values.items() if name in ("calendar", "behaviour")}
    _merge(layers, layers.values, with_bins, (), file)
    segments = layers.values.get("segments")
    if bins_of(layers.values) != before and isinstance(segments, dict):
        for name in segments:
            take(layers.values, ("segments", name, "hazards"))
            layers.forget(("segments", name, "hazards"))
    _merge(layers, layers.values, {name: value for name, value in values.items() if name not in with_bins}, (), file)


def _merge(layers: Layers, tree: Tree, values: dict[str, Value], path: NamePath, file: Path) -> None:
    for name, value in values.items():
        here = (*path, name)
        whole = len(here) == 1 and name in FILES
        if value.content is None:
            tree.pop(name, None)
            layers.forget(here)
            continue
        if isinstance(value.content, dict) and not whole:
            below = tree.get(name)
            if not isinstance(below, dict):
                layers.forget(here)
                below = tree[name] = {}
            layers.origins[here] = Origin(str(file), value.line, "file")
            _merge(layers, below, value.content, here, file)
            continue
        layers.forget(here)
        tree[name] = value.plain()
        layers.origins[here] = Origin(str(file), value.line, "file")
        if whole:
            layers.folders[name] = file.parent
            _refuse_escape(value, file, name)


def _refuse_escape(value: Value, file: Path, name: str) -> None:
    """Refuse a table that is not beside the scenario file or below it."""
    plain: Any = value.plain()
    target = plain.get("file") if isinstance(plain, dict) else plain
    if isinstance(target, str) and (Path(target).is_absolute() or target[:1] in "/\\" or ".." in Path(target).parts):
        raise ScenarioError(
            f"{file}:{value.line}: {name} is {target!r}; "
            "allowed: a relative path to a file in the folder of this scenario or below it."
        )
