"""The register of assumptions: every value once, with where it comes from, whatever fields are added."""

import json
from pathlib import Path

import pandas as pd
import pytest

from simlib.scenario import Scenario, load
from simlib.scenario.register import PLAIN, Assumption, Status, learned_file, register
from simlib.scenario.walk import is_text, leaves
from tests.helpers import run_simlib

WORDS = {"name", "description"}


def by_path(scenario: Scenario) -> dict[str, Assumption]:
    return {one.dotted: one for one in register(scenario)}


@pytest.fixture
def learned(folder: Path, write) -> Scenario:
    """A firm laid over by a fragment as calibration writes it."""
    write("c/client.customers.parquet", b"")
    frame = pd.DataFrame({"customer_id": ["A"], "segment": ["sme"]})
    frame.to_parquet(folder / "c" / "client.customers.parquet", index=False)
    write(
        "c/client.yaml",
        "firm: {vat_rate: 0.2, transmission_days: 9}\nsegments: {sme: {mean_amount: 812.5, bank_days: 0}}\n"
        "behaviour: {dependence: {week: 0.1}}\ncustomers: {file: client.customers.parquet}\n",
    )
    return load("base.yaml+c/client.yaml")


def test_every_value_stands_in_it_once(base: Scenario) -> None:
    for scenario in (base, base.with_({"policy_before": base.get("policy")})):
        found = [one.path for one in register(scenario)]
        assert len(found) == len(set(found))
        wanted = {
            leaf.path for leaf in leaves(scenario) if leaf.path[0] not in WORDS and not is_text(leaf.value) and leaf.value != {}
        }  # fmt: skip
        assert set(found) == wanted


def test_every_field_says_what_it_is(base: Scenario) -> None:
    for one in register(base):
        assert one.label("fr")
        assert one.label("en")
        assert one.pattern in PLAIN or one.declared.source
        assert one.declared.minimum is not None or one.choices or one.pattern in PLAIN


def test_status_and_place(base: Scenario) -> None:
    found = by_path(base.with_({"firm.vat_rate": 0.1}))
    [days] = [one for one in found.values() if one.dotted == "segments.sme.terms.days"]
    assert (days.status, days.value, days.default) == (Status.SET, 30, 30)
    assert (days.origin.file, days.origin.line) == ("base.yaml", 7)
    assert not days.is_changed
    assert (found["firm.vat_rate"].status, found["firm.vat_rate"].origin.file) == (Status.SET, "")
    assert found["firm.inventory_days"].status is Status.PRIOR
    assert found["segments.sme.hazards.d0"].label("en") == "Daily chance of payment · sme · due day"
    assert found["start"].group == "simulation"


def test_what_calibration_wrote_is_learned(learned: Scenario) -> None:
    found = by_path(learned)
    assert learned_file(learned) == str(Path("c") / "client.yaml")
    assert found["behaviour.dependence.week"].status is Status.LEARNED
    assert found["segments.sme.mean_amount"].status is Status.LEARNED
    assert found["customers"].status is Status.LEARNED
    assert found["customers"].value.startswith("client.customers.parquet (SHA-256 ")
    assert found["segments.sme.bank_days"].status is Status.PRIOR, "it writes 0 because it cannot tell"
    assert found["firm.vat_rate"].status is Status.PRIOR, "it hands on what it was told"
    assert found["firm.transmission_days"].status is Status.SET
    assert found["firm.dpo_days"].status is Status.SET
    assert found["segments.sme.order_rate_spread"].is_used is False, "the customers are listed"


def test_what_is_switched_off_is_not_used(base: Scenario) -> None:
    off = by_path(base)
    on = by_path(base.with_({"policy.discount.rate": 0.02, "policy_before": base.get("policy")}))
    for name in ("policy.discount.days", "behaviour.discount_hurdle", "behaviour.discount_hurdle_spread"):
        assert (off[name].is_used, on[name].is_used) == (False, True)
    assert not on["policy_before.discount.days"].is_used, "there was no discount before"
    assert on["policy_before.reminders.gap_days"].is_used
    assert not off["shocks.late_customer_id"].is_used
    no_past = by_path(base.with_({"policy_before": base.get("policy"), "warm_up_months": 0}))
    assert not no_past["policy_before.reminders.gap_days"].is_used


def test_command(folder: Path) -> None:
    said = run_simlib("register", "base.yaml", "--json")
    found = json.loads(said.out)
    assert (said.code, said.error) == (0, "")
    assert found["counts"]["all"] == len(found["values"]) == sum(found["counts"][str(status)] for status in Status)
    one = next(one for one in found["values"] if one["path"] == "firm.dpo_days")
    assert (one["value"], one["unit"], one["status"], one["file"], one["line"]) == (45, "days", "set", "base.yaml", 3)
    assert set(one["label"]) == {"fr", "en"}
    table = run_simlib("register", "base.yaml", "--lang", "fr")
    assert len(table.out.splitlines()) == found["counts"]["all"] + 2
    assert "fixé par vous" in table.out
    assert run_simlib("register", "nowhere.yaml").code == 2
