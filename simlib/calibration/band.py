"""How wide the band must be: what was learned, tried again on the ledger's own past, tells by how much weeks scatter more than simulated.

Some of what makes receipts scatter no model holds: a customer's holidays, a clerk who is ill, a bank's bad day. The trials count it
together. They are made with what was learned from the same past, so they look a little too good: the band is widened, never narrowed.
"""

import numpy as np

from simlib.calibration.book import Float, lay_out
from simlib.calibration.came import Ledger, came, known_until, sample_of
from simlib.calibration.carried import carried_to
from simlib.calibration.learned import Learned
from simlib.calibration.weekly import WEEK, simulate_receipts

TRIALS = 8
WEEKS = 4
REPLICATIONS = 40
HISTORY_DAYS = 90
"""Days of the ledger before the first trial."""

PRIOR_WEEKS = 13
"""Weeks that scatter as simulated, which the trials are weighed against."""

MOST_INVOICES = 30_000
"""Invoices beyond which a sample of customers is tried."""

WIDEST = 2.5


def band_factor(learned: Learned, ledger: Ledger, seed: int) -> float:
    """Return by how much the deviations of simulated weeks from their mean are to be multiplied.

    Args:
        learned: What was learned up to its last day.
        ledger: The ledger; nothing of it that is dated later than that day is read.
        seed: Seed of the draws.
    """
    end = learned.book.as_of
    tried = sample_of(known_until(ledger, end), MOST_INVOICES)
    missed, simulated, weeks = 0.0, 0.0, 0
    for trial in range(1, TRIALS + 1):
        origin = end - WEEK * WEEKS * trial
        if origin < learned.book.first + HISTORY_DAYS:
            break
        book = lay_out(tried.invoices, tried.payments, origin)
        then = carried_to(learned, book)
        if then is None:
            break
        drawn = simulate_receipts(then, WEEKS, replications=REPLICATIONS, seed=seed, open_only=True).by_week
        missed += float(((came(book, tried.payments, WEEKS) - drawn.mean(axis=0)) ** 2).sum())
        simulated += float(drawn.var(axis=0, ddof=1).sum()) * (1.0 + 1.0 / REPLICATIONS)
        weeks += WEEKS
    if simulated == 0.0:
        return 1.0
    ratio = (PRIOR_WEEKS + weeks * missed / simulated) / (PRIOR_WEEKS + weeks)
    return float(np.clip(np.sqrt(ratio), 1.0, WIDEST))


def widened(received: Float, factor: float) -> Float:
    """Return simulated weeks [replications, weeks] with their deviations from the mean multiplied, none below nothing."""
    mean = received.mean(axis=0)
    return np.asarray(np.maximum(mean + factor * (received - mean), 0.0))
