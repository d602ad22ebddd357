"""Credit: how likely a customer is to fail, what a score sees of it, what limit it is given."""

import math

from simlib.jit import rule
from simlib.money import round_half_away
from simlib.rules.chance import normal_quantile

INSOLVENCY_KNOWN = 30
"""Days after which the firm learns of an insolvency."""


@rule
def risk_rate(rate: float, spread: float, risk: float) -> float:
    """Return a customer's rate of failing, a year: its segment's, scaled by its own risk, a normal."""
    return rate * math.exp(spread * risk - 0.5 * spread * spread)


@rule
def score_weight(auc: float, spread: float) -> float:
    """Return how much of a score is the true risk, so that it ranks failing customers above others with the AUC given.

    Where failures are rare, the risk of those that fail is a normal moved up by its spread; so AUC = Phi(weight x spread / sqrt 2).

    >>> round(score_weight(0.75, 1.9), 3)
    0.502
    """
    if spread <= 0.0:
        return 0.0
    return min(1.0, math.sqrt(2.0) * normal_quantile(auc) / spread)


@rule
def score_percentile(risk: float, mistake: float, weight: float) -> float:
    """Return where a customer stands by its score, from 0, the safest, to 1: its risk as seen through the score's mistakes."""
    score = weight * risk + math.sqrt(max(0.0, 1.0 - weight * weight)) * mistake
    return 0.5 * math.erfc(-score / math.sqrt(2.0))


@rule
def credit_limit(
    months: float, cents_a_month: float, percentile: float, tight_share: float, tight_factor: float
) -> int:
    """Return a customer's credit limit in cents: so many months of its sales with VAT, less for the riskiest; 0 is none."""
    if months <= 0.0:
        return 0
    factor = tight_factor if percentile >= 1.0 - tight_share else 1.0
    return max(1, round_half_away(min(months * cents_a_month * factor, 1e15)))


@rule
def is_over_limit(exposure: int, order: int, limit: int) -> bool:
    """Return whether an order would lift what a customer owes and has ordered above its limit."""
    return limit > 0 and exposure + order > limit


@rule
def sales_a_month(pace: float, mean_amount: float, vat_rate: float) -> float:
    """Return a customer's expected sales of a month with VAT, in cents, from its orders a year and their mean amount before VAT."""
    return pace * mean_amount * (1.0 + vat_rate) * 100.0 / 12.0


@rule
def hurdle_of(mean: float, spread: float, draw: float) -> float:
    """Return the annual yield for which a customer pays early: a log-normal between customers, of the mean given."""
    return mean * math.exp(spread * draw - 0.5 * spread * spread)
