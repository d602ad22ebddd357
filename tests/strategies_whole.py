"""What else a random scenario may hold: the rest of the trade, each part in force or not, short enough to be seen within a few months."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.strategies import Dice

Tree = dict[str, Any]


def share_or_none(dice: "Dice", *values: float) -> float:
    """Return nothing half the time, else one of the values."""
    return 0.0 if dice.is_so(0.5) else float(dice.one(*values))


def firm(dice: "Dice") -> Tree:
    """Return how a firm's invoices go wrong and go out."""
    return {
        "error_rate": share_or_none(dice, 0.1, 0.3),
        "electronic_error_factor": dice.one(0.0, 0.5, 1.0),
        "e_invoicing": dice.one("off", "off", "september_2026", "september_2027"),
        "vat_regime": dice.one("debits", "receipts"),
    }


def segment(dice: "Dice") -> Tree:
    """Return how a segment's customers get invoices, pay, and fail."""
    return {
        "invoicing": dice.one({}, {"email": 0.5, "portal": 0.3}, {"e_invoice": 1.0}, {"portal": 0.5, "e_invoice": 0.2}),
        "methods": dice.one(
            {}, {}, {"direct_debit": 1.0}, {"direct_debit": 0.5, "cheque": 0.5}, {"card": 0.4, "instant": 0.4}
        ),
        "part_payers": share_or_none(dice, 0.5, 1.0),
        "insolvency_rate": share_or_none(dice, 0.1, 0.5),
    }


def behaviour(dice: "Dice") -> Tree:
    """Return how customers take to the rest of the trade."""
    names = ("oversight", "admin", "waits", "strategic", "dispute", "hardship", "never")
    return {
        "classes": {name: share_or_none(dice, 0.02, 0.1) for name in names if name != "hardship"}
        | {"hardship": dice.one(0.0, 0.3)}
        | {
            "oversight_hazard_ratio": dice.one(1.0, 2.0),
            "admin_hazard_ratio": dice.one(1.0, 1.5),
            "strategic_factor": dice.one(0.0, 0.5, 1.0),
            "hardship_factor": dice.one(0.0, 0.3, 1.0),
        },
        "before_due_hazard_ratio": dice.one(0.5, 1.0, 1.12, 3.0),
        "disputes": {
            "goods": share_or_none(dice, 0.02, 0.2),
            "false": share_or_none(dice, 0.02, 0.2),
            "credit_share": dice.one(0.0, 0.5, 1.0),
            "credit_part": dice.one(0.0, 0.3, 1.0),
        },
        "promises": {"rate": share_or_none(dice, 0.5, 1.0), "kept": dice.one(0.0, 0.5, 1.0)},
        "plan_default": dice.one(0.0, 0.15, 0.9),
        "part_share": dice.one(0.05, 0.5, 0.95),
        "debit_rejects": share_or_none(dice, 0.1, 0.5),
        "cheque_days": dice.one(0, 5, 20),
        "card_days": dice.one(0, 2),
        "portal_hazard_ratio": dice.one(1.0, 1.5),
        "overpaid": share_or_none(dice, 0.05, 0.2),
        "diverted": share_or_none(dice, 0.01, 0.05),
        "fees_paid": dice.one(0.0, 0.5, 1.0),
        "fee_threat": dice.one(1.0, 1.5),
        "discount_hurdle": dice.one(0.01, 0.25, 3.0),
        "discount_hurdle_spread": dice.one(0.0, 0.8),
        "lost_share": dice.one(0.0, 0.3, 1.0),
        "hold_hazard_ratio": dice.one(1.0, 1.8, 6.0),
        "risk_spread": dice.one(0.0, 1.0, 1.9),
        "insolvency_write_off_days": dice.one(0, 1, 10, 45, 400),
        "vat_lag_days": dice.one(0, 1, 20, 1_000),
        "goodwill": {
            "wear": share_or_none(dice, 0.05, 0.2),
            "wrongful_wear": share_or_none(dice, 0.1, 0.2),
            "half_life_days": dice.one(1, 30, 1_000),
        },
    }


def policy(dice: "Dice") -> Tree:
    """Return the rest of what a firm decides; reminders and calls are dealt elsewhere."""
    by = dice.one("segment", "segment", "size", "score", "history", "amount")
    low, high = {"size": (20_000.0, 60_000.0), "score": (0.3, 0.7), "history": (0.0, 5.0)}.get(by, (200.0, 1_000.0))
    return {
        "reminders": {
            "detection_days": dice.one(0, 0, 2, 8),
            "personalisation": dice.one(1.0, 1.2),
            "segmentation": {"by": by, "low": low, "high": high},
        },
        "calls": {"priority": dice.one("amount", "age", "first_in", "gain"), "skill": dice.one(0.5, 1.0, 1.5)},
        "disputes": {
            "clerks": dice.one(0.05, 0.5),
            "minutes_per_day": dice.one(60, 240),
            "resolution_days": dice.one(0.5, 5.0, 30.0),
            "minutes": dice.one(0, 45, 300),
        },
        "cash_application": {
            "automatic": dice.one(0.0, 0.5, 1.0),
            "clerks": dice.one(0.05, 0.5),
            "minutes_per_day": dice.one(60, 240),
            "minutes": dice.one(1, 6, 60),
        },
        "promises": {"days": dice.one(0, 1, 7, 20), "grace_days": dice.one(0, 1, 3, 10)},
        "plans": {"offered": share_or_none(dice, 0.5, 1.0), "instalments": dice.one(2, 3, 12)},
        "escalation": {
            "agency": dice.one("off", "on"),
            "agency_after_days": dice.one(1, 5, 20, 60),
            "agency_min_amount": dice.one(0.0, 150.0, 5_000.0),
            "agency_days": dice.one(1, 5, 30),
            "agency_success": dice.one(0.0, 0.5, 1.0),
            "agency_fee": dice.one(0.0, 0.12),
            "court": dice.one("off", "on"),
            "court_min_amount": dice.one(0.0, 500.0),
            "court_days": dice.one(1, 5, 30),
            "court_cost": dice.one(0.0, 85.0),
            "court_success": dice.one(0.0, 0.5, 1.0),
            "solvency": dice.one(0.0, 0.5, 1.0),
            "give_up_days": dice.one(30, 60, 365),
        },
        "credit": {
            "limit_months": share_or_none(dice, 0.5, 2.0, 4.0),
            "tight_share": dice.one(0.0, 0.5),
            "tight_factor": dice.one(0.0, 0.25),
            "auc": dice.one(0.5, 0.75, 0.95),
            "review_days": dice.one(1, 5, 20),
            "reviews": dice.one(0, 1, 4),
        },
        "portal": {"adoption": share_or_none(dice, 0.5, 1.0)},
        "crm": {"contacts_cleaned": dice.one(0.0, 0.5, 1.0), "delivery_gain": dice.one(0.0, 0.1)},
        "sales_team": {
            "collectors": dice.one(0.0, 0.2),
            "dispute_days": dice.one(0.0, 3.0),
            "terms_days": dice.one(0, 2, 40),
        },
        "discount": {"rate": share_or_none(dice, 0.02, 0.2), "days": dice.one(0, 5, 10)},
        "late_fees": {"charged": dice.one("off", "on"), "rate": dice.one(0.0, 0.1215)},
        "factoring": {"share": share_or_none(dice, 0.5, 1.0)},
        "ramp": dice.one({}, {}, {"from_month": 0, "months": 2}, {"from_month": 1, "months": 0}),
    }


def shocks(dice: "Dice") -> Tree:
    """Return what strikes."""
    return {
        "slowdown_factor": dice.one(0.1, 0.5, 2.0),
        "slowdown_from": dice.one(0, 1),
        "slowdown_months": dice.one(0, 1, 3),
        "insolvency_factor": dice.one(0.0, 5.0, 20.0),
        "insolvency_from": dice.one(0, 1),
        "insolvency_months": dice.one(0, 1, 3),
        "late_customer": dice.one("none", "largest"),
        "late_customer_days": dice.one(0, 30),
    }
