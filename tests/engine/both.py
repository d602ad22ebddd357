"""Both engines on one scenario."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest

from simlib.engine.compiled.run import CompiledEngine
from simlib.engine.lowering import lower
from simlib.engine.reference import Simulation
from simlib.ledger.events import Column, Kind
from simlib.ledger.log import in_order
from simlib.running import events_of
from simlib.scenario import Scenario
from tests.strategies import Case

Events = npt.NDArray[np.int64]

ENGINES = ("reference", "compiled")
both_engines: Callable[..., pytest.MarkDecorator] = pytest.mark.parametrize("engine", ENGINES)


def pair_of(scenario: Scenario, base: Scenario | None = None, replication: int = 0) -> tuple[Events, Events]:
    """Return the events of the reference and of the compiled engine, in order."""
    brief = lower(scenario, base)
    reference = Simulation(brief, replication).run()
    return in_order(reference), in_order(CompiledEngine(brief).events(replication))


def assert_equal(scenario: Scenario, base: Scenario | None = None, replication: int = 0) -> Events:
    """Assert that both engines tell the same, event for event; return it."""
    reference, compiled = pair_of(scenario, base, replication)
    if not np.array_equal(reference, compiled):
        raise AssertionError(first_difference(reference, compiled))
    return reference


def assert_pair(case: Case) -> Events:
    """Assert that both engines tell the same of a base and of what changes at the start; return all events."""
    return np.concatenate((assert_equal(case.base), assert_equal(case.change, case.base, replication=1)))


def first_difference(one: Events, other: Events) -> str:
    """Say where two logs part."""
    for number, (a, b) in enumerate(zip(one.tolist(), other.tolist(), strict=False)):
        if a != b:
            return f"event {number}: reference {told(a)}, compiled {told(b)}"
    longer, name = (one, "reference") if len(one) > len(other) else (other, "compiled")
    return f"{name} goes on: {told(longer[min(len(one), len(other))].tolist())}"


def told(event: list[int]) -> dict[str, object]:
    """Return an event by the names of its columns."""
    return {
        column.name.lower(): Kind(value).name if column is Column.KIND else value
        for column, value in zip(Column, event, strict=True)
    }


def rows_of(scenario: Scenario, engine: str, base: Scenario | None = None, replication: int = 0) -> Events:
    """Return one engine's events, in order."""
    return events_of(scenario, replication, engine, base).rows


def only(events: Events, *kinds: Kind) -> Events:
    """Return the events of some kinds."""
    return events[np.isin(events[:, Column.KIND], kinds)]
