"""Ledgers drawn from known hazards, as readers hand them on."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd
import pytest

from tests.calibration.drawn import Truth, draw

FIRM = Truth(customers=40, per_year=24.0, years=1.6, a=0.2, b=0.02)


@dataclass(frozen=True)
class Ledger:
    """Invoices and payments as readers hand them on."""

    invoices: pd.DataFrame
    payments: pd.DataFrame

    def until(self, day: int) -> "Ledger":
        """Return what was known at the end of a day."""
        return Ledger(self.invoices[self.invoices["issue_date"] <= day], self.payments[self.payments["date"] <= day])


@lru_cache
def ledger_of(truth: Truth, seed: int = 5) -> Ledger:
    """Return a drawn ledger."""
    drawn = draw(truth, seed)
    return Ledger(drawn.invoices, drawn.payments.assign(currency="EUR"))


@pytest.fixture(scope="session")
def firm() -> Ledger:
    """A firm of forty customers that pay alike, on any business day."""
    return ledger_of(FIRM)


@pytest.fixture(scope="session")
def middle() -> int:
    """A day well inside that firm's ledger."""
    return FIRM.first + 400
