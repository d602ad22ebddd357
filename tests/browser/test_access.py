"""Every tab of the page, looked at as people do who see little, hear the page, or read French only."""

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from simlib import words
from simlib.locale import CATALOGUE
from simlib.scenario import levers
from simlib.workbook.glossary import glossary
from simlib.workbook.panels import PANELS
from simlib.workbook.tabs import SECTIONS, TABS
from tests.browser.conftest import WINDOW, Visit, caught_up, open_tab, opened, visitor
from tests.browser.looking import EVERY_TEXT, OVERLAPPING, TEXTS_TOO_SMALL
from tests.small import FIRST, small

SMALLEST = 12.0
WIDE = {"width": 1920, "height": 1080}
NAMES = tuple(
    name for tabs in SECTIONS.values() for name in tabs if name in TABS or name in {one.name for one in PANELS}
)
GRAVE = ("serious", "critical")


@dataclass
class Looked:
    """What was found on the tabs, by name."""

    visit: Visit
    faults: dict[str, list[str]] = field(default_factory=dict)
    small: dict[str, list[str]] = field(default_factory=dict)
    over: dict[str, list[str]] = field(default_factory=dict)
    texts: dict[str, list[str]] = field(default_factory=dict)


def graver(page: Any) -> list[str]:
    """Return the serious and critical faults that axe-core finds on a page as it is."""
    api = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe; install the dev extra")
    found = api.Axe().run(page, options={"resultTypes": ["violations"]}).response
    return [
        f"{one['id']}: {node['target']}"
        for one in found["violations"]
        if one["impact"] in GRAVE
        for node in one["nodes"][:3]
    ]


@pytest.fixture(scope="module")
def looked(browser: Any, served: str) -> Iterator[Looked]:
    """A French page with a change asked for, every tab of it opened and looked at."""
    found = Looked(visitor(browser))
    page = opened(found.visit, served)
    page.focus(f'[data-path="{FIRST}"] input')
    page.keyboard.press("Home")
    caught_up(page)
    for name in NAMES:
        open_tab(page, name)
        found.faults[name] = graver(page)
        found.texts[name] = page.evaluate(EVERY_TEXT)
        for size in (WIDE, WINDOW):
            page.set_viewport_size(size)
            page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
            at = f"{name} at {size['width']}"
            found.small[at] = page.evaluate(TEXTS_TOO_SMALL, SMALLEST)
            found.over[at] = page.evaluate(OVERLAPPING)
    yield found
    found.visit.page.context.close()


def some(found: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return where something was found."""
    return {name: lines for name, lines in found.items() if lines}


def test_axe_finds_nothing_grave_on_any_tab(looked: Looked) -> None:
    assert some(looked.faults) == {}


def test_no_text_is_too_small(looked: Looked) -> None:
    assert some(looked.small) == {}


def test_no_text_lies_over_another(looked: Looked) -> None:
    assert some(looked.over) == {}


def test_nothing_was_asked_of_a_network_and_nothing_went_wrong(looked: Looked) -> None:
    assert looked.visit.faults == []


def test_every_tab_was_looked_at(looked: Looked) -> None:
    assert set(looked.texts) == set(NAMES)
    assert {"studies", "import", "export", "glossary"} <= set(NAMES)


def test_what_is_planted_is_found(looked: Looked) -> None:
    page = looked.visit.page
    page.evaluate(
        """() => {
          const bad = document.createElement('p');
          bad.className = 'planted';
          bad.style = 'position: absolute; top: 4px; left: 4px; font-size: 11px; color: #999; background: #aaa';
          bad.append('planted text over planted text', document.createElement('br'));
          const over = bad.cloneNode(true);
          over.append(Object.assign(document.createElement('input'), { type: 'text' }));
          document.querySelector('.simlib').append(bad, over);
        }"""
    )
    assert "planted text over planted text" in page.evaluate(TEXTS_TOO_SMALL, SMALLEST)
    assert any("planted" in pair for pair in page.evaluate(OVERLAPPING))
    faults = " ".join(graver(page))
    assert "color-contrast" in faults
    assert "label" in faults
    page.evaluate("document.querySelectorAll('.planted').forEach((one) => one.remove())")


def english() -> dict[str, re.Pattern[str]]:
    """Return what would be English on a French page: every entry of the catalogue and of the levers that is spelled otherwise in French."""
    pairs = {key: (entry.fr, entry.en) for key, entry in CATALOGUE.items()}
    for lever in levers(small()):
        pairs[lever.path] = (lever.label("fr"), lever.label("en"))
    french = {plain(form) for fr, _ in pairs.values() for form in (fr, *fr.split("|"))}
    return {
        key: pattern(en)
        for key, (fr, en) in pairs.items()
        if plain(en) != plain(fr) and plain(en) not in french and said(en)
    }


def plain(text: str) -> str:
    return " ".join(text.casefold().split())


def said(text: str) -> bool:
    """Return whether an entry holds words of its own."""
    return len(re.findall(r"[^\W\d_]{2,}", "".join(part for part, *_ in string.Formatter().parse(text)))) > 0


def pattern(text: str) -> re.Pattern[str]:
    """Return what finds an entry as a whole text, whatever its values."""
    parts = [
        "".join(re.escape(part)) + (".+?" if name is not None else "")
        for part, name, *_ in string.Formatter().parse(text)
    ]
    return re.compile(r"\s+".join("".join(parts).replace("\\ ", " ").split()), re.IGNORECASE)


def test_the_french_page_holds_no_english(looked: Looked) -> None:
    assert looked.visit.page.evaluate("document.documentElement.lang") == "fr"
    texts = {text for lines in looked.texts.values() for text in lines} - {"EN", "FR"}
    assert len(texts) > 300
    found = {key: text for key, one in english().items() for text in texts if one.fullmatch(text)}
    assert found == {}


def test_an_english_entry_would_be_seen() -> None:
    asked = english()
    assert asked["page.reset"].fullmatch(words.text("page.reset", "en"))
    assert asked["studies.now"].fullmatch(words.text("studies.now", "en", n=3))
    assert not asked["page.reset"].fullmatch(words.text("page.reset", "fr"))
    assert len(asked) > 400


def test_a_term_is_explained_on_hover_and_by_keyboard(looked: Looked) -> None:
    page = looked.visit.page
    page.focus(".card .term")
    term = page.inner_text(".card .term")
    (known,) = [one for one in glossary("fr") if term.casefold() in {form.casefold() for form in one.forms}]
    meaning = plain(page.inner_text(".meaning"))
    assert plain(known.meaning) in meaning
    assert plain(known.source) in meaning
    described = page.get_attribute(".card .term", "aria-describedby")
    assert page.get_attribute(".meaning", "id") == described
    page.keyboard.press("Escape")
    assert page.query_selector(".meaning") is None
    page.hover(".card .term >> nth=-1")
    page.wait_for_selector(".meaning")
    page.mouse.move(2, 2)
    page.wait_for_selector(".meaning", state="detached")


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name in ("dso", "import") else [pytest.mark.long]) for name in NAMES]
)
def test_axe_finds_nothing_grave_where_dark_is_preferred(looked: Looked, name: str) -> None:
    page = looked.visit.page
    page.emulate_media(color_scheme="dark")
    open_tab(page, name)
    assert graver(page) == []
    page.emulate_media(color_scheme="light")
