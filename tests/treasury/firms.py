"""Firms small enough for a test, with everything in their cash plan."""

from functools import lru_cache

from simlib.scenario import Scenario, load
from simlib.treasury import CashPlan, plan
from tests.conftest import ROOT

COUNTS = {f"segments.{name}.customers": 6 for name in ("micro", "sme", "large", "public")}
SMALL = {
    "months": 12,
    "warm_up_months": 3,
    "replications": 12,
    "firm.opening_cash": 10_000.0,
    "firm.fixed_monthly_outflow": 8_000.0,
    "treasury.payroll.amount": 36_000.0,
    "treasury.social_charges.amount": 19_000.0,
    "treasury.corporate_tax.a_year": 8_000.0,
    "treasury.rent.amount": 2_000.0,
    "treasury.loans.machines.balance": 80_000.0,
    "policy.factoring": {"share": 0.3, "recourse": "with"},
    "treasury.credit_line.limit": 20_000.0,
    "treasury.minimum_cash": 60_000.0,
    "treasury.overdraft": {"limit": 50_000.0, "rate": 0.08},
}


@lru_cache(maxsize=1)
def small() -> Scenario:
    """Return a firm of 24 customers, close to its floor."""
    return load(ROOT / "scenarios" / "base.yaml").with_(COUNTS | SMALL, name='=HYPERLINK("evil")&<b>')


@lru_cache(maxsize=1)
def small_plan() -> CashPlan:
    """Return its cash plan."""
    return plan(small())
