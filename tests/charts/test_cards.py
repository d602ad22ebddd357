"""The cards of the page: those of the cash read its plan, and the BFR's says what is freed and what it saves."""

import numpy as np

from simlib import charts, words
from simlib.days import to_date
from simlib.running import Stage
from simlib.scenario import Scenario
from simlib.treasury import plan_of
from tests.small import FIRST, small

RATE = 0.06


def firm(**changes: object) -> Scenario:
    return small().with_(
        {"replications": 6, "treasury.overdraft.limit": 10_000.0, "treasury.overdraft.rate": RATE} | changes
    )


def test_cards_of_the_cash_say_what_its_days_say() -> None:
    plan = plan_of(Stage(firm()).run(firm()))
    found = {card.name: card for card in charts.cards(plan.result, None, "en")}
    lows = plan.closing.min(axis=1) / 100
    first_days = [int(row.argmin()) // 7 for row in plan.closing]
    mostly = min(set(first_days), key=lambda week: (-first_days.count(week), week))
    assert found["cash_min"].value == words.money_short(float(lows.mean()), "en", "EUR")
    assert words.day_text(to_date(plan.start + 7 * mostly), "en") in found["cash_min"].sentence
    below = int((plan.closing < -10_000 * 100).any(axis=1).sum())
    assert found["breach_probability"].value == words.percent(below / 6, "en", 1)
    assert words.money_short(-10_000.0, "en", "EUR") in found["breach_probability"].sentence
    assert f"in {below} of 6" in found["breach_probability"].sentence


def test_the_working_capital_freed_saves_its_interest_every_year() -> None:
    today, early = firm(), firm(**{FIRST: -5})
    stage = Stage(today)
    results = stage.run(today), stage.run(early)
    freed = float(np.mean(results[0].values("bfr") - results[1].values("bfr")))
    assert freed > 0.0
    said = charts.headline("bfr", results[1], results[0], "en").sentence
    assert words.money_short(freed, "en", "EUR") in said
    assert words.money_short(freed * RATE, "en", "EUR") in said
    assert "6%" in said
    free = firm(**{"treasury.overdraft.rate": 0.0}), firm(**{"treasury.overdraft.rate": 0.0, FIRST: -5})
    stage = Stage(free[0])
    assert "%" not in charts.headline("bfr", stage.run(free[1]), stage.run(free[0]), "en").sentence
