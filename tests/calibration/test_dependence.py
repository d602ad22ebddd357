"""Dependence: what the draws of one week have in common is found again, and not invented."""

import numpy as np
import pytest

from simlib.calibration.counting import DayBins
from simlib.calibration.dependence import learn_dependence, scores_of
from tests.calibration.drawn import Truth
from tests.calibration.test_hazards import learned, seen

CASES = [
    Truth(),
    Truth(a=0.25, b=0.05),
    Truth(a=0.5, b=0.1, customers=60, per_year=60.0),
    Truth(a=0.25, b=0.05, weekly=0.5),
    Truth(a=0.2, customers=60, per_year=40.0),
]


@pytest.mark.parametrize("truth", CASES, ids=["none", "base", "strong", "payment runs", "own weeks only"])
def test_both_parts_are_found(truth: Truth) -> None:
    a, b, inside = [], [], []
    for seed in range(3):
        _, book, spells = seen(truth, seed)
        hazards = learned(book, spells)
        scores = scores_of(spells, DayBins.over(hazards.bins, spells), hazards.rates)
        assert abs(scores.mean()) < 0.05
        found = learn_dependence(spells, book.issue[spells.invoice], scores)
        a.append(found.a)
        b.append(found.b)
        inside += [found.a_low <= truth.a <= found.a_high, found.b_low <= truth.b <= found.b_high]
    assert np.mean(a) == pytest.approx(truth.a, abs=0.08)
    assert np.mean(b) == pytest.approx(truth.b, abs=0.025)
    assert np.mean(inside) >= 0.5


def test_a_change_of_pace_over_the_years_is_not_taken_for_weeks_in_common() -> None:
    _, book, spells = seen(Truth(trend=0.6), 5)
    hazards = learned(book, spells)
    scores = scores_of(spells, DayBins.over(hazards.bins, spells), hazards.rates)
    assert learn_dependence(spells, book.issue[spells.invoice], scores).b < 0.03
