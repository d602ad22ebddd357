"""What it means: indicators as pure functions of daily series, and the fold that makes these from events."""

from simlib.indicators.balance import Bank, Facility, Factoring, FirmBalance, Insurance
from simlib.indicators.cash import cash_path
from simlib.indicators.cash_lines import CashLines
from simlib.indicators.daily import Daily
from simlib.indicators.dso import is_lower_bound
from simlib.indicators.fold import fold
from simlib.indicators.from_ledger import ContactCosts, add_sales_history, daily_of, ledger_events
from simlib.indicators.indicator import Better, Indicator, Reading, Unit, View
from simlib.indicators.registry import INDICATORS
from simlib.indicators.series import Series
from simlib.indicators.values import path, value_of_run

__all__ = [
    "Series",
    "Bank",
    "CashLines",
    "Facility",
    "fold",
    "Factoring",
    "FirmBalance",
    "Insurance",
    "Daily",
    "ContactCosts",
    "add_sales_history",
    "daily_of",
    "ledger_events",
    "Indicator",
    "INDICATORS",
    "Better",
    "Reading",
    "Unit",
    "View",
    "value_of_run",
    "path",
    "cash_path",
    "is_lower_bound",
]
