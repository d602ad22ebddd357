"""The ledger laid out: who paid what in full on which day, as known on a day."""

import numpy as np
import pandas as pd
import pytest

from simlib.calibration.book import lay_out
from simlib.days import NEVER
from simlib.errors import CalibrationError
from tests.calibration.drawn import invoice_table, payment_table

INVOICES = invoice_table(
    [
        ("I1", "B", 100, 130, 10_000, "EUR", "invoice", "sme"),
        ("I2", "A", 101, 131, 20_000, "EUR", "invoice", None),
        ("I3", "A", 102, 132, 30_000, "EUR", "invoice", "large"),
        ("I4", "A", 103, 133, 40_000, "EUR", "invoice", "large"),
        ("C1", "A", 104, 104, -5_000, "EUR", "credit_note", "large"),
        ("I5", "A", 105, 135, 50_000, "USD", "invoice", "large"),
    ]
)
PAYMENTS = payment_table(
    [
        ("I1", "B", 140, 4_000),
        ("I1", "B", 150, 6_000),
        ("I2", "A", 131, 19_950),
        ("I3", "A", 160, 10_000),
        (None, "A", 161, 99_999),
    ]
)


def test_an_invoice_is_cleared_by_the_payment_that_covers_it() -> None:
    book = lay_out(INVOICES, PAYMENTS)
    assert book.invoice_ids == ("I2", "I3", "I4", "I1")
    assert book.customers == ("A", "B")
    assert book.cleared.tolist() == [131, NEVER, NEVER, 150]  # half a percent missing counts as paid
    assert book.open.tolist() == [0, 20_000, 40_000, 0]
    assert book.as_of == 161


def test_nothing_dated_later_is_read() -> None:
    book = lay_out(INVOICES, PAYMENTS, as_of=145)
    assert book.cleared.tolist() == [131, NEVER, NEVER, NEVER]
    assert book.open.tolist() == [0, 30_000, 40_000, 6_000]
    assert lay_out(INVOICES, PAYMENTS, as_of=102).invoice_ids == ("I2", "I3", "I1")


def test_the_commonest_currency_is_kept_and_the_rest_counted() -> None:
    book = lay_out(INVOICES, PAYMENTS)
    assert (book.currency, book.left_out) == ("EUR", 1)


def test_a_customer_belongs_to_the_segment_of_its_latest_invoice() -> None:
    book = lay_out(INVOICES, PAYMENTS)
    assert book.segments == ("large", "sme")
    assert book.segment_of.tolist() == [0, 1]
    nameless = lay_out(INVOICES.drop(columns="segment"), PAYMENTS)
    assert nameless.segments == ("customers",)


def test_a_cancelled_invoice_is_neither_open_nor_paid() -> None:
    invoices = INVOICES.assign(cancelled_date=[None, 120, 158, None, None, None])
    book = lay_out(invoices, PAYMENTS)
    assert book.gone.tolist() == [120, 158, NEVER, NEVER]
    assert book.cleared.tolist() == [NEVER, NEVER, NEVER, 150]
    assert book.open.tolist() == [0, 0, 40_000, 0]


def test_names_that_no_table_holds_are_made_usable_and_stay_apart() -> None:
    names = ["a\nb", "a\tb", " padded ", "x" * 300, "x" * 301, "plain"]
    invoices = invoice_table([(f"I{i}", name, 1, 31, 100, "EUR", "invoice", None) for i, name in enumerate(names)])
    book = lay_out(invoices, payment_table([("I0", "a\nb", 5, 100)]))
    assert len(set(book.customers)) == len(names)
    assert "plain" in book.customers
    assert all(name.isprintable() and name == name.strip() and len(name) <= 200 for name in book.customers)


def test_rows_in_another_order_make_the_same_book() -> None:
    book = lay_out(INVOICES, PAYMENTS)
    shuffled = lay_out(INVOICES.iloc[::-1], PAYMENTS.iloc[::-1])
    assert shuffled.invoice_ids == book.invoice_ids
    assert np.array_equal(shuffled.cleared, book.cleared)


@pytest.mark.parametrize("as_of", [None, 50])
def test_a_ledger_without_invoices_is_refused(as_of: int | None) -> None:
    invoices = INVOICES.iloc[:0] if as_of is None else INVOICES
    with pytest.raises(CalibrationError, match="learning needs invoices"):
        lay_out(invoices, PAYMENTS.iloc[:0], as_of)


def test_what_credits_took_need_not_be_paid() -> None:
    table = INVOICES.assign(
        credited_cents=[0, 0, 20_000, 0, 0, 0],
        credited_date=pd.array([None, None, 150, None, None, None], dtype="Int64"),
    )
    assert lay_out(table, PAYMENTS).cleared.tolist() == [
        131,
        160,
        NEVER,
        150,
    ]  # I3: 10,000 paid of 30,000, 20,000 credited
    assert lay_out(table, PAYMENTS, as_of=149).open.tolist() == [0, 30_000, 40_000, 6_000]  # not credited yet


def test_an_invoice_brought_forward_is_owed_and_tells_nothing() -> None:
    table = INVOICES.assign(brought_forward=[True, False, False, True, False, False])
    book = lay_out(table, PAYMENTS)
    assert book.invoice_ids == ("I2", "I3", "I4")  # I1 is settled: nobody knows when it was sold
    assert book.open.tolist() == [0, 20_000, 40_000]
    assert book.gone.tolist() == [NEVER, NEVER, 103]


def test_the_last_limit_named_is_the_customer_s() -> None:
    limits = [None, 900_000, 700_000, None, None, 100]
    book = lay_out(INVOICES.assign(credit_limit_cents=np.array(limits, dtype=object)), PAYMENTS)
    assert book.credit_limit.tolist() == [700_000, 0], "not that of another currency"
    assert lay_out(INVOICES, PAYMENTS).credit_limit.tolist() == [0, 0]
