"""One indicator of every customer, as of several days: what an experiment on customers would measure."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from simlib.engine.compiled.run import CompiledEngine
from simlib.engine.lowering import lower
from simlib.engine.reference import Simulation
from simlib.indicators import INDICATORS
from simlib.running.accounts import Accounts
from simlib.running.simulate import choose_engine
from simlib.running.stage import Progress, over_replications
from simlib.scenario import Scenario


@dataclass(frozen=True, eq=False)
class Customers:
    """An indicator of each customer.

    Attributes:
        ids: Ids of the customers.
        segments: Segment of each.
        first: First day simulated.
        start: First day of the scenario.
        values: float64 ``[R, customers, days]``, NaN where undefined.
    """

    ids: tuple[str, ...]
    segments: tuple[str, ...]
    first: int
    start: int
    values: npt.NDArray[np.float64]


def by_customer(
    scenario: Scenario,
    base: Scenario,
    indicator: str,
    days: Sequence[int],
    replications: int,
    *,
    seed: int | None = None,
    engine: str = "auto",
    progress: Progress | None = None,
) -> Customers:
    """Return an indicator of every customer as of some days; a flow covers the time since the start, or before it the year before."""
    brief = lower(scenario, base, base.seed if seed is None else seed)
    ids = brief.cast.ids
    accounts = Accounts(brief, scenario, base, ids, np.arange(len(ids), dtype=np.int64))
    compiled = CompiledEngine(brief) if choose_engine(engine)[0] == "compiled" else None
    asked = np.asarray(days, dtype=np.int64)

    def one(replication: int) -> npt.NDArray[np.float64]:
        events = compiled.events(replication) if compiled else Simulation(brief, replication).run()
        flows = accounts.room(1)
        accounts.enter(events, flows[0])
        accounts.enter_history(flows[0])
        found: npt.NDArray[np.float64] = INDICATORS[indicator].compute(accounts.daily(flows), asked)[0]
        return found

    values = np.stack(over_replications(one, range(replications), progress))
    return Customers(ids, tuple(brief.segments), accounts.first, brief.start, values)
