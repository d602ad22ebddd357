"""Calibration, in order: lay the ledger out, learn, take the present reminders out, write the fragment and its report."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from simlib import words
from simlib.calibration.amounts import learn_amounts
from simlib.calibration.bins import choose_bins, finest
from simlib.calibration.book import Book, lay_out
from simlib.calibration.calendars import calendar_over, detect_calendar
from simlib.calibration.causes import Causes, learn_causes
from simlib.calibration.counting import DayBins
from simlib.calibration.dependence import learn_dependence, scores_of
from simlib.calibration.drift import learn_trend
from simlib.calibration.fragment import write_fragment
from simlib.calibration.hazards import learn_hazards
from simlib.calibration.learned import Learned
from simlib.calibration.notes import Note, notes_on, notes_on_causes, notes_on_score
from simlib.calibration.orders import learn_orders
from simlib.calibration.report import read_text, write_report
from simlib.calibration.run_shares import learn_run_shares
from simlib.calibration.runs import run_days, weigh_runs
from simlib.calibration.score import HeldOut, held_out
from simlib.calibration.seasons import learn_seasons
from simlib.calibration.spells import Bins, spells_of
from simlib.calibration.status_quo import Present, StatusQuo, fit_status_quo
from simlib.calibration.summary import summary_of
from simlib.calibration.terms import learn_terms
from simlib.calibration.touched import Touched, learn_touches
from simlib.calibration.truncation import first_recorded
from simlib.calibration.verdict import told
from simlib.errors import CalibrationError
from simlib.readers.notices import Notice
from simlib.rules.channels import Channel
from simlib.scenario import Behaviour, Firm, Plan, Policy, Reminders, Scenario, Step
from simlib.scenario.evidence import BacktestEvidence

if TYPE_CHECKING:
    import pandas as pd

    from simlib.readers import Imported

ASSUMED_STEPS = (("first_reminder", 7), ("second_reminder", 21))
"""E-mails after the due date that a firm is taken to send where it does not say."""

FEWEST_PAYMENTS = 30
LEARNED, SIMULATED = 0.3, 0.6
"""Shares of the work: learning, simulating the status quo."""

PAID_BEFORE_RECEIPT = 0.005
"""Share of payments that may precede the receipt assumed before receipt is taken to be earlier."""


@dataclass(frozen=True)
class Calibration:
    """What a ledger taught, and where it is written.

    Attributes:
        fragment: The scenario fragment; its tables stand beside it.
        report: The report, a page that opens offline.
        learned: Everything learned; `learned.hazards` with events, days at risk and intervals, `learned.runs`, `learned.terms`.
        status_quo: How well the simulated past fits the ledger.
        is_policy_assumed: Whether the present reminders were assumed, none being given.
        notes: What was learned, and what stays an assumption.
        causes: Disputes, credit notes, bad debt, promises.
        score: How well the score ranks customers on months held out; None where these are too few to tell.
        backtest: How the forecast did on the past; None where it was not tried.
        touched: What a log of touches taught; None where none was given.
    """

    fragment: Path
    report: Path
    learned: Learned
    status_quo: StatusQuo
    is_policy_assumed: bool
    notes: tuple[Note, ...]
    causes: Causes
    score: HeldOut | None
    backtest: BacktestEvidence | None = None
    touched: Touched | None = None

    def to_text(self, lang: str) -> str:
        """Return what was learned, for a terminal."""
        lines = [read_text(self.learned, lang), *(f"- {note.text(lang)}" for note in self.notes)]
        if self.backtest is not None:
            lines.append(told(self.backtest, lang))
        lines.append(words.text("learned.fragment", lang, file=self.fragment))
        return "\n".join([*lines, words.text("learned.report", lang, file=self.report)])

    def to_json(self) -> dict[str, Any]:
        """Return what was learned as plain values; amounts in currency units."""
        return summary_of(self.learned, self.status_quo) | {
            "policy_assumed": self.is_policy_assumed,
            "notes": [note.text("en") for note in self.notes],
            "causes": asdict(self.causes),
            "score": asdict(self.score) if self.score is not None else None,
            "backtest": self.backtest.model_dump(mode="json", exclude_none=True) if self.backtest is not None else None,
            "touches": self.touched.to_json() if self.touched is not None else None,
            "fragment": str(self.fragment),
            "report": str(self.report),
        }


def assumed_reminders() -> Reminders:
    """Return the reminders that a firm is taken to send where it does not say: two friendly e-mails."""
    steps = {name: Step(day=day, channel=Channel.EMAIL) for name, day in ASSUMED_STEPS}
    return Reminders(plans={"default": Plan(steps=steps)})


def calibrate(
    imported: "Imported",
    *,
    out: Path,
    policy: Scenario | Reminders | None = None,
    as_of: int | None = None,
    calendar: str | None = None,
    name: str | None = None,
    bins: Sequence[int] | None = None,
    lang: str = "en",
    back_test: Callable[[], Mapping[str, Any]] | None = None,
    touches: "pd.DataFrame | None" = None,
    progress: Callable[[float], None] | None = None,
) -> Calibration:
    """Learn from a ledger how its customers pay, and write it down.

    Args:
        imported: The ledger as read.
        out: File of the fragment; its tables and report get the same name.
        policy: The reminders sent in the ledger's time, alone or with what they are taken to do; two e-mails where none is given.
        as_of: Last day to read; the ledger's last where none is given.
        calendar: Country of the business days, or `seven_day`; the policy's, or France, or every day where payments say so.
        name: Name of the scenario; that of the file where none is given.
        bins: Starts of the bins of lateness in business days; as fine as the ledger supports where none are given.
        lang: Language of the report, fr or en.
        back_test: Tries the forecast on the past; what it returns is written down as evidence.
        touches: A log of touches, as `simlib.readers.read_touches` returns them; without one their effects stay as assumed.
        progress: Told the share done.

    Raises:
        CalibrationError: The ledger holds too few payments to learn from.
        ScenarioError: The calendar is unknown.
    """
    tell = progress or (lambda _: None)
    home = policy if isinstance(policy, Scenario) else None
    book = enough_payments(lay_out(imported.invoices, imported.payments, as_of))
    country = calendar or detect_calendar(
        book, home.calendar if home is not None else Scenario.model_fields["calendar"].default
    )
    firm = home.firm if home is not None else Firm()
    with ThreadPoolExecutor(1) as beside:
        trial = beside.submit(back_test) if back_test is not None else None
        ranking = beside.submit(held_out, imported, book, lambda earlier: learn(earlier, country, firm))
        learned = learn(book, country, firm, bins)
        tell(LEARNED)
        present = present_of(policy)
        touched = learn_touches(learned, touches, present.policy, present.behaviour) if touches is not None else None
        if touched is not None:
            present = replace(present, behaviour=touched.behaviour(present.behaviour))
        learned, status_quo = fit_status_quo(learned, present, lambda share: tell(LEARNED + SIMULATED * share))
        causes = learn_causes(imported, book)
        ranked = ranking.result()
        tried = BacktestEvidence(**trial.result()) if trial is not None else None
    notes = (
        *notes_on(
            learned,
            status_quo,
            is_policy_assumed=policy is None,
            usual_transmission=firm.transmission_days,
            touched=touched,
        ),
        *notes_on_causes(causes),
        *notes_on_score(ranked),
    )
    replaced = tuple(home.segments) if home is not None else ()
    called = name or out.stem
    evidence = {"backtest": tried.model_dump(exclude_none=True)} if tried is not None else {}
    evidence |= ranked.evidence() if ranked is not None else {}
    kept = causes.kept.value if causes.kept is not None else None
    fragment = write_fragment(
        learned, called, out, replaced, "\n".join(note.text(lang) for note in notes), evidence, kept, touched
    )
    report = write_report(out.with_name(f"{out.stem}.report.html"), called, learned, status_quo, notes, lang, tried)
    tell(1.0)
    return Calibration(fragment, report, learned, status_quo, policy is None, notes, causes, ranked, tried, touched)


def enough_payments(book: Book) -> Book:
    """Return a book that holds enough payments to learn from.

    Raises:
        CalibrationError: It holds too few.
    """
    paid = int(np.count_nonzero(book.paid))
    if paid < FEWEST_PAYMENTS:
        raise CalibrationError(Notice("refusal.few_payments", paid=str(paid), fewest=str(FEWEST_PAYMENTS)))
    return book


def learn(book: Book, calendar_name: str, firm: Firm, bins: Sequence[int] | None = None) -> Learned:
    """Return everything a book says, hazards as counted under the reminders of its time.

    Args:
        book: The ledger, laid out.
        calendar_name: Country of the business days, or `seven_day`.
        firm: Tells the VAT rate and how long an invoice is under way.
        bins: Starts of the bins of lateness; as fine as the book supports where none are given.
    """
    calendar = calendar_over(book, calendar_name)
    transmission = _transmission(book, firm.transmission_days)
    runs, gains = weigh_runs(book, calendar)
    paying = {customer: is_run for customer, is_run in enumerate(run_days(runs, calendar)) if not runs[customer].is_any}
    seen_from = first_recorded(book, calendar, transmission)
    week, segments, of = calendar.week_length, len(book.segments), book.segment_of
    spells = spells_of(book, calendar, transmission_days=transmission, runs=paying, seen_from=seen_from)
    due = book.due[spells.invoice]
    trend = learn_trend(spells, due, finest(week), of, segments, book.as_of)
    spells = replace(spells, speed=trend.speed(due))
    chosen = Bins(tuple(bins)) if bins is not None else choose_bins(spells, week, of, segments)
    hazards = learn_hazards(spells, chosen, week, of, segments)
    scores = scores_of(spells, DayBins.over(chosen, spells), hazards.rates)
    terms, own_terms = learn_terms(book)
    learned = Learned(
        book=book,
        calendar=calendar_name,
        vat_rate=firm.vat_rate,
        transmission_days=transmission,
        seen_from=seen_from,
        trend=trend,
        hazards=hazards,
        dependence=learn_dependence(spells, book.issue[spells.invoice], scores),
        runs=runs,
        run_shares=learn_run_shares(gains, of, segments),
        terms=terms,
        own_terms=own_terms,
        amounts=learn_amounts(book, firm.vat_rate),
        orders=learn_orders(book),
    )
    return learn_seasons(learned, firm)


def present_of(policy: Scenario | Reminders | None) -> Present:
    """Return the present reminders with what they are taken to do."""
    if isinstance(policy, Scenario):
        return Present(policy.policy, policy.behaviour)
    return Present(Policy(reminders=policy or assumed_reminders()), Behaviour())


def _transmission(book: Book, usual: int) -> int:
    """Return the days from issue to receipt: the usual ones, fewer where payments come earlier than that."""
    days = (book.cleared - book.issue)[book.paid]
    fitting = [delay for delay in range(usual + 1) if float(np.mean(days < delay)) <= PAID_BEFORE_RECEIPT]
    return max(fitting)
