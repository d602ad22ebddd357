"""Texts, numbers and dates in both languages."""

import datetime
import importlib
import math
import pkgutil
import re
import string
from pathlib import Path

import pytest

from simlib import locale, words
from simlib.locale import CATALOGUE

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCES = [
    path for suffix in ("*.py", "*.ipynb") for path in (ROOT / "simlib").rglob(suffix) if path.parent.name != "locale"
]
CODE = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
TEMPLATES = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "simlib").rglob("*.j2"))


def places(text: str) -> list[str]:
    """Return the names in braces of a text."""
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("key", CATALOGUE)
def test_every_text_has_both_languages(key: str) -> None:
    entry = CATALOGUE[key]
    assert entry.fr.strip()
    assert entry.en.strip()
    assert places(entry.fr) == places(entry.en)


def built() -> list[re.Pattern[str]]:
    """Return the patterns of keys that are put together from parts where a text is asked for, in code or in a template."""
    keys = re.findall(r"""\btext\(\s*f["']([^"']+)["']""", CODE)
    keys += [f"report.{start}{{}}" for start in re.findall(r"""\bt\("([a-z_.]+\.)" ~""", TEMPLATES)]
    return [re.compile(_wild(key).join(re.escape(part) for part in re.split(r"\{[^}]*\}", key))) for key in keys]


def _wild(key: str) -> str:
    """Return what a part put in may be: a source is a sentence, anything else a name."""
    return ".+" if key.startswith("source: ") else "[a-z_0-9]+"


def test_no_text_is_unused() -> None:
    patterns = built()
    unused = [key for key in CATALOGUE if f'"{key}"' not in CODE and f"'{key}'" not in CODE]
    assert [key for key in unused if not any(pattern.fullmatch(key) for pattern in patterns)] == []


def test_no_text_is_missing() -> None:
    asked = re.findall(r"""\bwords\.text\(\s*["']([a-z_.0-9]+)["']""", CODE)
    assert len(asked) > 20
    assert [key for key in asked if key not in CATALOGUE] == []


def test_no_text_is_said_twice() -> None:
    homes = [
        importlib.import_module(f"simlib.locale.{module.name}") for module in pkgutil.iter_modules(locale.__path__)
    ]
    keys = [
        key
        for home in homes
        for name, texts in vars(home).items()
        if name.isupper() and isinstance(texts, dict)
        for key in texts
    ]
    assert sorted(keys) == sorted(CATALOGUE), "a key stands once, in a catalogue that is part of the whole"


def test_an_unknown_text_is_refused() -> None:
    with pytest.raises(KeyError, match="no text is called"):
        words.text("no.such.key", "fr")
    with pytest.raises(KeyError, match="no language"):
        words.text("today", "de")
    with pytest.raises(KeyError):
        words.text("card.dso", "fr", wrong=1)


def test_french_signs_keep_their_distance_without_breaking() -> None:
    said = words.text("point.alone", "fr", label="DSO", value="50 j")
    assert said == "DSO\u00a0: 50 j en moyenne des trois dernières fins de mois"
    assert (
        words.text("point.alone", "en", label="DSO", value="50 days")
        == "DSO: 50 days on average over the last three month ends"
    )


def test_values_are_never_read_as_texts() -> None:
    assert "{value}" in words.text("point.alone", "fr", label="{value}", value="1")


@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        (
            "fr",
            [
                "1\u202f234\u202f567\u00a0€",
                "1,23\u00a0M€",
                "42,7\u00a0k€",
                "851\u00a0€",
                "\u2212173\u00a0k€",
                "+1,00\u00a0M€",
            ],
        ),
        ("en", ["€1,234,567", "€1.23M", "€42.7k", "€851", "\u2212€173k", "+€1.00M"]),
    ],
)
def test_money(lang: str, shown: list[str]) -> None:
    assert [
        words.money(1_234_567.4, lang),
        words.money_short(1_234_567.0, lang),
        words.money_short(42_664.3, lang),
        words.money_short(851.0, lang),
        words.money_short(-172_900.0, lang, signed=True),
        words.money_short(999_600.0, lang, signed=True),
    ] == shown


def test_money_of_another_currency() -> None:
    assert words.money(1234.0, "fr", "GBP") == "1\u202f234\u00a0£GB"
    assert words.money(1234.0, "en", "GBP") == "£1,234"


def test_what_rounds_to_nothing_has_no_sign() -> None:
    assert words.number(-0.04, "fr", 1, signed=True) == "0,0"
    assert words.money_short(-0.3, "fr", signed=True) == "0\u00a0€"
    assert words.points(0.0002, "fr") == "0,0\u00a0pt"


@pytest.mark.parametrize("undefined", [math.nan, math.inf])
def test_what_is_undefined_is_a_dash(undefined: float) -> None:
    shown = {
        words.number(undefined, "fr"),
        words.money(undefined, "fr"),
        words.money_short(undefined, "en"),
        words.percent(undefined, "fr"),
        words.in_unit(undefined, "days", "fr"),
    }
    assert shown == {words.UNDEFINED}


@pytest.mark.parametrize(
    ("unit", "fr", "en"),
    [
        ("days", "+2,3\u00a0j", "+2.3\u00a0days"),
        ("EUR", "+2\u00a0€", "+€2"),
        ("share", "+234,0\u00a0pt", "+234.0\u00a0pts"),
        ("hours", "+2\u00a0h", "+2\u00a0h"),
        ("count", "+2,34", "+2.34"),
    ],
)
def test_differences_in_the_unit_of_an_indicator(unit: str, fr: str, en: str) -> None:
    assert words.in_unit(2.34, unit, "fr", signed=True) == fr
    assert words.in_unit(2.34, unit, "en", signed=True) == en


def test_dates_and_percentages() -> None:
    day = datetime.date(2026, 11, 30)
    assert [words.date_text(day, lang) for lang in words.languages] == ["30 nov. 2026", "30 Nov 2026"]
    first = datetime.date(2026, 11, 1)
    assert [words.date_text(first, lang) for lang in words.languages] == ["1er nov. 2026", "1 Nov 2026"]
    assert [words.day_text(first, lang) for lang in words.languages] == ["1er nov.", "1 Nov"]
    assert words.date_text(datetime.date(2026, 11, 11), "fr") == "11 nov. 2026"
    assert [words.percent(0.2278, lang, 1) for lang in words.languages] == ["22,8\u00a0%", "22.8%"]


def test_lists_are_joined_as_in_a_sentence() -> None:
    assert words.joined(["a", "b", "c"], "fr") == "a, b et c"
    assert words.joined(["a"], "en") == "a"
    assert words.joined([], "en") == ""


def test_every_unit_of_an_indicator_can_be_said() -> None:
    from simlib.indicators import Unit

    for unit in Unit:
        for lang in words.languages:
            assert words.in_unit(12.0, unit, lang)
