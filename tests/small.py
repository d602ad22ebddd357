"""A small firm, quick to simulate, for tests of what is shown."""

from functools import cache
from pathlib import Path

from simlib.experiments import Comparison, compare
from simlib.scenario import Scenario, load

ROOT = Path(__file__).resolve().parent.parent
FIRST = "policy.reminders.plans.default.steps.first_reminder.day"
SIZE = {
    "segments.micro.customers": 8,
    "segments.sme.customers": 8,
    "segments.large.customers": 4,
    "segments.public.customers": 3,
    "firm.fixed_monthly_outflow": 4_000.0,
    "treasury.payroll.amount": 16_000.0,
    "treasury.social_charges.amount": 8_000.0,
    "treasury.corporate_tax.a_year": 8_000.0,
    "treasury.rent.amount": 2_000.0,
    "treasury.loans.machines.balance": 80_000.0,
    "firm.opening_cash": 90_000.0,
    "replications": 24,
}


@cache
def small() -> Scenario:
    """The shipped firm with 23 customers."""
    return load(ROOT / "scenarios" / "base.yaml").with_(SIZE, name="small")


@cache
def small_compared() -> Comparison:
    """The small firm today, with earlier reminders, and with nothing changed but the name."""
    base = small()
    return compare([base, base.with_({FIRST: -7}, name="early"), base.with_({FIRST: 60}, name="late")])
