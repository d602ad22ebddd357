"""The cast: who the customers are, in the order of their ids."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from simlib.errors import ScenarioError
from simlib.scenario.scenario import Scenario
from simlib.scenario.tables import is_bin_name
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

    Of a customer that the scenario does not have, segment and row are those of the scenario that has it.

    Attributes:
        segments: Segment of each customer of the cast.
        is_there: Whether the scenario has the customer.
        file: One row per customer of the cast, blank where no file tells; None where all are generated.
    """

    segments: tuple[str, ...]
    is_there: tuple[bool, ...]
    file: "pd.DataFrame | None"


def _segments_by_id(scenario: Scenario) -> tuple[dict[str, str], "pd.DataFrame | None"]:
    """Return a scenario's customers: those of its file, else so many of each segment."""
    if scenario.customers is not None:
        from simlib.scenario.tables import read_customers  # pandas only where a table is read

        file = read_customers(scenario.customers).set_index("customer_id")
        _check_names(scenario, file)
        return dict(zip(file.index, file["segment"], strict=True)), file
    generated = {
        f"{name}-{number:04d}": name
        for name, segment in scenario.segments.items()
        for number in range(1, segment.customers + 1)
    }
    return generated, None


def _check_names(scenario: Scenario, file: "pd.DataFrame") -> None:
    """Refuse a file of customers whose segments or bins of lateness are not the scenario's.

    Raises:
        ScenarioError: With the first such name.
    """
    assert scenario.customers is not None
    path, bins = scenario.customers.path, scenario.behaviour.bin_names
    strange = file[~file["segment"].isin(list(scenario.segments))]
    if len(strange):
        raise ScenarioError(
            f"{path}: customer {strange.index[0]!r} is of segment {strange['segment'].iloc[0]!r}, which the scenario does not have "
            f"({len(strange)} such); known: {', '.join(scenario.segments)}."
        )
    unused = [name for name in file.columns if is_bin_name(name) and name not in bins]
    if unused:
        raise ScenarioError(f"{path}: column {unused[0]} is no bin of lateness of the scenario: {', '.join(bins)}.")


def call_roll(scenarios: Sequence[Scenario]) -> tuple[Cast, tuple[Roll, ...]]:
    """Return the customers of all the scenarios together, and each scenario's own."""
    known = [_segments_by_id(scenario) for scenario in scenarios]
    ids = tuple(sorted(set().union(*(segments for segments, _ in known))))
    cast = Cast(ids=ids, entity=np.array([entity_of(customer_id) for customer_id in ids], dtype=np.int64))
    rolls = []
    for own, file in known:
        segments: dict[str, str] = {}
        for others, _ in known:
            segments = others | segments
        segments |= own
        files = [file, *(other[~other.index.isin(list(own))] for _, other in known if other is not None)]
        rolls.append(
            Roll(
                segments=tuple(segments[customer_id] for customer_id in ids),
                is_there=tuple(customer_id in own for customer_id in ids),
                file=_rows_of(files, ids),
            )
        )
    return cast, tuple(rolls)


def _rows_of(files: "Sequence[pd.DataFrame | None]", ids: tuple[str, ...]) -> "pd.DataFrame | None":
    """Return one row per customer, the first file's that has one, blank where none has; None without any file."""
    given = [file for file in files if file is not None]
    if not given:
        return None
    import pandas as pd  # only where a table is read

    rows = given[0] if len(given) == 1 else pd.concat(given)
    return rows[~rows.index.duplicated()].reindex(list(ids))
