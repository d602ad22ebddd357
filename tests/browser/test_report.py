"""The report in a browser without a network: nothing is fetched, nothing goes wrong, all is drawn, and it prints."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from simlib.reporting import render
from tests.small import FIRST, small

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"
FIGURES = 5
TELEPHONE, DESK = 390, 1280


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report that compares two scenarios, one of them with a hostile name."""
    scenarios = [small(), small().with_({FIRST: -7}, name=HOSTILE)]
    [made] = render(scenarios, lang="fr", out_dir=tmp_path_factory.mktemp("report"), replications=5)
    return made


@pytest.fixture(params=[DESK, TELEPHONE])
def page(browser: Any, file: Path, request: pytest.FixtureRequest) -> Iterator[Any]:
    """The report, opened from the disk with the network off, at the width of a desk's screen and of a telephone's."""
    context = browser.new_context(viewport={"width": request.param, "height": 800}, offline=True)
    page, faults = context.new_page(), []
    page.on("console", lambda said: faults.append(f"console: {said.text}"))
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    page.on("dialog", lambda dialog: (faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda asked: asked.url == file.as_uri() or faults.append(f"request: {asked.url}"))
    page.on("requestfailed", lambda asked: faults.append(f"failed: {asked.url}"))
    page.goto(file.as_uri())
    page.locator("figure").nth(FIGURES - 1).locator(".main-svg").first.wait_for()
    yield page
    assert faults == []
    context.close()


def test_opens(page: Any) -> None:
    """Draw every figure within the page, name in French what is French, run no script of a name."""
    assert page.evaluate("document.documentElement.lang") == "fr"
    assert page.locator("figure .main-svg").count() >= FIGURES
    assert page.evaluate("document.documentElement.scrollWidth") == page.viewport_size["width"]
    assert "janv." in page.locator("figure").nth(1).inner_text()
    assert page.get_by_text(HOSTILE).count() > 0


def test_long_lists_open(page: Any) -> None:
    """Keep the hazards folded until asked."""
    folded = page.locator("section.register details").first
    assert not folded.locator("table").is_visible()
    folded.locator("summary").click()
    assert folded.locator("table").is_visible()


def test_prints(browser: Any, file: Path, tmp_path: Path) -> None:
    """Fit the figures to the sheet while printing, and to the screen again; number the pages."""
    context = browser.new_context(viewport={"width": DESK, "height": 800}, offline=True)
    page = context.new_page()
    page.goto(file.as_uri())
    page.locator("figure").nth(FIGURES - 1).locator(".main-svg").first.wait_for()
    sizes = "[...document.querySelectorAll('.main-svg')].map(svg => [svg.clientWidth, svg.clientHeight])"
    on_screen = page.evaluate(sizes)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    on_paper = page.evaluate(sizes)
    assert {width for width, _ in on_paper} == {680}
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(sizes) == on_paper
    assert page.locator("details:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(sizes) == on_screen
    printed = tmp_path / "report.pdf"
    page.pdf(path=printed, prefer_css_page_size=True)
    context.close()
    try:
        words = subprocess.run(
            ["pdftotext", "-layout", printed, "-"], capture_output=True, text=True, check=True
        ).stdout
    except FileNotFoundError:
        pytest.skip("no pdftotext; install poppler-utils")
    pages = words.count("\f")
    assert 5 <= pages <= 18
    assert f"Page {pages} / {pages}" in words
    assert "Chance quotidienne de paiement" in words
