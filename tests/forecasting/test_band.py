"""How wide the band must be: laws of widening, and a firm whose weeks scatter more than any customer does."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from simlib.calibration.band import WIDEST, band_factor, widened
from simlib.calibration.forecast import known_on
from tests.forecasting.conftest import Ledger


@given(st.lists(st.floats(0.0, 1e6), min_size=2, max_size=30), st.floats(1.0, WIDEST))
def test_widening_keeps_the_order_and_leaves_nothing_negative(drawn: list[float], factor: float) -> None:
    received = np.array(drawn)[:, None]
    wide = widened(received, factor)
    assert (wide >= 0.0).all()
    assert (np.diff(wide[np.argsort(received[:, 0]), 0]) >= -1e-6).all()
    away, before = np.abs(wide - received.mean()), np.abs(received - received.mean())
    assert (away >= np.minimum(before, received.mean()) - 1e-6).all()
    assert np.allclose(widened(received, 1.0), received)


def test_a_firm_that_does_as_simulated_keeps_its_band(firm: Ledger, middle: int) -> None:
    assert 1.0 <= band_factor(known_on(firm, middle).learned, firm, seed=1) < 1.35


def test_a_firm_whose_money_comes_every_third_week_gets_a_wider_one(firm: Ledger, middle: int) -> None:
    """All that is paid in three weeks is booked on the last of their days: no customer does that, all weeks do."""
    late = firm.payments.assign(date=(firm.payments["date"] // 21 + 1) * 21)
    lumpy = Ledger(firm.invoices, late)
    assert band_factor(known_on(lumpy, middle).learned, lumpy, seed=1) > 1.5
