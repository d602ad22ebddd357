"""Books drawn from known hazards, levels, runs and dependence: what the counting must find again."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import norm

from simlib.days import BusinessCalendar


@dataclass(frozen=True)
class Truth:
    """A firm with one segment per row of hazards."""

    starts: tuple[int, ...] = (-15, -10, -5, 0, 1, 6, 11, 16, 21, 41)
    rows: tuple[tuple[float, ...], ...] = ((0.002, 0.004, 0.006, 0.02, 0.5, 0.10, 0.07, 0.06, 0.05, 0.04, 0.03),)
    spread: float = 0.4
    customers: int = 100
    per_year: float = 20.0
    years: float = 2.0
    terms: int = 30
    a: float = 0.0
    b: float = 0.0
    weekly: float = 0.0
    calendar: str = "FR"
    first: int = 18262


def draw(truth: Truth, seed: int) -> tuple[pd.DataFrame, pd.DataFrame, np.ndarray]:
    """Return invoices, payments and the customers' levels of a drawn firm; payments beyond the last day are not seen."""
    chance = np.random.default_rng(seed)
    last = truth.first + int(truth.years * 365)
    calendar = BusinessCalendar.of(truth.calendar, truth.first - 400, last + 800)
    number, base = calendar.business_before, calendar.first
    starts = np.array(truth.starts)
    weeks = int(truth.years * 53) + 2
    shared = chance.standard_normal(weeks)
    invoices, payments, levels = [], [], []
    for c in range(truth.customers):
        segment = c % len(truth.rows)
        row = np.array(truth.rows[segment])
        level = np.exp(truth.spread * chance.standard_normal() - 0.5 * truth.spread**2)
        levels.append(level)
        own_week = chance.standard_normal(weeks)
        weekday = chance.integers(0, 5) if chance.random() < truth.weekly else -1
        times = np.sort(chance.uniform(0, truth.years * 365, chance.poisson(truth.per_year * truth.years)))
        for i, time in enumerate(times):
            issue = truth.first + int(time)
            due = issue + truth.terms
            rolled = number[calendar.next_business[due - base] - base]
            week = int(time // 7)
            z = np.sqrt(truth.a) * own_week[week] + np.sqrt(truth.b) * shared[week]
            z += np.sqrt(1 - truth.a - truth.b) * chance.standard_normal()
            patience = -norm.logsf(z)
            n = number[calendar.next_business[issue - base] - base]
            gathered = 0.0
            while True:
                gathered += level * row[np.searchsorted(starts, n - rolled, side="right")]
                if gathered >= patience or n > number[last + 700 - base]:
                    break
                n += 1
            day = int(calendar.business_day_at[n])
            if weekday >= 0:
                day += (weekday - (day + 3)) % 7
                day = int(calendar.next_business[day - base])
            amount = int(100 * np.exp(6 + 0.8 * chance.standard_normal()))
            name = f"I{c:03d}-{i:03d}"
            invoices.append((name, f"C{c:03d}", issue, due, amount, "EUR", "invoice", f"s{segment}"))
            if day <= last:
                payments.append((name, f"C{c:03d}", day, amount))
    frame = pd.DataFrame(
        invoices,
        columns=["invoice_id", "customer_id", "issue_date", "due_date", "amount_cents", "currency", "kind", "segment"],
    )
    return (
        frame,
        pd.DataFrame(payments, columns=["invoice_id", "customer_id", "date", "amount_cents"]),
        np.array(levels),
    )
