"""Firms whose answers are known beforehand: everybody pays on the due day, so DSO is the terms, weighted by what each segment buys."""

from simlib.scenario import Scenario

EARLY = {"early": 0.0, "d-21": 0.0, "d-14": 0.0, "d-7": 0.0}
SURE = EARLY | dict.fromkeys(("d0", "d1", "d8", "d15", "d22", "d29", "d57", "d92"), 4.0)
PUNCTUAL = {
    "customers": 12,
    "orders_per_year": 365.0,
    "mean_amount": 100.0,
    "order_rate_spread": 0.0,
    "size_spread": 0.0,
    "amount_spread": 0.0,
    "frailty_spread": 0.0,
    "runs": {"weekly": 0.0, "twice_monthly": 0.0, "monthly": 0.0},
    "bank_days": 0,
    "match_days": 0,
    "hazards": SURE,
}


def two_segments(big: int = 40, small: int = 40) -> Scenario:
    """Return a firm with one segment that buys three times what the other buys; DSO is 3/4 big + 1/4 small, in days of terms."""
    return Scenario.model_validate(
        {
            "name": "planted",
            "calendar": "seven_day",
            "months": 4,
            "warm_up_months": 3,
            "replications": 8,
            "firm": {"billing_delay_days": 0, "transmission_days": 0},
            "behaviour": {"dependence": {"customer_week": 0.0, "week": 0.0}},
            "segments": {
                "big": {**PUNCTUAL, "mean_amount": 300.0, "terms": {"days": big}},
                "small": {**PUNCTUAL, "terms": {"days": small}},
            },
            "policy": {},
        }
    )
