"""What a report takes: the comparison of twenty policies of the shipped firm, as page, slides and workbook.

Simulating, drawing, and writing all formats are counted in; compiled code comes from the cache. Processor seconds are those of this
process and of the notebook's kernel.

    python benchmarks/reports.py --json
"""

import argparse
import json
import os
import platform
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BASE = "scenarios/base.yaml"
GRID = "scenarios/grids/reminders.yaml"
FORMATS = ("html", "pptx", "xlsx")
WANTED = 120.0
"""Seconds that we promise on two cores."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--policies", type=int, default=20, help="policies beside today's")
    parser.add_argument("--replications", type=int, default=200, help="worlds")
    parser.add_argument("--lang", choices=("fr", "en"), default="fr", help="language of the report")
    asked = parser.parse_args()
    os.chdir(ROOT)
    found = {"hardware": f"{os.cpu_count()} cores, {platform.machine()}"} | report(
        asked.policies, asked.replications, asked.lang
    )
    print(json.dumps(found, indent=2) if asked.json else "\n".join(f"{name}: {value}" for name, value in found.items()))


def report(policies: int, replications: int, lang: str) -> dict[str, object]:
    """Make the report in a folder of its own and tell what it took."""
    import simlib
    from simlib.reporting import render

    base = simlib.load(BASE)
    scenarios = [base, *simlib.grid_of(BASE, GRID)[:policies]]
    simlib.Stage(base).run(scenarios[-1], 2)
    with tempfile.TemporaryDirectory() as folder:
        began, busy = time.perf_counter(), sum(os.times()[:4])
        made = render(
            scenarios, template="comparison", to=FORMATS, lang=lang, out_dir=Path(folder), replications=replications
        )
        seconds, processor = time.perf_counter() - began, sum(os.times()[:4]) - busy
        sizes = {file.suffix.removeprefix("."): file.stat().st_size for file in made}
    return {
        "policies": len(scenarios) - 1,
        "replications": replications,
        "lang": lang,
        "bytes": sizes,
        "seconds": round(seconds, 2),
        "processor_seconds": round(processor, 2),
        "wanted_seconds": WANTED,
    }


if __name__ == "__main__":
    main()
