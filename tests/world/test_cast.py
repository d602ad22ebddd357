"""The cast: customers by id, wherever they come from, and the same draws for each in every scenario."""

import datetime

import numpy as np
import pytest

from simlib.engine.lowering import lower
from simlib.engine.reference import Simulation, chance
from simlib.scenario import Scenario, levers
from simlib.world.cast import call_roll
from simlib.world.draws import Purpose, entity_of
from simlib.world.draws import pair as true_pair
from tests.strategies import table

TWO = Scenario.model_validate(
    {"segments": {"b": {"customers": 2}, "a": {"customers": 1}}, "months": 1, "warm_up_months": 1}
)


def test_generated_customers_are_named_after_their_segment_and_sorted() -> None:
    cast, (roll,) = call_roll([TWO])
    assert cast.ids == ("a-0001", "b-0001", "b-0002")
    assert roll.segments == ("a", "b", "b")
    assert cast.entity.tolist() == [entity_of(name) for name in cast.ids]
    assert roll.file is None


def test_scenarios_compared_share_one_cast() -> None:
    fewer = TWO.with_({"segments.b.customers": 1})
    cast, (before, after) = call_roll([TWO, fewer])
    assert cast.ids == ("a-0001", "b-0001", "b-0002")
    assert before.is_there == (True, True, True)
    assert after.is_there == (True, True, False)
    assert after.segments == ("a", "b", "b")


def test_a_file_tells_of_its_customers_and_what_it_lacks_another_tells() -> None:
    one = TWO.with_({"customers": table([{"customer_id": "x", "segment": "a", "frailty": 2.0}])["file"]})
    other = TWO.with_({"customers": table([{"customer_id": "y", "segment": "b", "bank_days": 9}])["file"]})
    cast, (roll, _) = call_roll([other, one])
    assert cast.ids == ("x", "y")
    assert roll.is_there == (False, True)
    assert roll.segments == ("a", "b")
    assert roll.file is not None
    assert roll.file["frailty"].tolist()[0] == 2.0
    assert roll.file["bank_days"].tolist()[1] == 9.0
    assert np.isnan(roll.file["frailty"].tolist()[1])


OF_WHAT_HAPPENS = {
    Purpose.MARK, Purpose.ACCEPT, Purpose.SETTLE, Purpose.TALK, Purpose.PROMISE, Purpose.INSTALMENT, Purpose.HANDOVER, Purpose.REST,
    Purpose.DEBIT, Purpose.MATCH, Purpose.FRAUD,
}  # fmt: skip


def test_no_lever_moves_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of what belongs to a thing, all addresses of a moved lever are those of the base, or orders and days more."""
    plan = {"steps": {"s": {"day": 1, "channel": "email"}, "c": {"day": 3, "channel": "call"}}}
    base = TWO.with_({"policy.reminders.plans.default": plan, "policy.calls.collectors": 1.0, "firm.seasons.may": 1.2})
    base = base.with_({"start": datetime.date(2026, 5, 1), "segments.a.orders_per_year": 50.0})
    days = {Purpose.DELIVERY, Purpose.CALL}

    def addresses(scenario: Scenario) -> dict[tuple[int, ...], tuple[float, float]]:
        asked = {}

        def spy(*address: int) -> tuple[float, float]:
            if address[4] not in days:
                asked[address] = true_pair(*address)
            return true_pair(*address)

        monkeypatch.setattr(chance, "pair", spy)
        Simulation(lower(scenario), 0).run()
        return asked

    here = addresses(base)
    later = max(ordinal for _, _, _, ordinal, purpose, _ in here if purpose == Purpose.ORDER)
    for lever in levers(base):
        if lever.path.startswith("segments.b") or lever.path.endswith(".customers"):
            continue
        there = addresses(base.with_({lever.path: moved(lever.value, lever.minimum, lever.maximum, lever.choices)}))
        for address in there.keys() - here.keys():
            _, _, _, ordinal, purpose, k = address
            if purpose in (Purpose.ORDER, Purpose.PAYMENT, Purpose.CUSTOMER_WEEK, Purpose.WEEK):
                assert ordinal > 0 or k > 0, (lever.path, address)
            else:  # asked only where something happens that did not happen before, at an address that tells of the thing alone
                assert purpose in OF_WHAT_HAPPENS, (lever.path, address)
    assert later > 0


def moved(value: object, minimum: float | None, maximum: float | None, choices: tuple[str, ...]) -> object:
    """Return another value of a lever."""
    if choices:
        return next(choice for choice in choices if choice != value)
    return maximum if value == minimum else minimum
