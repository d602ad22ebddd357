"""Invoices per second of both engines on the shipped firm, and what the compiled one takes to get going.

The World's draws and the daily series are counted in. Of the compiled engine the warm-up before the start, common to all scenarios
compared, is timed apart; of the reference engine, which runs one world on one core, it is not. Compile time is that of a process that
finds no cache, its start included; warm start that of the next one.

    python benchmarks/engines.py --json
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCENARIOS = {
    "base": ("scenarios/base.yaml", "the whole trade, with two e-mails as reminders"),
    "calls": (
        "scenarios/base.yaml+scenarios/policies/calls.yaml",
        "the same, with a plan of five steps by segment, and calls",
    ),
}
FIRST_NUMBER = (
    "import simlib; result = simlib.simulate(simlib.load({scenario!r}), replications=1, engine='compiled'); "
    "print(result.values('dso_count_back')[0])"
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--replications", type=int, default=200, help="worlds of the compiled engine")
    parser.add_argument("--reference-replications", type=int, default=2, help="worlds of the reference engine")
    parser.add_argument("--repeats", type=int, default=3, help="the best of so many is told")
    asked = parser.parse_args()
    os.chdir(ROOT)
    cold, warm = starts()
    found = {
        "hardware": f"{os.cpu_count()} cores, {platform.machine()}, {model()}",
        "python": platform.python_version(),
        "scenarios": {
            name: {
                "scenario": scenario,
                "features": features,
                "compiled": compiled(scenario, asked.replications, asked.repeats),
                "reference": reference(scenario, asked.reference_replications),
            }
            for name, (scenario, features) in SCENARIOS.items()
        },
        "compile_s": round(cold - warm, 2),
        "first_number_without_cache_s": round(cold, 2),
        "first_number_from_cache_s": round(warm, 2),
    }
    for one in found["scenarios"].values():
        on_one_core = one["compiled"]["invoices_per_second"] / (os.cpu_count() or 1)
        one["ratio_on_one_core"] = round(on_one_core / one["reference"]["invoices_per_second"], 1)
    print(json.dumps(found, indent=2) if asked.json else as_lines(found))


def starts() -> tuple[float, float]:
    """Return the seconds from the start of a process to its first number, without and with the cache of machine code."""
    with tempfile.TemporaryDirectory() as cache:
        home = {**os.environ, "XDG_CACHE_HOME": cache, "LOCALAPPDATA": cache}
        seconds = []
        for _ in range(2):
            begin = time.perf_counter()
            code = FIRST_NUMBER.format(scenario=SCENARIOS["calls"][0])
            subprocess.run([sys.executable, "-c", code], env=home, check=True, stdout=subprocess.DEVNULL)
            seconds.append(time.perf_counter() - begin)
    return seconds[0], seconds[1]


def compiled(spec: str, replications: int, repeats: int) -> dict[str, float]:
    """Return what the compiled engine does on all cores, warm-up apart."""
    import simlib

    scenario = simlib.load(spec)
    simlib.Stage(scenario).run(scenario, 2)
    warm_up, after, processor = [], [], []
    for _ in range(repeats):
        begin = time.perf_counter()
        stage = simlib.Stage(scenario)
        stage.prepare(range(replications))
        warm_up.append(time.perf_counter() - begin)
        begin, busy = time.perf_counter(), time.process_time()
        result = stage.run(scenario, replications)
        after.append(time.perf_counter() - begin)
        processor.append(time.process_time() - busy)
    count = invoices(result, result.start)
    return {
        "replications": replications,
        "invoices": count,
        "seconds": round(min(after), 3),
        "processor_seconds": round(min(processor), 3),
        "invoices_per_second": round(count / min(after)),
        "warm_up_seconds": round(min(warm_up), 3),
    }


def reference(spec: str, replications: int) -> dict[str, float]:
    """Return what the reference engine does on one core, warm-up included."""
    import simlib

    scenario = simlib.load(spec)
    begin, busy = time.perf_counter(), time.process_time()
    result = simlib.simulate(scenario, replications=replications, engine="reference")
    seconds, processor = time.perf_counter() - begin, time.process_time() - busy
    count = invoices(result, result.daily.first)
    return {
        "replications": replications,
        "invoices": count,
        "seconds": round(seconds, 3),
        "processor_seconds": round(processor, 3),
        "invoices_per_second": round(count / seconds),
    }


def invoices(result: object, since: int) -> int:
    """Return how many invoices all worlds issued from a day on."""
    from simlib.indicators import Series

    daily = result.daily
    return int(daily.flow(Series.ISSUED_COUNT)[:, :, since - daily.first :].sum())


def model() -> str:
    """Return the processor's name where the system tells it."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.processor())


def as_lines(found: dict[str, object], indent: str = "") -> str:
    """Return what was found as lines to read."""
    return "\n".join(
        f"{indent}{name}:\n{as_lines(value, indent + '  ')}" if isinstance(value, dict) else f"{indent}{name}: {value}"
        for name, value in found.items()
    )


if __name__ == "__main__":
    main()
