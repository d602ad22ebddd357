"""A small firm that sells, reminds and calls, and ways to differ from it."""

from simlib.scenario import Scenario

STEPS = {
    "before": {"day": -5, "channel": "email"},
    "first": {"day": 3, "channel": "letter"},
    "second": {"day": 8, "channel": "call"},
}
TREE = {
    "name": "firm",
    "months": 4,
    "warm_up_months": 4,
    "replications": 12,
    "segments": {
        "large": {"customers": 3, "orders_per_year": 50.0, "terms": {"days": 45}, "runs": {"twice_monthly": 0.5}},
        "small": {"customers": 9, "orders_per_year": 20.0},
    },
    "policy": {
        "reminders": {"plans": {"default": {"steps": STEPS}}},
        "calls": {"collectors": 1.0, "minutes_per_day": 15},
    },
}
FIRM = Scenario.model_validate(TREE)
CHANGES: dict[str, dict[str, object]] = {
    "nothing": {},
    "fewer customers": {"segments.small.customers": 4},
    "more customers": {"segments.large.customers": 5},
    "more of one, fewer of the other": {"segments.large.customers": 5, "segments.small.customers": 0},
    "terms": {"segments.large.terms": {"rule": "end_of_month_then_days", "days": 60}},
    "billing": {"firm.billing_delay_days": 12, "firm.transmission_days": 0, "firm.vat_rate": 0.1},
    "calls": {"policy.calls.collectors": 3.0, "policy.calls.priority": "age"},
    "no policy": {"policy": {}},
    "activity": {"firm.activity": 1.7, "firm.growth_per_year": 0.3, "firm.seasons": {"march": 0.2}},
    "behaviour": {"behaviour.payment_speed": 0.6, "behaviour.dependence": {"customer_week": 0.6, "week": 0.2}},
    "costs": {"behaviour.channels.letter.unit_cost": 9.0, "behaviour.channels.letter.minutes": 7},
    "balance": {"firm.purchase_ratio": 0.2, "firm.dpo_days": 70, "firm.opening_cash": 5_000.0},
    "runs": {"segments.small.runs.weekly": 0.8, "segments.small.bank_days": 3, "segments.small.match_days": 0},
}


def changed(name: str) -> Scenario:
    """Return the firm with one of the changes."""
    return FIRM.with_(CHANGES[name], name=name)
