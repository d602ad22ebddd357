"""What the fold counts of disputes, plans, rejects, factoring and the rest, on lives made by hand."""

import numpy as np
import pytest

from simlib.indicators import Daily, Factoring, FirmBalance, Series, daily_of, fold, path
from simlib.indicators.fold import FACTORED_MARK, HANDED_BEFORE_MARK, INSTALMENT_MARK, UNNOTED_MARK
from simlib.ledger.events import Kind
from simlib.rules.channels import Channel
from tests.indicators.handmade import CENTS, FRANCE, MINUTES, of_rows, on_days
from tests.indicators.ledgers import FIRST, LAST, row


def story(*told: tuple[Kind, int, int, int, int], due: int = 8, firm: FirmBalance | None = None) -> Daily:
    """Return the daily series of an invoice of 1 000 cents issued on the first day: kind, day, amount, reference, unpaid."""
    of = (FIRST, FIRST + due, 1_000)
    rows = [row(Kind.ISSUED, FIRST, 0, 0, 1_000, 0, *of, 1_000)]
    rows += [row(kind, FIRST + day, 0, 0, amount, ref, *of, unpaid) for kind, day, amount, ref, unpaid in told]
    return of_rows(*rows, firm=firm)


def test_a_direct_debit_that_comes_back_takes_all_back() -> None:
    debit = [(Kind.PAID, 8, 1_000, 0, 0), (Kind.APPLIED, 8, 1_000, 0, 0)]
    daily = story(*debit, (Kind.REJECTED, 13, 1_000, FIRST + 8, 1_000))
    assert on_days(daily, Series.RECEIPTS) == on_days(daily, Series.APPLIED) == {8: 1_000, 13: -1_000}
    assert on_days(daily, Series.PAST_DUE_1) == {13: 1_000}
    assert on_days(daily, Series.PAST_DUE_31) == {39: 1_000}
    assert on_days(daily, Series.CLEARED) == on_days(daily, Series.CLEARED_DAYS) == {}
    assert on_days(daily, Series.LATE_COUNT) == {8: 1}
    assert on_days(story(*debit), Series.LATE_COUNT) == {}


def test_what_comes_back_of_a_late_collection_leaves_the_invoice_late_once() -> None:
    paid = [
        (Kind.PAID, 40, 1_000, 0, 0),
        (Kind.APPLIED, 40, 1_000, 0, 0),
        (Kind.REJECTED, 43, 1_000, FIRST + 40, 1_000),
    ]
    daily = story(*paid, (Kind.PAID, 60, 1_000, 0, 0), (Kind.APPLIED, 61, 1_000, 0, 0))
    assert on_days(daily, Series.LATE_COUNT) == {8: 1}
    assert on_days(daily, Series.CLEARED_DAYS) == {60: 60_000}
    assert on_days(daily, Series.PAST_DUE_31) == {39: 1_000, 40: -1_000, 43: 1_000, 61: -1_000}


def test_a_discount_closes_what_was_paid_in_time_once() -> None:
    daily = story((Kind.PAID, 5, 980, 0, 0), (Kind.APPLIED, 7, 980, 0, 0), (Kind.CREDITED, 7, 20, 2, 0))
    assert on_days(daily, Series.LATE_COUNT) == {}
    assert on_days(daily, Series.LATE_AMOUNT) == {}
    assert on_days(daily, Series.PAST_DUE_1) == {}
    assert on_days(daily, Series.CREDITED) == on_days(daily, Series.DISCOUNTED) == {7: 20}
    assert on_days(daily, Series.CLEARED) == {5: 1_000}
    assert daily.stock(Series.INVOICED)[0, 0, -1] == 980 + 20


@pytest.mark.parametrize(("day", "late"), [(8, {}), (9, {8: 1})])
def test_an_invoice_credited_whole_by_its_due_day_is_not_late(day: int, late: dict[int, int]) -> None:
    daily = story((Kind.CREDITED, day, 1_000, 1, 0))
    assert on_days(daily, Series.LATE_COUNT) == late
    assert on_days(daily, Series.CREDITED) == {day: 1_000}
    assert on_days(daily, Series.DISCOUNTED) == on_days(daily, Series.CLEARED) == {}


def test_a_write_off_leaves_the_books_and_all_ages() -> None:
    daily = story((Kind.WRITTEN_OFF, 100, 1_000, 1, 0), (Kind.VAT_BACK, 120, 167, 0, 0))
    assert on_days(daily, Series.PAST_DUE_1) == {9: 1_000, 100: -1_000}
    assert on_days(daily, Series.PAST_DUE_91) == {99: 1_000, 100: -1_000}
    assert on_days(daily, Series.WRITTEN_OFF) == on_days(daily, Series.INSOLVENCY_LOSS) == {100: 1_000}
    assert on_days(daily, Series.VAT_BACK) == {120: 167}
    assert on_days(daily, Series.LATE_COUNT) == {8: 1}
    assert on_days(story((Kind.WRITTEN_OFF, 100, 1_000, 2, 0)), Series.INSOLVENCY_LOSS) == {}


def test_a_late_fee_is_cash_and_no_receivable_and_never_in_suspense() -> None:
    daily = story((Kind.PAID, 20, 1_000, 0, 0), (Kind.INTEREST, 20, 4_010, 0, 0), (Kind.APPLIED, 22, 1_000, 0, 0))
    assert on_days(daily, Series.RECEIPTS) == {20: 5_010}
    assert on_days(daily, Series.INTEREST) == {20: 4_010}
    assert path(daily, "ar_balance", [FIRST + 20, FIRST + 22])[0].tolist() == [10.0, 0.0]
    assert path(daily, "suspense", FIRST + np.array([19, 20, 22]))[0].tolist() == [0.0, 10.0, 0.0]


def test_what_is_paid_too_much_lies_in_suspense_until_it_is_refunded() -> None:
    daily = of_rows(row(Kind.OVERPAID, FIRST + 5, 0, -1, 700), row(Kind.REFUNDED, FIRST + 65, 0, -1, 700))
    assert path(daily, "suspense", FIRST + np.array([4, 5, 64, 65]))[0].tolist() == [0.0, 7.0, 7.0, 0.0]


def test_the_firm_knows_of_a_dispute_later_than_its_customer() -> None:
    daily = story((Kind.DISPUTED, 2, 1_000, 3, 1_000), (Kind.NOTED, 38, 1_000, 3, 1_000), (Kind.TAKEN, 40, 1_000, 45, 1_000),
                  (Kind.SETTLED, 60, 1_000, 3, 1_000))  # fmt: skip
    assert on_days(daily, Series.DISPUTED) == {2: 1_000, 60: -1_000}
    assert on_days(daily, Series.NOTED) == {38: 1_000, 60: -1_000}
    assert on_days(daily, Series.DISPUTE_MINUTES) == {40: 45}
    unknown = story((Kind.DISPUTED, 2, 1_000, 3, 1_000), (Kind.SETTLED, 20, 1_000, 3 + UNNOTED_MARK, 1_000))
    assert on_days(unknown, Series.DISPUTED) == {2: 1_000, 20: -1_000}
    assert on_days(unknown, Series.NOTED) == {}


def test_a_plan_holds_what_its_instalments_have_not_paid_until_it_lapses() -> None:
    paid = [(Kind.PAID, 40, 300, 0, 700), (Kind.APPLIED, 40, 300, INSTALMENT_MARK, 700)]
    daily = story((Kind.PLANNED, 10, 1_000, 3, 1_000), *paid, (Kind.LAPSED, 70, 700, 0, 700))
    assert on_days(daily, Series.IN_PLAN) == {10: 1_000, 40: -300, 70: -700}
    assert on_days(daily, Series.LAPSED) == {70: 700}
    assert path(daily, "overdue_excluding_plans", FIRST + np.array([9, 10, 40, 70]))[0].tolist() == [
        10.0,
        0.0,
        0.0,
        7.0,
    ]


WITHOUT = FirmBalance(factoring=Factoring(advance=0.9))
WITH = FirmBalance(factoring=Factoring(advance=0.9, recourse_days=60))
TAKEN_OVER = (Kind.FACTORED, 0, 1_000, 0, 1_000)
PAID_LATE = (Kind.PAID, 75, 1_000, FACTORED_MARK, 0)


@pytest.mark.parametrize(
    ("firm", "told", "financed"),
    [
        pytest.param(WITHOUT, [PAID_LATE], {0: 900, 75: -900}, id="until it is paid"),
        pytest.param(WITH, [PAID_LATE], {0: 900, 68: -900}, id="until the day of recourse"),
        pytest.param(WITH, [(Kind.PAID, 30, 1_000, FACTORED_MARK, 0)], {0: 900, 30: -900}, id="paid before recourse"),
        pytest.param(WITHOUT, [(Kind.PAID, 30, 400, FACTORED_MARK, 600)], {0: 900}, id="a part repays nothing"),
        pytest.param(WITHOUT, [(Kind.CREDITED, 9, 1_000, FACTORED_MARK + 1, 0)], {0: 900, 9: -900}, id="credited"),
        pytest.param(WITH, [(Kind.WRITTEN_OFF, 90, 1_000, FACTORED_MARK + 1, 0)], {0: 900, 68: -900}, id="written off"),
        pytest.param(
            WITHOUT,
            [(Kind.PAID, 8, 1_000, FACTORED_MARK, 0), (Kind.REJECTED, 13, 1_000, FIRST + 8 + FACTORED_MARK, 1_000), PAID_LATE],
            {0: 900, 8: -900, 13: 900, 75: -900},
            id="rejected",
        ),
        pytest.param(FirmBalance(factoring=Factoring(advance=0.9, fund=0.25)), [], {0: 750}, id="a fund kept back"),
        pytest.param(FirmBalance(), [PAID_LATE], {}, id="nothing advanced"),
    ],
)  # fmt: skip
def test_an_advance_is_financed(
    firm: FirmBalance, told: list[tuple[Kind, int, int, int, int]], financed: dict[int, int]
) -> None:
    assert on_days(story(TAKEN_OVER, *told, firm=firm), Series.FINANCED) == financed


def test_recourse_rolls_to_a_business_day() -> None:
    daily = story(TAKEN_OVER, due=3, firm=FirmBalance(factoring=Factoring(advance=0.9, recourse_days=0)))
    assert on_days(daily, Series.FINANCED) == {0: 900, 5: -900}  # the first Saturday, and its Monday


@pytest.mark.parametrize(("firm", "own"), [(WITHOUT, {}), (WITH, {90: 1_000})])
def test_without_recourse_a_write_off_is_the_factors(firm: FirmBalance, own: dict[int, int]) -> None:
    lost = [(Kind.WRITTEN_OFF, 90, 1_000, FACTORED_MARK + 1, 0), (Kind.VAT_BACK, 99, 167, FACTORED_MARK, 0)]
    daily = story(TAKEN_OVER, *lost, firm=firm)
    assert on_days(daily, Series.WRITTEN_OFF) == {90: 1_000}
    assert on_days(daily, Series.INSOLVENCY_LOSS) == own
    assert on_days(daily, Series.FACTOR_LOSS) == ({} if own else {90: 1_000})
    assert on_days(daily, Series.VAT_BACK) == ({99: 167} if own else {})


def test_an_invoice_keeps_the_terms_of_its_day_of_issue() -> None:
    firm = FirmBalance(factoring=Factoring(advance=0.5, recourse_days=10), before=WITHOUT)
    of = (FIRST, FIRST + 20, 1_000)
    old = [
        row(Kind.FACTORED, FIRST, 0, 0, 1_000, 0, *of, 1_000),
        row(Kind.PAID, FIRST + 90, 0, 0, 1_000, FACTORED_MARK, *of, 0),
    ]
    new = row(Kind.FACTORED, FIRST + 60, 0, 1, 1_000, 0, FIRST + 60, FIRST + 70, 1_000, 1_000)
    events = np.array([*old, new], dtype=np.int64)
    daily = daily_of(events, FIRST, LAST, country="FR", firm=firm, start=FIRST + 50)
    assert on_days(daily, Series.FINANCED) == {0: 900, 60: 500, 82: -500, 90: -900}  # recourse on a Saturday, rolled


def test_touches_cost_by_their_own_day() -> None:
    out = np.zeros((1, len(Series), 10), dtype=np.int64)
    letter = int(Channel.LETTER)
    events = np.array([row(Kind.WRITTEN, FIRST + day, 0, -1, 5, letter) for day in (3, 4)])
    minutes, cents = np.stack((MINUTES, MINUTES + 100)), np.stack((CENTS, CENTS + 1_000))
    terms = FirmBalance().factoring_terms
    fold(events, np.zeros(1, np.int64), out, FIRST, FRANCE.next_business, FIRST + 4, minutes, cents, terms)
    assert out[0, Series.MINUTES, 3:5].tolist() == [MINUTES[letter], MINUTES[letter] + 100]
    assert out[0, Series.CONTACT_COST, 3:5].tolist() == [CENTS[letter], CENTS[letter] + 1_000]


def test_the_rest_is_counted_on_its_day() -> None:
    held = [row(Kind.HELD, FIRST + 1 + n, 0, 0, 900, n) for n in range(3)]
    handed = [row(Kind.HANDED, FIRST + 5, 0, 1, 40, 1), row(Kind.HANDED, FIRST + 6, 0, 1, 40, 2 + HANDED_BEFORE_MARK)]
    daily = of_rows(
        *held,
        row(Kind.LOST, FIRST + 4, 0, 0, 900, 2),
        row(Kind.LOST, FIRST + 5, 0, 0, 70, 1),
        *handed,
        row(Kind.HANDED, FIRST + 7, 0, 2, 50, 2),
        row(Kind.CHARGED, FIRST + 7, 0, -1, 85, 2),
        row(Kind.CLERKED, FIRST + 8, 0, -1, 70, 12),
        row(Kind.PROMISED, FIRST + 9, 0, -1, 60, FIRST + 12),
        row(Kind.KEPT, FIRST + 12, 0, -1, 60),
        row(Kind.BROKEN, FIRST + 13, 0, -1, 61),
        row(Kind.WRONGFUL, FIRST + 14, 0, -1, 60, 1),
        row(Kind.INSOLVENT, FIRST + 15, 0, -1, 60),
        row(Kind.DIVERTED, FIRST + 16, 0, 0, 60),
    )
    assert on_days(daily, Series.HELD) == {1: 900}
    assert on_days(daily, Series.LOST) == {4: 900, 5: 70}
    assert on_days(daily, Series.LOST_GOODWILL) == {5: 70}
    assert on_days(daily, Series.HANDED_COUNT) == {5: 1, 7: 1}
    assert on_days(daily, Series.HANDED) == {5: 40, 7: 50}
    assert on_days(daily, Series.CHARGED) == {7: 85}
    assert on_days(daily, Series.MATCH_MINUTES) == {8: 12}
    assert on_days(daily, Series.PROMISED) == {9: 60}
    assert on_days(daily, Series.KEPT) == {12: 60}
    assert on_days(daily, Series.BROKEN) == {13: 61}
    assert on_days(daily, Series.WRONGFUL) == {14: 1}
    assert on_days(daily, Series.INSOLVENT) == {15: 1}
    assert daily.flows[0, 0, :, 16:].sum() == 0


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_is_counted_or_said_not_to_be(kind: Kind) -> None:
    not_counted = {Kind.RECEIVED, Kind.APPROVED, Kind.TRANSFERRED, Kind.DELIVERED, Kind.DIVERTED}
    ref = 7 if kind in (Kind.CLERKED, Kind.TAKEN) else 0
    daily, before, after = (
        of_rows(row(kind, day, 0, 0, 1_000, ref, day - 2, day + 7, 1_000, 500), firm=WITHOUT)
        for day in (FIRST + 2, FIRST - 2, LAST + 1)
    )
    assert daily.flows.any() == (kind not in not_counted)
    assert not after.flows.any()
    assert not before.flows[0, 0, Series.ISSUED_COUNT].any()
