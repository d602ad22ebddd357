"""Back-test: the forecast made again and again in the past, from what was known then, and held against what came.

Beside it stand the rules of thumb of `naive`. On every day of origin nothing later is read. How customers pay is learned anew every few
weeks, as a firm does; in between it is carried on to the books of the day. Promises on record are left out: a ledger does not say when
they were made.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from simlib import words
from simlib.calibration.band import band_factor, widened
from simlib.calibration.book import lay_out
from simlib.calibration.calendars import detect_calendar
from simlib.calibration.came import came, sample_of
from simlib.calibration.carried import carried_to
from simlib.calibration.forecast import CENTS, REPLICATIONS, SEED, last_day
from simlib.calibration.fragment import DIGITS
from simlib.calibration.learned import Learned
from simlib.calibration.learning import enough_payments, learn
from simlib.calibration.measures import BAND, crps, interval_score
from simlib.calibration.naive import RULES, bootstrap_lateness
from simlib.calibration.verdict import best_rule, told, verdict_of
from simlib.calibration.weekly import WEEK, simulate_receipts
from simlib.days import to_date
from simlib.errors import CalibrationError
from simlib.scenario import Firm, Scenario
from simlib.scenario.evidence import BacktestEvidence, NaiveErrors

if TYPE_CHECKING:
    from simlib.readers import Imported

WEEKS = 8
EVERY = 7
HISTORY_DAYS = 180
"""Days of the ledger that lie before the first origin."""

RELEARN_DAYS = 28
"""Days after which customers' ways of paying are learned anew."""

RETRY_DAYS = 84
"""Days after which it is tried anew how wide the band must be."""

MOST_INVOICES = 20_000
"""Invoices beyond which a sample of customers is tried."""


@dataclass(frozen=True)
class Backtest:
    """Forecasts of the past beside what came.

    Attributes:
        rows: One row per origin and week ahead: `origin, week, week_start, week_end, actual, mean, p10, p50, p90, crps`, each naive rule by
            name, `bootstrap_mean, bootstrap_p10, bootstrap_p90`; days as int, amounts in currency units.
        weeks, every: Weeks ahead, and days between two origins.
        as_of: Last day of the ledger.
        currency: Currency of the amounts.
        customers: Customers tried, of how many.
    """

    rows: pd.DataFrame
    weeks: int
    every: int
    as_of: int
    currency: str
    customers: tuple[int, int]

    @property
    def origins(self) -> int:
        """Number of days on which a forecast was made."""
        return int(self.rows["origin"].nunique())

    @cached_property
    def figures(self) -> BacktestEvidence:
        """The measures: errors averaged over the origins on which anything came, scores as shares of what came, and the verdict."""
        rows = self.rows
        said: dict[str, Any] = {"as_of": to_date(self.as_of), "origins": self.origins, "weeks": self.weeks}
        if rows.empty or not rows["actual"].any():
            return BacktestEvidence(**said)
        actual = rows["actual"].to_numpy()
        came = float(actual.mean())
        model, bootstrap = (
            float(interval_score(actual, rows[low].to_numpy(), rows[high].to_numpy()).mean()) / came
            for low, high in (("p10", "p90"), ("bootstrap_p10", "bootstrap_p90"))
        )
        found = BacktestEvidence(
            **said,
            wape=self._error("mean"),
            naive=NaiveErrors(**{name: self._error(name) for name in RULES}),
            bootstrap_wape=self._error("bootstrap_mean"),
            coverage=float(((rows["p10"] <= rows["actual"]) & (rows["actual"] <= rows["p90"])).mean()),
            interval_score=model,
            bootstrap_interval_score=bootstrap,
            crps=float(rows["crps"].mean()) / came,
        )
        return found.model_copy(update={"verdict": verdict_of(found)})

    def _error(self, column: str) -> float:
        """Return the mean over the origins, of those on which anything came, of what a column missed over what came."""
        missed = (self.rows["actual"] - self.rows[column]).abs().groupby(self.rows["origin"]).sum()
        came = self.rows["actual"].groupby(self.rows["origin"]).sum()
        return float((missed[came > 0.0] / came[came > 0.0]).mean())

    @property
    def verdict(self) -> str:
        """How the forecast did: good, fair, poor, or short."""
        return self.figures.verdict

    def evidence(self) -> dict[str, Any]:
        """Return what a fragment writes down of it, as plain values."""
        values = self.figures.model_dump(exclude_none=True)
        return {name: _rounded(value) for name, value in values.items()}

    def to_text(self, lang: str) -> str:
        """Return it in plain sentences."""
        return told(self.figures, lang)

    def to_notes(self, lang: str) -> str:
        """Return what else was measured, and how to read it."""
        return words.text(
            "backtest.summary",
            lang,
            coverage=_share(self.figures.coverage, lang),
            crps=_share(self.figures.crps, lang),
            customers=words.number(self.customers[0], lang),
            of=words.number(self.customers[1], lang),
        )

    def table(self, lang: str) -> pd.DataFrame:
        """Return the error of each way of forecasting, and the score of the bands, as they are written for people."""
        figures = self.figures
        errors = {"model": figures.wape, **figures.naive.model_dump(), "bootstrap": figures.bootstrap_wape}
        scores = {"model": figures.interval_score, "bootstrap": figures.bootstrap_interval_score}
        rows = [
            [words.text(f"rule.{name}", lang), _share(error, lang), _share(scores.get(name), lang)]
            for name, error in errors.items()
        ]
        return pd.DataFrame(
            rows, columns=[words.text(f"backtest.{name}", lang) for name in ("method", "error", "interval_score")]
        )

    def to_frame(self) -> pd.DataFrame:
        """Return the rows with days as dates and amounts to the cent."""
        days = {name: [to_date(int(day)) for day in self.rows[name]] for name in ("origin", "week_start", "week_end")}
        amounts = self.rows.columns.difference([*days, "week"])
        return self.rows.assign(**days).round(dict.fromkeys(amounts, 2))

    def to_json(self) -> dict[str, Any]:
        """Return the measures as plain values."""
        best = best_rule(self.figures)
        return self.evidence() | {
            "as_of": to_date(self.as_of).isoformat(),
            "best_naive": best[0] if best is not None else None,
            "every_days": self.every,
            "currency": self.currency,
            "customers": self.customers[0],
            "customers_in_ledger": self.customers[1],
        }


def _share(value: float | None, lang: str) -> str:
    """Return a share in per cent, a dash where there is none."""
    return words.percent(value if value is not None else float("nan"), lang, 1)


def _rounded(value: Any) -> Any:
    """Return numbers with as many decimals as a fragment holds."""
    if isinstance(value, dict):
        return {name: _rounded(one) for name, one in value.items()}
    return round(value, DIGITS) if isinstance(value, float) else value


def backtest(
    imported: "Imported",
    *,
    weeks: int = WEEKS,
    every: int = EVERY,
    origins: int | None = None,
    as_of: int | None = None,
    firm: Firm | None = None,
    calendar: str | None = None,
    replications: int = REPLICATIONS,
    seed: int = SEED,
    relearn: int = RELEARN_DAYS,
    most_invoices: int = MOST_INVOICES,
    progress: Callable[[int, int], None] | None = None,
) -> Backtest:
    """Return the forecasts of open invoices that would have been made in the past, beside what came.

    Args:
        imported: The ledger as read.
        weeks: Weeks ahead.
        every: Days between two origins.
        origins: Most origins, the latest ones; as many as the ledger holds where none are given.
        as_of: Last day to read; the ledger's last where none is given.
        firm: Tells the VAT rate and how long an invoice is under way.
        calendar: Country of the business days, or `seven_day`; found out at each origin where none is given.
        replications: Number of replications.
        seed: Seed of the draws.
        relearn: Days after which customers' ways are learned anew.
        most_invoices: Invoices beyond which a sample of customers is tried.
        progress: Told the origins done, and all.

    Raises:
        ScenarioError: The calendar is unknown.
    """
    ledger = sample_of(imported, most_invoices)
    end = last_day(imported) if as_of is None else min(as_of, last_day(imported))
    whole = lay_out(ledger.invoices, ledger.payments, end)
    days = _origins(whole.first, end, weeks, every, origins)
    known: Learned | None = None
    learned_on, tried_on, factor = 0, 0, 1.0
    found = []
    for number, origin in enumerate(days):
        if progress is not None:
            progress(number, len(days))
        try:
            book = enough_payments(lay_out(ledger.invoices, ledger.payments, origin))
        except CalibrationError:
            continue
        carried = carried_to(known, book) if known is not None and origin < learned_on + relearn else None
        if carried is None:
            usual = calendar or detect_calendar(book, Scenario.model_fields["calendar"].default)
            known, learned_on = learn(book, usual, firm or Firm()), origin
            if origin >= tried_on + max(RETRY_DAYS, 2 * relearn):
                factor, tried_on = band_factor(known, ledger, seed), origin
            carried = known
        found.append(_of_origin(carried, factor, ledger.payments, weeks, replications, seed))
    rows = pd.concat(found, ignore_index=True) if found else pd.DataFrame({"origin": []}, dtype="int64")
    if progress is not None:
        progress(len(days), len(days))
    return Backtest(rows, weeks, every, end, whole.currency, ledger.customers)


def brief_backtest(imported: "Imported", as_of: int | None, firm: Firm | None, calendar: str | None) -> Backtest:
    """Return a back-test made in seconds: a trial a month, thirteen at most, on a sample of customers; what a calibration writes down."""
    return backtest(
        imported,
        every=28,
        origins=13,
        as_of=as_of,
        firm=firm,
        calendar=calendar,
        replications=80,
        relearn=91,
        most_invoices=4_000,
    )


def _origins(first: int, end: int, weeks: int, every: int, most: int | None) -> list[int]:
    """Return the days of origin: the last one just so far back that all its weeks are known."""
    days = list(range(end - WEEK * weeks, first + HISTORY_DAYS - 1, -every))[::-1]
    return days[-most:] if most is not None else days


def _of_origin(
    learned: Learned, factor: float, payments: pd.DataFrame, weeks: int, replications: int, seed: int
) -> pd.DataFrame:
    """Return the forecasts of one day of origin, their bands as wide as a factor says, and what came."""
    book = learned.book
    simulated = simulate_receipts(learned, weeks, replications=replications, seed=seed, open_only=True)
    drawn = widened(simulated.by_week, factor) / CENTS
    boot = bootstrap_lateness(book, weeks, replications, seed) / CENTS
    low, middle, high = np.quantile(drawn, (BAND[0], 0.5, BAND[1]), axis=0)
    boot_low, boot_high = np.quantile(boot, BAND, axis=0)
    starts = book.as_of + 1 + WEEK * np.arange(weeks, dtype=np.int64)
    actual = came(book, payments, weeks) / CENTS
    return pd.DataFrame(
        {
            "origin": book.as_of,
            "week": np.arange(1, weeks + 1),
            "week_start": starts,
            "week_end": starts + WEEK - 1,
            "actual": actual,
            "mean": simulated.by_week.mean(axis=0) / CENTS,
            "p10": low,
            "p50": middle,
            "p90": high,
            "crps": crps(actual, drawn),
            **{name: rule(book, weeks) / CENTS for name, rule in RULES.items()},
            "bootstrap_mean": boot.mean(axis=0),
            "bootstrap_p10": boot_low,
            "bootstrap_p90": boot_high,
        }
    )
