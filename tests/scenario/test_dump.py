"""Scenarios and differences written as YAML."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from simlib.errors import ScenarioError
from simlib.scenario import Text, build, dump_yaml, levers, load
from tests.scenario.together import is_bound

SHIPPED = Path(__file__).resolve().parents[2] / "scenarios"
BASE = load(SHIPPED / "base.yaml")


def test_differences_stand_on_what_they_extend(write, base):
    other = base.with_(
        {
            "segments.sme.terms.days": 60,
            "policy.reminders.plans.default.steps.second": None,
            "behaviour.bins": None,
            "firm.vat_rate": 0.055,
        }
    )
    text = dump_yaml(
        base.diff(other), extends="base.yaml", name="patient", description=Text(fr="Patient", en="Patient")
    )
    assert text == (
        "extends: base.yaml\n"
        "name: patient\n"
        "description: Patient\n"
        "firm:\n"
        "  vat_rate: 0.055  # share; was 0.2\n"
        "segments:\n"
        "  sme:\n"
        "    terms:\n"
        "      days: 60  # days; was 30\n"
        "policy:\n"
        "  reminders:\n"
        "    plans:\n"
        "      default:\n"
        "        steps:\n"
        "          second: null  # was a mapping\n"
    )
    write("patient.yaml", text)
    assert load("patient.yaml").digest == other.digest
    assert load("patient.yaml").name == "patient"


def test_comments_and_order_of_a_file_already_there_are_kept(write, base):
    mine = "# What we try next.\nextends: base.yaml\n\nname: mine  # for the board\nfirm:\n  # agreed in June\n  dpo_days: 50  # days\n"
    write("mine.yaml", mine)
    before = load("mine.yaml")
    after = before.with_({"firm.dpo_days": 55, "firm.inventory_days": 20})
    text = dump_yaml(before.diff(after), onto=mine)
    assert text == (
        "# What we try next.\nextends: base.yaml\n\nname: mine  # for the board\nfirm:\n  # agreed in June\n"
        "  dpo_days: 55  # days\n  inventory_days: 20 # days; was 30\n"
    )
    write("mine.yaml", text)
    assert load("mine.yaml").digest == after.digest


@pytest.mark.parametrize("fragment", ["none", "mild", "firm", "calls"])
def test_a_whole_scenario_reads_back_as_it_was(folder, fragment):
    scenario = load([SHIPPED / "base.yaml", SHIPPED / f"policies/{fragment}.yaml"])
    (folder / "whole.yaml").write_text(dump_yaml(scenario), encoding="utf-8")
    again = load("whole.yaml")
    assert again == scenario
    assert again.digest == scenario.digest


def test_another_reader_of_yaml_finds_the_same(folder):
    text = dump_yaml(BASE)
    other = yaml.safe_load(text)
    assert build(other, {}).digest == BASE.digest


def test_a_switch_reads_as_a_word_everywhere(write, base):
    other = base.with_({"policy.escalation.agency": "on"})
    text = dump_yaml(base.diff(other), extends="base.yaml")
    assert 'agency: "on"' in text
    assert yaml.safe_load(text)["policy"]["escalation"]["agency"] == "on"
    write("plain.yaml", "extends: base.yaml\npolicy: {escalation: {agency: on}}\n")
    assert load("plain.yaml").digest == other.digest


def test_tables_are_named_from_where_the_text_will_stand(write, folder):
    write("tables/customers.csv", "customer_id,segment\na,sme\n")
    write("own.yaml", "extends: base.yaml\ncustomers: tables/customers.csv\n")
    scenario = load("own.yaml")
    text = dump_yaml(scenario, folder=folder / "tables")
    assert "  file: customers.csv\n" in text
    write("tables/copy.yaml", text)
    assert load("tables/copy.yaml").digest == scenario.digest
    with pytest.raises(ScenarioError, match="copy the table beside the scenario first"):
        dump_yaml(scenario, folder=folder / "elsewhere")


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40)


@given(
    name=NAMES,
    words=NAMES,
    cash=st.floats(-1e9, 1e9, allow_nan=False),
    rate=st.floats(0, 4, allow_nan=False),
)
def test_any_words_and_numbers_survive(tmp_path_factory, name, words, cash, rate):
    small = build({"segments": {"sme": {}}}, {})
    values = {
        "firm.opening_cash": cash,
        "segments.sme.hazards.d1": rate,
        "description": {"fr": words, "en": name},
    }
    scenario = small.with_(values, name=name)
    file = tmp_path_factory.getbasetemp() / "any.yaml"
    file.write_text(dump_yaml(scenario), encoding="utf-8", newline="")
    assert load(file) == scenario
    file.write_text(dump_yaml(small.diff(scenario), onto="segments: {sme: {}}\n"), encoding="utf-8", newline="")
    assert load(file).digest == scenario.digest


def test_every_lever_moved_is_written_and_read_back(folder):
    moved = {}
    for lever in levers(BASE):
        if lever.kind == "choice":
            moved[lever.path] = lever.choices[-1]
        elif not is_bound(lever.path):
            moved[lever.path] = lever.maximum
    other = BASE.with_(moved)
    (folder / "other.yaml").write_text(
        dump_yaml(BASE.diff(other), extends=str(SHIPPED / "base.yaml")), encoding="utf-8"
    )
    assert load("other.yaml").digest == other.digest
