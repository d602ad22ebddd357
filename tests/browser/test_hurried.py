"""A machine so busy that the browser gives a widget's module up before it is there."""

from typing import Any

import pytest

from simlib.workbook.tabs import SECTIONS
from tests.browser.conftest import Visit
from tests.small import FIRST

NO_PATIENCE = """AbortSignal.timeout = () => {
  const given = new AbortController();
  setTimeout(() => given.abort(), 0);
  return given.signal;
}"""
GIVEN_UP = "[anywidget] Failed to initialize model"

SETTLED = ".simlib[data-phase=refined]:not(.is-behind) .plot .main-svg"
SAYS = """(name) => document.querySelector(`.tab-panel[data-name="${name}"]`).innerText.trim() !== ''"""
PANELS = [name for name in ("studies", "import", "export") if name in SECTIONS]


@pytest.fixture
def hurried(visit: Visit) -> Visit:
    """A visitor whose browser waits for nothing."""
    visit.page.add_init_script(NO_PATIENCE)
    return visit


def test_the_page_is_told_its_figures_all_the_same(hurried: Visit, served: str) -> None:
    page: Any = hurried.page
    page.goto(served)
    page.wait_for_selector(SETTLED)
    before = page.inner_text('.card[data-name="dso_count_back"] .figure')
    page.focus(f'[data-path="{FIRST}"] input')
    page.keyboard.press("Home")
    page.wait_for_selector('.simlib[data-asked="1"][data-answered="1"][data-phase=refined]')
    assert page.inner_text('.card[data-name="dso_count_back"] .figure') != before
    for name in PANELS:
        page.click(f'[role=tab][data-section="{name}"]')
        page.wait_for_function(SAYS, arg=name)
    assert any(GIVEN_UP in fault for fault in hurried.faults)
