"""The page as people get it: served by Voila, opened in Chromium without a network."""

import time
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from simlib import charts, words
from simlib.running import Stage
from simlib.scenario import load
from simlib.workbook.tabs import SECTIONS
from tests.browser.conftest import WINDOW, Visit, opened
from tests.small import FIRST

CLIPPED = """() => ['h1', 'h2', 'h3', 'p', 'label', 'button', 'output']
  .flatMap((name) => [...document.querySelectorAll('.simlib ' + name)])
  .filter((one) => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent)"""

INCLUDES = "(word) => document.querySelector('.simlib').innerText.includes(word)"

WITHOUT_NAME = """() => [...document.querySelectorAll('.simlib input, .simlib select, .simlib button')]
  .filter((one) => !(one.labels?.length || one.ariaLabel || one.textContent.trim())).map((one) => one.outerHTML)"""


def cards(page: Any) -> dict[str, tuple[str, str, str]]:
    """Return what the cards say: value, change with interval, sentence."""
    return {
        card.get_attribute("data-name"): tuple(
            card.query_selector(part).inner_text() for part in (".figure", ".change", ".sentence")
        )
        for card in page.query_selector_all(".card")
    }


def as_shown(cards_of_library: tuple[charts.Headline, ...]) -> dict[str, tuple[str, str, str]]:
    """Return what cards ought to say."""
    return {
        card.name: (card.value, "\n".join(filter(None, (card.change, card.interval))), card.sentence)
        for card in cards_of_library
    }


def same(shown: dict[str, tuple[str, str, str]], expected: dict[str, tuple[str, str, str]]) -> bool:
    """Return whether cards say the same, whatever their spaces."""
    return {name: [" ".join(text.split()) for text in texts] for name, texts in shown.items()} == {
        name: [" ".join(text.split()) for text in texts] for name, texts in expected.items()
    }


def answered(moves: int) -> str:
    """Return what selects a page that has answered so many moves with all replications."""
    return f'.simlib[data-asked="{moves}"][data-answered="{moves}"][data-phase=refined] .plot .main-svg'


def test_the_page_opens_offline_and_says_what_the_library_says(shared: Visit, firm: Path) -> None:
    page = shared.page
    today = Stage(load(firm)).run(load(firm))
    assert same(cards(page), as_shown(charts.cards(today, today, "fr")))
    assert page.title() == words.text("page.title", "fr")
    assert page.evaluate("document.documentElement.lang") == "fr"
    assert shared.faults == []


def test_a_move_shows_the_figures_of_the_library(shared: Visit, firm: Path) -> None:
    page = shared.page
    base = load(firm)
    before, moves = cards(page), int(page.get_attribute(".simlib", "data-asked"))
    page.focus(f'[data-path="{FIRST}"] input')
    for _ in range(12):
        page.keyboard.press("ArrowLeft")
    page.wait_for_selector(answered(moves + 12))
    stage = Stage(base)
    moved, today = stage.run(base.with_({FIRST: -5})), stage.run(base)
    assert same(cards(page), as_shown(charts.cards(moved, today, "fr")))
    assert cards(page) != before
    assert page.inner_text(f'[data-path="{FIRST}"] output') == "échéance −\u00a05\u00a0j"
    title = charts.framed(charts.dso_fan(moved, today, "fr")).title
    assert page.inner_text(".chart-title") == title
    page.click(".reset")
    page.wait_for_selector(answered(moves + 13))
    assert cards(page) == before
    assert shared.faults == []


def test_every_tab_draws_by_mouse_and_by_keyboard(shared: Visit) -> None:
    page = shared.page
    titles = set()
    for name in SECTIONS["results"]:
        page.click(f'[role=tab][data-name="{name}"]')
        page.wait_for_selector(f'[role=tab][data-name="{name}"][aria-selected=true]')
        page.wait_for_selector(".tab-panel:not(.is-behind) .plot .main-svg")
        page.wait_for_function(
            "(known) => !known.includes(document.querySelector('.chart-title').textContent)", arg=list(titles)
        )
        titles.add(page.inner_text(".chart-title"))
    page.focus(".tabs [aria-selected=true]")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector(f'[role=tab][data-name="{SECTIONS["results"][0]}"][aria-selected=true]')
    assert shared.faults == []


def test_the_page_speaks_both_languages(shared: Visit) -> None:
    page = shared.page
    french = page.inner_text(".simlib")
    assert words.text("page.reset", "fr") in french
    assert words.text("page.reset", "en") not in french
    page.click(".languages [lang=en]")
    page.wait_for_function("document.documentElement.lang === 'en'")
    for key in ("page.title", "page.reset"):
        page.wait_for_function(INCLUDES, arg=words.text(key, "en"))
    english = page.inner_text(".simlib")
    for key in ("page.title", "page.reset", "tab.ageing", "group.reminders"):
        assert words.text(key, "en") in english
        assert words.text(key, "fr") not in english
    page.click(".languages [lang=fr]")
    page.wait_for_function("document.documentElement.lang === 'fr'")
    page.wait_for_function(INCLUDES, arg=words.text("page.title", "fr"))
    assert shared.faults == []


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1920, 1080), (420, 900)])
def test_everything_can_be_read(shared: Visit, width: int, height: int) -> None:
    page = shared.page
    page.set_viewport_size({"width": width, "height": height})
    assert page.evaluate(CLIPPED) == []
    assert page.evaluate(WITHOUT_NAME) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.set_viewport_size(WINDOW)
    assert shared.faults == []


def test_help_unfolds(shared: Visit) -> None:
    page = shared.page
    button = page.query_selector(f'[data-path="{FIRST}"] .hint')
    assert not page.is_visible(f'[data-path="{FIRST}"] .help')
    button.click()
    assert page.is_visible(f'[data-path="{FIRST}"] .help')
    assert button.get_attribute("aria-expanded") == "true"


def test_two_visitors_do_not_mix(visit: Visit, shared: Visit, served: str) -> None:
    page, theirs = opened(visit, served), shared.page
    before = cards(theirs)
    assert cards(page) == before
    page.focus(f'[data-path="{FIRST}"] input')
    page.keyboard.press("Home")
    page.wait_for_selector(answered(1))
    assert cards(page) != before
    assert cards(theirs) == before
    assert visit.faults == []


def test_who_leaves_ends_the_kernel(visit: Visit, served: str) -> None:
    page = opened(visit, served)
    kernel = page.evaluate("JSON.parse(document.getElementById('jupyter-config-data').textContent).kernelId")
    address = f"{served.split('/?')[0]}/api/kernels/{kernel}"
    assert page.request.get(address).ok
    page.goto("about:blank")
    until = time.monotonic() + 20
    while (status := page.request.get(address).status) != 404 and time.monotonic() < until:
        time.sleep(0.2)
    assert status == 404
    assert visit.faults == []


def test_nobody_comes_in_without_the_token(visit: Visit, served: str) -> None:
    bare = served.split("?")[0]
    with urlopen(bare) as answer:
        assert "login" in answer.url
    visit.page.goto(bare)
    assert visit.page.query_selector(".simlib") is None
