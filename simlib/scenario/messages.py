"""One clear line for what is wrong with a scenario: where, what was found, what is allowed, the nearest name."""

from collections.abc import Callable
from typing import Any

from pydantic import BaseModel, ValidationError

from simlib.errors import ScenarioError
from simlib.scenario.fields import nearest, shown
from simlib.scenario.walk import Path, declared_at, known_keys

Place = Callable[[Path], tuple[str, int]]
"""From a path to the file and line that hold it: an empty file where none does."""

_EXPECTED = {
    "string_type": "text",
    "dict_type": "a mapping of names to values",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "tuple_type": "a list",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "literal_error": "one of its choices",
}


def unknown_key(path: Path, known: tuple[str, ...]) -> str:
    """Return what to say of a key that nothing declares."""
    allowed = f" Known here: {', '.join(known)}." if known else ""
    return f"{'.'.join(path)} is not a known key.{nearest(path[-1], known)}{allowed}"


def explain(error: ValidationError, model: type[BaseModel], place: Place, prefix: str = "") -> ScenarioError:
    """Return the first fault of a scenario, in the order of its files, as one line; the others are counted."""
    faults = [(_path(fault), _sentence(fault, model)) for fault in error.errors(include_url=False)]
    placed = [(*place(path), sentence) for path, sentence in faults]
    first = min(range(len(placed)), key=lambda i: (not placed[i][0], placed[i][1], i))
    file, line, sentence = placed[first]
    where = f"{file}:{line}: " if file else prefix
    more = len(placed) - 1
    return ScenarioError(f"{where}{sentence}" + (f" ({more} more fault{'s' if more > 1 else ''})" if more else ""))


def _path(fault: Any) -> Path:
    context = fault.get("ctx", {})
    path = tuple(str(name) for name in fault["loc"] if name != "[key]")
    if "path" in context:
        return tuple(context["path"])
    return (*path, context["key"]) if context.get("key") is not None else path


def _sentence(fault: Any, model: type[BaseModel]) -> str:
    path, kind, context = _path(fault), fault["type"], fault.get("ctx", {})
    name = ".".join(path)
    known = known_keys(model, path[:-1]) or ()
    if kind == "extra_forbidden":
        return unknown_key(path, known)
    if kind == "unknown_name":
        return unknown_key(path, tuple(context["known"]))
    if kind == "enum" and "[key]" in fault["loc"]:
        return unknown_key(path, known)
    if kind == "not_allowed":
        found = str(context["found"])
        hint = nearest(found.strip("'"), context["choices"])
        return f"{name} {'has' if '=' in found else 'is'} {found}; allowed: {context['allowed']}.{hint}"
    found = shown(fault["input"])
    declared = declared_at(model, path)
    if declared is not None and declared.kind == "choice":
        hint = nearest(str(fault["input"]), [choice for choice, _ in declared.choices])
        return f"{name} is {found}; allowed: {declared.allowed}.{hint}"
    expected = _EXPECTED.get(kind, str(fault["msg"]).lower())
    keys = known_keys(model, path)
    return f"{name} is {found}; allowed: {expected}{' with the keys ' + ', '.join(keys) if keys else ''}."
