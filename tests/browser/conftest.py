"""Chromium without a network, and the page served as people get it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any

import pytest

from simlib.scenario import dump_yaml
from simlib.workbook.tabs import SECTIONS
from tests.small import ROOT, small

PATIENCE = 90
"""Seconds to wait for a server or a first figure: the first run may have to compile the engine."""

WINDOW = {"width": 1280, "height": 800}
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OFFLINE = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"
ARGUMENTS = ["--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking", OFFLINE]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all tests of this folder."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def chromium() -> str:
    """Return where Chromium is; without one the test is skipped."""
    program = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if program is None:
        pytest.skip(f"no Chromium; install one of {', '.join(CHROMIUMS)}")
    return program


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, every name but this machine's unknown to it; without one the tests are skipped.

    It ends with its module: while it is there its own event loop runs, and tests with loops of theirs cannot.
    """
    api = pytest.importorskip("playwright.sync_api", reason="no playwright; install the dev extra")
    program = chromium()
    with api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield started
        started.close()


@dataclass
class Visit:
    """A page of the browser and what went wrong on it."""

    page: Any
    faults: list[str] = field(default_factory=list)

    def hear(self) -> None:
        """Listen for errors, failed requests, and requests to anywhere else."""
        self.page.on("console", lambda said: said.type == "error" and self.faults.append(f"console: {said.text}"))
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("requestfailed", lambda request: self.faults.append(f"failed: {request.url}"))
        self.page.on(
            "request", lambda request: self._local(request.url) or self.faults.append(f"elsewhere: {request.url}")
        )

    @staticmethod
    def _local(url: str) -> bool:
        return url.startswith(
            ("http://127.0.0.1", "ws://127.0.0.1", "http://localhost", "ws://localhost", "blob:", "data:")
        )


def visitor(browser: Any) -> Visit:
    """Return a fresh visitor with a window of 1280 x 800 pixels and cookies of their own."""
    context = browser.new_context(viewport=WINDOW)
    context.set_default_timeout(PATIENCE * 1000)
    visited = Visit(context.new_page())
    visited.hear()
    return visited


@pytest.fixture
def visit(browser: Any) -> Iterator[Visit]:
    """A fresh visitor."""
    visited = visitor(browser)
    yield visited
    visited.page.context.close()


class Server:
    """A program that serves pages, and the lines it says."""

    def __init__(self, *arguments: str, cwd: Path) -> None:
        """Start it."""
        environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=cwd,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said: list[str] = []
        self._lines: Queue[str] = Queue()
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)

    def line_with(self, mark: str) -> str:
        """Wait for a line with a mark, and return it from there on."""
        try:
            while True:
                line = self._lines.get(timeout=PATIENCE)
                self.said.append(line)
                if mark in line:
                    return line[line.index(mark) :].strip()
        except Empty:
            pytest.fail(f"the server said nothing with {mark!r}:\n{''.join(self.said)}")

    def stop(self) -> None:
        """Stop it, kindly first."""
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._reader.join(timeout=20)
        assert self.process.stdout is not None
        self.process.stdout.close()


@pytest.fixture(scope="session")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the small firm."""
    path = tmp_path_factory.mktemp("firm") / "small.yaml"
    path.write_text(dump_yaml(small()), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def served(firm: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the page, its token included; one server for all tests of a process."""
    chromium()
    start = "import sys; from simlib.workbook import serve; serve(sys.argv[1], 'fr', 0, False, print)"
    server = Server("-c", start, str(firm), cwd=tmp_path_factory.mktemp("served"))
    yield server.line_with("http://")
    server.stop()


@pytest.fixture(scope="module")
def shared(browser: Any, served: str) -> Iterator[Visit]:
    """A visitor whom several tests accompany; each leaves the page as it found it."""
    visited = visitor(browser)
    opened(visited, served)
    yield visited
    visited.page.context.close()


SETTLED = ".simlib[data-phase=refined]:not(.is-behind) .plot .main-svg"


def opened(visit: Visit, address: str) -> Any:
    """Open the page and wait until all replications are shown."""
    visit.page.goto(address)
    visit.page.wait_for_selector(SETTLED)
    return visit.page


def caught_up(page: Any) -> None:
    """Wait until the page has answered everything, with all replications."""
    page.wait_for_function(
        """() => { const { asked, answered, phase } = document.querySelector('.simlib').dataset;
                   return asked === answered && phase === 'refined'; }"""
    )


def open_tab(page: Any, name: str) -> None:
    """Open a tab and wait until it shows what it has to show."""
    section = next(section for section, tabs in SECTIONS.items() if name in tabs)
    page.click(f'[role=tab][data-section="{section}"]')
    if len(SECTIONS[section]) > 1:
        page.click(f'[role=tab][data-name="{name}"]')
    page.wait_for_selector(f'.tab-panel[data-name="{name}"]:not(.is-behind)')
    page.wait_for_function("document.querySelector('.tab-panel').innerText.trim() !== ''")
