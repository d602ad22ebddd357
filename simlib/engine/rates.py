"""What holds for all customers alike, looked up once: classes, disputes, promises, cash, credit, escalation, goodwill, shocks."""

import math

from simlib.days import NEVER, add_months, to_day
from simlib.engine.setting import INVOICE_CHANNEL, NOBODY, RATES, THE_LARGEST, Table, table
from simlib.errors import ScenarioError
from simlib.money import to_cents
from simlib.rules.credit import score_weight
from simlib.rules.invoicing import InvoiceChannel, error_rate_of
from simlib.rules.payment import business_days_in
from simlib.rules.segmentation import SegmentBy
from simlib.rules.touches import call_budget
from simlib.scenario.policy import Policy
from simlib.scenario.scenario import Scenario
from simlib.world.cast import Cast

E_INVOICING_FROM = {"off": NEVER, "september_2026": 20697, "september_2027": 21062}
"""First day on which the firm must send e-invoices: 1 September 2026 where it is large or mid-sized, 2027 where it is small."""


def rates_of(scenario: Scenario, policy: Policy, old: Policy, cast: Cast, *, is_before: bool) -> Table:
    """Return the rates of a scenario under a policy, as one record.

    Args:
        scenario: Behaviour, firm and shocks.
        policy: What the firm decides in these days.
        old: What it decided before the start.
        cast: The customers.
        is_before: Whether these are the days before the start, when no shock has struck and no policy comes in.
    """
    columns = {
        **_classes(scenario),
        **_touches(scenario, policy, old),
        **_disputes(scenario, policy),
        **_promises(scenario, policy),
        **_cash(scenario, policy),
        **_credit(scenario, policy),
        **_failure(scenario, policy),
        **_goodwill(scenario),
        **_shocks(scenario, policy, cast, is_before=is_before),
    }
    return table(RATES, {name: [value] for name, value in columns.items()})


def invoice_channels_of(scenario: Scenario) -> Table:
    """Return, per way in which an invoice reaches the customer, how long it takes and how often it is wrong."""
    firm = scenario.firm
    return table(
        INVOICE_CHANNEL,
        {
            "transmission": [firm.transmission_days if c == InvoiceChannel.PAPER else 0 for c in InvoiceChannel],
            "error_rate": [
                error_rate_of(int(c), firm.error_rate, firm.electronic_error_factor) for c in InvoiceChannel
            ],
        },
    )


def _classes(scenario: Scenario) -> dict[str, float]:
    classes = scenario.behaviour.classes
    return {
        "oversight": classes.oversight,
        "admin": classes.admin,
        "waits": classes.waits,
        "strategic": classes.strategic,
        "dispute": classes.dispute,
        "hardship": classes.hardship,
        "never": classes.never,
        "log_oversight": math.log(classes.oversight_hazard_ratio),
        "log_admin": math.log(classes.admin_hazard_ratio),
        "strategic_factor": classes.strategic_factor,
        "hardship_factor": classes.hardship_factor,
    }


def _touches(scenario: Scenario, policy: Policy, old: Policy) -> dict[str, float]:
    behaviour, by, before = scenario.behaviour, policy.reminders.segmentation, old.reminders.segmentation
    return {
        "log_before_due": math.log(behaviour.before_due_hazard_ratio * policy.reminders.personalisation),
        "log_link": math.log(behaviour.portal_hazard_ratio),
        "portal_adoption": policy.portal.adoption,
        "segment_by": int(SegmentBy[by.by.upper()]),
        "cut_low": by.low,
        "cut_high": by.high,
        "old_segment_by": int(SegmentBy[before.by.upper()]),
        "old_cut_low": before.low,
        "old_cut_high": before.high,
    }


def _disputes(scenario: Scenario, policy: Policy) -> dict[str, float]:
    disputes, desk = scenario.behaviour.disputes, policy.disputes
    return {
        "goods": disputes.goods,
        "pretext": disputes.false,
        "resolution_days": max(0.5, desk.resolution_days - policy.sales_team.dispute_days),
        "credit_share": disputes.credit_share,
        "credit_part": disputes.credit_part,
        "dispute_minutes": desk.minutes,
        "desk_minutes": call_budget(desk.clerks, desk.minutes_per_day, 1.0),
    }


def _promises(scenario: Scenario, policy: Policy) -> dict[str, float]:
    behaviour = scenario.behaviour
    return {
        "promise_rate": behaviour.promises.rate,
        "promise_days": policy.promises.days,
        "grace_days": policy.promises.grace_days,
        "kept_rate": behaviour.promises.kept,
        "plan_share": policy.plans.offered,
        "instalments": policy.plans.instalments,
        "plan_default": behaviour.plan_default,
    }


def _cash(scenario: Scenario, policy: Policy) -> dict[str, float]:
    behaviour, clerk = scenario.behaviour, policy.cash_application
    return {
        "auto_rate": clerk.automatic,
        "match_minutes": clerk.minutes,
        "clerk_minutes": call_budget(clerk.clerks, clerk.minutes_per_day, 1.0),
        "part_share": behaviour.part_share,
        "overpaid": behaviour.overpaid,
        "cheque_days": behaviour.cheque_days,
        "card_days": behaviour.card_days,
        "reject_rate": behaviour.debit_rejects,
        "diverted": behaviour.diverted,
        "fee_rate": policy.late_fees.rate if policy.late_fees.charged == "on" else 0.0,
        "fee_share": behaviour.fees_paid if policy.late_fees.charged == "on" else 0.0,
        "discount_rate": policy.discount.rate,
        "discount_days": policy.discount.days,
        "hurdle": behaviour.discount_hurdle,
        "hurdle_spread": behaviour.discount_hurdle_spread,
    }


def _credit(scenario: Scenario, policy: Policy) -> dict[str, float]:
    behaviour, credit = scenario.behaviour, policy.credit
    return {
        "limit_months": credit.limit_months,
        "tight_share": credit.tight_share,
        "tight_factor": credit.tight_factor,
        "lost_share": behaviour.lost_share,
        "review_days": credit.review_days,
        "reviews": credit.reviews,
        "log_hold": math.log(behaviour.hold_hazard_ratio),
        "risk_spread": behaviour.risk_spread,
        "score_weight": score_weight(credit.auc, behaviour.risk_spread),
        "factored": policy.factoring.share,
    }


def _failure(scenario: Scenario, policy: Policy) -> dict[str, float]:
    behaviour, ladder = scenario.behaviour, policy.escalation
    return {
        "write_off_days": behaviour.insolvency_write_off_days,
        "vat_back": int(scenario.firm.vat_regime == "debits"),
        "vat_lag": behaviour.vat_lag_days,
        "agency": int(ladder.agency == "on"),
        "escalates_after": ladder.agency_after_days,
        "agency_minimum": to_cents(ladder.agency_min_amount),
        "agency_days": ladder.agency_days,
        "agency_success": ladder.agency_success,
        "agency_fee": ladder.agency_fee,
        "court": int(ladder.court == "on"),
        "court_minimum": to_cents(ladder.court_min_amount),
        "court_days": ladder.court_days,
        "court_cost": to_cents(ladder.court_cost),
        "court_success": ladder.court_success,
        "solvency": ladder.solvency,
        "give_up_days": ladder.give_up_days,
    }


def _goodwill(scenario: Scenario) -> dict[str, float]:
    goodwill = scenario.behaviour.goodwill
    return {"wear": goodwill.wear, "wrongful_wear": goodwill.wrongful_wear, "half_life": goodwill.half_life_days}


def _shocks(scenario: Scenario, policy: Policy, cast: Cast, *, is_before: bool) -> dict[str, float]:
    shocks, ramp = scenario.shocks, policy.ramp
    late = NOBODY
    if shocks.late_customer == "largest" and not is_before:
        late = THE_LARGEST
    elif shocks.late_customer == "named" and not is_before:
        if shocks.late_customer_id not in cast.ids:
            raise ScenarioError(
                f"shocks.late_customer_id: {shocks.late_customer_id!r} is none of the scenario's customers; name one of them, such as "
                f"{cast.ids[0]!r}"
            )
        late = cast.ids.index(shocks.late_customer_id)
    ramp_from, ramp_until = (
        to_day(add_months(scenario.start, m)) for m in (ramp.from_month, ramp.from_month + ramp.months)
    )
    return {
        "late_customer": late,
        "late_shift": business_days_in(shocks.late_customer_days, scenario.week_length),
        "e_invoicing_from": E_INVOICING_FROM[scenario.firm.e_invoicing],
        "ramps": int(not is_before and ramp.from_month + ramp.months > 0),
        "ramp_from": float(ramp_from - to_day(scenario.start)),
        "ramp_days": float(ramp_until - ramp_from),
    }
