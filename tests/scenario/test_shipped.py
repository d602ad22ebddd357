"""The shipped scenarios: whole, explained in both languages, and consistent with one another."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from ruamel.yaml import YAML

from simlib.experiments.compare import paired_difference
from simlib.running import Stage, simulate
from simlib.scenario import load

SHIPPED = Path(__file__).resolve().parents[2] / "scenarios"
FILES = sorted(file for file in SHIPPED.rglob("*.yaml") if file.parent.name != "grids")
FRAGMENTS = [file for folder in ("policies", "cases", "stress") for file in sorted((SHIPPED / folder).glob("*.yaml"))]
WORLDS = 60


def shipped(*names):
    return load([SHIPPED / f"{name}.yaml" for name in names])


@pytest.mark.parametrize("file", FILES, ids=[file.name for file in FILES])
def test_a_file_names_and_describes_itself_in_both_languages(file):
    content = YAML(typ="rt", pure=True).load(file.read_text(encoding="utf-8"))
    assert content["name"] == file.stem
    assert content["description"]["fr"] != content["description"]["en"]
    assert file.read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize("file", FRAGMENTS, ids=[file.stem for file in FRAGMENTS])
def test_a_fragment_lays_itself_over_the_firm(file):
    both = load([SHIPPED / "base.yaml", file])
    assert both.name == file.stem
    assert both.digest == load([SHIPPED / "base.yaml", file, file]).digest


def test_the_firm_is_an_industrial_sme():
    base = shipped("base")
    invoices = sum(one.customers * one.orders_per_year for one in base.segments.values())
    sales = sum(one.customers * one.orders_per_year * one.mean_amount for one in base.segments.values())
    assert set(base.segments) == {"micro", "sme", "large", "public"}
    assert sum(one.customers for one in base.segments.values()) == 300
    assert invoices == pytest.approx(6_000, rel=0.01)
    assert 12e6 < sales < 15e6
    assert all(one.label.fr != one.label.en for one in base.segments.values())


# Lateness: Altares S1 2025, Atradius 2025. The other ranges are what a credit manager expects.
REALISTIC = {
    "late_share": (0.45, 0.55),
    "overdue_ratio": (0.20, 0.30),
    "bad_debt_ratio": (0.002, 0.01),
    "settled_before_legal": (0.80, 0.92),
    "dso_count_back": (45.0, 60.0),
}


@pytest.fixture(scope="module")
def stage():
    return Stage(shipped("base"))


def mean(result, name):
    return float(np.mean(result.values(name)))


def test_the_firm_is_like_others(stage):
    result = stage.run(stage.base, WORLDS)
    for name, (low, high) in REALISTIC.items():
        assert low < mean(result, name) < high, name
    very_late = result.values("ageing_over_90") / result.values("ar_balance")
    assert 0.03 < float(very_late.mean()) < 0.08


def test_no_reminder_is_worse_firm_ones_are_better_and_calls_are_best(stage):
    worst_first = [stage.run(shipped("base", f"policies/{name}"), WORLDS) for name in ("none", "mild", "firm", "calls")]
    for worse, better in pairwise(worst_first):
        for name in ("dso_count_back", "overdue_ratio"):
            assert paired_difference(better.values(name), worse.values(name), -1).high < 0.0, name
        assert mean(better, "cash_end") > mean(worse, "cash_end")


@pytest.mark.parametrize(
    ("case", "name", "low", "high"),
    [
        ("dso_55", "dso_count_back", 54.0, 56.0),
        ("dso_60", "dso_count_back", 59.0, 61.0),
        ("dso_48", "dso_count_back", 47.0, 49.0),
        ("toy_75", "dso_count_back", 73.0, 77.0),
        ("toy_75", "bfr", 55_000.0, 65_000.0),
        ("late_48", "late_share", 0.47, 0.49),
        ("settled_85", "settled_before_legal", 0.84, 0.86),
    ],
)
def test_a_case_starts_from_the_figure_it_is_named_after(case, name, low, high):
    assert low < mean(simulate(shipped("base", f"cases/{case}"), replications=WORLDS), name) < high


@pytest.mark.parametrize("case", ["slowdown", "late_largest", "august", "all_together"])
def test_stress_costs_cash(stage, case):
    stressed = stage.run(shipped("base", f"stress/{case}"), WORLDS)
    assert mean(stressed, "cash_min") < mean(stage.run(stage.base, WORLDS), "cash_min")


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
    assert calls.calls.collectors == 0.15
