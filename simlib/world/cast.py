"""The cast: who the customers are, in the order of their ids."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from simlib.scenario import Scenario
from simlib.world.draws import entity_of

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Cast:
    """All customers of one or several scenarios compared, sorted by id.

    Attributes:
        ids: Customer ids.
        entity: int64 per customer, the hash that addresses its draws.
    """

    ids: tuple[str, ...]
    entity: npt.NDArray[np.int64]


@dataclass(frozen=True)
class Roll:
    """One scenario's customers, at their places in a cast.

    Attributes:
        segments: Segment of each customer of the cast; empty where the scenario does not know the customer.
        file: The scenario's file of customers, indexed by id; None where they are generated.
    """

    segments: tuple[str, ...]
    file: "pd.DataFrame | None"


def _segments_by_id(scenario: Scenario) -> tuple[dict[str, str], "pd.DataFrame | None"]:
    """Return a scenario's customers: those of its file, else so many of each segment."""
    if scenario.customers is not None:
        from simlib.scenario.tables import read_customers  # pandas only where a table is read

        file = read_customers(scenario.customers).set_index("customer_id")
        return dict(zip(file.index, file["segment"], strict=True)), file
    generated = {
        f"{name}-{number:04d}": name
        for name, segment in scenario.segments.items()
        for number in range(1, segment.customers + 1)
    }
    return generated, None


def call_roll(scenarios: Sequence[Scenario]) -> tuple[Cast, tuple[Roll, ...]]:
    """Return the customers of all the scenarios together, and each scenario's own."""
    known = [_segments_by_id(scenario) for scenario in scenarios]
    ids = tuple(sorted(set().union(*(segments for segments, _ in known))))
    cast = Cast(ids=ids, entity=np.array([entity_of(customer_id) for customer_id in ids], dtype=np.int64))
    rolls = (Roll(tuple(segments.get(customer_id, "") for customer_id in ids), file) for segments, file in known)
    return cast, tuple(rolls)
