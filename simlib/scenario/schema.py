"""The JSON Schema of scenario files, for editors that complete and check while one types."""

from typing import Any

from simlib.scenario.scenario import Scenario

_BESIDE = ("title", "description", "default")
"""What stands beside the alternatives of a value, not in one of them."""


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a scenario file: whole or fragment, with `extends`, any value null for its default."""
    schema = Scenario.model_json_schema()
    for part in (schema, *schema["$defs"].values()):
        _allow_null(part)
    schema["properties"] = {
        "extends": {
            "title": "Extends",
            "description": "A scenario file, or several, that this one is laid over; relative to this file.",
            "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}, {"type": "null"}],
        },
        **schema["properties"],
    }
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "simlib scenario"}


def _allow_null(part: dict[str, Any]) -> None:
    """Let every property of an object be null, and every entry of a mapping by name."""
    for holder in part.get("anyOf", []):
        _allow_null(holder)
    for name, value in part.get("properties", {}).items():
        if isinstance(value.get("additionalProperties"), dict):
            value["additionalProperties"] = _or_null(value["additionalProperties"])
        part["properties"][name] = _or_null(value)


def _or_null(value: dict[str, Any]) -> dict[str, Any]:
    if {"type": "null"} in value.get("anyOf", []):
        return value
    rest = {key: one for key, one in value.items() if key not in _BESIDE}
    beside = {key: one for key, one in value.items() if key in _BESIDE}
    return {**beside, "anyOf": [rest, {"type": "null"}]}
