"""The commands forecast and backtest: their contract, and one clear line where they cannot."""

import csv
import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.forecasting.conftest import FIRM, Ledger
from tests.helpers import run_simlib

AS_OF = date(1970, 1, 1) + timedelta(days=FIRM.first + 400)


def written(ledger: Ledger, path: Path) -> Path:
    """Write a ledger as a file, and return it."""
    paid = ledger.payments.set_index("invoice_id")["date"]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(
            ["customer_id", "invoice_id", "issue_date", "due_date", "amount", "currency", "paid_date", "paid_amount"]
        )
        for row in ledger.invoices.itertuples():
            day = paid.get(row.invoice_id)
            days = [date(1970, 1, 1) + timedelta(days=int(one)) for one in (row.issue_date, row.due_date)]
            amount = f"{row.amount_cents / 100:.2f}"
            cleared = ["", ""] if day is None else [date(1970, 1, 1) + timedelta(days=int(day)), amount]
            writer.writerow([row.customer_id, row.invoice_id, *days, amount, "EUR", *cleared])
    return path


@pytest.fixture(scope="session")
def file(firm: Ledger, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the drawn firm's ledger as a file."""
    return written(firm, tmp_path_factory.mktemp("ledger") / "ledger.csv")


def test_a_forecast_as_json_and_as_a_file_says_the_same(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "receipts.csv"
    ended = run_simlib("forecast", file, "--as-of", AS_OF, "--weeks", 5, "--open-only", "-o", out, "--json")
    assert (ended.code, ended.error) == (0, "")
    said = json.loads(ended.out)
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert list(rows[0]) == ["week_start", "week_end", "mean", "p10", "p50", "p90"]
    assert rows[0]["week_start"] == (AS_OF + timedelta(days=1)).isoformat()
    assert [{name: float(row[name]) for name in ("mean", "p10", "p90")} for row in rows] == [
        {name: week[name] for name in ("mean", "p10", "p90")} for week in said["weeks"]
    ]
    assert said["open_only"] is True
    assert sum(week["mean"] for week in said["weeks"]) == pytest.approx(said["total"]["mean"], abs=0.05)
    assert said["total"]["mean"] <= said["open_amount"]


def test_a_forecast_for_people(file: Path, tmp_path: Path) -> None:
    page = tmp_path / "forecast.html"
    ended = run_simlib(
        "forecast", file, "--as-of", AS_OF, "--weeks", 3, "--replications", 20, "--figure", page, "--lang", "fr"
    )
    assert ended.code == 0
    assert "Encaissements attendus, ventes à venir" in ended.out
    assert page.read_text(encoding="utf-8").startswith('<!doctype html><html lang="fr">')


def test_a_forecast_under_a_policy_given(file: Path) -> None:
    base = Path(__file__).resolve().parents[2] / "scenarios" / "base.yaml"
    how = ("--as-of", AS_OF, "--weeks", 3, "--replications", 40, "--open-only", "--json")
    plain, under = (json.loads(run_simlib("forecast", file, *how, *more).out) for more in ((), ("--policy", base)))
    assert under["total"]["mean"] == pytest.approx(plain["total"]["mean"], rel=0.15)


def test_a_back_test_tells_every_measure(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "trials.csv"
    ended = run_simlib(
        "backtest", file, "--weeks", 4, "--every", 14, "--origins", 9, "--replications", 40, "-o", out, "--json"
    )
    assert (ended.code, ended.error) == (0, "")
    said = json.loads(ended.out)
    assert set(said) >= {
        "verdict",
        "wape",
        "crps",
        "coverage",
        "interval_score",
        "naive",
        "bootstrap_interval_score",
        "origins",
    }
    assert set(said["naive"]) == {"due_date", "median_lateness", "ageing"}
    assert said["naive"][said["best_naive"]] == min(said["naive"].values())
    assert said["origins"] == 9
    assert len(out.read_text(encoding="utf-8").splitlines()) == 1 + 9 * 4


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--as-of", "1999-01-01"), 1, "no invoice was issued"),
        (("--as-of", (AS_OF - timedelta(days=390)).isoformat()), 1, "at least 30"),
        (("--weeks", "0"), 2, "--weeks"),
        (("--calendar", "XX"), 2, "XX"),
    ],
)
def test_what_cannot_be_is_one_line(file: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    ended = run_simlib("forecast", file, *arguments)
    assert ended.code == code
    assert said in ended.one_line()


def test_a_ledger_too_short_for_trials_says_so(tmp_path: Path, firm: Ledger) -> None:
    ended = run_simlib("backtest", written(firm.until(FIRM.first + 150), tmp_path / "short.csv"))
    assert ended.code == 0
    assert "too short" in ended.out
