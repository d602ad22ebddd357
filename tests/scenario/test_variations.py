"""Copies with other values, what differs between scenarios, and the digest."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simlib.errors import ScenarioError
from simlib.rules.channels import Channel
from simlib.scenario import Change, Plan, Scenario, Step, build, levers, load
from tests.scenario.together import is_bound

SHIPPED = Path(__file__).resolve().parents[2] / "scenarios"
BASE = load(SHIPPED / "base.yaml")
CALLS = load([SHIPPED / "base.yaml", SHIPPED / "policies/calls.yaml"])
LEVERS = levers(CALLS)


def allowed_values(lever):
    """Values of a lever within its bounds, on the grid of its slider."""
    if lever.kind == "choice":
        return st.sampled_from(lever.choices)
    if lever.kind == "integer":
        return st.integers(int(lever.minimum), int(lever.maximum))
    return (
        st.floats(lever.minimum, lever.maximum, allow_nan=False)
        .map(lambda x: round(x, 6))
        .filter(lambda x: lever.minimum <= x <= lever.maximum)
    )


@st.composite
def moves(draw):
    """Some levers with new values; those that constrain one another are left alone."""
    free = [one for one in LEVERS if not is_bound(one.path)]
    chosen = draw(st.lists(st.sampled_from(free), max_size=6, unique_by=lambda one: one.path))
    return {one.path: draw(allowed_values(one)) for one in chosen}


@st.composite
def scenarios(draw):
    """A shipped scenario with some levers moved and some named parts taken away or added."""
    scenario = draw(st.sampled_from([BASE, CALLS])).with_({})
    known = {one.path for one in levers(scenario)}
    scenario = scenario.with_({path: value for path, value in draw(moves()).items() if path in known})
    if draw(st.booleans()):
        scenario = scenario.with_({"segments.micro": None})
    if draw(st.booleans()):
        scenario = scenario.with_({"segments.extra": {"customers": 3, "terms": {"days": 12}}})
    if draw(st.booleans()):
        scenario = scenario.with_({"policy.reminders.plans.default": {"steps": {"late": {"day": 40}}}})
    if draw(st.booleans()):
        scenario = scenario.with_({"policy_before": None, "firm.seasons.may": 1.5})
    return scenario


@given(scenarios(), scenarios())
def test_the_differences_of_two_scenarios_lead_from_one_to_the_other(a, b):
    led = a.with_({change.path: change.after for change in a.diff(b)})
    assert led.diff(b) == ()
    assert led.digest == b.digest
    back = led.with_({change.path: change.before for change in a.diff(b)})
    assert back.digest == a.digest


@given(scenarios(), scenarios())
def test_the_digest_changes_with_the_values_and_with_nothing_else(a, b):
    assert (a.digest == b.digest) == (a.diff(b) == ())


@given(moves())
def test_what_is_set_can_be_read_and_is_all_that_differs(values):
    moved = CALLS.with_(values)
    assert {path: moved.get(path) for path in values} == values
    assert {change.path for change in CALLS.diff(moved)} == {p for p in values if CALLS.get(p) != values[p]}


@given(scenarios(), st.randoms(use_true_random=False))
def test_the_digest_does_not_depend_on_the_order_of_keys(scenario, random):
    def shuffled(value):
        if not isinstance(value, dict):
            return value
        items = list(value.items())
        random.shuffle(items)
        return {name: shuffled(one) for name, one in items}

    dumped = json.loads(scenario.model_dump_json(exclude_none=True))
    assert build(shuffled(dumped), {}).digest == scenario.digest


def test_the_digest_is_for_values_not_for_words(base):
    named = base.with_({"description": "other", "segments.sme.label": {"fr": "PME", "en": "SME"}}, name="other")
    assert named.digest == base.digest
    assert named != base
    assert base.diff(named) == ()
    assert len(base.digest) == 16


def test_the_digest_of_a_known_scenario_stays():
    """A digest names stored runs: it changes only where a default or the form of the digest is meant to change."""
    scenario = build({"segments": {"a": {"customers": 1}}}, {})
    assert scenario.digest == scenario.with_({}).digest == build({"segments": {"a": {"customers": 1}}}, {}).digest


def test_the_policy_before_the_start_counts_as_the_policy_where_it_is_absent(base):
    assert base.with_({"policy_before": base.policy}).digest == base.digest
    assert base.with_({"policy_before": {}}).digest != base.digest


def test_the_digest_holds_the_content_of_tables_not_their_names(write):
    write("one.csv", "customer_id,segment\na,sme\n")
    write("two.csv", "customer_id,segment\na,sme\n")
    write("one.yaml", "extends: base.yaml\ncustomers: one.csv\n")
    write("two.yaml", "extends: base.yaml\ncustomers: {file: two.csv}\n")
    one, two = load("one.yaml"), load("two.yaml")
    assert one.digest == two.digest
    assert one.diff(two) == ()
    write("two.csv", "customer_id,segment\nb,sme\n")
    assert load("two.yaml").digest != one.digest


def test_a_scenario_equals_its_like_and_can_be_a_key(base):
    assert base == load("base.yaml")
    assert {base: 1}[load("base.yaml")] == 1
    assert base != base.with_({"firm.dpo_days": 1})
    assert base != "base"


def test_with_takes_parts_enums_and_whole_mappings(base):
    plan = Plan(steps={"only": Step(day=3, channel=Channel.CALL)})
    scenario = base.with_({"policy.reminders.plans.sme": plan, "segments.large.terms": {"days": 60}})
    assert scenario.policy.plan_of("sme") == plan
    assert [step.day for step in scenario.policy.plan_of("large").ordered()] == [7, 21]
    assert scenario.get("policy.reminders.plans.sme.steps.only.channel") == "call"
    assert (
        scenario.with_({"policy.reminders.plans.sme.steps.only.channel": Channel.SMS})
        .policy.plan_of("sme")
        .steps["only"]
        .channel
        is Channel.SMS
    )
    assert scenario.segments["large"].terms.days == 60


def test_with_leaves_the_original_and_the_name(base):
    moved = base.with_({"firm.dpo_days": 10})
    assert (base.firm.dpo_days, moved.firm.dpo_days, moved.name) == (45, 10, "base")
    assert base.with_({}, name="other").name == "other"
    with pytest.raises(Exception, match="frozen"):
        moved.firm.dpo_days = 3


def test_a_new_step_may_be_set_value_by_value(base):
    scenario = base.with_({"policy.reminders.plans.default.steps.third.day": 40})
    assert [step.day for step in scenario.policy.plan_of("sme").ordered()] == [7, 21, 40]


@pytest.mark.parametrize(
    ("values", "line"),
    [
        (
            {"policy.reminders.gap": 3},
            (
                "policy.reminders.gap is not a known key. Did you mean 'gap_days'? "
                "Known here: gap_days, detection_days, personalisation, segmentation, plans."
            ),
        ),
        (
            {"policy.reminder.gap_days": None},
            (
                "policy.reminder is not a known key. Did you mean 'reminders'? Known here: reminders, calls, promises, plans, "
                "disputes, cash_application, portal, crm, sales_team, credit, insurance, discount, factoring, late_fees, "
                "escalation, ramp."
            ),
        ),
        ({"firm.dpo_days.x": 3}, "firm.dpo_days.x is not a known key."),
        ({"firm.dpo_days": "ten"}, "firm.dpo_days is 'ten'; allowed: a whole number from 0 to 120 days."),
        (
            {"segments": {}},
            "segments is empty; allowed: at least one segment; a fragment is laid over a firm, as in base.yaml+fragment.yaml.",
        ),
    ],
)
def test_with_refuses_in_one_line(base, values, line):
    with pytest.raises(ScenarioError) as refused:
        base.with_(values)
    assert str(refused.value) == line


def test_a_difference_names_the_highest_part_that_one_lacks(base):
    other = base.with_({"segments.large": None, "policy.reminders.plans.default.steps.third": {"day": 40}})
    paths = [change.path for change in base.diff(other)]
    assert paths == ["segments.large", "policy.reminders.plans.default.steps.third"]
    assert base.diff(base.with_({"firm.dpo_days": 50})) == (Change("firm.dpo_days", 45, 50),)
    assert str(Change("firm.dpo_days", 45, 50)) == "firm.dpo_days  45 -> 50"


def test_numbers_of_numpy_are_taken_for_what_they_are(base):
    import numpy as np

    moved = base.with_({"firm.dpo_days": np.int64(10), "firm.vat_rate": np.float64(0.1), "firm.inventory_days": 12.0})
    assert (moved.firm.dpo_days, moved.firm.vat_rate, moved.firm.inventory_days) == (10, 0.1, 12)
    assert type(moved.firm.dpo_days) is int
    assert type(moved.firm.vat_rate) is float


def test_steps_are_ordered_by_day_then_strength(base):
    steps = {"b": Step(day=5, channel=Channel.CALL), "a": Step(day=5, channel=Channel.SMS), "c": Step(day=-5)}
    assert [(step.day, step.channel) for step in Plan(steps=steps).ordered()] == [
        (-5, Channel.EMAIL),
        (5, Channel.SMS),
        (5, Channel.CALL),
    ]
    assert all(x.day <= y.day for x, y in pairwise(Plan(steps=steps).ordered()))


def test_a_scenario_survives_pickling(base):
    import pickle

    copy = pickle.loads(pickle.dumps(base))
    assert copy == base
    assert copy.origin("firm.dpo_days") == base.origin("firm.dpo_days")
    assert isinstance(copy, Scenario)
