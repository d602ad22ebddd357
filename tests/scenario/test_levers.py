"""Levers: every number or switch, declared once, whole in both languages, and none that nothing listens to."""

import re
from pathlib import Path

import pytest

from simlib.scenario import Scenario, build, levers, load
from simlib.scenario.fields import UNITS
from simlib.scenario.heard import NEEDS
from simlib.scenario.levers import bin_label
from simlib.scenario.walk import declared_at, leaves
from tests.scenario.together import is_bound

SHIPPED = Path(__file__).resolve().parents[2] / "scenarios"
FRAGMENTS = ("none", "mild", "firm", "calls")


def shipped(fragment):
    return load([SHIPPED / "base.yaml", SHIPPED / f"policies/{fragment}.yaml"])


ALL = {lever.path: lever for fragment in FRAGMENTS for lever in levers(shipped(fragment))}
NO_LEVERS = re.compile(
    r"name|description|currency|start|months|warm_up_months|seed|replications|calendar|customers|opening|history|orders"
    r"|behaviour\.bins|behaviour\.trend\.\w+|segments\.\w+\.(label|orders_per_year|order_rate_spread)|policy_before\..*"
    r"|behaviour\.(discount_hurdle_spread|risk_spread|vat_lag_days)|shocks\.late_customer_id|alerts\.\w+"
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
    scenario = shipped(fragment)
    moved = {lever.path for lever in levers(scenario)}
    plans = scenario.policy.reminders.plans
    if set(scenario.segments) <= set(plans):
        scenario = scenario.with_({"policy.reminders.plans.default": None})  # nobody's plan
    for leaf in leaves(scenario):
        path, is_hidden = ".".join(leaf.path), ".".join(leaf.pattern) in NEEDS
        assert (path in moved) != bool(NO_LEVERS.fullmatch(path)) or leaf.value == {} or is_hidden, path


def test_every_lever_takes_its_bounds_and_refuses_what_lies_beyond():
    from simlib.errors import ScenarioError

    scenario = shipped("calls")
    for lever in levers(scenario):
        if lever.kind == "choice":
            for choice in lever.choices:
                assert scenario.with_({lever.path: choice}).get(lever.path) == choice
            continue
        if not is_bound(lever.path):
            for bound in (lever.minimum, lever.maximum):
                assert scenario.with_({lever.path: bound}).get(lever.path) == bound
        for beyond in (lever.minimum - 1, lever.maximum + 1):
            with pytest.raises(ScenarioError, match=re.escape(f"{lever.path} is ")):
                scenario.with_({lever.path: beyond})


def test_the_order_is_that_of_the_fields_and_paths_are_unique():
    paths = [lever.path for lever in levers(shipped("calls"))]
    assert len(paths) == len(set(paths))
    rooms = list(dict.fromkeys(path.split(".")[0] for path in paths))
    assert rooms == ["firm", "segments", "behaviour", "shocks", "policy", "treasury"]
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
    write("customers.csv", "customer_id,segment,terms_days,bank_days\na,sme,45,2\nb,sme,60,\nc,large,,1\n")
    write("stated.yaml", "extends: base.yaml\ncustomers: customers.csv\n")
    paths = {lever.path for lever in levers(load("stated.yaml"))}
    assert {"segments.sme.bank_days", "segments.large.terms.days", "segments.sme.terms.rule"} <= paths
    assert not {"segments.sme.terms.days", "segments.large.bank_days"} & paths, "each customer has its own"
    by_segment = load("base.yaml").with_(
        {
            "policy.reminders.plans.sme": {"steps": {"one": {"day": 3}}},
            "policy.reminders.plans.large": {"steps": {}},
            "policy.reminders.plans.others": {"steps": {"one": {"day": 3}}},
        }
    )
    days = [lever.path for lever in levers(by_segment) if lever.path.endswith(".day")]
    assert days == ["policy.reminders.plans.sme.steps.one.day"]


def heard(scenario):
    return {lever.pattern for lever in levers(scenario)}


def plain():
    """A small firm with everything off."""
    return build({"segments": {"sme": {}}, "treasury": {"loans": {"bank": {}}}}, {})


def test_what_a_value_needs_is_declared():
    names = {*NEEDS, *(name for needs in NEEDS.values() for need in needs for name in need.split("|"))}
    scenario = plain()
    defaults = {".".join(leaf.pattern): leaf for leaf in leaves(scenario)}
    for name in names:
        pattern, _, value = name.partition("=")
        said = defaults[pattern].declared
        assert said is not None, name
        assert said.is_lever, name
        assert not value or value in dict(said.choices), name
        assert declared_at(Scenario, defaults[pattern].path) is said


OFF = heard(plain())
EVERYTHING = {
    "policy.calls.collectors": 1, "policy.plans.offered": 0.5, "policy.portal.adoption": 0.2, "policy.discount.rate": 0.02,
    "policy.cash_application.automatic": 0.8, "policy.credit.limit_months": 3, "policy.credit.tight_share": 0.1,
    "policy.insurance.insured": "on", "policy.factoring.share": 0.3, "policy.factoring.recourse": "with",
    "policy.late_fees.charged": "on", "policy.escalation.agency": "on", "policy.escalation.court": "on",
    "policy.reminders.segmentation.by": "size", "behaviour.promises.rate": 0.3, "behaviour.disputes.goods": 0.01,
    "behaviour.goodwill.wear": 0.01, "firm.error_rate": 0.03, "firm.e_invoicing": "september_2026",
    "behaviour.classes.oversight": 0.05, "behaviour.classes.admin": 0.05, "behaviour.classes.strategic": 0.05,
    "behaviour.classes.hardship": 0.05, "segments.sme.insolvency_rate": 0.02, "segments.sme.part_payers": 0.1,
    "segments.sme.methods": {"direct_debit": 0.1, "card": 0.1, "cheque": 0.1}, "shocks.late_customer": "largest",
    "shocks.slowdown_factor": 0.8, "shocks.slowdown_months": 3, "shocks.insolvency_factor": 2,
    "shocks.insolvency_months": 3, "treasury.payroll.amount": 1e5, "treasury.social_charges.amount": 5e4,
    "treasury.vat.filing": "monthly", "treasury.corporate_tax.a_year": 1e5, "treasury.rent.amount": 1e4,
    "treasury.loans.bank.balance": 1e5, "treasury.credit_line.limit": 1e5, "treasury.discounting.limit": 1e5,
}  # fmt: skip


def test_what_is_switched_off_is_no_lever_and_returns_with_its_switch():
    assert not OFF & {name for name, needs in NEEDS.items() if needs}
    assert heard(plain().with_(EVERYTHING)) >= set(NEEDS)


@pytest.mark.parametrize(
    ("values", "more"),
    [
        ({"policy.late_fees.charged": "on"}, "policy.late_fees.rate behaviour.fees_paid behaviour.fee_threat"),
        ({"policy.factoring.recourse": "with"}, ""),
        ({"policy.discount.rate": 0.02}, "policy.discount.days behaviour.discount_hurdle"),
        ({"behaviour.promises.rate": 0.3}, ""),
        ({"policy.sales_team.collectors": 1}, "policy.calls.skill behaviour.promises.rate"),
        (
            {"policy.calls.collectors": 1, "behaviour.promises.rate": 0.3},
            "policy.calls.skill behaviour.promises.rate behaviour.promises.kept policy.promises.days policy.promises.grace_days",
        ),
        ({"shocks.slowdown_factor": 0.5}, ""),
        ({"shocks.slowdown_factor": 0.5, "shocks.slowdown_months": 3}, "shocks.slowdown_from"),
        ({"policy.credit.tight_share": 0.2}, ""),
        (
            {"behaviour.disputes.false": 0.1},
            (
                "policy.sales_team.dispute_days policy.disputes.clerks policy.disputes.minutes "
                "policy.disputes.minutes_per_day policy.disputes.resolution_days"
            ),
        ),
        ({"policy.reminders.segmentation.by": "size"}, "policy.reminders.segmentation.low policy.reminders.segmentation.high"),
        (
            {"policy.reminders.segmentation.by": "score"},
            "policy.reminders.segmentation.low policy.reminders.segmentation.high policy.credit.auc",
        ),
    ],
)  # fmt: skip
def test_a_switch_brings_its_levers(values, more):
    assert heard(plain().with_(values)) - OFF == set(more.split())


def test_credit_and_goodwill_do_not_act_on_given_orders(write):
    write("orders.csv", "customer_id,issue_date,due_date,amount\nsme-0001,2026-01-01,2026-02-01,10\n")
    write("file.yaml", "extends: base.yaml\norders: orders.csv\n")
    given = heard(load("file.yaml").with_(EVERYTHING))
    gone = heard(load("base.yaml").with_(EVERYTHING)) - given
    assert {
        "policy.credit.limit_months",
        "policy.credit.auc",
        "behaviour.goodwill.wear",
        "behaviour.lost_share",
    } <= gone
    assert {"segments.*.customers", "segments.*.terms.days", "policy.sales_team.terms_days"} <= gone
    assert {
        "firm.e_invoicing",
        "segments.*.invoicing.email",
        "policy.factoring.share",
        "firm.transmission_days",
    } <= given


def test_plans_by_a_rule_are_heard_where_the_rule_is(base):
    plans = {f"policy.reminders.plans.{name}": {"steps": {"one": {"day": 3}}} for name in ("low", "middle", "high")}
    by_rule = base.with_({**plans, "policy.reminders.segmentation": {"by": "size", "low": 1000, "high": 5000}})
    days = {lever.path.split(".")[3]: lever for lever in levers(by_rule) if lever.path.endswith(".day")}
    assert set(days) == {"low", "middle", "high"}
    assert days["low"].label("en") == "Day of the reminder · below the lower bound · one"
    without = by_rule.with_({"policy.reminders.plans.low": None})
    assert {one.path.split(".")[3] for one in levers(without) if one.path.endswith(".day")} == {
        "middle",
        "high",
        "default",
    }
    by_segment = by_rule.with_({"policy.reminders.segmentation.by": "segment"})
    assert {one.path.split(".")[3] for one in levers(by_segment) if one.path.endswith(".day")} == {"default"}


def test_bounds_between_plans_have_the_unit_of_what_they_bound(base):
    def low(by):
        scenario = base.with_({"policy.reminders.segmentation.by": by})
        return next(one for one in levers(scenario) if one.path == "policy.reminders.segmentation.low")

    assert [low(by).unit for by in ("size", "score", "history", "amount")] == ["EUR_per_year", "share", "days", "EUR"]


def test_a_customer_can_be_chosen_by_name_only_where_one_is_named(base):
    def choices(scenario):
        return next(one for one in levers(scenario) if one.path == "shocks.late_customer").choices

    assert choices(base) == ("none", "largest")
    assert choices(base.with_({"shocks.late_customer_id": "sme-0001"})) == ("none", "largest", "named")


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
