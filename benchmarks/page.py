"""Measure the page in a browser: opening, first cards, drafts and refined figures, against what is promised.

    python benchmarks/page.py [SCENARIO] [--moves 40] [--openings 3]

Serves the page as `simlib cockpit` does, opens it in Chromium without a network, and moves the strongest lever by keyboard. The first
opening warms the server and is not counted. Promised: first cards within 3 s on a warm server; a draft in 0.2 s, refined figures in 0.7 s,
as medians, and twice that at the 95th percentile.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
START = "import sys; from simlib.workbook import serve; serve(sys.argv[1], 'fr', 0, False, print)"
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LEVER = ".lever input[type=range]"
WATCH = """() => {
  const page = document.querySelector('.simlib');
  window.seen = { asked: 0, draft: null, refined: null };
  const look = () => {
    const { asked, answered, phase } = page.dataset;
    if (asked !== answered || Number(asked) !== window.seen.asked) return;
    const now = performance.now() - window.seen.from;
    window.seen.draft ??= now;
    if (phase === 'refined') window.seen.refined ??= now;
  };
  new MutationObserver(look).observe(page, { attributes: true });
  window.move = (input, value) => {
    window.seen = { asked: Number(page.dataset.asked) + 1, draft: null, refined: null, from: performance.now() };
    input.value = value;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  };
}"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenario", nargs="?", default=str(ROOT / "scenarios" / "base.yaml"))
    parser.add_argument("--moves", type=int, default=40)
    parser.add_argument("--openings", type=int, default=3)
    asked = parser.parse_args()
    scenario = str(Path(asked.scenario).resolve())
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        command = [sys.executable, "-c", START, scenario]
        server = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True)
        try:
            assert server.stdout is not None
            address = next(line for line in server.stdout if "http://" in line).strip()
            measure(address[address.index("http://") :], asked.moves, asked.openings)
        finally:
            server.terminate()
            server.wait()


def measure(address: str, moves: int, openings: int) -> None:
    """Open the page some times, then move a lever some times, and print both."""
    program = next(filter(None, map(shutil.which, CHROMIUMS)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        first = []
        for _ in range(openings + 1):
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.set_default_timeout(180_000)
            began = time.perf_counter()
            page.goto(address)
            page.wait_for_selector(".card .figure")
            first.append(time.perf_counter() - began)
            page.wait_for_selector(".simlib[data-phase=refined]:not(.is-behind)")
            page.wait_for_timeout(12_000)  # the next visitor’s kernel gets ready
        told("first cards", first[1:], 3.0)
        drafts, refined = moved(page, moves)
        told("draft", drafts, 0.2)
        told("refined", refined, 0.7)
        browser.close()


def moved(page: Any, moves: int) -> tuple[list[float], list[float]]:
    """Return the seconds to each draft and to each refined figure after a move of the first slider."""
    page.evaluate(WATCH)
    slider = page.query_selector(LEVER)
    low, high, step = (float(slider.get_attribute(name)) for name in ("min", "max", "step"))
    drafts, refined = [], []
    for n in range(moves):
        value = low + step * ((7 * (n + 1)) % max(1, round((high - low) / step)))
        page.evaluate("([input, value]) => window.move(input, value)", [slider, value])
        page.wait_for_function("window.seen.refined !== null")
        seen = page.evaluate("window.seen")
        drafts.append(seen["draft"] / 1000.0)
        refined.append(seen["refined"] / 1000.0)
    return drafts, refined


def told(name: str, seconds: list[float], promised: float) -> None:
    """Print median and 95th percentile beside what is promised."""
    late = sorted(seconds)[min(len(seconds) - 1, round(0.95 * len(seconds)))]
    median = statistics.median(seconds)
    kept = "kept" if median <= promised and late <= 2 * promised else "NOT kept"
    print(f"{name:12} median {median:6.2f} s   95% {late:6.2f} s   promised {promised:.2f} s: {kept}")


if __name__ == "__main__":
    main()
