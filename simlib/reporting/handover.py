"""Scenarios handed over to the kernel of a notebook as files: the values, the tables, and where each value had come from."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, cast

from simlib.scenario import FileRef, Origin, Scenario, build, dump_yaml, load
from simlib.scenario.walk import leaves, tree_of

ORIGINS = "origins.json"


def hand_over(scenarios: Sequence[Scenario], folder: Path) -> list[str]:
    """Write scenarios into a folder, each into one of its own, and return their files, for `take_over`."""
    return [str(_write(scenario, folder / str(place))) for place, scenario in enumerate(scenarios, 1)]


def take_over(spec: str) -> Scenario:
    """Return the scenario of a file, or of several joined by +; one handed over says again where its values came from.

    Raises:
        ScenarioError: A file cannot be read, a key is unknown or a value not allowed.
    """
    scenario = load(spec)
    beside = Path(spec).with_name(ORIGINS)
    if not Path(spec).is_file() or not beside.is_file():
        return scenario
    known = json.loads(beside.read_text(encoding="utf-8"))
    origins = {tuple(path.split(".")): _origin(*values) for path, values in known.items()}
    return build(tree_of(scenario), origins)


def _write(scenario: Scenario, folder: Path) -> Path:
    folder.mkdir(parents=True)
    tables = {name: ref for name in Scenario.model_fields if isinstance(ref := getattr(scenario, name), FileRef)}
    here = scenario.with_({name: _copied(ref, name, folder) for name, ref in tables.items()})
    file = folder / "scenario.yaml"
    file.write_text(dump_yaml(here, folder=folder), encoding="utf-8")
    paths = [".".join(leaf.path) for leaf in leaves(scenario)]
    found = {path: scenario.origin(path) for path in paths}
    told = {path: [one.file, one.line, one.kind] for path, one in found.items() if one.kind != "default"}
    (folder / ORIGINS).write_text(json.dumps(told, ensure_ascii=False, indent=0), encoding="utf-8")
    return file


def _copied(ref: FileRef, name: str, folder: Path) -> FileRef:
    """Copy a table into a folder and return how a scenario there names it."""
    copy = folder / f"{name}{ref.path.suffix}"
    shutil.copyfile(ref.path, copy)
    there = FileRef(file=copy.name, sha256=ref.content_hash())
    there._folder = folder
    return there


def _origin(file: str, line: int, kind: str) -> Origin:
    return Origin(file, line, cast("Literal['default', 'file', 'set']", kind))
