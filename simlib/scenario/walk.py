"""Walking a scenario: its leaves with their paths, and what may stand at a path."""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from types import UnionType
from typing import Annotated, Any, NamedTuple, TypeAlias, Union, get_args, get_origin

from pydantic import BaseModel

from simlib.rules.channels import Channel, channel_name
from simlib.scenario.fields import Declared, Part, Text, declared_of

Path: TypeAlias = tuple[str, ...]
Tree: TypeAlias = dict[str, Any]


class Leaf(NamedTuple):
    """One value of a scenario.

    Attributes:
        path: the names that lead to it.
        pattern: the same with ``*`` for the names that a mapping chose.
        value: a plain value, or a part that is not looked into (words, a file).
        declared: what is declared with its field, if anything.
    """

    path: Path
    pattern: Path
    value: Any
    declared: Declared | None


def plain(value: object) -> object:
    """Return a value as a scenario file writes it: channels and months by name."""
    if isinstance(value, Channel):
        return channel_name(value)
    if isinstance(value, Enum):
        return str(value.value)
    return value


def leaves(part: BaseModel, path: Path = (), pattern: Path = ()) -> Iterator[Leaf]:
    """Yield the values of a part as declared, in order; absent ones are left out, an empty mapping is one leaf."""
    for name in type(part).model_fields:
        value = getattr(part, name)
        if value is not None:
            yield from _leaves(value, declared_of(type(part), name), (*path, name), (*pattern, name))


def _leaves(value: object, declared: Declared | None, path: Path, pattern: Path) -> Iterator[Leaf]:
    if isinstance(value, Part) and not value.is_leaf():
        yield from leaves(value, path, pattern)
    elif isinstance(value, Mapping) and value:
        for key, one in value.items():
            yield from _leaves(one, declared, (*path, str(plain(key))), (*pattern, "*"))
    else:
        yield Leaf(path, pattern, plain(value), declared)


def tree_of(part: BaseModel) -> Tree:
    """Return a part as nested dicts of plain values; words and files stay as they are."""
    tree: Tree = {}
    for leaf in leaves(part):
        put(tree, leaf.path, leaf.value)
    return tree


def opened(part: BaseModel, paths: Sequence[Path]) -> Tree:
    """Return a part as a dict, with new dicts in place of the parts that some paths lead into; all others stay as they are."""
    fields = ((name, getattr(part, name)) for name in type(part).model_fields)
    return _opened({name: value for name, value in fields if value is not None}, paths)


def _opened(values: Mapping[Any, Any], paths: Sequence[Path]) -> Tree:
    tree = {str(plain(key)): plain(value) for key, value in values.items()}
    for name in {path[0] for path in paths if path}:
        below, deeper = tree.get(name), [path[1:] for path in paths if path[:1] == (name,)]
        if isinstance(below, Part) and not below.is_leaf():
            tree[name] = opened(below, deeper)
        elif isinstance(below, Mapping):
            tree[name] = _opened(below, deeper)
    return tree


def put(tree: Tree, path: Path, value: object) -> None:
    """Set a value in nested dicts, making those that lead to it."""
    for name in path[:-1]:
        below = tree.get(name)
        if not isinstance(below, dict):
            below = tree[name] = below.model_dump(exclude_none=True) if isinstance(below, Part) else {}
        tree = below
    tree[path[-1]] = value


def take(tree: Tree, path: Path) -> None:
    """Remove a value from nested dicts, if it is there."""
    for name in path[:-1]:
        below = tree.get(name)
        if not isinstance(below, dict):
            return
        tree = below
    tree.pop(path[-1], None)


def known_keys(model: type[BaseModel], path: Path) -> tuple[str, ...] | None:
    """Return the keys a model allows at a path; an empty tuple where names are free, None where no mapping stands."""
    here: Any = model
    for name in path:
        if isinstance(here, type) and issubclass(here, BaseModel):
            field = here.model_fields.get(name)
            if field is None:
                return None
            here = _bare(field.annotation)
        elif get_origin(here) is dict:
            here = _bare(get_args(here)[1])
        else:
            return None
    if isinstance(here, type) and issubclass(here, BaseModel):
        return tuple(here.model_fields)
    if get_origin(here) is dict:
        key = _bare(get_args(here)[0])
        return tuple(str(plain(member)) for member in key) if isinstance(key, type) and issubclass(key, Enum) else ()
    return None


def declared_at(model: type[BaseModel], path: Path) -> Declared | None:
    """Return what is declared with the field that a path leads to or into."""
    for length in range(len(path), 0, -1):
        parent = _model_at(model, path[: length - 1])
        if parent is not None:
            return declared_of(parent, path[length - 1])
    return None


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    here: Any = model
    for name in path:
        if isinstance(here, type) and issubclass(here, BaseModel) and name in here.model_fields:
            here = _bare(here.model_fields[name].annotation)
        elif get_origin(here) is dict:
            here = _bare(get_args(here)[1])
        else:
            return None
    return here if isinstance(here, type) and issubclass(here, BaseModel) else None


def _bare(annotation: Any) -> Any:
    """Return a type without ``Annotated`` and without ``| None``."""
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin in (Union, UnionType):
            annotation = next(one for one in get_args(annotation) if one is not type(None))
        else:
            return annotation


def is_text(value: object) -> bool:
    """Return whether a leaf holds words for users, which no result depends on."""
    return isinstance(value, Text)
