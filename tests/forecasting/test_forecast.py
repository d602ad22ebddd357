"""The forecast: what it holds to, against the firm it was drawn from and closed forms."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simlib.calibration.forecast import forecast, known_on, promised_days
from simlib.calibration.opening import open_invoices
from simlib.calibration.pending import gathered_since_run
from simlib.calibration.promised import honoured, promised_rows
from simlib.calibration.runs import ANY
from simlib.calibration.weekly import simulate_receipts
from simlib.days import NEVER
from simlib.errors import CalibrationError
from tests.calibration.drawn import Truth
from tests.forecasting.conftest import FIRM, Ledger, ledger_of

WEEKS = 6


def came(ledger: Ledger, as_of: int, weeks: int, *, open_only: bool) -> np.ndarray:
    """Return what came per week after a day, in currency units, from a ledger that tells."""
    known = ledger.invoices[ledger.invoices["issue_date"] <= as_of]["invoice_id"]
    paid = ledger.payments[(ledger.payments["date"] > as_of) & (ledger.payments["date"] <= as_of + 7 * weeks)]
    paid = paid[paid["invoice_id"].isin(known)] if open_only else paid
    week = (paid["date"].to_numpy() - as_of - 1) // 7
    return np.bincount(week, paid["amount_cents"].to_numpy(float), minlength=weeks) / 100.0


def mean_of_open(ledger: Ledger, as_of: int, weeks: int) -> np.ndarray:
    """Return what open invoices are expected to bring per week, in currency units."""
    learned = known_on(ledger, as_of).learned
    return simulate_receipts(learned, weeks, replications=60, seed=1, open_only=True).by_week.mean(axis=0) / 100.0


def test_weeks_begin_on_the_day_after(firm: Ledger, middle: int) -> None:
    found = forecast(firm, as_of=middle, weeks=WEEKS, replications=20)
    assert found.week_start.tolist() == [middle + 1 + 7 * week for week in range(WEEKS)]
    assert found.week_end.tolist() == [middle + 7 + 7 * week for week in range(WEEKS)]
    assert list(found.to_frame().columns) == ["week_start", "week_end", "mean", "p10", "p50", "p90"]


@pytest.mark.parametrize("open_only", [True, False])
def test_nothing_dated_later_is_read(firm: Ledger, middle: int, open_only: bool) -> None:
    """What happened after the day is removed, then replaced by something else: the forecast stays, to the last digit."""
    how = {"as_of": middle, "weeks": WEEKS, "replications": 20, "open_only": open_only}
    before = forecast(firm.until(middle), **how)
    later = firm.payments["date"] > middle
    bought = firm.invoices["issue_date"] > middle
    other = Ledger(
        firm.invoices.assign(amount_cents=firm.invoices["amount_cents"].where(~bought, 99_999_999)),
        firm.payments.assign(
            date=firm.payments["date"].where(~later, middle + 1),
            amount_cents=firm.payments["amount_cents"].where(~later, 1),
        ),
    )
    for ledger in (firm, other):
        after = forecast(ledger, **how)
        assert after.to_frame().equals(before.to_frame())
        assert after.total == before.total


def test_open_invoices_bring_no_more_than_they_owe(firm: Ledger, middle: int) -> None:
    learned = known_on(firm, middle).learned
    received = simulate_receipts(learned, 30, replications=40, seed=1, open_only=True).by_week.sum(axis=1)
    assert (received <= learned.book.open.sum()).all()
    assert (received > 0.8 * learned.book.open.sum()).all()


def test_sales_to_come_only_add(firm: Ledger, middle: int) -> None:
    alone = forecast(firm, as_of=middle, weeks=12, open_only=True)
    both = forecast(firm, as_of=middle, weeks=12)
    assert (both.mean >= alone.mean - 1e-9).all()
    assert both.mean[-1] > 5 * alone.mean[-1]
    # in the long run what comes is what is sold: the mean week of the past
    assert both.mean[-4:].mean() == pytest.approx(both.past.mean(), rel=0.25)


def test_the_mean_is_right_over_many_days() -> None:
    """Over a year of origins, what is forecast of each week ahead is what came, within the chance of a firm of this size."""
    ledger = ledger_of(replace(FIRM, customers=60, years=2.2))
    days = range(FIRM.first + 360, FIRM.first + 740, 42)
    expected = sum(mean_of_open(ledger, day, 5) for day in days)
    actual = sum(came(ledger, day, 5, open_only=True) for day in days)
    assert expected.sum() == pytest.approx(actual.sum(), rel=0.04)
    assert np.abs(expected / actual - 1.0).max() < 0.15


def test_customers_that_pay_in_runs_pay_at_the_next_one_what_they_approved() -> None:
    """All pay on one weekday; from the middle of a week the first week's receipts are as large as those of other weeks."""
    ledger = ledger_of(replace(FIRM, customers=60, years=2.2, weekly=1.0))
    days = range(FIRM.first + 361, FIRM.first + 741, 43)
    expected = sum(mean_of_open(ledger, day, 3) for day in days)
    actual = sum(came(ledger, day, 3, open_only=True) for day in days)
    assert expected[0] == pytest.approx(actual[0], rel=0.08)


def test_the_hazard_gathered_grows_with_the_business_days_since_the_run() -> None:
    ledger = ledger_of(Truth(customers=30, per_year=30.0, years=1.5, weekly=1.0, rows=((0.05,) * 11,), spread=0.02))
    learned = known_on(ledger, Truth().first + 420).learned
    book = learned.book
    rows = np.flatnonzero(book.open > 0)
    gathered = gathered_since_run(learned, rows)
    assert rows.size > 50
    for place in np.flatnonzero(book.issue[rows] < book.as_of - 10):
        run = learned.runs[book.customer[rows[place]]]
        assert run.text.startswith("weekly:")
        last = book.as_of - (book.as_of + 3 - int(run.text[-1])) % 7
        days = np.busday_count(np.datetime64(int(last) + 1, "D"), np.datetime64(int(book.as_of) + 1, "D"))
        assert gathered[place] == pytest.approx(0.05 * days, abs=0.06)
    any_day = replace(learned, runs=(ANY,) * len(learned.runs))
    assert not gathered_since_run(any_day, rows).any()
    assert "gathered" in open_invoices(learned)
    assert "gathered" not in open_invoices(any_day)


@given(
    st.integers(1, 30).flatmap(lambda n: st.tuples(st.lists(st.integers(1, 90), min_size=n, max_size=n), st.just(n))),
    st.integers(1, 60),
    st.floats(0.0, 1.0),
)
@settings(max_examples=60)
def test_promises_are_kept_as_often_as_they_are(days: tuple[list[int], int], promised: int, kept: float) -> None:
    """A kept promise never delays; a broken one is paid later, on a day that the hazards know, if they know any."""
    plain = np.array([days[0] * 40], dtype=np.int64).T
    found = honoured(plain, np.array([promised]), np.full(len(plain), kept), seed=3)
    assert set(np.unique(found)) <= {*np.unique(plain), promised}
    if (plain > promised).any():
        share = float((found <= promised).mean())
        assert share == pytest.approx(kept, abs=5.0 * np.sqrt(0.25 / len(plain)))


def test_promises_on_record_move_the_money_to_their_day(firm: Ledger, middle: int) -> None:
    """All open invoices promised for the second week's last day: with the rate taken to be kept, that share comes by its end."""
    known = firm.invoices["issue_date"] <= middle
    promised = Ledger(
        firm.invoices.assign(promised_date=pd.array([middle + 14 if one else None for one in known], dtype="Int64")),
        firm.payments,
    )
    plain = forecast(firm, as_of=middle, weeks=WEEKS, open_only=True, replications=100)
    found = forecast(promised, as_of=middle, weeks=WEEKS, open_only=True, replications=100)
    assert found.promised == found.owed > 0.0
    assert found.kept is not None
    assert found.mean[:2].sum() == pytest.approx(found.kept * found.owed, rel=0.05)
    assert abs(plain.mean[:2].sum() - found.mean[:2].sum()) > 0.1 * found.owed
    assert "promise" in found.to_text("en")


@pytest.mark.parametrize(("kept", "low", "high"), [(True, 0.9, 1.0), (False, 0.0, 0.1)])
def test_promises_are_kept_as_this_ledger_kept_them(
    firm: Ledger, middle: int, kept: bool, low: float, high: float
) -> None:
    """All promises of the past were kept, or none was: so are those to come, but for the few that the assumption counts for."""
    paid = firm.payments.set_index("invoice_id")["date"].reindex(firm.invoices["invoice_id"]).to_numpy()
    told = np.where(np.isnan(paid), middle + 14, paid + (0 if kept else -12))
    told = np.where(paid > middle, middle + 14, told)
    promised = Ledger(firm.invoices.assign(promised_date=pd.array(told.astype(int), dtype="Int64")), firm.payments)
    found = forecast(promised, as_of=middle, weeks=2, open_only=True, replications=20)
    assert found.kept is not None
    assert low <= found.kept <= high


def test_a_promise_past_or_absurd_counts_for_nothing(firm: Ledger, middle: int) -> None:
    book = known_on(firm, middle).learned.book
    promises = np.full(len(book.invoice_ids), NEVER)
    promises[::3], promises[1::3] = middle - 1, middle + 100_000
    assert promised_rows(book, promises).size == 0
    assert (promised_days(firm, book) == NEVER).all()


def test_the_same_seed_gives_the_same_weeks_and_another_gives_others(firm: Ledger, middle: int) -> None:
    first, again, other = (forecast(firm, as_of=middle, weeks=4, replications=20, seed=seed) for seed in (1, 1, 2))
    assert first.to_json() == again.to_json()
    assert first.mean.tolist() != other.mean.tolist()


def test_a_ledger_that_ends_long_before_the_day_is_said(firm: Ledger, middle: int) -> None:
    fresh, stale = (
        forecast(firm.until(middle), as_of=middle + 3, weeks=2),
        forecast(firm.until(middle), as_of=middle + 60, weeks=2),
    )
    assert "Beware" not in fresh.to_text("en")
    assert "Beware" in stale.to_text("en")


def test_too_short_a_ledger_is_refused_in_one_line(firm: Ledger) -> None:
    with pytest.raises(CalibrationError, match="at least 30"):
        forecast(firm, as_of=FIRM.first + 20, weeks=2)
