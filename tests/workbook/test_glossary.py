"""The glossary: complete in both languages, with a source each, and recognisable on the page."""

import pytest

from simlib import charts, words
from simlib.running import Stage
from simlib.workbook.glossary import TERMS, glossary, glossary_blocks, glossary_told
from tests.small import small

ASKED = {
    "fr": ("DSO", "BFR", "relance", "contestation", "litige", "mise en demeure", "FEC"),
    "en": ("DSO", "dispute", "reminder", "FEC"),
}


@pytest.mark.parametrize("lang", words.languages)
def test_every_term_is_defined_and_sourced_once(lang: str) -> None:
    found = glossary(lang)
    assert [one.name for one in found] == list(TERMS)
    assert all(one.meaning.endswith(".") and one.source and len(one.meaning) > 25 for one in found)
    forms = [form.lower() for one in found for form in one.forms]
    assert len(set(forms)) == len(forms), "no word stands for two terms"
    assert not set(ASKED[lang]) - {form for one in found for form in one.forms}


@pytest.mark.parametrize("lang", words.languages)
def test_what_the_page_is_told_is_the_glossary(lang: str) -> None:
    assert [one["meaning"] for one in glossary_told(lang)] == [one.meaning for one in glossary(lang)]
    table = glossary_blocks(lang)[1]
    assert [row[0][0] for row in table["rows"]] == [one.term for one in glossary(lang)]


def test_the_cards_speak_in_words_of_the_glossary() -> None:
    today = Stage(small().with_({"replications": 2})).run(small().with_({"replications": 2}))
    said = " ".join(f"{card.label} {card.sentence}" for card in charts.cards(today, today, "fr")).lower()
    named = [one.term for one in glossary("fr") if any(form.lower() in said for form in one.forms)]
    assert {"DSO", "BFR", "encours clients", "relance"} <= set(named)
