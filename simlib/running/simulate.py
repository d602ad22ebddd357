"""Simulating one scenario."""

import time
from collections.abc import Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt

from simlib.engine.compiled.run import CompiledEngine
from simlib.engine.lowering import Brief, lower
from simlib.engine.reference import Simulation
from simlib.errors import ScenarioError
from simlib.indicators import INDICATORS, Daily, value_of_run
from simlib.jit import is_compiled, why_not_compiled
from simlib.running.accounts import Accounts
from simlib.running.result import ByGroup, Result
from simlib.running.stage import Progress, check_comparable, check_day, over_replications
from simlib.scenario import Scenario

By = Literal["segment", "customer"]
Engine = Literal["auto", "compiled", "reference"]


def choose_engine(engine: str) -> tuple[str, str]:
    """Return the engine to use, and why it is not the compiled one where ``auto`` could not take it.

    Raises:
        ScenarioError: There is no such engine.
    """
    if engine == "auto":
        return ("compiled", "") if is_compiled() else ("reference", why_not_compiled())
    if engine not in ("compiled", "reference"):
        raise ScenarioError(f"engine {engine!r} does not exist; choose auto, compiled or reference")
    return engine, ""


def simulate(
    scenario: Scenario,
    *,
    replications: int | None = None,
    seed: int | None = None,
    engine: str = "auto",
    by: By | None = None,
    base: Scenario | None = None,
    at: int | None = None,
    progress: Progress | None = None,
    first: int = 0,
) -> Result:
    """Simulate a scenario.

    Args:
        scenario: What is simulated.
        replications: Number of worlds; the scenario's own where it is not given.
        seed: Seed of the draws; the base's own where it is not given.
        engine: ``auto`` takes the compiled engine where it can; ``compiled`` and ``reference`` insist.
        by: Also read indicators by ``segment`` or by ``customer``.
        base: What happens until the start, where that is another scenario.
        at: Day as of which indicators are read, instead of the value of the run.
        progress: Told (done, total) as replications end.
        first: Number of the first world.

    Raises:
        ScenarioError: The scenario, or the engine's name, cannot be used.
    """
    began = time.perf_counter()
    base = scenario if base is None else base
    check_comparable(base, scenario)
    seed = base.seed if seed is None else seed
    count = scenario.replications if replications is None else replications
    chosen, reason = choose_engine(engine)
    brief = lower(scenario, base, seed)
    check_day(brief, scenario, at)
    accounts = Accounts(brief, scenario, base)
    flows = accounts.room(count)
    groups, of_customer = _groups(brief, by)
    by_accounts = Accounts(brief, scenario, base, groups, of_customer) if by else None
    names = [name for name, indicator in INDICATORS.items() if indicator.by_group]
    compiled = CompiledEngine(brief) if chosen == "compiled" else None

    def one(replication: int) -> dict[str, npt.NDArray[np.float64]]:
        events = compiled.events(replication) if compiled else Simulation(brief, replication).run()
        accounts.enter(events, flows[replication - first])
        accounts.enter_history(flows[replication - first])
        return _values_by(by_accounts, events, names, at) if by_accounts else {}

    values = over_replications(one, range(first, first + count), progress)
    found = ByGroup(groups, {name: np.array([each[name] for each in values]) for name in names}) if by else None
    elapsed = time.perf_counter() - began
    return Result(scenario, chosen, reason, seed, elapsed, accounts.daily(flows), found, at)


def _groups(brief: Brief, by: By | None) -> tuple[tuple[str, ...], npt.NDArray[np.int64]]:
    """Return the names of the groups asked for, and the group of each customer."""
    if by == "customer":
        return brief.cast.ids, np.arange(len(brief.cast.ids), dtype=np.int64)
    names: Sequence[str] = sorted(set(brief.segments)) if by else ("all",)
    of = [names.index(name) if by else 0 for name in brief.segments]
    return tuple(names), np.array(of, dtype=np.int64)


def _values_by(
    accounts: Accounts, events: npt.NDArray[np.int64], names: Sequence[str], at: int | None
) -> dict[str, npt.NDArray[np.float64]]:
    """Return one replication's indicators by group; its series are let go."""
    flows = accounts.room(1)
    accounts.enter(events, flows[0])
    accounts.enter_history(flows[0])
    daily: Daily = accounts.daily(flows)
    return {name: value_of_run(daily, name, at)[0] for name in names}
