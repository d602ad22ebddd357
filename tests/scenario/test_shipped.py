"""The shipped scenarios: whole, explained in both languages, and consistent with one another."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from simlib.scenario import load

SHIPPED = Path(__file__).resolve().parents[2] / "scenarios"
FILES = sorted(SHIPPED.rglob("*.yaml"))


def shipped(*names):
    return load([SHIPPED / f"{name}.yaml" for name in names])


@pytest.mark.parametrize("file", FILES, ids=[file.name for file in FILES])
def test_a_file_names_and_describes_itself_in_both_languages(file):
    content = YAML(typ="rt", pure=True).load(file.read_text(encoding="utf-8"))
    assert content["name"] == file.stem
    assert content["description"]["fr"] != content["description"]["en"]
    assert file.read_text(encoding="utf-8").startswith("# ")


def test_the_firm_is_an_industrial_sme():
    base = shipped("base")
    invoices = sum(one.customers * one.orders_per_year for one in base.segments.values())
    sales = sum(one.customers * one.orders_per_year * one.mean_amount for one in base.segments.values())
    assert set(base.segments) == {"micro", "sme", "large", "public"}
    assert sum(one.customers for one in base.segments.values()) == 300
    assert invoices == pytest.approx(6_000, rel=0.01)
    assert 12e6 < sales < 15e6
    assert all(one.label.fr != one.label.en for one in base.segments.values())


def test_the_present_policy_is_the_mild_one_before_and_after_the_start():
    base = shipped("base")
    assert base.diff(shipped("base", "policies/mild")) == ()
    assert base.diff(base.with_({"policy_before": base.policy})) == ()


def test_no_policy_leaves_no_step_and_keeps_the_past():
    none = shipped("base", "policies/none")
    assert none.policy.reminders.plans == {}
    assert none.policy.calls.collectors == 0.0
    assert none.policy_before == shipped("base").policy_before


@pytest.mark.parametrize("over", ["none", "mild", "firm", "calls"])
@pytest.mark.parametrize("under", ["none", "mild", "firm", "calls"])
def test_a_policy_replaces_the_one_below_it(under, over):
    both = shipped("base", f"policies/{under}", f"policies/{over}")
    assert both.digest == shipped("base", f"policies/{over}").digest
    assert both.name == over


def test_the_firm_plan_gets_firmer():
    steps = shipped("base", "policies/firm").policy.plan_of("sme").ordered()
    assert [step.day for step in steps] == [-5, 3, 10, 20, 30]
    assert [step.channel.name for step in steps] == ["EMAIL", "EMAIL", "EMAIL", "LETTER", "FORMAL_NOTICE"]


def test_calls_go_where_amounts_are_large():
    calls = shipped("base", "policies/calls").policy
    called = {
        name
        for name in shipped("base").segments
        if any(step.channel.name == "CALL" for step in calls.plan_of(name).ordered())
    }
    assert called == {"sme", "large", "public"}
    assert calls.calls.collectors == 0.25
