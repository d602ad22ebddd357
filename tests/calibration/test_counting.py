"""Counting: the hazard of a bin, intervals shared out, and shrinkage against numerical integration."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm

from simlib.calibration import counting
from simlib.calibration.counting import CAP, DayBins, count, daily_hazard_of
from simlib.calibration.shrinkage import Seen, learn_spread, posterior
from simlib.calibration.spells import Bins, Spells
from simlib.jit import plain

BINS = Bins((-2, 0, 1, 3))


def spells(rows: list[tuple[int, int, int, bool, bool]], speed: float = 1.0) -> Spells:
    """Return spells of one customer: entry, clear, exit, event, received late."""
    entry, clear, exit_, event, late = (np.array(column) for column in zip(*rows, strict=True))
    nought = np.zeros(len(rows), dtype=np.int64)
    return Spells(nought, nought, nought, entry, clear, exit_, event, late, nought, np.full(len(rows), speed))


def counted(found: Spells, rates: list[float]) -> tuple[list[float], list[float]]:
    """Return events and days at risk by bin."""
    counts, _ = count(found, DayBins.over(BINS, found), np.array([rates]))
    return counts.events[0].tolist(), counts.exposure[0].tolist()


def test_a_day_of_approval_is_a_day_at_risk_with_an_event() -> None:
    events, exposure = counted(spells([(-3, -1, 0, True, False), (-1, 4, 4, False, False)]), [0.1] * 5)
    assert events == [0, 0, 1, 0, 0]
    assert exposure == [1, 3, 2, 2, 2]


def test_an_invoice_received_late_meets_the_due_day_first() -> None:
    events, exposure = counted(spells([(2, 2, 3, True, True)]), [0.1] * 5)
    assert events == [0, 0, 0, 0, 1]
    assert exposure == [0, 0, 1, 0, 1]


def test_an_interval_is_shared_out_by_the_present_hazards() -> None:
    found = spells([(-1, -2, 1, True, False)])  # approved on day -1, 0 or 1
    rates = [0.0, 0.1, 0.5, 0.2, 0.0]
    chances = np.array([1 - np.exp(-0.1), np.exp(-0.1) * (1 - np.exp(-0.5)), np.exp(-0.6) * (1 - np.exp(-0.2))])
    shares = chances / chances.sum()
    events, exposure = counted(found, rates)
    assert events[1:4] == pytest.approx(shares.tolist())
    assert exposure[1:4] == pytest.approx([1.0, 1.0 - shares[0], shares[2]])


def test_a_slow_time_makes_a_day_at_risk_count_less() -> None:
    events, exposure = counted(spells([(-3, -1, 0, True, False)], speed=0.5), [0.1] * 5)
    assert events == [0, 0, 1, 0, 0]
    assert exposure == [0.5, 1, 1, 0, 0]


def test_compiled_and_plain_counts_are_equal() -> None:
    chance = np.random.default_rng(5)
    entry = chance.integers(-10, 5, 200)
    clear = entry + chance.integers(-1, 15, 200)
    event = chance.random(200) < 0.8
    exit_ = np.where(event, clear + chance.integers(1, 6, 200), np.maximum(clear, entry))
    many = replace(
        spells([(0, 0, 0, True, False)] * 200),
        entry=entry,
        clear=np.where(event, clear, exit_),
        exit=exit_,
        event=event,
    )
    days, rates = DayBins.over(BINS, many), np.array([[0.01, 0.05, 0.4, 0.1, 0.07]])
    tables = []
    for kernel in (counting._count, plain(counting._count)):
        table = [np.zeros((1, 5)) for _ in range(3)]
        parts = (many.customer, many.entry, many.clear, many.exit, many.event, many.late_receipt, many.speed)
        kernel(*parts, days.lowest, days.table, days.atom, rates, *table)
        tables.append(table)
    for compiled, interpreted in zip(*tables, strict=True):
        assert np.array_equal(compiled, interpreted)
    assert tables[0][0].sum() == pytest.approx(event.sum())


def test_the_hazard_is_minus_the_log_of_what_is_left() -> None:
    hazards = daily_hazard_of(np.array([60.0, 0.0, 0.0, 10.0]), np.array([100.0, 10.0, 0.0, 10.0]))
    assert hazards.tolist() == pytest.approx([-np.log(0.4), 0.0, 0.0, CAP])


@pytest.mark.parametrize(("events", "exposure", "hazard"), [(0, 5, 0.1), (3, 20, 0.1), (12, 20, 0.5), (400, 900, 0.3)])
@pytest.mark.parametrize("spread", [0.2, 1.0])
def test_a_posterior_is_that_of_numerical_integration(events: int, exposure: int, hazard: float, spread: float) -> None:
    def weight(x: float, top: float = 0.0) -> float:
        rate = hazard * np.exp(x)
        fit = events * np.log(-np.expm1(-rate)) - (exposure - events) * rate
        return float(np.exp(fit - top) * norm.pdf(x, -0.5 * spread**2, spread))

    grid = np.linspace(-6, 6, 4001)
    top = max(events * np.log(-np.expm1(-hazard * np.exp(x))) - (exposure - events) * hazard * np.exp(x) for x in grid)
    peak = grid[int(np.argmax([weight(x, top) for x in grid]))]
    span = (peak - 6 * spread, peak + 6 * spread)
    total = quad(weight, *span, args=(top,), points=[peak], limit=400)[0]
    mean = quad(lambda x: np.exp(x) * weight(x, top), *span, points=[peak], limit=400)[0] / total
    found = posterior(Seen(np.array([[events]], float), np.array([[exposure]], float), np.array([[hazard]])), spread)
    assert found.mean[0] == pytest.approx(mean, rel=2e-3)
    assert found.evidence[0] == pytest.approx(top + np.log(total), abs=5e-3)


@pytest.mark.parametrize("spread", [0.0, 0.5, 1.0])
def test_the_spread_between_units_is_found_within_its_interval(spread: float) -> None:
    chance = np.random.default_rng(11)
    level = np.exp(spread * chance.standard_normal(300) - 0.5 * spread**2)
    exposure = chance.integers(20, 200, 300)
    events = chance.binomial(exposure, -np.expm1(-0.1 * level))
    found = learn_spread(Seen(events[:, None] * 1.0, exposure[:, None] * 1.0, np.full((300, 1), 0.1)))
    assert found.low <= max(spread, 0.02) <= found.high
    assert found.high - found.low < 0.3
