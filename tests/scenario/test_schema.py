"""The JSON Schema agrees with what the reader takes and refuses."""

from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

from simlib.scenario import json_schema

SHIPPED = Path(__file__).resolve().parents[2] / "scenarios"
FILES = sorted(file for file in SHIPPED.rglob("*.yaml") if file.parent.name != "grids")


def faults(value):
    validator = jsonschema.Draft202012Validator(json_schema(), format_checker=None)
    return [error.json_path for error in validator.iter_errors(value)]


def as_json(value):
    if isinstance(value, dict):
        return {name: as_json(one) for name, one in value.items()}
    if isinstance(value, tuple):
        return list(value)
    return value if isinstance(value, str | int | float | list | None) else value.isoformat()


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("file", FILES, ids=[file.name for file in FILES])
def test_shipped_files_are_valid(file):
    assert faults(as_json(YAML(typ="safe", pure=True).load(file))) == []


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
        {"segments": {"a": {"methods": {"cash": 0.1}}}},
        {"behaviour": {"classes": {"never": 0.6}}},
        {"policy": {"escalation": {"agency": True}}},
        {"policy": {"credit": {"limit_months": -1}}},
        {"shocks": {"late_customer": "smallest"}},
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
        {"firm": {"e_invoicing": "september_2026", "vat_regime": None}, "shocks": {"late_customer_id": "a"}},
        {"policy": {"reminders": {"segmentation": {"by": "score", "low": 0.2, "high": 0.9}}}},
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


def test_the_default_of_every_declared_field_is_within_its_bounds_and_in_the_schema():
    from simlib.scenario import build
    from simlib.scenario.walk import leaves, tree_of

    scenario = build({"segments": {"a": {}}}, {})
    schema = json_schema()
    for leaf in leaves(scenario):
        said = leaf.declared
        if said is None or said.mapped:
            continue
        assert said.help.fr.endswith(".")
        assert said.help.en.endswith(".")
        if said.kind == "choice":
            assert leaf.value in dict(said.choices)
        else:
            assert said.minimum <= leaf.value <= said.maximum
            assert said.step <= said.maximum - said.minimum
    titles = {field.get("title") for part in schema["$defs"].values() for field in part.get("properties", {}).values()}
    titles |= {field.get("title") for field in schema["properties"].values()}
    assert {leaf.declared.label.en for leaf in leaves(scenario) if leaf.declared is not None} <= titles
    assert faults(as_json(tree_of(scenario))) == []
