"""Forecast: receipts by week from a ledger as it stood on a day, with bands.

How customers pay is learned from what was known that day; the invoices open then, and sales to come at the usual pace, are simulated with
parameters drawn from what the ledger leaves open about them. Promises on record are honoured at the rate at which promises are kept.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from simlib import words
from simlib.calibration.band import band_factor, widened
from simlib.calibration.book import Book, Float, Int, lay_out, usable_names
from simlib.calibration.calendars import detect_calendar
from simlib.calibration.causes import learn_causes
from simlib.calibration.learned import Learned
from simlib.calibration.learning import enough_payments, learn, present_of
from simlib.calibration.measures import BAND
from simlib.calibration.promised import honoured, promised_rows, rolled
from simlib.calibration.status_quo import Present, fit_status_quo
from simlib.calibration.weekly import WEEK, by_week, simulate_receipts
from simlib.days import NEVER, to_date
from simlib.scenario import Behaviour, Firm, Reminders, Scenario

if TYPE_CHECKING:
    from simlib.readers import Imported

WEEKS = 13
REPLICATIONS = 200
SEED = 1
PAST_WEEKS = 13
"""Weeks of the past that a forecast shows before it."""

PROMISES_ASSUMED = 10
"""Promises that the assumed rate counts for beside those that the ledger tells of."""

CENTS = 100.0


@dataclass(frozen=True)
class Forecast:
    """Receipts of the weeks after a day, in currency units.

    Attributes:
        as_of: The day; week 1 is the seven days after it.
        currency: Currency of the amounts.
        open_only: Whether it tells of invoices open on that day alone, or of sales to come too.
        week_start, week_end: int64 [weeks], first and last day of each week.
        mean, p10, p50, p90: float64 [weeks], over the replications.
        total: The same four of all weeks together, by name.
        owed: What the open invoices amount to.
        promised: What of it is promised for a day to come.
        kept: Share of promises taken to be kept; None where nothing is promised.
        past: float64 [past weeks], what came in the weeks before, the last one ending on the day.
        replications, seed: Draws it was made from.
        last_day: Last day on which the ledger shows anything.
    """

    as_of: int
    currency: str
    open_only: bool
    week_start: Int
    week_end: Int
    mean: Float
    p10: Float
    p50: Float
    p90: Float
    total: dict[str, float]
    owed: float
    promised: float
    kept: float | None
    past: Float
    replications: int
    seed: int
    last_day: int

    def to_text(self, lang: str) -> str:
        """Return what is forecast from what, in plain sentences."""

        def money(value: float) -> str:
            return words.money(value, lang, self.currency)

        day = words.date_text(to_date(self.as_of), lang)
        said = [words.text("forecast.read", lang, date=day, owed=money(self.owed))]
        if self.kept is not None:
            kept = words.percent(self.kept, lang)
            said.append(words.text("forecast.promised", lang, amount=money(self.promised), kept=kept))
        if self.as_of > self.last_day + WEEK:
            last = words.date_text(to_date(self.last_day), lang)
            said.append(
                words.text("forecast.stale", lang, last=last, days=words.number(self.as_of - self.last_day, lang))
            )
        said.append(words.text("forecast.open_only" if self.open_only else "forecast.with_sales", lang))
        return " ".join(said)

    def table(self, lang: str) -> pd.DataFrame:
        """Return the weeks and all of them together as they are written for people."""

        def money(value: float) -> str:
            return words.money(value, lang, self.currency)

        names = ("mean", "p10", "p50", "p90")
        days = [[words.date_text(to_date(int(day)), lang) for day in span] for span in (self.week_start, self.week_end)]
        columns = [*days, *([money(float(value)) for value in getattr(self, name)] for name in names)]
        together = [words.text("forecast.total", lang), "", *(money(self.total[name]) for name in names)]
        heads = [words.text(f"forecast.{name}", lang) for name in ("from", "to", *names)]
        return pd.DataFrame([*map(list, zip(*columns, strict=True)), together], columns=heads)

    def to_frame(self) -> pd.DataFrame:
        """Return one row per week: week_start, week_end, mean, p10, p50, p90, to the cent."""
        values = {name: getattr(self, name).round(2) for name in ("mean", "p10", "p50", "p90")}
        days = {name: [to_date(int(day)) for day in getattr(self, name)] for name in ("week_start", "week_end")}
        return pd.DataFrame(days | values)

    def to_json(self) -> dict[str, Any]:
        """Return the forecast as plain values."""
        weeks = [
            {str(name): value.isoformat() if isinstance(value, date) else float(value) for name, value in row.items()}
            for row in self.to_frame().to_dict("records")
        ]
        return {
            "as_of": to_date(self.as_of).isoformat(),
            "currency": self.currency,
            "open_only": self.open_only,
            "open_amount": round(self.owed, 2),
            "promised_amount": round(self.promised, 2),
            "promises_kept": self.kept,
            "replications": self.replications,
            "seed": self.seed,
            "weeks": weeks,
            "total": {name: round(value, 2) for name, value in self.total.items()},
        }


@dataclass(frozen=True)
class Known:
    """What was known of a ledger's customers on a day.

    Attributes:
        learned: How they pay; where reminders are to be simulated, without them.
        counted: How they pay under the reminders of the ledger's time.
        present: The reminders to simulate; None where they are in the hazards.
    """

    learned: Learned
    counted: Learned
    present: Present | None


def forecast(
    imported: "Imported",
    *,
    as_of: int | None = None,
    weeks: int = WEEKS,
    open_only: bool = False,
    policy: Scenario | Reminders | None = None,
    calendar: str | None = None,
    replications: int = REPLICATIONS,
    seed: int = SEED,
) -> Forecast:
    """Return what a ledger, as it stood at the end of a day, lets one expect of the weeks after it.

    Args:
        imported: The ledger as read; nothing in it that is dated later is read, days promised apart.
        as_of: The day; the ledger's last where none is given.
        weeks: Weeks ahead.
        open_only: Whether to leave sales to come out.
        policy: The reminders sent, simulated then; where none are given, those of the past go on inside the hazards.
        calendar: Country of the business days, or `seven_day`; found out where none is given.
        replications: Number of replications.
        seed: Seed of the draws.

    Raises:
        CalibrationError: The ledger holds too few payments to learn from.
        ScenarioError: The calendar is unknown.
    """
    known = known_on(imported, as_of, policy, calendar)
    learned, book = known.learned, known.learned.book
    promises = promised_days(imported, book)
    watched = promised_rows(book, promises)
    simulated = simulate_receipts(
        learned,
        weeks,
        replications=replications,
        seed=seed,
        open_only=open_only,
        present=known.present,
        watched=watched,
    )
    received, kept = widened(simulated.by_week, band_factor(known.counted, imported, seed)), None
    mean = simulated.by_week.mean(axis=0)
    if watched.size:
        kept = kept_rate(imported, book, known.present)
        days = honoured(
            simulated.watched, rolled(promises[watched], book, learned.calendar), np.full(replications, kept), seed
        )
        promised = by_week(days, book.open[watched], book.as_of, weeks)
        received, mean = received + promised, mean + promised.mean(axis=0)
    low, middle, high = np.quantile(received, (BAND[0], 0.5, BAND[1]), axis=0) / CENTS
    starts = book.as_of + 1 + WEEK * np.arange(weeks, dtype=np.int64)
    whole = received.sum(axis=1) / CENTS
    return Forecast(
        as_of=book.as_of,
        currency=book.currency,
        open_only=open_only,
        week_start=starts,
        week_end=starts + WEEK - 1,
        mean=mean / CENTS,
        p10=low,
        p50=middle,
        p90=high,
        total={"mean": float(mean.sum()) / CENTS}
        | dict(zip(("p10", "p50", "p90"), np.quantile(whole, (BAND[0], 0.5, BAND[1])).tolist(), strict=True)),
        owed=float(book.open.sum()) / CENTS,
        promised=float(book.open[watched].sum()) / CENTS,
        kept=kept,
        past=past_receipts(imported, book.as_of, book.currency),
        replications=replications,
        seed=seed,
        last_day=last_day(imported),
    )


def known_on(
    imported: "Imported",
    as_of: int | None = None,
    policy: Scenario | Reminders | None = None,
    calendar: str | None = None,
) -> Known:
    """Return what was known of a ledger's customers on a day.

    Raises:
        CalibrationError: The ledger holds too few payments to learn from.
    """
    home = policy if isinstance(policy, Scenario) else None
    book = enough_payments(lay_out(imported.invoices, imported.payments, as_of))
    usual = home.calendar if home is not None else Scenario.model_fields["calendar"].default
    learned = learn(book, calendar or detect_calendar(book, usual), home.firm if home is not None else Firm())
    if policy is None:
        return Known(learned, learned, None)
    present = present_of(policy)
    return Known(fit_status_quo(learned, present, lambda _: None)[0], learned, present)


def promised_days(imported: "Imported", book: Book) -> Int:
    """Return the day on record for which each invoice of a book is promised, `NEVER` where none is."""
    promises = np.full(len(book.invoice_ids), NEVER, dtype=np.int64)
    if "promised_date" not in imported.invoices:
        return promises
    known = imported.invoices[imported.invoices["promised_date"].notna()]
    days = dict(zip(usable_names(known["invoice_id"]), known["promised_date"].astype("int64"), strict=True))
    for row, invoice in enumerate(book.invoice_ids) if days else ():
        promises[row] = days.get(invoice, NEVER)
    return promises


def kept_rate(imported: "Imported", book: Book, present: Present | None) -> float:
    """Return the share of promises taken to be kept: the ledger's own, drawn to the assumed one where it tells of few."""
    behaviour = present.behaviour if present is not None else Behaviour()
    assumed = behaviour.promises.kept
    told = learn_causes(imported, book).kept
    if told is None:
        return assumed
    return (told.value * told.cases + assumed * PROMISES_ASSUMED) / (told.cases + PROMISES_ASSUMED)


def past_receipts(imported: "Imported", as_of: int, currency: str) -> Float:
    """Return what came in each of the weeks up to a day, in currency units, the latest last; only weeks that the ledger covers."""
    payments = imported.payments
    seen = payments[(payments["date"] <= as_of) & (payments["currency"] == currency)]
    if seen.empty:
        return np.zeros(0)
    back = (as_of - seen["date"].to_numpy(dtype=np.int64)) // WEEK
    covered = int(min(PAST_WEEKS, (as_of - int(seen["date"].min()) + 1) // WEEK))
    inside = back < covered
    cents = seen["amount_cents"].to_numpy(dtype=np.float64)
    return np.asarray(np.bincount(back[inside], cents[inside], minlength=covered)[::-1] / CENTS)


def last_day(imported: "Imported") -> int:
    """Return the last day on which a ledger shows an invoice or a payment."""
    days = [frame[column].max() for frame, column in ((imported.invoices, "issue_date"), (imported.payments, "date"))]
    return int(max(day for day in days if not pd.isna(day)))
