"""What it means: indicators as pure functions of daily series, and the fold that makes these from events."""

from simlib.indicators.balance import FirmBalance
from simlib.indicators.daily import Daily
from simlib.indicators.fold import fold
from simlib.indicators.from_ledger import ContactCosts, daily_of, ledger_events
from simlib.indicators.series import Series

__all__ = ["Series", "fold", "FirmBalance", "Daily", "ContactCosts", "daily_of", "ledger_events"]
