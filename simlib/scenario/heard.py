"""What results listen to: a value is heard only where the switch, the share or the desk that it belongs to is there."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from simlib.scenario.fields import Declared
from simlib.scenario.reminders import BANDS, DEFAULT_PLAN
from simlib.scenario.scenario import Scenario
from simlib.scenario.stated import stated
from simlib.scenario.walk import Leaf, Path, leaves

MINUTES_OF_A_WRITTEN_CALL = ("behaviour", "channels", "call", "minutes")

BOUNDS_OF: dict[str, tuple[str, float]] = {
    "size": ("EUR_per_year", 1_000.0),
    "score": ("share", 0.05),
    "history": ("days", 1.0),
    "amount": ("EUR", 100.0),
}
"""Unit and step of the bounds between plans, by what the plans are chosen by."""

Needs = tuple[str, ...]

_JUST = "firm.error_rate|behaviour.disputes.goods|behaviour.classes.dispute"
_CALLERS = "policy.calls.collectors|policy.sales_team.collectors"
_LADDER = "policy.escalation.agency|policy.escalation.court"
_FAILURES = "segments.*.insolvency_rate"
_BY_SCORE = "policy.reminders.segmentation.by=score"


def _of(place: str, names: str, *needs: str) -> Iterator[tuple[str, Needs]]:
    for name in names.split():
        yield f"{place}.{name}", needs


NEEDS: dict[str, Needs] = dict(
    (
        *_of(
            "firm",
            "electronic_error_factor",
            "firm.error_rate",
            "firm.e_invoicing|segments.*.invoicing.portal|segments.*.invoicing.e_invoice",
        ),
        # payer classes, disputes
        *_of("behaviour.classes", "oversight_hazard_ratio", "behaviour.classes.oversight"),
        *_of("behaviour.classes", "admin_hazard_ratio", "behaviour.classes.admin"),
        *_of("behaviour.classes", "strategic_factor", "behaviour.classes.strategic"),
        *_of("behaviour.classes", "hardship_factor", "behaviour.classes.hardship"),
        *_of("behaviour.disputes", "credit_share", _JUST),
        *_of("behaviour.disputes", "credit_part", _JUST),
        *_of("policy.disputes", "clerks minutes_per_day resolution_days minutes", f"{_JUST}|behaviour.disputes.false"),
        *_of("policy.sales_team", "dispute_days", f"{_JUST}|behaviour.disputes.false"),
        # calls, promises, plans
        *_of("policy.calls", "skill", _CALLERS),
        *_of("behaviour.promises", "rate", _CALLERS),
        *_of("behaviour.promises", "kept", "behaviour.promises.rate"),
        *_of("policy.promises", "days grace_days", "behaviour.promises.rate"),
        *_of("policy.plans", "offered", _CALLERS, "behaviour.classes.hardship"),
        # treasury
        *_of("treasury.payroll", "day", "treasury.payroll.amount"),
        *_of("treasury.social_charges", "day", "treasury.social_charges.amount"),
        *_of("treasury.vat", "day", "treasury.vat.filing"),
        *_of("treasury.corporate_tax", "day", "treasury.corporate_tax.a_year"),
        *_of("treasury.rent", "every", "treasury.rent.amount"),
        *_of("treasury.loans.*", "rate months day", "treasury.loans.*.balance"),
        *_of("treasury.credit_line", "rate", "treasury.credit_line.limit"),
        *_of("treasury.discounting", "share rate", "treasury.discounting.limit"),
        *_of("policy.plans", "instalments", "policy.plans.offered"),
        *_of("behaviour", "plan_default", "policy.plans.offered"),
        # reminders
        *_of("policy.reminders.segmentation", "low high", "policy.reminders.segmentation.by"),
        *_of("behaviour", "portal_hazard_ratio", "policy.portal.adoption"),
        *_of("behaviour.goodwill", "half_life_days", "behaviour.goodwill.wear|behaviour.goodwill.wrongful_wear"),
        # from payment to cash
        *_of("behaviour", "part_share", "segments.*.part_payers"),
        *_of("behaviour", "debit_rejects", "segments.*.methods.direct_debit"),
        *_of("behaviour", "cheque_days", "segments.*.methods.cheque"),
        *_of("behaviour", "card_days", "segments.*.methods.card"),
        *_of("policy.cash_application", "clerks minutes_per_day minutes", "policy.cash_application.automatic"),
        # credit
        *_of("policy.credit", "tight_share review_days reviews", "policy.credit.limit_months"),
        *_of("policy.credit", "tight_factor", "policy.credit.tight_share"),
        *_of("policy.credit", "auc", f"policy.credit.tight_share|{_BY_SCORE}"),
        *_of("behaviour", "lost_share hold_hazard_ratio", "policy.credit.limit_months"),
        *_of("behaviour", "insolvency_write_off_days", _FAILURES),
        *_of("policy.insurance", "premium cover delay_days", "policy.insurance.insured"),
        # financing
        *_of("policy.discount", "days", "policy.discount.rate"),
        *_of("behaviour", "discount_hurdle", "policy.discount.rate"),
        *_of("policy.factoring", "recourse advance commission financing_rate fund", "policy.factoring.share"),
        *_of("policy.factoring", "recourse_days", "policy.factoring.recourse"),
        # escalation
        *_of("policy.late_fees", "rate", "policy.late_fees.charged"),
        *_of("behaviour", "fees_paid fee_threat", "policy.late_fees.charged"),
        *_of("policy.escalation", "agency_after_days", _LADDER),
        *_of(
            "policy.escalation", "agency_min_amount agency_days agency_success agency_fee", "policy.escalation.agency"
        ),
        *_of("policy.escalation", "court_min_amount court_days court_cost court_success", "policy.escalation.court"),
        *_of("policy.escalation", "solvency", _LADDER, "behaviour.classes.hardship|behaviour.classes.never"),
        # shocks
        *_of("shocks", "slowdown_from", "shocks.slowdown_factor", "shocks.slowdown_months"),
        *_of("shocks", "insolvency_factor insolvency_months", _FAILURES),
        *_of("shocks", "insolvency_from", "shocks.insolvency_factor", "shocks.insolvency_months"),
        *_of("shocks", "late_customer_days", "shocks.late_customer"),
    )
)
"""By the pattern of a field, the fields that it needs: of each entry at least one that is heard and not at its default.

Every such field is off, nought or idle by default. Alternatives stand between bars; ``=`` names the value that is needed.
"""

NEEDS_OF_FACTS: dict[str, Needs] = {
    "behaviour.discount_hurdle_spread": ("policy.discount.rate",),
    "behaviour.risk_spread": (f"{_FAILURES}|policy.credit.tight_share|{_BY_SCORE}",),
}
"""The same for fields that no lever moves."""


class Listening:
    """Which values of one scenario its results listen to."""

    def __init__(self, scenario: Scenario, defaults: Mapping[Path, Any]) -> None:
        """Note what is not at its default.

        Args:
            scenario: The scenario.
            defaults: Values of its fields where no file gives any.
        """
        self.scenario = scenario
        self.plans = plans_followed(scenario)
        self.stated = stated(scenario)
        self.moved: set[str] = set()
        for leaf in leaves(scenario):
            if (
                leaf.declared is not None
                and leaf.value != defaults.get(leaf.path)
                and not self._is_replaced(leaf.declared)
            ):
                pattern = ".".join(leaf.pattern)
                self.moved |= {pattern, f"{pattern}={leaf.value}"}

    def is_heard(self, leaf: Leaf, said: Declared) -> bool:
        """Return whether results can depend on a value: not on the past, on what a table replaces or states, on what is switched off."""
        path = leaf.path
        if path[0] == "policy_before" or path == MINUTES_OF_A_WRITTEN_CALL or self._is_replaced(said):
            return False
        if path in self.stated:
            return False
        if path[:3] == ("policy", "reminders", "plans"):
            return path[3] in self.plans
        return self._has_what_it_needs(".".join(leaf.pattern))

    def _is_replaced(self, said: Declared) -> bool:
        return any(getattr(self.scenario, table) is not None for table in said.replaced_by)

    def _has_what_it_needs(self, pattern: str) -> bool:
        return all(any(self._is_there(one) for one in need.split("|")) for need in self._needs(pattern))

    def _needs(self, pattern: str) -> Needs:
        return NEEDS.get(pattern) or NEEDS_OF_FACTS.get(pattern, ())

    def _is_there(self, name: str) -> bool:
        return name in self.moved and self._has_what_it_needs(name.partition("=")[0])


def plans_followed(scenario: Scenario) -> set[str]:
    """Return the names of the plans that some invoice may follow."""
    reminders = scenario.policy.reminders
    is_by_rule = reminders.segmentation.by != "segment"
    bands = {name for name in BANDS if name in reminders.plans} if is_by_rule else set()
    if len(bands) == len(BANDS):
        return bands
    return bands | {name if name in reminders.plans else DEFAULT_PLAN for name in scenario.segments}


def as_here(scenario: Scenario, leaf: Leaf, said: Declared) -> Declared:
    """Return what is declared with a value as it reads in this scenario.

    Bounds between plans have the unit of what they bound; the choice of a customer named is left out where none is named.
    """
    reminders = scenario.policy.reminders
    if leaf.pattern[:3] == ("policy", "reminders", "segmentation") and leaf.path[-1] in ("low", "high"):
        unit, step = BOUNDS_OF[reminders.segmentation.by]
        return replace(said, unit=unit, step=step)
    if leaf.path == ("shocks", "late_customer") and not scenario.shocks.late_customer_id:
        return replace(said, choices=tuple(one for one in said.choices if one[0] != "named"))
    return said
