"""Ledgers that the simulator makes, and what is learned from them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from simlib.calibration import Calibration, calibrate
from simlib.running import events_of
from simlib.scenario import Scenario, load

ROOT = Path(__file__).resolve().parents[2]
WORLDS = 2025
"""Seed of the worlds that ledgers come from: others than those in which the status quo is simulated."""


@dataclass(frozen=True)
class Ledger:
    """Invoices and payments as readers hand them on."""

    invoices: pd.DataFrame
    payments: pd.DataFrame


def ledger_of(scenario: Scenario, replication: int, seed: int = WORLDS) -> Ledger:
    """Return the books of a simulated firm."""
    rows = events_of(scenario, replication, seed=seed).invoices()

    def days(column: str) -> "pd.Series[int]":
        return rows[column].astype("datetime64[s]").astype("int64") // 86_400

    paid = rows["paid_cents"] > 0
    ids = rows[["invoice_id", "customer_id", "segment", "amount_cents"]]
    invoices = ids.assign(issue_date=days("issue_date"), due_date=days("due_date"), currency="EUR", kind="invoice")
    payments = ids[["invoice_id", "customer_id"]].assign(date=days("last_paid_date"), amount_cents=rows["paid_cents"])
    return Ledger(invoices, payments[paid])


@pytest.fixture(scope="session")
def even_firm() -> Scenario:
    """Return the plain firm of the shipped ledger without seasons, which calibration does not learn."""
    plain = load(ROOT / "scenarios" / "demo" / "truth.yaml")
    return plain.with_({"behaviour.slow_months": {}, "firm.seasons": {}, "warm_up_months": 12})


@pytest.fixture(scope="session")
def learn(tmp_path_factory: pytest.TempPathFactory, even_firm: Scenario) -> Callable[..., Calibration]:
    """Return what is learned from a ledger, written into a folder of its own."""

    def learned(ledger: Ledger, **how: object) -> Calibration:
        out = tmp_path_factory.mktemp("learned") / "behaviour.yaml"
        return calibrate(ledger, out=out, **how)  # type: ignore[arg-type]

    return learned


@pytest.fixture(scope="session")
def learned_firm(even_firm: Scenario, learn: Callable[..., Calibration]) -> Calibration:
    """Return what is learned from two years of the plain firm."""
    return learn(ledger_of(even_firm, 0), policy=even_firm, bins=even_firm.behaviour.bins)
