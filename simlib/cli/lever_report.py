"""The list of the shipped scenarios: every lever of the trade with what it moves, and what the cases come to, as measured.

Run as ``python -m simlib.cli.lever_report scenarios/README.md`` to measure it anew after the model has changed.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simlib.cli.lever_trials import REPLICATIONS, Moved, Trial, moved, scenario_of, trials

if TYPE_CHECKING:
    from simlib.running import Result

README = "scenarios/README.md"


@dataclass(frozen=True)
class Row:
    """One lever of the trade.

    Attributes:
        words: What a credit manager calls it.
        patterns: The levers that stand for it, ``*`` for names.
        tried: Path of the one whose effect is shown; empty where there is none yet.
    """

    words: str
    patterns: tuple[str, ...]
    tried: str = ""


def _row(words: str, tried: str, *patterns: str) -> Row:
    return Row(words, patterns, tried)


ROWS = (
    _row("Invoices that are right, and sent at once", "firm.error_rate",
         "firm.error_rate", "firm.billing_delay_days", "firm.transmission_days", "segments.*.invoicing.*"),
    _row("E-invoicing and its calendar", "firm.e_invoicing", "firm.e_invoicing", "firm.electronic_error_factor"),
    _row("Payment terms", "segments.large.terms.days", "segments.*.terms.days", "segments.*.terms.rule"),
    _row("Groups of customers, each with its reminders", "policy.reminders.segmentation.by",
         "policy.reminders.segmentation.by", "policy.reminders.segmentation.low", "policy.reminders.segmentation.high"),
    _row("Notice before the due date", "behaviour.before_due_hazard_ratio",
         "behaviour.before_due_hazard_ratio", "policy.reminders.plans.*.steps.*.day"),
    _row("Reminders by e-mail and text message", "behaviour.channels.email.hazard_ratio",
         "behaviour.channels.*.hazard_ratio", "behaviour.channels.*.window_days", "behaviour.fatigue",
         "policy.reminders.gap_days"),
    _row("Calls", "policy.calls.collectors", "policy.calls.collectors", "behaviour.channels.*.delivery"),
    _row("Letters and formal notice", "behaviour.channels.formal_notice.hazard_ratio",
         "policy.reminders.plans.*.steps.*.channel", "policy.reminders.plans.*.steps.*.min_amount",
         "behaviour.channels.*.unit_cost"),
    _row("Agency, then court", "policy.escalation.agency_after_days",
         "policy.escalation.agency", "policy.escalation.agency_after_days", "policy.escalation.agency_success",
         "policy.escalation.court", "policy.escalation.court_success", "policy.escalation.give_up_days"),
    _row("Whom to call first", "policy.calls.priority", "policy.calls.priority"),
    _row("A team of collectors and its skill", "policy.calls.skill",
         "policy.calls.skill", "policy.calls.minutes_per_day", "policy.calls.presence"),
    _row("Instalments", "policy.plans.offered", "policy.plans.offered", "policy.plans.instalments",
         "behaviour.plan_default"),
    _row("Promises to pay", "behaviour.promises.rate",
         "behaviour.promises.rate", "behaviour.promises.kept", "policy.promises.days", "policy.promises.grace_days"),
    _row("Disputes and the time they take", "policy.disputes.resolution_days",
         "policy.disputes.resolution_days", "policy.disputes.clerks", "behaviour.disputes.goods",
         "behaviour.disputes.false", "behaviour.disputes.credit_share"),
    _row("Why an invoice is not paid", "behaviour.classes.waits",
         *(f"behaviour.classes.{name}" for name in
           ("oversight", "admin", "waits", "strategic", "dispute", "hardship", "never"))),
    _row("Matching, by hand or automatic; payments in parts", "policy.cash_application.automatic",
         "policy.cash_application.automatic", "policy.cash_application.clerks", "segments.*.match_days",
         "segments.*.part_payers", "behaviour.part_share", "behaviour.overpaid"),
    _row("Portal, payment links, means of payment", "policy.portal.adoption",
         "policy.portal.adoption", "behaviour.portal_hazard_ratio", "segments.*.methods.instant",
         "segments.*.methods.card", "segments.*.methods.cheque"),
    _row("Direct debit", "segments.large.methods.direct_debit",
         "segments.*.methods.direct_debit", "behaviour.debit_rejects"),
    _row("Scores of customers", "policy.credit.auc",
         "policy.credit.auc", "policy.credit.tight_share", "policy.credit.tight_factor"),
    _row("Credit limits and orders on hold", "policy.credit.limit_months",
         "policy.credit.limit_months", "policy.credit.review_days", "policy.credit.reviews", "behaviour.lost_share",
         "behaviour.hold_hazard_ratio"),
    _row("Reminders written for each customer", "policy.reminders.personalisation", "policy.reminders.personalisation"),
    _row("Clean contacts, data in one place", "policy.crm.contacts_cleaned",
         "policy.crm.contacts_cleaned", "policy.crm.delivery_gain", "behaviour.channels.*.wrong_contact"),
    _row("Sales people who answer for the DSO", "policy.sales_team.terms_days",
         "policy.sales_team.terms_days", "policy.sales_team.dispute_days", "policy.sales_team.collectors"),
    _row("The first delay seen at once", "policy.reminders.detection_days", "policy.reminders.detection_days"),
    _row("Factoring", "policy.factoring.share", "policy.factoring.share", "policy.factoring.recourse",
         "policy.factoring.advance", "policy.factoring.commission"),
    _row("Discount for early payment", "policy.discount.rate",
         "policy.discount.rate", "policy.discount.days", "behaviour.discount_hurdle"),
    _row("Late interest and the 40 euros", "policy.late_fees.charged",
         "policy.late_fees.charged", "policy.late_fees.rate", "behaviour.fees_paid", "behaviour.fee_threat"),
    _row("Credit insurance", "policy.insurance.insured",
         "policy.insurance.insured", "policy.insurance.premium", "policy.insurance.cover"),
    _row("Calendar of disbursements, and what bears it", "treasury.payroll.amount",
         "firm.dpo_days", "firm.purchase_ratio", "firm.fixed_monthly_outflow", "firm.opening_cash",
         "treasury.payroll.*", "treasury.social_charges.*", "treasury.vat.*", "treasury.corporate_tax.*", "treasury.rent.*",
         "treasury.loans.*", "treasury.planned.*", "treasury.overdraft.*", "treasury.credit_line.*", "treasury.discounting.*",
         "treasury.minimum_cash"),
    _row("Fraud with bank details", "behaviour.diverted", "behaviour.diverted"),
    _row("Minutes of the teams", "behaviour.talk_minutes", "behaviour.talk_minutes", "behaviour.ring_minutes",
         "behaviour.channels.*.minutes", "policy.cash_application.minutes", "policy.disputes.minutes"),
    _row("Goodwill: what reminders cost in orders", "behaviour.goodwill.wear",
         "behaviour.goodwill.wear", "behaviour.goodwill.wrongful_wear", "behaviour.goodwill.half_life_days"),
)  # fmt: skip
"""The levers of the trade, numbered from 1."""


@dataclass(frozen=True)
class Case:
    """A figure that someone claims, and the fragments that try it: the firm before, the levers over it, what is read.

    Attributes:
        claim: What is claimed.
        before: Fragments over the shipped firm.
        after: Fragments over that; none where only the firm is read.
        indicator: What is read.
        day: Day of reading, in ISO; empty for the value of the run.
    """

    claim: str
    before: str
    after: str
    indicator: str
    day: str = ""


CASES = (
    Case("DSO from 55 to 38 days", "cases/dso_55", "cases/dso_55_to_38", "dso_count_back"),
    Case("DSO from 60 to 45 days", "cases/dso_60", "cases/dso_60_to_45", "dso_count_back"),
    Case("DSO from 48 to 34 days", "cases/dso_48", "cases/dso_48_to_34", "dso_count_back"),
    Case("the toy at 75 days of DSO, automation at 50 %", "cases/toy_75", "cases/toy_automated", "dso_count_back"),
    Case("the toy's working capital of 60,000 euros", "cases/toy_75", "cases/toy_automated", "bfr"),
    Case("48 % of invoices late", "cases/late_48", "", "late_share"),
    Case("85 % settled amicably", "cases/settled_85", "", "settled_before_legal"),
    Case("unpaid debt down 20 % in a year by scoring", "", "cases/credit", "bad_debt_ratio"),
    Case("30 % more recovered by a collection cell: 23 % less overdue", "", "cases/collection_cell", "overdue"),
    Case("40 % off the DSO in three months", "", "cases/vendors", "dso_count_back", "2026-03-31"),
    Case("40 % off the DSO in a year", "", "cases/vendors", "dso_count_back"),
)
"""What is claimed in the trade, each with the scenarios that try it."""

STRESS = ("slowdown", "insolvency_wave", "late_largest", "august", "sales_drop", "all_together")
STRESSED = ("dso_count_back", "bad_debt_ratio", "cash_min")

HEAD = f"""# Scenarios

What is shipped. Every file says what it is in its first lines; a fragment is laid over the firm with a plus sign:
`simlib compare scenarios/base.yaml scenarios/base.yaml+scenarios/policies/firm.yaml`.

- `base.yaml`: an industrial firm of 300 customers with all of the trade at work. `policies/`: four ways to remind.
- `cases/`: figures claimed in the trade, tried; and the parts of the trade that are off in the firm as it is.
- `stress/`: what may go wrong, over any firm. `demo/`: the ledger of the demonstration and the firm it came from.

This page is made by `python -m simlib.cli.lever_report {README}`: every number below is measured over {REPLICATIONS} worlds, with the
95 % interval of the paired difference. Nothing here says anything about a real firm.
"""


def lever_table_rows() -> Iterator[tuple[str, Trial | None]]:
    """Yield of each row of the table of levers what needs no simulation, and the trial that fills its last cell."""
    found = trials()
    for number, row in enumerate(ROWS, 1):
        levers = ", ".join(f"`{pattern}`" for pattern in row.patterns)
        trial = found[row.tried] if row.tried else None
        yield f"| {number} | {row.words} | {levers} | {_tried(trial)} |", trial


def _tried(trial: Trial | None) -> str:
    if trial is None:
        return "- | -"
    place = "+".join(("base", *(name for name in trial.place.split("+") if name)))
    move = f"`{trial.lever.path}` {_plain(trial.low)} to {_plain(trial.high)}"
    return f"`{place}`: {move} | `{trial.lever.moves}`"


def _plain(value: object) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def told(indicator: str, change: Moved) -> str:
    """Return a change with its interval in the indicator's unit."""
    return f"{figure(indicator, change.mean)} [{figure(indicator, change.low)}; {figure(indicator, change.high)}]"


def figure(indicator: str, value: float) -> str:
    """Return a value in the unit of its indicator."""
    from simlib.indicators import INDICATORS
    from simlib.indicators.indicator import Unit

    match INDICATORS[indicator].unit:
        case Unit.SHARE:
            return f"{value * 100:.2f} %"
        case Unit.MONEY:
            return f"{value:,.0f} EUR"
        case Unit.DAYS:
            return f"{value:.2f} d"
        case _:
            return f"{value:.2f}"


def report() -> str:
    """Return the whole page, measured."""
    lines = [HEAD, "## The levers of the trade", ""]
    lines += ["| # | Lever | Levers of a scenario | Tried | Moves | By |", "|--:|---|---|---|---|---|"]
    for start, trial in lever_table_rows():
        lines.append(f"{start} {told(trial.lever.moves, trial.interval()) if trial else 'not yet'} |")
    lines += ["", "## What is claimed, and what comes out", ""]
    lines += [
        "Best possible: what the DSO before would be if every invoice were paid on its due day; no reminder gets below it.",
        "",
    ]
    lines += [
        "| Claim | Scenarios | Read | Before | After | Change | Best possible DSO |",
        "|---|---|---|--:|--:|---|--:|",
    ]
    lines += [_case(case) for case in CASES]
    lines += ["", "## Stress", "", "Changes against the firm as it is.", ""]
    lines += [f"| Case | {' | '.join(f'`{name}`' for name in STRESSED)} |", "|---|" + "---|" * len(STRESSED)]
    lines += [_stress(name) for name in STRESS]
    return "\n".join((*lines, ""))


def _case(case: Case) -> str:
    from datetime import date

    from simlib.days import to_day
    from simlib.running import Stage

    before = scenario_of(case.before)
    stage = Stage(before)
    day = to_day(date.fromisoformat(case.day)) if case.day else None
    first = stage.run(before, REPLICATIONS)
    files = ", then ".join(f"`{name}`" for name in ("+".join(filter(None, ("base", case.before))), case.after) if name)
    read = f"`{case.indicator}`{f' on {case.day}' if case.day else ''}"
    cells = [case.claim, files, read, figure(case.indicator, _mean(first, case.indicator, day))]
    if case.after:
        second = stage.run(scenario_of("+".join(filter(None, (case.before, case.after)))), REPLICATIONS)
        old, new = _mean(first, case.indicator, day), _mean(second, case.indicator, day)
        change = moved(first.values(case.indicator, day), second.values(case.indicator, day), "mean")
        cells += [figure(case.indicator, new), f"{told(case.indicator, change)}, {100 * (new / old - 1):+.0f} %"]
    else:
        cells += ["-", "-"]
    best = figure("dso_best_possible", _mean(first, "dso_best_possible", day))
    return f"| {' | '.join((*cells, best if case.indicator == 'dso_count_back' else '-'))} |"


def _stress(name: str) -> str:
    from simlib.cli.lever_trials import stage_of

    stage = stage_of("")
    first, second = (stage.run(scenario_of(place), REPLICATIONS) for place in ("", f"stress/{name}"))
    changes = (told(one, moved(first.values(one), second.values(one), "mean")) for one in STRESSED)
    return f"| `stress/{name}` | {' | '.join(changes)} |"


def _mean(result: "Result", indicator: str, day: int | None) -> float:
    import numpy as np

    return float(np.nanmean(result.values(indicator, day)))


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(report(), encoding="utf-8")
