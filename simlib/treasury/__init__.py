"""Treasury: from receivables to the cash position, its table of weeks and months, and what was forecast held against what came."""

from simlib.treasury.plan import CASH_INDICATORS, CashPlan, plan, plan_of

__all__ = ["CASH_INDICATORS", "CashPlan", "plan", "plan_of"]
