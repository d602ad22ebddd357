"""The share of customers that pay in runs, with its interval: how sure each one's habit is, and how few customers a segment has.

A customer's payment days make a habit so many times likelier than any day; with the share of its segment before, that is the chance that it
pays in runs. The share is the most likely one (EM); customers with too few payment days to tell by are left out of it.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from simlib.calibration.book import Float, Int
from simlib.calibration.chance import chance_of

ROUNDS = 30
DRAWS = 2_000
STREAM = 0x25
"""Number of the stream of the draws of a share."""

HALF = 0.5
"""What a share starts from, of either kind: Jeffreys' prior."""


@dataclass(frozen=True)
class RunShares:
    """The share of customers that pay in runs.

    Attributes:
        value, low, high: float64 [segments], the share with its 90 % interval; all there is between 0 and 1 where nobody can tell.
        told: int64 [segments], customers with enough payment days to tell by.
        certainty: float64 [customers], chance that the customer pays in runs.
    """

    value: Float
    low: Float
    high: Float
    told: Int
    certainty: Float


def learn_run_shares(gain: Float, segment_of: Int, segments: int) -> RunShares:
    """Return the shares of customers that pay in runs.

    Args:
        gain: float64 [customers], by how much their likeliest habit explains their payment days better than any day would (log of the
            ratio, less what the search costs); NaN where too few days tell.
        segment_of: int64 per customer.
        segments: Number of segments.
    """
    value, low, high = np.zeros(segments), np.zeros(segments), np.ones(segments)
    told, certainty = np.zeros(segments, dtype=np.int64), np.zeros(gain.size)
    for group in range(segments):
        mine = np.flatnonzero((segment_of == group) & ~np.isnan(gain))
        told[group] = mine.size
        if mine.size == 0:
            continue
        share = HALF
        for _ in range(ROUNDS):
            certainty[mine] = expit(gain[mine] + logit(share))
            share = float((certainty[mine].sum() + HALF) / (mine.size + 2.0 * HALF))
        chance = chance_of(STREAM, STREAM, group)
        paying = (chance.random((DRAWS, mine.size)) < certainty[mine]).sum(axis=1)
        drawn = chance.beta(paying + HALF, mine.size - paying + HALF)
        value[group] = certainty[mine].mean()
        low[group], high[group] = np.quantile(drawn, (0.05, 0.95))
    return RunShares(value, low, high, told, certainty)
