"""What experiments take on the shipped firm: exact bridges, a batch of fifty policies, a goal, an optimum.

Every draw, event and daily series is counted in, the warm-up before the start included; compiled code comes from the cache.

    python benchmarks/experiments.py --json
"""

import argparse
import json
import os
import platform
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BASE = "scenarios/base.yaml"
GRID = "scenarios/grids/reminders.yaml"
WANTED = {"bridge_5": 3.0, "bridge_8": 12.0, "batch": 60.0}
"""Seconds that we promise on two cores."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--replications", type=int, default=200, help="worlds of the batch")
    parser.add_argument("--only", choices=sorted(MEASURED), action="append", help="measure this alone")
    asked = parser.parse_args()
    os.chdir(ROOT)
    import simlib

    base = simlib.load(BASE)
    simlib.Stage(base).run(simlib.load(f"{BASE}+scenarios/policies/calls.yaml"), 2)
    found: dict[str, object] = {"hardware": f"{os.cpu_count()} cores, {platform.machine()}"}
    for name in asked.only or MEASURED:
        began, busy = time.perf_counter(), time.process_time()
        said = MEASURED[name](asked.replications)
        seconds = time.perf_counter() - began
        found[name] = said | {
            "seconds": round(seconds, 2),
            "processor_seconds": round(time.process_time() - busy, 2),
            "wanted_seconds": WANTED.get(name),
        }
    print(json.dumps(found, indent=2) if asked.json else "\n".join(f"{name}: {value}" for name, value in found.items()))


def bridge(policy: str, most: int) -> dict[str, object]:
    """Attribute the difference that a policy makes."""
    import simlib

    found = simlib.bridge(simlib.load(BASE), simlib.load(f"{BASE}+{policy}"), most=most)
    worst = max(abs(found.residual(name)) / max(1.0, abs(found.totals[name].mean)) for name in found.parts)
    scenarios = 2 ** len(found.moves)
    return {"levers": len(found.moves), "scenarios": scenarios, "replications": 16, "residual": worst}


def eight(_: int) -> dict[str, object]:
    """Attribute the difference between no reminders at all and calls, and better terms: eight levers."""
    import simlib

    base = simlib.load(BASE)
    levers = {
        "policy.reminders.gap_days": 5,
        "policy.reminders.plans.default.steps.first_reminder.day": 1,
        "policy.reminders.plans.default.steps.second_reminder.day": 12,
        "policy.reminders.plans.default.steps.second_reminder.channel": "letter",
        "segments.sme.terms.days": 40,
        "segments.large.terms.days": 40,
        "firm.billing_delay_days": 2,
        "firm.transmission_days": 0,
    }
    found = simlib.bridge(base, base.with_(levers, name="eight"))
    return {"levers": len(found.moves), "scenarios": 2 ** len(found.moves), "replications": 16}


def batch(replications: int) -> dict[str, object]:
    """Compare the fifty policies of the shipped grid, and rank them."""
    import simlib

    scenarios = [simlib.load(BASE), *simlib.grid_of(BASE, GRID)]
    found = simlib.compare_many(scenarios, replications=replications)
    best = simlib.ranking(found, "dso_count_back")[0]
    return {"policies": len(found.others), "replications": replications, "best": best.scenario}


def goal(_: int) -> dict[str, object]:
    """Find the least effort that takes five days off."""
    import simlib

    found = simlib.goal(simlib.load(BASE), 52.0)
    return {"target": 52.0, "is_reached": found.is_reached, "levers": len(found.efforts)}


def optimise(_: int) -> dict[str, object]:
    """Search two levers for the frontier."""
    import simlib

    firm = simlib.load(f"{BASE}+scenarios/policies/calls.yaml")
    found = simlib.optimise(firm, asked=["policy.calls.collectors=0..1", "policy.reminders.gap_days=1..10"])
    return {"tried": found.tried, "on_frontier": len(found.found)}


MEASURED: dict[str, Callable[[int], dict[str, object]]] = {
    "bridge_5": lambda _: bridge("scenarios/policies/firm.yaml", 5),
    "bridge_8": eight,
    "batch": batch,
    "goal": goal,
    "optimise": optimise,
}

if __name__ == "__main__":
    main()
