"""The fragment: what was learned, written as a scenario file with its tables beside it.

It stands alone as a firm without reminders, and lays itself over another firm, whose treasury and policy then hold:
``base.yaml+behaviour.yaml+policy.yaml``.
"""

import hashlib
import math
import re
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from simlib.calibration.learned import Learned
from simlib.calibration.opening import open_invoices, past_sales
from simlib.calibration.runs import Run
from simlib.calibration.season import MonthFactor
from simlib.calibration.touched import Touched
from simlib.calibration.trend import Trend
from simlib.days import to_date
from simlib.rules.terms import TermsRule
from simlib.scenario.behaviour import Dependence
from simlib.scenario.fields import declared_of
from simlib.scenario.months import Month
from simlib.scenario.segments import Segment
from simlib.scenario.segments import Terms as SegmentTerms

LARGEST_FACTOR = 2.0
"""Largest factor of a month that is written."""

DIGITS = 6
"""Decimals of the numbers written."""

Values = dict[str, Any]


def segment_keys(names: Sequence[str]) -> tuple[str, ...]:
    """Return names that a scenario takes for its segments, in the same order, no two alike.

    >>> segment_keys(["Grands comptes", "P.M.E.", "p_m_e_"])
    ('Grands comptes', 'P_M_E_', 'p_m_e_')
    """
    keys: list[str] = []
    for name in names:
        plain = re.sub(r"[^\w \-]", "_", name).lstrip(" -")[:36] or "customers"
        key, number = plain, 2
        while key in keys:
            key, number = f"{plain} {number}", number + 1
        keys.append(key)
    return tuple(keys)


def write_table(frame: pd.DataFrame, file: Path) -> Values:
    """Write a table as Parquet and return how a scenario beside it names it."""
    frame.to_parquet(file, index=False)
    return {"file": file.name, "sha256": hashlib.sha256(file.read_bytes()).hexdigest()}


def customer_table(learned: Learned) -> pd.DataFrame:
    """Return the table of customers of a scenario, their own rows of hazards included."""
    book, hazards = learned.book, learned.hazards
    keys = segment_keys(book.segments)
    frame = pd.DataFrame(
        {
            "customer_id": book.customers,
            "segment": [keys[group] for group in book.segment_of],
            "orders_per_year": learned.orders.customer.round(DIGITS),
            "mean_amount": np.maximum(learned.amounts.customer, 0.01).round(2),
            "terms_rule": [one.rule.name.lower() for one in learned.own_terms],
            "terms_days": [one.days for one in learned.own_terms],
            "runs": [run.text for run in learned.runs],
            "frailty": hazards.frailty.round(DIGITS),
        }
    )
    if book.credit_limit.any():
        frame["credit_limit"] = np.where(book.credit_limit > 0, book.credit_limit / 100.0, np.nan)
    if hazards.has_own.any():
        own = np.where(hazards.has_own[:, None], hazards.own.round(DIGITS), np.nan)
        frame = pd.concat([frame, pd.DataFrame(own, columns=list(hazards.bins.names))], axis=1)
    return frame


def fragment_values(learned: Learned, name: str, tables: Mapping[str, Values], replaced: Sequence[str] = ()) -> Values:
    """Return the scenario of what was learned.

    Args:
        learned: What was learned.
        name: Name of the scenario.
        tables: Tables beside it, by field.
        replaced: Segments of the firm it will be laid over, which it takes away.
    """
    keys = segment_keys(learned.book.segments)
    segments: Values = {name: None for name in replaced if name not in keys}
    segments |= {key: _segment(learned, group) for group, key in enumerate(keys)}
    dependence = learned.dependence
    return {
        "name": name,
        "currency": learned.book.currency,
        "start": to_date(learned.book.as_of + 1),
        "calendar": learned.calendar,
        "firm": {
            "activity": None,
            "growth_per_year": None,
            "seasons": _months(learned.seasons.orders),
            "vat_rate": learned.vat_rate,
            "transmission_days": learned.transmission_days,
            "error_rate": None,
        },
        "segments": segments,
        "behaviour": {
            "bins": list(learned.hazards.bins.starts),
            "payment_speed": None,
            "slow_months": _months(learned.seasons.pace),
            "classes": None,  # why they paid late is in the hazards learned
            "disputes": None,
            "dependence": {
                "customer_week": _bounded(Dependence, "customer_week", dependence.a),
                "week": _bounded(Dependence, "week", dependence.b),
            },
            **_trend(learned.trend),
        },
        **tables,
        **{field: None for field in ("customers", "opening", "history", "orders") if field not in tables},
    }


def write_fragment(
    learned: Learned,
    name: str,
    file: Path,
    replaced: Sequence[str],
    comment: str,
    evidence: Mapping[str, Any] | None = None,
    kept: float | None = None,
    touched: Touched | None = None,
) -> Path:
    """Write the fragment with its customers, its open invoices and the year's sales beside it; return its path.

    Args:
        learned: What was learned.
        name: Name of the scenario.
        file: Where it goes.
        replaced: Segments of the firm it will be laid over, which it takes away.
        comment: What stands above it.
        evidence: What was checked, as the scenario's field of that name holds it; None takes away what a firm below had.
        kept: Share of promises that are kept; None leaves what the firm below assumes.
        touched: What a log of touches taught; what it did not stays what the firm below assumes.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = {
        "customers": customer_table(learned),
        "opening": open_invoices(learned),
        "history": past_sales(learned.book),
    }
    tables = {
        field: write_table(frame, file.with_name(f"{file.stem}.{field}.parquet")) for field, frame in beside.items()
    }
    values = fragment_values(learned, name, tables, replaced) | {"evidence": dict(evidence) if evidence else None}
    if kept is not None:
        values["behaviour"]["promises"] = {"kept": round(kept, DIGITS)}
    if touched is not None:
        values["behaviour"] |= _effects(touched)
    write_yaml(values, file, comment)
    return file


def write_yaml(values: Values, file: Path, comment: str = "") -> None:
    """Write values as a YAML file that begins with a comment; lists stand on one line."""
    writer = YAML(typ="rt", pure=True)
    writer.width = 120
    writer.indent(mapping=2, sequence=4, offset=2)
    document = _commented(values)
    if comment:
        document.yaml_set_start_comment(comment)
    stream = StringIO()
    writer.dump(document, stream)
    beside = file.with_name(f".{file.name}.part")
    beside.write_text(stream.getvalue(), encoding="utf-8")
    beside.replace(file)


def _commented(values: Any) -> Any:
    if isinstance(values, dict):
        return CommentedMap((key, _commented(value)) for key, value in values.items())
    if isinstance(values, list):
        listed = CommentedSeq(values)
        listed.fa.set_flow_style()
        return listed
    return values


def _segment(learned: Learned, group: int) -> Values:
    """Return one segment, its values within the bounds of their fields."""
    book, hazards, terms = learned.book, learned.hazards, learned.terms[group]
    mine = np.flatnonzero(book.segment_of == group)
    return {
        "label": book.segments[group],
        "customers": int(mine.size),
        "orders_per_year": _bounded(Segment, "orders_per_year", learned.orders.mean[group]),
        "order_rate_spread": _bounded(Segment, "order_rate_spread", learned.orders.spread[group].value),
        "mean_amount": _bounded(Segment, "mean_amount", learned.amounts.mean[group]),
        "size_spread": _bounded(Segment, "size_spread", learned.amounts.size_spread[group]),
        "amount_spread": _bounded(Segment, "amount_spread", learned.amounts.amount_spread[group]),
        "terms": {"rule": TermsRule(terms.rule).name.lower(), "days": int(_bounded(SegmentTerms, "days", terms.days))},
        "runs": _shares([learned.runs[customer] for customer in mine], float(learned.run_shares.value[group])),
        "bank_days": 0,
        "match_days": 0,
        "hazards": {
            name: _within(hazard, 0.0, 4.0)
            for name, hazard in zip(hazards.bins.names, hazards.rows[group], strict=True)
        },
        "frailty_spread": _bounded(Segment, "frailty_spread", hazards.spread[group].value),
    }


def _months(factors: Sequence[MonthFactor]) -> Values | None:
    """Return the factors of months as a scenario writes them; nothing where no month departs from the others."""
    named = list(Month)
    return {named[one.month - 1].value: _within(one.value, 0.0, LARGEST_FACTOR) for one in factors} or None


def _effects(touched: Touched) -> Values:
    """Return the effects of touches that a log taught, as a scenario writes them."""
    found = {one.key: round(one.value, DIGITS) for one in touched.effects if one.is_learned}
    before = {"before_due_hazard_ratio": found.pop("before_due")} if "before_due" in found else {}
    channels = {"channels": {key: {"hazard_ratio": value} for key, value in found.items()}} if found else {}
    return before | channels


def _trend(trend: Trend) -> Values:
    """Return the trend as a scenario writes it; nothing where there is none."""
    if trend.per_year == 0.0:
        return {}
    return {"trend": {"per_year": round(trend.share_per_year, DIGITS), "until": to_date(trend.until)}}


def _shares(runs: Sequence[Run], share: float) -> Values:
    """Return the shares of customers that pay weekly, twice a month and monthly, of a share that pays in runs at all."""
    kinds = ["weekly" if run.text.startswith("weekly") else _monthly(run) for run in runs if not run.is_any]
    return {
        kind: math.floor(kinds.count(kind) / max(len(kinds), 1) * share * 1e4) / 1e4
        for kind in ("weekly", "twice_monthly", "monthly")
    }


def _monthly(run: Run) -> str:
    return "twice_monthly" if "," in run.text else "monthly"


def _bounded(part: type[Segment] | type[SegmentTerms] | type[Dependence], field: str, value: float) -> float:
    """Return a value within the bounds declared with its field."""
    said = declared_of(part, field)
    assert said is not None
    low, high = said.minimum, said.maximum
    return _within(value, -math.inf if low is None else float(low), math.inf if high is None else float(high))


def _within(value: float, low: float, high: float) -> float:
    return round(min(max(float(value), low), high), DIGITS)
