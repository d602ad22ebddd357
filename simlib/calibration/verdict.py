"""The verdict of a back-test, from its measures, and the sentences that tell it to whoever reads a what-if of that firm."""

from simlib import words
from simlib.scenario import Scenario
from simlib.scenario.evidence import BacktestEvidence

FEWEST_ORIGINS = 8
"""Forecasts of the past below which nothing is judged."""

GOOD_BAND = (0.70, 0.90)
"""Shares of weeks inside a band that promises 80 % between which the band holds."""

POOR_BAND = 0.55
"""Share of weeks inside the band below which it promises far too much."""

WORSE = 1.1
"""How many times the best rule of thumb's error, or the bootstrap's score, a forecast may have before it is poor."""

GOOD_ERROR, POOR_ERROR = 0.35, 0.75
"""Errors up to which single weeks can be planned with, and beyond which they cannot, however much worse the rules of thumb are."""


def verdict_of(found: BacktestEvidence) -> str:
    """Return how a forecast did: `good`, `fair`, `poor`, or `short` where too little of the past could be tried.

    Good means: no worse than the best rule of thumb, a band that holds about as often as it says, a better band than each customer's
    lateness drawn by lot, and an error that single weeks can bear.
    """
    best = best_rule(found)
    if found.origins < FEWEST_ORIGINS or found.wape is None or found.coverage is None or best is None:
        return "short"
    error, band = found.wape / max(best[1], 1e-9), _band_ratio(found)
    if error > WORSE or band > WORSE or found.coverage < POOR_BAND or found.wape > POOR_ERROR:
        return "poor"
    holds = GOOD_BAND[0] <= found.coverage <= GOOD_BAND[1]
    return "good" if error <= 1.0 and band <= 1.0 and holds and found.wape <= GOOD_ERROR else "fair"


def _band_ratio(found: BacktestEvidence) -> float:
    """Return the interval score over that of each customer's lateness drawn by lot; 1 where either is unknown."""
    if found.interval_score is None or not found.bootstrap_interval_score:
        return 1.0
    return found.interval_score / found.bootstrap_interval_score


def best_rule(found: BacktestEvidence) -> tuple[str, float] | None:
    """Return the rule of thumb with the smallest error, and that error; None where none is known."""
    errors: dict[str, float] = found.naive.model_dump(exclude_none=True)
    if not errors:
        return None
    name = min(errors, key=lambda one: (errors[one], one))
    return name, errors[name]


def sentence(scenario: Scenario, lang: str) -> str | None:
    """Return what to say beside every what-if of a calibrated firm; None where the firm is not calibrated, or was never checked."""
    found = scenario.evidence.backtest if scenario.evidence is not None else None
    return told(found, lang) if found is not None else None


def told(found: BacktestEvidence, lang: str) -> str:
    """Return a back-test in two or three plain sentences, the verdict first."""
    best = best_rule(found)
    if found.verdict == "short" or found.wape is None or found.coverage is None or best is None:
        return words.text("evidence.short", lang, origins=words.number(found.origins, lang))
    measured = words.text(
        "evidence.measured",
        lang,
        origins=words.number(found.origins, lang),
        weeks=words.number(found.weeks, lang),
        error=words.percent(found.wape, lang),
        rule=words.text(f"rule.{best[0]}", lang),
        rule_error=words.percent(best[1], lang),
        coverage=words.percent(found.coverage, lang),
    )
    return " ".join([words.text(f"evidence.{found.verdict}", lang), measured])


def verdict_text(verdict: str, lang: str) -> str:
    """Return a verdict in one word."""
    return words.text(f"verdict.{verdict}", lang)
