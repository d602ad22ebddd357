"""Books drawn from known hazards, levels, runs and dependence: what counting must find again."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import norm

from simlib.days import BusinessCalendar

ROW = (0.002, 0.004, 0.006, 0.02, 0.5, 0.10, 0.07, 0.06, 0.05, 0.04, 0.03)
STARTS = (-15, -10, -5, 0, 1, 6, 11, 16, 21, 41)


@dataclass(frozen=True)
class Truth:
    """A firm with one segment per row of hazards.

    `shift` is the standard deviation of customers' own delays, in days; `trend` the yearly change of the log of all hazards, which stand as
    given on the last day; `weekly` the share of customers that pay on one weekday.
    """

    starts: tuple[int, ...] = STARTS
    rows: tuple[tuple[float, ...], ...] = (ROW,)
    spread: float = 0.4
    shift: float = 0.0
    customers: int = 100
    per_year: float = 20.0
    years: float = 2.0
    terms: int = 30
    a: float = 0.0
    b: float = 0.0
    weekly: float = 0.0
    trend: float = 0.0
    calendar: str = "FR"
    first: int = 18262


@dataclass(frozen=True)
class Drawn:
    """A ledger as readers hand it on, and what it was drawn from."""

    invoices: pd.DataFrame
    payments: pd.DataFrame
    levels: np.ndarray
    shifts: np.ndarray
    weekdays: np.ndarray


def draw(truth: Truth, seed: int) -> Drawn:
    """Return a drawn firm; payments after its last day are not seen."""
    chance = np.random.default_rng(seed)
    last = truth.first + int(truth.years * 365)
    calendar = BusinessCalendar.of(truth.calendar, truth.first - 400, last + 800)
    number, base = calendar.business_before, calendar.first
    weeks = int(truth.years * 53) + 2
    shared = chance.standard_normal(weeks)
    levels = np.exp(truth.spread * chance.standard_normal(truth.customers) - 0.5 * truth.spread**2)
    shifts = np.rint(truth.shift * chance.standard_normal(truth.customers)).astype(int)
    weekdays = np.where(chance.random(truth.customers) < truth.weekly, chance.integers(0, 5, truth.customers), -1)
    starts, late = np.array(truth.starts), np.arange(-200, 900)
    invoices, payments = [], []
    for c in range(truth.customers):
        segment = c % len(truth.rows)
        row = np.array(truth.rows[segment])
        moved = np.where(late == 0, 0, shifts[c])
        hazard = levels[c] * row[np.searchsorted(starts, late - moved, side="right")]
        own_week = chance.standard_normal(weeks)
        for i, time in enumerate(
            np.sort(chance.uniform(0, truth.years * 365, chance.poisson(truth.per_year * truth.years)))
        ):
            issue = truth.first + int(time)
            due = issue + truth.terms
            week = int(time // 7)
            z = np.sqrt(truth.a) * own_week[week] + np.sqrt(truth.b) * shared[week]
            patience = -norm.logsf(z + np.sqrt(1 - truth.a - truth.b) * chance.standard_normal())
            n = number[calendar.next_business[issue - base] - base]
            rolled = number[calendar.next_business[due - base] - base]
            speed = np.exp(truth.trend * min(due - last, 0) / 365)
            gathered = np.cumsum(speed * hazard[n - rolled + 200 :])
            n = min(n + int(np.searchsorted(gathered, patience)), calendar.business_day_at.size - 40)
            day = int(calendar.business_day_at[n])
            if weekdays[c] >= 0:
                day += (weekdays[c] - (day + 3)) % 7
                day = int(calendar.next_business[day - base])
            amount = int(100 * np.exp(6 + 0.8 * chance.standard_normal()))
            name = f"I{c:03d}-{i:03d}"
            invoices.append((name, f"C{c:03d}", issue, due, amount, "EUR", "invoice", f"s{segment}"))
            if day <= last:
                payments.append((name, f"C{c:03d}", day, amount))
    return Drawn(
        invoice_table(invoices),
        pd.DataFrame(payments, columns=["invoice_id", "customer_id", "date", "amount_cents"]),
        levels,
        shifts,
        weekdays,
    )


def invoice_table(rows: list[tuple]) -> pd.DataFrame:
    """Return a table of invoices: id, customer, issue, due, cents, currency, kind, segment."""
    columns = ["invoice_id", "customer_id", "issue_date", "due_date", "amount_cents", "currency", "kind", "segment"]
    return pd.DataFrame(rows, columns=columns)


def payment_table(rows: list[tuple]) -> pd.DataFrame:
    """Return a table of payments: id, customer, day, cents."""
    return pd.DataFrame(rows, columns=["invoice_id", "customer_id", "date", "amount_cents"])
