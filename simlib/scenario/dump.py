"""Scenarios and differences written as YAML, in which the comments of a file already there are kept."""

from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.representer import RoundTripRepresenter

from simlib.errors import ScenarioError
from simlib.scenario.fields import UNITS, Text, plain_number, shown
from simlib.scenario.scenario import FileRef, Scenario
from simlib.scenario.variations import Change
from simlib.scenario.walk import declared_at, tree_of


def dump_yaml(
    what: Scenario | Sequence[Change],
    *,
    extends: str | Sequence[str] = (),
    name: str | None = None,
    description: Text | None = None,
    onto: str | None = None,
    folder: Path | None = None,
) -> str:
    """Return the YAML text of a whole scenario, or of differences only.

    Args:
        what: a scenario, or the changes that `Scenario.diff` returned; a change to nothing is written as null.
        extends: the files that differences are laid over, relative to where the text will stand.
        name: name of the scenario that differences make.
        description: its description.
        onto: text of the scenario file to change instead of starting a new one; its comments and order are kept.
        folder: where the text will stand; tables are then named from there.

    Raises:
        ScenarioError: A table lies outside `folder`.
    """
    writer = YAML(typ="rt", pure=True)
    writer.Representer = _Representer
    writer.width = 120
    writer.indent(mapping=2, sequence=4, offset=2)
    document = writer.load(onto) if onto else None
    if not isinstance(document, CommentedMap):
        document = CommentedMap()
    if extends:
        document["extends"] = extends if isinstance(extends, str) else CommentedSeq(extends)
    if name is not None:
        document["name"] = name
    if description is not None:
        document["description"] = _written(description, folder)
    if isinstance(what, Scenario):
        document.update(_written(tree_of(what), folder))
    else:
        for change in what:
            _set(document, change, folder)
    stream = StringIO()
    writer.dump(document, stream)
    return stream.getvalue()


class _Representer(RoundTripRepresenter):
    """Writes nothing as ``null``, which reads better than an empty place."""


def _null(representer: RoundTripRepresenter, _: None) -> Any:
    return representer.represent_scalar("tag:yaml.org,2002:null", "null")


def _word(representer: RoundTripRepresenter, word: str) -> Any:
    """Quote the words that older readers of YAML take for true and false."""
    return representer.represent_scalar("tag:yaml.org,2002:str", word, style='"' if word in _NOT_ONLY_WORDS else None)


_NOT_ONLY_WORDS = frozenset(
    spelt for word in ("y", "n", "yes", "no", "on", "off") for spelt in (word, word.upper(), word.title())
)
_Representer.add_representer(type(None), _null)
_Representer.add_representer(str, _word)


def _set(document: CommentedMap, change: Change, folder: Path | None) -> None:
    """Set one value in a document, and say beside it what it was."""
    names = tuple(change.path.split("."))
    here = document
    for name in names[:-1]:
        if not isinstance(here.get(name), CommentedMap):
            here[name] = CommentedMap()
        here = here[name]
    is_new = names[-1] not in here
    here[names[-1]] = _written(change.after, folder)
    if is_new and not isinstance(change.after, dict):
        said = declared_at(Scenario, names)
        unit = UNITS[said.unit].en if said is not None else ""
        was = plain_number(change.before) if isinstance(change.before, float) else shown(change.before)
        here.yaml_add_eol_comment("; ".join(part for part in (unit, f"was {was}") if part), names[-1])


def _written(value: Any, folder: Path | None) -> Any:
    """Return a value as the YAML writer takes it."""
    if isinstance(value, dict):
        return CommentedMap((name, _written(one, folder)) for name, one in value.items())
    if isinstance(value, tuple):
        listed = CommentedSeq(value)
        listed.fa.set_flow_style()
        return listed
    if isinstance(value, Text):
        return value.fr if value.fr == value.en else CommentedMap(fr=value.fr, en=value.en)
    if isinstance(value, FileRef):
        return CommentedMap(file=_from(value, folder), sha256=value.content_hash())
    return value


def _from(ref: FileRef, folder: Path | None) -> str:
    """Return a table's path as seen from a folder."""
    if folder is None:
        return ref.file
    try:
        return ref.path.resolve().relative_to(folder.resolve()).as_posix()
    except ValueError:
        raise ScenarioError(
            f"{ref.path}: not in {folder} nor below it; copy the table beside the scenario first."
        ) from None
