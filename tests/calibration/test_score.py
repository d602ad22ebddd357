"""The score of customers: closed form against the engine's own reading, the area under the curve against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import mannwhitneyu

from simlib.calibration import Calibration
from simlib.calibration.book import lay_out
from simlib.calibration.learning import learn
from simlib.calibration.score import auc, held_out, risks
from simlib.running.customers import customers_table
from simlib.scenario import Firm, load
from tests.calibration.drawn import Drawn, Truth, draw

SCORES = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=20)


def learned(drawn: Drawn):  # type: ignore[no-untyped-def]  # a Learned
    return learn(lay_out(drawn.invoices, drawn.payments), "FR", Firm())


@given(SCORES)
def test_the_area_is_the_share_of_pairs_in_the_right_order(rows: list[tuple[int, int, int]]) -> None:
    score, bad, good = (np.array(column, dtype=np.float64) for column in zip(*rows, strict=True))
    if bad.sum() and good.sum():
        late, others = np.repeat(score, bad.astype(int)), np.repeat(score, good.astype(int))
        pairs = mannwhitneyu(late, others).statistic / (late.size * others.size)
        assert auc(score, bad, good) == pytest.approx(pairs)


def test_the_score_is_the_share_paid_very_late_of_a_firm_of_known_hazards() -> None:
    drawn = draw(Truth(customers=30, per_year=60.0, spread=0.8), 5)
    found = learned(drawn)
    book, score = found.book, risks(found)
    old = book.due + 30 < book.as_of
    late = old & (book.cleared > book.due + 30)
    assert float(score[book.customer[old]].mean()) == pytest.approx(float(late[old].mean()), abs=0.01)
    seen = np.bincount(book.customer[late], minlength=30) / np.bincount(book.customer[old], minlength=30)
    assert np.corrcoef(score, seen)[0, 1] > 0.95


def test_customers_that_differ_are_told_apart_on_months_held_out_and_others_are_not() -> None:
    def area(spread: float) -> tuple[float, float, float]:
        drawn = draw(Truth(customers=60, per_year=30.0, spread=spread), 7)
        found = held_out(drawn, lay_out(drawn.invoices, drawn.payments), lambda book: learn(book, "FR", Firm()))  # type: ignore[arg-type]
        assert found is not None
        assert found.late >= 10
        return found.low, found.auc, found.high

    low, middle, high = area(1.0)
    assert 0.7 < low < middle < high < 0.98
    low, middle, high = area(0.0)
    assert low - 0.03 < 0.5 < high + 0.03


def test_nothing_is_told_of_too_short_a_ledger() -> None:
    drawn = draw(Truth(customers=20, years=0.3), 1)
    assert held_out(drawn, lay_out(drawn.invoices, drawn.payments), lambda book: learn(book, "FR", Firm())) is None  # type: ignore[arg-type]


def test_the_table_of_customers_ranks_them_as_the_score_does(learned_firm: Calibration) -> None:
    table = customers_table(load(learned_firm.fragment)).set_index("customer_id")["risk"]
    book, score = learned_firm.learned.book, risks(learned_firm.learned)
    engine = table.reindex(list(book.customers)).to_numpy(dtype=np.float64)
    assert np.corrcoef(score, engine)[0, 1] > 0.97
    assert float(np.mean(score)) == pytest.approx(float(np.mean(engine)), abs=0.02)


def test_the_evidence_is_written_with_the_fragment(learned_firm: Calibration) -> None:
    evidence, found = load(learned_firm.fragment).evidence, learned_firm.score
    assert found is not None
    assert evidence is not None
    assert evidence.risk_auc == pytest.approx(found.auc, abs=1e-4)
    assert evidence.risk_invoices == found.invoices
    assert found.low < found.auc < found.high
