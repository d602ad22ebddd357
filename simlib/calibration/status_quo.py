"""The status quo simulated: do the learned hazards, under the present reminders, give the ledger's past back?

The ledger's own orders are simulated again. Each segment's bins are multiplied by observed over simulated events, at the same days at risk:
the present reminders are in the past that was counted, and this takes their effect out of the natural hazards. What is left is reported.
"""

import datetime
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from simlib.calibration.book import Book, Float, Int
from simlib.calibration.calendars import calendar_over
from simlib.calibration.chance import chance_of
from simlib.calibration.counting import Counts, DayBins, count
from simlib.calibration.fragment import customer_table, fragment_values, write_table, write_yaml
from simlib.calibration.hazards import Hazards
from simlib.calibration.learned import Learned
from simlib.calibration.opening import given_orders
from simlib.calibration.runs import run_days
from simlib.calibration.spells import spells_of
from simlib.days import NEVER, add_months, to_date, to_day
from simlib.engine.compiled.run import CompiledEngine
from simlib.engine.lowering import lower
from simlib.engine.reference import Simulation
from simlib.engine.setting import Setting
from simlib.jit import is_compiled
from simlib.ledger.events import Column, Kind
from simlib.running.stage import over_replications
from simlib.scenario import Behaviour, Policy, Scenario, load

PASSES = 2
FEWEST_REPLICATIONS, MOST_REPLICATIONS = 4, 40
INVOICES_TO_SIMULATE = 240_000
PRIOR_EVENTS = 6.0
"""Events, observed and simulated alike, that a ratio starts from: a bin with few events moves little."""

LARGEST_RATIO = 4.0
STREAM = 0x1E
"""Number of the stream that levels are drawn from."""


@dataclass(frozen=True)
class Present:
    """The reminders that were sent while the ledger was written, and what they are taken to do."""

    policy: Policy
    behaviour: Behaviour


@dataclass(frozen=True)
class Fit:
    """One figure of the ledger beside the simulated status quo: the mean and the 5 to 95 % band over replications."""

    observed: float
    mean: float
    p5: float
    p95: float

    @property
    def is_inside(self) -> bool:
        """Whether the observed figure lies in the band."""
        return self.p5 <= self.observed <= self.p95


@dataclass(frozen=True)
class StatusQuo:
    """How well the simulated past fits the ledger.

    Attributes:
        figures: Fit by name: days_late, late_share, days_to_pay of paid invoices.
        days: Lateness in calendar days at which the payment curve is read.
        observed, simulated: float64 per day, share of the invoices paid by then.
        replications: Replications simulated.
    """

    figures: dict[str, Fit]
    days: Int
    observed: Float
    simulated: Float
    replications: int


def fit_status_quo(learned: Learned, present: Present, progress: Callable[[float], None]) -> tuple[Learned, StatusQuo]:
    """Return what was learned with the present reminders taken out of the hazards, and how well the past is given back.

    Args:
        learned: What was learned, hazards as counted.
        present: The present reminders.
        progress: Told the share done.
    """
    tried = _sample(learned)
    rows = replayed(tried)
    observed = _chosen(tried.book, rows)
    replications = int(np.clip(INVOICES_TO_SIMULATE // max(rows.size, 1), FEWEST_REPLICATIONS, MOST_REPLICATIONS))
    counted = _counts(tried, [observed])
    for number in range(PASSES):
        simulated = replay(tried, present, rows, replications)
        ratio = _ratio(counted, _counts(tried, simulated))
        learned, tried = learned.with_hazards_scaled(ratio), tried.with_hazards_scaled(ratio)
        progress((number + 1) / (PASSES + 1))
    final = replay(tried, present, rows, replications)
    progress(1.0)
    return learned, _compare(observed, final)


def _sample(learned: Learned) -> Learned:
    """Return what was learned of some customers, every n-th and one of each segment, where there are more than can be simulated often."""
    every = -(-replayed(learned).size * FEWEST_REPLICATIONS // INVOICES_TO_SIMULATE)
    if every <= 1:
        return learned
    _, first = np.unique(learned.book.segment_of, return_index=True)
    return learned.of_customers(np.union1d(np.arange(0, len(learned.book.customers), every), first))


def replayed(learned: Learned) -> Int:
    """Return the rows of the book that can be simulated again: those issued since its payments are recorded."""
    first = learned.book.first if learned.seen_from is None else learned.seen_from
    return np.flatnonzero(learned.book.issue >= first)


def scenario_of(learned: Learned, present: Present, rows: Int, folder: Path) -> Scenario:
    """Write, in a folder, the scenario that simulates chosen invoices of the ledger again, and return it."""
    book = learned.book
    tables = {
        "customers": write_table(customer_table(learned), folder / "customers.parquet"),
        "orders": write_table(given_orders(book, rows), folder / "orders.parquet"),
    }
    first = to_date(int(book.issue[rows].min()))
    values = fragment_values(learned, "status quo", tables)
    effects = present.behaviour.model_dump(mode="json", exclude_none=True)
    behaviour = {name: value for name, value in effects.items() if name not in values["behaviour"]}
    values |= {
        "start": first,
        "months": _months_until(first, book.as_of),
        "warm_up_months": 0,
        "policy": present.policy.model_dump(mode="json", exclude_none=True),
        "behaviour": values["behaviour"] | behaviour,
    }
    file = folder / "status-quo.yaml"
    write_yaml(values, file)
    return load(file)


def replay(learned: Learned, present: Present, rows: Int, replications: int) -> list[Book]:
    """Return the ledger's own invoices as paid in each replication of the status quo."""
    with tempfile.TemporaryDirectory() as folder:
        brief = lower(scenario_of(learned, present, rows, Path(folder)))
    engine = CompiledEngine(brief) if is_compiled() else None

    def one(replication: int) -> Book:
        setting = _levels_drawn(brief.after, learned.hazards, replication)
        events = (
            engine.opened(setting, replication)
            if engine
            else Simulation(replace(brief, after=setting), replication).run()
        )
        return _as_book(events, learned.book)

    return over_replications(one, range(replications))


def _levels_drawn(setting: Setting, hazards: Hazards, replication: int) -> Setting:
    """Return a setting with the customers' levels drawn around their medians from what is known of them.

    Levels known little stand near their mean; customers that all stood there would differ too little, and those that pay late would be
    too few.
    """
    chance = chance_of(STREAM, replication)
    normal, doubt = chance.standard_normal(hazards.level.size), hazards.level_doubt
    customers = setting.customers.copy()
    customers.frailty *= np.exp(doubt * normal)
    return setting._replace(customers=customers)


def _months_until(first: datetime.date, as_of: int) -> int:
    """Return the months from a first day that reach beyond the last day seen."""
    months = 1
    while to_day(add_months(first, months)) <= as_of:
        months += 1
    return months


def _as_book(events: Int, book: Book) -> Book:
    """Return the invoices of an event log as a book that is seen up to the same day."""
    kind = events[:, Column.KIND]
    issued, paid = events[kind == Kind.ISSUED], events[kind == Kind.PAID]
    stride = int(issued[:, Column.INVOICE].max()) + 2
    key = issued[:, Column.CUSTOMER] * stride + issued[:, Column.INVOICE]
    order = np.argsort(key, kind="stable")
    issued, key = issued[order], key[order]
    cleared = np.full(key.size, NEVER, dtype=np.int64)
    full = paid[(paid[:, Column.OPEN] == 0) & (paid[:, Column.DAY] <= book.as_of)]
    cleared[np.searchsorted(key, full[:, Column.CUSTOMER] * stride + full[:, Column.INVOICE])] = full[:, Column.DAY]
    gross = issued[:, Column.GROSS]
    return replace(
        book,
        invoice_ids=(),
        customer=issued[:, Column.CUSTOMER],
        issue=issued[:, Column.ISSUED_ON],
        due=issued[:, Column.DUE_ON],
        cleared=cleared,
        gone=np.full(key.size, NEVER, dtype=np.int64),
        amount=gross,
        open=np.where(cleared < NEVER, 0, gross),
    )


def _chosen(book: Book, rows: Int) -> Book:
    """Return the chosen invoices of a book."""
    return replace(
        book,
        invoice_ids=tuple(book.invoice_ids[row] for row in rows),
        **{
            name: getattr(book, name)[rows]
            for name in ("customer", "issue", "due", "cleared", "gone", "amount", "open")
        },
    )


def _counts(learned: Learned, books: list[Book]) -> Counts:
    """Return events and days at risk per segment and bin, summed over books."""
    calendar = calendar_over(learned.book, learned.calendar)
    paying = {c: is_run for c, is_run in enumerate(run_days(learned.runs, calendar)) if not learned.runs[c].is_any}
    hazards = learned.hazards
    shape = hazards.rows.shape
    total = Counts(np.zeros(shape), np.zeros(shape))
    for book in books:
        spells = spells_of(
            book, calendar, transmission_days=learned.transmission_days, runs=paying, trend=learned.trend
        )
        found, _ = count(spells, DayBins.over(hazards.bins, spells), hazards.rates)
        grouped = found.by_group(hazards.segment_of, shape[0])
        total = Counts(total.events + grouped.events, total.exposure + grouped.exposure)
    return total


def _ratio(observed: Counts, simulated: Counts) -> Float:
    """Return observed over simulated events at the observed days at risk, [segments, bins]."""
    share = np.divide(
        simulated.events, simulated.exposure, out=np.zeros_like(observed.events), where=simulated.exposure > 0.0
    )
    expected = observed.exposure * share
    known = (simulated.exposure > 0.0) & (observed.exposure > 0.0)
    ratio = np.where(known, (observed.events + PRIOR_EVENTS) / (expected + PRIOR_EVENTS), 1.0)
    return np.clip(ratio, 1.0 / LARGEST_RATIO, LARGEST_RATIO)


def figures_of(book: Book) -> dict[str, float]:
    """Return the figures of a book: days late and to pay of paid invoices, share of those due that were late."""
    paid, due = book.paid, (book.due <= book.as_of) & (book.gone > book.as_of)
    cleared = book.cleared
    return {
        "days_late": float(np.mean((cleared - book.due)[paid])) if paid.any() else 0.0,
        "late_share": float(np.mean((cleared > book.due)[due])) if due.any() else 0.0,
        "days_to_pay": float(np.mean((cleared - book.issue)[paid])) if paid.any() else 0.0,
    }


def _compare(observed: Book, simulated: list[Book]) -> StatusQuo:
    """Return the fit of simulated books to the observed one."""
    figures = {}
    runs = [figures_of(book) for book in simulated]
    for name, value in figures_of(observed).items():
        values = np.array([run[name] for run in runs])
        figures[name] = Fit(value, float(values.mean()), *(float(x) for x in np.quantile(values, (0.05, 0.95))))
    days = np.arange(-30, 91, dtype=np.int64)
    return StatusQuo(
        figures,
        days,
        _curve(observed, days),
        np.mean([_curve(book, days) for book in simulated], axis=0),
        len(simulated),
    )


def _curve(book: Book, days: Int) -> Float:
    """Return the share of invoices paid by each lateness, of those seen for so long."""
    late = np.where(book.paid, book.cleared - book.due, NEVER)
    seen = book.as_of - book.due
    curve = np.zeros(days.size)
    for place, day in enumerate(days):
        old_enough = seen >= day
        curve[place] = float(np.mean(late[old_enough] <= day)) if old_enough.any() else np.nan
    return curve
