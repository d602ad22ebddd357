"""Disputes, credit notes, bad debt and promises: hand-made ledgers, and shares against Wilson's published interval."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest

from simlib.calibration.book import lay_out
from simlib.calibration.causes import Causes, learn_causes, share_of
from simlib.calibration.notes import notes_on_causes
from tests.calibration.drawn import invoice_table, payment_table


def learned(invoices: pd.DataFrame, payments: pd.DataFrame, as_of: int | None = None) -> Causes:
    book = lay_out(invoices, payments, as_of)
    return learn_causes(SimpleNamespace(invoices=invoices, payments=payments), book)  # type: ignore[arg-type]


def test_wilson_s_interval_is_the_library_s() -> None:
    share, expected = share_of(10, 100), binomtest(10, 100).proportion_ci(0.9, method="wilson")
    assert share is not None
    assert (share.low, share.high) == pytest.approx((expected.low, expected.high), abs=1e-5)
    assert share_of(5, 19) is None


def test_disputed_invoices_are_held_against_the_same_customer_s_others() -> None:
    rows, paid = [], []
    for number in range(80):
        customer, is_disputed = number % 4, number % 8 < 4
        late = 5 * customer + (9 if is_disputed else 0) + number % 3
        rows.append((f"I{number:02d}", f"C{customer}", 100 + number, 130 + number, 10_000, "EUR", "invoice", None))
        paid.append((f"I{number:02d}", f"C{customer}", 130 + number + late, 10_000))
    invoices = invoice_table(rows).assign(disputed=[number % 8 < 4 for number in range(80)])
    found = learned(invoices, payment_table(paid))
    assert found.disputed is not None
    assert found.disputed.value == 0.5
    assert found.dispute_days is not None
    value, low, high = found.dispute_days
    assert value == pytest.approx(9.0, abs=0.5)
    assert low < 9.0 < high


def test_promises_of_days_past_are_kept_or_broken_and_others_not_counted() -> None:
    rows = [(f"I{n:02d}", "C", 100, 130, 10_000, "EUR", "invoice", None) for n in range(40)]
    paid = [(f"I{n:02d}", "C", 150 if n < 18 else 190, 10_000) for n in range(36)]
    promised = pd.array([150 if n < 30 else 400 for n in range(40)], dtype="Int64")
    found = learned(invoice_table(rows).assign(promised_date=promised), payment_table(paid), 200)
    assert found.kept is not None
    assert (found.kept.cases, found.kept.value) == (30, 18 / 30)


def test_what_is_open_a_year_after_its_due_day_is_lost_and_credits_are_summed() -> None:
    rows = [(f"I{n:02d}", "C", 100, 130, 10_000, "EUR", "invoice", None) for n in range(30)]
    rows.append(("N1", "C", 140, 140, -30_000, "EUR", "credit_note", None))
    found = learned(invoice_table(rows), payment_table([(f"I{n:02d}", "C", 150, 10_000) for n in range(27)]), 600)
    assert found.lost is not None
    assert found.lost.value == pytest.approx(0.1)
    assert found.lost_amount == pytest.approx(0.1)
    assert found.credited == pytest.approx(0.1)
    assert [note.key for note in notes_on_causes(found)] == ["credited", "lost", "no_disputes", "no_promises"]


def test_a_ledger_without_marks_tells_nothing() -> None:
    rows = [(f"I{n:02d}", "C", 100, 130, 10_000, "EUR", "invoice", None) for n in range(30)]
    found = learned(invoice_table(rows), payment_table([("I00", "C", 150, 10_000)]), 200)
    assert (found.disputed, found.dispute_days, found.credited, found.lost, found.kept) == (None,) * 5
    assert np.isfinite(found.lost_amount)
