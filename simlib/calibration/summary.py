"""What was learned as plain values, for machines."""

from dataclasses import asdict
from typing import Any

from simlib.calibration.learned import Learned
from simlib.calibration.status_quo import StatusQuo
from simlib.days import to_date
from simlib.rules.terms import TermsRule


def summary_of(learned: Learned, status_quo: StatusQuo) -> dict[str, Any]:
    """Return what was learned; amounts in currency units before tax, hazards per business day."""
    book = learned.book
    trend = learned.trend
    return {
        "invoices": int(book.issue.size),
        "customers": len(book.customers),
        "paid": int(book.paid.sum()),
        "open": int((book.open > 0).sum()),
        "open_amount": int(book.open.sum()) / 100.0,
        "currency": book.currency,
        "first_date": to_date(book.first).isoformat(),
        "as_of": to_date(book.as_of).isoformat(),
        "calendar": learned.calendar,
        "transmission_days": learned.transmission_days,
        "dependence": asdict(learned.dependence),
        "trend_per_year": trend.share_per_year,
        "seasons": asdict(learned.seasons),
        "customers_with_runs": sum(not run.is_any for run in learned.runs),
        "customers_with_own_hazards": int(learned.hazards.has_own.sum()),
        "segments": {name: _segment(learned, group) for group, name in enumerate(book.segments)},
        "status_quo": {name: asdict(fit) for name, fit in status_quo.figures.items()},
        "status_quo_replications": status_quo.replications,
    }


def _segment(learned: Learned, group: int) -> dict[str, Any]:
    """Return one segment."""
    book, hazards, terms = learned.book, learned.hazards, learned.terms[group]
    spread = hazards.spread[group]
    orders, amounts = learned.orders, learned.amounts
    return {
        "customers": int((book.segment_of == group).sum()),
        "invoices": int((book.segment == group).sum()),
        "orders_per_year": _estimate(orders.mean[group], orders.low[group], orders.high[group]),
        "mean_amount": _estimate(amounts.mean[group], amounts.low[group], amounts.high[group]),
        "terms": {"rule": TermsRule(terms.rule).name.lower(), "days": terms.days, "share": terms.share},
        "share_in_runs": _estimate(
            learned.run_shares.value[group], learned.run_shares.low[group], learned.run_shares.high[group]
        ),
        "frailty_spread": _estimate(spread.value, spread.low, spread.high),
        "hazards": {
            name: _estimate(hazards.rows[group, place], hazards.low[group, place], hazards.high[group, place])
            | {"events": float(hazards.events[group, place]), "exposure": float(hazards.exposure[group, place])}
            for place, name in enumerate(hazards.bins.names)
        },
    }


def _estimate(value: float, low: float, high: float) -> dict[str, float]:
    """Return an estimate with the bounds of its 90 % interval."""
    return {"value": float(value), "low": float(low), "high": float(high)}
