"""The back-test: no look-ahead, its measures by hand, its verdict, and what a scenario carries of it."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from simlib.calibration.backtest import Backtest, backtest
from simlib.calibration.book import lay_out
from simlib.calibration.carried import carried_to
from simlib.calibration.forecast import known_on
from simlib.calibration.verdict import best_rule, sentence, told, verdict_of
from simlib.errors import ScenarioError
from simlib.scenario import load
from simlib.scenario.evidence import BacktestEvidence, Evidence, NaiveErrors
from simlib.scenario.variations import differences
from tests.forecasting.conftest import FIRM, Ledger

BASE = Path(__file__).resolve().parents[2] / "scenarios" / "base.yaml"
FORECASTS = ["mean", "p10", "p50", "p90", "due_date", "median_lateness", "ageing", "bootstrap_mean", "bootstrap_p10"]


@pytest.fixture(scope="session")
def found(firm: Ledger) -> Backtest:
    """Sixteen trials of the drawn firm, four weeks ahead."""
    return backtest(firm, weeks=4, every=14, origins=16, replications=100)


def test_every_trial_ends_within_the_ledger(found: Backtest, firm: Ledger) -> None:
    assert found.origins == 16
    assert found.rows["week_end"].max() == firm.payments["date"].max()
    assert (found.rows.groupby("origin").size() == 4).all()
    assert np.unique(np.diff(np.unique(found.rows["origin"]))).tolist() == [14]


def test_what_came_is_what_the_ledger_says(found: Backtest, firm: Ledger) -> None:
    """Counted invoice by invoice: open at the end of the origin, paid in the week."""
    paid = firm.payments.set_index("invoice_id")
    for (origin, _), row in found.rows.groupby(["origin", "week"]):
        known = firm.invoices[firm.invoices["issue_date"] <= origin]["invoice_id"]
        days = paid["date"].reindex(known)
        within = (days >= row["week_start"].item()) & (days <= row["week_end"].item())
        cents = paid["amount_cents"].reindex(known)[within].sum()
        assert row["actual"].item() == pytest.approx(cents / 100.0)


def test_what_happens_after_an_origin_changes_nothing_of_its_forecasts(firm: Ledger) -> None:
    """Payments after the origin come on other days, of other amounts, and invoices after it are others: what came changes, no forecast."""
    last = int(firm.payments["date"].max())
    origin = last - 28
    later = (firm.payments["date"] > origin) & (firm.payments["date"] < last)
    new = (firm.invoices["issue_date"] > origin) & (firm.invoices["issue_date"] < last)
    other = Ledger(
        firm.invoices.assign(amount_cents=firm.invoices["amount_cents"].where(~new, 5)),
        firm.payments.assign(
            date=firm.payments["date"].where(~later, origin + 1),
            amount_cents=firm.payments["amount_cents"].where(~later, 7),
        ),
    )
    one, two = (backtest(ledger, weeks=4, origins=1, replications=50).rows for ledger in (firm, other))
    assert one["origin"].unique().tolist() == [origin]
    assert one[FORECASTS].equals(two[FORECASTS])
    assert not one["actual"].equals(two["actual"])


def test_measures_by_hand(found: Backtest) -> None:
    """WAPE by origin, then the mean; coverage over all weeks; the score is the band's width plus ten times the miss."""
    rows, figures = found.rows, found.figures
    errors = [np.abs(one["actual"] - one["mean"]).sum() / one["actual"].sum() for _, one in rows.groupby("origin")]
    assert figures.wape == pytest.approx(np.mean(errors))
    inside = [low <= actual <= high for low, actual, high in rows[["p10", "actual", "p90"]].to_numpy()]
    assert figures.coverage == pytest.approx(np.mean(inside))
    miss = np.maximum(rows["p10"] - rows["actual"], 0) + np.maximum(rows["actual"] - rows["p90"], 0)
    score = (rows["p90"] - rows["p10"] + 10 * miss).mean() / rows["actual"].mean()
    assert figures.interval_score == pytest.approx(score)


def test_the_forecast_of_a_firm_of_the_model_beats_the_rules(found: Backtest) -> None:
    figures = found.figures
    best = best_rule(figures)
    assert best is not None
    assert figures.wape < best[1]
    assert figures.interval_score < figures.bootstrap_interval_score
    assert 0.65 <= figures.coverage <= 0.95
    assert found.verdict in ("good", "fair")


def test_a_sample_of_customers_stands_for_many(firm: Ledger) -> None:
    some = backtest(firm, weeks=4, origins=2, replications=20, most_invoices=700)
    assert 10 < some.customers[0] < some.customers[1] == 40
    assert backtest(firm, weeks=4, origins=2, replications=20, most_invoices=700).rows.equals(some.rows)


def test_a_short_history_is_said_and_not_judged(firm: Ledger) -> None:
    short = backtest(firm.until(FIRM.first + 150), weeks=8)
    assert (short.origins, short.verdict) == (0, "short")
    assert "too short" in short.to_text("en")
    assert json.loads(json.dumps(short.to_json(), default=str))["origins"] == 0


def test_what_was_learned_is_carried_on_unchanged_for_the_same_books(firm: Ledger, middle: int) -> None:
    learned = known_on(firm, middle).learned
    carried = carried_to(learned, learned.book)
    assert carried is not None
    assert np.array_equal(carried.hazards.rates, learned.hazards.rates)
    assert carried.runs == learned.runs
    assert np.array_equal(carried.orders.customer, learned.orders.customer)


def test_a_customer_that_comes_later_is_as_its_segment_is(firm: Ledger, middle: int) -> None:
    first = firm.invoices[firm.invoices["issue_date"] <= middle]
    one = sorted(first["customer_id"].unique())[3]
    without = Ledger(
        firm.invoices[firm.invoices["customer_id"] != one], firm.payments[firm.payments["customer_id"] != one]
    )
    learned = known_on(without, middle).learned
    book = lay_out(firm.invoices, firm.payments, middle + 14)
    carried = carried_to(learned, book)
    assert carried is not None
    hazards = carried.hazards
    assert np.array_equal(hazards.rates[3], hazards.rows[hazards.segment_of[3]])
    assert np.array_equal(np.delete(hazards.rates, 3, axis=0), learned.hazards.rates)
    known = replace(book, segments=("elsewhere",))
    assert carried_to(learned, known) is None  # nothing is known of such a segment


JUDGED = BacktestEvidence(
    origins=60, weeks=8, wape=0.20, naive=NaiveErrors(due_date=0.4, median_lateness=0.3, ageing=0.25), coverage=0.8,
    interval_score=0.9, bootstrap_interval_score=1.1, crps=0.1,
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        ({}, "good"),
        ({"wape": 0.26}, "fair"),  # a rule does a little better
        ({"wape": 0.28}, "poor"),  # by more than a tenth
        ({"coverage": 0.69}, "fair"),
        ({"coverage": 0.91}, "fair"),
        ({"coverage": 0.50}, "poor"),
        ({"interval_score": 1.15}, "fair"),
        ({"interval_score": 1.3}, "poor"),
        ({"wape": 0.4, "naive": NaiveErrors(due_date=0.9)}, "fair"),  # the best there is, and not much
        ({"wape": 0.8, "naive": NaiveErrors(due_date=0.9)}, "poor"),
        ({"origins": 7}, "short"),
        ({"wape": None}, "short"),
    ],
)
def test_verdicts(change: dict[str, object], verdict: str) -> None:
    assert verdict_of(JUDGED.model_copy(update=change)) == verdict


def test_the_verdict_is_told_in_both_languages_with_its_numbers() -> None:
    plain = load(BASE)
    good, poor = (Evidence(backtest=JUDGED.model_copy(update={"verdict": verdict})) for verdict in ("good", "poor"))
    said = {lang: sentence(plain.model_copy(update={"evidence": good}), lang) or "" for lang in ("fr", "en")}
    assert "20\u00a0%" in said["fr"]
    assert "25\u00a0%" in said["fr"]
    assert "20%" in said["en"]
    assert "collection rates by age" in said["en"]
    assert "do not rely" in (sentence(plain.model_copy(update={"evidence": poor}), "en") or "")
    assert "trop court" in told(BacktestEvidence(), "fr")
    assert sentence(plain, "en") is None
    assert sentence(plain.model_copy(update={"evidence": Evidence(risk_auc=0.7)}), "en") is None


def test_evidence_stands_in_a_file_and_changes_no_result(tmp_path: Path, found: Backtest) -> None:
    from simlib.calibration.fragment import write_yaml

    file = tmp_path / "learned.yaml"
    write_yaml({"evidence": {"backtest": found.evidence()}}, file)
    read = load(f"{BASE}+{file}")
    assert read.evidence is not None
    assert read.evidence.backtest is not None
    assert read.evidence.backtest.wape == pytest.approx(found.figures.wape, abs=1e-6)
    assert read.evidence.backtest.as_of == found.figures.as_of
    assert read.digest == load(BASE).digest
    assert differences(load(BASE), read) == ()
    assert sentence(read, "en") == found.to_text("en")


def test_a_verdict_that_is_none_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "learned.yaml"
    file.write_text("evidence:\n  backtest: {verdict: great}\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match="verdict"):
        load(f"{BASE}+{file}")
