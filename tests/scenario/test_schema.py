"""The JSON Schema agrees with what the reader takes and refuses."""

from pathlib import Path

import jsonschema
import pytest
import yaml

from simlib.scenario import json_schema

SHIPPED = Path(__file__).resolve().parents[2] / "scenarios"
FILES = sorted(SHIPPED.rglob("*.yaml"))


def faults(value):
    validator = jsonschema.Draft202012Validator(json_schema(), format_checker=None)
    return [error.json_path for error in validator.iter_errors(value)]


def as_json(value):
    if isinstance(value, dict):
        return {name: as_json(one) for name, one in value.items()}
    return value if isinstance(value, str | int | float | list | None) else value.isoformat()


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("file", FILES, ids=[file.name for file in FILES])
def test_shipped_files_are_valid(file):
    assert faults(as_json(yaml.safe_load(file.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    "value",
    [
        {"firm": {"dpo_day": 3}},
        {"firm": {"dpo_days": -3}},
        {"firm": {"dpo_days": 3.5}},
        {"firm": {"seasons": {"may": 9}}},
        {"firm": {"seasons": {"mai": 1}}},
        {"segments": {"a": {"terms": {"rule": "nett"}}}},
        {"policy": {"reminders": {"plans": {"a": {"steps": {"b": {"channel": "fax"}}}}}}},
        {"segments": {"a": {"hazards": {"d0": 5}}}},
        {"customers": {"path": "x"}},
        {"extends": 3},
    ],
)
def test_what_the_reader_refuses_the_schema_refuses(value):
    assert faults(value) != []


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"extends": ["a.yaml", "b.yaml"], "policy": None},
        {"firm": {"dpo_days": None, "seasons": {"may": None}}},
        {"segments": {"a": None}, "description": "words", "customers": "customers.csv"},
        {
            "policy": {
                "reminders": {"plans": {"a": {"steps": {"b": {"channel": "call", "label": {"fr": "x", "en": "y"}}}}}}
            }
        },
    ],
)
def test_what_the_reader_takes_the_schema_takes(value):
    assert faults(value) == []


def test_every_field_has_a_title_and_levers_their_bounds():
    schema = json_schema()
    days = schema["$defs"]["Terms"]["properties"]["days"]
    assert (days["title"], days["anyOf"][0]["maximum"]) == ("Payment term", 180)
    for name, part in schema["$defs"].items():
        for field, said in part.get("properties", {}).items():
            assert said.get("title") or "$ref" in str(said), f"{name}.{field}"
