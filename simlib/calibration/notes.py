"""Notes: what was learned and what stays an assumption, in sentences."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from simlib import words
from simlib.calibration.causes import Causes, Share
from simlib.calibration.learned import Learned
from simlib.calibration.score import HeldOut
from simlib.calibration.season import MonthFactor, Seasons
from simlib.calibration.status_quo import Fit, StatusQuo
from simlib.calibration.touched import Touched, TouchEffect
from simlib.days import DAYS_PER_YEAR, SEVEN_DAY, to_date
from simlib.scenario.months import Month

THIN_SEGMENT = 100
"""Payments below which a segment leans on the pool."""

SHORT_HISTORY_MONTHS = 12
MONTHS_PER_YEAR = 12.0


class Shown(NamedTuple):
    """A value of a note, to be written in the reader's language: as count, share, days, date, figures, kind of touch, or as it is."""

    kind: str
    value: object


@dataclass(frozen=True)
class Note:
    """One sentence of the catalogue, with its values."""

    key: str
    values: dict[str, Shown]

    def text(self, lang: str) -> str:
        """Return the sentence in a language."""
        shown = {name: _written(value, lang) for name, value in self.values.items()}
        return words.text(f"learned.note.{self.key}", lang, **shown)


def notes_on(
    learned: Learned,
    status_quo: StatusQuo,
    *,
    is_policy_assumed: bool,
    usual_transmission: int,
    touched: Touched | None = None,
) -> tuple[Note, ...]:
    """Return the notes on what was learned, the most important ones first."""
    return (
        Note("policy_assumed" if is_policy_assumed else "policy_given", {}),
        *_on_fit(status_quo),
        *_on_customers(learned),
        *_on_time(learned, usual_transmission),
        *_on_gaps(learned),
        *(notes_on_touches(touched) if touched is not None else (Note("touches", {}),)),
        *_on_seasons(learned.seasons),
    )


def _on_seasons(seasons: Seasons) -> tuple[Note, ...]:
    """Return the months that depart from the others; where none does, that is said."""
    parts = (("season_pace", seasons.pace), ("season_orders", seasons.orders))
    told = tuple(Note(key, {"months": Shown("months", factors)}) for key, factors in parts if factors)
    return told or (Note("constant", {}),)


def notes_on_touches(touched: Touched) -> tuple[Note, ...]:
    """Return what a log of touches taught, and how far to trust it."""
    found = {"met": touched.met.logged - touched.met.idle, "idle": touched.met.idle}
    counted = Note("touches_log", {name: Shown("count", value) for name, value in found.items()})
    return (counted, *(_on_touch(one) for one in touched.effects), Note("touch_caveat", {}))


def _on_touch(effect: TouchEffect) -> Note:
    """Return what the touches of one kind do, or why the prior stays."""
    values = {"kind": Shown("touch", effect.key), "prior": Shown("hundredths", effect.prior)}
    values |= {"events": Shown("count", effect.events), "touches": Shown("count", effect.touches)}
    if effect.is_learned:
        values |= {name: Shown("hundredths", getattr(effect, name)) for name in ("value", "low", "high", "seen")}
    elif effect.reason == "unclear":
        values |= {name: Shown("hundredths", getattr(effect, f"seen_{name}")) for name in ("low", "high")}
    return Note(f"touch_{effect.reason or 'learned'}", values)


def notes_on_causes(causes: Causes) -> tuple[Note, ...]:
    """Return what the ledger tells of disputes, credit notes, bad debt and promises; where it tells nothing, that is said once."""
    notes = []
    if causes.disputed is not None:
        notes.append(Note("disputed", _shares(causes.disputed)))
    if causes.dispute_days is not None:
        ends = dict(zip(("days", "low", "high"), (Shown("days", days) for days in causes.dispute_days), strict=True))
        notes.append(Note("dispute_days", ends))
    if causes.credited is not None:
        notes.append(Note("credited", {"share": Shown("fine share", causes.credited)}))
    if causes.lost is not None:
        notes.append(Note("lost", _shares(causes.lost) | {"amount": Shown("fine share", causes.lost_amount)}))
    if causes.kept is not None:
        notes.append(Note("kept", _shares(causes.kept)))
    untold = (("no_disputes", causes.disputed), ("no_promises", causes.kept))
    return (*notes, *(Note(key, {}) for key, told in untold if told is None))


def notes_on_score(found: HeldOut | None) -> tuple[Note, ...]:
    """Return how well the score ranks customers."""
    if found is None:
        return (Note("no_score", {}),)
    figures = {name: Shown("hundredths", getattr(found, name)) for name in ("auc", "low", "high")}
    counts = {name: Shown("count", getattr(found, name)) for name in ("invoices", "late")}
    return (Note("score", figures | counts | {"since": Shown("date", to_date(found.since))}),)


def _shares(share: Share) -> dict[str, Shown]:
    """Return a share with its interval and cases."""
    values = {"share": share.value, "low": share.low, "high": share.high}
    return {name: Shown("fine share", value) for name, value in values.items()} | {"cases": Shown("count", share.cases)}


def figures_text(figures: dict[str, Fit], lang: str) -> str:
    """Return figures beside the simulated ones, in one line."""
    return "; ".join(figure_text(name, fit, lang) for name, fit in figures.items())


def figure_text(name: str, fit: Fit, lang: str) -> str:
    """Return one figure beside the simulated one."""
    observed, mean, low, high = (figure_value(name, x, lang) for x in (fit.observed, fit.mean, fit.p5, fit.p95))
    called = words.text(f"learned.figure.{name}", lang)
    return words.text("learned.figure", lang, name=called, observed=observed, mean=mean, low=low, high=high)


def figure_value(name: str, value: float, lang: str) -> str:
    """Return the value of a figure in its unit."""
    return words.percent(value, lang, 1) if name == "late_share" else words.in_unit(value, "days", lang)


def _on_fit(status_quo: StatusQuo) -> list[Note]:
    """Return what fits, and what does not."""
    inside = {name: fit for name, fit in status_quo.figures.items() if fit.is_inside}
    outside = {name: fit for name, fit in status_quo.figures.items() if not fit.is_inside}
    parts = (("misfits", outside), ("fits", inside))
    return [Note(key, {"figures": Shown("figures", figures)}) for key, figures in parts if figures]


def _on_customers(learned: Learned) -> list[Note]:
    """Return notes on customers: their habits, runs, and what they have in common."""
    hazards, dependence = learned.hazards, learned.dependence
    customers = Shown("count", len(learned.book.customers))
    own, runs = int(hazards.has_own.sum()), sum(not run.is_any for run in learned.runs)
    notes = [Note("own_rows", {"own": Shown("count", own), "customers": customers}) if own else Note("levels", {})]
    if runs:
        notes.append(Note("runs", {"runs": Shown("count", runs), "customers": customers}))
    shares = {
        name: Shown("share", getattr(dependence, name)) for name in ("a", "a_low", "a_high", "b", "b_low", "b_high")
    }
    notes.append(Note("dependence", shares))
    events = hazards.events.sum(axis=1)
    notes += [
        Note("thin", {"segment": Shown("text", name), "events": Shown("count", round(float(count)))})
        for name, count in zip(learned.book.segments, events, strict=True)
        if count < THIN_SEGMENT and len(learned.book.segments) > 1
    ]
    return notes


def _on_time(learned: Learned, usual_transmission: int) -> list[Note]:
    """Return notes on days: the calendar, the trend, the way of an invoice."""
    is_every_day = learned.calendar == SEVEN_DAY
    notes = [Note("every_day", {}) if is_every_day else Note("calendar", {"calendar": Shown("text", learned.calendar)})]
    if learned.trend.per_year != 0.0:
        change, until = learned.trend.share_per_year, to_date(learned.trend.until)
        notes.append(Note("trend", {"change": Shown("signed share", change), "until": Shown("date", until)}))
    if learned.transmission_days < usual_transmission:
        notes.append(Note("transmission", {"days": Shown("count", learned.transmission_days)}))
    return notes


def _on_gaps(learned: Learned) -> list[Note]:
    """Return notes on what the ledger leaves out."""
    book = learned.book
    notes = [Note("vat", {"rate": Shown("share", learned.vat_rate)})]
    months = int(np.floor((book.as_of - book.first + 1) / DAYS_PER_YEAR * MONTHS_PER_YEAR))
    if months < SHORT_HISTORY_MONTHS:
        notes.append(Note("short", {"months": Shown("count", months)}))
    if learned.seen_from is not None:
        notes.append(Note("truncated", {"day": Shown("date", to_date(learned.seen_from))}))
    if book.left_out:
        notes.append(
            Note("currencies", {"invoices": Shown("count", book.left_out), "currency": Shown("text", book.currency)})
        )
    return notes


def _written(shown: Shown, lang: str) -> str:
    """Return a value in the reader's language."""
    kind, value = shown
    if kind == "count":
        return words.number(float(value), lang)  # type: ignore[arg-type]
    if kind == "hundredths":
        return words.number(float(value), lang, 2)  # type: ignore[arg-type]
    if kind == "months":
        return "; ".join(_month_text(one, lang) for one in value)  # type: ignore[attr-defined]
    if kind == "touch":
        return words.text(f"learned.touch.{value}", lang)
    if kind == "days":
        return words.in_unit(float(value), "days", lang)  # type: ignore[arg-type]
    if kind == "fine share":
        return words.percent(float(value), lang, 1)  # type: ignore[arg-type]
    if kind in ("share", "signed share"):
        return words.percent(float(value), lang, signed=kind != "share")  # type: ignore[arg-type]
    if kind == "date":
        return words.date_text(value, lang)  # type: ignore[arg-type]
    if kind == "figures":
        return figures_text(value, lang)  # type: ignore[arg-type]
    return str(value)


def _month_text(factor: MonthFactor, lang: str) -> str:
    """Return a month with its factor and interval."""
    figures = {name: words.number(getattr(factor, name), lang, 2) for name in ("value", "low", "high")}
    named = list(Month)[factor.month - 1].label.of(lang)
    return words.text("learned.month", lang, month=named, **figures)
