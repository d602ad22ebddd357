"""The events of one replication, for ledgers, traces and comparisons of engines."""

from simlib.engine.compiled.run import CompiledEngine
from simlib.engine.lowering import Brief, lower
from simlib.engine.reference import Simulation
from simlib.ledger.log import EventLog, in_order
from simlib.running.simulate import choose_engine
from simlib.scenario import Scenario


def events_of(
    scenario: Scenario,
    replication: int = 0,
    engine: str = "auto",
    base: Scenario | None = None,
    seed: int | None = None,
) -> EventLog:
    """Return all events of one replication, those of the warm-up included, in order.

    Raises:
        ScenarioError: The scenario, or the engine's name, cannot be used.
    """
    return log_of(lower(scenario, base, seed), replication, engine)


def log_of(brief: Brief, replication: int, engine: str = "auto") -> EventLog:
    """Return all events of one replication of a scenario made ready, in order.

    Raises:
        ScenarioError: There is no such engine.
    """
    chosen, _ = choose_engine(engine)
    rows = CompiledEngine(brief).events(replication) if chosen == "compiled" else Simulation(brief, replication).run()
    return EventLog(in_order(rows), brief.cast.ids, brief.segments, _given_ids(brief))


def _given_ids(brief: Brief) -> dict[tuple[int, int], str]:
    """Return the ids of invoices that came with one."""
    opened = zip(
        brief.opening.table.customer.tolist(), brief.opening.table.ordinal.tolist(), brief.opening.ids, strict=True
    )
    ids = {(customer, ordinal): name for customer, ordinal, name in opened}
    if brief.orders.ids:
        for customer in range(len(brief.cast.ids)):
            first, end = int(brief.orders.first[customer]), int(brief.orders.first[customer + 1])
            named = enumerate(brief.orders.ids[first:end])
            ids |= {(customer, ordinal): name for ordinal, name in named if name}
    return ids
