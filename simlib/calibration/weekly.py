"""Weekly receipts simulated: what was learned goes on from the books of its last day, on the engine that runs every scenario.

The invoices open on that day are the opening book; each goes on from the lateness it has. The reminders of the ledger's time are inside
the hazards that were counted, so where none are given none are simulated; where the present policy is given, its effect is taken out
of the hazards and put back by simulating it.
"""

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from simlib.calibration.book import Book, Float, Int
from simlib.calibration.forecast_draws import doubt_of, drawn
from simlib.calibration.fragment import customer_table, fragment_values, write_table, write_yaml
from simlib.calibration.learned import Learned
from simlib.calibration.opening import open_invoices
from simlib.calibration.status_quo import Present
from simlib.days import NEVER, add_months, to_date, to_day
from simlib.engine.compiled.run import CompiledEngine
from simlib.engine.lowering import Brief, lower
from simlib.engine.reference import Simulation
from simlib.jit import is_compiled
from simlib.ledger.events import Column, Kind
from simlib.running.stage import over_replications
from simlib.scenario import Scenario, load

WEEK = 7
A_DRAW = 5
"""Replications that share one draw of the parameters."""


@dataclass(frozen=True)
class Receipts:
    """Simulated receipts after a day, in cents.

    Attributes:
        by_week: float64 [replications, weeks], of open invoices and of sales to come, those watched left out.
        watched: int64 [replications, watched invoices], day on which each is paid; `NEVER` if not within the weeks.
    """

    by_week: Float
    watched: Int


def simulate_receipts(
    learned: Learned,
    weeks: int,
    *,
    replications: int,
    seed: int,
    open_only: bool,
    present: Present | None = None,
    watched: Int | None = None,
) -> Receipts:
    """Return receipts of the weeks after the last day of what was learned, parameters drawn anew for every few replications.

    Args:
        learned: What was learned; with `present`, its hazards are those without reminders.
        weeks: Weeks ahead.
        replications: Number of replications.
        seed: Seed of the draws.
        open_only: Whether to leave sales to come out.
        present: The present policy and what it is taken to do; none is simulated where none is given.
        watched: Rows of open invoices whose days of payment are told one by one instead.
    """
    book = learned.book
    rows = np.flatnonzero(book.open > 0)
    asked = np.zeros(0, dtype=np.int64) if watched is None else watched
    is_watched = np.isin(rows, asked)
    if rows.size == 0 and open_only:
        return Receipts(np.zeros((replications, weeks)), np.zeros((replications, 0), dtype=np.int64))
    with tempfile.TemporaryDirectory() as folder:
        brief = lower(_scenario(learned, weeks, Path(folder), open_only=open_only, present=present), seed=seed)
    doubt = doubt_of(learned)
    settings = [drawn(brief.after, learned, doubt, seed, number) for number in range(-(-replications // A_DRAW))]
    engine = CompiledEngine(brief) if is_compiled() else None
    row_of = _rows_by_ordinal(brief, book, rows) if is_watched.any() else None
    until = book.as_of + WEEK * weeks

    def one(replication: int) -> tuple[Float, Int]:
        setting = settings[replication // A_DRAW]
        events = (
            engine.opened(setting, replication)
            if engine
            else Simulation(replace(brief, after=setting), replication).run()
        )
        paid = events[(events[:, Column.KIND] == Kind.PAID) & (events[:, Column.DAY] <= until)]
        days = np.full(rows.size, NEVER, dtype=np.int64)
        counted = paid
        if row_of is not None:
            old = np.flatnonzero(paid[:, Column.INVOICE] <= OPENING)
            row = row_of[paid[old, Column.CUSTOMER], OPENING - paid[old, Column.INVOICE]]
            days[row] = paid[old, Column.DAY]
            counted = np.delete(paid, old[is_watched[row]], axis=0)
        week = (counted[:, Column.DAY] - book.as_of - 1) // WEEK
        received = np.zeros(weeks)
        np.add.at(received, week, counted[:, Column.AMOUNT].astype(np.float64))
        return received, days[is_watched]

    lived = over_replications(one, range(replications))
    received, days = np.array([received for received, _ in lived]), np.array([days for _, days in lived])
    return Receipts(received, days)


def by_week(days: Int, cents: Int, as_of: int, weeks: int) -> Float:
    """Return what comes per replication and week where invoices are paid on these days, float64 [replications, weeks]."""
    received = np.zeros((days.shape[0], weeks))
    week = (days - as_of - 1) // WEEK
    replication, invoice = np.nonzero(week < weeks)
    np.add.at(received, (replication, week[replication, invoice]), cents[invoice].astype(np.float64))
    return received


OPENING = -2
"""Ordinal of a customer's first invoice of the opening book; the others' run down from it."""


def _scenario(learned: Learned, weeks: int, folder: Path, *, open_only: bool, present: Present | None) -> Scenario:
    """Write, in a folder, the scenario that goes on from the last day, and return it."""
    customers = customer_table(learned)
    if open_only:
        customers = customers.assign(orders_per_year=0.0)
    tables = {
        "customers": write_table(customers, folder / "customers.parquet"),
        "opening": write_table(open_invoices(learned), folder / "opening.parquet"),
    }
    values = fragment_values(learned, "forecast", tables)
    values["months"] = _months(learned.book.as_of + 1, weeks)
    if present is not None:
        effects = present.behaviour.model_dump(mode="json", exclude_none=True)
        known = values["behaviour"]
        values["policy"] = present.policy.model_dump(mode="json", exclude_none=True)
        values["behaviour"] = known | {name: value for name, value in effects.items() if name not in known}
    file = folder / "forecast.yaml"
    write_yaml(values, file)
    return load(file)


def _months(start: int, weeks: int) -> int:
    """Return the months from a start that hold so many weeks."""
    months = 1
    while to_day(add_months(to_date(start), months)) < start + WEEK * weeks:
        months += 1
    return months


def _rows_by_ordinal(brief: Brief, book: Book, rows: Int) -> Int:
    """Return the place among the open rows of each invoice of the opening book, int64 [customers, ordinals]."""
    place = {(book.customers[book.customer[row]], book.invoice_ids[row]): number for number, row in enumerate(rows)}
    table = brief.opening.table
    most = int((OPENING - table.ordinal).max(initial=0)) + 1
    found = np.zeros((len(brief.cast.ids), most), dtype=np.int64)
    for number, invoice in enumerate(brief.opening.ids):
        customer = int(table.customer[number])
        found[customer, OPENING - int(table.ordinal[number])] = place[brief.cast.ids[customer], invoice]
    return found
