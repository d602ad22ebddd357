"""The figures that come first: value, change, interval and the sentence that reads it."""

import numpy as np
import pytest

from simlib import charts, words
from simlib.charts.headlines import SENTENCES, tone_of
from simlib.experiments import Difference
from simlib.indicators import INDICATORS
from tests.small import small_compared


@pytest.mark.parametrize("lang", words.languages)
def test_every_card_says_what_the_results_say(lang: str) -> None:
    comparison = small_compared()
    base, early = comparison.results["small"], comparison.results["early"]
    cards = charts.headlines(early, base, lang)
    assert [card.name for card in cards] == list(SENTENCES)
    for card in cards:
        unit = INDICATORS[card.name].unit
        found = comparison.difference("early", card.name)
        assert card.value == words.in_unit(float(np.nanmean(early.values(card.name))), unit, lang)
        assert words.in_unit(found.mean, unit, lang, signed=True) in card.change
        assert words.plain_interval(found.low, found.high, unit, lang) in card.interval
        assert card.label == INDICATORS[card.name].label(lang)
        assert card.help
        assert card.band
        assert card.sentence.endswith(".")
    assert cards[0].tone == "better"
    assert cards[0].change.startswith("▼")


def test_alone_there_is_no_change() -> None:
    base = small_compared().results["small"]
    for card in charts.headlines(base, base, "fr"):
        assert card.tone == "alone"
        assert card.interval == ""
        assert card.change == words.text("card.alone", "fr")


@pytest.mark.parametrize(
    ("difference", "better", "tone"),
    [
        (None, -1, "alone"),
        (Difference(0.0, 0.0, 0.0, 0.5), -1, "same"),
        (Difference(-1.0, -3.0, 1.0, 0.6), -1, "unclear"),
        (Difference(-1.0, float("nan"), float("nan"), 0.6), -1, "unclear"),
        (Difference(-1.0, -1.5, -0.5, 1.0), -1, "better"),
        (Difference(-1.0, -1.5, -0.5, 0.0), 1, "worse"),
        (Difference(-1.0, -1.5, -0.5, float("nan")), 0, "other"),
    ],
)
def test_tones(difference: Difference | None, better: int, tone: str) -> None:
    assert tone_of(difference, better) == tone


def test_working_capital_reads_as_cash() -> None:
    comparison = small_compared()
    base = comparison.results["small"]
    freed = charts.headline("bfr", comparison.results["early"], base, "fr").sentence
    tied = charts.headline("bfr", comparison.results["late"], base, "fr").sentence
    assert freed.startswith("Libère")
    assert tied.startswith("Immobilise")
