"""The event log: one order, and the public tables made of it."""

import datetime

import numpy as np
import pytest
from hypothesis import given

from simlib.ledger.events import PHASE_OF_KIND, Column, Kind, Phase
from simlib.ledger.log import in_order
from simlib.running import events_of
from tests.engine.handmade import ON_THE_DAY, firm
from tests.strategies import Case, cases

COLUMNS_OF_EVENTS = ["replication", "seq", "day", "phase", "kind", "customer_id", "invoice_id", "amount_cents", "ref"]
COLUMNS_OF_THE_LEDGER = [
    "replication", "invoice_id", "customer_id", "segment", "issue_date", "due_date", "amount_cents", "paid_cents",
    "credited_cents", "written_off_cents", "last_paid_date", "applied_date", "touches", "calls", "disputed",
]  # fmt: skip


@given(case=cases())
def test_no_engine_decides_the_order(case: Case) -> None:
    rows = events_of(case.base).rows
    shuffled = rows[np.random.default_rng(case.number).permutation(len(rows))]
    assert np.array_equal(in_order(shuffled), rows)
    days = list(
        zip(rows[:, Column.DAY].tolist(), [PHASE_OF_KIND[Kind(kind)] for kind in rows[:, Column.KIND]], strict=True)
    )
    assert days == sorted(days)


def test_every_kind_has_its_phase_and_both_are_numbered_for_ever() -> None:
    assert set(PHASE_OF_KIND) == set(Kind)
    assert [kind.name for kind in Kind] == [
        "ORDERED", "ISSUED", "RECEIVED", "APPROVED", "TRANSFERRED", "PAID", "APPLIED", "REMINDED", "WRITTEN",
        "DELIVERED", "CALLED", "RANG", "TALKED", "OPENED", "HELD", "LOST", "FACTORED", "REJECTED", "INTEREST", "CREDITED",
        "CLERKED", "OVERPAID", "REFUNDED", "DISPUTED", "NOTED", "TAKEN", "SETTLED", "PROMISED", "KEPT", "BROKEN", "PLANNED",
        "LAPSED", "WRONGFUL", "HANDED", "CHARGED", "WRITTEN_OFF", "VAT_BACK", "INSOLVENT", "DIVERTED",
    ]  # fmt: skip
    assert [int(kind) for kind in Kind] == list(range(len(Kind)))
    assert [int(phase) for phase in Phase] == list(range(len(Phase)))


@pytest.mark.parametrize("engine", ["reference", "compiled"])
def test_the_table_of_events(engine: str) -> None:
    scenario = firm([("a", "2026-01-05", "2026-01-12", 12.34)], ON_THE_DAY, [(0, "email")], {"a": {"match_days": 1}})
    table = events_of(scenario, engine=engine).to_frame(replication=3)
    assert list(table.columns) == COLUMNS_OF_EVENTS
    assert table["seq"].tolist() == list(range(len(table)))
    assert set(table["replication"]) == {3}
    told = [
        (str(day.date()), phase, kind, invoice if isinstance(invoice, str) else None)
        for _, _, day, phase, kind, _, invoice, _, _ in table.itertuples(index=False)
    ]
    assert told == [
        ("2026-01-05", "order", "ordered", "a/1"),
        ("2026-01-05", "issue", "issued", "a/1"),
        ("2026-01-05", "issue", "received", "a/1"),
        ("2026-01-12", "approval", "approved", "a/1"),
        ("2026-01-12", "payment_run", "transferred", "a/1"),
        ("2026-01-12", "bank", "paid", "a/1"),
        ("2026-01-12", "touch", "written", None),
        ("2026-01-12", "touch", "delivered", None),
        ("2026-01-12", "touch", "wrongful", None),
        ("2026-01-12", "touch", "reminded", "a/1"),
        ("2026-01-13", "matching", "applied", "a/1"),
    ]
    assert set(table["amount_cents"]) == {1234}


@pytest.mark.parametrize("engine", ["reference", "compiled"])
def test_the_ledger(engine: str) -> None:
    orders = [
        ("a", "2026-01-05", "2026-01-12", 12.34),
        ("b", "2026-01-06", "2026-06-30", 100.0),
        ("b", "2026-01-07", "2026-01-15", 5.0),
    ]
    scenario = firm(orders, ON_THE_DAY, [(0, "email")], {"b": {"frailty": 0.0}}, months=5)
    ledger = events_of(scenario, engine=engine).invoices(replication=1)
    assert list(ledger.columns) == COLUMNS_OF_THE_LEDGER
    rows = ledger.set_index("invoice_id")
    assert rows["amount_cents"].to_dict() == {"a/1": 1_234, "b/1": 10_000, "b/2": 500}
    assert rows["paid_cents"].to_dict() == {"a/1": 1_234, "b/1": 0, "b/2": 0}
    assert rows.loc["a/1", "last_paid_date"].date() == datetime.date(2026, 1, 12)
    assert rows["applied_date"].isna().to_dict() == {"a/1": False, "b/1": True, "b/2": True}
    assert rows["touches"].to_dict() == {"a/1": 0, "b/1": 0, "b/2": 1}
    assert set(rows["calls"]) == {0}
    assert not rows["disputed"].any()
    assert set(rows["segment"]) == {"s"}


def test_given_ids_are_kept() -> None:
    scenario = firm([("a", "2026-01-05", "2026-01-12")])
    assert events_of(scenario).invoice_id(0, 7) == "a/8"


def test_nothing_happened_is_a_table_too() -> None:
    empty = events_of(firm([("a", "2026-12-01", "2026-12-12")]))
    assert len(empty.rows) == 0
    assert list(empty.invoices().columns) == COLUMNS_OF_THE_LEDGER
    assert list(empty.to_frame().columns) == COLUMNS_OF_EVENTS
