"""From a real ledger to behaviour: what the history says about how customers pay, and what it does not say.

Calibration is counting. `book` lays out the ledger, `spells` turns it into business days of lateness, `hazards` counts them, and the
files beside learn payment runs, terms, orders, amounts and the dependence between invoices. `learning` tells the story in order;
`forecast` looks ahead from what was learned, and `backtest` tries that on the past.
"""

from simlib.calibration.backtest import backtest
from simlib.calibration.forecast import forecast
from simlib.calibration.learning import Calibration, calibrate

__all__ = ["Calibration", "backtest", "calibrate", "forecast"]
