"""The fragment: it loads alone and over a firm, hides nothing, and survives hostile names."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from simlib.calibration import Calibration
from simlib.calibration.fragment import segment_keys
from simlib.calibration.learning import assumed_reminders
from simlib.days import to_date
from simlib.errors import CalibrationError, ScenarioError
from simlib.running import simulate
from simlib.scenario import Scenario, load
from simlib.words import languages
from tests.calibration.conftest import ROOT, Ledger, ledger_of
from tests.calibration.drawn import Truth, draw

BASE = ROOT / "scenarios" / "base.yaml"


@pytest.fixture(scope="module")
def small() -> Ledger:
    """Return the books of a small firm."""
    drawn = draw(Truth(customers=20, years=1.0), 1)
    return Ledger(drawn.invoices, drawn.payments)


def test_it_loads_alone_as_the_firm_on_the_day_after(learned_firm: Calibration) -> None:
    alone = load(learned_firm.fragment)
    book = learned_firm.learned.book
    assert alone.start == to_date(book.as_of + 1)
    assert sorted(alone.segments) == sorted(book.segments)
    assert alone.policy.reminders.plans == {}
    hazards = learned_firm.learned.hazards
    for group, name in enumerate(book.segments):
        row = [alone.segments[name].hazards[name_of_bin] for name_of_bin in hazards.bins.names]
        assert row == pytest.approx(hazards.rows[group].tolist(), abs=1e-6)


def test_it_lays_itself_over_a_firm_and_under_a_policy(learned_firm: Calibration) -> None:
    firm = load([BASE, learned_firm.fragment, ROOT / "scenarios" / "policies" / "firm.yaml"])
    base = load(BASE)
    assert firm.firm.fixed_monthly_outflow == base.firm.fixed_monthly_outflow
    assert firm.firm.seasons == {}
    assert firm.behaviour.slow_months == {}
    assert len(firm.policy.plan_of("sme").steps) == 5
    result = simulate(firm, replications=2)
    opened = learned_firm.learned.book.open.sum() / 100
    first_day = result.path("ar_balance", [result.start])[:, 0]
    assert np.all(np.abs(first_day - opened) < 0.1 * opened)


def test_tables_stand_beside_it_named_with_their_hashes(learned_firm: Calibration) -> None:
    folder, text = learned_firm.fragment.parent, learned_firm.fragment.read_text(encoding="utf-8")
    for field in ("customers", "opening", "history"):
        assert (folder / f"behaviour.{field}.parquet").is_file()
    assert len(re.findall("sha256: [0-9a-f]{64}", text)) == 3
    assert str(folder) not in text


def test_a_table_changed_afterwards_is_refused(small: Ledger, learn: Callable[..., Calibration]) -> None:
    found = learn(small)
    table = found.fragment.with_name("behaviour.customers.parquet")
    pd.read_parquet(table).assign(frailty=1.0).to_parquet(table, index=False)
    with pytest.raises(ScenarioError, match="its content has the hash"):
        load(found.fragment)


def test_opening_and_history_add_up_to_the_ledger(learned_firm: Calibration) -> None:
    folder, book = learned_firm.fragment.parent, learned_firm.learned.book
    opening = pd.read_parquet(folder / "behaviour.opening.parquet")
    assert round(opening["amount"].sum() * 100) == book.open.sum()
    history = pd.read_parquet(folder / "behaviour.history.parquet")
    assert round(history["amount"].sum() * 100) == book.amount[book.issue > book.as_of - 365].sum()


def test_the_same_ledger_gives_the_same_scenario(small: Ledger, learn: Callable[..., Calibration]) -> None:
    shuffled = Ledger(small.invoices.sample(frac=1, random_state=1), small.payments.sample(frac=1, random_state=2))
    assert load(learn(small).fragment).digest == load(learn(shuffled).fragment).digest


def test_segments_of_the_firm_below_that_the_ledger_lacks_are_taken_away(
    small: Ledger, learn: Callable[..., Calibration]
) -> None:
    found = learn(small, policy=load(BASE))
    assert list(load([BASE, found.fragment]).segments) == ["s0"]


def test_a_ledger_without_open_invoices_loads_too(small: Ledger, learn: Callable[..., Calibration]) -> None:
    paid = small.invoices[small.invoices["invoice_id"].isin(small.payments["invoice_id"])]
    found = learn(Ledger(paid, small.payments))
    simulate(load(found.fragment), replications=1)


def test_hostile_names_stay_words(small: Ledger, learn: Callable[..., Calibration]) -> None:
    rename = {"C000": "<script>alert(1)</script>", "C001": "=cmd|'/c calc'!A0", "C002": "../../etc\npasswd"}
    named = Ledger(
        small.invoices.assign(
            customer_id=small.invoices["customer_id"].replace(rename), segment="<b>: {x}\n- 'default"
        ),
        small.payments.assign(customer_id=small.payments["customer_id"].replace(rename)),
    )
    found = learn(named)
    page = found.report.read_text(encoding="utf-8")
    assert "<script" not in page
    assert "<b>" not in page
    assert len(load(found.fragment).segments) == 1
    simulate(load(found.fragment), replications=1)


@pytest.mark.parametrize("lang", languages)
def test_the_report_opens_offline_and_says_everything(
    small: Ledger, learn: Callable[..., Calibration], lang: str
) -> None:
    found = learn(small, lang=lang)
    page = found.report.read_text(encoding="utf-8")
    assert f'<html lang="{lang}">' in page
    assert "http" not in page
    assert "nan" not in page.lower().replace("finan", "")
    for note in found.notes:
        assert note.text(lang)
    assert found.to_text(lang).count("\n") > 8


def test_what_is_assumed_is_said(small: Ledger, learn: Callable[..., Calibration], even_firm: Scenario) -> None:
    assumed, given = learn(small), learn(small, policy=even_firm.policy.reminders)
    assert assumed.is_policy_assumed
    assert "two e-mails" in assumed.to_text("en")
    assert "two e-mails" in assumed.fragment.read_text(encoding="utf-8")
    assert not given.is_policy_assumed
    assert assumed.to_json()["policy_assumed"] is True
    for found in (assumed, given):
        assert "stays an assumption" in found.to_text("en")


def test_the_reminders_assumed_are_those_of_the_shipped_mild_policy() -> None:
    shipped = load([BASE, ROOT / "scenarios" / "policies" / "mild.yaml"]).policy.reminders
    assumed = assumed_reminders()
    assert assumed.gap_days == shipped.gap_days
    steps = [(step.day, step.channel, step.min_amount) for step in shipped.plans["default"].ordered()]
    assert [(step.day, step.channel, step.min_amount) for step in assumed.plans["default"].ordered()] == steps


def test_too_few_payments_are_refused_in_one_line(small: Ledger, learn: Callable[..., Calibration]) -> None:
    with pytest.raises(CalibrationError, match=r"12 paid invoices are known; learning .* needs at least 30"):
        learn(replace(small, payments=small.payments.head(12)))


def test_nothing_later_than_the_day_asked_for_is_read(even_firm: Scenario, learn: Callable[..., Calibration]) -> None:
    ledger = ledger_of(even_firm, 1)
    day = int(ledger.invoices["issue_date"].min()) + 400
    cut = Ledger(ledger.invoices[ledger.invoices["issue_date"] <= day], ledger.payments[ledger.payments["date"] <= day])
    early, late = (learn(one, as_of=day, policy=even_firm) for one in (cut, ledger))
    assert load(early.fragment).digest == load(late.fragment).digest


def test_segment_names_are_made_usable_and_kept_apart() -> None:
    assert segment_keys(["", "a:b", "a_b", "-x", "é" * 60]) == ("customers", "a_b", "a_b 2", "x", "é" * 36)


def test_files_are_written_whole(learned_firm: Calibration) -> None:
    assert not list(Path(learned_firm.fragment.parent).glob(".*"))
