"""Payment runs: habits are recognised where they are, and only there."""

from datetime import date

import numpy as np
import pytest
from scipy.stats import beta

from simlib.calibration.book import lay_out
from simlib.calibration.calendars import calendar_over
from simlib.calibration.run_shares import learn_run_shares
from simlib.calibration.runs import Run, learn_runs, run_days, weigh_runs
from simlib.days import BusinessCalendar, to_day
from tests.calibration.drawn import Truth, draw, invoice_table, payment_table

FIRST = to_day(date(2024, 1, 3))


def habit_of(text: str, payments: int) -> str:
    """Return the habit recognised of a customer that pays in these runs, one invoice every nine days, due a month later."""
    calendar = BusinessCalendar.of("FR", FIRST - 400, FIRST + 2000)
    days = np.flatnonzero(run_days([Run(text)], calendar)[0]) + calendar.first
    rows, paid = [], []
    for i in range(payments):
        issue = FIRST + 9 * i
        day = int(days[np.searchsorted(days, issue + 20 + 7 * (i % 4))])
        rows.append((f"I{i:03d}", "C", issue, issue + 30, 100, "EUR", "invoice", None))
        paid.append((f"I{i:03d}", "C", day, 100))
    book = lay_out(invoice_table(rows), payment_table(paid))
    return learn_runs(book, calendar_over(book, "FR"))[0].text


@pytest.mark.parametrize("text", ["any", "weekly:0", "weekly:3", "end", "days:15", "days:10,25", "days:15,31"])
def test_a_habit_is_recognised_from_sixty_payments(text: str) -> None:
    assert habit_of(text, 60) == text


@pytest.mark.parametrize("text", ["weekly:2", "end"])
def test_three_payments_prove_nothing(text: str) -> None:
    assert habit_of(text, 3) == "any"


def test_runs_on_closed_days_move_as_the_engines_move_them() -> None:
    calendar = BusinessCalendar.of("FR", to_day(date(2026, 5, 1)), to_day(date(2026, 6, 30)))
    end, fifteenth = run_days([Run("end"), Run("days:15")], calendar)
    day = calendar.first
    assert end[to_day(date(2026, 5, 29)) - day]  # 31 May is a Sunday: back to the Friday
    assert not end[to_day(date(2026, 6, 1)) - day]
    assert fifteenth[to_day(date(2026, 5, 15)) - day]


def test_those_who_pay_on_the_due_day_are_not_taken_for_month_end_payers() -> None:
    rows, paid = [], []
    for i in range(24):
        due = to_day(date(2024 + i // 12, i % 12 + 1, 28)) + 4
        due -= int(np.datetime64(due, "D").astype("datetime64[D]").astype(object).day)  # the month's last day
        rows.append((f"I{i:02d}", "C", due - 40, due, 100, "EUR", "invoice", None))
        paid.append((f"I{i:02d}", "C", due if i % 3 else due + 2 + i, 100))
    book = lay_out(invoice_table(rows), payment_table(paid))
    assert learn_runs(book, calendar_over(book, "FR"))[0].is_any


def test_a_firm_of_mixed_customers_is_sorted_out() -> None:
    drawn = draw(Truth(weekly=0.5, per_year=30.0), 2)
    book = lay_out(drawn.invoices, drawn.payments)
    found = [run.text for run in learn_runs(book, calendar_over(book, "FR"))]
    expected = ["any" if day < 0 else f"weekly:{day}" for day in drawn.weekdays]
    assert np.mean([one == other for one, other in zip(found, expected, strict=True)]) > 0.95


def test_the_share_in_runs_lies_in_its_interval() -> None:
    """Twenty-four firms of 40 customers each, of which shares of 0 to 60 % pay on one weekday."""
    inside, widths = [], []
    for seed in range(24):
        truth = Truth(customers=40, per_year=16.0, weekly=(0.0, 0.1, 0.3, 0.6)[seed % 4])
        drawn = draw(truth, 500 + seed)
        book = lay_out(drawn.invoices, drawn.payments)
        runs, gains = weigh_runs(book, calendar_over(book, "FR"))
        shares = learn_run_shares(gains, book.segment_of, 1)
        assert shares.told[0] == np.count_nonzero(~np.isnan(gains)) > 30
        inside.append(shares.low[0] <= truth.weekly <= shares.high[0] or (truth.weekly == 0.0 and shares.low[0] < 0.01))
        widths.append(shares.high[0] - shares.low[0])
        is_run = np.array([not run.is_any for run in runs])
        assert (shares.certainty[is_run] > 0.9).all()
    assert np.mean(inside) >= 0.8
    assert max(widths) < 0.3


def test_without_doubt_about_anyone_the_interval_is_that_of_jeffreys() -> None:
    gain = np.array([60.0] * 12 + [-60.0] * 28)
    shares = learn_run_shares(gain, np.zeros(40, dtype=np.int64), 1)
    expected = beta.ppf((0.05, 0.95), 12.5, 28.5)
    assert shares.value[0] == pytest.approx(0.3)
    assert (shares.low[0], shares.high[0]) == pytest.approx(tuple(expected), abs=0.015)


def test_where_nobody_tells_the_share_may_be_anything() -> None:
    shares = learn_run_shares(np.full(3, np.nan), np.zeros(3, dtype=np.int64), 1)
    assert (shares.value[0], shares.low[0], shares.high[0], shares.told[0]) == (0.0, 0.0, 1.0, 0)
