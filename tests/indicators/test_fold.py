"""The fold: one pass, additive, equal in both its lives; each rule of what is counted when, on cases made by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simlib.days import BusinessCalendar
from simlib.indicators import Daily, Factoring, FirmBalance, Series, add_sales_history, daily_of, fold, ledger_events
from simlib.indicators.count_back import walk_back
from simlib.jit import plain
from simlib.ledger.events import Kind
from simlib.rules.channels import Channel
from tests.indicators.handmade import CENTS, FRANCE, MINUTES, of_rows, on_days
from tests.indicators.ledgers import CUSTOMERS, FIRST, LAST, ledgers, row

COSTS = np.stack((MINUTES, MINUTES)), np.stack((CENTS, CENTS))
RECOURSE = FirmBalance(
    factoring=Factoring(advance=0.9, recourse_days=60), before=FirmBalance(factoring=Factoring(advance=0.8, fund=0.25))
)
SATURDAY = FIRST + 3  # 2025-01-04


def folded(events: np.ndarray, out: np.ndarray | None = None, function: object = fold) -> np.ndarray:
    """Return the daily series of a log, by customer."""
    result = np.zeros((CUSTOMERS, len(Series), LAST - FIRST + 1), dtype=np.int64) if out is None else out
    start = FIRST + 90
    function(  # type: ignore[operator]
        events, np.arange(CUSTOMERS), result, FIRST, FRANCE.next_business, start, *COSTS, RECOURSE.factoring_terms
    )
    return result


def invoice(issued: int, due: int, *payments: tuple[int, int], gross: int = 1_000, kind: Kind = Kind.ISSUED) -> Daily:
    """Return the daily series of one invoice, paid in parts and matched the day it is paid."""
    entered = max(issued, FIRST) if kind is Kind.OPENED else issued
    rows, left = [row(kind, entered, 0, 0, gross, 0, issued, due, gross, gross)], gross
    for day, part in payments:
        left -= part
        rows.append(row(Kind.PAID, day, 0, 0, part, 0, issued, due, gross, left))
        rows.append(row(Kind.APPLIED, day, 0, 0, part, 0, issued, due, gross, left))
    return of_rows(*rows)


@given(ledgers())
def test_both_lives_of_the_fold_agree(events: np.ndarray) -> None:
    np.testing.assert_array_equal(folded(events), folded(events, function=plain(fold)))


@given(ledgers())
def test_both_lives_of_the_walk_agree(events: np.ndarray) -> None:
    flows = folded(events)[None]
    balance = np.cumsum(flows[:, :, Series.INVOICED] - flows[:, :, Series.APPLIED], axis=-1)
    index = np.arange(flows.shape[-1])
    results = []
    for function in (walk_back, plain(walk_back)):
        walked, bound = np.empty(balance.shape), np.empty(balance.shape, dtype=np.bool_)
        function(flows, int(Series.SALES), balance, index, walked, bound)
        results.append((walked, bound))
    np.testing.assert_array_equal(results[0][0], results[1][0])
    np.testing.assert_array_equal(results[0][1], results[1][1])


@given(ledgers(), st.randoms(use_true_random=False), st.integers(0, 60))
def test_folds_add_up_in_any_order(events: np.ndarray, random: object, cut: int) -> None:
    shuffled = events.copy()
    order = list(range(len(events)))
    random.shuffle(order)  # type: ignore[attr-defined]
    shuffled = events[order]
    parts = folded(np.ascontiguousarray(shuffled[cut:]), folded(np.ascontiguousarray(shuffled[:cut])))
    np.testing.assert_array_equal(parts, folded(events))


def test_an_empty_log_adds_nothing() -> None:
    assert not folded(np.zeros((0, 10), dtype=np.int64)).any()


def test_past_due_from_the_day_after_the_due_date_until_the_cash_is_applied() -> None:
    daily = invoice(FIRST, FIRST + 10, (FIRST + 50, 400), (FIRST + 80, 600))
    assert on_days(daily, Series.PAST_DUE_1) == {11: 1_000, 50: -400, 80: -600}
    assert on_days(daily, Series.PAST_DUE_31) == {41: 1_000, 50: -400, 80: -600}
    assert on_days(daily, Series.PAST_DUE_61) == {71: 600, 80: -600}
    assert on_days(daily, Series.PAST_DUE_91) == {}


def test_a_bill_sent_after_its_due_day_is_past_due_when_it_enters_the_books() -> None:
    daily = invoice(FIRST + 60, FIRST + 20, (FIRST + 64, 1_000))
    assert on_days(daily, Series.PAST_DUE_1) == on_days(daily, Series.PAST_DUE_31) == {60: 1_000, 64: -1_000}
    assert on_days(daily, Series.PAST_DUE_61) == {}
    assert on_days(daily, Series.DUE_COUNT) == on_days(daily, Series.LATE_COUNT) == {20: 1}


@pytest.mark.parametrize(("paid", "late"), [(SATURDAY, {}), (SATURDAY + 2, {}), (SATURDAY + 3, {5: 1})])
def test_a_weekend_due_day_leaves_time_until_monday(paid: int, late: dict[int, int]) -> None:
    daily = invoice(FIRST, SATURDAY, (paid, 1_000))
    assert on_days(daily, Series.DUE_COUNT) == {5: 1}
    assert on_days(daily, Series.LATE_COUNT) == late
    assert on_days(daily, Series.LATE_AMOUNT) == dict.fromkeys(late, 1000)
    assert on_days(daily, Series.CLEARED_LATE_DAYS).get(paid - FIRST, 0) == 1_000 * (paid - SATURDAY)


def test_a_part_paid_in_time_does_not_make_an_invoice_paid() -> None:
    daily = invoice(FIRST, FIRST + 8, (FIRST + 5, 999), (FIRST + 9, 1))
    assert on_days(daily, Series.LATE_COUNT) == {8: 1}
    assert on_days(daily, Series.CLEARED) == {9: 1_000}
    assert on_days(daily, Series.CLEARED_DAYS) == {9: 9_000}


def test_bank_and_books_keep_their_own_days() -> None:
    of = (0, 0, 1_000, 0, FIRST, FIRST + 6, 1_000, 0)
    daily = of_rows(
        row(Kind.ISSUED, FIRST, 0, 0, 1_000, 0, FIRST, FIRST + 6, 1_000, 1_000),
        row(Kind.PAID, FIRST + 6, *of),
        row(Kind.APPLIED, FIRST + 9, *of),
    )
    assert on_days(daily, Series.RECEIPTS) == {6: 1_000}
    assert on_days(daily, Series.LATE_COUNT) == {}
    assert on_days(daily, Series.PAST_DUE_1) == {7: 1_000, 9: -1_000}
    assert on_days(daily, Series.APPLIED) == {9: 1_000}


def test_an_opened_invoice_owes_and_ages_but_was_not_sold() -> None:
    daily = invoice(FIRST - 50, FIRST - 20, (FIRST + 30, 1_000), kind=Kind.OPENED)
    assert on_days(daily, Series.INVOICED) == {0: 1_000}
    assert on_days(daily, Series.PAST_DUE_1) == {0: 1_000, 30: -1_000}
    assert on_days(daily, Series.PAST_DUE_31) == {11: 1_000, 30: -1_000}
    assert on_days(daily, Series.CLEARED_DAYS) == {30: 80_000}
    assert all(on_days(daily, series) == {} for series in (Series.SALES, Series.ISSUED_COUNT, Series.DUE_COUNT))


def test_an_opened_invoice_falls_due_if_its_day_is_to_come() -> None:
    daily = invoice(FIRST - 50, FIRST + 6, (FIRST + 5, 1_000), kind=Kind.OPENED)
    assert on_days(daily, Series.DUE_COUNT) == {6: 1}
    assert on_days(daily, Series.LATE_COUNT) == {}


def test_what_happened_before_the_first_day_is_carried_but_not_counted() -> None:
    daily = invoice(FIRST - 50, FIRST - 20, (FIRST - 10, 300), (FIRST + 5, 700))
    assert on_days(daily, Series.INVOICED) == {0: 1_000}
    assert on_days(daily, Series.APPLIED) == {0: 300, 5: 700}
    assert on_days(daily, Series.PAST_DUE_1) == {0: 700, 5: -700}
    assert on_days(daily, Series.ISSUED_COUNT) == on_days(daily, Series.DUE_COUNT) == {}
    assert on_days(daily, Series.CLEARED) == {5: 1_000}


def test_what_happens_after_the_last_day_is_left_out() -> None:
    daily = invoice(LAST - 3, LAST + 1, (LAST + 2, 1_000))
    assert on_days(daily, Series.INVOICED) == {LAST - 3 - FIRST: 1_000}
    for series in (Series.DUE_COUNT, Series.LATE_COUNT, Series.PAST_DUE_1, Series.RECEIPTS, Series.CLEARED):
        assert on_days(daily, series) == {}, series


def test_a_due_day_that_rolls_over_the_last_day_is_left_out() -> None:
    rows = [row(Kind.ISSUED, FIRST, 0, 0, 9, 0, FIRST, SATURDAY, 9, 9)]
    assert on_days(of_rows(*rows, last=SATURDAY + 1), Series.DUE_COUNT) == {}
    assert on_days(of_rows(*rows, last=SATURDAY + 2), Series.DUE_COUNT) == {5: 1}


def test_a_calendar_that_ends_before_the_next_business_day_counts_no_due_day() -> None:
    days = SATURDAY + 2 - FIRST
    short = BusinessCalendar.of("FR", FIRST, SATURDAY + 1)
    out = np.zeros((1, len(Series), days), dtype=np.int64)
    of = (FIRST, SATURDAY, 9)
    events = [row(Kind.ISSUED, FIRST, 0, 0, 9, 0, *of, 9), row(Kind.PAID, FIRST + 1, 0, 0, 9, 0, *of, 0)]
    fold(
        np.array(events),
        np.zeros(1, np.int64),
        out,
        FIRST,
        short.next_business,
        FIRST,
        *COSTS,
        RECOURSE.factoring_terms,
    )
    assert not out[0, [Series.DUE_COUNT, Series.DUE_AMOUNT, Series.LATE_COUNT, Series.LATE_AMOUNT]].any()
    assert out[0, Series.CLEARED].sum() == 9


def test_an_invoice_opened_after_its_due_day_does_not_fall_due_again() -> None:
    daily = of_rows(row(Kind.OPENED, FIRST + 30, 0, 0, 9, 0, FIRST, FIRST + 10, 9, 9))
    assert on_days(daily, Series.DUE_COUNT) == on_days(daily, Series.LATE_COUNT) == {}
    assert on_days(daily, Series.PAST_DUE_1) == {30: 9}


def test_cash_that_comes_before_its_invoice_waits_for_it() -> None:
    daily = invoice(FIRST + 9, FIRST + 30, (FIRST + 2, 1_000))
    assert on_days(daily, Series.RECEIPTS) == {2: 1_000}
    assert on_days(daily, Series.APPLIED) == {9: 1_000}
    assert daily.stock(Series.PAST_DUE_1).min() == 0


def test_touches_and_calls_take_minutes_and_money() -> None:
    letter, call = Channel.LETTER, Channel.CALL
    daily = of_rows(
        row(Kind.REMINDED, FIRST, 0, 0, 5, letter),
        row(Kind.REMINDED, FIRST, 0, 1, 5, letter),
        row(Kind.WRITTEN, FIRST, 0, -1, 10, letter),
        row(Kind.DELIVERED, FIRST, 0, -1, 0, letter),
        row(Kind.CALLED, FIRST + 1, 0, 0, 5, 1),
        row(Kind.RANG, FIRST + 1, 0, -1, 0, 2),
        row(Kind.CALLED, FIRST + 2, 0, 0, 5, 1),
        row(Kind.TALKED, FIRST + 2, 0, -1, 5, 11),
    )
    assert on_days(daily, Series.REMINDED) == {0: 2}
    assert on_days(daily, Series.WRITTEN) == {0: 1}
    assert on_days(daily, Series.CALLED) == on_days(daily, Series.CALL_ATTEMPTS) == {1: 1, 2: 1}
    assert on_days(daily, Series.CALLS_REACHED) == {2: 1}
    assert on_days(daily, Series.MINUTES) == {0: MINUTES[letter], 1: 2, 2: 11}
    assert on_days(daily, Series.CONTACT_COST) == {0: CENTS[letter], 1: CENTS[call], 2: CENTS[call]}


def test_sales_known_by_day_only_are_ordered_and_billed_and_owe_nothing() -> None:
    out = np.zeros((2, len(Series), 10), dtype=np.int64)
    days = np.array([FIRST - 1, FIRST, FIRST + 9, FIRST + 9, FIRST + 10])
    add_sales_history(out, FIRST, days, np.array([0, 1, 0, 0, 1]), np.array([1, 2, 3, 4, 5]))
    assert out[:, Series.SALES].tolist() == [[0] * 9 + [7], [2] + [0] * 9]
    assert (out[:, Series.ORDERED] == out[:, Series.SALES]).all()
    assert out.sum() == 2 * out[:, Series.SALES].sum()


def test_ledger_events_say_what_is_left_after_each_payment() -> None:
    zero, day = np.zeros(2, dtype=np.int64), np.array([FIRST, FIRST + 1])
    gross = np.array([1_000, 500])
    events = ledger_events(
        zero, day, day + 30, gross, np.array([0, 1, 0]), FIRST + np.array([40, 20, 30]), np.array([600, 500, 400])
    )
    paid = events[events[:, 1] == Kind.PAID]
    assert paid[:, [0, 3, 4, 9]].tolist() == [
        [FIRST + 20, 1, 500, 0],
        [FIRST + 30, 0, 400, 600],
        [FIRST + 40, 0, 600, 0],
    ]
    assert (np.diff(events[:, 0]) >= 0).all()


def test_a_customer_without_a_group_is_refused() -> None:
    events = np.array([row(Kind.ORDERED, FIRST, 2, 0, 5)], dtype=np.int64)
    with pytest.raises(ValueError, match="3 customers in 1 groups: 2 have one"):
        daily_of(events, FIRST, LAST, group_of_customer=np.zeros(2, dtype=np.int64))
