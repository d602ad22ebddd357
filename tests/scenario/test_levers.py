"""Levers: every number or switch, declared once, whole in both languages, and none that nothing listens to."""

import re
from pathlib import Path

import pytest

from simlib.scenario import levers, load
from simlib.scenario.fields import UNITS
from simlib.scenario.levers import bin_label

SHIPPED = Path(__file__).resolve().parents[2] / "scenarios"
FRAGMENTS = ("none", "mild", "firm", "calls")


def shipped(fragment):
    return load([SHIPPED / "base.yaml", SHIPPED / f"policies/{fragment}.yaml"])


ALL = {lever.path: lever for fragment in FRAGMENTS for lever in levers(shipped(fragment))}
NO_LEVERS = re.compile(
    r"name|description|currency|start|months|warm_up_months|seed|replications|calendar|customers|opening|history|orders"
    r"|behaviour\.bins|behaviour\.trend\.\w+|segments\.\w+\.(label|orders_per_year|order_rate_spread)|policy_before\..*"
    r"|policy\.reminders\.plans\.\w+(\.steps\.\w+)?\.label|behaviour\.channels\.call\.minutes"
)


@pytest.mark.parametrize("lever", ALL.values(), ids=ALL)
def test_a_lever_is_whole(lever):
    for lang in ("fr", "en"):
        assert lever.label(lang)
        assert lever.help(lang).endswith((".", "?"))
        assert UNITS[lever.unit].of(lang) == lever.unit_label(lang)
    assert lever.label("fr") != lever.label("en")
    assert lever.help("fr") != lever.help("en")
    assert lever.source
    assert lever.direction in (-1, 1)
    assert lever.reading in ("mean", "width")
    if lever.kind == "choice":
        assert lever.value in lever.choices
        assert lever.default in lever.choices
        assert all(lever.choice_label(choice, lang) for choice in lever.choices for lang in ("fr", "en"))
    else:
        assert lever.minimum <= lever.default <= lever.maximum
        assert lever.minimum <= lever.value <= lever.maximum
        assert 0 < lever.step <= lever.maximum - lever.minimum
        low, high = lever.span
        assert lever.minimum <= low <= lever.value <= high <= lever.maximum


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_every_value_is_a_lever_or_known_to_be_none(fragment):
    from simlib.scenario.walk import leaves

    scenario = shipped(fragment)
    moved = {lever.path for lever in levers(scenario)}
    plans = scenario.policy.reminders.plans
    if set(scenario.segments) <= set(plans):
        scenario = scenario.with_({"policy.reminders.plans.default": None})  # nobody's plan
    for leaf in leaves(scenario):
        path = ".".join(leaf.path)
        assert (path in moved) != bool(NO_LEVERS.fullmatch(path)) or leaf.value == {}, path


def test_every_lever_takes_its_bounds_and_refuses_what_lies_beyond():
    from simlib.errors import ScenarioError

    scenario = shipped("calls")
    for lever in levers(scenario):
        if lever.kind == "choice":
            for choice in lever.choices:
                assert scenario.with_({lever.path: choice}).get(lever.path) == choice
            continue
        if ".runs." not in lever.path and ".dependence." not in lever.path:  # bound together, too
            for bound in (lever.minimum, lever.maximum):
                assert scenario.with_({lever.path: bound}).get(lever.path) == bound
        for beyond in (lever.minimum - 1, lever.maximum + 1):
            with pytest.raises(ScenarioError, match=re.escape(f"{lever.path} is ")):
                scenario.with_({lever.path: beyond})


def test_the_order_is_that_of_the_fields_and_paths_are_unique():
    paths = [lever.path for lever in levers(shipped("calls"))]
    assert len(paths) == len(set(paths))
    rooms = list(dict.fromkeys(path.split(".")[0] for path in paths))
    assert rooms == ["firm", "segments", "behaviour", "policy"]
    assert paths == [lever.path for lever in levers(shipped("calls"))]


def test_every_channel_is_used_by_some_shipped_policy():
    from simlib.rules.channels import Channel

    used = {
        step.channel
        for fragment in FRAGMENTS
        for plan in shipped(fragment).policy.reminders.plans.values()
        for step in plan.steps.values()
    }
    assert used == set(Channel)


def test_some_levers_are_shown_first():
    assert 8 <= sum(lever.headline for lever in levers(shipped("mild"))) <= 20


def test_a_lever_says_where_it_belongs():
    lever = ALL["segments.sme.terms.days"]
    assert lever.label("fr") == "Délai de paiement accordé · PME"
    assert lever.label("en") == "Payment term · Small and medium firms"
    assert lever.pattern == "segments.*.terms.days"
    step = ALL["policy.reminders.plans.default.steps.first_reminder.day"]
    assert step.label("fr") == "Jour de la relance · tous les segments · Première relance"
    assert ALL["firm.seasons.august"].label("fr") == "Saisonnalité des commandes · août"
    assert ALL["behaviour.channels.formal_notice.delivery"].label("en") == "Share delivered · formal notice"


def test_the_default_is_that_of_the_field_not_of_the_file():
    assert (ALL["firm.seasons.august"].default, ALL["firm.seasons.august"].value) == (1.0, 0.6)
    assert (ALL["segments.sme.terms.days"].default, ALL["segments.sme.terms.days"].value) == (30, 45)
    assert ALL["behaviour.channels.call.delivery"].default == 0.4
    assert ALL["segments.large.hazards.d0"].default == 0.75


def test_what_nothing_listens_to_is_no_lever(write):
    write("customers.csv", "customer_id,segment\na,sme\n")
    write("orders.csv", "customer_id,issue_date,due_date,amount\na,2026-01-01,2026-02-01,10\n")
    write("file.yaml", "extends: base.yaml\ncustomers: customers.csv\norders: orders.csv\n")
    paths = {lever.path for lever in levers(load("file.yaml"))}
    gone = {"firm.activity", "firm.billing_delay_days", "segments.sme.customers", "segments.sme.terms.days"}
    assert not gone & paths
    assert "segments.sme.hazards.d0" in paths
    by_segment = load("base.yaml").with_(
        {
            "policy.reminders.plans.sme": {"steps": {"one": {"day": 3}}},
            "policy.reminders.plans.large": {"steps": {}},
            "policy.reminders.plans.others": {"steps": {"one": {"day": 3}}},
        }
    )
    days = [lever.path for lever in levers(by_segment) if lever.path.endswith(".day")]
    assert days == ["policy.reminders.plans.sme.steps.one.day"]


def test_labels_fall_back_on_names(base):
    labels = {lever.path: lever.label("fr") for lever in levers(base)}
    assert labels["policy.reminders.plans.default.steps.first.day"].endswith("· first")
    assert labels["segments.sme.customers"] == "Nombre de clients · sme"


@pytest.mark.parametrize(
    ("name", "fr", "en"),
    [
        ("early", "plus de 15 jours ouvrés avant l’échéance", "more than 15 business days early"),
        ("d-15", "11 à 15 jours ouvrés avant l’échéance", "11 to 15 business days early"),
        ("d-1", "1 jour ouvré avant l’échéance", "1 business day early"),
        ("d0", "jour de l’échéance", "due day"),
        ("d1", "1 à 5 jours ouvrés de retard", "1 to 5 business days late"),
        ("d6", "6 jours ouvrés de retard et plus", "6 business days late and more"),
    ],
)
def test_bins_have_readable_names(name, fr, en):
    label = bin_label(name, (-15, -10, -1, 0, 1, 6))
    assert (label.fr, label.en) == (fr, en)
