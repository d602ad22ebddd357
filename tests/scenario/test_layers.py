"""Files laid over one another: what wins, what returns to its default, where each value comes from."""

import pytest

from simlib.errors import ScenarioError
from simlib.scenario import Origin, load


def test_mappings_merge_and_the_later_file_wins(write, base):
    write("more.yaml", "firm: {inventory_days: 12}\nsegments: {sme: {terms: {days: 60}}}\n")
    both = load("base.yaml+more.yaml")
    assert (both.firm.dpo_days, both.firm.inventory_days) == (45, 12)
    assert (both.segments["sme"].terms.days, both.segments["sme"].customers) == (60, 10)
    assert base.segments["sme"].terms.days == 30


def test_lists_are_replaced(write):
    write("bins.yaml", "behaviour: {bins: [-5, 0, 1, 10]}\n")
    scenario = load("base.yaml+bins.yaml")
    assert scenario.behaviour.bins == (-5, 0, 1, 10)
    assert list(scenario.segments["sme"].hazards) == ["early", "d-5", "d0", "d1", "d10"]


@pytest.mark.parametrize(
    ("null", "path", "expected"),
    [
        ("firm: {dpo_days: null}", "firm.dpo_days", 45),
        ("segments: {sme: {terms: {days: null}}}", "segments.sme.terms.days", 30),
        ("segments: {sme: {terms: null}}", "segments.sme.terms.rule", "net"),
        ("policy: null", "policy.reminders.plans", {}),
        ("policy: {reminders: {plans: null}}", "policy.reminders.plans", {}),
        ("policy: {reminders: {plans: null}}", "policy.reminders.gap_days", 9),
        ("behaviour: {channels: {call: {delivery: null}}}", "behaviour.channels.call.delivery", 0.4),
        ("behaviour: {channels: {call: null}}", "behaviour.channels.call.hazard_ratio", 1.9),
    ],
)
def test_null_returns_to_the_default(write, null, path, expected):
    write(
        "other.yaml",
        "firm: {dpo_days: 99}\nsegments: {sme: {terms: {days: 99, rule: end_of_month_then_days}}}\n"
        "policy: {reminders: {gap_days: 9}}\nbehaviour: {channels: {call: {delivery: 0.9, hazard_ratio: 3}}}\n",
    )
    write("null.yaml", null)
    assert load("base.yaml+other.yaml+null.yaml").get(path) == expected


def test_null_takes_a_named_part_away(write):
    write("fewer.yaml", "segments: {large: null}\npolicy: {reminders: {plans: {default: {steps: {second: ~}}}}}\n")
    scenario = load("base.yaml+fewer.yaml")
    assert list(scenario.segments) == ["sme"]
    assert list(scenario.policy.reminders.plans["default"].steps) == ["first"]


def test_null_clears_what_an_extended_file_holds_before_the_own_values_come(write):
    write("none.yaml", "policy: null\n")
    write("own.yaml", "extends: none.yaml\npolicy: {reminders: {plans: {default: {steps: {only: {day: 3}}}}}}\n")
    scenario = load("base.yaml+own.yaml")
    assert list(scenario.policy.reminders.plans["default"].steps) == ["only"]


def test_extends_one_or_several_relative_to_the_file(write):
    write("cases/a.yaml", "extends: ../base.yaml\nfirm: {dpo_days: 50}\n")
    write("cases/b.yaml", "firm: {dpo_days: 60, inventory_days: 5}\n")
    write("cases/c.yaml", "extends: [a.yaml, b.yaml]\nfirm: {inventory_days: 6}\n")
    scenario = load("cases/c.yaml")
    assert (scenario.firm.dpo_days, scenario.firm.inventory_days) == (60, 6)
    assert scenario.segments["sme"].customers == 10


def test_a_file_may_be_reached_twice_without_a_circle(write):
    write("a.yaml", "extends: base.yaml\n")
    write("b.yaml", "extends: base.yaml\n")
    write("both.yaml", "extends: [a.yaml, b.yaml]\n")
    assert load("both.yaml").firm.dpo_days == 45


def test_the_last_file_names_the_scenario(write):
    write("named.yaml", "name: firmly\ndescription: {fr: Ferme, en: Firm}\n")
    write("plain.yaml", "extends: named.yaml\n")
    assert load("base.yaml+named.yaml").name == "firmly"
    assert load("base.yaml+named.yaml").description.of("fr") == "Ferme"
    plain = load("base.yaml+plain.yaml")
    assert (plain.name, plain.description) == ("plain", None)


def test_a_specification_may_be_text_a_path_or_a_sequence(write, folder):
    write("more.yaml", "firm: {dpo_days: 1}\n")
    expected = load("base.yaml + more.yaml")
    assert load([folder / "base.yaml", "more.yaml"]) == expected
    assert load(["base.yaml+more.yaml"]) == expected
    assert load(folder / "base.yaml") == load("base.yaml")


def test_a_file_may_have_a_plus_in_its_name(write, folder):
    write("a+b.yaml", (folder / "base.yaml").read_text())
    assert load("a+b.yaml").segments["sme"].customers == 10


def test_every_value_remembers_its_file_and_line(write, base):
    write("more.yaml", "\nsegments:\n  sme:\n    terms:\n      days: 60\n")
    scenario = load("base.yaml+more.yaml")
    assert scenario.origin("segments.sme.terms.days") == Origin("more.yaml", 5, "file")
    assert scenario.origin("segments.sme.customers") == Origin("base.yaml", 6, "file")
    assert scenario.origin("firm.inventory_days") == Origin()
    assert str(scenario.origin("firm.dpo_days")) == "base.yaml:3"
    moved = scenario.with_({"segments.sme.terms.days": 10})
    assert moved.origin("segments.sme.terms.days").kind == "set"
    assert moved.origin("segments.sme.customers").kind == "file"


def test_a_value_under_a_part_set_in_python_was_set_in_python(base):
    scenario = base.with_({"policy.reminders.plans.default": {"steps": {"only": {"day": 1}}}})
    assert scenario.origin("policy.reminders.plans.default.steps.only.day").kind == "set"
    assert scenario.origin("policy.reminders.gap_days").kind == "file"


def test_a_value_that_null_took_back_is_a_default(write):
    write("null.yaml", "firm: null\n")
    assert load("base.yaml+null.yaml").origin("firm.dpo_days") == Origin()


def test_the_origin_of_nothing_is_refused(base):
    with pytest.raises(ScenarioError, match="Did you mean 'dpo_days'"):
        base.origin("firm.dpo_day")


def test_hazards_of_other_bins_are_forgotten_with_their_bins(write):
    write("rates.yaml", "segments: {sme: {hazards: {d6: 0.5}}}\n")
    write("week.yaml", "calendar: seven_day\n")
    assert load("base.yaml+rates.yaml").segments["sme"].hazards["d6"] == 0.5
    scenario = load("base.yaml+rates.yaml+week.yaml")
    assert scenario.behaviour.bins[-1] == 92
    assert scenario.week_length == 7
    assert tuple(scenario.segments["sme"].hazards) == scenario.behaviour.bin_names
